"""Figures of a task beside its sentence: 座谈会 4 场 in 数据, 召开座谈会3场 in 落实情况."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from gkdraft.messages import say
from gkdraft.prose.clauses import find_numbers
from gkdraft.report.draft import Draft
from gkdraft.report.model import REFERENCE, TaskFigure
from gkdraft.report.tasks import PlacedTask
from gkdraft.rules.registry import Said
from gkdraft.rules.told_figures import RepetitionBook

SHORTEST_ITEM = 2
LONGEST = 2000


def weigh_figures(draft: Draft, entry: PlacedTask) -> Iterator[Said]:
    """What the figures of a task say otherwise than its sentence, or twice."""
    words = RepetitionBook.of(draft)
    place = (*entry.path, "数据")
    seen: set[tuple[str, str]] = set()
    for index, figure in enumerate(entry.task.figures):
        if not figure.item or figure.number is None:
            continue
        if (figure.item, figure.unit) in seen:
            told = say("{name}的数据里“{item}”列了两次", name=entry.name, item=figure.item)
            yield Said(told, (*place, index))
        seen.add((figure.item, figure.unit))
        number = draft.figures.exact(f"{entry.key}.数据.{index + 1}.数")
        other = None if number is None else _find_other(entry.task.result, figure, number, words)
        if other:
            told = say(
                "{name}的落实情况写“{other}”，数据里的{item}是 {number}{unit}，改成一致",
                name=entry.name,
                other=other,
                item=figure.item,
                number=figure.number,
                unit=figure.unit,
            )
            yield Said(told, (*place, index), others=((*entry.path, "落实情况"),))


class _Counted(NamedTuple):
    """A number of a sentence with its unit, and the words that lead to it."""

    value: Decimal
    unit: str
    clause: str
    quote: str
    behind: str

    def counts(self, item: str) -> bool:
        """Whether it is the item that is counted: 座谈会3场, 3场座谈会."""
        return self.behind.startswith(item) or self.clause.rstrip("为共达约 ").endswith(item)


def _list_counted(text: str, own_unit: str, words: RepetitionBook) -> Iterator[_Counted]:
    for match, value in find_numbers(text):
        behind = text[match.end() :]
        unit = own_unit if behind.startswith(own_unit) else words.find_unit(behind)
        if unit:
            clause = re.split("[，。；、]", text[: match.start()])[-1]
            quote = f"{clause}{match[0]}{unit}".strip()
            yield _Counted(value, unit, clause, quote, behind[len(unit) :])


def _find_other(
    result: str, figure: TaskFigure, number: int | Decimal, words: RepetitionBook
) -> str:
    """The item with another number, as the sentence has it.

    Nothing where the sentence gives the number as well, if only as a sum, or speaks of a part.
    """
    item = words.name(figure.item)
    if len(item) < SHORTEST_ITEM or not figure.unit:
        return ""
    counted = list(_list_counted(REFERENCE.sub("", result[:LONGEST]), figure.unit, words))
    values = [one.value for one in counted if one.unit == figure.unit]
    if number in (*values, sum(values)):
        return ""
    for one in counted:
        if one.value != number and one.counts(item) and not words.is_partial(one.clause):
            return one.quote
    return ""
