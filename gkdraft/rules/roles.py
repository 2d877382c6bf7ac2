"""Roles 文中数的含义: which cell of a table a figure of the prose speaks of. Words are data."""

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from pydantic import Field, model_validator

from gkdraft.base.patterns import compile_late
from gkdraft.base.places import parse_path
from gkdraft.layout.spec import Spec
from gkdraft.messages import say
from gkdraft.report.draft import Draft
from gkdraft.rules.books import Book
from gkdraft.rules.mentions import Mention

UNIT = "{量}"
FAR = 80
"""Characters before a figure in which what it is not may be said: 公开属性认定为……."""
AHEAD = 20
"""Characters behind a figure that may still say what it is of: 70件政府信息公开申请."""


class Role(Spec):
    """含义: the words around a figure, and what may stand in the table for it."""

    name: str
    topic: str = ""
    left: tuple[str, ...] = ()
    right: tuple[str, ...] = ()
    free: bool = False
    figures: tuple[str, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _compiles(self) -> "Role":
        try:
            compile_late(self.ending)
            compile_late("|".join(self.right))
        except re.error as error:
            raise ValueError(say("不是正则表达式（{error}）", error=error)) from None
        return self

    @property
    def ending(self) -> str:
        """One pattern for what may stand before the figure."""
        return f"(?:{'|'.join(self.left)})$"


class Nothing(Spec):
    """没有: words by which a report says there was none, and the cells that must then be 0."""

    name: str
    words: re.Pattern[str]
    figures: tuple[str, ...]


class RoleBook(Book):
    """checks/roles.yaml: all roles, and the words that void them."""

    file = "roles.yaml"

    units: re.Pattern[str]
    guards: re.Pattern[str]
    void: re.Pattern[str]
    own: re.Pattern[str]
    share: re.Pattern[str]
    topics: Mapping[str, re.Pattern[str]]
    subject: re.Pattern[str]
    nothing: tuple[Nothing, ...]
    but: re.Pattern[str]
    balance: tuple[tuple[str, ...], tuple[str, ...]]
    roles: tuple[Role, ...]

    @cached_property
    def _compiled(self) -> "list[_Compiled]":
        return [_Compiled.of(role, self.units.pattern) for role in self.roles]

    @cached_property
    def _topics(self) -> re.Pattern[str]:
        named = (
            f"(?P<t{index}>{words.pattern})" for index, words in enumerate(self.topics.values())
        )
        return compile_late("|".join(named))

    def find_roles(self, mention: Mention) -> list[Role]:
        """What a figure may mean; several words for one thing, or one word for several."""
        if not self.units.match(mention.right) or self.guards.search(mention.label):
            return []
        found = [each.role for each in self._compiled if each.fits(mention)]
        before = mention.sentence.before + mention.sentence.text[: mention.start]
        if not found or self.void.search(before[-FAR:]):
            return []
        topic = self._find_topic(before)
        is_about = self.subject.search(before + mention.right[:AHEAD])
        return [role for role in found if role.topic in ("", topic) and (role.free or is_about)]

    def is_own(self, mention: Mention) -> bool:
        """Whether it speaks of the own office alone, of which the table is no measure."""
        return bool(self.own.search(mention.sentence.text[: mention.start]))

    def is_share(self, mention: Mention) -> bool:
        """Whether its sentence sets the own office against the whole: 占全县的19.66%."""
        return bool(self.share.search(mention.sentence.text))

    def _find_topic(self, text: str) -> str:
        """The topic named last."""
        last = ""
        for match in self._topics.finditer(text):
            last = str(match.lastgroup)
        return list(self.topics)[int(last[1:])] if last else ""


class _Compiled(NamedTuple):
    role: Role
    left: re.Pattern[str] | None
    right: re.Pattern[str] | None

    @classmethod
    def of(cls, role: Role, units: str) -> "_Compiled":
        right = "|".join(role.right).replace(UNIT, f"(?:{units})")
        return cls(
            role,
            compile_late(role.ending) if role.left else None,
            compile_late(right) if right else None,
        )

    def fits(self, mention: Mention) -> bool:
        return (self.left is None or bool(self.left.search(mention.label))) and (
            self.right is None or bool(self.right.match(mention.right))
        )


class TableFigure(NamedTuple):
    """What the table prints for a role; at least that much where some cells are blank."""

    keys: tuple[str, ...]
    number: Decimal
    is_least: bool = False

    def fits(self, number: Decimal) -> bool:
        return number >= self.number if self.is_least else number == self.number


def list_table_figures(draft: Draft, roles: Iterable[Role]) -> Iterator[TableFigure]:
    """The values a figure may have by its roles, as far as the table has them."""
    for role in roles:
        yield from evaluate_figures(draft, role.figures)


def evaluate_figures(draft: Draft, expressions: Iterable[str]) -> Iterator[TableFigure]:
    """What the table prints for 新收, 新收＋结转 and so on; nothing where it prints nothing."""
    for expression in expressions:
        found = _evaluate(draft, expression)
        if found is not None:
            yield found


def knows_keys(draft: Draft, roles: Iterable[Role]) -> bool:
    """Whether the layout has a cell that a role speaks of."""
    for role in roles:
        for expression in role.figures:
            if all(_list_keys(draft, key) for _, key in _split_terms(expression)):
                return True
    return False


def _evaluate(draft: Draft, expression: str) -> TableFigure | None:
    total, least, used = Decimal(0), False, []
    for sign, key in _split_terms(expression):
        keys = _list_keys(draft, key)
        value = _find_printed(draft, keys)
        if value is None and sign > 0:
            value, least = _add_beside(draft, keys), True
        if value is None:
            return None
        total += sign * value
        used += keys
    if least and "-" in expression:
        return None
    return TableFigure(tuple(used), total, least)


def _split_terms(expression: str) -> Iterator[tuple[int, str]]:
    for match in re.finditer(r"([+-]?)([^+-]+)", expression):
        yield (-1 if match[1] == "-" else 1), match[2].strip()


def _list_keys(draft: Draft, key: str) -> list[str]:
    """The cells a key stands for; 不予公开.总计 is that of all its rows."""
    if key in draft.figures.keys:
        return [key]
    head, _, last = key.rpartition(".")
    found = draft.figures.matching(f"{head}.*.{last}")
    return [name for name in found if name in draft.figures.keys]


def _find_printed(draft: Draft, keys: list[str]) -> Decimal | None:
    """The sum of cells as printed; None if one has no number."""
    total = Decimal(0)
    for key in keys:
        number = draft.find_printed(key)
        if not isinstance(number, int | Decimal):
            return None
        total += number
    return total if keys else None


def _add_beside(draft: Draft, keys: list[str]) -> Decimal | None:
    """What a blank total is at least: the cells of its row that are printed (Shanghai 2019)."""
    total, found = Decimal(0), False
    for key in keys:
        path = parse_path(key)
        if path not in draft.blank:
            return None
        row = key.rpartition(".")[0]
        for name in draft.figures.matching(f"{row}.*"):
            number = draft.figures.typed.get(name)
            if isinstance(number, int | Decimal):
                total, found = total + number, True
    return total if found else None
