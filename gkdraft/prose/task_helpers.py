"""What prose templates may call about tasks of notices: groups, figures, states, times."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from gkdraft.prose.clauses import (
    UNFINISHED,
    compose_lead,
    drop_title,
    gives_figure,
    join_sentences,
    name_unfinished,
    select_state,
    spell_cause,
)
from gkdraft.prose.numbers import Shown, find_figure, mark_answer, remove_marks, show_number
from gkdraft.report import tasks
from gkdraft.report.draft import Draft
from gkdraft.report.model import Notice, Task, TaskGroup

_STATES = {
    "完成": "done",
    "推进中": "ongoing",
    "未开展": "idle",
    "不涉及": "foreign",
    tasks.OPEN: "open",
}

Member = tuple[str, Task]
"""A task with its key."""


@dataclass
class TaskVoice:
    """The helpers of one report that tell of its tasks."""

    draft: Draft

    def groups(self, place: str, aspect: str = "") -> list[tuple[TaskGroup, list[Member]]]:
        """The groups with those of their tasks that are told at a place of the report.

        各方面 tells those of one aspect, 单列 those of a notice placed so, and 第六部分 also
        those that belong to no aspect. What does not concern the body is not among them.
        """
        found: dict[int, tuple[TaskGroup, list[Member]]] = {}
        for entry in tasks.list_tasks(self.draft.report):
            if entry.task.merged or entry.task.state == "不涉及":
                continue
            if self._find_place(entry) == (place, aspect):
                members = found.setdefault(id(entry.group), (entry.group, []))[1]
                members.append((entry.key, entry.task))
        return list(found.values())

    def _find_place(self, entry: tasks.PlacedTask) -> tuple[str, str]:
        place = entry.notice.placement or self.draft.layout.spec.tasks
        known = any(aspect.key == entry.task.aspect for aspect in self.draft.layout.aspects)
        if place == "各方面":
            if known:
                return (place, entry.task.aspect)
            return ("第六部分", "")
        return place, ""

    def notices_at(self, place: str) -> list[tuple[int, Notice]]:
        """The notices whose tasks are told at a place, numbered from 1."""
        found = []
        for number, notice in enumerate(self.draft.report.notices, 1):
            if (notice.placement or self.draft.layout.spec.tasks) == place:
                found.append((number, notice))
        return found

    def foreign(self, number: int) -> str:
        """第7、15项: a notice's tasks that do not concern the body, by number or by title."""
        found = []
        for entry in self._list_notice_tasks(number):
            if tasks.find_state(self.draft, entry) == "不涉及":
                found.append(entry.task)
        if all(map(tasks.has_plain_number, found)):
            return f"第{'、'.join(task.number for task in found)}项"
        return "".join(tasks.quote_text(tasks.shorten_title(task.title)) for task in found)

    def _list_notice_tasks(self, number: int) -> Iterator[tasks.PlacedTask]:
        """The tasks of one notice, which are numbered from 1."""
        for entry in tasks.list_tasks(self.draft.report):
            if entry.path[1] == number - 1:
                yield entry

    def task_figures(self, key: str, task: Task, result: str = "") -> str:
        """意见征集12期、解读材料21篇: the figures of a task that its own sentence does not give."""
        said = remove_marks(result)
        found = []
        for index, entry in enumerate(task.figures, 1):
            if entry.number is None:
                continue
            number = find_figure(self.draft, f"{key}.数据.{index}.数", entry.item or "数")
            if not gives_figure(said, number, entry.unit):
                # 抽检批次 + 860批次 says the unit once; 决策事项 + 11项 is right as it is
                item = entry.item.removesuffix(entry.unit) if len(entry.unit) > 1 else entry.item
                found.append(f"{item}{number}{entry.unit}")
        return "、".join(found)

    def told(self, members: Sequence[Member], say: Callable[..., str]) -> list[tuple[Task, str]]:
        """Tasks with what they print, the unfinished ones last; each text remembers its task."""
        order = sorted(members, key=lambda member: UNFINISHED.index(name_unfinished(member[1])))
        found = []
        for key, task in order:
            text = tidy_text(say(key, task)).rstrip("。")
            if text:
                found.append((task, mark_answer(key) + text))
        return found

    def dated(self, text: str) -> bool:
        """Whether a text names a time by which something will be done."""
        said = remove_marks(text)
        return self._is_ahead(said) or re.search("[年月日底]前", said) is not None

    def promised(self, deadline: str) -> str:
        """A notice's deadline if it lies after the report's year, else nothing."""
        text = deadline.strip()
        # 2027年一季度前 can be promised; 2027年起持续推进 is no time by which something is done
        if self._is_ahead(text) and text.endswith(("前", "底", "日", "月")):
            return text
        return ""

    def _is_ahead(self, text: str) -> bool:
        """Whether a text speaks of a year after the report's."""
        years = map(int, re.findall(r"(20\d{2})年", text))
        return "明年" in text or max(years, default=0) > self.draft.report.year

    def coverage(self, number: int) -> dict[str, Shown]:
        """How many tasks of a notice are in which state; `open` have no answer yet.

        Those deliberately left out (略) count among all and in no state.
        """
        states = Counter(
            tasks.find_state(self.draft, entry) for entry in self._list_notice_tasks(number)
        )
        counts = {"all": states.total()}
        for state, name in _STATES.items():
            counts[name] = states[state]
        return {name: show_number(n, f"要点.{number}.任务数") for name, n in counts.items()}

    def scope(self) -> dict[str, object]:
        """The names templates see."""
        helpers = (
            self.groups, self.notices_at, self.foreign, self.task_figures, self.told,
            self.promised, self.coverage, self.dated,
        )  # fmt: skip
        named: dict[str, object] = {helper.__name__: helper for helper in helpers}
        return named | {
            "lead": compose_lead,
            "of_state": select_state,
            "in_sentences": join_sentences,
            "cause": spell_cause,
            "untitled": drop_title,
            "phrase": tasks.shorten_title,
            "quoted": tasks.quote_text,
            "item_name": tasks.name_task,
        }


def tidy_text(text: str) -> str:
    """A macro's output without the line breaks and indentation of the template."""
    return "".join(line.strip() for line in text.splitlines())
