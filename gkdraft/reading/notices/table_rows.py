"""Rows of a task table as they were before a copy or a page break took cells from them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from gkdraft.reading.documents.flow import Table, TableCell, squeeze_spaces
from gkdraft.reading.notices.duties import names_bodies
from gkdraft.reading.notices.outline import GROUP, TASK
from gkdraft.reading.notices.short_rows import find_places, find_rank, shift_row
from gkdraft.reading.notices.task_columns import (
    BODIES,
    DUTIES,
    LEVELS,
    Roles,
    TaskTable,
    fits,
    is_full_row,
)
from gkdraft.reading.notices.vocabulary import NoticeVocabulary

WIDEST = 8
"""Columns up to which the cells of a short row are tried in every place."""
LONGEST_SAID = 40
TEXTS = ("task", "demand")
_BODY_BEGINS, _BODY_ENDS = tuple("省市县区旗州盟各镇乡"), tuple("局委办厅科股")
_SUMS = ("合计", "总计", "小计")

FROM_ABOVE = "这一行没有责任单位（合并单元格没有复制过来），取自上一行"
OVER_PAGE = "换页处单位一栏空着，取自上一页"
_NO_LEAD = "牵头单位一栏空着；原表如有合并的单元格，应同上一项"
_SHORT = "这一行少单元格，各格按内容对应到栏"
_ASTRAY = "这一行少单元格，各格与栏名对不上"
_AS_ABOVE = "“同上”取自上一行"
_SWAPPED = "责任单位与时限两栏的内容对调过"
_NO_TIME = "时限一栏的内容不像时限"


@dataclass
class TableRow:
    """A row with each cell under its own column, and what about that is a guess."""

    cells: Sequence[TableCell]
    place: str
    doubts: list[str] = field(default_factory=list)


def list_rows(table: TaskTable, words: NoticeVocabulary) -> list[TableRow]:
    """The rows below the head that may hold tasks."""
    return _Restorer(table, words).restore()


def is_heading_row(cells: Sequence[TableCell]) -> bool:
    """Whether 一、… or （一）… stands alone in a row, or goes through all of it."""
    return is_full_row(cells) and any(find_rank(cell.text) in (GROUP, TASK) for cell in cells)


class _Restorer:
    """One pass over the parts of a table, with what the columns of duties held last."""

    def __init__(self, table: TaskTable, words: NoticeVocabulary) -> None:
        self.table = table
        self.columns = table.columns
        self.words = words
        self.last: dict[int, TableCell] = {}  # by column, since the last heading
        self.told: dict[int, TableCell] = {}  # by column, since the table began
        self.carried: dict[int, TableCell] = {}  # blank cells at the top of a page
        self.rows: list[TableRow] = []
        self.rank = -1  # of the number of the last task

    def restore(self) -> list[TableRow]:
        """All rows, each cell under its column."""
        for number, part in enumerate(self.table.parts):
            start = 0 if number else self.table.start
            top = number > 0 and part.merges
            for cells, place in zip(part.rows[start:], part.places[start:], strict=True):
                if _is_head(cells, self.columns, self.words) or _is_sum(cells):
                    continue
                self._add(part, cells, place, top)
                top = False
        return self.rows

    def _add(self, part: Table, cells: Sequence[TableCell], place: str, top: bool) -> None:
        if is_heading_row(cells):
            self.last.clear()
            self.rows.append(TableRow(cells, place))
        elif self._is_note(cells):
            self._leave_out(cells, f"{place}没有列入任务")
        elif top and self._is_rest(cells):
            self.rows[-1].cells = _join_cells(self.rows[-1].cells, cells)
        else:
            self._add_task(part, cells, place, top)

    def _add_task(self, part: Table, cells: Sequence[TableCell], place: str, top: bool) -> None:
        row = TableRow(cells, place, list(self.table.doubts))
        if not part.merges:
            row.cells, doubts = self._restore_row(cells)
            row.doubts += doubts
        elif top:
            blank = (cells[i] for i in self._list_duties() if not cells[i].text)
            self.carried = {id(cell): cell for cell in blank}
        if self._lacks_task(row.cells):
            self._leave_out(cells, f"{place}没有任务名称，没有列为任务")
            return
        if len(set(map(id, cells))) > 1:
            self._fill(row, part.merges)
        if row.cells[0].text:
            self.rank = find_rank(row.cells[0].text)
        self.rows.append(row)

    def _leave_out(self, cells: Sequence[TableCell], told: str) -> None:
        """Says what a row that is no task holds."""
        said = " ".join(cell.text for cell in dict.fromkeys(cells) if cell.text)
        self.table.remarks.append(f"{told}：{said[:LONGEST_SAID]}")

    def _restore_row(self, row: Sequence[TableCell]) -> tuple[Sequence[TableCell], list[str]]:
        """A row of a copied table, from which cells merged with the row above are missing."""
        given = [cell for cell in row if cell.given]
        if not self._counts_on(row):
            shifted = shift_row(row, self.columns, self.words)
            if shifted is not row:
                return shifted, []
        if len(given) in (1, len(row)) or len(row) > WIDEST:
            return row, []
        places = list(find_places(given, self.columns, self.words))
        if not places:
            return row, [_ASTRAY]
        # bodies that may lead or not are put where they only take part: the last place
        chosen = max(places, key=lambda columns: (self._names_task(given, columns), columns))
        cells = [TableCell("", False) for _ in row]
        for cell, column in zip(given, chosen, strict=True):
            cells[column] = cell
        return cells, [] if len(places) == 1 else [_SHORT]

    def _names_task(self, given: Sequence[TableCell], places: Sequence[int]) -> bool:
        """Whether a row has a task of its own: a number, or a text that is no sentence."""
        texts = {self.columns[at]: given[index].text for index, at in enumerate(places)}
        return "task" in texts and ("number" in texts or not texts["task"].endswith("。"))

    def _counts_on(self, row: Sequence[TableCell]) -> bool:
        """Whether a row begins with a number like that of the task above: 2.… below 1.…"""
        rank = find_rank(row[0].text)
        return rank > TASK and rank == self.rank

    def _list_duties(self) -> list[int]:
        return [index for index, role in enumerate(self.columns) if role in DUTIES]

    def _is_rest(self, cells: Sequence[TableCell]) -> bool:
        """Whether the first row of a page is the rest of the row cut at its end."""
        # in a printed table a tall row may break in every cell: its rest counts nothing,
        # begins no paragraph, and fills no cell that was empty above
        if not self.rows or is_full_row(cells):
            return False
        above = self.rows[-1].cells
        filled = [index for index, cell in enumerate(cells) if cell.text]
        if any(not above[i].text or find_rank(cells[i].text) >= GROUP for i in filled):
            return False
        levels = [index for index in filled if self.columns[index] in LEVELS]
        if not levels:
            return False
        if "number" in self.columns:
            return not cells[self.columns.index("number")].text
        return find_rank(above[levels[-1]].text) >= GROUP

    def _fill(self, row: TableRow, merges: bool) -> None:
        """Takes from the row above what a merged cell says of this row as well."""
        cells = list(row.cells)
        row.cells = cells
        self._replace_same(row, cells)
        self._swap_duties(row, cells)
        duties = self._list_duties()
        bodies = [index for index in duties if self.columns[index] in BODIES]
        if self._lacks_bodies(cells, bodies, merges):
            for index in duties:
                if not cells[index].text:
                    cells[index] = self.last.get(index, cells[index])
            row.doubts.append(OVER_PAGE if merges else FROM_ABOVE)
        elif self._may_lack_lead(cells, merges):
            row.doubts.append(_NO_LEAD)
        for index in filter(lambda index: cells[index].text, duties):
            self.last[index] = self.told[index] = cells[index]
            # a cell of bodies that are none is marked where its names are told apart
            if self.columns[index] == "deadline" and not self._fits(cells, index):
                row.doubts.append(_NO_TIME)

    def _replace_same(self, row: TableRow, cells: list[TableCell]) -> None:
        """同上 as what the cell above says."""
        for index in self._list_duties():
            if squeeze_spaces(cells[index].text) in self.words.same:
                cells[index] = self.told.get(index, TableCell(""))
                row.doubts.append(_AS_ABOVE)

    def _swap_duties(self, row: TableRow, cells: list[TableCell]) -> None:
        """9月底 | 县财政局 below 责任单位 | 完成时限: each under the other's head."""
        for left, right in pairwise(self._list_duties()):
            if self._fits(cells, left) and self._fits(cells, right):
                continue
            swapped = list(cells)
            swapped[left], swapped[right] = cells[right], cells[left]
            if self._fits(swapped, left) and self._fits(swapped, right):
                cells[:] = swapped
                row.doubts.append(_SWAPPED)

    def _fits(self, cells: Sequence[TableCell], index: int) -> bool:
        return fits(cells[index].text, self.columns[index], self.words)

    def _is_note(self, cells: Sequence[TableCell]) -> bool:
        """Whether 注：… goes through the whole row, or — alone."""
        text = next((cell.text for cell in cells if cell.text), "")
        if not text or not is_full_row(cells):
            return False
        return self.words.is_note.match(text) is not None or self.words.says_nothing(text)

    def _lacks_task(self, cells: Sequence[TableCell]) -> bool:
        """Whether a body stands where the task belongs and none where bodies belong."""
        # `2|县财政局|7月底||`: the task's own cell was lost and the others moved left
        told = self._list_texts(cells, TEXTS)
        if not told or is_full_row(cells) or set(BODIES).isdisjoint(self.columns):
            return False
        bodies = self._list_texts(cells, BODIES)
        if any(names_bodies(squeeze_spaces(text), self.words) for text in bodies):
            return False
        return all(_is_certain_body(text, self.words) for text in told)

    def _list_texts(self, cells: Sequence[TableCell], roles: Sequence[str]) -> list[str]:
        """What the columns of these roles say."""
        pairs = zip(cells, self.columns, strict=True)
        return [cell.text for cell, role in pairs if role in roles and cell.text]

    def _lacks_bodies(self, cells: list[TableCell], bodies: list[int], merges: bool) -> bool:
        """Whether no body stands in a row where one stood above."""
        if any(cells[index].text for index in bodies):
            return False
        if not any(index in self.last for index in bodies):
            return False
        return not merges or any(id(cells[index]) in self.carried for index in bodies)

    def _may_lack_lead(self, cells: list[TableCell], merges: bool) -> bool:
        """Whether an empty cell of a copied table may have been merged with the one above."""
        for index, role in enumerate(self.columns):
            blank = not cells[index].text and index in self.last
            if role == "lead" and blank and (not merges or id(cells[index]) in self.carried):
                return True
        return False


def _is_certain_body(text: str, words: NoticeVocabulary) -> bool:
    """县财政局 or nothing, —; not 建设公开专区, which ends like a body and is a task."""
    if words.says_nothing(text):
        return True
    certain = text.startswith(_BODY_BEGINS) or text.endswith(_BODY_ENDS)
    return certain and names_bodies(text, words)


def _join_cells(above: Sequence[TableCell], below: Sequence[TableCell]) -> list[TableCell]:
    joined = []
    for cell, more in zip(above, below, strict=True):
        joined.append(TableCell(cell.text + more.text) if more.text else cell)
    return joined


def _is_head(row: Sequence[TableCell], columns: Roles, words: NoticeVocabulary) -> bool:
    """A head repeated after a page break (厦门集美, fixture 12)."""
    if is_full_row(row):
        return False
    told = (words.role(cell.text) for cell in row)
    return all(map(_is_same_role, told, columns))


def _is_same_role(told: str, role: str) -> bool:
    # a column of numbers under 工作任务 is known by its numbers, not by its head
    return told == role or role == "number"


def _is_sum(row: Sequence[TableCell]) -> bool:
    """合计: the last row of many tables."""
    first = next((cell.text for cell in row if cell.text), "")
    return "".join(first.split()) in _SUMS
