"""Where a figure is written in a data file: into its cell, row or group, however that is typed."""

from collections.abc import Mapping

from gkdraft.base.places import DataPath, Plain, parse_path
from gkdraft.base.plain_data import look_up, put_value
from gkdraft.base.scalars import READERS, read_quantity
from gkdraft.layout.equations import Key
from gkdraft.layout.form import Form
from gkdraft.report.draft import Draft
from gkdraft.report.figures import Figures, complete_totals
from gkdraft.report.intake.forms import NUMBER, REST, is_zero, split_unit
from gkdraft.report.model import SKIP, Fees
from gkdraft.report.printing import print_number

_FEES = "其他事项.信息处理费"

Values = dict[DataPath, Plain]


class FigureWriter:
    """The changes of figures to a data file, one after the other."""

    def __init__(self, draft: Draft, data: Plain) -> None:
        self.draft, self.data = draft, data
        self.values: Values = {}
        self.forms: dict[str, tuple[Form, Key]] = {}
        for form in draft.layout.forms.values():
            for cell in form.cells:
                self.forms[form.spell(cell.key)] = (form, cell.key)

    def is_computed(self, key: str) -> bool:
        """Whether a figure follows from others, so that it is not anybody's to set."""
        found = self.forms.get(key)
        if found is None:
            return False
        form, cell = found
        return cell in form.computed and not self._is_lone(form, cell)

    def _is_lone(self, form: Form, cell: Key) -> bool:
        """Whether a total was typed whose parts are missing, as in an old report."""
        name = form.spell(cell)
        typed, completed = self.draft.figures.typed, self.draft.figures.completed
        parts = form.definitions[cell].right if cell in form.definitions else ()
        lacks = any(form.spell(part) not in completed for part in parts)
        return name in typed and lacks

    def add_up(self, values: Mapping[str, str]) -> dict[str, str]:
        """All totals as the figures give them with these changes."""
        figures = Figures(dict(self.draft.figures.typed))
        for key, text in values.items():
            if key in self.forms and not self.is_computed(key) and self.is_readable(key, text):
                form, cell = self.forms[key]
                figures.typed[key] = READERS[form.by_key[cell].kind](text)
        for form in self.draft.layout.forms.values():
            complete_totals(form, form.key, figures)
        totals: dict[str, str] = {}
        for key in self.forms:
            if self.is_computed(key):
                totals[key] = print_number(figures.get(key))
        return totals

    def is_readable(self, key: str, text: str) -> bool:
        """Whether a text can stand where a figure does."""
        try:
            if key in self.forms:
                form, cell = self.forms[key]
                READERS[form.by_key[cell].kind](text)
            else:
                read_quantity(text)
        except ValueError:
            return False
        return True

    def write(self, key: str, text: str) -> None:
        """Notes that a figure is another one."""
        found = self.forms.get(key)
        if found is None:
            path, value = self._place_single(key, text)
        else:
            form, cell = found
            path, value = self._place_cell((form.key,), cell, text, form, ())
        self.values[path] = value
        self.data = put_value(self.data, path, value)

    def _place_cell(
        self, path: DataPath, rest: Key, text: str, form: Form, key: Key
    ) -> tuple[DataPath, Plain]:
        """Down the form as far as the file goes, then what is lacking in one piece."""
        node = look_up(self.data, path)
        if not rest:
            return path, text
        if isinstance(node, tuple):
            inputs = form.row_inputs(key)
            names = inputs if len(node) == len(inputs) else list(form.children[key])
            return (*path, names.index(rest[0])), text
        if isinstance(node, Mapping):
            if rest[0] in node:
                return self._place_cell((*path, rest[0]), rest[1:], text, form, (*key, rest[0]))
            return (*path, rest[0]), _nest(rest[1:], text, _read_rest(node.get(REST)))
        return path, _nest(rest, text, _read_rest(node))

    def _place_single(self, key: str, text: str) -> tuple[DataPath, Plain]:
        """An indicator, a fee, a figure of a task."""
        path = parse_path(key)
        if key.startswith(f"{_FEES}."):
            return self._place_fee(path, text)
        if look_up(self.data, path) is None:
            path = self._find_pointed(path)
        old = look_up(self.data, path)
        if isinstance(old, Mapping):
            path, old = (*path, NUMBER), old.get(NUMBER)
        return path, _keep_unit(old, text)

    def _place_fee(self, path: DataPath, text: str) -> tuple[DataPath, Plain]:
        said = _read_rest(look_up(self.data, path[:-1]))
        if not said:
            return path, text
        names = [str(field.alias) for field in Fees.model_fields.values()]
        return path[:-1], {**dict.fromkeys(names, said), str(path[-1]): text}

    def _find_pointed(self, path: DataPath) -> DataPath:
        """A name with a full stop in it, which a key has as a full-width one."""
        above = look_up(self.data, path[:-1])
        for name in above if isinstance(above, Mapping) else ():
            if name.replace(".", "．") == path[-1]:
                return (*path[:-1], name)
        return path


def _read_rest(said: Plain) -> str:
    """What a file says of all cells that it does not list: 0, 略, or nothing."""
    if isinstance(said, str) and said.strip() == SKIP:
        return SKIP
    return "0" if is_zero(said) else ""


def _keep_unit(old: Plain, text: str) -> str:
    """A figure with what stood behind the one before: 98期, 93.47%."""
    if not isinstance(old, str) or text.endswith("%"):
        return text
    unit = split_unit(old)[1]
    return f"{text}%" if old.strip().endswith(("%", "％")) else f"{text}{unit}"


def _nest(rest: Key, text: str, said: str) -> Plain:
    """A figure with the keys above it, and what is said of its neighbours."""
    value: Plain = text
    for name in reversed(rest):
        value = {name: value, REST: said} if said else {name: value}
    return value
