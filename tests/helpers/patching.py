"""Changes of an edited .docx for tests, and what must be true of the document afterwards."""

import random
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from gkdraft.base.package import pack_parts
from gkdraft.prose.anchors import PREFIX, Piece
from gkdraft.prose.document import Run
from gkdraft.reading.edited import Anchor, EditedDocument, EditedParagraph, read_edited
from gkdraft.revise.patching.body_patch import BodyPatch
from gkdraft.revise.patching.xml_index import XmlIndex, recode
from helpers.packages import every_paragraph

AUTHOR = "并入人"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TEXTS = (
    "甲乙丙。",
    "13",
    " 前后 ",
    "0512-12345678",
    "左\t右",
    "上\n下",
    "\"<&>'",
    "]]>",
    "\u3000𠀀",
    "-",
)
_ANNOTATIONS = ("ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "bookmarkStart")


@dataclass(frozen=True)
class Change:
    """Pieces in the place of a stretch of a paragraph; without any stretch, all of it goes."""

    paragraph: EditedParagraph
    start: int = 0
    end: int = 0
    pieces: tuple[Piece, ...] = ()
    deletes: bool = False

    @property
    def text(self) -> str:
        return "".join(run.text for _, _, run in self.pieces if run is not None)


def open_parts(parts: Mapping[str, bytes], name: str = "稿.docx") -> EditedDocument:
    return open_bytes(pack_parts(parts), name)


def open_bytes(data: bytes, name: str = "稿.docx") -> EditedDocument:
    """What is read of a file with these bytes."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        return read_edited(path)


def reread(document: EditedDocument, main: bytes) -> EditedDocument:
    """The document with another main part."""
    return open_parts({**document.parts, document.main: main})


def words(text: str, name: str = "", gap: bool = False) -> tuple[Piece, ...]:
    """A text as pieces, in a bookmark if it has a name."""
    run: Piece = ("run", "", Run(text, gap=gap))
    return (("open", name, None), run, ("close", name, None)) if name else (run,)


def find(document: EditedDocument, text: str) -> EditedParagraph:
    """The first paragraph with a text in it."""
    return next(each for each in every_paragraph(document) if text in each.text)


def put(document: EditedDocument, old: str, new: str, gap: bool = False) -> Change:
    """Other words for some."""
    paragraph = find(document, old)
    start = paragraph.text.index(old)
    return Change(paragraph, start, start + len(old), words(new, gap=gap) if new else ())


def patch(document: EditedDocument, changes: Sequence[Change], author: str = "") -> bytes:
    """The main part with changes."""
    body = BodyPatch(document, author=author)
    for change in changes:
        if change.deletes:
            body.delete_paragraph(change.paragraph)
        else:
            body.replace(change.paragraph, change.start, change.end, change.pieces)
    return body.finish()


def change_at_random(document: EditedDocument, chance: random.Random, count: int) -> list[Change]:
    """Some changes, in some paragraphs more than one."""
    body = BodyPatch(document)
    index = XmlIndex(recode(document.parts[document.main]))
    free = [each for each in every_paragraph(document) if _is_changeable(each, index)]
    changes: list[Change] = []
    for paragraph in chance.sample(free, min(count, len(free))):
        is_free = not body.holds_foreign(paragraph, 0, len(paragraph.text))
        if chance.random() < 0.15 and is_free and body.is_removable(paragraph):
            body.delete_paragraph(paragraph)
            changes.append(Change(paragraph, deletes=True))
        else:
            changes += _change_text(paragraph, chance)
    chance.shuffle(changes)
    return changes


def _is_changeable(paragraph: EditedParagraph, index: XmlIndex) -> bool:
    """Whether there is text, and no formula."""
    return bool(paragraph.sources) and all(
        index.tags[source.element].startswith("w:") for source in paragraph.sources
    )


def _change_text(paragraph: EditedParagraph, chance: random.Random) -> Iterator[Change]:
    first, length = paragraph.sources[0].start, len(paragraph.text)
    edges = [first, length, *(source.start for source in paragraph.sources)]
    places = sorted(
        chance.choice((chance.randint(first, length), chance.choice(edges))) for _ in range(6)
    )
    for start, end in zip(places[::2], places[1::2], strict=True):
        new = chance.choice(_TEXTS) if start == end or chance.random() < 0.8 else ""
        name = f"_gks_{chance.getrandbits(32):08x}" if new and chance.random() < 0.3 else ""
        gap = chance.random() < 0.2
        yield Change(paragraph, start, end, words(new, name, gap) if new else ())


def list_texts(document: EditedDocument) -> list[str]:
    """The texts of all paragraphs, without the numbers Word draws."""
    return [text for text in map(_read_own, every_paragraph(document)) if text.strip()]


def _read_own(paragraph: EditedParagraph) -> str:
    return paragraph.text[_find_first(paragraph) :]


def _find_first(paragraph: EditedParagraph) -> int:
    return paragraph.sources[0].start if paragraph.sources else len(paragraph.text)


def expect(document: EditedDocument, changes: Sequence[Change]) -> list[str]:
    """The texts a document is to have."""
    texts = []
    for paragraph in every_paragraph(document):
        own = [change for change in changes if change.paragraph is paragraph]
        if not any(change.deletes for change in own):
            texts.append(apply_changes(paragraph, own)[_find_first(paragraph) :])
    return [text for text in texts if text.strip()]


def apply_changes(paragraph: EditedParagraph, changes: Sequence[Change]) -> str:
    """The text of a paragraph with the changes that are its own."""
    pieces, done = [], 0
    for change in sorted(changes, key=lambda each: (each.start, each.end > each.start)):
        pieces += [paragraph.text[done : change.start], change.text]
        done = change.end
    return "".join([*pieces, paragraph.text[done:]])


def check(document: EditedDocument, changes: Sequence[Change], author: str = "") -> bytes:
    """All that is promised of changes; the main part that came of them."""
    main = patch(document, changes, author)
    new = reread(document, main)
    assert list_texts(new) == expect(document, changes)
    check_untouched(document, main, changes)
    check_ids(document, main)
    check_anchors(document, new, changes)
    check_tracking(main, author)
    if author:
        old = reread(document, settle(main, author, "reject"))
        assert list_texts(old) == list_texts(document)
        done = reread(document, settle(main, author, "accept"))
        assert list_texts(done) == expect(document, changes)
    return main


def check_untouched(document: EditedDocument, main: bytes, changes: Sequence[Change]) -> None:
    """Outside of the paragraphs that are changed, each byte is what it was."""
    data = recode(document.parts[document.main])
    before, after = XmlIndex(data), XmlIndex(main)
    touched: set[int] = set()
    for change in changes:
        touched.update(change.paragraph.elements)
    old = [number for number, tag in enumerate(before.tags) if tag == "w:p"]
    new = [number for number, tag in enumerate(after.tags) if tag == "w:p"]
    if len(new) < len(old):
        # plainly taken away
        gone = {each for change in changes if change.deletes for each in change.paragraph.elements}
        left = [number for number in old if number not in gone]
    else:
        left = old
    assert len(left) == len(new)
    places = [place for place, number in enumerate(left) if number in touched]
    assert _cut(after, [new[place] for place in places]) == _cut(before, sorted(touched))


def _cut(index: XmlIndex, elements: Sequence[int]) -> bytes:
    """A part without some elements."""
    pieces, done = [], 0
    for number in elements:
        if index.starts[number] >= done:
            pieces.append(index.data[done : index.starts[number]])
            done = index.ends[number]
    return b"".join([*pieces, index.data[done:]])


def check_ids(document: EditedDocument, main: bytes) -> None:
    """No number of a bookmark or tracked change is there more often than it was."""
    before, after = (_count_ids(part) for part in (document.parts[document.main], main))
    more = {each: count for each, count in after.items() if count > max(before[each], 1)}
    assert more == {}
    assert all(0 < int(each) < 2**31 for each in after.keys() - before.keys())


def _count_ids(main: bytes) -> Counter[str]:
    root = etree.fromstring(main)
    ids = (each.get(f"{W}id") for each in root.iter(*(W + name for name in _ANNOTATIONS)))
    return Counter(each for each in ids if each)


def check_tracking(main: bytes, author: str) -> None:
    """Tracked insertions do not stand inside one another, and plain changes are not tracked."""
    assert author or AUTHOR.encode() not in main
    for change in etree.fromstring(main).iter(f"{W}ins"):
        assert next(change.iterancestors(f"{W}ins"), None) is None


def check_anchors(document: EditedDocument, new: EditedDocument, changes: Sequence[Change]) -> None:
    """Our bookmarks cover what they did, with what was changed right inside of them."""
    covered = dict(_list_covered(new))
    for paragraph in every_paragraph(document):
        own = [change for change in changes if change.paragraph is paragraph]
        if any(change.deletes for change in own):
            continue
        for anchor in paragraph.anchors:
            inner = [each for each in own if anchor.start < each.start <= each.end < anchor.end]
            is_clear = all(
                each in inner or each.end < anchor.start or each.start > anchor.end for each in own
            )
            if anchor.name.startswith(PREFIX) and anchor.start < anchor.end and is_clear:
                assert covered[anchor.name] == _cover(paragraph, anchor, inner), anchor


def _list_covered(document: EditedDocument) -> Iterator[tuple[str, str]]:
    for paragraph in every_paragraph(document):
        for anchor in paragraph.anchors:
            if anchor.start < anchor.end:
                yield anchor.name, paragraph.text[anchor.start : anchor.end]


def _cover(paragraph: EditedParagraph, anchor: Anchor, inner: Sequence[Change]) -> str:
    text = apply_changes(paragraph, inner)
    behind = len(paragraph.text) - anchor.end
    return text[anchor.start : len(text) - behind]


def find_cover(document: EditedDocument, name: str) -> str:
    """The text that a bookmark covers."""
    return dict(_list_covered(document))[name]


def settle(main: bytes, author: str, how: str) -> bytes:
    """A main part with the changes of an author accepted or rejected, as Word would."""
    root = etree.fromstring(main)
    done = {"accept": ("ins", "del"), "reject": ("del", "ins")}[how]
    for name in ("ins", "del"):
        changes = [each for each in root.iter(W + name) if each.get(f"{W}author") == author]
        for change in changes:
            _settle(change, stays=name == done[0])
    for each in root.iter(f"{W}delText"):
        if next(each.iterancestors(f"{W}del", f"{W}moveFrom"), None) is None:
            each.tag = f"{W}t"
    return etree.tostring(root)


def _settle(change: etree._Element, *, stays: bool) -> None:
    holder = change.getparent()
    assert holder is not None
    if holder.tag in (f"{W}rPr", f"{W}trPr"):
        block = next(holder.iterancestors(f"{W}p", f"{W}tr"))
        holder.remove(change)
        if not stays:
            _take_away(block)
        return
    if stays:
        for child in list(change):
            change.addprevious(child)
    holder.remove(change)


def _take_away(block: etree._Element) -> None:
    """A paragraph or row goes, the marks of others in it stay."""
    for mark in block.iter(f"{W}t", f"{W}tab", f"{W}br", f"{W}drawing"):
        changes = [each.get(f"{W}author") for each in mark.iterancestors(f"{W}ins", f"{W}del")]
        assert changes, "a paragraph with text that nobody put in or took out"
    holder = block.getparent()
    assert holder is not None
    holder.remove(block)
    if holder.tag == f"{W}tbl" and holder.find(f"{W}tr") is None:
        _take_away(holder)
