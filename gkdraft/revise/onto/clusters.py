"""Clusters 三方对位: passages of the last build, of the edited document and of the data now."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gkdraft.revise.alignment import Pairing


@dataclass(frozen=True, slots=True)
class Cluster:
    """Passages of all three that are the same; without `base` they were put in at this place."""

    base: range
    edited: range
    now: range


def join_pairings(edited: Sequence[Pairing], now: Sequence[Pairing]) -> Iterator[Cluster]:
    """The clusters in order, of two alignments of the same base."""
    left, right = _Side(_order(edited)), _Side(_order(now))
    at = 0
    while not (left.is_done and right.is_done):
        theirs, ours = left.take_inserted(at), right.take_inserted(at)
        if theirs or ours:
            yield Cluster(range(at, at), theirs, ours)
        if left.is_done and right.is_done:
            return
        end = at + 1
        # what either side joins is one cluster
        while max(left.find_end(end), right.find_end(end)) > end:
            end = max(left.find_end(end), right.find_end(end))
        yield Cluster(range(at, end), left.take_until(end), right.take_until(end))
        at = end


def _order(pairings: Sequence[Pairing]) -> Sequence[Pairing]:
    """What is put in beside what is left out stands before it, so that both sides agree."""
    ordered: list[Pairing] = []
    for one in pairings:
        at = len(ordered)
        while not one.base and at and not ordered[at - 1].edited:
            at -= 1
            one = one._replace(base=range(ordered[at].base.start, ordered[at].base.start))
        ordered.insert(at, one)
    return ordered


class _Side:
    """One alignment, taken from the top down."""

    def __init__(self, pairings: Sequence[Pairing]) -> None:
        self.pairings = pairings
        self.at = self.reached = 0

    @property
    def is_done(self) -> bool:
        return self.at == len(self.pairings)

    def take_inserted(self, position: int) -> range:
        """What was put in before a passage of the base."""
        start = self.reached
        while not self.is_done and not self.pairings[self.at].base:
            if self.pairings[self.at].base.start > position:
                break
            self._step()
        return range(start, self.reached)

    def find_end(self, position: int) -> int:
        """Up to which passage of the base the pairing reaches that holds the one before."""
        for pairing in self.pairings[self.at :]:
            if pairing.base and pairing.base.stop >= position:
                return pairing.base.stop
        return position

    def take_until(self, end: int) -> range:
        """What the passages of the base up to here have become."""
        start = self.reached
        while not self.is_done:
            base = self.pairings[self.at].base
            # what is put in at the end stands behind it
            if base.start >= end:
                break
            self._step()
        return range(start, self.reached)

    def _step(self) -> None:
        self.reached = max(self.reached, self.pairings[self.at].edited.stop)
        self.at += 1
