"""Wording 措辞: a changed sentence, in which the figures of the old one are found again.

Figures are atoms. One that stands in the new sentence as it stood in the old one is the same
figure, also where it moved; one that stands between the same words with another number was
changed. What cannot be told is a number the editor typed.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from gkdraft.prose.document import Runs
from gkdraft.reading.documents.flow import clean_text, squeeze_spaces

# a figure, a gap still open, or one character
_TOKEN = re.compile(r"\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|【待补充[^】]*】|.", re.DOTALL)
_DIGIT = re.compile(r"\d")
# characters beside a figure by which it is known again
CONTEXT = 3
# of these at least so many must be the same
SAME_CONTEXT = 2
# characters before a figure that say what it counts
LABEL = 8
_ENDS = "，。；、：（）！？"


def normalise_text(text: str) -> str:
    """A text without what is no change: full-width digits and letters, spaces, thousands commas."""
    plain = squeeze_spaces(clean_text(text))
    wide = "".join(unicodedata.normalize("NFKC", c) if _is_wide(c) else c for c in plain)
    return re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", wide)


def _is_wide(char: str) -> bool:
    return "０" <= char <= "９" or "Ａ" <= char <= "Ｚ" or "ａ" <= char <= "ｚ" or char in "％．"


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of the old sentence in the new one: its key, what was printed, what is now."""

    key: str
    before: str
    now: str

    @property
    def is_changed(self) -> bool:
        return self.before != self.now


Piece = str | Figure
"""A part of the new sentence: words, or a figure of the data."""


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    key: str = ""
    group: int = 0  # tokens of one figure, as 8.34 and 万, have the same number

    @property
    def is_gap(self) -> bool:
        return self.text.startswith("【")

    @property
    def is_figure(self) -> bool:
        return self.is_gap or bool(_DIGIT.match(self.text))


def carry_references(before: Runs, text: str) -> list[Piece]:
    """The new text in pieces, with the figures of the old runs wherever they are still meant."""
    old = list(_list_tokens(before))
    new = [_Token(match[0]) for match in _TOKEN.finditer(text)]
    pairs = _match_tokens(old, new)
    _match_moved(old, new, pairs)
    _match_changed(old, new, pairs)
    return list(_join(old, new, pairs))


def _list_tokens(runs: Runs) -> Iterator[_Token]:
    for group, run in enumerate(runs, 1):
        for match in _TOKEN.finditer(normalise_text(run.text)):
            yield _Token(match[0], run.key, group if run.key else 0)


Pairs = dict[int, int]
"""Positions of new tokens → positions of the old ones they are."""


def _match_tokens(old: Sequence[_Token], new: Sequence[_Token]) -> Pairs:
    """What stands in both in the same order."""
    matcher = SequenceMatcher(None, [t.text for t in old], [t.text for t in new], autojunk=False)
    pairs: Pairs = {}
    for block in matcher.get_matching_blocks():
        for offset in range(block.size):
            pairs[block.b + offset] = block.a + offset
    # a figure that is the same by chance, with nothing the same beside it, is another figure
    for at, was in list(pairs.items()):
        if old[was].key and not _is_same_figure(old, new, was, at):
            del pairs[at]
    return pairs


def _match_moved(old: Sequence[_Token], new: Sequence[_Token], pairs: Pairs) -> None:
    """Figures that went somewhere else in the sentence, with a word beside them."""
    taken = set(pairs.values())
    for at, token in enumerate(new):
        if at in pairs or not token.is_figure:
            continue
        found = [
            was
            for was, one in enumerate(old)
            if was not in taken and one.key and one.text == token.text
        ]
        if len(found) != 1 or not _is_same_figure(old, new, found[0], at):
            continue
        # 开设9个、关停1个 of 开设1个、关停9个: two figures were put right, none moved
        slot = pairs.get(at - 1, -2) + 1
        is_slot = 0 <= slot < len(old) and slot not in taken and _is_atom(old[slot])
        if is_slot and _count_same(old, new, slot, at, -1) > _count_same(
            old, new, found[0], at, -1
        ):
            continue
        pairs[at] = found[0]
        taken.add(found[0])


def _match_changed(old: Sequence[_Token], new: Sequence[_Token], pairs: Pairs) -> None:
    """Figures with another number between the same words, in the order of the sentence."""
    taken = set(pairs.values())
    for at, token in enumerate(new):
        if at in pairs or not token.is_figure:
            continue
        low, high = _find_bounds(at, pairs, len(old))
        found = [was for was in range(low, high) if was not in taken and _is_atom(old[was])]
        # a gap is called otherwise in another sentence, and is no number
        found = [was for was in found if old[was].is_gap or not token.is_gap]
        # 12件 that became 13份, or 传真16件 that became 传真1由, is another statement
        found = [was for was in found if _look(old, was + 1) == _look(new, at + 1)]
        found = [was for was in found if _has_context(old, new, was, at, SAME_CONTEXT)]
        found = [was for was in found if _has_label(old, was, new, at)]
        if found:
            pairs[at] = found[0]
            taken.add(found[0])


def _is_atom(token: _Token) -> bool:
    return bool(token.key) and token.is_figure


def _find_bounds(at: int, pairs: Pairs, length: int) -> tuple[int, int]:
    """The old tokens between which a new one must stand to be in order."""
    before = [pairs[other] for other in pairs if other < at]
    behind = [pairs[other] for other in pairs if other > at]
    low = max((was for was in before), default=-1) + 1
    high = min((was for was in behind if was >= low), default=length)
    return low, high


def _is_same_figure(old: Sequence[_Token], new: Sequence[_Token], was: int, at: int) -> bool:
    """Whether a figure with the same number is the same; of one digit many are."""
    if not _has_context(old, new, was, at, 1):
        return False
    return len(new[at].text) > 1 or _has_label(old, was, new, at)


def _has_context(
    old: Sequence[_Token], new: Sequence[_Token], was: int, at: int, least: int
) -> bool:
    """Whether so many characters right beside a figure are the same in both sentences."""
    beside = (_count_same(old, new, was, at, side) for side in (-1, 1))
    return sum(min(same, CONTEXT) for same in beside) >= least


def _count_same(old: Sequence[_Token], new: Sequence[_Token], was: int, at: int, side: int) -> int:
    """How many characters on one side of a figure are the same in both sentences."""
    same = 0
    while same < LABEL:
        step = side * (same + 1)
        if _look(old, was + step) != _look(new, at + step):
            break
        same += 1
    return same


def _has_label(old: Sequence[_Token], was: int, new: Sequence[_Token], at: int) -> bool:
    """Whether a figure still counts the same: 邮寄96件 that became 传真16件 does not."""
    one, other = Counter(_read_label(old, was)), Counter(_read_label(new, at))
    return 2 * (one & other).total() >= min(one.total(), other.total())


def _read_label(tokens: Sequence[_Token], at: int) -> str:
    """The words right before a figure."""
    label = ""
    while len(label) < LABEL:
        at -= 1
        text = _look(tokens, at)
        if text in _ENDS or text == "数":
            break
        label += text
    return label


def _look(tokens: Sequence[_Token], at: int) -> str:
    """A token beside a figure; the end of the sentence is one as well."""
    if not 0 <= at < len(tokens):
        return ""
    return "数" if tokens[at].is_figure else tokens[at].text


def _join(old: Sequence[_Token], new: Sequence[_Token], pairs: Pairs) -> Iterator[Piece]:
    """Words and figures of the new sentence; a figure of several tokens stays whole or is none."""
    words, at = "", 0
    while at < len(new):
        size = _measure_figure(old, pairs, at)
        if not size:
            words += new[at].text
            at += 1
            continue
        if words:
            yield words
        words = ""
        first = pairs[at]
        before = "".join(old[first + step].text for step in range(size))
        now = "".join(new[at + step].text for step in range(size))
        are_gaps = old[first].is_gap and new[at].is_gap
        yield Figure(old[first].key, before, before if are_gaps else now)
        at += size
    if words:
        yield words


def _measure_figure(old: Sequence[_Token], pairs: Pairs, at: int) -> int:
    """How many tokens a figure has that begins here in full; 0 if none does."""
    was = pairs.get(at)
    if was is None or not old[was].group:
        return 0
    group = old[was].group
    if was and old[was - 1].group == group:
        return 0
    size = 1
    while was + size < len(old) and old[was + size].group == group:
        if pairs.get(at + size) != was + size:
            return 0
        size += 1
    return size
