"""Paragraphs 段落: sentences of one aspect flow into few paragraphs of readable length.

Facts → sentences → paragraph. Templates part what belongs to different paragraphs with a blank
line; where a section flows, these are only places between sentences.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import accumulate
from math import ceil

from gkdraft.base.patterns import compile_late
from gkdraft.prose.numbers import BREAK, HEADING, OPEN, PARAGRAPH, RUN_IN, remove_marks

SHORTEST = 35
LONGEST = 60
"""Characters of a sentence that facts are joined to, and of one that takes no more."""

STOCK, YEAR_END = "截至", "截至年末，"
"""How what there is at the end of the year begins; what was done in it is another sentence."""
BELONGING = 50
"""Characters a paragraph may be longer or shorter for what belongs together to stay so."""

_SENTENCE = compile_late("[^。！？]*[。！？]+[”）]*|[^。！？]+$")


def join_facts(sentences: Sequence[str]) -> str:
    """Short sentences as clauses of longer ones: 举办培训4场，632人次参加；开展检查监测6次."""
    joined: list[str] = []
    for sentence in sentences:
        before = joined[-1] if joined else ""
        length = _measure(before)
        fits = length < SHORTEST and length + _measure(sentence) <= LONGEST
        is_alike = before.startswith(STOCK) == sentence.startswith(STOCK)
        if before and fits and is_alike and _is_simple(before) and _is_simple(sentence):
            joined[-1] = f"{before.removesuffix('。')}；{sentence.removeprefix(YEAR_END)}"
        else:
            joined.append(sentence)
    return "".join(joined)


def _is_simple(sentence: str) -> bool:
    """Whether a sentence is one fact with its figure; what a person wrote stands alone."""
    text = remove_marks(sentence)
    return OPEN in sentence and text.endswith("。") and not re.search("[。！？：]", text[:-1])


def join_pieces(text: str, longest: int) -> Iterator[str]:
    """Headings, and between them paragraphs of at most so many characters, as even as they go."""
    for block in re.split(f"({PARAGRAPH}[{HEADING}{RUN_IN}][^{PARAGRAPH}]*)", text):
        if block.startswith((f"{PARAGRAPH}{HEADING}", f"{PARAGRAPH}{RUN_IN}")):
            yield block.removeprefix(PARAGRAPH)
            continue
        for part in block.split(BREAK):
            yield from _part_evenly(list(_list_sentences(part)), longest)


def _list_sentences(text: str) -> Iterator[tuple[str, bool]]:
    """Sentences, and whether a template would part the text before each."""
    for piece in text.split(PARAGRAPH):
        line = "".join(map(str.strip, piece.splitlines()))
        for index, sentence in enumerate(_SENTENCE.findall(line)):
            yield sentence, index == 0


def _part_evenly(sentences: Sequence[tuple[str, bool]], longest: int) -> Iterator[str]:
    """Paragraphs that end near the even places, rather where a template parts as well."""
    positions = list(accumulate((_measure(sentence) for sentence, _ in sentences), initial=0))
    total = positions.pop()
    count = max(1, ceil(total / longest))
    cuts = {_choose_cut(sentences, positions, total * n / count) for n in range(1, count)}
    start = 0
    for end in (*sorted(cuts - {0}), len(sentences)):
        yield "".join(sentence for sentence, _ in sentences[start:end])
        start = end


def _choose_cut(sentences: Sequence[tuple[str, bool]], positions: Sequence[int], aim: float) -> int:
    """The sentence before which a paragraph ends; `positions` are where sentences begin."""
    behind = bisect_left(positions, aim, 1)
    beside = [abs(positions[at] - aim) for at in (behind - 1, behind) if 0 < at < len(positions)]
    reach = min(beside, default=0) + BELONGING  # none further off can be nearer
    best, nearest = 0, float("inf")
    for index in range(bisect_left(positions, aim - reach, 1), len(positions)):
        if positions[index] > aim + reach:
            break
        distance = abs(positions[index] - aim) - (BELONGING if sentences[index][1] else 0)
        if distance < nearest:
            best, nearest = index, distance
    return best


def _measure(text: str) -> int:
    return len(remove_marks(text))
