"""The styles of a .docx as they look, worked out with lxml: properties with what they inherit."""

from collections.abc import Mapping

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STYLES = "word/styles.xml"
# property and attribute; what is inherited attribute by attribute, and what is inherited whole
SEEN = (
    *(f"rPr/rFonts/{attribute}" for attribute in ("ascii", "hAnsi", "eastAsia")),
    *(f"rPr/{name}/val" for name in ("sz", "spacing", "b", "i", "color")),
    *(f"pPr/{name}/val" for name in ("jc", "outlineLvl", "widowControl", "snapToGrid")),
    *(f"pPr/{name}/val" for name in ("keepNext", "keepLines", "autoSpaceDE")),
    *(f"pPr/spacing/{name}" for name in ("before", "after", "beforeLines", "afterLines")),
    *(f"pPr/spacing/{name}" for name in ("line", "lineRule")),
    *(f"pPr/ind/{name}" for name in ("firstLine", "firstLineChars", "left", "leftChars")),
    *(f"pPr/ind/{name}" for name in ("right", "rightChars")),
    "pPr/numPr/numId/val",
    "tblPr/tblBorders/insideH/sz",
    "tblPr/tblCellMar/left/w",
    "rPr/shd/fill",
)
_PLAIN = {"true": "1", "on": "1", "false": "0", "off": "0"}
Look = dict[str, str]


def read_looks(parts: Mapping[str, bytes]) -> dict[tuple[str, str], Look]:
    """What each style does, by its kind and name; with it what it is based on and what follows."""
    root = etree.fromstring(parts[STYLES])
    styles = {style.get(f"{W}styleId"): style for style in root.iterfind(f"{W}style")}
    found: dict[tuple[str, str], Look] = {}
    for number, style in styles.items():
        look = _read_defaults(root) if style.get(f"{W}type") == "paragraph" else {}
        for each in reversed(_list_bases(style, styles)):
            look |= _read_own(each)
        look["base"] = _name(styles.get(_value(style, "basedOn")))
        look["next"] = _name(styles.get(_value(style, "next") or number))
        look["default"] = _PLAIN.get(style.get(f"{W}default", "0"), style.get(f"{W}default", "0"))
        # zero is what there is without
        kept = {key: value for key, value in look.items() if value != "0" or "outline" in key}
        found[style.get(f"{W}type") or "", _name(style)] = kept
    return found


def _list_bases(
    style: etree._Element, styles: Mapping[str | None, etree._Element]
) -> list[etree._Element]:
    chain = [style]
    while (base := styles.get(_value(chain[-1], "basedOn"))) is not None:
        chain.append(base)
    return chain


def _read_defaults(root: etree._Element) -> Look:
    found: Look = {}
    for half in root.iterfind(f"{W}docDefaults/*"):
        found |= _read_own(half)
    return found


def _read_own(holder: etree._Element) -> Look:
    found: Look = {}
    for path in SEEN:
        place, _, attribute = path.rpartition("/")
        element = holder.find("/".join(W + name for name in place.split("/")))
        if element is not None:
            value = element.get(W + attribute, "1" if attribute == "val" else None)
            if value is not None:
                found[path] = _PLAIN.get(value, value)
    return found


def _value(style: etree._Element, name: str) -> str:
    found = style.find(W + name)
    return "" if found is None else found.get(f"{W}val", "")


def _name(style: etree._Element | None) -> str:
    return "" if style is None else _value(style, "name").lower()
