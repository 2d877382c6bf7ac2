"""Totals 合计: a sum that closes a list, and lists whose whole was told before."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from gkdraft.base.scalars import read_numeral
from gkdraft.rules.lists import SumBook, add_up, collect_items, list_counts
from gkdraft.rules.mentions import Mention

REMEMBERED = 80
"""Figures back to which a whole is looked for: 占22.67% of a total one paragraph up."""
LONGEST_RUN = 30
"""Figures a list has at most; what is longer is a table somebody pasted."""
SLACK = 10
"""A sum that misses a figure by this part of it or less was meant to be it."""


class Total(NamedTuple):
    """合计: parts, and what they should come to."""

    items: tuple[Mention, ...]
    whole: Mention
    holds: bool

    @property
    def number(self) -> Decimal:
        """What they do come to."""
        return add_up(self.items)


def find_closings(mentions: Sequence[Mention], book: SumBook) -> Iterator[Total]:
    """A件、B件，共C件; 三项合计 says how many parts there are."""
    counts = list_counts(mentions)
    for index, whole in enumerate(counts):
        closing = book.closing.fullmatch(whole.label)
        if not closing or whole.is_rounded:
            continue
        run = _list_run(counts[:index], whole, book)
        size = read_numeral(closing["size"] or "")
        if len(run) >= max(size, 2):
            items = _take(run, size, is_first=bool(closing["first"]))
            yield Total(tuple(items), whole, whole.number in _list_sums(items, bool(size)))


def _list_sums(items: Sequence[Mention], is_counted: bool) -> list[Decimal]:
    """网站12条；抖音3条、微博2条，共5条: a sum may close the last few parts only."""
    starts = [0] if is_counted else range(len(items) - 1)
    return [add_up(items[start:]) for start in starts]


def _take(run: Sequence[Mention], size: int, is_first: bool) -> Sequence[Mention]:
    """So many of the figures: 三项合计 the last, 前两类合计 the first."""
    if not size:
        return run
    return run[:size] if is_first else run[len(run) - size :]


def _list_run(before: Sequence[Mention], whole: Mention, book: SumBook) -> list[Mention]:
    """The figures right before a sum, as far back as they go on from one another."""
    run: list[Mention] = []
    for start in range(len(before) - 1, max(-1, len(before) - LONGEST_RUN), -1):
        items = collect_items(before[start:], book)
        if items[-1] is not before[-1] or items[0].unit != whole.unit:
            break
        run = items
    return [] if any(item.is_rounded for item in run) else run


def find_parted(
    mentions: Sequence[Mention], earlier: Iterable[Mention], book: SumBook
) -> Iterator[Total]:
    """按季度分，一季度455条、二季度512条……: what all parts come to was told before them."""
    counts = list_counts(mentions)
    known = list(earlier)
    for index, first in enumerate(counts):
        if not book.parted.search(first.label):
            continue
        items = collect_items(counts[index:], book)
        if len(items) > 1 and _is_whole(items, book):
            wholes = [m for m in (*reversed(counts[:index]), *known) if m.unit == first.unit]
            yield from _weigh_parted(tuple(items), wholes)


def _is_whole(items: Sequence[Mention], book: SumBook) -> bool:
    """Whether a list names all there is, in exact figures, and no table has its whole (GK312)."""
    labels = [item.label for item in items]
    behind = items[-1].right[len(items[-1].unit) :]
    is_open = book.open_ended.match(behind) or any(map(book.open_ended.search, labels))
    is_led = any(all(map(book.groups[name].search, labels)) for name in book.wholes)
    return not is_open and not is_led and not any(item.is_rounded for item in items)


def _weigh_parted(items: tuple[Mention, ...], wholes: Sequence[Mention]) -> Iterator[Total]:
    """Against the figure they come to, else against the one they nearly come to."""
    total = add_up(items)
    for whole in wholes:
        if whole.number == total:
            yield Total(items, whole, holds=True)
            return
    for whole in wholes:
        if not whole.is_rounded and abs(whole.number - total) * SLACK <= total:
            yield Total(items, whole, holds=False)
            return
