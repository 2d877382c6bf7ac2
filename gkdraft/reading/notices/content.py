"""A document's parts: running text, task tables, and what about them must be said."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from gkdraft.base.patterns import compile_late
from gkdraft.reading.documents.flow import Flow, Table, TextLine, list_table_lines
from gkdraft.reading.notices.fields import list_properties
from gkdraft.reading.notices.head import cut_signature
from gkdraft.reading.notices.loose_cells import rebuild_tables
from gkdraft.reading.notices.outline import is_run_together, split_dump, split_line, split_mark
from gkdraft.reading.notices.restored_lines import separate_numbers
from gkdraft.reading.notices.task_columns import Roles, TaskTable, find_task_table, goes_on
from gkdraft.reading.notices.vocabulary import NoticeVocabulary

LONGEST_TABLE_TITLE = 40
# what stands between the parts of a table on following pages
_PAGE_LINE = compile_late(r"[（(]?(?:接上页|续上?表|续)[）)]?|.{0,30}第\s*\d+\s*页.{0,20}")


@dataclass
class Content:
    """The parts of a document: running text, task tables, and what about them must be said."""

    lines: list[TextLine] = field(default_factory=list)
    tables: list[TaskTable] = field(default_factory=list)
    columns: Roles = ()  # those of a table that was run together
    loose: list[str] = field(default_factory=list)
    below: int | None = None  # the first line below the last task table
    told: set[str] = field(default_factory=set)  # the first `counted` lines
    counted: int = 0
    begun: bool = False
    looked: int = 0

    def stands_below_table(self) -> bool:
        """Whether between the last task table and here is only what every page repeats."""
        if self.below is None:
            return False
        self.told.update(line.text for line in self.lines[self.counted : self.below])
        self.counted = self.below
        rest = self.lines[self.below :]
        return all(line.text in self.told or _PAGE_LINE.fullmatch(line.text) for line in rest)

    def has_begun(self) -> bool:
        """Whether an outline or a task table stands above."""
        if not self.begun:
            new = self.lines[self.looked :]
            self.begun = bool(self.tables) or any(split_mark(line.text) for line in new)
            self.looked = len(self.lines)
        return self.begun

    def close_table(self, words: NoticeVocabulary) -> None:
        """Remarks on what stands below the last task table."""
        if self.below is not None:
            self.loose += _remark_loose(self.lines[self.below :], words)


def split_flow(flow: Flow, words: NoticeVocabulary) -> Content:
    """A document as running text and task tables."""
    content = Content()
    for block in rebuild_tables(separate_numbers(flow.blocks), words):
        if isinstance(block, TextLine):
            _add_line(content, block, words)
        else:
            _add_table(content, block, words)
    content.close_table(words)
    return content


def _add_table(content: Content, table: Table, words: NoticeVocabulary) -> None:
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


def _comes_after_tasks(content: Content, table: Table) -> bool:
    """Whether a table stands below the outline and carries none of it on."""
    # contact lists and forms to fill in are annexed; before the outline a table frames the page
    if not content.has_begun():
        return False
    return not any(split_mark(line.text) for line in list_table_lines(table))


def _add_line(content: Content, line: TextLine, words: NoticeVocabulary) -> None:
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
