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
    # bounds from above: by length alone, before anything is built, and by characters
    total = len(text) + len(other)
    if 2 * min(len(text), len(other)) < least * total:
        return 0.0
    shared = min(sum(map(other.__contains__, text)), sum(map(text.__contains__, other)))
    if total and 2.0 * shared / total < least:
        return 0.0
    matcher = SequenceMatcher(None, text, other, autojunk=False)
    if matcher.quick_ratio() < least:
        return 0.0
    ratio = matcher.ratio()
    return ratio if ratio >= least else 0.0


def measure_pairs(text: str, other: str) -> float:
    """Pairs of characters in common over all (Dice), blind to punctuation and spaces."""
    first, second = _pairs(text), _pairs(other)
    if not first or not second:
        return 0.0
    return 2 * len(first & second) / (len(first) + len(second))


@lru_cache(maxsize=4096)
def _pairs(text: str) -> frozenset[str]:
    bare = re.sub(r"\W", "", text)
    return frozenset(bare[i : i + 2] for i in range(len(bare) - 1))
