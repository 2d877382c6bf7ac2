"""`ask`: the questions of a data file on paper, to be printed and handed round."""

from argparse import Namespace
from pathlib import Path

from gkdraft.cli.common import CLEAN, as_path, is_folder, name_program, place_sheet
from gkdraft.errors import OutputError
from gkdraft.messages import _, say, speak_chinese, translate


def run_ask(options: Namespace) -> int:
    """Writes what is still open, or all answers, and says how much is missing."""
    from gkdraft.render import saving
    from gkdraft.wizard.paper.compose import compose_paper, split_title
    from gkdraft.wizard.paper.opening import open_paper, render_paper
    from gkdraft.wizard.paper.paper import count_missing

    source = Path(options.file)
    _check_output(options.output, source)
    with speak_chinese():
        paper, resources = open_paper(source, as_path(options.templates), options.answers)
        document = compose_paper(paper)
    name = saving.name_paper("".join(split_title(paper)), options.answers)
    target = place_sheet(options.output, source, name)
    if not options.force:
        saving.guard_sheet(target)
    saving.save_result(target, render_paper(document, resources), options.force)
    missing = count_missing(paper)
    print(_("已生成：{}").format(target))
    print(_("{}。").format(_("，").join(map(translate, missing.list_parts()))))
    if missing.unread:
        step = _("认不出的按没有填印，明细：{program} check {file}")
        print(step.format(program=name_program(), file=source))
    return CLEAN


def _check_output(output: str | None, source: Path) -> None:
    """OutputError for a name that is none for a .docx, before anything is read."""
    if output is None or is_folder(output):
        return
    target = Path(output)
    if target.suffix != ".docx":
        raise OutputError(say("{}: 问卷的后缀应为 .docx；要放进文件夹，请先建好文件夹", target))
    if target.resolve() == source.resolve():
        raise OutputError(say("{}: 这是数据文件本身，请换一个输出文件名", target))
