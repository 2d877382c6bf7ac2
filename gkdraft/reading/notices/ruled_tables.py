"""Task tables 任务分解表: columns in any order, heading rows, cells merged over several tasks."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from gkdraft.reading.documents.flow import TableCell
from gkdraft.reading.notices.outline import GROUP, TASK, split_mark
from gkdraft.reading.notices.short_rows import find_rank
from gkdraft.reading.notices.table_rows import (
    FROM_ABOVE,
    OVER_PAGE,
    TableRow,
    list_rows,
)
from gkdraft.reading.notices.task_columns import DUTIES, LEVELS, Roles, TaskTable, is_full_row
from gkdraft.reading.notices.vocabulary import NoticeVocabulary

LONGEST_HEADING = 60


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


def read_task_rows(table: TaskTable, words: NoticeVocabulary) -> Iterator[TaskRow]:
    """The tasks of a table."""
    rows = list_rows(table, words)
    reader = _Reader(table.columns, rows)
    for row in rows:
        reader.read(row)
    yield from reader.found


class _Reader:
    """One pass over the rows, with the groups that are open."""

    def __init__(self, columns: Roles, rows: Sequence[TableRow]) -> None:
        self.columns = columns
        self.levels = _find_columns(columns, LEVELS)
        self.demands = _find_columns(columns, ("demand",))
        self.told = _find_columns(columns, ("number", "demand"))
        self.group = self.sub = ""
        self.above: list[TableCell] = []
        self.row: Sequence[TableCell] = ()
        self.found: list[TaskRow] = []
        self.counted = self._counts_demands() or self._counts_rows(rows)

    def _counts_demands(self) -> bool:
        """Whether the numbers stand between the task and the demand: they count the demands."""
        # 池州市信访局, where 具体要求 is the head of the numbers as well
        if not (self.levels and self.demands and "number" in self.columns):
            return False
        return self.levels[-1] < self.columns.index("number") < self.demands[-1]

    def _counts_rows(self, rows: Sequence[TableRow]) -> bool:
        """Whether rows below one task cell have numbers of their own: then they are the tasks."""
        last: TableCell | None = None
        last_number = ""
        found = False
        for cells in (row.cells for row in rows):
            levels = [] if self._is_heading(cells) else self._find_levels(cells)
            self.above = levels
            number = self._find_number(cells)
            if levels and levels[-1] is last and number not in ("", last_number):
                found = True
            last = levels[-1] if levels else None
            last_number = number
        self.above = []
        return found

    def read(self, row: TableRow) -> None:
        """One row of the table."""
        cells = row.cells
        if self._is_heading(cells):
            self._open_heading(next((cell.text for cell in cells if cell.text), ""))
            return
        levels = self._find_levels(cells)
        demands = self._list_texts(cells, self.demands)
        same_task = bool(levels and self.above) and levels[-1] is self.above[-1]
        only_bodies = same_task and self._repeats_row_above(cells)
        only_demands = same_task and self._counts_for_nothing(cells, demands)
        self.above, self.row = levels, cells
        if only_bodies:
            # number, task and demand are merged over both rows; the bodies are not:
            # 县司法局 above 县政府办公室 in tests/test_notices.py
            self._continue_task(row, [])
        elif only_demands:
            # the task's cell goes on and nothing counts this row, so its demand belongs to the
            # task above: 政策集中发布 and its two demands in fixture 26
            self._continue_task(row, demands)
        else:
            self._begin_task(row, levels, demands)

    def _begin_task(
        self, source: TableRow, levels: Sequence[TableCell], demands: Sequence[str]
    ) -> None:
        """A row that is a task of its own, below the headings of its columns."""
        cells = source.cells
        texts = [cell.text for cell in levels if cell.text]
        if demands and self._is_theme(texts, cells):
            headings, told = texts, demands
        else:
            headings, told = texts[:-1], [*texts[-1:], *demands]
        if not told:
            return
        number = self._find_own_number(cells)
        row = TaskRow(source.place, number=number, doubts=list(source.doubts))
        self._place_row(row, headings)
        row.title, *row.demands = told
        row.duties = self._list_duties(cells)
        self.found.append(row)

    def _is_theme(self, texts: Sequence[str], cells: Sequence[TableCell]) -> bool:
        """Whether the task cell is a heading, and the demand beside it the task."""
        # 推进决策公开 over rows 1 and 2, each with its own demand (池州市信访局, fixture 14;
        # 江门, fixture 15)
        if self.counted:
            return True
        # the same where every theme has a single row: 一、深化审计结果公开 beside 1.公布…;
        # beside a demand without a number, such a cell is the task itself
        numbered = bool(self._find_number(cells))
        return bool(texts) and numbered and find_rank(texts[-1]) in (GROUP, TASK)

    def _repeats_row_above(self, cells: Sequence[TableCell]) -> bool:
        """Whether number and demand go on from the row above: only bodies are added."""
        if not (self.row and self.told and self.found):
            return False
        return all(cells[column] is self.row[column] for column in self.told)

    def _counts_for_nothing(self, cells: Sequence[TableCell], demands: Sequence[str]) -> bool:
        """Whether a row with demands has no number of its own where numbers count the tasks."""
        if not (demands and self.found):
            return False
        return not (self.counted and self._find_number(cells))

    def _is_heading(self, cells: Sequence[TableCell]) -> bool:
        """A row with one text: a heading, unless that text goes on with the task above."""
        if not is_full_row(cells):
            return False
        # “一、…” through the whole table heads what follows it (厦门集美, fixture 12)
        if any(find_rank(cell.text) in (GROUP, TASK) for cell in cells):
            return True
        # a lone text in the column of demands is another demand of the task above, whose
        # bodies are merged with it: “文件库开放接口” in fixture 26
        merged = len(set(map(id, cells))) == 1
        # 30.… below 29.…, of which nothing else is said, is a task: 福建 2016
        last = self.found[-1].title if self.found else ""
        if not merged and TASK < find_rank(cells[0].text) == find_rank(last):
            return False
        demand = not merged and bool(self._list_texts(cells, self.demands))
        return not (demand and self.above and self.above[-1].text)

    @staticmethod
    def _list_texts(cells: Sequence[TableCell], columns: Iterable[int]) -> list[str]:
        """What these columns say, without the empty ones."""
        return [cells[column].text for column in columns if cells[column].text]

    def _open_heading(self, text: str) -> None:
        mark = split_mark(text)
        if mark and mark[0].rank == TASK:  # （一） below 一、, both through all columns: 福建 2016
            self.sub = text
        elif text and len(text) < LONGEST_HEADING:
            self.group, self.sub = text, ""
        self.above = []

    def _find_levels(self, cells: Sequence[TableCell]) -> list[TableCell]:
        """The cells of the levels; an empty one continues the one above it."""
        own = [cells[i] for i in self.levels]
        filled = next((n for n, cell in enumerate(own) if cell.text), len(own))
        continued = self.above[:filled]
        return [*continued, *own[len(continued) :]]

    def _find_own_number(self, cells: Sequence[TableCell]) -> str:
        if "number" not in self.columns:
            return ""
        return cells[self.columns.index("number")].text.strip(" .．、")

    def _find_number(self, cells: Sequence[TableCell]) -> str:
        """What counts a row: its number cell, else the one item its demand is: 3.…"""
        own = self._find_own_number(cells)
        if own:
            return own
        items: list[str] = []
        for column in self.demands:
            for part in cells[column].text.split("\n"):
                mark = split_mark(part)
                if mark and mark[0].rank > TASK:
                    items.append(str(mark[0]))
        # a cell that lists 1. 2. 3. counts its own items, not the rows
        return items[0] if len(items) == 1 else ""

    def _place_row(self, row: TaskRow, headings: Sequence[str]) -> None:
        """Puts a row below the headings it stands under, in rows and in columns."""
        row.group, row.sub = self.group, self.sub
        if headings and row.group:
            # a heading row is the group already: the column can only divide it
            row.sub = headings[-1]
        elif headings:
            row.group = headings[0]
            # 一级指标 and 二级指标 left of 三级指标 (石泉, fixture 13)
            if len(headings) > 1:
                row.sub = headings[-1]

    def _continue_task(self, source: TableRow, demands: Sequence[str]) -> None:
        """Another row of a task whose cell goes on: its demand, with its own bodies."""
        row = self.found[-1]
        row.demands += demands
        added = [duty for duty in self._list_duties(source.cells) if duty not in row.duties]
        row.duties += added
        for doubt in source.doubts:
            # bodies taken from the row above are the task's own: there is no guess in them
            if added or doubt not in (FROM_ABOVE, OVER_PAGE):
                row.doubts.append(doubt)

    def _list_duties(self, cells: Sequence[TableCell]) -> list[tuple[str, str]]:
        """What the columns of bodies and times say, by role."""
        found = []
        for role, cell in zip(self.columns, cells, strict=True):
            if role in DUTIES and cell.text:
                found.append((role, cell.text))
        return found


def _find_columns(columns: Roles, roles: Sequence[str]) -> list[int]:
    """The columns that hold one of these."""
    return [index for index, role in enumerate(columns) if role in roles]
