"""Title, year, body 机关 and period of a published report, and whether a document is one."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from gkdraft.base.patterns import compile_late
from gkdraft.reading.documents.flow import TextLine
from gkdraft.reading.published.vocabulary import ReportVocabulary, holds_any

# all titles of the corpus stand in the first five lines; old sites put their navigation before
FIRST_LINES = 30
# 来宾卫健委 2023 cites 广西……关于做好……的通知 in the title's place: longer lines are sentences
LONGEST_TITLE = 70
# a preface announces the report in its first sentences
LONGEST_PREFACE = 600
# 定陶 2017 breaks a title over three lines
MOST_TITLE_LINES = 3
# 禾溪 2023: 关于印发…… on one line, ……的通知 on the next
LONGEST_LETTER = 100
# 平潭 2014-2022: the whole page is one line, which opens with the path of the page and the title
LONGEST_OPENING = 400

_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_PERIOD_YEAR = compile_late(r"(20\d{2})年1月1日")
# 长春退役军人 2023 says in its first section only until when it counted
_OPENING_YEAR = compile_late(
    r"^(?:[（(]?[一二三四五六七八九十]{1,2}[）)、.．][^。：:，,]{0,20}[。：:])?"
    r"(20\d{2})年(?:度|全年|以来)?[,，]"
    r"|截[止至](20\d{2})年12月31日"
)
_LABEL = compile_late(r"^(?:标\s*题|题\s*目|名\s*称|信息名称)\s*[:：]\s*")
# 《关于做好……的通知》 and what a report says of the form it follows
_CITED = compile_late(
    r"《[^《》]{0,80}(?:〈[^〈〉]{0,60}〉[^《》]{0,40})?》|“[^“”]{0,60}(?:通知|要点)”"
)
_CITATION = "※"
# the path of the page on its site: 首页 > 政务公开 > 2025年政府信息公开年报
_PATH = compile_late(r"(?:当前|所在|您的?)位置|首页|->|[>＞›»]")
_UNFINISHED = compile_late("[，。；：、]")


class ReportTitle(NamedTuple):
    """标题: the words of it, the year, how the body calls itself there."""

    text: str = ""
    year: int = 0
    body: str = ""
    others: tuple[str, ...] = ()  # bodies of other titles that say as much


def find_title(lines: Sequence[TextLine], words: ReportVocabulary, page: str = "") -> ReportTitle:
    """The title: body and year in any order, on one line or up to three; the fullest there is.

    `page` is what a web page calls itself: 测试市……年度报告_政府网站.
    """
    found = [_read_title(text, words) for text in (*_list_titles(lines), *_split_page(page))]
    # 柳河镇 2025: the site's own 2025年政府信息公开工作年度报告 stands above body and title
    best = max(found, key=_measure_fullness, default=ReportTitle())
    fullest = [one for one in found if _measure_fullness(one) == _measure_fullness(best)]
    others = dict.fromkeys(one.body for one in fullest if one.body != best.body)
    return best._replace(others=tuple(others))


def _measure_fullness(title: ReportTitle) -> tuple[bool, bool]:
    return bool(title.year), bool(title.body)


def _split_page(page: str) -> list[str]:
    """测试市……年度报告_政府网站: the parts of what a web page calls itself."""
    return re.split(r"[\s_|\-–—]+", page)


def _list_titles(lines: Sequence[TextLine]) -> Iterator[str]:
    """What may be the title, one line each, then lines that belong together."""
    texts = [_LABEL.sub("", line.text.strip()) for line in lines[:FIRST_LINES]]
    short = [text if _may_be_title(text) else "" for text in texts]
    yield from filter(None, short)
    for count in range(2, MOST_TITLE_LINES + 1):
        for start in range(len(short) - count + 1):
            parts = short[start : start + count]
            if all(parts):
                yield "".join(parts)
    for text in texts:
        yield from _list_pieces(text)


def _may_be_title(text: str) -> bool:
    return len(text) <= LONGEST_TITLE and not _PATH.search(text) and not _UNFINISHED.search(text)


def _list_pieces(text: str) -> Iterator[str]:
    """The words of a page in one line, of which one may be the title (平潭 2014, 2021)."""
    pieces = _CITED.sub(_CITATION, text[:LONGEST_OPENING]).split()
    for start, piece in enumerate(pieces[:-1]):
        if not _UNFINISHED.search(piece):
            yield piece
            # 平潭 2014: the body, a space, year and name of the report
            yield piece + pieces[start + 1]


def _read_title(text: str, words: ReportVocabulary) -> ReportTitle:
    """A title in the shapes that offices use; nothing if the text is anything else."""
    compact = re.sub(r"\s+", "", text)
    for shape in words.title_shapes:
        found = shape.fullmatch(compact)
        if found is None:
            continue
        parts = found.groupdict()
        body = parts.get("body") or ""
        if body and not _is_body(body, words):
            continue
        year = (parts.get("year") or "0").translate(_DIGITS)
        return ReportTitle(found["title"], int(year), _complete_body(body))
    return ReportTitle()


def _is_body(name: str, words: ReportVocabulary) -> bool:
    """Whether a name can be that of a body: 政府 alone is none, nor is 关于做好."""
    return not words.no_bodies.search(name) and not holds_any(name, words.letters)


def _complete_body(name: str) -> str:
    """云川县人民 and 政府信息公开 share one 政府; （原……） is a former name."""
    name = re.sub(r"[（(]原[^（）()]*[）)]$", "", name)
    return f"{name}政府" if name.endswith("人民") else name


def is_preface(lines: Sequence[TextLine], words: ReportVocabulary) -> bool:
    """Whether the text begins like a report: its figures are for a year that is named."""
    # 垫江某镇 2022, 太仓 2018: no title, or none with a year
    found = find_period(lines[:FIRST_LINES], words)[1]
    return bool(found) and any("政府信息公开条例" in line.text for line in lines[:FIRST_LINES])


def is_letter(lines: Sequence[TextLine], words: ReportVocabulary) -> bool:
    """Whether one of the first lines is the title of a letter or form: 关于……的通知."""
    return _find_letter(lines, words) < FIRST_LINES


def begins_as_report(lines: Sequence[TextLine], words: ReportVocabulary, page: str = "") -> bool:
    """Whether a title of a report with its year stands above any title of a letter.

    松塬 2024, a notice: the page links to last year's report below the text.
    """
    found = find_title(lines, words, page)
    if not found.year:
        return False
    letter = _find_letter(lines, words)
    return letter == FIRST_LINES or find_title(lines[:letter], words).year > 0


def _find_letter(lines: Sequence[TextLine], words: ReportVocabulary) -> int:
    """The line in which the title of a letter begins; FIRST_LINES if there is none."""
    texts = [line.text.strip() for line in lines[:FIRST_LINES]]
    for index, text in enumerate(texts):
        joined = "".join(texts[index : index + 2])
        for candidate in (text, joined):
            if len(candidate) <= LONGEST_LETTER and words.letter.search(_strip_cited(candidate)):
                return index
    return FIRST_LINES


def _strip_cited(text: str) -> str:
    """A sentence without the names of what it cites; a title of a letter keeps them."""
    return _CITED.sub(_CITATION, text) if _UNFINISHED.search(text) else text


def find_period(lines: Sequence[TextLine], words: ReportVocabulary) -> tuple[str, int]:
    """统计期限 as printed, and its year."""
    for line in lines:
        match = words.period.search(re.sub(r"\s", "", line.text))
        if match:
            year = _PERIOD_YEAR.search(match[1])
            return match[1], int(year[1]) if year else 0
    return "", 0


def find_announced_year(lines: Sequence[TextLine], words: ReportVocabulary) -> int:
    """The year of the report that the preface announces, where it has no title."""
    # 广东省政府办公厅 2023: 根据《条例》规定，现公布……2023年政府信息公开工作年度报告
    if is_letter(lines, words):
        return 0
    shape = compile_late(
        rf"(?:{words.announced.pattern})[^。；《》]{{0,40}}?(?P<year>20\d{{2}})年"
        rf"[^。；《》\d]{{0,30}}?(?:{words.is_title.pattern})"
    )
    for text in _list_prefaces(lines):
        match = shape.search(text) if "※" in text else None
        if match:
            return int(match["year"])
    return 0


def find_opening_year(lines: Sequence[TextLine], words: ReportVocabulary) -> int:
    """The year with which the text opens, where nothing else names one (宿迁 2024)."""
    if is_letter(lines, words):
        return 0
    for line in lines[:FIRST_LINES]:
        opening = _OPENING_YEAR.search(re.sub(r"\s", "", line.text[:LONGEST_PREFACE]))
        if opening:
            return int(opening[1] or opening[2])
    return 0


def _list_prefaces(lines: Sequence[TextLine]) -> Iterator[str]:
    """The first sentences of the text, without the names of what they cite."""
    for line in lines[:FIRST_LINES]:
        text = re.sub(r"\s", "", line.text)[:LONGEST_PREFACE]
        if _UNFINISHED.search(text):
            yield _CITED.sub(_CITATION, text)


def find_preface_body(lines: Sequence[TextLine], words: ReportVocabulary) -> str:
    """The body as preface or contact name it, where no title does; nothing if that is unclear."""
    prefaces = list(_list_prefaces(lines))
    for name in _search_names(words.body_shapes, prefaces, words):
        return name
    for name in _search_names(words.editor_shapes, prefaces, words):
        body = _strip_office(name, lines)
        if body:
            return body
    return ""


def _search_names(
    patterns: Sequence[re.Pattern[str]], texts: Sequence[str], words: ReportVocabulary
) -> Iterator[str]:
    for pattern in patterns:
        for text in texts:
            for match in _match_everywhere(pattern, text):
                if _is_body(match["body"], words) and words.body_endings.search(match["body"]):
                    yield match["body"]


def _match_everywhere(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Matches that may overlap: 本报告由甲局编制 is no body 本报告由甲局 before it is 甲局."""
    match = pattern.search(text)
    while match is not None:
        yield match
        match = pattern.search(text, match.start() + 1)


def _strip_office(name: str, lines: Sequence[TextLine]) -> str:
    """The body whose office is named; nothing where the office may report for itself.

    太仓 2018 is 由太仓市人民政府办公室编制, and tells of 我市: the report is the government's.
    """
    government = re.fullmatch(r"(.{2,}(?:人民政府|管委会|管理委员会))办公[室厅]", name)
    if government is not None:
        return government[1] if _tells_of_area(lines) else ""
    office = re.fullmatch(
        r"(.{2,}?(?:局|委员会|委|镇(?:人民政府)?|乡(?:人民政府)?|街道办事处|街道|厅))"
        r"(?:[综党政务信息公开合]{0,8}办公室|[政务信息公开综合法规]{2,6}[科股处])",
        name,
    )
    return office[1] if office is not None else name


def _tells_of_area(lines: Sequence[TextLine]) -> bool:
    return any(re.search("[我全][省市县区旗州]", line.text) for line in lines)


def find_full_name(short: str, lines: Sequence[TextLine]) -> str:
    """The body's full name, 太仓市人民政府 for 太仓市, where the text itself has it."""
    # 太仓 2021, 苏州 2016: the title says 市, the text 市人民政府
    if not short or not re.search(r"[省市县区旗镇乡州盟]$", short):
        return short
    name = f"{short}人民政府"
    is_told = any(name in line.text for line in lines)
    return name if is_told else short
