"""What is said of equations that do not hold: the cell and the value, or both sides."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from gkdraft.layout.equations import Equation, Key, YearEquation
from gkdraft.layout.form import Form
from gkdraft.messages import join_messages, say
from gkdraft.report.draft import Draft
from gkdraft.report.printing import print_number
from gkdraft.rules.balance import MOST_CANDIDATES, Correction, Diagnosis, Relation
from gkdraft.rules.registry import Said

TOTAL = "总计"
_WAYS = (say("行"), say("列"), say("勾稽关系"), say("上年报告"))


def describe_diagnosis(
    draft: Draft, form: Form, figures: Mapping[Key, int | Decimal], diagnosis: Diagnosis
) -> Said:
    """One line for relations that fail together."""
    corrections = diagnosis.corrections
    if len(corrections) == 1 and len(corrections[0].changes) == 1:
        return _describe_cell(draft, form, figures, diagnosis)
    if corrections:
        return _describe_exchange(draft, form, figures, corrections)
    sides = [_describe_relation(draft, form, relation) for relation in diagnosis.relations]
    if len(sides) == 1:
        return sides[0]
    texts = [said.message for said in sides[:MOST_CANDIDATES]]
    message = join_messages("；", texts)
    if len(sides) > MOST_CANDIDATES:
        message = say("{told}等 {count} 处，请逐格核对", told=message, count=len(sides))
    return Said(message, sides[0].path)


def name_cell(form: Form, key: Key) -> str:
    """“4.保护第三方合法权益”×“自然人”; a total says whether it is the row's or the column's."""
    row, column = form.titles[key]
    if not row:
        return say("“{column}”", column=".".join(key))
    row = f"“{row}”行" if TOTAL in row else f"“{row}”"
    column = f"“{column}”栏" if TOTAL in column else f"“{column}”"
    return f"{row}×{column}"


def _name_figure(draft: Draft) -> str:
    return say("印") if draft.published else say("填")


def _describe_cell(
    draft: Draft, form: Form, figures: Mapping[Key, int | Decimal], diagnosis: Diagnosis
) -> Said:
    """The one cell and value that make everything hold."""
    ((key, change),) = diagnosis.corrections[0].changes.items()
    expected = figures[key] + change
    ways = sorted(set(map(_name_way, diagnosis.relations)), key=_WAYS.index)
    message = say(
        "{form} {cell}：{typed} {number}，按{ways}{both}应为 {expected}",
        form=form.name,
        cell=name_cell(form, key),
        typed=_name_figure(draft),
        number=print_number(figures[key]),
        ways=join_messages(say("和"), ways),
        both=say("都") if len(diagnosis.relations) > 1 else "",
        expected=print_number(expected),
    )
    if key in form.definitions and not draft.published:
        printed = print_number(draft.figures.get(form.spell(key)))
        message += say("；草稿印 {number}", number=printed)
    return Said(message, (form.key, *key), expected=expected)


def _name_way(relation: Relation) -> str:
    if isinstance(relation.equation, YearEquation):
        return _WAYS[-1]
    return _WAYS[("row", "column", "form").index(relation.equation.identity.each)]


def _describe_exchange(
    draft: Draft,
    form: Form,
    figures: Mapping[Key, int | Decimal],
    corrections: tuple[Correction, ...],
) -> Said:
    """Two neighbours that changed places; where several pairs would do, the first few."""
    pairs: list[str] = []
    for correction in corrections[:MOST_CANDIDATES]:
        first, second = correction.changes
        pairs.append(
            say(
                "{first}（{typed} {number}）和{second}（{typed2} {number2}）",
                first=name_cell(form, first),
                typed=_name_figure(draft),
                number=print_number(figures[first]),
                second=name_cell(form, second),
                typed2=_name_figure(draft),
                number2=print_number(figures[second]),
            )
        )
    more = len(corrections) - len(pairs)
    told = join_messages(say("，或者"), pairs)
    if more > 0:
        told = say("{told}，或另外 {more} 处", told=told, more=more)
    key = next(iter(corrections[0].changes))
    message = say("{form} {told}像是填反了，对调后各项都平", form=form.name, told=told)
    return Said(message, (form.key, *key))


def _describe_relation(draft: Draft, form: Form, relation: Relation) -> Said:
    """Both sides of one relation, where no single cell explains it."""
    equation = relation.equation
    if isinstance(equation, YearEquation):
        return _describe_years(draft, form, equation)
    left = _add(draft, form, equation.left)
    right = _add(draft, form, equation.right)
    message = describe_difference(form, equation, left, right)
    # a draft prints the computed total whatever was typed
    if equation.computes and not draft.published:
        message += say("；草稿印 {number}", number=print_number(right))
    expected = right if equation.computes else None
    return Said(message, (form.key, *(equation.computes or equation.left[0])), None, expected)


def _add(draft: Draft, form: Form, keys: tuple[Key, ...]) -> int | Decimal:
    total: int | Decimal = 0
    for key in keys:
        number = draft.figures.claimed(form.spell(key))
        if isinstance(number, int | Decimal):
            total += number
    return total


def _describe_years(draft: Draft, form: Form, equation: YearEquation) -> Said:
    """What the first figure should be by last year's report: 应为 643、印 470."""
    first, *others = equation.left
    right: int | Decimal = 0
    for is_last, key in equation.right:
        name = form.spell(key)
        number = draft.figures.claimed(f"上年.{name}" if is_last else name)
        right += number if isinstance(number, int | Decimal) else 0
    expected = right - _add(draft, form, tuple(others))
    stated = _add(draft, form, (first,))
    left, _, terms = equation.identity.equation.partition("=")
    negative = "".join(f" - {name.strip()}" for name in left.split("+")[1:])
    message = say(
        "{form} {cell}：{typed} {number}，按{terms}应为 {expected}，相差 {gap}",
        form=form.name,
        cell=name_cell(form, first),
        typed=_name_figure(draft),
        number=print_number(stated),
        terms=terms.strip().replace("上年.", "上年的") + negative,
        expected=print_number(expected),
        gap=spell_gap(stated, expected),
    )
    return Said(message, (form.key, *first), None, expected)


def spell_gap(left: int | Decimal, right: int | Decimal) -> str:
    """By how much two sides differ."""
    return print_number(max(left, right) - min(left, right))


def describe_difference(
    form: Form, equation: Equation | YearEquation, left: int | Decimal, right: int | Decimal
) -> str:
    """The values of both sides, by the names the form file gives them."""
    sides = equation.identity.equation.split("=")
    names = [side.strip(" >").replace(".*", "各项").replace("上年.", "上年的") for side in sides]
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


def describe_given(
    draft: Draft, form: Form, equation: Equation, left: int | Decimal, right: int | Decimal
) -> Said:
    """Parts and a whole that are never computed: of a draft what is not listed is asked for."""
    message = describe_difference(form, equation, left, right)
    # reports up to 2018 list the ways of application that occurred, not all there are
    unlisted = "、".join(_list_unlisted(draft, form, equation)) if left > right else ""
    if unlisted:
        message += say("；没有列出{unlisted}，有的请补上", unlisted=unlisted)
    return Said(message, (form.key, *equation.left[0]))


def describe_at_least(
    form: Form, equation: YearEquation, left: int | Decimal, right: int | Decimal
) -> Said:
    """A figure below what last year's report left over."""
    return Said(describe_difference(form, equation, left, right), (form.key, *equation.left[0]))


def _list_unlisted(draft: Draft, form: Form, equation: Equation) -> Iterator[str]:
    """The parts nobody filled in."""
    for key in equation.right:
        if draft.figures.claimed(form.spell(key)) is None:
            yield key[-1]
