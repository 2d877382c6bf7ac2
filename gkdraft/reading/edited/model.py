"""What an editor leaves in a .docx: text, bookmarks, tracked changes, comments, each at its place.

Positions count characters of a paragraph's text, which is not cleaned of anything: whoever cleans
it has to map them. `0 <= start <= end <= len(text)` always.

An element has a number: its place in the main part in document order, the root being 0.
"""

from collections.abc import Mapping
from typing import Literal, NamedTuple

from gkdraft.reading.documents.flow import Flow, Table

Kind = Literal["insertion", "deletion"]


class Source(NamedTuple):
    """The element that holds a stretch of a paragraph's text; w:t, w:tab, w:br …"""

    start: int
    end: int
    element: int


class Anchor(NamedTuple):
    """A bookmark 书签 over a part of a paragraph; one over several is split.

    `end == start`: an empty bookmark, a point or the ghost of deleted text.
    """

    name: str
    start: int
    end: int


class TrackedChange(NamedTuple):
    """A tracked change 修订: what was inserted or deleted, by whom.

    An insertion covers `start` to `start + len(text)`, a deletion is a point. A newline in a
    deletion is the end of a paragraph; a whole paragraph's own end is left out.
    """

    kind: Kind
    author: str
    date: str  # as written, "" if none
    text: str
    start: int


class MarginComment(NamedTuple):
    """A comment 批注, at the first paragraph it hangs on; a reply is a comment as well."""

    author: str
    text: str
    start: int
    end: int
    quoted: str


class EditedParagraph(NamedTuple):
    """A paragraph as it reads with all changes accepted.

    Numbers that Word only draws are part of the text and have no source; line breaks stay. The
    style is a name, as ids are renamed by every editor; small and capital letters in it are as the
    editor likes (heading 1, Heading 1). The level is that of a heading, from 1, or 0.
    """

    text: str
    level: int
    style: str
    place: str
    anchors: tuple[Anchor, ...] = ()
    tracked: tuple[TrackedChange, ...] = ()
    comments: tuple[MarginComment, ...] = ()
    sources: tuple[Source, ...] = ()
    elements: tuple[int, ...] = ()  # of one w:p, or of those that became one


class EditedCell(NamedTuple):
    """A cell with its place in the grid and how far it reaches.

    Its empty paragraphs stay: the bookmark of an emptied cell is not its neighbour's.
    """

    paragraphs: tuple[EditedParagraph, ...]
    row: int
    column: int
    columns: int
    rows: int

    @property
    def text(self) -> str:
        """The paragraphs, one a line."""
        return "\n".join(paragraph.text for paragraph in self.paragraphs)


class EditedTable(NamedTuple):
    """A table: its cells, and the same as other readers know it."""

    cells: tuple[EditedCell, ...]
    table: Table
    place: str
    element: int


class EditedDocument(NamedTuple):
    """A document that came back from an editor.

    Text boxes are no blocks, as nobody can tell where in the text they belong: a remark counts
    them, and the flow has their lines.
    """

    name: str
    blocks: tuple[EditedParagraph | EditedTable, ...]
    properties: Mapping[str, str]
    remarks: tuple[str, ...]
    flow: Flow
    parts: Mapping[str, bytes]
    main: str  # the part that holds the text
