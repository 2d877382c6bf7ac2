"""`check`: findings of one report or of many, for people and for scripts; what one signs."""

from argparse import Namespace
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from gkdraft.base.watch import watch_work
from gkdraft.cli.checklists import (
    check_output,
    list_coverage,
    make_coverage,
    make_sheet,
    render_sheet,
    render_table,
    write_sheets,
)
from gkdraft.cli.common import (
    CLEAN,
    ERRORS,
    NO_RESULT,
    as_path,
    collect_garbage,
    list_files,
    print_json,
    refuse,
)
from gkdraft.cli.progress import Progress
from gkdraft.errors import GkdraftError
from gkdraft.messages import _, say, translate

if TYPE_CHECKING:
    from gkdraft.pipeline import Result
    from gkdraft.report.prior import Edition
    from gkdraft.rules.review import Review

HELD = 16
"""Reports that are held at a time; an earlier one that a later one needs is read again."""


class Outcome(NamedTuple):
    """What is said of a file, in the format asked for, or why nothing is; its report is let go."""

    name: str
    error: str = ""
    told: Any = None
    headline: str = ""
    beside: str = ""
    rank: tuple[int, int, int, int] = (0, 0, 0, 0)

    @property
    def is_faulty(self) -> bool:
        return self.rank[0] > 0


def run_check(options: Namespace) -> int:
    """Lists the findings of data files and of published reports, neighbouring years together."""
    check_output(options)
    outcomes = check_files(list_files(options.files), options)
    _print_outcomes(outcomes, options)
    if any(outcome.error for outcome in outcomes):
        return NO_RESULT
    return ERRORS if any(outcome.is_faulty for outcome in outcomes) else CLEAN


def _print_outcomes(outcomes: Sequence[Outcome], options: Namespace) -> None:
    """What is said of each file; as text, of several the sums at the end, worst first."""
    told = [outcome.told for outcome in outcomes if not outcome.error]
    if options.format == "json":
        print_json([one.told or {"file": one.name, "error": one.error} for one in outcomes])
    elif options.format == "docx" or options.output is not None:
        write_sheets(told, options)
    elif options.format == "text":
        several = summarise_files(outcomes) if len(outcomes) > 1 else ()
        for text in (*told, *several):
            print(text)
    else:
        print("\n".join(told), end="")


def check_files(names: Sequence[str], options: Namespace) -> list[Outcome]:
    """Every file with what is said of it, or what is wrong with it; the others go on."""
    if len(names) > HELD:
        collect_garbage()
    checks = _Checks(options, len(names) > 1)
    with Progress(len(names)) as progress:
        for number, name in enumerate(names, 1):
            checks.tell(name, checks.open_first, progress)
            progress.show(number)
        for name in checks.list_told():
            checks.tell(name, checks.judge_beside, progress)
    return [checks.outcomes[name] for name in names]


class _Checks:
    """The files of one command, of which only the last few reports are held."""

    def __init__(self, options: Namespace, several: bool) -> None:
        self.options, self.several = options, several
        self.outcomes: dict[str, Outcome] = {}
        self.editions: dict[str, Edition] = {}
        self.open = lru_cache(HELD)(self._open)

    def _open(self, name: str) -> "Result":
        from gkdraft.pipeline import open_report

        return open_report(Path(name), as_path(self.options.templates), self.options.today)

    def list_told(self) -> list[str]:
        """The files of which something could be said."""
        return [name for name in self.editions if not self.outcomes[name].error]

    def open_first(self, name: str) -> "Result":
        """A report by itself."""
        from gkdraft.report.prior import find_edition

        result = self.open(name)
        self.editions[name] = find_edition(result.draft)
        return result

    def judge_beside(self, name: str) -> "Result | None":
        """A report beside that of the year before, if that is among the files."""
        from gkdraft.pipeline import judge_year

        names = list(self.editions)
        editions = list(self.editions.values())
        return judge_year(names.index(name), editions, lambda at: self.open(names[at]))

    def tell(self, name: str, find: "Callable[[str], Result | None]", progress: Progress) -> None:
        """Notes what is said of a report that was found."""
        try:
            with watch_work(name):
                result = find(name)
                if result:
                    self.outcomes[name] = _describe(name, result, self.options, self.several)
        except GkdraftError as error:
            progress.wipe()
            refuse(str(error))
            self.outcomes[name] = Outcome(name, translate(str(error)))


def _describe(name: str, result: "Result", options: Namespace, several: bool) -> Outcome:
    """What is kept of a report. InputError if there is nothing to be written of it."""
    form = options.format
    if form == "json":
        told: object = _list_findings(name, result.review)
    elif form == "docx":
        told = make_sheet(result)
    elif form == "markdown":
        told = render_sheet(result)
    elif form == "tasks" and options.output is not None:
        told = make_coverage(result, options.output)
    elif form == "tasks":
        told = render_table(result)
    else:
        told = _list_lines(name if several else "", result)
    return Outcome(
        name,
        told=told,
        headline=result.review.headline(),
        beside=_describe_beside(result),
        rank=_rank(result),
    )


def _list_lines(name: str, result: "Result") -> str:
    """Findings, tasks, what was read, the result; with the name of one of many."""
    head = f"{name}：" if name else ""
    told = head + _("核对结果：{}。").format(result.review.summarise())
    return "\n".join([*map(str, result.findings), *_remarks(result), told])


def _remarks(result: "Result") -> Iterator[str]:
    """How the tasks of the notices are answered; what was read of a published report."""
    yield from list_coverage(result)
    for line in result.remarks:
        yield translate(say("{line}。", line=line))


def _list_findings(name: str, review: "Review") -> dict[str, object]:
    """A file's findings as plain data."""
    return {
        "file": name,
        "findings": [finding.as_json() for finding in review.findings],
        "checked": review.checked,
        "unchecked": [item.as_json() for item in review.unchecked],
    }


def summarise_files(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """A line a file: what could not be read first, then those with most errors."""
    failed = [outcome for outcome in outcomes if outcome.error]
    read = [outcome for outcome in outcomes if not outcome.error]
    yield _count_files(len(failed), read)
    for outcome in failed:
        error = outcome.error.removeprefix(f"{outcome.name}: ")
        yield _("{name}：读不了（{error}）").format(name=outcome.name, error=error)
    for outcome in sorted(read, key=lambda outcome: outcome.rank, reverse=True):
        yield f"{outcome.name}：{outcome.headline}{outcome.beside}"


def _count_files(failed: int, read: Sequence[Outcome]) -> str:
    """共 5 份：读不了 1 份，有错误 2 份，没有错误 2 份。问题多的在前："""
    faulty = sum(outcome.is_faulty for outcome in read)
    parts = [
        _("读不了 {} 份").format(failed) if failed else "",
        _("有错误 {} 份").format(faulty) if faulty else "",
        _("没有错误 {} 份").format(len(read) - faulty) if len(read) > faulty else "",
    ]
    told = _("，").join(filter(None, parts))
    said = _("共 {count} 份：{told}。问题多的在前：")
    return said.format(count=failed + len(read), told=told)


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
