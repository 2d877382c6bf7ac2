"""A document from outside as lines and tables with their places, before anyone interprets it."""

import itertools
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple, Protocol

from gkdraft.base.bounds import CELLS, CHARACTERS, LINES, ROWS
from gkdraft.base.patterns import compile_late
from gkdraft.messages import Message, say

MOST_COLUMNS = 60


class TextLine(NamedTuple):
    """A paragraph, or a part of one between two line breaks.

    `level` is that of its heading style, counted from 1, where the source has one.
    """

    text: str
    place: str
    level: int = 0
    bars: int = 0  # how many | stand between it and the next line: cells of which some are blank


@dataclass(frozen=True, eq=False, slots=True)
class TableCell:
    """A cell of a table; a merged cell is the same object everywhere it reaches.

    `given` is False where the source has no cell: a row copied without its merged cells is short.
    """

    text: str
    given: bool = True


class Table(NamedTuple):
    """A grid: rows × columns, all rows of the same length."""

    rows: tuple[tuple[TableCell, ...], ...]
    places: tuple[str, ...]
    merges: bool = True  # False where the source cannot say which cells are merged


class Flow(NamedTuple):
    """Everything a document says, in reading order, and what was done to it on the way."""

    name: str
    blocks: tuple[TextLine | Table, ...]
    remarks: tuple[str, ...] = ()
    traditional: bool = False  # it was in traditional characters, which also change words
    title: str = ""  # what a web page calls itself, which need not be printed on it
    lost: int = 0  # formulas of a workbook whose result was not stored: their cells are blank

    def lines(self) -> Iterator[TextLine]:
        """All text; a table's cells row by row."""
        for block in self.blocks:
            if isinstance(block, TextLine):
                yield block
            else:
                yield from list_table_lines(block)

    def texts(self) -> Iterator[str]:
        """The lines without their places."""
        for block in self.blocks:
            if isinstance(block, TextLine):
                yield block.text
            else:
                yield from list_table_texts(block)


def explain_lost(flow: Flow) -> tuple[Message, ...]:
    """What to do about formulas without a result, where there are any."""
    if not flow.lost:
        return ()
    said = say(
        "有 {count} 格是公式，没有存下结果，没有读；请用 Excel、WPS 打开存盘再读", count=flow.lost
    )
    return (said,)


def list_table_texts(table: Table) -> Iterator[str]:
    """The text of a table, every cell once."""
    for cell in dict.fromkeys(itertools.chain.from_iterable(table.rows)):
        yield from filter(None, cell.text.split("\n"))


def list_table_lines(table: Table) -> Iterator[TextLine]:
    """The text of a table with its places, every cell once."""
    seen: set[int] = set()
    for row, place in zip(table.rows, table.places, strict=True):
        for cell in row:
            if id(cell) in seen:
                continue
            seen.add(id(cell))
            for part in filter(None, cell.text.split("\n")):
                yield TextLine(part, place)


# What is in a text and not of it: [bookmark: OLE_LINK1] of 太仓 2019, the pinyin that a mirror of
# 广州 2023 sets beside characters, soft hyphens and marks of direction, controls, private use
_ARTEFACTS = compile_late(
    r"\[(?:bookmark|image|图片)\s*[:：][^\]\n]{0,80}\]"
    r"|(?<=[㐀-鿿])\([a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]{1,6}\)"  # pinyin set beside a character
    "|[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\uffff]"
    "|[\x00-\x08\x0b-\x1f\x7f-\x9f]|[\ue000-\uf8ff]|[\ud800-\udfff]"
)
# 128436 with a raised 1 behind it is no 1284361: the raised digit is a mark of a note
RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_SPACES = compile_late("[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
# three spaces say no more than two, which is what a gap between columns is known by (螅镇 2022)
_WIDE_GAP = compile_late(" {3,}")
# radicals ⼀ ⾏ and compatibility forms that fonts of a PDF put for 一 and 行
_LOOKALIKES = compile_late("[\u2e80-\u2fdf\uf900-\ufaff]")
_WIDE = "\u2018-\u201d\u2026\u3001-\u303f\u3400-\u9fff\uff00-\uffef"
_BESIDE_WIDE = compile_late(rf"(?<=[{_WIDE}]) +| +(?=[{_WIDE}])")


def clean_text(text: str) -> str:
    """Text without what editors and web pages leave in it; line breaks and spaces stay."""
    text = _ARTEFACTS.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", "\n"))
    text = _LOOKALIKES.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text)
    return _WIDE_GAP.sub("  ", _SPACES.sub(" ", text))


def squeeze_spaces(text: str) -> str:
    """Text without the spaces that Chinese does not have."""
    return _BESIDE_WIDE.sub("", text).strip() if " " in text else text.strip()


NUMBERED = compile_late(
    r"[（(]?[一二三四五六七八九十百零〇]{1,5}[、）)]|\d{1,2}[.．、]|[㈠-㈩①-⑳⑴-⒇]"
    r"|抄\s*送[:：]|附\s*件|(?:责任|牵头|配合)单位[:：]|完成时限[:：]"
)
"""What begins a paragraph wherever it stands, also where lines are broken at a fixed width."""

PAGE_NUMBER = compile_late(r"[-—–－·\s]*\d{1,3}[-—–－·\s]*|第\s*\d+\s*页(?:\s*共\s*\d+\s*页)?")


def split_lines(text: str, place: str, level: int = 0) -> Iterator[TextLine]:
    """The non-empty lines of a paragraph."""
    for part in clean_text(text).split("\n"):
        if part.strip():
            yield TextLine(part.strip(), place, level)


class Span(NamedTuple):
    """A cell as a source describes it: text, how far it reaches, its column where known."""

    text: str
    columns: int = 1
    rows: int = 1
    column: int = -1


def build_table(rows: Sequence[Sequence[Span]], places: Sequence[str], name: str) -> Table:
    """Rows of spans as a grid. InputError if it would be absurdly large."""
    cells: dict[int, TableCell] = {}
    for span in itertools.chain.from_iterable(rows):
        cells[id(span)] = TableCell(clean_text(span.text).strip())
    filled = []
    for row in lay_out(rows, name):
        filled.append(tuple(TableCell("", False) if s is None else cells[id(s)] for s in row))
    return Table(tuple(filled), tuple(places))


def lay_out(rows: Sequence[Sequence[Span]], name: str) -> list[list[Span | None]]:
    """The grid with each span wherever it reaches. InputError if it would be absurdly large."""
    ROWS.hold(len(rows), name)
    width = min(max(map(_count_columns, rows), default=0), MOST_COLUMNS)
    CELLS.hold(len(rows) * width, name)
    filled: list[list[Span | None]] = [[None] * width for _ in rows]
    for index, row in enumerate(rows):
        column = 0
        for span in row:
            if column >= width:
                break
            column = _find_free(filled[index], span.column if span.column >= 0 else column)
            right = min(column + max(span.columns, 1), width)
            _fill_cells(filled[index : index + max(span.rows, 1)], column, right, span)
            column = right
    return filled


def _count_columns(row: Sequence[Span]) -> int:
    return sum(max(span.columns, 1) for span in row)


def _find_free(row: Sequence[Span | None], column: int) -> int:
    """The first column from this one on that no cell of a row above reaches into."""
    while column < len(row) and row[column] is not None:
        column += 1
    return column


def _fill_cells(rows: Sequence[list[Span | None]], left: int, right: int, span: Span) -> None:
    """Puts one cell wherever it reaches and nothing stands yet."""
    for row in rows:
        for column in range(left, right):
            if row[column] is None:
                row[column] = span


def limit_text(blocks: Iterable[TextLine | Table], name: str) -> tuple[TextLine | Table, ...]:
    """The blocks. InputError if there is more text than any such document has."""
    found: list[TextLine | Table] = []
    characters = cells = 0
    for block in blocks:
        found.append(block)
        characters += _count_characters(block)
        cells += len(block.rows) * len(block.rows[0]) if isinstance(block, Table) else 0
        CHARACTERS.hold(characters, name)
        CELLS.hold(cells, name)
        LINES.hold(len(found), name)
    return tuple(found)


def _count_characters(block: TextLine | Table) -> int:
    if isinstance(block, TextLine):
        return len(block.text)
    return sum(len(text) + 1 for text in list_table_texts(block))


def convert_flow(flow: Flow, convert: "Converter", remark: str) -> Flow:
    """The flow with every text converted, and a word on it."""
    # a merged cell stays one object, whose identity says how far it reaches
    done: dict[int, TableCell] = {}

    def convert_cell(old: TableCell) -> TableCell:
        if id(old) not in done:
            done[id(old)] = replace(old, text=convert(old.text))
        return done[id(old)]

    def convert_block(old: TextLine | Table) -> TextLine | Table:
        if isinstance(old, TextLine):
            return old._replace(text=convert(old.text))
        rows = []
        for row in old.rows:
            rows.append(tuple(map(convert_cell, row)))
        return old._replace(rows=tuple(rows))

    blocks = tuple(map(convert_block, flow.blocks))
    return flow._replace(blocks=blocks, remarks=(*flow.remarks, remark), title=convert(flow.title))


class Converter(Protocol):
    """Text to text."""

    def __call__(self, text: str, /) -> str: ...
