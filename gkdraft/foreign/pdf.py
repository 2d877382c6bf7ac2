"""PDF with a text layer (extra [pdf]): lines joined to paragraphs, ruled tables."""

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from gkdraft.errors import InputError
from gkdraft.foreign.flow import (
    NUMBERED,
    PAGE_NUMBER,
    Flow,
    Line,
    Span,
    Table,
    bounded,
    grid,
    lines,
)

MOST_PAGES = 200


def read(data: bytes, name: str) -> Flow:
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
            blocks = bounded(_blocks(document, name), name)
    except InputError:
        raise
    except Exception:  # pdfminer raises whatever a broken file provokes
        raise InputError(f"{name}: PDF 读不出来（损坏或加密），请另存为 .docx 再读") from None
    if not blocks:
        raise InputError(f"{name}: PDF 里没有文字（多为扫描件），请用文字版，或识别后存为 .docx")
    return Flow(name, blocks)


def _blocks(document: Any, name: str) -> Iterator[Line | Table]:
    text, place = "", ""
    for number, page in enumerate(document.pages, 1):
        for index, item in enumerate(_items(page), 1):
            if isinstance(item, _Row) and text and _continues(text, item):
                text += item.text
                continue
            yield from lines(text, place)
            text, place = "", f"第{number}页"
            if isinstance(item, _Row):
                text = item.text
            else:
                yield _table(item, f"{place}表{index}", name)
        page.close()
    yield from lines(text, place)


@dataclass(frozen=True)
class _Row:
    """A printed line: whether it is indented, and whether the one above reached the margin."""

    text: str
    indented: bool
    below_full: bool


def _continues(text: str, row: _Row) -> bool:
    """Whether a printed line goes on with the paragraph above it."""
    ended = text.rstrip().endswith(("。", "；", "：", "！", "）", "”"))
    return row.below_full and not row.indented and not (ended and NUMBERED.match(row.text))


def _items(page: Any) -> Iterator[Any]:
    """A page's printed lines and ruled tables, from the top down."""
    ruled = [t for t in page.find_tables() if len(t.rows) > 1 and max(_widths(t)) > 1]
    boxes = [table.bbox for table in ruled]
    outside = page.filter(lambda o: not any(_within(o, box) for box in boxes)) if boxes else page
    rows = [row for row in outside.extract_text_lines() if not PAGE_NUMBER.fullmatch(row["text"])]
    left = min((row["x0"] for row in rows), default=0.0)
    right = max((row["x1"] for row in rows), default=0.0)
    found: list[tuple[float, Any]] = [(table.bbox[1], table) for table in ruled]
    full = True
    for row in rows:
        size = row["chars"][0]["size"] if row["chars"] else 12
        found.append((row["top"], _Row(row["text"], row["x0"] > left + 1.2 * size, full)))
        full = row["x1"] > right - 1.5 * size
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
    return grid(rows, [f"{place}第{r}行" for r in range(1, len(rows) + 1)], name)


def _edges(positions: Iterable[float]) -> list[float]:
    """Distinct positions; what lies within two points is one edge."""
    found: list[float] = []
    for position in sorted(positions):
        if not found or position > found[-1] + 2:
            found.append(position)
    return found


def _covered(edges: list[float], start: float, end: float) -> int:
    return max(1, sum(start - 2 <= edge < end - 2 for edge in edges))
