"""GK5: meetings that a report of its year names. The dated list stands in checks/meetings.yaml."""

import re
from collections.abc import Iterator, Sequence

from gkdraft.layout.spec import Spec
from gkdraft.messages import say
from gkdraft.prose.document import Document
from gkdraft.report.draft import Draft
from gkdraft.rules.books import Book
from gkdraft.rules.findings import Severity
from gkdraft.rules.gk5_typing import AROUND, quote_around
from gkdraft.rules.mentions import list_sentences
from gkdraft.rules.registry import Checked, Unchecked, Verdict, register_rule


class Meeting(Spec):
    """重要会议: how it is named, and the month by which it was over."""

    name: str
    era: str
    congress: bool = False
    short: re.Pattern[str]
    since: str


class MeetingBook(Book):
    """checks/meetings.yaml."""

    file = "meetings.yaml"

    meetings: tuple[Meeting, ...]
    opening: re.Pattern[str]
    known_until: int
    all_of_them: re.Pattern[str]
    awaited: re.Pattern[str]
    offer: str


@register_rule("GK515", Severity.NOTE, waivable=True)
def check_meetings(draft: Draft, document: Document) -> Iterator[Verdict]:
    """政治表述不是这一年的。

    写了报告年度结束时还没有开的会议，或者列举到前一次会议为止、少了这一年最近的一次。
    会议的名单在 templates/checks/meetings.yaml，每年加一行；名单没有到的年度不核对，会说明。
    """
    book = MeetingBook.of(draft)
    year = draft.report.year
    named = [s.text for s in list_sentences(document) if book.opening.search(s.text)]
    if not named or not year:
        return
    if not _covers(book, year):
        yield Unchecked(say("政治表述"), say("名单里没有这一年"))
        return
    yield Checked()
    yield from _find_meeting("".join(named), year, book)


def _find_meeting(text: str, year: int, book: MeetingBook) -> Iterator[Verdict]:
    """A meeting to come, else the last one held if it is missing from those that are named."""
    held = [meeting for meeting in book.meetings if int(meeting.since[:4]) <= year]
    for meeting in book.meetings[len(held) :]:
        found = _find_named(text, meeting, book)
        if found:
            said = say(
                "“{quote}”：{year} 年还没有召开{name}（{since}）",
                quote=quote_around(text, *found.span()),
                year=year,
                name=meeting.name,
                since=meeting.since,
            )
            yield said, ()
            return
    yield from _find_missing(text, held, book)


def _find_named(text: str, meeting: Meeting, book: MeetingBook) -> re.Match[str] | None:
    """Where a meeting is named as one that was held."""
    for found in meeting.short.finditer(text):
        # 以实际行动迎接党的二十大: reports for 2021 said so, and rightly
        if not book.awaited.search(text[max(0, found.start() - 2 * AROUND) : found.start()]):
            return found
    return None


def _find_missing(text: str, held: Sequence[Meeting], book: MeetingBook) -> Iterator[Verdict]:
    """A list of meetings that stops before the last one held."""
    told = [meeting for meeting in held if meeting.short.search(text)]
    due = held[-1]
    whole = book.all_of_them.search(text)
    eras = [match["era"] or due.era for match in book.all_of_them.finditer(text)]
    if due in told or due.era in eras:
        return
    # 党的二十大精神 alone is a formula of its own, no list that stops there
    if told and told[-1].congress:
        return
    named = told[-1].short.search(text) if told else whole
    if named:
        quote = quote_around(text, *named.span())
        yield say("“{quote}”：列举到此为止，少了{name}", quote=quote, name=due.name), ()


def _covers(book: MeetingBook, year: int) -> bool:
    first = int(book.meetings[0].since[:4])
    return first <= year <= book.known_until
