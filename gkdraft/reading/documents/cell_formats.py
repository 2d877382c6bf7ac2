"""How numbers of a workbook are shown: without the noise of floats, dates as dates, shares as %."""

import datetime
import re
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml import etree

_DATES = frozenset((*range(14, 18), 22, *range(27, 37), *range(50, 59)))
_TIMES = frozenset((*range(18, 22), *range(45, 48)))
_SHARES = frozenset((9, 10))
_DIGITS = 15
"""As many digits as Excel shows."""
# colours and currencies in brackets, not the hours of [h]:mm
_UNSHOWN = re.compile(r'"[^"]*"|\\.|\[(?![hms]+\])[^\]]*\]|_.|\*.')
_OF_DATES, _OF_TIMES = re.compile("[yd]"), re.compile("[hs]")
_LONGEST = 255
"""Characters of a format; no program writes longer ones."""
_LAST_DAY = 2_958_466
"""The day after 9999-12-31."""
_LEAP = 60
"""Excel counts a 29th of February 1900, which never was; the days before it are one less."""


class CellFormats:
    """The number formats of a workbook by the style of a cell."""

    def __init__(self, styles: "etree._Element | None", since_1904: bool) -> None:
        self._since_1904 = since_1904
        self._kinds: list[str] = []
        if styles is None:
            return
        codes = {}
        for entry in styles.iterfind("{*}numFmts/{*}numFmt"):
            codes[entry.get("numFmtId") or ""] = entry.get("formatCode") or ""
        for entry in styles.iterfind("{*}cellXfs/{*}xf"):
            number = entry.get("numFmtId") or "0"
            self._kinds.append(_name_kind(number, codes.get(number, "")))

    def show(self, text: str, style: str | None) -> str:
        """A stored number as a person sees it; anything else as it is."""
        try:
            number = Decimal(text.strip())
        except InvalidOperation:
            return text
        if not number.is_finite() or abs(number.adjusted()) > 2 * _DIGITS:
            return text
        index = _read_number(style)
        kind = self._kinds[index] if index < len(self._kinds) else ""
        if kind == "share":
            return f"{_spell(number * 100)}%"
        # a time of day is a part of a day
        if kind in ("date", "time") and 0 < number < 1:
            return _spell_time(number)
        if kind == "date" and 1 <= number < _LAST_DAY:
            return self._spell_date(int(number))
        return _spell(number)

    def _spell_date(self, number: int) -> str:
        if self._since_1904:
            start = datetime.date(1904, 1, 1)
            # as many days as there are until 9999-12-31
            number = min(number, (datetime.date.max - start).days)
        else:
            start = datetime.date(1899, 12, 31 if number < _LEAP else 30)
        return (start + datetime.timedelta(number)).isoformat()


def _spell_time(number: Decimal) -> str:
    minutes, seconds = divmod(min(round(number * 86_400), 86_399), 60)
    told = f"{minutes // 60}:{minutes % 60:02}"
    return f"{told}:{seconds:02}" if seconds else told


def _spell(number: Decimal) -> str:
    """With the digits that Excel shows, without zeros behind the last: 0.1, 27663.5, 1500."""
    places = _DIGITS - 1 - number.adjusted()
    rounded = round(number, places) if number and places < 40 else number
    text = f"{rounded:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def _read_number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 7 else 0


def _name_kind(number: str, code: str) -> str:
    known = _read_number(number)
    shown = _UNSHOWN.sub("", code[:_LONGEST].lower())
    if known in _SHARES or "%" in shown:
        return "share"
    if known in _DATES or _OF_DATES.search(shown):
        return "date"
    # minutes beside hours or seconds, else months
    if known in _TIMES or _OF_TIMES.search(shown):
        return "time"
    return "date" if "m" in shown else ""
