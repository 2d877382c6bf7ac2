"""Ratios 占比、增幅: what a percentage comes to by the figures beside it, every base tried."""

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal

from gkdraft.messages import join_messages, say
from gkdraft.report.draft import Draft
from gkdraft.report.figures import PRIOR
from gkdraft.report.printing import print_number
from gkdraft.rules.lists import NEAR, SumBook
from gkdraft.rules.mentions import REACH, Mention
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
    is_listed = book.respectively.search(mention.look_back(REACH))
    return is_sure and not is_listed and bool(book.share.search(mention.label))


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
        rounded = print_number(round_ratio(value, mention.places))
        told[say("{way} 是 {value}%", way=way, value=rounded)] = None
    return say(
        "“{quote}”：{told}；请核对分子、分母和百分比",
        quote=mention.quote,
        told=join_messages("，", list(told)[:SHOWN]),
    )
