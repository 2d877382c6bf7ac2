"""工作要点 notices read into numbered tasks. Nothing is invented: a guess is marked 推断.

flow → head, outline or task tables → entries → model.Notice
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from gkdraft.base.patterns import compile_late
from gkdraft.errors import InputError
from gkdraft.layout.loading import load_spec
from gkdraft.layout.resources import Resources
from gkdraft.messages import say
from gkdraft.reading import documents
from gkdraft.reading.documents.flow import Flow, Table, TextLine, convert_flow, explain_lost
from gkdraft.reading.notices.annexes import (
    drop_list,
    is_cover_alone,
    list_missing,
    mark_own_demands,
)
from gkdraft.reading.notices.content import Content, split_flow
from gkdraft.reading.notices.entries import (
    TaskEntry,
    fill_same,
    group_entries,
    merge_entries,
    read_row,
)
from gkdraft.reading.notices.head import NoticeHead, read_notice_head
from gkdraft.reading.notices.kinds import refuse_others
from gkdraft.reading.notices.outline import GROUP, ITEM, split_mark
from gkdraft.reading.notices.ruled_tables import read_task_rows
from gkdraft.reading.notices.running_text import RunningText
from gkdraft.reading.notices.task_columns import TaskTable
from gkdraft.reading.notices.vocabulary import NoticeVocabulary
from gkdraft.report.model import Notice


def read_notice(path: Path, resources: Resources) -> Notice:
    """The tasks of a notice. InputError if the document holds none."""
    return interpret_notice(documents.read_document(path), load_notice_words(resources))


def load_notice_words(resources: Resources) -> NoticeVocabulary:
    """The words of templates/notices.yaml."""
    return load_spec(NoticeVocabulary, "notices.yaml", resources)


def interpret_notice(flow: Flow, words: NoticeVocabulary) -> Notice:
    """The tasks of a document that has been read."""
    flow = _restore_words(flow, words)
    content = split_flow(flow, words)
    lines = content.lines
    refuse_others(lines, flow.name, words)
    top = read_notice_head(lines, words)
    remarks = [*flow.remarks, *explain_lost(flow), *content.loose]
    in_text = _read_text(content, top, words, remarks)
    entries = merge_entries(in_text, list(_read_tables(content.tables, words, remarks)), remarks)
    entries = list(_drop_untitled(entries, remarks))
    fill_same(entries, words)
    order = _number_places(flow)
    entries.sort(key=lambda entry: order.get(entry.place, 0))
    if not entries and is_cover_alone(top):
        raise InputError(
            say("{name}: 这是印发（转发）通知，要点（附件）不在这份文件里", name=flow.name)
        )
    if not entries:
        raise InputError(
            say(
                "{name}: 没有读到工作任务。工作要点应有“一、”“（一）”“1.”这样的编号，"
                "或有带“工作任务”“责任单位”栏的表",
                name=flow.name,
            )
        )
    remarks += list_missing(lines, bool(content.tables))
    if in_text and not content.tables:
        remarks += mark_own_demands(in_text, lines, top)
    remarks += _find_gaps(entries)
    if top.body and in_text and any(map(_demands, lines[: top.body])):
        remarks.append("印发通知自己提的要求没有列为任务")
    return Notice.model_validate(
        {
            "标题": top.title,
            "通知标题": top.cover,
            "文号": top.number,
            "成文日期": top.date,
            "发文机关": top.issuer,
            "读取说明": (*_list_unread(top), *remarks),
            "组": tuple(group_entries(entries)),
        }
    )


def _restore_words(flow: Flow, words: NoticeVocabulary) -> Flow:
    """The document with the official words for those that a mirror put in their place."""
    changed: list[str] = []
    for text in flow.texts():
        changed += (word for word in words.mirrored if word in text)
    if not changed:
        return flow
    pattern = compile_late("|".join(map(re.escape, words.mirrored)))
    told = "、".join(f"“{word}”改回“{words.mirrored[word]}”" for word in dict.fromkeys(changed))
    remark = f"网页把用词改了，已把{told}，请对照原件核对"
    return convert_flow(flow, lambda text: pattern.sub(_find_word(words), text), remark)


def _find_word(words: NoticeVocabulary) -> Callable[[re.Match[str]], str]:
    return lambda match: words.mirrored[match[0]]


def _read_text(
    content: Content, top: NoticeHead, words: NoticeVocabulary, remarks: list[str]
) -> list[TaskEntry]:
    """The tasks of the running text, without the demands of the notice that sends them."""
    year = re.search(r"20\d\d(?=年)", f"{top.title}{top.cover}")
    text = RunningText(words, remarks, content.columns, int(year[0]) if year else 0)
    found = list(text.tasks(drop_list(content.lines[top.body :])))
    # what looked like the annex's title was in the text: the tasks stand in the notice itself
    if not found and top.body:
        found = list(text.tasks(drop_list(content.lines)))
    return found


def _read_tables(
    tables: Iterable[TaskTable], words: NoticeVocabulary, remarks: list[str]
) -> Iterator[TaskEntry]:
    for table in tables:
        for row in read_task_rows(table, words):
            yield read_row(row, words)
        remarks += table.remarks


def _drop_untitled(entries: Iterable[TaskEntry], remarks: list[str]) -> Iterator[TaskEntry]:
    """The entries without those that have no title: they are told."""
    for entry in entries:
        if entry.title:
            yield entry
        else:
            remarks.append(f"{entry.place}没有任务名称，没有列为任务")


def _number_places(flow: Flow) -> dict[str, int]:
    """Where each place of the document stands in it."""
    found: dict[str, int] = {}
    for block in flow.blocks:
        places = block.places if isinstance(block, Table) else (block.place,)
        for place in places:
            found.setdefault(place, len(found))
    return found


def _demands(line: TextLine) -> bool:
    """Whether a line of the cover is a numbered demand: fixture 24."""
    mark = split_mark(line.text)
    return mark is not None and mark[0].rank == GROUP


def _find_gaps(entries: Sequence[TaskEntry]) -> Iterator[str]:
    """Numbers that are left out where tasks are numbered through: 缺第28项 (平潭 2021)."""
    numbers = [e.mark.number for e in entries if e.mark and e.mark.rank == ITEM]
    if len(numbers) == len(set(numbers)) == len(entries) and numbers == sorted(numbers):
        missing = sorted(set(range(numbers[0], numbers[-1])) - set(numbers))
        if missing:
            yield f"原文编号缺第{'、'.join(map(str, missing))}项"


def _list_unread(top: NoticeHead) -> Iterator[str]:
    fields = {"标题": top.title, "文号": top.number, "成文日期": top.date, "发文机关": top.issuer}
    missing = [name for name, found in fields.items() if not found]
    if missing:
        yield f"没有读到{'、'.join(missing)}，请对照原件补上"
