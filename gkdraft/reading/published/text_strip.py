"""Text without tables as one strip of characters that remembers gaps and places."""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from gkdraft.base.patterns import compile_late
from gkdraft.reading.documents.flow import Table, TextLine

# stands where a table was
BARRIER = "\x1e"


Words = tuple[tuple[int, str], ...]
"""Stretches of text without space, and cells between bars or tabs: where each begins, its text."""


class TextStrip(NamedTuple):
    """Characters without space; `gaps` are positions before which there was some.

    A table that is text itself keeps its cells, by which a blank one is known.
    """

    text: str
    gaps: frozenset[int]
    starts: tuple[int, ...]
    places: tuple[str, ...]
    rows: Mapping[int, Words]  # the cells of a row, by where the row begins
    words: Words  # of lines; "" for a blank cell between two bars

    @classmethod
    def of(cls, blocks: Iterable[TextLine | Table]) -> "TextStrip":
        blocks = tuple(blocks)
        made = _Strip(_find_usual_bars(blocks))
        for block in blocks:
            if isinstance(block, TextLine):
                made.add_line(block)
            elif block.merges:
                # nothing is read across a ruled table
                made.add_texts((BARRIER,), "")
            else:
                for row, place in zip(block.rows, block.places, strict=True):
                    made.add_texts([cell.text for cell in row], place)
        return cls(
            "".join(made.pieces),
            frozenset(made.gaps),
            tuple(made.starts),
            tuple(made.places),
            made.rows,
            tuple(made.words),
        )

    def place(self, position: int) -> str:
        """The line a position is on."""
        if not self.places:
            return ""
        return self.places[max(bisect_right(self.starts, position) - 1, 0)]

    def list_cells(self, position: int) -> list[str]:
        """The cells behind a position, in the row it is in; none outside of tables."""
        row = self._find_row(position)
        return [text for start, text in row if start >= position]

    def find_end(self, position: int) -> int:
        """Where the row or line ends in which a position is."""
        index = bisect_right(self.starts, max(position - 1, 0))
        return self.starts[index] if index < len(self.starts) else len(self.text)

    def _find_row(self, position: int) -> Words:
        index = bisect_right(self.starts, max(position - 1, 0)) - 1
        return self.rows.get(self.starts[index], ()) if self.starts else ()

    def list_words(self, start: int, end: int) -> Iterator[tuple[int, str]]:
        """The words between two positions; "" for a blank cell between two bars."""
        for index in range(bisect_left(self.words, (start, "")), len(self.words)):
            if self.words[index][0] >= end:
                return
            yield self.words[index]

    def skip_rest(self, position: int) -> int:
        """Where the word ends that goes on behind a label: more of it, or a remark never closed."""
        index = max(bisect_right(self.words, (position, "")) - 1, 0)
        start, word = self.words[index] if self.words else (0, "")
        rest = word[position - start :]
        # digits are values, and (七) begins the next label
        return position if not rest or _NEXT.search(rest) else start + len(word)

    def find_barrier(self, start: int) -> int:
        """Where the next table was, or the end."""
        found = self.text.find(BARRIER, start)
        return len(self.text) if found < 0 else found

    def chunks(self, start: int, end: int) -> list[str]:
        """The text between two positions, cut at its gaps."""
        edges = [start, *(i for i in range(start + 1, end) if i in self.gaps), end]
        return [self.text[a:b] for a, b in pairwise(edges) if a < b]


def _find_usual_bars(blocks: Iterable[TextLine | Table]) -> int:
    """How many bars stand between two cells that are not blank."""
    # 长安区统计局 2023 has one, 池州市信访局 two
    counts = Counter(block.bars for block in blocks if isinstance(block, TextLine) and block.bars)
    most = max(counts.values(), default=0)
    return min((bars for bars, count in counts.items() if count == most), default=1)


@dataclass
class _Strip:
    """A strip as it is put together."""

    usual_bars: int  # between two cells, each on a line of its own
    pieces: list[str] = field(default_factory=list)
    gaps: set[int] = field(default_factory=set)
    starts: list[int] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    rows: dict[int, Words] = field(default_factory=dict)
    words: list[tuple[int, str]] = field(default_factory=list)
    length: int = 0

    def add_line(self, line: TextLine) -> None:
        """A line; more bars behind it than usual are blank cells, or the end of a row."""
        self.add_texts((line.text,), line.place)
        self.words += [(self.length, "")] * (line.bars - self.usual_bars)

    def add_texts(self, texts: Sequence[str], place: str) -> None:
        """A line, or the cells of a row."""
        self.gaps.add(self.length)
        self.starts.append(self.length)
        self.places.append(place)
        cells: list[tuple[int, str]] = []
        for text in texts:
            cells.append((self.length, text))
            for word in normalise_text(text).split():
                self.gaps.add(self.length)
                self.words.append((self.length, word))
                self.pieces.append(word)
                self.length += len(word)
        if len(cells) > 1:
            self.rows[self.starts[-1]] = tuple(cells)


_NEXT = compile_late(r"\d|\([一二三四五六七八九十]{1,3}\)|[一二三四]、|^[+\-/]")

# what a page's editor, Word and a mirror make of the same mark
_SAME = str.maketrans(
    {"“": '"', "”": '"', "‘": "'", "’": "'", "—": "-", "–": "-", "−": "-", "－": "-"}
)


# 128436① is not 1284361, which is what NFKC makes of it
_NOTE_MARKS = compile_late("(?<=[0-9])[①-⑳⁰¹²³⁴-⁹]+")


def normalise_text(text: str) -> str:
    """Text with one way of writing for brackets, digits, dashes and quotes; no marks of notes."""
    text = _NOTE_MARKS.sub(" ", text)
    return unicodedata.normalize("NFKC", text.translate(_SAME)).translate(_SAME)


_PARTS = compile_late(
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


# 上海 2019 with a blank row: (七) behind 其他处理 begins the next row and is no remark
_ANY_REMARK = r"(?:\((?![一二三四五六七八九十]{1,3}\))[^()]{0,60}\))?"
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
