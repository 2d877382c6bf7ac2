"""Web pages: the text of the body and its tables, whatever stands around them."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from gkdraft.base.encoding import decode_text
from gkdraft.errors import InputError
from gkdraft.reading.documents.flow import (
    Flow,
    Span,
    Table,
    TextLine,
    build_table,
    limit_text,
    split_lines,
)

if TYPE_CHECKING:
    from lxml import etree

_DECLARED = re.compile(rb"charset\s*=\s*[\"']?\s*([-\w]+)", re.IGNORECASE)
_UNREAD = {"script", "style", "noscript", "template", "nav", "select", "button", "textarea", "svg"}
_INLINE = {
    "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "em", "font", "i", "ins", "label",
    "mark", "o:p", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "tt", "u", "var",
}  # fmt: skip
_LISTS = ("ol", "ul", "menu")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


def read_html(data: bytes, name: str) -> Flow:
    """Lines and tables of a web page. InputError if it holds none."""
    from lxml import etree

    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(_decode(data, name).encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    if root is None:
        raise InputError(f"{name}: 网页里没有可读的内容")
    return Flow(name, limit_text(_blocks(root, name), name))


def _decode(data: bytes, name: str) -> str:
    declared = _DECLARED.search(data[:4096])
    if declared and declared[1].lower() in (b"big5", b"big5-hkscs"):
        return data.decode("big5hkscs", "replace")
    return decode_text(data, name)


def _blocks(root: "etree._Element", name: str) -> Iterator[TextLine | Table]:
    body = root.find("body")
    walk = _Walk(name)
    for text, table in walk.over(root if body is None else body):
        if table is not None:
            yield table
        elif text.strip():
            walk.paragraphs += 1
            yield from split_lines(text, f"第{walk.paragraphs}段")


class _Walk:
    """One pass over a tree, without recursion: pages nest as deep as they like."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.paragraphs = 0
        self.tables = 0
        self.items: list[int] = []  # of the lists that are open, 0 for one without numbers

    def over(self, root: "etree._Element") -> Iterator[tuple[str, Table | None]]:
        """Paragraphs of text and data tables, in reading order."""
        from lxml import etree

        walk = etree.iterwalk(root, events=("start", "end"))
        pieces: list[str] = []
        skipped = None
        for event, element in walk:
            tag = element.tag if isinstance(element.tag, str) else ""
            if event == "start":
                if tag in _UNREAD or _HIDDEN.search(element.get("style") or ""):
                    walk.skip_subtree()
                    skipped = element
                    continue
                if tag not in _INLINE and pieces:
                    yield "".join(pieces), None
                    pieces = []
                rows = _rows(element) if tag == "table" else []
                if rows:
                    self.tables += 1
                    places = [f"表{self.tables}第{row}行" for row in range(1, len(rows) + 1)]
                    yield "", build_table(rows, places, self.name)
                    walk.skip_subtree()
                    continue
                pieces.append(self._item_number(tag, element) + _flat(element.text))
            else:
                if tag in _LISTS and element is not skipped:
                    self.items.pop()
                if tag not in _INLINE and pieces:
                    yield "".join(pieces), None
                    pieces = []
                if element is not root:
                    pieces.append(_flat(element.tail))
        if pieces:
            yield "".join(pieces), None

    def _item_number(self, tag: str, element: "etree._Element") -> str:
        """1. for an item of a numbered list, which the page's own text does not hold."""
        if tag in _LISTS:
            start = element.get("start") or "1"
            self.items.append(_reach(start) if tag == "ol" else 0)
        elif tag == "li" and self.items and self.items[-1]:
            self.items[-1] += 1
            return f"{self.items[-1] - 1}."
        return ""


def _flat(text: str | None) -> str:
    """Line breaks of the page's source are spaces, or nothing between Chinese."""
    if not text or ("\n" not in text and "\r" not in text):
        return text or ""
    first, *middle, last = re.split(r"[\r\n]+", text)
    inner = (part.strip(" \t") for part in middle)
    return "".join((first.rstrip(" \t"), *inner, last.lstrip(" \t")))


def _rows(table: "etree._Element") -> list[list[Span]]:
    """The rows of a data table; none for one that only arranges a page."""
    if next(table.iterdescendants("table"), None) is not None:
        return []
    rows = [[_span(cell) for cell in row if cell.tag in ("td", "th")] for row in table.iter("tr")]
    rows = [row for row in rows if row]
    return rows if len(rows) > 1 and max(len(row) for row in rows) > 1 else []


def _span(cell: "etree._Element") -> Span:
    walk = _Walk("")
    text = "\n".join(piece.strip() for piece, _ in walk.over(cell) if piece.strip())
    return Span(text, _reach(cell.get("colspan")), _reach(cell.get("rowspan")))


def _reach(value: str | None) -> int:
    value = (value or "").strip()
    return min(int(value), 10**6) if value.isascii() and value.isdigit() and len(value) < 12 else 1
