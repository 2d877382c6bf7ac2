"""Cells of one row of a table: which are labels, which are numbers, which are the same one."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from gkdraft.base.patterns import compile_late
from gkdraft.layout.form import CellKind
from gkdraft.reading.documents.flow import Table, TableCell
from gkdraft.reading.published.ledger import read_odd_cell

_KINDS: tuple[CellKind, ...] = ("change", "amount", "price")
# what is no number and no label either: 3（5）, 3-5, 约5件
_ODD_VALUE = compile_late(r"约?\d[\d.,+\-\s]*[件项宗个条次]?(?:[（(][^（）()]*[）)])?")


@dataclass(eq=False, slots=True)
class Row:
    """A row of a table, and what can be said of it before it is known of which form it is."""

    cells: Sequence[TableCell]
    place: str
    labels: Sequence[str]  # before the first number
    start: int  # the column after the last label; -1 if there is none or nothing behind it
    has_number: bool
    is_blank: bool  # nothing stands behind the first cell: a row nobody filled is no head


class Grid(NamedTuple):
    """A table as its rows."""

    rows: Sequence[Row]
    merges: bool

    @classmethod
    def of(cls, table: Table, marks: Collection[str]) -> "Grid":
        rows = zip(table.rows, table.places, strict=True)
        return cls([_describe_row(cells, place, marks) for cells, place in rows], table.merges)


def _describe_row(cells: Sequence[TableCell], place: str, marks: Collection[str]) -> Row:
    texts = [cell.text.strip() for cell in list_distinct(cells)]
    labels = list(_list_labels(texts, marks))
    return Row(
        cells,
        place,
        labels,
        _find_end(cells, labels[-1]) if labels else -1,
        any(map(is_value, texts)),
        len(texts) > 1 and not any(texts[1:]),
    )


def _list_labels(texts: Sequence[str], marks: Collection[str]) -> Iterator[str]:
    for text in texts:
        if is_value(text):
            return
        if text not in marks and is_chinese(text):
            yield text


def list_distinct(cells: Sequence[TableCell]) -> list[TableCell]:
    found: list[TableCell] = []
    for cell in cells:
        if not found or cell is not found[-1]:
            found.append(cell)
    return found


@lru_cache(maxsize=4096)
def is_value(text: str) -> bool:
    """Whether a cell holds a number, whatever else: 5, 5（含网上3件）, 4.25万元, 3（5）."""
    for kind in _KINDS:
        try:
            read_odd_cell(text, kind)
        except ValueError:
            continue
        return True
    return _ODD_VALUE.fullmatch(text.strip()) is not None


def is_chinese(text: str) -> bool:
    return any("一" <= char <= "鿿" for char in text)


def _find_end(cells: Sequence[TableCell], text: str) -> int:
    """The column after the last one a label reaches; -1 if nothing stands there."""
    after = max(i for i, cell in enumerate(cells) if cell.text.strip() == text) + 1
    return after if after < len(cells) else -1
