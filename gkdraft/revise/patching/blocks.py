"""Whole paragraphs and tables for a part: made to fit it, or marked as put in 修订."""

from collections.abc import Mapping
from xml.sax.saxutils import quoteattr

from gkdraft.revise.patching.bookmarks import END, START
from gkdraft.revise.patching.change_marks import ChangeMarks
from gkdraft.revise.patching.part import Part
from gkdraft.revise.patching.splicing import Splices
from gkdraft.revise.patching.xml_index import XmlIndex

_STYLES = ("w:pStyle", "w:rStyle", "w:tblStyle")
_ROOT = "x"


class Blocks:
    """Ready-made blocks, as if they stood in the part. ValueError if they are no XML."""

    def __init__(self, part: Part, xml: bytes) -> None:
        self._part = part
        spaces = {prefix: space for number, prefix, space in part.index.declared if number == 0}
        spaces["w"] = part.index.namespaces[0]
        declared = "".join(map(_declare, spaces, spaces.values()))
        self._head = f"<{_ROOT}{declared}>".encode()
        self.index = XmlIndex(self._head + xml + f"</{_ROOT}>".encode())

    def list_bookmarks(self) -> list[str]:
        """The names of the bookmarks in them."""
        starts = [number for number, tag in enumerate(self.index.tags) if tag == START]
        return [self.index.read_attribute(start, "name") for start in starts]

    def adopt(self, styles: Mapping[str, str]) -> bytes:
        """The blocks with other ids of styles, ids of bookmarks of their own, w bound."""
        index, splices = self.index, Splices(self.index.data)
        ids: dict[str, str] = {}
        for number, tag in enumerate(index.tags):
            if tag in _STYLES:
                old = index.read_attribute(number, "val")
                self._set(splices, number, "val", styles.get(old, old))
            elif tag in (START, END):
                old = index.read_attribute(number, "id")
                if old not in ids:
                    ids[old] = str(self._part.markup.take_id())
                self._set(splices, number, "id", ids[old])
            if index.parents[number] == 0:
                offset = index.starts[number] + 1 + len(index.get_name(number))
                splices.add(offset, offset, self._part.markup.declaration)
        return self._merge(splices)

    def _set(self, splices: Splices, element: int, name: str, value: str) -> None:
        span = self.index.find_attribute(element, name)
        if span is not None:
            # the quotes go with it
            splices.add(span[0] - 1, span[1] + 1, quoteattr(value).encode())

    def track(self) -> bytes:
        """The blocks as tracked insertions: paragraphs, runs, rows of tables."""
        index, splices = self.index, Splices(self.index.data)
        marks = ChangeMarks(index, self._part.markup, splices)
        for number, tag in enumerate(index.tags):
            if tag == "w:tr":
                marks.mark_row(number)
            elif tag == "w:p" and not self._stands_in(number, "w:tc"):
                marks.mark_paragraph(number, "ins")
            elif tag == "w:r" and not self._stands_in(number, "w:r"):
                marks.mark_run(number)
        return self._merge(splices)

    def _stands_in(self, element: int, tag: str) -> bool:
        return any(self.index.tags[each] == tag for each in self.index.list_ancestors(element))

    def _merge(self, splices: Splices) -> bytes:
        return splices.merge().removeprefix(self._head).removesuffix(f"</{_ROOT}>".encode())


def _declare(prefix: str, space: str) -> str:
    return f" xmlns{':' if prefix else ''}{prefix}={quoteattr(space)}"
