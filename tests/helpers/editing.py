"""An editor for tests: changes a built .docx as a person would, in its XML."""

import copy
import random
import re
from collections.abc import Callable, Iterable
from pathlib import Path

from lxml import etree

from gkdraft.base.package import CUSTOM, pack_parts, unpack_parts

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MAIN = "word/document.xml"


class Editor:
    """A .docx that is open for changes."""

    def __init__(self, path: Path) -> None:
        self.parts = unpack_parts(path.read_bytes(), str(path))
        self.root = etree.fromstring(self.parts[MAIN])
        self.body = self.root.find(f"{W}body")

    def save(self, path: Path) -> Path:
        self.parts[MAIN] = etree.tostring(self.root, xml_declaration=True, encoding="UTF-8")
        path.write_bytes(pack_parts(self.parts))
        return path

    def paragraphs(self) -> list[etree._Element]:
        """The paragraphs of the text, outside of tables."""
        return [p for p in self.body.findall(f"{W}p") if read(p)]

    def find(self, text: str) -> etree._Element:
        """The first paragraph with a text in it."""
        return next(p for p in self.paragraphs() if text in read(p))

    def replace(self, old: str, new: str) -> None:
        """Other words for some, typed over them; what stands around them stays."""
        p = self.find(old)
        start = read(p).index(old)
        position, left = 0, new
        for t in texts(p):
            here, position = position, position + len(t.text or "")
            low, high = max(start - here, 0), min(start + len(old) - here, len(t.text or ""))
            if low < high:
                t.text = (t.text or "")[:low] + left + (t.text or "")[high:]
                left = ""

    def retype(self, text: str, new: str) -> None:
        """A whole paragraph written anew: nothing inside it is left."""
        p = self.find(text)
        first = texts(p)[0]
        for t in texts(p)[1:]:
            t.text = ""
        first.text = new

    def insert_after(self, text: str, new: str, style: str = "Body") -> None:
        p = self.find(text)
        made = etree.fromstring(
            f'<w:p xmlns:w="{W[1:-1]}"><w:pPr><w:pStyle w:val="{style}"/></w:pPr>'
            f"<w:r><w:t></w:t></w:r></w:p>"
        )
        texts(made)[0].text = new
        p.addnext(made)

    def delete(self, text: str) -> None:
        p = self.find(text)
        p.getparent().remove(p)

    def split(self, text: str) -> None:
        """A new paragraph begins with these words, which begin a run."""
        p = self.find(text)
        other = copy.deepcopy(p)
        for mark in [*other.iter(f"{W}bookmarkStart"), *other.iter(f"{W}bookmarkEnd")]:
            mark.getparent().remove(mark)
        at = read(p).index(text)
        cut_text(p, at, len(read(p)))
        cut_text(other, 0, at)
        p.addnext(other)

    def merge(self, text: str) -> None:
        """The paragraph goes on with the one behind it."""
        p = self.find(text)
        behind = p.getnext()
        for child in list(behind):
            if child.tag != f"{W}pPr":
                p.append(child)
        behind.getparent().remove(behind)

    def set_cell(self, table: int, row: int, cell: int, text: str) -> None:
        """A cell's figure, by its place among the cells of the row."""
        found = self.body.findall(f"{W}tbl")[table].findall(f"{W}tr")[row].findall(f"{W}tc")[cell]
        p = found.find(f"{W}p")
        if not texts(p):
            run = etree.SubElement(p, f"{W}r")
            etree.SubElement(run, f"{W}t")
        texts(p)[0].text = text

    def comment(self, text: str) -> None:
        """A comment in the margin of a paragraph, over all of it."""
        p = self.find(text)
        start = etree.Element(f"{W}commentRangeStart", {f"{W}id": "77"})
        end = etree.Element(f"{W}commentRangeEnd", {f"{W}id": "77"})
        p.insert(1, start)
        p.append(end)
        run = etree.SubElement(p, f"{W}r")
        etree.SubElement(run, f"{W}commentReference", {f"{W}id": "77"})

    def reject_changes(self) -> None:
        """Takes back what gkdraft tracked."""
        for mark in list(self.root.iter(f"{W}ins")):
            if mark.get(f"{W}author") == "gkdraft":
                _drop_inserted(mark)
        for mark in list(self.root.iter(f"{W}del")):
            if mark.get(f"{W}author") == "gkdraft":
                _restore_deleted(mark)

    def list_paragraphs(self) -> list[str]:
        return [read(p) for p in self.paragraphs()]

    def list_sentences(self) -> list[str]:
        return [sentence for p in self.paragraphs() for sentence in sentences(p)]

    def drop_anchors(self) -> None:
        for mark in [*self.root.iter(f"{W}bookmarkStart"), *self.root.iter(f"{W}bookmarkEnd")]:
            mark.getparent().remove(mark)

    def drop_snapshot(self) -> None:
        self.parts[CUSTOM] = re.sub(
            rb'<property [^>]*name="gkdraft\.snapshot.*?</property>',
            b"",
            self.parts.get(CUSTOM, b""),
        )


def _drop_inserted(mark: etree._Element) -> None:
    parent = mark.getparent()
    if parent.tag == f"{W}rPr" and parent.getparent().tag == f"{W}pPr":
        # the mark of a paragraph that was put in: what is left of it joins the next one
        paragraph = parent.getparent().getparent()
        paragraph.getparent().remove(paragraph)
    elif parent.tag == f"{W}trPr":
        row = parent.getparent()
        row.getparent().remove(row)
    else:
        parent.remove(mark)


def _restore_deleted(mark: etree._Element) -> None:
    for text in mark.iter(f"{W}delText"):
        text.tag = f"{W}t"
    for child in list(mark):
        mark.addprevious(child)
    mark.getparent().remove(mark)


def texts(paragraph: etree._Element) -> list[etree._Element]:
    return list(paragraph.iter(f"{W}t"))


def read(paragraph: etree._Element) -> str:
    return "".join(t.text or "" for t in texts(paragraph))


def cut_text(paragraph: etree._Element, start: int, end: int) -> None:
    """Takes some of the text out."""
    position = 0
    for t in texts(paragraph):
        text = t.text or ""
        here, position = position, position + len(text)
        t.text = text[: max(0, start - here)] + text[max(0, end - here) :]


def sentences(paragraph: etree._Element) -> list[str]:
    return re.findall("[^。]*。", read(paragraph))


Change = Callable[[Editor], None]

_NEW = (
    "建立季度会商机制，集中研究疑难申请。",
    "编印办事公开指引，放在各办事窗口供群众取阅。",
    "政务新媒体实行三级审核，发布前逐条登记。",
    "对公开栏目逐月巡查，发现问题当天整改。",
    "组织业务骨干到基层现场指导，解答具体问题。",
)


def edit_at_random(editor: Editor, seed: int, count: int) -> None:
    """Some changes of the text, each in a paragraph of its own."""
    chance = random.Random(seed)
    free = [p for p in editor.paragraphs() if len(sentences(p)) > 1][1:]
    chance.shuffle(free)
    for p in free[:count]:
        first = chance.choice(sentences(p))
        new = chance.choice(_NEW)
        change = chance.choice(("word", "sentence out", "sentence in", "put in", "out", "part"))
        if change == "word":
            at = chance.randrange(max(1, len(first) - 4))
            word = re.sub(r"[\d.]", "", first[at : at + 2])
            if word:
                editor.replace(first, first.replace(word, "有关方面", 1))
        elif change == "sentence out":
            editor.replace(first, "")
        elif change == "sentence in":
            editor.replace(first, first + new)
        elif change == "put in":
            editor.insert_after(first, new)
        elif change == "out":
            editor.delete(first)
        elif change == "part" and not read(p).startswith(first):
            editor.split(first)


def list_lines(blocks: Iterable[str]) -> list[str]:
    return [line for block in blocks for line in block.split("\n") if line]


def strip_draft(path: Path) -> Path:
    """The document without what was left in it to find its parts again."""
    editor = Editor(path)
    editor.drop_anchors()
    editor.drop_snapshot()
    return editor.save(path.with_stem(f"{path.stem}-bare"))
