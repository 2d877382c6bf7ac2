"""Many texts held against one at once 众文: which have enough characters in common. Pure.

Each text is a bit of an integer. What they have in common is added up for all together, in
binary: one integer holds the ones of their sums, one the twos, and so on.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

KINDS = 1021
"""Kinds of characters; two of one kind make texts seem nearer than they are, never farther."""


class Crowd:
    """Texts by a number each, and which of them have a character once, twice, and so on."""

    def __init__(self, texts: Mapping[int, str]) -> None:
        self._holders: dict[int, int] = defaultdict(int)
        self._lengths: dict[int, int] = defaultdict(int)
        self._numbers = list(texts)
        for index, text in enumerate(texts.values()):
            self._lengths[len(text)] |= 1 << index
            for trait in _list_traits(text):
                self._holders[trait] |= 1 << index

    def list_sharing(self, text: str, least: int, most: int) -> Iterator[int]:
        """The texts no longer than `most` that have `least` characters of this one, in order."""
        fitting = 0
        for length, holders in self._lengths.items():
            if least <= length <= most:
                fitting |= holders
        sharing = fitting & _select(self._add_up(text), least)
        while sharing:
            lowest = sharing & -sharing
            yield self._numbers[lowest.bit_length() - 1]
            sharing ^= lowest

    def _add_up(self, text: str) -> list[int]:
        sums: list[int] = []
        for trait in _list_traits(text):
            carry, place = self._holders.get(trait, 0), 0
            while carry:
                if place == len(sums):
                    sums.append(0)
                sums[place], carry = sums[place] ^ carry, sums[place] & carry
                place += 1
        return sums


def _list_traits(text: str) -> Iterator[int]:
    """A number for each character and how often it came before."""
    seen: Counter[int] = Counter()
    for character in text:
        kind = ord(character) % KINDS
        yield seen[kind] * KINDS + kind
        seen[kind] += 1


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
