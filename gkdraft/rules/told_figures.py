"""Figures that the first section tells twice: the same again, or another for the same thing."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from gkdraft.base.places import DataPath, parse_path
from gkdraft.layout.spec import Patterns
from gkdraft.messages import say
from gkdraft.prose.document import Document, Paragraph, Run, plain_text
from gkdraft.report.draft import Draft
from gkdraft.report.model import list_printed
from gkdraft.rules.books import Book
from gkdraft.rules.findings import Severity
from gkdraft.rules.registry import Said, Verdict

SHORTEST_NOUN = 4
LONGEST_CLAUSE = 60
MOST = 10
"""Figures told twice that are listed; a report that repeats itself throughout needs no more."""


class RepetitionBook(Book):
    """雷同: the words around a figure that say nothing of what it counts; slips in addresses."""

    file = "repetition.yaml"

    units: tuple[str, ...]
    leading: tuple[str, ...]
    trailing: tuple[str, ...]
    partial: tuple[str, ...]
    addresses: Patterns = ()

    @cached_property
    def figure(self) -> re.Pattern[str]:
        """行政处罚信息300条: a noun of up to 14 characters, a number, a unit."""
        units = "|".join(map(re.escape, sorted(self.units, key=len, reverse=True)))
        return re.compile(
            rf"([\u4e00-\u9fff]{{4,14}})(\d[\d,]{{0,15}}(?:\.\d{{1,6}})?万?)余?({units})"
        )

    @cached_property
    def ends(self) -> re.Pattern[str]:
        """What is taken off a noun before it is compared."""
        heads = "|".join(map(re.escape, sorted(self.leading, key=len, reverse=True)))
        tails = "|".join(map(re.escape, sorted(self.trailing, key=len, reverse=True)))
        return re.compile(f"^(?:{heads})+|(?:{tails})$")

    def name(self, noun: str) -> str:
        return self.ends.sub("", noun)

    def is_partial(self, clause: str) -> bool:
        return any(word in clause for word in self.partial)


@dataclass(frozen=True)
class _Told:
    """A figure of the prose: what it counts, where it came from, and its clause."""

    noun: str
    number: str
    unit: str
    key: str
    clause: str
    sentence: tuple[int, int]  # paragraph, and which of its sentences


def find_same_figures(draft: Draft, document: Document) -> Iterator[Verdict]:
    """What an indicator counts and a person's own text counts again, in the first section."""
    words = RepetitionBook.of(draft)
    figures = list(_list_figures(document, words))
    named: dict[tuple[str, str], _Told] = {}
    for told in figures:
        if told.key.startswith("总体情况.") or not told.key:
            kind = (told.noun, told.unit)
            # the indicator is what the others are held against
            if kind not in named or (told.key and not named[kind].key):
                named[kind] = told
    verdicts = _compare_figures(draft, figures, named, words)
    yield from islice(verdicts, MOST)


def _compare_figures(
    draft: Draft,
    figures: Iterable[_Told],
    named: Mapping[tuple[str, str], _Told],
    words: RepetitionBook,
) -> Iterator[Verdict]:
    for told in figures:
        first = named.get((told.noun, told.unit))
        if first is None or first.sentence == told.sentence:
            continue
        if first.number == told.number and len(told.number) > 1:
            yield _say_again(draft, told if _is_own(told) else first)
        differs = first.number != told.number and first.key and _is_own(told)
        if differs and not words.is_partial(told.clause):
            yield _say_differently(draft, first, told)


def _is_own(told: _Told) -> bool:
    """Whether a person typed it into a text or a task; tables and indicators are the program's."""
    return not told.key or told.key.startswith("要点.")


def _say_again(draft: Draft, told: _Told) -> Verdict:
    message = say(
        "“{noun}{number}{unit}”在第一部分说了两次，请去掉一处",
        noun=told.noun,
        number=told.number,
        unit=told.unit,
    )
    return Said(message, _place(draft, told), Severity.NOTE)


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
    return Said(message, _place(draft, told))


def _place(draft: Draft, told: _Told) -> DataPath:
    """The key of a figure, or of the text that holds its clause."""
    if told.key:
        return parse_path(told.key)
    for path, text in list_printed(draft.report):
        if told.clause in text:
            return path
    return ("总体情况",)


def _list_figures(document: Document, words: RepetitionBook) -> Iterator[_Told]:
    for number, block in enumerate(document.section(1)):
        if not isinstance(block, Paragraph):
            continue
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
