"""`check`: findings of one report or of many, for people and for scripts."""

from argparse import Namespace
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from gkdraft.cli.common import CLEAN, ERRORS, NO_RESULT, as_path, print_json, refuse
from gkdraft.errors import InputError
from gkdraft.messages import _, say, translate

if TYPE_CHECKING:
    from gkdraft.pipeline import Result


def run_check(options: Namespace) -> int:
    """Lists the findings of data files and of published reports, neighbouring years together."""
    from gkdraft.pipeline import judge_years, open_report
    from gkdraft.rules.findings import Severity

    results: list[Result] = []
    failed: dict[str, str] = {}
    for name in dict.fromkeys(options.files):
        try:
            results.append(open_report(Path(name), as_path(options.templates), options.today))
        except InputError as error:  # the others are checked all the same
            refuse(str(error))
            failed[name] = translate(str(error))
    results = judge_years(results)
    if options.format == "json":
        print_json(list_results(results, failed))
    elif options.format == "markdown":
        for result in results:
            print("\n".join(_markdown(result)))
    else:
        _print_results(results, failed)
    if failed:
        return NO_RESULT
    found = [finding for result in results for finding in result.findings]
    return ERRORS if any(f.severity is Severity.ERROR for f in found) else CLEAN


def _print_results(results: Sequence["Result"], failed: Mapping[str, str]) -> None:
    """Every file's findings; of several files the sums at the end, worst first."""
    several = len(results) + len(failed) > 1
    for result in results:
        name = f"{result.source.name}：" if several else ""
        told = name + _("核对结果：{}。").format(result.review.summarise())
        print("\n".join([*map(str, result.findings), *_remarks(result), told]))
    if several:
        print("\n".join(summarise_files(results, failed)))


def _remarks(result: "Result") -> Iterator[str]:
    """How the tasks of the notices are answered; what was read of a published report."""
    from gkdraft.prose.coverage import summarise_coverage

    for line in summarise_coverage(result.answers()):
        yield _("要点落实：{}。").format(translate(line))
    for line in result.remarks:
        yield translate(say("{line}。", line=line))


def _markdown(result: "Result") -> list[str]:
    """The table of the tasks; of a published report, which has none, its findings."""
    from gkdraft.prose.coverage import render_coverage

    if result.draft.published:
        return [f"- {finding}" for finding in result.findings]
    heading = f"{result.document.author}{result.document.year}年度工作要点落实情况对照表"
    return render_coverage(result.answers(), heading).splitlines()


def list_results(results: Sequence["Result"], failed: Mapping[str, str]) -> list[dict[str, object]]:
    """One entry a file, as plain data."""
    entries: list[dict[str, object]] = []
    for result in results:
        review = result.review
        entries.append(
            {
                "file": result.source.name,
                "findings": [finding.as_json() for finding in review.findings],
                "checked": review.checked,
                "unchecked": [item.as_json() for item in review.unchecked],
            }
        )
    entries += [{"file": name, "error": error} for name, error in failed.items()]
    return entries


def summarise_files(results: Sequence["Result"], failed: Mapping[str, str]) -> Iterator[str]:
    """A line a file, what could not be read first, then those with most errors."""
    yield _("共 {} 份，问题多的在前：").format(len(results) + len(failed))
    for name in failed:
        yield _("{}：读不了").format(name)
    for result in sorted(results, key=_rank, reverse=True):
        yield f"{result.source.name}：{result.review.headline()}"


def _rank(result: "Result") -> tuple[int, int, int, int]:
    from gkdraft.rules.findings import Severity

    counts = Counter(finding.severity for finding in result.findings)
    return (
        counts[Severity.ERROR],
        counts[Severity.WARNING],
        counts[Severity.NOTE],
        result.review.missed,
    )
