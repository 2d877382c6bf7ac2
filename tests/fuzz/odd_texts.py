"""Odd values and what a careless hand does to a text, drawn from a stream of numbers."""

import random
from collections.abc import Callable, Sequence

NUMBERS = (
    "０１２", "1,234", "1，234", "1.50", "-3", "−3", "1e5", "0x1F", "4.25万", "约300", "3万余",
    "12%", "12.345％", "9" * 40, "9" * 5000, "1/2", "½", "①", "Ⅳ", "二〇二六", "一百二十",
    "廿三", "NaN", ".inf", "-.inf", "1_000", "+5", "00", "007", "1.", ".5", "1 000", "٣", "1..2",
    "百", "超过5", "5以上", "0.1亿", "1e400", "1:30", "0o17", "0b1", "-0", "1,2,3", "1,23",
)  # fmt: skip
DATES = (
    "2026-02-30", "2026-13-01", "2027-1-5", "2027-01-20T10:00:00Z", "二〇二七年一月二十日",
    "2027年1月", "0000-00-00", "9999-12-31", "10000-01-01", "2027-01-32", "20270120",
)  # fmt: skip
REFERENCES = (
    "{{年度}}", "{{申请情况.本年新收.总计}}", "{{*.*}}", "{{申请情况.*.总计}}", "{{", "}}",
    "{{}}", "{{上年.年度}}", "{{上年.申请情况.本年新收.总计}}", "{{要点.1}}", "{{ 年度 + 1 }}",
    "{{年度}", "{{存在问题.1.问题}}", "{{没有}}",
    "{{申请情况.本年新收.总计 - 复议诉讼.行政复议.总计}}",
    "{{申请情况.本年新收.总计 / 上年.申请情况.本年新收.总计}}", "{{{{年度}}}}", "{{年度|upper}}",
    "{{申请情况.不予公开.总计}}{{申请情况.不予公开.总计}}", "{{主动公开.*}}", "{{a.b.c.d.e.f.g}}",
    "{% for a in b %}", "{{申请情况.本年新收.总计 同比}}", "{{1}}", "{{\u200b}}", "{{机关.名称}}",
)  # fmt: skip
SIGNS = (
    "\u200b", "\u202e", "\ufeff", "\x85", "\u2028", "\u2029", "𠮷", "👨\u200d👩\u200d👧",
    "e\u0301", "\x00", "\x07", "\x1b[31m", "\t", "\r", "\x0b", "\ufffe", "\uffff", "\xa0",
    "\u3000", "\ue004", "İ", "ß", "ﬁ", "【待补充】", "￼", "\U0010ffff", "。。", "（", "）", "《",
    "“", "、、", "&amp;", "<w:p>", "]]>", "<!--", "\\", "%s", "{0}", "$1", "\x7f", "\u0600",
    "\u1680", "\u2060",
)  # fmt: skip
WORDS = (
    "", " ", "略", "无", "否", "是", "完成", "null", "~", "true", "No", "市政府", "较上年增长12%",
    "受理申请5件，答复5件。", "2026年", "截至2026年12月31日", "见本组", "推进中", "主动公开",
    "2021", "甲" * 300, "一、", "（一）总体情况", "本年新收政府信息公开申请547件", "GK101",
    "GK201", "汇总",
)  # fmt: skip
SHAPES = (
    "[]", "{}", "[1, 2]", "[[1], [2]]", "{数: 3}", "{甲: {乙: {丙: 1}}}", "|", ">", "&a 1", "*a",
    "!!str 1", "!!binary aGk=", "- 1", "? 1", "{1: 2}", "[略, 略]", "{其余: 0}", "{其余: 略}",
    "[1, 2, 3, 4, 5, 6, 7, 8, 9]", "'", '"', "''", '""', '"\\u0000"', '"\\ud800"', '"a\\nb"',
    "@a", "%a", "`a", "# a", "a: b: c", "a : b", "甲：乙", "|2", ">-", "|+", "---", "...",
    "<<: *a", "=", "{项目: 甲, 数: 1, 单位: 件}", "[{项目: 甲, 数: x}]", "[{}]", "[null]",
    "{null: null}", "[~]",
)  # fmt: skip

ODD = (NUMBERS, DATES, REFERENCES, SIGNS, WORDS, SHAPES)

LONGEST = 70
"""Characters of an action that are shown."""

Change = Callable[[random.Random, list[str]], None]


def draw_odd(stream: random.Random) -> str:
    """An odd value; two of them at times."""
    first = stream.choice(stream.choice(ODD))
    return first + stream.choice(stream.choice(ODD)) if stream.random() < 0.15 else first


def draw_text(stream: random.Random) -> str:
    """What a person might type, odd or not."""
    drawn = stream.random()
    if drawn < 0.4:
        return str(stream.randint(0, 10 ** stream.randint(1, 6)))
    return draw_odd(stream)


def insert(stream: random.Random, text: str, sign: str) -> str:
    """A sign somewhere in a text, or instead of a part of it."""
    start = stream.randint(0, len(text))
    end = start if stream.random() < 0.6 else min(len(text), start + stream.randint(1, 5))
    return text[:start] + sign + text[end:]


def lose(stream: random.Random, lines: list[str]) -> None:
    """A few lines less."""
    start = stream.randrange(len(lines))
    del lines[start : start + stream.choice((1, 1, 1, 2, 10))]


def double(stream: random.Random, lines: list[str]) -> None:
    """A few lines once more, there or elsewhere."""
    start = stream.randrange(len(lines))
    taken = lines[start : start + stream.choice((1, 1, 2, 6))]
    place = start if stream.random() < 0.5 else stream.randrange(len(lines))
    lines[place:place] = taken


def swap(stream: random.Random, lines: list[str]) -> None:
    """Two lines, each at the place of the other."""
    one, other = stream.randrange(len(lines)), stream.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]


def cut(stream: random.Random, lines: list[str]) -> None:
    """A line without its end, or the whole text without it."""
    place = stream.randrange(len(lines))
    lines[place] = lines[place][: stream.randint(0, len(lines[place]))]
    if stream.random() < 0.2:
        del lines[place + 1 :]


def sprinkle(stream: random.Random, lines: list[str]) -> None:
    """Something odd in the middle of a line."""
    place = stream.randrange(len(lines))
    lines[place] = insert(stream, lines[place], draw_odd(stream))


PLAIN: tuple[Change, ...] = (lose, double, swap, cut, sprinkle, sprinkle)


def change_lines(
    stream: random.Random, text: str, changes: Sequence[Change] = PLAIN, most: int = 4
) -> str:
    """A text after a few changes."""
    lines = text.split("\n")
    for _ in range(stream.randint(1, most)):
        stream.choice(changes)(stream, lines)
        lines = lines or [""]
    return "\n".join(lines)


def change_bytes(stream: random.Random, data: bytes) -> bytes:
    """Bytes flipped, lost, put in, or cut off."""
    changed = bytearray(data)
    for _ in range(stream.choice((1, 1, 2, 5, 40))):
        place = stream.randrange(len(changed) + 1)
        what = stream.randrange(5)
        if what == 0:
            del changed[place : place + stream.choice((1, 2, 100))]
        elif what == 1:
            changed[place:place] = stream.randbytes(stream.choice((1, 2, 30)))
        elif what == 2 and stream.random() < 0.3:
            del changed[place:]
        elif place < len(changed):
            changed[place] ^= 1 << stream.randrange(8)
    return bytes(changed)


def encode(stream: random.Random, text: str) -> bytes:
    """A text as bytes, in UTF-8 as a rule; what no encoding holds is a question mark."""
    if stream.random() < 0.9:
        return text.encode("utf-8", "replace")
    name = stream.choice(("utf-8-sig", "gb18030", "gbk", "utf-16", "big5", "latin-1", "utf-16-be"))
    return text.encode(name, "replace")


def shorten(text: str) -> str:
    """A text of which the end is left out where it is long."""
    return text if len(text) < LONGEST else f"{text[:LONGEST]}…{len(text)}"
