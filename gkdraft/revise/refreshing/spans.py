"""Elements of a part with the bytes they stand in, so that all other bytes stay as they are."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, NoReturn
from xml.parsers import expat
from xml.sax.saxutils import quoteattr

from gkdraft.errors import InputError
from gkdraft.messages import say

MOST_ELEMENTS = 500_000
DEEPEST = 200

_TAG = re.compile(rb"""<[^"'>]*(?:"[^"]*"[^"'>]*|'[^']*'[^"'>]*)*>""")
_ATTRIBUTE = re.compile(rb"""\s([^\s=]+)\s*=\s*("[^"]*"|'[^']*')""")
# what stands for the same bytes as our own parts do
_ENCODINGS = ("utf-8", "utf8", "us-ascii")


class Splice(NamedTuple):
    """Other bytes in the place of those from `start` to `end`."""

    start: int
    end: int
    data: bytes


@dataclass(slots=True)
class Span:
    """An element: its start tag ends at `opened`, its end tag starts at `closed`.

    Attributes go by their local names; those of another namespace than the element's are not there.
    """

    name: str
    space: str
    attributes: dict[str, str]
    start: int
    opened: int
    closed: int = 0
    end: int = 0
    children: "list[Span]" = field(default_factory=list)

    def find(self, name: str) -> "Span | None":
        """The first child of that name."""
        return next(self.find_all(name), None)

    def find_all(self, name: str) -> "Iterator[Span]":
        """The children of that name."""
        return (child for child in self.children if child.name == name)

    def find_deep(self, name: str) -> "Iterator[Span]":
        """The elements of that name at any depth, but none inside another one."""
        waiting = self.children[::-1]
        while waiting:
            span = waiting.pop()
            if span.name == name:
                yield span
            else:
                waiting += span.children[::-1]

    def read(self, name: str, attribute: str = "val") -> str:
        """An attribute of a child, nothing where either is missing."""
        child = self.find(name)
        return "" if child is None else child.attributes.get(attribute, "")


class Part:
    """A part of a package as spans, and its bytes with some of them replaced."""

    root: Span

    def __init__(self, name: str, data: bytes) -> None:
        self.name = name
        self.data = data
        self.prefixes: dict[str, str] = {}  # that its root declares
        self._count = 0
        self._open: list[Span] = []
        self._parser = expat.ParserCreate("UTF-8", " ")
        self._parser.XmlDeclHandler = self._check_encoding
        self._parser.StartDoctypeDeclHandler = self._refuse
        self._parser.StartNamespaceDeclHandler = self._declare
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        try:
            self._parser.Parse(data, True)
        except expat.ExpatError:
            self._refuse()

    def _check_encoding(self, version: str, encoding: str | None, standalone: int) -> None:
        if (encoding or "utf-8").lower() not in _ENCODINGS:
            self._refuse()

    def _refuse(self, *_: object) -> NoReturn:
        raise InputError(
            say(
                "改稿里的 {part} 已损坏，或写法不常见，改不了；请用 Word、WPS 打开后另存为 .docx",
                part=self.name,
            )
        )

    def _declare(self, prefix: str | None, space: str | None) -> None:
        if not self._open:
            self.prefixes[prefix or ""] = space or ""

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        self._count += 1
        at = self._parser.CurrentByteIndex
        tag = _TAG.match(self.data, at)
        if tag is None or self._count > MOST_ELEMENTS or len(self._open) > DEEPEST:
            self._refuse()
        space, _, local = name.rpartition(" ")
        span = Span(local, space, _read_attributes(space, attributes), at, tag.end())
        if self._open:
            self._open[-1].children.append(span)
        else:
            self.root = span
        self._open.append(span)

    def _end(self, _: str) -> None:
        span = self._open.pop()
        if self.is_empty(span):
            span.closed = span.end = span.opened
        else:
            span.closed = self._parser.CurrentByteIndex
            span.end = self.data.index(b">", span.closed) + 1

    def is_empty(self, span: Span) -> bool:
        """Whether an element is one tag, <w:rPr/>."""
        return self.data.endswith(b"/>", span.start, span.opened)

    def cut(self, span: Span) -> bytes:
        """The bytes of an element."""
        return self.data[span.start : span.end]

    def replace_inside(self, span: Span, inside: bytes) -> Splice:
        """An element with other content."""
        if not self.is_empty(span):
            return Splice(span.opened, span.closed, inside)
        name = _read_name(self.cut(span))
        return Splice(span.opened - 2, span.opened, b">" + inside + b"</" + name + b">")

    def append(self, span: Span, inside: bytes) -> Splice:
        """An element with something more at its end."""
        if self.is_empty(span):
            return self.replace_inside(span, inside)
        return Splice(span.closed, span.closed, inside)

    def insert_inside(self, span: Span, inside: bytes) -> Splice:
        """An element with something more at its start."""
        if self.is_empty(span):
            return self.replace_inside(span, inside)
        return Splice(span.opened, span.opened, inside)

    def put_first(self, holder: Span, name: str, made: bytes) -> Splice:
        """An element in the place of the one of that name, or before all others."""
        old = holder.find(name)
        if old is not None:
            return Splice(old.start, old.end, made)
        return self.insert_inside(holder, made)

    def set_attribute(self, span: Span, name: str, value: str) -> Splice:
        """An element with an attribute of its namespace as it is to be."""
        tag, made = self.data[span.start : span.opened], quoteattr(value)
        for found in _ATTRIBUTE.finditer(tag):
            if found[1].rpartition(b":")[2] == name.encode():
                start, end = found.span(2)
                return Splice(span.start + start, span.start + end, made.encode())
        at = len(_read_name(tag)) + 1
        prefix = self._find_prefix(tag, span.space)
        declared = "" if prefix else f' xmlns:w="{span.space}"'
        written = f"{declared} {prefix or 'w'}:{name}={made}"
        return Splice(span.start + at, span.start + at, written.encode())

    def _find_prefix(self, tag: bytes, space: str) -> str:
        """A prefix for attributes of a namespace, which need one; nothing where there is none."""
        own = _read_name(tag).rpartition(b":")[0].decode()
        declared = [prefix for prefix, known in self.prefixes.items() if known == space]
        return own or max(declared, default="")

    def take(self, other: "Part", span: Span) -> bytes:
        """An element of another part, to be put into this one."""
        return self.declare(other.cut(span), other.prefixes)

    def declare(self, fragment: bytes, wanted: Mapping[str, str]) -> bytes:
        """An element from elsewhere that declares its prefixes, where they mean something else."""
        missing = ""
        for prefix, space in wanted.items():
            if self.prefixes.get(prefix) != space:
                missing += f' xmlns{":" if prefix else ""}{prefix}="{space}"'
        end = 1 + len(_read_name(fragment))
        return fragment[:end] + missing.encode() + fragment[end:]

    def splice(self, splices: Iterable[Splice]) -> bytes:
        """The bytes with these changes, which do not overlap."""
        return apply_splices(self.data, splices)


def apply_splices(data: bytes, splices: Iterable[Splice]) -> bytes:
    """Bytes with changes that do not overlap; of those at one place the first comes first."""
    pieces: list[bytes] = []
    done = 0
    for splice in sorted(splices, key=lambda each: (each.start, each.end)):
        pieces += [data[done : splice.start], splice.data]
        done = splice.end
    return b"".join([*pieces, data[done:]])


def _read_name(tag: bytes) -> bytes:
    return re.split(rb"[\s/>]", tag[1:], maxsplit=1)[0]


def _read_attributes(space: str, attributes: Mapping[str, str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in attributes.items():
        owner, _, local = name.rpartition(" ")
        if owner in ("", space):
            found[local] = value
    return found
