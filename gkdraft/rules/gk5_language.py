"""GK5: wording that does not belong in such a report. The words stand in checks/language.yaml."""

import re
from collections.abc import Collection, Iterator, Mapping
from functools import cached_property

from gkdraft.base.patterns import compile_late
from gkdraft.messages import say
from gkdraft.prose.document import Document, Heading, Paragraph, plain_text
from gkdraft.report.draft import Draft
from gkdraft.report.tasks import list_tasks
from gkdraft.rules.books import Book
from gkdraft.rules.findings import Severity
from gkdraft.rules.gk5_typing import AROUND, quote_around
from gkdraft.rules.mentions import LONGEST, list_sentences, locate_text
from gkdraft.rules.registry import Verdict, register_rule

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECKS = "10X98765432"
"""GB 11643—1999: the last character of an identity number by the remainder of the others."""
SHOWN = 3
PROBLEMS, BARE = "问题", 12
"""A part on problems of fewer characters says nothing."""
_BLANKS = compile_late(r"\s+")
_TITLES = compile_late("《[^》]*》|“[^”]*”")


class LanguageBook(Book):
    """checks/language.yaml."""

    file = "language.yaml"

    relative: re.Pattern[str]
    instructions: re.Pattern[str]
    vague: re.Pattern[str]
    empty: re.Pattern[str]
    vague_levels: tuple[str, ...]
    phones: re.Pattern[str]
    identities: re.Pattern[str]
    contact: re.Pattern[str]
    perfunctory: re.Pattern[str]
    particular: re.Pattern[str]
    confusables: Mapping[str, str]

    @cached_property
    def wrong_words(self) -> tuple[tuple[re.Pattern[str], str], ...]:
        return tuple((compile_late(wrong), right) for wrong, right in self.confusables.items())


@register_rule("GK511", Severity.NOTE, waivable=True)
def check_relative(draft: Draft, document: Document) -> Iterator[Verdict]:
    """用了相对的时间。

    “下月上线”“前三季度”“明年”写的时候清楚，公布以后就不知道是哪一天了；年度报告说的是全年，
    “前三季度”的数还要补全。改成某年某月，或写明年末的状态。
    书名号、引号里的不看；任务的落实情况见 GK404。
    """
    words = LanguageBook.of(draft).relative
    why = say("相对的时间，请写明是哪年哪月")
    results = [_BLANKS.sub("", entry.task.result) for entry in list_tasks(draft.report)]
    yield from _tell_places(draft, document, words, why, told=results)


@register_rule("GK512", Severity.NOTE, waivable=True)
def check_instructions(draft: Draft, document: Document) -> Iterator[Verdict]:
    """把填写说明也印进来了。

    格式文件里“含条例第五十条第四项规定的……”一类的话是告诉起草人写什么的，不是报告的内容；
    ××、XX 是样例里的空位。删去，或换成实际情况。
    """
    words = LanguageBook.of(draft).instructions
    yield from _tell_places(draft, document, words, say("这是填写说明，不是报告的内容"), False)


@register_rule("GK513", Severity.NOTE, waivable=True)
def check_vague(draft: Draft, document: Document) -> Iterator[Verdict]:
    """一个机关的报告里写“部分地区、多数部门”。

    部门、乡镇、街道的报告说的是自己；“部分地区”“多数部门”多半是从上级文件里抄来的，或者是套话。
    县级以上政府汇总全域的报告可以说“部分地区”，不提示。

    存在的问题只写“无”，或者每一条都只说“……有待加强”的也提示：写自己的哪一项、哪一处，用数、检查结果或原因说明。
    """
    book = LanguageBook.of(draft)
    bare = list(_find_bare_problems(draft, document, book))
    yield from bare or _find_perfunctory(draft, book)
    is_single = (draft.report.agency.level or "") in book.vague_levels
    words = book.vague if is_single else book.empty
    yield from _tell_places(draft, document, words, say("没有说到本机关哪一处、哪一项"))


def _find_bare_problems(draft: Draft, document: Document, book: LanguageBook) -> Iterator[Verdict]:
    """A part on problems that says 无."""
    if not draft.published:
        return  # GK001 and GK007 ask for what is not filled in
    heading, texts = "", ""
    for block in [*document.blocks, Heading(1, ())]:
        if isinstance(block, Heading) and block.level == 1:
            is_bare = 0 < len(texts) < BARE and not book.instructions.search(texts)
            if PROBLEMS in heading and is_bare:
                said = say("“{heading}”只写了“{text}”", heading=heading, text=texts)
                yield said, ("存在问题",)
            heading, texts = plain_text(block.runs), ""
        elif isinstance(block, Paragraph):
            texts += plain_text(block.runs)


def _find_perfunctory(draft: Draft, book: LanguageBook) -> Iterator[Verdict]:
    """Problems of which every one only says that something is to be improved."""
    problems = [problem for problem in draft.report.problems if problem.problem]
    told = [_BLANKS.sub("", problem.problem).strip("。；，,") for problem in problems]
    # 平潭 2020, 太仓 2021: one such problem among others that say more is no more than usual
    if not told or any(problem.evidence for problem in problems):
        return
    if all(_is_perfunctory(text, book) for text in told):
        quotes = "”“".join(text[-2 * AROUND :] for text in told[:SHOWN])
        yield say("“{quotes}”：没有说到哪一处、有多少、什么原因", quotes=quotes), ("存在问题",)


def _is_perfunctory(text: str, book: LanguageBook) -> bool:
    is_short = len(text) <= LONGEST
    return bool(is_short and book.perfunctory.search(text) and not book.particular.search(text))


@register_rule("GK514", Severity.WARNING, waivable=True)
def check_personal(draft: Draft, document: Document) -> Iterator[Verdict]:
    """印了个人信息。

    居民身份证号码（18 位，校验码对得上的），联系方式以外的手机号码。公布前删去或遮盖。

    依据：《中华人民共和国个人信息保护法》第二十五条；《中华人民共和国政府信息公开条例》第十五条。
    """
    book = LanguageBook.of(draft)
    for sentence in list_sentences(document):
        for found in book.identities.finditer(sentence.text):
            # a number that is called one is one, whether or not it was typed right
            is_named = "身份证" in sentence.text[max(0, found.start() - AROUND) : found.start()]
            if is_named or _is_identity(found[0]):
                masked = found[0][:6] + "□" * 8 + found[0][-4:]
                said = say("“{number}”像是居民身份证号码，请删去或遮盖", number=masked)
                yield said, locate_text(draft, found[0])
        if not book.contact.search(sentence.before[-40:] + sentence.text):
            for found in book.phones.finditer(sentence.text):
                masked = found[0][:3] + "□" * 4 + found[0][-4:]
                said = say("“{number}”像是个人手机号码，请核对要不要公开", number=masked)
                yield said, locate_text(draft, found[0])


@register_rule("GK516", Severity.NOTE, waivable=True)
def check_words(draft: Draft, document: Document) -> Iterator[Verdict]:
    """容易混的词。

    年度报告里常混、常打错的固定说法：登录网站不是“登入”，账号不是“帐号”，行政复议不是“行政法复议”。
    名单在 templates/checks/language.yaml，可以增删；这里只有一般都会混的，不是错别字检查。
    """
    book = LanguageBook.of(draft)
    for text in _list_headings_too(document):
        for wrong, right in book.wrong_words:
            found = wrong.search(text)
            if found:
                quote = quote_around(text, *found.span())
                said = say(
                    "“{quote}”：“{wrong}”一般写作“{right}”",
                    quote=quote,
                    wrong=found[0],
                    right=right,
                )
                yield said, locate_text(draft, found[0])


def _list_headings_too(document: Document) -> Iterator[str]:
    for block in document.blocks:
        if isinstance(block, Heading):
            yield plain_text(block.runs)
    yield from (sentence.text for sentence in list_sentences(document))


def _tell_places(
    draft: Draft,
    document: Document,
    words: re.Pattern[str],
    why: str,
    bare: bool = True,
    told: Collection[str] = (),
) -> Iterator[Verdict]:
    """All places of one kind in one line, the first few quoted."""
    quotes = list(_quote_places(document, words, bare, told))
    if not quotes:
        return
    said = say("“{listed}”：{why}", listed="”“".join(quotes), why=why)
    if len(quotes) > SHOWN:
        listed = "”“".join(quotes[:SHOWN])
        said = say("“{listed}”等 {count} 处：{why}", listed=listed, count=len(quotes), why=why)
    yield said, locate_text(draft, quotes[0].rstrip("。"))


def _quote_places(
    document: Document, words: re.Pattern[str], bare: bool, told: Collection[str]
) -> Iterator[str]:
    for sentence in list_sentences(document):
        # what a task says is told of at the task (GK404)
        if any(result and result in sentence.text for result in told):
            continue
        text = _TITLES.sub(_blank, sentence.text) if bare else sentence.text
        for found in words.finditer(text):
            yield quote_around(sentence.text, *found.span())


def _blank(match: re.Match[str]) -> str:
    return "□" * len(match[0])


def _is_identity(number: str) -> bool:
    """Whether the check digit of an identity number fits (GB 11643—1999)."""
    total = sum(int(digit) * weight for digit, weight in zip(number[:17], WEIGHTS, strict=True))
    return CHECKS[total % 11] == number[17].upper()
