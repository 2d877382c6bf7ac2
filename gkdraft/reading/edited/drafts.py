"""A paragraph while it is read: text grows, marks and changes are noted where they stand."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from gkdraft.reading.documents.flow import clean_text
from gkdraft.reading.documents.word_numbering import W
from gkdraft.reading.edited.model import (
    Anchor,
    EditedParagraph,
    Kind,
    MarginComment,
    Source,
    TrackedChange,
)

if TYPE_CHECKING:
    from lxml import etree


class Remark(NamedTuple):
    """What a comment says, wherever it hangs."""

    author: str
    text: str


class Stretch(NamedTuple):
    """Where in a paragraph a bookmark or a comment stands: its name or id, start and end."""

    name: str
    start: int
    end: int


@dataclass(slots=True)
class Change:
    """A tracked change that may go on."""

    kind: Kind
    author: str
    date: str
    start: int
    texts: list[str]
    end: int  # where the text goes on

    def freeze(self, shift: int) -> TrackedChange:
        """The change, whose paragraph begins with so many characters that Word only draws."""
        text = "".join(self.texts)
        if self.kind == "deletion":
            text = text.strip("\n") or "\n"
        return TrackedChange(self.kind, self.author, self.date, text, self.start + shift)


@dataclass(slots=True)
class Draft:
    """A paragraph while it is read; positions do not count the number that Word draws."""

    place: str = ""
    level: int = 0
    style: str = ""
    prefix: str = ""
    pieces: list[str] = field(default_factory=list)
    length: int = 0
    anchors: list[Stretch] = field(default_factory=list)
    comments: list[Stretch] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    sources: list[Source] = field(default_factory=list)
    elements: tuple[int, ...] = ()

    @property
    def text(self) -> str:
        """The text so far, with its number."""
        return self.prefix + "".join(self.pieces)

    def is_empty(self) -> bool:
        """Whether nothing can be read."""
        return not clean_text(self.text).strip()

    def add(self, text: str, element: int, revision: "etree._Element | None") -> None:
        """Text of an element, which stands or which a tracked change inserts."""
        end = self.length + len(text)
        if revision is not None:
            self._change("insertion", revision, text, end)
        self.pieces.append(text)
        self.sources.append(Source(self.length, end, element))
        self.length = end

    def drop(self, text: str, revision: "etree._Element") -> None:
        """Text that a tracked change deletes."""
        self._change("deletion", revision, text, self.length)

    def _change(self, kind: Kind, revision: "etree._Element", text: str, end: int) -> None:
        author, date = (revision.get(f"{W}{name}") or "" for name in ("author", "date"))
        if self.changes:
            last = self.changes[-1]
            same = (last.kind, last.author, last.date) == (kind, author, date)
            # editors cut one change into many where formats change
            if same and last.end == self.length:
                last.texts.append(text)
                last.end = end
                return
        self.changes.append(Change(kind, author, date, self.length, [text], end))

    def inherit(self, other: "Draft") -> None:
        """What stood in a paragraph that is left out, as points here."""
        here = self.length
        self.anchors += _collapse(other.anchors, here)
        self.comments += _collapse(other.comments, here)
        for change in other.changes:
            if change.kind == "deletion":
                change.start = change.end = here
                self.changes.append(change)

    def freeze(self, remarks: Mapping[str, Remark]) -> EditedParagraph:
        """The paragraph as it was read, with what the comments say."""
        text, shift = self.text, len(self.prefix)
        return EditedParagraph(
            text,
            self.level,
            self.style,
            self.place,
            tuple(_freeze_anchors(self.anchors, shift)),
            tuple(change.freeze(shift) for change in self.changes),
            tuple(_freeze_comments(self.comments, remarks, text, shift)),
            tuple(Source(start + shift, end + shift, each) for start, end, each in self.sources),
            self.elements,
        )


def _collapse(stretches: Iterable[Stretch], here: int) -> Iterable[Stretch]:
    return [Stretch(each.name, here, here) for each in stretches]


def _freeze_anchors(stretches: Iterable[Stretch], shift: int) -> Iterable[Anchor]:
    for each in sorted(stretches, key=_order):
        yield Anchor(each.name, each.start + shift, each.end + shift)


def _freeze_comments(
    stretches: Iterable[Stretch], remarks: Mapping[str, Remark], text: str, shift: int
) -> Iterable[MarginComment]:
    for each in sorted(stretches, key=_order):
        remark = remarks.get(each.name)
        if remark is not None:
            start, end = each.start + shift, each.end + shift
            yield MarginComment(remark.author, remark.text, start, end, text[start:end])


def _order(stretch: Stretch) -> tuple[int, int]:
    """What begins first stands first, what reaches further before what it holds."""
    return stretch.start, -stretch.end
