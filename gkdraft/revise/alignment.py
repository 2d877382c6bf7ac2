"""Alignment 对位: which passages of a draft are which of the edited one.

One search from the top down pairs passages in order, one with one, one with several (split),
several with one (merged), by the bookmarks they share and by how alike they are. What is moved is
therefore taken out in one place and put in in another.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

from gkdraft.base.likeness import measure_pairs
from gkdraft.base.patterns import compile_late

Origin = Literal["bookmark", "exact", "fuzzy", "gap"]
"""How a passage was found again."""

# rewritten by half, a paragraph shares about two fifths of its pairs of characters
ALIKE = 0.35
# a sentence less alike than this was written anew, and without bookmarks somebody has to look
SURE = 0.6
# a part of a split paragraph has nearly all its text from the whole
CONTAINED = 0.6
# a whole that was split or merged keeps most of its text
WHOLE = 0.6
# passages that are joined or parted at most
MOST_PARTS = 3
# a shared bookmark counts as much as being nearly the same
ANCHORED = 0.8

_FIGURE = compile_late(r"\d[\d,.]*")


class Passage(NamedTuple):
    """A paragraph or a sentence to be found again: its text, its kind, the bookmarks around it."""

    text: str
    kind: str = ""
    anchors: frozenset[str] = frozenset()


class Pairing(NamedTuple):
    """Passages of the draft and of the edited one that are the same; one side may be empty."""

    base: range
    edited: range
    origin: Origin = "exact"
    likeness: float = 1.0

    @property
    def is_paired(self) -> bool:
        return bool(self.base) and bool(self.edited)


def align_passages(base: Sequence[Passage], edited: Sequence[Passage]) -> list[Pairing]:
    """All passages of both sides, in order."""
    start = _count_equal(base, edited)
    end = _count_equal(base[start:][::-1], edited[start:][::-1])
    left, right = len(base) - end, len(edited) - end
    pairings = [_pair_equal(number, number) for number in range(start)]
    middle = _Search(base[start:left], edited[start:right]).find()
    pairings += _pair_gaps([_shift(pairing, start) for pairing in middle], base, edited)
    pairings += [_pair_equal(left + number, right + number) for number in range(end)]
    return pairings


def _pair_equal(base: int, edited: int) -> Pairing:
    return Pairing(range(base, base + 1), range(edited, edited + 1))


def _shift(pairing: Pairing, by: int) -> Pairing:
    base = range(pairing.base.start + by, pairing.base.stop + by)
    edited = range(pairing.edited.start + by, pairing.edited.stop + by)
    return Pairing(base, edited, pairing.origin, pairing.likeness)


def _count_equal(base: Sequence[Passage], edited: Sequence[Passage]) -> int:
    """How many passages from the top on are the same."""
    count = 0
    for one, other in zip(base, edited, strict=False):
        if one.text != other.text or one.kind != other.kind:
            break
        count += 1
    return count


class _Search:
    """The best pairing, from the end back (dynamic programming)."""

    def __init__(self, base: Sequence[Passage], edited: Sequence[Passage]) -> None:
        self.base, self.edited = base, edited
        self.best: list[list[float]] = []
        self.step: list[list[tuple[int, int]]] = []

    def find(self) -> list[Pairing]:
        """Pairings from the top down."""
        height, width = len(self.base), len(self.edited)
        self.best = [[0.0] * (width + 1) for _ in range(height + 1)]
        self.step = [[(0, 0)] * (width + 1) for _ in range(height + 1)]
        for i in range(height, -1, -1):
            for j in range(width, -1, -1):
                self._choose(i, j)
        return list(self._walk())

    def _choose(self, i: int, j: int) -> None:
        """The best step from here: leave one out on a side, or pair some."""
        if i < len(self.base):
            self._offer(i, j, 1, 0, 0.0)
        if j < len(self.edited):
            self._offer(i, j, 0, 1, 0.0)
        if i == len(self.base) or j == len(self.edited):
            return
        self._offer(i, j, 1, 1, self._weigh_pair(i, j))
        for parts in range(2, MOST_PARTS + 1):
            if j + parts <= len(self.edited):
                worth = _weigh_parts(self.base[i], self.edited[j : j + parts])
                self._offer(i, j, 1, parts, worth)
            if i + parts <= len(self.base):
                worth = _weigh_parts(self.edited[j], self.base[i : i + parts])
                self._offer(i, j, parts, 1, worth)

    def _offer(self, i: int, j: int, down: int, across: int, worth: float) -> None:
        if down and across and not worth:
            return
        total = worth + self.best[i + down][j + across]
        if self.step[i][j] == (0, 0) or total > self.best[i][j]:
            self.best[i][j], self.step[i][j] = total, (down, across)

    def _weigh_pair(self, i: int, j: int) -> float:
        return weigh_pair(self.base[i], self.edited[j])

    def _walk(self) -> Iterator[Pairing]:
        i = j = 0
        while (i, j) != (len(self.base), len(self.edited)):
            down, across = self.step[i][j]
            base, edited = range(i, i + down), range(j, j + across)
            if down and across:
                yield _describe(base, edited, self.base, self.edited)
            else:
                yield Pairing(base, edited, "gap", 0.0)
            i, j = i + down, j + across


def _describe(
    base: range, edited: range, drafts: Sequence[Passage], changed: Sequence[Passage]
) -> Pairing:
    """How a pair was found, and how alike both sides are."""
    ours = "".join(drafts[i].text for i in base)
    theirs = "".join(changed[j].text for j in edited)
    anchors = frozenset[str]().union(*(drafts[i].anchors for i in base))
    likeness = measure_likeness(ours, theirs)
    if any(anchors & changed[j].anchors for j in edited):
        return Pairing(base, edited, "bookmark", likeness)
    return Pairing(base, edited, "exact" if ours == theirs else "fuzzy", likeness)


def weigh_pair(one: Passage, other: Passage) -> float:
    """What it is worth to take two passages for the same; 0 if they are not."""
    if one.kind != other.kind and "table" in (one.kind, other.kind):
        return 0.0
    likeness = measure_likeness(one.text, other.text)
    if one.anchors & other.anchors:
        return ANCHORED + likeness
    if likeness < ALIKE:
        return 0.0
    # a heading that became text, or text a heading, is rarer than a new heading beside it
    return likeness if one.kind == other.kind else likeness / 2


def _weigh_parts(whole: Passage, parts: Sequence[Passage]) -> float:
    """What it is worth to take several passages for the parts of one; 0 if they are not."""
    if any(part.kind != whole.kind for part in parts) or whole.kind == "table":
        return 0.0
    likeness = measure_likeness(whole.text, "".join(part.text for part in parts))
    if likeness < WHOLE:
        return 0.0
    for part in parts:
        if _measure_share(part.text, whole.text) < CONTAINED:
            return 0.0
    anchored = any(part.anchors & whole.anchors for part in parts)
    return likeness + (ANCHORED if anchored else 0.0)


def measure_likeness(text: str, other: str) -> float:
    """How alike two texts are, whatever their figures."""
    if text == other:
        return 1.0
    return measure_pairs(mask_figures(text), mask_figures(other)) * 0.999


def mask_figures(text: str) -> str:
    """A text in which all figures are the same."""
    return _FIGURE.sub("数", text)


@lru_cache(maxsize=4096)
def _list_pairs(text: str) -> frozenset[str]:
    bare = re.sub(r"\W", "", mask_figures(text))
    return frozenset(bare[at : at + 2] for at in range(len(bare) - 1))


def _measure_share(part: str, whole: str) -> float:
    """How much of a part comes from the whole."""
    pairs = _list_pairs(part)
    return len(pairs & _list_pairs(whole)) / len(pairs) if pairs else 0.0


def _pair_gaps(
    pairings: Sequence[Pairing], base: Sequence[Passage], edited: Sequence[Passage]
) -> list[Pairing]:
    """One left over on each side between the same neighbours: most likely written anew."""
    found: list[Pairing] = []
    at = 0
    while at < len(pairings):
        run = [pairings[at]]
        while not run[0].is_paired and at + len(run) < len(pairings):
            if pairings[at + len(run)].is_paired:
                break
            run.append(pairings[at + len(run)])
        at += len(run)
        gone = [one for one in run if not one.edited]
        come = [one for one in run if not one.base]
        if len(gone) == len(come) == 1 and _is_alike_kind(gone[0], come[0], base, edited):
            found.append(Pairing(gone[0].base, come[0].edited, "gap", 0.0))
        else:
            found += run
    return found


def _is_alike_kind(
    gone: Pairing, come: Pairing, base: Sequence[Passage], edited: Sequence[Passage]
) -> bool:
    return base[gone.base.start].kind == edited[come.edited.start].kind
