"""The marks of lists in the text of section five: 一是, （一）, 1.; and its sentences."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from gkdraft.base.patterns import compile_late
from gkdraft.base.scalars import read_numeral
from gkdraft.reading.published.vocabulary import ProblemWords

# 平潭县 2011: the day of signature stands behind the last measure
_DAY = compile_late(
    r"[二2][〇○零0一二三四五六七八九\d]{3}年[一二三四五六七八九十\d]{1,3}月[^。]{0,4}"
)
# the body's name below the text goes on with no item
_SIGNATURE = compile_late(
    r"[一-鿿（）]{2,24}(?:局|政府|委|委员会|办公室|办事处|中心|厅|处|会|所|院)"
)


class Mark(NamedTuple):
    """一是, （一）, 1.: which kind, which number, where."""

    kind: int
    number: int
    start: int
    end: int


def list_marks(text: str, words: ProblemWords) -> Iterator[Mark]:
    """The marks of lists in a text: behind a stop, or 一是 in the middle of a sentence."""
    for match in words.leads.finditer(text):
        before = text[match.start() - 1 : match.start()]
        kind = int((match.lastgroup or "L0")[1:])
        # 2025年我局一是完善…… has no mark in front of 一是
        is_free = not before or before in " 。；;：:，,、\n！？"
        number = _read_number(match[0])
        if is_free or (match[0] == "一是" and before in words.before_first):
            yield Mark(kind, number, match.start(), match.end())


# 1.2025年……: a mark of a list with a digit behind it; 1.5万条 is a decimal
_NUMBERED = compile_late(
    r"(?:^|(?<=[。；;：:！？\n])) {0,4}(?P<number>\d{1,2})[.．、]"
    r"(?=(?P<digit>\d{0,12})(?P<unit>[万亿%％倍元余多]|个百分点|年)?)"
)


def part_marks(paragraphs: Sequence[str]) -> list[str]:
    """Paragraphs with a space between the number of an item and the digit it begins with."""
    text = "\n".join(paragraphs)
    found = list(_NUMBERED.finditer(text))
    parts: list[str] = []
    number, begin = 0, 0
    for match, following in zip(found, [*found[1:], None], strict=False):
        if not match["digit"]:
            number = int(match["number"])
        elif _is_next(match, following, number):
            number = int(match["number"])
            parts.append(text[begin : match.end()])
            begin = match.end()
    parts.append(text[begin:])
    return " ".join(parts).split("\n") if text else []


def _is_next(match: re.Match[str], following: re.Match[str] | None, number: int) -> bool:
    """Whether a number with a digit behind it is the next of its list."""
    is_year = match["unit"] == "年"
    if match["unit"] and not is_year:
        return False
    here = int(match["number"])
    after = int(following["number"]) if following else 0
    is_plain = following is not None and not following["digit"]
    if here == 1:
        return after == 2 and (is_plain or is_year)
    return here == number + 1 and not (is_plain and after == here)


def _read_number(mark: str) -> int:
    plain = unicodedata.normalize("NFKC", mark)
    digits = re.search(r"\d+", plain)
    if digits:
        return int(digits[0])
    numeral = re.search("[一二三四五六七八九十]+", plain)
    if numeral:
        return read_numeral(numeral[0])
    # 首先，……其次，……最后，……
    return 1 if plain.startswith("首先") else 2


def split_sentences(text: str) -> Iterator[str]:
    """The sentences of a paragraph, without who signed it and when."""
    for part in re.split(r"(?<=[。！？])", text):
        bare = part.strip(" 。")
        if bare and not _DAY.fullmatch(bare) and not _SIGNATURE.fullmatch(part.strip()):
            yield part.strip()
