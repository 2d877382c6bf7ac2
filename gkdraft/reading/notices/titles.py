"""Titles of a notice: of the letter that sends the work points, and of the work points."""

import re
from collections.abc import Iterator, Sequence

from gkdraft.base.patterns import compile_late
from gkdraft.reading.notices.duties import LONGEST_NAME
from gkdraft.reading.notices.fields import is_field
from gkdraft.reading.notices.outline import ITEM, split_mark
from gkdraft.reading.notices.vocabulary import NoticeVocabulary

# 二〇一九年八月十六日 (fixture 04) is typed with a zero, a circle or a letter
_CN = "〇○OoＯ零一二三四五六七八九"
DATE = compile_late(
    r"(?P<y>\d{4})\s*[年./-]\s*(?P<m>\d{1,2})\s*[月./-]\s*(?P<d>\d{1,2})\s*日?"
    rf"|(?P<cy>[{_CN}]{{4}})年(?P<cm>[一二三四五六七八九十]{{1,2}})月(?P<cd>[一二三四五六七八九十]{{1,3}})日"
)
# 关于印发…的通知, 转发…的通知; > is the breadcrumb of a page, a digit the number of a list
_COVER = compile_late(
    r"(?:[^。；：:|>\d][^。；：:|>]{0,50}?)?"
    r"(?:关于.{2,120}?(?:通知|函|意见|通报)|[转印]发[^。；：:]{2,120}?(?:通知|函))(?:（[^）]{1,12}）)?"
)
# 关于印发… and 转发… name the work points and are not their title
_NOT_A_TITLE = compile_late(r"[（(]|附\s*件|(?:[^《]{0,40})?(?:关于印发|关于转发|转发)")
_SENDS = compile_late("关于|转发|印发")
# the second half of a body's name: 云川县人民 / 政府办公室关于…
_HALF_NAME = ("政府", "人民政府", "办公", "委员会")
# 云川县人民政府文件 above the number is no part of a title
_RED_HEAD = compile_late(r"[\u4e00-\u9fff（）]{2,40}文件")
_QUOTED = compile_late(r"《([^《》]*(?:《[^《》]*》[^《》]*)*)》")
FAR = 80
"""Lines within which the work points' own title stands on top of a document."""
LINES_OF_COVER_TITLE = 4
LONGEST_COVER_TITLE = 160
LINES_OF_TITLE = 3
LIKENESS = 0.6
"""Part of a title's characters that an annex's own title shares with it."""


def find_cover(texts: Sequence[str], words: NoticeVocabulary) -> str:
    """The first title of a letter, which may be broken over up to four lines."""
    # 菏泽定陶 2017 has three lines
    for start in range(len(texts)):
        if is_field(texts[start]) or _RED_HEAD.fullmatch(texts[start]):
            continue
        for end in range(start + 1, min(start + LINES_OF_COVER_TITLE, len(texts)) + 1):
            text = "".join(texts[start:end])
            if len(text) > LONGEST_COVER_TITLE:
                break
            if _COVER.fullmatch(text):
                return _drop_frame(texts[start:end], words)
    return ""


def _drop_frame(texts: Sequence[str], words: NoticeVocabulary) -> str:
    """A title without the lines before it that are a page's way to it: 首页, 政务公开."""
    first = next((i for i, text in enumerate(texts) if _SENDS.search(text)), 0)
    begin = first
    if first and _is_half_name(texts[first]):
        begin -= 1
    while begin and words.is_body.fullmatch(texts[begin - 1]):
        begin -= 1
    joined = "".join(texts[begin:])
    return joined if _COVER.fullmatch(joined) else "".join(texts)


def _is_half_name(text: str) -> bool:
    name = _SENDS.split(text, maxsplit=1)[0]
    return name.startswith(_HALF_NAME)


def name_before_title(cover: str) -> str:
    """The body before 关于印发, where it is named in full."""
    match = _SENDS.search(cover)
    name = cover[: match.start()] if match else ""
    # 市政府办公室关于… does not say of which city (太仓 2019)
    short = len(name) <= 5 or name.startswith(("市政府", "县政府", "区政府", "省政府"))
    return "" if short else name


def find_title(
    texts: Sequence[str], cover: str, cover_end: int, signed: int | None, words: NoticeVocabulary
) -> tuple[str, int]:
    """The title of the work points and the line after it, where their text begins."""
    named = _find_named_title(cover, words)
    for where in _list_places(len(texts), cover, cover_end, signed):
        found = _find_own_title(texts, where, named, words)
        if found:
            return found
    return named, 0


def _list_places(count: int, cover: str, cover_end: int, signed: int | None) -> Iterator[range]:
    """Where the work points' own title may stand: below the date, or before it."""
    if signed is None:
        yield range(count)
        return
    yield range(signed + 1, count)
    if cover:
        yield range(cover_end + 1, signed)
    else:  # signed at the very end: the title stands on top
        yield range(min(count, FAR))


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
        if begins_outline(texts[start]):
            break
        if _is_signed_at(texts, start):
            continue
        for end in range(start + 1, min(start + LINES_OF_TITLE, len(texts)) + 1):
            title = _choose_title("".join(texts[start:end]), named, words)
            if title:
                # 要点全文 above the title (a copy of 国办 2018) is no part of it, a body's name is
                alone = _choose_title(texts[end - 1], named, words)
                before = texts[end - 2] if end - start > 1 else ""
                is_body = words.is_body.fullmatch(before) is not None
                # 云川县政府办公室 above 云川县2026年…台账 signs the cover, without a date
                whole = not alone or (is_body and not alone.startswith(before[:2]))
                return (title if whole else alone), end
    return None


def begins_outline(text: str) -> bool:
    """Whether a line is one of the outline's headings 一、 or （一）."""
    mark = split_mark(text)
    return mark is not None and mark[0].rank < ITEM


def _is_signed_at(texts: Sequence[str], index: int) -> bool:
    """Whether a line is a date, or the body that signs above one."""
    below = "".join(texts[index + 1 : index + 2])
    return any(map(DATE.fullmatch, (texts[index], below)))


def _choose_title(text: str, named: str, words: NoticeVocabulary) -> str:
    """The title if this text is one: as it stands, or as the cover names it."""
    if _COVER.match(text) or _NOT_A_TITLE.match(text):
        return ""
    # the body's name stands before what the cover calls 2026年… (江永 2021, fixture 30)
    sentence = re.search("[。，；]", text.replace(named, "", 1)) is not None
    if named and named in text and len(text) <= len(named) + LONGEST_NAME and not sentence:
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
