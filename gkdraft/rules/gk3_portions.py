"""GK3: figures that several offices handed in, against what the report says."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from gkdraft.base.places import DataPath, parse_path, spell_path
from gkdraft.layout.equations import Key
from gkdraft.layout.form import Form
from gkdraft.messages import join_messages, say
from gkdraft.prose.document import Document
from gkdraft.report.division import DATA, Portion, list_assigned, list_portions
from gkdraft.report.draft import Draft
from gkdraft.report.figures import PRIOR, add_exact
from gkdraft.report.model_gathering import CONTRIBUTIONS
from gkdraft.report.printing import print_number
from gkdraft.rules.explaining import describe_difference, name_cell
from gkdraft.rules.findings import Severity
from gkdraft.rules.naming import name_place
from gkdraft.rules.registry import Checked, Verdict, register_rule


@register_rule("GK316", Severity.WARNING, waivable=True)
def check_portions(draft: Draft, document: Document) -> Iterator[Verdict]:
    """各单位报的数相加，与填的数不一样。

    数据文件的“分项来源”记着各单位报来的数。由几个单位填的，应当是各单位之和；由一个单位填的，就是它报的数。
    常见原因：报来以后又改了一处，没有改另一处；哪个单位改报过，没有重新收表。
    没有报齐的不核对。

    有意不同的（如几个单位共办一件，只计一件），在“情况说明”里说明。
    """
    if not draft.report.contributions:
        return
    for key in _list_keys(draft):
        path = parse_path(key)
        portions = _choose_portions(draft, path)
        total = add_exact(portion.number for portion in portions)
        figure = draft.figures.exact(key)
        if not portions or total is None or figure is None:
            continue
        yield Checked()
        if total != figure:
            yield (
                say(
                    "{name}填 {figure}，各单位报的合计 {total}（{parts}）",
                    name=_name_figure(draft, path),
                    figure=print_number(figure),
                    total=print_number(total),
                    parts=join_messages("、", map(_spell_portion, portions)),
                ),
                path,
            )


@register_rule("GK317", Severity.WARNING, waivable=True)
def check_contributions(draft: Draft, document: Document) -> Iterator[Verdict]:
    """一个单位报来的表，自己就对不上。

    各单位报的表也要平：本年新收＋上年结转＝总计＋结转下年度，逐列核对。
    一个单位对不上，相加以后也对不上；请那个单位查清楚，改了重新收表。

    依据：国办公开办函〔2021〕30号表三表头。
    """
    for number, entry in enumerate(draft.report.contributions):
        for form in draft.layout.forms.values():
            base = (CONTRIBUTIONS, number, DATA)
            for message in _list_faults(draft, form, spell_path(base)):
                said = say("{office}报的{message}", office=entry.office, message=message)
                yield said, (*base, form.key)


def _list_faults(draft: Draft, form: Form, prefix: str) -> Iterator[str]:
    """The relations of a form that do not hold among what one office handed in."""
    for equation in form.equations:
        is_sum = all(key in form.computed for key in equation.left)  # the column 总计 says no more
        if equation.computes or equation.identity.given or is_sum:
            continue
        left, right = (_add_up(draft, form, prefix, side) for side in equation[2:])
        if left is not None and right is not None and left != right:
            yield describe_difference(form, equation, left, right)


def _add_up(draft: Draft, form: Form, prefix: str, keys: Sequence[Key]) -> int | Decimal | None:
    return add_exact(draft.figures.exact(f"{prefix}.{form.spell(key)}") for key in keys)


def _list_keys(draft: Draft) -> Iterator[str]:
    """Every figure of the report that was typed, without what is there for comparison."""
    for key in draft.figures.typed:
        if not key.startswith((CONTRIBUTIONS, PRIOR)):
            yield key


def _name_figure(draft: Draft, path: DataPath) -> str:
    form = draft.layout.form_by_key.get(str(path[0]))
    if form is None:
        return name_place(draft, path)
    return f"{form.name} {name_cell(form, tuple(map(str, path[1:])))}"


def _spell_portion(portion: Portion) -> str:
    return f"{portion.office} {print_number(portion.number)}"


def _choose_portions(draft: Draft, path: DataPath) -> list[Portion]:
    """What was handed in, of those who are to; nothing while one of them is missing."""
    portions = list(list_portions(draft, path))
    assigned = list_assigned(draft, path)
    if not assigned:
        return portions
    found = [portion for portion in portions if portion.office in assigned]
    return found if len(found) == len(assigned) else []
