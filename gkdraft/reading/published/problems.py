"""存在问题: the problems a report lists and its measures, one text each, or none.

paragraphs → sentences, items of lists, words that announce → stretches of one kind → texts
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from gkdraft.reading.published.ledger import PublishedSection
from gkdraft.reading.published.list_marks import Mark, list_marks, part_marks, split_sentences
from gkdraft.reading.published.past_problems import drop_past
from gkdraft.reading.published.problem_pairs import Problems, pair_by_order, read_beside
from gkdraft.reading.published.problem_texts import (
    add_part,
    append,
    clean_clause,
    clean_item,
    clean_items,
    is_measure,
    split_clauses,
    split_measures,
    tells_none,
)
from gkdraft.reading.published.text_lines import LONGEST_HEAD, join_lines
from gkdraft.reading.published.vocabulary import ProblemWords, search_any

ROLE = "存在问题"
# 五、存在的主要问题 （一）存在问题： one behind the other
MOST_TITLES = 3
# no section is as long: a hostile one has 100,000 sentences without a mark
MOST_LINES = 1_000
LONGEST_LINE = 20_000
# 苏州 2016: 今后……严格管理 in the middle of a sentence that tells a problem
LONGEST_BEGINNING = 26
# a cause, or a measure of some sentences
LONGEST_TAIL = 1_000


def find_problems(
    sections: Iterable[PublishedSection], words: ProblemWords, year: int = 0
) -> Problems:
    """The problems a report lists, and its measures, one text each."""
    lines = islice(_list_lines(sections), MOST_LINES)
    paragraphs = part_marks(list(drop_past(join_lines(lines), words, year)))
    beside = read_beside(paragraphs, words)
    if beside:
        return beside
    found = _read_stretches(paragraphs, words)
    if len(found.problems) > 1 or (found.problems and found.measures):
        return found
    return _read_pair(paragraphs, words) or found


def _list_lines(sections: Iterable[PublishedSection]) -> Iterator[str]:
    for section in sections:
        if section.role == ROLE:
            yield from (line for line in section.paragraphs if len(line) <= LONGEST_LINE)


def _read_pair(paragraphs: Sequence[str], words: ProblemWords) -> Problems | None:
    """One problem and its measure, a sentence each, as a report with one problem has them."""
    # fixtures/profile-gansu has one problem; 上年报告提出的…… tells of last year's before it
    sentences = [s for text in paragraphs for s in split_sentences(text)]
    if len(sentences) != 2 or tells_none(sentences[0], words):
        return None
    sentences[1] = words.beside.sub("", sentences[1], count=1)
    problem, measure = map(tuple, map(clean_clause, sentences))
    return Problems(problem, measure, measure) if problem and measure else None


# stretches --------------------------------------------------------------------------------------


@dataclass
class _Stretch:
    """Sentences that tell of problems, or of measures: a list, or sentences without one."""

    is_measures: bool = False
    is_told: bool = False  # by words in front: 存在的主要问题：, 改进措施：
    is_left: bool = False  # of last year's problems, or of causes
    kind: int = -1  # of the marks of its list
    items: list[list[str]] = field(default_factory=list)  # in parts: sentence by sentence
    plain: list[str] = field(default_factory=list)
    tails: dict[int, str] = field(default_factory=dict)  # what belongs to a plain sentence
    left: list[str] = field(default_factory=list)  # paragraphs that nothing says are of an item

    @property
    def ends_with_head(self) -> bool:
        """Whether its last item is so short that what follows may belong to it."""
        # no part but the first is empty
        return len("".join(self.items[-1][: LONGEST_HEAD + 1])) <= LONGEST_HEAD

    def list_items(self) -> list[str]:
        return list(map("".join, self.items))


def _read_stretches(paragraphs: Iterable[str], words: ProblemWords) -> Problems:
    stretches = [_Stretch()]
    for paragraph in paragraphs:
        for place, sentence in enumerate(split_sentences(paragraph)):
            if _add_tail(sentence, stretches[-1], words):
                continue
            body = _open_stretch(sentence, stretches, words)
            _add_sentence(body, place == 0, stretches, words)
    kept = [stretch for stretch in stretches if not stretch.is_left]
    left = tuple(text for stretch in kept for text in stretch.left)
    return _collect(kept, words)._replace(left=left)


def _collect(stretches: Iterable[_Stretch], words: ProblemWords) -> Problems:
    problems: list[str] = []
    measures: list[str] = []
    own: dict[int, str] = {}
    for stretch in stretches:
        if stretch.is_measures:
            measures += _list_measures(stretch, words)
            continue
        for item in _list_problems(stretch, words):
            # 平潭县 2011: （一）进一步深化…… without 针对 or 下一步 before it
            if not stretch.is_told and is_measure(item, words):
                measures.append(item)
                continue
            problem, *done = words.own.split(item, maxsplit=1)
            for measure in clean_item("".join(done)):
                own[len(problems)] = measure
                measures.append(measure)
            problems += clean_item(problem)
    if own:
        pairs = tuple(own.get(index, "") for index in range(len(problems)))
        return Problems(tuple(problems), tuple(measures), pairs)
    return pair_by_order(problems, measures, words)


def _add_tail(sentence: str, last: _Stretch, words: ProblemWords) -> bool:
    """原因是……, 针对这一问题，……: whether a sentence belongs to the problem before it."""
    if last.is_measures or not (last.items or last.plain):
        return False
    if not last.items:
        index = len(last.plain) - 1
        tail = last.tails.get(index, "")
        if len(tail) > LONGEST_TAIL:
            return False
        # 针对这一问题，……。同时……。 tells of one measure in two sentences
        is_more = words.own.search(f"。{tail}") and not search_any(words.heads, sentence)
        is_more = is_more and not words.measure_title.match(sentence)
        if not is_more and not _belongs(sentence, -1, words):
            return False
        last.tails[index] = append(tail, sentence) if tail else sentence
        return True
    if not _belongs(sentence, last.kind, words):
        return False
    add_part(last.items[-1], sentence)
    return True


def _belongs(sentence: str, kind: int, words: ProblemWords) -> bool:
    """Whether a sentence tells a cause or a measure of what was said before it.

    A list of causes of the `kind` of the problems' own list tells of all of them.
    """
    if not words.belongs.match(sentence):
        return False
    first = next(list_marks(sentence, words), None)
    return first is None or kind not in (-1, first.kind)


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
        for pattern, is_measures, is_left in (
            (words.past_title, False, True),
            (words.cause_title, False, True),
            (words.problem_title, False, False),
            (words.measure_title, True, False),
        ):
            title = pattern.match(rest)
            if title and title.end():
                stretches.append(_Stretch(is_measures, is_told=True, is_left=is_left))
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
    if last.items and not marks and (not begins or last.ends_with_head):
        # 苏州 2016: 一是加强平台建设。强化……。 is one item of two sentences
        add_part(last.items[-1], before)
    elif before.strip() and not last.items:
        last.plain.append(before)
    elif before.strip():
        last.left.append(before)
    ends = [*(mark.start for mark in marks[1:]), len(sentence)]
    for mark, end in zip(marks, ends, strict=False):
        _add_item(mark, sentence[mark.start : end], stretches, words)


def _add_item(mark: Mark, text: str, stretches: list[_Stretch], words: ProblemWords) -> None:
    """An item to its list; to a new one where the marks count anew."""
    last = stretches[-1]
    item = text[mark.end - mark.start :]
    is_new = mark.number == 1 and not last.is_measures and is_measure(item, words)
    if last.items and mark.kind != last.kind and not is_new:
        # 平潭县 2011: 1、…… 2、…… are parts of （三）……
        add_part(last.items[-1], text)
        return
    if last.items and mark.number == 1:
        is_done = last.is_measures or is_measure(item, words)
        last = _Stretch(is_done, is_told=last.is_told and not is_done)
        stretches.append(last)
    last.kind = mark.kind
    last.items.append([item])


def _list_measures(stretch: _Stretch, words: ProblemWords) -> Iterator[str]:
    if not stretch.items:
        yield from split_measures(stretch.plain, words)
    for item in stretch.list_items():
        yield from clean_item(item)


def _list_problems(stretch: _Stretch, words: ProblemWords) -> Iterator[str]:
    if stretch.items:
        yield from clean_items(stretch.list_items(), words)
        return
    found: list[tuple[str, str]] = []
    for index, sentence in enumerate(stretch.plain):
        # 虽然取得成效，但……: what follows 但 is the problem
        told = words.but.split(sentence.strip("。 "))[-1]
        is_problem = stretch.is_told or search_any(words.heads, told)
        if is_problem and not tells_none(told, words):
            found.append((told, stretch.tails.get(index, "")))
    for told, tail in found:
        texts = list(split_clauses(told, words, is_only=len(found) == 1 and not tail))
        if texts and tail:
            texts[-1] = append(texts[-1], tail).strip("。")
        yield from texts
