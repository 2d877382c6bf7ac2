"""A .docx opened: its parts, its body, the styles by name and level, the numbers Word draws."""

import posixpath
import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from gkdraft.base.package import parse_part
from gkdraft.errors import InputError
from gkdraft.messages import say
from gkdraft.reading.documents.word_numbering import (
    DEEPEST,
    Numbering,
    W,
    find_child,
    list_styles,
    read_value,
)

if TYPE_CHECKING:
    from lxml import etree

DOCUMENT = "word/document.xml"

# Word writes ISO Strict on demand: the same names in other namespaces
_STRICT = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": W.strip("{}").encode(),
    b"http://purl.oclc.org/ooxml/officeDocument/math": (
        b"http://schemas.openxmlformats.org/officeDocument/2006/math"
    ),
}
_BODY_TEXT = 9  # the outline level of what is no heading


class Style(NamedTuple):
    """A style of paragraphs 样式: ids are renamed by every editor, names are not."""

    name: str
    level: int


class Word:
    """A Word document: where its text is, and what its styles and numbers say."""

    def __init__(self, parts: Mapping[str, bytes], name: str) -> None:
        self.name = name
        self.parts = parts
        self.main = dict(list_targets(parts, "")).get("officeDocument", DOCUMENT)
        self._targets = dict(list_targets(parts, self.main))
        root = parse_word(parts, self.main)
        body = root.find(f"{W}body") if root is not None else None
        if root is None or body is None:
            raise InputError(
                say(
                    "{name}: 不是 Word 文件，或正文已损坏；请用 Word、WPS 打开后另存为 .docx",
                    name=name,
                )
            )
        self.root, self.body = root, body
        self._sheet = self.find_part("styles")
        self._lists = self.find_part("numbering")
        self._sources = {
            style.get(f"{W}styleId") or "": style for style in list_styles(self._sheet)
        }
        self._styles: dict[str, Style] = {}
        self._usual = Style("", 0)  # of paragraphs that name none
        for number, style in self._sources.items():
            if style.get(f"{W}type") == "paragraph" and is_on(style.get(f"{W}default"), "0"):
                self._usual = self._read_style(number)

    def find_part(self, kind: str) -> "etree._Element | None":
        """The part of a kind (styles, comments, …) that belongs to the document."""
        return parse_word(self.parts, self._targets.get(kind, f"word/{kind}.xml"))

    def _read_style(self, number: str) -> Style:
        """A style; a text uses few of the hundreds that Word lists."""
        if number not in self._styles and number in self._sources:
            name = read_value(self._sources[number], "name")
            self._styles[number] = Style(name, _find_level(number, self._sources))
        return self._styles.get(number, self._usual)

    def start_numbering(self) -> Numbering:
        """The counts of automatic numbers, before the first paragraph."""
        return Numbering(self._lists, self._sheet)

    def find_style(self, paragraph: "etree._Element") -> Style:
        """The style of a paragraph, which may set a level of its own."""
        properties = find_child(paragraph, "pPr")
        if properties is None:
            return self._usual
        found = self._read_style(read_value(properties, "pStyle"))
        own = find_child(properties, "outlineLvl")
        return found if own is None else Style(found.name, _read_outline(own))


def parse_word(parts: Mapping[str, bytes], part: str) -> "etree._Element | None":
    """XML of a part of a .docx, ISO Strict as the usual; None if there is none."""
    raw = parts.get(part, b"")
    for strict, usual in _STRICT.items():
        raw = raw.replace(strict, usual)
    return parse_part(raw)


def list_targets(parts: Mapping[str, bytes], part: str) -> Iterator[tuple[str, str]]:
    """The parts that a part refers to, by kind; "" is the package.

    Word in a browser names the text document2.xml.
    """
    yield from list_relations(parts, part).values()


def list_relations(parts: Mapping[str, bytes], part: str) -> dict[str, tuple[str, str]]:
    """The same by the names under which the part refers to them."""
    folder, _, file = part.rpartition("/")
    root = parse_part(parts.get(posixpath.join(folder, "_rels", f"{file}.rels"), b""))
    found: dict[str, tuple[str, str]] = {}
    for number, entry in enumerate(() if root is None else root.iterfind("{*}Relationship")):
        target = posixpath.normpath(posixpath.join("/", folder, entry.get("Target") or ""))
        name = target.lstrip("/")
        if entry.get("TargetMode") != "External" and name in parts:
            kind = (entry.get("Type") or "").rpartition("/")[2]
            found.setdefault(entry.get("Id") or str(number), (kind, name))
    return found


def is_on(value: str | None, missing: str = "1") -> bool:
    """Whether a switch is on; one that is named without a value is."""
    return (missing if value is None else value) not in ("0", "false", "off")


def read_number(element: "etree._Element | None", default: int, attribute: str = "val") -> int:
    """The w:val or another attribute of an element as a number of a size that can be."""
    text = "" if element is None else element.get(f"{W}{attribute}") or ""
    found = int(text) if text.isascii() and text.isdigit() and len(text) < 12 else default
    return min(found, 10**6)


def _find_level(number: str, styles: "Mapping[str, etree._Element]") -> int:
    """The level of a heading style, or of the one it is based on, counted from 1; else 0."""
    for _ in range(DEEPEST):
        style = styles.get(number)
        if style is None:
            break
        name = re.fullmatch(r"(?i)heading (\d)", read_value(style, "name"))
        if name:
            return int(name[1])
        level = find_child(find_child(style, "pPr"), "outlineLvl")
        if level is not None:
            return _read_outline(level)
        number = read_value(style, "basedOn")
    return 0


def _read_outline(level: "etree._Element") -> int:
    number = read_number(level, _BODY_TEXT - 1)
    return 0 if number >= _BODY_TEXT else number + 1
