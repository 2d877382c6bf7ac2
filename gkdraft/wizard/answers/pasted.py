"""Pasted prose 粘贴: what WeChat, PDF and Excel put into a text is taken out of it. Pure.

Line breaks inside a sentence, blanks between Chinese and digits, indents, the quotation marks of
a cell. Nothing that is printed is added, moved or lost, and two figures never become one. Tidied
once more a text stays as it is; only of what Excel quoted twice another pair goes.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from gkdraft.base.columns import display_width
from gkdraft.base.patterns import compile_late
from gkdraft.messages import _

_BLANKS = "[ \u00a0\u1680\u2000-\u200d\u202f\u205f\u2060\u3000\ufeff]"
_CHINESE = (
    "[\u3001-\u303f\u4e00-\u9fff\u2018-\u201d\u2014\u2026\uff01-\uff0f\uff1a-\uff1f\uff3b\uff3d]"
)
_DIGIT, _NUMERAL = "[0-9０-９]", "[〇零一二三四五六七八九十两]"
# blanks with Chinese on one side at least, and Chinese, a digit or a percent sign on the other
_NEEDLESS = compile_late(
    rf"(?<={_CHINESE}){_BLANKS}+(?={_CHINESE}|[0-9０-９])|(?<=[0-9０-９%％]){_BLANKS}+(?={_CHINESE}|[%％])"
)
# 12 34, 三 五, 3万 5场 and 3 ，500 are two figures, or may be
_FIGURES = (
    (compile_late(f"(?:{_DIGIT}|{_NUMERAL}|[百千万亿])$"), compile_late(f"{_DIGIT}|{_NUMERAL}")),
    (compile_late(f"{_DIGIT}$"), compile_late(f"[.,，．]{_BLANKS}*{_DIGIT}")),
    (compile_late(f"{_DIGIT}{_BLANKS}*[.,，．]$"), compile_late(_DIGIT)),
)
# a sentence that is whole, and quotation marks or brackets behind its mark
_WHOLE = compile_late("[。；;！!？?：:…][”’」』）)】》]*$")
# 一是, （一）, 1. or a dot begin another item
_ITEM = compile_late(
    r"(?:[一二三四五六七八九十]{1,3}(?:是|、)|第[一二三四五六七八九十]{1,3}[，、：]|[（(][一二三四五六七八九十\d]{1,3}[）)]"
    r"|\d{1,2}(?:[、．]|[.)）](?!\d))|[①-⑳•·●▪■◆○-]|[-*]\s)"
)
# （一）主动公开情况: a heading has a number, no mark, and its text in the next line
_HEADING = compile_late(
    r"(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|\d{1,2}[.、．])[^，。；：、！？]{1,14}$"
)
# 宣传栏12块: an entry of a list that does without marks
_ENTRY = compile_late("[^，。；：！？]*\\d万?余?[\u4e00-\u9fff]{1,2}$")
# - 1 -: the number of a page, which is no part of any sentence
_PAGE = compile_late(r"[-—－ ]*\d{1,3}[-—－ ]*$")
_LATIN = compile_late("[A-Za-z0-9]")
FEWEST, NARROWEST, FULL = 3, 30, 0.9
"""Lines that make a column, columns of the narrowest, and how much of it most of them fill."""
_NEAR = 8
"""Characters on either side that say whether two figures would meet."""
_CELL = compile_late(r'"((?:[^"]|"")*)"', re.DOTALL)


@dataclass(frozen=True)
class Tidied:
    """A pasted text as it is put into the line, and what was done to it.

    `kept` are breaks that stayed because a figure may go on behind them, or another begin.
    """

    text: str
    breaks: int = 0
    blanks: int = 0
    quoted: bool = False
    kept: int = 0

    def describe(self) -> str:
        """What was done and what is to be looked at, in one line; nothing if nothing."""
        done = []
        if self.breaks:
            done.append(_("接了 {} 处断行").format(self.breaks))
        if self.blanks:
            done.append(_("去掉 {} 处空格").format(self.blanks))
        if self.quoted:
            done.append(_("去掉单元格的引号"))
        if self.kept:
            done.append(_("有 {} 处断行两边是数字，没有接，请看一看").format(self.kept))
        if not done:
            return ""
        said = _("粘贴的文字{}").format(_("，").join(done))
        if self.breaks or self.blanks or self.quoted:
            said += _("；Ctrl-Z 还原成原样")
        return said


def tidy_paste(raw: str, one_line: bool = False) -> Tidied:
    """A pasted text without what it did not have where it was written; in one line if it must be.

    A line break stays where a sentence is whole, an item or another paragraph begins.
    """
    text = raw.replace("\r\n", "\n").replace("\r", "\n")
    cell = _CELL.fullmatch(text.strip())
    # Excel quotes a cell only for what stands in it
    is_quoted = cell is not None and re.search('[\n\t]|""', cell[1]) is not None
    if cell is not None and is_quoted:
        text = cell[1].replace('""', '"')
    lines, blanks = [], 0
    for line, has_indent in _strip_lines(text):
        made, count = _drop_blanks(line)
        lines.append(made)
        blanks += count + has_indent
    made, breaks, kept = _join_lines(lines, one_line)
    return Tidied(made, breaks, blanks, is_quoted, kept)


def _strip_lines(text: str) -> list[tuple[str, bool]]:
    """The lines without what stands before and behind them, and whether anything did."""
    lines = [re.sub(r"\t+", " ", line) for line in text.strip("\n").split("\n")]
    bare = [re.sub(f"^{_BLANKS}+|{_BLANKS}+$", "", line) for line in lines]
    # a word that is pasted beside another keeps its blank
    if _LATIN.match(bare[0]) and lines[0].startswith(" "):
        bare[0] = f" {bare[0]}"
    if _LATIN.match(bare[-1][-1:]) and lines[-1].endswith(" "):
        bare[-1] = f"{bare[-1]} "
    return [(found, bool(found) and found != line) for line, found in zip(lines, bare, strict=True)]


def _join_lines(lines: list[str], one_line: bool) -> tuple[str, int, int]:
    """The text of some lines; how many breaks are joined, how many stay between figures."""
    groups: list[list[str]] = [[]]
    has_paragraphs = not one_line and not _is_spread(lines)
    for line in lines:
        if line:
            groups[-1].append(line)
        elif groups[-1] and has_paragraphs:  # an empty line parts two of them
            groups.append([])
    is_list = all(map(_ENTRY.match, filter(None, lines)))
    texts, breaks, kept = [], 0, 0
    for group in filter(None, groups):
        parts = list(_list_joints(group, one_line, is_list))
        texts.append("".join(joint + line for joint, line, _kept in parts))
        breaks += sum("\n" not in joint for joint, _line, _kept in parts[1:])
        kept += sum(is_kept for _joint, _line, is_kept in parts)
    return "\n\n".join(texts), breaks, kept


def _is_spread(lines: list[str]) -> bool:
    """Whether there is an empty line behind every line, and they are of one width: from a PDF."""
    if any(map(all, pairwise(lines))):
        return False
    widths = [display_width(line) for line in lines if line]
    full = [width for width in widths if width >= FULL * max(widths)]
    return len(widths) >= FEWEST and max(widths) >= NARROWEST and 2 * len(full) >= len(widths)


def _list_joints(
    lines: list[str], one_line: bool, is_list: bool
) -> Iterator[tuple[str, str, bool]]:
    """The lines of a paragraph: what stands before each, and whether figures keep it apart."""
    last = lines[0]
    yield "", last, False
    for line in lines[1:]:
        meet = _would_meet(last, line)
        is_apart = not one_line and (is_list or meet or _stands_apart(last, line))
        yield "\n" if is_apart else _find_joint(last, line), line, meet and is_apart
        last = line if is_apart else last + line


def _find_joint(last: str, line: str) -> str:
    """What must stand between two lines that are joined: a blank between words or figures."""
    are_words = _LATIN.match(last[-1]) and _LATIN.match(line)
    return " " if are_words or _would_meet(last, line) else ""


def _stands_apart(last: str, line: str) -> bool:
    """Whether a line begins anew: the one before is whole, or one of them is no sentence."""
    if _PAGE.match(last) or _PAGE.match(line):
        return True
    return bool(_WHOLE.search(last) or _HEADING.match(last) or _ITEM.match(line))


def _would_meet(before: str, behind: str) -> bool:
    """Whether two figures would become one, or could be read as one."""
    head, tail = before[-_NEAR:], behind[:_NEAR]
    return any(left.search(head) and right.match(tail) for left, right in _FIGURES)


def _drop_blanks(line: str) -> tuple[str, int]:
    """A line without the blanks that Chinese is not written with, and how many went."""
    parts, end = [], 0
    for match in _NEEDLESS.finditer(line):
        start, behind = match.span()
        if not _would_meet(line[max(0, start - _NEAR) : start], line[behind : behind + _NEAR]):
            parts.append(line[end:start])
            end = behind
    return "".join([*parts, line[end:]]), len(parts)
