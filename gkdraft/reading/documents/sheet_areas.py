"""Where tables lie on a sheet: areas between empty rows and columns, and what reaches how far."""

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


def clip_merges(merges: Iterator[Range], cells: Cells) -> list[Range]:
    """Merged cells that hold something, no further than where anything stands."""
    bottom = max(cells, default=0)
    right = max((max(row) for row in cells.values()), default=0)
    found: dict[tuple[int, int], Range] = {}
    for top, left, low, far in merges:
        clipped = Range(top, left, min(low, bottom), min(far, right))
        if left in cells.get(top, ()) and clipped != (top, left, top, left):
            found.setdefault((top, left), clipped)
    return list(found.values())


def split_blocks(cells: Cells, merges: Sequence[Range]) -> list[range]:
    """Runs of rows between rows in which nothing stands and nothing reaches."""
    reach = [(row, row) for row in cells]
    reach += [(merge.top, merge.bottom) for merge in merges]
    return _join_ranges(reach)


def split_columns(rows: range, cells: Cells, merges: Sequence[Range]) -> list[range]:
    """Runs of columns between those in which nothing stands and nothing reaches."""
    reach: set[tuple[int, int]] = set()
    for row in rows:
        reach.update((column, column) for column in cells.get(row, ()))
    for merge in merges:
        if merge.top in rows:
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


def is_inside(row: int, merges: Sequence[Range]) -> bool:
    """Whether a merged cell from above reaches into a row."""
    return any(merge.top < row <= merge.bottom for merge in merges)


def lay_spans(
    rows: range, columns: range, cells: Cells, merges: Sequence[Range]
) -> list[list[Span]]:
    """The cells of an area as they reach."""
    starts = {(merge.top, merge.left): merge for merge in merges}
    covered: set[tuple[int, int]] = set()
    found: list[list[Span]] = []
    for row in rows:
        spans = []
        for column in columns:
            if (row, column) in covered:
                continue
            merge = starts.get((row, column), Range(row, column, row, column))
            wide = range(column, min(merge.right + 1, columns.stop))
            high = range(row, min(merge.bottom + 1, rows.stop))
            if len(wide) * len(high) > 1:
                covered.update(product(high, wide))
            text = cells.get(row, {}).get(column, "")
            spans.append(Span(text, len(wide), len(high), column - columns.start))
        found.append(spans)
    return found
