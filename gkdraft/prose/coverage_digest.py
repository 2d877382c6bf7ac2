"""The coverage of tasks in short, for one page: numbers of what is done, a line for what is not."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gkdraft.prose.coverage import MOST_OPEN, TaskCoverage, group_by_notice, print_title
from gkdraft.report.tasks import OPEN, shorten_title

SETTLED = ("完成", "不涉及", "略")
"""States of tasks that need no line of their own."""


@dataclass(frozen=True)
class CoverageLine:
    """A line of the digest: 完成 7 项 （一）—（七）, or one task that is open."""

    state: str
    count: int
    tasks: str
    places: str


def digest_coverage(found: Sequence[TaskCoverage]) -> Iterator[tuple[str, list[CoverageLine]]]:
    """For every notice, the tasks by state: settled ones first, the others one by one."""
    for notice, members in group_by_notice(found):
        yield print_title(notice), list(_digest_notice(members))


def _digest_notice(members: Sequence[TaskCoverage]) -> Iterator[CoverageLine]:
    by_state: dict[str, list[int]] = {}
    for index, answer in enumerate(members):
        by_state.setdefault(answer.state, []).append(index)
    # a file that was just begun has dozens of tasks without an answer: those are numbers too
    is_long = {state: len(indexes) > MOST_OPEN for state, indexes in by_state.items()}
    for state, indexes in sorted(by_state.items(), key=lambda item: item[0] not in SETTLED):
        if state in SETTLED or is_long[state]:
            yield CoverageLine(
                state, len(indexes), _join_ranges(members, indexes), _join_places(members, indexes)
            )
            continue
        for index in indexes:
            yield _describe_one(members[index])


def _describe_one(answer: TaskCoverage) -> CoverageLine:
    task = answer.entry.task
    title = shorten_title(task.title) or "（无标题）"
    missing = "没有落实情况" if answer.state == OPEN else ""
    places = "；".join(answer.where) or missing
    return CoverageLine(answer.state, 1, f"{task.number} {title}".strip(), places)


def _join_ranges(members: Sequence[TaskCoverage], indexes: Sequence[int]) -> str:
    """（一）—（七）、（九）: tasks that follow each other are told by the first and the last."""
    runs: list[list[int]] = []
    for index in indexes:
        if runs and runs[-1][-1] == index - 1:
            runs[-1].append(index)
        else:
            runs.append([index])
    return "、".join(_name_run(members, run) for run in runs)


def _name_run(members: Sequence[TaskCoverage], run: Sequence[int]) -> str:
    first, last = _name_number(members[run[0]]), _name_number(members[run[-1]])
    if len(run) == 1:
        return first
    between = "、" if len(run) == 2 else "—"
    return f"{first}{between}{last}"


def _name_number(answer: TaskCoverage) -> str:
    task = answer.entry.task
    return task.number or f"“{shorten_title(task.title)}”"


def _join_places(members: Sequence[TaskCoverage], indexes: Sequence[int]) -> str:
    places: dict[str, None] = {}
    for index in indexes:
        places |= dict.fromkeys(members[index].where)
    return "；".join(places)
