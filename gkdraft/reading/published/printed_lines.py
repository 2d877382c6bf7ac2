"""Printed tables without lines: every row of numbers is a line, labels wrap around them.

    2.其他法律行政法规禁止公
    结 开 27 0 0 0 0 0 27

A line with as many numbers as the form has columns is a row. Its label is the text before the
numbers; where that is only a part of one, the rows above and below say which it must be.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from gkdraft.layout.form import Form, FormNode
from gkdraft.layout.labels import (
    FUZZY,
    INFERRED,
    BlockLabels,
    Label,
    strip_label,
    strip_remarks,
)
from gkdraft.reading.documents.flow import Table, TextLine
from gkdraft.reading.published.ledger import Ledger
from gkdraft.reading.published.text_strip import compose_pattern, normalise_text
from gkdraft.reading.published.vocabulary import ReportVocabulary

FEWEST_COLUMNS = 4
FEWEST_ROWS = 5
LONGEST_HEAD = 40
SHORTEST_PIECE = 5

_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?")


@dataclass(frozen=True)
class _Line:
    """A printed line: text, and the numbers at its end if they make a row."""

    text: str
    numbers: tuple[str, ...]
    place: str


class PrintoutReader:
    """Reads printed lines by the labels of one form."""

    def __init__(self, form: Form, words: ReportVocabulary) -> None:
        self.ledger = Ledger(form, frozenset(words.marks))
        self.words = words
        self.blocks = [BlockLabels.of(form, block) for block in form.blocks]
        self.found_rows = 0

    def read(self, blocks: Sequence[TextLine | Table]) -> None:
        """The blocks of the form that have enough columns to tell a row by its numbers."""
        for block in self.blocks:
            if len(block.columns) >= FEWEST_COLUMNS:
                lines = [_line(b, len(block.columns)) for b in blocks if isinstance(b, TextLine)]
                start = self._start(block, lines)
                if start >= 0:
                    self._block(block, lines[start:])

    def _start(self, block: BlockLabels, lines: Sequence[_Line]) -> int:
        """The first row of numbers below the block's heads; -1 if it is not there."""
        for index, line in enumerate(lines):
            if line.numbers and not lines[index - 1].numbers:
                head = [entry.text for entry in lines[max(index - LONGEST_HEAD, 0) : index]]
                if self._is_head(block, head):
                    return index
        return -1

    def _is_head(self, block: BlockLabels, lines: Sequence[str]) -> bool:
        """Whether the last of these lines hold the heads, however they wrap, and nothing else."""
        corner = _letters(block.block.corner)
        wanted = Counter(_letters("".join(node.text for node in _all(block.block.columns))))
        text = ""
        for line in reversed(lines):
            text = _letters(line) + text
            if Counter(text.replace(corner, "")) == wanted:
                return _in_order(text.replace(corner, ""), block)
            if len(text) > sum(wanted.values()) + len(corner):
                return False
        return False

    def _block(self, block: BlockLabels, lines: Sequence[_Line]) -> None:
        rows = [(index, line) for index, line in enumerate(lines) if line.numbers]
        if not any(row.text for row in block.rows):
            found = {rows[0][0]: (block.rows[0], INFERRED)} if len(rows) == 1 else {}
        else:
            found = self._known(block, rows)
            found |= self._between(block, rows, found, lines)
        balanced = self._balanced(block, [lines[index] for index in found])
        if not found or not balanced or (len(block.rows) > 1 and len(found) < FEWEST_ROWS):
            return
        for index, (label, confidence) in found.items():
            self.found_rows += 1
            for column, text in zip(block.columns, lines[index].numbers, strict=True):
                self.ledger.cell(
                    label.key + column.key,
                    text,
                    lines[index].place,
                    label.text,
                    column.text,
                    confidence,
                )

    def _known(
        self, block: BlockLabels, rows: Sequence[tuple[int, _Line]]
    ) -> dict[int, tuple[Label, str]]:
        """Rows whose label stands before their numbers, in the order of the form."""
        found: dict[int, tuple[Label, str]] = {}
        last = -1
        for index, line in rows:
            match = self._label(block, line.text, last)
            if match is not None:
                last = block.rows.index(match)
                found[index] = match, FUZZY
        return found

    def _label(self, block: BlockLabels, text: str, last: int) -> Label | None:
        """The one label a text holds as a whole, further down than the last one."""
        squeezed = re.sub(r"\s", "", normalise_text(text))
        fitting = [
            row
            for row in block.rows[last + 1 :]
            if re.search(f"{compose_pattern(row.text, self._others(row.text))}$", squeezed)
        ]
        longest = max(fitting, key=lambda row: len(row.bare), default=None)
        exact = [row for row in fitting if longest and row.bare in longest.bare]
        return longest if longest and len(exact) == len(fitting) else None

    def _between(
        self,
        block: BlockLabels,
        rows: Sequence[tuple[int, _Line]],
        known: dict[int, tuple[Label, str]],
        lines: Sequence[_Line],
    ) -> dict[int, tuple[Label, str]]:
        """Rows between two known ones, where a piece of their label stands beside them."""
        found: dict[int, tuple[Label, str]] = {}
        order = [index for index, _ in rows]
        anchors = [index for index in order if index in known]
        for above, below in pairwise(anchors):
            waiting = order[order.index(above) + 1 : order.index(below)]
            first, last = (block.rows.index(known[i][0]) for i in (above, below))
            missing = block.rows[first + 1 : last]
            if len(waiting) != len(missing):
                continue
            for index, label in zip(waiting, missing, strict=True):
                pieces = _pieces(lines, index, above, below)
                if any(_common(piece, label.bare) >= SHORTEST_PIECE for piece in pieces):
                    found[index] = label, INFERRED
        return found

    def _balanced(self, block: BlockLabels, rows: Sequence[_Line]) -> bool:
        """Whether the numbers of every row add up as the form's rows do: the columns are right."""
        form = self.ledger.form
        base = block.rows[0].key
        at = {base + column.key: index for index, column in enumerate(block.columns)}
        sums = [
            (at[e.left[0]], [at[key] for key in e.right])
            for e in form.equations
            if e.computes and all(key in at for key in (*e.left, *e.right))
        ]
        wrong = sum(
            any(float(r.numbers[t]) != sum(float(r.numbers[p]) for p in parts) for t, parts in sums)
            for r in rows
        )
        return bool(sums) and wrong * 10 <= len(rows)

    def _others(self, text: str) -> Iterator[str]:
        return self.words.names(strip_remarks(text))


def _line(line: TextLine, columns: int) -> _Line:
    tokens = line.text.split()
    count = 0
    while count < len(tokens) and _NUMBER.fullmatch(tokens[-1 - count]):
        count += 1
    numbers = tuple(tokens[-columns:]) if count == columns else ()
    return _Line(" ".join(tokens[:-columns] if numbers else tokens), numbers, line.place)


def _letters(text: str) -> str:
    return "".join(char for char in normalise_text(text) if char.isalnum())


def _all(nodes: Sequence[FormNode]) -> Iterator[FormNode]:
    for node in nodes:
        yield node
        yield from _all(node.children)


def _in_order(text: str, block: BlockLabels) -> bool:
    """Whether the heads of one group come one after the other, by how they begin."""
    groups: dict[tuple[str, ...], list[int]] = {}
    for node in _all(block.block.columns):
        text = text.replace(_letters(node.text), "", 1) if node.children else text
    for label in block.columns:
        groups.setdefault(label.above, []).append(text.find(_letters(label.text)[:2]))
    return all(positions == sorted(positions) for positions in groups.values())


def _common(piece: str, label: str) -> int:
    """Length of the longest stretch of a label that stands in a piece of text."""
    matcher = SequenceMatcher(None, piece, label, autojunk=False)
    return matcher.find_longest_match().size


def _pieces(lines: Sequence[_Line], index: int, above: int, below: int) -> Iterator[str]:
    """Texts beside a row of numbers, between the rows above and below."""
    for other in range(above + 1, below):
        if abs(other - index) <= 2 and (other == index or not lines[other].numbers):
            yield strip_label(lines[other].text)
