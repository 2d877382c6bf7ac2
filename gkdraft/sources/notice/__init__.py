"""工作要点 notices read into numbered tasks. Nothing is invented: a guess is marked 推断.

flow → head, outline or task tables → entries → model.Notice
"""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from gkdraft import foreign
from gkdraft.errors import InputError
from gkdraft.foreign.flow import Flow, Line, Table
from gkdraft.layout.loading import load_spec
from gkdraft.layout.resources import Resources
from gkdraft.report.model import Notice
from gkdraft.sources.notice import tables
from gkdraft.sources.notice.cells import regained
from gkdraft.sources.notice.entries import Entry, entry_of, groups, united
from gkdraft.sources.notice.head import Head, cut, head, properties
from gkdraft.sources.notice.outline import ITEM, apart, is_run_together, opened, separated
from gkdraft.sources.notice.running import RunningText
from gkdraft.sources.notice.vocabulary import Vocabulary

_REPORT = re.compile(r"政府信息公开(?:工作)?年度报告(?!.{0,20}(?:通知|要点|编制))")


def read(path: Path, resources: Resources) -> Notice:
    """The tasks of a notice. InputError if the document holds none."""
    return interpret(foreign.read(path), vocabulary(resources))


def vocabulary(resources: Resources) -> Vocabulary:
    """The words of templates/notices.yaml."""
    return load_spec(Vocabulary, "notices.yaml", resources)


def interpret(flow: Flow, words: Vocabulary) -> Notice:
    """The tasks of a document that has been read."""
    lines, task_tables, columns_lost, loose = _split(flow, words)
    if any(_REPORT.search(line.text) and len(line.text) < 60 for line in lines[:5]):
        raise InputError(f"{flow.name}: 这是年度报告（或报告的空表），不是工作要点通知")
    top = head(lines, words)
    remarks = [*flow.remarks, *loose]
    text = RunningText(words, remarks, raw=columns_lost)
    told = list(text.tasks(lines[top.body :])) or list(text.tasks(lines if top.body else ()))
    rows = [row for task_table in task_tables for row in tables.rows(*task_table, words)]
    entries = united(told, [entry_of(row, words) for row in rows], remarks)
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
            "组": tuple(groups(entries)),
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
    flow: Flow, words: Vocabulary
) -> tuple[list[Line], list[tuple[Table, tables.Roles, int]], bool, list[str]]:
    """Running text, task tables, whether a table's columns were run together, what is loose."""
    lines: list[Line] = []
    loose: list[str] = []
    below = -1
    found: list[tuple[Table, tables.Roles, int]] = []
    lost = False
    for block in regained(flow.blocks, words):
        if isinstance(block, Table):
            known = tables.roles(block, words)
            if known is None and found and len(found[-1][1]) == len(block.rows[0]):
                known = found[-1][1], 0  # the same table after a page break
            if known is not None:
                found.append((block, *known))
                loose += _loose(lines[below:] if below >= 0 else (), words)
                below = len(lines)
            else:
                lines += properties(block)
        elif is_run_together(block):
            lost = lost or _header_words(block.text, words) > 2
            lines += [part for line in separated(block) for part in _parts(line)]
        else:
            lines += apart(block)
    loose += _loose(lines[below:] if below >= 0 else (), words)
    return lines, found, lost, loose


def _loose(lines: Sequence[Line], words: Vocabulary) -> Iterator[str]:
    """A remark on sentences right below a task table that no number ties to anything."""
    for line in lines:
        if opened(line.text) or words.is_ending.search(line.text):
            return
        note = line.text.startswith(("注", "备注", "说明"))
        if line.text.endswith("。") and not note and not words.is_closing.search(line.text):
            yield f"任务表下面{line.place}起的文字没有列入任务"
            return


def _parts(line: Line) -> list[Line]:
    """A piece of a text dump: the cover is cut at its signature, a task stays whole."""
    if opened(line.text):
        return [line]
    return cut(line)


def _header_words(text: str, words: Vocabulary) -> int:
    """How many column heads stand directly behind one another in a text dump."""
    names = sorted((n for v in words.columns.values() for n in v if len(n) > 3), key=len)[::-1]
    one = "|".join(map(re.escape, names))
    match = re.search(rf"(?:\s*(?:配合/)?(?:{one})){{3,}}", text)
    return len(re.findall(one, match[0])) if match else 0


def _demands(line: Line) -> bool:
    mark = opened(line.text)
    return mark is not None and mark[0].rank == 0


def _gaps(entries: Sequence[Entry]) -> Iterator[str]:
    """Numbers that are left out where tasks are numbered through: 缺第28项."""
    numbers = [e.mark.number for e in entries if e.mark and e.mark.rank == ITEM]
    if len(numbers) == len(set(numbers)) == len(entries) and numbers == sorted(numbers):
        missing = sorted(set(range(numbers[0], numbers[-1])) - set(numbers))
        if missing:
            yield f"原文编号缺第{'、'.join(map(str, missing))}项"


def _unread(top: Head) -> Iterator[str]:
    fields = {"标题": top.title, "文号": top.number, "成文日期": top.date, "发文机关": top.issuer}
    missing = [name for name, found in fields.items() if not found]
    if missing:
        yield f"没有读到{'、'.join(missing)}，请对照原件补上"
