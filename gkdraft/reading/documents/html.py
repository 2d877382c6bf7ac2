"""Web pages: the text of the body and its tables, whatever stands around them."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from gkdraft.base.bounds import TAGS
from gkdraft.base.encoding import decode_text
from gkdraft.base.patterns import compile_late
from gkdraft.errors import InputError
from gkdraft.messages import say
from gkdraft.reading.documents.flow import (
    RAISED,
    Flow,
    Span,
    Table,
    TextLine,
    build_table,
    clean_text,
    limit_text,
    split_lines,
)

if TYPE_CHECKING:
    from lxml import etree

LONGEST_TITLE = 200
_DECLARED = re.compile(rb"charset\s*=\s*[\"']?\s*([-\w]+)", re.IGNORECASE)
_UNREAD = {"script", "style", "noscript", "template", "nav", "select", "button", "textarea", "svg"}
_INLINE = {
    "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "em", "font", "i", "ins", "label",
    "mark", "o:p", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "tt", "u", "var",
}  # fmt: skip
# lists whose numbers the browser draws: the text of the page does not hold them
_LISTS = ("ol", "ul", "menu")
_HIDDEN = compile_late(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


def read_html(data: bytes, name: str) -> Flow:
    """Lines and tables of a web page. InputError if it holds none."""
    from lxml import etree

    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    TAGS.hold(data.count(b"<"), name)
    try:
        root = etree.fromstring(_decode(data, name).encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    if root is None:
        raise InputError(say("{name}: 网页里没有可读的内容", name=name))
    title = " ".join(clean_text(root.findtext("head/title") or "").split())[:LONGEST_TITLE]
    return Flow(name, limit_text(_read_blocks(root, name), name), title=title)


def _decode(data: bytes, name: str) -> str:
    # mirrors in traditional characters; GB18030 would read Big5 without a complaint
    declared = _DECLARED.search(data[:4096])
    if declared and declared[1].lower() in (b"big5", b"big5-hkscs"):
        return data.decode("big5hkscs", "replace")
    return decode_text(data, name)


def _read_blocks(root: "etree._Element", name: str) -> Iterator[TextLine | Table]:
    body = root.find("body")
    walk = _Walk(name)
    for text, table in walk.over(root if body is None else body):
        if table is not None:
            yield table
        elif text.strip():
            walk.paragraphs += 1
            yield from split_lines(text, say("第{paragraphs}段", paragraphs=walk.paragraphs))


class _Walk:
    """One pass over a tree, without recursion: pages nest as deep as they like."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.paragraphs = 0
        self.tables = 0
        self.items: list[int] = []  # of the lists that are open, 0 for one without numbers

    def over(self, root: "etree._Element") -> Iterator[tuple[str, Table | None]]:
        """Paragraphs of text and data tables, in reading order."""
        pieces: list[str] = []
        for item in self._find_pieces(root):
            if isinstance(item, str):
                pieces.append(item)
                continue
            if pieces:
                yield "".join(pieces), None
                pieces = []
            if item is not None:
                yield "", item
        if pieces:
            yield "".join(pieces), None

    def _find_pieces(self, root: "etree._Element") -> Iterator[str | Table | None]:
        """Pieces of text and data tables; None where a paragraph begins or ends."""
        from lxml import etree

        walk = etree.iterwalk(root, events=("start", "end"))
        skipped = None
        for event, element in walk:
            tag = element.tag if isinstance(element.tag, str) else ""
            if event == "start" and _is_unread(tag, element):
                walk.skip_subtree()
                skipped = element
                continue
            if tag not in _INLINE:
                yield None
            if event == "start":
                rows = _read_rows(element) if tag == "table" else []
                if rows:
                    walk.skip_subtree()
                    yield self._build_table(rows)
                else:
                    yield self._number_item(tag, element) + _read_text(element.text, element)
                continue
            if tag in _LISTS and element is not skipped:
                self.items.pop()
            if element is not root:
                yield _read_text(element.tail, element.getparent())

    def _build_table(self, rows: list[list[Span]]) -> Table:
        self.tables += 1
        places = [
            say("表{tables}第{row}行", tables=self.tables, row=row)
            for row in range(1, len(rows) + 1)
        ]
        return build_table(rows, places, self.name)

    def _number_item(self, tag: str, element: "etree._Element") -> str:
        """1. for an item of a numbered list, which the page's own text does not hold."""
        if tag in _LISTS:
            start = element.get("start") or "1"
            self.items.append(_read_reach(start) if tag == "ol" else 0)
        elif tag == "li" and self.items and self.items[-1]:
            self.items[-1] += 1
            return f"{self.items[-1] - 1}."
        return ""


def _read_text(text: str | None, holder: "etree._Element | None") -> str:
    """The text an element holds; <sup>1</sup> and <sup><a>1</a></sup> are marks of notes."""
    flat = _flatten(text)
    for _ in range(2):
        if holder is not None and holder.tag == "sup":
            return flat.translate(RAISED)
        holder = None if holder is None else holder.getparent()
    return flat


def _is_unread(tag: str, element: "etree._Element") -> bool:
    """Whether a reader of the page does not see an element as a part of its text."""
    return tag in _UNREAD or _HIDDEN.search(element.get("style") or "") is not None


def _flatten(text: str | None) -> str:
    """Line breaks of the page's source are spaces, or nothing between Chinese."""
    if not text or ("\n" not in text and "\r" not in text):
        return text or ""
    first, *middle, last = re.split(r"[\r\n]+", text)
    inner = (part.strip(" \t") for part in middle)
    return "".join((first.rstrip(" \t"), *inner, last.lstrip(" \t")))


def _read_rows(table: "etree._Element") -> list[list[Span]]:
    """The rows of a data table; none for one that only arranges a page."""
    # old sites of governments lay a whole page out in a table around the tables of the report
    if next(table.iterdescendants("table"), None) is not None:
        return []
    rows = []
    for row in table.iter("tr"):
        cells = [_read_span(cell) for cell in row if cell.tag in ("td", "th")]
        if cells:
            rows.append(cells)
    # one row or one column frames a text: fixtures 28 and 31
    if len(rows) > 1 and max(map(len, rows)) > 1:
        return rows
    return []


def _read_span(cell: "etree._Element") -> Span:
    walk = _Walk("")
    text = "\n".join(piece.strip() for piece, _ in walk.over(cell) if piece.strip())
    return Span(text, _read_reach(cell.get("colspan")), _read_reach(cell.get("rowspan")))


def _read_reach(value: str | None) -> int:
    value = (value or "").strip()
    is_number = value.isascii() and value.isdigit() and len(value) < 12
    if is_number:
        return min(int(value), 10**6)
    return 1
