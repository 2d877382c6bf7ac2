"""Figures from plain data: forms cell by cell, indicators, single numbers."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from gkdraft.base import scalars
from gkdraft.base.patterns import HAN, compile_late
from gkdraft.base.places import DataPath, spell_path, suggest_name
from gkdraft.base.yaml_slips import explain_wide_key
from gkdraft.layout.equations import Key
from gkdraft.layout.form import Form, FormCell
from gkdraft.layout.layout import Indicator
from gkdraft.messages import say
from gkdraft.report.figures import complete_totals
from gkdraft.report.intake.record import Record

REST = "其余"
NUMBER, UNIT, NOTE = "数", "单位", "说明"
"""What may be written of one figure."""

_MEASURED = compile_late(
    r"(?P<number>(?:约|近)?[\d.,]+(?:万|亿)?(?:余|多)?)"
    rf"(?P<unit>{scalars.NO_SCALE}{HAN}{{1,4}})"
)


class FormReader(NamedTuple):
    """One form's figures: a mapping, a list of one row, or 0 for all that is below a key."""

    form: Form
    base: DataPath
    record: Record

    def read(self, data: object) -> None:
        for cell in self.form.cells:
            self.record.figures.keys[self.dotted(cell.key)] = None
        self.node((), data)
        complete_totals(self.form, spell_path(self.base), self.record.figures)

    def path(self, key: Key) -> DataPath:
        return (*self.base, *key)

    def dotted(self, key: Key) -> str:
        return spell_path(self.path(key))

    def node(self, key: Key, data: object) -> None:
        if data is None or self.path(key) in self.record.skipped:
            return
        if key in self.form.by_key:
            self.cell(key, data)
        elif isinstance(data, Mapping):
            self.mapping(key, data)
        elif isinstance(data, tuple):
            self.row(key, data)
        elif told := explain_wide_key(data):
            self.record.fault("GK005", self.path(key), told)
        else:
            self.fill(key, data, self.form.inputs(key), self.path(key))

    def cell(self, key: Key, data: object) -> None:
        read = scalars.READERS[self.form.by_key[key].kind]
        if not isinstance(data, str):
            self.record.fault("GK005", self.path(key), say("这里只填一个数"))
            return
        try:
            self.record.figures.typed[self.dotted(key)] = read(data)
        except ValueError as error:
            self.record.fault("GK004", self.path(key), str(error))

    def mapping(self, key: Key, data: Mapping[str, object]) -> None:
        names = self.form.children[key]
        for name, value in data.items():
            if name in names:
                self.node((*key, name), value)
            elif name != REST:
                self.unknown((*key, name), names, value)
        unlisted = [(*key, name) for name in names if name not in data]
        self.rest(key, data.get(REST), unlisted)

    def rest(self, key: Key, data: object, unlisted: Sequence[Key]) -> None:
        """其余: what the rows or groups are that a mapping does not list."""
        path = (*self.path(key), REST)
        if path in self.record.skipped:
            self.record.skipped.update(map(self.path, unlisted))
        elif data is not None:
            cells: list[FormCell] = []
            for name in unlisted:
                cells += self.form.inputs(name)
            self.fill((*key, REST), data, cells, path)

    def unknown(self, key: Key, names: Iterable[str], value: object) -> None:
        # [1,234, 5] gives 234 as a key without a value where braces are used: {自然人: 1,234}
        if key[-1].isdigit() and value is None:
            hint = say("多半是数字里的逗号把一个数拆成了两个，请去掉逗号（1,234 写成 1234）")
            self.record.fault("GK004", self.path(key), hint)
        else:
            unknown = say("{name}没有这一项", name=self.form.name) + suggest_name(
                key[-1], names, len(self.record.faults)
            )
            self.record.fault("GK002", self.path(key), explain_wide_key(key[-1]) or unknown)

    def row(self, key: Key, data: tuple[object, ...]) -> None:
        """A list of one row: the input cells, or all cells with the computed total last."""
        names = self.form.children[key]
        if not self.form.is_row(key):
            self.record.fault(
                "GK005", self.path(key), say("下面还分{names}，请逐项写", names="、".join(names))
            )
            return
        # [1，2，3] is one text for YAML
        if len(data) == 1 and isinstance(data[0], str) and re.search("[，、]", data[0]):
            self.record.fault("GK005", self.path(key), say("各数之间的逗号要用半角"))
            return
        # the row of totals has no inputs: it may be typed all the same
        inputs = self.form.row_inputs(key) or list(names[:-1])
        order = {len(inputs): inputs, len(names): list(names)}.get(len(data))
        if order is not None:
            self.list_row(key, order, data)
            return
        wanted = say("应为 {count} 个数（{names}）", count=len(inputs), names="、".join(inputs))
        comma = say("；数字里不要写逗号") if len(data) > len(names) else ""
        self.record.fault(
            "GK005",
            self.path(key),
            say("写了 {count} 个数，{wanted}{comma}", count=len(data), wanted=wanted, comma=comma),
        )

    def list_row(self, key: Key, order: Sequence[str], data: Sequence[object]) -> None:
        for index, name in enumerate(order):
            if (*self.path(key), index) in self.record.skipped:
                self.record.skipped.add(self.path((*key, name)))
            elif data[index] is not None:
                self.cell((*key, name), data[index])

    def fill(self, key: Key, data: object, cells: list[FormCell], path: DataPath) -> None:
        """`0` for a row, a group or 其余: the person's own statement that all of it is zero."""
        if is_zero(data):
            for cell in cells:
                self.record.figures.typed.setdefault(self.dotted(cell.key), 0)
            return
        first = next(iter(self.form.children.get(key, ())), "")
        is_row = self.form.is_row(key)
        shape = (
            say("{{{first}: {data}, 其余: 0}}", first=first, data=data)
            if is_row
            else say("“{first}: …”，一行一项", first=first)
        )
        hint = say("；有数的逐项写成 {shape}", shape=shape) if first else ""
        self.record.fault("GK005", path, say("这里只能写 0，表示各项均为零{hint}", hint=hint))


def is_zero(data: object) -> bool:
    """Whether a text is 0, however it is typed."""
    try:
        return isinstance(data, str) and scalars.read_count(data) == 0
    except ValueError:
        return False


def read_indicator(indicator: Indicator, data: object, path: DataPath, record: Record) -> None:
    """Adds one indicator's figures; lists and parts under their own names below its key."""
    key = spell_path(path)
    record.figures.keys.update(dict.fromkeys((key, *(f"{key}.{part}" for part in indicator.parts))))
    if indicator.kind == "text":
        if not isinstance(data, str):
            record.fault("GK005", path, say("这里应写一句话"))
    elif indicator.kind == "derived":
        record.fault("GK005", path, say("这一项由各表推算，不必填，请删去这一行"))
    elif indicator.kind in ("list", "parts"):
        _read_parts(indicator, data, path, record)
    elif data is not None:
        _read_measured(data, path, indicator.kind == "percent", record)


def _read_parts(indicator: Indicator, data: object, path: DataPath, record: Record) -> None:
    if indicator.kind == "list" and _read_names(data, path, record):
        return
    if not isinstance(data, Mapping):
        names = "、".join(indicator.parts) or say("名称: 数，一行一项")
        told = explain_wide_key(data) or say("请分项写（{names}）", names=names)
        record.fault("GK005", path, told)
        return
    for name, value in data.items():
        if name == NOTE and isinstance(value, str):
            record.figures.notes[spell_path(path)] = value
        elif indicator.parts and name not in indicator.parts:
            record.fault(
                "GK002",
                (*path, name),
                say("{key}没有这个分项", key=indicator.key) + record.suggest(name, indicator.parts),
            )
        elif value is not None:
            # a full stop in a name would look like a level of the key
            at = (*path, name.replace(".", "．"))
            _read_measured(value, at, indicator.unit_of(name) == "%", record)


def _read_names(data: object, path: DataPath, record: Record) -> bool:
    """申请内容主题: [征地拆迁, 社会保障]: a list of names without figures."""
    if not isinstance(data, tuple) or not all(isinstance(name, str) for name in data):
        return False
    record.figures.names[spell_path(path)] = tuple(map(str, data))
    return True


def _read_measured(data: object, path: DataPath, is_percent: bool, record: Record) -> None:
    """A figure: 98, 98期 with a unit of its own, or {数: 98, 单位: 期, 说明: 按县分列}."""
    entry: Mapping[str, object] = data if isinstance(data, Mapping) else {NUMBER: data}
    for name in entry:
        if name not in (NUMBER, UNIT, NOTE):
            told = say("数旁边只能写单位和说明") + suggest_name(
                name, (NUMBER, UNIT, NOTE), len(record.faults)
            )
            record.fault("GK002", (*path, name), told)
    number, unit = _part_unit(entry, is_percent)
    figures, key = record.figures, spell_path(path)
    for value, texts in ((unit, figures.units), (entry.get(NOTE), figures.notes)):
        if isinstance(value, str) and value.strip():
            texts[key] = value.strip()
    if number is not None:
        read = scalars.read_percent if is_percent else scalars.read_quantity
        read_number(number, path, record, read)


def _part_unit(entry: Mapping[str, object], is_percent: bool) -> tuple[object, object]:
    """A figure and its own unit, which may be written behind it: 98期."""
    number, unit = entry.get(NUMBER), entry.get(UNIT)
    if is_percent or not isinstance(number, str):
        return number, unit
    bare, behind = split_unit(number)
    return bare, unit or behind


def split_unit(typed: str) -> tuple[str, str]:
    """98期 as 98 and 期; without a unit what was typed, and nothing."""
    plain = typed.strip()
    # most figures have no unit
    measured = None if plain.isdecimal() else _MEASURED.fullmatch(plain)
    return (measured["number"], measured["unit"]) if measured else (typed, "")


def read_number(
    data: object,
    path: DataPath,
    record: Record,
    read: Callable[[str], scalars.Number] = scalars.read_quantity,
) -> None:
    """Adds one number under its path; list items are counted from 1 in the key."""
    if not isinstance(data, str):
        record.fault("GK005", path, say("这里只填一个数"))
        return
    try:
        number = read(data)
    except ValueError as error:
        record.fault("GK004", path, str(error))
        return
    record.figures.put(spell_path(path), number)
