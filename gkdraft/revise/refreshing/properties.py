"""Custom properties 自定义属性 with another snapshot 快照; those of other programs stay."""

import re
from collections.abc import Iterator, Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

from gkdraft.base.package import CUSTOM
from gkdraft.base.patterns import compile_late
from gkdraft.prose.snapshot import NAME
from gkdraft.revise.refreshing.spans import Part, Span, Splice

SEAL = "gkdraft"

_KIND = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_SPACE = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_VALUES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_STRICT = "http://purl.oclc.org/ooxml/"
_STRICT_VALUES = f"{_STRICT}officeDocument/docPropsVTypes"
_EMPTY = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties xmlns="{_SPACE}"/>'
_SNAPSHOT = compile_late(re.escape(NAME) + r"\.\d+")
# the first number a property may have
_FIRST = 2


def renew_properties(parts: Mapping[str, bytes], pieces: Sequence[str], seal: str | None) -> bytes:
    """The custom properties with these pieces of a snapshot, and with this seal if there is one."""
    part = Part(CUSTOM, parts.get(CUSTOM, _EMPTY.encode()))
    kept: list[Span] = []
    dropped: list[Span] = []
    for span in part.root.find_all("property"):
        name = span.attributes.get("name", "")
        is_ours = _SNAPSHOT.fullmatch(name) or (name == SEAL and seal is not None)
        (dropped if is_ours else kept).append(span)
    added = {} if seal is None else {SEAL: seal}
    added |= {f"{NAME}.{number}": piece for number, piece in enumerate(pieces, 1)}
    numbers = _Numbers(kept)
    splices = [_drop(part, span) for span in dropped]
    splices += numbers.correct(part)
    made = b"".join(_write(part, name, value, numbers.take()) for name, value in added.items())
    return part.splice([*splices, _put_behind(part, kept, made)])


class _Numbers:
    """The numbers of properties, each of which is there once."""

    def __init__(self, kept: Sequence[Span]) -> None:
        self.doubtful: list[Span] = []
        self.taken: set[int] = set()
        self._next = _FIRST
        for span in kept:
            text = span.attributes.get("pid", "")
            number = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
            if "pid" in span.attributes and (number < _FIRST or number in self.taken):
                self.doubtful.append(span)
            self.taken.add(number)

    def correct(self, part: Part) -> Iterator[Splice]:
        """Numbers that cannot be, and such as another property has."""
        for span in self.doubtful:
            yield part.set_attribute(span, "pid", str(self.take()))

    def take(self) -> int:
        """The lowest number that is free."""
        while self._next in self.taken:
            self._next += 1
        self.taken.add(self._next)
        return self._next


def _drop(part: Part, span: Span) -> Splice:
    """A property taken out with the space before it, so that renewing twice is as once."""
    start = span.start
    while part.data[start - 1 : start].isspace():
        start -= 1
    return Splice(start, span.end, b"")


def _put_behind(part: Part, kept: Sequence[Span], made: bytes) -> Splice:
    if kept:
        return Splice(kept[-1].end, kept[-1].end, made)
    return part.insert_inside(part.root, made)


def _write(part: Part, name: str, value: str, number: int) -> bytes:
    space = part.root.space
    values = _STRICT_VALUES if space.startswith(_STRICT) else _VALUES
    head = f'<property fmtid="{_KIND}" pid="{number}" name={quoteattr(name)}>'
    written = f"{head}<vt:lpwstr>{escape(value)}</vt:lpwstr></property>"
    return part.declare(written.encode(), {"": space, "vt": values})
