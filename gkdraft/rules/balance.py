"""Balance 平衡: which cells explain the equations of a form that do not hold. Pure.

A table with printed totals says everything twice, so that one wrong cell leaves a pattern no
other cell leaves: the column and the row that fail, by the same difference.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import chain
from typing import NamedTuple

from gkdraft.layout.equations import Equation, Key, YearEquation

# beyond that a list of places helps nobody: row and column are told instead
MOST_CANDIDATES = 3


class Relation(NamedTuple):
    """An equation weighed: its cells with their signs, and left minus right."""

    equation: Equation | YearEquation
    terms: Mapping[Key, int]
    gap: int | Decimal
    is_sum: bool = False  # of cells that are sums of others throughout, as in the column 总计

    @property
    def code(self) -> str:
        return self.equation.identity.code


class Correction(NamedTuple):
    """改正: by how much each of some cells would have to change."""

    changes: Mapping[Key, int | Decimal]


class Diagnosis(NamedTuple):
    """Relations that fail together, and the corrections that would each mend all of them."""

    relations: tuple[Relation, ...]
    corrections: tuple[Correction, ...] = ()

    @property
    def code(self) -> str:
        """The rule to tell it under: that of a wrong total's sum, else the first."""
        wrong = set(chain.from_iterable(each.changes for each in self.corrections))
        sums = [r.code for r in self.relations if wrong == {getattr(r.equation, "computes", None)}]
        return min(sums or [relation.code for relation in self.relations])


def diagnose(
    relations: Sequence[Relation],
    figures: Mapping[Key, int | Decimal],
    neighbours: Iterable[tuple[Key, Key]],
) -> Iterator[Diagnosis]:
    """The failing relations, in as few groups as explain them: a cell, two exchanged, the rest."""
    index = _index_relations(relations)
    cells = _list_single(index, figures)
    failing = [relation for relation in relations if relation.gap]
    if not failing:
        return
    alone = [correction for correction in cells if _mends(correction, index, failing)]
    # where one equation fails, any of its cells may be wrong, not just the one that can grow
    if len(alone) == 1 and len(failing) > 1:
        yield Diagnosis(tuple(failing), tuple(alone))
        return
    if not alone:
        exchanged = list(_find_exchanged(index, figures, neighbours, failing))
        if exchanged:
            yield Diagnosis(tuple(failing), tuple(exchanged))
            return
    yield from _take_apart(failing, cells, index)


def _take_apart(
    failing: list[Relation], cells: Sequence[Correction], index: Mapping[Key, Sequence[Relation]]
) -> Iterator[Diagnosis]:
    """Several faults: a cell for each part that only this cell explains, then what is left."""
    left = list(failing)
    claims: list[tuple[Correction, list[Relation]]] = []
    for correction in cells:
        (key,) = correction.changes
        if len(index[key]) > 1:
            claims.append((correction, list(index[key])))
    for correction, mended in claims:
        rivals = [other for _, other in claims if other is not mended and _overlap(other, mended)]
        if not rivals:
            yield Diagnosis(tuple(mended), (correction,))
            left = [relation for relation in left if relation not in mended]
    yield from _group_rest(_drop_sums(left))


def _drop_sums(left: list[Relation]) -> list[Relation]:
    """Without relations of sums that differ by just what their parts do (Pingtan 2020: 20, 26)."""
    parts: dict[str, int | Decimal] = {}
    for relation in left:
        if not relation.is_sum:
            parts[relation.code] = parts.get(relation.code, 0) + relation.gap
    return [r for r in left if not (r.is_sum and parts.get(r.code) == r.gap)]


def _overlap(first: Sequence[Relation], second: Sequence[Relation]) -> bool:
    return any(relation is other for relation in first for other in second)


def _group_rest(left: list[Relation]) -> Iterator[Diagnosis]:
    """Relations that share a cell, or differ by the same amount either way, tell one fault."""
    while left:
        group = [left.pop(0)]
        grown = True
        while grown:
            near = [relation for relation in left if _is_near(relation, group)]
            left = [r for r in left if r not in near]
            group += near
            grown = bool(near)
        yield Diagnosis(tuple(group))


def _is_near(relation: Relation, group: Sequence[Relation]) -> bool:
    return any(_is_related(relation, member) for member in group)


def _is_related(first: Relation, second: Relation) -> bool:
    moved = first.gap == -second.gap and first.code == second.code
    return moved or bool(first.terms.keys() & second.terms.keys())


def _index_relations(relations: Sequence[Relation]) -> dict[Key, list[Relation]]:
    index: dict[Key, list[Relation]] = {}
    for relation in relations:
        for key in relation.terms:
            index.setdefault(key, []).append(relation)
    return index


def _list_single(
    index: Mapping[Key, Sequence[Relation]], figures: Mapping[Key, int | Decimal]
) -> list[Correction]:
    """Cells that alone mend every relation they stand in, and do not fall below zero by it."""
    found: list[Correction] = []
    for key, relations in index.items():
        first = relations[0]
        change = -first.gap * first.terms[key]
        fits = all(r.gap + r.terms[key] * change == 0 for r in relations)
        if change and fits and figures[key] + change >= 0:
            found.append(Correction({key: change}))
    return found


def _mends(
    correction: Correction,
    index: Mapping[Key, Sequence[Relation]],
    failing: Sequence[Relation],
) -> bool:
    """Whether every relation would hold afterwards, those that hold now among them."""
    gaps = {id(relation): relation.gap for relation in failing}
    for key, change in correction.changes.items():
        for relation in index.get(key, ()):
            before = gaps.get(id(relation), 0)
            gaps[id(relation)] = before + relation.terms[key] * change
    return not any(gaps.values())


def _find_exchanged(
    index: Mapping[Key, Sequence[Relation]],
    figures: Mapping[Key, int | Decimal],
    neighbours: Iterable[tuple[Key, Key]],
    failing: Sequence[Relation],
) -> Iterator[Correction]:
    """Neighbours whose figures only have to change places."""
    for first, second in neighbours:
        if first not in figures or second not in figures:
            continue
        change = figures[second] - figures[first]
        correction = Correction({first: change, second: -change})
        if change and _mends(correction, index, failing):
            yield correction
