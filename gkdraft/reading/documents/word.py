"""Word documents: paragraphs with the numbers Word only draws, tables with their merges.

lxml on document.xml: python-docx resolves every merged cell anew and takes seconds.
"""

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from gkdraft.base import package
from gkdraft.errors import InputError
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
from gkdraft.reading.documents.word_numbering import Numbering, W, list_styles, read_value

if TYPE_CHECKING:
    from lxml import etree

_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
# text that is deleted or moved away, and text boxes, which are read apart
_UNREAD = {f"{W}{n}" for n in ("del", "moveFrom", "pPr", "txbxContent")} | {_FALLBACK}
_BREAKS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
# what only wraps paragraphs, rows and cells: content controls, insertions, moves
_INSIDE = {f"{W}{n}" for n in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag")}


def read_word(data: bytes, name: str) -> Flow:
    """Lines and tables of a .docx. InputError if it is none."""
    parts = package.unpack_parts(data, name)
    # Word writes ISO Strict on demand: the same names in another namespace
    raw = parts.get("word/document.xml", b"").replace(_STRICT.encode(), W.strip("{}").encode())
    root = package.parse_part(raw)
    body = root.find(f"{W}body") if root is not None else None
    if body is None:
        raise InputError(
            say(
                "{name}: 不是 Word 文件，或正文已损坏；请用 Word、WPS 打开后另存为 .docx", name=name
            )
        )
    styles = package.parse_part(parts.get("word/styles.xml", b""))
    numbering = Numbering(package.parse_part(parts.get("word/numbering.xml", b"")), styles)
    return Flow(name, limit_text(_read_blocks(body, numbering, _list_headings(styles), name), name))


def _read_blocks(
    body: "etree._Element", numbering: "Numbering", headings: Mapping[str, int], name: str
) -> Iterator[TextLine | Table]:
    paragraphs = tables = 0
    for element in _list_members(body):
        if element.tag == f"{W}p":
            paragraphs += 1
            if _is_deleted(element):
                continue
            text = numbering.prefix(element) + _read_text(element)
            yield from split_lines(
                text,
                say("第{paragraphs}段", paragraphs=paragraphs),
                headings.get(_find_style(element), 0),
            )
            for inner in _list_boxed(element):
                yield from split_lines(
                    _read_text(inner), say("第{paragraphs}段文本框", paragraphs=paragraphs)
                )
        elif element.tag == f"{W}tbl":
            tables += 1
            table = _build_table(element, tables, numbering, name)
            # one row or one column frames a heading or a page, and holds no data
            if len(table.rows) < 2 or len(table.rows[0]) < 2:
                yield from list_table_lines(table)
            else:
                yield table


def _list_boxed(paragraph: "etree._Element") -> Iterator["etree._Element"]:
    """The paragraphs of text boxes, which stand twice: Fallback repeats them for old programs."""
    for box in paragraph.iter(f"{W}txbxContent"):
        if not any(above.tag == _FALLBACK for above in box.iterancestors()):
            yield from box.iter(f"{W}p")


def _list_members(element: "etree._Element") -> Iterator["etree._Element"]:
    """Children, with those of content controls and insertions in place."""
    waiting = list(reversed(element))
    while waiting:
        child = waiting.pop()
        if child.tag in _INSIDE:
            waiting += reversed(child)
        else:
            yield child


def _read_text(paragraph: "etree._Element") -> str:
    """A paragraph as it reads with all changes accepted; text boxes are read apart."""
    from lxml import etree

    pieces = []
    walk = etree.iterwalk(paragraph, events=("start",))
    for _, element in walk:
        if element.tag in _UNREAD or (element.tag == f"{W}r" and _is_hidden(element)):
            walk.skip_subtree()
        elif element.tag == f"{W}t":
            pieces.append(element.text or "")
        elif element.tag in _BREAKS:
            pieces.append(_BREAKS[element.tag])
    return "".join(pieces)


def _is_deleted(paragraph: "etree._Element") -> bool:
    """Whether a tracked change takes the whole paragraph away, its number included."""
    mark = paragraph.find(f"{W}pPr/{W}rPr/{W}del")
    return mark is not None and not _read_text(paragraph).strip()


def _find_style(paragraph: "etree._Element") -> str:
    found = paragraph.find(f"{W}pPr/{W}pStyle")
    if found is None:
        return ""
    return found.get(f"{W}val") or ""


def _list_headings(styles: "etree._Element | None") -> dict[str, int]:
    """Heading styles by id with their level, counted from 1."""
    found = {}
    for style in list_styles(styles):
        level = style.find(f"{W}pPr/{W}outlineLvl")
        name = re.fullmatch(r"(?i)heading (\d)", read_value(style, "name"))
        if name or level is not None:
            number = int(name[1]) if name else _read_number(level, 8) + 1
            found[style.get(f"{W}styleId") or ""] = number
    return found


def _is_hidden(run: "etree._Element") -> bool:
    mark = run.find(f"{W}rPr/{W}vanish")
    return mark is not None and mark.get(f"{W}val") not in ("0", "false", "off")


def _build_table(table: "etree._Element", number: int, numbering: "Numbering", name: str) -> Table:
    rows: list[list[Span]] = []
    above: dict[int, tuple[int, int]] = {}  # column → row and position of the cell still open
    for row in _list_members(table):
        if row.tag == f"{W}tr" and row.find(f"{W}trPr/{W}del") is None:
            _add_row(row, rows, above, numbering)
    return build_table(
        rows, [say("表{number}第{r}行", number=number, r=r) for r in range(1, len(rows) + 1)], name
    )


def _add_row(
    row: "etree._Element",
    rows: list[list[Span]],
    above: dict[int, tuple[int, int]],
    numbering: "Numbering",
) -> None:
    """Adds a row; a cell that goes on with the one above makes that one taller instead."""
    # columns that the row leaves out before its first cell
    column = _read_number(row.find(f"{W}trPr/{W}gridBefore"), 0)
    spans = [Span("")] * min(column, MOST_COLUMNS)
    for cell in _list_members(row):
        if cell.tag != f"{W}tc":
            continue
        width = max(_read_number(cell.find(f"{W}tcPr/{W}gridSpan"), 1), 1)
        merge = cell.find(f"{W}tcPr/{W}vMerge")
        begins = merge is None or merge.get(f"{W}val") == "restart" or column not in above
        if not begins:
            top, position = above[column]
            old = rows[top][position]
            rows[top][position] = Span(old.text, old.columns, len(rows) - top + 1)
        else:
            above.pop(column, None)
            if merge is not None:
                above[column] = (len(rows), len(spans))
            spans.append(Span(_read_cell(cell, numbering), width))
        column += width
    rows.append(spans)


def _read_cell(cell: "etree._Element", numbering: "Numbering") -> str:
    """The paragraphs of a cell; those of a table inside it follow in order."""
    lines = []
    for paragraph in cell.iter(f"{W}p"):
        if not _is_deleted(paragraph):
            lines.append(numbering.prefix(paragraph) + _read_text(paragraph))
    return "\n".join(lines)


def _read_number(element: "etree._Element | None", default: int) -> int:
    text = "" if element is None else element.get(f"{W}val") or ""
    found = int(text) if text.isascii() and text.isdigit() and len(text) < 12 else default
    return min(found, 10**6)
