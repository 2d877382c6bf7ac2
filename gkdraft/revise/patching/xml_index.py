"""Where every element of an XML part begins and ends, in bytes.

Elements have the numbers lxml gives them: document order, the root 0, no comments.
"""

import codecs
import re
from collections.abc import Iterator, Mapping
from typing import NoReturn
from xml.parsers import expat

from gkdraft.errors import InputError
from gkdraft.messages import say

MOST_ELEMENTS = 500_000
DEEPEST = 256

_SPACES = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "w",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m",
}
_TAG = re.compile(rb"""<[^"'>]*(?:"[^"]*"[^"'>]*|'[^']*'[^"'>]*)*>""")
_ATTRIBUTE = re.compile(rb"""\s([^\s=]+)\s*=\s*("[^"]*"|'[^']*')""")
_NAME = re.compile(rb"<([^\s/>]+)")
_DECLARATION = re.compile(rb"<\?xml\s[^>]*?encoding\s*=\s*[\"']([\w.-]+)[\"'][^>]*\?>")
_MARKED = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
    b"<\0?\0": "utf-16-le",
    b"\0<\0?": "utf-16-be",
}
_UNICODE = ("utf-8", "utf8")
_NOTHING: Mapping[str, str] = {}


class XmlIndex:
    """A part and its elements, each list by their numbers. ValueError if it is no XML.

    An element reaches from `starts` to `ends`; its start tag ends at `heads`, its end tag begins
    at `tails`. All three are the same for one that closes itself. `tags` are w:p, whatever the part
    calls the namespace; `attributes` go by local names, without those of other namespaces; `lasts`
    is the number of the last descendant.
    """

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.tags: list[str] = []
        self.namespaces: list[str] = []
        self.attributes: list[Mapping[str, str]] = []
        self.starts: list[int] = []
        self.heads: list[int] = []
        self.tails: list[int] = []
        self.ends: list[int] = []
        self.parents: list[int] = []
        self.lasts: list[int] = []
        self.declared: list[tuple[int, str, str]] = []  # by which element, prefix, namespace
        self._prefixes: dict[str, set[str]] = {}  # by namespace
        self._open: list[int] = []
        self._parse()

    def _parse(self) -> None:
        parser = expat.ParserCreate("utf-8", " ")
        parser.StartElementHandler = self._begin
        parser.EndElementHandler = self._finish
        parser.StartNamespaceDeclHandler = self._declare
        # entities could be in it
        parser.StartDoctypeDeclHandler = _refuse
        self._parser = parser
        try:
            parser.Parse(self.data, True)
        except expat.ExpatError as error:
            _refuse(error)
        del self._parser

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        start = self._parser.CurrentByteIndex
        tag = _TAG.match(self.data, start)
        if tag is None or len(self.tags) == MOST_ELEMENTS or len(self._open) == DEEPEST:
            _refuse()
        space, _, local = name.rpartition(" ")
        self.parents.append(self._open[-1] if self._open else -1)
        self._open.append(len(self.tags))
        self.tags.append(f"{_SPACES.get(space, space)}:{local}")
        self.namespaces.append(space)
        self.attributes.append(_name_locally(space, attributes) if attributes else _NOTHING)
        self.starts.append(start)
        for ends in (self.heads, self.tails, self.ends):
            ends.append(tag.end())
        self.lasts.append(0)

    def _finish(self, _: str) -> None:
        number = self._open.pop()
        self.lasts[number] = len(self.tags) - 1
        if not self.closes_itself(number):
            self.tails[number] = self._parser.CurrentByteIndex
            self.ends[number] = self.data.index(b">", self.tails[number]) + 1

    def _declare(self, prefix: str | None, space: str | None) -> None:
        self.declared.append((len(self.tags), prefix or "", space or ""))
        self._prefixes.setdefault(space or "", set()).add(prefix or "")

    def closes_itself(self, number: int) -> bool:
        """Whether an element is one tag, <w:p/>."""
        head = self.heads[number]
        return self.data[head - 2 : head] == b"/>"

    def list_children(self, number: int) -> Iterator[int]:
        """The elements right inside one, in order."""
        child, last = number + 1, self.lasts[number]
        while child <= last:
            yield child
            child = self.lasts[child] + 1

    def list_ancestors(self, number: int) -> Iterator[int]:
        """The elements around one, from the inside."""
        number = self.parents[number]
        while number >= 0:
            yield number
            number = self.parents[number]

    def find_child(self, number: int, tag: str) -> int | None:
        """The first child with a tag."""
        return next((each for each in self.list_children(number) if self.tags[each] == tag), None)

    def get_bytes(self, number: int) -> bytes:
        """An element as it stands."""
        return self.data[self.starts[number] : self.ends[number]]

    def get_start_tag(self, number: int) -> bytes:
        """The start tag of an element as it stands."""
        return self.data[self.starts[number] : self.heads[number]]

    def get_name(self, number: int) -> bytes:
        """The name of an element as it stands, with the prefix of its own."""
        return read_name(self.data, self.starts[number])

    def open_up(self, number: int, content: bytes) -> bytes:
        """An element that closes itself, with content."""
        head = self.get_start_tag(number).removesuffix(b"/>")
        return b"%s>%s</%s>" % (head, content, self.get_name(number))

    def find_attribute(self, number: int, name: str) -> tuple[int, int] | None:
        """Where the value of an attribute stands, without its quotes."""
        prefixes = self._prefixes.get(self.namespaces[number], ())
        for found in _ATTRIBUTE.finditer(self.data, self.starts[number], self.heads[number]):
            prefix, _, local = found[1].decode().rpartition(":")
            if local == name and (not prefix or prefix in prefixes):
                return found.start(2) + 1, found.end(2) - 1
        return None

    def read_attribute(self, number: int, name: str) -> str:
        """The value of an attribute, "" without one."""
        return self.attributes[number].get(name, "")


class PartError(InputError):
    """A part of a package is no XML that can be changed; whoever has the file names it."""


def index_part(data: bytes, name: str) -> XmlIndex:
    """The index of a part, which is made UTF-8 where it is not. PartError says what is wrong."""
    try:
        return XmlIndex(recode(data))
    except (ValueError, LookupError):
        raise PartError(
            say(
                "其中 {part} 已损坏，或写法不常见，改不了；请用 Word、WPS 打开后另存为 .docx",
                part=name,
            )
        ) from None


def read_name(data: bytes, start: int = 0) -> bytes:
    """The name in a start tag."""
    match = _NAME.match(data, start)
    return b"" if match is None else match[1]


def recode(data: bytes) -> bytes:
    """A part in UTF-8; the same bytes where it is."""
    encoding = _find_encoding(data)
    if encoding in _UNICODE:
        return data
    text = data.decode(encoding).removeprefix("\ufeff").encode()
    declaration = _DECLARATION.match(text)
    if declaration is None:
        return text
    start, end = declaration.span(1)
    return text[:start] + b"UTF-8" + text[end:]


def _find_encoding(data: bytes) -> str:
    for mark, encoding in _MARKED.items():
        if data.startswith(mark):
            return encoding
    declaration = _DECLARATION.match(data)
    return "utf-8" if declaration is None else declaration[1].decode().lower()


def _name_locally(space: str, attributes: Mapping[str, str]) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for name, value in attributes.items():
        owner, _, local = name.rpartition(" ")
        if owner in ("", space):
            found[local] = value
    return found


def _refuse(*_: object) -> NoReturn:
    raise ValueError("no XML that can be changed")
