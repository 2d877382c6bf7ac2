"""Numbers and gaps in prose: text that remembers where it came from.

A number is printed between private-use marks, so that its data key survives Jinja's joins
and filters and reaches the document tree. Text typed by people may not hold such marks.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from gkdraft.base.patterns import compile_late
from gkdraft.base.places import parse_path
from gkdraft.base.scalars import Number, Rounded
from gkdraft.prose.document import Run, Runs
from gkdraft.report.draft import Draft
from gkdraft.report.growth import Change, compute_change
from gkdraft.report.printing import print_number, print_percent, print_two_places

OPEN, SEPARATOR, CLOSE, GAP, HEADING, PARAGRAPH = "\ue000\ue001\ue002\ue003\ue004\ue005"
ABOUT, RUN_IN, OMITTED, BREAK = "\ue006\ue007\ue008\ue009"
# PARAGRAPH parts what a template writes, BREAK what a person parted
PLUS, MINUS, APART, SHARE, GROWTH, TIMES, WAN = " + ", " - ", " 差 ", " 占 ", " 比 ", " 倍 ", " 万"
"""How the key of a derived figure is spelt; prose/expressions.py says what each means."""
CLAIM = " = "

_MARKED = compile_late(f"([{OPEN}{GAP}])([^{SEPARATOR}]*){SEPARATOR}([^{CLOSE}]*){CLOSE}")
_ABOUT = compile_late(f"{ABOUT}([^{CLOSE}]*){CLOSE}")


@dataclass(frozen=True, eq=False)
class Shown:
    """A figure in prose: compares like its value, prints its text, remembers its key."""

    value: int | Decimal
    key: str
    text: str
    exact: bool = True
    known: bool = True
    unit: str = ""  # the person's own: 98期
    usual: str = ""  # the catalogue's, which a phrase has right behind the figure
    note: str = ""  # 说明: what the person says of it

    def __str__(self) -> str:
        return f"{OPEN}{self.key}{SEPARATOR}{self.text}{CLOSE}"

    def measured(self, unit: str) -> str:
        """The figure with its own unit, else with the one given."""
        return f"{self}{self.unit or unit}"

    def __add__(self, other: "Shown | Gap") -> "Shown | Gap":
        if isinstance(other, Gap):
            return other
        return show_number(self.value + other.value, f"{self.key}{PLUS}{other.key}")

    def __sub__(self, other: "Shown | Gap") -> "Shown | Gap":
        if isinstance(other, Gap):
            return other
        # A - (B + C) is A - B - C
        taken = MINUS.join(part.replace(MINUS, PLUS) for part in other.key.split(PLUS))
        return show_number(self.value - other.value, f"{self.key}{MINUS}{taken}")

    def __eq__(self, other: object) -> bool:
        return self.value == _read_value(other)

    def __hash__(self) -> int:
        return hash(self.value)

    def __lt__(self, other: object) -> bool:
        value = _read_value(other)
        return value is not None and self.value < value

    def __gt__(self, other: object) -> bool:
        value = _read_value(other)
        return value is not None and self.value > value

    def __le__(self, other: object) -> bool:
        return not self > other and _read_value(other) is not None

    def __ge__(self, other: object) -> bool:
        return not self < other and _read_value(other) is not None


def _read_value(other: object) -> int | Decimal | None:
    if isinstance(other, Shown):
        return other.value
    if isinstance(other, int | Decimal):
        return other
    return None


@dataclass(frozen=True, eq=False)
class Gap:
    """待补充: a missing figure or fact. It is not 0, nor more or less than anything."""

    label: str
    key: str = ""
    known: bool = False
    skipped: bool = False  # 略: nobody will fill it in
    note: str = ""

    def __str__(self) -> str:
        if self.skipped:
            return OMITTED
        return f"{GAP}{self.key}{SEPARATOR}【待补充：{self.label}】{CLOSE}"

    def measured(self, unit: str) -> str:
        """The gap with a unit."""
        return f"{self}{unit}"

    def __add__(self, _other: object) -> "Gap":
        return self

    __sub__ = __add__

    def __lt__(self, _other: object) -> bool:
        return False

    __gt__ = __le__ = __ge__ = __lt__


def show_number(number: Number, key: str) -> Shown:
    """A figure as it stands in prose."""
    if isinstance(number, Rounded):
        return Shown(number.value, key, number.text, exact=False)
    return Shown(number, key, print_number(number))


def find_figure(draft: Draft, key: str, label: str = "") -> Shown | Gap:
    """The figure under a key (`*` sums a group); a gap with that label if it is missing."""
    number = draft.figures.total(key)
    if number is None:
        skipped = draft.is_skipped(parse_path(key))
        return Gap(label or key.rpartition(".")[2], key, skipped=skipped)
    shown = show_number(number, key)
    units, notes = draft.figures.units, draft.figures.notes
    if key in units or key in notes:
        return replace(shown, unit=units.get(key, ""), note=notes.get(key, ""))
    return shown


def show_in_wan(number: Shown | Gap) -> Shown | Gap:
    """186412 as 18.64万: allowed for published items, visits and copies from 100000 up."""
    if isinstance(number, Gap) or not number.exact:
        return number
    return Shown(
        number.value,
        f"{number.key}{WAN}",
        f"{print_two_places(Decimal(number.value) / 10000)}万",
        exact=False,
    )


def spell_share(part: Shown | Gap, whole: Shown | Gap) -> str:
    """占比: two decimals, rounded half up, 100% without; nothing if it cannot be computed."""
    if isinstance(part, Gap) or isinstance(whole, Gap) or not whole.value:
        return ""
    percent = Decimal(part.value) * 100 / Decimal(whole.value)
    return mark_derived(print_percent(percent), f"{part.key}{SHARE}{whole.key}")


def spell_growth(now: Shown | Gap, before: Shown | Gap, unit: str, none: str = "") -> str:
    """The clause on last year; `none` is said when last year's figure was 0 and this one is not."""
    if isinstance(now, Gap) or isinstance(before, Gap) or now.value == before.value == 0:
        return ""
    told = compute_change(now.value, before.value)
    if told.kind == "持平":
        return "与上年持平"
    if told.kind == "上年无":
        return none
    if told.kind == "本年无":
        return f"上年为{before}{unit}"
    return _spell_difference(now, before, told, unit)


def _spell_difference(now: Shown, before: Shown, told: Change, unit: str) -> str:
    """较上年增加12件，增长8.00%; of rounded figures the percentage only."""
    verb = "增长" if told.kind == "增加" else "下降"
    percent = show_growth(now, before)
    if not (now.exact and before.exact):
        return f"较上年{verb}{percent}" if percent else ""
    difference = f"较上年{told.kind}{show_distance(now, before)}{unit}"
    if not told.percent:
        return difference
    if told.times:
        return f"{difference}，为上年的{show_growth(now, before, TIMES)}倍"
    return f"{difference}，{verb}{percent}"


def show_distance(one: Shown, other: Shown) -> Shown:
    """How far two figures are apart."""
    difference = compute_change(one.value, other.value).difference
    return show_number(max(difference, -difference), f"{one.key}{APART}{other.key}")


def show_growth(now: Shown, before: Shown, operator: str = GROWTH) -> str:
    """The percentage of the change, or how many times last year's it is; nothing if neither."""
    told = compute_change(now.value, before.value)
    text = told.times if operator == TIMES else told.percent
    return mark_derived(text, f"{now.key}{operator}{before.key}") if text else ""


def mark_derived(text: str, key: str) -> str:
    """A text that is printed for a figure."""
    return f"{OPEN}{key}{SEPARATOR}{text}{CLOSE}"


def split_runs(text: str) -> Runs:
    """Marked text as runs."""
    return tuple(_find_runs(_ABOUT.sub("", text)))


def _find_runs(text: str) -> Iterator[Run]:
    position = 0
    for match in _MARKED.finditer(text):
        if match.start() > position:
            yield Run(text[position : match.start()])
        yield Run(match[3], match[2], gap=match[1] == GAP)
        position = match.end()
    if position < len(text):
        yield Run(text[position:])


def mark_answer(key: str) -> str:
    """A mark without text: the paragraph it stands in answers what stands under this key."""
    return f"{ABOUT}{key}{CLOSE}"


def find_answers(text: str) -> tuple[str, ...]:
    """The keys a marked text says that it answers."""
    return tuple(_ABOUT.findall(text))


def remove_marks(text: str) -> str:
    """Marked text as a person reads it."""
    return _MARKED.sub(lambda match: match[3], _ABOUT.sub("", text))
