"""A block copied from Excel, WPS or a web page, as lines of a label and cells. Pure.

Excel's line ends arrive as CR CR through a terminal: empty lines are dropped, or rows would
shift without a word. Between tabs every cell has its place, the empty ones too, and so has a row
of empty ones; between spaces they cannot be seen, so lines shorter than the others are refused.
"""

import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import takewhile

from gkdraft.base import scalars
from gkdraft.messages import _

EMPTY = frozenset(("", "-", "—", "/"))
"""Cells that hold no number; NFKC has made full-width marks plain ones."""
_LINES = re.compile(r"[\r\n]+")
_GAPS = re.compile(r"\s{2,}|\s(?=[\d,，/／—－-]+(?:\s|$))")
_FIGURE = re.compile(r"[^\u4e00-\u9fff]*\d[^\u4e00-\u9fff]*[件个项宗条]?")
"""What is meant as a figure, and is no label."""
_BRACKETS = ("\x1b[200~", "\x1b[201~")


@dataclass(frozen=True)
class PastedRow:
    """One row: what stands before the numbers, and the cells, empty ones among them."""

    label: str
    cells: tuple[str, ...]


def read_pasted_rows(
    text: str,
    labels: Collection[str],
    columns: Sequence[str],
    widths: Sequence[int],
    height: int,
) -> list[PastedRow]:
    """The lines that hold numbers. `labels` are the bare labels of the table's rows, `columns`
    the names of its columns, `widths` how many cells a full row has, `height` how many rows there
    are: a table may be printed as one. ValueError if it cannot be told which cell is which.
    """
    for mark in _BRACKETS:
        text = text.replace(mark, "")
    rows = [line for line in _LINES.split(text) if line.strip(" ")]
    if any("\t" in row for row in rows):
        cells = [_cells(row.split("\t")) for row in rows]
        _heads_fit(cells, columns)
        return _tabbed(_even(cells), labels, widths, [height * width for width in widths])
    return _spaced([_cells(_GAPS.split(row.strip())) for row in rows])


def strip_label(label: str) -> str:
    """A label without its number, brackets and spaces, cut where an explanation begins."""
    text = unicodedata.normalize("NFKC", label)
    text = re.sub(r"^\s*(\([一二三四五六七八九十]+\)|[一二三四五六七八九十]+、|\d+[.、])", "", text)
    return re.sub(r"[\W_]", "", text.partition("(")[0])


def _cells(parts: Sequence[str]) -> list[str]:
    found = [unicodedata.normalize("NFKC", part).strip() for part in parts]
    return ["0" if cell == "无" else cell for cell in found]


def _heads_fit(rows: list[list[str]], columns: Sequence[str]) -> None:
    """ValueError if a row of heads names the columns in another order."""
    for row in rows:
        named = [head for head in map(strip_label, row) if head in columns]
        expected = [name for name in columns if name in named]
        if len(named) > 1 and named != expected * (len(named) // len(expected)):
            raise ValueError(_("栏目的次序和这张表不一样，应为：{}").format("、".join(columns)))


def _even(rows: list[list[str]]) -> list[list[str]]:
    """Rows of one length. A label that spans several columns makes its row shorter: then all
    rows end with the same number of cells, or it cannot be told which of them is missing.
    """
    most = max(map(len, rows), default=0)
    counted = [row for row in rows if any(map(_is_number, row))]
    if all(len(row) == most for row in counted):
        return [[*row, *[""] * (most - len(row))] for row in rows]
    tails = [len(row) - _behind_words(row) for row in counted]
    for row, tail in zip(counted, tails, strict=True):
        if tail != max(tails):
            raise ValueError(_short(" ".join(row)))
    return [[*[""] * (most - len(row)), *row] for row in rows]


def _behind_words(row: list[str]) -> int:
    words = (i + 1 for i, cell in enumerate(row) if cell not in EMPTY and not _is_number(cell))
    return max(words, default=0)


def _tabbed(
    rows: list[list[str]], labels: Collection[str], widths: Sequence[int], once: Sequence[int]
) -> list[PastedRow]:
    """Lines whose columns are told by tabs: labels first, then the same columns for all."""
    most = max(map(len, rows), default=0)
    counted = [row for row in rows if any(map(_is_number, row)) or set(row) <= EMPTY]
    begin = _first_column(counted, labels, widths)
    full = (*widths, *once) if len(counted) == 1 else widths
    while most - begin > max(widths) and most - begin not in full:
        if any(row[begin] for row in counted):
            break
        begin += 1
    if begin == 0:
        _is_clear(counted, max(widths))
        rows = rows[rows.index(counted[0]) :] if counted else []
        while rows and rows[-1] not in counted:
            del rows[-1]
        counted = rows  # what has no number in it would shift the rows behind it
    for row in counted:
        odd = [cell for cell in row[begin:] if cell not in EMPTY and not _is_number(cell)]
        odd += [cell for cell in row[:begin] if not _is_number(cell) and _FIGURE.fullmatch(cell)]
        if odd:
            raise ValueError(_("“{}”不是一个数，请改好再粘贴").format(odd[0]))
    found = [
        PastedRow(next(filter(None, reversed(row[:begin])), ""), tuple(row[begin:]))
        for row in counted
    ]
    return _kept(found)


def _kept(found: list[PastedRow]) -> list[PastedRow]:
    """The lines without those that hold no number: without labels only at the end, where they
    keep no place for another.
    """
    while found and not any(map(_is_number, found[-1].cells)):
        found.pop()
    labelled = any(line.label for line in found)
    return [line for line in found if not labelled or any(map(_is_number, line.cells))]


def _first_column(rows: list[list[str]], labels: Collection[str], widths: Sequence[int]) -> int:
    """The column in which the numbers begin: behind the last that holds labels.

    Where no label is known, the columns before all numbers that hold words are taken for labels,
    unless too few cells would be left: then they are cells that are wrong.
    """
    columns = list(zip(*rows, strict=True))
    words = [[c for c in cells if c not in EMPTY and not _is_number(c)] for cells in columns]
    known = [
        i for i, cells in enumerate(words) if any(strip_label(cell) in labels for cell in cells)
    ]
    if known:
        return known[-1] + 1
    pure = (not any(map(_is_number, cells)) for cells in columns)
    before = sum(1 for _column in takewhile(bool, pure))
    begin = max((i + 1 for i in range(before) if words[i]), default=0)
    full = len(columns) >= min(widths)
    return 0 if full and len(columns) - begin < min(widths) else begin


def _is_clear(rows: list[list[str]], full: int) -> None:
    """ValueError if a first column that is empty may be one of labels or one of the table: a row
    is as long with it as one with a total, and only totals that are sums tell the two apart.
    """
    if not rows or len(rows[0]) != full or any(row[0] for row in rows):
        return
    sums = all(_is_summed(row) for row in rows)
    if not sums or not any(
        int(scalars.read_count(c)) for row in rows for c in row if _is_number(c)
    ):
        raise ValueError(_("看不出第一栏是空的行名还是空着的数：请连行名一起复制，或只复制数"))


def _is_summed(cells: Sequence[str]) -> bool:
    *parts, total = (scalars.read_count(cell) if _is_number(cell) else 0 for cell in cells)
    return sum(parts) == total


def _spaced(rows: list[list[str]]) -> list[PastedRow]:
    """Lines whose columns are told by spaces."""
    found = []
    for cells in rows:
        numbers: list[str] = []
        while cells and (_is_number(cells[-1]) or cells[-1] in EMPTY):
            numbers.insert(0, cells.pop())
        odd = next(filter(_FIGURE.fullmatch, cells), "")
        if odd:
            raise ValueError(_("“{}”不是一个数，请改好再粘贴").format(odd))
        if numbers:
            found.append(PastedRow(next(filter(None, reversed(cells)), ""), tuple(numbers)))
    found = _kept(found)
    most = max((len(line.cells) for line in found), default=0)
    short = next((line for line in found if len(line.cells) < most), None)
    if short:
        raise ValueError(_short(" ".join((short.label, *short.cells))))
    return found


def _short(row: str) -> str:
    said = _("“{}”一行比别的行少，看不出空在哪一栏：空的请写 0，或直接从表格里复制")
    return said.format(row.strip())


def _is_number(text: str) -> bool:
    try:
        scalars.read_count(text)
    except ValueError:
        return False
    return True
