"""GK5: slips of typing. What they look like stands in checks/typing.yaml."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from gkdraft.base.patterns import compile_late
from gkdraft.base.places import DataPath
from gkdraft.base.scalars import read_numeral
from gkdraft.layout.spec import Patterns, Spec
from gkdraft.messages import say
from gkdraft.prose.document import Document, Heading, Paragraph, plain_text
from gkdraft.report.draft import Draft
from gkdraft.rules.books import Book
from gkdraft.rules.findings import Severity
from gkdraft.rules.mentions import LONGEST, locate_text
from gkdraft.rules.registry import Checked, Verdict, register_rule

AROUND = 10
"""Characters on either side of a slip by which it is found."""
SHORTEST = 40
"""Characters from which a paragraph is surely a sentence and needs its full stop."""
BROKEN = 0.2
"""Share of paragraphs without an end from which the lines were broken in reading (宿迁 2024)."""
_TITLES = compile_late("《[^》]*》")
_REFERENCES = compile_late(r"\{+[^{}]*\}*")  # a key with its dots, not yet a figure (GK006)
_BLANKS = compile_late(r"\s+")


class Slip(Spec):
    """差错: what is wrong, and how it looks."""

    name: str
    pattern: re.Pattern[str]


class TypingBook(Book):
    """checks/typing.yaml."""

    file = "typing.yaml"

    slips: tuple[Slip, ...]
    ordinals: Patterns
    headings: re.Pattern[str]
    pairs: tuple[str, ...]
    half: re.Pattern[str]
    other: re.Pattern[str]
    endless: re.Pattern[str]


@register_rule("GK510", Severity.WARNING, waivable=True)
def check_typing(draft: Draft, document: Document) -> Iterator[Verdict]:
    """打字的差错。

    小数点写成句号（98。5%），百分号前漏了数，日期漏了字，字词写重（的的、公开公开），括号、引号里是空的，
    引号、括号不成对，标点写重，“截止”应为“截至”，一是、二是或（一）（二）跳了号，段末没有句号。
    照提示的地方改。书名号里的不看；机关、网站的名称本来如此的，写情况说明。
    """
    book = TypingBook.of(draft)
    texts = list(_list_paragraphs(document))
    yield Checked(len(texts))
    for _, text in texts:
        if not book.other.search(text):
            yield from _find_slips(draft, text, book)
    yield from _find_unpaired(draft, texts, book)
    if draft.published:
        yield from _find_endless(draft, texts, book)
    is_broken = draft.published and _is_broken(texts, book)
    for section in () if is_broken else dict.fromkeys(number for number, _ in texts):
        own = [text for number, text in texts if number == section]
        yield from _check_numbering(draft, own, book)
        if section:  # 宿迁 2024: without headings the parts run into one another
            yield from _check_headings(own, book)


def _list_paragraphs(document: Document) -> Iterator[tuple[int, str]]:
    """Paragraphs and small headings without blanks, with the number of their part."""
    section = 0
    for block in document.blocks:
        if isinstance(block, Heading) and block.level == 1:
            section += 1
        elif isinstance(block, Heading | Paragraph):
            text = _BLANKS.sub("", plain_text(block.runs))
            if len(text) <= 10 * LONGEST:
                yield section, text


def _find_slips(draft: Draft, text: str, book: TypingBook) -> Iterator[Verdict]:
    bare = _TITLES.sub(lambda match: "《" + "□" * (len(match[0]) - 2) + "》", text)
    bare = _REFERENCES.sub(lambda match: "□" * len(match[0]), bare)
    for slip in book.slips:
        found = slip.pattern.search(bare)
        if found:
            quote = quote_around(text, found.start(), found.end())
            said = say("“{quote}”：{name}", quote=quote, name=slip.name)
            yield said, _locate(draft, text, found.start(), found.end())


def quote_around(text: str, start: int, end: int) -> str:
    """A place with a few characters on either side."""
    return text[max(0, start - AROUND) : end + AROUND]


def _locate(draft: Draft, text: str, start: int, end: int) -> DataPath:
    return locate_text(draft, text[max(0, start - 3) : end]) or locate_text(draft, text[start:end])


def _find_unpaired(
    draft: Draft, texts: Sequence[tuple[int, str]], book: TypingBook
) -> Iterator[Verdict]:
    """Quotation marks and brackets without their other half, in a paragraph that is whole."""
    if _is_broken(texts, book):
        return
    for _, text in texts:
        place, pair = find_unpaired(text, book)
        # 洪泽 2023: a paragraph that goes on over the page has neither its mark nor its end
        if pair and book.endless.search(text):
            quote = quote_around(text, place, place + 1)
            said = say("“{quote}”：{pair}不成对", quote=quote, pair=pair)
            yield said, _locate(draft, text, place, place + 1 + AROUND)


def find_unpaired(text: str, book: TypingBook) -> tuple[int, str]:
    """Where a pair fails, and which one."""
    bare = text.replace("(", "（").replace(")", "）")
    bare = book.half.sub(lambda match: "□" * len(match[0]), bare)
    for pair in book.pairs:
        opening, closing = pair[0], pair[1]
        if bare.count(opening) != bare.count(closing):
            return _find_single(bare, opening, closing), opening + closing
    return 0, ""


def _find_single(text: str, opening: str, closing: str) -> int:
    """Where the pairing fails: a closing mark nothing opened, else the last opening one."""
    depth = 0
    for place in range(len(text)):
        mark = text[place]
        depth += (mark == opening) - (mark == closing)
        if depth < 0:
            return place
    return text.rfind(opening)


def _is_broken(texts: Sequence[tuple[int, str]], book: TypingBook) -> bool:
    """Whether lines were broken in reading, so that paragraphs do not end where they stop."""
    long = [text for _, text in texts if len(text) >= SHORTEST // 2]
    endless = [text for text in long if not book.endless.search(text)]
    return len(endless) > BROKEN * len(long)


def _find_endless(
    draft: Draft, texts: Sequence[tuple[int, str]], book: TypingBook
) -> Iterator[Verdict]:
    found: list[str] = []
    for (section, text), (following, _) in pairwise([*texts, (-1, "")]):
        # 常州 2018: what is followed by more of its part may go on there
        if following != section and _lacks_end(text, book):
            found.append(text)
    if not found or _is_broken(texts, book):
        return
    quote = found[0][-2 * AROUND :]
    if len(found) == 1:
        yield say("“……{quote}”：段末没有句号", quote=quote), ()
    else:
        count = len(found)
        yield say("“……{quote}”等 {count} 段：段末没有句号", quote=quote, count=count), ()


def _lacks_end(text: str, book: TypingBook) -> bool:
    is_prose = len(text) >= SHORTEST and "。" in text and not book.other.search(text)
    return is_prose and not book.endless.search(text) and not find_unpaired(text, book)[1]


def _check_numbering(draft: Draft, texts: Sequence[str], book: TypingBook) -> Iterator[Verdict]:
    """一是…三是, （一）…（三）: a number that does not follow the one before."""
    for pattern in book.ordinals:
        last = 0
        for text in texts:
            for found in pattern.finditer(text):
                number = read_numeral(found[1]) or 0
                # lists stand inside lists: what goes back is another one
                if last and number > last + 1:
                    quote = quote_around(text, found.start(1), found.end())
                    said = say("“{quote}”：前面是第 {last} 项，这里跳了号", quote=quote, last=last)
                    yield said, locate_text(draft, text[found.start(1) : found.end() + 6])
                last = number


def _check_headings(texts: Sequence[str], book: TypingBook) -> Iterator[Verdict]:
    last = 0
    for text in texts:
        found = book.headings.match(text)
        if not found:
            continue
        number = read_numeral(found[1]) or 0
        is_first = last == 0 and number == 2 and not _has_first(texts, text)
        if is_first or (last and number not in (1, last + 1)):
            yield say("“{text}……”：小标题的序号接不上", text=text[: 2 * AROUND]), ()
            return
        last = number


def _has_first(texts: Sequence[str], text: str) -> bool:
    """Whether （一） stands inside a paragraph, where reading has joined the heading to it."""
    return any(re.search("[（(]一[）)]", other) for other in texts)
