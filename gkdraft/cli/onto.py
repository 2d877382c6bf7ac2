"""`build --onto`: what the data changed goes into a document that an editor has."""

from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from gkdraft.cli.common import ERRORS, as_path, name_program, print_json, rate_findings
from gkdraft.errors import OutputError
from gkdraft.messages import _, say, translate

if TYPE_CHECKING:
    from gkdraft.revise.onto.building import OntoBuild

ALONE = ("final", "draft", "to")
"""Options of a build that writes a document of its own."""


def run_onto(options: Namespace) -> int:
    """Shows what goes into the document, and writes it unless it is a dry run."""
    from gkdraft.pipeline import draft_report
    from gkdraft.render import saving
    from gkdraft.revise.onto.building import build_onto
    from gkdraft.revise.revision import Revision

    _refuse_options(options)
    target = _choose_target(options)
    if target and not options.force:
        saving.guard_target(target)
    revision = Revision(Path(options.file), as_path(options.templates))
    build = build_onto(revision.reviser, Path(options.onto), options.track)
    backup = None
    if target and not options.dry_run:
        saving.write_file(target, build.written.data)
    elif not options.dry_run:
        backup = build.save()
    if options.format == "json":
        _print_plain(build, backup)
    else:
        told = [*map(translate, _tell_build(build)), *_tell_ending(build, backup, target, options)]
        print("\n".join(told))
    result = draft_report(Path(options.file), as_path(options.templates))
    if options.format != "json":
        print(_("核对结果：{}。").format(result.review.summarise()))
    # a conflict is to be settled as an error is
    return ERRORS if build.plan.conflicts else rate_findings(result.findings)


def _refuse_options(options: Namespace) -> None:
    """OutputError for what makes no sense together."""
    for name in ALONE:
        if getattr(options, name):
            raise OutputError(say("--onto 和 --{name} 不能一起写", name=name))
    if Path(options.onto).suffix.lower() in (".html", ".htm", ".txt"):
        raise OutputError(say("{}: 只能并入 .docx 稿子", options.onto))


def _choose_target(options: Namespace) -> Path | None:
    """Another file to write to; None if the document itself is changed."""
    if options.output is None:
        return None
    target = Path(options.output)
    if target.is_dir() or options.output.endswith(("/", "\\")):
        target = target / Path(options.onto).name
    if target.suffix.lower() != ".docx":
        raise OutputError(say("{}: 并入的结果是 .docx，请用 .docx 后缀", target))
    if target.resolve() == Path(options.onto).resolve():
        return None
    return target


def _tell_build(build: "OntoBuild") -> Iterator[str]:
    from gkdraft.revise.onto.listing import list_arrivals, list_conflicts

    for remark in build.remarks:
        yield say("注意：{remark}", remark=remark)
    yield from list_arrivals(build.plan)
    if build.plan.conflicts:
        yield say("两边都改了的，稿子照改稿人的，没有动：")
        yield from list_conflicts(build.plan)


def _tell_ending(
    build: "OntoBuild", backup: Path | None, target: Path | None, options: Namespace
) -> Iterator[str]:
    """What was done, and what can be done next."""
    plan, program = build.plan, name_program()
    if not (plan.arrivals or plan.conflicts):
        yield _("稿子里已经是数据文件现在的数和文字，没有要并入的。")
    else:
        told = _("共 {count} 处并入稿子，{conflicts} 处两边都改了。")
        yield told.format(count=len(plan.arrivals), conflicts=len(plan.conflicts))
    if build.written.styles or build.written.fonts:
        told = _("另按格式恢复样式 {styles} 个、字体 {fonts} 个。")
        yield told.format(styles=build.written.styles, fonts=build.written.fonts)
    if build.written.pages:
        told = _("纸张或页边距与格式不同的有 {} 节，没有动。")
        yield told.format(build.written.pages)
    if options.dry_run and build.written.is_changed:
        yield _("只是试算，没有写任何文件；去掉 --dry-run 就写入。")
    elif target:
        yield _("已写入 {target}；{edited} 没有动。").format(target=target, edited=build.path)
    elif backup:
        told = _("已写入 {edited}；原来的稿子存为 {backup}。")
        yield told.format(edited=build.path, backup=backup)
    if plan.conflicts:
        told = _(
            "两边都改了的：以改稿人的为准，用 {program} pull {edited} {file} 看项号，--take 收回；"
            "以数据为准，在稿子里改过来。"
        )
        yield told.format(program=program, edited=target or build.path, file=options.file)


def _print_plain(build: "OntoBuild", backup: Path | None) -> None:
    from gkdraft.revise.onto.listing import list_plain

    data = {"remarks": [translate(remark) for remark in build.remarks], **list_plain(build.plan)}
    data |= {"styles": build.written.styles, "fonts": build.written.fonts}
    if backup:
        data["backup"] = str(backup)
    print_json(data)
