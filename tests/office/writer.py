"""A document open in LibreOffice Writer, and what a hand does in it: go, select, type."""

from com.sun.star.beans import PropertyValue
from page import Page


class Writer(Page):
    """Everything is done with the cursor one sees and the commands of the menus and keys."""

    def __init__(self, office, component):
        super().__init__(office, component)
        self.controller = component.CurrentController
        self.cursor = self.controller.ViewCursor
        self.dispatcher = office.create("com.sun.star.frame.DispatchHelper")

    def do(self, command, **arguments):
        """A command of a menu or key, as Delete or InsertPara."""
        values = tuple(PropertyValue(name, 0, value, 0) for name, value in arguments.items())
        frame = self.controller.Frame
        self.dispatcher.executeDispatch(frame, f".uno:{command}", "", 0, values)

    def find(self, text, op):
        """Where a text stands: in the paragraph an op names, behind the words it names."""
        start = self.paragraph(op.get("in") or text).Start
        if op.get("after"):
            start = self._search(op["after"], start).End
        return self._search(text, start)

    def _search(self, text, start):
        # by searching: to count characters goes wrong behind a picture, which is one of its own
        search = self.component.createSearchDescriptor()
        search.SearchString = text
        search.SearchCaseSensitive = True
        found = self.component.findNext(start, search)
        if found is None:
            raise ValueError(f"not found: {text}")
        return found

    def select(self, area):
        """Selects from the start of an area to its end."""
        self.cursor.gotoRange(area.Start, False)
        self.cursor.gotoRange(area.End, True)

    def select_cell(self, cell):
        """Selects all text of a cell."""
        self.go(cell.Start)
        if cell.String:
            self.select(cell)

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
