"""GK5: years in the text that are not the report's own."""

import re
from collections.abc import Iterator

from gkdraft.messages import say
from gkdraft.prose.document import Document
from gkdraft.report.draft import Draft
from gkdraft.rules.findings import Severity
from gkdraft.rules.gk5_structure import StructureBook, load_structure
from gkdraft.rules.mentions import Sentence, list_sentences, locate_text
from gkdraft.rules.registry import Checked, Said, Verdict, register_rule

PROBLEMS = 5
"""The part that plans: 存在的主要问题及改进情况."""
SHOWN = 18

_OPENING = re.compile(
    r"^(?:[（(][一二三四五六七八九十]+[）)]|[一二三四五六七八九十]是)?(20\d{2})年(?!\d)"
)
_PERIOD = re.compile(
    r"(?:统计|期限|时限|起止)[^。]{0,14}?(20\d{2})年1月1日[^。]{0,10}?(?:(20\d{2})年)?12月31日"
)
# what a document is called may hold any year
_TITLES = re.compile("《[^》]*》|“[^”]*”|〔[^〕]*〕")


@register_rule("GK521", Severity.WARNING, waivable=True)
def check_years(draft: Draft, document: Document) -> Iterator[Verdict]:
    """文中的年份不是报告的年度。

    统计期限不是报告年度的（错误）；一句话开头写的是别的年份，又不是在说上年、结转、同比或文件名的；
    第五部分还把报告年度当作今后来打算的；公布日期早于年度结束的。多半是照抄上年忘了改。

    书名号、引号和文号里的年份不算。确实说的是别的年份的事，可以写情况说明。
    """
    year = draft.report.year
    if not year:
        return
    book = load_structure(draft.layout.resources)
    for sentence in list_sentences(document):
        text = _TITLES.sub("", sentence.text)
        yield from _check_period(draft, sentence, text)
        yield from _check_publication(draft, sentence, text, book)
        found = _OPENING.match(text)
        if found:
            yield Checked()
            stated = int(found[1])
            clause = re.split("[，,。；]", text[found.end() :])[0]
            if not _may_differ(text, clause, year - stated, sentence, book):
                said = say(
                    "“{words}……”写的是 {stated} 年，报告是 {year} 年的",
                    words=sentence.text[:SHOWN],
                    stated=stated,
                    year=year,
                )
                yield said, locate_text(draft, sentence.text[:SHOWN].rstrip("。"))
        elif sentence.section == PROBLEMS:
            yield from _check_plan(draft, sentence, text, book)


def _may_differ(
    text: str, clause: str, years: int, sentence: Sentence, book: StructureBook
) -> bool:
    """Whether a sentence may open with a year: its own, one compared with, one that is planned."""
    if years == 0:
        return True
    if years < 0:
        return bool(book.plans.search(text)) or sentence.section == PROBLEMS
    return bool(book.other_year.search(text[: len(clause) + 20]))


def _check_period(draft: Draft, sentence: Sentence, text: str) -> Iterator[Verdict]:
    found = _PERIOD.search(text)
    if not found:
        return
    yield Checked()
    stated = [int(year) for year in found.groups() if year]
    if any(year != draft.report.year for year in stated):
        said = say(
            "“{words}”：统计期限应当是 {year} 年的",
            words=found[0][-30:],
            year=draft.report.year,
        )
        yield Said(said, locate_text(draft, found[0]), Severity.ERROR)


def _check_publication(
    draft: Draft, sentence: Sentence, text: str, book: StructureBook
) -> Iterator[Verdict]:
    """长春长通街道 2024: to be published before a day of the year it reports on."""
    is_about = "报告" in text or not sentence.section
    found = book.published.search(text) if is_about else None
    if found and int(found["year"]) <= draft.report.year:
        said = say(
            "“{words}”：{year} 年还没有结束，年度报告不会在这时公布",
            words=found[0],
            year=draft.report.year,
        )
        yield said, locate_text(draft, found[0])


def _check_plan(
    draft: Draft, sentence: Sentence, text: str, book: StructureBook
) -> Iterator[Verdict]:
    """A plan for the year that is over."""
    year = draft.report.year
    for clause in re.split("[，,；]", text):
        found = re.search(rf"(?<!\d){year}年(?:度|内|底)?", clause)
        if found and re.search("^(?:将|要|计划|拟|继续|重点|力争)", clause[found.end() :]):
            said = say(
                "“{words}”把 {year} 年当作今后来打算，应当是 {following} 年",
                words=clause[:SHOWN],
                year=year,
                following=year + 1,
            )
            yield said, locate_text(draft, clause[:SHOWN])
