"""Bookmarks around the paragraphs of a .docx: put in, and looked for after an editor's work."""

from dataclasses import dataclass

from lxml import etree

from gkdraft.base.package import pack_parts, parse_part, unpack_parts

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PREFIX = "_gkp_"
_MAIN = "word/document.xml"


@dataclass(frozen=True)
class Anchor:
    """What a bookmark covers: its text, and in which paragraphs of the body it begins and ends."""

    text: str
    begins: int
    ends: int


def add_anchors(data: bytes) -> bytes:
    """The .docx with a bookmark around the text of every paragraph outside tables."""
    parts = unpack_parts(data, "x.docx")
    root = parse_part(parts[_MAIN])
    assert root is not None
    for number, paragraph in enumerate(root.iterfind(f"{W}body/{W}p"), 1):
        name = f"{PREFIX}{number:08x}"
        start = etree.Element(f"{W}bookmarkStart", {f"{W}id": str(number), f"{W}name": name})
        properties = paragraph.find(f"{W}pPr")
        paragraph.insert(0 if properties is None else 1, start)
        etree.SubElement(paragraph, f"{W}bookmarkEnd", {f"{W}id": str(number)})
    parts[_MAIN] = etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
    return pack_parts(parts)


def read_anchors(data: bytes) -> dict[str, Anchor]:
    """What each of the bookmarks covers; deleted text is not there."""
    root = parse_part(unpack_parts(data, "x.docx")[_MAIN])
    assert root is not None
    names: dict[str, str] = {}
    begins: dict[str, int] = {}
    covered: dict[str, str] = {}
    found: dict[str, Anchor] = {}
    paragraph = 0
    for element in root.iter():
        identity = element.get(f"{W}id", "")
        if element.tag == f"{W}p":
            paragraph += 1
        elif element.tag == f"{W}bookmarkStart":
            if element.get(f"{W}name", "").startswith(PREFIX):
                names[identity] = element.get(f"{W}name", "")
                begins[identity], covered[identity] = paragraph, ""
        elif element.tag == f"{W}bookmarkEnd" and identity in covered:
            text = covered.pop(identity)
            found[names[identity]] = Anchor(text, begins[identity], paragraph)
        elif element.tag == f"{W}t":
            for each in covered:
                covered[each] += element.text or ""
    return found
