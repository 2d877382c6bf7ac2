"""Word documents: paragraphs with the numbers Word only draws, tables with their merges.

lxml on document.xml: python-docx resolves every merged cell anew and takes seconds.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from gkdraft.base.package import unpack_parts
from gkdraft.messages import say
from gkdraft.reading.documents.flow import (
    MOST_COLUMNS,
    Flow,
    Span,
    Table,
    TextLine,
    build_table,
    limit_text,
    list_table_lines,
    split_lines,
)
from gkdraft.reading.documents.word_blocks import (
    TABLE,
    Boxes,
    P,
    find_deletion,
    join_members,
    list_cell_paragraphs,
)
from gkdraft.reading.documents.word_numbering import Numbering
from gkdraft.reading.documents.word_parts import Word
from gkdraft.reading.documents.word_runs import list_boxed, read_text

if TYPE_CHECKING:
    from lxml import etree


def read_word(data: bytes, name: str) -> Flow:
    """Lines and tables of a .docx. InputError if it is none."""
    return read_flow(Word(unpack_parts(data, name), name))


def read_flow(word: Word) -> Flow:
    """Lines and tables of an opened .docx."""
    return Flow(word.name, limit_text(_read_blocks(word), word.name))


def _read_blocks(word: Word) -> Iterator[TextLine | Table]:
    numbering = word.start_numbering()
    paragraphs = tables = 0
    for group in join_members(word.body):
        if group[0].tag == TABLE:
            tables += 1
            table = _build_table(group[0], tables, numbering, word.name)
            # one row or one column frames a heading or a page, and holds no data
            if len(table.rows) < 2 or len(table.rows[0]) < 2:
                yield from list_table_lines(table)
            else:
                yield table
            continue
        yield from _read_lines(group, word, numbering, paragraphs)
        paragraphs += sum(member.tag == P for member in group)


def _read_lines(
    group: "list[etree._Element]", word: Word, numbering: Numbering, before: int
) -> Iterator[TextLine]:
    """The lines of one paragraph, and of the text boxes that hang on it."""
    joined = [member for member in group if member.tag == P]
    number, source = find_source(joined)
    if source is not None:
        text = numbering.prefix(source) + "".join(map(read_text, joined))
        place = say("第{paragraphs}段", paragraphs=before + number)
        yield from split_lines(text, place, word.find_style(source).level)
    for number, paragraph in enumerate(joined, before + 1):
        for inner in list_boxed(paragraph):
            place = say("第{paragraphs}段文本框", paragraphs=number)
            yield from split_lines(read_text(inner), place)


def find_source(joined: "list[etree._Element]") -> "tuple[int, etree._Element | None]":
    """Which of the paragraphs that became one gives it number and style, counted from 1.

    The first one with text, else the last; None if all are deleted, text and mark.
    """
    for number, paragraph in enumerate(joined, 1):
        if find_deletion(paragraph) is None or read_text(paragraph).strip():
            return number, paragraph
    return 0, None


def _build_table(table: "etree._Element", number: int, numbering: Numbering, name: str) -> Table:
    rows = []
    for boxes in Boxes(table, MOST_COLUMNS).rows:
        spans = []
        for box in boxes:
            text = "" if box.cell is None else _read_cell(box.cell, numbering)
            spans.append(Span(text, box.columns, box.rows))
        rows.append(spans)
    return build_table(rows, list_row_places(number, len(rows)), name)


def list_row_places(number: int, rows: int) -> list[str]:
    """The places of a table's rows."""
    return [say("表{number}第{r}行", number=number, r=r) for r in range(1, rows + 1)]


def _read_cell(cell: "etree._Element", numbering: Numbering) -> str:
    """The paragraphs of a cell with those of its text boxes."""
    lines = []
    for group in list_cell_paragraphs(cell):
        joined = [member for member in group if member.tag == P]
        _, source = find_source(joined)
        if source is not None:
            lines.append(numbering.prefix(source) + "".join(map(read_text, joined)))
        for paragraph in joined:
            lines += map(read_text, list_boxed(paragraph))
    return "\n".join(lines)
