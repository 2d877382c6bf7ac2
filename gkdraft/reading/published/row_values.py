"""The values of a row in running text: its cells where they can be told, else digits in a run."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import islice
from typing import NamedTuple

from gkdraft.base.patterns import compile_late
from gkdraft.layout.equations import Key
from gkdraft.layout.form import CellKind
from gkdraft.layout.labels import EXACT, INFERRED, BlockLabels, Label, find_clipped
from gkdraft.messages import say
from gkdraft.reading.published.joined_digits import Sum, TooManyError, is_sum, split_digits
from gkdraft.reading.published.ledger import read_odd_cell
from gkdraft.reading.published.text_strip import TextStrip

Marks = Collection[str]
"""What stands in a cell for nothing: /, —, 无."""

_COUNTS = compile_late(r"[\d+\-/]*")
_AMOUNTS = compile_late(r"[\d+\-/.,]*")
_PRICES = compile_late(r"[\d+\-/.,万亿元]*")
_DOTS = (".", "、")
# words among which the labels of rows are looked for that lost characters
MOST_WORDS = 120
# what is left of a number below the line that it begins on: 8 and 05 of 805
_REST = compile_late(r"\d[\d.,]*")
# the number at the beginning of a cell: 5件, 5（含网上3件）
_DIGITS = compile_late(r"[+-]?\d[\d,]*(?:\.\d+)?")
# the number of a page between two rows: -3-
_PAGE = compile_late(r"^-\d{1,3}-$")

# 宿迁 2024: the table is followed by the heads of the next year's: 2024年 增减值
_PARTS_OF_WORDS = tuple("年月日号期届%")
# an amount in 元 is not the figure in 万元 that a form asks for
_OTHER_UNIT = ("元", "千元", "百元")


class Row(NamedTuple):
    """A row that was found in a strip: where its cells begin and must end."""

    block: BlockLabels
    label: Label
    start: int
    end: int
    confidence: str = EXACT

    @property
    def keys(self) -> list[Key]:
        """The keys of its cells, in the order of the columns."""
        return self.block.keys(self.label)


def list_clipped(row: Row, missing: Sequence[Label], strip: TextStrip) -> Iterator[Row]:
    """Rows below a known one whose labels lost characters: 其他法律行政止公开."""
    last = -1
    for start, text in islice(strip.list_words(row.start, row.end), MOST_WORDS):
        label = find_clipped(text, missing[last + 1 :])
        if label is not None:
            last = missing.index(label)
            yield Row(row.block, label, start + len(text), row.end, INFERRED)


def find_cells(
    row: Row, strip: TextStrip, kinds: Sequence[CellKind], sums: Sequence[Sum], marks: Marks
) -> Sequence[str]:
    """The cells of a row, blank ones included; none where they cannot be told."""
    ruled = _list_ruled(row, strip)
    cells = ruled or _list_spaced(row, strip, kinds, marks)
    # a blank behind the label may be a part of its place: only the total tells that all is in place
    if cells and any(cells) and not cells[0]:
        return cells if _has_total(cells, sums) else ()
    return cells or _list_chunks(row, strip, kinds, marks)


def may_be_cut(row: Row, cells: Sequence[str], sums: Sequence[Sum], strip: TextStrip) -> bool:
    """Whether cells without bars may be others: a number cut in two fills the place of a blank."""
    return bool(sums) and not strip.list_cells(row.start) and not _adds_up(cells, sums)


def _has_total(cells: Sequence[str], sums: Sequence[Sum]) -> bool:
    """Whether the numbers add up, blanks left out, to a total that is no zero."""
    totals = [cells[total] for total, _ in sums]
    return any(totals) and "0" not in totals and _adds_up(cells, sums)


def _adds_up(cells: Sequence[str], sums: Sequence[Sum]) -> bool:
    numbers: list[float] = []
    for text in cells:
        digits = _DIGITS.match(text)
        numbers.append(float(digits[0].replace(",", "")) if digits else 0)
    return all(is_sum(numbers, total, parts) for total, parts in sums)


def _list_ruled(row: Row, strip: TextStrip) -> Sequence[str]:
    """Cells between bars or tabs on one line."""
    cells = [text.strip() for text in strip.list_cells(row.start)]
    count = len(row.block.columns)
    if len(cells) < count or _goes_on(strip, strip.find_end(row.start)):
        return ()
    # a row is filled up with blanks to the width of its table
    return () if any(cells[count:]) else cells[:count]


def _goes_on(strip: TextStrip, end: int) -> bool:
    """Whether the line below a row begins with a number: a break has cut the last cell in two."""
    words = [text for _, text in strip.list_words(end, end + 1)]
    return any(_REST.fullmatch(text) for text in words)


def _list_spaced(
    row: Row, strip: TextStrip, kinds: Sequence[CellKind], marks: Marks
) -> Sequence[str]:
    """Cells with space between them, or on lines of their own, with or without bars."""
    placed = list(islice(strip.list_words(row.start, row.end), 2 * len(kinds) + 2))
    # a number that ran into its label is a case for digits in a run, and the cells of a row between
    # bars do not go on in the next one
    if not placed or placed[0][0] != row.start or any(strip.list_cells(row.start)):
        return ()
    words = [text for _, text in placed if not _PAGE.fullmatch(text)]
    cells: list[str] = []
    for text in words:
        if text and text not in marks and not is_cell(text, kinds):
            if text.startswith((*_OTHER_UNIT, *_PARTS_OF_WORDS)):
                return ()
            break
        cells.append(text)
    return _fit_cells(cells, len(kinds))


def _fit_cells(cells: list[str], count: int) -> list[str]:
    """As many cells as a row has; none where it cannot be told which of them is blank."""
    filled = list(filter(None, cells))
    # the end of a row above may look like a blank cell
    if len(filled) == count:
        return filled
    if len(cells) == count and cells[0]:
        return cells
    # behind the last cell a row of a table may end in more bars
    if len(cells) < count or not cells[count - 1] or any(cells[count:]):
        return []
    return cells[:count]


def _list_chunks(
    row: Row, strip: TextStrip, kinds: Sequence[CellKind], marks: Marks
) -> Sequence[str]:
    """Cells of which the first ran into the label of its row: 行政事业性收费9116.36."""
    chunks = split_values(strip, row, kinds) if len(kinds) == 1 else ()
    are_cells = all(text in marks or is_cell(text, kinds) for text in chunks)
    return chunks if are_cells and len(chunks) == len(kinds) else ()


def is_cell(text: str, kinds: Iterable[CellKind]) -> bool:
    """Whether a word is one cell's number; 00 is two cells."""
    if re.fullmatch(r"0\d+", text):
        return False
    for kind in dict.fromkeys(kinds):
        with suppress(ValueError):
            read_odd_cell(text, kind)
            return True
    return False


def split_joined(
    chunks: Sequence[str], kinds: Sequence[CellKind], sums: Sequence[Sum]
) -> tuple[list[tuple[int, ...]], str]:
    """The ways to cut the digits behind a label, and what to say if that is not enough."""
    if not chunks:
        return [], say("标题后面没有数")
    shown = f"“{' '.join(chunks)[:40]}”"
    digits = "".join(chunks)
    if not re.fullmatch(r"[+\-\d]+", digits) or "amount" in kinds or "price" in kinds:
        return [], say("数字连写，分不开：{file}", file=shown)
    try:
        ways = split_digits(chunks, len(kinds), sums)
    except TooManyError:
        return [], say("数字连写，拆法太多：{file}", file=shown)
    # every cell has a digit at least, unless it is empty
    if len(digits) < len(kinds):
        return [], say("数比栏少，分不清哪一格是空的：{file}", file=shown)
    reason = say("有 {count} 种拆法", count=len(ways)) if ways else say("按勾稽关系拆不开")
    return ways, say("数字连写，{reason}：{file}", reason=reason, file=shown)


def _choose_pattern(kinds: Sequence[CellKind]) -> re.Pattern[str]:
    if "price" in kinds:
        return _PRICES
    return _AMOUNTS if "amount" in kinds else _COUNTS


def split_values(strip: TextStrip, row: Row, kinds: Sequence[CellKind]) -> list[str]:
    """The numbers and marks that directly follow a label, as they are written."""
    match = _choose_pattern(kinds).match(strip.text, row.start, row.end)
    end = match.end() if match else row.start
    following = strip.text[end : min(end + 1, row.end)]
    if following in _DOTS and strip.text[end - 1 : end].isdigit():
        end -= 1  # the number of a label that is not in the form
    if strip.text.startswith(_OTHER_UNIT, end):
        return []
    chunks = strip.chunks(row.start, end)
    if following in _PARTS_OF_WORDS and end not in strip.gaps:
        chunks = chunks[:-1]  # 2024年 begins what comes after the table
    return [chunk for chunk in chunks if not _PAGE.fullmatch(chunk)]
