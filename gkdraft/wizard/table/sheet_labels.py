"""The rows and columns of a sheet, by any name they may have in a pasted block. Pure.

A label is matched as it is in a published report; where two rows fit, none is found: a number
must never land in another cell.
"""

from collections.abc import Sequence

from gkdraft.layout.equations import Key
from gkdraft.layout.form import FormNode
from gkdraft.layout.labels import EXACT, Label, Match, Matcher, strip_label, strip_remarks
from gkdraft.wizard.table.sheet import Sheet

SHORTEST_ALIKE = 6
"""Characters below which a row is not found by a wording that is only nearly its own."""


class SheetLabels:
    """Finds rows and columns by what a pasted block calls them."""

    def __init__(self, sheet: Sheet) -> None:
        rows = [_label_row(sheet, row) for row in sheet.rows]
        columns = [Label((name,), name, (), FormNode(key=name)) for name in sheet.columns]
        self._matcher = Matcher(rows, _name_rows(sheet))
        self._known: dict[str, Match | None] = {}
        self._columns = Matcher(columns, sheet.synonyms)

    def find_row(self, text: str) -> Key | None:
        """The row that a text names."""
        found = self._match_row(text)
        return found.label.key if found else None

    def _match_row(self, text: str) -> Match | None:
        if text not in self._known:
            found = self._matcher.match(text)
            if found and found.alike and len(strip_label(text)) < SHORTEST_ALIKE:
                found = None
            self._known[text] = found
        return self._known[text]

    def find_column(self, text: str) -> str:
        """The column that a text names; nothing if there is none."""
        found = self._columns.match(text)
        return found.label.text if found else ""

    def is_reworded(self, text: str) -> bool:
        """Whether a row is called neither as the form has it nor by its key."""
        found = self._match_row(text)
        if found is None or found.confidence == EXACT:
            return False
        return strip_label(text) != strip_label(found.label.key[-1])


def _label_row(sheet: Sheet, row: Key) -> Label:
    node = sheet.form.nodes.get(row) or FormNode(key=row[-1])
    return Label(row, sheet.row_label(row), tuple(sheet.heads(row, ())), node)


def _name_rows(sheet: Sheet) -> dict[str, Sequence[str]]:
    """Other names of the rows, their keys among them."""
    found: dict[str, Sequence[str]] = {}
    for row in sheet.rows:
        name = strip_remarks(sheet.row_label(row))
        found[name] = (*found.get(name, sheet.synonyms.get(name, ())), row[-1])
    return found
