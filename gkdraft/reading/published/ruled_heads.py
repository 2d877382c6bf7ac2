"""Heads of ruled tables: which column of the grid stands below which label of a form."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from gkdraft.layout.labels import FUZZY, BlockLabels, Match, Matcher
from gkdraft.reading.documents.flow import TableCell
from gkdraft.reading.published.ledger import choose_weaker
from gkdraft.reading.published.row_cells import Row, list_distinct


@dataclass
class Heads:
    """The rows above the data that is being read; a new head begins after data."""

    rows: list[Row]
    merges: bool
    closed: bool = True
    own: bool = False  # heads of the table before tell the order of columns, not their places

    def copy(self) -> "Heads":
        """The heads as they are now."""
        return Heads(list(self.rows), self.merges, self.closed, self.own)

    def add(self, row: Row) -> None:
        self.own = True
        if self.closed:
            self.rows, self.closed = [], False
        self.rows.append(row)


Columns = dict[int, tuple[list[int], str]]
"""Position of a column label in its block → grid columns below it, and how sure that is."""
Cells = dict[int, tuple[list[str], str]]
"""Position of a column label → the texts that may be its cell, and how sure that is."""


@dataclass
class HeadedBlock:
    part: BlockLabels
    matcher: Matcher
    known: dict[tuple[int, ...], Columns] = field(default_factory=dict)

    def columns(self, stack: Heads) -> Columns:
        """Where the block's columns stand, by the heads; {} if they are not those."""
        signature = tuple(id(row) for row in stack.rows)
        if signature not in self.known:
            self.known[signature] = self._find_columns(stack)
        return self.known[signature]

    def _find_columns(self, stack: Heads) -> Columns:
        width = max((len(row.cells) for row in stack.rows), default=0)
        found: Columns = {}
        for column in range(width):
            match = self._match_head(stack, column)
            if match is not None:
                index = self.part.columns.index(match.label)
                places, sure = found.setdefault(index, ([], match.confidence))
                places.append(column)
                found[index] = places, choose_weaker(sure, match.confidence)
        if len(found) < len(self.part.columns):
            return {}
        return found

    def _match_head(self, stack: Heads, column: int) -> Match | None:
        """The column label that is the lowest text above a grid column."""
        texts = [row.cells[column].text for row in stack.rows if column < len(row.cells)]
        lowest = next((text for text in reversed(texts) if text.strip()), "")
        if not lowest:
            return None
        return self.matcher.match(lowest, self._list_around(stack, column))

    @staticmethod
    def _list_around(stack: Heads, column: int) -> list[str]:
        """The heads above a column; where merges are unknown, the nearest to the left."""
        found = []
        for row in stack.rows:
            # between bars 行政复议 stands once, above the first of its five columns
            first = column if stack.merges else 0
            reach = row.cells[first : column + 1]
            found.append(next((cell.text for cell in reversed(reach) if cell.text), ""))
        return found

    def in_order(self, row: Row, start: int, columns: Columns) -> Cells:
        """The cells by column where there are as many as columns, in the heads' order."""
        cells = list_distinct(row.cells[start:])
        # 洪泽 2023: below a page break a blank cell stands where a label was merged
        spare = len(cells) - len(self.part.columns)
        if 0 < spare < self.part.form.label_columns and not any(
            cell.text.strip() for cell in cells[:spare]
        ):
            cells = cells[spare:]
        if not columns or len(cells) != len(self.part.columns):
            return {}
        order = sorted(columns, key=lambda i: columns[i][0][0])
        return {index: ([cell.text], FUZZY) for index, cell in zip(order, cells, strict=True)}


def find_below(columns: Columns, row: Row, start: int) -> Cells:
    """The cells below the heads, as far as they are told apart; none where a head stands left."""
    found: Cells = {}
    # 淮安 2024: table three goes on over the page without heads and with fewer grid columns
    if all(min(places) >= start for places, _ in columns.values()):
        for index, (places, sure) in columns.items():
            texts = _list_below(places, row.cells, start)
            if texts is not None:
                found[index] = texts, sure
    return found


def _list_below(places: Sequence[int], row: Sequence[TableCell], start: int) -> list[str] | None:
    """The texts of the cells below a head; None where a cell reaches beyond it."""
    if max(places) >= len(row) or min(places) < start:
        return None
    inside, cells = [row[column] for column in places], row[start:]
    # 上海 2019: a cell of table two reaches over columns of two heads
    if any(cells.count(cell) > inside.count(cell) for cell in inside):
        return None
    filled = [cell.text for cell in list_distinct(inside) if cell.text.strip()]
    return filled or [""]
