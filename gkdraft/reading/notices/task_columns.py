"""The columns of task tables: which rows are the head, and what each column holds."""

from collections.abc import Sequence
from dataclasses import dataclass

from gkdraft.reading.documents.flow import Table, TableCell
from gkdraft.reading.notices.vocabulary import NoticeVocabulary

Roles = tuple[str, ...]
"""What each column holds, "" where the head does not tell."""

ROWS_TO_HEAD = 4
LONGEST_NUMBER = 4


@dataclass
class TaskTable:
    """A table of tasks with its continuations on following pages."""

    parts: list[Table]
    columns: Roles
    start: int  # the row after its head, in the first part


def find_roles(table: Table, words: NoticeVocabulary) -> tuple[Roles, int] | None:
    """The roles of a task table's columns and the row after its head; None for another table."""
    # the title of the table may stand in its own first rows, merged over all columns
    for index, row in enumerate(table.rows[:ROWS_TO_HEAD]):
        roles = tuple(words.role(cell.text) for cell in row)
        if is_full_row(row) or not _are_of_tasks(roles):
            continue
        roles, start = _read_second_head(table, roles, index + 1, words)
        return _find_numbers(table, roles, start), start
    return None


def _find_numbers(table: Table, roles: Roles, start: int) -> Roles:
    """The roles, where a column below 工作任务 or 具体要求 holds nothing but numbers."""
    # the head reaches over the numbers as well: 池州市信访局 from its page
    found = list(roles)
    for column, role in enumerate(roles):
        if role not in ("", "group", "task", "demand"):
            continue
        texts = [row[column].text.strip(" .．、") for row in table.rows[start:]]
        told = list(filter(None, texts))
        if told and all(text.isdigit() and len(text) < LONGEST_NUMBER for text in told):
            found[column] = "" if "number" in found else "number"
    return tuple(found)


def goes_on(above: TaskTable, table: Table) -> bool:
    """Whether a table without a head of its own is the rest of the one above."""
    return len(above.columns) == len(table.rows[0])


def _are_of_tasks(roles: Roles) -> bool:
    """Whether a row is the head of a task table."""
    known = [role for role in roles if role]
    kinds = set(known)
    about_tasks = not kinds.isdisjoint(("task", "demand"))
    # 序号 类别 责任单位 twice side by side is a directory
    if known.count("number") > 1:
        return False
    # one word alone, 任务 or 内容, also heads the statistics and directories that notices annex
    return about_tasks and len(kinds) > 1 and len(known) * 2 >= len(roles)


def _read_second_head(
    table: Table, roles: Roles, start: int, words: NoticeVocabulary
) -> tuple[Roles, int]:
    """The roles with a second row of heads: 责任分工 over 牵头单位 and 配合单位."""
    if start >= len(table.rows) or is_full_row(table.rows[start]):
        return roles, start
    both = list(roles)
    told = False
    pairs = zip(table.rows[start - 1], table.rows[start], strict=True)
    for column, (above, below) in enumerate(pairs):
        # 序号 is merged over both rows and keeps its role; so does a column with nothing below
        if below is above or not below.text:
            continue
        own = words.role(below.text)
        if not own:  # 县司法局 is no head: the tasks have begun
            return roles, start
        both[column] = own
        told = True
    if told:
        return (tuple(both), start + 1)
    return (roles, start)


def is_full_row(row: Sequence[TableCell]) -> bool:
    """Whether one cell goes through the whole row, or is the only one with text."""
    if len(set(map(id, row))) == 1:
        return True
    return sum(1 for cell in row if cell.text) <= 1
