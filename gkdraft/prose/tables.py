"""Forms to grids: labels, merges and figures of a statutory table follow from nesting."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import lcm

from gkdraft.layout.form import Form, FormNode, RowBlock
from gkdraft.prose.document import Align, Grid, GridCell
from gkdraft.report.figures import Figures
from gkdraft.report.printing import print_number


def compose_grid(form: Form, figures: Figures, hints: bool = False) -> Grid:
    """The printed table; a missing figure is an empty cell. With `hints` for who fills it in: the
    counting rule of a row below its label.
    """
    labels = form.label_columns
    counts = {len(block.column_leaves) for block in form.blocks}
    edges = _find_edges(counts)
    sheet = _Sheet()
    for block in form.blocks:
        _Stack(form, block, figures, labels, edges, sheet, hints).place()
    total = form.widths[-1] * max(counts)
    columns = [round(total * (b - a) / edges[-1], 3) for a, b in pairwise(edges)]
    widths = (*form.widths[:labels], *columns)
    # a table of several blocks has a head in each: none of them repeats over a page
    single = len(form.blocks) == 1
    header = _measure_depth(form.blocks[0].columns) if single else 0
    return Grid(form.name, widths, sheet.rows(), header)


def _find_edges(counts: set[int]) -> list[int]:
    """Where columns may begin when blocks divide the same width in 3, 2 or 1 equal parts.

    In units of the width's smallest common part: 0, 2, 3, 4, 6 for thirds and halves.
    """
    width = lcm(*counts)
    edges: set[int] = set()
    for count in counts:
        edges.update(range(0, width + 1, width // count))
    return sorted(edges)


def _measure_depth(nodes: Sequence[FormNode]) -> int:
    """Levels of labels; rows without any label (table four) take no column."""
    return max((node.depth for node in nodes if node.text), default=0)


@dataclass
class _Sheet:
    """Cells by position, top to bottom."""

    height: int = 0
    cells: dict[tuple[int, int], GridCell] = field(default_factory=dict)

    def put(self, row: int, cell: GridCell) -> None:
        for below in range(cell.rowspan):
            copy = cell._replace(text="", remark="", continues=True) if below else cell
            self.cells[row + below, cell.column] = copy
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
    block: RowBlock
    figures: Figures
    labels: int
    edges: list[int]
    sheet: _Sheet
    hints: bool

    def place(self) -> None:
        if self.block.title:
            self.put(
                self.sheet.height,
                self.block.title,
                0,
                self.labels + len(self.edges) - 1,
                1,
                "title",
            )
        top, height = self.sheet.height, _measure_depth(self.block.columns)
        if self.labels:
            self.put(top, self.block.corner, 0, self.labels, height, "header")
        self.headers(self.block.columns, top, 0, height)
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
        remark: str = "",
    ) -> None:
        cell = GridCell(text, column, colspan, rowspan, role, key=key, remark=remark)
        self.sheet.put(row, cell)

    def reach(self, first: int, leaves: int) -> tuple[int, int]:
        """Grid column and colspan of so many of the block's columns."""
        part = self.edges[-1] // len(self.block.column_leaves)
        start = self.edges.index(first * part)
        end = self.edges.index((first + leaves) * part)
        return self.labels + start, end - start

    def headers(self, nodes: Sequence[FormNode], row: int, first: int, height: int) -> None:
        for node in nodes:
            leaves = len(list(node.leaves()))
            down = 1 if node.children else height
            self.put(row, node.text, *self.reach(first, leaves), down, "header")
            self.headers(node.children, row + 1, first, height - 1)
            first += leaves

    def rows(
        self, nodes: Sequence[FormNode], row: int, column: int, above: tuple[str, ...] = ()
    ) -> None:
        for node in nodes:
            key = (*above, node.key) if node.key else above
            height = len(list(node.leaves()))
            if self.labels:
                across = 1 if node.children else self.labels - column
                remark = node.hint if self.hints else ""
                self.put(row, node.text, column, across, height, "label", remark=remark)
            if node.children:
                self.rows(node.children, row, column + 1, key)
            else:
                self.figures_of(key, row)
            row += height

    def figures_of(self, key: tuple[str, ...], row: int) -> None:
        for index, (column_key, _) in enumerate(self.block.column_leaves):
            path = (*key, *column_key)
            name = self.form.spell(path)
            text = print_number(self.figures.get(name), self.form.by_key[path].kind)
            self.put(row, text, *self.reach(index, 1), 1, "number", name)
