"""The grid 表格 as a value: cells, cursor, undo. Pure; `screens.table` feeds it keys."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from gkdraft.layout.equations import Equation, Key
from gkdraft.messages import _
from gkdraft.report.figures import Figures
from gkdraft.report.model import SKIP
from gkdraft.rules.equations import weigh_sides
from gkdraft.wizard.table.sheet import Cells, Sheet, total_up

Mode = Literal["", "typing", "signed", "stopped"]
"""What the next digit does: replace the cell, add to it, be negative, be ignored."""
LONGEST = 12


@dataclass(frozen=True)
class Balance:
    """How far an equation of the form is off in a column; whether all of it is filled in."""

    off: int | None
    complete: bool


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
        return self.sheet.input_columns

    @property
    def rows(self) -> list[Key]:
        return self.sheet.input_rows

    @property
    def key(self) -> Key:
        return (*self.rows[self.row], self.inputs[self.column])

    @cached_property
    def figures(self) -> Figures:
        return total_up(self.sheet.form, self.cells)

    @cached_property
    def running(self) -> Figures:
        """Totals so far: what is still empty counts as nothing."""
        return total_up(self.sheet.form, {**self.sheet.zeros, **self.cells})

    def seek(self, cell: tuple[str | int, ...]) -> "EntryGrid":
        """The cursor at a cell, or at the first cell of the row or group named."""
        for place, key in enumerate(self.sheet.input_keys):
            if cell and key[: len(cell)] == cell:
                return self._go_to(place)
        # a total is no cell to type in: its row is
        for row, key in enumerate(self.rows):
            if cell and key == cell[:-1]:
                return replace(self, row=row)
        return self

    def seek_empty(self) -> "EntryGrid":
        """The cursor at the first cell that is empty, in a table that was begun."""
        for place, key in enumerate(self.sheet.input_keys):
            if key not in self.cells:
                return self._go_to(place)
        return self

    def _go_to(self, place: int) -> "EntryGrid":
        row, column = divmod(place, len(self.inputs))
        return replace(self, row=row, column=column, begun=column)

    def move(self, down: int = 0, over: int = 0) -> "EntryGrid":
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

    def type_digit(self, char: str) -> "EntryGrid":
        """A digit: replaces what is there, then adds to it."""
        if self.mode == "stopped":
            return self
        if self.mode == "signed":
            return self.stop_typing(_("件数不能小于 0，这一格没有改"))
        typing = self.mode == "typing"
        text = char
        if typing:
            text = (self.cells.get(self.key, "") + char).lstrip("0") or "0"
        if len(text) > LONGEST:
            return replace(self, said=_("数太大了"))
        return replace(self.put({self.key: text}, keep=typing), mode="typing")

    def stop_typing(self, said: str) -> "EntryGrid":
        """What was being typed is no count: the cell is as before, and the rest of it ignored."""
        before = self
        if self.mode in ("typing", "signed"):
            before = self.undo()
        return replace(before, mode="stopped", said=said)

    def erase_digit(self) -> "EntryGrid":
        """Without the last digit."""
        if self.mode != "typing":
            return self.put({self.key: ""})
        text = self.cells.get(self.key, "")[:-1]
        return replace(self.put({self.key: text}, keep=True), mode="typing" if text else "")

    def put(self, cells: Cells, keep: bool = False) -> "EntryGrid":
        """Cells with new texts, empty ones cleared; `keep` belongs to the edit before."""
        merged = {key: text for key, text in {**self.cells, **cells}.items() if text}
        undone = self.undone
        if not keep:
            undone = (*undone, self.cells)
        return replace(self, cells=merged, undone=undone, mode="", said="")

    def undo(self) -> "EntryGrid":
        """As before the last edit."""
        if not self.undone:
            return replace(self, said=_("没有可以撤销的了"))
        return replace(self, cells=self.undone[-1], undone=self.undone[:-1], mode="", said="")

    def copy_prior(self) -> "EntryGrid":
        """Last year's figure, on purpose."""
        if self.key not in self.prior:
            return replace(self, said=_("没有读到上年的数，请直接填写"))
        return self.put({self.key: self.prior[self.key]})

    def fill_zeros(self, all_: bool = False) -> "EntryGrid":
        """无: what is still empty in this row, or in the whole table, is zero."""
        row = self.rows[self.row]
        keys = [key for key in self.sheet.input_keys if all_ or key[:-1] == row]
        return self.put({key: "0" for key in keys if key not in self.cells})

    def skip_cell(self) -> "EntryGrid":
        """The cell left out on purpose; a digit behind it would make a negative number."""
        if self.mode == "typing":
            return self.stop_typing(_("这里只填整数，这一格没有改"))
        return replace(self.put({self.key: SKIP}), mode="signed")

    def count_filled(self) -> int:
        """How many cells are filled in."""
        return sum(key in self.cells for key in self.sheet.input_keys)

    @cached_property
    def balances(self) -> dict[str, Balance]:
        """By column: the equation that computes nothing, as far as it is filled in."""
        return dict(map(self._weigh, self._list_equations()))

    def _list_equations(self) -> Iterator[Equation]:
        for equation in self.sheet.form.equations:
            if equation.computes is None and equation.identity.each == "column":
                yield equation

    def _weigh(self, equation: Equation) -> tuple[str, Balance]:
        column = equation.left[0][-1]
        form = self.sheet.form
        sides = weigh_sides(form, equation, self.figures)
        so_far = sides or weigh_sides(form, equation, self.running)
        off = None if so_far is None else int(so_far[0] - so_far[1])
        return column, Balance(off, sides is not None)
