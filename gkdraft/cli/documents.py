"""`new`, `read` and `compare`: what begins with documents of others."""

from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from gkdraft.cli.common import CLEAN, as_path, name_program, print_json, refuse
from gkdraft.errors import InputError
from gkdraft.messages import _, say, translate

if TYPE_CHECKING:
    from gkdraft.layout.resources import Resources
    from gkdraft.newyear.start import Start
    from gkdraft.pipeline import Opened
    from gkdraft.reading.recognition import Documents
    from gkdraft.report.model import Notice


def run_new(options: Namespace) -> int:
    """Writes a data file to fill in and says what is in it and what to do next."""
    from gkdraft.newyear.new_file import check_target, write_datafile
    from gkdraft.newyear.start import summarise_start

    target, templates = Path(options.file), as_path(options.templates)
    check_target(target)
    start = _open_start(options, templates)
    write_datafile(start, target, templates)
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


def _open_start(options: Namespace, templates: Path | None) -> "Start":
    """What the year starts from; where that cannot be told, the options that would help."""
    from gkdraft.layout.resources import Resources
    from gkdraft.newyear.opening import StartError, open_year, read_notices, read_prior

    resources = Resources(templates)
    try:
        notices = read_notices(list(map(Path, options.notice)), resources)
        prior = read_prior(Path(options.prior), resources) if options.prior else None
        return open_year(
            notices, options.year, options.agency, options.level, options.layout, resources, prior
        )
    except StartError as error:
        named = "、".join(f"--{name}" for name in error.about)
        raise InputError(say("{error}（写在 {named} 后面）", error=error, named=named)) from None


def run_read(options: Namespace) -> int:
    """Prints what notices and published reports hold, as YAML or JSON with the data file's keys."""
    from gkdraft.layout.resources import Resources
    from gkdraft.reading.published import report_yaml
    from gkdraft.reading.recognition import read_documents

    resources = Resources(as_path(options.templates))
    found = read_documents(list(map(Path, options.files)), resources)
    if found.reports and found.notices:
        names = "、".join(report.name for report in found.reports)
        return refuse(say("{names} 是年度报告，其余是通知，请分开读", names=names))
    if options.format == "json":
        print_json(_list_found(found))
    elif found.reports:
        texts = ["\n".join(report_yaml.write_report(report)) for report in found.reports]
        print("\n---\n".join(texts))
    else:
        print("\n".join(_write_notices(found.notices, resources)))
    return CLEAN


def _write_notices(notices: "Sequence[Notice]", resources: "Resources") -> list[str]:
    """Tasks as a data file has them, those that seem to be in two notices side by side."""
    from gkdraft.reading.notices import task_yaml
    from gkdraft.report.alike import propose_merges
    from gkdraft.report.model import Report

    near = propose_merges(Report.model_validate({"要点": tuple(notices)}), resources)
    return list(task_yaml.write_notices(notices, near))


def _list_found(found: "Documents") -> dict[str, object]:
    from gkdraft.reading.published import report_yaml

    if found.reports:
        return {"年报": [report_yaml.list_report(report) for report in found.reports]}
    from gkdraft.reading.notices import task_yaml

    return {"要点": [task_yaml.list_notice(notice) for notice in found.notices]}


def run_compare(options: Namespace) -> int:
    """Prints two years side by side, or of two versions of one year what differs."""
    from gkdraft.pipeline import read_report
    from gkdraft.revise.versions import are_versions

    templates = as_path(options.templates)
    first, second = (read_report(Path(name), templates) for name in options.files)
    if are_versions(first.draft, second.draft):
        _print_versions(first, second, options.format)
    else:
        _print_years(first, second, options.format)
    return CLEAN


def _print_years(first: "Opened", second: "Opened", form: str) -> None:
    from gkdraft.report import comparison as comparing

    comparison = comparing.compare_years(first.draft, second.draft)
    if form == "json":
        print_json(comparing.list_comparison(comparison))
        return
    write = comparing.render_comparison
    if form == "markdown":
        write = comparing.render_comparison_table
    print("\n".join(map(translate, write(comparison))))


def _print_versions(first: "Opened", second: "Opened", form: str) -> None:
    from gkdraft.revise import version_listing as listing
    from gkdraft.revise.versions import Version, compare_versions

    one, two = (Version(result.draft, result.document) for result in (first, second))
    versions = compare_versions(one, two)
    if form == "json":
        print_json(listing.list_versions(versions))
        return
    write = listing.render_versions
    if form == "markdown":
        write = listing.render_versions_table
    print("\n".join(map(translate, write(versions))))
