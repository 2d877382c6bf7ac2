"""A block pasted from Excel, WPS or a web page: rows and numbers, checked before they are placed.

Pure. Excel's line ends arrive as CR CR through a terminal: empty lines are dropped, or rows
would shift without a word.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

from gkdraft import values
from gkdraft.form import Key
from gkdraft.messages import _
from gkdraft.wizard.sheet import Sheet, computed

_LINES = re.compile(r"[\r\n]+")
_GAPS = re.compile(r"\t|\s{2,}|(?<=\d) +(?=[\d-])")
_EMPTY = frozenset(("", "-", "—", "/", "／", "－"))
_BRACKETS = ("\x1b[200~", "\x1b[201~")


@dataclass(frozen=True)
class Pasted:
    """What a pasted block would do: cells to place, totals that do not agree, what is odd."""

    cells: Mapping[Key, str] = field(default_factory=dict)
    rows: tuple[Key, ...] = ()
    remarks: tuple[str, ...] = ()
    refused: str = ""


@dataclass(frozen=True)
class _Line:
    label: str
    numbers: tuple[str, ...]


def read(text: str, sheet: Sheet, start: Key) -> Pasted:
    """Where a pasted block belongs: by its labels, else row by row from a cell."""
    for mark in _BRACKETS:
        text = text.replace(mark, "")
    found = [_line(line) for line in _LINES.split(text) if line.strip()]
    lines = _split([line for line in found if line.numbers], sheet)
    if not lines:
        return Pasted(refused=_("粘贴的内容里没有数"))
    try:
        return _placed(lines, sheet, start)
    except ValueError as error:
        return Pasted(refused=str(error))


def _line(text: str) -> _Line:
    cells = [unicodedata.normalize("NFKC", cell).strip() for cell in _GAPS.split(text.strip(" "))]
    numbers: list[str] = []
    while cells and (_is_number(cells[-1]) or (cells[-1] in _EMPTY and len(cells) > 1)):
        numbers.insert(0, cells.pop())
    label = next((cell for cell in reversed(cells) if cell), "")
    # an empty label column in front of the numbers is no number
    while numbers and numbers[0] in _EMPTY and not label and len(numbers) > 1:
        numbers.pop(0)
    return _Line(label, tuple(numbers) if any(_is_number(n) for n in numbers) else ())


def _split(lines: list[_Line], sheet: Sheet) -> list[_Line]:
    """A table printed as one row of numbers (table four), cut into the rows of the sheet."""
    rows = len(sheet.rows)
    inputs = len(sheet.form.inputs()) // rows
    for width in (len(sheet.columns), inputs):
        if len(lines) == 1 and rows > 1 and len(lines[0].numbers) == rows * width:
            numbers = lines[0].numbers
            parts = (numbers[i * width : (i + 1) * width] for i in range(rows))
            return [_Line("", part) for part in parts]
    return lines


def _is_number(text: str) -> bool:
    try:
        values.count(text)
    except ValueError:
        return False
    return True


def _placed(lines: list[_Line], sheet: Sheet, start: Key) -> Pasted:
    inputs = [name for name in sheet.columns if any(sheet.is_input(r, name) for r in sheet.rows)]
    by_label = _labelled(lines, sheet)
    first = by_label is not None
    row, column = start[:-1], start[-1]
    begin = inputs.index(column) if column in inputs and not first else 0
    rows = by_label if by_label is not None else _following(sheet, row, lines, len(inputs))
    cells: dict[Key, str] = {}
    remarks: list[str] = []
    totals: dict[Key, int] = {}
    for target, line in zip(rows, lines, strict=True):
        numbers = line.numbers
        names = list(sheet.columns) if len(numbers) == len(sheet.columns) else inputs[begin:]
        if len(numbers) > len(names):
            raise ValueError(
                _("“{label}”一行有 {found} 个数，这里最多放 {room} 个").format(
                    label=line.label or sheet.row_label(target), found=len(numbers), room=len(names)
                )
            )
        for name, text in zip(names, numbers, strict=False):
            if text in _EMPTY:
                continue
            key = (*target, name)
            if sheet.is_input(target, name):
                cells[key] = str(values.count(text))
            else:
                totals[key] = values.count(text)
    remarks += _compared(sheet, cells, totals)
    return Pasted(cells, tuple(dict.fromkeys(rows)), tuple(remarks))


def _compared(sheet: Sheet, cells: Mapping[Key, str], totals: Mapping[Key, int]) -> list[str]:
    """Totals that were pasted are compared, never stored."""
    figures = computed(sheet.form, cells)
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


def _labelled(lines: list[_Line], sheet: Sheet) -> list[Key] | None:
    """The rows the labels name, in order; None if not every line has a label that is known."""
    if not all(line.label for line in lines):
        return None
    rows = list(sheet.rows)
    found: list[Key] = []
    position = 0
    for line in lines:
        names = [_bare(sheet.row_label(row)) for row in rows]
        keys = [row[-1] for row in rows]
        match = next(
            (i for i in range(position, len(rows)) if _bare(line.label) in (names[i], keys[i])),
            None,
        )
        if match is None:
            return None
        found.append(rows[match])
        position = match + 1
    return found


def _bare(label: str) -> str:
    """A label without its number, brackets and spaces, cut where an explanation begins."""
    text = unicodedata.normalize("NFKC", label)
    text = re.sub(r"^\s*(\([一二三四五六七八九十]+\)|[一二三四五六七八九十]+、|\d+[.、])", "", text)
    return re.sub(r"[\W_]", "", text.partition("(")[0])


def _following(sheet: Sheet, row: Key, lines: list[_Line], width: int) -> list[Key]:
    """Row after row from the one the cursor is in; computed rows only for a whole block."""
    rows = list(sheet.rows)
    index = rows.index(row)
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
