"""The plan 并入方案: what of the data goes into an edited document, and what does not."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from gkdraft.prose.anchors import Piece
from gkdraft.prose.document import Block, Document
from gkdraft.reading.edited import EditedParagraph

Kind = Literal["cell", "figure", "sentence", "insert", "delete", "number"]
"""cell: of a table; figure: in a sentence; sentence: its words; number: of a heading."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """What the data changed and the edited document gets: the text it has, and the new one."""

    kind: Kind
    place: str
    before: str
    now: str
    key: str = ""
    spot: str = ""  # where it stands in the edited document: 第12段, 表2第4行


@dataclass(frozen=True, slots=True)
class Conflict:
    """What both sides changed: the text of the last build, that of the data, the editor's.

    The editor's stays. `key` is that of the figure, whose values the texts then are; `sentences`
    are the three sentences in which it stands. Without `key` the texts are the sentences.
    """

    place: str
    base: str
    now: str
    edited: str
    key: str = ""
    spot: str = ""
    sentences: tuple[str, str, str] = ("", "", "")
    reason: str = ""


Told = Arrival | Conflict


@dataclass(frozen=True, slots=True)
class TextPatch:
    """Pieces in the place of some text of a paragraph."""

    paragraph: EditedParagraph
    start: int
    end: int
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class BlockInsertion:
    """A block of the report behind an element of the edited document; None is its head.

    `number`: which block of the report it is; `block`: as it is to be printed.
    """

    after: int | None
    number: int
    block: Block


@dataclass
class Plan:
    """Everything that is done to the edited document.

    `base` is the last build, `snapshot` what the document is compared with the next time: the last
    build with all that arrived.
    `bookmarks`: our old names and the new ones; None where there is nothing left to find.
    """

    patches: list[TextPatch] = field(default_factory=list)
    insertions: list[BlockInsertion] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)
    bookmarks: dict[str, str | None] = field(default_factory=dict)
    base: Document | None = None
    snapshot: Document | None = None

    @property
    def arrivals(self) -> Sequence[Arrival]:
        return [one for one in self.told if isinstance(one, Arrival)]

    @property
    def conflicts(self) -> Sequence[Conflict]:
        return [one for one in self.told if isinstance(one, Conflict)]
