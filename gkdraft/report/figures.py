"""Figures 数: every number of a report under its dotted data key, typed or computed.

申请情况.本年新收.总计, 总体情况.主动公开.数据.政策解读数, 其他事项.信息处理费.收取金额 and
上年.申请情况.… live side by side, so that prose, rules and references share one name space.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from gkdraft.base import scalars
from gkdraft.layout.equations import Key
from gkdraft.layout.form import Form

PRIOR = "上年"


@dataclass
class Figures:
    """Typed and completed numbers; `keys` holds, in order, every key that may be referred to.

    `units` are those a person wrote behind a figure (98期), `notes` the 说明 beside one, `names`
    the entries of a list that has no figures.
    """

    typed: dict[str, scalars.Number] = field(default_factory=dict)
    completed: dict[str, scalars.Number] = field(default_factory=dict)
    keys: dict[str, None] = field(default_factory=dict)
    units: dict[str, str] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)
    names: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _levels: dict[int, dict[str, list[str]]] = field(
        default_factory=dict, repr=False, compare=False
    )
    _indexed: int = field(default=0, repr=False, compare=False)  # so many keys are in `_levels`

    def put(self, key: str, number: scalars.Number) -> None:
        """A figure that is typed, under a key that may then be referred to."""
        self.keys[key] = None
        self.typed[key] = self.completed[key] = number

    def get(self, key: str) -> scalars.Number | None:
        """What is printed: totals as computed, everything else as typed; None if missing."""
        return self.completed.get(key)

    def exact(self, key: str) -> int | Decimal | None:
        """What is printed, if it can be reckoned with: neither missing nor rounded."""
        number = self.get(key)
        return number if isinstance(number, int | Decimal) else None

    def claimed(self, key: str) -> scalars.Number | None:
        """What is checked: as typed, a total that was not typed as computed."""
        return self.typed.get(key, self.completed.get(key))

    def matching(self, key: str) -> list[str]:
        """The keys a key with one `*` stands for, in the order of the form."""
        if "*" not in key:
            return [key]
        if len(self.keys) != self._indexed:
            self._indexed, self._levels = len(self.keys), {}
        level = key.split(".").index("*")
        if level not in self._levels:
            self._levels[level] = self._index_level(level)
        return self._levels[level].get(key, [])

    def _index_level(self, level: int) -> dict[str, list[str]]:
        """The keys by what they are with a `*` at one level."""
        found: dict[str, list[str]] = {}
        for name in self.keys:
            parts = name.split(".")
            if level < len(parts):
                parts[level] = "*"
                found.setdefault(".".join(parts), []).append(name)
        return found

    def total(self, key: str) -> scalars.Number | None:
        """The figure, or the sum for a key with `*` or of a group; None if one is missing."""
        # a group, 行政复议.总计 of all kinds, may be named without its rows
        if "*" not in key and key not in self.keys:
            head, _, last = key.rpartition(".")
            key = f"{head}.*.{last}"
        names = self.matching(key)
        if len(names) == 1:
            return self.get(names[0])
        return add_exact(map(self.get, names)) if names else None


def add_exact(numbers: Iterable[scalars.Number | None]) -> int | Decimal | None:
    """The sum; None if a number is missing or cannot be reckoned with, like 4.25万."""
    total: int | Decimal = 0
    for number in numbers:
        if not isinstance(number, int | Decimal):
            return None
        total += number
    return total


def complete_totals(form: Form, prefix: str, figures: Figures) -> None:
    """Totals from their parts; a total whose parts are missing stays as typed."""

    def spell(key: Key) -> str:
        return ".".join((prefix, *key))

    for cell in form.cells:
        name = spell(cell.key)
        if name in figures.typed:
            figures.completed[name] = figures.typed[name]
    definitions = [equation for equation in form.equations if equation.computes]
    # twice: a total of totals may be defined before the totals it adds up
    for equation in (*definitions, *definitions):
        total = add_exact(figures.completed.get(spell(key)) for key in equation.right)
        if total is not None:
            figures.completed[spell(equation.left[0])] = total
