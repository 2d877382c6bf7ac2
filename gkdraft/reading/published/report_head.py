"""What stands above the first section: title, year and body 机关, from wherever they are told."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from gkdraft.messages import say
from gkdraft.reading.documents.flow import TextLine
from gkdraft.reading.published import title
from gkdraft.reading.published.title import ReportTitle
from gkdraft.reading.published.vocabulary import ReportVocabulary


class ReportHead(NamedTuple):
    """Title, period, year and body; what no title says comes from preface, text or contact."""

    title: ReportTitle
    period: str
    period_year: int
    announced_year: int
    opening_year: int
    preface_body: str

    @property
    def year(self) -> int:
        """The year; 0 if nothing tells it."""
        return self.title.year or self.period_year or self.announced_year or self.opening_year

    @property
    def body(self) -> str:
        """How the body calls itself; empty if that is nowhere told."""
        return self.title.body or self.preface_body

    def explain(self) -> Iterator[str]:
        """What was not read in the title, and where it is from."""
        if self.preface_body:
            yield say(
                "标题里没有读到机关，按前言或联系方式里的写法：{body}，请核对",
                body=self.preface_body,
            )
        if self.title.others:
            yield say(
                "开头有几个机关的标题，取“{body}”的：还有{others}，请核对",
                body=self.title.body,
                others="、".join(f"“{name}”" for name in self.title.others),
            )
        if not self.title.year:
            yield self._explain_year()
        elif self.period_year and self.period_year != self.title.year:
            yield say(
                "标题是 {year} 年的，统计期限是 {period} 年的，请核对",
                year=self.title.year,
                period=self.period_year,
            )

    def _explain_year(self) -> str:
        if self.period_year:
            return say("标题里没有读到年度，按统计期限")
        if self.announced_year:
            return say("没有读到标题，按开头一段里报告的年份")
        if self.opening_year:
            return say("标题里没有读到年度，按第一部分开头的年份")
        return say("没有读到年度")


def read_head(lines: Sequence[TextLine], words: ReportVocabulary, page: str) -> ReportHead:
    """The head of a report of these lines; `page` is what a web page calls itself."""
    found = _choose_title(title.find_title(lines, words, page), lines, words)
    period, period_year = title.find_period(lines, words)
    body = "" if found.body else title.find_preface_body(lines, words)
    return ReportHead(
        found,
        period,
        period_year,
        title.find_announced_year(lines, words),
        title.find_opening_year(lines, words),
        body,
    )


def _choose_title(
    found: ReportTitle, lines: Sequence[TextLine], words: ReportVocabulary
) -> ReportTitle:
    """Of several titles as full, the one of the body that preface or contact name."""
    if not found.others:
        return found
    body = title.find_preface_body(lines, words)
    if body not in found.others:
        return found
    text = found.text.replace(found.body, body)
    rest = tuple(name for name in (found.body, *found.others) if name != body)
    return found._replace(text=text, body=body, others=rest)
