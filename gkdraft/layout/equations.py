"""Identities 勾稽关系 of a form as data, and the equations they come to for its cells.

The language is names, `.`, `*`, `+`, `=` and `>=`; it is parsed, never evaluated.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Literal, NamedTuple

from pydantic import Field, model_validator

from gkdraft.layout.spec import Spec
from gkdraft.messages import say

Key = tuple[str, ...]
"""Keys of rows and columns below the form's own key: the place of a cell."""
LAST_YEAR = "上年."


class Identity(Spec):
    """勾稽关系: an equation over the keys of one row, one column or the whole form.

    `each: row` holds among the cells that differ in the last key, `each: column` among
    those that share it. A single term on the left is computed from the right side, unless
    the identity is `given`: then the parts that were given are held against a total that is
    never computed. `>=` says that the right side is a part of the left.
    """

    code: str = Field(pattern=r"GK\d{3}")
    each: Literal["row", "column", "form"]
    equation: str
    given: bool = False

    @cached_property
    def sides(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        left, equals, right = self.equation.replace(">=", "=").partition("=")
        terms = _split_terms(left), _split_terms(right)
        if not equals or "=" in right or "" in (*terms[0], *terms[1]):
            raise ValueError(say("勾稽关系写法不对：{equation}", equation=self.equation))
        if self.at_least and not self.given:
            raise ValueError(say("“>=”要与 given: true 同用：{equation}", equation=self.equation))
        return terms

    @property
    def at_least(self) -> bool:
        return ">=" in self.equation

    @model_validator(mode="after")
    def _parses(self) -> "Identity":
        _ = self.sides
        return self


class Equation(NamedTuple):
    """An identity for one row or column: the cells on both sides."""

    identity: Identity
    where: str
    left: tuple[Key, ...]
    right: tuple[Key, ...]

    @property
    def computes(self) -> Key | None:
        # 新收 + 结转 = 总计 + 结转 defines nothing, A = B + C defines A
        is_single = len(self.identity.sides[0]) == 1 and not self.identity.given
        return self.left[0] if is_single else None


class YearEquation(NamedTuple):
    """An identity between two years for one row or column; True marks last year's cells."""

    identity: Identity
    where: str
    left: tuple[Key, ...]
    right: tuple[tuple[bool, Key], ...]


def _split_terms(side: str) -> tuple[str, ...]:
    return tuple(term.strip() for term in side.split("+"))


def spell_out(identity: Identity, keys: Sequence[Key]) -> Iterator[Equation]:
    """An identity for every row or column that has its terms."""
    for group, terms in _group_cells(identity, keys).items():
        left, right = (_find_cells(side, terms) for side in identity.sides)
        if left and right:
            yield Equation(identity, ".".join(group), left, right)


def spell_out_years(identity: Identity, keys: Sequence[Key]) -> Iterator[YearEquation]:
    """An identity between two years for every row or column that has its terms."""
    for group, terms in _group_cells(identity, keys).items():
        left, right = (_find_dated(side, terms) for side in identity.sides)
        if left and right:
            this_year = tuple(key for _, key in left)
            yield YearEquation(identity, ".".join(group), this_year, right)


def _group_cells(identity: Identity, keys: Sequence[Key]) -> dict[Key, dict[str, Key]]:
    """The cells an identity may name, row by row or column by column, by their terms."""
    groups: dict[Key, dict[str, Key]] = {}
    for key in keys:
        name, last = ".".join(key[:-1]), key[-1]
        group, term = {
            "column": ((last,), name),
            "row": (key[:-1], last),
            "form": ((), ".".join(key)),
        }[identity.each]
        groups.setdefault(group, {})[term] = key
    return groups


def _find_cells(side: Sequence[str], terms: Mapping[str, Key]) -> tuple[Key, ...]:
    """The cells a side names, `不予公开.*` for all below; () if one is not there."""
    found: list[Key] = []
    for name in side:
        matches = _match_term(name, terms)
        if not matches:
            return ()
        found += matches
    return tuple(found)


def _match_term(name: str, terms: Mapping[str, Key]) -> list[Key]:
    group, star, _ = name.partition(".*")
    if star:
        return [key for term, key in terms.items() if term.rpartition(".")[0] == group]
    return [terms[name]] if name in terms else []


def _find_dated(side: Sequence[str], terms: Mapping[str, Key]) -> tuple[tuple[bool, Key], ...]:
    """The cells a side names, True for last year's; () if one is not there."""
    found: list[tuple[bool, Key]] = []
    for name in side:
        key = terms.get(name.removeprefix(LAST_YEAR))
        if key is None:
            return ()
        found.append((name.startswith(LAST_YEAR), key))
    return tuple(found)
