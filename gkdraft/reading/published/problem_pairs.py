"""Which measure answers which problem: the one beside it, or the one in its place."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from gkdraft.messages import say
from gkdraft.reading.published.list_marks import list_marks
from gkdraft.reading.published.problem_texts import is_measure, split_measures, strip_item
from gkdraft.reading.published.vocabulary import ProblemWords, search_any

LONGEST_QUOTE = 30


class Problems(NamedTuple):
    """存在问题 and 改进措施; of each problem its measure, nothing where none is known."""

    problems: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    pairs: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    """Paragraphs below an item of a list that may be its measure or something else."""


# beside -----------------------------------------------------------------------------------------


def read_beside(paragraphs: Sequence[str], words: ProblemWords) -> Problems | None:
    """一是……。下一步，……。: problems with their measures behind them; None if none has one."""
    text = "\n".join(paragraphs)
    marks = list(list_marks(text, words))
    outer = [mark for mark in marks if mark.kind == marks[0].kind]
    ends = [*(mark.start for mark in outer[1:]), len(text)]
    problems: list[str] = []
    pairs: list[str] = []
    for mark, end in zip(outer, ends, strict=False):
        part = words.beside.split(text[mark.end : end].strip(), maxsplit=1)
        title = words.problem_title.match(part[0])
        problems.append(strip_item(part[0][title.end() if title else 0 :]))
        pairs.append(strip_item("".join(part[1:])))
    if len(outer) < 2 or not all(problems):
        return None
    if all(pairs):
        return Problems(tuple(problems), tuple(pairs), tuple(pairs))
    if [mark.number for mark in outer] != list(range(1, len(outer) + 1)):
        return None
    return _read_some_beside(problems, pairs, text[outer[-1].end :].strip(), words)


def _read_some_beside(
    problems: list[str], pairs: list[str], last: str, words: ProblemWords
) -> Problems | None:
    """Where some of the problems have a measure; what follows the `last` may be for all."""
    is_own = words.own.search(last) is not None
    if not any(pairs[:-1]) and not is_own:
        return None
    for problem in problems:
        # （一）存在问题 一是……二是……。改进措施：…… is a list of its own
        has_list = any(mark.number == 2 for mark in list_marks(problem, words))
        if has_list or is_measure(problem, words):
            return None
    # 三是……。下一步，…… without 针对这一问题 is for all of them
    common = [] if is_own else list(split_measures([pairs[-1]], words))
    if common:
        pairs[-1] = ""
    lines = problems[-1].split("\n")
    for index, line in enumerate(lines[1:], start=1):
        if search_any(words.measures, line) or words.measure_title.match(line):
            problems[-1] = strip_item("\n".join(lines[:index]))
            common = [*split_measures(lines[index:], words), *common]
            break
    measures = [*filter(None, pairs), *common]
    return Problems(tuple(problems), tuple(measures), tuple(pairs))


# by order ---------------------------------------------------------------------------------------


def pair_by_order(
    problems: Sequence[str], measures: Sequence[str], words: ProblemWords
) -> Problems:
    """As many measures as problems, each in its place, if none names another's problem."""
    is_paired = len(problems) == len(measures) and not _is_crossed(problems, measures, words)
    pairs = tuple(measures) if is_paired else ("",) * len(problems)
    return Problems(tuple(problems), tuple(measures), pairs)


def _is_crossed(problems: Sequence[str], measures: Sequence[str], words: ProblemWords) -> bool:
    """Whether a measure shares its telling words with another problem than that in its place."""
    # （一）公开意识……（二）平台建设……: （一）针对平台问题，……（二）针对意识问题，……
    asked, answered = _list_telling(problems, words), _list_telling(measures, words)
    shared: Counter[tuple[int, int]] = Counter()
    for word, place in asked.items():
        if word in answered:
            shared[answered[word], place] += 1
    for (measure, problem), count in shared.items():
        if measure != problem and count > shared[measure, measure]:
            return True
    return False


def _list_telling(texts: Sequence[str], words: ProblemWords) -> dict[str, int]:
    """Pairs of characters that stand in one of the texts alone, and in which."""
    places: dict[str, int] = {}
    several: set[str] = set()
    for place, text in enumerate(texts):
        for word in _list_pairs(text, words):
            if places.setdefault(word, place) != place:
                several.add(word)
    return {word: place for word, place in places.items() if word not in several}


def _list_pairs(text: str, words: ProblemWords) -> Iterator[str]:
    for part in words.untelling.split(text):
        for index in range(len(part) - 1):
            yield part[index : index + 2]


# what is said -----------------------------------------------------------------------------------


def explain_pairing(found: Problems) -> Iterator[str]:
    """Why measures do not stand beside their problems, and what was left out."""
    if found.left:
        yield say(
            "存在问题里有 {count} 段看不出是问题还是改进，没有读；第一段：{text}",
            count=len(found.left),
            text=found.left[0][:LONGEST_QUOTE],
        )
    problems, measures = len(found.problems), len(found.measures)
    paired = len(list(filter(None, found.pairs)))
    if not problems or not measures or paired == problems:
        return
    if paired:
        yield say(
            "问题 {count} 条，其中 {paired} 条写明了各自的改进措施，其余没有对应",
            count=problems,
            paired=paired,
        )
    elif problems != measures:
        yield say(
            "问题 {count} 条，改进措施 {measures} 条，条数不同，没有逐条对应",
            count=problems,
            measures=measures,
        )
    else:
        yield say("问题和改进措施各 {count} 条，次序看来不同，没有逐条对应", count=problems)
