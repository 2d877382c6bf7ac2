"""Day of publication and remarks below tables of a report."""

import datetime
from collections.abc import Iterable, Sequence

from gkdraft.base.patterns import compile_late
from gkdraft.layout.spec import Patterns, join_patterns
from gkdraft.reading.documents.flow import TextLine
from gkdraft.reading.published.ledger import PublishedSection
from gkdraft.reading.published.outline import TABLES
from gkdraft.reading.published.vocabulary import ReportVocabulary

FIRST_LINES = 30
# characters of a line in which a site tells when it published the page
OPENING = 200
_DATE = r"\s*[:：]?\s*(20\d{2})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})(?!\d)"


def find_release(lines: Sequence[TextLine], words: ReportVocabulary) -> datetime.date | None:
    """发布时间 as a web page names it above the text; of several the first day."""
    pattern = compile_late(f"(?:{join_patterns(words.released)}){_DATE}")
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
