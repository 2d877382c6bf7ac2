"""What stands behind the labels of 联系方式: a value in full, or none."""

import re
import string
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from gkdraft.base.patterns import compile_late
from gkdraft.reading.published.contact_labels import (
    CLOSING,
    COMPLETE,
    LONGEST_ADDRESS,
    LONGEST_BLOCK,
    OPENING,
    STOP,
    TRAILING,
    Span,
)
from gkdraft.reading.published.vocabulary import ContactWords

SHORTEST_ADDRESS = 4

_COMMA = compile_late("[，,、]")
_DASHES = str.maketrans("—–−―－‐‑", "-------")


def _read_address(span: Span, words: ContactWords) -> str:
    """An address whose end is told; nothing of one whose end is open."""
    value, is_told = _cut_value(span)
    end = 0
    for piece, begin in _list_pieces(value):
        if words.prose.search(piece):
            # ……90号，欢迎来访: the comma tells the end
            is_told = True
            break
        if begin and not COMPLETE.search(piece):
            return ""
        end = begin + len(piece)
    value = value[:end].strip(TRAILING)
    if not SHORTEST_ADDRESS <= len(value) <= LONGEST_ADDRESS or _NO_HOUSE.search(value):
        return ""
    value = value.translate(_NARROW)
    # 云川县滨河大道 90 号行政 at a line's end is a part
    is_whole = is_told or COMPLETE.search(value) is not None
    return value if is_whole and _is_balanced(value) else ""


# full-width digits and letters are those of another input mode
_NARROW = {ord(char) + 0xFEE0: char for char in string.digits + string.ascii_letters + "-"}
_NO_HOUSE = compile_late(r"(?i:[@＠]|www|https?:|\.cn)|^[^一-鿿]*$")


def _list_pieces(value: str) -> Iterator[tuple[str, int]]:
    """What stands between the commas of an address, and where; commas in brackets are none."""
    depth, begin = 0, 0
    for place, character in enumerate(value):
        depth += (character in OPENING) - (character in CLOSING)
        if depth == 0 and _COMMA.match(character):
            yield value[begin:place], begin
            begin = place + 1
    yield value[begin:], begin


def _cut_value(span: Span) -> tuple[str, bool]:
    """A value up to its bracket, stop or line end, and whether more than the line ends it."""
    depth = 0
    for place, character in enumerate(span.text[:LONGEST_BLOCK]):
        if depth == 0 and (character in CLOSING or STOP.match(span.text, place)):
            return span.text[:place].strip(TRAILING), character != "\n"
        depth += (character in OPENING) - (character in CLOSING)
    return span.text[:LONGEST_BLOCK].strip(TRAILING), span.is_closed


def _is_balanced(value: str) -> bool:
    opened = sum(map(value.count, OPENING))
    return opened == sum(map(value.count, CLOSING))


def _read_postcode(span: Span, words: ContactWords) -> str:
    compact = re.sub(r"\s", "", unicodedata.normalize("NFKC", span.text[:LONGEST_BLOCK]))
    match = re.match(r"\d{6}(?!\d)", compact)
    return match[0] if match else ""


def _read_telephone(span: Span, words: ContactWords) -> str:
    """One number or several; nothing of one that is cut or has too many digits or too few."""
    plain = unicodedata.normalize("NFKC", span.text[:LONGEST_BLOCK].translate(_DASHES))
    match = words.telephones.match(plain)
    if match is None or re.match(r"\s?[\d*xX×.-]", plain[match.end() :]):
        return ""
    numbers = match["numbers"].strip()
    if re.match(r"\s?\(\s?传真", plain[match.end() :]):
        # 2386611，2386620（传真）: the last one is no telephone
        return _LAST_NUMBER.sub("", numbers) if _LAST_NUMBER.search(numbers) else ""
    return numbers


_LAST_NUMBER = compile_late(r"\s*[,，、;；/]\s*[^,，、;；/]+$")


class Standing(NamedTuple):
    """What speaks against a number; that with the least is the telephone of the report."""

    is_others: bool  # 信访, 投诉
    is_hotline: bool
    is_mobile: bool  # a person's
    is_unnamed: bool  # 电话, where others say 联系电话


_HOTLINE = 5
_MOBILE = compile_late(r"(?:\+?86-?)?1[3-9]\d{9}")


def weigh(span: Span, number: str, words: ContactWords) -> Standing:
    """How a number stands among those of a report."""
    # 咨询电话：12345，联系电话：……; 联系人：王某，电话139……；办公电话：……
    where = span.before + span.label
    return Standing(
        # 如有疑问或投诉，请联系…… offers the report's own
        words.others.search(where) is not None and not words.asked.search(where),
        len(number) <= _HOTLINE,
        _MOBILE.fullmatch(number) is not None,
        words.telephone.search(span.label) is None,
    )


def is_same(first: str, second: str) -> bool:
    """Whether two texts have a number in common: 0517-87290606 and 87290606."""
    ours, theirs = _list_digits(first), _list_digits(second)
    for number in ours:
        if any(number.endswith(other) or other.endswith(number) for other in theirs):
            return True
    return False


def _list_digits(numbers: str) -> list[str]:
    """The numbers of 0517-87290606、87290607 as digits alone."""
    found: list[str] = []
    for part in re.split("[、,，;；/或及和]", numbers):
        digits = re.sub(r"\D", "", part)
        if digits:
            found.append(digits)
    return found


def _read_mail(span: Span, words: ContactWords) -> str:
    # 常州 2018, a mirror, has [email protected] for the address
    plain = unicodedata.normalize("NFKC", span.text[:LONGEST_BLOCK])
    match = words.mail.match(plain.lstrip())
    return match[0] if match else ""


READERS: Mapping[str, Callable[[Span, ContactWords], str]] = {
    "地址": _read_address,
    "邮编": _read_postcode,
    "电话": _read_telephone,
    "邮箱": _read_mail,
}
