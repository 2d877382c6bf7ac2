"""The labels of 联系方式, and the lines over which what they name goes on."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from gkdraft.base.patterns import compile_late
from gkdraft.layout.spec import join_patterns
from gkdraft.reading.documents.flow import TextLine, squeeze_spaces
from gkdraft.reading.published.vocabulary import ContactWords

# 平潭 2014-2022: the whole page is one line
LONGEST_LINE = 6_000
# a bracket that is opened and never closed must not gather the whole text
LONGEST_BLOCK = 400
MOST_LINES = 12
MOST_BLOCKS = 40
LONGEST_ADDRESS = 60
LONGEST_BEFORE = 60

TELEPHONE = "电话"

OPENING, CLOSING = "（([【", "）)]】"
TRAILING = " ，,；;、。：:（("
STOP = compile_late(r"[。；;！？!?\n]|(?<![第之])[一二三]、")
_SPACED_LABEL = compile_late(
    r"(?<=\S)\s+(?=(?:地\s?址|邮\s?编|邮政编码|电\s?话|传\s?真|联系(?:方式|电话|地址|人)|通[信讯]地址"
    r"|办公(?:地址|电话)|咨询电话|电子(?:邮|信)|邮\s?箱|网\s?址)[^:：]{0,6}[:：])"
)
_HEADING = compile_late(
    r"[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十]{1,2}[）)]|附件"
)
# how an address ends; 淮安 2024: 翔宇南道1号, 平潭 2014: ……管委会办公室
COMPLETE = compile_late(
    r"(?:[号室楼层座幢栋房厦院内处府局委会厅办馆村路街道巷弄镇乡县市区城园场所站旁侧面边里中心元]"
    r"|[A-Za-z]|\d{2,4}|[）)])$"
)


class Span(NamedTuple):
    """What stands behind a label, and whether another label ends it."""

    key: str
    text: str
    is_closed: bool
    label: str
    before: str  # of the same sentence, behind the telephone before it


class ContactLabels:
    """The labels in a text, and what stands behind each up to the next."""

    def __init__(self, words: ContactWords) -> None:
        names: list[str] = []
        for index, patterns in enumerate(words.labels.values()):
            names.append(f"(?P<L{index}>{join_patterns(patterns)})")
        self.keys = list(words.labels)
        self.values = words.values
        # 邮编:电话:传真: has labels without values; 电话0512-53952450 one without a colon
        self.pattern = compile_late(
            rf"(?:{'|'.join(names)})(?:[（(][^（）()：:，,；;\d]{{1,8}}[）)])?"
            r"(?:\s?[:：]|[为是在]|(?=[（(]?[\d０-９+])|(?=[\w.-]{1,40}[@＠]))",
            re.IGNORECASE,
        )

    def find_key(self, match: re.Match[str]) -> str:
        return self.keys[int((match.lastgroup or "L0")[1:])]

    def split(self, text: str) -> Iterator[Span]:
        """Every label whose value is asked for, with its text."""
        found = list(self.pattern.finditer(text))
        ends = [*(match.start() for match in found[1:]), len(text)]
        known = 0
        for match, end in zip(found, ends, strict=False):
            key = self.find_key(match)
            if key in self.values:
                behind = text[match.end() : end].lstrip("：: ")
                first = max(match.start() - LONGEST_BEFORE, known)
                before = STOP.split(text[first : match.start()])[-1]
                yield Span(key, behind, end < len(text), match[0], before)
            # 值班电话：……，电话：……: the first word tells of the first number alone
            if TELEPHONE in match[0]:
                known = match.end()

    def begins(self, text: str) -> bool:
        return self.pattern.match(text) is not None


def list_blocks(
    lines: Sequence[TextLine], labels: ContactLabels, words: ContactWords
) -> Iterator[str]:
    """Lines that offer contact, with those in which they go on."""
    # the space in front of a label parts it from what stands before: ……人民政府 地址：……
    parted = (_SPACED_LABEL.sub("，", line.text[:LONGEST_LINE]) for line in lines)
    texts = list(map(squeeze_spaces, parted))
    count, end = 0, 0
    for index, text in enumerate(texts):
        if index < end or not (words.offers.search(text) or labels.begins(text)):
            continue
        block, end = _join_block(texts, index, labels)
        count += 1
        yield block
        if count == MOST_BLOCKS:
            return


def _join_block(texts: Sequence[str], first: int, labels: ContactLabels) -> tuple[str, int]:
    """A line and those it goes on in; the index of the next line."""
    block, index = texts[first], first + 1
    while index < min(len(texts), first + MOST_LINES):
        text = texts[index]
        if _HEADING.match(text):
            break
        if labels.begins(text):
            block += f"\n{text}"
        elif _is_open(block) or _goes_on(block, texts, index, labels):
            block += text
        else:
            break
        index += 1
    return block, index


def _is_open(block: str) -> bool:
    """Whether the last lines opened a bracket that is not closed: （地址：……"""
    depth = 0
    for character in block[-LONGEST_BLOCK:]:
        if character in OPENING:
            depth += 1
        elif character in CLOSING:
            depth = max(depth - 1, 0)
    return depth > 0


# 主楼14层, B座302室: what only an address ends with
_NUMBERED = compile_late(
    r"[\dA-Za-z０-９一二三四五六七八九十][\-－]?(?:号楼?|室|楼|层|座|幢|栋|房|单元)[东西南北]?侧?$"
)


def _goes_on(block: str, texts: Sequence[str], index: int, labels: ContactLabels) -> bool:
    """Whether the value at the end of a block goes on in the line that follows."""
    found = list(labels.pattern.finditer(block))
    value = block[found[-1].end() :] if found else ""
    if not value or STOP.search(value) or value[-1] in CLOSING:
        return False
    if value[-1] in "-－@＠.":
        return True
    if labels.find_key(found[-1]) != "地址":
        return False
    is_labelled = index + 1 < len(texts) and labels.begins(texts[index + 1])
    return _is_more(texts[index], is_labelled, labels)


def _is_more(text: str, is_labelled: bool, labels: ContactLabels) -> bool:
    """Whether a line begins with more of an address; `is_labelled` is the line below it."""
    label = labels.pattern.search(text)
    piece = text[: label.start()] if label else text
    ends = piece.rstrip(TRAILING)
    if STOP.search(ends) or len(ends) > LONGEST_ADDRESS:
        return False
    is_listed = label is not None or is_labelled
    return bool(_NUMBERED.search(ends) or (is_listed and COMPLETE.search(ends)))
