"""Figures 数: every number of a report under its dotted data key, typed or computed.

申请情况.本年新收.总计, 总体情况.主动公开.数据.政策解读数, 其他事项.信息处理费.收取金额 and
上年.申请情况.… live side by side, so that prose, rules and references share one name space.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from gkdraft import values
from gkdraft.findings import Path
from gkdraft.layout import Form, Indicator, Key

REST = "其余"
PRIOR = "上年"

Fault = Callable[[str, Path, str], None]
"""Reports a fault of the data file: code, path, message."""


@dataclass
class Figures:
    """Typed and completed numbers; `keys` holds, in order, every key that may be referred to."""

    typed: dict[str, values.Number] = field(default_factory=dict)
    completed: dict[str, values.Number] = field(default_factory=dict)
    keys: dict[str, None] = field(default_factory=dict)

    def get(self, key: str) -> values.Number | None:
        """What is printed: totals as computed, everything else as typed; None if missing."""
        return self.completed.get(key)

    def claimed(self, key: str) -> values.Number | None:
        """What is checked: as typed, a total that was not typed as computed."""
        return self.typed.get(key, self.completed.get(key))

    def matching(self, key: str) -> list[str]:
        """The keys a key with one `*` stands for, in the order of the form."""
        head, star, tail = key.partition("*")
        if not star:
            return [key]
        return [k for k in self.keys if _between(k, head, tail)]

    def total(self, key: str) -> values.Number | None:
        """The figure, or for a key with `*` the sum of all it stands for; None if one is missing."""
        found = [self.get(name) for name in self.matching(key)]
        if len(found) == 1:
            return found[0]
        exact = [number for number in found if isinstance(number, int | Decimal)]
        return sum(exact) if found and len(exact) == len(found) else None


def _between(key: str, head: str, tail: str) -> bool:
    middle = key[len(head) : len(key) - len(tail)]
    return key.startswith(head) and key.endswith(tail) and bool(middle) and "." not in middle


def read_form(
    form: Form, data: object, figures: Figures, skipped: set[Path], fault: Fault, prior: bool = False
) -> None:
    """Adds a form's figures from plain data: a mapping, a list of one row, or 0 for all below."""
    base = (PRIOR, form.key) if prior else (form.key,)
    reader = _FormReader(form, base, figures, skipped, fault)
    figures.keys.update(dict.fromkeys(reader.dotted(cell.key) for cell in form.cells))
    reader.node((), data)
    complete(form, ".".join(base), figures)


def complete(form: Form, prefix: str, figures: Figures) -> None:
    """Totals from their parts; a total whose parts are missing stays as typed."""
    for cell in form.cells:
        name = ".".join((prefix, *cell.key))
        if name in figures.typed:
            figures.completed[name] = figures.typed[name]
    definitions = [equation for equation in form.equations if equation.computes]
    for equation in (*definitions, *definitions):
        parts = [figures.completed.get(".".join((prefix, *key))) for key in equation.right]
        exact = [part for part in parts if isinstance(part, int | Decimal)]
        if len(exact) == len(parts):
            figures.completed[".".join((prefix, *equation.left[0]))] = sum(exact)


@dataclass
class _FormReader:
    form: Form
    base: Path
    figures: Figures
    skipped: set[Path]
    fault: Fault

    def path(self, key: Key) -> Path:
        return (*self.base, *key)

    def dotted(self, key: Key) -> str:
        return ".".join(str(part) for part in self.path(key))

    def node(self, key: Key, data: object) -> None:
        if data is None or self.path(key) in self.skipped:
            return
        if key in self.form.by_key:
            self.cell(key, data)
        elif isinstance(data, Mapping):
            self.mapping(key, data)
        elif isinstance(data, tuple):
            self.row(key, data)
        else:
            self.fill(key, data, self.form.inputs(key), self.path(key))

    def cell(self, key: Key, data: object) -> None:
        read = values.amount if self.form.by_key[key].kind == "amount" else values.count
        if not isinstance(data, str):
            self.fault("GK005", self.path(key), "这里只填一个数")
            return
        try:
            self.figures.typed[self.dotted(key)] = read(data)
        except ValueError as error:
            self.fault("GK004", self.path(key), str(error))

    def mapping(self, key: Key, data: Mapping[str, object]) -> None:
        names = self.form.children[key]
        for name, value in data.items():
            if name in names:
                self.node((*key, name), value)
            elif name != REST:
                self.unknown((*key, name), names, value)
        if data.get(REST) is not None:
            unlisted = [n for n in names if n not in data]
            cells = [cell for name in unlisted for cell in self.form.inputs((*key, name))]
            self.fill((*key, REST), data[REST], cells, (*self.path(key), REST))

    def unknown(self, key: Key, names: Iterable[str], value: object) -> None:
        if key[-1].isdigit() and value is None:
            hint = "多半是数字里的逗号把一个数拆成了两个，请去掉逗号（1,234 写成 1234）"
            self.fault("GK004", self.path(key), hint)
        else:
            self.fault("GK002", self.path(key), f"{self.form.name}没有这一项" + near(key[-1], names))

    def row(self, key: Key, data: tuple[object, ...]) -> None:
        """A list of one row: the input cells, or all cells with the computed total last."""
        names = self.form.children[key]
        if any((*key, name) not in self.form.by_key for name in names):
            self.fault("GK005", self.path(key), f"下面还分{'、'.join(names)}，请逐项写")
            return
        inputs = [name for name in names if (*key, name) not in self.form.computed]
        order = {len(inputs): inputs, len(names): list(names)}.get(len(data))
        if order is None:
            wanted = f"应为 {len(inputs)} 个数（{'、'.join(inputs)}）"
            comma = "；数字里不要写逗号" if len(data) > len(names) else ""
            self.fault("GK005", self.path(key), f"写了 {len(data)} 个数，{wanted}{comma}")
            return
        for index, name in enumerate(order):
            if data[index] is not None:
                self.cell((*key, name), data[index])

    def fill(self, key: Key, data: object, cells: Iterable[object], path: Path) -> None:
        """`0` for a row, a group or 其余: the person's own statement that all of it is zero."""
        try:
            zero = isinstance(data, str) and values.count(data) == 0
        except ValueError:
            zero = False
        if not zero:
            names = "、".join(self.form.children.get(key, ()))
            hint = f"，请逐项写（{names}）" if names else ""
            self.fault("GK005", path, f"这里只能写 0（表示各项均为零）{hint}")
            return
        for cell in self.form.inputs():
            if cell in cells:
                self.figures.typed.setdefault(self.dotted(cell.key), 0)


def read_indicator(
    indicator: Indicator, data: object, path: Path, figures: Figures, fault: Fault
) -> None:
    """Adds one indicator's figures; lists and parts under their own names below its key."""
    key = ".".join(str(part) for part in path)
    figures.keys.update(dict.fromkeys((key, *(f"{key}.{part}" for part in indicator.parts))))
    if indicator.kind == "derived":
        fault("GK005", path, "这一项由各表推算，不必填，请删去这一行")
    elif indicator.kind in ("list", "parts"):
        if not isinstance(data, Mapping):
            names = "、".join(indicator.parts) or "名称: 数，一行一项"
            fault("GK005", path, f"请分项写（{names}）")
            return
        for name, value in data.items():
            if indicator.parts and name not in indicator.parts:
                fault("GK002", (*path, name), f"{indicator.key}没有这个分项" + near(name, indicator.parts))
            elif value is not None:
                read_number(value, (*path, name), figures, fault, values.quantity)
    elif data is not None:
        read = values.percent if indicator.kind == "percent" else values.quantity
        read_number(data, path, figures, fault, read)


def read_number(
    data: object,
    path: Path,
    figures: Figures,
    fault: Fault,
    read: Callable[[str], values.Number],
) -> None:
    """Adds one number under its path; list items are counted from 1 in the key."""
    if not isinstance(data, str):
        fault("GK005", path, "这里只填一个数")
        return
    try:
        number = read(data)
    except ValueError as error:
        fault("GK004", path, str(error))
        return
    key = ".".join(str(part + 1) if isinstance(part, int) else part for part in path)
    figures.keys[key] = None
    figures.typed[key] = figures.completed[key] = number


def near(word: str, names: Iterable[str]) -> str:
    """，是否想写“…”？ for a name that is nearly right, else nothing."""
    from difflib import get_close_matches  # 8 ms that only a wrong key needs to pay

    close = get_close_matches(word, list(names), n=1, cutoff=0.5)
    return f"，是否想写“{close[0]}”？" if close else ""
