"""GK5: a telephone, an address of mail or of a site that nobody could reach the body by."""

import re
import unicodedata
from collections.abc import Iterator

from gkdraft.base.patterns import HAN, compile_late
from gkdraft.base.places import DataPath
from gkdraft.base.scalars import mend_address
from gkdraft.layout.spec import Patterns
from gkdraft.messages import say
from gkdraft.prose.document import Document
from gkdraft.report.draft import Draft
from gkdraft.rules.books import Book
from gkdraft.rules.findings import Severity
from gkdraft.rules.registry import Verdict, register_rule

LONGEST = 200
SHORTEST = 4
"""Characters of the shortest address that leads anywhere."""
_CHINESE = compile_late(HAN)
_BRACKETED = compile_late(r"\([^()\d]*\)")
_WIDE_DIGITS = compile_late("[０-９]")
_LISTED = compile_late("[、；]")
_DASHES = str.maketrans("—–−―－~～", "-------")
# brackets around the area code, blanks between groups of digits
_LOOSE = compile_late(r"[()\s]")


class ContactBook(Book):
    """checks/contact.yaml: how numbers and addresses look, and slips in them."""

    file = "contact.yaml"

    telephone: re.Pattern[str]
    further: re.Pattern[str]
    between: re.Pattern[str]
    beside: Patterns
    mail: re.Pattern[str]
    site: re.Pattern[str]
    addresses: Patterns = ()


@register_rule("GK507", Severity.WARNING, waivable=True)
def check_contact(draft: Draft, document: Document) -> Iterator[Verdict]:
    """联系方式写得不对。

    电话里有别的字（“12345号码”），或位数不对。可以写区号加 7、8 位号码，7、8 位号码，手机号码，
    400、800 电话，12345 一类的短号；分机写在“-”或“转”后面，几个号码用顿号隔开，说明写在括号里。
    网址、邮箱里有全角的字母、句点、空格、逗号，或不成样子：提示里给出应当怎样写。
    地址看不出在哪里、中间有句号、门牌号后面又写了路名（“北京路8路”）。
    样式见 templates/checks/contact.yaml。已公布的年报只看地址里的路名。
    """
    contact, words = draft.report.contact, ContactBook.of(draft)
    mail, site = contact.mail, contact.website.address
    told: dict[DataPath, str] = {("联系", "地址"): _judge_address(contact.address, draft, words)}
    if not draft.published:  # what was read of a page may be a piece of a line
        told["联系", "电话"] = _judge_telephone(contact.telephone, words)
        told["联系", "邮箱"] = _judge_latin(mail, words.mail, say("邮箱"))
        told["联系", "网站", "网址"] = _judge_latin(site, words.site, say("网址"))
    for path, message in told.items():
        if message:
            yield message, path


def _judge_address(address: str, draft: Draft, words: ContactBook) -> str:
    for pattern in words.addresses:
        if slip := pattern.search(address[:LONGEST]):
            return say(
                "地址“{address}”里的“{slip}”写错了，请核对门牌号", address=address, slip=slip[0]
            )
    if draft.published or not address:
        return ""
    if len(_CHINESE.findall(address)) < SHORTEST:
        return say("地址“{address}”看不出在哪里，写到路和门牌号", address=address)
    if "。" in address:
        return say("地址“{address}”里有句号，请删去", address=address)
    return ""


def _judge_telephone(text: str, words: ContactBook) -> str:
    """What is wrong with the numbers of a text; nothing if all of them could be dialled."""
    if _WIDE_DIGITS.search(text):
        mended = _WIDE_DIGITS.sub(lambda digit: unicodedata.normalize("NFKC", digit[0]), text)
        return say("电话“{text}”是全角数字，应为 {mended}", text=text, mended=mended)
    plain = unicodedata.normalize("NFKC", text.translate(_DASHES))
    plain = _BRACKETED.sub("", plain)
    for word in words.beside:
        plain = word.sub("", plain)
    first = True
    for part in filter(None, map(_squeeze, words.between.split(plain))):
        shape = words.telephone if first else words.further
        first = False
        if shape.fullmatch(part):
            continue
        if re.search(r"[^\d+转-]", part):
            return say("电话“{text}”里有别的字，只写区号和号码", text=text)
        return say("电话“{text}”的位数不对：区号加 7、8 位号码，或 11 位手机号码", text=text)
    return ""


def _squeeze(part: str) -> str:
    return _LOOSE.sub("", part)


def _judge_latin(text: str, shape: re.Pattern[str], name: str) -> str:
    """What is wrong with an address of letters and dots, and how it is written if that is sure."""
    parts = filter(None, _LISTED.split(text))
    if not text or all(shape.fullmatch(part.strip()) for part in parts):
        return ""
    mended = mend_address(text)
    if shape.fullmatch(mended):
        return say("{name}“{text}”写得不对，应为 {mended}", name=name, text=text, mended=mended)
    return say("{name}“{text}”不像{name}，请核对", name=name, text=text)
