"""GK3: figures of the prose among themselves: lists, totals, the balance."""

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from gkdraft.messages import say
from gkdraft.prose.document import Document
from gkdraft.report.draft import Draft
from gkdraft.report.printing import print_number
from gkdraft.rules.findings import Severity
from gkdraft.rules.gk3_text import contradicts_table
from gkdraft.rules.lists import MentionList, SumBook, find_led, find_lists
from gkdraft.rules.mentions import (
    Mention,
    Sentence,
    join_sentences,
    list_mentions,
    list_sentences,
    locate_mention,
)
from gkdraft.rules.registry import Checked, Said, Verdict, register_rule
from gkdraft.rules.roles import RoleBook, TableFigure, evaluate_figures
from gkdraft.rules.totals import REMEMBERED, Total, find_closings, find_parted


@register_rule("GK312", Severity.WARNING, waivable=True)
def check_lists(draft: Draft, document: Document) -> Iterator[Verdict]:
    """文中各项之和与总数不符。

    办理结果、申请人、申请方式、复议诉讼结果，写了总数又分项列出的，各项相加应等于总数。
    只列了几种、没有列全的，写明“其中”哪几种，或补上“其他”。
    一段里新收、上年结转、办结、结转下年度都写了的，前两样之和应等于后两样之和。
    """
    yield from _check_balance(draft, document)
    yield from _check_led(draft, document)
    for found in _list_lists(draft, document):
        if found.group and len(found.items) > 1 and not _is_told(draft, found):
            yield Checked()
            if not found.holds and not _is_partial(found) and not _has_other_head(found):
                yield _describe_list(draft, found)


@register_rule("GK314", Severity.NOTE, waivable=True)
def check_enumerations(draft: Draft, document: Document) -> Iterator[Verdict]:
    """文中“其中”各项相加与总数不符。

    “其中”后面列了“其他”的，是全部列出，各项相加应等于总数；各项相加比总数还多的，总有一个数不对，
    或者一件计了几次（同一条信息在几处发布的，请写明）。只列几项、加起来比总数少的不提示，
    但只差一位数、像是写错一个数字的（276，216和50）仍请看一眼。
    """
    told: list[Mention] = []
    for found in _list_lists(draft, document):
        if not found.holds:
            told += found.items
        if not (found.group and len(found.items) > 1):
            yield from _weigh_list(draft, found)
    # up to 2018 the sentences are the tables (GK301 to GK304)
    if not draft.layout.spec.free:
        yield from _weigh_totals(draft, document, told)


def _weigh_list(draft: Draft, found: MentionList) -> Iterator[Verdict]:
    if found.holds:
        yield Checked()
    elif _is_doubtful(found, SumBook.of(draft)):
        yield Checked()
        yield _describe_list(draft, found)


def _weigh_totals(draft: Draft, document: Document, told: list[Mention]) -> Iterator[Verdict]:
    """Every total but those whose figures were told of."""
    for total in _list_totals(draft, document):
        mentions = (total.whole, *total.items)
        if any(contradicts_table(draft, m) or m in told for m in mentions):
            continue
        yield Checked()
        if not total.holds:
            told += mentions
            yield _describe_total(draft, total)


def _list_totals(draft: Draft, document: Document) -> Iterator[Total]:
    """Sums that close a list; lists of parts whose whole was told before."""
    book = SumBook.of(draft)
    earlier: deque[Mention] = deque(maxlen=REMEMBERED)
    for sentence in list_sentences(document):
        mentions = list_mentions(sentence)
        known = [m for m in earlier if m.sentence.section == sentence.section]
        for total in (*find_closings(mentions, book), *find_parted(mentions, known, book)):
            # what the program wrote is held against its data (GK306)
            if not all(item.key for item in total.items):
                yield total
        earlier.extendleft(mentions)


def _describe_total(draft: Draft, total: Total) -> Said:
    message = say(
        "“{quote}”起各项 {parts} = {total}，文中写的是“{whole}”，相差 {gap}；请核对",
        quote=total.items[0].quote,
        parts="＋".join(print_number(item.number) for item in total.items),
        total=print_number(total.number),
        whole=total.whole.quote,
        gap=print_number(abs(total.number - total.whole.number)),
    )
    return Said(message, locate_mention(draft, total.items[0]))


def _is_doubtful(found: MentionList, book: SumBook) -> bool:
    """Whether a list that does not add up was meant to."""
    is_long = len(found.items) >= book.least
    is_single = len(found.items) == 1 and found.is_loose
    is_over = found.total > found.head.number and (is_long or is_single or not found.is_loose)
    is_told = (found.is_exhaustive or found.is_bracketed) and is_long
    is_whole = is_told or found.is_slip or (found.is_near and len(found.items) >= book.many)
    return is_over or (is_whole and not found.goes_on)


def _check_balance(draft: Draft, document: Document) -> Iterator[Verdict]:
    """新收＋上年结转＝办结＋结转下年度, paragraph by paragraph."""
    book = RoleBook.of(draft)
    known: dict[str, Mention] = {}
    for sentence in list_sentences(document):
        if not sentence.before:
            known = {}
        for mention in list_mentions(sentence):
            # what the program wrote is the table's own balance (GK101)
            for role in () if mention.key else book.find_roles(mention):
                known.setdefault(role.name, mention)
        left, right = (_add_roles(names, known) for names in book.balance)
        if left is None or right is None:
            continue
        yield Checked()
        told = any(contradicts_table(draft, mention) for mention in known.values())
        if left != right and not told:
            first = known[book.balance[0][0]]
            message = say(
                "“{quote}”一段：{left_names} = {left}，{right_names} = {right}，相差 {gap}",
                quote=first.quote,
                left_names="＋".join(book.balance[0]),
                left=print_number(left),
                right_names="＋".join(book.balance[1]),
                right=print_number(right),
                gap=print_number(abs(left - right)),
            )
            yield Said(message, locate_mention(draft, first))
        known = {}


def _check_led(draft: Draft, document: Document) -> Iterator[Verdict]:
    """Parts that are told without their whole, which the table has."""
    book = SumBook.of(draft)
    for sentence in list_sentences(document):
        for name, items in find_led(list_mentions(sentence), book):
            values = list(evaluate_figures(draft, book.wholes[name]))
            is_written = all(item.key for item in items)
            if values and not is_written and len(items) >= book.least:
                yield Checked()
                yield from _weigh_led(draft, name, items, values)


def _weigh_led(
    draft: Draft, name: str, items: Sequence[Mention], values: Sequence[TableFigure]
) -> Iterator[Verdict]:
    total = sum((item.number for item in items), Decimal(0))
    is_rounded = any(item.is_rounded for item in items)
    if is_rounded or any(value.fits(total) for value in values):
        return
    message = say(
        "“{quote}”起所列{name}各项 {parts} = {total}，表里是 {number}，相差 {gap}",
        quote=items[0].quote,
        name=name,
        parts="＋".join(print_number(item.number) for item in items),
        total=print_number(total),
        number=print_number(values[0].number),
        gap=print_number(abs(values[0].number - total)),
    )
    yield Said(message, locate_mention(draft, items[0]))


def _add_roles(names: Sequence[str], known: Mapping[str, Mention]) -> Decimal | None:
    found = [known[name].number for name in names if name in known]
    return sum(found, Decimal(0)) if len(found) == len(names) else None


def _list_lists(draft: Draft, document: Document) -> Iterator[MentionList]:
    book = SumBook.of(draft)
    before: Sentence | None = None
    for sentence in list_sentences(document):
        if before and sentence.before and book.loose.match(sentence.text):
            sentence = join_sentences(before, sentence)
        before = sentence
        for found in find_lists(list_mentions(sentence), book):
            # what the program wrote whole is held against its data (GK306)
            if not (found.head.key and all(item.key for item in found.items)):
                yield found


def _is_told(draft: Draft, found: MentionList) -> bool:
    """Whether the table has shown which of its figures is wrong (GK310)."""
    return any(contradicts_table(draft, mention) for mention in (found.head, *found.items))


def _is_partial(found: MentionList) -> bool:
    """Whether the parts are said to be some of several: 其中自然人72件."""
    is_some = found.goes_on or (len(found.items) < 3 and not found.is_exhaustive)
    return found.total < found.head.number and is_some


def _has_other_head(found: MentionList) -> bool:
    """Whether the whole stands before the last figure, as in 东漖街道 2024."""
    return any(
        mention.unit == found.head.unit and mention.number == found.total
        for mention in list_mentions(found.head.sentence)
        if mention.start < found.head.start
    )


def _describe_list(draft: Draft, found: MentionList) -> Said:
    parts = "＋".join(print_number(item.number) for item in found.items)
    message = say(
        "“{quote}{unit}”，所列各项 {parts} = {total}，相差 {gap}",
        quote=found.head.quote.removesuffix(found.head.unit),
        unit=found.head.unit,
        parts=parts,
        total=print_number(found.total),
        gap=print_number(abs(found.total - found.head.number)),
    )
    return Said(message, locate_mention(draft, found.head))
