"""The grid 表格 as a value: cells, cursor, undo, and how it looks. Pure; `grid` feeds it keys."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from gkdraft.base.columns import align_left, align_right, cut_text, display_width, wrap_text
from gkdraft.layout.form import Key
from gkdraft.messages import _
from gkdraft.report.figures import Figures
from gkdraft.report.model import SKIP
from gkdraft.report.printing import print_number
from gkdraft.wizard.table.sheet import Cells, Sheet, compute_balance, compute_totals, find_balances

ScreenLine = list[tuple[str, str]]
"""One line of the screen: (style, text) parts."""

NARROWEST, LOWEST = 60, 14

Mode = Literal["", "typing", "signed", "stopped"]
"""What the next digit does: replace the cell, add to it, be negative, be ignored."""
LONGEST = 12
_LABEL_LEAST = 12


@dataclass(frozen=True)
class EntryGrid:
    """A sheet being filled in; every edit keeps what was there before for undo."""

    sheet: Sheet
    cells: Cells
    prior: Cells
    row: int = 0
    column: int = 0
    begun: int = 0  # the column in which the run of Tabs began
    mode: Mode = ""
    undone: tuple[Cells, ...] = ()
    hint: bool = False
    said: str = ""

    @property
    def inputs(self) -> list[str]:
        return [c for c in self.sheet.columns if any(self.sheet.is_input(r, c) for r in self.rows)]

    @cached_property
    def rows(self) -> list[Key]:
        """The rows a person fills in."""
        return [
            row for row in self.sheet.rows
            if any(self.sheet.is_input(row, name) for name in self.sheet.columns)
        ]  # fmt: skip

    @property
    def key(self) -> Key:
        return (*self.rows[self.row], self.inputs[self.column])

    @cached_property
    def figures(self) -> Figures:
        return compute_totals(self.sheet.form, self.cells)

    @cached_property
    def running(self) -> Figures:
        """Totals so far: what is still empty counts as nothing."""
        open_ = dict.fromkeys((cell.key for cell in self.sheet.form.inputs()), "0")
        return compute_totals(self.sheet.form, {**open_, **self.cells})

    def towards(self, cell: tuple[str | int, ...]) -> "EntryGrid":
        """The cursor at a cell, or at the first cell of the row or group named."""
        for row, key in enumerate(self.rows):
            for column, name in enumerate(self.inputs):
                if cell and (*key, name)[: len(cell)] == cell:
                    return replace(self, row=row, column=column, begun=column)
            if cell and key == cell[:-1]:
                return replace(self, row=row)
        return self

    def taken_up(self) -> "EntryGrid":
        """The cursor at the first cell that is empty, in a table that was begun."""
        for row, key in enumerate(self.rows):
            for column, name in enumerate(self.inputs):
                if (*key, name) not in self.cells:
                    return replace(self, row=row, column=column, begun=column)
        return self

    def moved(self, down: int = 0, over: int = 0) -> "EntryGrid":
        """The cursor elsewhere; at an edge it stays."""
        row = min(max(self.row + down, 0), len(self.rows) - 1)
        column = min(max(self.column + over, 0), len(self.inputs) - 1)
        return replace(self, row=row, column=column, begun=column, mode="", hint=False, said="")

    def tab(self, back: bool = False) -> "EntryGrid":
        """To the next cell of the row, from the last to the next row; Enter will come back."""
        place = self.row * len(self.inputs) + self.column + (-1 if back else 1)
        place = min(max(place, 0), len(self.rows) * len(self.inputs) - 1)
        row, column = divmod(place, len(self.inputs))
        begun = self.begun if row == self.row else 0
        return replace(self, row=row, column=column, begun=begun, mode="", hint=False, said="")

    def enter(self) -> "EntryGrid":
        """Down, to where the run of Tabs began."""
        row = min(self.row + 1, len(self.rows) - 1)
        return replace(self, row=row, column=self.begun, mode="", hint=False, said="")

    def digit(self, char: str) -> "EntryGrid":
        """A digit: replaces what is there, then adds to it."""
        if self.mode == "stopped":
            return self
        if self.mode == "signed":
            return self.stopped(_("件数不能小于 0，这一格没有改"))
        typing = self.mode == "typing"
        old = self.cells.get(self.key, "") if typing else ""
        text = (old + char).lstrip("0") or "0"
        if len(text) > LONGEST:
            return replace(self, said=_("数太大了"))
        return replace(self.put({self.key: text}, keep=typing), mode="typing")

    def stopped(self, said: str) -> "EntryGrid":
        """What was being typed is no count: the cell is as before, and the rest of it ignored."""
        before = self.undo() if self.mode in ("typing", "signed") else self
        return replace(before, mode="stopped", said=said)

    def rubbed(self) -> "EntryGrid":
        """Without the last digit."""
        typing = self.mode == "typing"
        text = self.cells.get(self.key, "")[:-1] if typing else ""
        return replace(self.put({self.key: text}, keep=typing), mode="typing" if text else "")

    def put(self, cells: Cells, keep: bool = False) -> "EntryGrid":
        """Cells with new texts, empty ones cleared; `keep` belongs to the edit before."""
        merged = {key: text for key, text in {**self.cells, **cells}.items() if text}
        undone = self.undone if keep else (*self.undone, self.cells)
        return replace(self, cells=merged, undone=undone, mode="", said="")

    def undo(self) -> "EntryGrid":
        """As before the last edit."""
        if not self.undone:
            return replace(self, said=_("没有可以撤销的了"))
        return replace(self, cells=self.undone[-1], undone=self.undone[:-1], mode="", said="")

    def copied(self) -> "EntryGrid":
        """Last year's figure, on purpose."""
        if self.key not in self.prior:
            return replace(self, said=_("没有读到上年的数，请直接填写"))
        return self.put({self.key: self.prior[self.key]})

    def zeros(self, all_: bool = False) -> "EntryGrid":
        """无: what is still empty in this row, or in the whole table, is zero."""
        rows = self.rows if all_ else [self.rows[self.row]]
        keys = [(*row, name) for row in rows for name in self.inputs]
        return self.put({key: "0" for key in keys if key not in self.cells})

    @property
    def filled(self) -> int:
        return sum(1 for row in self.rows for name in self.inputs if (*row, name) in self.cells)

    @property
    def differences(self) -> Mapping[str, tuple[int | None, bool]]:
        """By column: how far the balance is off, and whether nothing is missing any more."""
        form = self.sheet.form
        found = {}
        for name, equation in find_balances(form).items():
            exact = compute_balance(form, equation, self.figures)
            so_far = compute_balance(form, equation, self.running)
            found[name] = (so_far, False) if exact is None else (exact, True)
        return found


def view_grid(grid: EntryGrid, width: int, height: int) -> list[ScreenLine]:
    """The grid on a screen: header and footer stay, rows scroll around the cursor."""
    if width < NARROWEST or height < LOWEST:
        text = _("窗口太小（{}×{}），请放大到 {}×{} 以上").format(width, height, NARROWEST, LOWEST)
        return [[("", line)] for line in wrap_text(text, max(width, 10))]
    columns = _widths(grid, width)
    label = width - sum(columns.values()) - 1
    header = list(_header(grid, columns, label))
    bottom = [*_balance(grid, columns, label), *_footer(grid, width)]
    room = height - 1 - len(header) - len(bottom)
    body = list(_body(grid, columns, label))
    at = next(i for i, (row, _line) in enumerate(body) if row == grid.rows[grid.row])
    first = min(max(0, at - room // 2), max(0, len(body) - room))
    shown = [line for _row, line in body[first : first + room]]
    part = "" if len(shown) == len(body) else f"{first + 1}-{first + len(shown)}/{len(body)}"
    top = [_title(grid, width, part), *header]
    return [*top, *shown, *([[("", "")]] * (room - len(shown))), *bottom]


def _widths(grid: EntryGrid, width: int) -> dict[str, int]:
    """Columns as wide as their names on two lines need, wider where there is room."""
    least = {name: max(display_width(n) for n in (*_split(name), "000000")) + 1
             for name in grid.sheet.columns}  # fmt: skip
    longest = max(display_width(grid.sheet.row_label(row)) for row in grid.sheet.rows)
    spare = (width - sum(least.values()) - min(longest, 40) - 1) // len(least)
    more = min(max(spare, 0), 4)
    if width - sum(least.values()) < _LABEL_LEAST:
        least = dict.fromkeys(least, 7)
    return {name: columns + more for name, columns in least.items()}


def _split(name: str) -> tuple[str, str]:
    return ("", name) if len(name) <= 4 else (name[:4], name[4:])


def _title(grid: EntryGrid, width: int, part: str) -> ScreenLine:
    whole = len(grid.rows) * len(grid.inputs)
    told = _("已填 {}/{} 格").format(grid.filled, whole)
    name = grid.sheet.form.name + (_("　↑↓ 第 {} 行").format(part) if part else "")
    return [("class:title", f"{align_left(name, width - display_width(told) - 1)}{told}")]


def _header(grid: EntryGrid, columns: Mapping[str, int], label: int) -> Iterator[ScreenLine]:
    for index in (0, 1):
        cells = "".join(align_right(_split(name)[index], columns[name]) for name in columns)
        yield [("class:head", " " * label + cells)]


def _body(
    grid: EntryGrid, columns: Mapping[str, int], label: int
) -> Iterator[tuple[Key | None, ScreenLine]]:
    before: Key = ()
    for row in grid.sheet.rows:
        for head in grid.sheet.heads(row, before):
            yield None, [("class:group", cut_text(head, label + 20))]
        indent = "  " * (len(row) - 1)
        before = row
        line: ScreenLine = [("", align_left(indent + grid.sheet.row_label(row), label))]
        for name, width in columns.items():
            line.append(_cell(grid, row, name, width))
        yield row, line


def _cell(grid: EntryGrid, row: Key, name: str, width: int) -> tuple[str, str]:
    key = (*row, name)
    if not grid.sheet.is_input(row, name):
        path = ".".join((grid.sheet.form.key, *key))
        number = grid.figures.completed.get(path)
        if number is not None:
            return "class:total", align_right(print_number(number), width)
        so_far = grid.running.completed.get(path)
        return "class:empty", align_right(print_number(so_far) if so_far else "", width)
    text = grid.cells.get(key, "·")
    if key == grid.key:
        return "class:cursor", align_right(f"[{text if text != '·' else ' '}]", width)
    return ("class:empty" if text == "·" else ""), align_right(text, width)


def _balance(grid: EntryGrid, columns: Mapping[str, int], label: int) -> Iterator[ScreenLine]:
    differences = grid.differences
    if not differences:
        return
    line: ScreenLine = [("class:head", align_left(_("勾稽差额（应为 0）"), label))]
    for name, width in columns.items():
        off, whole = differences.get(name, (None, False))
        text = f"{off:+d}" if off else "0" if whole else ""
        style = "class:empty" if not whole else "class:wrong" if off else "class:right"
        line.append((style, align_right(text, width)))
    yield line


def _footer(grid: EntryGrid, width: int) -> Iterator[ScreenLine]:
    key = grid.key
    nodes = grid.sheet.form.nodes
    names = [nodes[key[:n]].text for n in range(1, len(key) + 1) if key[:n] in nodes]
    before = grid.prior.get(key)
    told = _("上年：{}").format(before) if before is not None else _("上年：没有读到")
    room = width - display_width(told) - 2
    yield [("class:foot", f"{align_left(' · '.join(names), room)}  {told}")]
    hints = [nodes[key[:n]].hint for n in range(1, len(key) + 1) if key[:n] in nodes]
    hint = "；".join(text for text in hints if text) or _("没有另外的口径")
    if grid.said:
        yield [("class:wrong", cut_text(grid.said, width))]
    elif grid.hint:
        yield [("class:hint", cut_text(_("口径：{}").format(hint), width))]
    else:
        yield [
            (
                "class:keys",
                cut_text(_("n 本行空格填 0 · N 全表空格填 0 · = 同上年 · - 不填 · u 撤销"), width),
            )
        ]
    yield [
        (
            "class:keys",
            cut_text(_("F1 口径 · Tab → · Enter ↓ · 可直接粘贴 · q 完成 · Esc 返回"), width),
        )
    ]


def skip_cell(grid: EntryGrid) -> EntryGrid:
    """The cell left out on purpose; a digit right behind it would make a negative number."""
    if grid.mode == "typing":
        return grid.stopped(_("这里只填整数，这一格没有改"))
    return replace(grid.put({grid.key: SKIP}), mode="signed")
