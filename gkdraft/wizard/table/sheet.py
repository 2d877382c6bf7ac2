"""A form 表样 as a sheet to fill in: its rows and columns, what stands in its cells, what an
edit of some cells changes in the data file. Pure.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from gkdraft.base import scalars
from gkdraft.base.places import DataPath, Plain, spell_path
from gkdraft.base.plain_data import Changes, apply_changes, look_up
from gkdraft.layout.form import Equation, Form, Key
from gkdraft.messages import _
from gkdraft.report.figures import Figures, complete_totals
from gkdraft.report.intake.forms import REST
from gkdraft.report.model import SKIP

Cells = Mapping[Key, str]
"""What stands in the cells a person fills in, as text; cells not filled in are not there."""

FEWEST_COLUMNS, FEWEST_CELLS = 3, 12


@dataclass(frozen=True)
class Saved:
    """What a save came to: what the file holds, what is to be shown, whether it was written,
    what there is to say.
    """

    held: Cells
    shown: Cells
    written: bool = True
    said: str = ""


@dataclass(frozen=True)
class Sheet:
    """A form whose rows all have the same columns."""

    form: Form
    rows: tuple[Key, ...]
    columns: tuple[str, ...]

    def row_label(self, row: Key) -> str:
        node = self.form.nodes.get(row)
        return node.text if node else row[-1]

    def is_input(self, row: Key, column: str) -> bool:
        return (*row, column) not in self.form.computed

    def heads(self, row: Key, before: Key) -> Iterator[str]:
        """Labels of the groups that begin with a row."""
        for depth in range(1, len(row)):
            if row[:depth] != before[:depth]:
                yield self.row_label(row[:depth])


def find_sheet(form: Form) -> Sheet | None:
    """The form as a sheet; None if its rows differ or it is too small to need one."""
    rows: dict[Key, list[str]] = {}
    for cell in form.cells:
        rows.setdefault(cell.key[:-1], []).append(cell.key[-1])
    columns = next(iter(rows.values()))
    alike = all(names == columns for names in rows.values())
    counted = all(cell.kind == "count" for cell in form.cells)
    if not (alike and counted) or len(columns) < FEWEST_COLUMNS:
        return None
    if len(form.inputs()) < FEWEST_CELLS:
        return None
    return Sheet(form, tuple(rows), tuple(columns))


def list_cells(
    form: Form, prefix: str, figures: Figures, skipped: frozenset[tuple[str | int, ...]]
) -> dict[Key, str]:
    """What was read for the cells of a form, as text; 略 where a cell is skipped."""
    above = tuple(prefix.split("."))
    found = {}
    for cell in form.inputs():
        path = (*above, *cell.key)
        number = figures.typed.get(".".join(path))
        if number is not None:
            found[cell.key] = str(number)
        elif any(path[:length] in skipped for length in range(1, len(path) + 1)):
            found[cell.key] = SKIP
    return found


def compute_totals(form: Form, cells: Cells) -> Figures:
    """All figures of the form with its totals, under the keys below the form."""
    figures = Figures()
    for key, text in cells.items():
        if text.isdigit():
            figures.typed[".".join((form.key, *key))] = scalars.read_count(text)
    complete_totals(form, form.key, figures)
    return figures


def compute_balance(form: Form, equation: Equation, figures: Figures) -> int | None:
    """Left side less right side of an equation that computes nothing; None if a term is missing."""
    sides = []
    for side in (equation.left, equation.right):
        found = [figures.exact(".".join((form.key, *key))) for key in side]
        if None in found:
            return None
        sides.append(sum(number for number in found if number is not None))
    return int(sides[0] - sides[1])


def find_balances(form: Form) -> dict[str, Equation]:
    """By column: the equation that is held against what was typed."""
    return {
        equation.left[0][-1]: equation
        for equation in form.equations
        if equation.computes is None and equation.identity.each == "column"
    }


def list_changes(
    form: Form, data: Plain, before: Cells, after: Cells, unread: Iterable[DataPath] = ()
) -> Changes:
    """What to write for cells that were changed; comments and the rest of the form stay.

    ValueError if that would overwrite something that could not be read (`unread`).
    """
    found: dict[tuple[str | int, ...], Plain] = {}
    for row in dict.fromkeys(cell.key[:-1] for cell in form.inputs()):
        cells = [cell.key for cell in form.inputs(row) if cell.key[:-1] == row]
        changed = [key for key in cells if before.get(key) != after.get(key)]
        if changed:
            found.update(_row_changes(form, apply_changes(data, found), row, changed, after))
    for place in unread:
        lost = any(
            place[: len(path)] == path and (place != path or place[1:] not in form.by_key)
            for path in found
        )
        if lost:
            raise ValueError(
                _("数据文件里 {} 写的认不出来，请先在文件里改好（核对结果里有写法）").format(
                    spell_path(place)
                )
            )
    return found


def _row_changes(
    form: Form, data: Plain, row: Key, changed: list[Key], after: Cells
) -> Iterator[tuple[tuple[str | int, ...], Plain]]:
    """The cells themselves, or all below the first key above them that is written as a whole."""
    path: Key = ()
    node = look_up(data, (form.key,))
    for name in (*row, ""):
        if not isinstance(node, dict) or (REST in node and (not name or name not in node)):
            yield (form.key, *path), spell_below(form, path, after)
            return
        if name:
            path = (*path, name)
            node = node.get(name)
    for key in changed:
        yield (form.key, *key), after.get(key)


def spell_below(form: Form, key: Key, cells: Cells) -> Plain:
    """All that stands below a key: 0 if all of it is zero, else what is filled in."""
    if key in form.by_key:
        return cells.get(key)
    inputs = [cells.get(cell.key) for cell in form.inputs(key)]
    if all(text == "0" for text in inputs):
        return "0"
    if not any(inputs):
        return None
    below = {name: spell_below(form, (*key, name), cells) for name in form.children[key]}
    return {name: value for name, value in below.items() if value is not None}
