"""Paragraphs 段落: sentences of one aspect flow into few paragraphs of readable length.

Facts → sentences → paragraph. Templates part what belongs to different paragraphs with a blank
line; where a section flows, these are only places between sentences.
"""

import re
from collections.abc import Iterator, Sequence
from math import ceil

from gkdraft.prose.numbers import BREAK, HEADING, PARAGRAPH, RUN_IN, remove_marks

SHORTEST = 35
LONGEST = 60
"""Characters of a sentence that facts are joined to, and of one that takes no more."""

_SENTENCE = re.compile("[^。！？]*[。！？]+[”）]*|[^。！？]+$")


def join_facts(sentences: Sequence[str]) -> str:
    """Short sentences as clauses of longer ones: 举办培训4场，632人次参加；开展检查监测6次."""
    joined: list[str] = []
    for sentence in sentences:
        before = joined[-1] if joined else ""
        length = _measure(before)
        fits = length < SHORTEST and length + _measure(sentence) <= LONGEST
        if before and fits and _is_simple(before) and _is_simple(sentence):
            joined[-1] = f"{before.removesuffix('。')}；{sentence}"
        else:
            joined.append(sentence)
    return "".join(joined)


def _is_simple(sentence: str) -> bool:
    """Whether a sentence is one thought that may stand behind or before a semicolon."""
    text = remove_marks(sentence)
    return text.endswith("。") and not re.search("[。！？：]", text[:-1])


def join_pieces(text: str, longest: int) -> Iterator[str]:
    """Headings, and between them paragraphs of at most so many characters, as even as they go."""
    for block in re.split(f"({PARAGRAPH}[{HEADING}{RUN_IN}][^{PARAGRAPH}]*)", text):
        if block.startswith((f"{PARAGRAPH}{HEADING}", f"{PARAGRAPH}{RUN_IN}")):
            yield block.removeprefix(PARAGRAPH)
            continue
        for part in block.split(BREAK):
            lines = part.replace(PARAGRAPH, "\n").splitlines()
            yield from _part_evenly("".join(map(str.strip, lines)), longest)


def _part_evenly(text: str, longest: int) -> Iterator[str]:
    count = ceil(_measure(text) / longest)
    if count < 2:
        yield text
        return
    aim = _measure(text) / count
    paragraph = ""
    for sentence in _SENTENCE.findall(text):
        # half of a sentence beyond the aim is nearer to it than none
        if paragraph and _measure(paragraph) + _measure(sentence) / 2 > aim:
            yield paragraph
            paragraph = ""
        paragraph += sentence
    yield paragraph


def _measure(text: str) -> int:
    return len(remove_marks(text))
