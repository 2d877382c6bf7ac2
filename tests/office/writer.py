"""A document open in LibreOffice Writer, and what a hand does in it: go, select, type."""

import re

from com.sun.star.beans import PropertyValue
from com.sun.star.lang import DisposedException
from com.sun.star.util import CloseVetoException


class Writer:
    """Everything is done with the cursor one sees and the commands of the menus and keys."""

    def __init__(self, office, component):
        self.office = office
        self.component = component
        self.controller = component.CurrentController
        self.cursor = self.controller.ViewCursor
        self.dispatcher = office.create("com.sun.star.frame.DispatchHelper")

    def do(self, command, **arguments):
        """A command of a menu or key, as Delete or InsertPara."""
        values = tuple(PropertyValue(name, 0, value, 0) for name, value in arguments.items())
        frame = self.controller.Frame
        self.dispatcher.executeDispatch(frame, f".uno:{command}", "", 0, values)

    def close(self):
        """Closes the document, whatever is unsaved in it."""
        try:
            self.component.close(True)
        except CloseVetoException:
            self.component.dispose()
        except DisposedException:
            pass

    # where ---------------------------------------------------------------------------------

    def paragraphs(self):
        """The paragraphs of the body outside tables."""
        for part in self._parts():
            if part.supportsService("com.sun.star.text.Paragraph"):
                yield part

    def _parts(self):
        found = self.component.Text.createEnumeration()
        while found.hasMoreElements():
            yield found.nextElement()

    def paragraph(self, text):
        """The first paragraph outside tables with this text in it."""
        for part in self.paragraphs():
            if text in part.String:
                return part
        raise ValueError(f"no paragraph with: {text}")

    def find(self, text, within=""):
        """Where a text stands, in the first paragraph with `within` in it."""
        paragraph = self.paragraph(within or text)
        return self._search(text, paragraph)

    def _search(self, text, area):
        # counting characters would go wrong behind a comment, which is a character of its own
        search = self.component.createSearchDescriptor()
        search.SearchString = text
        search.SearchCaseSensitive = True
        found = self.component.findNext(area.Start, search)
        if found is None:
            raise ValueError(f"not found: {text}")
        return found

    # hands ---------------------------------------------------------------------------------

    def select(self, area):
        """Selects from the start of an area to its end."""
        self.cursor.gotoRange(area.Start, False)
        self.cursor.gotoRange(area.End, True)

    def go(self, place):
        """Puts the cursor somewhere."""
        self.cursor.gotoRange(place, False)

    def type(self, text):
        """Types; what is selected goes."""
        self.do("InsertText", Text=text)

    def delete(self):
        """Presses Delete."""
        self.do("Delete")

    def enter(self):
        """Presses Enter."""
        self.do("InsertPara")

    def comment(self, area, text, author):
        """A comment in the margin of an area."""
        note = self.component.createInstance("com.sun.star.text.textfield.Annotation")
        note.Content, note.Author = text, author
        area.Text.insertTextContent(area, note, True)

    # tables --------------------------------------------------------------------------------

    def table(self, text):
        """The first table with a cell of this text."""
        for part in self._parts():
            if part.supportsService("com.sun.star.text.TextTable"):
                names = part.getCellNames()
                if any(part.getCellByName(name).String == text for name in names):
                    return part
        raise ValueError(f"no table with a cell: {text}")

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

    def cell(self, op):
        """The cell an op names: the table, the row's label, how many cells behind the label."""
        cells = self.row(self.table(op["table"]), op["row"])
        return cells[op["nth"]]

    def select_cell(self, cell):
        """Selects all text of a cell."""
        self.go(cell.Start)
        if cell.String:
            self.select(cell)
