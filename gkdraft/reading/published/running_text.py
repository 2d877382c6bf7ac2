"""Tables that lost their cells: labels and numbers in running text, one cell a line or none.

Each block of a form is found by its column heads in one of the orders in which people and
programs write them; below it every row is found by its label, and the numbers behind it are
its cells. Numbers that ran together are decoded by the identities or refused.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, product
from math import prod

from gkdraft.layout.form import CellKind, Equation, Form, FormNode, Key
from gkdraft.layout.labels import EXACT, INFERRED, BlockLabels, Label, strip_remarks
from gkdraft.reading.published.joined_digits import Sum, TooManyError, split_digits
from gkdraft.reading.published.ledger import Ledger, read_cell
from gkdraft.reading.published.text_strip import BARRIER, TextStrip, compose_pattern
from gkdraft.reading.published.vocabulary import ReportVocabulary

REACH = 320
"""Characters within which the next row must follow."""
LONGEST_VALUE = 400
_PAGE = re.compile(r"^-\d{1,3}-$")

_PARTS_OF_WORDS = tuple("年月日号期届%")
MOST_CHOICES = 5_000
MOST_HEADS = 20
"""Times the heads of a block are looked at: a page that shows its table twice is nothing odd."""


@dataclass(frozen=True)
class _Row:
    """A row that was found: where its cells begin and must end."""

    block: BlockLabels
    label: Label
    start: int
    end: int


class DumpReader:
    """Reads running text by the labels of one form."""

    def __init__(self, form: Form, words: ReportVocabulary) -> None:
        self.ledger = Ledger(form, frozenset(words.marks))
        self.blocks = [BlockLabels.of(form, block) for block in form.blocks]
        self.words = words
        self.heads = [re.compile(self._head(block)) for block in self.blocks]
        self.patterns = {
            row.key: re.compile(self._pattern(row)) for block in self.blocks for row in block.rows
        }
        self.open: dict[Key, tuple[_Row, list[tuple[int, ...]]]] = {}
        self.found_rows = 0

    def read(self, scroll: TextStrip) -> None:
        """Every block of the form that the text holds."""
        heads = sorted(
            (match.start(), match.end(), index)
            for index, pattern in enumerate(self.heads)
            for match in islice(pattern.finditer(scroll.text), MOST_HEADS)
        )
        for number_, (_, end, index) in enumerate(heads):
            later = [start for start, _, _ in heads[number_ + 1 :] if start > end]
            barrier = scroll.text.find(BARRIER, end)
            stop = min([*later[:1], barrier if barrier >= 0 else len(scroll.text)])
            for row in self._rows(self.blocks[index], scroll, end, stop):
                self.found_rows += 1
                self._row(row, scroll)
        self._settle(scroll)

    def _rows(self, block: BlockLabels, scroll: TextStrip, start: int, stop: int) -> Iterator[_Row]:
        """The block's rows below its head, each up to the next one."""
        if not any(row.text for row in block.rows):
            yield _Row(block, block.rows[0], start, min(start + LONGEST_VALUE, stop))
            return
        found: list[tuple[Label, re.Match[str]]] = []
        position = start
        for index, row in enumerate(block.rows):
            limit = min(position + REACH, stop)
            match = self.patterns[row.key].search(scroll.text, position, limit)
            later = block.rows[index + 1 : index + 5]
            if match and not any(
                self.patterns[other.key].search(scroll.text, position, match.start())
                for other in later
            ):
                found.append((row, match))
                position = match.end()
        ends = [*(match.start() for _, match in found[1:]), stop][: len(found)]
        for (label, match), end in zip(found, ends, strict=True):
            yield _Row(block, label, match.end(), min(end, match.end() + LONGEST_VALUE))

    def _row(self, row: _Row, scroll: TextStrip) -> None:
        place = scroll.place(row.start)
        kinds = [self.ledger.form.by_key[key].kind for key in self._keys(row)]
        chunks = _values(scroll, row, kinds)
        if len(chunks) == len(kinds) and all(map(self._is_cell, chunks, kinds)):
            for key, column, text in zip(self._keys(row), row.block.columns, chunks, strict=True):
                self.ledger.cell(key, text, place, row.label.text, column.text, EXACT)
            return
        ways, reason = self._ways(chunks, row, kinds)
        if len(ways) == 1 and len(ways[0]) == len(kinds):
            self._infer(row, ways[0], place)
        elif ways and self._sums(row):
            self.open[row.label.key] = row, ways
        for key in self._keys(row):
            self.ledger.refuse(key, reason, place)

    def _ways(
        self, chunks: list[str], row: _Row, kinds: Sequence[CellKind]
    ) -> tuple[list[tuple[int, ...]], str]:
        """The ways to cut the digits behind a label, and what to say if that is not enough."""
        shown = f"“{' '.join(chunks)[:40]}”" if chunks else "标题后面没有数"
        digits = all(re.fullmatch(r"[+\-\d]+", chunk) for chunk in chunks)
        if not chunks or not digits or "amount" in kinds or "price" in kinds:
            return [], shown if not chunks else f"数字连写，分不开：{shown}"
        try:
            ways = split_digits(chunks, len(kinds), self._sums(row))
        except TooManyError:
            return [], f"数字连写，拆法太多：{shown}"
        if len("".join(chunks)) < len(kinds):
            return [], f"数比栏少，分不清哪一格是空的：{shown}"
        reason = f"有 {len(ways)} 种拆法" if ways else "按勾稽关系拆不开"
        return ways, f"数字连写，{reason}：{shown}"

    def _settle(self, scroll: TextStrip) -> None:
        """Rows that can be cut in several ways: the columns decide, if only one choice fits all."""
        rows = [row for row, _ in self.open.values()]
        choices = prod(len(ways) for _, ways in self.open.values())
        if not rows or choices > MOST_CHOICES or not self._judged(rows):
            return
        fitting = [
            choice
            for choice in product(*(ways for _, ways in self.open.values()))
            if self._fits(rows, choice)
        ]
        if len(fitting) == 1:
            for row, way in zip(rows, fitting[0], strict=True):
                self._infer(row, way, scroll.place(row.start))

    def _fits(self, rows: Sequence[_Row], ways: Sequence[tuple[int, ...]]) -> bool:
        """Whether no identity down the columns speaks against these ways."""
        known = {key: int(str(f.number)) for key, f in self.ledger.figures.items()}
        for row, way in zip(rows, ways, strict=True):
            known |= dict(zip(self._keys(row), way, strict=True))
        return all(
            sum(known[key] for key in equation.left) == sum(known[key] for key in equation.right)
            for equation in self._columns(set(known))
        )

    def _judged(self, rows: Sequence[_Row]) -> bool:
        """Whether identities down the columns, all of whose cells are known, cover these rows."""
        mine = {key for row in rows for key in self._keys(row)}
        known = {*self.ledger.figures, *mine}
        cells = {key for e in self._columns(known) for key in (*e.left, *e.right)}
        return mine <= cells

    def _columns(self, known: set[Key]) -> Iterator[Equation]:
        """The identities down the columns all of whose cells are known."""
        for equation in self.ledger.form.equations:
            cells = (*equation.left, *equation.right)
            if equation.identity.each == "column" and known.issuperset(cells):
                yield equation

    def _infer(self, row: _Row, way: tuple[int, ...], place: str) -> None:
        for key, column, found in zip(self._keys(row), row.block.columns, way, strict=True):
            self.ledger.put(key, found, place, row.label.text, column.text, INFERRED)

    def _keys(self, row: _Row) -> list[Key]:
        return [row.label.key + column.key for column in row.block.columns]

    def _sums(self, row: _Row) -> list[Sum]:
        """The identities among the cells of a row, by their positions."""
        at = {key: index for index, key in enumerate(self._keys(row))}
        return [
            (at[equation.left[0]], tuple(at[key] for key in equation.right))
            for equation in self.ledger.form.equations
            if equation.computes and all(key in at for key in (*equation.left, *equation.right))
        ]

    def _is_cell(self, text: str, kind: CellKind) -> bool:
        if text in self.ledger.marks:
            return True
        if re.fullmatch(r"0\d+", text):
            return False  # 00 is two cells
        try:
            read_cell(text, kind)
        except ValueError:
            return False
        return True

    def _pattern(self, label: Label) -> str:
        return compose_pattern(label.text, self._others(label.text))

    def _others(self, text: str) -> Iterator[str]:
        return self.words.names(strip_remarks(text))

    def _head(self, block: BlockLabels) -> str:
        """The column heads in any of the orders in which they are written."""
        return "|".join(dict.fromkeys("".join(map(self._named, o)) for o in _orders(block)))

    def _named(self, node: FormNode) -> str:
        pattern = compose_pattern(node.text, self._others(node.text), alone=True)
        return f"(?:{pattern})?" if node.children and not node.key else f"(?:{pattern})"


def _orders(block: BlockLabels) -> Iterator[list[FormNode]]:
    """Row by row as in the form, group by group, and groups before all the rest."""
    nodes = block.block.columns
    levels: list[list[FormNode]] = []
    level = list(nodes)
    while level:
        levels.append(level)
        level = [child for node in level for child in node.children]
    by_row = [node for level in levels for node in level]
    yield by_row
    yield list(_deep(nodes))
    yield [n for n in by_row if n.children] + [n for n in _deep(nodes) if not n.children]


def _deep(nodes: Sequence[FormNode]) -> Iterator[FormNode]:
    for node in nodes:
        yield node
        yield from _deep(node.children)


def _values(scroll: TextStrip, row: _Row, kinds: Sequence[CellKind]) -> list[str]:
    """The numbers and marks that directly follow a label, as they are written."""
    letters = r"[\d+\-/]"
    if "amount" in kinds:
        letters = r"[\d+\-/.,]"
    if "price" in kinds:
        letters = r"[\d+\-/.,万亿元]"
    match = re.compile(f"{letters}*").match(scroll.text, row.start, row.end)
    end = match.end() if match else row.start
    following = scroll.text[end : end + 1]
    if end < row.end and following in (".", "、") and scroll.text[end - 1 : end].isdigit():
        end -= 1  # the number of a label that is not in the form
    chunks = scroll.chunks(row.start, end) if end > row.start else []
    if end < row.end and following in _PARTS_OF_WORDS and end not in scroll.gaps:
        chunks = chunks[:-1]  # 2024年 begins what comes after the table
    return [chunk for chunk in chunks if not _PAGE.fullmatch(chunk)]
