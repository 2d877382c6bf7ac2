"""Tasks 要点任务 of all notices: which are answered, and where."""

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from gkdraft.base.patterns import compile_late
from gkdraft.base.places import DataPath, parse_path, spell_path
from gkdraft.messages import say
from gkdraft.report.draft import Draft
from gkdraft.report.model import REFERENCE, Notice, Report, Task, TaskGroup
from gkdraft.report.model_types import Telling

OPEN = "未答"
SKIPPED = "略"
TOLD: Telling = "正文"
ROLLED: Telling = "见本组"
LISTED: Telling = "只列对照表"
STATES = ("完成", "推进中", "未开展", "不涉及", OPEN, SKIPPED)
# 深入推进 would leave nothing: a title keeps its adverbs where little else is in it
SHORTEST = 3

# 3 or （三）; 一（三） needs no 第……项
_PLAIN_NUMBER = compile_late(r"\d+|（.+）")
# digits that tell nothing of what was done: a year, 12345热线 (太仓 2018), 12333热线 (常州 2018),
# the number of a document
_NO_EVIDENCE = compile_late(r"(?:19|20)\d{2}年度?|12345|123\d\d(?=热线)|〔\d{4}〕\d+号")
# a figure, a month, or a document that was issued; 一批, 一些 and 一是 are no figures
_EVIDENCE = compile_late(
    r"\d|(?<![一二两三四五六七八九十百千])[一二两三四五六七八九十百千]++余?[个件项次期场份条篇家处部套类批名所站人]"
    r"|[一二三四五六七八九十]{1,2}月"
    r"|(?:印发|制定|出台|修订|发布|编制|公布|公开|形成|通过).{0,8}《[^》]+》|《[^》]+》.{0,12}(?:印发|施行|公布|出台)"
)
# 太政办〔2019〕112号 and others begin titles with 进一步, 深入, 扎实
_EMPTY_VERBS = compile_late("^(进一步|持续|大力|切实|着力|深入|不断|扎实|全面)+")


class PlacedTask(NamedTuple):
    """A task with where it stands: 要点.1.组.2.任务.3, counted from 1 as people write it."""

    path: DataPath
    notice: Notice
    group: TaskGroup
    task: Task

    @property
    def key(self) -> str:
        return spell_path(self.path)

    @property
    def name(self) -> str:
        """How messages and gaps call a task."""
        return name_task(self.task)


def list_tasks(report: Report) -> list[PlacedTask]:
    """Every task of every notice, in the order of the data file."""
    found: list[PlacedTask] = []
    for n, notice in enumerate(report.notices):
        for g, group in enumerate(notice.groups):
            for t, task in enumerate(group.tasks):
                found.append(PlacedTask(("要点", n, "组", g, "任务", t), notice, group, task))
    return found


def shorten_title(title: str) -> str:
    """A task's title as a short phrase: no final stop, no empty adverbs in front."""
    whole = title.strip().rstrip("。；")
    short = _EMPTY_VERBS.sub("", whole)
    return short if len(short) > SHORTEST else whole


def name_task(task: Task) -> str:
    """第3项“…” or 一（二）“…”: a task by its number and short title."""
    number = say("第{number}项", number=task.number) if has_plain_number(task) else task.number
    return number + quote_text(shorten_title(task.title) or "（无标题）")


def has_plain_number(task: Task) -> bool:
    """Whether a task's number stands alone: 3 or （三）, not 一（三）."""
    return _PLAIN_NUMBER.fullmatch(task.number) is not None


def quote_text(text: str) -> str:
    """“…” with the quotation marks inside it turned into ‘…’."""
    return f"“{text.replace('“', '‘').replace('”', '’')}”"


def find_state(draft: Draft, entry: PlacedTask) -> str:
    """One of STATES; a merged task without its own has that of the one it was merged into.

    A task without 状态, or said to be done or under way without a word of what was done, is open.
    With 略 for its 落实情况 it is not told, and has the state that is written.
    """
    task = entry.task
    if task.merged:
        return _find_merged_state(draft, task)
    if draft.is_skipped((*entry.path, "状态")):
        return SKIPPED
    is_left_out = draft.is_skipped((*entry.path, "落实情况"))
    if task.state is None:
        if find_foreign(entry):
            return "不涉及"
        return SKIPPED if is_left_out else OPEN
    return task.state if is_left_out or _is_answered(draft, entry) else OPEN


def _find_merged_state(draft: Draft, task: Task) -> str:
    """Its own if it has one and something is said of it, here or there; else that of the other."""
    target = find_target(draft.report, task)
    found = OPEN
    if target is not None and not target.task.merged:
        found = find_state(draft, target)
    is_told = task.result or task.state in ("未开展", "不涉及") or _has_number(task)
    if task.state and (is_told or found != OPEN):
        return task.state
    return found


COUNTED = "要点.{}.任务数"
"""The key of how many tasks a notice has, and of those in one state: 要点.1.任务数.完成."""


def count_states(draft: Draft, number: int) -> Counter[str]:
    """How many tasks of a notice, numbered from 1, are in which state."""
    return _count_all(draft).get(number - 1, Counter())


@lru_cache(maxsize=4)
def _count_all(draft: Draft) -> dict[int, Counter[str]]:
    """The states of the tasks of every notice: each of them is asked for."""
    counts: dict[int, Counter[str]] = {}
    for entry in list_tasks(draft.report):
        notice = int(entry.path[1])
        counts.setdefault(notice, Counter())[find_state(draft, entry)] += 1
    return counts


def _is_answered(draft: Draft, entry: PlacedTask) -> bool:
    """Whether there is a word of what was done, its own or its group's; some states need none."""
    task = entry.task
    if task.state in ("未开展", "不涉及") or task.result or _has_number(task):
        return True
    return is_told_by_group(draft, entry)


def is_told_by_group(draft: Draft, entry: PlacedTask) -> bool:
    """Whether a task without a sentence of its own is answered by that of its group 见本组."""
    task = entry.task
    if task.result or task.merged or not entry.group.result:
        return False
    if task.state == "不涉及" or find_foreign(entry):
        return False
    return find_telling(draft, entry) != TOLD


def find_foreign(entry: PlacedTask) -> tuple[str, ...]:
    """The 不涉及单位 of a notice by which a task does not concern the body.

    All who are responsible for it must be among them, and nobody may have answered it.
    """
    task = entry.task
    if task.state or task.result or task.figures or task.merged:
        return ()
    return match_bodies(entry.notice.foreign, list_bodies(task))


def match_bodies(words: Sequence[str], bodies: Sequence[str]) -> tuple[str, ...]:
    """The words the names of bodies begin with; none if one begins with none of them."""
    found = []
    for name in bodies:
        word = next((word for word in words if word and name.startswith(word)), "")
        if not word:
            return ()
        found.append(word)
    return tuple(dict.fromkeys(found))


def list_bodies(task: Task) -> tuple[str, ...]:
    """Who leads a task or is responsible for it, each once."""
    return tuple(dict.fromkeys(filter(None, (*task.lead, *task.responsible))))


def find_telling(draft: Draft, entry: PlacedTask) -> Telling:
    """写法 of a task: its own, its group's, its notice's. What is 略 is in the table only.

    Done without a sentence of its own, it is told by the sentence of its group if there is one.
    """
    task, group = entry.task, entry.group
    if any(draft.is_skipped((*entry.path, key)) for key in ("状态", "落实情况")):
        return LISTED
    chosen = task.telling or group.telling or entry.notice.telling or TOLD
    is_done = task.state in ("完成", "推进中") and not task.result
    return ROLLED if chosen == TOLD and is_done and group.result else chosen


class RollUp(NamedTuple):
    """落实情况 of a group: one sentence for all of its tasks that are told by it."""

    path: DataPath
    group: TaskGroup
    members: tuple[PlacedTask, ...]

    @property
    def key(self) -> str:
        return spell_path(self.path)

    @property
    def name(self) -> str:
        """How messages call the group."""
        return say("{group}组", group=quote_text(self.group.title or "（无标题）"))

    @property
    def task(self) -> Task:
        """The sentence as templates tell it: like a task that is done."""
        return Task.model_validate({"标题": self.group.title, "落实情况": self.group.result})


def list_rollups(draft: Draft) -> list[RollUp]:
    """The groups that have a sentence, or tasks that are left to it."""
    found: dict[DataPath, list[PlacedTask]] = {}
    groups: dict[DataPath, TaskGroup] = {}
    for entry in list_tasks(draft.report):
        groups[entry.path[:4]] = entry.group
        members = found.setdefault(entry.path[:4], [])
        concerns = not entry.task.merged and find_state(draft, entry) != "不涉及"
        if concerns and find_telling(draft, entry) == ROLLED:
            members.append(entry)
    made = [RollUp(path, groups[path], tuple(members)) for path, members in found.items()]
    return [rollup for rollup in made if rollup.group.result or rollup.members]


def _has_number(task: Task) -> bool:
    return any(figure.number is not None for figure in task.figures)


def find_target(report: Report, task: Task) -> PlacedTask | None:
    """The task that another one says it is merged into."""
    path = parse_path(task.merged.strip())
    match path:
        case ("要点", int(n), "组", int(g), "任务", int(t)) if min(n, g, t) >= 0:
            try:
                notice = report.notices[n]
                group = notice.groups[g]
                return PlacedTask(path, notice, group, group.tasks[t])
            except IndexError:
                return None
        case _:
            return None


def has_evidence(task: Task) -> bool:
    """Whether an answer names a figure, a document or a dated product."""
    text = _NO_EVIDENCE.sub("", REFERENCE.sub("1", task.result))
    return bool(_EVIDENCE.search(text)) or _has_number(task)
