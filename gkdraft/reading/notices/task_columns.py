"""The columns of task tables: which rows are the head, and what each column holds."""

from collections.abc import Sequence
from dataclasses import dataclass

from gkdraft.reading.documents.flow import Table, TableCell
from gkdraft.reading.notices.vocabulary import NoticeVocabulary

Roles = tuple[str, ...]
"""What each column holds, "" where the head does not tell."""

ROWS_TO_HEAD = 4


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
        if not is_full_row(row) and _are_of_tasks(roles):
            return _read_second_head(table, roles, index + 1, words)
    return None


def goes_on(above: TaskTable, table: Table) -> bool:
    """Whether a table without a head of its own is the rest of the one above."""
    return len(above.columns) == len(table.rows[0])


def _are_of_tasks(roles: Roles) -> bool:
    """Whether a row is the head of a task table."""
    known = [role for role in roles if role]
    kinds = set(known)
    about_tasks = not kinds.isdisjoint(("task", "demand", "group"))
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
