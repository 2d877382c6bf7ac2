"""Word documents: paragraphs with the numbers Word only draws, tables with their merges.

lxml on document.xml: python-docx resolves every merged cell anew and takes seconds.
"""

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from gkdraft.base import package, scalars
from gkdraft.errors import InputError
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

if TYPE_CHECKING:
    from lxml import etree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
LONGEST_NUMBER = 40
# text that is deleted or moved away, and text boxes, which are read apart
_UNREAD = {f"{_W}{n}" for n in ("del", "moveFrom", "pPr", "txbxContent")} | {_FALLBACK}
_BREAKS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
# what only wraps paragraphs, rows and cells: content controls, insertions, moves
_INSIDE = {f"{_W}{n}" for n in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag")}


def read_word(data: bytes, name: str) -> Flow:
    """Lines and tables of a .docx. InputError if it is none."""
    parts = package.unpack_parts(data, name)
    # Word writes ISO Strict on demand: the same names in another namespace
    raw = parts.get("word/document.xml", b"").replace(_STRICT.encode(), _W.strip("{}").encode())
    root = package.parse_part(raw)
    body = root.find(f"{_W}body") if root is not None else None
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
            if _is_deleted(element):
                continue
            text = numbering.prefix(element) + _text(element)
            yield from split_lines(text, f"第{paragraphs}段", headings.get(_style(element), 0))
            for inner in _list_boxed(element):
                yield from split_lines(_text(inner), f"第{paragraphs}段文本框")
        elif element.tag == f"{_W}tbl":
            tables += 1
            table = _build_table(element, tables, numbering, name)
            # one row or one column frames a heading or a page, and holds no data
            if len(table.rows) < 2 or len(table.rows[0]) < 2:
                yield from list_table_lines(table)
            else:
                yield table


def _list_boxed(paragraph: "etree._Element") -> Iterator["etree._Element"]:
    """The paragraphs of text boxes, which stand twice: Fallback repeats them for old programs."""
    for box in paragraph.iter(f"{_W}txbxContent"):
        if not any(above.tag == _FALLBACK for above in box.iterancestors()):
            yield from box.iter(f"{_W}p")


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
        if element.tag in _UNREAD or (element.tag == f"{_W}r" and _is_hidden(element)):
            walk.skip_subtree()
        elif element.tag == f"{_W}t":
            pieces.append(element.text or "")
        elif element.tag in _BREAKS:
            pieces.append(_BREAKS[element.tag])
    return "".join(pieces)


def _is_deleted(paragraph: "etree._Element") -> bool:
    """Whether a tracked change takes the whole paragraph away, its number included."""
    mark = paragraph.find(f"{_W}pPr/{_W}rPr/{_W}del")
    return mark is not None and not _text(paragraph).strip()


def _style(paragraph: "etree._Element") -> str:
    found = paragraph.find(f"{_W}pPr/{_W}pStyle")
    if found is None:
        return ""
    return found.get(f"{_W}val") or ""


def _headings(styles: "etree._Element | None") -> dict[str, int]:
    """Heading styles by id with their level, counted from 1."""
    found = {}
    for style in _list_styles(styles):
        level = style.find(f"{_W}pPr/{_W}outlineLvl")
        name = re.fullmatch(r"(?i)heading (\d)", _value(style, "name"))
        if name or level is not None:
            number = int(name[1]) if name else _number(level, 8) + 1
            found[style.get(f"{_W}styleId") or ""] = number
    return found


def _list_styles(styles: "etree._Element | None") -> Iterator["etree._Element"]:
    if styles is not None:
        yield from styles.iter(f"{_W}style")


def _is_hidden(run: "etree._Element") -> bool:
    mark = run.find(f"{_W}rPr/{_W}vanish")
    return mark is not None and mark.get(f"{_W}val") not in ("0", "false", "off")


def _build_table(table: "etree._Element", number: int, numbering: "_Numbering", name: str) -> Table:
    rows: list[list[Span]] = []
    above: dict[int, tuple[int, int]] = {}  # column → row and position of the cell still open
    for row in _members(table):
        if row.tag == f"{_W}tr" and row.find(f"{_W}trPr/{_W}del") is None:
            _add_row(row, rows, above, numbering)
    return build_table(rows, [f"表{number}第{r}行" for r in range(1, len(rows) + 1)], name)


def _add_row(
    row: "etree._Element",
    rows: list[list[Span]],
    above: dict[int, tuple[int, int]],
    numbering: "_Numbering",
) -> None:
    """Adds a row; a cell that goes on with the one above makes that one taller instead."""
    # columns that the row leaves out before its first cell
    column = _number(row.find(f"{_W}trPr/{_W}gridBefore"), 0)
    spans = [Span("")] * min(column, MOST_COLUMNS)
    for cell in _members(row):
        if cell.tag != f"{_W}tc":
            continue
        width = max(_number(cell.find(f"{_W}tcPr/{_W}gridSpan"), 1), 1)
        merge = cell.find(f"{_W}tcPr/{_W}vMerge")
        begins = merge is None or merge.get(f"{_W}val") == "restart" or column not in above
        if not begins:
            top, position = above[column]
            old = rows[top][position]
            rows[top][position] = Span(old.text, old.columns, len(rows) - top + 1)
        else:
            above.pop(column, None)
            if merge is not None:
                above[column] = (len(rows), len(spans))
            spans.append(Span(_cell_text(cell, numbering), width))
        column += width
    rows.append(spans)


def _cell_text(cell: "etree._Element", numbering: "_Numbering") -> str:
    """The paragraphs of a cell; those of a table inside it follow in order."""
    lines = []
    for paragraph in cell.iter(f"{_W}p"):
        if not _is_deleted(paragraph):
            lines.append(numbering.prefix(paragraph) + _text(paragraph))
    return "\n".join(lines)


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
        for style in _list_styles(styles):
            name, level = _read_reference(style.find(f"{_W}pPr"))
            base = _value(style, "basedOn")
            self.styles[style.get(f"{_W}styleId") or ""] = (name, level, base)

    def _load(self, root: "etree._Element") -> None:
        for entry in root.iter(f"{_W}num"):
            target = entry.find(f"{_W}abstractNumId")
            if target is not None:
                number = entry.get(f"{_W}numId") or ""
                self.lists[number] = target.get(f"{_W}val") or ""
                self._load_restarts(number, entry)
        for entry in root.iter(f"{_W}abstractNum"):
            for level in entry.iter(f"{_W}lvl"):
                key = entry.get(f"{_W}abstractNumId") or "", _digits(level.get(f"{_W}ilvl"))
                self.levels[key] = _read_level(level)

    def _load_restarts(self, number: str, entry: "etree._Element") -> None:
        """Word gives every 一、 its own list of （一）: the same list, started anew."""
        for override in entry:
            if override.find(f"{_W}startOverride") is not None:
                self.restarts.add((number, _digits(override.get(f"{_W}ilvl"))))

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
        return self._fill(entry[2], name, level)

    def _fill(self, text: str, name: str, level: int) -> str:
        """第%1章 or %1.%2 with the counts of this and of the levels above."""
        for other in range(level + 1):
            first, kind, _ = self.levels.get((name, other), (1, "decimal", ""))
            number = _spell_number(self.counts.get((name, other), first), kind)
            text = text.replace(f"%{other + 1}", number)
        return text

    def _list_of(self, paragraph: "etree._Element") -> tuple[str, int]:
        properties = paragraph.find(f"{_W}pPr")
        if properties is None:
            return "", 0
        number, level = _read_reference(properties)
        name = _value(properties, "pStyle")
        seen: set[str] = set()
        while not number and name in self.styles and name not in seen:
            seen.add(name)
            number, level, name = self.styles[name]
        return number, level


def _read_level(level: "etree._Element") -> tuple[int, str, str]:
    """The first number of a level, how it is written, and what stands around it."""
    start = _value(level, "start")
    is_number = start.isascii() and start.isdigit() and len(start) < 6
    text = _value(level, "lvlText")[:LONGEST_NUMBER]
    return int(start) if is_number else 1, _value(level, "numFmt"), text


def _read_reference(properties: "etree._Element | None") -> tuple[str, int]:
    """The list and level a paragraph or style belongs to."""
    found = properties.find(f"{_W}numPr") if properties is not None else None
    if found is None:
        return "", 0
    return _value(found, "numId"), _digits(_value(found, "ilvl"))


def _value(element: "etree._Element", name: str) -> str:
    found = element.find(f"{_W}{name}")
    if found is None:
        return ""
    return found.get(f"{_W}val") or ""


def _digits(text: str | None) -> int:
    if text and text.isascii() and text.isdigit() and len(text) < 3:
        return int(text)
    return 0


_FORMATS: Mapping[str, str] = {
    "decimalEnclosedCircle": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
    "decimalEnclosedCircleChinese": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
    "upperLetter": "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "lowerLetter": "abcdefghijklmnopqrstuvwxyz",
}


def _spell_number(number: int, kind: str) -> str:
    if kind in _FORMATS and 1 <= number <= len(_FORMATS[kind]):
        return _FORMATS[kind][number - 1]
    # chineseCounting, ideographTraditional, japaneseCounting: WPS and Word name 一 in many ways
    chinese = kind.startswith(("chinese", "japanese", "taiwanese", "ideograph"))
    if chinese and 1 <= number <= 999:
        return scalars.spell_numeral(number)
    return str(number)
