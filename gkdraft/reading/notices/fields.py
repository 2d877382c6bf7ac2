"""Labelled fields: what the frame of a web page or a table beside the text says of a document."""

from collections.abc import Iterator, Sequence

from gkdraft.base.patterns import compile_late
from gkdraft.reading.documents.flow import Table, TextLine, squeeze_spaces
from gkdraft.reading.notices.outline import split_mark

# What the frame of a web page says of a document (冠县 2021); "" is read and not kept
_FIELDS = {
    "标题": "title", "名称": "title", "信息名称": "title", "文号": "number", "发文字号": "number",
    "发布文号": "number", "文件编号": "number", "发文机关": "issuer", "发文单位": "issuer",
    "发布机构": "issuer", "成文日期": "date", "发文日期": "date", "印发日期": "date",
    "生成日期": "date", "索引号": "", "主题分类": "", "信息分类": "", "发布日期": "",
    "公开日期": "", "生效时间": "", "生效日期": "", "主题词": "", "关键词": "", "内容概述": "",
    "浏览次数": "", "信息来源": "", "有效性": "",
}  # fmt: skip
_LABEL = compile_late(rf"[\[【]?(?P<key>{'|'.join(' ?'.join(key) for key in _FIELDS)})[\]】]?[:：]")
FIELD_LINES = 40
LONGEST_FIELD_LINE = 300
SHORT_LABEL = 10


def read_fields(texts: Sequence[str]) -> Iterator[tuple[str, str]]:
    """What the frame of a web page says: 发文字号：… 成文日期：…"""
    for text in reversed(texts[:FIELD_LINES]):
        if len(text) >= LONGEST_FIELD_LINE or not is_field(text):
            continue
        labels = list(_LABEL.finditer(text))
        ends = [*(label.start() for label in labels[1:]), len(text)]
        for label, end in zip(labels, ends, strict=True):
            key = _FIELDS[label["key"].replace(" ", "")]
            said = text[label.end() : end].strip()
            if key and said:
                yield key, said


def is_field(text: str) -> bool:
    return _LABEL.match(text) is not None


def list_properties(table: Table) -> Iterator[TextLine]:
    """The lines of a table without tasks; 文号： or 一、 and the cell beside it are one line."""
    for row, place in zip(table.rows, table.places, strict=True):
        waiting = ""
        for cell in dict.fromkeys(row):
            text = f"{waiting}{cell.text}"
            waiting = _find_label(text)
            if not waiting:
                for part in filter(None, text.split("\n")):
                    yield TextLine(part, place)
        if waiting:
            yield TextLine(waiting, place)


def _find_label(text: str) -> str:
    """What a cell says if only the cell beside it completes it, else nothing."""
    label = f"{squeeze_spaces(text).rstrip(':：')}："
    if _LABEL.fullmatch(label):
        return label
    mark = split_mark(text)
    bare_mark = mark is not None and not mark[1]
    short_label = text.endswith(("：", ":")) and len(text) < SHORT_LABEL
    if bare_mark or short_label:
        return text
    return ""
