"""`check`: findings of one report or of many, for people and for scripts; what one signs."""

from argparse import Namespace
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from gkdraft.base.watch import watch_work
from gkdraft.cli.checklists import check_output, print_checklists, write_checklists
from gkdraft.cli.common import CLEAN, ERRORS, NO_RESULT, as_path, print_json, refuse
from gkdraft.errors import GkdraftError
from gkdraft.messages import _, say, translate

if TYPE_CHECKING:
    from gkdraft.pipeline import Result

Outcome = tuple[str, "Result | str"]
"""A file as it was named, and its result, or why there is none."""


def run_check(options: Namespace) -> int:
    """Lists the findings of data files and of published reports, neighbouring years together."""
    check_output(options)
    outcomes = check_files(_list_files(options.files), options)
    results = [outcome for _name, outcome in outcomes if not isinstance(outcome, str)]
    if options.format == "json":
        print_json(list_outcomes(outcomes))
    elif options.format == "docx":
        write_checklists(results, options)
    elif options.format == "markdown":
        print_checklists(results)
    elif options.format == "tasks":
        print("\n".join(map(_render_tasks, results)), end="")
    else:
        _print_outcomes(outcomes)
    if len(results) < len(outcomes):
        return NO_RESULT
    return ERRORS if any(map(_has_errors, results)) else CLEAN


def _list_files(names: Sequence[str]) -> list[str]:
    """The files as named; one that is named twice, in whatever way, once."""
    files: dict[str, str] = {}
    for name in names:
        files.setdefault(str(Path(name).absolute()), name)
    return list(files.values())


def check_files(names: Sequence[str], options: Namespace) -> list[Outcome]:
    """Every file with its result, or with what is wrong with it; the others go on."""
    from gkdraft.pipeline import judge_years, open_report

    results: list[Result] = []
    failed: dict[str, str] = {}
    for name in names:
        try:
            with watch_work(name):
                found = open_report(Path(name), as_path(options.templates), options.today)
            results.append(found)
        except GkdraftError as error:
            refuse(str(error))
            failed[name] = translate(str(error))
    judged = iter(judge_years(results))
    return [(name, failed[name] if name in failed else next(judged)) for name in names]


def _has_errors(result: "Result") -> bool:
    from gkdraft.rules.findings import Severity

    return any(finding.severity is Severity.ERROR for finding in result.findings)


def _print_outcomes(outcomes: Sequence[Outcome]) -> None:
    """Every file's findings; of several files the sums at the end, worst first."""
    several = len(outcomes) > 1
    for name, result in outcomes:
        if isinstance(result, str):
            continue
        head = f"{name}：" if several else ""
        told = head + _("核对结果：{}。").format(result.review.summarise())
        print("\n".join([*map(str, result.findings), *_remarks(result), told]))
    if several:
        print("\n".join(summarise_files(outcomes)))


def _remarks(result: "Result") -> Iterator[str]:
    """How the tasks of the notices are answered; what was read of a published report."""
    from gkdraft.prose.coverage import summarise_coverage

    for line in summarise_coverage(result.answers()):
        yield _("要点落实：{}。").format(translate(line))
    for line in result.remarks:
        yield translate(say("{line}。", line=line))


def _render_tasks(result: "Result") -> str:
    """要点落实对照表: the whole table of the tasks, which a published report has not."""
    from gkdraft.prose.coverage import render_coverage

    heading = f"{result.document.author}{result.document.year}年度工作要点落实情况对照表"
    return render_coverage(result.answers(), heading)


def list_outcomes(outcomes: Sequence[Outcome]) -> list[dict[str, object]]:
    """One entry a file, in the order of the files, as plain data."""
    entries: list[dict[str, object]] = []
    for name, result in outcomes:
        if isinstance(result, str):
            entries.append({"file": name, "error": result})
            continue
        review = result.review
        entries.append(
            {
                "file": name,
                "findings": [finding.as_json() for finding in review.findings],
                "checked": review.checked,
                "unchecked": [item.as_json() for item in review.unchecked],
            }
        )
    return entries


def summarise_files(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """A line a file: what could not be read first, then those with most errors."""
    failed: dict[str, str] = {}
    results: dict[str, Result] = {}
    for name, outcome in outcomes:
        if isinstance(outcome, str):
            failed[name] = outcome
        else:
            results[name] = outcome
    yield _count_files(failed, results)
    for name, error in failed.items():
        yield _("{name}：读不了（{error}）").format(
            name=name, error=error.removeprefix(f"{name}: ")
        )
    for name in sorted(results, key=lambda name: _rank(results[name]), reverse=True):
        yield f"{name}：{results[name].review.headline()}{_describe_beside(results[name])}"


def _count_files(failed: Mapping[str, str], results: Mapping[str, "Result"]) -> str:
    """共 5 份：读不了 1 份，有错误 2 份，没有错误 2 份。问题多的在前："""
    faulty = sum(map(_has_errors, results.values()))
    parts = [
        _("读不了 {} 份").format(len(failed)) if failed else "",
        _("有错误 {} 份").format(faulty) if faulty else "",
        _("没有错误 {} 份").format(len(results) - faulty) if len(results) > faulty else "",
    ]
    told = _("，").join(filter(None, parts))
    said = _("共 {count} 份：{told}。问题多的在前：")
    return said.format(count=len(failed) + len(results), told=told)


def _describe_beside(result: "Result") -> str:
    """Which year's report it was judged beside, if any."""
    if not result.beside:
        return ""
    return _("（与 {} 年的一并核对）").format(result.draft.report.year - 1)


def _rank(result: "Result") -> tuple[int, int, int, int]:
    from gkdraft.rules.findings import Severity

    counts = Counter(finding.severity for finding in result.findings)
    return (
        counts[Severity.ERROR],
        counts[Severity.WARNING],
        counts[Severity.NOTE],
        result.review.missed,
    )
