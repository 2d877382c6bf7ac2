"""Documents with comments in the margin, which are opened without a view.

Where LibreOffice is installed without a desktop the window of a comment cannot be drawn, and it
dies of the attempt.
"""

import uno
from com.sun.star.text.ControlCharacter import LINE_BREAK, PARAGRAPH_BREAK
from page import Page


class Margin(Page):
    """A document and the comments one adds to it."""

    def comment(self, op):
        """A comment on some words of a paragraph, or on a cell."""
        area = self._take_cell(op) if "table" in op else self.count(op["on"], op)
        note = self.component.createInstance("com.sun.star.text.textfield.Annotation")
        note.Content, note.Author = op["text"], op["author"]
        note.DateTimeValue = self._date()
        area.Text.insertTextContent(area, note, True)

    def _take_cell(self, op):
        area = self.cell(op).createTextCursor()
        area.gotoEnd(True)
        return area

    def _date(self):
        date = uno.createUnoStruct("com.sun.star.util.DateTime")
        date.Year, date.Month, date.Day, date.Hours = 2027, 1, 12, 9
        return date


class Blind(Page):
    """The hands of a Writer where there is no view: most edits of words and cells."""

    def __init__(self, office, component):
        super().__init__(office, component)
        self.cursor = component.Text.createTextCursor()

    def find(self, text, op):
        """Where a text stands: in the paragraph an op names, behind the words it names."""
        return self.count(text, op)

    def select(self, area):
        """Selects an area."""
        self.cursor = area.Text.createTextCursorByRange(area)

    def select_cell(self, cell):
        """Selects all text of a cell."""
        self.cursor = cell.createTextCursor()
        self.cursor.gotoEnd(True)

    def go(self, place):
        """Puts the cursor somewhere."""
        self.select(place)

    def type(self, text):
        """Types; what is selected goes."""
        self.cursor.String = text
        self.cursor.collapseToEnd()

    def delete(self):
        """Presses Delete."""
        if self.cursor.isCollapsed():
            self.cursor.goRight(1, True)
        self.cursor.String = ""

    def enter(self):
        """Presses Enter."""
        self._break(PARAGRAPH_BREAK)

    def do(self, command, **_):
        """The few commands that need no view."""
        if command == "InsertLinebreak":
            self._break(LINE_BREAK)
        elif command == "SwBackspace":
            self.cursor.goLeft(1, True)
            self.cursor.String = ""
        elif command == "Delete":
            self.delete()
        else:
            raise ValueError(f"{command} needs a view, and the document has comments")

    def _break(self, kind):
        self.cursor.Text.insertControlCharacter(self.cursor, kind, False)
