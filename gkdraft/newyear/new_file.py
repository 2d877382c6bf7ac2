"""The new data file on disk: the only way one is written, from the command line or the wizard."""

from dataclasses import replace
from pathlib import Path

from gkdraft.errors import OutputError
from gkdraft.messages import say
from gkdraft.newyear.blank_file import compose_blank
from gkdraft.newyear.start import Start
from gkdraft.render import saving

SUFFIXES = (".yaml", ".yml")


def check_target(path: Path) -> None:
    """OutputError if a new data file cannot have this name: its suffix, or it is there already."""
    if path.suffix not in SUFFIXES:
        raise OutputError(say("{}: 数据文件的后缀应为 .yaml", path))
    saving.refuse_existing(path)


def write_datafile(start: Start, path: Path, templates: Path | None = None) -> None:
    """Writes what a year starts from as a data file to fill in. OutputError if it cannot be.

    It names the person's own templates where they lie beside it and will move along with it.
    """
    check_target(path)
    named = replace(start, templates=_name_templates(templates, path.parent))
    saving.write_new(path, compose_blank(named).encode())


def _name_templates(templates: Path | None, folder: Path) -> str:
    """How a data file in a folder names a folder of templates; empty if it cannot."""
    if templates is None:
        return ""
    own, home = templates.resolve(), folder.resolve()
    if own == home or not own.is_relative_to(home):
        return ""
    return own.relative_to(home).as_posix()
