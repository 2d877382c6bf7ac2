"""Comments in the margin, made in a document without a view.

Where LibreOffice is installed without a desktop the window of a comment cannot be drawn, and it
dies of the attempt: whatever has comments is opened without a view.
"""

import uno
from page import Page


class Margin(Page):
    """A document and the comments one adds to it."""

    def comment(self, op):
        """A comment on some words of a paragraph, or on a cell."""
        area = self._take_cell(op) if "table" in op else self._take_words(op)
        note = self.component.createInstance("com.sun.star.text.textfield.Annotation")
        note.Content, note.Author = op["text"], op["author"]
        note.DateTimeValue = self._date()
        area.Text.insertTextContent(area, note, True)

    def _take_words(self, op):
        paragraph = self.paragraph(op.get("in", "") or op["on"])
        area = paragraph.Text.createTextCursorByRange(paragraph.Start)
        start = paragraph.String.index(op["on"])
        area.goRight(start, True)
        # a comment that is there already is a character to the cursor and none to the text
        while len(area.String) < start:
            area.goRight(1, True)
        area.collapseToEnd()
        area.goRight(len(op["on"]), True)
        return area

    def _take_cell(self, op):
        area = self.cell(op).createTextCursor()
        area.gotoEnd(True)
        return area

    def _date(self):
        date = uno.createUnoStruct("com.sun.star.util.DateTime")
        date.Year, date.Month, date.Day, date.Hours = 2027, 1, 12, 9
        return date
