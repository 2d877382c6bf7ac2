"""What prose templates may call: figures, gaps, lists, comparisons, people's own sentences."""

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from gkdraft.base.places import parse_path
from gkdraft.base.scalars import spell_numeral
from gkdraft.layout.layout import Indicator
from gkdraft.messages import say
from gkdraft.prose import phrases
from gkdraft.prose.numbers import (
    BREAK,
    HEADING,
    PARAGRAPH,
    RUN_IN,
    Gap,
    Shown,
    remove_marks,
    show_in_wan,
    spell_growth,
    spell_share,
)
from gkdraft.prose.omissions import drop_omissions
from gkdraft.prose.own_words import OwnWords
from gkdraft.prose.paragraphs import join_facts
from gkdraft.prose.task_helpers import TaskVoice, tidy_text
from gkdraft.report.agency import SelfName
from gkdraft.report.figures import PRIOR
from gkdraft.report.model import Problem
from gkdraft.report.printing import print_date

Pair = tuple[str, Shown | Gap]


@dataclass
class Voice(OwnWords):
    """The helpers of one report; their results are text with marks."""

    name: SelfName
    said: set[str] = field(default_factory=set)

    def data(self, aspect: str, indicator: str, label: str = "") -> Shown | Gap:
        """An indicator's figure; it then counts as said. ValueError if there is no such one."""
        self._known(aspect, indicator)
        self.said.add(f"{aspect}.{indicator}")
        return self.n(f"总体情况.{aspect}.数据.{indicator}", label)

    def _known(self, aspect: str, indicator: str) -> None:
        if (aspect, indicator.partition(".")[0]) not in self.draft.layout.indicator_by_key:
            raise ValueError(
                say("指标目录里没有 {aspect}.{indicator}", aspect=aspect, indicator=indicator)
            )

    def before(self, key: str) -> Shown | Gap:
        """Last year's figure under the same key."""
        return self.n(f"{PRIOR}.{key}")

    def gap(self, label: str, key: str = "") -> Gap:
        return Gap(remove_marks(label), key, skipped=bool(key) and self.skipped(key))

    def skipped(self, key: str) -> bool:
        """Whether the person chose to leave this out (略)."""
        return self.draft.is_skipped(parse_path(key))

    def demanded(self, key: str) -> bool:
        """Whether the layout demands that a key be filled in."""
        return key in self.draft.layout.spec.required

    def rows(self, key: str) -> list[Pair]:
        """Name and figure of everything directly below a key; `*` marks the name."""
        head, _, tail = key.partition("*")
        names = [k[len(head) : len(k) - len(tail)] for k in self.draft.figures.matching(key)]
        return [(name, self.n(f"{head}{name}{tail}")) for name in names]

    def indicator_rows(self, aspect: str, indicator: str) -> list[Pair]:
        """A list indicator's names and figures as typed; it then counts as said."""
        self.said.add(f"{aspect}.{indicator}")
        return select_nonzero(self.rows(f"总体情况.{aspect}.数据.{indicator}.*"))

    def facts(self, aspect: str) -> str:
        """The sentences of all indicators of an aspect that no template has said."""
        said = {name.partition(".")[2] for name in self.said if name.startswith(f"{aspect}.")}
        lines = self.draft.layout.phrases.get(aspect, ())
        found = phrases.compose_sentences(
            lines,
            lambda name: self._slot(aspect, name),
            said,
            lambda name: self._note_group(aspect, name),
        )
        found += self._say_unspoken(aspect, lines, said)
        self.said.update(f"{aspect}.{name}" for name in said)
        return join_facts(list(map(self.sentence, found)))

    def _say_unspoken(self, aspect: str, lines: Iterable[str], said: set[str]) -> Iterator[str]:
        """What is given of an aspect and no template or phrase knows: 惠企政策数12件."""
        known = set(said)
        for line in lines:
            known.update(slot.partition(".")[0] for slot in phrases.find_slots(line))
        for indicator in self.draft.layout.indicators:
            if indicator.aspect != aspect or indicator.key in known or indicator.kind == "derived":
                continue
            text = self._say_indicator(indicator, said)
            if text:
                yield text

    def _say_indicator(self, indicator: Indicator, said: set[str]) -> str:
        """An indicator with its figure, where it is given and not 0."""
        key = indicator.key
        if indicator.kind in ("list", "parts"):
            pairs = select_nonzero(self.rows(f"总体情况.{indicator.aspect}.数据.{key}.*"))
            rest = [(name, n) for name, n in pairs if f"{key}.{name}" not in said]
            text = self.listed(rest, indicator.unit)
            return f"{key}：{text}" if text else ""
        value = self._slot(indicator.aspect, key)
        if isinstance(value, Shown):
            note = f"，{value.note}" if value.note else ""
            return f"{key}{value.measured(indicator.unit)}{note}" if value.value else ""
        if isinstance(value, Gap) or not value:
            return ""
        return value

    def _note_group(self, aspect: str, name: str) -> str:
        """What is said of a list or of parts as a whole; of one figure its own note tells."""
        indicator = self.draft.layout.indicator_by_key.get((aspect, name))
        if indicator is None or indicator.kind not in ("list", "parts"):
            return ""
        return self.clause(self.draft.figures.notes.get(f"总体情况.{aspect}.数据.{name}", ""))

    def _slot(self, aspect: str, name: str) -> Shown | Gap | str:
        indicator = self.draft.layout.indicator_by_key.get((aspect, name))
        kind = indicator.kind if indicator else ""
        if indicator and kind == "list":
            return self.list_names(aspect, name, indicator.unit)
        if kind == "text":
            return self.fact_text(aspect, name)
        number = self.n(f"总体情况.{aspect}.数据.{name}")
        if not isinstance(number, Shown):
            return number
        if kind == "percent" and number > 0:
            return replace(number, unit="%")
        key, _, part = name.partition(".")
        known = self.draft.layout.indicator_by_key.get((aspect, key))
        if known is None:
            return number
        return replace(number, usual=known.unit_of(part) if part else known.unit)

    def list_names(self, aspect: str, name: str, unit: str) -> str:
        """网上402件、邮寄96件, or names alone where there are no figures: 征地拆迁、社会保障."""
        key = f"总体情况.{aspect}.数据.{name}"
        names = self.draft.figures.names.get(key, ())
        if names:
            return "、".join(map(self.clause, names))
        return self.listed(self.rows(f"{key}.*"), unit)

    def fact_text(self, aspect: str, name: str) -> str:
        """A text indicator as typed."""
        return self.prose(self.draft.find_text(aspect, name))

    def decisions(self) -> list[Pair]:
        """行政许可决定, 行政处罚决定 … with their figures, as the layout names the kinds."""
        kinds = self.draft.layout.spec.decisions
        return [(f"{kind}决定", self.n(key)) for kind, key in kinds.items()]

    def listed(self, pairs: Iterable[Pair], unit: str, separator: str = "、") -> str:
        """自然人19件、商业企业3件: the non-zero ones in the order given."""
        found = select_nonzero(pairs)
        return separator.join(f"{name}{measured(number, unit)}" for name, number in found)

    def series(self, items: Sequence[str]) -> str:
        """一是…；二是…。 If one item holds a mark as strong, every item ends with a full stop."""
        if len(items) == 1:
            return self.sentence(items[0])
        holds_sentence = any(re.search("[。；]", item.rstrip("。；")) for item in items)
        stop = "。" if holds_sentence else "；"
        marked = []
        for number, item in enumerate(items, 1):
            marked.append(f"{spell_numeral(number)}是{item.rstrip('。；')}")
        return stop.join(marked) + "。"

    def one_of(self, pattern: str, *alternatives: str) -> str:
        """One wording of several: the same for the same body and year, another next year."""
        body = f"{self.draft.report.agency.name}\n{pattern}".encode()
        start = int.from_bytes(hashlib.sha256(body).digest()[:4])
        return alternatives[(start + self.draft.report.year) % len(alternatives)]

    def heading(self, level: int, text: str) -> str:
        """A heading; its number is given by order."""
        return f"{PARAGRAPH}{HEADING}{level}{text}{PARAGRAPH}"

    def run_in(self, level: int, text: str) -> str:
        """A numbered heading that the paragraph goes on after: 1.标题。正文"""
        return f"{PARAGRAPH}{RUN_IN}{level}{self.sentence(text)}"

    def was_said(self, aspect: str, indicator: str) -> bool:
        """Whether an indicator, or one of its parts, has been printed."""
        return any(f"{name}.".startswith(f"{aspect}.{indicator}.") for name in self.said)

    def open_problems(self) -> list[Problem]:
        """This year's problems: all but last year's that are solved; a lone measure counts."""
        return list(filter(_is_open, self.draft.report.problems))

    def each(self, items: Iterable[object], say: Callable[[object], str]) -> list[str]:
        """A macro's text for each item."""
        return [tidy_text(say(item)) for item in items]

    def scope(self) -> dict[str, object]:
        """The names templates see."""
        helpers = (
            self.n, self.data, self.before, self.gap, self.skipped, self.demanded, self.rows,
            self.facts,
            self.indicator_rows, self.fact_text, self.prose, self.sentence, self.clause,
            self.decisions, self.listed, self.series, self.one_of, self.heading, self.run_in,
            self.open_problems, self.remedy, self.was_said,
            self.highlights, self.each, self.opening, self.practice, measured,
        )  # fmt: skip
        named: dict[str, object] = {helper.__name__: helper for helper in helpers}
        pure: dict[str, object] = {
            "growth": spell_growth,
            "share": spell_share,
            "in_wan": show_in_wan,
            "nonzero": select_nonzero,
            "adds_up": adds_up,
            "tidy": tidy_text,
            "blank": is_blank,
            "chinese_numeral": spell_numeral,
            "date_text": print_date,
        }
        return named | pure | TaskVoice(self.draft).scope() | {
            "year": self.n("年度"),
            "report": self.draft.report,
            "layout": self.draft.layout.spec,
            "sections": self.draft.sections,
            "aspects": self.draft.layout.aspects,
            "name": self.name,
        }  # fmt: skip


def select_nonzero(pairs: Iterable[Pair]) -> list[Pair]:
    """The pairs with a figure that is known and not 0."""
    return [(name, number) for name, number in pairs if isinstance(number, Shown) and number.value]


def _is_open(entry: Problem) -> bool:
    if entry.prior:
        return bool(entry.problem) and entry.progress != "已完成"
    return bool(entry.problem or entry.measure)


def adds_up(pairs: Iterable[Pair], whole: Shown | Gap) -> bool:
    """Whether figures are all exact and come to a whole: only then a list divides it."""
    found = [number for _, number in pairs]
    if not all(isinstance(number, Shown) and number.exact for number in (*found, whole)):
        return False
    total: Shown | Gap = found[0]
    for number in found[1:]:
        total += number
    return total == whole


def measured(number: Shown | Gap, unit: str) -> str:
    """A figure with the unit and the 说明 a person wrote, else with this unit."""
    note = f"（{number.note}）" if number.note else ""
    return f"{number.measured(unit)}{note}"


def is_blank(text: str) -> bool:
    """Whether a template's output holds nothing to read."""
    return not re.sub(f"[{PARAGRAPH}{BREAK}]", "", drop_omissions(text)).strip()
