"""What stands where in a document open in LibreOffice, found by its words."""

import re

from com.sun.star.lang import DisposedException
from com.sun.star.util import CloseVetoException


class Page:
    """A document and its paragraphs, tables and cells."""

    def __init__(self, office, component):
        self.office = office
        self.component = component

    def close(self):
        """Closes the document, whatever is unsaved in it."""
        try:
            self.component.close(True)
        except CloseVetoException:
            self.component.dispose()
        except DisposedException:
            pass  # LibreOffice died with it

    def _parts(self, kind):
        found = self.component.Text.createEnumeration()
        while found.hasMoreElements():
            part = found.nextElement()
            if part.supportsService(f"com.sun.star.text.{kind}"):
                yield part

    def paragraph(self, text):
        """The first paragraph outside tables with this text in it."""
        for part in self._parts("Paragraph"):
            if text in part.String:
                return part
        raise ValueError(f"no paragraph with: {text}")

    def count(self, text, op):
        """Where a text stands, in a document without a view, where searching finds nothing."""
        paragraph = self.paragraph(op.get("in") or text)
        whole = paragraph.String
        start = whole.index(op["after"]) + len(op["after"]) if op.get("after") else 0
        start = whole.index(text, start)
        area = paragraph.Text.createTextCursorByRange(paragraph.Start)
        self._reach(area, start)
        area.collapseToEnd()
        self._reach(area, len(text))
        return area

    def _reach(self, area, length):
        """Makes an area so many characters long."""
        area.goRight(length, True)
        # a comment that is there already is a character to the cursor and none to the text
        while len(area.String) < length:
            area.goRight(1, True)

    def table(self, text):
        """The first table with a cell of this text."""
        for part in self._parts("TextTable"):
            for name in part.getCellNames():
                if part.getCellByName(name).String == text:
                    return part
        raise ValueError(f"no table with a cell: {text}")

    def rows(self, table):
        """The cells of a table by the number of their row; a merged cell only in the first."""
        found = {}
        for name in table.getCellNames():
            cell = table.getCellByName(name)
            found.setdefault(self.number(cell), []).append(cell)
        return found

    def number(self, cell):
        """The number of a cell's row, from 1: 12 of B12."""
        return int(re.search(r"\d+", cell.CellName)[0])

    def row(self, table, label):
        """The cells of the row with this label, from the label on; without one, the last row."""
        rows = self.rows(table)
        if not label:
            return list(rows.values())[-1]
        for cells in rows.values():
            for index, cell in enumerate(cells):
                if cell.String == label:
                    return cells[index:]
        raise ValueError(f"no row: {label}")

    def cell(self, op):
        """The cell an op names: the table, the row's label, how many cells behind the label."""
        cells = self.row(self.table(op["table"]), op["row"])
        return cells[op["nth"]]
