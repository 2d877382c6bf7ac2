"""Tasks 要点任务 of all notices: which are answered, where, which say the same thing twice."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from gkdraft.draft import Draft
from gkdraft.findings import Path, dotted
from gkdraft.model import REFERENCE, Notice, Report, Task, TaskGroup

OPEN = "未答"
SKIPPED = "略"
STATES = ("完成", "推进中", "未开展", "不涉及", OPEN, SKIPPED)
ALIKE = 0.6
SAME = 0.8

_EVIDENCE = re.compile(r"\d|《[^》]+》|[一二两三四五六七八九十百千]+[个件项次期场份条篇家处部套]")
_EMPTY_VERBS = re.compile("^(进一步|持续|大力|切实|着力|深入|不断|扎实|全面)+")


@dataclass(frozen=True)
class Entry:
    """A task with where it stands: 要点.1.组.2.任务.3, counted from 1 as people write it."""

    path: Path
    notice: Notice
    group: TaskGroup
    task: Task

    @property
    def key(self) -> str:
        return dotted(self.path)

    @property
    def name(self) -> str:
        """一（二）“推动行政决策公开”: how messages call a task."""
        return self.task.number + quoted(phrase(self.task.title) or "（无标题）")


def entries(report: Report) -> list[Entry]:
    """Every task of every notice, in the order of the data file."""
    return [
        Entry(("要点", n, "组", g, "任务", t), notice, group, task)
        for n, notice in enumerate(report.notices)
        for g, group in enumerate(notice.groups)
        for t, task in enumerate(group.tasks)
    ]


def phrase(title: str) -> str:
    """A task's title as a short phrase: no final stop, no empty adverbs in front."""
    return _EMPTY_VERBS.sub("", title.strip().rstrip("。；")).removeprefix("围绕")


def quoted(text: str) -> str:
    """“…” with the quotation marks inside it turned into ‘…’."""
    return f"“{text.replace('“', '‘').replace('”', '’')}”"


def state(draft: Draft, entry: Entry) -> str:
    """One of STATES; a merged task has the state of the one it was merged into.

    A task without 状态, or said to be done or under way without a word of what was done, is open.
    """
    task = entry.task
    if task.merged:
        target = target_of(draft.report, task)
        return state(draft, target) if target and not target.task.merged else OPEN
    if draft.is_skipped(entry.path) or draft.is_skipped((*entry.path, "落实情况")):
        return SKIPPED
    told = task.result or any(figure.number is not None for figure in task.figures)
    return task.state if task.state and (told or task.state in ("未开展", "不涉及")) else OPEN


def target_of(report: Report, task: Task) -> Entry | None:
    """The task that another one says it is merged into."""
    wanted = task.merged.strip().removeprefix("{{").removesuffix("}}").strip()
    return next((entry for entry in entries(report) if entry.key == wanted), None)


def evidence(task: Task) -> bool:
    """Whether an answer names a figure, a document or a dated product."""
    text = REFERENCE.sub("1", task.result)
    return bool(_EVIDENCE.search(text)) or any(figure.number is not None for figure in task.figures)


def alike(entry: Entry, other: Entry) -> float:
    """How near two tasks are, 0 to 1: by title, or by a demand one notice took from another."""
    first, second = entry.task, other.task
    titles = _likeness(phrase(first.title), phrase(second.title))
    if min(len(first.demand), len(second.demand)) < 30:
        return titles
    return max(titles, _likeness(first.demand[:600], second.demand[:600]))


def duplicates(report: Report, least: float = ALIKE) -> Iterator[tuple[Entry, Entry, float]]:
    """Tasks of different notices that are nearly the same, the later one second."""
    found = entries(report)
    for index, entry in enumerate(found):
        near = [
            (alike(entry, other), other) for other in found[:index] if other.notice != entry.notice
        ]
        score, other = max(near, key=lambda pair: pair[0], default=(0.0, entry))
        if score >= least:
            yield other, entry, score


def _likeness(first: str, second: str) -> float:
    """Shared pairs of characters over all (Dice), blind to punctuation and spaces."""
    a, b = _pairs(first), _pairs(second)
    return 2 * len(a & b) / (len(a) + len(b)) if a and b else 0.0


@cache
def _pairs(text: str) -> frozenset[str]:
    bare = re.sub(r"\W", "", text)
    return frozenset(bare[i : i + 2] for i in range(len(bare) - 1))
