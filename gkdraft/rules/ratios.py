"""Ratios 占比、增幅: what a percentage comes to by the figures beside it, every base tried."""

import re
from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal

from gkdraft.messages import say
from gkdraft.report.draft import Draft
from gkdraft.report.figures import PRIOR
from gkdraft.report.printing import print_number
from gkdraft.rules.lists import SumBook
from gkdraft.rules.mentions import Mention, Sentence, list_mentions
from gkdraft.rules.roles import list_table_figures, load_roles

Ratio = tuple[Decimal, str]
"""A percentage, and how it was reckoned."""

# totals that a share may be of though the sentence does not give them
_TOTALS = ("申请情况.本年新收.总计", "申请情况.总计.总计")
NEAR = 6
"""Characters before a figure that say whether it is a change or last year's."""


def list_ratios(
    draft: Draft, mention: Mention, counts: Sequence[Mention], book: SumBook
) -> list[Ratio]:
    """What a percentage may come to; nothing if it is neither a share nor a growth."""
    clause = re.split("[，,；;]", mention.label)[-1]
    growth = book.growth.search(clause)
    if growth:
        is_up = bool(growth["up"])
        by_text = list(_list_growth(counts, is_up, book))
        return by_text or list(_list_table_growth(draft, counts, is_up))
    if book.share.search(mention.label) and counts:
        return list(_list_shares(draft, counts, mention.sentence))
    return []


def round_ratio(value: Decimal, places: int) -> Decimal:
    """As many decimals as the text has, half up."""
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def _list_growth(counts: Sequence[Mention], is_up: bool, book: SumBook) -> Iterator[Ratio]:
    """Growth by what the sentence tells: by how many, or last year's figure."""
    for other in counts:
        before = other.label[-NEAR:]
        is_change = book.growth.search(before)
        is_last = not is_change and book.compared.search(before)
        if not is_change and not is_last:
            continue
        for now in counts:
            if now is not other and now.unit == other.unit:
                change = other.number if is_change else _turn(now.number - other.number, is_up)
                last = now.number - _turn(change, is_up)
                if last > 0:
                    yield _divide(change, last)


def _turn(change: Decimal, is_up: bool) -> Decimal:
    return change if is_up else -change


def _list_table_growth(draft: Draft, counts: Sequence[Mention], is_up: bool) -> Iterator[Ratio]:
    """Growth of the figure before by the tables of both years (Suqian 2024: 1.05 for 1.08)."""
    now = counts[-1] if counts else None
    roles = load_roles(draft.layout.resources).find_roles(now) if now else []
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


def _list_shares(draft: Draft, counts: Sequence[Mention], sentence: Sentence) -> Iterator[Ratio]:
    """The last figure as a share of every greater one of its unit, in the text or the table."""
    part = counts[-1]
    earlier = list_mentions(Sentence(sentence.before, "", sentence.section, {}))
    bases: dict[Decimal, None] = {}
    for other in (*counts[:-1], *earlier):
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


def describe_ratio(mention: Mention, ratio: Ratio) -> str:
    """The percentage as it stands there, and what it comes to."""
    value, way = ratio
    return say(
        "“{quote}”：按 {way} 算是 {value}%，请核对",
        quote=mention.quote,
        way=way,
        value=print_number(round_ratio(value, mention.places)),
    )
