"""A block copied from Excel, WPS or a web page, as lines of a label and cells. Pure.

Excel's line ends arrive as CR CR through a terminal: empty lines are dropped, or rows would
shift without a word. Between tabs every cell has its place, the empty ones too, and so has a row
of empty ones; between spaces they cannot be seen, so lines shorter than the others are refused.
"""

import csv
import io
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from gkdraft.base import scalars
from gkdraft.base.patterns import compile_late
from gkdraft.messages import _
from gkdraft.wizard.table.sheet_labels import SheetLabels

EMPTY = frozenset(("", "-", "—", "/"))
"""Cells that hold no number; NFKC has made full-width marks plain ones."""
_LINES = compile_late(r"[\r\n]+")
_GAPS = compile_late(r"\s{2,}|\s(?=[\d,，/／—－-]+(?:\s|$))")
_FIGURE = compile_late(r"[^\u4e00-\u9fff]*\d[^\u4e00-\u9fff]*[件个项宗条]?")
"""What is meant as a figure, and is no label."""
_BRACKETS = ("\x1b[200~", "\x1b[201~")

Row = list[str]


@dataclass(frozen=True)
class PastedRow:
    """One row: what stands before the numbers, and the cells, empty ones among them."""

    label: str
    cells: tuple[str, ...]


def read_pasted_rows(
    text: str, labels: SheetLabels, columns: Sequence[str], widths: Sequence[int], height: int
) -> list[PastedRow]:
    """The lines that hold numbers. `columns` are the names of the table's columns, `widths` how
    many cells a full row has, `height` how many rows there are: a table may be printed as one.
    ValueError if it cannot be told which cell is which.
    """
    for mark in _BRACKETS:
        text = text.replace(mark, "")
    if "\t" not in text:
        lines = [line for line in _LINES.split(text) if line.strip(" ")]
        return _read_spaced([_read_cells(_GAPS.split(line.strip())) for line in lines])
    rows = list(map(_read_cells, _split_tabbed(text)))
    for row in rows:
        _check_heads(row, labels, columns)
    return _read_tabbed(_align_rows(rows), labels, widths, height)


def _split_tabbed(text: str) -> list[Row]:
    """The cells of every line. Excel puts a cell that holds a line break in quotes."""
    plain = _LINES.sub("\n", text)
    try:
        lines = list(csv.reader(io.StringIO(plain), delimiter="\t", strict=True))
    except csv.Error:  # a quotation mark of the text itself
        lines = [line.split("\t") for line in plain.split("\n")]
    rows = map(_join_broken, lines)
    return [row for row in rows if len(row) > 1 or "".join(row).strip(" ")]


def _join_broken(line: Sequence[str]) -> Row:
    return [cell.replace("\n", "") for cell in line]


def _read_cells(parts: Sequence[str]) -> Row:
    """Numbers and marks in half-width; labels as they are, for ① would become a bare 1."""
    cells = []
    for part in parts:
        cell = unicodedata.normalize("NFKC", part).strip()
        if _is_word(cell):
            cell = "0" if cell == "无" else part.strip()
        cells.append(cell)
    return cells


def _is_number(text: str) -> bool:
    try:
        scalars.read_count(text)
    except ValueError:
        return False
    return True


def _is_word(text: str) -> bool:
    return text not in EMPTY and not _is_number(text)


def _has_number(cells: Sequence[str]) -> bool:
    return any(map(_is_number, cells))


def _may_count(row: Row) -> bool:
    """Whether a line may be a row of the table: it has numbers, or nothing but empty cells."""
    return _has_number(row) or EMPTY.issuperset(row)


def _find_label(cells: Sequence[str]) -> str:
    """The last cell before the numbers that says something."""
    return next(filter(None, reversed(cells)), "")


def _check_heads(row: Row, labels: SheetLabels, columns: Sequence[str]) -> None:
    """ValueError if a row of heads names the columns in another order."""
    named = list(filter(None, map(labels.find_column, row)))
    expected = [name for name in columns if name in named]
    if len(named) > 1 and named != expected * (len(named) // len(expected)):
        raise ValueError(_("栏目的次序和这张表不一样，应为：{}").format("、".join(columns)))


def _align_rows(rows: list[Row]) -> list[Row]:
    """Rows of one length. A label that spans several columns makes its row shorter: then all
    rows end with the same number of cells, or it cannot be told which of them is missing.
    """
    most = max(map(len, rows), default=0)
    counted = list(filter(_has_number, rows))
    if {most}.issuperset(map(len, counted)):
        return [row + [""] * (most - len(row)) for row in rows]
    longest = max(map(_count_tail, counted))
    for row in counted:
        if _count_tail(row) != longest:
            raise ValueError(_say_short(row))
    return [[""] * (most - len(row)) + row for row in rows]


def _count_tail(row: Row) -> int:
    """How many cells stand behind the last word of a row."""
    tail = 0
    for cell in reversed(row):
        if _is_word(cell):
            break
        tail += 1
    return tail


def _read_tabbed(
    rows: list[Row], labels: SheetLabels, widths: Sequence[int], height: int
) -> list[PastedRow]:
    """Lines whose columns are told by tabs: labels first, then the same columns for all."""
    counted = list(filter(_may_count, rows))
    full = list(widths)
    if len(counted) == 1:
        full += [height * width for width in widths]
    begin = _pass_empty(counted, _find_first_column(counted, labels, widths), full, max(widths))
    if begin == 0:
        _check_first_column(counted, max(widths))
        counted = _cut_to_numbers(rows)
    found = []
    for row in counted:
        label = _find_label(row[:begin])
        _check_cells(label, row[:begin], row[begin:])
        found.append(PastedRow(label, tuple(row[begin:])))
    return _drop_empty(found)


def _pass_empty(rows: list[Row], begin: int, full: Sequence[int], widest: int) -> int:
    """The first column behind empty ones: labels may be followed by merged cells."""
    most = max(map(len, rows), default=0)
    while most - begin > widest and most - begin not in full:
        if any(row[begin] for row in rows):
            break
        begin += 1
    return begin


def _cut_to_numbers(rows: list[Row]) -> list[Row]:
    """The lines from the first that counts to the last; what has no number in it, between them,
    would shift the rows behind it, and stays to be refused.
    """
    counts = list(map(_may_count, rows))
    if not any(counts):
        return []
    return rows[counts.index(True) : len(counts) - counts[::-1].index(True)]


def _check_cells(label: str, before: Sequence[str], cells: Sequence[str]) -> None:
    """ValueError if there is a word among the numbers, or a figure before them."""
    wrong = list(filter(_is_word, cells))
    for cell in before:
        if not _is_number(cell) and _FIGURE.fullmatch(cell):
            wrong.append(cell)
    if wrong:
        raise ValueError(_say_wrong(wrong[0], label))


def _drop_empty(found: list[PastedRow]) -> list[PastedRow]:
    """The lines without those that hold no number: without labels only at the end, where they
    keep no place for another.
    """
    while found and not _has_number(found[-1].cells):
        found.pop()
    if not any(line.label for line in found):
        return found
    return [line for line in found if _has_number(line.cells)]


def _find_first_column(rows: list[Row], labels: SheetLabels, widths: Sequence[int]) -> int:
    """The column in which the numbers begin: behind the last that holds labels.

    Where no label is known, the columns before all numbers that hold words are taken for labels,
    unless too few cells would be left: then they are cells that are wrong.
    """
    columns = list(zip(*rows, strict=True))
    for place in range(len(columns) - 1, -1, -1):
        if any(map(labels.find_row, filter(_is_word, columns[place]))):
            return place + 1
    begin = 0
    for place, cells in enumerate(columns):
        if _has_number(cells):
            break
        if any(map(_is_word, cells)):
            begin = place + 1
    if len(columns) - begin < min(widths) <= len(columns):
        return 0
    return begin


def _check_first_column(rows: list[Row], full: int) -> None:
    """ValueError if a first column that is empty may be one of labels or one of the table: a row
    is as long with it as one with a total, and only totals that are sums tell the two apart.
    """
    if not rows or len(rows[0]) != full or any(row[0] for row in rows):
        return
    if not all(map(_is_summed, rows)) or not any(map(_has_figure, rows)):
        raise ValueError(_("看不出第一栏是空的行名还是空着的数：请连行名一起复制，或只复制数"))


def _read_number(cell: str) -> int:
    """What a cell counts; one that is empty counts nothing."""
    if not _is_number(cell):
        return 0
    return int(scalars.read_count(cell))


def _is_summed(row: Row) -> bool:
    *parts, total = map(_read_number, row)
    return sum(parts) == total


def _has_figure(row: Row) -> bool:
    return any(map(_read_number, row))


def _read_spaced(rows: list[Row]) -> list[PastedRow]:
    """Lines whose columns are told by spaces."""
    found = []
    for row in rows:
        tail = _count_tail(row)
        before, numbers = row[: len(row) - tail], row[len(row) - tail :]
        if wrong := next(filter(_FIGURE.fullmatch, before), ""):
            raise ValueError(_say_wrong(wrong))
        if numbers:
            found.append(PastedRow(_find_label(before), tuple(numbers)))
    found = _drop_empty(found)
    most = max((len(line.cells) for line in found), default=0)
    for line in found:
        if len(line.cells) < most:
            raise ValueError(_say_short((line.label, *line.cells)))
    return found


def _say_wrong(cell: str, label: str = "") -> str:
    said = _("“{}”不是一个数，请改好再粘贴").format(cell)
    if label and label != cell:
        return _("“{row}”一行：{said}").format(row=label, said=said)
    return said


def _say_short(row: Sequence[str]) -> str:
    said = _("“{}”一行比别的行少，看不出空在哪一栏：空的请写 0，或直接从表格里复制")
    return said.format(" ".join(row).strip())
