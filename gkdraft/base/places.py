"""Places 位置: data of a data file before anything is known of it, and where it stands."""

from collections.abc import Iterable
from typing import NamedTuple, cast

from gkdraft.messages import say

DataPath = tuple[str | int, ...]
"""Keys from the top of the data file down; list items are counted from 0."""

Plain = str | None | tuple["Plain", ...] | dict[str, "Plain"]
"""What a data file holds before anything is known of it: texts, lists, mappings, nothing."""


class Locus(NamedTuple):
    """出处: where in a file; line and column counted from 1, 0 when unknown.

    `spot` is where in a document without lines: 表2第7行第3栏.
    """

    file: str = ""
    line: int = 0
    column: int = 0
    spot: str = ""

    def __str__(self) -> str:
        return ":".join(str(part) for part in (self.file, self.line, self.column) if part)


def spell_path(path: DataPath) -> str:
    """A path as people write it: 申请情况.本年新收.自然人; list items are counted from 1."""
    try:
        return ".".join(cast(tuple[str, ...], path))
    except TypeError:  # most paths have no list in them
        return ".".join(str(part + 1) if isinstance(part, int) else part for part in path)


def parse_path(key: str) -> DataPath:
    """A key as people write it, as a path."""
    return tuple(
        int(part) - 1 if part.isascii() and part.isdigit() else part
        for part in key.split(".")
        if part
    )


def is_related(path: DataPath, other: DataPath) -> bool:
    """Whether one key is the other, or stands above or below it."""
    shorter = min(len(path), len(other))
    return path[:shorter] == other[:shorter]


MOST_SUGGESTED = 200


def suggest_name(word: str, names: Iterable[str], told: int = 0) -> str:
    """，是否想写“…”？ for a name that is nearly right, else nothing.

    `told` are the wrong names before it: nobody mends hundreds of them one by one, and to look for
    what each may have meant takes longer than all the rest.
    """
    if told >= MOST_SUGGESTED:
        return ""
    if "：" in word or ":" in word:
        return say("，冒号要用半角，后面空一格")
    from difflib import get_close_matches  # 8 ms that only a wrong key needs to pay

    close = get_close_matches(word, list(names), n=1, cutoff=0.5)
    return say("，是否想写“{close}”？", close=close[0]) if close else ""
