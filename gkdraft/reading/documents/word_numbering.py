"""The numbers Word draws before paragraphs, by numbering.xml and the styles."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from gkdraft.base import scalars

if TYPE_CHECKING:
    from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LONGEST_NUMBER = 40
DEEPEST = 10
"""Styles that are looked through, one based on another; Word itself allows 11."""


def list_styles(styles: "etree._Element | None") -> Iterator["etree._Element"]:
    """The styles of styles.xml, where there is one."""
    if styles is not None:
        yield from styles.iter(f"{W}style")


class Numbering:
    """The numbers Word draws before paragraphs: 一、 （一） 1. are often not in the text."""

    def __init__(self, numbering: "etree._Element | None", styles: "etree._Element | None") -> None:
        self.lists: dict[str, str] = {}
        self.restarts: set[tuple[str, int]] = set()  # lists that count anew, until they did
        self.levels: dict[tuple[str, int], tuple[int, str, str]] = {}
        self.styles: dict[str, tuple[str, int, str]] = {}
        self.counts: dict[tuple[str, int], int] = {}
        if numbering is not None:
            self._load(numbering)
        for style in list_styles(styles) if self.levels else ():
            name, level = _read_reference(find_child(style, "pPr"))
            base = read_value(style, "basedOn")
            self.styles[style.get(f"{W}styleId") or ""] = (name, level, base)

    def _load(self, root: "etree._Element") -> None:
        for entry in root.iter(f"{W}num"):
            target = entry.find(f"{W}abstractNumId")
            if target is not None:
                number = entry.get(f"{W}numId") or ""
                self.lists[number] = target.get(f"{W}val") or ""
                self._load_restarts(number, entry)
        for entry in root.iter(f"{W}abstractNum"):
            for level in entry.iter(f"{W}lvl"):
                key = entry.get(f"{W}abstractNumId") or "", _read_digits(level.get(f"{W}ilvl"))
                self.levels[key] = _read_level(level)

    def _load_restarts(self, number: str, entry: "etree._Element") -> None:
        """Word gives every 一、 its own list of （一）: the same list, started anew."""
        for override in entry:
            if override.find(f"{W}startOverride") is not None:
                self.restarts.add((number, _read_digits(override.get(f"{W}ilvl"))))

    def prefix(self, paragraph: "etree._Element") -> str:
        """The number drawn before a paragraph, nothing for bullets."""
        if not self.levels:
            return ""
        number, level = self._find_list(paragraph)
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

    def _find_list(self, paragraph: "etree._Element") -> tuple[str, int]:
        properties = find_child(paragraph, "pPr")
        if properties is None:
            return "", 0
        number, level = _read_reference(properties)
        name = read_value(properties, "pStyle")
        for _ in range(DEEPEST):
            if number or name not in self.styles:
                break
            number, level, name = self.styles[name]
        return number, level


def _read_level(level: "etree._Element") -> tuple[int, str, str]:
    """The first number of a level, how it is written, and what stands around it."""
    start = read_value(level, "start")
    is_number = start.isascii() and start.isdigit() and len(start) < 6
    text = read_value(level, "lvlText")[:LONGEST_NUMBER]
    return int(start) if is_number else 1, read_value(level, "numFmt"), text


def _read_reference(properties: "etree._Element | None") -> tuple[str, int]:
    """The list and level a paragraph or style belongs to."""
    found = find_child(properties, "numPr")
    if found is None:
        return "", 0
    return read_value(found, "numId"), _read_digits(read_value(found, "ilvl"))


def find_child(element: "etree._Element | None", name: str) -> "etree._Element | None":
    """The first child of a name. A path for `find` to parse would take three times as long."""
    return None if element is None else next(element.iterchildren(f"{W}{name}"), None)


def read_value(element: "etree._Element", name: str) -> str:
    """The w:val of a child; "" without one."""
    found = find_child(element, name)
    return "" if found is None else found.get(f"{W}val") or ""


def _read_digits(text: str | None) -> int:
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
