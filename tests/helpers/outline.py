"""The outline of a .docx, short enough to be read by whoever reviews a change of it.

A paragraph is its style and its first words; +Gap where something is marked as missing. A table is
its size and its widths, then its rows: a cell is the first letter of its role (Header, Text,
Number), the columns it spans, ↓ where cells below it are merged into it, ↑ where it is one of them.
The same cell or row several times over is written once, with how often: 7×N, 5 ×. A row that is
printed anew on each page has a * before it.
"""

from collections.abc import Iterator
from itertools import groupby

from lxml import etree

from gkdraft.base.package import parse_part, unpack_parts

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WORDS = 24
"""Characters of a paragraph that tell which one it is."""
TWIPS = 1440 / 25.4


def outline(data: bytes) -> str:
    """The lines of the outline."""
    root = parse_part(unpack_parts(data, "x.docx")["word/document.xml"])
    assert root is not None
    lines = (line for block in root.iterfind(f"{W}body/*") for line in block_lines(block))
    return "\n".join(lines) + "\n"


def block_lines(block: etree._Element) -> Iterator[str]:
    match block.tag.removeprefix(W):
        case "p":
            yield paragraph_line(block)
        case "tbl":
            yield from table_lines(block)
        case "sectPr":
            footers = [value(footer, "type") for footer in block.iterfind(f"{W}footerReference")]
            yield f"Page {millimetres(block, 'pgSz')}; margins {millimetres(block, 'pgMar')}"
            yield f"Footers {' '.join(footers)}"


def paragraph_line(paragraph: etree._Element) -> str:
    style = value(paragraph.find(f"{W}pPr/{W}pStyle"))
    gap = "+Gap" if any(value(s) == "Gap" for s in paragraph.iter(f"{W}rStyle")) else ""
    breaks = "⏎" * len(list(paragraph.iter(f"{W}br")))
    text = "".join(t.text or "" for t in paragraph.iter(f"{W}t"))
    more = "…" if len(text) > WORDS else ""
    return f"{style + gap:<10} {breaks}{text[:WORDS]}{more}"


def table_lines(table: etree._Element) -> Iterator[str]:
    rows = [row_line(row) for row in table.iterfind(f"{W}tr")]
    widths = [int(value(c, "w")) for c in table.iterfind(f"{W}tblGrid/{W}gridCol")]
    told = " ".join(repeated(f"{width / TWIPS:.1f}" for width in widths))
    yield f"Table, {len(rows)} rows × {len(widths)} columns, {told} mm"
    for line, same in groupby(rows):
        count = len(list(same))
        yield f"  {f'{count} ×' if count > 1 else '':<5}{line}"


def row_line(row: etree._Element) -> str:
    again = "*" if row.find(f"{W}trPr/{W}tblHeader") is not None else ""
    return again + " ".join(repeated(cell_text(cell) for cell in row.iterfind(f"{W}tc")))


def cell_text(cell: etree._Element) -> str:
    role = value(cell.find(f"{W}p/{W}pPr/{W}pStyle")).removeprefix("Table")[:1]
    span = value(cell.find(f"{W}tcPr/{W}gridSpan"))
    merge = cell.find(f"{W}tcPr/{W}vMerge")
    mark = {"restart": "↓", "continue": "↑", "": ""}[value(merge)]
    return f"{role}{span}{mark}"


def repeated(texts: Iterator[str]) -> Iterator[str]:
    for text, same in groupby(texts):
        count = len(list(same))
        yield f"{count}×{text}" if count > 1 else text


def millimetres(section: etree._Element, name: str) -> str:
    found = section.find(f"{W}{name}")
    assert found is not None
    known = {key.removeprefix(W): text for key, text in found.items()}
    return ", ".join(f"{key} {int(text) / TWIPS:.0f}" for key, text in known.items())


def value(element: etree._Element | None, name: str = "val") -> str:
    return "" if element is None else element.get(f"{W}{name}", "")
