"""Equations 勾稽关系 of the form files: those that do not hold, with both sides."""

from collections.abc import Iterator
from decimal import Decimal

from gkdraft.layout.equations import Equation, Identity
from gkdraft.layout.form import Form
from gkdraft.messages import say
from gkdraft.prose.document import Document
from gkdraft.report.draft import Draft
from gkdraft.report.figures import Figures, add_exact
from gkdraft.report.printing import print_number
from gkdraft.rules.findings import Severity
from gkdraft.rules.registry import Rule, Verdict


def make_identity_rule(code: str) -> Rule:
    """The rule of an identity in a user's own form, which has no page."""

    def check(draft: Draft, document: Document) -> Iterator[Verdict]:
        """A user's own identity."""
        yield from check_equations(draft, code)

    return Rule(code, Severity.ERROR, check)


def check_equations(draft: Draft, code: str) -> Iterator[Verdict]:
    """Equations of that code that do not hold, with both sides and the difference.

    Of a draft it is said what will be printed instead; a published total stays as it is.
    """
    for form in draft.layout.forms.values():
        for equation in form.equations:
            if equation.identity.code == code:
                yield from _check_equation(draft, form, equation)


def _check_equation(draft: Draft, form: Form, equation: Equation) -> Iterator[Verdict]:
    sides = weigh_sides(form, equation, draft.figures)
    if sides is None or holds(equation.identity, *sides):
        return
    left, right = sides
    if not _is_typed(draft, form, equation):
        return
    message = _describe_difference(form, equation, left, right)
    # a draft prints the computed total whatever was typed
    if equation.computes and not draft.published:
        message += say("；草稿印 {number}", number=print_number(right))
    # reports up to 2018 list the ways of application that occurred, not all there are
    if equation.identity.given and left > right:
        unlisted = _list_unlisted(draft, form, equation)
        if unlisted:
            message += say("；没有列出{unlisted}，有的请补上", unlisted=unlisted)
    key = equation.computes or equation.left[0]
    yield message, (form.key, *key)


def holds(identity: Identity, left: int | Decimal, right: int | Decimal) -> bool:
    """Whether the two sides are as an identity says."""
    return left == right or (identity.at_least and left > right)


def spell_gap(left: int | Decimal, right: int | Decimal) -> str:
    """By how much two sides differ."""
    return print_number(max(left, right) - min(left, right))


def _describe_difference(
    form: Form, equation: Equation, left: int | Decimal, right: int | Decimal
) -> str:
    """The values of both sides, by the names the form file gives them."""
    sides = equation.identity.equation.split("=")
    names = [side.strip(" >").replace(".*", "各项") for side in sides]
    where = f"[{equation.where}]" if equation.where else ""
    return say(
        "{name}{where} {names} = {number}，{names2} = {number2}，相差 {spell_gap}",
        name=form.name,
        where=where,
        names=names[0],
        number=print_number(left),
        names2=names[1],
        number2=print_number(right),
        spell_gap=spell_gap(left, right),
    )


def _list_unlisted(draft: Draft, form: Form, equation: Equation) -> str:
    """The parts nobody filled in."""
    names: list[str] = []
    for key in equation.right:
        if draft.figures.claimed(form.spell(key)) is None:
            names.append(key[-1])
    return "、".join(names)


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
    cells = (*equation.left, *equation.right)
    return any(form.spell(key) in draft.figures.typed for key in cells)
