"""Tables that lost their cells: labels and numbers in running text, one cell a line or none.

Each block of a form is found by its column heads in one of the orders in which people and
programs write them; below it every row is found by its label, and the numbers behind it are
its cells. Numbers that ran together are decoded by the identities or refused.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import islice, product
from math import prod

from gkdraft.layout.equations import Equation, Key
from gkdraft.layout.form import CellKind
from gkdraft.layout.labels import FUZZY, INFERRED, BlockLabels, Label, find_unit
from gkdraft.messages import say
from gkdraft.reading.published.column_heads import ends_with_heads, measure_heads
from gkdraft.reading.published.form_labels import FormLabels
from gkdraft.reading.published.joined_digits import Sum
from gkdraft.reading.published.ledger import Ledger, choose_weaker
from gkdraft.reading.published.row_values import (
    Row,
    find_cells,
    list_clipped,
    may_be_cut,
    split_joined,
    split_values,
)
from gkdraft.reading.published.text_strip import TextStrip

# characters within which the next row must follow, so that a hostile dump ends soon; in the
# dumps of the corpus it follows within 100
REACH = 320
# characters that may be values of one row, for the same reason
LONGEST_VALUE = 400
# 平潭 2021: two rows of table three can be cut in several ways, the columns tell in which
MOST_CHOICES = 5_000
# heads of two or three columns are words that stand in many places
FEWEST_WRAPPED = 4
# a page that shows its table twice is nothing odd, a hundred thousand heads are
MOST_HEADS = 20


class DumpReader:
    """Reads running text by the labels of one form."""

    def __init__(self, labels: FormLabels) -> None:
        self.ledger = Ledger(labels.form, frozenset(labels.words.marks))
        self.labels = labels
        self.blocks = labels.blocks
        self.open: dict[Key, tuple[Row, list[tuple[int, ...]]]] = {}
        self.found_rows = 0

    def read(self, strip: TextStrip) -> None:
        """Every block of the form that the text holds."""
        heads = self._find_heads(strip)
        starts = [start for start, _, _ in heads]
        for start, end, index in heads:
            later = starts[bisect_right(starts, end) :]
            stop = min([*later[:1], strip.find_barrier(end)])
            rows = list(self._find_rows(self.blocks[index], strip, end, stop))
            if not _names_units(self.blocks[index], strip.text[start:end]):
                rows = [_doubt_row(row) for row in rows]
            self._read_rows(rows, strip)
        self._settle_open(strip)

    def _find_heads(self, strip: TextStrip) -> list[tuple[int, int, int]]:
        """Where the heads of blocks begin and end, and whose they are."""
        found: list[tuple[int, int, int]] = []
        for index, pattern in enumerate(self.labels.heads):
            matches = list(islice(pattern.finditer(strip.text), MOST_HEADS))
            found += [(match.start(), match.end(), index) for match in matches]
            if not matches:
                found += self._find_wrapped_heads(index, strip)
        return sorted(found)

    def _find_wrapped_heads(self, index: int, strip: TextStrip) -> Iterator[tuple[int, int, int]]:
        """Heads in an order that no line has, right above the first row of their block."""
        block = self.blocks[index]
        if not block.is_labelled or len(block.columns) < FEWEST_WRAPPED:
            return
        reach = measure_heads(block)
        first = self.labels.find_pattern(block.rows[0])
        for match in islice(first.finditer(strip.text), MOST_HEADS):
            begin = max(match.start() - reach, 0)
            # 宿迁 2024 wraps the labels of its rows as well, which only printed lines can tell
            if not strip.list_cells(match.end()):
                continue
            if ends_with_heads(strip.text[begin : match.start()], block):
                yield begin, match.start(), index

    def _find_rows(
        self, block: BlockLabels, strip: TextStrip, start: int, stop: int
    ) -> Iterator[Row]:
        """The block's rows below its head, each up to the next one."""
        if not block.is_labelled:
            yield Row(block, block.rows[0], start, min(start + LONGEST_VALUE, stop))
            return
        found: list[tuple[Label, re.Match[str]]] = []
        position = start
        for index, row in enumerate(block.rows):
            limit = min(position + REACH, stop)
            match = self.labels.find_pattern(row).search(strip.text, position, limit)
            if match and not self._is_passed(block, index, strip, position, match.start()):
                found.append((row, match))
                position = match.end()
        ends = [*(match.start() for _, match in found[1:]), stop][: len(found)]
        order = [*(block.rows.index(label) for label, _ in found[1:]), len(block.rows)]
        for (label, match), end, below in zip(found, ends, order, strict=False):
            # 部分公开（区分处理的，只计这一情形，不计: a label that is cut off in its remark
            start = strip.skip_rest(match.end())
            known = Row(block, label, start, min(end, start + LONGEST_VALUE))
            yield known
            missing = block.rows[block.rows.index(label) + 1 : below]
            yield from list_clipped(known, missing, strip)

    def _is_passed(
        self, block: BlockLabels, index: int, strip: TextStrip, start: int, end: int
    ) -> bool:
        """Whether one of the next rows stands before the place where a row was found."""
        # no document needs it yet: a row that was left out must not be found in the next table
        for other in block.rows[index + 1 : index + 5]:
            if self.labels.find_pattern(other).search(strip.text, start, end):
                return True
        return False

    def _read_rows(self, rows: Sequence[Row], strip: TextStrip) -> None:
        """The rows of a block; where some lost their blank cells, those that add up."""
        self.found_rows += len(rows)
        found = [(row, self._find_cells(row, strip)) for row in rows]
        # 上海 2019 a cell a line: a blank cell leaves no line behind
        are_lost = not all(cells for _, cells in found)
        for row, cells in found:
            sums = self.labels.find_sums(row.keys)
            is_doubtful = bool(cells) and may_be_cut(row, cells, sums, strip)
            if is_doubtful and are_lost:
                self._refuse_row(row, say("各栏加不起来，分不清哪一格是空的"), strip)
            elif is_doubtful:
                # the slip may be the report's own
                self._put_cells(row._replace(confidence=INFERRED), cells, strip)
            elif cells:
                self._put_cells(row, cells, strip)
            else:
                self._read_joined(row, sums, strip)

    def _find_cells(self, row: Row, strip: TextStrip) -> Sequence[str]:
        sums = self.labels.find_sums(row.keys)
        return find_cells(row, strip, self._list_kinds(row), sums, self.ledger.marks)

    def _list_kinds(self, row: Row) -> list[CellKind]:
        return [self.ledger.form.by_key[key].kind for key in row.keys]

    def _put_cells(self, row: Row, cells: Sequence[str], strip: TextStrip) -> None:
        place, label = strip.place(row.start), row.label.text
        for key, column, text in zip(row.keys, row.block.columns, cells, strict=True):
            self.ledger.cell(key, text, place, label, column.text, row.confidence)

    def _read_joined(self, row: Row, sums: Sequence[Sum], strip: TextStrip) -> None:
        """A row whose digits ran together."""
        kinds = self._list_kinds(row)
        ways, reason = split_joined(split_values(strip, row, kinds), kinds, sums)
        if len(ways) == 1 and len(ways[0]) == len(kinds):
            self._put_inferred(row, ways[0], strip.place(row.start))
        elif ways and sums:
            self.open[row.label.key] = row, ways
        self._refuse_row(row, reason, strip)

    def _refuse_row(self, row: Row, reason: str, strip: TextStrip) -> None:
        for key in row.keys:
            self.ledger.refuse(key, reason, strip.place(row.start))

    def _settle_open(self, strip: TextStrip) -> None:
        """Rows that can be cut in several ways: the columns decide, if only one choice fits all."""
        if not self.open:
            return
        rows, ways = zip(*self.open.values(), strict=True)
        # a choice that no column can judge is a guess, however few there are
        if prod(map(len, ways)) > MOST_CHOICES or not self._covers(rows):
            return
        fitting = [choice for choice in product(*ways) if self._fits(rows, choice)]
        if len(fitting) == 1:
            for row, way in zip(rows, fitting[0], strict=True):
                self._put_inferred(row, way, strip.place(row.start))

    def _fits(self, rows: Sequence[Row], ways: Sequence[tuple[int, ...]]) -> bool:
        """Whether no identity down the columns speaks against these ways."""
        known = {key: int(str(figure.number)) for key, figure in self.ledger.figures.items()}
        for row, way in zip(rows, ways, strict=True):
            known |= dict(zip(row.keys, way, strict=True))
        for equation in self._list_columns(set(known)):
            left = sum(known[key] for key in equation.left)
            if left != sum(known[key] for key in equation.right):
                return False
        return True

    def _covers(self, rows: Sequence[Row]) -> bool:
        """Whether identities down the columns, all of whose cells are known, cover these rows."""
        mine: set[Key] = set()
        for row in rows:
            mine.update(row.keys)
        cells: set[Key] = set()
        for equation in self._list_columns({*self.ledger.figures, *mine}):
            cells.update(equation.left, equation.right)
        return mine <= cells

    def _list_columns(self, known: set[Key]) -> Iterator[Equation]:
        """The identities down the columns all of whose cells are known."""
        for equation in self.ledger.form.equations:
            cells = (*equation.left, *equation.right)
            if equation.identity.each == "column" and known.issuperset(cells):
                yield equation

    def _put_inferred(self, row: Row, way: tuple[int, ...], place: str) -> None:
        for key, column, found in zip(row.keys, row.block.columns, way, strict=True):
            self.ledger.put(key, found, place, row.label.text, column.text, INFERRED)


def _doubt_row(row: Row) -> Row:
    return row._replace(confidence=choose_weaker(row.confidence, FUZZY))


def _names_units(block: BlockLabels, heads: str) -> bool:
    """Whether heads as printed name the units of the form: 本年收费金额 may be 元 or 万元."""
    return "万元" in heads or not any(find_unit(label.text) for label in block.columns)
