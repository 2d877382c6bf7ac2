"""Equations 勾稽关系 of the form files: weighed together, and what does not hold explained.

Those within a year and those between two years are one system: a carried-over figure that fails
its column and last year's report is one fault.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property, lru_cache
from itertools import chain

from gkdraft.layout.equations import Equation, Identity, Key, YearEquation
from gkdraft.layout.form import Form
from gkdraft.messages import say
from gkdraft.prose.document import Document
from gkdraft.report.draft import Draft
from gkdraft.report.figures import PRIOR, Figures, add_exact
from gkdraft.rules.balance import Diagnosis, Relation, diagnose
from gkdraft.rules.explaining import describe_at_least, describe_diagnosis, describe_given
from gkdraft.rules.findings import Severity
from gkdraft.rules.registry import Checked, Rule, Unchecked, Verdict


def make_identity_rule(code: str) -> Rule:
    """The rule of an identity in a user's own form, which has no page."""

    def check(draft: Draft, document: Document) -> Iterator[Verdict]:
        """A user's own identity."""
        yield from check_equations(draft, code)

    return Rule(code, Severity.ERROR, check)


def check_equations(draft: Draft, code: str) -> Iterator[Verdict]:
    """What is to be said under a code; faults that break several relations under the first."""
    for form in draft.layout.forms.values():
        if not any(identity.code == code for identity in (*form.identities, *form.yearly)):
            continue
        weighed = _weigh_forms(draft)[form.key]
        yield from weighed.count(code)
        for diagnosis in weighed.diagnoses:
            if diagnosis.code == code:
                yield describe_diagnosis(draft, form, weighed.figures, diagnosis)
        yield from _check_others(draft, form, code)


def holds(identity: Identity, left: int | Decimal, right: int | Decimal) -> bool:
    """Whether the two sides are as an identity says."""
    return left == right or (identity.at_least and left > right)


@lru_cache(maxsize=2)  # five rules ask of each draft
def _weigh_forms(draft: Draft) -> "dict[str, _Weighed]":
    return {form.key: _Weighed(draft, form) for form in draft.layout.forms.values()}


@dataclass
class _Weighed:
    """The relations of a form in numbers, and how many could not be weighed."""

    draft: Draft
    form: Form
    figures: dict[Key, int | Decimal] = field(default_factory=dict)
    relations: list[Relation] = field(default_factory=list)
    missed: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    sums: dict[Key, Mapping[Key, int] | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for cell in self.form.cells:
            number = self.draft.figures.typed.get(self.form.spell(cell.key))
            if isinstance(number, int | Decimal):
                self.figures[cell.key] = number
        for equation in self.form.equations:
            if not equation.identity.given and self._is_typed(equation):
                self._weigh(equation, self.form.name, 0)
        for dated in self.form.year_equations:
            if not dated.identity.at_least:
                self._weigh_years(dated)

    @cached_property
    def diagnoses(self) -> tuple[Diagnosis, ...]:
        return tuple(diagnose(self.relations, self.figures, self.form.neighbours))

    def count(self, code: str) -> Iterator[Checked | Unchecked]:
        weighed = sum(relation.code == code for relation in self.relations)
        if weighed:
            yield Checked(weighed)
        for (missed, relation, reason), number in self.missed.items():
            if missed == code:
                yield Unchecked(relation, reason, number)

    def _is_typed(self, equation: Equation) -> bool:
        """Whether a term was typed; what is computed throughout says nothing of its own."""
        cells = (*equation.left, *equation.right)
        if self.draft.published:
            return True
        is_open = all(self._expand(cell) is None for cell in cells)
        return is_open or any(cell in self.figures for cell in cells)

    def _weigh(self, equation: Equation | YearEquation, name: str, constant: int | Decimal) -> None:
        """Left minus right, as a sum over typed cells; `constant` stands on the right."""
        terms: dict[Key, int] = {}
        own = [(1, key) for key in equation.left]
        if isinstance(equation, Equation):
            own += [(-1, key) for key in equation.right]
        else:
            own += [(-1, key) for is_last, key in equation.right if not is_last]
        for sign, key in own:
            expanded = self._expand(key)
            if expanded is None:
                self.missed[equation.identity.code, name, self._explain_missing(key)] += 1
                return
            for part, times in expanded.items():
                terms[part] = terms.get(part, 0) + sign * times
        gap = sum((self.figures[key] * sign for key, sign in terms.items()), -constant)
        self.relations.append(Relation(equation, terms, gap, self._is_sum(equation)))

    def _weigh_years(self, equation: YearEquation) -> None:
        names = [f"{PRIOR}.{self.form.spell(key)}" for is_last, key in equation.right if is_last]
        last = add_exact(map(self.draft.figures.claimed, names))
        name = say("与上年比较的")
        if last is None:
            self.missed[equation.identity.code, name, say("没有上年的数")] += 1
        elif self._is_own(equation):
            self._weigh(equation, name, last)

    def _is_sum(self, equation: Equation | YearEquation) -> bool:
        """Whether all its cells on the left are sums over a row, as in the column 总计."""
        found = (self.form.definitions.get(key) for key in equation.left)
        return all(each is not None and each.identity.each == "row" for each in found)

    def _is_own(self, equation: YearEquation) -> bool:
        """Whether a relation says more than those of its parts: sums of both years do not."""
        (left, *_), figures = equation.left, self.draft.figures
        last = [f"{PRIOR}.{self.form.spell(key)}" for is_last, key in equation.right if is_last]
        return left in self.figures or any(name in figures.typed for name in last)

    def _expand(self, key: Key) -> Mapping[Key, int] | None:
        """A cell as a sum of typed ones; None if one is missing."""
        if key in self.figures:
            return {key: 1}
        if key not in self.sums:
            self.sums[key] = self._expand_sum(key)
        return self.sums[key]

    def _expand_sum(self, key: Key) -> Mapping[Key, int] | None:
        definition = self.form.definitions.get(key)
        is_known = not self.draft.published and self.form.spell(key) in self.draft.figures.completed
        if definition is None or not is_known:
            return None
        terms: dict[Key, int] = {}
        for part in definition.right:
            expanded = self._expand(part)
            if expanded is None:
                return None
            for term, times in expanded.items():
                terms[term] = terms.get(term, 0) + times
        return terms

    def _explain_missing(self, key: Key) -> str:
        path = (self.form.key, *key)
        if path in self.draft.blank:
            return say("有格没有数")
        return say("没有读到") if self.draft.published else say("没有填")


def _check_others(draft: Draft, form: Form, code: str) -> Iterator[Verdict]:
    """Parts of what has no computed total, and figures that may only grow."""
    for equation in form.equations:
        if equation.identity.given and equation.identity.code == code:
            sides = weigh_sides(form, equation, draft.figures)
            if sides is not None:
                yield Checked()
                if not holds(equation.identity, *sides) and _is_typed(draft, form, equation):
                    yield describe_given(draft, form, equation, *sides)
            elif draft.published:
                yield Unchecked(form.name, say("没有读到"))
    for dated in form.year_equations:
        if dated.identity.at_least and dated.identity.code == code:
            yield from _check_dated(draft, form, dated)


def _check_dated(draft: Draft, form: Form, equation: YearEquation) -> Iterator[Verdict]:
    left = add_exact(draft.figures.claimed(form.spell(key)) for key in equation.left)
    names = [(PRIOR if is_last else "", form.spell(key)) for is_last, key in equation.right]
    right = add_exact(
        draft.figures.claimed(".".join(filter(None, (year, name)))) for year, name in names
    )
    if right is None:
        yield Unchecked(say("与上年比较的"), say("没有上年的数"))
    elif left is None:
        yield Unchecked(say("与上年比较的"), say("没有本年的数"))
    else:
        yield Checked()
        if not holds(equation.identity, left, right):
            yield describe_at_least(form, equation, left, right)


def weigh_sides(
    form: Form, equation: Equation, figures: Figures
) -> tuple[int | Decimal, int | Decimal] | None:
    """What both sides of an equation come to; None if too little is filled in to say."""
    left = _add_claimed(figures, form, equation.left)
    right = _add_claimed(figures, form, equation.right, equation.identity.given)
    if left is None or right is None:
        return None
    return left, right


def _add_claimed(
    figures: Figures, form: Form, keys: tuple[tuple[str, ...], ...], given: bool = False
) -> int | Decimal | None:
    """The sum of these cells; `given` is content with some of them."""
    found = [figures.claimed(form.spell(key)) for key in keys]
    if not given:
        return add_exact(found)
    exact = [number for number in found if isinstance(number, int | Decimal)]
    return sum(exact) if exact else None


def _is_typed(draft: Draft, form: Form, equation: Equation) -> bool:
    """Whether a person typed a term; what is computed throughout was reported at its parts."""
    return any(
        form.spell(key) in draft.figures.typed for key in chain(equation.left, equation.right)
    )


def list_failing(draft: Draft) -> frozenset[str]:
    """Keys of the cells of which a table contradicts itself: no measure for anything else."""
    found: set[str] = set()
    for weighed in _weigh_forms(draft).values():
        form = weighed.form
        for diagnosis in weighed.diagnoses:
            for relation in diagnosis.relations:
                cells = (
                    diagnosis.corrections[0].changes if diagnosis.corrections else relation.terms
                )
                found.update(map(form.spell, cells))
    return frozenset(found)
