"""Likeness 相近: how near two texts are, 0 to 1, in the two ways that are needed.

In order, for texts of which one may be the other with a few characters changed: a label as it is
printed, a sentence of last year. By what they hold, for texts that say the same in another order:
a task in two notices. What is near enough is for those to say who ask.
"""

import re
from difflib import SequenceMatcher
from functools import lru_cache

LONGEST = 3_000
"""Characters that are compared in order: that takes the square of their number."""


def measure_order(text: str, other: str, least: float) -> float:
    """Characters in common, in order, over all (Ratcliff and Obershelp); 0 if less than `least`.

    Texts that no report has in one piece are measured by their pairs.
    """
    if max(len(text), len(other)) > LONGEST:
        pairs = measure_pairs(text, other)
        return pairs if pairs >= least else 0.0
    # bounds from above: by length alone, and by the most that could be in common in order
    whole = len(text) + len(other)
    if 2 * min(len(text), len(other)) < least * whole:
        return 0.0
    if 2 * _count_common(text, other) < least * whole:
        return 0.0
    ratio = SequenceMatcher(None, text, other, autojunk=False).ratio()
    return ratio if ratio >= least else 0.0


def _count_common(text: str, other: str) -> int:
    """Characters of the longest common subsequence, a bit for each of `text` (Hyyrö)."""
    places: dict[str, int] = {}
    for index, character in enumerate(text):
        places[character] = places.get(character, 0) | 1 << index
    everything = (1 << len(text)) - 1
    row = everything
    for character in other:
        held = row & places.get(character, 0)
        row = (row + held | row - held) & everything
    return len(text) - row.bit_count()


def measure_pairs(text: str, other: str) -> float:
    """Pairs of characters in common over all (Dice), blind to punctuation and spaces."""
    first, second = list_pairs(text), list_pairs(other)
    if not first or not second:
        return 0.0
    return 2 * len(first & second) / (len(first) + len(second))


@lru_cache(maxsize=4096)
def list_pairs(text: str) -> frozenset[str]:
    bare = re.sub(r"\W", "", text)
    return frozenset(bare[i : i + 2] for i in range(len(bare) - 1))
