"""GK3: percentages and changes of the prose, reckoned again from the figures beside them."""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from gkdraft.messages import say
from gkdraft.prose.document import Document
from gkdraft.report.draft import Draft
from gkdraft.report.printing import print_number
from gkdraft.rules.findings import Severity
from gkdraft.rules.gk3_text import contradicts_table
from gkdraft.rules.lists import PERCENT, SumBook, list_counts
from gkdraft.rules.mentions import Mention, list_mentions, list_sentences, locate_mention
from gkdraft.rules.ratios import (
    Ratio,
    describe_ratio,
    find_change,
    find_respective,
    list_ratios,
    round_ratio,
)
from gkdraft.rules.registry import Checked, Said, Verdict, register_rule
from gkdraft.rules.totals import REMEMBERED, find_closings

WHOLE = 100


@register_rule("GK313", Severity.WARNING, waivable=True)
def check_ratios(draft: Draft, document: Document) -> Iterator[Verdict]:
    """占比、增减与文中的数算不到一起。

    占比按文中和表里的数重算，各种分母都试过，有一个合就算相符；“分别占”的逐个对应。
    增长、下降按增加的件数、上年的数重算；写了本年、上年和增减数的，三个数应当合得上；
    百分点按前后两个百分比相减。满意率、办结率、占比超过 100% 的总是错的。
    只差末位一个数的列为提示，多半是进位不同。
    请核对分子、分母和百分比；分母另有所指的，在文中写明。
    """
    book = SumBook.of(draft)
    earlier: deque[Mention] = deque(maxlen=REMEMBERED)
    for sentence in list_sentences(document):
        mentions = list_mentions(sentence)
        for index, mention in enumerate(mentions):
            if mention.key or mention.is_rounded:
                continue
            if mention.unit in PERCENT:
                yield from _check_percent(draft, mentions, index, earlier, book)
            else:
                yield from _check_change(draft, mentions[: index + 1], book)
        earlier.extendleft(mentions)


def _check_percent(
    draft: Draft,
    mentions: Sequence[Mention],
    index: int,
    earlier: Iterable[Mention],
    book: SumBook,
) -> Iterator[Verdict]:
    mention = mentions[index]
    if mention.number > WHOLE and book.rates.search(mention.label):
        message = say("“{quote}”：超过了 100%，请核对", quote=mention.quote)
        yield Said(message, locate_mention(draft, mention))
        return
    listed = find_respective(mentions, index, earlier, book)
    for wrong, ratio in listed:
        yield Checked()
        if ratio:
            yield _describe(draft, wrong, [ratio])
    if not listed:
        yield from _check_ratio(draft, mentions, index, earlier, book)


def _check_ratio(
    draft: Draft,
    mentions: Sequence[Mention],
    index: int,
    earlier: Iterable[Mention],
    book: SumBook,
) -> Iterator[Verdict]:
    """One percentage against what stands before it, but for what is in brackets of its own."""
    mention, before = mentions[index], mentions[:index]
    counts = [m for m in list_counts(before) if m.depth <= mention.depth]
    # 同比下降12.0%（上年6120条）: last year's figure may follow in a bracket
    counts += [m for m in mentions[index + 1 : index + 2] if book.is_beside(m, mention)]
    if _has_wrong(draft, counts, before, book):
        return
    ratios = list_ratios(draft, mention, counts, earlier, book)
    if not ratios:
        return
    yield Checked()
    if mention.number not in {round_ratio(value, mention.places) for value, _ in ratios}:
        yield _describe(draft, mention, ratios)


def _has_wrong(
    draft: Draft, counts: Iterable[Mention], before: Sequence[Mention], book: SumBook
) -> bool:
    """Whether a figure is wrong itself (GK310, GK314): nothing is reckoned of it."""
    wrong = [total.whole for total in find_closings(before, book) if not total.holds]
    return any(contradicts_table(draft, other) or other in wrong for other in counts)


def _describe(draft: Draft, mention: Mention, ratios: Sequence[Ratio]) -> Said:
    gap = min(abs(round_ratio(value, mention.places) - mention.number) for value, _ in ratios)
    severity = Severity.NOTE if gap <= Decimal(1).scaleb(-mention.places) else None
    return Said(describe_ratio(mention, ratios), locate_mention(draft, mention), severity)


def _check_change(draft: Draft, mentions: Sequence[Mention], book: SumBook) -> Iterator[Verdict]:
    """19886条 and 21457条 and 增加1571条: three figures of which two make the third."""
    change = find_change(mentions, book)
    if change is None:
        return
    yield Checked()
    if not change.holds:
        message = say(
            "“{quote}”：{now} 与 {last} 相差 {gap}；请核对这三个数",
            quote=mentions[-1].quote,
            now=print_number(change.now),
            last=print_number(change.last),
            gap=print_number(abs(change.now - change.last)),
        )
        yield Said(message, locate_mention(draft, mentions[-1]))
