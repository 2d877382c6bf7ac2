"""Figures that are told twice: the same again, or another for the same thing.

Looked at are the first section and the tasks; a problem rests on figures that are told before.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import islice
from typing import NamedTuple

from gkdraft.base.patterns import HAN, compile_late
from gkdraft.base.places import DataPath, parse_path
from gkdraft.messages import say
from gkdraft.prose.document import Document, Paragraph, Run, plain_text
from gkdraft.report.draft import Draft
from gkdraft.rules.books import Book
from gkdraft.rules.findings import Severity
from gkdraft.rules.naming import advise_repeated, name_place
from gkdraft.rules.registry import Said, Verdict

SHORTEST_NOUN = 3
"""Characters from which a noun is of one thing: 座谈会, but not 会议."""
LONGEST_CLAUSE = 60
OPENING: DataPath = ("总体情况", "开头")
MOST = 50
"""Figures told twice that are looked at; a report that repeats itself throughout needs no more."""


class RepetitionBook(Book):
    """雷同: words that say nothing of what a figure counts, or make no other sentence of one."""

    file = "repetition.yaml"

    units: tuple[str, ...]
    leading: tuple[str, ...]
    trailing: tuple[str, ...]
    partial: tuple[str, ...]
    filler: tuple[str, ...] = ()

    @cached_property
    def figure(self) -> re.Pattern[str]:
        """行政处罚信息300条: a noun of up to 20 characters, a number, a unit."""
        units = "|".join(map(re.escape, sorted(self.units, key=len, reverse=True)))
        return compile_late(rf"({HAN}{{3,20}})(\d[\d,]{{0,15}}(?:\.\d{{1,6}})?万?)余?({units})")

    @cached_property
    def ends(self) -> re.Pattern[str]:
        """What is taken off a noun before it is compared."""
        heads = "|".join(map(re.escape, sorted(self.leading, key=len, reverse=True)))
        tails = "|".join(map(re.escape, sorted(self.trailing, key=len, reverse=True)))
        return compile_late(f"^(?:{heads})+|(?:{tails})$")

    @cached_property
    def fillers(self) -> re.Pattern[str]:
        words = "|".join(map(re.escape, sorted(self.filler, key=len, reverse=True)))
        return compile_late(words or "(?!)")

    def strip_filler(self, sentence: str) -> str:
        """A sentence without the words that make it no other one."""
        return self.fillers.sub("", sentence)

    def name(self, noun: str) -> str:
        return self.ends.sub("", noun)

    def find_unit(self, text: str) -> str:
        """The unit a text begins with."""
        return next((unit for unit in self.units if text.startswith(unit)), "")

    def is_partial(self, clause: str) -> bool:
        return any(word in clause for word in self.partial)


class _Told(NamedTuple):
    """A figure of the prose: what it counts, where it came from, and its clause."""

    noun: str
    number: str
    unit: str
    key: str
    clause: str
    sentence: tuple[int, int]  # paragraph, and which of its sentences

    @property
    def quote(self) -> str:
        return f"{self.noun}{self.number}{self.unit}"


def find_same_figures(
    draft: Draft, document: Document, told: Collection[frozenset[DataPath]] = ()
) -> Iterator[Verdict]:
    """What an indicator counts and a person's own text counts again.

    `told` are pairs of places of which it is known that they say the same.
    """
    words = RepetitionBook.of(draft)
    figures = list(_list_figures(document, words))
    named = _index_figures(figures)
    repeated: list[_Told] = []
    for figure in islice(_list_shared(figures, named), MOST):
        first = named[figure.noun, figure.unit]
        if first.number == figure.number:
            repeated.append(figure)
        elif first.key and _is_own(figure) and not words.is_partial(figure.clause):
            yield _say_differently(draft, first, figure)
    for places, figures in _pair_places(draft, repeated, named).items():
        if frozenset(places) not in told:
            yield _say_again(draft, places, figures)


def _index_figures(figures: Iterable[_Told]) -> dict[tuple[str, str], _Told]:
    """What the others are held against: the indicator, else what a text counts first."""
    named: dict[tuple[str, str], _Told] = {}
    for figure in figures:
        if figure.key.startswith("总体情况.") or not figure.key:
            kind = (figure.noun, figure.unit)
            if kind not in named or (figure.key and not named[kind].key):
                named[kind] = figure
    return named


def _list_shared(
    figures: Iterable[_Told], named: Mapping[tuple[str, str], _Told]
) -> Iterator[_Told]:
    """Figures that count what another sentence has counted."""
    for figure in figures:
        first = named.get((figure.noun, figure.unit))
        if first is not None and first.sentence != figure.sentence:
            yield figure


def _is_own(told: _Told) -> bool:
    """Whether a person typed it into a text or a task; tables and indicators are the program's."""
    return not told.key or told.key.startswith("要点.")


def _pair_places(
    draft: Draft, repeated: Iterable[_Told], named: Mapping[tuple[str, str], _Told]
) -> dict[tuple[DataPath, DataPath], list[_Told]]:
    """The figures that are told again, by both places.

    The second is where a person typed them, if one did: there they can be spared.
    """
    pairs: dict[tuple[DataPath, DataPath], list[_Told]] = {}
    for told in repeated:
        first = named[told.noun, told.unit]
        if not _is_own(told):
            first, told = told, first
        pair = _list_places(draft, first)[0], _list_places(draft, told)[-1]
        pairs.setdefault(pair, []).append(told)
    return pairs


def _say_again(draft: Draft, places: tuple[DataPath, DataPath], figures: Sequence[_Told]) -> Said:
    """What two places tell, in one line however many figures it is."""
    first, second = places
    quote: str = say("“{quote}”", quote=figures[0].quote)
    if len(figures) > 1:
        quote = say("“{quote}”等 {count} 个数", quote=figures[0].quote, count=len(figures))
    if draft.published:
        return Said(say("{quote}说了两次，请去掉一处", quote=quote), second, Severity.NOTE)
    place = name_place(draft, second)
    if first == second:
        return Said(say("{quote}在{place}里写了两遍，请去掉一处", quote=quote, place=place), second)
    message = say(
        "{quote}写了两处：{first}、{place}；{advice}",
        quote=quote,
        first=name_place(draft, first),
        place=place,
        advice=advise_repeated(first, second),
    )
    # the opening sums up: what it tells again is told on purpose
    severity = Severity.NOTE if OPENING in places else None
    return Said(message, second, severity, others=(first,))


def _say_differently(draft: Draft, first: _Told, told: _Told) -> Verdict:
    message = say(
        "{noun}这里是 {number}{unit}，指标里是 {other}{unit}（{key}）：同一件事用一个数，"
        "不是一件事的把名称写清楚",
        noun=told.noun,
        number=told.number,
        other=first.number,
        unit=told.unit,
        key=first.key.removeprefix("总体情况."),
    )
    return Said(message, _list_places(draft, told)[0], others=(parse_path(first.key),))


def _list_places(draft: Draft, told: _Told) -> list[DataPath]:
    """The key of a figure or its table, or the keys of the texts that hold its clause."""
    if told.key:
        path = parse_path(told.key)
        return [path[:1] if path[0] in draft.layout.form_by_key else path]
    found = [path for path, text in draft.printed_texts if told.clause in text]
    return found or [("总体情况",)]


def _list_figures(document: Document, words: RepetitionBook) -> Iterator[_Told]:
    for number, block in enumerate(_list_paragraphs(document)):
        text = plain_text(block.runs)
        keys = _KeyFinder(block.runs)
        for match in words.figure.finditer(text):
            noun = words.name(match[1])
            near = max(0, match.start() - LONGEST_CLAUSE)
            start = max(text.rfind(mark, near, match.start()) for mark in "。；，\n") + 1
            if len(noun) >= SHORTEST_NOUN:
                clause = text[max(start, near) : match.end()]
                sentence = (number, text.count("。", 0, match.start()))
                yield _Told(noun, match[2], match[3], keys.find(match.start(2)), clause, sentence)


def _list_paragraphs(document: Document) -> Iterator[Paragraph]:
    """Those of the first section, and those that tell of tasks wherever they stand."""
    first = set(map(id, document.section(1)))
    for block in document.blocks:
        if isinstance(block, Paragraph) and (id(block) in first or block.answers):
            yield block


class _KeyFinder:
    """The data key of the run at a position; positions are asked for in order."""

    def __init__(self, runs: tuple[Run, ...]) -> None:
        self.runs = iter(runs)
        self.end = 0
        self.key = ""

    def find(self, position: int) -> str:
        while self.end <= position:
            run = next(self.runs, None)
            if run is None:
                return ""
            self.end += len(run.text)
            self.key = run.key
        return self.key
