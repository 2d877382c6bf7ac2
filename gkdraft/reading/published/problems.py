"""存在问题: the problems a report lists and its measures, one text each, or none.

paragraphs → sentences, items of lists, words that announce → stretches of one kind → texts
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from gkdraft.reading.published.ledger import PublishedSection
from gkdraft.reading.published.list_marks import Mark, list_marks, split_sentences
from gkdraft.reading.published.text_lines import LONGEST_HEAD, join_lines
from gkdraft.reading.published.vocabulary import ProblemWords, ReportVocabulary, search_any

ROLE = "存在问题"
# a clause such as 问题不少 tells none; an item behind a mark may be as short as 加强解读
SHORTEST_PROBLEM = 6
SHORTEST_ITEM = 3
# 五、存在的主要问题 （一）存在问题： one behind the other
MOST_TITLES = 3
# no section is as long: a hostile one has 100,000 sentences without a mark
MOST_LINES = 1_000
LONGEST_LINE = 20_000
# 苏州 2016: 今后……严格管理 in the middle of a sentence that tells a problem
LONGEST_BEGINNING = 26
_GAP = "【待补充"
_LAST_YEAR = "上年报告"
# 滨江 2017: 不断加强……，但……还存在着差距 is how a report comes to its problems, not one of them
_PRAISE = re.compile("取得|成效|成绩|差距")
_CAUSE = re.compile("(?:主要)?原因|导致|造成|使得?|影响")
_CLAUSES = (re.compile("[，,]"), re.compile("、"))


def find_problems(
    sections: Iterable[PublishedSection], words: ReportVocabulary
) -> tuple[list[str], list[str]]:
    """The problems a report lists, and its measures, one text each."""
    lines = islice(_list_lines(sections), MOST_LINES)
    paragraphs = [text for text in join_lines(lines) if not text.startswith(_LAST_YEAR)]
    beside = _read_beside(paragraphs, words.problems)
    if beside:
        return beside
    problems, measures = _read_stretches(paragraphs, words.problems)
    if len(problems) > 1 or (problems and measures):
        return problems, measures
    return _read_pair(paragraphs, words.problems) or (problems, measures)


def _list_lines(sections: Iterable[PublishedSection]) -> Iterator[str]:
    for section in sections:
        if section.role == ROLE:
            yield from (line for line in section.paragraphs if len(line) <= LONGEST_LINE)


def _read_beside(
    paragraphs: Sequence[str], words: ProblemWords
) -> tuple[list[str], list[str]] | None:
    """一是……。下一步，……。: each problem with its measure behind it; None if one has none."""
    text = "\n".join(paragraphs)
    marks = list(list_marks(text, words))
    outer = [mark for mark in marks if mark.kind == marks[0].kind]
    ends = [*(mark.start for mark in outer[1:]), len(text)]
    problems: list[str] = []
    measures: list[str] = []
    for mark, end in zip(outer, ends, strict=False):
        part = words.beside.split(text[mark.end : end].strip(), maxsplit=1)
        if len(part) < 2:
            return None
        title = words.problem_title.match(part[0])
        problems.append(_strip_item(part[0][title.end() if title else 0 :]))
        measures.append(_strip_item(part[1]))
    return (problems, measures) if len(outer) > 1 and all(problems) and all(measures) else None


def _read_pair(
    paragraphs: Sequence[str], words: ProblemWords
) -> tuple[list[str], list[str]] | None:
    """One problem and its measure, a sentence each, as a report with one problem has them."""
    # fixtures/profile-gansu has one problem; 上年报告提出的…… tells of last year's before it
    sentences = [s for text in paragraphs for s in split_sentences(text)]
    sentences = [sentence for sentence in sentences if not sentence.startswith(_LAST_YEAR)]
    if len(sentences) != 2 or _PRAISE.search(sentences[0]):
        return None
    if words.bare.search(sentences[0].strip("。 ")):
        return None
    sentences[1] = words.beside.sub("", sentences[1], count=1)
    problem, measure = map(list, map(_clean_clause, sentences))
    return (problem, measure) if problem and measure else None


# stretches --------------------------------------------------------------------------------------


@dataclass
class _Stretch:
    """Sentences that tell of problems, or of measures: a list, or sentences without one."""

    is_measures: bool = False
    is_told: bool = False  # by words in front: 存在的主要问题：, 改进措施：
    is_past: bool = False  # of last year's problems
    kind: int = -1  # of the marks of its list
    items: list[str] = field(default_factory=list)
    plain: list[str] = field(default_factory=list)


def _read_stretches(paragraphs: Iterable[str], words: ProblemWords) -> tuple[list[str], list[str]]:
    stretches = [_Stretch()]
    for paragraph in paragraphs:
        for place, sentence in enumerate(split_sentences(paragraph)):
            body = _open_stretch(sentence, stretches, words)
            _add_sentence(body, place == 0, stretches, words)
    problems: list[str] = []
    measures: list[str] = []
    for stretch in stretches:
        if stretch.is_past:
            continue
        if stretch.is_measures:
            measures += _list_measures(stretch, words)
            continue
        for item in _list_problems(stretch, words):
            # 平潭县 2011: （一）进一步深化…… without 针对 or 下一步 before it
            is_done = not stretch.is_told and _is_measure(item, words)
            (measures if is_done else problems).append(item)
    return problems, measures


def _open_stretch(sentence: str, stretches: list[_Stretch], words: ProblemWords) -> str:
    """Begins a stretch where words announce one; what is left of the sentence without them."""
    rest = _strip_titles(sentence, stretches, words)
    first = next(list_marks(rest, words), None)
    is_item = first is not None and first.start == 0
    if is_item and (stretches[-1].is_measures or (first and first.number > 1)):
        return rest
    if search_any(words.measures, rest[:LONGEST_BEGINNING]):
        stretches.append(_Stretch(is_measures=True, is_told=True))
        return rest
    # 洪泽 2023: ……仍存在一定差距。如…… and reports that say 存在一些不足，主要是：……
    announced = words.announced.search(rest)
    if announced and not stretches[-1].is_measures:
        stretches.append(_Stretch(is_told=True))
        return rest[announced.end() :]
    return rest


def _strip_titles(sentence: str, stretches: list[_Stretch], words: ProblemWords) -> str:
    """What stands behind titles: （一）存在的主要问题。 opens a stretch, and is no problem."""
    rest = sentence.strip()
    for _ in range(MOST_TITLES):
        for pattern, is_measures, is_past in (
            (words.past_title, False, True),
            (words.problem_title, False, False),
            (words.measure_title, True, False),
        ):
            title = pattern.match(rest)
            if title and title.end():
                stretches.append(_Stretch(is_measures, is_told=True, is_past=is_past))
                rest = rest[title.end() :].strip()
                break
        else:
            break
    return rest


def _add_sentence(
    sentence: str, begins: bool, stretches: list[_Stretch], words: ProblemWords
) -> None:
    """What a sentence says: in front of its marks more of the last item, then items."""
    marks = list(list_marks(sentence, words))
    before = sentence[: marks[0].start] if marks else sentence
    last = stretches[-1]
    if last.items and not marks and (not begins or len(last.items[-1]) <= LONGEST_HEAD):
        # 苏州 2016: 一是加强平台建设。强化……。 is one item of two sentences
        last.items[-1] = _append(last.items[-1], before)
    elif before.strip() and not last.items:
        last.plain.append(before)
    ends = [*(mark.start for mark in marks[1:]), len(sentence)]
    for mark, end in zip(marks, ends, strict=False):
        _add_item(mark, sentence[mark.start : end], stretches, words)


def _add_item(mark: Mark, text: str, stretches: list[_Stretch], words: ProblemWords) -> None:
    """An item to its list; to a new one where the marks count anew."""
    last = stretches[-1]
    item = text[mark.end - mark.start :]
    is_new = mark.number == 1 and not last.is_measures and _is_measure(item, words)
    if last.items and mark.kind != last.kind and not is_new:
        # 平潭县 2011: 1、…… 2、…… are parts of （三）……
        last.items[-1] = _append(last.items[-1], text)
        return
    if last.items and mark.number == 1:
        is_done = last.is_measures or _is_measure(item, words)
        last = _Stretch(is_done, is_told=last.is_told and not is_done)
        stretches.append(last)
    last.kind = mark.kind
    last.items.append(item)


def _append(item: str, text: str) -> str:
    """An item with the sentence that follows; a heading without an end mark gets one."""
    return item + text if item.endswith(tuple("。；：！？:;")) else f"{item}。{text}"


# texts ------------------------------------------------------------------------------------------


def _is_measure(item: str, words: ProblemWords) -> bool:
    """Whether an item says what is done, and nothing that is lacking."""
    # 宿迁 2023: 围绕服务中心工作,……需进一步加强 begins like a measure and is a problem
    is_done = any(verb.match(item.strip()) for verb in words.verbs)
    return is_done and search_any(words.heads, re.split("[。；;]", item)[0]) is None


def _list_measures(stretch: _Stretch, words: ProblemWords) -> Iterator[str]:
    if stretch.items:
        for item in stretch.items:
            yield from _clean_item(item)
        return
    for sentence in stretch.plain:
        # ……将采取以下措施： announces a list that stands elsewhere, or nowhere
        if sentence.rstrip(" …").endswith(("：", ":")):
            continue
        # 淮安 2024: 针对存在问题，下一步，我市将……；……
        for part in re.split("[；;]", words.lead_in.sub("", sentence, count=1)):
            yield from _clean_item(part)


def _list_problems(stretch: _Stretch, words: ProblemWords) -> Iterator[str]:
    if stretch.items:
        for item in stretch.items:
            yield from _clean_item(item)
        return
    found: list[str] = []
    for sentence in stretch.plain:
        # 虽然取得成效，但……: what follows 但 is the problem
        told = re.split("[，,]但是?", sentence.strip("。 "))[-1]
        is_problem = stretch.is_told or search_any(words.heads, told)
        if is_problem and not _PRAISE.search(told) and not words.bare.search(told):
            found.append(told)
    for told in found:
        yield from _split_clauses(told, words, is_only=len(found) == 1)


def _split_clauses(sentence: str, words: ProblemWords, is_only: bool) -> Iterator[str]:
    """The problems of a sentence without marks: A；B；C, or A、B、C if each tells a lack.

    Of several sentences each is a problem of its own, with its commas.
    """
    plain = words.example.sub("", sentence.strip(" 。"), count=1)
    plain = words.and_others.sub("", plain)
    parts = re.split("[；;]", plain)
    for mark in _CLAUSES if is_only else ():
        clauses = mark.split(plain)
        if len(parts) == 1 and all(_tells_alone(clause, words) for clause in clauses):
            parts = clauses
    for part in parts:
        yield from _clean_clause(part)


def _tells_alone(clause: str, words: ProblemWords) -> bool:
    # 太仓 2018: 网站信息质量有待提高，……，基层政务公开还不充分; 还不 alone has no subject
    is_long = len(clause) >= SHORTEST_PROBLEM and not _CAUSE.match(clause)
    return is_long and search_any(words.heads, clause) is not None


def _strip_item(text: str) -> str:
    return text.strip(" ，,；;。：:、\n")


def _clean_item(text: str) -> Iterator[str]:
    text = _strip_item(text)
    if len(text) >= SHORTEST_ITEM and _GAP not in text:
        yield text


def _clean_clause(text: str) -> Iterator[str]:
    return (item for item in _clean_item(text) if len(item) >= SHORTEST_PROBLEM)
