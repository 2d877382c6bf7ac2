"""PDF with a text layer (extra [pdf]): lines joined to paragraphs, ruled tables."""

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from gkdraft.errors import InputError
from gkdraft.reading.documents.flow import (
    NUMBERED,
    PAGE_NUMBER,
    Flow,
    Span,
    Table,
    TableCell,
    TextLine,
    build_table,
    limit_text,
    split_lines,
)

MOST_PAGES = 200
TITLE_SIZE = 20
"""Points; the text of official documents has 16, their titles 22."""
FAR_IN = 6
"""Characters of indent."""


def read_pdf(data: bytes, name: str) -> Flow:
    """Lines and tables of a PDF. InputError without the extra, or without a text layer."""
    try:
        import pdfplumber
    except ImportError:
        raise InputError(
            f"{name}: 读 PDF 要装附加组件：pip install 'gkdraft[pdf]'；也可另存为 .docx 再读"
        ) from None
    try:
        with pdfplumber.open(io.BytesIO(data)) as document:
            if len(document.pages) > MOST_PAGES:
                raise InputError(f"{name}: 超过 {MOST_PAGES} 页，不像是工作要点或年度报告")
            blocks = limit_text(_blocks(document, name), name)
    except InputError:
        raise
    except Exception:  # pdfminer raises whatever a broken file provokes
        raise InputError(f"{name}: PDF 读不出来（损坏或加密），请另存为 .docx 再读") from None
    if not blocks:
        raise InputError(f"{name}: PDF 里没有文字（多为扫描件），请用文字版，或识别后存为 .docx")
    return Flow(name, blocks)


def _blocks(document: Any, name: str) -> Iterator[TextLine | Table]:
    text, place = "", ""
    above: _Row | None = None
    table: Table | None = None  # the one that reached the foot of the page before
    for number, page in enumerate(document.pages, 1):
        for index, item in enumerate(_items(page), 1):
            if isinstance(item, _Row) and above and text and _continues(text, above, item):
                text, above = text + item.text, item
                continue
            yield from split_lines(text, place)
            text, place = "", f"第{number}页第{index}行"
            if isinstance(item, _Row):
                if table is not None:
                    yield table
                text, above, table = item.text, item, None
            else:
                below = _table(item, f"第{number}页表{index}", name)
                if table is not None:
                    table, below = _rejoined(table, below)
                    yield table
                table = below
        page.close()
    if table is not None:
        yield table
    yield from split_lines(text, place)


@dataclass(frozen=True)
class _Row:
    """A printed line: its size, whether it is indented, and whether it reaches the margin."""

    text: str
    size: float
    indented: bool
    full: bool


def _continues(text: str, above: _Row, row: _Row) -> bool:
    """Whether a printed line goes on with the paragraph whose last line is the one above."""
    if not above.full:
        return False
    if row.size == above.size >= TITLE_SIZE and len(row.text) < len(above.text):
        return True  # a title broken over lines is centred
    if text.count("（") > text.count("）") and "）" in row.text:
        return True
    ended = text.rstrip().endswith(("。", "；", "：", "！", "）", "”"))
    return not row.indented and not (ended and NUMBERED.match(row.text))


def _items(page: Any) -> Iterator[Any]:
    """A page's printed lines and ruled tables, from the top down."""
    ruled = [t for t in page.find_tables() if max(_widths(t)) > (1 if len(t.rows) > 1 else 2)]
    boxes = [table.bbox for table in ruled]
    outside = page.filter(lambda o: not any(_within(o, box) for box in boxes)) if boxes else page
    rows = [row for row in outside.extract_text_lines() if not PAGE_NUMBER.fullmatch(row["text"])]
    left = min((row["x0"] for row in rows), default=0.0)
    right = max((row["x1"] for row in rows), default=0.0)
    found: list[tuple[float, Any]] = [(table.bbox[1], table) for table in ruled]
    for row in rows:
        size = row["chars"][0]["size"] if row["chars"] else 12
        indent = (row["x0"] - left) / size
        # a line far in is a heading or a date: it reaches the margin and is over all the same
        full = row["x1"] > right - 2.2 * size and indent < FAR_IN
        found.append((row["top"], _Row(row["text"], round(size, 1), indent > 1.2, full)))
    yield from (item for _, item in sorted(found, key=lambda pair: pair[0]))


def _widths(table: Any) -> list[int]:
    return [len(row.cells) for row in table.rows]


def _within(item: Any, box: tuple[float, float, float, float]) -> bool:
    if "x0" not in item or "top" not in item:
        return False
    x, y = (item["x0"] + item["x1"]) / 2, (item["top"] + item["bottom"]) / 2
    return bool(box[0] <= x <= box[2] and box[1] <= y <= box[3])


def _table(table: Any, place: str, name: str) -> Table:
    """Cells by their rulings: how many column and row edges a cell covers is how far it reaches."""
    cells = [cell for row in table.rows for cell in row.cells if cell]
    lefts = _edges(cell[0] for cell in cells)
    tops = _edges(cell[1] for cell in cells)
    rows = [
        [
            Span(
                (text or "").replace("\n", ""),
                _covered(lefts, box[0], box[2]),
                _covered(tops, box[1], box[3]),
                sum(edge < box[0] - 2 for edge in lefts),
            )
            for box, text in zip(row.cells, texts, strict=True)
            if box
        ]
        for row, texts in zip(table.rows, table.extract(), strict=True)
    ]
    return build_table(rows, [f"{place}第{r}行" for r in range(1, len(rows) + 1)], name)


def _rejoined(above: Table, below: Table) -> tuple[Table, Table]:
    """Two tables of following pages; a row broken over the page stands in the first whole."""
    last, first = above.rows[-1], below.rows[0]
    filled = [i for i, cell in enumerate(first) if cell.text]
    broken = (
        len(last) == len(first)
        and 0 < len(filled) <= len(first) / 2
        and all(last[i].text and not NUMBERED.match(first[i].text) for i in filled)
        and not any(first[i].text.isdigit() for i in filled)
    )
    if not broken:
        return above, below
    whole = tuple(
        TableCell(cell.text + more.text) if more.text else cell
        for cell, more in zip(last, first, strict=True)
    )
    return (
        replace(above, rows=(*above.rows[:-1], whole)),
        replace(below, rows=below.rows[1:], places=below.places[1:]),
    )


def _edges(positions: Iterable[float]) -> list[float]:
    """Distinct positions; what lies within two points is one edge."""
    found: list[float] = []
    for position in sorted(positions):
        if not found or position > found[-1] + 2:
            found.append(position)
    return found


def _covered(edges: list[float], start: float, end: float) -> int:
    return max(1, sum(start - 2 <= edge < end - 2 for edge in edges))
