"""The head of a notice: 标题, 文号, 成文日期, 发文机关, and where the work points begin."""

import datetime
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from gkdraft.base.patterns import compile_late
from gkdraft.reading.documents.flow import TextLine, squeeze_spaces
from gkdraft.reading.notices.fields import is_field, read_fields
from gkdraft.reading.notices.outline import read_mark_number, split_mark
from gkdraft.reading.notices.titles import (
    DATE,
    begins_outline,
    find_cover,
    find_title,
    name_before_title,
)
from gkdraft.reading.notices.vocabulary import NoticeVocabulary

# 太政办〔2019〕112号 in whatever brackets a page has: 太政办[2019]112号, 太政办【2019】第012号
_NUMBER = compile_late(
    r"(?P<who>[\u4e00-\u9fff]{2,14})\s*[〔\[（(【﹝［]\s*(?P<year>(?:19|20)\d{2})\s*[〕\]）)】﹞］]"
    r"\s*第?\s*0*(?P<n>\d{1,5})\s*号"
)
# （云政办发〔2026〕12号） below the title: fixture 27
_ENCLOSED = compile_late(r"^[（(]([^（）()]+号)[）)]$")
# the number below a centred title runs on with it in a printed notice
_BEHIND_TITLE = compile_late(
    r"^.{6,160}(?:通知|函)([\u4e00-\u9fff]{2,14}[〔\[]\d{4}[〕\]]\d{1,5}号)$"
)
_BEFORE_NUMBER = "".join(sorted(set(" ★绝秘机密特加急平件：:文号")))
# 各镇人民政府，市各委、办、局：
_SALUTATION = compile_late(r"(?:各|本|局|委|厅|市|县|区|省|机关|全).{1,200}[：:]")
# Who signs, right before a date, in a dump without line breaks (福建 2016, 平潭 2021)
_SIGNED = compile_late(
    r"(?:^|[。：:\s]|附件[:：]?\S{0,60}?)\s*(?P<who>[\u4e00-\u9fff（）]{4,40}?(?:办公室|办公厅|委员会|管委会|政府|局|厅"
    r"|委|处|中心|小组|部|院|办|社))\s+$"
)
_DAY = compile_late(r"\d{4}年\d{1,2}月\d{1,2}日")
FAR = 80
"""Lines within which a letter names those it is addressed to; a page's menu stands before it."""
MOST_ISSUERS = 5
"""Bodies that sign one below the other: the joint notice of fixture 32."""
LONGEST_ISSUER = 40
REACH = 120
"""How far before a date the name of who signs may begin: a dump of 500000 dates must end."""


class NoticeHead(NamedTuple):
    """What a notice says of itself; "" and None where it does not say it."""

    title: str = ""
    cover: str = ""
    number: str = ""
    date: datetime.date | None = None
    issuer: str = ""
    body: int = 0  # the line from which on the work points are told
    signed: int | None = None  # the line with the date


def read_notice_head(lines: Sequence[TextLine], words: NoticeVocabulary) -> NoticeHead:
    """The head of a document of these lines."""
    texts = [squeeze_spaces(line.text) for line in lines]
    fields = dict(read_fields(texts))
    cover_end = _find_cover_end(texts, words)
    signed = _find_signature(texts, cover_end)
    unnumbered = [_strip_number(text) for text in texts[: cover_end + 1]]
    cover = find_cover(unnumbered, words) or fields.get("title", "")
    title, body = find_title(texts, cover, cover_end, signed, words)
    number = next(_find_numbers(texts[: cover_end + 1]), "")
    if not number:
        number = next(_find_numbers([fields.get("number", "")]), "")
    date = _read_date(fields.get("date", "") if signed is None else texts[signed])
    title = title or cover  # a notice that annexes nothing is itself what it is about
    return NoticeHead(
        title,
        cover if cover != title else "",
        number,
        date,
        _find_issuer(texts, signed, words) or fields.get("issuer", "") or name_before_title(cover),
        body,
        signed,
    )


def cut_signature(line: TextLine) -> list[TextLine]:
    """A line of a text dump in which the signature runs into the text, cut apart."""
    found = []
    for part in _split_at_signature(line.text):
        # what a dump put one space between was a line each: 各市人民政府： and what follows it
        for piece in re.split(r"(?<=[：:。号） ]) +| +(?=各)", part.strip()):
            if piece.strip():
                found.append(TextLine(piece, line.place))
    return found


def _split_at_signature(text: str) -> list[str]:
    """The text before the first signature, who signs, the date, and what follows."""
    for day in _DAY.finditer(text):
        start = max(0, day.start() - REACH)
        if signed := _SIGNED.search(text[start : day.start()]):
            begin = start + signed.start("who")
            # （此件公开发布） stands below the date
            rest = re.sub(r"^([（(]此件[^）)]*[）)])", "\\1\n", text[day.end() :].strip())
            return [text[:begin], signed["who"], day[0], *rest.split("\n")]
    return [text]


def _find_cover_end(texts: Sequence[str], words: NoticeVocabulary) -> int:
    """The line of the salutation, else the last one before the outline or a page's foot begins."""
    for index, text in enumerate(texts[:FAR]):  # a web page's menu may hold a 一、 before it
        if _is_salutation(text):
            return index
    for index, text in enumerate(texts):
        if begins_outline(text) or words.is_ending.search(text):
            return max(index - 1, 0)
    return len(texts) - 1


def _is_salutation(text: str) -> bool:
    # “各单位要做好如下工作：” is a sentence
    if not _SALUTATION.fullmatch(text) or re.search("[要应]|如下|以下", text):
        return False
    return not split_mark(text) and not is_field(text)


def _find_signature(texts: Sequence[str], start: int) -> int | None:
    """The line that is a date and nothing else: the first one after the salutation."""
    for index in range(start + 1, len(texts)):
        if DATE.fullmatch(texts[index].rstrip("。")):
            return index
    for index, text in enumerate(texts[:start]):  # （2021年4月16日） below the title
        if DATE.fullmatch(text.strip("（）()")):
            return index
    return None


def _find_issuer(texts: Sequence[str], signed: int | None, words: NoticeVocabulary) -> str:
    """Who signs above the date; several bodies sign one below the other."""
    names: list[str] = []
    end = signed or 0
    for text in reversed(texts[max(0, end - MOST_ISSUERS) : end]):
        plain = 3 < len(text) <= LONGEST_ISSUER and not re.search(r"[。；，：:《》\d]|^附件", text)
        # a line above a first body may be the last of the text: only a body is another body
        if not plain or (names and not words.is_body.fullmatch(text)):
            break
        names.insert(0, text)
    return "、".join(dict.fromkeys(names))


def _find_numbers(texts: Sequence[str]) -> Iterator[str]:
    """文号 of the notice itself: it stands alone or opens a line, never behind a 《…》."""
    for line in texts:
        text = _BEHIND_TITLE.sub(r"\1", _ENCLOSED.sub(r"\1", line))
        for match in _NUMBER.finditer(text):
            if match.start() == 0 or not text[: match.start()].strip(_BEFORE_NUMBER):
                yield f"{match['who']}〔{match['year']}〕{match['n']}号"


def _strip_number(text: str) -> str:
    """A line without the document number it opens with, and without 《》 around all of it."""
    if match := _BEHIND_TITLE.match(text):
        text = text[: match.start(1)]
    # 云政办发〔2024〕21号 云川县人民政府办公室关于印发… on one line of a page
    if match := _NUMBER.match(text):
        text = text[match.end() :].strip()
    if text.startswith("《") and text.find("》") == len(text) - 1:
        text = text[1:-1].replace("〈", "《").replace("〉", "》")
    return text


def _read_date(text: str) -> datetime.date | None:
    match = DATE.search(text)
    if match is None:
        return None
    try:
        if match["y"]:
            return datetime.date(int(match["y"]), int(match["m"]), int(match["d"]))
        year = int("".join(str(_read_digit(char)) for char in match["cy"]))
        return datetime.date(year, read_mark_number(match["cm"]), read_mark_number(match["cd"]))
    except ValueError:
        return None


def _read_digit(char: str) -> int:
    if char in "〇○OoＯ零":
        return 0
    return "一二三四五六七八九".index(char) + 1
