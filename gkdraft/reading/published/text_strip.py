"""Text without tables as one strip of characters that remembers gaps and places."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from gkdraft.reading.documents.flow import Table, TextLine

# stands where a table was: nothing is read across it
BARRIER = "\x1e"


Cells = tuple[tuple[int, str], ...]
"""The cells of a row between bars or tabs: where each begins, and its text."""


@dataclass(frozen=True)
class TextStrip:
    """Characters without space; `gaps` are positions before which there was some.

    A table that is text itself keeps its cells, by which a blank one is known.
    """

    text: str
    gaps: frozenset[int]
    starts: tuple[int, ...]
    places: tuple[str, ...]
    rows: Mapping[int, Cells]  # by where the row begins

    @classmethod
    def of(cls, blocks: Iterable[TextLine | Table]) -> "TextStrip":
        pieces: list[str] = []
        gaps: set[int] = set()
        starts: list[int] = []
        places: list[str] = []
        rows: dict[int, Cells] = {}
        length = 0
        for block in blocks:
            for texts, place in _list_texts(block):
                gaps.add(length)
                starts.append(length)
                places.append(place)
                cells: list[tuple[int, str]] = []
                for text in texts:
                    cells.append((length, text))
                    for word in normalise_text(text).split():
                        gaps.add(length)
                        pieces.append(word)
                        length += len(word)
                if len(cells) > 1:
                    rows[starts[-1]] = tuple(cells)
        return cls("".join(pieces), frozenset(gaps), tuple(starts), tuple(places), rows)

    def place(self, position: int) -> str:
        """The line a position is on."""
        if not self.places:
            return ""
        return self.places[max(bisect_right(self.starts, position) - 1, 0)]

    def cells(self, position: int) -> list[str]:
        """The texts of the cells behind a position, in the row it is in; none outside of tables."""
        index = bisect_right(self.starts, max(position - 1, 0)) - 1
        row = self.rows.get(self.starts[index], ()) if self.starts else ()
        return [text for start, text in row if start >= position]

    def find_barrier(self, start: int) -> int:
        """Where the next table was, or the end."""
        found = self.text.find(BARRIER, start)
        return len(self.text) if found < 0 else found

    def chunks(self, start: int, end: int) -> list[str]:
        """The text between two positions, cut at its gaps."""
        edges = [start, *(i for i in range(start + 1, end) if i in self.gaps), end]
        return [self.text[a:b] for a, b in pairwise(edges) if a < b]


def _list_texts(block: TextLine | Table) -> Iterator[tuple[Sequence[str], str]]:
    """A line, the rows of a table that is text itself, or a barrier for a ruled one."""
    if isinstance(block, TextLine):
        yield (block.text,), block.place
    elif block.merges:
        yield (BARRIER,), ""
    else:
        for row, place in zip(block.rows, block.places, strict=True):
            yield [cell.text for cell in row], place


# what a page's editor, Word and a mirror make of the same mark
_SAME = str.maketrans(
    {"“": '"', "”": '"', "‘": "'", "’": "'", "—": "-", "–": "-", "−": "-", "－": "-"}
)


# 128436① is not 1284361, which is what NFKC makes of it
_NOTE_MARKS = re.compile("(?<=[0-9])[①-⑳⁰¹²³⁴-⁹]+")


def normalise_text(text: str) -> str:
    """Text with one way of writing for brackets, digits, dashes and quotes; no marks of notes."""
    text = _NOTE_MARKS.sub(" ", text)
    return unicodedata.normalize("NFKC", text.translate(_SAME)).translate(_SAME)


_PARTS = re.compile(
    r"(?P<number>[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]{1,3}\)|\d{1,2}\.)?"
    r"(?P<core>[^(]+)(?P<remark>\(.*\))?"
)


def compose_pattern(text: str, others: Iterable[str] = (), alone: bool = False) -> str:
    """A pattern for a label as it may stand in running text, with or without its number.

    A short label needs its number, unless nothing else can stand there (`alone`).
    """
    match = _PARTS.fullmatch(re.sub(r"\s", "", normalise_text(text)))
    if match is None:
        return _compose_letters(text)
    number, core, remark = match["number"] or "", match["core"], match["remark"] or ""
    cores = "|".join(_compose_letters(name) for name in (core, *others))
    # 平潭 2021, 太仓 2021: 其他 is the row 3.其他 and a column of applicants
    is_needed = len(core) <= 2 and not alone
    before = _compose_number(number, is_needed) if number else ""
    return f"{before}(?:{cores}){_IN_WAN if '万元' in remark else _ANY_REMARK}"


_ANY_REMARK = r"(?:\([^()]{0,60}\))?"
# no document needs it yet: an amount in 元 is not the figure in 万元 that the form asks for
_IN_WAN = r"(?:\([^()]{0,40}万元[^()]{0,10}\))?(?!\([^()]{0,40}元)"


def _compose_number(number: str, is_needed: bool) -> str:
    """三、 also as 三. and, unless it is needed, as nothing."""
    pattern = re.escape(number)
    if number[-1] in "、.":
        pattern = re.escape(number[:-1]) + r"[、.]"
    return f"(?:{pattern})" if is_needed else f"(?:{pattern})?"


def _compose_letters(text: str) -> str:
    """The letters of a text with anything or nothing where a mark stands."""
    letters = re.sub(r"\s", "", normalise_text(text))
    return "".join(re.escape(char) if char.isalnum() else r"\W?" for char in letters)
