"""定稿: what is for the office only goes out of a result before it leaves the house."""

import posixpath
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from gkdraft.base.package import pack_parts, parse_part, unpack_parts
from gkdraft.base.patterns import compile_late
from gkdraft.errors import TemplateError
from gkdraft.messages import say
from gkdraft.render import text, web

if TYPE_CHECKING:
    from lxml import etree

    Choice = Callable[[etree._Element], list[etree._Element]]

TYPES, STYLES, BODY = "[Content_Types].xml", "word/styles.xml", "word/document.xml"
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PROPERTY = "{http://schemas.openxmlformats.org/officeDocument/2006/custom-properties}property"
_BOOKMARK = f"{_WORD}bookmarkStart"
_COMMENT = f"{_WORD}comment"
_REFERENCE = f"{_WORD}commentReference"
_MARKS = (
    _BOOKMARK,
    f"{_WORD}bookmarkEnd",
    f"{_WORD}commentRangeStart",
    f"{_WORD}commentRangeEnd",
    _REFERENCE,
)
_PRIVATE = compile_late(r"docProps/custom\.xml|word/(_rels/)?(comments\w*|people)\.xml(\.rels)?")
_PARTS_WITH_MARKS = compile_late(r"word/\w+\.xml")


@dataclass(frozen=True)
class Stripped:
    """How much was taken out: 书签, 批注, 快照和文件属性, 校验码."""

    bookmarks: int = 0
    comments: int = 0
    properties: int = 0
    seals: int = 0


def strip_result(suffix: str, data: bytes) -> tuple[bytes, Stripped]:
    """A .docx, .html or .txt as it may be published, and what was taken out."""
    if suffix == ".docx":
        return strip_package(data)
    drop_seal = {".html": web.drop_web_seal, ".txt": text.drop_text_seal}[suffix]
    bare = drop_seal(data)
    return bare, Stripped(seals=int(bare != data))


def strip_package(data: bytes) -> tuple[bytes, Stripped]:
    """A .docx without bookmarks, comments and custom properties, and how many there were.

    Author and title stay: they are the body's and the report's. So do the bytes of a part that
    had nothing to lose.
    """
    parts = unpack_parts(data, ".docx")
    private = {name for name in parts if _PRIVATE.fullmatch(name)}
    stripped = _count_private(parts)
    kept = {name: part for name, part in parts.items() if name not in private}
    for name, part in kept.items():
        if name == TYPES or name.endswith(".rels"):
            kept[name] = _remove(name, part, partial(_find_links, name, private))
        elif _PARTS_WITH_MARKS.fullmatch(name):
            kept[name] = _remove(name, part, _find_marks)
    if STYLES in kept and b'"Gap"' not in kept.get(BODY, b""):
        kept[STYLES] = _remove(STYLES, kept[STYLES], _find_gap_style)
    return pack_parts(kept), stripped


def _count_private(parts: Mapping[str, bytes]) -> Stripped:
    tags: list[str] = []
    properties: set[str] = set()
    for name, part in parts.items():
        if _PRIVATE.fullmatch(name) or _PARTS_WITH_MARKS.fullmatch(name):
            root = _parse(name, part)
            tags += [str(element.tag) for element in root.iter(_BOOKMARK, _COMMENT)]
            # the snapshot is one thing in many pieces
            properties.update(p.get("name", "").rstrip("0123456789") for p in root.iter(_PROPERTY))
    return Stripped(tags.count(_BOOKMARK), tags.count(_COMMENT), len(properties))


def _remove(name: str, part: bytes, choose: "Choice") -> bytes:
    """A part without the elements that are chosen; as it is where there are none."""
    from lxml import etree  # a draft does without

    root = _parse(name, part)
    chosen = choose(root)
    for element in chosen:
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)
    if not chosen:
        return part
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _parse(name: str, part: bytes) -> "etree._Element":
    root = parse_part(part)
    if root is None:
        raise TemplateError(say("{name}: 模板写出的不是 XML，不能定稿", name=name))
    return root


def _find_marks(root: "etree._Element") -> "list[etree._Element]":
    """Bookmarks and the anchors of comments; a run that is only there for one goes with it."""
    found: list[etree._Element] = []
    for mark in root.iter(*_MARKS):
        holder = mark.getparent()
        found.append(holder if holder is not None and _is_bare(holder) else mark)
    return found


def _is_bare(element: "etree._Element") -> bool:
    """Whether a run has no text of its own."""
    is_run = element.tag == f"{_WORD}r"
    return is_run and all(child.tag in (f"{_WORD}rPr", _REFERENCE) for child in element)


def _find_links(name: str, private: set[str], root: "etree._Element") -> "list[etree._Element]":
    """The types of the parts that go, and the relationships that lead to them."""
    # relationships of word/document.xml stand in word/_rels/, targets count from word/
    folder = posixpath.dirname(posixpath.dirname(name))
    found: list[etree._Element] = []
    for element in root:
        target = element.get("PartName") or element.get("Target") or ""
        if posixpath.normpath(posixpath.join("/", folder, target)).removeprefix("/") in private:
            found.append(element)
    return found


def _find_gap_style(root: "etree._Element") -> "list[etree._Element]":
    """The style of 【待补充】, which would stand in the list of styles of a published file."""
    return [style for style in root if style.get(f"{_WORD}styleId") == "Gap"]
