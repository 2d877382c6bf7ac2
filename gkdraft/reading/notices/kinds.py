"""Documents about work points that are none: explanations, letters of results, news, reports."""

import re
from collections.abc import Sequence

from gkdraft.base.patterns import compile_late
from gkdraft.errors import InputError
from gkdraft.layout.spec import join_patterns
from gkdraft.messages import say
from gkdraft.reading.documents.flow import TextLine, squeeze_spaces
from gkdraft.reading.notices.outline import GROUP, split_mark
from gkdraft.reading.notices.titles import find_cover
from gkdraft.reading.notices.vocabulary import NoticeVocabulary, OtherKind

# a notice may be about reports: 关于做好政府信息公开工作年度报告编制工作的通知
_REPORT = compile_late(r"政府信息公开(?:工作)?年度报告(?!.{0,20}(?:通知|要点|编制))")
LINES_TO_TITLE = 5
LINES_OF_PAGE = 20
"""Lines within which a document's title stands below a page's frame."""
LONGEST_TITLE = 60
"""福建 2016 and fixture 18 say in a long sentence that results go into the 年度报告."""
LONGEST_OTHER_TITLE = 80
LINES_OF_TITLE = 3


def refuse_others(lines: Sequence[TextLine], name: str, words: NoticeVocabulary) -> None:
    """InputError for a document that is something else, with what it is."""
    if any(map(_is_report_title, lines[:LINES_TO_TITLE])):
        raise InputError(say("{name}: 这是年度报告（或报告的空表），不是工作要点通知", name=name))
    kind = _find_kind([squeeze_spaces(line.text) for line in lines], words)
    if kind:
        raise InputError(say("{name}: 这是{kind}，不是工作要点通知", name=name, kind=kind))


def _is_report_title(line: TextLine) -> bool:
    return len(line.text) < LONGEST_TITLE and _REPORT.search(line.text) is not None


def _find_kind(texts: Sequence[str], words: NoticeVocabulary) -> str:
    """What a document calls itself, or what its parts show it to be; "" for a notice."""
    for start in range(min(len(texts), LINES_OF_PAGE)):
        lines = texts[start : start + LINES_OF_TITLE]
        cover = find_cover(lines, words)
        # 关于做好…落实情况 / 报告的通知 is a notice over two lines
        names = [cover] if cover else ["".join(lines[:end]) for end in range(1, len(lines) + 1)]
        kind = next(filter(None, (_match_title(name, words) for name in names)), "")
        # the links below a notice's own title may name its explanation
        if kind or cover or words.title.fullmatch(texts[start]):
            return kind
    return next((kind.name for kind in words.others if _match_parts(texts, kind)), "")


def _match_title(text: str, words: NoticeVocabulary) -> str:
    for kind in words.others:
        if len(text) <= LONGEST_OTHER_TITLE and re.search(join_patterns(kind.titles), text):
            return kind.name
    return ""


def _match_parts(texts: Sequence[str], kind: OtherKind) -> bool:
    """Whether lines begin, or headings read, like those of this kind."""
    if kind.lines and all(_count(texts, pattern) > 1 for pattern in kind.lines):
        return True  # 问： and 答： (丹江口 2021)
    headings = []
    for text in texts:
        mark = split_mark(text)
        if mark and mark[0].rank == GROUP:
            headings.append(mark[1].rstrip("。：:"))
    found = sum(min(_count(headings, pattern), 1) for pattern in kind.headings)
    return found > 1


def _count(texts: Sequence[str], pattern: re.Pattern[str]) -> int:
    return sum(1 for text in texts if pattern.search(text[:LONGEST_OTHER_TITLE]))
