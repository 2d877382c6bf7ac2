"""Ratios 占比、增幅: what a percentage comes to by the figures beside it, every base tried."""

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from itertools import takewhile
from typing import NamedTuple

from gkdraft.messages import join_messages, say
from gkdraft.report.draft import Draft
from gkdraft.report.figures import PRIOR
from gkdraft.report.printing import print_number
from gkdraft.rules.lists import NEAR, PERCENT, SumBook, add_up, list_counts
from gkdraft.rules.mentions import Mention
from gkdraft.rules.roles import RoleBook, list_table_figures

Ratio = tuple[Decimal, str]
"""A percentage, and how it was reckoned."""

# totals that a share may be of though the sentence does not give them
_TOTALS = ("申请情况.本年新收.总计", "申请情况.总计.总计")
SHOWN = 2
"""Bases of which a message tells what they come to; the nearest stand first."""


def list_ratios(
    draft: Draft,
    mention: Mention,
    counts: Sequence[Mention],
    earlier: Iterable[Mention],
    book: SumBook,
) -> list[Ratio]:
    """What a percentage may come to; nothing if it is neither a share nor a growth.

    `counts` stand before it in its sentence, `earlier` in the sentences before.
    """
    clause = re.split("[，,；;]", mention.label)[-1]
    growth = book.growth.search(clause)
    if growth:
        is_up = bool(growth["up"])
        by_text = list(_list_growth(counts, is_up, book))
        return by_text or list(_list_table_growth(draft, counts, is_up))
    if counts and _is_share(mention, counts[-1], book):
        return list(_list_shares(draft, counts, earlier))
    return []


def _is_share(mention: Mention, part: Mention, book: SumBook) -> bool:
    """Whether a percentage is the share of the count right before it: 自然人36件，占59.02%.

    自然人占59.02% and 两项合计占45.45% may be of something that is told elsewhere.
    """
    is_next = part.end == mention.start - len(mention.label)
    is_sure = is_next and not part.is_rounded
    return is_sure and bool(book.share.search(mention.label))


Pair = tuple[Mention, Ratio | None]
"""A percentage, and what it should be where it is wrong."""


def find_respective(
    mentions: Sequence[Mention], index: int, earlier: Iterable[Mention], book: SumBook
) -> list[Pair]:
    """甲1702件、乙265件，分别占86.5%和13.5%: each percentage with its own count.

    Which counts and which whole are meant is told by those that fit; nothing if half do not.
    """
    percents = _list_percents(mentions[index:], book)
    counts = [m for m in list_counts(mentions[:index]) if not m.is_rounded]
    own = [m for m in counts if m.unit == counts[-1].unit]
    best: list[Pair] = []
    for start in range(len(own) - len(percents) + 1) if percents else ():
        parts = own[start : start + len(percents)]
        for base in _list_bases(parts, (*own, *earlier)):
            pairs = list(_pair_shares(percents, parts, base))
            best = max(best, pairs, key=_count_fitting)
    return best if _count_fitting(best) * 2 >= len(percents) else []


def _list_percents(mentions: Sequence[Mention], book: SumBook) -> list[Mention]:
    """The percentages that 分别占 tells; nothing if it does not stand before the first."""
    first, *others = mentions
    if not book.respectively.search(first.label):
        return []
    return [first, *takewhile(_is_next, others)]


def _is_next(mention: Mention) -> bool:
    return mention.unit in PERCENT and mention.label in ("、", "和", "，", "与", "及")


def _list_bases(parts: Sequence[Mention], known: Iterable[Mention]) -> dict[Decimal, None]:
    """What the shares may be of: all parts together, or a figure told before."""
    unit = parts[0].unit
    bases = dict.fromkeys([add_up(parts), *(m.number for m in known if m.unit == unit)])
    bases.pop(Decimal(0), None)
    return bases


def _pair_shares(
    percents: Sequence[Mention], parts: Sequence[Mention], base: Decimal
) -> Iterator[Pair]:
    for percent, part in zip(percents, parts, strict=True):
        ratio = _divide(part.number, base)
        fits = round_ratio(ratio[0], percent.places) == percent.number
        yield percent, None if fits else ratio


def _count_fitting(pairs: Sequence[Pair]) -> int:
    return sum(ratio is None for _, ratio in pairs)


class Change(NamedTuple):
    """增减数: this year's figure, last year's, and whether they differ by what is told."""

    now: Decimal
    last: Decimal
    holds: bool


def find_change(mentions: Sequence[Mention], book: SumBook) -> Change | None:
    """The last figure as a change of two told before it: 较上年的19886条增加1571条."""
    change = mentions[-1]
    units = PERCENT if change.unit == "个百分点" else (change.unit,)
    *others, last = [m for m in mentions[:-1] if m.unit in units] or [change]
    is_change = book.growth.search(change.label[-NEAR:]) and book.is_last_year(last)
    if not others or not is_change or last is not mentions[-2]:
        return None
    if any(mention.is_rounded for mention in (*others, last)):
        return None
    holds = any(abs(now.number - last.number) == change.number for now in others)
    return Change(others[-1].number, last.number, holds)


def round_ratio(value: Decimal, places: int) -> Decimal:
    """As many decimals as the text has, half up."""
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def _list_growth(counts: Sequence[Mention], is_up: bool, book: SumBook) -> Iterator[Ratio]:
    """Growth by what the sentence tells: last year's figure, else by how many it changed."""
    changes = [other for other in counts if book.growth.search(other.label[-NEAR:])]
    last_year = list(filter(book.is_last_year, counts))
    if last_year:
        yield from _list_by_last_year(counts, last_year, changes, is_up)
        return
    for change in changes:
        for now in counts:
            before = now.number - _turn(change.number, is_up)
            if now is not change and now.unit == change.unit and before > 0:
                yield _divide(change.number, before)


def _list_by_last_year(
    counts: Sequence[Mention],
    last_year: Sequence[Mention],
    changes: Sequence[Mention],
    is_up: bool,
) -> Iterator[Ratio]:
    """比2023年的5120件减少258件: by what changed, or by both years."""
    for last in last_year:
        for other in counts:
            if other is not last and other.unit == last.unit and last.number:
                is_change = other in changes
                gap = other.number if is_change else _turn(other.number - last.number, is_up)
                yield _divide(gap, last.number)


def _turn(change: Decimal, is_up: bool) -> Decimal:
    return change if is_up else -change


def _list_table_growth(draft: Draft, counts: Sequence[Mention], is_up: bool) -> Iterator[Ratio]:
    """Growth of the figure before by the tables of both years (Suqian 2024: 1.05 for 1.08)."""
    now = counts[-1] if counts else None
    roles = RoleBook.of(draft).find_roles(now) if now else []
    for value in list_table_figures(draft, roles):
        last = _add_last_year(draft, value.keys)
        if now and last and value.fits(now.number):
            yield _divide(_turn(now.number - last, is_up), last)


def _add_last_year(draft: Draft, keys: Sequence[str]) -> Decimal | None:
    total = Decimal(0)
    for key in keys:
        number = draft.figures.claimed(f"{PRIOR}.{key}")
        if not isinstance(number, int | Decimal):
            return None
        total += number
    return total


def _list_shares(
    draft: Draft, counts: Sequence[Mention], earlier: Iterable[Mention]
) -> Iterator[Ratio]:
    """The last figure as a share of every greater one of its unit, in the text or the table."""
    part = counts[-1]
    bases: dict[Decimal, None] = {}
    for other in (*reversed(counts[:-1]), *earlier):
        if other.unit == part.unit:
            bases[other.number] = None
    for key in _TOTALS if bases else ():
        number = draft.figures.claimed(key)
        if isinstance(number, int | Decimal):
            bases[Decimal(number)] = None
    for base in bases:
        if base >= part.number > 0:
            yield _divide(part.number, base)


def _divide(part: Decimal, whole: Decimal) -> Ratio:
    return part / whole * 100, f"{print_number(part)}÷{print_number(whole)}"


def describe_ratio(mention: Mention, ratios: Sequence[Ratio]) -> str:
    """The percentage as it stands there, and what it comes to by the first bases there are."""
    told: dict[str, None] = {}
    for value, way in ratios:
        rounded = print_number(round_ratio(abs(value), mention.places))
        opposite = say("，升降写反了") if value < 0 else ""
        told[say("{way} 是 {value}%{more}", way=way, value=rounded, more=opposite)] = None
    return say(
        "“{quote}”：{told}；请核对分子、分母和百分比",
        quote=mention.quote,
        told=join_messages("，", list(told)[:SHOWN]),
    )
