"""A statutory table as a sheet: as it is printed, last year's beside it, what must add up below."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from gkdraft.base.scalars import Number
from gkdraft.layout.equations import LAST_YEAR, Equation, Identity, Key, YearEquation
from gkdraft.layout.form import Form
from gkdraft.prose.document import GridCell
from gkdraft.prose.tables import compose_grid
from gkdraft.render.workbook import Alert, Content, Entry, Sheet, SheetCell, spell_address
from gkdraft.report.draft import Draft
from gkdraft.report.figures import PRIOR
from gkdraft.report.printing import print_number

TOP = 4
"""The row in which a table begins, below its title and how it is filled in."""
RELATIONS = "应当合得上的"
"""Begins the title of what stands below a table, and is no part of it."""
GAP = 2.0
LABEL, FIGURE = 20.0, 9.0
"""Widths of columns, characters."""
WIDE = 12
"""Columns from which on a page lies across."""
_PER_MILLIMETRE = 0.55
WIDEST = 20
"""Columns up to which last year's stand beside this year's; else below."""
_ENTRIES: dict[str, Entry] = {"count": "count", "amount": "amount", "change": "change"}


@dataclass
class FormSheet:
    """One form of a data file, being laid out.

    Only cells that `answers` are open to be filled in; last year's stand beside those that it
    `owns`: of figures that several offices share nobody knows whose was how much. `heading` is
    that of the section.
    """

    draft: Draft
    form: Form
    heading: str
    answers: Callable[[Key], bool]
    owns: Callable[[Key], bool]
    cells: list[SheetCell] = field(default_factory=list)
    alerts: list[Alert] = field(default_factory=list)

    def compose(self) -> Sheet:
        """The sheet."""
        self._put_table()
        if self.has_prior:
            self._put_prior()
        self._put_relations()
        across = self._measure_width()
        year = self.draft.report.year
        told = "只填浅黄色的格，没有的填 0；合计自动相加，对不上的变红"
        title = SheetCell(1, 1, f"{self.form.name}　{year}年{self.heading}", "title", across)
        if across > self.labels + self.columns:  # with its number it would be the table's year
            told += "；右边灰色的是上年的数，供对照"
        line = SheetCell(2, 1, told, "note", across)
        widths = [*self._list_label_widths(), *[FIGURE] * self.columns]
        if across > len(widths):
            widths += [GAP, *[FIGURE] * self.columns]
        return Sheet(
            self.form.name, (title, line, *self.cells), tuple(widths), tuple(self.alerts),
            landscape=across > WIDE, repeated=self._count_head(),
        )  # fmt: skip

    def _measure_width(self) -> int:
        """Columns of the sheet."""
        beside = self.columns + 1 if self.has_prior and self.is_beside else 0
        return self.labels + self.columns + beside

    def _list_label_widths(self) -> list[float]:
        widths = self.form.widths[: self.labels]
        return [width * _PER_MILLIMETRE for width in widths] or [LABEL] * self.labels

    @property
    def is_beside(self) -> bool:
        """Whether last year's stand beside this year's."""
        return self.labels + self.columns * 2 <= WIDEST

    @cached_property
    def bottom(self) -> int:
        """The row behind the table and, where they stand below it, last year's."""
        below = 0 if self.is_beside or not self.has_prior else len(self.grid) + 2
        return TOP + len(self.grid) + below + 1

    @cached_property
    def grid(self) -> Sequence[Sequence[GridCell]]:
        return compose_grid(_widen(self.form), self.draft.figures).rows

    @cached_property
    def labels(self) -> int:
        return self.form.label_columns

    @cached_property
    def columns(self) -> int:
        """Columns of the grid behind the labels."""
        return max(cell.column + cell.colspan for row in self.grid for cell in row) - self.labels

    @cached_property
    def has_prior(self) -> bool:
        return any(self._find_prior(cell.key) is not None for cell in self.form.cells)

    @cached_property
    def owns_all(self) -> bool:
        """Whether nobody else fills in any of it."""
        return all(self.owns(cell.key) for cell in self.form.inputs())

    def _find_prior(self, key: Key) -> Content:
        if not (self.owns_all if key in self.form.computed else self.owns(key)):
            return None
        return _spell(self.draft.figures.get(f"{PRIOR}.{self.form.spell(key)}"))

    def _count_head(self) -> int:
        """Rows that stand on each page; none where the table has several heads."""
        if len(self.form.blocks) > 1:
            return 0
        depths = [node.depth for node in self.form.blocks[0].columns if node.text]
        return TOP - 1 + max(depths, default=0)

    def _put_table(self) -> None:
        for row, cells in enumerate(self.grid, TOP):
            for cell in cells:
                if not cell.continues:
                    self.cells.append(self._place(cell, row))

    def _place(self, cell: GridCell, row: int) -> SheetCell:
        span = cell.colspan, cell.rowspan
        if not cell.key:
            role = {"title": "group", "header": "head"}.get(cell.role, "label")
            return SheetCell(row, cell.column + 1, cell.text, role, *span, self._find_rule(cell))
        key = tuple(cell.key.split(".")[1:])
        if key in self.form.computed:
            made = SheetCell(row, cell.column + 1, None, "total", *span)
            return made._replace(formula=self._add_up(self.form.definitions[key]))
        value = _spell(self.draft.figures.typed.get(cell.key))
        if not self.answers(key):
            return SheetCell(row, cell.column + 1, value, "closed", *span)
        entry = _ENTRIES.get(self.form.by_key[key].kind, "")
        return SheetCell(row, cell.column + 1, value, "entry", *span, entry=entry)

    @cached_property
    def rules(self) -> dict[str, str]:
        """Counting rules 填报口径 of rows and columns by their labels; one that several share."""
        found: dict[str, set[str]] = {}
        for node in self.form.nodes.values():
            if node.hint:
                found.setdefault(node.text, set()).add(node.hint)
        return {label: rules.pop() for label, rules in found.items() if len(rules) == 1}

    def _find_rule(self, cell: GridCell) -> str:
        return self.rules.get(cell.text, "")

    @cached_property
    def addresses(self) -> dict[Key, tuple[int, int]]:
        """Row and column of every cell of the form."""
        found: dict[Key, tuple[int, int]] = {}
        for row, cells in enumerate(self.grid, TOP):
            for cell in cells:
                if cell.key:
                    found[tuple(cell.key.split(".")[1:])] = row, cell.column + 1
        return found

    def _address(self, key: Key, prior: bool = False) -> str:
        row, column = self.addresses[key]
        down, right = self._shift if prior else (0, 0)
        return spell_address(row + down, column + right)

    @property
    def _shift(self) -> tuple[int, int]:
        """How far down and right last year's cell stands of this year's."""
        return (0, self.columns + 1) if self.is_beside else (len(self.grid) + 2, 0)

    def _add_up(self, equation: Equation) -> str:
        """A sum that is empty while nothing is filled in."""
        cells = ",".join(map(self._address, equation.right))
        return f'IF(COUNT({cells})=0,"",SUM({cells}))'

    def _put_prior(self) -> None:
        """Last year's figures under the same heads, without the labels of rows."""
        if not self.is_beside:
            head = f"{self.draft.report.year - 1}年（供对照，不用填）"
            place = TOP - 1 + self._shift[0], self.labels + 1
            self.cells.append(SheetCell(*place, head, "note", self.columns))
        for row, cells in enumerate(self.grid, TOP):
            for cell in cells:
                if cell.column >= self.labels and not cell.continues:
                    self._put_beside(cell, row)

    def _put_beside(self, cell: GridCell, row: int) -> None:
        value: Content = cell.text
        if cell.key:
            value = self._find_prior(tuple(cell.key.split(".")[1:]))
        down, right = self._shift
        place = row + down, cell.column + 1 + right
        self.cells.append(SheetCell(*place, value, "prior", cell.colspan, cell.rowspan))

    def _list_relations(self) -> Iterator["Relation"]:
        """What must add up, apart from totals, and what this year takes over from last year."""
        for equation in self.form.equations:
            if not equation.computes and self._is_asked((*equation.left, *equation.right)):
                right = tuple((False, key) for key in equation.right)
                yield Relation(equation, equation.left, right)
        if self.has_prior:
            for yearly in filter(self._is_owned, self.form.year_equations):
                yield Relation(yearly, yearly.left, yearly.right)

    def _is_asked(self, keys: Iterable[Key]) -> bool:
        """Whether all of some cells are filled in here, or computed."""
        return all(self.answers(key) or key in self.form.computed for key in keys)

    def _is_owned(self, equation: YearEquation) -> bool:
        own = [*equation.left, *(key for is_last, key in equation.right if not is_last)]
        last = [key for is_last, key in equation.right if is_last]
        return self._is_asked(own) and all(self._find_prior(key) is not None for key in last)

    def _put_relations(self) -> None:
        """What must add up, below the table; what holds of every column stands below its column."""
        groups: dict[Identity, list[Relation]] = {}
        for relation in self._list_relations():
            groups.setdefault(relation.equation.identity, []).append(relation)
        row, width = self.bottom, self.labels + self.columns
        if groups:
            told = f"{RELATIONS}：左边减右边应为 0，写“≥”的不小于 0"
            self.cells.append(SheetCell(row, 1, told, "head", width))
        for identity, relations in groups.items():
            if identity.each == "column":
                row += 1
                text = _print_equation(identity)
                self.cells.append(SheetCell(row, 1, text, "label", self.labels))
                for relation in relations:
                    self._put_difference(relation, row, self.addresses[relation.left[0]][1])
                continue
            for relation in relations:
                row += 1
                text = f"{relation.equation.where}：{_print_equation(identity)}"
                self.cells.append(SheetCell(row, 1, text, "label", width - 1))
                self._put_difference(relation, row, width)

    def _put_difference(self, relation: "Relation", row: int, column: int) -> None:
        """By how much two sides differ; red, with the cells on the left, where they may not."""
        left = [self._address(key) for key in relation.left]
        right = [self._address(key, prior) for prior, key in relation.right]
        difference = f"SUM({','.join(left)})-SUM({','.join(right)})"
        formula = f'IF(COUNT({",".join([*left, *right])})=0,"",{difference})'
        cell = SheetCell(row, column, None, "balance", formula=formula)
        self.cells.append(cell)
        wrong = "<0" if relation.equation.identity.at_least else "<>0"
        fixed = spell_address(row, column, fixed=True)
        for address in [cell.address, *left]:
            self.alerts.append(Alert(address, f"AND(ISNUMBER({fixed}),{fixed}{wrong})"))


def _print_equation(identity: Identity) -> str:
    return identity.equation.replace(">=", "≥").replace(LAST_YEAR, LAST_YEAR.rstrip("."))


@dataclass(frozen=True)
class Relation:
    """Cells whose sums must be equal; True marks last year's."""

    equation: Equation | YearEquation
    left: tuple[Key, ...]
    right: tuple[tuple[bool, Key], ...]


def _widen(form: Form) -> Form:
    """The form with widths, which one that is not printed has not."""
    if form.widths:
        return form
    return form.model_copy(update={"widths": (*[LABEL] * form.label_columns, FIGURE)})


def _spell(number: Number | None) -> Content:
    """A figure as a cell holds it: a number where it can be one."""
    return number if isinstance(number, int | Decimal) else print_number(number) or None
