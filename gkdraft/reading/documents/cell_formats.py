"""How numbers of a workbook are shown: without the noise of floats, dates as dates, shares as %."""

import datetime
import re
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml import etree

_DATES = frozenset((*range(14, 18), 22, *range(27, 37), *range(50, 59)))
_SHARES = frozenset((9, 10))
_DIGITS = 15
"""As many digits as Excel shows."""
_UNSHOWN = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')


class CellFormats:
    """The number formats of a workbook by the style of a cell."""

    def __init__(self, styles: "etree._Element | None", since_1904: bool) -> None:
        start = (1904, 1, 1) if since_1904 else (1899, 12, 30)
        self.start = datetime.date(*start)
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
        index = (
            int(style) if style and style.isascii() and style.isdigit() and len(style) < 7 else 0
        )
        kind = self._kinds[index] if index < len(self._kinds) else ""
        if kind == "date" and 0 < number < 2_900_000:
            return (self.start + datetime.timedelta(int(number))).isoformat()
        if kind == "share":
            return f"{_spell(number * 100)}%"
        return _spell(number)


def _spell(number: Decimal) -> str:
    """With the digits that Excel shows, without zeros behind the last: 0.1, 27663.5, 1500."""
    places = _DIGITS - 1 - number.adjusted()
    rounded = round(number, places) if number and places < 40 else number
    text = f"{rounded:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def _name_kind(number: str, code: str) -> str:
    known = int(number) if number.isascii() and number.isdigit() and len(number) < 6 else 0
    shown = _UNSHOWN.sub("", code.lower())
    if known in _DATES or (re.search("[yd]", shown) and "general" not in shown):
        return "date"
    return "share" if known in _SHARES or "%" in shown else ""
