"""A form 表样 as a sheet to fill in: its rows and columns, what stands in its cells, what an
edit of some cells changes in the data file. Pure.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import product

from gkdraft.base import scalars
from gkdraft.base.places import DataPath, Plain, spell_path
from gkdraft.base.plain_data import Changes, apply_changes, look_up
from gkdraft.layout.equations import Key
from gkdraft.layout.form import Form
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
    """A form whose rows all have the same columns; `synonyms` are other names of its labels."""

    form: Form
    rows: tuple[Key, ...]
    columns: tuple[str, ...]
    synonyms: Mapping[str, Sequence[str]] = field(default_factory=dict, compare=False)

    @cached_property
    def input_rows(self) -> list[Key]:
        """The rows a person fills in."""
        return list_input_rows(self.form)

    @cached_property
    def zeros(self) -> Cells:
        """Nothing in every cell: what is still empty counts so in running totals."""
        return dict.fromkeys((cell.key for cell in self.form.inputs()), "0")

    @cached_property
    def input_columns(self) -> list[str]:
        """The columns a person fills in."""
        typed = {cell.key[-1] for cell in self.form.inputs()}
        return [name for name in self.columns if name in typed]

    @cached_property
    def input_keys(self) -> list[Key]:
        """The cells the cursor goes through, row by row."""
        return list(map(_join_key, product(self.input_rows, self.input_columns)))

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


def _join_key(place: tuple[Key, str]) -> Key:
    row, column = place
    return (*row, column)


def find_sheet(form: Form, synonyms: Mapping[str, Sequence[str]] | None = None) -> Sheet | None:
    """The form as a sheet; None if its rows differ or it is too small to need one."""
    rows: dict[Key, list[str]] = {}
    for cell in form.cells:
        rows.setdefault(cell.key[:-1], []).append(cell.key[-1])
        if cell.kind != "count":
            return None
    columns = next(iter(rows.values()))
    if any(names != columns for names in rows.values()):
        return None
    if len(columns) < FEWEST_COLUMNS or len(form.inputs()) < FEWEST_CELLS:
        return None
    return Sheet(form, tuple(rows), tuple(columns), synonyms or {})


def list_cells(
    form: Form, prefix: str, figures: Figures, skipped: frozenset[DataPath]
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


def list_input_rows(form: Form) -> list[Key]:
    """The rows in which a person fills something in."""
    return list(dict.fromkeys(cell.key[:-1] for cell in form.inputs()))


def total_up(form: Form, cells: Cells) -> Figures:
    """All figures of the form with its totals, under the keys below the form."""
    figures = Figures()
    for key, text in cells.items():
        if text.isdigit():
            figures.typed[form.spell(key)] = scalars.read_count(text)
    complete_totals(form, form.key, figures)
    return figures


def list_changes(
    form: Form, data: Plain, before: Cells, after: Cells, unread: Iterable[DataPath] = ()
) -> Changes:
    """What to write for cells that were changed; comments and the rest of the form stay.

    ValueError if that would overwrite something that could not be read (`unread`).
    """
    found: dict[DataPath, Plain] = {}
    for row in list_input_rows(form):
        cells = [cell.key for cell in form.inputs(row) if cell.key[:-1] == row]
        changed = [key for key in cells if before.get(key) != after.get(key)]
        if changed:
            found.update(_change_row(form, apply_changes(data, found), row, changed, after))
    for place in unread:
        if any(_is_lost(place, path, form) for path in found):
            raise ValueError(
                _("数据文件里 {} 写的认不出来，请先在文件里改好（核对结果里有写法）").format(
                    spell_path(place)
                )
            )
    return found


def _is_lost(place: DataPath, path: DataPath, form: Form) -> bool:
    """Whether writing at a path overwrites what could not be read at a place; a cell itself may
    be overwritten, a group may not.
    """
    return place[: len(path)] == path and (place != path or place[1:] not in form.by_key)


def _change_row(
    form: Form, data: Plain, row: Key, changed: list[Key], after: Cells
) -> Iterator[tuple[DataPath, Plain]]:
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
    texts = {cells.get(cell.key) for cell in form.inputs(key)}
    if not any(texts):
        return None
    if texts == {"0"}:
        return "0"
    below: dict[str, Plain] = {}
    for name in form.children[key]:
        value = spell_below(form, (*key, name), cells)
        if value is not None:
            below[name] = value
    return below
