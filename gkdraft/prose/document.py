"""The document tree 文稿: what narrative and tabulate make and renderers turn into bytes."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, NamedTuple

from gkdraft.base.patterns import compile_late

Align = Literal["title", "header", "label", "number", "remark"]


class Run(NamedTuple):
    """A piece of text. `key` tells which figure it came from; a gap is a visible 【待补充】."""

    text: str
    key: str = ""
    gap: bool = False


Runs = tuple[Run, ...]


class Title(NamedTuple):
    """标题, in parts between which a long title may break."""

    parts: tuple[str, ...]


class Heading(NamedTuple):
    """一、 （一） 1. with the number as text; level 1 to 3."""

    level: int
    runs: Runs


class Paragraph(NamedTuple):
    """正文段落. `answers`: the keys of the tasks it tells of."""

    runs: Runs
    answers: tuple[str, ...] = ()


class Note(NamedTuple):
    """注: under a table."""

    runs: Runs


class Closing(NamedTuple):
    """落款: the line of the name or of the date, so many characters from the right margin."""

    kind: Literal["name", "date"]
    runs: Runs
    right: float


class GridCell(NamedTuple):
    """A cell of the printed table; `continues` marks the lower rows of a merged cell.

    `remark` stands below the text in smaller type, as does all of a cell of that role.
    """

    text: str
    column: int
    colspan: int
    rowspan: int
    role: Align
    continues: bool = False
    key: str = ""
    remark: str = ""

    @property
    def words(self) -> str:
        """Text and remark, where there is one line for both."""
        return f"{self.text}（{self.remark}）" if self.remark else self.text


class Grid(NamedTuple):
    """表: rows of cells, the width of every grid column in mm, and how many rows repeat.

    `heights`: how high each row is at least, mm; without them, and where it is 0, as the typography
    has it.
    """

    name: str
    widths: tuple[float, ...]
    rows: tuple[tuple[GridCell, ...], ...]
    header_rows: int
    heights: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class PlacedEdit:
    """What became of one 修改, numbered from 0.

    `text`: the editor's words as they are printed. `follows`: they stand where they belong. Else
    `now` is what the data give today in their place, over which they were kept; without `now`
    no place was found, and they are not printed.
    """

    index: int
    text: str
    follows: bool
    now: str = ""


Block = Title | Heading | Paragraph | Note | Closing | Grid


@dataclass(frozen=True, slots=True, eq=False)
class Document:
    """文稿: the whole report, one block after the other; the same only as itself.

    `names`: what each block is called (prose/passages.py), where somebody may refer to it.
    `edits`: what became of the changes an editor made (修改).
    `source`: every word of a published report's file, tables and lost headings too; what stands
    nowhere in it is missing.
    """

    title: str
    author: str
    year: int
    blocks: tuple[Block, ...]
    source: str = ""
    names: tuple[str, ...] = ()
    edits: tuple[PlacedEdit, ...] = ()

    def gaps(self) -> Iterator[Run]:
        """Every 【待补充】, in reading order."""
        for block in self.blocks:
            if not isinstance(block, Title | Grid):
                yield from (run for run in block.runs if run.gap)

    def section(self, number: int) -> tuple[Block, ...]:
        """The blocks below the level-one heading of that number, from 1; none without it."""
        starts = []
        for index, block in enumerate(self.blocks):
            if isinstance(block, Heading) and block.level == 1:
                starts.append(index)
        starts.append(len(self.blocks))
        if not 0 < number < len(starts):
            return ()
        return self.blocks[starts[number - 1] + 1 : starts[number]]


def list_figures(grid: Grid) -> list[GridCell]:
    """The cells of a table that hold figures, each once."""
    found: list[GridCell] = []
    for row in grid.rows:
        found += [cell for cell in row if cell.key and not cell.continues]
    return found


def join_words(runs: Iterable[Run]) -> Runs:
    """Runs with words that follow one another in one; figures and gaps stand alone."""
    joined: list[Run] = []
    for run in runs:
        last = joined[-1] if joined else None
        if last and not (last.key or last.gap or run.key or run.gap):
            joined[-1] = Run(last.text + run.text)
        else:
            joined.append(run)
    return tuple(joined)


def plain_text(runs: Runs) -> str:
    """The text of runs."""
    return "".join(run.text for run in runs)


def measure_width(text: str) -> float:
    """How wide Word sets a text, in characters.

    Letters and digits are half as wide, and a quarter stands between them and Chinese.
    """
    edges = sum(a.isascii() != b.isascii() for a, b in pairwise(text))
    return sum(0.5 if char.isascii() else 1 for char in text) + edges / 4


_WORDS = compile_late(r"[0-9A-Za-z.,%@_/-]+|\S")


def count_characters(blocks: tuple[Block, ...]) -> int:
    """字数 of prose: a run of digits or Latin letters counts as one, like in Word and WPS.

    What is still to be filled in (【待补充】) does not count.
    """
    count = 0
    for block in blocks:
        if isinstance(block, Heading | Paragraph | Note):
            known = tuple(run for run in block.runs if not run.gap)
            count += len(_WORDS.findall(plain_text(known)))
    return count


def find_paragraphs(document: Document, titles: Collection[str]) -> list[str]:
    """The paragraphs under the headings with these titles."""
    found, inside = [], False
    for block in document.blocks:
        if isinstance(block, Heading):
            inside = any(plain_text(block.runs).endswith(title) for title in titles)
        elif inside and isinstance(block, Paragraph):
            found.append(plain_text(block.runs))
    return found
