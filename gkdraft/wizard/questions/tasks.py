"""Questions on the tasks 要点任务 of the notices: one record each. Pure."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from gkdraft.base.places import DataPath, Plain, spell_path
from gkdraft.base.plain_data import look_up
from gkdraft.layout.layout import Layout
from gkdraft.messages import _
from gkdraft.report.alike import MOST_TASKS, Match, match_tasks
from gkdraft.report.alike_links import Said
from gkdraft.report.model import Notice, Task, TaskGroup
from gkdraft.report.model_body import Part
from gkdraft.report.tasks import match_bodies
from gkdraft.wizard.questions import last_year
from gkdraft.wizard.questions.fields import ask_field
from gkdraft.wizard.questions.question import Kind, Question

FIGURES_ASKED = (None, "完成", "推进中")
ANSWERS = ("状态", "落实情况", "数据")
TASKS = "要点"
"""The key of the block of tasks, and of the notices in the data file."""


@dataclass(frozen=True)
class TaskCard:
    """A task of the data file as plain data, with the group and the notice it stands in."""

    path: DataPath
    task: dict[str, Plain]
    group: Plain
    notice: Plain

    @property
    def name(self) -> str:
        return f"{self.task.get('序号') or ''} {self.task.get('标题') or ''}".strip()

    @property
    def group_title(self) -> str:
        """What its group is called."""
        return _spell(self.group, "标题") or _("（没有组名）")

    @property
    def bodies(self) -> tuple[str, ...]:
        """Who leads it or is responsible for it."""
        named = _list_texts(self.task, "牵头单位") + _list_texts(self.task, "责任单位")
        return tuple(dict.fromkeys(named))

    @property
    def is_foreign(self) -> bool:
        """Whether 不涉及单位 of the notice sets it aside."""
        if any(self.task.get(key) for key in ANSWERS):
            return False
        return bool(match_bodies(_list_texts(self.notice, "不涉及单位"), self.bodies))

    @property
    def said(self) -> Said:
        """What is compared with the tasks of other notices."""
        below = str(self.task.get("小标题") or "")
        return Said(
            self.path,
            str(self.task.get("标题") or ""),
            below or _spell(self.group, "标题"),
            bool(below),
            str(self.task.get("要求") or ""),
            str(self.task.get("出处") or "").startswith("表"),
        )

    def compose_context(self) -> tuple[str, ...]:
        """What stands above the questions of the task."""
        rows = (
            (_("任务组"), _spell(self.group, "标题")),
            (_("任务"), self.name),
            (_("责任单位"), "、".join(_list_texts(self.task, "责任单位"))),
            (_("时限"), _spell(self.task, "时限")),
            (_("要求"), _spell(self.task, "要求")),
        )
        return tuple(f"{name}：{text}" for name, text in rows if text.strip())


def ask_tasks(data: Plain, layout: Layout) -> Iterator[Question]:
    """Of each notice what does not concern the body, of each group what answers it, then each
    task: its state, what was done, figures, source, where it is told.
    """
    cards = list(list_cards(data))
    near = _find_near(cards, layout)
    notice: DataPath = ()
    group: DataPath = ()
    for card in cards:
        if card.path[:2] != notice:
            notice = card.path[:2]
            yield from _ask_notice([each for each in cards if each.path[:2] == notice])
        if card.path[:4] != group:
            group = card.path[:4]
            yield from _ask_group([each for each in cards if each.path[:4] == group])
        if not look_up(card.task, ("并入",)):
            asked = list(_ask_task(card, layout))
            if (match := near.get(card.path)) and not card.is_foreign:
                asked.insert(0, _ask_merge(match, cards))
            above = card.compose_context()
            for question in asked:
                context = (*above, *question.context)
                yield question._replace(
                    block=TASKS, item=card.name, context=context, record=card.path
                )


def _ask_notice(cards: list[TaskCard]) -> Iterator[Question]:
    """Whose tasks do not concern the body, where the notice says who is responsible."""
    bodies = Counter(name for card in cards for name in card.bodies)
    if len(bodies) < 2:
        return
    title = _spell(cards[0].notice, "标题")
    listed = "、".join(f"{name} {count}" for name, count in bodies.most_common())
    question = _ask_key(cards[0].path[:2], "不涉及单位", "names", Notice)
    context = (_("通知：{}").format(title), _("责任单位和项数：{}").format(listed))
    yield question._replace(optional=True, context=context)


def _ask_group(cards: list[TaskCard]) -> Iterator[Question]:
    """One sentence for the tasks of a group, and how they are told."""
    first = cards[0]
    if len(cards) < 2 or all(card.is_foreign for card in cards):
        return
    title = _spell(first.group, "标题")
    context = (
        _("任务组：{}").format(title),
        _("任务：{}").format("、".join(card.name for card in cards)),
    )
    place = first.path[:4]
    sentence = _ask_key(place, "落实情况", "prose", TaskGroup)
    sentence = sentence._replace(label=_("本组的落实情况（一句话交代几项任务）"))
    telling = _ask_key(place, "写法", part=TaskGroup)._replace(label=_("本组的写法"))
    for question in (sentence, telling):
        yield question._replace(item=title, optional=True, context=context)


def _ask_task(card: TaskCard, layout: Layout) -> Iterator[Question]:
    path, state = card.path, card.task.get("状态")
    if card.is_foreign:
        said = _("按“不涉及单位”算不涉及；其实涉及的，在这里写状态")
        yield _ask_key(path, "状态")._replace(optional=True, context=(said,))
        return
    yield _ask_key(path, "状态")
    done = _ask_key(path, "落实情况", "prose")
    if state == "未开展":
        yield done._replace(label=_("没有开展的原因"), hint="")
    if state == "推进中":
        done = done._replace(label=_("落实情况（做到哪一步，预计什么时候完成）"))
    if look_up(card.group, ("落实情况",)):
        done = done._replace(optional=True, hint=_("空着的由本组的落实情况交代"))
    if state in FIGURES_ASKED:
        yield done
        figures = _ask_key(path, "数据", "figures")._replace(optional=True)
        yield figures._replace(hint=_("落实情况里没有写到的数；写过的不再写"))
        yield _ask_key(path, "依据", "text")._replace(optional=True)
    if state != "不涉及":
        yield _ask_key(path, "写法")._replace(optional=True)
        if layout.aspects:
            yield _ask_aspect(card, layout)


def _find_near(cards: list[TaskCard], layout: Layout) -> dict[DataPath, Match]:
    """The tasks that may be the same as another one, by where they stand."""
    found = {}
    for match in match_tasks(tuple(card.said for card in cards[:MOST_TASKS]), layout.resources):
        found[match.merged] = match
    return found


def _ask_merge(match: Match, cards: list[TaskCard]) -> Question:
    """Whether a task is told with another one."""
    key = spell_path(match.target)
    name = next(card.name for card in cards if card.path == match.target)
    told = _("可能是同一件事：{key} {name}（{ground}）").format(
        key=key, name=name, ground=match.ground
    )
    return Question(
        (*match.merged, "并入"), _("并入另一项，不再另写"), "choice", optional=True,
        context=(told,), options=(key,),
    )  # fmt: skip


def _ask_key(
    path: DataPath, key: str, kind: Kind | None = None, part: type[Part] = Task
) -> Question:
    question = ask_field((key,), key, part, (*path, key))
    return question._replace(kind=kind or question.kind)


def _ask_aspect(card: TaskCard, layout: Layout) -> Question:
    why = card.task.get("方面依据")
    return Question(
        (*card.path, "方面"), _("写在哪个方面"), "choice", optional=True,
        context=(_("建议的依据：{}").format(why),) if why else (),
        options=tuple(aspect.key for aspect in layout.aspects),
    )  # fmt: skip


def list_cards(data: Plain) -> Iterator[TaskCard]:
    """Every task with its group and notice, in the order of the data file."""
    for notice in _list_items(data, (TASKS,)):
        for group in _list_items(data, (*notice, "组")):
            for path in _list_items(data, (*group, "任务")):
                task = look_up(data, path)
                if isinstance(task, dict):
                    yield TaskCard(path, task, look_up(data, group), look_up(data, notice))


def _list_items(data: Plain, path: DataPath) -> Iterator[DataPath]:
    """The places of a list's items."""
    for index in range(len(last_year.list_items(data, path))):
        yield (*path, index)


def _spell(data: Plain, key: str) -> str:
    return str(look_up(data, (key,)) or "")


def _list_texts(data: Plain, key: str) -> tuple[str, ...]:
    """The texts of a list, or one that stands there alone."""
    found = look_up(data, (key,))
    texts = found if isinstance(found, tuple) else (found,)
    return tuple(text for text in texts if isinstance(text, str) and text)
