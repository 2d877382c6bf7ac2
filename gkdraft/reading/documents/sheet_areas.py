"""Where tables lie on a sheet: areas between empty rows and columns, and what reaches how far.

Every pass goes over rows and cells once: whoever writes a sheet says how many merges it has.
"""

from bisect import bisect_right, insort
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import NamedTuple

from gkdraft.reading.documents.flow import MOST_COLUMNS, Span

Cells = Mapping[int, Mapping[int, str]]
"""What holds something: by row, then by column, both counted from 1."""


class Range(NamedTuple):
    """A merged cell, from its first to its last row and column."""

    top: int
    left: int
    bottom: int
    right: int


Merges = Mapping[int, Mapping[int, Range]]
"""Merged cells by their first row, then by their first column; none lies over another."""


class _Reach:
    """Merged cells that reach into the row at hand, from left to right."""

    def __init__(self) -> None:
        self._open: list[Range] = []

    def covers(self, row: int, left: int, right: int) -> bool:
        """Whether any reaches into these columns; rows are asked for from the top down."""
        while at := bisect_right(self._open, right, key=_get_left):
            last = self._open[at - 1]
            if last.right < left:
                return False
            if last.bottom >= row:
                return True
            del self._open[at - 1]
        return False

    def add(self, merge: Range) -> None:
        insort(self._open, merge, key=_get_left)


def _get_left(merge: Range) -> int:
    return merge.left


def settle_merges(merges: Iterable[Range], cells: Cells) -> tuple[Cells, Merges]:
    """The cells that are seen, and the merged ones among them, no further than anything stands."""
    starts = _clip_merges(merges, cells)
    seen: dict[int, dict[int, str]] = {}
    settled: dict[int, dict[int, Range]] = {}
    reach = _Reach()
    for row in sorted(cells):
        for column, text in sorted(cells[row].items()):
            if reach.covers(row, column, column):
                continue
            seen.setdefault(row, {})[column] = text
            merge = starts.get((row, column))
            if merge and not reach.covers(row, column, merge.right):
                reach.add(merge)
                settled.setdefault(row, {})[column] = merge
    return seen, settled


def _clip_merges(merges: Iterable[Range], cells: Cells) -> dict[tuple[int, int], Range]:
    bottom = max(cells, default=0)
    right = max((max(row) for row in cells.values()), default=0)
    found: dict[tuple[int, int], Range] = {}
    for top, left, low, far in merges:
        clipped = Range(top, left, min(low, bottom), min(far, right))
        is_wide = clipped.bottom > top or clipped.right > left
        if is_wide and clipped.bottom >= top and clipped.right >= left:
            found.setdefault((top, left), clipped)
    return found


def split_blocks(cells: Cells, merges: Merges) -> list[range]:
    """Runs of rows between rows in which nothing stands and nothing reaches."""
    return _join_ranges([(row, _find_bottom(row, merges)) for row in cells])


def _find_bottom(row: int, merges: Merges) -> int:
    """How far down the cells of a row reach."""
    return max((merge.bottom for merge in merges.get(row, {}).values()), default=row)


def split_columns(rows: range, cells: Cells, merges: Merges) -> list[range]:
    """Runs of columns between those in which nothing stands and nothing reaches."""
    reach: set[tuple[int, int]] = set()
    for row in rows:
        reach.update((column, column) for column in cells.get(row, ()))
        for merge in merges.get(row, {}).values():
            reach.add((merge.left, min(merge.right, merge.left + MOST_COLUMNS)))
    return _join_ranges(reach)


def _join_ranges(reach: Iterable[tuple[int, int]]) -> list[range]:
    """First and last numbers, joined where nothing lies between them."""
    found: list[range] = []
    for first, last in sorted(reach):
        if found and first <= found[-1].stop:
            found[-1] = range(found[-1].start, max(found[-1].stop, last + 1))
        else:
            found.append(range(first, last + 1))
    return found


def split_titles(rows: range, cells: Cells, merges: Merges) -> tuple[range, range, range]:
    """The rows of the titles, of the tables and of the notes of a block.

    A row with one cell is a title above tables or a note below them, but not where that cell
    reaches beside others: it labels those rows then.
    """
    first, last = rows.start, rows.stop - 1
    while first < last and len(cells.get(first, ())) < 2:
        bottom = _find_bottom(first, merges)
        if any(map(cells.get, range(first + 1, bottom + 1))):
            break
        first = bottom + 1
    reached = _list_reached(rows, merges)
    while last > first:
        start = last
        while start > first and start not in cells:
            start -= 1
        if start == first or len(cells[start]) > 1 or start in reached:
            break
        last = start - 1
    return range(rows.start, first), range(first, last + 1), range(last + 1, rows.stop)


def _list_reached(rows: range, merges: Merges) -> set[int]:
    """The rows into which a cell of a row above reaches."""
    found = set()
    bottom = 0
    for row in rows:
        if row <= bottom:
            found.add(row)
        bottom = max(bottom, _find_bottom(row, merges))
    return found


def trim_rows(rows: range, columns: range, cells: Cells, merges: Merges) -> range:
    """The rows of an area without those at its ends that belong to its neighbours alone."""
    held = []
    for row in rows:
        within = cells.get(row)
        if within and any(column in within for column in columns):
            held.append(row)
    bottom = held[-1]
    for row in held:
        for column, merge in merges.get(row, {}).items():
            if column in columns:
                bottom = max(bottom, merge.bottom)
    return range(held[0], min(bottom + 1, rows.stop))


def lay_spans(rows: range, columns: range, cells: Cells, merges: Merges) -> list[list[Span]]:
    """The cells of an area as they reach."""
    covered: set[tuple[int, int]] = set()
    found: list[list[Span]] = []
    for row in rows:
        spans = []
        for column in columns:
            if (row, column) in covered:
                continue
            merge = merges.get(row, {}).get(column, Range(row, column, row, column))
            wide = range(column, min(merge.right + 1, columns.stop))
            high = range(row, min(merge.bottom + 1, rows.stop))
            if len(wide) * len(high) > 1:
                covered.update(product(high, wide))
            text = cells.get(row, {}).get(column, "")
            spans.append(Span(text, len(wide), len(high), column - columns.start))
        found.append(spans)
    return found


def list_line_cells(rows: range, columns: Sequence[int], cells: Cells) -> Iterator[tuple[int, str]]:
    """What stands in a single row or column, with its row."""
    for row in rows:
        within = cells.get(row, {})
        for column in columns:
            if column in within:
                yield row, within[column]
