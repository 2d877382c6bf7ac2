"""GK5: years of the text against the report's own. Words: checks/years.yaml."""

import re
from collections.abc import Iterator, Sequence

from gkdraft.base.patterns import compile_late
from gkdraft.base.places import DataPath
from gkdraft.messages import say
from gkdraft.prose.document import Document
from gkdraft.report.draft import Draft
from gkdraft.rules.books import Book
from gkdraft.rules.findings import Severity
from gkdraft.rules.mentions import Sentence, list_sentences, locate_text
from gkdraft.rules.registry import Checked, Said, Verdict, register_rule
from gkdraft.rules.structure import Outline

# characters of a sentence by which it is found again
SHOWN = 24
# years further away are history: 2019年施行的《条例》
NEAR = 4
PROBLEMS = "存在问题"
# what a title or a document's number says of its own year: 《……2025年……》, 〔2025〕
_TITLES = compile_late(r"《[^《》]{0,80}》|〔[^〔〕]{0,12}〕|“[^“”]{0,40}”")


class YearBook(Book):
    """checks/years.yaml."""

    file = "years.yaml"

    period: re.Pattern[str]
    days: re.Pattern[str]
    whole: re.Pattern[str]
    opening: re.Pattern[str]
    beside: re.Pattern[str]
    before: re.Pattern[str]
    after: re.Pattern[str]
    plans: re.Pattern[str]
    clause: re.Pattern[str]
    deadline: re.Pattern[str]
    future: re.Pattern[str]
    done: re.Pattern[str]
    published: re.Pattern[str]
    tasks: re.Pattern[str]
    onward: re.Pattern[str]
    ahead: re.Pattern[str]
    issued: re.Pattern[str]
    report: re.Pattern[str]


@register_rule("GK521", Severity.WARNING, waivable=True)
def check_years(draft: Draft, document: Document) -> Iterator[Verdict]:
    """文中的年份与报告年度不符。

    - 标题与统计期限、正文的年份不同：标题多半没有改，其余的年份不再核对。
    - 统计期限是另一年的：错误；不是 1 月 1 日至 12 月 31 日的：警告。
    - 一句开头写的是另一年：多半是沿用上年的文字，忘了改。说上年结转、同比、某年起的不算，
      第五部分和带“将”“底前”的下一年不算，书名号和文号里的年份不算。
    - 第五部分把报告年度当作以后来打算。
    - 本报告的公布日期、网页的发布时间在年度结束以前。
    - 落实的是另一年的政务公开工作要点；开头说编制的是另一年的年度报告。
    - 结转、顺延到报告年度或更早；与报告年度以后的一年相比。

    标题里没有读到年度的不核对。用语在 templates/checks/years.yaml，可以增删。

    依据：国办公开办函〔2021〕30号，年度报告的统计期限是上一年 1 月 1 日至 12 月 31 日。
    """
    if not draft.report.year or draft.is_unread(("年度",)):
        return
    book = YearBook.of(draft)
    sentences = [each for each in list_sentences(document) if "20" in each.text]
    told = _find_told_year(draft, sentences, book)
    if told:
        yield Said(_describe_title(draft, document, told), (), Severity.ERROR)
        return
    yield from _check_release(draft)
    plans = _find_plans(draft, document)
    for sentence in sentences:
        yield from _check_period(draft, sentence, book)
        yield from _check_days(draft, sentence, book)
        yield from _check_tasks(draft, sentence, book)
        yield from _check_sentence(draft, sentence, book, sentence.section == plans)


def _find_told_year(draft: Draft, sentences: Sequence[Sentence], book: YearBook) -> int:
    """The year that period and openings agree on where the title has another; 0 otherwise."""
    periods = filter(None, (book.period.search(each.text) for each in sentences))
    told = {int(match["last"] or match["first"]) for match in periods}
    openings = filter(None, (book.opening.match(each.text) for each in sentences))
    opened = [int(match["year"]) for match in openings]
    if not draft.published or len(told) != 1 or draft.report.year in told:
        return 0
    (year,) = told
    return year if opened.count(year) > opened.count(draft.report.year) else 0


def _describe_title(draft: Draft, document: Document, told: int) -> str:
    return say(
        "标题“{title}”写的是 {year} 年，统计期限和正文都是 {told} 年；请改正标题",
        title=document.title,
        year=draft.report.year,
        told=told,
    )


def _find_plans(draft: Draft, document: Document) -> int:
    """The number of the section that tells of problems and plans; -1 if there is none."""
    if draft.layout.spec.free:
        return -1
    outline = Outline.of(draft, document)
    for place, heading in enumerate(outline.headings, 1):
        known = [role for name, role, _ in outline.list_known() if name == heading]
        if PROBLEMS in known:
            return place
    return -1


def _check_period(draft: Draft, sentence: Sentence, book: YearBook) -> Iterator[Verdict]:
    match = book.period.search(sentence.text)
    if match is None:
        return
    yield Checked()
    year = str(draft.report.year)
    if {match["first"], match["last"] or year} != {year}:
        message = say(
            "统计期限与年度不符：“{words}”，报告年度是 {year}；请改成 {year} 年",
            words=match[0],
            year=year,
        )
        yield Said(message, locate_text(draft, match[0]), Severity.ERROR)


def _check_days(draft: Draft, sentence: Sentence, book: YearBook) -> Iterator[Verdict]:
    """A period that begins or ends on another day; a body may be younger than the year."""
    match = book.days.search(sentence.text)
    year = draft.report.year
    if match is None or not match["from"].startswith(f"{year}年"):
        return
    if not book.whole.fullmatch(match["from"] + match["to"]):
        message = say(
            "“{words}”不是 {year} 年 1 月 1 日至 12 月 31 日；请核对统计期限",
            words=match[0],
            year=year,
        )
        yield message, locate_text(draft, match[0])


def _check_release(draft: Draft) -> Iterator[Verdict]:
    year, released = draft.report.year, draft.released
    if released and released.year <= year:
        message = say(
            "发布时间是 {released}，{year} 年还没有结束；请核对发布时间和报告年度",
            released=released.isoformat(),
            year=year,
        )
        yield message, ()


def _check_tasks(draft: Draft, sentence: Sentence, book: YearBook) -> Iterator[Verdict]:
    match = book.tasks.search(sentence.text) if draft.published else None  # GK403
    if match and int(match["year"]) == draft.report.year - 1:
        message = say(
            "“{words}”是上一年的要点，报告年度是 {year}；请核对",
            words=match[0],
            year=draft.report.year,
        )
        yield message, locate_text(draft, match[0])


def _check_sentence(
    draft: Draft, sentence: Sentence, book: YearBook, is_plan: bool
) -> Iterator[Verdict]:
    """One finding a sentence at most."""
    text = _TITLES.sub("", sentence.text)
    year = draft.report.year
    published = _find_published(text, year, book)
    if published:
        message = say(
            "公布日期“{words}”在 {year} 年结束以前；请改成实际的公布日期",
            words=published,
            year=year,
        )
    elif is_plan and _plans_past(text, year, book):
        message = say(
            "“{quote}”把报告年度 {year} 年当作以后来打算；请改年份，或改写成已经做的",
            quote=_quote(text),
            year=year,
        )
    elif words := _find_impossible(text, year, book):
        message = say(
            "“{words}”：报告年度是 {year} 年，年份不会是这一年，请核对", words=words, year=year
        )
    elif _opens_otherwise(text, year, book, is_plan):
        message = say(
            "“{quote}”说的不是 {year} 年，是不是沿用了别的年度的文字？请核对年份",
            quote=_quote(text),
            year=year,
        )
    else:
        return
    yield message, _locate(draft, sentence)


def _quote(text: str) -> str:
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}……"


def _locate(draft: Draft, sentence: Sentence) -> DataPath:
    return locate_text(draft, sentence.text.rstrip("。！？"))


def _find_published(text: str, year: int, book: YearBook) -> str:
    """The date on which this report says it was published, if the year was not over."""
    if not book.report.search(text):
        return ""
    match = book.published.search(text)
    # earlier dates are those of the Regulations; the report of the year before came out in this one
    is_own = match is not None and match["year"] == str(year) and match["month"] != "12"
    if match is None or not is_own or str(year - 1) in text[: match.start()]:
        return ""
    return match[0]


def _find_impossible(text: str, year: int, book: YearBook) -> str:
    """What goes on into this year, is compared with a later one, or reports another."""
    onward, ahead, issued = (words.search(text) for words in (book.onward, book.ahead, book.issued))
    if onward and year - NEAR < int(onward["year"]) <= year:
        return onward[0]
    if ahead and int(ahead["year"]) > year:
        return ahead[0]
    return issued[0] if issued and int(issued["year"]) != year else ""


def _plans_past(text: str, year: int, book: YearBook) -> bool:
    """Whether a sentence of section five plans for the report's own year."""
    for clause in book.clause.finditer(text):
        if int(clause["year"]) == year and book.plans.match(clause["rest"]):
            return True
    due = book.deadline.search(text)
    if due is None or int(due["year"]) > year or book.done.search(text):
        return False
    return bool(book.future.search(text))


def _opens_otherwise(text: str, year: int, book: YearBook, is_plan: bool) -> bool:
    """Whether a sentence begins with a year of which this report has nothing to tell."""
    opening = book.opening.match(text)
    if opening is None or book.beside.search(opening["rest"]):
        return False
    other = int(opening["year"])
    if other == year or abs(other - year) > NEAR:
        return False
    if other > year:
        return other > year + 1 or not (is_plan or book.after.search(opening["rest"]))
    # 2025年结转的，今年全部办结; 2025年……86214条，较上年增加…… tells all of another year
    clause = opening["rest"].lstrip("，,").partition("，")[0]
    return f"{year}年" not in text and not book.before.search(clause)
