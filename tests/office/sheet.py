"""The text of a document on which the ops of operations.py are done without LibreOffice.

What an edited document must say follows from the op alone, so that the driver is held against it.
"""

from collections.abc import Callable
from itertools import chain
from typing import Any

from gkdraft.prose.document import Document, Grid, Title, plain_text

Op = dict[str, Any]
Rows = list[list[str]]


class Sheet:
    """Paragraphs as texts, tables as rows of cells; a merged cell stands where it begins."""

    def __init__(self, document: Document) -> None:
        self.blocks: list[str | Rows] = []
        for block in document.blocks:
            if isinstance(block, Grid):
                self.blocks.append(list_rows(block))
            else:
                parts = block.parts if isinstance(block, Title) else (plain_text(block.runs),)
                self.blocks.append("".join(parts))

    def lines(self) -> list[str]:
        """Every line of text, as reading.documents gives them."""
        found = []
        for block in self.blocks:
            texts = [block] if isinstance(block, str) else list(chain(*block))
            for text in texts:
                found += [line.strip() for line in text.split("\n") if line.strip()]
        return found

    def perform(self, op: Op) -> None:
        """Does one op."""
        change = _CHANGES.get(op["op"])
        if change is not None:
            change(self, op)

    def index(self, text: str) -> int:
        """The first paragraph with this text in it."""
        for index, block in enumerate(self.blocks):
            if isinstance(block, str) and text in block:
                return index
        raise ValueError(f"no paragraph with: {text}")

    def find(self, text: str, op: Op) -> tuple[int, int]:
        """The paragraph and the place in it where an op's words begin."""
        index = self.index(op.get("in") or text)
        block = self.paragraph(index)
        start = 0
        if op.get("after"):
            start = block.index(op["after"]) + len(op["after"])
        return index, block.index(text, start)

    def paragraph(self, index: int) -> str:
        block = self.blocks[index]
        assert isinstance(block, str)
        return block

    def table(self, text: str) -> Rows:
        """The first table with a cell of this text."""
        for block in self.blocks:
            if not isinstance(block, str) and text in chain(*block):
                return block
        raise ValueError(f"no table with a cell: {text}")

    def row(self, op: Op) -> tuple[Rows, int, int]:
        """The table, the row and the place of the label in it."""
        table = self.table(op["table"])
        if not op["row"]:
            return table, len(table) - 1, 0
        for number, row in enumerate(table):
            if op["row"] in row:
                return table, number, row.index(op["row"])
        raise ValueError(f"no row: {op['row']}")


def list_rows(grid: Grid) -> Rows:
    """The texts of a table without the lower parts of merged cells."""
    rows = []
    for row in grid.rows:
        rows.append([cell.text for cell in row if not cell.continues])
    return rows


def _swap(sheet: Sheet, op: Op, old: str, new: str) -> None:
    index, start = sheet.find(old, op)
    block = sheet.paragraph(index)
    sheet.blocks[index] = block[:start] + new + block[start + len(old) :]


def _insert_text(sheet: Sheet, op: Op) -> None:
    if op.get("ahead"):
        _swap(sheet, op, op["ahead"], op["text"] + op["ahead"])
    else:
        _swap(sheet, op, op["behind"], op["behind"] + op["text"])


def _break_line(sheet: Sheet, op: Op) -> None:
    _swap(sheet, op, op["behind"], op["behind"] + "\n")


def _replace_everywhere(sheet: Sheet, op: Op) -> None:
    for index, block in enumerate(sheet.blocks):
        if isinstance(block, str):
            sheet.blocks[index] = block.replace(op["old"], op["new"])
        else:
            for row in block:
                row[:] = [text.replace(op["old"], op["new"]) for text in row]


def _rewrite(sheet: Sheet, op: Op) -> None:
    sheet.blocks[sheet.index(op["in"])] = op["new"]


def _insert(sheet: Sheet, op: Op) -> None:
    sheet.blocks.insert(sheet.index(op["in"]) + (not op.get("before")), op["text"])


def _delete(sheet: Sheet, op: Op) -> None:
    del sheet.blocks[sheet.index(op["in"])]


def _split(sheet: Sheet, op: Op) -> None:
    index, start = sheet.find(op["before"], op)
    block = sheet.paragraph(index)
    sheet.blocks[index : index + 1] = [block[:start], block[start:]]


def _merge(sheet: Sheet, op: Op) -> None:
    index = sheet.index(op["in"])
    whole = sheet.paragraph(index) + sheet.paragraph(index + 1)
    sheet.blocks[index : index + 2] = [whole]


def _move(sheet: Sheet, op: Op) -> None:
    block = sheet.blocks.pop(sheet.index(op["in"]))
    sheet.blocks.insert(sheet.index(op["before"]), block)


def _insert_heading(sheet: Sheet, op: Op) -> None:
    index = sheet.index(op["in"])
    sheet.blocks[index + 1 : index + 1] = [op["heading"], op["text"]]


def _set_cell(sheet: Sheet, op: Op) -> None:
    table, row, label = sheet.row(op)
    table[row][label + op["nth"]] = op["new"]


def _insert_row(sheet: Sheet, op: Op) -> None:
    table, row, _ = sheet.row(op)
    table.insert(row + 1, list(op["texts"]))


def _delete_row(sheet: Sheet, op: Op) -> None:
    table, row, _ = sheet.row(op)
    del table[row]


def _insert_table(sheet: Sheet, op: Op) -> None:
    sheet.blocks.insert(sheet.index(op["in"]) + 1, [list(row) for row in op["rows"]])


# those that are not here change no text
_CHANGES: dict[str, Callable[[Sheet, Op], None]] = {
    "replace_text": lambda sheet, op: _swap(sheet, op, op["old"], op["new"]),
    "delete_text": lambda sheet, op: _swap(sheet, op, op["old"], ""),
    "insert_text": _insert_text,
    "break_line": _break_line,
    "find_replace": _replace_everywhere,
    "rewrite_paragraph": _rewrite,
    "insert_paragraph": _insert,
    "delete_paragraph": _delete,
    "split_paragraph": _split,
    "merge_paragraphs": _merge,
    "move_paragraph": _move,
    "insert_heading": _insert_heading,
    "set_cell": _set_cell,
    "insert_row": _insert_row,
    "delete_row": _delete_row,
    "insert_table": _insert_table,
}
