"""How a notice ends: what stands below its last task is no part of it."""

import re
from collections.abc import Iterator, Sequence

from gkdraft.reading.documents.flow import TextLine
from gkdraft.reading.notices.outline import OutlineNode, split_mark
from gkdraft.reading.notices.vocabulary import NoticeVocabulary

LONGEST_ENDING = 120
"""Characters up to which a line with 印发 or 抄送 is the foot of a document, not its text."""
LONGEST_SIGNATURE = 40


def cut_ending(lines: Sequence[TextLine], words: NoticeVocabulary) -> Iterator[TextLine]:
    """The lines up to where the document is over: 抄送, 附件, the foot of a web page."""
    begun = False
    for line in lines:
        # before the outline 附件： and 印发 belong to the cover (福建 2019)
        begun = begun or split_mark(line.text) is not None or line.level > 0
        if begun and words.is_ending.search(line.text) and len(line.text) < LONGEST_ENDING:
            return
        yield line


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
