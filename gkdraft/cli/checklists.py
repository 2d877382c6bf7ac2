"""`check --format markdown` and `docx`: the 核对单 one signs."""

from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from gkdraft.cli.common import is_folder, place_sheet
from gkdraft.errors import OutputError
from gkdraft.messages import _, say

if TYPE_CHECKING:
    from gkdraft.pipeline import Result


def check_output(options: Namespace) -> None:
    """OutputError if what is asked for does not fit together; before anything is read."""
    if options.output is None:
        return
    if options.format != "docx":
        raise OutputError(say("-o 只用于 --format docx；别的格式用 > 写进文件"))
    target = Path(options.output)
    if is_folder(options.output):
        return
    if len(options.files) > 1:
        raise OutputError(say("{}: 几份核对单写不进一个文件，-o 请写已有的文件夹", target))
    if target.suffix != ".docx":
        raise OutputError(say("{}: 核对单的后缀应为 .docx；要放进文件夹，请先建好文件夹", target))


class Sheet(NamedTuple):
    """A 核对单 as .docx, and what it is of."""

    source: Path
    title: str
    data: bytes
    headline: str


def make_sheet(result: "Result") -> Sheet:
    """The 核对单 of a report, not written yet."""
    source = Path(result.source.name)
    title = result.document.title or source.stem
    return Sheet(source, title, result.render_checklist(), result.review.headline())


def render_sheet(result: "Result") -> str:
    """The 核对单 as markdown."""
    from gkdraft.render.markdown import render_markdown

    return render_markdown(result.compose_checklist())


def write_checklists(sheets: Sequence[Sheet], options: Namespace) -> None:
    """One .docx a file; none is written before all targets were looked at."""
    from gkdraft.render import saving

    targets = _choose_targets(sheets, options.output)
    for target in targets if not options.force else ():
        saving.guard_sheet(target)
    for target, sheet in zip(targets, sheets, strict=True):
        saving.save_result(target, sheet.data, options.force)
        print(_("已生成：{}").format(target))
        print(_("核对结果：{}。").format(sheet.headline))


def _choose_targets(sheets: Sequence[Sheet], output: str | None) -> list[Path]:
    """The file named by -o, else one named after each report: in the folder, or beside its file."""
    from gkdraft.render.saving import name_checklist

    taken: list[Path] = []
    for sheet in sheets:
        target = place_sheet(output, sheet.source, name_checklist(sheet.title))
        # a data file and the report it became, or two drafts, have one title
        if target in taken:
            name = name_checklist(sheet.title, sheet.source.name)
            target = place_sheet(output, sheet.source, name)
        if target.resolve() == sheet.source.resolve():
            raise OutputError(say("{}: 这是所核对的文件本身，请换一个输出文件名", target))
        taken.append(target)
    return taken
