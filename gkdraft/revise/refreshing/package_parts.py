"""The parts of a package 文件包 by what they are: found, and put in where they are missing."""

import posixpath
from collections.abc import Iterable, Mapping
from xml.sax.saxutils import quoteattr

from gkdraft.revise.refreshing.spans import Part, Span, Splice

TYPES = "[Content_Types].xml"

_MAIN = "officeDocument"
_STRICT = "http://purl.oclc.org/ooxml/"
_EMPTY = {
    TYPES: '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    "": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>',
}


class Package:
    """The parts of a document, of which some may be put in or become others.

    A part is found by the relationship 关系 that leads to it, which is the document's, or with an
    empty source the package's.
    """

    def __init__(self, parts: Mapping[str, bytes]) -> None:
        self.parts = dict(parts)
        self.main = self.find(_MAIN, "") or "word/document.xml"

    def is_strict(self) -> bool:
        """Whether a document is ISO Strict, all of whose names are others."""
        link = self._find_link(_MAIN, "")
        return link is not None and link.attributes["Type"].startswith(_STRICT)

    def find(self, kind: str, source: str | None = None) -> str:
        """The name of the part of a kind (styles, fontTable, …); nothing where there is none."""
        link = self._find_link(kind, source)
        return "" if link is None else _resolve(self._choose(source), link)

    def open(self, kind: str, source: str | None = None) -> Part:
        """The part of a kind, which is there."""
        return self.read(self.find(kind, source))

    def read(self, name: str) -> Part:
        """A part by its name; of types and relationships an empty one where there is none."""
        empty = _EMPTY[name if name in _EMPTY else ""].encode()
        return Part(name, self.parts.get(name, empty))

    def change(self, part: Part, splices: Iterable[Splice]) -> None:
        """A part with changes made in it; without any it keeps its bytes, whatever its encoding."""
        made = list(splices)
        if made:
            self.parts[part.name] = part.splice(made)

    def copy(self, kind: str, ours: "Package", source: str | None = None) -> bool:
        """Whether a part of a kind was missing, which now is as it is in another package."""
        link, other = ours._find_link(kind, source), ours.find(kind, source)
        if self.find(kind, source) or link is None:
            return False
        folder = posixpath.dirname(self._choose(source)) or posixpath.dirname(other)
        name = posixpath.join(folder, posixpath.basename(other))
        # one of this name that nothing leads to is nobody's
        self.parts[name] = ours.parts[other]
        self._add_link(name, link.attributes["Type"], self._choose(source))
        self._add_type(name, ours._read_type(other))
        return True

    def _add_link(self, name: str, kind: str, source: str) -> None:
        links = self.read(_name_links(source))
        target = posixpath.relpath(f"/{name}", posixpath.join("/", posixpath.dirname(source)))
        written = f"Type={quoteattr(kind)} Target={quoteattr(target)}"
        self._append(links, f'<Relationship Id="{_choose_id(links)}" {written}/>')

    def _add_type(self, name: str, content_type: str) -> None:
        if not self._read_type(name):
            written = f"PartName={quoteattr(f'/{name}')} ContentType={quoteattr(content_type)}"
            self._append(self.read(TYPES), f"<Override {written}/>")

    def _append(self, part: Part, fragment: str) -> None:
        """One element more in the root of a part, of the same namespace."""
        declared = part.declare(fragment.encode(), {"": part.root.space})
        self.change(part, [part.append(part.root, declared)])

    def _choose(self, source: str | None) -> str:
        return self.main if source is None else source

    def _find_link(self, kind: str, source: str | None) -> Span | None:
        """The relationship to a part of a kind that is there."""
        place = self._choose(source)
        for link in self.read(_name_links(place)).root.find_all("Relationship"):
            is_kind = link.attributes.get("Type", "").rpartition("/")[2] == kind
            if is_kind and _resolve(place, link) in self.parts:
                return link
        return None

    def _read_type(self, name: str) -> str:
        """The content type a part is declared with by its name."""
        for entry in self.read(TYPES).root.find_all("Override"):
            if entry.attributes.get("PartName", "").casefold() == f"/{name}".casefold():
                return entry.attributes.get("ContentType", "")
        return ""


def _resolve(source: str, link: Span) -> str:
    """The name of the part a relationship leads to; nothing if it leads out of the package."""
    if link.attributes.get("TargetMode") == "External":
        return ""
    target = link.attributes.get("Target", "")
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(source), target)).lstrip("/")


def _name_links(source: str) -> str:
    folder, name = posixpath.split(source)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _choose_id(links: Part) -> str:
    taken = {link.attributes.get("Id", "") for link in links.root.children}
    number = 1
    while f"rId{number}" in taken:
        number += 1
    return f"rId{number}"
