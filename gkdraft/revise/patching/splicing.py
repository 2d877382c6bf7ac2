"""Stretches of bytes replaced by others; one may stand inside another."""

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

Take = Callable[[int, int], bytes]
"""Gives a stretch inside the one that is being made, with what is replaced in it."""
Content = bytes | Callable[[Take], bytes]


class _Splice(NamedTuple):
    start: int
    end: int
    number: int
    content: Content


class Splices:
    """What is put in the place of what. A splice that takes nothing of its stretch removes it."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._splices: list[_Splice] = []

    def add(self, start: int, end: int, content: Content) -> None:
        """Puts content in a place; at one point, what is added first stands first."""
        self._splices.append(_Splice(start, end, len(self._splices), content))

    def merge(self) -> bytes:
        """The data with all of them done."""
        # from the end to the start: what stands inside is done before what is around it,
        # and the next stretch of the document is the top of the stack
        done: list[tuple[int, int, bytes]] = []
        take = partial(self._take, done)
        for splice in sorted(self._splices, key=_order):
            content = splice.content
            made = content if isinstance(content, bytes) else content(take)
            take(splice.start, splice.end)  # what is left of it goes
            done.append((splice.start, splice.end, made))
        return take(0, len(self._data) + 1)

    def _take(self, done: list[tuple[int, int, bytes]], start: int, end: int) -> bytes:
        pieces = []
        while done and done[-1][0] < end:
            inner, after, made = done.pop()
            pieces += [self._data[start:inner], made]
            start = after
        pieces.append(self._data[start:end])
        return b"".join(pieces)


def _order(splice: _Splice) -> tuple[int, bool, int, int]:
    """From the end; what is put before an element comes after the element."""
    return -splice.start, splice.start == splice.end, splice.end, -splice.number
