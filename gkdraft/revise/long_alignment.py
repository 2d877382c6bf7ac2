"""Alignment of long texts: between the passages that stand once in both, each stretch of its own.

The search for the best pairing weighs every passage with every other; a text longer than a report
would take minutes, and one made to keep a machine busy, hours.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence

from gkdraft.revise.alignment import Pairing, Passage, align_passages

# pairs of passages that are weighed, about three seconds' worth
MOST_PAIRS = 30_000

Place = tuple[int, int]
"""Where a passage stands in both."""


def align_long(base: Sequence[Passage], edited: Sequence[Passage]) -> list[Pairing]:
    """All passages of both sides, in order; what is too much to be weighed is left unpaired."""
    if len(base) * len(edited) <= MOST_PAIRS:
        return align_passages(base, edited)
    found: list[Pairing] = []
    start = (0, 0)
    for place in (*_find_ordered(_list_common(base, edited)), (len(base), len(edited))):
        found += _align_stretch(base, edited, start, place)
        if place != (len(base), len(edited)):
            found.append(Pairing(range(place[0], place[0] + 1), range(place[1], place[1] + 1)))
        start = (place[0] + 1, place[1] + 1)
    return found


def _list_common(base: Sequence[Passage], edited: Sequence[Passage]) -> Iterator[Place]:
    """The passages that stand once on each side, in the order of the base."""
    ours = Counter(passage.text for passage in base)
    theirs = Counter(passage.text for passage in edited)
    places = {passage.text: at for at, passage in enumerate(edited)}
    for at, passage in enumerate(base):
        if ours[passage.text] == theirs[passage.text] == 1:
            yield at, places[passage.text]


def _find_ordered(places: Iterator[Place]) -> list[Place]:
    """The most of them that stand in the same order on both sides."""
    ends: list[int] = []
    chains: list[Place] = []
    ranks: list[int] = []
    for place in places:
        rank = bisect_left(ends, place[1])
        ends[rank : rank + 1] = [place[1]]
        chains.append(place)
        ranks.append(rank)
    found: list[Place] = []
    wanted = len(ends) - 1
    for place, rank in zip(reversed(chains), reversed(ranks), strict=True):
        if rank == wanted and (not found or place[1] < found[-1][1]):
            found.append(place)
            wanted -= 1
    return found[::-1]


def _align_stretch(
    base: Sequence[Passage], edited: Sequence[Passage], start: Place, end: Place
) -> Iterator[Pairing]:
    ours, theirs = range(start[0], end[0]), range(start[1], end[1])
    if len(ours) * len(theirs) > MOST_PAIRS:
        yield from (Pairing(range(at, at + 1), range(theirs.start, theirs.start)) for at in ours)
        yield from (Pairing(range(ours.stop, ours.stop), range(at, at + 1)) for at in theirs)
        return
    stretch = align_passages(base[ours.start : ours.stop], edited[theirs.start : theirs.stop])
    for pairing in stretch:
        down = range(pairing.base.start + ours.start, pairing.base.stop + ours.start)
        across = range(pairing.edited.start + theirs.start, pairing.edited.stop + theirs.start)
        yield Pairing(down, across, pairing.origin, pairing.likeness)
