"""Deadlines 公布期限: until when a report must be published, by year and level (deadlines.yaml)."""

import datetime
from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Annotated, NamedTuple

from pydantic import BeforeValidator

from gkdraft.layout.spec import Spec
from gkdraft.messages import say
from gkdraft.report.draft import Draft
from gkdraft.rules.books import Book


def _read_day(text: object) -> tuple[int, int]:
    """A month and a day, written 3-31."""
    try:
        month, day = map(int, str(text).split("-"))
        datetime.date(2000, month, day)
    except ValueError:
        raise ValueError(say("日期应写成“月-日”，如 3-31")) from None
    return month, day


Day = Annotated[tuple[int, int], BeforeValidator(_read_day)]


class Term(Spec):
    """期限: what one document says, for the reports of some years; dates of the year after."""

    since: int
    until: int = 9999
    basis: str
    dates: Mapping[str, Day]


class DeadlineBook(Book):
    """deadlines.yaml."""

    file = "deadlines.yaml"

    terms: tuple[Term, ...]
    farthest: int


class Deadline(NamedTuple):
    """公布期限: the last day, and the document that sets it."""

    day: datetime.date
    basis: str


def list_deadlines(draft: Draft) -> list[Deadline]:
    """The days that are set for a report of this level, first one first; none if none is."""
    level = draft.report.agency.level or ""
    return [due for name, due in _list_terms(draft) if name == level]


def list_all_deadlines(draft: Draft) -> list[Deadline]:
    """The days that are set for anyone: after the last a report is late whatever the level."""
    return [due for _, due in _list_terms(draft)]


def find_last(deadlines: Sequence[Deadline]) -> Deadline:
    """The last day; of two documents that set the same one the earlier, which is the law."""
    return max(deadlines, key=_get_day)


def _get_day(due: Deadline) -> datetime.date:
    return due.day


def _list_terms(draft: Draft) -> Sequence[tuple[str, Deadline]]:
    """Every level with its deadline, in order of the days."""
    year = draft.report.year
    if draft.is_unread(("年度",)) or not year:
        return []
    terms = DeadlineBook.of(draft).terms
    found = chain.from_iterable(_date_term(term, year) for term in terms)
    return sorted(found, key=lambda item: item[1].day)


def _date_term(term: Term, year: int) -> list[tuple[str, Deadline]]:
    if not term.since <= year <= term.until:
        return []
    return [
        (level, Deadline(datetime.date(year + 1, *day), term.basis))
        for level, day in term.dates.items()
    ]
