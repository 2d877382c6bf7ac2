"""The head of a notice: 标题, 文号, 成文日期, 发文机关, and where the work points begin."""

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gkdraft.reading.documents.flow import Table, TextLine, squeeze_spaces
from gkdraft.reading.notices.duties import LONGEST_NAME
from gkdraft.reading.notices.outline import ITEM, read_mark_number, split_mark
from gkdraft.reading.notices.vocabulary import NoticeVocabulary

_NUMBER = re.compile(
    r"(?P<who>[\u4e00-\u9fff]{2,14})\s*[〔\[（(【﹝［]\s*(?P<year>(?:19|20)\d{2})\s*[〕\]）)】﹞］]"
    r"\s*第?\s*0*(?P<n>\d{1,5})\s*号"
)
_ENCLOSED = re.compile(r"^[（(]([^（）()]+号)[）)]$")
_BEFORE_NUMBER = "".join(sorted(set(" ★绝秘机密特加急平件：:文号")))
_CN = "〇○OoＯ零一二三四五六七八九"
_DATE = re.compile(
    r"(?P<y>\d{4})\s*[年./-]\s*(?P<m>\d{1,2})\s*[月./-]\s*(?P<d>\d{1,2})\s*日?"
    rf"|(?P<cy>[{_CN}]{{4}})年(?P<cm>[一二三四五六七八九十]{{1,2}})月(?P<cd>[一二三四五六七八九十]{{1,3}})日"
)
_FIELDS = {
    "标题": "title", "名称": "title", "信息名称": "title", "文号": "number", "发文字号": "number",
    "发布文号": "number", "文件编号": "number", "发文机关": "issuer", "发文单位": "issuer",
    "发布机构": "issuer", "成文日期": "date", "发文日期": "date", "印发日期": "date",
    "生成日期": "date", "索引号": "", "主题分类": "", "信息分类": "", "发布日期": "",
    "公开日期": "", "生效时间": "", "生效日期": "", "主题词": "", "关键词": "", "内容概述": "",
    "浏览次数": "", "信息来源": "", "有效性": "",
}  # fmt: skip
_LABEL = re.compile(rf"[\[【]?(?P<key>{'|'.join(' ?'.join(key) for key in _FIELDS)})[\]】]?[:：]")
_COVER = re.compile(
    r"(?:[^。；：:|>\d][^。；：:|>]{0,50}?)?关于.{2,120}?(?:通知|函|意见|通报)(?:（[^）]{1,12}）)?"
)
_SALUTATION = re.compile(r"(?:各|本|局|委|厅|市|县|区|省|机关|全).{1,200}[：:]")
_SIGNED = re.compile(
    r"(?:^|[。：:\s]|附件[:：]?\S{0,60}?)\s*(?P<who>[\u4e00-\u9fff（）]{4,40}?(?:办公室|办公厅|委员会|管委会|政府|局|厅"
    r"|委|处|中心|小组|部|院|办|社))\s+$"
)
_DAY = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日")
_NOT_A_TITLE = re.compile(r"[（(]|附\s*件")
_RED_HEAD = re.compile(r"[\u4e00-\u9fff（）]{2,40}文件")
FAR = 80
"""Lines within which a letter names those it is addressed to."""
MOST_ISSUERS = 5
REACH = 120
"""How far before a date the name of who signs may begin."""

_QUOTED = re.compile(r"《([^《》]*(?:《[^《》]*》[^《》]*)*)》")
_YEAR = re.compile(r"(20\d{2})\s*年")


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
    fields = dict(_fields(texts))
    cover_end = _cover_end(texts, words)
    signed = _signature(texts, cover_end)
    unnumbered = [_unnumbered(text) for text in texts[: cover_end + 1]]
    cover = _joined(unnumbered, _COVER) or fields.get("title", "")
    title, body = _title(texts, cover, signed, words)
    number = next(_numbers(texts[: cover_end + 1]), "") or next(
        _numbers([fields.get("number", "")]), ""
    )
    date = _date(texts[signed]) if signed is not None else _date(fields.get("date", ""))
    title = title or cover  # a notice that annexes nothing is itself what it is about
    return NoticeHead(
        title,
        cover if cover != title else "",
        number,
        date,
        _issuer(texts, signed, words) or fields.get("issuer", "") or _who(cover),
        body,
    )


def cut_signature(line: TextLine) -> list[TextLine]:
    """A line of a text dump in which the signature runs into the text, cut apart."""
    text = line.text
    parts = [text]
    for day in _DAY.finditer(text):
        start = max(0, day.start() - REACH)
        if signed := _SIGNED.search(text[start : day.start()]):
            begin = start + signed.start("who")
            rest = re.sub(r"^([（(]此件[^）)]*[）)])", "\\1\n", text[day.end() :].strip())
            parts = [text[:begin], signed["who"], day[0], *rest.split("\n")]
            break
    return [
        TextLine(piece, line.place)
        for part in parts
        for piece in re.split(r"(?<=[：:。号） ]) +| +(?=各)", part.strip())
        if piece.strip()
    ]


def list_properties(table: Table) -> Iterator[TextLine]:
    """The lines of a table without tasks; 文号： or 一、 and the cell beside it are one line."""
    for row, place in zip(table.rows, table.places, strict=True):
        waiting = ""
        for cell in dict.fromkeys(row):
            text = f"{waiting}{cell.text}"
            waiting = ""
            label = f"{squeeze_spaces(text).rstrip(':：')}："
            mark = split_mark(text)
            if _LABEL.fullmatch(label):
                waiting = label
            elif (mark and not mark[1]) or (text.endswith(("：", ":")) and len(text) < 10):
                waiting = text
            else:
                yield from (TextLine(part, place) for part in text.split("\n") if part)
        if waiting:
            yield TextLine(waiting, place)


def _fields(texts: Sequence[str]) -> Iterator[tuple[str, str]]:
    """What the frame of a web page says: 发文字号：… 成文日期：…"""
    for text in reversed(texts[:40]):
        labels = list(_LABEL.finditer(text)) if len(text) < 300 and _LABEL.match(text) else []
        ends = [*(label.start() for label in labels[1:]), len(text)]
        for label, end in zip(labels, ends[: len(labels)], strict=True):
            key, said = _FIELDS[label["key"].replace(" ", "")], text[label.end() : end].strip()
            if key and said:
                yield key, said


def _is_field(text: str) -> bool:
    return _LABEL.match(text) is not None


def _cover_end(texts: Sequence[str], words: NoticeVocabulary) -> int:
    """The line of the salutation, else the last one before the outline or a page's foot begins."""
    for index, text in enumerate(texts[:FAR]):  # a web page's menu may hold a 一、 before it
        addressed = _SALUTATION.fullmatch(text) and not re.search("[要应]|如下|以下", text)
        if addressed and not split_mark(text) and not _is_field(text):
            return index
    for index, text in enumerate(texts):
        if ((mark := split_mark(text)) and mark[0].rank < ITEM) or words.is_ending.search(text):
            return max(index - 1, 0)
    return len(texts) - 1


def _signature(texts: Sequence[str], start: int) -> int | None:
    """The line that is a date and nothing else: the first one after the salutation."""
    for index in range(start + 1, len(texts)):
        if _DATE.fullmatch(texts[index].rstrip("。")):
            return index
    return next(
        (i for i, t in enumerate(texts[:start]) if _DATE.fullmatch(t.strip("（）()"))), None
    )


def _issuer(texts: Sequence[str], signed: int | None, words: NoticeVocabulary) -> str:
    """Who signs above the date; several bodies sign one below the other."""
    names: list[str] = []
    for text in reversed(texts[max(0, (signed or 0) - MOST_ISSUERS) : signed or 0]):
        plain = 3 < len(text) <= 40 and not re.search(r"[。；，：:《》\d]|^附件", text)
        if not plain or (names and not words.is_body.fullmatch(text)):
            break
        names.insert(0, text)
    return "、".join(dict.fromkeys(names))


def _who(cover: str) -> str:
    """The body before 关于印发, where it is named in full."""
    name = cover.partition("关于")[0]
    return (
        name
        if len(name) > 5 and not name.startswith(("市政府", "县政府", "区政府", "省政府"))
        else ""
    )


def _joined(texts: Sequence[str], pattern: re.Pattern[str]) -> str:
    """The first title, which may be broken over up to four lines."""
    for start in range(len(texts)):
        if _is_field(texts[start]) or _RED_HEAD.fullmatch(texts[start]):
            continue
        for end in range(start + 1, min(start + 5, len(texts) + 1)):
            text = "".join(texts[start:end])
            if len(text) > 160:
                break
            if pattern.fullmatch(text):
                return text
    return ""


def _title(
    texts: Sequence[str], cover: str, signed: int | None, words: NoticeVocabulary
) -> tuple[str, int]:
    """The title of the work points and the line after it, where their text begins."""
    named = next((t for t in _QUOTED.findall(cover) if words.title.fullmatch(t)), "")
    if not named and (match := re.search(r"(?:关于)?印发(.+?)的?(?:通知|函)$", cover)):
        named = re.sub("的?通知$", "", match[1].strip("《》"))
    below = range((signed or 0) + 1, len(texts)) if signed is not None else range(len(texts))
    found = _own_title(texts, below, named, words)
    if not found and not cover:  # signed at the very end: the title stands on top
        found = _own_title(texts, range(min(len(texts), FAR)), named, words)
    return found or (named, 0)


def _own_title(
    texts: Sequence[str], where: range, named: str, words: NoticeVocabulary
) -> tuple[str, int] | None:
    """The title above the work points themselves, before their outline begins."""
    for start in where:
        if (mark := split_mark(texts[start])) and mark[0].rank < ITEM:
            break
        if _DATE.fullmatch(texts[start]) or _DATE.fullmatch("".join(texts[start + 1 : start + 2])):
            continue
        for end in range(start + 1, min(start + 4, len(texts) + 1)):
            text = "".join(texts[start:end])
            if _COVER.match(text) or _NOT_A_TITLE.match(text):
                continue
            if named and named in text and len(text) <= len(named) + LONGEST_NAME:
                return text, end
            if words.title.fullmatch(text) and (not named or _alike(text, named)):
                both = re.match(r"[和与及、]", named.removeprefix(text))  # 要点和分工表 are two
                return (text if named in text or both else named), end
    return None


def _alike(text: str, named: str) -> bool:
    """Whether an annex's title is the one its cover names, give or take the area's name."""
    return named in text or text in named or len(set(text) & set(named)) >= 0.6 * len(set(named))


def _numbers(texts: Sequence[str]) -> Iterator[str]:
    """文号 of the notice itself: it stands alone or opens a line, never behind a 《…》."""
    for line in texts:
        text = _ENCLOSED.sub(r"\1", line)
        for match in _NUMBER.finditer(text):
            if match.start() == 0 or not text[: match.start()].strip(_BEFORE_NUMBER):
                yield f"{match['who']}〔{match['year']}〕{match['n']}号"


def _unnumbered(text: str) -> str:
    """A line without the document number it opens with, and without 《》 around all of it."""
    match = _NUMBER.match(text)
    text = text[match.end() :].strip() if match else text
    if text.startswith("《") and text.find("》") == len(text) - 1:
        text = text[1:-1].replace("〈", "《").replace("〉", "》")
    return text


def _date(text: str) -> datetime.date | None:
    match = _DATE.search(text)
    if match is None:
        return None
    try:
        if match["y"]:
            return datetime.date(int(match["y"]), int(match["m"]), int(match["d"]))
        year = int("".join(str(_digit(char)) for char in match["cy"]))
        return datetime.date(year, read_mark_number(match["cm"]), read_mark_number(match["cd"]))
    except ValueError:
        return None


def _digit(char: str) -> int:
    return 0 if char in "〇○OoＯ零" else "一二三四五六七八九".index(char) + 1
