"""上年问题: sentences that tell of last year's problems as solved, none of this year's."""

from collections.abc import Iterable, Iterator

from gkdraft.reading.published.list_marks import list_marks, split_sentences
from gkdraft.reading.published.vocabulary import ProblemWords


def drop_past(paragraphs: Iterable[str], words: ProblemWords, year: int) -> Iterator[str]:
    """Paragraphs without what they tell of last year's problems; `year` is the report's."""
    expected = 0  # the number with which a list of last year's goes on
    for paragraph in paragraphs:
        if not expected and not words.past.search(paragraph):
            yield paragraph
            continue
        kept: list[str] = []
        for sentence in split_sentences(paragraph):
            numbers = [mark.number for mark in list_marks(sentence, words)]
            if expected and numbers and numbers[0] == expected:
                expected = numbers[-1] + 1
                continue
            # 2024年存在的问题：1.……；2.……。均已整改完成。
            if expected and words.solved.match(sentence):
                continue
            before, past, rest = _part_past(sentence, words, year)
            expected = _expect_number(past, words)
            kept.append(before + rest)
        text = "".join(kept)
        if text:
            yield text


def _expect_number(past: str, words: ProblemWords) -> int:
    if past.endswith(("：", ":")):
        return 1
    numbers = [mark.number for mark in list_marks(past, words)]
    return numbers[-1] + 1 if numbers else 0


def _part_past(sentence: str, words: ProblemWords, year: int) -> tuple[str, str, str]:
    """What stands before the last year's problems, these, and what tells of this year."""
    found = words.past.search(sentence)
    # 上年问题整改情况： is a title of its own stretch
    if found is None or words.past_title.match(sentence):
        return sentence, "", ""
    is_list = words.list_begins.match(sentence, found.end()) is not None
    is_other_year = not found["year"] or 0 < int(found["year"]) < year
    present = words.present.search(sentence, found.end())
    end = present.start() if present else len(sentence)
    is_solved = words.solved.search(sentence, found.end(), end) is not None
    # 2025年存在以下问题：……，已整改 is this year's list
    if not found["report"] and not (is_other_year if is_list else is_solved):
        return sentence, "", ""
    begin = sentence.rfind("；", 0, found.start()) + 1
    return sentence[:begin], sentence[begin:end], sentence[present.end() :] if present else ""
