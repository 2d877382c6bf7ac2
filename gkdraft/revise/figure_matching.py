"""Figures found again 数的对应: those of an old sentence in the new one.

Figures are atoms. One that stands in the new sentence as it stood in the old one is the same
figure, also where it moved; one that stands between the same words with another number was
changed. What cannot be told is a number the editor typed.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from gkdraft.base.patterns import compile_late
from gkdraft.prose.document import Runs
from gkdraft.revise.wording import Figure, Piece, normalise_text

# a figure, a gap still open, or one character
TOKEN = compile_late(r"\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|【待补充[^】]*】|.", re.DOTALL)
_DIGIT = compile_late(r"\d")
# characters beside a figure by which it is known again
CONTEXT = 3
# of these at least so many must be the same
SAME_CONTEXT = 2
# characters before a figure that say what it counts
LABEL = 8
_ENDS = "，。；、：（）！？"


@dataclass(frozen=True, slots=True)
class Token:
    """A figure, a gap or a character of a sentence; `key` is that of a figure of the data."""

    text: str
    key: str = ""
    group: int = 0  # tokens of one figure, as 8.34 and 万, have the same number

    @property
    def is_gap(self) -> bool:
        return self.text.startswith("【")

    @property
    def is_figure(self) -> bool:
        return self.is_gap or bool(_DIGIT.match(self.text))

    @property
    def is_atom(self) -> bool:
        """Whether it is a figure of the data."""
        return bool(self.key) and self.is_figure


def carry_references(before: Runs, text: str, may_change: bool = True) -> list[Piece]:
    """The new text in pieces, with the figures of the old runs wherever they are still meant.

    Without `may_change` a figure is only one that kept its number.
    """
    return list(match_figures(before, text, may_change).join())


def match_figures(before: Runs, text: str, may_change: bool = True) -> "Matching":
    """The tokens of a sentence, and which of them those of the new text still are."""
    matching = Matching(list(list_tokens(before)), [Token(m[0]) for m in TOKEN.finditer(text)])
    matching.match_in_order()
    matching.match_moved()
    if may_change:
        matching.match_changed()
    return matching


def list_tokens(runs: Runs) -> Iterator[Token]:
    for group, run in enumerate(runs, 1):
        for match in TOKEN.finditer(normalise_text(run.text)):
            yield Token(match[0], run.key, group if run.key else 0)


class Matching:
    """The tokens of both sentences; `pairs` are positions of new ones → of the old they are."""

    def __init__(self, old: Sequence[Token], new: Sequence[Token]) -> None:
        self.old, self.new = old, new
        self.pairs: dict[int, int] = {}
        self.taken: set[int] = set()

    def _pair(self, at: int, was: int) -> None:
        self.pairs[at] = was
        self.taken.add(was)

    def match_in_order(self) -> None:
        """What stands in both in the same order."""
        ours, theirs = [t.text for t in self.old], [t.text for t in self.new]
        matcher = SequenceMatcher(None, ours, theirs, autojunk=False)
        for block in matcher.get_matching_blocks():
            for offset in range(block.size):
                was, at = block.a + offset, block.b + offset
                # the same by chance, with nothing the same beside it, it is another figure
                if not self.old[was].key or self._is_same(was, at):
                    self._pair(at, was)

    def match_moved(self) -> None:
        """Figures that went somewhere else in the sentence, with a word beside them."""
        for at, token in enumerate(self.new):
            if at in self.pairs or not token.is_figure:
                continue
            found = [was for was in self._list_free() if self.old[was].text == token.text]
            if (
                len(found) == 1
                and self._is_same(found[0], at)
                and not self._is_put_right(found[0], at)
            ):
                self._pair(at, found[0])

    def match_changed(self) -> None:
        """Figures with another number between the same words, in the order of the sentence."""
        for at, token in enumerate(self.new):
            if at in self.pairs or not token.is_figure:
                continue
            low, high = self._find_bounds(at)
            found = [was for was in self._list_free() if low <= was < high]
            found = [was for was in found if self._is_changed(was, at)]
            if found:
                self._pair(at, found[0])

    def _list_free(self) -> list[int]:
        """The figures of the old sentence that are not found yet."""
        return [i for i, token in enumerate(self.old) if token.is_atom and i not in self.taken]

    def _find_bounds(self, at: int) -> tuple[int, int]:
        """The old tokens between which a new one must stand to be in order."""
        before = [was for other, was in self.pairs.items() if other < at]
        behind = [was for other, was in self.pairs.items() if other > at]
        low = max(before, default=-1) + 1
        return low, min((was for was in behind if was >= low), default=len(self.old))

    def _is_same(self, was: int, at: int) -> bool:
        """Whether a figure with the same number is the same; of one digit many are."""
        if not self._has_context(was, at, 1):
            return False
        return len(self.new[at].text) > 1 or self._has_label(was, at)

    def _is_put_right(self, was: int, at: int) -> bool:
        """开设9个、关停1个 of 开设1个、关停9个: two figures were put right, none moved."""
        slot = self.pairs.get(at - 1, -2) + 1
        is_slot = 0 <= slot < len(self.old) and slot not in self.taken and self.old[slot].is_atom
        return is_slot and self._count_same(slot, at, -1) > self._count_same(was, at, -1)

    def _is_changed(self, was: int, at: int) -> bool:
        """Whether a figure is another one at its place, between the same words."""
        # 12件 that became 13份, or 传真16件 that became 传真1由, is another statement
        if _look(self.old, was + 1) != _look(self.new, at + 1):
            return False
        # a gap is called otherwise in another sentence, and is no number
        if self.new[at].is_gap and not self.old[was].is_gap:
            return False
        return self._has_context(was, at, SAME_CONTEXT) and self._has_label(was, at)

    def _has_context(self, was: int, at: int, least: int) -> bool:
        """Whether so many characters right beside a figure are the same in both sentences."""
        beside = (self._count_same(was, at, side) for side in (-1, 1))
        return sum(min(same, CONTEXT) for same in beside) >= least

    def _count_same(self, was: int, at: int, side: int) -> int:
        """How many characters on one side of a figure are the same in both sentences."""
        same = 0
        while same < LABEL:
            step = side * (same + 1)
            if _look(self.old, was + step) != _look(self.new, at + step):
                break
            same += 1
        return same

    def _has_label(self, was: int, at: int) -> bool:
        """Whether a figure still counts the same: 邮寄96件 that became 传真16件 does not."""
        one, other = Counter(_read_label(self.old, was)), Counter(_read_label(self.new, at))
        return 2 * (one & other).total() >= min(one.total(), other.total())

    def join(self) -> Iterator[Piece]:
        """Words and figures of the new sentence; a figure of several tokens is whole or none."""
        words, at = "", 0
        while at < len(self.new):
            size = self.measure_figure(at)
            if not size:
                words += self.new[at].text
                at += 1
                continue
            if words:
                yield words
            words = ""
            first = self.pairs[at]
            before = "".join(token.text for token in self.old[first : first + size])
            now = "".join(token.text for token in self.new[at : at + size])
            are_gaps = self.old[first].is_gap and self.new[at].is_gap
            yield Figure(self.old[first].key, before, before if are_gaps else now)
            at += size
        if words:
            yield words

    def measure_figure(self, at: int) -> int:
        """How many tokens a figure has that begins here in full; 0 if none does."""
        was = self.pairs.get(at)
        if was is None or not self.old[was].group:
            return 0
        group = self.old[was].group
        if was and self.old[was - 1].group == group:
            return 0
        size = 1
        while was + size < len(self.old) and self.old[was + size].group == group:
            if self.pairs.get(at + size) != was + size:
                return 0
            size += 1
        return size


def _read_label(tokens: Sequence[Token], at: int) -> str:
    """The words right before a figure."""
    label = ""
    while len(label) < LABEL:
        at -= 1
        text = _look(tokens, at)
        if text in _ENDS or text == "数":
            break
        label += text
    return label


def _look(tokens: Sequence[Token], at: int) -> str:
    """A token beside a figure; the end of the sentence is one as well."""
    if not 0 <= at < len(tokens):
        return ""
    return "数" if tokens[at].is_figure else tokens[at].text
