"""The text of a Word paragraph, piece by piece: what stands, what is inserted, what is deleted.

Between the pieces stand the marks at which bookmarks and comments begin and end.
"""

import unicodedata
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from gkdraft.reading.documents.flow import RAISED
from gkdraft.reading.documents.word_numbering import W, find_child
from gkdraft.reading.documents.word_parts import is_on

if TYPE_CHECKING:
    from lxml import etree

FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
TEXT_BOX = f"{W}txbxContent"
DELETIONS = frozenset((f"{W}del", f"{W}moveFrom"))
REVISIONS = DELETIONS | {f"{W}ins", f"{W}moveTo"}
MARKS = frozenset(
    f"{W}{name}"
    for name in (
        "bookmarkStart",
        "bookmarkEnd",
        "commentRangeStart",
        "commentRangeEnd",
        "commentReference",
    )
)

_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
# properties, the reading set over a character, and text boxes, which are read apart
_UNREAD = frozenset(f"{W}{name}" for name in ("pPr", "rPr", "sdtPr", "rt", "txbxContent"))
_SKIPPED = _UNREAD | {FALLBACK}
_RUN = f"{W}r"
_TEXTS = frozenset((f"{W}t", f"{_MATH}t"))
_BREAKS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
_WRITTEN = _TEXTS | _BREAKS.keys()
_SPEAKING = _WRITTEN | {f"{W}sym", f"{W}delText"}
# without these in it, a paragraph reads as it is written; w:tabs holds other w:tab
_UNUSUAL = (
    *(_SKIPPED - {f"{W}pPr", f"{W}rPr"}),
    *DELETIONS,
    *(f"{W}{name}" for name in ("tabs", "vanish", "vertAlign", "sym")),
)
# their characters are pictures at the places of letters
_PICTURE_FONTS = ("wingdings", "webdings", "symbol")


class Piece(NamedTuple):
    """A stretch of text, the element that holds it, the innermost tracked change 修订 around it."""

    text: str
    element: "etree._Element"
    revision: "etree._Element | None"
    kept: bool  # it reads on when all changes are accepted


def read_text(paragraph: "etree._Element") -> str:
    """A paragraph as it reads with all changes accepted; text boxes are read apart."""
    if next(paragraph.iterdescendants(*_UNUSUAL), None) is None:
        return "".join(map(_read_written, paragraph.iterdescendants(*_WRITTEN)))
    kept = []
    for piece in list_pieces(paragraph):
        if isinstance(piece, Piece) and piece.kept:
            kept.append(piece.text)
    return "".join(kept)


def list_pieces(paragraph: "etree._Element") -> "Iterator[Piece | etree._Element]":
    """The pieces of a paragraph, and the marks among them, in order."""
    # each with the change it stands in: the innermost deletion, else the innermost insertion
    waiting: list[tuple[etree._Element, etree._Element | None]] = [(paragraph, None)]
    while waiting:
        element, revision = waiting.pop()
        tag = element.tag
        if tag in _SKIPPED or (tag == _RUN and is_hidden(element)):
            continue
        if tag in REVISIONS:
            revision = element if _is_kept(revision) or tag in DELETIONS else revision
        elif tag in MARKS:
            yield element
        elif tag in _SPEAKING:
            yield from _read_piece(element, revision)
        if len(element):
            waiting += [(child, revision) for child in reversed(element)]


def _read_piece(element: "etree._Element", revision: "etree._Element | None") -> Iterator[Piece]:
    text = _read_characters(element)
    if not _is_kept(revision) and element.tag == f"{W}delText":
        text = element.text or ""
    if text:
        yield Piece(text, element, revision, _is_kept(revision))


def _is_kept(revision: "etree._Element | None") -> bool:
    """Whether what stands in a tracked change, or in none, reads on when it is accepted."""
    return revision is None or revision.tag not in DELETIONS


def _read_characters(element: "etree._Element") -> str:
    if element.tag == f"{W}sym":
        return _read_symbol(element)
    text = _read_written(element)
    return text.translate(RAISED) if _is_raised(element.getparent()) else text


def _read_written(element: "etree._Element") -> str:
    if element.tag in _TEXTS:
        return _read_mixed(element) if len(element) else element.text or ""
    return _BREAKS.get(element.tag, "")


def _read_mixed(element: "etree._Element") -> str:
    """A text that holds elements, as only other programs write it: 4<w:br/>86 is no 4."""
    pieces = [element.text or ""]
    for child in element:
        pieces += (_BREAKS.get(child.tag, ""), child.tail or "")
    return "".join(pieces)


def _is_raised(run: "etree._Element | None") -> bool:
    """Whether a run is set above the line 上标, as the mark of a note is."""
    setting = find_child(find_child(run, "rPr"), "vertAlign")
    return setting is not None and setting.get(f"{W}val") == "superscript"


def _read_symbol(element: "etree._Element") -> str:
    """A character set as a symbol; nothing for what only its font knows."""
    font, code = (element.get(f"{W}{name}") or "" for name in ("font", "char"))
    try:
        character = chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""
    # Cc, Cf, Cn, Co, Cs: controls, private use and what is no character
    if font.lower().startswith(_PICTURE_FONTS) or unicodedata.category(character)[0] == "C":
        return ""
    return character


def is_hidden(run: "etree._Element") -> bool:
    """Whether a run is hidden text 隐藏文字."""
    mark = find_child(find_child(run, "rPr"), "vanish")
    return mark is not None and is_on(mark.get(f"{W}val"))


def list_boxed(paragraph: "etree._Element") -> "Iterator[etree._Element]":
    """The paragraphs of text boxes, which stand twice: Fallback repeats them for old programs."""
    if next(paragraph.iterdescendants(TEXT_BOX), None) is None:
        return
    from lxml import etree

    # a box in a box stands inside both: each paragraph is met once
    depth = 0
    walk = etree.iterwalk(paragraph, events=("start", "end"))
    for event, element in walk:
        if element.tag == FALLBACK and event == "start":
            walk.skip_subtree()
        elif element.tag == TEXT_BOX:
            depth += 1 if event == "start" else -1
        elif event == "start" and depth and element.tag == f"{W}p":
            yield element


def is_repeated(element: "etree._Element") -> bool:
    """Whether an element is what old programs show in the place of another."""
    return next(element.iterancestors(FALLBACK), None) is not None
