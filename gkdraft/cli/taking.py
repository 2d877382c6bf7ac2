"""`--take`: numbers of a list, as a person names them."""

import re
from collections.abc import Mapping
from typing import TypeVar

from gkdraft.errors import OutputError
from gkdraft.messages import say

ALL = ("全部", "all")
_T = TypeVar("_T")


def choose_numbers(words: str, numbers: Mapping[int, _T]) -> list[_T]:
    """The items that are named: 1,3 or 全部. OutputError for a number that none has."""
    if words.strip() in ALL:
        return list(numbers.values())
    chosen: dict[int, _T] = {}
    for word in words.replace("，", ",").split(","):
        number = int(word) if re.fullmatch(r"\s*\d{1,6}\s*", word) else 0
        if number not in numbers:
            raise OutputError(say("--take {word}: 没有这一项，或这一项不能写入", word=word))
        chosen[number] = numbers[number]
    return list(chosen.values())
