"""Paragraph marks 段落标记 and rows that are marked as put in or deleted 修订."""

from collections.abc import Collection

from gkdraft.revise.patching.markup import Markup
from gkdraft.revise.patching.splicing import Splices
from gkdraft.revise.patching.xml_index import XmlIndex

# the order of the schema
_BEHIND_MARK_FORMAT = ("w:sectPr", "w:pPrChange")
_BEHIND_ROW_CHANGE = ("w:del", "w:trPrChange")


class ChangeMarks:
    """Puts the marks of tracked changes into the properties of what is changed."""

    def __init__(self, index: XmlIndex, markup: Markup, splices: Splices) -> None:
        self._index, self._markup, self._splices = index, markup, splices

    def mark_paragraph(self, paragraph: int, kind: str) -> None:
        """The mark of a paragraph is put in (ins) or deleted (del)."""
        index = self._index
        change = self._markup.write_change(kind)
        properties = index.find_child(paragraph, "w:pPr")
        if properties is None:
            form = self._markup.write("pPr", self._markup.write("rPr", change))
            self._put(paragraph, index.heads[paragraph], form)
            return
        form_of_mark = index.find_child(properties, "w:rPr")
        if form_of_mark is None:
            offset = self._find_offset(properties, _BEHIND_MARK_FORMAT)
            self._put(properties, offset, self._markup.write("rPr", change))
            return
        # an insertion stands before a deletion, both before any format
        insertion = index.find_child(form_of_mark, "w:ins")
        offset = index.heads[form_of_mark] if insertion is None else index.ends[insertion]
        self._put(form_of_mark, offset, change)

    def mark_row(self, row: int) -> None:
        """A row is put in."""
        index = self._index
        change = self._markup.write_change("ins")
        properties = index.find_child(row, "w:trPr")
        if properties is not None:
            self._put(properties, self._find_offset(properties, _BEHIND_ROW_CHANGE), change)
            return
        exceptions = index.find_child(row, "w:tblPrEx")
        offset = index.heads[row] if exceptions is None else index.ends[exceptions]
        self._put(row, offset, self._markup.write("trPr", change))

    def mark_run(self, run: int) -> None:
        """A run is put in."""
        index = self._index
        head, tail = self._markup.write_change("ins", b"").split(b"></")
        self._splices.add(index.starts[run], index.starts[run], head + b">")
        self._splices.add(index.ends[run], index.ends[run], b"</" + tail)

    def _find_offset(self, parent: int, behind: Collection[str]) -> int:
        """The place in an element before those that must stand behind."""
        index = self._index
        for child in index.list_children(parent):
            if index.tags[child] in behind:
                return index.starts[child]
        return index.tails[parent]

    def _put(self, parent: int, offset: int, content: bytes) -> None:
        index = self._index
        if index.closes_itself(parent):
            opened = index.open_up(parent, content)
            self._splices.add(index.starts[parent], index.ends[parent], opened)
        else:
            self._splices.add(offset, offset, content)
