"""工作要点 notices read into numbered tasks. Nothing is invented: a guess is marked 推断.

flow → head, outline or task tables → entries → model.Notice
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from gkdraft.errors import InputError
from gkdraft.layout.loading import load_spec
from gkdraft.layout.resources import Resources
from gkdraft.messages import say
from gkdraft.reading import documents
from gkdraft.reading.documents.flow import Flow, Table, TextLine, convert_flow, list_table_lines
from gkdraft.reading.notices.annexes import is_cover_alone, list_missing, mark_own_demands
from gkdraft.reading.notices.entries import (
    TaskEntry,
    fill_same,
    group_entries,
    merge_entries,
    read_row,
)
from gkdraft.reading.notices.fields import list_properties
from gkdraft.reading.notices.head import NoticeHead, cut_signature, read_notice_head
from gkdraft.reading.notices.kinds import refuse_others
from gkdraft.reading.notices.loose_cells import rebuild_tables
from gkdraft.reading.notices.outline import (
    GROUP,
    ITEM,
    is_run_together,
    split_dump,
    split_line,
    split_mark,
)
from gkdraft.reading.notices.ruled_tables import read_task_rows
from gkdraft.reading.notices.running_text import RunningText
from gkdraft.reading.notices.task_columns import Roles, TaskTable, find_task_table, goes_on
from gkdraft.reading.notices.vocabulary import NoticeVocabulary
from gkdraft.report.model import Notice

LONGEST_TABLE_TITLE = 40


# what stands between the parts of a table on following pages
_PAGE_LINE = re.compile(r"[（(]?(?:接上页|续上?表|续)[）)]?|.{0,30}第\s*\d+\s*页.{0,20}")


@dataclass
class _Content:
    """The parts of a document: running text, task tables, and what about them must be said."""

    lines: list[TextLine] = field(default_factory=list)
    tables: list[TaskTable] = field(default_factory=list)
    columns: Roles = ()  # those of a table that was run together
    loose: list[str] = field(default_factory=list)
    below: int | None = None  # the first line below the last task table

    def stands_below_table(self) -> bool:
        """Whether between the last task table and here is only what every page repeats."""
        if self.below is None:
            return False
        known = {line.text for line in self.lines[: self.below]}
        rest = self.lines[self.below :]
        return all(line.text in known or _PAGE_LINE.fullmatch(line.text) for line in rest)

    def close_table(self, words: NoticeVocabulary) -> None:
        """Remarks on what stands below the last task table."""
        if self.below is not None:
            self.loose += _remark_loose(self.lines[self.below :], words)


def read_notice(path: Path, resources: Resources) -> Notice:
    """The tasks of a notice. InputError if the document holds none."""
    return interpret_notice(documents.read_document(path), load_notice_words(resources))


def load_notice_words(resources: Resources) -> NoticeVocabulary:
    """The words of templates/notices.yaml."""
    return load_spec(NoticeVocabulary, "notices.yaml", resources)


def interpret_notice(flow: Flow, words: NoticeVocabulary) -> Notice:
    """The tasks of a document that has been read."""
    flow = _restore_words(flow, words)
    content = _split_flow(flow, words)
    lines = content.lines
    refuse_others(lines, flow.name, words)
    top = read_notice_head(lines, words)
    remarks = [*flow.remarks, *content.loose]
    in_text = _read_text(content, top, words, remarks)
    entries = merge_entries(in_text, list(_read_tables(content.tables, words)), remarks)
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
    for line in flow.lines():
        changed += (word for word in words.mirrored if word in line.text)
    if not changed:
        return flow
    pattern = re.compile("|".join(map(re.escape, words.mirrored)))
    told = "、".join(f"“{word}”改回“{words.mirrored[word]}”" for word in dict.fromkeys(changed))
    remark = f"网页把用词改了，已把{told}，请对照原件核对"
    return convert_flow(flow, lambda text: pattern.sub(_find_word(words), text), remark)


def _find_word(words: NoticeVocabulary) -> Callable[[re.Match[str]], str]:
    return lambda match: words.mirrored[match[0]]


def _read_text(
    content: _Content, top: NoticeHead, words: NoticeVocabulary, remarks: list[str]
) -> list[TaskEntry]:
    """The tasks of the running text, without the demands of the notice that sends them."""
    year = re.search(r"20\d\d(?=年)", f"{top.title}{top.cover}")
    text = RunningText(words, remarks, content.columns, int(year[0]) if year else 0)
    found = list(text.tasks(content.lines[top.body :]))
    # what looked like the annex's title was in the text: the tasks stand in the notice itself
    if not found and top.body:
        found = list(text.tasks(content.lines))
    return found


def _read_tables(tables: Iterable[TaskTable], words: NoticeVocabulary) -> Iterator[TaskEntry]:
    for table in tables:
        for row in read_task_rows(table, words):
            yield read_row(row, words)


def _number_places(flow: Flow) -> dict[str, int]:
    """Where each place of the document stands in it."""
    found: dict[str, int] = {}
    for block in flow.blocks:
        places = block.places if isinstance(block, Table) else (block.place,)
        for place in places:
            found.setdefault(place, len(found))
    return found


def _split_flow(flow: Flow, words: NoticeVocabulary) -> _Content:
    """A document as running text and task tables."""
    content = _Content()
    for block in rebuild_tables(flow.blocks, words):
        if isinstance(block, TextLine):
            _add_line(content, block, words)
        else:
            _add_table(content, block, words)
    content.close_table(words)
    return content


def _add_table(content: _Content, table: Table, words: NoticeVocabulary) -> None:
    """Adds a table: of tasks, the rest of one above, or one that says something else."""
    found = find_task_table(table, words)
    if content.stands_below_table() and goes_on(content.tables[-1], table, found):
        del content.lines[content.below :]
        content.tables[-1].parts.append(table)
        return
    title = _find_table_title(content.lines)
    if found is not None and not words.is_annex.search(title):
        content.close_table(words)
        content.tables.append(found)
        content.below = len(content.lines)
    elif found is None and not _comes_after_tasks(content, table):
        content.lines += list_properties(table)
    else:
        content.loose.append(f"没有列为任务的表：{title or table.places[0]}")


def _find_table_title(lines: Sequence[TextLine]) -> str:
    """The line right above a table, where it may be its title."""
    text = lines[-1].text if lines else ""
    return text if len(text) < LONGEST_TABLE_TITLE and not re.search("[。；：]", text) else ""


def _comes_after_tasks(content: _Content, table: Table) -> bool:
    """Whether a table stands below the outline and carries none of it on."""
    # contact lists and forms to fill in are annexed; before the outline a table frames the page
    begun = content.tables or any(split_mark(line.text) for line in content.lines)
    texts = (line.text for line in list_table_lines(table))
    return bool(begun) and not any(map(split_mark, texts))


def _add_line(content: _Content, line: TextLine, words: NoticeVocabulary) -> None:
    """Adds the lines that a line of the document is made of."""
    if not is_run_together(line):
        content.lines += split_line(line)
        return
    heads = _find_heads(line.text, words)
    if heads:
        # the heads stand between the table's title and its first row
        content.columns = _list_roles(heads[0], words)
        text = f"{line.text[: heads.start()]} {line.text[heads.end() :]}"
        line = TextLine(text, line.place)
    for piece in split_dump(line):
        # the cover is cut at its signature, a task stays whole
        content.lines += [piece] if split_mark(piece.text) else cut_signature(piece)


def _remark_loose(lines: Sequence[TextLine], words: NoticeVocabulary) -> Iterator[str]:
    """A remark on sentences right below a task table that no number ties to anything."""
    for line in lines:
        if split_mark(line.text) or words.is_ending.search(line.text):
            return
        # 注：涉及多个牵头单位的… below the table of fixture 26 explains it and is no task
        note = line.text.startswith(("注", "备注", "说明"))
        sentence = line.text.endswith("。")
        if sentence and not note and not words.is_closing.search(line.text):
            yield f"任务表下面{line.place}起的文字没有列入任务"
            return


FEWEST_HEADS = 3
SHORTEST_HEAD = 4
"""Characters of a column's head in a run-together table: 要求 and 任务 also begin sentences."""


def _spell_heads(words: NoticeVocabulary) -> str:
    """The heads of columns as a pattern, the longest first, with spaces or without."""
    names: list[str] = []
    for heads in words.columns.values():
        names += (name for name in heads if len(name) >= SHORTEST_HEAD)
    return "|".join(r"\s*".join(map(re.escape, name)) for name in sorted(names, key=len)[::-1])


def _find_heads(text: str, words: NoticeVocabulary) -> re.Match[str] | None:
    """Column heads directly behind one another in a text dump."""
    # 工作任务牵头单位配合/责任单位 in the archive of 平潭 2021, 工 作 任 务 in 福建 2016
    one = _spell_heads(words)
    return re.search(rf"(?:\s*(?:配合/)?(?:{one})){{{FEWEST_HEADS},}}", text)


def _list_roles(heads: str, words: NoticeVocabulary) -> Roles:
    return tuple(words.role(head) for head in re.findall(_spell_heads(words), heads))


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
