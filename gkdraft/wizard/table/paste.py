"""A pasted block on its way into a table: placed by its labels or from a cell, checked. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from gkdraft.base import scalars
from gkdraft.layout.form import Key
from gkdraft.messages import _
from gkdraft.wizard.table import clipboard
from gkdraft.wizard.table.clipboard import EMPTY, PastedRow, strip_label
from gkdraft.wizard.table.sheet import Cells, Sheet, compute_totals


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
    labels = {strip_label(name) for row in sheet.rows for name in (sheet.row_label(row), row[-1])}
    try:
        widths = (len(_inputs(sheet)), len(sheet.columns))
        found = clipboard.read_pasted_rows(text, labels, sheet.columns, widths, len(sheet.rows))
        if not found:
            return Pasted(refused=_("粘贴的内容里没有数"))
        return _placed(_split(found, sheet), sheet, start, held)
    except ValueError as error:
        return Pasted(refused=str(error))


def _inputs(sheet: Sheet) -> list[str]:
    return [name for name in sheet.columns if any(sheet.is_input(r, name) for r in sheet.rows)]


def _split(lines: list[PastedRow], sheet: Sheet) -> list[PastedRow]:
    """A table printed as one row of numbers (table four), cut into the rows of the sheet."""
    rows = len(sheet.rows)
    inputs = len(sheet.form.inputs()) // rows
    for width in (len(sheet.columns), inputs):
        if len(lines) == 1 and rows > 1 and len(lines[0].cells) == rows * width:
            numbers = lines[0].cells
            parts = (numbers[i * width : (i + 1) * width] for i in range(rows))
            return [PastedRow("", part) for part in parts]
    return lines


def _placed(lines: list[PastedRow], sheet: Sheet, start: Key, held: Cells) -> Pasted:
    inputs = _inputs(sheet)
    labelled = _labelled(lines, sheet)
    row, column = start[:-1], start[-1]
    begin = inputs.index(column) if column in inputs and not labelled else 0
    rows = labelled or _following(sheet, row, lines)
    cells: dict[Key, str] = {}
    remarks: list[str] = []
    totals: dict[Key, int] = {}
    kept = 0
    for target, line in zip(rows, lines, strict=True):
        numbers = line.cells
        full = {len(sheet.columns): list(sheet.columns), len(inputs): inputs}
        names = full.get(len(numbers), inputs[begin:])  # a whole row begins at the first column
        if len(numbers) > len(names):
            raise ValueError(
                _("“{label}”一行有 {found} 个数，这里最多放 {room} 个").format(
                    label=line.label or sheet.row_label(target), found=len(numbers), room=len(names)
                )
            )
        for name, text in zip(names, numbers, strict=False):
            key = (*target, name)
            if text in EMPTY:
                kept += key in held
            elif sheet.is_input(target, name):
                cells[key] = str(scalars.read_count(text))
            else:
                totals[key] = scalars.read_count(text)
    if not labelled and any(line.label for line in lines):
        remarks.append(_("行名认不出来，按次序从“{}”放起").format(sheet.row_label(rows[0])))
    remarks += _compared(sheet, {**held, **cells}, totals)
    if kept:
        remarks.append(_("有 {} 格粘贴的是空的，原来填的数没有动").format(kept))
    return Pasted(cells, tuple(dict.fromkeys(rows)), tuple(remarks))


def _compared(sheet: Sheet, cells: Cells, totals: Mapping[Key, int]) -> list[str]:
    """Totals that were pasted are compared, never stored; open cells count as nothing."""
    open_ = dict.fromkeys((cell.key for cell in sheet.form.inputs()), "0")
    figures = compute_totals(sheet.form, {**open_, **cells})
    found = []
    for key, total in totals.items():
        sum_ = figures.completed.get(".".join((sheet.form.key, *key)))
        if sum_ is not None and sum_ != total:
            found.append(
                _("{row}[{column}] 粘贴的是 {pasted}，各项相加是 {sum}").format(
                    row=sheet.row_label(key[:-1]), column=key[-1], pasted=total, sum=sum_
                )
            )
    return found


def _labelled(lines: list[PastedRow], sheet: Sheet) -> list[Key] | None:
    """The rows the labels name, in any order; None if no label is known.

    ValueError if only some are: the others could belong anywhere.
    """
    names: dict[str, Key] = {}
    for row in sheet.rows:
        names.setdefault(row[-1], row)
        names.setdefault(strip_label(sheet.row_label(row)), row)
    found = [names.get(strip_label(line.label)) for line in lines]
    if not any(found):
        return None
    for known, line in zip(found, lines, strict=True):
        if known is None:
            raise ValueError(
                _("“{}”不是这张表的行名，请改好，或只复制数").format(
                    line.label or " ".join(line.cells)
                )
            )
    rows = [row for row in found if row]
    if twice := next((row for row in rows if rows.count(row) > 1), None):
        raise ValueError(_("“{}”有两行").format(sheet.row_label(twice)))
    return rows


def _following(sheet: Sheet, row: Key, lines: list[PastedRow]) -> list[Key]:
    """Row after row from the one the cursor is in, a whole table from its first; computed rows
    only for a whole block.
    """
    rows = list(sheet.rows)
    index = 0 if len(lines) == len(rows) else rows.index(row)
    typed = [r for r in rows if any(sheet.is_input(r, c) for c in sheet.columns)]
    whole = rows[index : index + len(lines)]
    filled = [r for r in typed if rows.index(r) >= index]
    if len(lines) == len(filled) or len(lines) > len(rows) - index:
        whole = filled[: len(lines)]
    if len(whole) < len(lines):
        raise ValueError(
            _("粘贴了 {lines} 行，从这里往下只有 {room} 行").format(
                lines=len(lines), room=len(rows) - index
            )
        )
    return whole
