"""How a notice ends: what stands below its last task is no part of it."""

import re
from collections.abc import Iterator, Sequence

from gkdraft.reading.documents.flow import TextLine
from gkdraft.reading.notices.outline import FORWARD, Mark, OutlineNode, split_mark
from gkdraft.reading.notices.vocabulary import NoticeVocabulary

LONGEST_ENDING = 120
"""Characters up to which a line with 印发 or 抄送 is the foot of a document, not its text."""
LONGEST_SIGNATURE = 40
MOST_TOLD = 9


def cut_ending(
    lines: Sequence[TextLine], words: NoticeVocabulary, remarks: list[str]
) -> Iterator[TextLine]:
    """The lines up to where the document is over: 抄送, 附件, the foot of a web page.

    Where the outline counts on below such a line, only the line itself is left out, and told.
    """
    marks = [split_mark(line.text) for line in lines]
    following = _find_following(marks)
    open_marks: list[tuple[Mark, str]] = []
    begun, count = False, 0
    for index, (line, found) in enumerate(zip(lines, marks, strict=True)):
        if found:
            _open_mark(open_marks, found)
        # before the outline 附件： and 印发 belong to the cover (福建 2019)
        begun = begun or found is not None or line.level > 0
        if found or not begun or not _is_ending(line, words):
            yield line
            continue
        if not following[index]:
            return
        if not any(_counts_on(mark, open_marks) for mark in following[index]):
            remarks.append(f"{line.place}起没有读：{line.text[:LONGEST_SIGNATURE]}")
            return
        count += 1
        remarks += _tell_left_out(line, count)


def _tell_left_out(line: TextLine, count: int) -> Iterator[str]:
    """A remark for each of the first lines that are left out, and one for all others."""
    if count <= MOST_TOLD:
        yield f"{line.place}没有列入任务：{line.text[:LONGEST_SIGNATURE]}"
    elif count == MOST_TOLD + 1:
        yield f"{line.place}起还有这样的行没有列入任务"


def _open_mark(open_marks: list[tuple[Mark, str]], found: tuple[Mark, str]) -> None:
    """Adds a mark to those above a line; it ends what stood on its own level and below."""
    while open_marks and open_marks[-1][0].rank >= found[0].rank:
        open_marks.pop()
    open_marks.append(found)


def _is_ending(line: TextLine, words: NoticeVocabulary) -> bool:
    if line.level or len(line.text) >= LONGEST_ENDING:
        return False
    return words.is_ending.search(line.text) is not None


def _find_following(marks: Sequence[tuple[Mark, str] | None]) -> list[tuple[Mark, ...]]:
    """For each line the first mark below it, and each that stands above all before it."""
    # 1. that begins anew may be a step of the task above: the next （四） tells
    found: list[tuple[Mark, ...]] = []
    last: tuple[Mark, ...] = ()
    for mark in reversed(marks):
        found.append(last)
        if mark:
            higher = (later for later in last if later.rank < mark[0].rank)
            last = (mark[0], *higher)
    return found[::-1]


def _counts_on(mark: Mark, open_marks: Sequence[tuple[Mark, str]]) -> bool:
    """Whether a mark goes on with the outline above it: an annex begins with 一、 again."""
    for above, _ in open_marks:
        if above.rank == mark.rank:
            return 0 < mark.number - above.number <= FORWARD
    if not open_marks:
        return False
    # the first item below a heading under which nothing stands yet
    above, text = open_marks[-1]
    return mark.number == 1 and mark.rank > above.rank and not re.search("[。；]", text)


def drop_closing(nodes: list[OutlineNode], words: NoticeVocabulary) -> None:
    """The last paragraph, when it speaks of all tasks and not of the last one."""
    # “各单位要…落到实处”, “落实情况纳入年度报告” (太仓 2019), 2026年3月30日 below them
    last = nodes[-1]
    while last.children:
        last = last.children[-1]
    while len(last.lines) > 1:
        text = last.lines[-1].text
        if not _is_signature(text) and not words.is_closing.search(text):
            return
        del last.lines[-1]


def _is_signature(text: str) -> bool:
    """A body or a date on a line of its own."""
    return len(text) < LONGEST_SIGNATURE and not re.search(r"[。；，：]|^[（(]", text)
