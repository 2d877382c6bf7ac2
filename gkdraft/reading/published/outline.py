"""Title, year, body, period and sections of a published report."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from gkdraft.base.likeness import measure_order
from gkdraft.base.scalars import read_numeral
from gkdraft.layout.labels import strip_label
from gkdraft.reading.documents.flow import Table, TextLine
from gkdraft.reading.published.ledger import PublishedSection
from gkdraft.reading.published.vocabulary import ReportVocabulary, holds_any, search_any

# all titles of the corpus stand in the first five lines; old sites put their navigation before
FIRST_LINES = 30
# 来宾卫健委 2023 cites 广西……关于做好……的通知 in the title's place: longer lines are sentences
LONGEST_TITLE = 70
# 太仓 2018: 主动公开及政务公开要点落实情况……; a longer line is a dump that holds headings inside
LONGEST_HEADING = 45
# a preface announces the report in its first sentences
LONGEST_PREFACE = 400
# roles of sections that hold a table
TABLES = ("主动公开", "申请情况", "复议诉讼")

_YEAR = r"(?P<year>20\d{2}|[二2][〇○零0][〇○零一二三四五六七八九0-9]{2})\s*年?度?\s*"
# 咸宁市政务服务和大数据管理局 has 14 characters; a mark or digit ends a name
_BODY = r"[^\s\d。，；：:、!！?？|>《》“”\"（）()]{2,30}"
_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_HEADING = re.compile(
    r"(?P<number>[一二三四五六七八九十]{1,3})[、.．]\s*(?P<text>[^。；！？]{2,42})"
)
_PERIOD_YEAR = re.compile(r"(20\d{2})年1月1日")
NEARLY = 0.9
"""Likeness of a heading to the prescribed one: a character more in eighteen."""
_LIKE_HEADING = "[一-鿿]{6,14}(?:、[一-鿿]{2,8})?情况"
OPENING = 6
"""Paragraphs among which the first sentence of section one is found."""
_OPENING_YEAR = re.compile(r"(20\d{2})年度?[,，]")


@dataclass(frozen=True, slots=True)
class ReportTitle:
    """标题: the words of it, the year, how the body calls itself there."""

    text: str = ""
    year: int = 0
    body: str = ""


def find_title(lines: Sequence[TextLine], words: ReportVocabulary) -> ReportTitle:
    """The title: body and year in either order, on one line or two."""
    name = f"(?:{words.is_title.pattern})"
    shapes = [
        re.compile(rf"(?P<body>{_BODY})\s*{_YEAR}\s*(?P<name>{name})"),
        re.compile(rf"{_YEAR}(?P<body>{_BODY})(?P<name>{name})"),
        re.compile(rf"{_YEAR}(?P<body>)(?P<name>{name})"),
    ]
    above = ""
    for line in lines[:FIRST_LINES]:
        text = re.sub(r"^(?:标题|题目|名称)\s*[:：]\s*", "", line.text.strip())[:400]
        if len(text) <= LONGEST_TITLE or words.is_title.search(text[:LONGEST_TITLE]):
            found = search_any(shapes, text)
            if found is not None and not _is_cited(text, found, words):
                return _compose_title(found, above)
        # 淮安 2024, 洪泽 2023: the body on one line, year and name of the report on the next
        above = text if len(text) <= LONGEST_TITLE else ""
    return ReportTitle()


def _is_cited(text: str, found: re.Match[str], words: ReportVocabulary) -> bool:
    """Whether the title stands in a letter about reports, or in the middle of a sentence."""
    if len(text) <= LONGEST_TITLE and holds_any(text, words.letters):
        return True
    # 建平 2025, 湛江地方志办 2023: 现公布……年度报告，… in a preface without any title
    after = text[found.end() : found.end() + 1]
    return bool(after) and after in "，。；、》”）"


def is_preface(lines: Sequence[TextLine], words: ReportVocabulary) -> bool:
    """Whether the text begins like a report: its figures are for a year that is named."""
    # 垫江某镇 2022, 太仓 2018: no title, or none with a year
    found = find_period(lines[:FIRST_LINES], words)[1]
    return bool(found) and any("政府信息公开条例" in line.text for line in lines[:FIRST_LINES])


def is_letter(lines: Sequence[TextLine], words: ReportVocabulary) -> bool:
    """Whether one of the first lines is the title of a letter: 关于……的通知."""
    for line in lines[:FIRST_LINES]:
        if len(line.text) <= LONGEST_TITLE and holds_any(line.text, words.letters):
            return True
    return False


def _compose_title(found: re.Match[str], above: str) -> ReportTitle:
    body = found["body"]
    year = int(found["year"].translate(_DIGITS))
    if body or not re.fullmatch(_BODY, above):
        return ReportTitle(re.sub(r"\s+", "", found[0]), year, body)
    return ReportTitle(re.sub(r"\s+", "", f"{above}{found[0]}"), year, above)


def find_period(lines: Sequence[TextLine], words: ReportVocabulary) -> tuple[str, int]:
    """统计期限 as printed, and its year."""
    for line in lines:
        match = re.search(words.period, re.sub(r"\s", "", line.text))
        if match:
            year = _PERIOD_YEAR.search(match[1])
            return match[1], int(year[1]) if year else 0
    return "", 0


def find_announced_year(lines: Sequence[TextLine], words: ReportVocabulary) -> int:
    """The year of the report that the preface announces, where it has no title."""
    # 广东省政府办公厅 2023: 根据《条例》规定，现公布……2023年政府信息公开工作年度报告
    if is_letter(lines, words):
        return 0
    shape = re.compile(
        rf"(?:{words.announced.pattern})[^。；《》]{{0,40}}?(?P<year>20\d{{2}})年"
        rf"[^。；《》\d]{{0,30}}?(?:{words.is_title.pattern})"
    )
    for line in lines[:FIRST_LINES]:
        text = re.sub(r"\s", "", line.text)[:LONGEST_PREFACE]
        match = shape.search(text) if "政府信息公开条例" in text else None
        if match:
            return int(match["year"])
    return 0


def find_opening_year(sections: Iterable[PublishedSection]) -> int:
    """The year with which the text opens, where no title names one (Suqian 2024)."""
    texts = (text for section in sections for text in section.paragraphs)
    for text in islice(texts, OPENING):
        opening = _OPENING_YEAR.match(re.sub(r"\s", "", text))
        if opening:
            return int(opening[1])
    return 0


def find_full_name(short: str, lines: Sequence[TextLine]) -> str:
    """The body's full name, 太仓市人民政府 for 太仓市, where the text itself has it."""
    # 太仓 2021, 苏州 2016: the title says 市, the text 市人民政府
    if not short or not re.search(r"[省市县区旗镇乡州盟]$", short):
        return short
    name = f"{short}人民政府"
    is_told = any(name in line.text for line in lines)
    return name if is_told else short


@dataclass(frozen=True)
class SectionRoles:
    """What a section tells of: by its heading in the layout, else by words of other headings.

    The layout comes first, so that a heading it renames is still the section it was.
    """

    headings: Mapping[str, str]
    words: ReportVocabulary

    def find(self, heading: str) -> str:
        """The key of the data file; nothing for a heading nobody knows."""
        name = strip_label(heading)
        for known, role in self.headings.items():
            if strip_label(known) == name:
                return role
        for known, role in self.headings.items():
            if measure_order(name, strip_label(known), NEARLY):
                return role
        return self.words.role(heading)


def split_sections(
    blocks: Sequence[TextLine | Table],
    known: frozenset[str],
    words: ReportVocabulary,
    prose: bool,
    roles: SectionRoles,
) -> Iterator[PublishedSection]:
    """Headings with their paragraphs. `known` are labels of rows, which are no headings.

    Unless a report is all `prose`, the sections that hold tables give nothing but remarks.
    """
    paragraphs: list[str] = []
    heading, last = "", 0
    for line in _split_lines(blocks, (*words.headings, *roles.headings)):
        number, text = _read_heading(line.text, known, last)
        if number:
            yield from _compose_section(last, heading, paragraphs, prose, roles)
            heading, paragraphs, last = text, [], number
        elif search_any(words.endings, line.text):
            # 太仓 2021, 苏州 2016: the site's links follow the last section
            if heading and roles.find(heading) in ("存在问题", "其他事项"):
                break
        else:
            paragraphs.append(line.text)
    yield from _compose_section(last, heading, paragraphs, prose, roles)


def _compose_section(
    number: int, heading: str, paragraphs: list[str], prose: bool, roles: SectionRoles
) -> Iterator[PublishedSection]:
    role = roles.find(heading)
    # 平潭 2019-2022, 宿迁 2023: the cells of a dumped table are lines like any other
    if role in TABLES and not prose:
        paragraphs = [text for text in paragraphs if _is_remark(text, roles.words)]
    if heading or paragraphs:
        yield PublishedSection(heading, role, tuple(paragraphs), number)


def _is_remark(text: str, words: ReportVocabulary) -> bool:
    return any(pattern.match(text) for pattern in words.remarks)


def _read_heading(text: str, known: frozenset[str], last: int) -> tuple[int, str]:
    """The number and text of a level-one heading that is the next one; 0 if it is none."""
    match = _HEADING.fullmatch(text.strip())
    if match is None or len(text) > LONGEST_HEADING:
        return 0, ""
    compact = re.sub(r"\s", "", match["text"])
    number = read_numeral(match["number"])
    # 太仓 2021, 宿迁 2023: 一、本年新收…… is a row of table three
    is_label = any(compact.startswith(name) for name in known)
    # 平潭 2022, 洪泽 2023 lose a heading to the layout of the page; a jump from 一 to 五 is a list
    if is_label or not last < number <= last + 2:
        return 0, ""
    return number, compact


def _split_lines(blocks: Sequence[TextLine | Table], headings: Sequence[str]) -> Iterator[TextLine]:
    """The lines outside tables; headings in the middle of a dump stand on their own."""
    names = "|".join(sorted(map(re.escape, headings), key=len, reverse=True))
    inside = re.compile(
        rf"(?<![一二三四五六七八九十])([一二三四五六七八九十]、\s*(?:{names}|{_LIKE_HEADING}))\s*"
    )
    for block in blocks:
        if not isinstance(block, TextLine):
            continue
        # 平潭 2014-2022: the whole page is one line
        is_long = len(block.text) > LONGEST_HEADING
        parts = _split_dump(block.text, inside, headings) if is_long else [block.text]
        for part in parts:
            if part.strip():
                yield TextLine(part.strip(), block.place, block.level)


def _split_dump(text: str, inside: re.Pattern[str], headings: Sequence[str]) -> list[str]:
    """A page in one line, parted at its headings; 平潭 2022 has one with a character too many."""
    before, *rest = inside.split(text)
    parts = [before]
    for heading, following in zip(rest[::2], rest[1::2], strict=True):
        # 全文由六部分组成：一、总体情况；二、……: a preface lists them
        is_listed = following[:1] in ("；", ";", "，", ",", "、", "。")
        if _is_heading(heading, headings) and not is_listed:
            parts += [heading, following]
        else:
            parts[-1] += heading + following
    return parts


def _is_heading(text: str, headings: Sequence[str]) -> bool:
    name = strip_label(text.partition("、")[2])
    return any(
        name == strip_label(known) or measure_order(name, strip_label(known), NEARLY)
        for known in headings
    )
