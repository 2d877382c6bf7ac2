"""Task tables: columns in any order, group rows, cells merged over several tasks."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from gkdraft.reading.documents.flow import Table, TableCell
from gkdraft.reading.notices.outline import GROUP, TASK, split_mark
from gkdraft.reading.notices.vocabulary import NoticeVocabulary

Roles = tuple[str, ...]
"""What each column holds, "" where the head does not tell."""


@dataclass
class TaskRow:
    """One task as a table gives it: texts by role, still with their marks."""

    place: str
    group: str = ""
    sub: str = ""
    number: str = ""
    title: str = ""
    demands: list[str] = field(default_factory=list)
    duties: list[tuple[str, str]] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)


def find_roles(table: Table, words: NoticeVocabulary) -> tuple[Roles, int] | None:
    """The roles of a task table's columns and the row after its head; None for another table."""
    for index, row in enumerate(table.rows[:4]):
        if _is_full(row):
            continue
        found = tuple(words.role(cell.text) for cell in row)
        kinds = set(found) - {""}
        about = {"task", "demand", "group"} & kinds
        if about and len(kinds) > 1 and sum(1 for role in found if role) * 2 >= len(found):
            return _second(table, found, index + 1, words)
    return None


def _second(table: Table, found: Roles, index: int, words: NoticeVocabulary) -> tuple[Roles, int]:
    """The roles with a second row of heads: 责任分工 over 牵头单位 and 配合单位."""
    if index >= len(table.rows):
        return found, index
    pairs = list(zip(table.rows[index - 1], table.rows[index], strict=True))
    own = [words.role(below.text) if below is not above else "" for above, below in pairs]
    heads = [
        bool(role) or below is above or not below.text
        for role, (above, below) in zip(own, pairs, strict=True)
    ]
    if not any(own) or not all(heads) or _is_full(table.rows[index]):
        return found, index
    return tuple(role or old for role, old in zip(own, found, strict=True)), index + 1


def read_task_rows(
    table: Table, columns: Roles, start: int, words: NoticeVocabulary
) -> Iterator[TaskRow]:
    """The tasks of a table from its row `start` on."""
    body = zip(table.rows[start:], table.places[start:], strict=True)
    lines = [
        (cells if table.merges else _shifted(cells, columns), place)
        for cells, place in body
        if not _is_head(cells, columns, words) and not _is_sum(cells)
    ]
    reader = _Reader(columns, lines)
    for cells, place in lines:
        reader.read(cells, place)
    yield from reader.found


def _is_full(row: Sequence[TableCell]) -> bool:
    """Whether one cell goes through the whole row, or is the only one with text."""
    return len({id(cell) for cell in row}) == 1 or sum(1 for cell in row if cell.text) <= 1


def _is_head(row: Sequence[TableCell], columns: Roles, words: NoticeVocabulary) -> bool:
    """A head repeated after a page break."""
    return tuple(words.role(cell.text) for cell in row) == columns and not _is_full(row)


def _is_sum(row: Sequence[TableCell]) -> bool:
    """合计: the last row of many tables."""
    first = next((cell.text for cell in row if cell.text), "")
    return re.sub(r"\s", "", first) in ("合计", "总计", "小计")


def _shifted(row: Sequence[TableCell], columns: Roles) -> Sequence[TableCell]:
    """A row that lost its merged first cell in a text: `3.…|办公室||`, `3|…|办公室|` move right."""
    empty = 0
    while empty < len(row) and not row[len(row) - 1 - empty].text:
        empty += 1
    first = row[0].text if row else ""
    mark = split_mark(first)
    level = columns.index("demand") if "demand" in columns else 0
    shifts = level >= empty and mark is not None and mark[0].rank > GROUP
    if "number" in columns:
        shifts = shifts or (first.isdigit() and columns.index("number") == empty)
    if not shifts or not 0 < empty < len(row) or columns[0] not in ("task", "group"):
        return row
    return [*(TableCell("") for _ in range(empty)), *row[: len(row) - empty]]


class _Reader:
    """One pass over the rows, with the groups that are open."""

    def __init__(self, columns: Roles, lines: Sequence[tuple[Sequence[TableCell], str]]) -> None:
        self.columns = columns
        self.levels = [i for i, role in enumerate(columns) if role in ("group", "task")]
        self.demands = [i for i, role in enumerate(columns) if role == "demand"]
        self.group = self.sub = ""
        self.above: list[TableCell] = []
        self.row: Sequence[TableCell] = ()
        self.found: list[TaskRow] = []
        self.counted = self._counts_rows([cells for cells, _ in lines])

    def _counts_rows(self, body: Sequence[Sequence[TableCell]]) -> bool:
        """Whether rows below one task cell have numbers of their own: then they are the tasks."""
        last: tuple[TableCell | None, str] = None, ""
        found = False
        for cells in body:
            levels = [] if self._is_heading(cells) else self._levels(cells)
            self.above = levels
            number = self._number(cells)
            found = found or bool(levels and levels[-1] is last[0] and number not in ("", last[1]))
            last = (levels[-1] if levels else None), number
        self.above = []
        return found

    def read(self, cells: Sequence[TableCell], place: str) -> None:
        """One row of the table."""
        if self._is_heading(cells):
            self._heading(next((c.text for c in cells if c.text), ""))
            return
        levels = self._levels(cells)
        same = bool(levels and self.above) and levels[-1] is self.above[-1]
        self.above = levels
        demands = [cells[i].text for i in self.demands if cells[i].text]
        number = self._number(cells)
        again = same and self._is_again(cells)
        self.row = cells
        if again or (same and demands and self.found and not (self.counted and number)):
            self._continue(cells, [] if again else demands)
            return
        texts = [cell.text for cell in levels if cell.text]
        covers = demands and (self.counted or (number and _rank(texts[-1:]) in (GROUP, TASK)))
        above, title = (texts, []) if covers else (texts[:-1], texts[-1:])
        row = self._placed(TaskRow(place, number=self._own_number(cells)), above)
        row.title, *row.demands = [*title, *demands] or [""]
        row.duties = self._duties(cells)
        if row.title:
            self.found.append(row)

    def _is_again(self, cells: Sequence[TableCell]) -> bool:
        """Whether number and demand go on from the row above: only bodies are added."""
        told = [i for i, role in enumerate(self.columns) if role in ("number", "demand")]
        return bool(self.row and told and self.found) and all(cells[i] is self.row[i] for i in told)

    def _is_heading(self, cells: Sequence[TableCell]) -> bool:
        """A row with one text: a heading, unless that text goes on with the task above."""
        if not _is_full(cells):
            return False
        demand = len({id(cell) for cell in cells}) > 1 and any(cells[i].text for i in self.demands)
        return not (demand and self.above and self.above[-1].text) or any(
            _rank([cell.text]) in (GROUP, TASK) for cell in cells
        )

    def _heading(self, text: str) -> None:
        mark = split_mark(text)
        if mark and mark[0].rank == TASK:
            self.sub = text
        elif text and len(text) < 60:
            self.group, self.sub = text, ""
        self.above = []

    def _levels(self, cells: Sequence[TableCell]) -> list[TableCell]:
        """The cells of the levels; an empty one continues the one above it."""
        own = [cells[i] for i in self.levels]
        filled = next((n for n, cell in enumerate(own) if cell.text), len(own))
        return [*self.above[:filled], *own[len(self.above[:filled]) :]]

    def _own_number(self, cells: Sequence[TableCell]) -> str:
        if "number" not in self.columns:
            return ""
        return cells[self.columns.index("number")].text.strip(" .．、")

    def _number(self, cells: Sequence[TableCell]) -> str:
        """What counts a row: its number cell, else the one item its demand is: 3.…"""
        marks = [split_mark(part) for i in self.demands for part in cells[i].text.split("\n")]
        items = [str(mark[0]) for mark in marks if mark and mark[0].rank > TASK]
        return self._own_number(cells) or (items[0] if len(items) == 1 else "")

    def _placed(self, row: TaskRow, above: Sequence[str]) -> TaskRow:
        """The row below the headings it stands under, in rows and in columns."""
        row.group, row.sub = self.group, self.sub
        if above and row.group:
            row.sub = above[-1]
        elif above:
            row.group, row.sub = above[0], (above[-1] if len(above) > 1 else row.sub)
        return row

    def _continue(self, cells: Sequence[TableCell], demands: list[str]) -> None:
        """Another row of a task whose cell goes on: its demand, with its own bodies."""
        row = self.found[-1]
        row.demands += demands
        row.duties += [duty for duty in self._duties(cells) if duty not in row.duties]

    def _duties(self, cells: Sequence[TableCell]) -> list[tuple[str, str]]:
        kinds = ("lead", "responsible", "deadline")
        return [
            (role, cells[i].text)
            for i, role in enumerate(self.columns)
            if role in kinds and cells[i].text
        ]


def _rank(texts: Sequence[str]) -> int:
    """The rank of the last text's mark, -1 without one."""
    mark = split_mark(texts[-1]) if texts else None
    return mark[0].rank if mark else -1
