"""Paragraphs, rows and cells of a Word document as they stand with all changes accepted."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gkdraft.reading.documents.word_numbering import W, find_child
from gkdraft.reading.documents.word_parts import read_number
from gkdraft.reading.documents.word_runs import DELETIONS

if TYPE_CHECKING:
    from lxml import etree

P, TABLE, ROW, CELL = f"{W}p", f"{W}tbl", f"{W}tr", f"{W}tc"

SLIVER = 10  # twips: half a point

# what only wraps paragraphs, rows and cells: content controls, insertions, moves
_INSIDE = frozenset(
    f"{W}{name}" for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag")
)


def list_members(element: "etree._Element") -> "Iterator[etree._Element]":
    """Children, with those of content controls and insertions in place."""
    waiting = list(reversed(element))
    while waiting:
        child = waiting.pop()
        if child.tag in _INSIDE:
            waiting += reversed(child)
        else:
            yield child


def join_members(element: "etree._Element") -> "Iterator[list[etree._Element]]":
    """Members in groups: a table, or what makes one paragraph, marks before it included.

    A paragraph whose mark is deleted goes on with the next one.
    """
    group: list[etree._Element] = []
    for member in list_members(element):
        if member.tag == TABLE:
            if group:
                yield group
            yield [member]
            group = []
            continue
        group.append(member)
        if member.tag == P and find_deletion(member) is None:
            yield group
            group = []
    if group:
        yield group


def find_deletion(paragraph: "etree._Element") -> "etree._Element | None":
    """The tracked change that takes away the mark of a paragraph 段落标记, if there is one."""
    properties = find_child(find_child(paragraph, "pPr"), "rPr")
    if properties is None:
        return None
    return next(properties.iterchildren(*DELETIONS), None)


def find_row_change(row: "etree._Element", name: str) -> "etree._Element | None":
    """The tracked change that inserts (`ins`) or deletes (`del`) a whole row."""
    return find_child(find_child(row, "trPr"), name)


@dataclass(eq=False, slots=True)
class Box:
    """A cell of a table and how far it reaches; without an element, a place left out."""

    cell: "etree._Element | None"
    columns: int = 1
    rows: int = 1


class Boxes:
    """The cells of a table, row by row; one that goes on below is one cell."""

    def __init__(self, table: "etree._Element", most: int) -> None:
        self.rows: list[list[Box]] = []
        self._most = most  # columns that a row may leave out
        self._slivers = _find_slivers(table)
        self._above: dict[int, tuple[int, Box]] = {}  # column → the cell still open and its row
        for row in list_members(table):
            if row.tag == ROW and find_row_change(row, "del") is None:
                self._add(row)

    def _add(self, row: "etree._Element") -> None:
        """Adds a row; a cell that goes on with the one above makes that one taller instead."""
        # columns that the row leaves out before its first cell
        column = read_number(find_child(find_child(row, "trPr"), "gridBefore"), 0)
        boxes = [Box(None) for _ in range(min(self._measure(0, column), self._most))]
        for cell in list_members(row):
            if cell.tag != CELL:
                continue
            properties = find_child(cell, "tcPr")
            width = max(read_number(find_child(properties, "gridSpan"), 1), 1)
            merge = find_child(properties, "vMerge")
            begins = merge is None or merge.get(f"{W}val") == "restart"
            if begins or column not in self._above:
                box = Box(cell, max(self._measure(column, width), 1))
                boxes.append(box)
                self._above.pop(column, None)
                if merge is not None:
                    self._above[column] = len(self.rows), box
            else:
                top, box = self._above[column]
                box.rows = len(self.rows) - top + 1
            column += width
        self.rows.append(boxes)

    def _measure(self, column: int, width: int) -> int:
        """How many columns a cell reaches over that are more than a sliver."""
        before = bisect_left(self._slivers, column)
        return width - (bisect_left(self._slivers, column + width) - before)


def _find_slivers(table: "etree._Element") -> list[int]:
    """Columns that no one can see.

    LibreOffice gives a table that was a .doc a column of one twip where widths do not add up.
    """
    columns = table.findall(f"{W}tblGrid/{W}gridCol")
    widths = [read_number(column, 0, "w") for column in columns]
    return [number for number, width in enumerate(widths) if 0 < width < SLIVER]


def list_cell_paragraphs(cell: "etree._Element") -> "Iterator[list[etree._Element]]":
    """What makes one paragraph each in a cell; those of a table inside it follow in order."""
    waiting = [join_members(cell)]
    while waiting:
        group = next(waiting[-1], None)
        if group is None:
            waiting.pop()
        elif group[0].tag == TABLE:
            waiting.append(_join_inner(group[0]))
        else:
            yield group


def _join_inner(table: "etree._Element") -> "Iterator[list[etree._Element]]":
    """The paragraphs and tables in the cells of a table inside a cell."""
    for row in list_members(table):
        if row.tag != ROW or find_row_change(row, "del") is not None:
            continue
        for cell in list_members(row):
            if cell.tag == CELL:
                yield from join_members(cell)
