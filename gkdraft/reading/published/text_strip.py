"""Text without tables as one strip of characters that remembers gaps and places."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from gkdraft.reading.documents.flow import Table, TextLine

BARRIER = "\x1e"
"""Stands where a table was: nothing is read across it."""


@dataclass(frozen=True)
class TextStrip:
    """Characters without space; `gaps` are positions before which there was some."""

    text: str
    gaps: frozenset[int]
    starts: tuple[int, ...]
    places: tuple[str, ...]

    @classmethod
    def of(cls, blocks: Iterable[TextLine | Table]) -> "TextStrip":
        pieces: list[str] = []
        gaps: set[int] = set()
        starts: list[int] = []
        places: list[str] = []
        length = 0
        for block in blocks:
            for text, place in _list_texts(block):
                gaps.add(length)
                starts.append(length)
                places.append(place)
                for word in normalise_text(text).split():
                    gaps.add(length)
                    pieces.append(word)
                    length += len(word)
        return cls("".join(pieces), frozenset(gaps), tuple(starts), tuple(places))

    def place(self, position: int) -> str:
        """The line a position is on."""
        if not self.places:
            return ""
        return self.places[max(bisect_right(self.starts, position) - 1, 0)]

    def chunks(self, start: int, end: int) -> list[str]:
        """The text between two positions, cut at its gaps."""
        edges = [start, *(i for i in range(start + 1, end) if i in self.gaps), end]
        return [self.text[a:b] for a, b in pairwise(edges) if a < b]


def _list_texts(block: TextLine | Table) -> Iterator[tuple[str, str]]:
    """A line, the rows of a table that is text itself, or a barrier for a ruled one."""
    if isinstance(block, TextLine):
        yield block.text, block.place
    elif block.merges:
        yield BARRIER, ""
    else:
        for row, place in zip(block.rows, block.places, strict=True):
            yield " ".join(cell.text for cell in row), place


_SAME = str.maketrans(
    {"“": '"', "”": '"', "‘": "'", "’": "'", "—": "-", "–": "-", "−": "-", "－": "-"}
)


def normalise_text(text: str) -> str:
    """Text with one way of writing for brackets, digits, dashes and quotes."""
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
    is_needed = len(core) <= 2 and not alone
    before = _compose_number(number, is_needed) if number else ""
    return f"{before}(?:{cores}){_IN_WAN if '万元' in remark else _ANY_REMARK}"


_ANY_REMARK = r"(?:\([^()]{0,60}\))?"
# an amount in 元 is another figure than the one in 万元 that the form asks for
_IN_WAN = r"(?:\([^()]{0,40}万元[^()]{0,10}\))?(?!\([^()]{0,40}元)"


def _compose_number(number: str, is_needed: bool) -> str:
    """三、 also as 三. and, unless it is needed, as nothing."""
    mark = re.escape(number[:-1]) + r"[、.]" if number[-1] in "、." else re.escape(number)
    return f"(?:{mark}){'' if is_needed else '?'}"


def _compose_letters(text: str) -> str:
    """The letters of a text with anything or nothing where a mark stands."""
    letters = re.sub(r"\s", "", normalise_text(text))
    return "".join(re.escape(char) if char.isalnum() else r"\W?" for char in letters)
