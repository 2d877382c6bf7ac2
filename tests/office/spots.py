"""Where a document can be edited: its paragraphs, figures and cells, each with how to name it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from gkdraft.prose.document import Document, Grid, Heading, Note, Paragraph, Title, plain_text

SHORTEST_NAME = 8
_SENTENCE = re.compile("[^。]+。")
_DERIVED = re.compile("[-+/]|^上年|^年度$")


@dataclass(frozen=True)
class Figure:
    """A figure of the prose: where it stands in its paragraph, and its key."""

    index: int
    start: int
    text: str
    key: str

    @property
    def is_typed(self) -> bool:
        """Whether the key is that of one figure of the file, not of what is reckoned from some."""
        return not _DERIVED.search(self.key)


@dataclass(frozen=True)
class Cell:
    """A cell with a figure, and how an op names it."""

    address: dict[str, Any]
    text: str
    key: str


class Spots:
    """The places of one document."""

    def __init__(self, document: Document) -> None:
        self.blocks = document.blocks
        self.texts = [_read_text(block) for block in document.blocks]

    def list_blocks(self, *kinds: type) -> list[int]:
        """The blocks of these kinds, by their place."""
        return [index for index, block in enumerate(self.blocks) if isinstance(block, kinds)]

    @property
    def paragraphs(self) -> list[int]:
        """Paragraphs below the first heading: the introduction is not the editor's business."""
        first = self.list_blocks(Heading)[0]
        return [index for index in self.list_blocks(Paragraph) if index > first]

    @property
    def headings(self) -> list[int]:
        return self.list_blocks(Heading)

    @property
    def notes(self) -> list[int]:
        return self.list_blocks(Note)

    def name(self, index: int) -> str:
        """The first words of a paragraph, so many that no other before it has them."""
        text = self.texts[index]
        for length in range(min(SHORTEST_NAME, len(text)), len(text)):
            if self._is_first(text[:length], index):
                return text[:length]
        return text

    def _is_first(self, words: str, index: int) -> bool:
        return not any(words in text for text in self.texts[:index])

    def name_place(self, index: int, start: int) -> dict[str, str]:
        """How an op names a place in a paragraph: by its name and the words before the place."""
        text = self.texts[index]
        place = {"in": self.name(index)}
        if start == 0:
            return place
        for length in range(1, start + 1):
            words = text[start - length : start]
            if text.index(words) == start - length:
                return {**place, "after": words}
        raise AssertionError("the words from the start of a paragraph are the first of it")

    def sentences(self, index: int) -> list[str]:
        """The sentences of a paragraph."""
        return _SENTENCE.findall(self.texts[index])

    def figures(self, index: int) -> Iterator[Figure]:
        """The figures of a paragraph that have a key."""
        start = 0
        for run in getattr(self.blocks[index], "runs", ()):
            if run.key and not run.gap:
                yield Figure(index, start, run.text, run.key)
            start += len(run.text)

    def list_figures(self) -> list[Figure]:
        """Every figure of the prose that stands in the file."""
        found = []
        for index in self.paragraphs:
            found += [figure for figure in self.figures(index) if figure.is_typed]
        return found

    def list_lost(self, index: int, start: int, end: int) -> list[str]:
        """The keys of the figures that are told between two places of a paragraph."""
        lost = []
        for figure in self.figures(index):
            if figure.start < end and figure.start + len(figure.text) > start:
                lost.append(figure.key)
        return lost

    def count_places(self, key: str) -> int:
        """How often a figure is told, in prose and in tables."""
        told = [cell.key for cell in self.cells()]
        for index in self.list_blocks(Paragraph):
            told += [figure.key for figure in self.figures(index)]
        return told.count(key)

    def cells(self) -> Iterator[Cell]:
        """The cells with a key."""
        known: set[str] = set()
        for index in self.list_blocks(Grid):
            grid = self.blocks[index]
            assert isinstance(grid, Grid)
            yield from _list_cells(grid, known)


def _list_cells(grid: Grid, known: set[str]) -> Iterator[Cell]:
    """The cells of a table; `known` are the texts of those of the tables before."""
    rows = []
    for row in grid.rows:
        rows.append([cell for cell in row if not cell.continues])
    texts = [cell.text for row in rows for cell in row if cell.text]
    table = next(text for text in texts if text not in known)
    known.update(texts)
    seen: set[str] = set()
    for row in rows:
        labels = [n for n, cell in enumerate(row) if cell.role == "label" and cell.text not in seen]
        label = labels[-1] if labels else 0
        name = row[label].text if labels else ""
        seen.update(cell.text for cell in row)
        for number, cell in enumerate(row):
            if cell.key and (labels or row is rows[-1]):
                address = {"table": table, "row": name, "nth": number - label}
                yield Cell(address, cell.text, cell.key)


def _read_text(block: Any) -> str:
    if isinstance(block, Title):
        return "".join(block.parts)
    return "" if isinstance(block, Grid) else plain_text(block.runs)
