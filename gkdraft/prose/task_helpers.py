"""What prose templates may call about tasks of notices: groups, figures, states, times."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from gkdraft.base.places import DataPath
from gkdraft.prose.clauses import (
    UNFINISHED,
    compose_lead,
    drop_title,
    gives_figure,
    is_ahead,
    join_sentences,
    name_unfinished,
    names_time,
    select_state,
    spell_cause,
)
from gkdraft.prose.numbers import (
    Shown,
    find_figure,
    mark_answer,
    remove_marks,
    show_number,
    split_runs,
)
from gkdraft.prose.task_words import TaskWords, load_words
from gkdraft.report import tasks
from gkdraft.report.draft import Draft
from gkdraft.report.model import Notice, Task, TaskGroup

_STATES = {
    "完成": "done",
    "推进中": "ongoing",
    "未开展": "idle",
    "不涉及": "foreign",
    tasks.OPEN: "open",
    tasks.SKIPPED: "left_out",
}
MOST_NAMED = 10
"""Tasks that do not concern the body and are named one by one; of more the number says enough."""
SHORTEST_RUN = 3

Member = tuple[str, Task]
"""A task with its key; the sentence of a group with the group's."""
Place = tuple[str, str]
"""各方面 with an aspect, 单列, 第六部分."""


@dataclass
class TaskVoice:
    """The helpers of one report that tell of its tasks."""

    draft: Draft

    def groups(self, place: str, aspect: str = "") -> list[tuple[TaskGroup, list[Member]]]:
        """The groups with those of their tasks that are told at a place of the report.

        各方面 tells those of one aspect, 单列 those of a notice or group placed so, and 第六部分
        also those that belong to no aspect. The sentence of a group (见本组) is one of them. What
        does not concern the body or is in the table only is not among them.
        """
        return self._groups_at.get((place, aspect), [])

    @cached_property
    def _groups_at(self) -> dict[Place, list[tuple[TaskGroup, list[Member]]]]:
        """The groups by the place they are told at."""
        told: dict[DataPath, list[tuple[Place, TaskGroup, Member]]] = {}
        for rollup in self._rollups.values():
            if rollup.members:
                # once, where most of its tasks belong
                places = Counter(map(self._find_place, rollup.members))
                member = (rollup.key, rollup.task)
                told[rollup.path] = [(places.most_common(1)[0][0], rollup.group, member)]
        for entry in tasks.list_tasks(self.draft.report):
            concerns = not entry.task.merged and tasks.find_state(self.draft, entry) != "不涉及"
            if concerns and tasks.find_telling(self.draft, entry) == tasks.TOLD:
                member = (entry.key, entry.task)
                one = (self._find_place(entry), entry.group, member)
                told.setdefault(entry.path[:4], []).append(one)
        found: dict[Place, list[tuple[TaskGroup, list[Member]]]] = {}
        for path in sorted(told):
            here: dict[Place, list[Member]] = {}
            for where, group, member in told[path]:
                if where not in here:
                    found.setdefault(where, []).append((group, here.setdefault(where, [])))
                here[where].append(member)
        return found

    @cached_property
    def _rollups(self) -> dict[str, tasks.RollUp]:
        return {rollup.key: rollup for rollup in tasks.list_rollups(self.draft)}

    def _find_place(self, entry: tasks.PlacedTask) -> Place:
        place = entry.group.placement or self._find_home(entry.notice)
        known = any(aspect.key == entry.task.aspect for aspect in self.draft.layout.aspects)
        if place == "各方面":
            if known:
                return (place, entry.task.aspect)
            return ("第六部分", "")
        return place, ""

    def _find_home(self, notice: Notice) -> str:
        return notice.placement or self.draft.layout.spec.tasks

    def notices_at(self, place: str) -> list[tuple[int, Notice]]:
        """The notices that are told at a place, if only a group of them, numbered from 1."""
        guests = {id(group) for group, _ in self.groups(place)}
        found = []
        for number, notice in enumerate(self.draft.report.notices, 1):
            if self._find_home(notice) == place or guests.intersection(map(id, notice.groups)):
                found.append((number, notice))
        return found

    def notices_summed(self, place: str) -> list[tuple[int, Notice]]:
        """The notices whose tasks are counted at a place: each at one only."""
        found = self.notices_at(place)
        return [(number, notice) for number, notice in found if self._find_home(notice) == place]

    def foreign(self, number: int) -> str:
        """第7、15、20至24项: a notice's tasks that do not concern the body, by number or title.

        Nothing where there are too many to name.
        """
        found = []
        for entry in self._list_notice_tasks(number):
            if tasks.find_state(self.draft, entry) == "不涉及":
                found.append(entry.task)
        if all(map(tasks.has_plain_number, found)):
            numbers = self._join_runs(number, [task.number for task in found])
            return f"第{numbers}项"
        if len(found) > MOST_NAMED:
            return ""
        return "".join(tasks.quote_text(tasks.shorten_title(task.title)) for task in found)

    def _join_runs(self, number: int, found: Sequence[str]) -> str:
        """7、15、20至24: numbers that follow each other in the notice by the first and the last."""
        order = [entry.task.number for entry in self._list_notice_tasks(number)]
        runs: list[list[str]] = []
        for name in found:
            at = order.index(name)
            if runs and order[at - 1] == runs[-1][-1]:
                runs[-1].append(name)
            else:
                runs.append([name])
        said = []
        for run in runs:
            said += run if len(run) < SHORTEST_RUN else [f"{run[0]}至{run[-1]}"]
        return "、".join(said)

    def _list_notice_tasks(self, number: int) -> Iterator[tasks.PlacedTask]:
        """The tasks of one notice, which are numbered from 1."""
        for entry in tasks.list_tasks(self.draft.report):
            if entry.path[1] == number - 1:
                yield entry

    def task_figures(self, key: str, task: Task, result: str = "") -> str:
        """意见征集12期、解读材料21篇: the figures of a task that its own sentence does not give."""
        said = remove_marks(result)
        referred = {run.key for run in split_runs(result)}
        found = []
        for index, entry in enumerate(task.figures, 1):
            if entry.number is None:
                continue
            place = f"{key}.数据.{index}.数"
            number = find_figure(self.draft, place, entry.item or "数")
            if place not in referred and not gives_figure(said, number, entry):
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
                rollup = self._rollups.get(key)
                answered = [entry.key for entry in rollup.members] if rollup else [key]
                found.append((task, "".join(map(mark_answer, answered)) + text))
        return found

    def ongoing(self, task: Task) -> str:
        """监测平台正在建设: a task that is under way, its object first where that reads well."""
        return self._words.spell_ongoing(tasks.shorten_title(task.title))

    def untitled(self, text: str, task: Task) -> str:
        """A task's text below a heading that is its title: the title is not said again."""
        return drop_title(text, task, self.ongoing(task))

    def lead(self, title: str) -> str:
        """围绕提高政策解读质量: the theme of a group before its sentences; none of a slogan."""
        return compose_lead(title, self._words.is_slogan)

    @property
    def _words(self) -> TaskWords:
        return load_words(self.draft.layout.resources)

    def dated(self, text: str) -> bool:
        """Whether a text names a time by which something will be done."""
        return names_time(remove_marks(text), self.draft.report.year)

    def promised(self, deadline: str) -> str:
        """A notice's deadline if it lies after the report's year, else nothing."""
        text = deadline.strip()
        # 2027年一季度前 can be promised; 2027年起持续推进 is no time by which something is done
        if is_ahead(text, self.draft.report.year) and text.endswith(("前", "底", "日", "月")):
            return text
        return ""

    def coverage(self, number: int) -> dict[str, Shown]:
        """How many tasks of a notice are in which state; `open` have no answer yet.

        `left_out`: those whose state is deliberately not told (略).
        """
        states = tasks.count_states(self.draft, number)
        key = tasks.COUNTED.format(number)
        counts = {"all": show_number(states.total(), key)}
        for state, name in _STATES.items():
            counts[name] = show_number(states[state], f"{key}.{state}")
        return counts

    def scope(self) -> dict[str, object]:
        """The names templates see."""
        helpers = (
            self.groups, self.notices_at, self.notices_summed, self.foreign, self.task_figures,
            self.told, self.promised, self.coverage, self.dated, self.ongoing, self.untitled,
            self.lead,
        )  # fmt: skip
        named: dict[str, object] = {helper.__name__: helper for helper in helpers}
        return named | {
            "of_state": select_state,
            "in_sentences": join_sentences,
            "cause": spell_cause,
            "phrase": tasks.shorten_title,
            "quoted": tasks.quote_text,
            "item_name": tasks.name_task,
        }


def tidy_text(text: str) -> str:
    """A macro's output without the line breaks and indentation of the template."""
    return "".join(line.strip() for line in text.splitlines())
