"""Parts in which elements are replaced: handles for them, and the bytes that come of it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple
from xml.sax.saxutils import quoteattr

from gkdraft.revise.patching.splicing import Splices
from gkdraft.revise.patching.xml_index import XmlIndex, index_part, read_name


class Splice(NamedTuple):
    """Other bytes in the place of those from `start` to `end`."""

    start: int
    end: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Span:
    """An element of an index; attributes go by local names, without those of other namespaces."""

    index: XmlIndex
    number: int

    @property
    def name(self) -> str:
        return self.index.tags[self.number].rpartition(":")[2]

    @property
    def space(self) -> str:
        return self.index.namespaces[self.number]

    @property
    def attributes(self) -> Mapping[str, str]:
        return self.index.attributes[self.number]

    @property
    def start(self) -> int:
        return self.index.starts[self.number]

    @property
    def end(self) -> int:
        return self.index.ends[self.number]

    @property
    def inside(self) -> slice:
        """Where in the part its content stands."""
        return slice(self.index.heads[self.number], self.index.tails[self.number])

    @property
    def children(self) -> "list[Span]":
        return [Span(self.index, each) for each in self.index.list_children(self.number)]

    def find(self, name: str) -> "Span | None":
        """The first child of that name."""
        return next(self.find_all(name), None)

    def find_all(self, name: str) -> "Iterator[Span]":
        """The children of that name."""
        return (child for child in self.children if child.name == name)

    def find_deep(self, name: str) -> "Iterator[Span]":
        """The elements of that name at any depth, but none inside another one."""
        number, last = self.number + 1, self.index.lasts[self.number]
        while number <= last:
            span = Span(self.index, number)
            number += 1
            if span.name == name:
                yield span
                number = self.index.lasts[span.number] + 1

    def read(self, name: str, attribute: str = "val") -> str:
        """An attribute of a child, nothing where either is missing."""
        child = self.find(name)
        return "" if child is None else child.attributes.get(attribute, "")


class Part:
    """A part of a package, and its bytes with some of them replaced. InputError if it is no XML."""

    def __init__(self, name: str, data: bytes) -> None:
        self.name = name
        self.index = index_part(data, name)
        self.data = self.index.data
        self.root = Span(self.index, 0)
        # that its root declares
        self.prefixes = {
            prefix: space for number, prefix, space in self.index.declared if not number
        }

    def is_empty(self, span: Span) -> bool:
        """Whether an element is one tag, <w:rPr/>."""
        return self.index.closes_itself(span.number)

    def cut(self, span: Span) -> bytes:
        """The bytes of an element."""
        return self.index.get_bytes(span.number)

    def replace_inside(self, span: Span, inside: bytes) -> Splice:
        """An element with other content."""
        if not self.is_empty(span):
            return Splice(span.inside.start, span.inside.stop, inside)
        made = b">" + inside + b"</" + self.index.get_name(span.number) + b">"
        return Splice(span.end - 2, span.end, made)

    def append(self, span: Span, inside: bytes) -> Splice:
        """An element with something more at its end."""
        if self.is_empty(span):
            return self.replace_inside(span, inside)
        return Splice(span.inside.stop, span.inside.stop, inside)

    def insert_inside(self, span: Span, inside: bytes) -> Splice:
        """An element with something more at its start."""
        if self.is_empty(span):
            return self.replace_inside(span, inside)
        return Splice(span.inside.start, span.inside.start, inside)

    def put_first(self, holder: Span, name: str, made: bytes) -> Splice:
        """An element in the place of the one of that name, or before all others."""
        old = holder.find(name)
        if old is not None:
            return Splice(old.start, old.end, made)
        return self.insert_inside(holder, made)

    def set_attribute(self, span: Span, name: str, value: str) -> Splice:
        """An element with an attribute of its namespace as it is to be."""
        made = quoteattr(value).encode()
        place = self.index.find_attribute(span.number, name)
        if place is not None:
            # the quotes go with it
            return Splice(place[0] - 1, place[1] + 1, made)
        own = self.index.get_name(span.number)
        prefix = self._find_prefix(own, span.space)
        declared = "" if prefix else f' xmlns:w="{span.space}"'
        at = span.start + 1 + len(own)
        return Splice(at, at, f"{declared} {prefix or 'w'}:{name}=".encode() + made)

    def _find_prefix(self, name: bytes, space: str) -> str:
        """A prefix for attributes of a namespace, which need one; nothing where there is none."""
        own = name.rpartition(b":")[0].decode()
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
        end = 1 + len(read_name(fragment))
        return fragment[:end] + missing.encode() + fragment[end:]

    def splice(self, splices: Iterable[Splice]) -> bytes:
        """The bytes with these changes."""
        return apply_splices(self.data, splices)


def apply_splices(data: bytes, splices: Iterable[Splice]) -> bytes:
    """Bytes with changes; of those at one place the first comes first."""
    changes = Splices(data)
    for splice in splices:
        changes.add(*splice)
    return changes.merge()
