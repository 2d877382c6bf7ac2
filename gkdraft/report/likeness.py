"""Told again 雷同: whether a text is last year's over again. Pure.

Another year number is nothing new; any other figure is.
"""

import re
from collections.abc import Iterable

from gkdraft.base.likeness import measure_order

SHORTEST = 12
"""Characters below which texts are alike by chance, unless they are the same."""
NEARLY = 0.8
_YEAR = re.compile(r"(?<!\d)20\d{2}年度?")
_FIGURE = re.compile(r"\d+(?:\.\d+)?|[一二两三四五六七八九十百]+(?=[条件个次期场名家项份轮批])")
_MARKS = re.compile(r"[\s，。；：、,.;:]+")


def find_repeated(text: str, before: Iterable[str]) -> str:
    """The text of last year that this one repeats, in part or nearly; nothing if none."""
    bare = _strip_years(text)
    for other in before:
        if bare and _repeats(bare, _strip_years(other)):
            return other
    return ""


def _strip_years(text: str) -> str:
    return _MARKS.sub("", _YEAR.sub("", text))


def _repeats(text: str, other: str) -> bool:
    if text == other:
        return True
    if len(text) < SHORTEST:
        return False
    if text in other:
        return True
    if not other or _FIGURE.findall(text) != _FIGURE.findall(other):
        return False
    return measure_order(text, other, NEARLY) > 0
