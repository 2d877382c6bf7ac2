"""The list of tasks 任务清单: group, number, title, in a column what became of each. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from gkdraft.base.columns import align_left, cut_text
from gkdraft.base.places import DataPath
from gkdraft.base.plain_data import look_up
from gkdraft.messages import _
from gkdraft.wizard.answers.session import Session
from gkdraft.wizard.questions.question import Question
from gkdraft.wizard.questions.tasks import TaskCard, list_cards

STATE = 16
"""Columns of what has become of a task."""
POINTER = 4
"""Columns before an entry of the list."""


@dataclass(frozen=True)
class Row:
    """What a line of the list stands for: a notice, a group, a task, all tasks without an aspect,
    or the way on.
    """

    kind: Literal["notice", "group", "task", "aspects", "done"]
    path: DataPath = ()


def list_rows(session: Session, width: int) -> list[tuple[str, Row | None]]:
    """(line, what it stands for); a task that is told with another one stands for nothing."""
    rows: list[tuple[str, Row | None]] = []
    seen: set[DataPath] = set()
    width -= POINTER
    for card in list_cards(session.data):
        notice, group = card.path[:2], card.path[:4]
        if notice not in seen:
            rows += _list_notice(session, card, width)
        if group not in seen:
            rows.append((cut_text(f"【{card.group_title}】", width), Row("group", group)))
        seen |= {notice, group}
        if merged := look_up(card.task, ("并入",)):
            line = _("　{name}　并入 {other}").format(name=card.name, other=merged)
            rows.append((cut_text(line, width), None))
        else:
            name = align_left(f"　{card.name}", width - STATE - 1)
            rows.append((f"{name} {describe_state(session, card)}", Row("task", card.path)))
    return rows


def _list_notice(session: Session, card: TaskCard, width: int) -> Iterator[tuple[str, Row | None]]:
    """What of a notice does not concern the body, where that is asked."""
    place = (*card.path[:2], "不涉及单位")
    if place in session.questions:
        value = session.find_value(session.questions[place])
        told = "、".join(map(str, value)) if isinstance(value, tuple) else str(value or _("未写"))
        line = _("不涉及本机关的单位：{}").format(told)
        yield cut_text(line, width), Row("notice", card.path[:2])


def describe_state(session: Session, card: TaskCard) -> str:
    """未答; 未答，可并入; 完成; 完成，情况未写; 完成（见本组）; 不涉及（按单位）."""
    if card.is_foreign:
        return _("不涉及（按单位）")
    if not card.task.get("状态") and (*card.path, "并入") in session.questions:
        return _("未答，可并入")
    state = str(card.task.get("状态") or _("未答"))
    told = session.questions.get((*card.path, "落实情况"))
    if card.task.get("状态") and told and session.is_missing(told):
        return _("{}，情况未写").format(state)
    is_rolled_up = look_up(card.group, ("落实情况",)) and not card.task.get("落实情况")
    if card.task.get("状态") and is_rolled_up and state != "不涉及":
        return _("{}（见本组）").format(state)
    return state


def count_done(session: Session) -> tuple[int, int]:
    """How many tasks miss nothing, of how many."""
    cards = [card for card in list_cards(session.data) if not look_up(card.task, ("并入",))]
    done = [card for card in cards if is_done(session, Row("task", card.path))]
    return len(done), len(cards)


def is_done(session: Session, row: Row) -> bool:
    """Whether nothing is missing of a task; of a notice and a group nothing is ever."""
    return not any(map(session.is_missing, list_parts(session, row)))


def list_parts(session: Session, row: Row) -> list[Question]:
    """The questions of a line, in their order."""
    return session.contents.parts.get(row.path, [])


def list_unplaced(session: Session) -> list[tuple[TaskCard, Question]]:
    """The tasks without an aspect that are asked for one, with the question."""
    found = []
    for card in list_cards(session.data):
        question = session.questions.get((*card.path, "方面"))
        if question and not session.find_value(question):
            found.append((card, question))
    return found


def list_states(session: Session, row: Row) -> list[Question]:
    """The questions for the states of a task, or of all tasks of a group that are the body's."""
    found: list[Question] = []
    for card in list_cards(session.data):
        question = session.questions.get((*card.path, "状态"))
        is_of_row = row.kind in ("task", "group") and card.path[: len(row.path)] == row.path
        if question and is_of_row and (row.kind == "task" or not card.is_foreign):
            found.append(question)
    return found
