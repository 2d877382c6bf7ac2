"""Printed tables without lines: every row of numbers is a line, labels wrap around them.

    2.其他法律行政法规禁止公
    结 开 27 0 0 0 0 0 27

A line with as many numbers as the form has columns is a row. Its label is the text before the
numbers; where that is only a part of one, the rows above and below say which it must be.
"""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import NamedTuple

from gkdraft.base.patterns import compile_late
from gkdraft.layout.labels import (
    FUZZY,
    INFERRED,
    BlockLabels,
    Label,
    strip_label,
    strip_remarks,
)
from gkdraft.reading.documents.flow import Table, TextLine
from gkdraft.reading.published.column_heads import ends_with_heads
from gkdraft.reading.published.form_labels import FormLabels
from gkdraft.reading.published.joined_digits import Sum, find_sums, is_sum
from gkdraft.reading.published.ledger import Ledger
from gkdraft.reading.published.text_strip import compose_pattern, normalise_text

# a line of prose may end with one number or two; table two has three columns at most
FEWEST_COLUMNS = 4
# no document needs it yet: lines of prose that end with numbers must not pass for a table
FEWEST_ROWS = 5
# lines looked at above the first row: 宿迁 wraps the heads of table three over six
LONGEST_HEAD = 40
# characters of a label that must stand beside its row: 宿迁 2024 prints
# 2.其他法律行政法规禁止公, and below it 结 开 1 0 0 0 0 0 1
SHORTEST_PIECE = 5

_NUMBER = compile_late(r"[+-]?\d+(?:\.\d+)?")


class _Line(NamedTuple):
    """A printed line: text, and the numbers at its end if they make a row."""

    text: str
    numbers: tuple[str, ...]
    place: str


_Rows = dict[int, tuple[Label, str]]
"""The lines that are rows of a block, each with its label and how sure that is."""


class PrintoutReader:
    """Reads printed lines by the labels of one form."""

    def __init__(self, labels: FormLabels) -> None:
        self.ledger = Ledger(labels.form, frozenset(labels.words.marks))
        self.words = labels.words
        self.blocks = labels.blocks
        self.found_rows = 0

    def read(self, blocks: Sequence[TextLine | Table]) -> None:
        """The blocks of the form that have enough columns to tell a row by its numbers."""
        printed = [block for block in blocks if isinstance(block, TextLine)]
        for block in self.blocks:
            if len(block.columns) >= FEWEST_COLUMNS:
                lines = [_split_line(line, len(block.columns)) for line in printed]
                start = self._find_start(block, lines)
                if start >= 0:
                    self._read_block(block, lines[start:])

    def _find_start(self, block: BlockLabels, lines: Sequence[_Line]) -> int:
        """The first row of numbers below the block's heads; -1 if it is not there."""
        for index, line in enumerate(lines):
            if line.numbers and not lines[index - 1].numbers:
                head = [entry.text for entry in lines[max(index - LONGEST_HEAD, 0) : index]]
                if ends_with_heads("".join(head), block):
                    return index
        return -1

    def _read_block(self, block: BlockLabels, lines: Sequence[_Line]) -> None:
        found = self._find_rows(block, lines)
        fewest = FEWEST_ROWS if len(block.rows) > 1 else 1
        if len(found) < fewest or not self._adds_up(block, [lines[index] for index in found]):
            return
        for index, (label, confidence) in found.items():
            self.found_rows += 1
            self._put_row(block, label, lines[index], confidence)

    def _put_row(self, block: BlockLabels, label: Label, line: _Line, confidence: str) -> None:
        cells = zip(block.keys(label), block.columns, line.numbers, strict=True)
        for key, column, text in cells:
            self.ledger.cell(key, text, line.place, label.text, column.text, confidence)

    def _find_rows(self, block: BlockLabels, lines: Sequence[_Line]) -> _Rows:
        """The rows of the block among the lines, by their index."""
        rows = [index for index, line in enumerate(lines) if line.numbers]
        if block.is_labelled:
            known = self._match_rows(block, rows, lines)
            return known | self._fill_between(block, rows, known, lines)
        # table four has one row and no label: any second one could be it as well
        if len(rows) != 1:
            return {}
        return {rows[0]: (block.rows[0], INFERRED)}

    def _match_rows(self, block: BlockLabels, rows: Sequence[int], lines: Sequence[_Line]) -> _Rows:
        """Rows whose label stands before their numbers, in the order of the form."""
        found: _Rows = {}
        last = -1
        for index in rows:
            match = self._find_label(block, lines[index].text, last)
            if match is not None:
                last = block.rows.index(match)
                found[index] = match, FUZZY
        return found

    def _find_label(self, block: BlockLabels, text: str, last: int) -> Label | None:
        """The one label a text holds as a whole, further down than the last one."""
        squeezed = re.sub(r"\s", "", normalise_text(text))
        fitting: list[Label] = []
        for row in block.rows[last + 1 :]:
            names = self.words.names(strip_remarks(row.text))
            if re.search(f"{compose_pattern(row.text, names)}$", squeezed):
                fitting.append(row)
        if not fitting:
            return None
        longest = max(fitting, key=lambda row: len(row.bare))
        # no document needs it yet: of two labels at the end of a line the longer one is meant only
        # if it holds the other
        if not all(row.bare in longest.bare for row in fitting):
            return None
        return longest

    def _fill_between(
        self, block: BlockLabels, rows: Sequence[int], known: _Rows, lines: Sequence[_Line]
    ) -> _Rows:
        """Rows between two known ones, where a piece of their label stands beside them."""
        found: _Rows = {}
        anchors = [index for index in rows if index in known]
        for above, below in pairwise(anchors):
            waiting = rows[rows.index(above) + 1 : rows.index(below)]
            first = block.rows.index(known[above][0])
            last = block.rows.index(known[below][0])
            missing = block.rows[first + 1 : last]
            if len(waiting) != len(missing):
                continue
            for index, label in zip(waiting, missing, strict=True):
                pieces = _list_pieces(lines, index, above, below)
                least = min(SHORTEST_PIECE, len(label.bare))
                if any(_measure_overlap(piece, label.bare) >= least for piece in pieces):
                    found[index] = label, INFERRED
        return found

    def _adds_up(self, block: BlockLabels, rows: Sequence[_Line]) -> bool:
        """Whether the numbers of the rows add up as the form's rows do: the columns are right."""
        sums = find_sums(self.ledger.form, block.keys(block.rows[0]))
        wrong = sum(not _is_balanced(row, sums) for row in rows)
        # no document needs it yet: a report may have one wrong row, but columns taken in the
        # wrong order spoil all of them
        return bool(sums) and wrong * 10 <= len(rows)


def _is_balanced(row: _Line, sums: Sequence[Sum]) -> bool:
    numbers = [float(text) for text in row.numbers]
    return all(is_sum(numbers, total, parts) for total, parts in sums)


def _split_line(line: TextLine, columns: int) -> _Line:
    tokens = line.text.split()
    count = 0
    while count < len(tokens) and _NUMBER.fullmatch(tokens[-1 - count]):
        count += 1
    if count != columns:
        return _Line(" ".join(tokens), (), line.place)
    return _Line(" ".join(tokens[:-columns]), tuple(tokens[-columns:]), line.place)


def _measure_overlap(piece: str, label: str) -> int:
    """Length of the longest stretch of a label that stands in a piece of text."""
    matcher = SequenceMatcher(None, piece, label, autojunk=False)
    return matcher.find_longest_match().size


def _list_pieces(lines: Sequence[_Line], index: int, above: int, below: int) -> Iterator[str]:
    """Texts beside a row of numbers, between the rows above and below."""
    for other in range(above + 1, below):
        # the label of a row may wrap to the lines above and below, not further
        if abs(other - index) <= 2 and (other == index or not lines[other].numbers):
            yield strip_label(lines[other].text)
