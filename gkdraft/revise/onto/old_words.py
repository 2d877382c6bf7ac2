"""Old words 原来的字句: what the data changed of a sentence, and where that stands as edited."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property

from gkdraft.revise.onto.atoms import Atom, EditedAtom, join_texts
from gkdraft.revise.onto.figures import is_same

# atoms on either side that must be the editor's and the last build's alike
CONTEXT = 2
# before the first of the old atoms; an atom that the editor wrote
BEGINNING, WRITTEN = -1, -2
# so many characters that are the same between two changes do not part them
CHANCE = 2
# so many characters of some words that stand elsewhere were moved there
PIECE = 3
# what parts the clauses of a sentence
MARKS = "，；：。！？"


@dataclass(frozen=True, slots=True)
class Code:
    """Some old atoms and the new ones that they are, or that stand in their place."""

    is_change: bool
    low: int
    high: int
    left: int
    right: int

    def list_pairs(self) -> Iterator[tuple[int, int]]:
        """The numbers of atoms that are the same."""
        return zip(range(self.low, self.high), range(self.left, self.right), strict=True)


def compare_atoms(base: Sequence[Atom], now: Sequence[Atom]) -> Iterator[Code]:
    """What the data left and changed; the same by chance between two changes belongs to them."""
    ours, new = [atom.name for atom in base], [atom.name for atom in now]
    codes = SequenceMatcher(None, ours, new, autojunk=False).get_opcodes()
    last: Code | None = None
    for at, (name, low, high, left, right) in enumerate(codes):
        is_inner = 0 < at < len(codes) - 1
        is_change = name != "equal" or (is_inner and _is_chance(base[low:high]))
        if last and is_change and last.is_change:
            last = Code(True, last.low, high, last.left, right)
            continue
        if last:
            yield last
        last = Code(is_change, low, high, left, right)
    if last:
        yield last


def _is_chance(atoms: Sequence[Atom]) -> bool:
    return len(atoms) <= CHANCE and not any(atom.key for atom in atoms)


@dataclass(frozen=True)
class OldWords:
    """A sentence of the last build and the edited one."""

    base: Sequence[Atom]
    edited: Sequence[EditedAtom]

    @cached_property
    def places(self) -> dict[int, int]:
        """Where in the edited sentence the old atoms stand, by their numbers."""
        return {atom.was: at for at, atom in enumerate(self.edited) if atom.was >= 0}

    def find(self, was: int) -> EditedAtom | None:
        """What an old atom is by now; None where the editor took it out."""
        at = self.places.get(was)
        return None if at is None else self.edited[at]

    def has(self, code: Code, now: Sequence[Atom]) -> bool:
        """Whether the editor changed some words as the data do."""
        start, end = self._find_slot(code)
        if start < 0:
            return False
        words = join_texts(now[code.left : code.right])
        theirs = "".join(atom.text for atom in self.edited[start:end])
        return theirs == words and (bool(words) or not self._is_moved(code))

    def _is_moved(self, code: Code) -> bool:
        """Whether the editor wrote some words elsewhere in the sentence."""
        old = join_texts(self.base[code.low : code.high])
        written = "".join(atom.text if atom.was < 0 else "\n" for atom in self.edited)
        size = min(PIECE, len(old))
        return any(old[at : at + size] in written for at in range(len(old) - size + 1))

    def is_free(self, code: Code) -> bool:
        """Whether the editor left some words and those beside them."""
        start, end = self._find_slot(code)
        if start < 0 or end - start != code.high - code.low:
            return False
        for was, edited in zip(range(code.low, code.high), self.edited[start:end], strict=True):
            if edited.was != was or not is_same(edited.text, self.base[was].text):
                return False
        last = len(self.base)
        return all(
            self._look(start - step) == max(code.low - step, BEGINNING)
            and self._look(end + step - 1) == min(code.high + step - 1, last)
            for step in range(1, CONTEXT + 1)
        )

    def list_beside(self, codes: Sequence[Code], now: Sequence[Atom]) -> frozenset[int]:
        """The old atoms in the clauses of some changes."""
        found = set[int]()
        for code in codes:
            words = self.base[code.low : code.high] or now[code.left : code.right]
            low, high = code.low, code.high
            if words[0].text not in MARKS:
                while low and self.base[low - 1].text not in MARKS:
                    low -= 1
            if words[-1].text not in MARKS:
                while high < len(self.base) and self.base[high].text not in MARKS:
                    high += 1
            found |= set(range(low, high))
        return frozenset(found)

    def measure(self, code: Code) -> tuple[int, int]:
        """The part of the text that some atoms are; a point where they are none."""
        start, end = self._find_slot(code)
        if start < end:
            return self.edited[start].start, self.edited[end - 1].end
        point = self.edited[start - 1].end if start else 0
        return point, point

    def _look(self, at: int) -> int:
        """Which old atom stands at a place; beyond the ends of the sentence stand its ends."""
        if at < 0:
            return BEGINNING
        if at >= len(self.edited):
            return len(self.base)
        return self.edited[at].was if self.edited[at].was >= 0 else WRITTEN

    def _find_slot(self, code: Code) -> tuple[int, int]:
        """Between which edited atoms some old ones stand, or stood; (-1, -1) if nobody can tell."""
        before = self.places.get(code.low - 1, -1) if code.low else -1
        is_last = code.high == len(self.base)
        behind = len(self.edited) if is_last else self.places.get(code.high, -1)
        if (code.low and before < 0) or behind <= before:
            return -1, -1
        return before + 1, behind
