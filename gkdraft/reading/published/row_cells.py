"""Cells of one row of a table: which are labels, which are numbers, which are the same one."""

from collections.abc import Sequence
from functools import lru_cache

from gkdraft.base.patterns import compile_late
from gkdraft.layout.form import CellKind
from gkdraft.reading.documents.flow import TableCell
from gkdraft.reading.published.ledger import read_odd_cell

Row = tuple[TableCell, ...]

_KINDS: tuple[CellKind, ...] = ("change", "amount", "price")
# what is no number and no label either: 3（5）, 3-5, 约5件
_ODD_VALUE = compile_late(r"约?\d[\d.,+\-\s]*[件项宗个条次]?(?:[（(][^（）()]*[）)])?")


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


def has_number(row: Row) -> bool:
    return any(is_value(cell.text) for cell in row)


def is_blank_row(row: Row) -> bool:
    """Whether nothing stands behind the first cell of a row: a row nobody filled is no head."""
    texts = [cell.text.strip() for cell in list_distinct(row)]
    return len(texts) > 1 and not any(texts[1:])


def is_chinese(text: str) -> bool:
    return any("一" <= char <= "鿿" for char in text)


def find_end(row: Row, text: str) -> int:
    """The column after the last one a label reaches; -1 if nothing stands there."""
    after = max(i for i, cell in enumerate(row) if cell.text.strip() == text) + 1
    return after if after < len(row) else -1
