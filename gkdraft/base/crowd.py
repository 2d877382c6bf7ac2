"""Many texts held against one at once: which of them have enough in common with it. Pure.

Each text is a bit of an integer. What they have in common is added up for all together, in
binary: one integer holds the ones of their sums, one the twos, and so on.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from gkdraft.base.likeness import list_pairs

KINDS = 1021
"""Kinds of characters; two of one kind make texts seem nearer than they are, never farther."""
KINDS_OF_PAIRS = 4093


class Crowd:
    """Texts by small numbers, and which of them have a trait."""

    def __init__(self) -> None:
        self._holders: dict[int, int] = defaultdict(int)

    def add(self, number: int, traits: Iterable[int]) -> None:
        """Traits of a text; it may have had others before."""
        for trait in traits:
            self._holders[trait] |= 1 << number

    def select(self, traits: Iterable[int], least: int) -> int:
        """A bit for each text that may have at least so many of some traits."""
        return _select(self._add_up(traits), least)

    def _add_up(self, traits: Iterable[int]) -> list[int]:
        sums: list[int] = []
        for trait in traits:
            carry, place = self._holders.get(trait, 0), 0
            while carry:
                if place == len(sums):
                    sums.append(0)
                sums[place], carry = sums[place] ^ carry, sums[place] & carry
                place += 1
        return sums


def trace_characters(text: str) -> Iterator[int]:
    """A trait for each character and how often it came before."""
    seen: Counter[int] = Counter()
    for character in text:
        kind = ord(character) % KINDS
        yield seen[kind] * KINDS + kind
        seen[kind] += 1


def trace_pairs(text: str) -> Iterator[int]:
    """A trait for each pair of characters."""
    for pair in list_pairs(text):
        yield (ord(pair[0]) * KINDS + ord(pair[1])) % KINDS_OF_PAIRS


def list_bits(bits: int) -> Iterator[int]:
    """The numbers of the bits that are set, the lowest first."""
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest


def _select(sums: Sequence[int], least: int) -> int:
    """The bits whose sum is at least so much."""
    if least.bit_length() > len(sums):
        return 0
    more, equal = 0, -1
    for place in reversed(range(len(sums))):
        if least >> place & 1:
            equal &= sums[place]
        else:
            more |= equal & sums[place]
            equal &= ~sums[place]
    return more | equal
