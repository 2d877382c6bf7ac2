"""Contact, remarks below tables, and the problems and measures of a published report."""

import re
from collections.abc import Iterable, Iterator, Sequence

from gkdraft.layout.spec import Patterns, join_patterns
from gkdraft.reading.documents.flow import TextLine
from gkdraft.reading.published.ledger import PublishedSection
from gkdraft.reading.published.vocabulary import ProblemWords, ReportVocabulary

FIRST_LINES = 30
SHORTEST_PROBLEM = 6
LONGEST_HEAD = 30
"""Characters a heading may have; a longer line without an end goes on."""
_VALUES = {
    "地址": r"[^；;，,。（）()\s]{4,60}",
    "邮编": r"\d{6}(?!\d)",
    "电话": r"[\d（）()+][\d（）()\-—－ 转/、]{5,30}\d",
    "邮箱": r"[\w.+-]+@[\w.-]+\.\w{2,}",
}
_ADDRESS = re.compile(r"www\.[a-zA-Z\d.-]+|[a-zA-Z\d-]+(?:\.[a-zA-Z\d-]+)*\.gov\.cn")
_GAP = "【待补充"
_ASPECT_HEAD = re.compile(
    r"(?:^|(?<=[。；;\n]))\s*[（(][一二三四五六七八九十]{1,2}[）)]\s*(?P<text>[^\s。：:，,；;]{2,20})[。：:\s]"
)


def find_contact(lines: Sequence[TextLine], words: ReportVocabulary) -> dict[str, str]:
    """联系方式 and 网址 by the data file's keys, as far as they are printed in full."""
    found: dict[str, str] = {}
    preface = [line for line in lines if re.search("联系|下载|地址", line.text)]
    for line in preface:
        for key, labels in words.contact.items():
            pattern = rf"(?:{join_patterns(labels)})\s*(?:[:：]|为|是)?\s*({_VALUES[key]})"
            match = re.search(pattern, line.text)
            if match and key not in found:
                found[key] = match[1].strip()
    for key, patterns in words.particulars.items():
        text = "\n".join(line.text for line in preface[:FIRST_LINES])
        match = next((m for p in patterns if (m := re.search(p, text))), None)
        if match:
            found[key] = match[1]
    site = _website(preface)
    return {**found, "网址": site} if site else found


def _website(lines: Sequence[TextLine]) -> str:
    """网址 where the report can be read, as printed in the preface."""
    for line in lines:
        match = _ADDRESS.search(line.text)
        if match:
            return match[0].rstrip(".")
    return ""


def find_notes(sections: Iterable[PublishedSection], words: ReportVocabulary) -> dict[str, str]:
    """附注: the remarks below the tables, by the key of the table."""
    found: dict[str, str] = {}
    for section in sections:
        for text in section.paragraphs:
            match = next((m for r in words.remarks if (m := re.match(r, text))), None)
            if match and section.role in ("主动公开", "申请情况", "复议诉讼"):
                known = found.get(section.role, "")
                found[section.role] = known + text[match.end() :].strip()
    return found


def find_overview(
    sections: Iterable[PublishedSection], aspects: Sequence[str]
) -> dict[str, tuple[str, ...]]:
    """总体情况: the paragraphs of each aspect, as far as headings name it: （一）主动公开情况。"""
    text = "\n".join(_whole(p for s in sections if s.role == "总体情况" for p in s.paragraphs))
    heads = list(_ASPECT_HEAD.finditer(text))
    found: dict[str, tuple[str, ...]] = {}
    ends = [*(head.start() for head in heads[1:]), len(text)]
    for head, end in zip(heads, ends, strict=False):
        aspect = next((key for key in aspects if key in head["text"]), None)
        below = text[head.end() : end]
        paragraphs = tuple(p.strip() for p in below.splitlines() if p.strip(" 。：:"))
        if aspect and aspect not in found and paragraphs:
            found[aspect] = paragraphs
    return found


def find_problems(
    sections: Iterable[PublishedSection], words: ReportVocabulary
) -> tuple[list[str], list[str]]:
    """The problems a report lists, and its measures, one text each."""
    return _listed(
        [p for s in sections if s.role == "存在问题" for p in s.paragraphs], words.problems
    )


def _listed(paragraphs: Sequence[str], words: ProblemWords) -> tuple[list[str], list[str]]:
    listed: list[str] = []
    measures: list[str] = []
    target, running = listed, False
    for sentence in _sentences(paragraphs):
        told = _PROBLEMS.search(sentence)
        if _begins(sentence, words.measures):
            target, running = measures, False
        elif told:
            target, running = listed, True
        items = list(_items(sentence, words))
        if running and not items and target is listed:
            items = list(_parts(sentence))
        for item in items:
            is_measure = any(re.match(verb, item) for verb in words.verbs)
            lacks = any(re.search(head, item) for head in words.heads)
            (measures if is_measure and not lacks else target).append(item)
    listed = listed or list(_loose(paragraphs, words))
    if not listed or (len(listed) == 1 and not measures):
        return _single(paragraphs) or (listed, measures)
    return listed, measures


def _single(paragraphs: Sequence[str]) -> tuple[list[str], list[str]] | None:
    """One problem and its measure, a sentence each, as a report with one problem has them."""
    told = [s for s in _sentences(paragraphs) if not s.startswith("上年报告")]
    if len(told) != 2 or re.search("取得|成效|成绩|差距", told[0]):
        return None
    problem, measure = list(_clean(told[0])), list(_clean(told[1]))
    return (problem, measure) if problem and measure else None


def _loose(paragraphs: Sequence[str], words: ProblemWords) -> Iterator[str]:
    """Sentences that name something lacking, where a report lists its problems without marks."""
    for sentence in _sentences(paragraphs):
        if _begins(sentence, words.measures):
            return
        if not re.search("取得|成效|成绩|差距", sentence) and any(
            re.search(head, sentence) for head in words.heads
        ):
            yield from _clean(sentence)


_PROBLEMS = re.compile(
    r"(?:主要问题|存在问题|问题和不足|主要不足)\s*[:：]|主要表现(?:在|为)?\s*[:：]|^.{0,4}主要问题。?$"
)


def _begins(sentence: str, patterns: Patterns) -> bool:
    return any(re.search(pattern, sentence[:26]) for pattern in patterns)


def _sentences(paragraphs: Sequence[str]) -> Iterator[str]:
    """The sentences of paragraphs."""
    parts = (part for text in _whole(paragraphs) for part in re.split(r"(?<=[。！？])", text))
    yield from (part.strip() for part in parts if part.strip())


def _whole(paragraphs: Iterable[str]) -> Iterator[str]:
    """Paragraphs; a printed line that does not end a sentence goes on in the next."""
    text = ""
    for paragraph in paragraphs:
        text += paragraph.strip()
        if len(paragraph) < LONGEST_HEAD or text.endswith(tuple("。！？；：")):
            yield text
            text = ""
    if text:
        yield text


def _items(sentence: str, words: ProblemWords) -> Iterator[str]:
    """What stands behind 一是, 二是 … (一), (二) … in a sentence."""
    pieces = re.split(rf"(?<![^。；;：:，,、\s])(?:{join_patterns(words.leads)})", sentence)
    for piece in pieces[1:]:
        yield from (
            _parts(piece) if _PROBLEMS.match(piece) or _LISTED.match(piece) else _clean(piece)
        )


_LISTED = re.compile(r"存在的(?:主要)?问题\s*[:：]")


def _parts(text: str) -> Iterator[str]:
    """问题：……；……；…… one by one."""
    told = _PROBLEMS.search(text) or _LISTED.search(text)
    text = text[told.end() :] if told else text
    for part in re.split("[；;]", text):
        yield from _clean(part)


def _clean(text: str) -> Iterator[str]:
    text = text.strip(" ，,；;。：:、\n")
    if len(text) >= SHORTEST_PROBLEM and _GAP not in text:
        yield text
