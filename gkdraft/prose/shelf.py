"""The blocks of a document with their names, found by name, section and words without a search.

Every block has a slot. What is put behind it, or in its place, shares the slot, so that changing
one block moves no other.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import islice

from gkdraft.base.crowd import Crowd, list_bits, trace_pairs
from gkdraft.base.likeness import list_pairs
from gkdraft.prose.document import Block
from gkdraft.prose.passages import find_free_name

Entry = tuple[str, Block]
Place = tuple[int, int]
"""A slot, and which of its blocks; in reading order."""


class Shelf:
    """Blocks with their names, no two the same, in reading order. `read` gives their words."""

    def __init__(self, entries: Sequence[Entry], read: Callable[[Block], str]) -> None:
        self._read = read
        self._slots: list[list[Entry]] = [[] for _ in entries]
        self._named: dict[str, int] = {}
        self._sections: dict[str, list[int]] = defaultdict(list)
        for slot, entry in enumerate(entries):
            self.put((slot, 0), [entry])

    @cached_property
    def _holders(self) -> dict[str, list[int]]:
        """The slots by the pairs of characters that their blocks have, or once had."""
        holders: dict[str, list[int]] = defaultdict(list)
        for slot, entries in enumerate(self._slots):
            for _, block in entries:
                for pair in list_pairs(self._read(block)):
                    holders[pair].append(slot)
        return holders

    @cached_property
    def _crowd(self) -> Crowd:
        """The same, for all at once."""
        crowd = Crowd()
        for slot, entries in enumerate(self._slots):
            for _, block in entries:
                crowd.add(slot, trace_pairs(self._read(block)))
        return crowd

    def list_entries(self, start: Place = (0, 0), count: int | None = None) -> list[Entry]:
        """So many entries, from a place on."""
        return [entry for _, entry in islice(self._follow(start), count)]

    def _follow(self, start: Place) -> Iterator[tuple[Place, Entry]]:
        slot, first = start
        for at in range(slot, len(self._slots)):
            for index, entry in enumerate(self._slots[at]):
                if at > slot or index >= first:
                    yield (at, index), entry

    def find_name(self, name: str) -> Place | None:
        """Where a block stands that is called so."""
        slot = self._named.get(name)
        if slot is None:
            return None
        return slot, [called for called, _ in self._slots[slot]].index(name)

    def find_end(self, section: str) -> Place | None:
        """The last block of a section."""
        head = self.find_name(section)
        for slot in reversed(self._sections.get(section, ())):
            below = [at for at, name, _ in self._list_slot(slot) if name.startswith(f"{section}.")]
            if below:
                return max(below[-1], head or below[-1])
        return head

    def list_holding(self, words: str) -> Iterator[tuple[Place, str, Block]]:
        """The blocks that may hold some words: they have their rarest pair of characters."""
        pairs = list_pairs(words)
        slots: Iterable[int] = range(len(self._slots))
        if pairs:
            rarest: list[int] = min((self._holders.get(p, []) for p in pairs), key=len)
            slots = sorted(set(rarest))
        for slot in slots:
            yield from self._list_slot(slot)

    def list_like(self, words: str, section: str, share: float) -> Iterator[tuple[Place, Block]]:
        """The blocks of a section that may have such a share of the pairs of some words."""
        least = int(share * len(list_pairs(words)))
        for slot in list_bits(self._crowd.select(trace_pairs(words), max(least, 1))):
            for place, name, block in self._list_slot(slot):
                if name.startswith(f"{section}."):
                    yield place, block

    def _list_slot(self, slot: int) -> Iterator[tuple[Place, str, Block]]:
        for index, (name, block) in enumerate(self._slots[slot]):
            yield (slot, index), name, block

    def take_name(self, name: str) -> str:
        """A free name, as near to a name as there is; it is free no longer."""
        name = find_free_name(name, self._named)
        self._named[name] = -1
        return name

    def remove(self, start: Place, count: int) -> list[Entry]:
        """Takes so many entries away, from a place on."""
        gone = list(islice(self._follow(start), count))
        for (slot, index), (name, _) in reversed(gone):
            del self._slots[slot][index]
            self._named.pop(name, None)
        return [entry for _, entry in gone]

    def put(self, place: Place, entries: Sequence[Entry]) -> None:
        """Puts entries in a place, before what stands there."""
        slot, index = place
        self._slots[slot][index:index] = entries
        for name, block in entries:
            self._named[name] = slot
            self._note_sections(name, slot)
            if "_holders" in self.__dict__:
                for pair in list_pairs(self._read(block)):
                    self._holders[pair].append(slot)
            if "_crowd" in self.__dict__:
                self._crowd.add(slot, trace_pairs(self._read(block)))

    def _note_sections(self, name: str, slot: int) -> None:
        section, point, _ = name.rpartition(".")
        while point:
            slots = self._sections[section]
            at = bisect_left(slots, slot)
            if slots[at : at + 1] != [slot]:
                slots.insert(at, slot)
            section, point, _ = section.rpartition(".")
