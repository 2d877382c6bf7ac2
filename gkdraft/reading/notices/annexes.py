"""Annexes that a notice names and the document does not hold: said, never passed over."""

import re
from collections.abc import Iterator, Sequence

from gkdraft.base.patterns import compile_late
from gkdraft.reading.documents.flow import TextLine, squeeze_spaces
from gkdraft.reading.notices.entries import TaskEntry
from gkdraft.reading.notices.head import NoticeHead
from gkdraft.reading.notices.outline import split_mark

_LISTED = compile_late(r"附\s*件\s*\d{0,2}\s*[:：]\s*.+")
_NEXT = compile_late(r"[2-9]\s*[.．、]\s*(?P<name>.+)")
_NUMBERED = compile_late(r"^1\s*[.．、]\s*")
_SENDS = compile_late("转发|印发")
_EDGES = "《》。；;， "
MOST_ANNEXES = 9


def list_missing(lines: Sequence[TextLine], has_tables: bool) -> Iterator[str]:
    """The annexes that are listed below the text and do not follow."""
    texts = [squeeze_spaces(line.text) for line in lines]
    lists = (index for index, text in enumerate(texts) if _LISTED.fullmatch(text))
    first = next(lists, None)
    if first is None:
        return
    names = _list_names(texts, first)
    rest = texts[first + len(names) :]
    # an outline or a table below the list is the annex, whatever stands above it
    if has_tables or any(map(split_mark, rest)):
        return
    for name in names[:MOST_ANNEXES]:
        if name and not any(name in text for text in rest):
            yield f"附件不在这份文件里：{name}"


def _list_names(texts: Sequence[str], start: int) -> list[str]:
    """The annexes of a list: 附件：1.… and below it 2.…"""
    first = re.sub(r"^[^:：]*[:：]\s*", "", texts[start])
    names = [_NUMBERED.sub("", first).strip(_EDGES)]
    # 附件1：见县政府网站 between two tasks numbers nothing below it
    end = len(texts) if _NUMBERED.match(first) else start
    for index in range(start + 1, end):
        match = _NEXT.fullmatch(texts[index])
        if match is None:
            break
        names.append(match["name"].strip(_EDGES))
    return names


def drop_list(lines: Sequence[TextLine]) -> list[TextLine]:
    """The lines without what a list of annexes numbers below its first: 3.联络员名单 is no task."""
    texts = [squeeze_spaces(line.text) for line in lines]
    kept: list[TextLine] = []
    end = 0
    for index, line in enumerate(lines):
        if index >= end and _LISTED.fullmatch(texts[index]):
            end = index + len(_list_names(texts, index))
            kept.append(line)
        elif index >= end:
            kept.append(line)
    return kept


def mark_own_demands(
    entries: Sequence[TaskEntry], lines: Sequence[TextLine], top: NoticeHead
) -> Iterator[str]:
    """Says where the tasks are only what the letter demands that sends the work points."""
    if top.body or top.signed is None or not _SENDS.search(top.cover or top.title):
        return
    after = lines[top.signed :]
    if not entries or any(split_mark(line.text) for line in after):
        return
    for entry in entries:
        entry.duties.doubts.append("转发（印发）通知自己提的要求")
    yield "要点不在这份文件里，只读了转发（印发）通知自己提的要求"


def is_cover_alone(top: NoticeHead) -> bool:
    """Whether a document says that it sends work points and has none of their text."""
    return not top.body and _SENDS.search(top.cover or top.title) is not None
