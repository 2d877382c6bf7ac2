"""Told again 雷同: whether a text is last year's over again. Pure.

Another year number is nothing new; any other figure is.
"""

from collections.abc import Iterable

from gkdraft.base.likeness import measure_order
from gkdraft.base.patterns import compile_late

# characters below which texts are alike by chance, unless they are the same
SHORTEST = 12
# 国办公开办函〔2021〕30号 forbids 年年雷同 and gives no measure; two characters changed in a
# sentence of 20 are 0.9
NEARLY = 0.8
# another year alone makes nothing new
_YEAR = compile_late(r"(?<!\d)20\d{2}年度?")
# any other figure does, also one in words: 三次, 二十条
_FIGURE = compile_late(r"\d+(?:\.\d+)?|[一二两三四五六七八九十百]+(?=[条件个次期场名家项份轮批])")
_MARKS = compile_late(r"[\s，。；：、,.;:]+")


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
