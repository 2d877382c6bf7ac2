"""Year on year 较上年: what may be said of two figures, by the rules for reports.

No percentage of a small base, none of nothing, no "down by 100 %", and twice as much is told as
a multiple.
"""

from decimal import Decimal
from typing import Literal, NamedTuple

from gkdraft.report.printing import print_percent, print_two_places

# 件: 3 instead of 2 is no growth of 50%; reports give percentages of three digits and more
SMALL = 10
# percent from which a change should be confirmed, since an office will be asked for the reason
NOTABLE = 50

Kind = Literal["持平", "上年无", "本年无", "增加", "减少"]


class Change(NamedTuple):
    """The change between two years. `percent` and `times` are empty where none is told."""

    kind: Kind
    difference: int | Decimal
    percent: str = ""
    times: str = ""
    notable: bool = False


def compute_change(now: int | Decimal, before: int | Decimal) -> Change:
    """The change from last year's figure to this year's."""
    difference = Decimal(now) - Decimal(before)
    exact: int | Decimal = difference
    if difference == difference.to_integral_value():
        exact = int(difference)
    if not difference:
        return Change("持平", exact)
    if not before:
        return Change("上年无", exact, notable=now >= SMALL)
    if not now:
        return Change("本年无", exact, notable=before >= SMALL)
    kind: Kind = "增加" if difference > 0 else "减少"
    percent = print_percent(abs(difference) * 100 / Decimal(before))
    # 0.00% would read as no change
    if before < SMALL or percent == "0.00%":
        return Change(kind, exact)
    notable = abs(difference) * 100 >= NOTABLE * Decimal(before)
    # 翻一番 and more is written as a multiple: 2.58倍, not 增长158%
    times = ""
    if now >= 2 * before:
        times = print_two_places(Decimal(now) / Decimal(before))
    return Change(kind, exact, percent, times, notable)
