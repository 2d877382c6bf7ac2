"""Word documents: paragraphs with the numbers Word only draws, tables with their merges.

lxml on document.xml: python-docx resolves every merged cell anew and takes seconds.
"""

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from gkdraft.base import package, scalars
from gkdraft.errors import InputError
from gkdraft.reading.documents.flow import (
    Flow,
    Span,
    Table,
    TextLine,
    build_table,
    limit_text,
    list_table_lines,
    split_lines,
)

if TYPE_CHECKING:
    from lxml import etree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
LONGEST_NUMBER = 40
_UNREAD = {f"{_W}{n}" for n in ("del", "moveFrom", "pPr", "txbxContent")} | {_FALLBACK}
_BREAKS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_INSIDE = {f"{_W}{n}" for n in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag")}


def read_word(data: bytes, name: str) -> Flow:
    """Lines and tables of a .docx. InputError if it is none."""
    parts = package.unpack_parts(data, name)
    raw = parts.get("word/document.xml", b"").replace(_STRICT.encode(), _W.strip("{}").encode())
    root = package.parse_part(raw)
    body = None if root is None else root.find(f"{_W}body")
    if body is None:
        raise InputError(f"{name}: 不是 Word 文件，或正文已损坏；请用 Word、WPS 打开后另存为 .docx")
    styles = package.parse_part(parts.get("word/styles.xml", b""))
    numbering = _Numbering(package.parse_part(parts.get("word/numbering.xml", b"")), styles)
    return Flow(name, limit_text(_blocks(body, numbering, _headings(styles), name), name))


def _blocks(
    body: "etree._Element", numbering: "_Numbering", headings: Mapping[str, int], name: str
) -> Iterator[TextLine | Table]:
    paragraphs = tables = 0
    for element in _members(body):
        if element.tag == f"{_W}p":
            paragraphs += 1
            if _deleted(element):
                continue
            text = numbering.prefix(element) + _text(element)
            yield from split_lines(text, f"第{paragraphs}段", headings.get(_style(element), 0))
            for box in element.iter(f"{_W}txbxContent"):
                if not any(above.tag == _FALLBACK for above in box.iterancestors()):
                    for inner in box.iter(f"{_W}p"):
                        yield from split_lines(_text(inner), f"第{paragraphs}段文本框")
        elif element.tag == f"{_W}tbl":
            tables += 1
            table = _table(element, tables, numbering, name)
            columns = len(table.rows[0]) if table.rows else 0
            arranges = len(table.rows) < 2 or columns < 2  # the page, and holds no data
            yield from list_table_lines(table) if arranges else [table]


def _members(element: "etree._Element") -> Iterator["etree._Element"]:
    """Children, with those of content controls and insertions in place."""
    waiting = list(reversed(element))
    while waiting:
        child = waiting.pop()
        if child.tag in _INSIDE:
            waiting += reversed(child)
        else:
            yield child


def _text(paragraph: "etree._Element") -> str:
    """A paragraph as it reads with all changes accepted; text boxes are read apart."""
    from lxml import etree

    pieces = []
    walk = etree.iterwalk(paragraph, events=("start",))
    for _, element in walk:
        if element.tag in _UNREAD or (element.tag == f"{_W}r" and _hidden(element)):
            walk.skip_subtree()
        elif element.tag == f"{_W}t":
            pieces.append(element.text or "")
        elif element.tag in _BREAKS:
            pieces.append(_BREAKS[element.tag])
    return "".join(pieces)


def _deleted(paragraph: "etree._Element") -> bool:
    """Whether a tracked change takes the whole paragraph away, its number included."""
    mark = paragraph.find(f"{_W}pPr/{_W}rPr/{_W}del")
    return mark is not None and not _text(paragraph).strip()


def _style(paragraph: "etree._Element") -> str:
    found = paragraph.find(f"{_W}pPr/{_W}pStyle")
    return "" if found is None else found.get(f"{_W}val") or ""


def _headings(styles: "etree._Element | None") -> dict[str, int]:
    """Heading styles by id with their level, counted from 1."""
    found = {}
    for style in styles.iter(f"{_W}style") if styles is not None else ():
        level = style.find(f"{_W}pPr/{_W}outlineLvl")
        name = re.fullmatch(r"(?i)heading (\d)", _value(style, "name"))
        if name or level is not None:
            number = int(name[1]) if name else _number(level, 8) + 1
            found[style.get(f"{_W}styleId") or ""] = number
    return found


def _hidden(run: "etree._Element") -> bool:
    mark = run.find(f"{_W}rPr/{_W}vanish")
    return mark is not None and mark.get(f"{_W}val") not in ("0", "false", "off")


def _table(table: "etree._Element", number: int, numbering: "_Numbering", name: str) -> Table:
    rows: list[list[Span]] = []
    above: dict[int, tuple[int, int]] = {}  # column → row and position of the cell still open
    for row in (r for r in _members(table) if r.tag == f"{_W}tr"):
        if row.find(f"{_W}trPr/{_W}del") is not None:
            continue
        spans: list[Span] = []
        column = _number(row.find(f"{_W}trPr/{_W}gridBefore"), 0)
        spans += [Span("")] * min(column, 60)
        for cell in (c for c in _members(row) if c.tag == f"{_W}tc"):
            width = max(_number(cell.find(f"{_W}tcPr/{_W}gridSpan"), 1), 1)
            merge = cell.find(f"{_W}tcPr/{_W}vMerge")
            if merge is not None and merge.get(f"{_W}val") != "restart" and column in above:
                top, position = above[column]
                old = rows[top][position]
                rows[top][position] = Span(old.text, old.columns, len(rows) - top + 1)
            else:
                if merge is not None:
                    above[column] = (len(rows), len(spans))
                else:
                    above.pop(column, None)
                spans.append(Span(_cell_text(cell, numbering), width))
            column += width
        rows.append(spans)
    return build_table(rows, [f"表{number}第{r}行" for r in range(1, len(rows) + 1)], name)


def _cell_text(cell: "etree._Element", numbering: "_Numbering") -> str:
    """The paragraphs of a cell; those of a table inside it follow in order."""
    kept = (p for p in cell.iter(f"{_W}p") if not _deleted(p))
    return "\n".join(numbering.prefix(p) + _text(p) for p in kept)


def _number(element: "etree._Element | None", default: int) -> int:
    text = "" if element is None else element.get(f"{_W}val") or ""
    found = int(text) if text.isascii() and text.isdigit() and len(text) < 12 else default
    return min(found, 10**6)


class _Numbering:
    """The numbers Word draws before paragraphs: 一、 （一） 1. are often not in the text."""

    def __init__(self, numbering: "etree._Element | None", styles: "etree._Element | None") -> None:
        self.lists: dict[str, str] = {}
        self.restarts: set[tuple[str, int]] = set()  # lists that count anew, until they did
        self.levels: dict[tuple[str, int], tuple[int, str, str]] = {}
        self.styles: dict[str, tuple[str, int, str]] = {}
        self.counts: dict[tuple[str, int], int] = {}
        if numbering is not None:
            self._load(numbering)
        for style in styles.iter(f"{_W}style") if styles is not None else ():
            name, level = _reference(style.find(f"{_W}pPr"))
            parent = style.find(f"{_W}basedOn")
            base = "" if parent is None else parent.get(f"{_W}val") or ""
            self.styles[style.get(f"{_W}styleId") or ""] = (name, level, base)

    def _load(self, root: "etree._Element") -> None:
        for entry in root.iter(f"{_W}num"):
            target = entry.find(f"{_W}abstractNumId")
            if target is not None:
                number = entry.get(f"{_W}numId") or ""
                self.lists[number] = target.get(f"{_W}val") or ""
                overrides = [o for o in entry if o.find(f"{_W}startOverride") is not None]
                self.restarts |= {(number, _digits(o.get(f"{_W}ilvl"))) for o in overrides}
        for entry in root.iter(f"{_W}abstractNum"):
            for level in entry.iter(f"{_W}lvl"):
                found = {key: _value(level, key) for key in ("start", "numFmt", "lvlText")}
                start = found["start"]
                key = entry.get(f"{_W}abstractNumId") or "", _digits(level.get(f"{_W}ilvl"))
                first = int(start) if start.isascii() and start.isdigit() and len(start) < 6 else 1
                self.levels[key] = (first, found["numFmt"], found["lvlText"][:LONGEST_NUMBER])

    def prefix(self, paragraph: "etree._Element") -> str:
        """The number drawn before a paragraph, nothing for bullets."""
        number, level = self._list_of(paragraph)
        name = self.lists.get(number, "")
        entry = self.levels.get((name, level))
        if entry is None or entry[1] in ("bullet", "none"):
            return ""
        start = entry[0]
        if (number, level) in self.restarts:
            self.restarts.discard((number, level))
            self.counts.pop((name, level), None)
        self.counts[name, level] = self.counts.get((name, level), start - 1) + 1
        for deeper in range(level + 1, 9):
            self.counts.pop((name, deeper), None)
        text = entry[2]
        for other in range(level + 1):
            first, kind, _ = self.levels.get((name, other), (1, "decimal", ""))
            text = text.replace(
                f"%{other + 1}", _formatted(self.counts.get((name, other), first), kind)
            )
        return text

    def _list_of(self, paragraph: "etree._Element") -> tuple[str, int]:
        properties = paragraph.find(f"{_W}pPr")
        if properties is None:
            return "", 0
        number, level = _reference(properties)
        style = properties.find(f"{_W}pStyle")
        name = "" if style is None else style.get(f"{_W}val") or ""
        seen: set[str] = set()
        while not number and name in self.styles and name not in seen:
            seen.add(name)
            number, level, name = self.styles[name]
        return number, level


def _reference(properties: "etree._Element | None") -> tuple[str, int]:
    found = None if properties is None else properties.find(f"{_W}numPr")
    return ("", 0) if found is None else (_value(found, "numId"), _digits(_value(found, "ilvl")))


def _value(element: "etree._Element", name: str) -> str:
    found = element.find(f"{_W}{name}")
    return "" if found is None else found.get(f"{_W}val") or ""


def _digits(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 3 else 0


_FORMATS: Mapping[str, str] = {
    "decimalEnclosedCircle": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
    "decimalEnclosedCircleChinese": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
    "upperLetter": "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "lowerLetter": "abcdefghijklmnopqrstuvwxyz",
}


def _formatted(number: int, kind: str) -> str:
    if kind in _FORMATS and 1 <= number <= len(_FORMATS[kind]):
        return _FORMATS[kind][number - 1]
    chinese = kind.startswith(("chinese", "japanese", "taiwanese", "ideograph"))
    return scalars.spell_numeral(number) if chinese and 1 <= number <= 999 else str(number)
