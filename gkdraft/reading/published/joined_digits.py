"""Digits that ran together in a text dump: 640020470 is 64 0 0 2 0 4 70, if nothing else fits.

A run is decoded only where the identities of its row leave one way to cut it. Where a row has
none, every way counts, also those that leave a cell blank.
"""

from collections.abc import Iterator, Sequence

from gkdraft.base.patterns import compile_late
from gkdraft.layout.equations import Key
from gkdraft.layout.form import Form

# 平潭 2021, table four, needs more than 2,000; a hostile run of digits has no end
MOST_STEPS = 20_000
# digits of the largest figure that is tried; 杭州 2025 prints one of eight
LONGEST = 10

Sum = tuple[int, tuple[int, ...]]
"""An identity within a row: the position of the total, those of its parts."""

# 平潭 2019-2022 print no leading zeros: 00 is two cells
_NUMBER = compile_late(r"[+-]?(?:0|[1-9]\d*)")


class TooManyError(Exception):
    """There are more ways to cut a run than are worth trying."""


def find_sums(form: Form, keys: Sequence[Key]) -> list[Sum]:
    """The identities of a form all of whose cells are among some cells, by their positions."""
    at = {key: position for position, key in enumerate(keys)}
    found: list[Sum] = []
    for equation in form.equations:
        if equation.computes and at.keys() >= {*equation.left, *equation.right}:
            parts = tuple(at[key] for key in equation.right)
            found.append((at[equation.left[0]], parts))
    return found


def split_digits(chunks: Sequence[str], cells: int, sums: Sequence[Sum]) -> list[tuple[int, ...]]:
    """All ways to read chunks of digits as a row of so many numbers that balance.

    A number never reaches over the end of a chunk and never has a leading zero. Raises
    TooManyError.
    """
    if sum(map(len, chunks)) > cells * LONGEST:
        return []
    counts = (cells,) if sums else range(1, cells + 1)
    budget = [MOST_STEPS]
    found: list[tuple[int, ...]] = []
    for count in counts:
        found += _cut_chunks(tuple(chunks), count, sums, (), budget)
    return found


def _cut_chunks(
    chunks: tuple[str, ...],
    cells: int,
    sums: Sequence[Sum],
    before: tuple[int, ...],
    budget: list[int],
) -> Iterator[tuple[int, ...]]:
    budget[0] -= 1
    if budget[0] < 0:
        raise TooManyError
    if not chunks or len(before) == cells:
        if not chunks and len(before) == cells:
            yield before
        return
    if len(chunks) > cells - len(before):
        return
    head, rest = chunks[0], chunks[1:]
    for length in range(1, min(len(head), LONGEST) + 1):
        if _NUMBER.fullmatch(head[:length]):
            yield from _take_number(head, length, rest, cells, sums, before, budget)


def _take_number(
    head: str,
    length: int,
    rest: tuple[str, ...],
    cells: int,
    sums: Sequence[Sum],
    before: tuple[int, ...],
    budget: list[int],
) -> Iterator[tuple[int, ...]]:
    budget[0] -= 1
    found = (*before, int(head[:length]))
    if _balances(found, sums):
        left = (head[length:], *rest) if head[length:] else rest
        yield from _cut_chunks(left, cells, sums, found, budget)


def _balances(found: tuple[int, ...], sums: Sequence[Sum]) -> bool:
    """Whether the identities hold whose last cell was just read."""
    last = len(found) - 1
    for total, parts in sums:
        if max(total, *parts) == last and not is_sum(found, total, parts):
            return False
    return True


def is_sum(numbers: Sequence[float], total: int, parts: Sequence[int]) -> bool:
    return numbers[total] == sum(numbers[part] for part in parts)
