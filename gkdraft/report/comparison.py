"""Two years side by side: figures, changes by the rules of change, notable ones marked."""

from collections.abc import Iterator, Sequence, Set
from decimal import Decimal
from typing import NamedTuple, TypeGuard

from gkdraft.base.columns import align_left, align_right, display_width
from gkdraft.base.places import parse_path
from gkdraft.base.scalars import Number
from gkdraft.layout.equations import Key
from gkdraft.layout.form import Form
from gkdraft.layout.labels import match_cells
from gkdraft.messages import say
from gkdraft.report.draft import Draft
from gkdraft.report.growth import Change, compute_change
from gkdraft.report.printing import print_number

MARK = "※"
HEAD = ("项目", "增减", "幅度", "")


class ComparisonRow(NamedTuple):
    """One figure in two years; no change where a figure is missing or cannot be compared."""

    form: Form
    key: Key
    before: Number | None
    now: Number | None
    change: Change | None

    @property
    def name(self) -> str:
        return "·".join(self.key)

    @property
    def difference(self) -> str:
        if self.change is None or not self.change.difference:
            return ""
        sign = "+" if self.change.difference > 0 else ""
        return f"{sign}{print_number(self.change.difference)}"

    @property
    def rate(self) -> str:
        """持平, 上年无, +8.86%, 2.58倍 or nothing for a small base."""
        if self.change is None:
            return ""
        if self.change.times:
            return f"{self.change.times}倍"
        if self.change.percent:
            sign = "+" if self.change.difference > 0 else "-"
            return f"{sign}{self.change.percent}"
        return "" if self.change.kind in ("增加", "减少") else self.change.kind

    @property
    def mark(self) -> str:
        return MARK if self.change and self.change.notable else ""


class Comparison(NamedTuple):
    """两年对照: the earlier year first, table by table, and what could not be compared."""

    before: Draft
    now: Draft
    rows: tuple[ComparisonRow, ...]
    remarks: tuple[str, ...]

    @property
    def heads(self) -> tuple[str, ...]:
        years = (_name_year(self.before), _name_year(self.now))
        return (HEAD[0], *years, *HEAD[1:])


def compare_years(first: Draft, second: Draft) -> Comparison:
    """Two drafts, or published reports as drafts, as two years."""
    before, now = first, second
    if first.report.year > second.report.year:
        before, now = second, first
    rows: list[ComparisonRow] = []
    remarks: list[str] = [*_compare_years(before, now), *describe_bodies(before, now)]
    for form in now.layout.forms.values():
        then = before.layout.form_by_key.get(form.key)
        shared = match_cells(form, then) if then else frozenset()
        rows += (_compare_cell(form, key, before, now) for key in form.by_key if key in shared)
        remarks += _describe_missing(form, shared)
    return Comparison(before, now, tuple(rows), tuple(remarks))


def _describe_missing(form: Form, shared: Set[Key]) -> Iterator[str]:
    """The cells of a form that the earlier year does not have."""
    alone = [key for key in form.by_key if key not in shared]
    if not shared:
        yield say("{name}两年的格式不同，不比较", name=form.name)
    elif alone:
        first_alone = ".".join(alone[0])
        yield say(
            "{name}有 {count} 格（[{first_alone}]等）是前一份没有的，不比较",
            name=form.name,
            count=len(alone),
            first_alone=first_alone,
        )


def _compare_years(before: Draft, now: Draft) -> Iterator[str]:
    first, second = before.report.year, now.report.year
    if second - first != 1:
        yield say("{first} 年和 {second} 年不是相邻的两年", first=first, second=second)


def describe_bodies(before: Draft, now: Draft) -> Iterator[str]:
    """That two reports are of two bodies, if they are."""
    first, second = before.report.agency.name, now.report.agency.name
    # 太仓市 in one year's title and 太仓市人民政府 in the other's are one body
    if first and second and first not in second and second not in first:
        yield say("两份报告不是同一机关的：{first}、{second}", first=first, second=second)


def _compare_cell(form: Form, key: Key, before: Draft, now: Draft) -> ComparisonRow:
    name = form.spell(key)
    then, this = _find_number(before, name), _find_number(now, name)
    change = None
    # 本年增/减 is a change itself; with 4.25万 or a price nothing can be reckoned
    if form.by_key[key].kind != "change" and _is_exact(then) and _is_exact(this):
        change = compute_change(this, then)
    return ComparisonRow(form, key, then, this, change)


def _find_number(draft: Draft, name: str) -> Number | None:
    """A figure as it stands there; a total that was not read is not worked out."""
    if draft.is_unread(parse_path(name)):
        return None
    return draft.figures.claimed(name)


def _is_exact(number: Number | None) -> TypeGuard[int | Decimal]:
    return isinstance(number, int | Decimal)


def _name_year(draft: Draft) -> str:
    return say("{year}年", year=draft.report.year)


def _list_tables(comparison: Comparison) -> Iterator[tuple[Form, list[ComparisonRow]]]:
    """The rows worth a line, form by form: not those that are nothing in both years."""
    tables: dict[str, list[ComparisonRow]] = {}
    for row in comparison.rows:
        if row.before or row.now:
            tables.setdefault(row.form.key, []).append(row)
    for rows in tables.values():
        yield rows[0].form, rows


def _list_cells(row: ComparisonRow) -> tuple[str, ...]:
    kind = row.form.by_key[row.key].kind
    numbers = (print_number(row.before, kind), print_number(row.now, kind))
    return (row.name, *numbers, row.difference, row.rate, row.mark)


def render_comparison(comparison: Comparison) -> list[str]:
    """Columns aligned for a terminal, Chinese characters two wide."""
    widths = [0] * len(comparison.heads)
    _widen_columns(widths, comparison.heads)
    for _, rows in _list_tables(comparison):
        for row in rows:
            _widen_columns(widths, _list_cells(row))
    lines = [_align_cells(comparison.heads, widths)]
    for form, rows in _list_tables(comparison):
        lines.append(form.name)
        lines += [_align_cells(_list_cells(row), widths) for row in rows]
    return [*lines, *_list_remarks(comparison)]


def _widen_columns(widths: list[int], cells: Sequence[str]) -> None:
    for index, cell in enumerate(cells):
        widths[index] = max(widths[index], display_width(cell))


def _align_cells(cells: Sequence[str], widths: Sequence[int]) -> str:
    first = align_left(cells[0], widths[0])
    rest = (align_right(cell, width) for cell, width in zip(cells[1:], widths[1:], strict=True))
    return "  ".join((first, *rest)).rstrip()


def render_comparison_table(comparison: Comparison) -> list[str]:
    """A Markdown table for every form."""
    lines: list[str] = []
    head = f"| {' | '.join(comparison.heads)} |"
    for form, rows in _list_tables(comparison):
        lines += [f"## {form.name}", "", head, "| --- | ---: | ---: | ---: | ---: | --- |"]
        lines += [f"| {' | '.join(_list_cells(row))} |" for row in rows]
        lines.append("")
    return [*lines, *_list_remarks(comparison)]


def _list_remarks(comparison: Comparison) -> Iterator[str]:
    if any(row.mark for row in comparison.rows):
        yield say("{MARK} 变化超过一半，或由无到有、由有到无，请核实", MARK=MARK)
    yield from comparison.remarks


def list_comparison(comparison: Comparison) -> dict[str, object]:
    """Everything as plain data, every cell of both years."""
    return {
        "kind": "years",
        "上年": comparison.before.report.year,
        "本年": comparison.now.report.year,
        "数": [_describe_row(row) for row in comparison.rows],
        "说明": list(comparison.remarks),
    }


def _describe_row(row: ComparisonRow) -> dict[str, object]:
    return {
        "键": row.form.spell(row.key),
        "上年": print_number(row.before) or None,
        "本年": print_number(row.now) or None,
        "增减": row.difference or None,
        "幅度": row.rate or None,
        "显著": bool(row.mark),
    }
