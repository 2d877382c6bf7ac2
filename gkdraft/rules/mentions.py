"""Mentions 文中数: every figure of the prose with the words around it, found once a paragraph.

Works for a draft, whose runs know their keys, and for a published report alike.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import NamedTuple

from gkdraft.base.patterns import compile_late
from gkdraft.base.places import DataPath, parse_path
from gkdraft.prose.document import Document, Heading, Paragraph, Runs, plain_text
from gkdraft.report.draft import Draft

# a sentence beyond is a paste of something else; 40,000 characters without a stop did not finish
LONGEST = 2000
# words further away say nothing of a figure
REACH = 60
# how far back a paragraph is looked through for what it speaks of
FAR = 600
# characters before a figure by which a message shows where it stands
SHOWN = 16
SHORTEST = 4

_SENTENCE = compile_late("[^。！？!?\n]+[。！？!?]?")
_FIGURE = compile_late(
    r"(?P<about>约|近|超过?|逾|将近|不足|达)?"
    r"(?P<digits>(?<![\d.A-Za-z])\d{1,3}(?:[,，]\d{3})+(?!\d)|(?<![\d.A-Za-z])\d+(?:\.\d+)?)"
    r"(?P<scale>万|亿)?(?P<more>余|多|几)?"
    r"(?P<unit>%|％|个百分点|件次|人次|[^\W\d_])?"
)
_SCALES = {"": 1, "万": 10_000, "亿": 100_000_000}
_DIGITS = "0123456789.,，"
# of a date or a document's number nothing can be reckoned
_NO_COUNT = frozenset("年月日号时点〕)）")
_NO_HEAD = frozenset("第〔")
# 39件 cut in the middle would be another figure
_CUT_FIGURE = compile_late(r"^[\d.,%]+[件条个次份]?")
_BLANKS = compile_late(r"\s+")
_COMMAS = compile_late("[,，]")


@dataclass(frozen=True)
class Sentence:
    """句: its text without blanks, and what the paragraph says before it.

    `keys` are the places in it from which on a figure of the data file stands, with its key.
    """

    text: str
    before: str
    section: int
    keys: Mapping[int, str]

    @cached_property
    def mentions(self) -> tuple["Mention", ...]:
        """Its figures, in order; dates and document numbers are none."""
        return tuple(_find_mentions(self))


class Mention(NamedTuple):
    """文中数: a figure, its unit, and what stands between it and the figure before.

    `is_rounded`: 约350件, 5500余条, 4.25万. `places`: decimals as written. `depth`: in how many
    brackets it stands; what is told in brackets is told of the figure before them.
    """

    number: Decimal
    unit: str
    is_rounded: bool
    places: int
    sentence: Sentence
    start: int
    end: int
    label: str
    depth: int = 0

    @property
    def key(self) -> str:
        """The key it came from, where the program wrote it."""
        return self.sentence.keys.get(self.start, "")

    def look_back(self, reach: int) -> str:
        """The words before it in its sentence, whatever figures and years stand among them."""
        return self.sentence.text[max(0, self.start - reach) : self.start]

    @property
    def half_step(self) -> Decimal:
        """How far a number in 万 or 亿 may be from the exact one: 18.64万 by 50; else 0."""
        scale = _SCALES.get(self.sentence.text[self.start : self.end].strip(_DIGITS)[:1] or "-", 0)
        return Decimal(scale).scaleb(-self.places) / 2

    @property
    def right(self) -> str:
        """What follows it, unit and all."""
        return self.sentence.text[self.end - len(self.unit) : self.end + REACH]

    @property
    def quote(self) -> str:
        """The figure with the words before it, as it stands there."""
        words = self.look_back(SHOWN)
        # from a comma on, where that leaves enough to find the place by
        clause = re.split("[，,、；（]", words)[-1]
        if len(clause) < SHORTEST:
            clause = _CUT_FIGURE.sub("", words)
        return clause + self.sentence.text[self.start : self.end]


@lru_cache(maxsize=4)
def list_sentences(document: Document) -> tuple[Sentence, ...]:
    """Every sentence of the paragraphs, in reading order; a dozen rules go through them."""
    return tuple(_find_sentences(document))


def _find_sentences(document: Document) -> Iterator[Sentence]:
    section = 0
    for block in document.blocks:
        if isinstance(block, Heading) and block.level == 1:
            section += 1
        elif isinstance(block, Paragraph):
            yield from _split_paragraph(block.runs, section)


def join_sentences(first: Sentence, second: Sentence) -> Sentence:
    """Two sentences as one: 共发布615条。其中……."""
    shift = len(first.text)
    keys = {**first.keys, **{place + shift: key for place, key in second.keys.items()}}
    return Sentence(first.text + second.text, first.before, first.section, keys)


def count_overlong(document: Document) -> int:
    """How many sentences are too long to be looked at."""
    count = 0
    for block in document.blocks:
        if isinstance(block, Paragraph):
            sentences = _SENTENCE.finditer(plain_text(block.runs))
            count += sum(len(match[0]) > LONGEST for match in sentences)
    return count


def _split_paragraph(runs: Runs, section: int) -> Iterator[Sentence]:
    text, keys = _squeeze(runs)
    for match in _SENTENCE.finditer(text):
        start, end = match.span()
        if end - start <= LONGEST:
            before = text[max(0, start - FAR) : start]
            own = {place - start: key for place, key in keys if start <= place < end}
            yield Sentence(match[0], before, section, own)


def _squeeze(runs: Runs) -> tuple[str, list[tuple[int, str]]]:
    """The text without blanks, and where each figure with a key begins."""
    parts: list[str] = []
    keys: list[tuple[int, str]] = []
    length = 0
    for run in runs:
        part = _BLANKS.sub("", run.text)
        if run.key:
            keys.append((length, run.key))
        parts.append(part)
        length += len(part)
    return "".join(parts), keys


def list_mentions(sentence: Sentence) -> Sequence[Mention]:
    """The figures of a sentence, found once."""
    return sentence.mentions


def _find_mentions(sentence: Sentence) -> Iterator[Mention]:
    end = depth = 0
    for match in _FIGURE.finditer(sentence.text):
        passed = sentence.text[end : match.start()]
        depth = max(0, depth + sum(map(passed.count, "（(")) - sum(map(passed.count, "）)")))
        if _is_count(match):
            yield _read_mention(match, sentence, passed[-REACH:], depth)
        end = match.end()


def _is_count(match: re.Match[str]) -> bool:
    before = match.string[match.start() - 1 : match.start()]
    return match["unit"] not in _NO_COUNT and before not in _NO_HEAD and len(match["digits"]) < 16


def _read_mention(match: re.Match[str], sentence: Sentence, label: str, depth: int) -> Mention:
    digits = _COMMAS.sub("", match["digits"])
    about = match["about"] not in (None, "达") or match["more"] or match["scale"]
    return Mention(
        Decimal(digits) * _SCALES[match["scale"] or ""],
        match["unit"] or "",
        bool(about),
        len(digits.partition(".")[2]),
        sentence,
        match.start("digits"),
        match.end(),
        label,
        depth,
    )


def locate_mention(draft: Draft, mention: Mention) -> DataPath:
    """The key of a figure: its own, else that of the typed text it stands in, else one beside."""
    if mention.key:
        return parse_path(re.split("[-+/]", mention.key)[0])
    return locate_text(draft, mention.quote) or _find_beside(mention.sentence)


def locate_text(draft: Draft, words: str) -> DataPath:
    """The key of the typed text that holds some words; () if there is none."""
    whole, starts, paths = _join_printed(draft)
    at = whole.find(words)
    return paths[bisect_right(starts, at) - 1] if at >= 0 else ()


@lru_cache(maxsize=4)
def _join_printed(draft: Draft) -> tuple[str, list[int], list[DataPath]]:
    """The printed texts as one, where each begins, and its path."""
    texts: list[str] = []
    starts: list[int] = []
    paths: list[DataPath] = []
    length = 0
    for path, text in draft.printed_texts:
        starts.append(length)
        paths.append(path)
        texts.append(_BLANKS.sub("", text))
        length += len(texts[-1]) + 1
    return "\n".join(texts), starts, paths


def _find_beside(sentence: Sentence) -> DataPath:
    for key in sentence.keys.values():
        path = parse_path(re.split("[-+/]", key)[0])
        if len(path) > 1:
            return path
    return ()
