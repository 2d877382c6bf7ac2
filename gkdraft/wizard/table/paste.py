"""A pasted block on its way into a table: placed by its labels or from a cell, checked. Pure."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from gkdraft.base import scalars
from gkdraft.layout.equations import Key
from gkdraft.messages import _, translate
from gkdraft.wizard.table import clipboard
from gkdraft.wizard.table.clipboard import EMPTY, PastedRow
from gkdraft.wizard.table.sheet import Cells, Sheet, total_up
from gkdraft.wizard.table.sheet_labels import SheetLabels


@dataclass(frozen=True)
class Pasted:
    """What a pasted block would do: cells to place, totals that do not agree, what is odd."""

    cells: Mapping[Key, str] = field(default_factory=dict)
    rows: tuple[Key, ...] = ()
    remarks: tuple[str, ...] = ()
    refused: str = ""


def read_paste(text: str, sheet: Sheet, start: Key, held: Cells = MappingProxyType({})) -> Pasted:
    """Where a pasted block belongs: by its labels, else row by row from a cell; `held` is what
    stands in the table.
    """
    labels = SheetLabels(sheet)
    widths = (len(sheet.input_columns), len(sheet.columns))
    try:
        lines = clipboard.read_pasted_rows(text, labels, sheet.columns, widths, len(sheet.rows))
        if not lines:
            return Pasted(refused=_("粘贴的内容里没有数"))
        return _place_rows(_split_row(lines, sheet), sheet, labels, start, held)
    except ValueError as error:
        return Pasted(refused=translate(str(error)))


def _split_row(lines: list[PastedRow], sheet: Sheet) -> list[PastedRow]:
    """A table printed as one row of numbers (table four), cut into the rows of the sheet."""
    rows = len(sheet.rows)
    if len(lines) != 1 or rows < 2:
        return lines
    numbers = lines[0].cells
    for width in (len(sheet.columns), len(sheet.form.inputs()) // rows):
        if len(numbers) == rows * width:
            starts = range(0, len(numbers), width)
            return [PastedRow("", numbers[start : start + width]) for start in starts]
    return lines


def _place_rows(
    lines: list[PastedRow], sheet: Sheet, labels: SheetLabels, start: Key, held: Cells
) -> Pasted:
    row, column = start[:-1], start[-1]
    rows = _find_rows(lines, sheet, labels)
    by_labels = bool(rows)
    if not rows:
        rows = _follow_rows(sheet, row, lines)
    # a row that its label names begins at the first column, whatever cell the cursor is in
    begin = 0 if by_labels or column not in sheet.input_columns else _find_place(sheet, column)
    placement = _Placement(sheet, begin, held)
    for target, line in zip(rows, lines, strict=True):
        placement.add(target, line)
    remarks = [*_list_rewordings(lines, rows, sheet, labels), *placement.list_remarks()]
    if not by_labels and any(line.label for line in lines):
        said = _("行名认不出来，按次序从“{}”放起")
        remarks.insert(0, said.format(sheet.row_label(rows[0])))
    return Pasted(placement.cells, tuple(dict.fromkeys(rows)), tuple(remarks))


def _find_place(sheet: Sheet, column: str) -> int:
    return sheet.input_columns.index(column)


class _Placement:
    """The cells a block goes to, row by row; totals are compared, never stored."""

    def __init__(self, sheet: Sheet, begin: int, held: Cells) -> None:
        self.sheet = sheet
        self.begin = begin
        self.held = held
        self.cells: dict[Key, str] = {}
        self.totals: dict[Key, int] = {}
        self.kept = 0  # cells that are empty in the block and filled in the table

    def add(self, target: Key, line: PastedRow) -> None:
        """One row of the block. ValueError if it has no room."""
        names = self._name_columns(line)
        if len(line.cells) > len(names):
            raise ValueError(
                _("“{label}”一行有 {found} 个数，这里最多放 {room} 个").format(
                    label=line.label or self.sheet.row_label(target),
                    found=len(line.cells),
                    room=len(names),
                )
            )
        for name, text in zip(names, line.cells, strict=False):
            key = (*target, name)
            if text in EMPTY:
                self.kept += key in self.held
            elif self.sheet.is_input(target, name):
                self.cells[key] = str(scalars.read_count(text))
            else:
                self.totals[key] = scalars.read_count(text)

    def _name_columns(self, line: PastedRow) -> Sequence[str]:
        """The columns a row fills: a whole row begins at the first, any other at the cursor."""
        if len(line.cells) == len(self.sheet.columns):
            return self.sheet.columns
        if len(line.cells) == len(self.sheet.input_columns):
            return self.sheet.input_columns
        return self.sheet.input_columns[self.begin :]

    def list_remarks(self) -> list[str]:
        """Totals that do not agree, open cells counting as nothing; what was left as it was."""
        cells = {**self.sheet.zeros, **self.held, **self.cells}
        figures = total_up(self.sheet.form, cells)
        found = []
        for key, total in self.totals.items():
            sum_ = figures.completed.get(self.sheet.form.spell(key))
            if sum_ not in (None, total):
                found.append(
                    _("{row}[{column}] 粘贴的是 {pasted}，各项相加是 {sum}").format(
                        row=self.sheet.row_label(key[:-1]), column=key[-1], pasted=total, sum=sum_
                    )
                )
        if self.kept:
            found.append(_("有 {} 格粘贴的是空的，原来填的数没有动").format(self.kept))
        return found


def _find_rows(lines: list[PastedRow], sheet: Sheet, labels: SheetLabels) -> list[Key]:
    """The rows the labels name, in any order; none if no label is known.

    ValueError if only some are, for the others could belong anywhere, or if one is named twice.
    """
    found = [labels.find_row(line.label) for line in lines]
    if not any(found):
        return []
    for known, line in zip(found, lines, strict=True):
        if known is None:
            raise ValueError(
                _("“{}”不是这张表的行名，请改好，或只复制数").format(
                    line.label or " ".join(line.cells)
                )
            )
    rows = list(filter(None, found))
    row, times = Counter(rows).most_common(1)[0]
    if times > 1:
        raise ValueError(_("“{}”有两行").format(sheet.row_label(row)))
    return rows


def _list_rewordings(
    lines: list[PastedRow], rows: list[Key], sheet: Sheet, labels: SheetLabels
) -> list[str]:
    """Rows that were found under another wording of their label: to be looked at."""
    found = []
    for line, row in zip(lines, rows, strict=True):
        if labels.is_reworded(line.label):
            found.append(_("“{}”当作“{}”").format(line.label, sheet.row_label(row)))
    return found


def _follow_rows(sheet: Sheet, row: Key, lines: list[PastedRow]) -> list[Key]:
    """Row after row from the one the cursor is in, a whole table from its first; computed rows
    only for a whole block.
    """
    rows = list(sheet.rows)
    index = 0 if len(lines) == len(rows) else rows.index(row)
    whole = rows[index : index + len(lines)]
    filled = [row for row in rows[index:] if row in sheet.input_rows]
    if len(lines) == len(filled) or len(lines) > len(rows) - index:
        whole = filled[: len(lines)]
    if len(whole) < len(lines):
        raise ValueError(
            _("粘贴了 {lines} 行，从这里往下只有 {room} 行").format(
                lines=len(lines), room=len(rows) - index
            )
        )
    return whole
