"""联系方式 of a report: what stands behind its labels, whole, or not at all.

lines that offer contact → blocks → labels and what stands between them → values
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from gkdraft.layout.spec import join_patterns
from gkdraft.messages import say
from gkdraft.reading.documents.flow import TextLine, squeeze_spaces
from gkdraft.reading.published.vocabulary import ContactWords, ReportVocabulary, search_any

FIRST_LINES = 30
# 平潭 2014-2022: the whole page is one line
LONGEST_LINE = 6_000
# a bracket that is opened and never closed must not gather the whole text
LONGEST_BLOCK = 400
MOST_LINES = 12
MOST_BLOCKS = 40
LONGEST_ADDRESS = 60
SHORTEST_ADDRESS = 4
LONGEST_QUOTED = 40

_OPENING, _CLOSING = "（([【", "）)]】"
_TRAILING = " ，,；;、。：:（("
_HEADING = re.compile(
    r"[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十]{1,2}[）)]|附件"
)
_STOP = re.compile(r"[。；;！？!?\n]|(?<![第之])[一二三]、")
_COMMA = re.compile("[，,、]")
_DASHES = str.maketrans("—–−―－‐‑", "-------")


@dataclass
class Contact:
    """What was read of the contact, by the data file's keys, and what was left."""

    values: dict[str, str] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)


def read_contact(lines: Sequence[TextLine], words: ReportVocabulary) -> Contact:
    """联系方式, 网址 and who wrote the report, as far as they are printed in full."""
    found = Contact()
    doubts: dict[str, str] = {}
    labels = _Labels(words.contact)
    for block in _list_blocks(lines, labels, words.contact):
        for span in labels.split(block):
            value = _READERS[span.key](span, words.contact)
            if value:
                found.values.setdefault(span.key, value)
            elif words.contact.values[span.key].search(span.text[:LONGEST_QUOTED]):
                doubts.setdefault(span.key, span.text.strip(_TRAILING))
    for key, text in doubts.items():
        if key not in found.values:
            found.remarks.append(_explain(key, text))
    _read_preface(lines, words, found)
    return found


def _explain(key: str, text: str) -> str:
    return say(
        "联系方式里的{key}“{text}”看不出是否完整，没有读入", key=key, text=text[:LONGEST_QUOTED]
    )


def _read_preface(lines: Sequence[TextLine], words: ReportVocabulary, found: Contact) -> None:
    """编制单位, 网站 and 网址, which the first sentences of a report name."""
    offers = [
        squeeze_spaces(line.text[:LONGEST_LINE])
        for line in lines
        if words.contact.offers.search(line.text[:LONGEST_LINE])
    ]
    text = "\n".join(offers[:FIRST_LINES])
    for key, patterns in words.particulars.items():
        match = search_any(patterns, text)
        if match:
            found.values[key] = match[1]
    sites = _list_sites(offers)
    # 广州 2023, a mirror, put its own address (www.156152.com) for that of the body's site
    own = [site for site in sites if words.contact.domain.search(site)]
    if own:
        found.values["网址"] = own[0]
    elif sites:
        found.remarks.append(
            say("网址 {site} 不是政府网站的域名，没有读入，请看原文", site=sites[0])
        )


_SITE = re.compile(
    r"(?<![@\w.-])(?:https?://)?(?P<site>(?:[a-z\d-]{1,40}\.){1,5}[a-z]{2,6}(?:/[\w./?=&%~-]{0,80})?)",
    re.ASCII | re.IGNORECASE,
)


def _list_sites(texts: Sequence[str]) -> list[str]:
    """Addresses of sites as printed, without http:// and the stroke at the end."""
    found: list[str] = []
    for text in texts:
        plain = unicodedata.normalize("NFKC", text)
        found += (match["site"].rstrip("./") for match in _SITE.finditer(plain))
    return found


# blocks -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Span:
    """What stands behind a label, and whether another label ends it."""

    key: str
    text: str
    is_closed: bool


class _Labels:
    """The labels in a text, and what stands behind each up to the next."""

    def __init__(self, words: ContactWords) -> None:
        names: list[str] = []
        for index, patterns in enumerate(words.labels.values()):
            names.append(f"(?P<L{index}>{join_patterns(patterns)})")
        self.keys = list(words.labels)
        # 邮编:电话:传真: has labels without values; 电话0512-53952450 one without a colon
        self.pattern = re.compile(
            rf"(?:{'|'.join(names)})(?:[（(][^（）()：:，,；;\d]{{1,8}}[）)])?"
            r"(?:\s?[:：]|[为是]|(?=[（(]?[\d０-９+])|(?=[\w.-]{1,40}[@＠]))",
            re.IGNORECASE,
        )

    def find_key(self, match: re.Match[str]) -> str:
        return self.keys[int((match.lastgroup or "L0")[1:])]

    def split(self, text: str) -> Iterator[_Span]:
        """Every label whose value is asked for, with its text."""
        found = list(self.pattern.finditer(text))
        ends = [*(match.start() for match in found[1:]), len(text)]
        for match, end in zip(found, ends, strict=False):
            key = self.find_key(match)
            if key in _READERS:
                yield _Span(key, text[match.end() : end].lstrip("：: "), end < len(text))

    def begins(self, text: str) -> bool:
        return self.pattern.match(text) is not None


def _list_blocks(lines: Sequence[TextLine], labels: _Labels, words: ContactWords) -> Iterator[str]:
    """Lines that offer contact, with those in which they go on."""
    texts = [squeeze_spaces(line.text[:LONGEST_LINE]) for line in lines]
    count, end = 0, 0
    for index, text in enumerate(texts):
        if index < end or not (words.offers.search(text) or labels.begins(text)):
            continue
        block, end = _join_block(texts, index, labels)
        count += 1
        yield block
        if count == MOST_BLOCKS:
            return


def _join_block(texts: Sequence[str], first: int, labels: _Labels) -> tuple[str, int]:
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
        if character in _OPENING:
            depth += 1
        elif character in _CLOSING:
            depth = max(depth - 1, 0)
    return depth > 0


# 主楼14层, B座302室: what only an address ends with
_NUMBERED = re.compile(
    r"[\dA-Za-z０-９一二三四五六七八九十][\-－]?(?:号楼?|室|楼|层|座|幢|栋|房|单元)[东西南北]?侧?$"
)


def _goes_on(block: str, texts: Sequence[str], index: int, labels: _Labels) -> bool:
    """Whether the value at the end of a block goes on in the line that follows."""
    found = list(labels.pattern.finditer(block))
    if not found:
        return False
    value, following = block[found[-1].end() :], texts[index]
    if not value or _STOP.search(value) or value[-1] in _CLOSING:
        return False
    if value[-1] in "-－@＠.":
        return True
    if labels.find_key(found[-1]) != "地址":
        return False
    label = labels.pattern.search(following)
    piece = following[: label.start()] if label else following
    ends = piece.rstrip(_TRAILING)
    if _STOP.search(ends) or len(ends) > LONGEST_ADDRESS:
        return False
    is_labelled = index + 1 < len(texts) and labels.begins(texts[index + 1])
    is_listed = label is not None or is_labelled
    return bool(_NUMBERED.search(ends) or (is_listed and _COMPLETE.search(ends)))


# values -----------------------------------------------------------------------------------------

# how an address ends; 淮安 2024: 翔宇南道1号, 平潭 2014: ……管委会办公室
_COMPLETE = re.compile(
    r"(?:[号室楼层座幢栋房厦院内处府局委会厅办馆村路街道巷弄镇乡县市区城园场所站旁侧面边里中心元]"
    r"|[A-Za-z]|\d{2,4}|[）)])$"
)


def _read_address(span: _Span, words: ContactWords) -> str:
    """An address whose end is told; nothing of one whose end is open."""
    value, is_told = _cut_value(span)
    end = 0
    for piece, begin in _list_pieces(value):
        if words.prose.search(piece):
            # ……90号，欢迎来访: the comma tells the end
            is_told = True
            break
        if begin and not _COMPLETE.search(piece):
            return ""
        end = begin + len(piece)
    value = value[:end].strip(_TRAILING)
    if not SHORTEST_ADDRESS <= len(value) <= LONGEST_ADDRESS or _NO_HOUSE.search(value):
        return ""
    # 云川县滨河大道 90 号行政 at a line's end is a part
    is_whole = is_told or _COMPLETE.search(value) is not None
    return value if is_whole and _is_balanced(value) else ""


_NO_HOUSE = re.compile(r"[@＠]|www|https?:|\.cn|^[^一-鿿]*$", re.IGNORECASE)


def _list_pieces(value: str) -> Iterator[tuple[str, int]]:
    """What stands between the commas of an address, and where; commas in brackets are none."""
    depth, begin = 0, 0
    for place, character in enumerate(value):
        depth += (character in _OPENING) - (character in _CLOSING)
        if depth == 0 and _COMMA.match(character):
            yield value[begin:place], begin
            begin = place + 1
    yield value[begin:], begin


def _cut_value(span: _Span) -> tuple[str, bool]:
    """A value up to its bracket, stop or line end, and whether more than the line ends it."""
    depth = 0
    for place, character in enumerate(span.text[:LONGEST_BLOCK]):
        if depth == 0 and (character in _CLOSING or _STOP.match(span.text, place)):
            return span.text[:place].strip(_TRAILING), character != "\n"
        depth += (character in _OPENING) - (character in _CLOSING)
    return span.text[:LONGEST_BLOCK].strip(_TRAILING), span.is_closed


def _is_balanced(value: str) -> bool:
    opened = sum(map(value.count, _OPENING))
    return opened == sum(map(value.count, _CLOSING))


def _read_postcode(span: _Span, words: ContactWords) -> str:
    compact = re.sub(r"\s", "", unicodedata.normalize("NFKC", span.text[:LONGEST_BLOCK]))
    match = re.match(r"\d{6}(?!\d)", compact)
    return match[0] if match else ""


def _read_telephone(span: _Span, words: ContactWords) -> str:
    """One number or several; nothing of one that is cut or has too many digits or too few."""
    plain = unicodedata.normalize("NFKC", span.text[:LONGEST_BLOCK].translate(_DASHES))
    match = words.telephones.match(plain)
    if match is None or re.match(r"\s?[\d*xX×.-]", plain[match.end() :]):
        return ""
    return match["numbers"].strip()


def _read_mail(span: _Span, words: ContactWords) -> str:
    # 常州 2018, a mirror, has [email protected] for the address
    plain = unicodedata.normalize("NFKC", span.text[:LONGEST_BLOCK])
    match = words.mail.match(plain.lstrip())
    return match[0] if match else ""


_READERS: Mapping[str, Callable[[_Span, ContactWords], str]] = {
    "地址": _read_address,
    "邮编": _read_postcode,
    "电话": _read_telephone,
    "邮箱": _read_mail,
}
