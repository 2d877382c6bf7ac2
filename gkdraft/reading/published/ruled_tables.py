"""Ruled tables: rows and columns are found by their labels, wherever they stand."""

from collections.abc import Sequence
from typing import NamedTuple

from gkdraft.layout.equations import Key
from gkdraft.layout.labels import FUZZY, INFERRED, Label, Match, find_clipped
from gkdraft.messages import say
from gkdraft.reading.published.form_labels import FormLabels
from gkdraft.reading.published.ledger import Ledger, choose_weaker
from gkdraft.reading.published.row_cells import Grid, Row
from gkdraft.reading.published.ruled_heads import HeadedBlock, Heads, find_below


class _Waiting(NamedTuple):
    """A row whose label is not known yet, and the heads above it."""

    row: Row
    stack: Heads


class GridReader:
    """Reads the tables of a document by the labels of one form."""

    def __init__(self, labels: FormLabels) -> None:
        self.ledger = Ledger(labels.form, frozenset(labels.words.marks))
        self.blocks: list[HeadedBlock] = []
        self.unlabelled: list[HeadedBlock] = []
        self.block_of: dict[Key, HeadedBlock] = {}
        for part, columns in zip(labels.blocks, labels.columns, strict=True):
            block = HeadedBlock(part, columns)
            self.blocks.append(block)
            if not part.is_labelled:
                self.unlabelled.append(block)
            for row in part.rows:
                self.block_of[row.key] = block
        self.rows = labels.rows
        self.label_columns = labels.form.label_columns
        self.found_rows = 0
        self.strange: list[str] = []

    def read(self, tables: Sequence[Grid]) -> None:
        """All tables, each below the heads of the one before it where it has none itself."""
        heads: list[Row] = []
        for table in tables:
            heads = self._read_table(table, heads)

    def _read_table(self, table: Grid, heads: list[Row]) -> list[Row]:
        stack = Heads(list(heads), table.merges)
        known = self.found_rows
        strange: list[Row] = []
        waiting: list[_Waiting] = []
        above: Label | None = None
        for row in table.rows:
            found = self._match_label(row)
            if found is not None:
                self._read_labelled(found, row, stack)
                self._settle_waiting(waiting, above, found.label)
                waiting, above = [], found.label
                stack.closed = True
            elif self._read_unlabelled(row, stack):
                stack.closed = True
            elif row.has_number:
                if above is not None and not table.merges and not row.labels:
                    self._withdraw_row(above)
                waiting.append(_Waiting(row, stack.copy()))
                strange.append(row)
            elif not row.is_blank:
                stack.add(row)
        self._settle_waiting(waiting, above, None)
        # the rows of another form's table are none of this one's
        if self.found_rows - known > len(strange):
            self.strange += filter(None, map(self._name_strange, strange))
        return stack.rows

    def _withdraw_row(self, label: Label) -> None:
        """A row between bars or tabs that goes on in the next line: a number was cut in two."""
        for column in self.block_of[label.key].part.columns:
            self.ledger.withdraw(label.key + column.key, say("这一行在换行处断开，分不清是哪一格"))

    def _settle_waiting(
        self, waiting: Sequence[_Waiting], above: Label | None, below: Label | None
    ) -> None:
        """Rows between two known ones, by what is left of their labels."""
        order = self.rows.known
        first = order.index(above) + 1 if above else len(order)
        last = order.index(below) if below else len(order)
        for entry in waiting:
            texts = entry.row.labels
            label = find_clipped(texts[-1], order[first:last]) if texts else None
            if label is not None:
                first = order.index(label) + 1
                self._read_labelled(Match(label, INFERRED), entry.row, entry.stack)

    def _name_strange(self, row: Row) -> str:
        """What a row calls itself that no row of the form is; nothing if a part of it is one."""
        # 见附件 in the place of a number makes a row no other row
        is_known = any(self.rows.match(label, ()) for label in row.labels)
        return "" if is_known or not row.labels else row.labels[-1]

    def _match_label(self, row: Row) -> Match | None:
        """The row of the form a row is: by its last label cell before the numbers."""
        # 杭州 2025: a head row has more label cells than a row of the form can have
        if row.start < 0 or len(row.labels) > self.label_columns:
            return None
        return self.rows.match(row.labels[-1], row.labels[:-1])

    def _read_labelled(self, found: Match, row: Row, stack: Heads) -> None:
        self.found_rows += 1
        self._read_cells(self.block_of[found.label.key], found, row, row.start, stack)

    def _read_unlabelled(self, row: Row, stack: Heads) -> bool:
        """A row of numbers without a label: table four has no other kind."""
        if not row.has_number or row.labels:
            return False
        for block in self.unlabelled:
            columns = block.columns(stack)
            if len(columns) == len(block.part.columns):
                self.found_rows += 1
                _, sure = next(iter(columns.values()))
                found = Match(block.part.rows[0], sure)
                self._read_cells(block, found, row, 0, stack)
                return True
        return False

    def _read_cells(
        self, block: HeadedBlock, found: Match, row: Row, start: int, stack: Heads
    ) -> None:
        columns = block.columns(stack)
        cells = find_below(columns, row, start) if stack.own else {}
        if len(cells) < len(block.part.columns):
            cells = block.in_order(row, start, columns) | cells
        for index, label in enumerate(block.part.columns):
            key = found.label.key + label.key
            texts, sure = cells.get(index, ([], FUZZY))
            # none, or several of which one could be another's
            if len(texts) != 1:
                self.ledger.refuse(key, say("表头没有对上，分不清是哪一格"), row.place)
                continue
            confidence = choose_weaker(found.confidence, sure)
            self.ledger.cell(key, texts[0], row.place, found.label.text, label.text, confidence)
