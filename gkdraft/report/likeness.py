"""Told again 雷同: whether a text is last year's over again. Pure.

Another year number is nothing new; any other figure is. Each text is held against all of last
year's, and yet time grows with their number and not with its square: what one contains is looked
up, and what has too few characters in common is passed over at once (base/crowd.py).
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from functools import cached_property
from typing import NamedTuple

from gkdraft.base.crowd import Crowd, list_bits, trace_characters
from gkdraft.base.likeness import LONGEST, measure_order
from gkdraft.base.patterns import compile_late

# characters below which texts are alike by chance, unless they are the same
SHORTEST = 12
# 国办公开办函〔2021〕30号 forbids 年年雷同 and gives no measure; two characters changed in a
# sentence of 20 are 0.9
NEARLY = 0.8
# texts of last year that one is compared with in order, of those that may be near enough
MOST_NEAR = 128
# steps, of a tenth of a microsecond; a file made to be slow has the rest not compared
MOST_STEPS = 20_000_000
# characters that take no more than one step
SHORT_STEP = 1_000
# another year alone makes nothing new
_YEAR = compile_late(r"(?<!\d)20\d{2}年度?")
# any other figure does, also one in words: 三次, 二十条
_FIGURE = compile_late(r"\d+(?:\.\d+)?|[一二两三四五六七八九十百]+(?=[条件个次期场名家项份轮批])")
_MARKS = compile_late(r"[\s，。；：、,.;:]+")


def find_repeated(text: str, before: Iterable[str]) -> str:
    """The text of last year that this one repeats, in part or nearly; nothing if none."""
    return find_repetitions((text,), before).found.get(text, "")


class Repetitions(NamedTuple):
    """The first of last year's texts that each text repeats, and texts not held against all."""

    found: Mapping[str, str]
    left: Collection[str]


def find_repetitions(texts: Iterable[str], before: Iterable[str]) -> Repetitions:
    """Of all texts that repeat one of last year's, in part or nearly, the first of those."""
    bare = {text: _strip_years(text) for text in texts}
    last = _LastYear(before, {text for text in bare.values() if len(text) >= SHORTEST})
    found: dict[str, str] = {}
    left = []
    for text, stripped in bare.items():
        other, is_held = last.find_first(stripped)
        if other:
            found[text] = other
        elif not is_held:
            left.append(text)
    return Repetitions(found, left)


class _Family:
    """Texts with the same figures, by their places."""

    def __init__(self) -> None:
        self._places: list[int] = []
        self._texts: list[str] = []

    def add(self, place: int, text: str) -> None:
        self._places.append(place)
        self._texts.append(text)

    @cached_property
    def _lengths(self) -> Mapping[int, int]:
        """The texts of each length, a bit for each."""
        found: dict[int, int] = defaultdict(int)
        for number, text in enumerate(self._texts):
            found[len(text)] |= 1 << number
        return found

    @cached_property
    def _crowd(self) -> Crowd:
        crowd = Crowd()
        for number, text in enumerate(self._texts):
            if len(text) <= LONGEST:
                crowd.add(number, trace_characters(text))
        return crowd

    def list_near(self, text: str) -> Iterable[int]:
        """Where the texts stand that may be near enough to one; the others are not."""
        if len(text) > LONGEST:
            return self._places
        # what both have is NEARLY of their mean length, and no more than either
        least = int(len(text) * NEARLY / (2 - NEARLY))
        fitting = long = 0
        for length, holders in self._lengths.items():
            if length > LONGEST:
                long |= holders
            elif least <= length <= len(text) * (2 - NEARLY) / NEARLY + 1:
                fitting |= holders
        near = self._crowd.select(trace_characters(text), least) & fitting | long
        return (self._places[number] for number in list_bits(near))


class _LastYear:
    """Last year's texts without their years, each once, in their order."""

    def __init__(self, before: Iterable[str], texts: Collection[str]) -> None:
        self._whole: dict[str, str] = {}
        for other in before:
            self._whole.setdefault(_strip_years(other), other)
        self._whole.pop("", None)
        self._bare = list(self._whole)
        self._steps = 0
        self._places: dict[str, int] = {}
        self._families: dict[tuple[str, ...], _Family] = defaultdict(_Family)
        for place, text in enumerate(self._bare):
            self._places.setdefault(text, place)
            self._families[_list_figures(text)].add(place, text)
        self._place_parts(texts)

    def _place_parts(self, texts: Collection[str]) -> None:
        """The first place of each text within another, sought by its beginning."""
        lengths: dict[str, set[int]] = defaultdict(set)
        for text in texts:
            lengths[text[:SHORTEST]].add(len(text))
        for place, other in enumerate(self._bare):
            for start in range(len(other) - SHORTEST + 1):
                for length in lengths.get(other[start : start + SHORTEST], ()):
                    piece = other[start : start + length]
                    if piece in texts:
                        self._places[piece] = min(place, self._places.get(piece, place))
                    self._steps += 1 + length // SHORT_STEP
                if self._steps > MOST_STEPS:
                    return

    def find_first(self, text: str) -> tuple[str, bool]:
        """The first text that one repeats, if any, and whether all could be compared."""
        first = self._places.get(text, len(self._bare))
        for compared, place in enumerate(self._list_near(text)):
            if place >= first:
                break
            if compared == MOST_NEAR or self._steps > MOST_STEPS:
                return self._name(first), False
            other = self._bare[place]
            self._steps += len(other) * (1 + len(text) // SHORT_STEP)
            if measure_order(text, other, NEARLY):
                first = place
        return self._name(first), self._steps <= MOST_STEPS

    def _list_near(self, text: str) -> Iterable[int]:
        if len(text) < SHORTEST:
            return ()
        family = self._families.get(_list_figures(text))
        return family.list_near(text) if family else ()

    def _name(self, place: int) -> str:
        return self._whole[self._bare[place]] if place < len(self._bare) else ""


def _strip_years(text: str) -> str:
    return _MARKS.sub("", _YEAR.sub("", text))


def _list_figures(text: str) -> tuple[str, ...]:
    return tuple(_FIGURE.findall(text))
