"""Ruled tables: rows and columns are found by their labels, wherever they stand."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gkdraft.layout.equations import Key
from gkdraft.layout.form import Form
from gkdraft.layout.labels import FUZZY, INFERRED, Label, Match, Matcher, find_clipped, list_blocks
from gkdraft.messages import say
from gkdraft.reading.documents.flow import Table
from gkdraft.reading.published.ledger import Ledger, choose_weaker
from gkdraft.reading.published.row_cells import (
    Row,
    find_end,
    has_number,
    is_blank_row,
    is_chinese,
    is_value,
    list_distinct,
)
from gkdraft.reading.published.ruled_heads import Columns, HeadedBlock, Heads, list_below
from gkdraft.reading.published.vocabulary import ReportVocabulary


@dataclass(frozen=True)
class _Waiting:
    """A row whose label is not known yet, and the heads above it."""

    row: Row
    place: str
    stack: Heads


class GridReader:
    """Reads the tables of a document by the labels of one form."""

    def __init__(self, form: Form, words: ReportVocabulary) -> None:
        self.ledger = Ledger(form, frozenset(words.marks))
        self.blocks: list[HeadedBlock] = []
        self.unlabelled: list[HeadedBlock] = []
        self.block_of: dict[Key, HeadedBlock] = {}
        rows: list[Label] = []
        for part in list_blocks(form):
            block = HeadedBlock(part, Matcher(part.columns, words.synonyms))
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
        stack = Heads(list(heads), table.merges)
        known = self.found_rows
        strange: list[str] = []
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
            elif has_number(row):
                if above is not None and not table.merges and not self._list_labels(row):
                    self._withdraw_row(above)
                waiting.append(_Waiting(row, place, stack.copy()))
            elif not is_blank_row(row):
                stack.add(row)
        strange += self._settle_waiting(waiting, above, None)
        # the rows of another form's table are none of this one's
        if self.found_rows - known > len(strange):
            self.strange += filter(None, strange)
        return stack.rows

    def _withdraw_row(self, label: Label) -> None:
        """A row between bars or tabs that goes on in the next line: a number was cut in two."""
        for column in self.block_of[label.key].part.columns:
            self.ledger.withdraw(label.key + column.key, say("这一行在换行处断开，分不清是哪一格"))

    def _settle_waiting(
        self, waiting: Sequence[_Waiting], above: Label | None, below: Label | None
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
            yield self._name_strange(entry.row)
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
        if not texts or len(texts) > self.label_columns or find_end(row, texts[-1]) < 0:
            return None
        return self.rows.match(texts[-1], texts[:-1])

    def _list_labels(self, row: Row) -> list[str]:
        """The labels at the beginning of a row, before the first number."""
        found: list[str] = []
        for cell in list_distinct(row):
            text = cell.text.strip()
            if is_value(text):
                break
            if text not in self.ledger.marks and is_chinese(text):
                found.append(text)
        return found

    def _read_labelled(self, found: Match, row: Row, place: str, stack: Heads) -> None:
        self.found_rows += 1
        block = self.block_of[found.label.key]
        start = find_end(row, self._list_labels(row)[-1])
        self._read_cells(block, found, row, start, place, stack)

    def _read_unlabelled(self, row: Row, place: str, stack: Heads) -> bool:
        """A row of numbers without a label: table four has no other kind."""
        if not has_number(row) or self._list_labels(row):
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
        self, block: HeadedBlock, found: Match, row: Row, start: int, place: str, stack: Heads
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
        block: HeadedBlock, columns: Columns, index: int, row: Row, start: int, stack: Heads
    ) -> tuple[str, str] | None:
        """The text below a head and how sure that is; None where it could be another's."""
        # 淮安 2024: table three goes on over the page without heads and with fewer grid columns
        if stack.own and index in columns and _stand_beside(columns, start):
            places, sure = columns[index]
            values = list_below(places, row, start)
            if values is not None and len(values) > 1:
                return None
            if values is not None:
                return values[0], sure
        text = block.in_order(row, start, columns, index)
        if text is None:
            return None
        return text, FUZZY


def _stand_beside(columns: Columns, start: int) -> bool:
    """Whether all heads stand right of the labels: a copy leaves out the corner above these."""
    return all(min(places) >= start for places, _ in columns.values())
