"""Lists 列举: a whole with its parts, as sentences write them. Words: checks/sums.yaml."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from gkdraft.base.patterns import compile_late
from gkdraft.rules.books import Book
from gkdraft.rules.mentions import Mention

# a label of a part is a few words; what is longer is another sentence's worth
LONGEST_LABEL = 24
NEAR = 10
"""Characters before a figure that say whether it is a change or last year's."""
_BRACKETS = compile_late("[（(][^（）()]*[）)]")
PERCENT = ("%", "％")


class SumBook(Book):
    """checks/sums.yaml: how lists, shares and growth are worded."""

    file = "sums.yaml"

    openers: re.Pattern[str]
    brackets: re.Pattern[str]
    restarts: re.Pattern[str]
    stops: re.Pattern[str]
    heads: re.Pattern[str]
    beside: re.Pattern[str]
    loose: re.Pattern[str]
    exhaustive: re.Pattern[str]
    subtotal: re.Pattern[str]
    closing: re.Pattern[str]
    parted: re.Pattern[str]
    open_ended: re.Pattern[str]
    groups: Mapping[str, re.Pattern[str]]
    leads: re.Pattern[str]
    wholes: Mapping[str, tuple[str, ...]]
    least: int
    many: int
    share: re.Pattern[str]
    respectively: re.Pattern[str]
    growth: re.Pattern[str]
    beside_last: re.Pattern[str]
    rates: re.Pattern[str]
    last: re.Pattern[str]

    def is_last_year(self, mention: Mention) -> bool:
        """Whether a figure is last year's: 比2023年的5120件减少258件."""
        return bool(self.last.search(mention.look_back(NEAR)))

    def is_beside(self, mention: Mention, percent: Mention) -> bool:
        """Whether what a growth is of follows it: 同比下降12.0%（上年6120条）."""
        is_count = mention.unit not in PERCENT and not mention.is_rounded
        is_change = self.growth.search(mention.label) and self.beside_last.search(mention.label)
        is_near = mention.start - percent.end <= 2 * NEAR
        return is_count and is_near and bool(is_change or self.is_last_year(mention))


def add_up(mentions: Iterable[Mention]) -> Decimal:
    """The sum of figures."""
    return sum((mention.number for mention in mentions), Decimal(0))


def list_counts(mentions: Iterable[Mention]) -> list[Mention]:
    """The figures that count something: no percentages."""
    return [mention for mention in mentions if mention.unit not in PERCENT]


class MentionList(NamedTuple):
    """列举: the whole, its parts, and the group of words all parts belong to."""

    head: Mention
    items: tuple[Mention, ...]
    group: str
    is_exhaustive: bool
    is_loose: bool
    beside: Decimal  # of parts that need not be within the whole
    goes_on: bool  # behind a stronger mark, perhaps with more parts of the whole
    is_bracketed: bool  # 413人次（线上168人次、线下245人次）

    @property
    def total(self) -> Decimal:
        return add_up(self.items)

    @property
    def holds(self) -> bool:
        return self.head.number in (self.total, self.total - self.beside)

    @property
    def is_near(self) -> bool:
        return abs(self.total - self.head.number) * 20 <= self.head.number

    @property
    def is_slip(self) -> bool:
        """Whether a digit more or less, or two exchanged, would mend it: 276 for 216 and 50.

        By a few only, one more thing may have been told of elsewhere.
        """
        gap = abs(self.total - self.head.number)
        is_near = self.is_near and gap >= 10
        return is_near and (gap % 9 == 0 or not f"{gap:f}"[1:].strip("0"))


def find_lists(mentions: Sequence[Mention], book: SumBook) -> Iterator[MentionList]:
    """The lists of a sentence; what stands in one is no head of another."""
    counts = list_counts(mentions)
    index = 0
    while index < len(counts) - 1:
        items = _collect(counts, index, book)
        head = _find_head(counts[: index + 1], items[0].depth, book) if items else None
        index += 1
        if items and head and head.unit == items[0].unit:
            goes_on = _goes_on(counts[counts.index(items[-1]) + 1 :], items)
            yield _describe_list(head, items, goes_on, book)
            # what stands in brackets between the items may be a list of one of them
            index = counts.index(items[1]) if len(items) > 1 else index


def find_led(mentions: Sequence[Mention], book: SumBook) -> Iterator[tuple[str, Sequence[Mention]]]:
    """Lists whose whole is not in them: 从申请方式看，网上提交402件、邮寄96件、当面提交49件."""
    for index, first in enumerate(mentions):
        if not book.leads.search(first.label):
            continue
        items = collect_items(mentions[index:], book)
        for name in book.wholes:
            if all(book.groups[name].search(item.label) for item in items):
                yield name, items


def _find_head(before: Sequence[Mention], depth: int, book: SumBook) -> Mention | None:
    """The last figure that may be a whole: 公开86214条，较上年增加3264条，其中…….

    Not one in brackets that are closed: 113件，占全县（234件）的48.29%。其中…….
    """
    for mention in reversed(before):
        is_other = book.heads.search(mention.label[-8:]) or book.is_last_year(mention)
        if mention.depth <= depth and not is_other:
            return None if mention.is_rounded else mention
    return None


def _collect(counts: Sequence[Mention], index: int, book: SumBook) -> list[Mention]:
    """The figures that follow a whole as its parts; rounded ones cannot be added up."""
    whole, first = counts[index], counts[index + 1]
    between = whole.sentence.text[whole.end : first.start]
    opened = book.openers.search(between) or _open_bracket(whole, first, between, book)
    if not whole.unit or whole.unit != first.unit:
        return []
    if book.stops.search(between[opened.end() if opened else 0 :]):
        return []
    found = collect_items(counts[index + 1 :], book)
    is_told = opened or (between[:1] in "，," and _is_group(whole, found, book))
    return found if is_told and not any(item.is_rounded for item in found) else []


def _open_bracket(
    whole: Mention, first: Mention, between: str, book: SumBook
) -> re.Match[str] | None:
    """The bracket that opens a list of its own: 413人次（线上168人次、线下245人次）."""
    return book.brackets.match(between) if first.depth > whole.depth else None


def collect_items(counts: Sequence[Mention], book: SumBook) -> list[Mention]:
    """The first figure and those that go on from it, one part after the other."""
    first = counts[0]
    found = [first]
    # 不予公开13件（2件、1件、10件）；无法提供32件: what is in brackets belongs to one of the parts
    for item in (other for other in counts[1:] if other.depth <= first.depth):
        if book.closing.fullmatch(item.label):
            continue
        if item.depth < first.depth or not _continues(found, item, book):
            break
        found.append(item)
    return found


def _is_group(whole: Mention, found: Sequence[Mention], book: SumBook) -> bool:
    """Whether so many are of one kind that they need no 其中: 收到9条，采纳2条、未采纳7条."""
    labels = [item.label for item in found]
    kinds = [words for words in book.groups.values() if all(map(words.search, labels))]
    is_apart = not any(words.search(whole.label) for words in book.groups.values())
    is_whole = (
        is_apart and whole.depth == found[0].depth and not book.closing.fullmatch(whole.label)
    )
    return bool(kinds) and is_whole and len(found) >= book.least


def _continues(found: Sequence[Mention], item: Mention, book: SumBook) -> bool:
    """Whether a figure is one more part; 占12.3%, brackets and 三项合计83件 may stand between."""
    last = found[-1]
    between = _BRACKETS.sub("", last.sentence.text[last.end : item.start])
    between = book.subtotal.sub("", between)
    label = between.partition("%")[2] or between
    is_next = label[:1] in "、，,；;和及" and len(label) <= LONGEST_LABEL
    is_over = _is_beyond(found, item) or bool(book.restarts.search(label))
    return is_next and not is_over and item.unit == last.unit and not book.stops.search(label)


def _is_beyond(found: Sequence[Mention], item: Mention) -> bool:
    """Whether another mark has ended the list: 信访类93件、重复申请41件；其他处理60件."""
    return len(found) > 1 and _is_parted(found[-1], item) != _is_parted(found[0], found[1])


def _goes_on(after: Sequence[Mention], items: Sequence[Mention]) -> bool:
    """Whether more parts may follow a stronger mark: 规章11条、其他102条；预决算4条 (广东 2023)."""
    following = next((other for other in after if other.depth <= items[0].depth), None)
    return following is not None and _is_beyond(items, following)


def _is_parted(first: Mention, second: Mention) -> bool:
    """Whether ；stands between two figures, or between the share of the first and the second."""
    between = _BRACKETS.sub("", first.sentence.text[first.end : second.start])
    return (between.partition("%")[2] or between)[:1] in "；;"


def _describe_list(
    head: Mention, items: Sequence[Mention], goes_on: bool, book: SumBook
) -> MentionList:
    labels = [item.label for item in items]
    group = ""
    for name, words in book.groups.items():
        if all(map(words.search, labels)):
            group = name
    is_exhaustive = any(map(book.exhaustive.search, labels))
    # 其中甲3620件、乙867件 are beside each other; with a comma they may overlap (太仓 2018)
    is_loose = bool(book.loose.search(labels[0])) and not labels[-1].startswith("、")
    beside = add_up(item for item in items if book.beside.search(item.label))
    is_closed = items[-1].right[len(items[-1].unit) :][:1] in ("）", ")")
    is_bracketed = items[0].depth > head.depth and is_closed and not is_loose
    return MentionList(
        head, tuple(items), group, is_exhaustive, is_loose, beside, goes_on, is_bracketed
    )
