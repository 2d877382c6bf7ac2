"""Contact, day of publication, remarks below tables, problems and measures of a report."""

import datetime
import re
from collections.abc import Iterable, Iterator, Sequence

from gkdraft.layout.spec import Patterns, join_patterns
from gkdraft.reading.documents.flow import TextLine
from gkdraft.reading.published.ledger import PublishedSection
from gkdraft.reading.published.outline import TABLES
from gkdraft.reading.published.vocabulary import ProblemWords, ReportVocabulary, search_any

FIRST_LINES = 30
# characters of a line in which a site tells when it published the page
OPENING = 200
# a heading such as 问题： leaves pieces of a word or two behind
SHORTEST_PROBLEM = 6
# 上海 2019: headings without an end mark; 宿迁 2023: a printed line without one goes on
LONGEST_HEAD = 30
# 苏州 2016: 今后……严格管理 in the middle of a sentence that tells a problem
LONGEST_BEGINNING = 26
_VALUES = {
    "地址": r"[^；;，,。（）()\s]{4,60}",
    "邮编": r"\d{6}(?!\d)",
    "电话": r"[\d（）()+][\d（）()\-—－ 转/、]{5,30}\d",
    "邮箱": r"[\w.+-]+@[\w.-]+\.\w{2,}",
}
_ADDRESS = re.compile(r"www\.[a-zA-Z\d.-]+|[a-zA-Z\d-]+(?:\.[a-zA-Z\d-]+)*\.gov\.cn")
_GAP = "【待补充"
# 滨江 2017: 不断加强……，但……还存在着差距 is how a report comes to its problems, not one of them
_PRAISE = re.compile("取得|成效|成绩|差距")
# 平潭 2019: the address of the page itself (原文链接) is not the website a report names
_CONTACT_LINE = re.compile("联系|下载|地址")
_ASPECT_HEAD = re.compile(
    r"(?:^|(?<=[。；;\n]))\s*[（(][一二三四五六七八九十]{1,2}[）)]\s*(?P<text>[^\s。：:，,；;]{2,20})[。：:\s]"
)


def find_contact(lines: Sequence[TextLine], words: ReportVocabulary) -> dict[str, str]:
    """联系方式 and 网址 by the data file's keys, as far as they are printed in full."""
    preface = [line for line in lines if _CONTACT_LINE.search(line.text)]
    found: dict[str, str] = {}
    for line in preface:
        for key, labels in words.contact.items():
            value = _find_value(line.text, labels, _VALUES[key])
            if value:
                found.setdefault(key, value)
    text = "\n".join(line.text for line in preface[:FIRST_LINES])
    for key, patterns in words.particulars.items():
        match = search_any(patterns, text)
        if match:
            found[key] = match[1]
    site = _find_website(preface)
    if site:
        found["网址"] = site
    return found


def _find_value(text: str, labels: Patterns, value: str) -> str:
    match = re.search(rf"(?:{join_patterns(labels)})\s*(?:[:：]|为|是)?\s*({value})", text)
    if match is None:
        return ""
    return match[1].strip()


def _find_website(lines: Sequence[TextLine]) -> str:
    """网址 where the report can be read, as printed in the preface."""
    for line in lines:
        match = _ADDRESS.search(line.text)
        if match:
            return match[0].rstrip(".")
    return ""


_DATE = r"\s*[:：]?\s*(20\d{2})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})(?!\d)"


def find_release(lines: Sequence[TextLine], words: ReportVocabulary) -> datetime.date | None:
    """发布时间 as a web page names it above the text; of several the first day."""
    pattern = re.compile(f"(?:{join_patterns(words.released)}){_DATE}")
    found: list[datetime.date] = []
    for line in lines[:FIRST_LINES]:
        # 平潭 2014-2022: the whole page is one line, which opens with what the site says of it
        for match in pattern.finditer(line.text[:OPENING]):
            try:
                found.append(datetime.date(*map(int, match.groups())))
            except ValueError:  # 2027-13-40 is no day
                continue
    return min(found, default=None)


def find_notes(sections: Iterable[PublishedSection], words: ReportVocabulary) -> dict[str, str]:
    """附注: the remarks below the tables, by the key of the table."""
    found: dict[str, str] = {}
    for section in sections:
        for text in section.paragraphs:
            remark = _strip_mark(text, words.remarks)
            if remark is not None and section.role in TABLES:
                found[section.role] = found.get(section.role, "") + remark
    return found


def _strip_mark(text: str, marks: Patterns) -> str | None:
    """A remark without 注： before it; None if it is no remark."""
    for mark in marks:
        match = mark.match(text)
        if match:
            return text[match.end() :].strip()
    return None


def find_overview(
    sections: Iterable[PublishedSection], aspects: Sequence[str]
) -> dict[str, tuple[str, ...]]:
    """总体情况: the paragraphs of each aspect, as far as headings name it: （一）主动公开情况。"""
    text = "\n".join(_join_lines(_list_paragraphs(sections, "总体情况")))
    heads = list(_ASPECT_HEAD.finditer(text))
    ends = [*(head.start() for head in heads[1:]), len(text)]
    found: dict[str, tuple[str, ...]] = {}
    for head, end in zip(heads, ends, strict=False):
        aspect = _find_aspect(head["text"], aspects)
        below = text[head.end() : end].splitlines()
        paragraphs = tuple(line.strip() for line in below if line.strip(" 。：:"))
        if aspect and paragraphs:
            found.setdefault(aspect, paragraphs)
    return found


def _list_paragraphs(sections: Iterable[PublishedSection], role: str) -> Iterator[str]:
    for section in sections:
        if section.role == role:
            yield from section.paragraphs


def _find_aspect(heading: str, aspects: Sequence[str]) -> str:
    return next((key for key in aspects if key in heading), "")


def find_problems(
    sections: Iterable[PublishedSection], words: ReportVocabulary
) -> tuple[list[str], list[str]]:
    """The problems a report lists, and its measures, one text each."""
    paragraphs = list(_list_paragraphs(sections, "存在问题"))
    beside = _read_beside(paragraphs, words.problems)
    if beside:
        return beside
    problems, measures = _sort_items(paragraphs, words.problems)
    if not problems:
        problems = list(_find_complaints(paragraphs, words.problems))
    if len(problems) > 1 or (problems and measures):
        return problems, measures
    return _read_pair(paragraphs, words.problems) or (problems, measures)


def _read_beside(
    paragraphs: Sequence[str], words: ProblemWords
) -> tuple[list[str], list[str]] | None:
    """一是……。下一步，……。: each problem with its measure behind it; None if one has none."""
    own = [text for text in paragraphs if not text.startswith("上年报告")]
    items = _ORDINALS.split("\n".join(own))[1:]
    parts = [words.beside.split(item, maxsplit=1) for item in items]
    if len(items) < 2 or any(len(part) < 2 for part in parts):
        return None
    pairs = [(problem.strip("。；\n "), measure.strip("。；\n ")) for problem, measure in parts]
    return [problem for problem, _ in pairs], [measure for _, measure in pairs]


def _sort_items(paragraphs: Sequence[str], words: ProblemWords) -> tuple[list[str], list[str]]:
    """Listed items: problems up to the words that begin the measures, then measures."""
    problems: list[str] = []
    measures: list[str] = []
    target, is_running = problems, False
    for sentence in _split_sentences(paragraphs):
        if _begins_with(sentence, words.measures):
            target, is_running = measures, False
        elif _PROBLEMS.search(sentence):
            target, is_running = problems, True
        items = list(_list_items(sentence, words))
        # 平潭 2021, 常州 2018: 主要表现在：……；……；…… without numbers
        if is_running and not items:
            items = list(_split_clauses(sentence))
        for item in items:
            (measures if _is_measure(item, words) else target).append(item)
    return problems, measures


def _is_measure(item: str, words: ProblemWords) -> bool:
    """Whether an item says what is done, and nothing that is lacking."""
    # 平潭县 2011: （一）进一步深化…… without 针对 or 下一步 before it;
    # 宿迁 2023: 围绕服务中心工作,……需进一步加强 begins like a measure and is a problem
    is_done = any(verb.match(item) for verb in words.verbs)
    return is_done and not _tells_lack(item, words)


def _tells_lack(text: str, words: ProblemWords) -> bool:
    return search_any(words.heads, text) is not None


def _read_pair(
    paragraphs: Sequence[str], words: ProblemWords
) -> tuple[list[str], list[str]] | None:
    """One problem and its measure, a sentence each, as a report with one problem has them."""
    # fixtures/profile-gansu has one problem; 上年报告提出的…… tells of last year's before it
    sentences = [s for s in _split_sentences(paragraphs) if not s.startswith("上年报告")]
    if len(sentences) != 2 or _PRAISE.search(sentences[0]):
        return None
    sentences[1] = words.beside.sub("", sentences[1], count=1)
    problem, measure = map(list, map(_clean_item, sentences))
    if not problem or not measure:
        return None
    return problem, measure


def _find_complaints(paragraphs: Sequence[str], words: ProblemWords) -> Iterator[str]:
    """Sentences that name something lacking, where a report lists its problems without marks."""
    # 洪泽 2023: 如依申请公开工作规范性还有待提高、……
    for sentence in _split_sentences(paragraphs):
        if _begins_with(sentence, words.measures):
            return
        if _tells_lack(sentence, words) and not _PRAISE.search(sentence):
            yield from _clean_item(sentence)


_ORDINALS = re.compile(r"(?:^|(?<=[\n：。；]))[一二三四五六七八九十]{1,3}是")
# 平潭 2021: 存在问题：; 常州 2018: 主要表现在; and as a heading: （一）存在的主要问题
_PROBLEMS = re.compile(
    r"(?:主要问题|存在问题|问题和不足|主要不足)\s*[:：]|主要表现(?:在|为)?\s*[:：]|^.{0,4}主要问题。?$"
)


def _begins_with(sentence: str, patterns: Patterns) -> bool:
    return search_any(patterns, sentence[:LONGEST_BEGINNING]) is not None


def _split_sentences(paragraphs: Sequence[str]) -> Iterator[str]:
    """The sentences of paragraphs."""
    for text in _join_lines(paragraphs):
        for part in re.split(r"(?<=[。！？])", text):
            if part.strip():
                yield part.strip()


def _join_lines(paragraphs: Iterable[str]) -> Iterator[str]:
    """Paragraphs; a printed line that does not end a sentence goes on in the next."""
    text = ""
    for paragraph in paragraphs:
        text += paragraph.strip()
        if len(paragraph) < LONGEST_HEAD or text.endswith(tuple("。！？；：")):
            yield text
            text = ""
    if text:
        yield text


def _list_items(sentence: str, words: ProblemWords) -> Iterator[str]:
    """What stands behind 一是, 二是 … (一), (二) … in a sentence."""
    # 平潭县 2011: the digits of the statistics table (条418150 92.政府公报) begin no item
    pieces = re.split(rf"(?<![^。；;：:，,、\s])(?:{join_patterns(words.leads)})", sentence)
    for piece in pieces[1:]:
        if _PROBLEMS.match(piece) or _LISTED.match(piece):
            yield from _split_clauses(piece)
        else:
            yield from _clean_item(piece)


# 平潭 2020, 2021: an item that is itself a list behind 存在的主要问题：
_LISTED = re.compile(r"存在的(?:主要)?问题\s*[:：]")


def _split_clauses(text: str) -> Iterator[str]:
    """问题：……；……；…… one by one."""
    head = _PROBLEMS.search(text) or _LISTED.search(text)
    if head:
        text = text[head.end() :]
    for part in re.split("[；;]", text):
        yield from _clean_item(part)


def _clean_item(text: str) -> Iterator[str]:
    text = text.strip(" ，,；;。：:、\n")
    if len(text) >= SHORTEST_PROBLEM and _GAP not in text:
        yield text
