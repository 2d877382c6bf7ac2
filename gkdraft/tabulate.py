"""Forms to grids: labels, merges and figures of a statutory table follow from nesting."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from gkdraft.document import Align, Grid, GridCell
from gkdraft.figures import Figures
from gkdraft.layout import Block, Form, Node
from gkdraft.values import Number


def tabulate(form: Form, figures: Figures) -> Grid:
    """The printed table; a missing figure is an empty cell."""
    labels = max((_depth(block.rows) for block in form.blocks), default=0)
    columns = max(len(block.column_leaves) for block in form.blocks)
    sheet = _Sheet()
    for block in form.blocks:
        _Stack(form, block, figures, labels, columns, sheet).place()
    widths = (*form.widths[:labels], *[form.widths[-1]] * columns)
    single = len(form.blocks) == 1
    header = _depth(form.blocks[0].columns) if single else 0
    return Grid(form.name, widths, sheet.rows(), header)


def number_text(number: Number | None) -> str:
    """A figure as printed: no thousands separators, decimals as typed, nothing if missing."""
    if isinstance(number, Decimal):
        return f"{number:f}"
    return "" if number is None else str(number)


def _depth(nodes: Sequence[Node]) -> int:
    """Levels of labels; rows without any label (table four) take no column."""
    return max((node.depth for node in nodes if node.text), default=0)


@dataclass
class _Sheet:
    """Cells by position, top to bottom."""

    height: int = 0
    cells: dict[tuple[int, int], GridCell] = field(default_factory=dict)

    def put(self, row: int, cell: GridCell) -> None:
        for below in range(cell.rowspan):
            text = "" if below else cell.text
            self.cells[row + below, cell.column] = replace(cell, text=text, continues=bool(below))
        self.height = max(self.height, row + cell.rowspan)

    def rows(self) -> tuple[tuple[GridCell, ...], ...]:
        rows: list[list[GridCell]] = [[] for _ in range(self.height)]
        for row, column in sorted(self.cells):
            rows[row].append(self.cells[row, column])
        return tuple(tuple(row) for row in rows)


@dataclass
class _Stack:
    """One block, placed below what the sheet already holds."""

    form: Form
    block: Block
    figures: Figures
    labels: int
    columns: int
    sheet: _Sheet

    def place(self) -> None:
        if self.block.title:
            self.put(self.sheet.height, self.block.title, 0, self.labels + self.columns, 1, "title")
        top, height = self.sheet.height, _depth(self.block.columns)
        if self.labels:
            self.put(top, self.block.corner, 0, self.labels, height, "header")
        self.headers(self.block.columns, top, self.labels, height)
        self.rows(self.block.rows, top + height, 0)

    def put(
        self,
        row: int,
        text: str,
        column: int,
        colspan: int,
        rowspan: int,
        role: Align,
        key: str = "",
    ) -> None:
        self.sheet.put(row, GridCell(text, column, colspan, rowspan, role, key=key))

    def span(self, column: int, width: int) -> int:
        """The last column of a block that has fewer than the form takes the rest."""
        last = self.labels + len(self.block.column_leaves)
        return self.labels + self.columns - column if column + width == last else width

    def headers(self, nodes: Sequence[Node], row: int, column: int, height: int) -> None:
        for node in nodes:
            width = len(list(node.leaves()))
            down = 1 if node.children else height
            self.put(row, node.text, column, self.span(column, width), down, "header")
            self.headers(node.children, row + 1, column, height - 1)
            column += width

    def rows(
        self, nodes: Sequence[Node], row: int, column: int, above: tuple[str, ...] = ()
    ) -> None:
        for node in nodes:
            key = (*above, node.key) if node.key else above
            height = len(list(node.leaves()))
            if self.labels:
                across = 1 if node.children else self.labels - column
                self.put(row, node.text, column, across, height, "label")
            if node.children:
                self.rows(node.children, row, column + 1, key)
            else:
                self.figures_of(key, row)
            row += height

    def figures_of(self, key: tuple[str, ...], row: int) -> None:
        for index, (column_key, _) in enumerate(self.block.column_leaves):
            name = ".".join((self.form.key, *key, *column_key))
            column = self.labels + index
            text = number_text(self.figures.get(name))
            self.put(row, text, column, self.span(column, 1), 1, "number", name)
