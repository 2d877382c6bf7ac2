"""Equations 勾稽关系 of the form files: those that do not hold, with both sides."""

from collections.abc import Iterator
from decimal import Decimal

from gkdraft.layout.form import Equation, Form
from gkdraft.report.draft import Draft
from gkdraft.report.printing import print_number
from gkdraft.rules.registry import Said


def check_equations(draft: Draft, code: str) -> Iterator[Said]:
    """Equations of that code that do not hold, with both sides and the difference.

    Of a draft it is said what will be printed instead; a published total stays as it is.
    """
    for form in draft.layout.forms.values():
        for equation in form.equations:
            if equation.identity.code == code:
                yield from _check(draft, form, equation)


def _check(draft: Draft, form: Form, equation: Equation) -> Iterator[Said]:
    given = equation.identity.given
    left = _claimed(draft, form, equation.left)
    right = _claimed(draft, form, equation.right, given)
    if left is None or right is None or left == right or not _typed(draft, form, equation):
        return
    if equation.identity.at_least and left > right:
        return
    gap = left - right if left > right else right - left
    names = [
        text.strip(" >").replace(".*", "各项") for text in equation.identity.equation.split("=")
    ]
    where = f"[{equation.where}]" if equation.where else ""
    message = (
        f"{form.name}{where} {names[0]} = {print_number(left)}，"
        f"{names[1]} = {print_number(right)}，相差 {print_number(gap)}"
    )
    if equation.computes and not draft.published:
        message += f"；草稿印 {print_number(right)}"
    if given and left > right and (unlisted := _unlisted(draft, form, equation)):
        message += f"；没有列出{unlisted}，有的请补上"
    key = equation.computes or equation.left[0]
    yield message, (form.key, *key)


def _unlisted(draft: Draft, form: Form, equation: Equation) -> str:
    """The parts nobody filled in."""
    keys = [key for key in equation.right if draft.figures.claimed(form.spell(key)) is None]
    return "、".join(key[-1] for key in keys)


def _claimed(
    draft: Draft, form: Form, keys: tuple[tuple[str, ...], ...], given: bool = False
) -> int | Decimal | None:
    """The sum of these cells; `given` is content with some of them."""
    found = [draft.figures.claimed(form.spell(key)) for key in keys]
    exact = [number for number in found if isinstance(number, int | Decimal)]
    return sum(exact) if exact and (given or len(exact) == len(keys)) else None


def _typed(draft: Draft, form: Form, equation: Equation) -> bool:
    """Whether a person typed a term; what is computed throughout was reported at its parts."""
    cells = (*equation.left, *equation.right)
    return any(form.spell(key) in draft.figures.typed for key in cells)
