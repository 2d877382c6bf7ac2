"""Scalars 数据文件里的值: one function per type, from what a person typed to a value.

Everything in a data file is text until the form or the model says what it is, so that a
postcode keeps its leading zero. Every function raises ValueError with a Chinese message.
"""

import datetime
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from gkdraft.base.patterns import compile_late
from gkdraft.messages import say

LARGEST = 10**12
LONGEST_NUMBER = 40
LONGEST_QUOTED = 16
SHORTEST_TELEPHONE = 5  # 12345 is one
AMOUNT_DECIMALS = 6  # 万元 down to the 分

NO_SCALE = "(?![余多万亿]|[百千](?![克米瓦升]|分点))"
"""Before a unit: 3千 is no 3 of a unit 千, 3千米 is."""

MARKS = compile_late("[\ue000-\ue00f]")
"""Private-use marks of prose: text typed by people may not hold them."""

# what XML and YAML cannot hold, and line ends that only some programs know
_CONTROL = compile_late(
    "[\x00-\x08\x0b-\x1f\x7f\x85\u2028\u2029\ufeff\ufffe\uffff]|[\ud800-\udfff]"
)
# 1,200 is 1200; 1,20 is a slip
_GROUPED = compile_late(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?")
_NUMBER = compile_late(r"[+-]?\d+(\.\d+)?")
_ROUNDED = compile_late(r"(?P<about>约)?(?P<digits>\d+(\.\d+)?)(?P<unit>万|亿)?(?P<more>余)?")
_SCALE_OF = {"万": 10**4, "亿": 10**8, None: 1}
_PRICE = compile_late(r"(?P<digits>\d[\d,]*(\.\d+)?)(?P<unit>万元|亿元|元)|(?P<zero>0)")
_MAIL = compile_late(r"[^@\s]+[@＠][^@\s]+\.[^@\s]+")
_DATE = compile_late(r"(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?")


@dataclass(frozen=True, slots=True)
class Rounded:
    """A figure printed as it was typed: 4.25万, 5500余, 251000元. No sums are checked with it."""

    value: Decimal
    text: str

    def __str__(self) -> str:
        return self.text


Number = int | Decimal | Rounded


def find_bounds(number: Number) -> tuple[Decimal, Decimal]:
    """The least and the most a number may stand for.

    4.25万 is 42450 to 42550, 5500余 goes up to 5600, 约350 is a tenth off either way.
    """
    if not isinstance(number, Rounded):
        return Decimal(number), Decimal(number)
    match, value = _ROUNDED.fullmatch(number.text), number.value
    if match is None:  # a price is exact
        return value, value
    if match["about"]:
        return value * 9 / 10, value * 11 / 10
    digits, step = match["digits"], Decimal(_SCALE_OF[match["unit"]])
    decimals = len(digits.partition(".")[2])
    zeros = 0 if decimals else len(digits) - len(digits.rstrip("0"))
    step = step.scaleb(zeros - decimals)
    return (value, value + step) if match["more"] else (value - step / 2, value + step / 2)


def read_text(raw: str) -> str:
    """Text as typed, without surrounding space and without characters no document can hold."""
    if MARKS.search(raw):
        raise ValueError(say("有无法识别的字符（多为从图片或旧文件复制的造字），请删去后重新输入"))
    return _CONTROL.sub("", raw.replace("\r\n", "\n").replace("\r", "\n")).strip()


def shorten_quote(raw: str) -> str:
    """What was typed, as a message quotes it: a line of 80 columns must hold the rest as well."""
    if len(raw) <= LONGEST_QUOTED:
        return raw
    return f"{raw[: LONGEST_QUOTED - 1]}…"


def has_note_mark(text: str) -> bool:
    """Whether a text holds ① or ¹, which compatibility forms make a digit of: 5① is no 51."""
    return any(unicodedata.category(char) == "No" for char in text)


def _read_digits(raw: str) -> str:
    if has_note_mark(raw):
        raise ValueError(say("“{}”里有注码，数后面的注码请另写", shorten_quote(raw)))
    # full-width digits, and the dashes that editors make of a minus
    digits = unicodedata.normalize("NFKC", raw).strip().replace("−", "-").replace("–", "-")
    if len(digits) > LONGEST_NUMBER:
        raise ValueError(say("“{}”不是数，请核对", shorten_quote(raw)))
    if _GROUPED.fullmatch(digits):
        digits = digits.replace(",", "")
    if not _NUMBER.fullmatch(digits):
        # 93。47: the key that gives a decimal point in the other input mode
        mended = digits.replace("。", ".")
        if _NUMBER.fullmatch(mended):
            raise ValueError(say("“{}”的小数点写成了句号，应为 {}", shorten_quote(raw), mended))
        raise ValueError(
            say("“{}”不是数：只写数字，没有就写 0，还不知道就空着", shorten_quote(raw))
        )
    if abs(Decimal(digits)) > LARGEST:
        raise ValueError(say("“{}”太大，请核对", shorten_quote(raw)))
    return digits


def read_count(raw: str) -> int:
    """件数: a whole number of at least 0; full-width digits and thousands separators are read."""
    digits = _read_digits(raw)
    if "." in digits:
        raise ValueError(say("“{}”带小数，这里填件数，只能是整数", shorten_quote(raw)))
    if digits.startswith("-") and int(digits):
        raise ValueError(say("“{}”是负数，件数不能小于 0", shorten_quote(raw)))
    return int(digits)


def read_change(raw: str) -> int:
    """增/减: a whole number with its sign, as in +1036 or -3."""
    digits = _read_digits(raw)
    if "." in digits:
        raise ValueError(say("“{}”带小数，这里填增减的件数，只能是整数", shorten_quote(raw)))
    return int(digits)


def read_price(raw: str) -> "Rounded":
    """金额 that carries its own unit: 160.5964万元, 251000元; printed as typed."""
    compact = unicodedata.normalize("NFKC", raw).replace(" ", "")
    match = _PRICE.fullmatch(compact)
    if not match:
        raise ValueError(
            say("“{}”应当带单位，如 251000元、160.5964万元；没有就写 0", shorten_quote(raw))
        )
    if match["zero"]:
        return Rounded(Decimal(0), compact)
    scale = {"万元": 10**4, "亿元": 10**8, "元": 1}[match["unit"]]
    return Rounded(Decimal(_read_digits(match["digits"])) * scale, compact)


def read_amount(raw: str) -> Decimal:
    """金额: at least 0, in the unit the form names, with at most six decimals (万元 to the 分)."""
    digits = _read_digits(raw)
    value = Decimal(digits)
    if value < 0:
        raise ValueError(say("“{}”是负数，金额不能小于 0", shorten_quote(raw)))
    if len(digits.partition(".")[2]) > AMOUNT_DECIMALS:
        raise ValueError(say("“{}”小数位太多，最多 {} 位", shorten_quote(raw), AMOUNT_DECIMALS))
    return abs(value)


READERS: "Mapping[str, Callable[[str], Number]]" = {
    "count": read_count,
    "amount": read_amount,
    "change": read_change,
    "price": read_price,
}
"""How the cells of forms are read, by their kinds."""


def read_quantity(raw: str) -> Number:
    """指标的数: a count, a decimal, or a rounded figure (4.25万, 5500余) kept as typed."""
    compact = unicodedata.normalize("NFKC", raw).replace(" ", "")
    match = _ROUNDED.fullmatch(compact)
    if match and (match["unit"] or match["more"] or match["about"]):
        return _round_quantity(match, raw)
    value = read_amount(raw)
    # 12.0 stays as it was typed
    whole = value == value.to_integral_value() and "." not in compact
    return int(value) if whole else value


def _round_quantity(match: re.Match[str], raw: str) -> Rounded:
    if match["about"] and match["more"]:
        raise ValueError(say("“{}”：“约”和“余”只写一个", shorten_quote(raw)))
    scale = _SCALE_OF[match["unit"]]
    rounded = Rounded(Decimal(_read_digits(match["digits"])) * scale, match[0])
    if rounded.value > LARGEST:
        raise ValueError(say("“{}”太大，请核对", shorten_quote(raw)))
    return rounded


def read_percent(raw: str) -> Decimal:
    """百分比: 0 to 100, the sign may be left out."""
    value = read_amount(unicodedata.normalize("NFKC", raw).strip().removesuffix("%"))
    if value > 100:
        raise ValueError(say("“{}”超过 100%", shorten_quote(raw)))
    return value


def read_date(raw: str) -> datetime.date:
    """日期: 2026-04-20, 2026年4月20日 and the like."""
    match = _DATE.fullmatch(unicodedata.normalize("NFKC", raw).strip())
    if not match:
        raise ValueError(say("“{}”不是日期：请写成 2026-04-20", shorten_quote(raw)))
    try:
        return datetime.date(*(int(part) for part in match.groups()))
    except ValueError:
        raise ValueError(say("“{}”：没有这一天，请核对", shorten_quote(raw))) from None


def read_postcode(raw: str) -> str:
    """邮编: six digits, or nothing."""
    found = unicodedata.normalize("NFKC", read_text(raw))
    if found and not re.fullmatch(r"\d{6}", found):
        raise ValueError(say("“{}”不是邮编：邮编是六位数字", shorten_quote(raw)))
    return found


def read_telephone(raw: str) -> str:
    """电话: as typed, if it holds the digits of a number and no letters."""
    found = read_text(raw)
    letters = re.search(r"[A-Za-zＡ-Ｚａ-ｚ]", found)
    if found and (letters or len(re.findall(r"\d", found)) < SHORTEST_TELEPHONE):
        raise ValueError(
            say("“{}”不是电话号码：写区号和号码，如 0512-12345678", shorten_quote(raw))
        )
    return found


def read_mail(raw: str) -> str:
    """电子邮箱: one @ with something on both sides, or nothing."""
    found = read_text(raw)
    if found and not _MAIL.fullmatch(found):
        mended = mend_address(found)
        if _MAIL.fullmatch(mended):
            raise ValueError(say("“{}”不是电子邮箱，是否想写 {}？", shorten_quote(raw), mended))
        raise ValueError(
            say("“{}”不是电子邮箱：写成 xxgk@example.gov.cn 的样子", shorten_quote(raw))
        )
    return found


def mend_address(text: str) -> str:
    """An address of mail or of a site as it was meant: half-width letters and dots, no blanks."""
    plain = unicodedata.normalize("NFKC", text).replace("。", ".").replace("，", ",")
    return re.sub(r"\s", "", plain).rstrip(".,;:、")


_SCALES = {"十": 10, "百": 100}
_DIGITS = "零一二三四五六七八九"


def spell_numeral(number: int) -> str:
    """1 to 999 as 一 to 九百九十九, for headings; larger ones stay digits."""
    if number > 999:
        return str(number)
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    spelt = f"{_DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        # 十二, but 一百一十二
        one = tens == 1 and not hundreds
        spelt += "十" if one else f"{_DIGITS[tens]}十"
    elif hundreds and ones:
        spelt += "零"
    if ones:
        return spelt + _DIGITS[ones]
    return spelt


def read_numeral(text: str) -> int:
    """一百零一 as 101; 0 for what is no numeral."""
    total = current = 0
    for char in text.replace("两", "二").replace("〇", "零"):
        if char in _SCALES:
            total += (current or 1) * _SCALES[char]
            current = 0
        else:
            current = max(_DIGITS.find(char), 0)
    return total + current
