"""How numbers and dates are printed: the only place that decides.

Figures stand as they were typed: no thousands separators, decimals as given, 4.25万 as 4.25万.
Dates go through Babel, which is loaded only for a report that prints one.
"""

import datetime
from decimal import ROUND_HALF_UP, Decimal

from gkdraft.base.scalars import Number

LOCALE = "zh_Hans_CN"
MORE_OR_LESS = "change"
"""The kind of cell that carries its sign: 本年增/减."""


def print_number(number: Number | None, kind: str = "") -> str:
    """A figure as printed, nothing if missing; 本年增/减 carries its sign."""
    if kind == MORE_OR_LESS and isinstance(number, int) and number > 0:
        return f"+{number}"
    if isinstance(number, Decimal):
        return f"{number:f}"
    return "" if number is None else str(number)


def print_two_places(number: Decimal) -> str:
    """A computed number with two decimals, half up: 18.64."""
    return str(number.quantize(Decimal("0.01"), ROUND_HALF_UP))


def print_percent(number: Decimal) -> str:
    """A computed percentage: two decimals, 100% without."""
    return "100%" if number == 100 else f"{print_two_places(number)}%"


def print_date(date: datetime.date) -> str:
    """2019年8月16日."""
    from babel.dates import format_date  # 30 ms that most reports need not pay

    return format_date(date, "y年M月d日", locale=LOCALE)
