"""Portions 分项: what each office gave so far and gives now, kept beside the report's figures."""

import datetime
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal, InvalidOperation

from gkdraft.base.places import DataPath, Plain
from gkdraft.base.plain_data import Changes, look_up, put_value
from gkdraft.gathering.returns import Returned
from gkdraft.gathering.workbooks import Desk
from gkdraft.layout.equations import Key
from gkdraft.layout.form import Form
from gkdraft.report.figures import add_exact
from gkdraft.report.intake.forms import REST
from gkdraft.report.model_gathering import CONTRIBUTIONS
from gkdraft.wizard.table import sheet

FEWEST_ZEROS = 2
"""From so many on they are one 其余."""


class Portions:
    """The 数据 of every office's 分项来源; `changes` are those that what is handed in makes."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        held = look_up(desk.paper.session.data, (CONTRIBUTIONS,))
        entries = held if isinstance(held, tuple) else ()
        told = [str(look_up(entry, ("单位",)) or "") for entry in entries]
        self.offices = list(map(desk.roster.find, told))
        self.data = {
            name: look_up(entry, ("数据",))
            for name, entry in zip(self.offices, entries, strict=True)
        }
        self.changes: dict[DataPath, Plain] = {}
        self.sources = {
            name: str(look_up(entry, ("来源",)) or "")
            for name, entry in zip(self.offices, entries, strict=True)
        }
        self.unsure: dict[tuple[str, DataPath], str] = {}
        self._cells: dict[tuple[str, str], dict[Key, str]] = {}

    def take(self, returns: Sequence[Returned], today: datetime.date) -> Changes:
        """What is handed in now; the changes of the data file that keep it."""
        for one in returns:
            for path, answer in one.answers.items():
                if answer.unsure and isinstance(answer.value, str):
                    self.unsure[one.office, path] = answer.value
            before = self.data.get(one.office)
            after = self._merge(before, one)
            self.data[one.office] = after
            is_known = one.office in self.offices
            # what the body fills in itself is the report, no part of it
            is_own = one.office == self.desk.roster.own and not is_known
            if is_own or (after == before and is_known):
                continue
            source = one.name
            if not is_known:
                self.offices.append(one.office)
            elif before and one.name not in self.sources[one.office].split("、"):
                source = f"{self.sources[one.office]}、{one.name}"  # what it left out is the old
            self.changes[CONTRIBUTIONS, self.offices.index(one.office)] = {
                "单位": one.office,
                "来源": source,
                "收到": today.isoformat(),
                "数据": after,
            }
        self._cells.clear()
        return self.changes

    def _merge(self, before: Plain, one: Returned) -> Plain:
        """What an office gave so far with what it gives now: figures only, table by table."""
        found = before
        for form in self.desk.paper.session.book.layout.forms.values():
            cells = {**self._list_cells(before, form), **list_given(one, form)}
            if cells:
                told = _shorten(form, (), sheet.spell_below(form, (), cells))
                found = put_value(found, (form.key,), told)
        for path, answer in one.answers.items():
            question = self.desk.questions.get(path)
            if question and question.form is None and question.is_number:
                found = put_value(found, path, answer.value)
        return found

    def _list_cells(self, data: Plain, form: Form) -> dict[Key, str]:
        """The cells of a form in the 数据 of an office."""
        told = look_up(data, (form.key,))
        if told is None:
            return {}
        alone: Plain = {"年度": str(self.desk.paper.year), form.key: told}
        return replace(self.desk.paper.session.contents, data=alone).list_cells(form)

    def find(self, office: str, path: DataPath) -> str:
        """What an office gave for a place; nothing where it gave nothing."""
        if (office, path) in self.unsure:
            return self.unsure[office, path]
        form = self.desk.paper.session.book.layout.form_by_key.get(str(path[0]))
        if form is None:
            found = look_up(self.data.get(office), path)
            return found if isinstance(found, str) else ""
        return self.list_cells(office, form).get(tuple(map(str, path[1:])), "")

    def list_cells(self, office: str, form: Form) -> dict[Key, str]:
        """All that an office gave for a table."""
        key = office, form.key
        if key not in self._cells:
            self._cells[key] = self._list_cells(self.data.get(office), form)
        return self._cells[key]

    def add_up(self, path: DataPath, offices: Sequence[str]) -> str:
        """The sum of what offices gave; nothing while one of them gave none."""
        texts = [self.find(office, path) for office in offices]
        if len(texts) == 1 or not all(texts):
            return texts[0] if len(texts) == 1 else ""
        total = add_exact(map(read_exact, texts))
        return "" if total is None else str(total)


def list_given(one: Returned, form: Form) -> dict[Key, str]:
    """The cells of a form that a file fills in, and no doubt about which they are."""
    found: dict[Key, str] = {}
    for path, answer in one.answers.items():
        if path[0] == form.key and not answer.unsure:
            found[tuple(map(str, path[1:]))] = str(answer.value)
    return found


def _shorten(form: Form, key: Key, data: Plain) -> Plain:
    """A part of a form in fewer words: {自然人: 22, 其余: 0}, where nothing of it is missing."""
    if not isinstance(data, dict):
        return data
    below = {name: _shorten(form, (*key, name), value) for name, value in data.items()}
    kept = {name: value for name, value in below.items() if value != "0"}
    is_whole = all(name in below for name in form.children[key] if form.inputs((*key, name)))
    if not is_whole or len(below) - len(kept) < FEWEST_ZEROS:
        return below
    return {**kept, REST: "0"}


def read_exact(text: str) -> int | Decimal | None:
    """A text as a number that can be reckoned with."""
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    if not number.is_finite():
        return None
    return int(number) if text.lstrip("-").isdigit() else number
