"""What `check` writes for offices: the 核对单 one signs, the 对照表 of tasks."""

from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from gkdraft.cli.common import is_folder, place_sheet
from gkdraft.errors import InputError, OutputError
from gkdraft.messages import Message, _, say, translate

if TYPE_CHECKING:
    from gkdraft.pipeline import Result

COVERAGE_SUFFIXES = (".docx", ".xlsx")


def check_output(options: Namespace) -> None:
    """OutputError if what is asked for does not fit together; before anything is read."""
    if options.output is None:
        return
    if options.format not in ("docx", "tasks"):
        raise OutputError(say("-o 只用于 --format docx、tasks；别的格式用 > 写进文件"))
    if is_folder(options.output):
        return
    complaint = _find_complaint(Path(options.output), options)
    if complaint:
        raise OutputError(complaint)


def _find_complaint(target: Path, options: Namespace) -> Message | None:
    """What is wrong with the name of a file."""
    is_coverage = options.format == "tasks"
    if len(options.files) > 1:
        if is_coverage:
            return say("{}: 几份对照表写不进一个文件，-o 请写已有的文件夹", target)
        return say("{}: 几份核对单写不进一个文件，-o 请写已有的文件夹", target)
    if is_coverage and target.suffix not in COVERAGE_SUFFIXES:
        return say("{}: 对照表的后缀应为 .docx 或 .xlsx；要放进文件夹，请先建好文件夹", target)
    if not is_coverage and target.suffix != ".docx":
        return say("{}: 核对单的后缀应为 .docx；要放进文件夹，请先建好文件夹", target)
    return None


class Sheet(NamedTuple):
    """A 核对单 or 对照表 to be written, what it is of, and what is said when it is."""

    source: Path
    title: str
    data: bytes
    mark: str
    lines: tuple[str, ...]


def make_sheet(result: "Result") -> Sheet:
    """The 核对单 of a report, not written yet."""
    from gkdraft.render.saving import CHECKLIST_MARK

    told = _("核对结果：{}。").format(result.review.headline())
    return _place(result, result.render_checklist(), CHECKLIST_MARK, (told,))


def make_coverage(result: "Result", output: str) -> Sheet:
    """The 对照表 of a data file, not written yet. InputError if there is no task in it."""
    from gkdraft.render.saving import COVERAGE_MARK

    lines = tuple(list_coverage(result))
    if not lines:
        raise InputError(_explain_empty(result.source.name))
    suffix = ".docx" if is_folder(output) else Path(output).suffix
    return _place(result, result.render_coverage(suffix), COVERAGE_MARK, lines)


def _explain_empty(name: str) -> Message:
    from gkdraft.report.datafile import is_datafile

    if is_datafile(Path(name)):
        return say("{}: 数据文件里没有工作要点，列不出对照表", name)
    return say("{}: 已公布的年报里没有工作要点，列不出对照表；请用它的数据文件（.yaml）", name)


def list_coverage(result: "Result") -> list[str]:
    """How the tasks of the notices are answered, a line a notice."""
    from gkdraft.prose.coverage import summarise_coverage

    found = summarise_coverage(result.answers())
    return [_("要点落实：{}。").format(translate(line)) for line in found]


def _place(result: "Result", data: bytes, mark: str, lines: tuple[str, ...]) -> Sheet:
    source = Path(result.source.name)
    return Sheet(source, result.document.title or source.stem, data, mark, lines)


def render_sheet(result: "Result") -> str:
    """The 核对单 as markdown."""
    from gkdraft.render.markdown import render_markdown

    return render_markdown(result.compose_checklist())


def render_table(result: "Result") -> str:
    """The 对照表 as markdown, in columns of its own."""
    from gkdraft.prose.coverage import render_coverage
    from gkdraft.prose.coverage_table import name_table

    return render_coverage(result.answers(), "".join(name_table(result.document)))


def write_sheets(sheets: Sequence[Sheet], options: Namespace) -> None:
    """One file a report; none is written before all targets were looked at."""
    from gkdraft.render import saving

    targets = _choose_targets(sheets, options.output)
    for target, sheet in zip(targets, sheets, strict=True):
        if not options.force:
            _guard(target, sheet.data)
    for target, sheet in zip(targets, sheets, strict=True):
        saving.write_file(target, sheet.data)
        print(_("已生成：{}").format(target))
        for line in sheet.lines:
            print(line)


def _guard(target: Path, data: bytes) -> None:
    """OutputError where something would be lost: a workbook bears no seal."""
    from gkdraft.render import saving

    if target.suffix == ".xlsx":
        saving.guard_workbook(target, data)
    else:
        saving.guard_sheet(target)


def _choose_targets(sheets: Sequence[Sheet], output: str | None) -> list[Path]:
    """The file named by -o, else one named after each report: in the folder, or beside its file."""
    from gkdraft.render.saving import name_checklist

    taken: list[Path] = []
    for sheet in sheets:
        target = place_sheet(output, sheet.source, name_checklist(sheet.title, "", sheet.mark))
        # a data file and the report it became, or two drafts, have one title
        if target in taken:
            name = name_checklist(sheet.title, sheet.source.name, sheet.mark)
            target = place_sheet(output, sheet.source, name)
        if target.resolve() == sheet.source.resolve():
            raise OutputError(say("{}: 这是所核对的文件本身，请换一个输出文件名", target))
        taken.append(target)
    return taken
