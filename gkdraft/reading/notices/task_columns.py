"""The columns of task tables: which rows are the head, and what each column holds."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from gkdraft.reading.documents.flow import Table, TableCell, squeeze_spaces
from gkdraft.reading.notices.duties import names_bodies, tells_time
from gkdraft.reading.notices.outline import ITEM, split_mark
from gkdraft.reading.notices.vocabulary import NoticeVocabulary

Roles = tuple[str, ...]
"""What each column holds, "" where the head does not tell."""

ROWS_TO_HEAD = 4
LONGEST_NUMBER = 4
ROWS_TO_COMPARE = 50

LEVELS = ("group", "task")
BODIES = ("lead", "responsible")
DUTIES = (*BODIES, "deadline")


@dataclass
class TaskTable:
    """A table of tasks with its continuations on following pages."""

    parts: list[Table]
    columns: Roles
    start: int  # the row after its head, in the first part
    doubts: list[str] = field(default_factory=list)  # about all of its rows
    remarks: list[str] = field(default_factory=list)  # about rows that are no tasks


def find_task_table(table: Table, words: NoticeVocabulary) -> TaskTable | None:
    """A table of tasks with what its columns hold; None for another table."""
    # the title of the table may stand in its own first rows, merged over all columns
    for index, row in enumerate(table.rows[:ROWS_TO_HEAD]):
        roles = tuple(words.role(cell.text) for cell in row)
        if is_full_row(row) or not _are_of_tasks(roles):
            continue
        roles, start = _read_second_head(table, roles, index + 1, words)
        found = TaskTable([table], _find_numbers(table.rows[start:], roles), start)
        if not table.merges:
            _stretch_head(found, words)
        return found
    return None


def _stretch_head(found: TaskTable, words: NoticeVocabulary) -> None:
    """Gives a head that has fewer cells than the rows its columns, by what stands below it."""
    # 工作任务 | 具体要求 | 责任单位 | 时限要求 | | | over six columns: one of the heads was
    # merged over three of them (池州市信访局 between bars)
    table, start = found.parts[0], found.start
    heads = [role for role in found.columns if role]
    rows = table.rows[start : start + ROWS_TO_COMPARE]
    width = max(map(_count_filled, rows), default=0)
    if width <= len(heads) or "" in found.columns[: len(heads)]:
        return
    rows = tuple(row for row in rows if _count_filled(row) == width)
    best = _choose_roles(heads, rows, width, words)
    if best:
        found.columns = best
        found.doubts.append("表头的格比各行少，栏名按内容对应")
    else:
        found.columns = tuple("" if role in DUTIES else role for role in found.columns)
        found.doubts.append("表头的格比各行少，责任单位和时限没有读")


def _choose_roles(
    heads: Sequence[str],
    rows: Sequence[Sequence[TableCell]],
    width: int,
    words: NoticeVocabulary,
) -> Roles:
    """The roles with one head over several columns under which all cells fit best."""
    best: Roles = ()
    least: int | None = None
    for at, role in enumerate(heads):
        over = [role] * (width - len(heads) + 1)
        roles = (*heads[:at], *over, *heads[at + 1 :])
        roles = _find_numbers(rows, (*roles, *[""] * (len(rows[0]) - width)))
        misfits = _count_misfits(rows, roles, words)
        if misfits is not None and (least is None or misfits < least):
            best, least = roles, misfits
    return best


def _count_filled(row: Sequence[TableCell]) -> int:
    """Columns up to the last one with text."""
    return max((index + 1 for index, cell in enumerate(row) if cell.text), default=0)


def _count_misfits(
    rows: Sequence[Sequence[TableCell]], roles: Roles, words: NoticeVocabulary
) -> int | None:
    """How many demands are numbered like headings; None where a cell has no place under a role."""
    misfits = 0
    for row in rows:
        for cell, role in zip(row, roles, strict=True):
            # 维护公开平台 is a task, though a body's name may end with 平台
            is_told = role in (*DUTIES, "number") or cell.text.isdigit()
            if not fits(cell.text, role, words):
                if is_told:
                    return None
                misfits += 1
            mark = split_mark(cell.text)
            misfits += role == "demand" and mark is not None and mark[0].rank < ITEM
    return misfits


def fits(text: str, role: str, words: NoticeVocabulary) -> bool:
    """Whether a text may stand in a column of this role."""
    text = squeeze_spaces(text)
    if not text or words.says_nothing(text):
        return True
    if role in BODIES:
        return text in words.same or names_bodies(text, words)
    if role == "deadline":
        return text in words.same or tells_time(text, words)
    if role == "number":
        return text.strip(" .．、").isdigit()
    return not text.isdigit() and not names_bodies(text, words)


def _find_numbers(rows: Sequence[Sequence[TableCell]], roles: Roles) -> Roles:
    """The roles, where a column below 工作任务 or 具体要求 holds nothing but numbers."""
    # the head reaches over the numbers as well: 池州市信访局 from its page
    found = list(roles)
    for column, role in enumerate(roles):
        if role not in ("", "group", "task", "demand"):
            continue
        texts = [row[column].text.strip(" .．、") for row in rows]
        told = list(filter(None, texts))
        if told and all(text.isdigit() and len(text) < LONGEST_NUMBER for text in told):
            found[column] = "" if "number" in found else "number"
    return tuple(found)


def goes_on(above: TaskTable, table: Table, found: TaskTable | None) -> bool:
    """Whether a table right below a task table is its rest, with the head told again or without."""
    if found is not None:
        return found.columns == above.columns
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
