"""Changes 改动: what an editor did to a draft, each with its place, and what becomes of it."""

from typing import Literal, NamedTuple

from gkdraft.prose.expressions import split_claim
from gkdraft.report.model import REFERENCE
from gkdraft.revise.alignment import Origin
from gkdraft.revise.wording import Figure

Kind = Literal[
    "figure", "reword", "insert", "delete", "split", "merge", "heading", "row", "label",
    "insertion", "deletion", "comment",
]  # fmt: skip
"""figure: a number; row, label: of a table; insertion, deletion: a tracked change 修订."""

Confidence = Literal["high", "medium", "low"]

NEWLINE = "\n"
Piece = str | Figure


class Change(NamedTuple):
    """One thing an editor did.

    `place` is a table's row and column or a passage's name. `key` is that of a figure. `target`
    is where it goes in the data file; without one, `reason` says why it is not taken.
    """

    kind: Kind
    place: str
    before: str
    now: str
    origin: Origin = "exact"
    confidence: Confidence = "high"
    key: str = ""
    author: str = ""
    target: str = ""
    reason: str = ""
    spot: str = ""  # where it stands in the edited document: 第12段, 表2第7行

    @property
    def is_taken(self) -> bool:
        """Whether it goes into the data file."""
        return bool(self.target)


class Rewording(NamedTuple):
    """Sentences of a passage with what an editor made of them.

    `before` is a passage with references, empty where paragraphs were put in behind `place`;
    `pieces` are the new text, empty where it was taken out. `level` is that of a heading.
    """

    kind: Kind
    place: str
    before: str
    shown: str
    pieces: tuple[Piece, ...]
    origin: Origin
    likeness: float
    spot: str = ""
    level: int = 0
    refused: str = ""

    @property
    def now(self) -> str:
        """The new text as it is printed."""
        return "".join(p.now if isinstance(p, Figure) else p for p in self.pieces)

    def list_keys(self) -> list[str]:
        """The figures of the old text, each as often as it stands there."""
        return [split_claim(match[1])[0] for match in REFERENCE.finditer(self.before)]

    @property
    def figures(self) -> list[Figure]:
        """The figures of the data in the new text."""
        return [piece for piece in self.pieces if isinstance(piece, Figure)]


class CellChange(NamedTuple):
    """A cell of a statutory table with another text."""

    key: str
    place: str
    before: str
    now: str
    origin: Origin
    confidence: Confidence
    spot: str = ""
    note: str = ""  # what else was read for it
