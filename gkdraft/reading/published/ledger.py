"""What was read of a published report: figures with their sources, and what was not read."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from gkdraft.base import scalars
from gkdraft.base.patterns import compile_late
from gkdraft.layout.equations import Key
from gkdraft.layout.form import CellKind, Form
from gkdraft.layout.labels import EXACT, FUZZY, INFERRED
from gkdraft.messages import say
from gkdraft.report.printing import print_number

# why a cell was not read that holds nothing, or a mark for nothing
BLANK = "空白"

_NUMBER = compile_late(r"[-−－]?\d+(?:\.\d+)?")
# 1 200 is one number, 5 6 is two
_THOUSANDS = compile_late(r"(?<=\d) (?=\d{3}(?!\d))")
# the mark of a note behind a number: 5①, 5¹, 5[1], 5*
_NOTE_MARK = compile_late(r"(?<=[\d）)])\s*(?:[①-⑳⁰¹²³⁴-⁹]+|[\[〔【]注?\d{1,2}[\]〕】]|[*＊※]+)$")
# 5（含网上3件）, 5（件）, 1204.3（万元）; 5（3） is not clear, 5000（元） has not the form's unit
_REMARK = compile_late(
    r"(?<=[\d零件项宗条个元])[（(](?:万元|[^（）()\d万千亿元][^（）()万千亿元]*)[）)]$"
)
_ZERO = ("零", "〇")
_ORDER = (EXACT, FUZZY, INFERRED)


class Figure(NamedTuple):
    """One figure and where it stood: form, labels of row and column, place, how sure."""

    key: str
    number: scalars.Number
    kind: CellKind
    table: str
    row: str
    column: str
    place: str
    confidence: str
    source: str = ""  # the sentence, for a figure that stands in prose

    @property
    def text(self) -> str:
        """The figure as a data file has it."""
        return print_number(self.number, self.kind)


class Unread(NamedTuple):
    """A cell that was not read, and why; `printed` is a number in it that is no count: 36.5."""

    key: str
    reason: str
    place: str = ""
    printed: str = ""

    @property
    def is_blank(self) -> bool:
        """Whether the cell itself was found, and holds no number."""
        return self.reason.startswith(BLANK)


def choose_weaker(first: str, second: str) -> str:
    """The less sure of two confidences."""
    return max(first, second, key=_ORDER.index)


_COUNTED = ("件", "项", "宗", "个", "条")
_UNITS: Mapping[CellKind, tuple[str, ...]] = {
    "count": _COUNTED, "change": _COUNTED, "amount": ("万元",),
}  # fmt: skip
"""Units that may stand behind a number of a kind; a price keeps its own."""


@lru_cache(maxsize=4096)
def read_cell(text: str, kind: CellKind) -> scalars.Number:
    """A cell's text as a number. ValueError says why it is none."""
    compact = _THOUSANDS.sub("", text).strip()
    for ending in _UNITS.get(kind, ()):
        compact = compact.removesuffix(ending).rstrip()
    return scalars.READERS[kind](compact)


def read_odd_cell(text: str, kind: CellKind) -> scalars.Number:
    """A number with a note on it: 5（含网上3件）, 128436①, 零. ValueError if there is none."""
    compact = _REMARK.sub("", _NOTE_MARK.sub("", text.strip())).strip()
    if kind != "amount" and text.endswith("万元）"):
        raise ValueError(text)
    return 0 if compact in _ZERO else read_cell(_NOTE_MARK.sub("", compact), kind)


def refuse_word(key: str, text: str, place: str) -> Unread:
    """What stands where a number belongs and is none, or none that can be there: 36.5, -2."""
    word = text.strip()[:20]
    return Unread(key, say("“{word}”不是一个数", word=word), place, _keep_number(word))


def _keep_number(word: str) -> str:
    """A number that is no count: 36.5, -2; nothing of other words."""
    return word if _NUMBER.fullmatch(word) else ""


@dataclass
class Ledger:
    """Figures of one form as they come up; two different numbers for one cell cancel out."""

    form: Form
    marks: frozenset[str]
    figures: dict[Key, Figure] = field(default_factory=dict)
    unread: dict[Key, Unread] = field(default_factory=dict)

    def cell(self, key: Key, text: str, place: str, row: str, column: str, confidence: str) -> None:
        """A cell's text: a number, nothing, or something that is no number."""
        kind = self.form.by_key[key].kind
        if not text.strip() or text.strip() in self.marks:
            mark = text.strip()
            shown = say("{BLANK}，印作“{word}”", BLANK=BLANK, word=mark) if mark else BLANK
            self.refuse(key, shown, place)
            return
        try:
            found = read_cell(text, kind)
        except ValueError:
            self._read_odd(key, text, place, row, column, confidence)
            return
        self.put(key, found, place, row, column, confidence)

    def _read_odd(
        self, key: Key, text: str, place: str, row: str, column: str, confidence: str
    ) -> None:
        """A cell with more in it than a number, which is then less sure."""
        try:
            found = read_odd_cell(text, self.form.by_key[key].kind)
        except ValueError:
            if key not in self.figures:
                self.unread.setdefault(key, refuse_word(self.name(key), text, place))
            return
        self.put(key, found, place, row, column, choose_weaker(confidence, FUZZY))

    def put(
        self, key: Key, found: scalars.Number, place: str, row: str, column: str, confidence: str
    ) -> None:
        name = self.name(key)
        kind = self.form.by_key[key].kind
        known = self.figures.get(key)
        if known is not None and known.number != found:
            del self.figures[key]
            self.unread[key] = Unread(
                name,
                say(
                    "读到两个数：{text}（{place}）、{number}",
                    text=known.text,
                    place=known.place,
                    number=print_number(found),
                ),
                place,
            )
        elif known is None and not self._is_contested(key):
            self.unread.pop(key, None)
            self.figures[key] = Figure(
                name, found, kind, self.form.name, row, column, place, confidence
            )

    def withdraw(self, key: Key, reason: str) -> None:
        """Takes back a figure that turns out to be a part of one."""
        figure = self.figures.pop(key, None)
        if figure is not None:
            self.unread[key] = Unread(self.name(key), reason, figure.place)

    def refuse(self, key: Key, reason: str, place: str, printed: str = "") -> None:
        """Notes why a cell was not read, unless it was read elsewhere."""
        if key not in self.figures:
            self.unread.setdefault(key, Unread(self.name(key), reason, place, printed))

    def name(self, key: Key) -> str:
        return self.form.spell(key)

    def _is_contested(self, key: Key) -> bool:
        return key in self.unread and self.unread[key].reason.startswith("读到两个数")


class PublishedSection(NamedTuple):
    """栏目: heading and the paragraphs below it; tables are not among them."""

    heading: str
    role: str
    paragraphs: tuple[str, ...]
    number: int = 0  # 0 for what stands before the first heading


class Published(NamedTuple):
    """年度报告 as published: everything that could be read of it."""

    name: str
    title: str
    year: int
    agency: str
    short: str
    layout: str
    period: str
    contact: Mapping[str, str]
    forms: Mapping[str, Form]
    figures: Mapping[str, Figure]
    unread: tuple[Unread, ...]
    sections: tuple[PublishedSection, ...]
    notes: Mapping[str, str]
    overview: Mapping[str, tuple[str, ...]]  # 总体情况: paragraphs by aspect
    problems: tuple[str, ...]
    measures: tuple[str, ...]
    remarks: tuple[str, ...]
    pairs: tuple[str, ...] = ()  # the measure of each problem, nothing where none is known
    released: datetime.date | None = None  # 发布时间 as the page has it
    strange: tuple[tuple[str, str], ...] = ()  # table, label of a row that no form has
    source: str = ""  # every word of the document, one line each

    @property
    def paired_problems(self) -> list[dict[str, str]]:
        """问题, each with its 改进 where the report tells which that is."""
        found: list[dict[str, str]] = []
        for problem, measure in zip(self.problems, self.pairs, strict=True):
            entry = {"问题": problem}
            if measure:
                entry["改进"] = measure
            found.append(entry)
        return found

    @property
    def website(self) -> dict[str, str]:
        """网站 by the data file's keys, as far as it is printed."""
        names = {"名称": "网站名称", "网址": "网址", "栏目": "网站栏目"}
        return {key: self.contact[name] for key, name in names.items() if name in self.contact}
