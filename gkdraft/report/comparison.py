"""Two years side by side: figures, changes by the rules of change, notable ones marked."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from gkdraft.base.columns import align_left, align_right, display_width
from gkdraft.base.places import parse_path
from gkdraft.base.scalars import Number, Rounded
from gkdraft.layout.form import Form, Key
from gkdraft.layout.labels import match_cells
from gkdraft.report.draft import Draft
from gkdraft.report.growth import Change, compute_change
from gkdraft.report.printing import print_number

MARK = "※"
HEAD = ("项目", "增减", "幅度", "")


@dataclass(frozen=True)
class ComparisonRow:
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
        gap = self.change.difference
        return f"{'+' if gap > 0 else ''}{print_number(gap)}"

    @property
    def rate(self) -> str:
        """持平, 上年无, +8.86%, 2.58倍 or nothing for a small base."""
        if self.change is None:
            return ""
        if self.change.times:
            return f"{self.change.times}倍"
        if self.change.percent:
            return f"{'+' if self.change.difference > 0 else '-'}{self.change.percent}"
        return self.change.kind if self.change.kind not in ("增加", "减少") else ""

    @property
    def mark(self) -> str:
        return MARK if self.change and self.change.notable else ""


@dataclass(frozen=True)
class Comparison:
    """两年对照: the earlier year first, table by table, and what could not be compared."""

    before: Draft
    now: Draft
    rows: tuple[ComparisonRow, ...]
    remarks: tuple[str, ...]

    @property
    def heads(self) -> tuple[str, ...]:
        years = (_year(self.before, "前一份"), _year(self.now, "后一份"))
        return (HEAD[0], *years, *HEAD[1:])


def compare_years(first: Draft, second: Draft) -> Comparison:
    """Two drafts, or published reports as drafts, as two years."""
    before, now = first, second
    if first.report.year > second.report.year > 0:
        before, now = second, first
    rows: list[ComparisonRow] = []
    remarks: list[str] = [*_years(before, now), *_bodies(before, now)]
    earlier = {form.key: form for form in before.layout.forms.values()}
    for form in now.layout.forms.values():
        then = earlier.get(form.key)
        shared = match_cells(form, then) if then else frozenset()
        if not shared:
            remarks.append(f"{form.name}两年的格式不同，不比较")
            continue
        rows += (_row(form, cell.key, before, now) for cell in form.cells if cell.key in shared)
        alone = [cell.key for cell in form.cells if cell.key not in shared]
        if alone:
            first_alone = ".".join(alone[0])
            remarks.append(
                f"{form.name}有 {len(alone)} 格（[{first_alone}]等）是前一份没有的，不比较"
            )
    return Comparison(before, now, tuple(rows), tuple(remarks))


def _years(before: Draft, now: Draft) -> Iterator[str]:
    first, second = before.report.year, now.report.year
    if not first or not second:
        yield "有一份没有读到年度，按给出的次序比较"
    elif second - first != 1:
        yield f"{first} 年和 {second} 年不是相邻的两年"


def _bodies(before: Draft, now: Draft) -> Iterator[str]:
    first, second = before.report.agency.name, now.report.agency.name
    if first and second and first not in second and second not in first:
        yield f"两份报告不是同一机关的：{first}、{second}"


def _row(form: Form, key: Key, before: Draft, now: Draft) -> ComparisonRow:
    name = form.spell(key)
    b, a = _known(before, name), _known(now, name)
    known = not (b is None or a is None or isinstance(a, Rounded) or isinstance(b, Rounded))
    signed = form.by_key[key].kind == "change"
    told = compute_change(_exact(a), _exact(b)) if known and not signed else None
    return ComparisonRow(form, key, b, a, told)


def _known(draft: Draft, name: str) -> Number | None:
    """A figure as it stands there; a total that was not read is not worked out."""
    return None if draft.is_unread(parse_path(name)) else draft.figures.claimed(name)


def _exact(number: Number | None) -> int | Decimal:
    return number if isinstance(number, int | Decimal) else 0


def _year(draft: Draft, unknown: str) -> str:
    return f"{draft.report.year}年" if draft.report.year else unknown


def _shown(comparison: Comparison) -> Iterator[tuple[Form, list[ComparisonRow]]]:
    """The rows worth a line: not those that are nothing in both years."""
    for form in dict.fromkeys(row.form.key for row in comparison.rows):
        rows = [row for row in comparison.rows if row.form.key == form]
        told = [r for r in rows if not (r.before in (0, None) and r.now in (0, None))]
        if told:
            yield told[0].form, told


def _cells(row: ComparisonRow) -> tuple[str, ...]:
    kind = row.form.by_key[row.key].kind
    numbers = (print_number(row.before, kind), print_number(row.now, kind))
    return (row.name, *numbers, row.difference, row.rate, row.mark)


def render_comparison(comparison: Comparison) -> list[str]:
    """Columns aligned for a terminal, Chinese characters two wide."""
    tables = [(form.name, [_cells(row) for row in rows]) for form, rows in _shown(comparison)]
    everything = [comparison.heads, *(cells for _, rows in tables for cells in rows)]
    widths = [max(display_width(cells[i]) for cells in everything) for i in range(len(HEAD) + 2)]
    lines = [_line(comparison.heads, widths)]
    for name, rows in tables:
        lines += [name, *(_line(cells, widths) for cells in rows)]
    return [*lines, *_legend(comparison)]


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    first = align_left(cells[0], widths[0])
    rest = (align_right(cell, width) for cell, width in zip(cells[1:], widths[1:], strict=True))
    return "  ".join((first, *rest)).rstrip()


def render_comparison_table(comparison: Comparison) -> list[str]:
    """A Markdown table for every form."""
    lines: list[str] = []
    head = f"| {' | '.join(comparison.heads)} |"
    for form, rows in _shown(comparison):
        lines += [f"## {form.name}", "", head, "| --- | ---: | ---: | ---: | ---: | --- |"]
        lines += [f"| {' | '.join(_cells(row))} |" for row in rows]
        lines.append("")
    return [*lines, *_legend(comparison)]


def _legend(comparison: Comparison) -> Iterator[str]:
    if any(row.mark for row in comparison.rows):
        yield f"{MARK} 变化超过一半，或由无到有、由有到无，请核实"
    yield from comparison.remarks


def list_comparison(comparison: Comparison) -> dict[str, object]:
    """Everything as plain data, every cell of both years."""
    return {
        "上年": comparison.before.report.year or None,
        "本年": comparison.now.report.year or None,
        "数": [
            {
                "键": row.form.spell(row.key),
                "上年": print_number(row.before) or None,
                "本年": print_number(row.now) or None,
                "增减": row.difference or None,
                "幅度": row.rate or None,
                "显著": bool(row.mark),
            }
            for row in comparison.rows
        ],
        "说明": list(comparison.remarks),
    }
