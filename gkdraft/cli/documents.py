"""`new`, `read` and `compare`: what begins with documents of others."""

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from gkdraft.cli.common import CLEAN, as_path, name_program, print_json, refuse
from gkdraft.errors import OutputError
from gkdraft.messages import _, say, translate

if TYPE_CHECKING:
    from gkdraft.reading.recognition import Documents


def run_new(options: Namespace) -> int:
    """Writes a data file to fill in and says what is in it and what to do next."""
    from dataclasses import replace

    from gkdraft.layout.resources import Resources
    from gkdraft.newyear import blank_file
    from gkdraft.newyear.opening import open_year, read_notices, read_prior
    from gkdraft.newyear.start import summarise_start
    from gkdraft.render import saving

    target = Path(options.file)
    if target.suffix not in (".yaml", ".yml"):
        raise OutputError(say("{}: 数据文件的后缀应为 .yaml", target))
    if target.exists():
        raise OutputError(say("{}: 已有这个文件，没有覆盖；请换一个文件名", target))
    resources = Resources(as_path(options.templates))
    notices = read_notices(list(map(Path, options.notice)), resources)
    prior = read_prior(Path(options.prior), resources) if options.prior else None
    start = open_year(
        notices, options.year, options.agency, options.level, options.layout, resources, prior
    )
    # the data file names its templates, if they move along with it
    own = as_path(options.templates)
    beside = own and own.resolve().is_relative_to(target.parent.resolve())
    if own and beside:
        name = own.resolve().relative_to(target.parent.resolve()).as_posix()
        start = replace(start, templates="" if name == "." else name)
    saving.write_file(target, blank_file.compose_blank(start).encode())
    made = _("已新建：{file}（{year} 年，{level}，格式 {layout}）")
    print(made.format(file=target, year=start.year, level=start.level, layout=start.layout.name))
    for line in summarise_start(start):
        print(translate(line))
    program = name_program()
    step = _("下一步：{program} wizard {file} 一问一答地填；也可以用文字编辑器打开它逐项填写，")
    print(step.format(program=program, file=target))
    step = _(
        "随时用 {program} check {file} 看还缺什么，填好后 {program} build {file} 生成 Word 文件。"
    )
    print(step.format(program=program, file=target))
    return CLEAN


def run_read(options: Namespace) -> int:
    """Prints what notices and published reports hold, as YAML or JSON with the data file's keys."""
    from gkdraft.layout.resources import Resources
    from gkdraft.reading.notices import task_yaml
    from gkdraft.reading.published import report_yaml
    from gkdraft.reading.recognition import read_documents

    found = read_documents(list(map(Path, options.files)), Resources(as_path(options.templates)))
    if found.reports and found.notices:
        names = "、".join(report.name for report in found.reports)
        return refuse(say("{names} 是年度报告，其余是通知，请分开读", names=names))
    if options.format == "json":
        print_json(_list_found(found))
    elif found.reports:
        texts = ["\n".join(report_yaml.write_report(report)) for report in found.reports]
        print("\n---\n".join(texts))
    else:
        print("\n".join(task_yaml.write_notices(found.notices)))
    return CLEAN


def _list_found(found: "Documents") -> dict[str, object]:
    from gkdraft.reading.notices import task_yaml
    from gkdraft.reading.published import report_yaml

    if found.reports:
        return {"年报": [report_yaml.list_report(report) for report in found.reports]}
    return {"要点": [task_yaml.list_notice(notice) for notice in found.notices]}


def run_compare(options: Namespace) -> int:
    """Prints two years side by side."""
    from gkdraft.pipeline import open_report
    from gkdraft.report import comparison as comparing

    templates = as_path(options.templates)
    first, second = (open_report(Path(name), templates).draft for name in options.files)
    comparison = comparing.compare_years(first, second)
    if options.format == "json":
        print_json(comparing.list_comparison(comparison))
    else:
        write = comparing.render_comparison
        if options.format == "markdown":
            write = comparing.render_comparison_table
        print("\n".join(map(translate, write(comparison))))
    return CLEAN
