"""The outline of an official document: 一、 （一） 1. （1） ① with the text below each."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from gkdraft.base.patterns import compile_late
from gkdraft.base.scalars import read_numeral, spell_numeral
from gkdraft.reading.documents.flow import TextLine

_CHINESE = "一二三四五六七八九十百零〇"


def _spell_enclosed() -> Iterator[tuple[str, str]]:
    """Marks that are one character, ㈠ ⑴ ⒈ and full-width digits, with what they stand for."""
    for number, numeral in enumerate("一二三四五六七八九十"):
        yield chr(ord("㈠") + number), f"（{numeral}）"
    for number in range(20):
        yield chr(ord("⑴") + number), f"（{number + 1}）"
        yield chr(ord("⒈") + number), f"{number + 1}."
    for number in range(10):
        yield chr(ord("０") + number), str(number)


_ENCLOSED = str.maketrans(dict(_spell_enclosed()))
LONGEST_MARK = 8
PART, GROUP, TASK, ITEM = -1, 0, 1, 2

_NUMERAL = rf"(?P<n>[{_CHINESE}]{{1,5}})"
_MARKS = (
    # 第一部分 and 第一章 above 一、 (fixture 29), 第三条 beside it (fixture 30)
    (PART, compile_late(rf"第{_NUMERAL}(?P<form>部分|章)\s*[、．.：:]?\s*")),
    (GROUP, compile_late(rf"第{_NUMERAL}(?P<form>条)(?:\s*[、：:]|\s|$)\s*")),
    # a digit behind the mark is a decimal or a date: 三.5亿, 2026.4.1
    # 第二、四季度 is a time
    (GROUP, compile_late(rf"第?{_NUMERAL}\s*(?:、(?![一二三四]季)|[．.](?!\d))\s*")),
    (TASK, compile_late(rf"[（(【]\s*{_NUMERAL}\s*[）)】]\s*[、．.]?\s*")),
    # “1 .” with a space before the dot (凉州 2024, fixture 16)
    # 3.8月底前公布… counts as well: nobody has 3.8 months
    (
        ITEM,
        compile_late(
            r"(?P<n>\d{1,3})\s*[.．、](?!\d)\s*|(?P<m>\d{1,2})[.．](?=\d{1,2}月[\d底末上中下前份])"
        ),
    ),
    # （1） and 1)
    (ITEM + 1, compile_late(r"[（(]?\s*(?P<n>\d{1,3})\s*[）)]\s*[、．.]?\s*")),
    (ITEM + 2, compile_late(r"(?P<n>[①-⑳])\s*")),
)
_BEGINS = compile_late(rf"[\s\d第（(【①-⑳{_CHINESE}]")
"""How any of the marks begins."""
_AGAIN = compile_late(r"[（(]续表?[）)]$")


@dataclass(frozen=True, slots=True)
class Mark:
    """The number before a heading: rank 0 for 一、, 1 for （一）, 2 for 1. and so on down.

    第一章 and 第一部分 stand above 一、 with rank -1, 第三条 beside it; they keep their form.
    """

    rank: int
    number: int
    form: str = ""

    def __str__(self) -> str:
        """The mark without what only separates it: 一, （一）, 1, （1）, ①."""
        return spell_mark(self).rstrip("、.　")


@dataclass(slots=True)
class OutlineNode:
    """A numbered heading with what stands below it."""

    mark: Mark
    lines: list[TextLine]
    children: list["OutlineNode"] = field(default_factory=list)

    @property
    def text(self) -> str:
        return self.lines[0].text

    def all_lines(self) -> Iterator[TextLine]:
        """The lines of this node and of all below, their numbers included."""
        yield from self.lines
        for child in self.children:
            first, *rest = child.all_lines()
            yield TextLine(f"{spell_mark(child.mark)}{first.text}", first.place)
            yield from rest


def read_mark_number(text: str) -> int:
    """十二 as 12, ③ as 3; 0 for what is no number."""
    if text.isascii() and text.isdigit():
        return int(text)
    if len(text) == 1 and "①" <= text <= "⑳":
        return ord(text) - ord("①") + 1
    return read_numeral(text)


def spell_mark(mark: Mark) -> str:
    """A mark as it stands before its heading."""
    chinese = spell_numeral(mark.number)
    if mark.form:
        return f"第{chinese}{mark.form}　"
    circled = chr(ord("①") + mark.number - 1)
    return (f"{chinese}、", f"（{chinese}）", f"{mark.number}.", f"（{mark.number}）", circled)[
        mark.rank
    ]


def split_mark(text: str) -> tuple[Mark, str] | None:
    """The mark a line begins with and the rest, None if it begins with none."""
    text = text[:LONGEST_MARK].translate(_ENCLOSED) + text[LONGEST_MARK:]
    if not _BEGINS.match(text):
        return None
    for rank, pattern in _MARKS:
        match = pattern.match(text)
        if match is None:
            continue
        groups = match.groupdict()
        number = read_mark_number(groups.get("n") or groups.get("m") or "")
        if number:
            mark = Mark(rank, number, groups.get("form") or "")
            return mark, text[match.end() :].strip()
    return None


def number_levels(lines: Iterable[TextLine]) -> Iterator[TextLine]:
    """Lines whose headings carry no number, only a heading style, with the number they lack."""
    # tests/test_notices.py: headings of a Word document that nobody numbered
    lines = list(lines)
    levels = [line.level for line in lines if line.level]
    least = min(levels, default=1)
    if levels.count(least) > 1:
        least -= 1  # else it is the document's title
    lines = [line._replace(level=max(line.level - least, 0)) for line in lines]
    counts = [0, 0, 0]
    for line in lines:
        if not 0 < line.level <= len(counts) or split_mark(line.text):
            yield line
            continue
        counts[line.level - 1] += 1
        counts[line.level :] = [0] * (len(counts) - line.level)
        mark = Mark(line.level - 1, counts[line.level - 1])
        yield line._replace(text=f"{spell_mark(mark)}{line.text}")


# **公布目录。**目录报批后公布。 and 【公布目录】目录报批后公布。
_TITLED = compile_late(
    r"(?:\*\*(?P<bold>[^*]{2,60})\*\*|【(?P<square>[^【】]{2,60})】)\s*(?P<rest>.*)"
)


def number_titles(lines: Iterable[TextLine]) -> Iterator[TextLine]:
    """Lines below 一、 whose titles carry no number, only bold type or 【】, with one."""
    lines = list(lines)
    marks = [found[0].rank for line in lines if (found := split_mark(line.text))]
    titled = sum(1 for line in lines if _TITLED.fullmatch(line.text))
    if titled < 2 or any(rank > GROUP for rank in marks):
        yield from lines
        return
    count = 0
    for line in lines:
        match = _TITLED.fullmatch(line.text)
        if split_mark(line.text):
            count = 0
        if match is None:
            yield line
            continue
        count += 1
        title = (match["bold"] or match["square"]).rstrip("。：: ")
        text = f"{spell_mark(Mark(TASK, count))}{title}。{match['rest']}"
        yield line._replace(text=text)


def build_outline(lines: Iterable[TextLine], label: re.Pattern[str]) -> list[OutlineNode]:
    """The top nodes of a text; a heading repeated after a page break is one heading.

    3.责任单位：… below （三） is a line of （三） and no heading.
    """
    root = OutlineNode(Mark(PART - 1, 0), [])
    stack = [root]
    for line in lines:
        found = split_mark(line.text)
        if found is None:
            if len(stack) > 1:
                stack[-1].lines.append(line)
            continue
        mark, text = found
        parent = next(node for node in reversed(stack) if node.mark.rank < mark.rank)
        if parent is not root and label.match(text):
            parent.lines.append(TextLine(text, line.place))
            continue
        depth = _find_open(stack, mark, text)
        if depth:  # repeated after a page break: what follows stands below the first one
            del stack[depth + 1 :]
            continue
        while stack[-1].mark.rank >= mark.rank:
            stack.pop()
        node = OutlineNode(mark, [TextLine(text, line.place)])
        stack[-1].children.append(node)
        stack.append(node)
    return root.children


def _find_open(stack: Sequence[OutlineNode], mark: Mark, text: str) -> int:
    """Where in the stack a heading stands that is told again, 0 for a new one."""
    for depth, node in enumerate(stack):
        if depth and node.mark == mark and _is_same(node.text, text):
            return depth
    return 0


def _is_same(old: str, new: str) -> bool:
    """Whether a heading is told again, 一、政策公开（续表） (冠县 2021, fixture 09)."""
    return _AGAIN.sub("", new).strip() == _AGAIN.sub("", old).strip()


# Marks inside a line. Not “第一、二条”, a quoted “一、…”, 〔2026〕12、13号, 2026.4 or 第1、2项.
_INLINE = compile_late(
    rf"(?<![第{_CHINESE}“])[{_CHINESE}]{{1,3}}、"
    rf"|(?<![{_CHINESE}])[（(][{_CHINESE}]{{1,3}}[）)]"
    r"|(?<![\d.．〔\[第至到])\d{1,3}\s?[.．、](?!\d)"
)


def split_line(line: TextLine) -> list[TextLine]:
    """A line cut before marks that follow its own: 1.… 2.…, or （一） behind a bare heading."""
    # paragraphs run on where a page's line breaks were lost: fixture 27
    found = split_mark(line.text)
    if found is None or is_run_together(line):
        return [line]
    mark, cuts = found[0], [0]
    for match in _INLINE.finditer(line.text, 1):
        following = split_mark(f"{match[0]} ")
        before = line.text[cuts[-1] : match.start()]
        if following and _is_following(following[0], mark, before):
            mark = following[0]
            cuts.append(match.start())
    pairs = pairwise([*cuts, len(line.text)])
    return [TextLine(line.text[a:b].strip(), line.place) for a, b in pairs]


def _is_following(mark: Mark, last: Mark, before: str) -> bool:
    """Whether a mark inside a line continues it: after a stop, or after a heading alone."""
    if mark.rank == last.rank:
        return mark.number == last.number + 1 and before.rstrip()[-1:] in "。；"
    return mark.rank == last.rank + 1 and mark.number == 1 and _is_bare(before)


def _is_bare(text: str) -> bool:
    """Whether a text is a heading without a sentence behind it: 一、推进公开 （一）…"""
    return text.endswith((" ", "。")) and not re.search("[。；]", text.rstrip()[:-1])


LONG = 1_000
"""Characters from which a line can be a whole document, as an archive keeps 平潭 and 福建."""
FORWARD = 3
"""How far a number may be ahead before it is taken for another: 平潭 2021 has no 第28项."""


def is_run_together(line: TextLine) -> bool:
    """Whether a line holds a whole document: a text dump without line breaks."""
    return len(line.text) > LONG and len(list(_find_sequence(line.text))) > 3


def split_dump(line: TextLine) -> list[TextLine]:
    """A text dump cut before the marks that continue its outline."""
    cuts = [0, *_find_sequence(line.text), len(line.text)]
    pieces = (line.text[a:b].strip() for a, b in pairwise(cuts))
    return [TextLine(piece, line.place) for piece in pieces if piece]


def _find_sequence(text: str) -> Iterator[int]:
    """Where marks stand that are the next ones of their rank."""
    counts = [0, 0, 0]
    for match in _INLINE.finditer(text):
        found = split_mark(match[0] + " ")
        if found is None:
            continue
        mark = found[0]
        if _is_next(mark, counts):
            yield match.start()
            counts[mark.rank] = mark.number
            if mark.rank == GROUP:
                counts[TASK] = 0


def _is_next(mark: Mark, counts: Sequence[int]) -> bool:
    if mark.rank == GROUP:
        return mark.number == counts[GROUP] + 1
    if not counts[GROUP] or mark.rank > ITEM:  # numbers of the cover, before 一、
        return False
    if mark.rank == TASK:
        return mark.number == counts[TASK] + 1
    step = mark.number - counts[ITEM]
    return mark.number == 1 or 0 < step <= FORWARD
