"""Lines of a notice that say less alone: numbers that run into digits, wrapped lists, labels."""

import re
from collections.abc import Iterable, Iterator, Sequence

from gkdraft.base.patterns import compile_late
from gkdraft.reading.documents.flow import Table, TextLine, squeeze_spaces
from gkdraft.reading.notices.duties import LONGEST_TIME, names_bodies
from gkdraft.reading.notices.outline import ITEM, split_mark
from gkdraft.reading.notices.vocabulary import NoticeVocabulary

# 2.2026年底前完成…, 3.8家医院…, 4.12345热线…
_NUMBERED = compile_late(r"\s*(?P<n>\d{1,3})\s*(?P<stop>[.．、])(?=(?P<first>\d{1,9}))")
# 1.5亿元, 3.2万件, 2.3个百分点 and the heading 2.1 公开… are decimals
_DECIMAL = compile_late(
    r"\d{1,9}(?:[亿万千百倍%％‰元吨亩米度版GgMmKk.．、\s]|$|个百分点|公[里斤顷]|平方|小时|分钟?之?)"
)
_GOES_ON = ("，", "、", "达", "达到", "约", "为", "超")


def separate_numbers(blocks: Iterable[TextLine | Table]) -> list[TextLine | Table]:
    """The blocks, with a space behind the number of an item whose text begins with a digit.

    2.2026年底前… is an item where 2 is the next number.
    """
    blocks = list(blocks)
    decimals = _list_decimals(blocks)
    found: list[TextLine | Table] = []
    last, expected, above = 0, {1}, ""
    for block in blocks:
        if isinstance(block, Table):
            found.append(block)
            continue
        match = None if above.endswith(_GOES_ON) else _NUMBERED.match(block.text)
        if match and int(match["n"]) in expected and not _is_decimal(match, decimals):
            block = block._replace(text=f"{match[0]} {block.text[match.end() :]}")
        mark = split_mark(block.text)
        if mark and mark[0].rank == ITEM:
            last = mark[0].number
            expected = {last + 1}
        elif mark and mark[0].rank < ITEM:  # items begin anew or are numbered through
            expected = {1, last + 1}
        above = block.text
        found.append(block)
    return found


def _is_decimal(match: re.Match[str], decimals: set[str]) -> bool:
    if match["stop"] == "、":
        return False
    return match["n"] in decimals or _DECIMAL.match(match.string, match.end()) is not None


def _list_decimals(blocks: Iterable[TextLine | Table]) -> set[str]:
    """The numbers that are divided by decimals: 2 where 2.1 and 2.2 begin lines."""
    seen: set[tuple[str, str]] = set()
    for block in blocks:
        match = _NUMBERED.match(block.text) if isinstance(block, TextLine) else None
        if match:
            seen.add((match["n"], match["first"]))
    return {number for number, first in seen if first == "1" and (number, "2") in seen}


def join_lists(lines: Sequence[TextLine], words: NoticeVocabulary) -> Iterator[TextLine]:
    """The lines, with a list behind a label that ends in 、 and goes on in the next line."""
    index = 0
    while index < len(lines):
        line = lines[index]
        index += 1
        if not line.text.rstrip().endswith("、") or not words.label.search(line.text):
            yield line
            continue
        parts = [line.text.rstrip()]
        while index < len(lines) and parts[-1].endswith("、") and _goes_on(lines[index], words):
            parts.append(lines[index].text.strip())
            index += 1
        yield line._replace(text="".join(parts))


def join_labels(lines: Sequence[TextLine], words: NoticeVocabulary) -> Iterator[TextLine]:
    """The lines, with a label and what stands below it as one: cells that became lines."""
    waiting: TextLine | None = None
    for line in lines:
        if waiting is not None and _answers(line, waiting, words):
            yield waiting._replace(text=f"{_label_text(waiting)}{line.text.strip()}")
            waiting = None
            continue
        if waiting is not None:
            yield waiting
        waiting = line if words.label.fullmatch(_label_text(line)) else None
        if waiting is None:
            yield line
    if waiting is not None:
        yield waiting


def _label_text(line: TextLine) -> str:
    return f"{squeeze_spaces(line.text).rstrip(':：')}："


def _answers(line: TextLine, above: TextLine, words: NoticeVocabulary) -> bool:
    """Whether a line says what the label above it asks for."""
    if not _goes_on(line, words) or words.label.fullmatch(_label_text(line)):
        return False
    label = words.label.match(_label_text(above))
    if label and label.lastgroup == "deadline":
        return len(line.text) <= LONGEST_TIME and "。" not in line.text
    return names_bodies(line.text, words)


def _goes_on(line: TextLine, words: NoticeVocabulary) -> bool:
    return split_mark(line.text) is None and not line.level and not words.label.match(line.text)
