"""工作要点 notices read into numbered tasks. Nothing is invented: a guess is marked 推断.

flow → head, outline or task tables → entries → model.Notice
"""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from gkdraft.errors import InputError
from gkdraft.layout.loading import load_spec
from gkdraft.layout.resources import Resources
from gkdraft.reading import documents
from gkdraft.reading.documents.flow import Flow, Table, TextLine
from gkdraft.reading.notices import ruled_tables
from gkdraft.reading.notices.entries import TaskEntry, group_entries, merge_entries, read_row
from gkdraft.reading.notices.head import (
    NoticeHead,
    cut_signature,
    list_properties,
    read_notice_head,
)
from gkdraft.reading.notices.loose_cells import rebuild_tables
from gkdraft.reading.notices.outline import (
    ITEM,
    is_run_together,
    split_dump,
    split_line,
    split_mark,
)
from gkdraft.reading.notices.running_text import RunningText
from gkdraft.reading.notices.vocabulary import NoticeVocabulary
from gkdraft.report.model import Notice

_REPORT = re.compile(r"政府信息公开(?:工作)?年度报告(?!.{0,20}(?:通知|要点|编制))")


def read_notice(path: Path, resources: Resources) -> Notice:
    """The tasks of a notice. InputError if the document holds none."""
    return interpret_notice(documents.read_document(path), load_notice_words(resources))


def load_notice_words(resources: Resources) -> NoticeVocabulary:
    """The words of templates/notices.yaml."""
    return load_spec(NoticeVocabulary, "notices.yaml", resources)


def interpret_notice(flow: Flow, words: NoticeVocabulary) -> Notice:
    """The tasks of a document that has been read."""
    lines, task_tables, columns_lost, loose = _split(flow, words)
    if any(_REPORT.search(line.text) and len(line.text) < 60 for line in lines[:5]):
        raise InputError(f"{flow.name}: 这是年度报告（或报告的空表），不是工作要点通知")
    top = read_notice_head(lines, words)
    remarks = [*flow.remarks, *loose]
    text = RunningText(words, remarks, raw=columns_lost)
    told = list(text.tasks(lines[top.body :])) or list(text.tasks(lines if top.body else ()))
    rows = [
        row for task_table in task_tables for row in ruled_tables.read_task_rows(*task_table, words)
    ]
    entries = merge_entries(told, [read_row(row, words) for row in rows], remarks)
    order = _order(flow)
    entries.sort(key=lambda entry: order.get(entry.place, 0))
    if not entries:
        raise InputError(
            f"{flow.name}: 没有读到工作任务。工作要点应有“一、”“（一）”“1.”这样的编号，"
            "或有带“工作任务”“责任单位”栏的表"
        )
    remarks += _gaps(entries)
    if top.body and told and any(_demands(line) for line in lines[: top.body]):
        remarks.append("印发通知自己提的要求没有列为任务")
    return Notice.model_validate(
        {
            "标题": top.title,
            "通知标题": top.cover,
            "文号": top.number,
            "成文日期": top.date,
            "发文机关": top.issuer,
            "读取说明": (*_unread(top), *remarks),
            "组": tuple(group_entries(entries)),
        }
    )


def _order(flow: Flow) -> dict[str, int]:
    """Where each place of the document stands in it."""
    places = (b.places if isinstance(b, Table) else (b.place,) for b in flow.blocks)
    found: dict[str, int] = {}
    for place in (place for group in places for place in group):
        found.setdefault(place, len(found))
    return found


def _split(
    flow: Flow, words: NoticeVocabulary
) -> tuple[list[TextLine], list[tuple[Table, ruled_tables.Roles, int]], bool, list[str]]:
    """Running text, task tables, whether a table's columns were run together, what is loose."""
    lines: list[TextLine] = []
    loose: list[str] = []
    below = -1
    found: list[tuple[Table, ruled_tables.Roles, int]] = []
    lost = False
    for block in rebuild_tables(flow.blocks, words):
        if isinstance(block, Table):
            known = ruled_tables.find_roles(block, words)
            if known is None and found and len(found[-1][1]) == len(block.rows[0]):
                known = found[-1][1], 0  # the same table after a page break
            if known is not None:
                found.append((block, *known))
                loose += _loose(lines[below:] if below >= 0 else (), words)
                below = len(lines)
            else:
                lines += list_properties(block)
        elif is_run_together(block):
            lost = lost or _header_words(block.text, words) > 2
            lines += [part for line in split_dump(block) for part in _parts(line)]
        else:
            lines += split_line(block)
    loose += _loose(lines[below:] if below >= 0 else (), words)
    return lines, found, lost, loose


def _loose(lines: Sequence[TextLine], words: NoticeVocabulary) -> Iterator[str]:
    """A remark on sentences right below a task table that no number ties to anything."""
    for line in lines:
        if split_mark(line.text) or words.is_ending.search(line.text):
            return
        note = line.text.startswith(("注", "备注", "说明"))
        if line.text.endswith("。") and not note and not words.is_closing.search(line.text):
            yield f"任务表下面{line.place}起的文字没有列入任务"
            return


def _parts(line: TextLine) -> list[TextLine]:
    """A piece of a text dump: the cover is cut at its signature, a task stays whole."""
    if split_mark(line.text):
        return [line]
    return cut_signature(line)


def _header_words(text: str, words: NoticeVocabulary) -> int:
    """How many column heads stand directly behind one another in a text dump."""
    names = sorted((n for v in words.columns.values() for n in v if len(n) > 3), key=len)[::-1]
    one = "|".join(map(re.escape, names))
    match = re.search(rf"(?:\s*(?:配合/)?(?:{one})){{3,}}", text)
    return len(re.findall(one, match[0])) if match else 0


def _demands(line: TextLine) -> bool:
    mark = split_mark(line.text)
    return mark is not None and mark[0].rank == 0


def _gaps(entries: Sequence[TaskEntry]) -> Iterator[str]:
    """Numbers that are left out where tasks are numbered through: 缺第28项."""
    numbers = [e.mark.number for e in entries if e.mark and e.mark.rank == ITEM]
    if len(numbers) == len(set(numbers)) == len(entries) and numbers == sorted(numbers):
        missing = sorted(set(range(numbers[0], numbers[-1])) - set(numbers))
        if missing:
            yield f"原文编号缺第{'、'.join(map(str, missing))}项"


def _unread(top: NoticeHead) -> Iterator[str]:
    fields = {"标题": top.title, "文号": top.number, "成文日期": top.date, "发文机关": top.issuer}
    missing = [name for name, found in fields.items() if not found]
    if missing:
        yield f"没有读到{'、'.join(missing)}，请对照原件补上"
