"""Ruled tables: rows and columns are found by their labels, wherever they stand."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from gkdraft.layout.equations import Key
from gkdraft.layout.form import CellKind, Form
from gkdraft.layout.labels import (
    FUZZY,
    INFERRED,
    BlockLabels,
    Label,
    Match,
    Matcher,
    find_clipped,
    list_blocks,
)
from gkdraft.messages import say
from gkdraft.reading.documents.flow import Table, TableCell
from gkdraft.reading.published.ledger import Ledger, choose_weaker, read_odd_cell
from gkdraft.reading.published.vocabulary import ReportVocabulary

Row = tuple[TableCell, ...]

_KINDS: tuple[CellKind, ...] = ("change", "amount", "price")


class GridReader:
    """Reads the tables of a document by the labels of one form."""

    def __init__(self, form: Form, words: ReportVocabulary) -> None:
        self.ledger = Ledger(form, frozenset(words.marks))
        self.blocks: list[_Block] = []
        self.unlabelled: list[_Block] = []
        self.block_of: dict[Key, _Block] = {}
        rows: list[Label] = []
        for part in list_blocks(form):
            block = _Block(part, Matcher(part.columns, words.synonyms))
            self.blocks.append(block)
            if not part.is_labelled:
                self.unlabelled.append(block)
            for row in part.rows:
                self.block_of[row.key] = block
                rows.append(row)
        self.rows = Matcher(rows, words.synonyms)
        self.label_columns = form.label_columns
        self.found_rows = 0
        self.strange: list[str] = []

    def read(self, tables: Sequence[Table]) -> None:
        """All tables, each below the heads of the one before it where it has none itself."""
        heads: list[Row] = []
        for table in tables:
            heads = self._read_table(table, heads)

    def _read_table(self, table: Table, heads: list[Row]) -> list[Row]:
        stack = _Heads(list(heads), table.merges)
        known, strange = self.found_rows, []
        waiting: list[_Waiting] = []
        above: Label | None = None
        for row, place in zip(table.rows, table.places, strict=True):
            found = self._match_label(row)
            if found is not None:
                self._read_labelled(found, row, place, stack)
                strange += self._settle_waiting(waiting, above, found.label)
                waiting, above = [], found.label
                stack.closed = True
            elif self._read_unlabelled(row, place, stack):
                stack.closed = True
            elif _has_number(row):
                waiting.append(_Waiting(row, place, stack.copy()))
            elif not _is_blank_row(row):
                stack.add(row)
        strange += self._settle_waiting(waiting, above, None)
        # the rows of another form's table are none of this one's
        if self.found_rows - known > len(strange):
            self.strange += filter(None, strange)
        return stack.rows

    def _settle_waiting(
        self, waiting: Sequence["_Waiting"], above: Label | None, below: Label | None
    ) -> Iterator[str]:
        """Rows between two known ones, by what is left of their labels; the names of all others."""
        order = self.rows.known
        first = order.index(above) + 1 if above else len(order)
        last = order.index(below) if below else len(order)
        for entry in waiting:
            texts = self._list_labels(entry.row)
            label = find_clipped(texts[-1], order[first:last]) if texts else None
            if label is None:
                yield self._name_strange(entry.row)
                continue
            first = order.index(label) + 1
            self._read_labelled(Match(label, INFERRED), entry.row, entry.place, entry.stack)

    def _name_strange(self, row: Row) -> str:
        """What a row calls itself that no row of the form is; nothing if a part of it is one."""
        # 见附件 in the place of a number makes a row no other row
        labels = self._list_labels(row)
        is_known = any(self.rows.match(label, ()) for label in labels)
        return "" if is_known or not labels else labels[-1]

    def _match_label(self, row: Row) -> Match | None:
        """The row of the form a row is: by its last label cell before the numbers."""
        # 杭州 2025: a head row has more label cells than a row of the form can have
        texts = self._list_labels(row)
        if not texts or len(texts) > self.label_columns or _find_end(row, texts[-1]) < 0:
            return None
        return self.rows.match(texts[-1], texts[:-1])

    def _list_labels(self, row: Row) -> list[str]:
        """The labels at the beginning of a row, before the first number."""
        found: list[str] = []
        for cell in _list_distinct(row):
            text = cell.text.strip()
            if _is_value(text):
                break
            if text not in self.ledger.marks and _is_chinese(text):
                found.append(text)
        return found

    def _read_labelled(self, found: Match, row: Row, place: str, stack: "_Heads") -> None:
        self.found_rows += 1
        block = self.block_of[found.label.key]
        start = _find_end(row, self._list_labels(row)[-1])
        self._read_cells(block, found, row, start, place, stack)

    def _read_unlabelled(self, row: Row, place: str, stack: "_Heads") -> bool:
        """A row of numbers without a label: table four has no other kind."""
        if not _has_number(row) or self._list_labels(row):
            return False
        for block in self.unlabelled:
            columns = block.columns(stack)
            if len(columns) == len(block.part.columns):
                self.found_rows += 1
                _, sure = next(iter(columns.values()))
                found = Match(block.part.rows[0], sure)
                self._read_cells(block, found, row, 0, place, stack)
                return True
        return False

    def _read_cells(
        self, block: "_Block", found: Match, row: Row, start: int, place: str, stack: "_Heads"
    ) -> None:
        columns = block.columns(stack)
        for index, label in enumerate(block.part.columns):
            key = found.label.key + label.key
            cell = self._find_cell(block, columns, index, row, start, stack)
            if cell is None:
                self.ledger.refuse(key, say("表头没有对上，分不清是哪一格"), place)
                continue
            text, sure = cell
            confidence = choose_weaker(found.confidence, sure)
            self.ledger.cell(key, text, place, found.label.text, label.text, confidence)

    @staticmethod
    def _find_cell(
        block: "_Block", columns: "Columns", index: int, row: Row, start: int, stack: "_Heads"
    ) -> tuple[str, str] | None:
        """The text below a head and how sure that is; None where it could be another's."""
        # 淮安 2024: table three goes on over the page without heads and with fewer grid columns
        if stack.own and index in columns:
            places, sure = columns[index]
            values = _list_below(places, row, start)
            if values is not None and len(values) > 1:
                return None
            if values is not None:
                return values[0], sure
        text = block.in_order(row, start, columns, index)
        if text is None:
            return None
        return text, FUZZY


@dataclass
class _Heads:
    """The rows above the data that is being read; a new head begins after data."""

    rows: list[Row]
    merges: bool
    closed: bool = True
    own: bool = False  # heads of the table before tell the order of columns, not their places

    def copy(self) -> "_Heads":
        """The heads as they are now."""
        return _Heads(list(self.rows), self.merges, self.closed, self.own)

    def add(self, row: Row) -> None:
        self.own = True
        if self.closed:
            self.rows, self.closed = [], False
        self.rows.append(row)


Columns = dict[int, tuple[list[int], str]]
"""Position of a column label in its block → grid columns below it, and how sure that is."""


@dataclass
class _Block:
    part: BlockLabels
    matcher: Matcher
    known: dict[tuple[int, ...], Columns] = field(default_factory=dict)

    def columns(self, stack: _Heads) -> Columns:
        """Where the block's columns stand, by the heads; {} if they are not those."""
        signature = tuple(id(row) for row in stack.rows)
        if signature not in self.known:
            self.known[signature] = self._find_columns(stack)
        return self.known[signature]

    def _find_columns(self, stack: _Heads) -> Columns:
        width = max((len(row) for row in stack.rows), default=0)
        found: Columns = {}
        for column in range(width):
            match = self._match_head(stack, column)
            if match is not None:
                index = self.part.columns.index(match.label)
                places, sure = found.setdefault(index, ([], match.confidence))
                places.append(column)
                found[index] = places, choose_weaker(sure, match.confidence)
        if len(found) < len(self.part.columns):
            return {}
        return found

    def _match_head(self, stack: _Heads, column: int) -> Match | None:
        """The column label that is the lowest text above a grid column."""
        texts = [row[column].text for row in stack.rows if column < len(row)]
        lowest = next((text for text in reversed(texts) if text.strip()), "")
        if not lowest:
            return None
        return self.matcher.match(lowest, self._list_around(stack, column))

    @staticmethod
    def _list_around(stack: _Heads, column: int) -> list[str]:
        """The heads above a column; where merges are unknown, the nearest to the left."""
        found = []
        for row in stack.rows:
            # between bars 行政复议 stands once, above the first of its five columns
            first = column if stack.merges else 0
            reach = row[first : column + 1]
            found.append(next((cell.text for cell in reversed(reach) if cell.text), ""))
        return found

    def in_order(self, row: Row, start: int, columns: Columns, index: int) -> str | None:
        """The cell of a column where there are as many cells as columns, in the heads' order."""
        cells = _list_distinct(row[start:])
        # 洪泽 2023: below a page break a blank cell stands where a label was merged
        spare = min(max(len(cells) - len(self.part.columns), 0), self.part.form.label_columns - 1)
        if not any(cell.text.strip() for cell in cells[:spare]):
            cells = cells[spare:]
        if not columns or len(cells) != len(self.part.columns):
            return None
        order = sorted(columns, key=lambda i: columns[i][0][0])
        return cells[order.index(index)].text


def _list_below(places: Sequence[int], row: Row, start: int) -> list[str] | None:
    """The texts of the cells below a head; None where a cell reaches beyond it."""
    if max(places) >= len(row) or min(places) < start:
        return None
    inside = _list_distinct([row[column] for column in places])
    # 上海 2019: a cell of table two reaches over columns of two heads
    outside = {id(row[column]) for column in range(start, len(row)) if column not in places}
    if any(id(cell) in outside for cell in inside):
        return None
    filled = [cell.text for cell in inside if cell.text.strip()]
    return filled or [""]


def _list_distinct(cells: Sequence[TableCell]) -> list[TableCell]:
    found: list[TableCell] = []
    for cell in cells:
        if not found or cell is not found[-1]:
            found.append(cell)
    return found


@lru_cache(maxsize=4096)
def _is_value(text: str) -> bool:
    """Whether a cell holds a number, whatever else: 5, 5（含网上3件）, 4.25万元, 3（5）."""
    for kind in _KINDS:
        try:
            read_odd_cell(text, kind)
        except ValueError:
            continue
        return True
    return _ODD_VALUE.fullmatch(text.strip()) is not None


# what is no number and no label either: 3（5）, 3-5, 约5件
_ODD_VALUE = re.compile(r"约?\d[\d.,+\-\s]*[件项宗个条次]?(?:[（(][^（）()]*[）)])?")


def _has_number(row: Row) -> bool:
    return any(_is_value(cell.text) for cell in row)


def _is_blank_row(row: Row) -> bool:
    """Whether nothing stands behind the first cell of a row: a row nobody filled is no head."""
    texts = [cell.text.strip() for cell in _list_distinct(row)]
    return len(texts) > 1 and not any(texts[1:])


@dataclass(frozen=True)
class _Waiting:
    """A row whose label is not known yet, and the heads above it."""

    row: Row
    place: str
    stack: _Heads


def _is_chinese(text: str) -> bool:
    return any("一" <= char <= "鿿" for char in text)


def _find_end(row: Row, text: str) -> int:
    """The column after the last one a label reaches; -1 if nothing stands there."""
    after = max(i for i, cell in enumerate(row) if cell.text.strip() == text) + 1
    return after if after < len(row) else -1
