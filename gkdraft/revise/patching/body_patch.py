"""The text of an edited .docx changed in place: everything that is not changed stays, to the byte.

Positions, elements and names are always those of the document as it was read.
"""

from collections.abc import Mapping, Sequence

from gkdraft.prose.anchors import Piece
from gkdraft.reading.edited import EditedDocument, EditedParagraph
from gkdraft.revise.patching.blocks import Blocks
from gkdraft.revise.patching.deletion import Deletions
from gkdraft.revise.patching.foreign import ForeignMatter
from gkdraft.revise.patching.part import Part, read_styles
from gkdraft.revise.patching.splicing import Splices
from gkdraft.revise.patching.text_edits import Edit, TextEdits

_BLOCKS = ("w:p", "w:tbl")
_BLOCK_LEVEL = (*_BLOCKS, "w:sdt", "w:customXml")


class BodyPatch:
    """Changes of a document, tracked 修订 with an author, plain without one.

    A ValueError is a mistake of the caller: nothing of a document can bring one about that was
    asked for first (`is_removable`, `holds_foreign`).
    """

    def __init__(self, document: EditedDocument, *, author: str = "") -> None:
        self._original = document.parts[document.main]
        self._part = Part(document, author)
        self._texts: dict[tuple[int, ...], TextEdits] = {}
        self._blocks: list[tuple[int, bytes]] = []
        self._deletions = Deletions(self._part)
        self._foreign: ForeignMatter | None = None

    def replace(
        self, paragraph: EditedParagraph, start: int, end: int, pieces: Sequence[Piece]
    ) -> None:
        """Puts pieces in the place of `paragraph.text[start:end]`."""
        if self._deletions.includes(paragraph):
            raise ValueError("the paragraph is deleted")
        known = self._texts.get(paragraph.elements)
        texts = TextEdits(self._part, paragraph) if known is None else known
        texts.add(Edit(start, end, tuple(pieces)))
        self._texts[paragraph.elements] = texts
        for kind, name, _ in pieces:
            if kind == "open":
                self._part.bookmarks.take(name)

    def delete_paragraph(self, paragraph: EditedParagraph) -> None:
        """Takes a paragraph away. ValueError for one that `is_removable` says no of."""
        if paragraph.elements in self._texts:
            raise ValueError("the paragraph is changed")
        self._deletions.add(paragraph)

    def is_removable(self, paragraph: EditedParagraph) -> bool:
        """Whether the document can be without a paragraph: a cell needs one, a section its last."""
        return self._deletions.allows(paragraph)

    def holds_foreign(self, paragraph: EditedParagraph, start: int, end: int) -> bool:
        """Whether anything stands in a stretch of text but text, and bookmarks of ours.

        Comments, notes, fields, pictures, formulas, others' bookmarks and tracked changes, the end
        of a page or section.
        """
        if self._foreign is None:
            self._foreign = ForeignMatter(self._part)
        return self._foreign.stands_in(paragraph, start, end)

    def insert_blocks(self, after: int | None, xml: bytes) -> None:
        """Puts blocks behind a paragraph or table, or before everything."""
        blocks = Blocks(self._part, xml)
        for name in blocks.list_bookmarks():
            self._part.bookmarks.take(name)
        made = blocks.track() if self._part.author else xml
        self._blocks.append((self._find_offset(after), made))

    def _find_offset(self, after: int | None) -> int:
        index = self._part.index
        if after is None:
            body = index.tags.index("w:body")
            blocks = (
                each for each in index.list_children(body) if index.tags[each] in _BLOCK_LEVEL
            )
            return index.starts[next(blocks)]
        if index.tags[after] not in _BLOCKS:
            raise ValueError(f"no block: {after}")
        return index.ends[after]

    def match_styles(self, styles: bytes) -> dict[str, str]:
        """The ids of another styles.xml → those the document has for styles of the same name."""
        known = self._part.styles
        return {number: known[key] for number, key in read_styles(styles).items() if key in known}

    def adopt(self, xml: bytes, styles: Mapping[str, str]) -> bytes:
        """Blocks made to fit: their styles by `match_styles`, new ids for bookmarks, w bound."""
        return Blocks(self._part, xml).adopt(styles)

    def rename_bookmarks(self, names: Mapping[str, str | None]) -> None:
        """Other names for bookmarks, all at once; None takes one out.

        One of ours that has a name another one gets, by this or by what is put in, goes as well.
        """
        self._part.bookmarks.rename(names)

    def finish(self) -> bytes:
        """The main part as it is now; the same bytes if nothing is changed."""
        part, splices = self._part, Splices(self._part.index.data)
        marks = part.bookmarks.list_changes()
        if not (marks or self._texts or self._blocks or self._deletions):
            return self._original
        for texts in self._texts.values():
            texts.write(splices, marks)
        self._deletions.write(splices, marks)
        for offset, xml in self._blocks:
            splices.add(offset, offset, xml)
        part.bookmarks.write(marks, splices)
        return splices.merge()
