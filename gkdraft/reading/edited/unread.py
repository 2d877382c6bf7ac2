"""What an edited .docx holds beside its text: counted and told, never opened."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from gkdraft.base.package import parse_part
from gkdraft.messages import Message, join_messages, say
from gkdraft.reading.documents.word_numbering import W
from gkdraft.reading.documents.word_parts import Word, parse_word
from gkdraft.reading.documents.word_runs import (
    TEXT_BOX,
    is_hidden,
    is_repeated,
    read_text,
)
from gkdraft.reading.edited.drafts import Remark

if TYPE_CHECKING:
    from lxml import etree

LONGEST_QUOTE = 40

_PICTURES = (
    "{http://schemas.openxmlformats.org/drawingml/2006/picture}pic",
    "{urn:schemas-microsoft-com:vml}imagedata",
)
_CHARTS = (
    "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart",
    "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds",
)
_RELATIONSHIP = "{*}Relationship"
# a page number and the dashes beside it
_PAGE_NUMBER = "0123456789 —–-－/第页共\u3000\t\n"


def list_remarks(word: Word, homeless: list[Remark]) -> tuple[str, ...]:
    """One line each on what is in the document and was not read."""
    remarks: list[str] = []
    counts = list(_list_counts(word.body, word.parts))
    if counts:
        remarks.append(say("有{counts}，没有读", counts=join_messages("、", counts)))
    outside = list(_list_outside(word.parts))
    if outside:
        listed = join_messages("、", outside)
        remarks.append(say("引用了文件以外的内容（{listed}），没有打开", listed=listed))
    for remark in homeless:
        text = " ".join(remark.text.split())
        remarks.append(
            say("批注找不到所批的文字：{author}：{text}", author=remark.author, text=text)
        )
    return tuple(remarks)


def _list_counts(body: "etree._Element", parts: Mapping[str, bytes]) -> Iterator[Message]:
    """What is in the body or beside it, each with its number."""
    found = _count_elements(body)
    found["margins"] = sum(map(bool, map(str.strip, _list_margins(parts))))
    spoken = {
        "pictures": say("图片 {count} 张", count=found["pictures"]),
        "boxes": say("文本框 {count} 个", count=found["boxes"]),
        "charts": say("图表 {count} 个", count=found["charts"]),
        "objects": say("嵌入对象 {count} 个", count=found["objects"]),
        "footnotes": say("脚注 {count} 条", count=found["footnotes"]),
        "endnotes": say("尾注 {count} 条", count=found["endnotes"]),
        "margins": say("写了字的页眉页脚 {count} 个", count=found["margins"]),
        "hidden": say("隐藏文字 {count} 处", count=found["hidden"]),
        "files": say("插入的其他文件 {count} 个", count=found["files"]),
    }
    for kind, message in spoken.items():
        if found[kind]:
            yield message


_KINDS = {
    **dict.fromkeys(_PICTURES, "pictures"),
    **dict.fromkeys(_CHARTS, "charts"),
    TEXT_BOX: "boxes",
    f"{W}object": "objects",
    f"{W}footnoteReference": "footnotes",
    f"{W}endnoteReference": "endnotes",
    f"{W}altChunk": "files",
    f"{W}subDoc": "files",
}


def _count_elements(body: "etree._Element") -> Counter[str]:
    found: Counter[str] = Counter()
    for element in body.iter(*_KINDS):
        if not is_repeated(element):
            found[_KINDS[element.tag]] += 1
    for run in body.iter(f"{W}r"):
        if is_hidden(run) and run.find(f"{W}t") is not None:
            found["hidden"] += 1
    return found


def _list_margins(parts: Mapping[str, bytes]) -> Iterator[str]:
    """What stands in headers and footers beside page numbers."""
    for part in sorted(parts):
        if part.startswith(("word/header", "word/footer")):
            root = parse_word(parts, part)
            if root is not None:
                yield read_text(root).strip(_PAGE_NUMBER)


def _list_outside(parts: Mapping[str, bytes]) -> Iterator[str]:
    """What the package refers to and does not hold; where a link leads is not asked."""
    for part in sorted(parts):
        root = parse_part(parts[part]) if part.endswith(".rels") else None
        if root is None:
            continue
        for entry in root.iterfind(_RELATIONSHIP):
            kind = (entry.get("Type") or "").rpartition("/")[2]
            if entry.get("TargetMode") == "External" and kind != "hyperlink":
                target = _flatten(entry.get("Target") or "")[:LONGEST_QUOTE]
                yield say("{kind}: {target}", kind=_NAMES.get(kind, kind), target=target)


def _flatten(text: str) -> str:
    """A text in one line."""
    return " ".join(text.split())


_NAMES = {
    "attachedTemplate": say("模板"),
    "image": say("图片"),
    "subDocument": say("子文档"),
    "aFChunk": say("插入的文件"),
    "oleObject": say("对象"),
    "frame": say("框架"),
}
