"""The head of a notice: 标题, 文号, 成文日期, 发文机关, and where the work points begin."""

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gkdraft.reading.documents.flow import TextLine, squeeze_spaces
from gkdraft.reading.notices.duties import LONGEST_NAME
from gkdraft.reading.notices.fields import is_field, read_fields
from gkdraft.reading.notices.outline import ITEM, read_mark_number, split_mark
from gkdraft.reading.notices.vocabulary import NoticeVocabulary

# 太政办〔2019〕112号 in whatever brackets a page has: 太政办[2019]112号, 太政办【2019】第012号
_NUMBER = re.compile(
    r"(?P<who>[\u4e00-\u9fff]{2,14})\s*[〔\[（(【﹝［]\s*(?P<year>(?:19|20)\d{2})\s*[〕\]）)】﹞］]"
    r"\s*第?\s*0*(?P<n>\d{1,5})\s*号"
)
# （云政办发〔2026〕12号） below the title: fixture 27
_ENCLOSED = re.compile(r"^[（(]([^（）()]+号)[）)]$")
_BEFORE_NUMBER = "".join(sorted(set(" ★绝秘机密特加急平件：:文号")))
# 二〇一九年八月十六日 (fixture 04) is typed with a zero, a circle or a letter
_CN = "〇○OoＯ零一二三四五六七八九"
_DATE = re.compile(
    r"(?P<y>\d{4})\s*[年./-]\s*(?P<m>\d{1,2})\s*[月./-]\s*(?P<d>\d{1,2})\s*日?"
    rf"|(?P<cy>[{_CN}]{{4}})年(?P<cm>[一二三四五六七八九十]{{1,2}})月(?P<cd>[一二三四五六七八九十]{{1,3}})日"
)
# 关于印发…的通知; > is the breadcrumb of a page, a digit the number of a list
_COVER = re.compile(
    r"(?:[^。；：:|>\d][^。；：:|>]{0,50}?)?关于.{2,120}?(?:通知|函|意见|通报)(?:（[^）]{1,12}）)?"
)
# 各镇人民政府，市各委、办、局：
_SALUTATION = re.compile(r"(?:各|本|局|委|厅|市|县|区|省|机关|全).{1,200}[：:]")
# Who signs, right before a date, in a dump without line breaks (福建 2016, 平潭 2021)
_SIGNED = re.compile(
    r"(?:^|[。：:\s]|附件[:：]?\S{0,60}?)\s*(?P<who>[\u4e00-\u9fff（）]{4,40}?(?:办公室|办公厅|委员会|管委会|政府|局|厅"
    r"|委|处|中心|小组|部|院|办|社))\s+$"
)
_DAY = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日")
_NOT_A_TITLE = re.compile(r"[（(]|附\s*件")
# 云川县人民政府文件 above the number is no part of a title
_RED_HEAD = re.compile(r"[\u4e00-\u9fff（）]{2,40}文件")
FAR = 80
"""Lines within which a letter names those it is addressed to; a page's menu stands before it."""
MOST_ISSUERS = 5
"""Bodies that sign one below the other: the joint notice of fixture 32."""
LONGEST_ISSUER = 40
REACH = 120
"""How far before a date the name of who signs may begin: a dump of 500000 dates must end."""
LINES_OF_COVER_TITLE = 4
LONGEST_COVER_TITLE = 160
LINES_OF_TITLE = 3
LIKENESS = 0.6
"""Part of a title's characters that an annex's own title shares with it."""

_QUOTED = re.compile(r"《([^《》]*(?:《[^《》]*》[^《》]*)*)》")


@dataclass(frozen=True)
class NoticeHead:
    """What a notice says of itself; "" and None where it does not say it."""

    title: str = ""
    cover: str = ""
    number: str = ""
    date: datetime.date | None = None
    issuer: str = ""
    body: int = 0  # the line from which on the work points are told


def read_notice_head(lines: Sequence[TextLine], words: NoticeVocabulary) -> NoticeHead:
    """The head of a document of these lines."""
    texts = [squeeze_spaces(line.text) for line in lines]
    fields = dict(read_fields(texts))
    cover_end = _find_cover_end(texts, words)
    signed = _find_signature(texts, cover_end)
    unnumbered = [_strip_number(text) for text in texts[: cover_end + 1]]
    cover = _join_title(unnumbered, _COVER) or fields.get("title", "")
    title, body = _find_title(texts, cover, signed, words)
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
        _find_issuer(texts, signed, words) or fields.get("issuer", "") or _name_before_title(cover),
        body,
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
        if _begins_outline(text) or words.is_ending.search(text):
            return max(index - 1, 0)
    return len(texts) - 1


def _is_salutation(text: str) -> bool:
    # “各单位要做好如下工作：” is a sentence
    if not _SALUTATION.fullmatch(text) or re.search("[要应]|如下|以下", text):
        return False
    return not split_mark(text) and not is_field(text)


def _begins_outline(text: str) -> bool:
    mark = split_mark(text)
    return mark is not None and mark[0].rank < ITEM


def _find_signature(texts: Sequence[str], start: int) -> int | None:
    """The line that is a date and nothing else: the first one after the salutation."""
    for index in range(start + 1, len(texts)):
        if _DATE.fullmatch(texts[index].rstrip("。")):
            return index
    for index, text in enumerate(texts[:start]):  # （2021年4月16日） below the title
        if _DATE.fullmatch(text.strip("（）()")):
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


def _name_before_title(cover: str) -> str:
    """The body before 关于印发, where it is named in full."""
    name = cover.partition("关于")[0]
    # 市政府办公室关于… does not say of which city (太仓 2019)
    short = len(name) <= 5 or name.startswith(("市政府", "县政府", "区政府", "省政府"))
    return "" if short else name


def _join_title(texts: Sequence[str], pattern: re.Pattern[str]) -> str:
    """The first title, which may be broken over up to four lines (菏泽定陶 2017 has three)."""
    for start in range(len(texts)):
        if is_field(texts[start]) or _RED_HEAD.fullmatch(texts[start]):
            continue
        for end in range(start + 1, min(start + LINES_OF_COVER_TITLE, len(texts)) + 1):
            text = "".join(texts[start:end])
            if len(text) > LONGEST_COVER_TITLE:
                break
            if pattern.fullmatch(text):
                return text
    return ""


def _find_title(
    texts: Sequence[str], cover: str, signed: int | None, words: NoticeVocabulary
) -> tuple[str, int]:
    """The title of the work points and the line after it, where their text begins."""
    named = _find_named_title(cover, words)
    start = 0 if signed is None else signed + 1
    found = _find_own_title(texts, range(start, len(texts)), named, words)
    if not found and not cover:  # signed at the very end: the title stands on top
        found = _find_own_title(texts, range(min(len(texts), FAR)), named, words)
    return found or (named, 0)


def _find_named_title(cover: str, words: NoticeVocabulary) -> str:
    """What a cover says that it sends: 关于印发《…》的通知, or the same without 《》."""
    for title in _QUOTED.findall(cover):
        if words.title.fullmatch(title):
            return str(title)
    match = re.search(r"(?:关于)?印发(.+?)的?(?:通知|函)$", cover)
    if match:
        return re.sub("的?通知$", "", match[1].strip("《》"))
    return ""


def _find_own_title(
    texts: Sequence[str], where: range, named: str, words: NoticeVocabulary
) -> tuple[str, int] | None:
    """The title above the work points themselves, before their outline begins."""
    for start in where:
        if _begins_outline(texts[start]):
            break
        if _is_signed_at(texts, start):
            continue
        for end in range(start + 1, min(start + LINES_OF_TITLE, len(texts)) + 1):
            title = _choose_title("".join(texts[start:end]), named, words)
            if title:
                return title, end
    return None


def _is_signed_at(texts: Sequence[str], index: int) -> bool:
    """Whether a line is a date, or the body that signs above one."""
    below = "".join(texts[index + 1 : index + 2])
    return any(map(_DATE.fullmatch, (texts[index], below)))


def _choose_title(text: str, named: str, words: NoticeVocabulary) -> str:
    """The title if this text is one: as it stands, or as the cover names it."""
    if _COVER.match(text) or _NOT_A_TITLE.match(text):
        return ""
    # the body's name stands before what the cover calls 2026年… (江永 2021, fixture 30)
    if named and named in text and len(text) <= len(named) + LONGEST_NAME:
        return text
    if not words.title.fullmatch(text):
        return ""
    if not named:
        return text
    if not _is_alike(text, named):
        return ""
    # the cover names 要点和分工表, two titles of which this is the first
    first_of_two = re.match(r"[和与及、]", named.removeprefix(text))
    if named in text or first_of_two:
        return text
    return named


def _is_alike(text: str, named: str) -> bool:
    """Whether an annex's title is the one its cover names, give or take the area's name."""
    shared = len(set(text) & set(named))
    return named in text or text in named or shared >= LIKENESS * len(set(named))


def _find_numbers(texts: Sequence[str]) -> Iterator[str]:
    """文号 of the notice itself: it stands alone or opens a line, never behind a 《…》."""
    for line in texts:
        text = _ENCLOSED.sub(r"\1", line)
        for match in _NUMBER.finditer(text):
            if match.start() == 0 or not text[: match.start()].strip(_BEFORE_NUMBER):
                yield f"{match['who']}〔{match['year']}〕{match['n']}号"


def _strip_number(text: str) -> str:
    """A line without the document number it opens with, and without 《》 around all of it."""
    # 云政办发〔2024〕21号 云川县人民政府办公室关于印发… on one line of a page
    if match := _NUMBER.match(text):
        text = text[match.end() :].strip()
    if text.startswith("《") and text.find("》") == len(text) - 1:
        text = text[1:-1].replace("〈", "《").replace("〉", "》")
    return text


def _read_date(text: str) -> datetime.date | None:
    match = _DATE.search(text)
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
