"""gkdraft 起草政府信息公开工作年度报告. `from gkdraft import draft_report` is the way in."""

__version__ = "0.1.0"
__all__ = ["Result", "__version__", "draft_report"]

TYPE_CHECKING = False  # typing takes as long to load as all else of --version
if TYPE_CHECKING:
    from gkdraft.pipeline import Result, draft_report


def __getattr__(name: str) -> object:
    # on demand, so that --version and --help load the standard library only
    if name in ("Result", "draft_report"):
        from gkdraft import pipeline

        return getattr(pipeline, name)
    raise AttributeError(name)
