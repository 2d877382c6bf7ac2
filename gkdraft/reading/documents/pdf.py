"""PDF with a text layer (extra [pdf]): lines joined to paragraphs, ruled tables."""

import io
import logging
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from gkdraft.base.bounds import LETTERS, PAGES, RULINGS
from gkdraft.errors import InputError
from gkdraft.messages import say
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

TITLE_SIZE = 20
"""Points; the text of official documents has 16, their titles 22."""
FAR_IN = 6
"""Characters of indent."""
INDENT = 1.2
"""Characters of indent from which a line begins a paragraph; 仿宋 is not set to the point."""
MARGIN = 2.2
"""Characters by which a full line may miss the margin: 。 and ） do not begin a line."""
MOST_FULL_ROWS = 2
"""Rows of one cell that may stand above the first row of several."""
FEWEST_PAGES = 3
"""Pages on which the same line stands at the edge before it is taken for their head or foot."""
NEAR = 2
"""Points within which two rulings are one."""


def read_pdf(data: bytes, name: str) -> Flow:
    """Lines and tables of a PDF. InputError without the extra, or without a text layer."""
    try:
        import pdfplumber
    except ImportError:
        raise InputError(
            say(
                "{name}: 读 PDF 要装附加组件：pip install 'gkdraft[pdf]'；也可另存为 .docx 再读",
                name=name,
            )
        ) from None
    # what it has to say of a broken file it says in English; whoever reads this cannot use it
    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
    try:
        with pdfplumber.open(io.BytesIO(data)) as document:
            PAGES.hold(len(document.pages), name)
            blocks = limit_text(_read_blocks(document, name), name)
    except InputError:
        raise
    except Exception:  # pdfminer raises whatever a broken file provokes
        raise InputError(
            say("{name}: PDF 读不出来（损坏或加密），请另存为 .docx 再读", name=name)
        ) from None
    if not blocks:
        raise InputError(
            say("{name}: PDF 里没有文字（多为扫描件），请用文字版，或识别后存为 .docx", name=name)
        )
    return Flow(name, blocks)


def _read_blocks(document: Any, name: str) -> Iterator[TextLine | Table]:
    text, place = "", ""
    above: _Row | None = None
    table: Table | None = None  # the one that reached the foot of the page before
    pages = [_read_page(page, number, name) for number, page in enumerate(document.pages, 1)]
    for place_below, item in _drop_running_lines(pages):
        if isinstance(item, _Row) and above and text and _goes_on(text, above, item):
            text, above = text + item.text, item
            continue
        yield from split_lines(text, place)
        text, place = "", place_below
        if isinstance(item, _Row):
            if table is not None:
                yield table
            text, above, table = item.text, item, None
        else:
            below = item
            if table is not None:
                table, below = _rejoin_rows(table, below)
                if not below.rows:  # the page held only the rest of one tall row
                    continue
                yield table
            table = below
    if table is not None:
        yield table
    yield from split_lines(text, place)


def _read_page(page: Any, number: int, name: str) -> "list[tuple[str, _Row | Table]]":
    """A page's printed lines and tables with their places."""
    LETTERS.hold(len(page.chars), name)
    RULINGS.hold(len(page.rects) + len(page.lines) + len(page.curves), name)
    found: list[tuple[str, _Row | Table]] = []
    for index, item in enumerate(_list_items(page), 1):
        if isinstance(item, _Row):
            place = say("第{number}页第{index}行", number=number, index=index)
            found.append((place, item))
        else:
            place = say("第{number}页表{index}", number=number, index=index)
            found.append((place, _build_table(item, place, name)))
    page.close()
    return found


def _drop_running_lines(
    pages: "Sequence[Sequence[tuple[str, _Row | Table]]]",
) -> "Iterator[tuple[str, _Row | Table]]":
    """The items of all pages, without what the head or foot of every page repeats 页眉页脚."""
    counts: Counter[str] = Counter()
    for page in pages:
        counts.update({_strip_digits(row) for row in _list_edges(page)})
    told: set[str] = set()
    for page in pages:
        edges = set(map(id, _list_edges(page)))
        for place, item in page:
            line = _strip_digits(item) if isinstance(item, _Row) and id(item) in edges else ""
            running = counts[line] >= FEWEST_PAGES and counts[line] * 2 > len(pages)
            # the first one may be the title itself
            if not (line and running and line in told):
                yield place, item
            told.add(line)


def _list_edges(page: "Sequence[tuple[str, _Row | Table]]") -> "list[_Row]":
    """The first and the last line of a page, where they are no table."""
    edges = [item for _, item in (*page[:1], *page[-1:])]
    return [item for item in edges if isinstance(item, _Row)]


def _strip_digits(row: "_Row") -> str:
    return "".join(char for char in row.text if not (char.isdigit() or char.isspace()))


@dataclass(frozen=True)
class _Row:
    """A printed line: its size, whether it is indented, and whether it reaches the margin."""

    text: str
    size: float
    indented: bool
    full: bool


def _goes_on(text: str, above: _Row, row: _Row) -> bool:
    """Whether a printed line goes on with the paragraph whose last line is the one above."""
    # a running head may be the title that stands right below it
    if not above.full or row.text == text:
        return False
    # a title broken over lines is centred, each shorter than the one above (建平 2025, printed)
    if row.size == above.size >= TITLE_SIZE and len(row.text) < len(above.text):
        return True
    # a bracket that is open goes on, whatever the line begins with: （责任单位：1. …）
    if text.count("（") > text.count("）") and "）" in row.text:
        return True
    ended = text.rstrip().endswith(("。", "；", "：", "！", "）", "”"))
    return not row.indented and not (ended and NUMBERED.match(row.text))


def _list_items(page: Any) -> Iterator[Any]:
    """A page's printed lines and ruled tables, from the top down."""
    ruled = [_Ruled.of(table) for table in page.find_tables() if _holds_cells(table)]
    found: list[tuple[float, Any]] = [(table.box[1], table) for table in ruled]
    found += _list_rows(page, [table.box for table in ruled])
    found.sort(key=lambda pair: pair[0])
    for _, item in found:
        yield item


_Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class _Ruled:
    """A ruled table without the lines of text that rulings above it frame."""

    table: Any
    start: int  # its first row
    box: _Box

    @classmethod
    def of(cls, table: Any) -> "_Ruled":
        """The table from the row above its first row of several cells on."""
        rows = table.rows
        first = next(i for i, row in enumerate(rows) if len(list(filter(None, row.cells))) > 1)
        # 洪泽 2023: thirteen lines of text stand in one frame with table two; one row or two above
        # the first cells are the table's own head, or the group of its tasks
        start = first - 1 if first > MOST_FULL_ROWS else 0
        left, _, right, bottom = table.bbox
        return cls(table, start, (left, rows[start].bbox[1], right, bottom))


def _holds_cells(table: Any) -> bool:
    """Whether rulings make a table: a line of two cells is a frame around a heading."""
    least = 2 if len(table.rows) > 1 else 3
    return max(len(row.cells) for row in table.rows) >= least


def _list_rows(page: Any, boxes: Sequence[_Box]) -> Iterator[tuple[float, _Row]]:
    """The printed lines outside of tables with where they stand, without page numbers."""
    if boxes:
        page = page.filter(lambda item: not any(_is_within(item, box) for box in boxes))
    rows = []
    for row in page.extract_text_lines():
        if not PAGE_NUMBER.fullmatch(row["text"]):
            rows.append(row)
    left = min((row["x0"] for row in rows), default=0.0)
    right = max((row["x1"] for row in rows), default=0.0)
    for row in rows:
        size = row["chars"][0]["size"] if row["chars"] else 12
        indent = (row["x0"] - left) / size
        # a line far in is a heading or a date: it reaches the margin and is over all the same
        full = row["x1"] > right - MARGIN * size and indent < FAR_IN
        yield row["top"], _Row(row["text"], round(size, 1), indent > INDENT, full)


def _is_within(item: Any, box: _Box) -> bool:
    if "x0" not in item or "top" not in item:
        return False
    x, y = (item["x0"] + item["x1"]) / 2, (item["top"] + item["bottom"]) / 2
    return bool(box[0] <= x <= box[2] and box[1] <= y <= box[3])


def _build_table(ruled: _Ruled, place: str, name: str) -> Table:
    """Cells by their rulings: how many column and row edges a cell covers is how far it reaches."""
    table = ruled.table
    cells = list(_list_boxes(table))
    lefts = _find_edges(cell[0] for cell in cells)
    tops = _find_edges(cell[1] for cell in cells)
    rows, places = [], []
    drawn = zip(table.rows[ruled.start :], table.extract()[ruled.start :], strict=True)
    for row, texts in drawn:
        spans = []
        for box, text in zip(row.cells, texts, strict=True):
            if box:
                across = _count_covered(lefts, box[0], box[2])
                down = _count_covered(tops, box[1], box[3])
                column = sum(edge < box[0] - NEAR for edge in lefts)
                spans.append(Span((text or "").replace("\n", ""), across, down, column))
        rows.append(spans)
        places.append(say("{place}第{count}行", place=place, count=len(rows)))
    return build_table(rows, places, name)


def _list_boxes(table: Any) -> Iterator[Any]:
    for row in table.rows:
        yield from filter(None, row.cells)


def _rejoin_rows(above: Table, below: Table) -> tuple[Table, Table]:
    """Two tables of following pages; a row broken over the page stands in the first whole."""
    last, first = above.rows[-1], below.rows[0]
    if not _is_rest(last, first):
        return above, below
    whole = []
    for cell, more in zip(last, first, strict=True):
        whole.append(TableCell(cell.text + more.text) if more.text else cell)
    return (
        above._replace(rows=(*above.rows[:-1], tuple(whole))),
        below._replace(rows=below.rows[1:], places=below.places[1:]),
    )


def _is_rest(last: Sequence[TableCell], first: Sequence[TableCell]) -> bool:
    """Whether the first row of a page is the rest of the last one of the page before."""
    # 福建 2016 and 建平 2025, printed: a tall row goes on after the page. Its rest fills few cells,
    # none that was empty above, and neither begins a paragraph nor gives a figure
    if len(last) != len(first):
        return False
    filled = 0
    for above, below in zip(last, first, strict=True):
        if not below.text:
            continue
        filled += 1
        if not above.text or below.text.isdigit() or NUMBERED.match(below.text):
            return False
    return 0 < filled <= len(first) / 2


def _find_edges(positions: Iterable[float]) -> list[float]:
    """Distinct positions; rulings that lie near each other are one edge."""
    found: list[float] = []
    for position in sorted(positions):
        if not found or position > found[-1] + NEAR:
            found.append(position)
    return found


def _count_covered(edges: list[float], start: float, end: float) -> int:
    return max(1, sum(start - NEAR <= edge < end - NEAR for edge in edges))
