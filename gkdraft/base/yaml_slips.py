"""Slips 手误: what people type that YAML reads as something else, and the line that was meant.

A slip is named with its line number, its cause and how to write it.
"""

import re
from collections.abc import Callable, Sequence
from typing import Any

from gkdraft.base.patterns import HAN, compile_late
from gkdraft.base.scalars import shorten_quote
from gkdraft.messages import say

LONGEST_SHOWN = 80
"""Characters of a mended line that a message shows."""

LONGEST_REST = 2_000
"""Characters behind a value in which a # is looked for: a line may hold a million values."""

# 名称：江临市 at the head of an entry; behind a quote, a bracket or # a ： is text
WIDE_COLON = r"^\s*(?:- +)?[^\s#：\"'{\[|>-][^#：:]{0,40}："

Mend = Callable[[str], str]
_WIDE_SPACE = compile_late("^[ \u3000\xa0]*[\u3000\xa0]")
# 主动公开信息总数：100 where keys are expected; in a sentence the colon stands later
_WIDE_KEY = compile_late(
    r"^(?P<key>[^\s：:，。；]{1,20})(?:(?P<wide>：)|:(?=[\u3000\xa0]))\s*(?P<value>\S*)"
)
# a hashtag or a number behind #, not an explanation: that has a space behind #
_CUT = compile_late(r"^\s+#(?P<cut>[^\s#].*|\s*[^#]+#.*)$")
_TAGGED = compile_late(r"^\s*#(?P<cut>[^\s#][^#]*#.*)$")
_SECOND_COLON = compile_late(
    r"^(\s*(?:- +)?[^\s:\"'{\[#][^:\"'{\[#]*: +[^\s:\"'{\[#][^:\"'{\[#]*): +(\S.*)$"
)
_WORDS = compile_late(HAN)


def explain_error(error: Any, text: str) -> str:
    """`line: what is wrong, what to do` of ruamel's error, for the slips people make."""
    lines = text.splitlines()
    mark, opened = error.problem_mark or error.context_mark, error.context_mark
    number = min(mark.line if mark else 0, max(len(lines) - 1, 0))
    if opened and "flow" in str(error.context):
        number = min(opened.line, number)  # an open bracket is noticed lines later
    return (
        _find_slip(lines, number)
        or _explain_second_colon(str(error.problem or ""), lines, number)
        or _explain_problem(str(error.problem or ""), number, opened)
        or say(
            "{part}: 格式不对（“{quote_line}”附近），请检查缩进、引号和冒号",
            part=number + 1,
            quote_line=_quote_line(lines, number),
        )
    )


def _find_slip(lines: Sequence[str], number: int) -> str:
    """A slip that shows in the line itself or in one of the two above."""
    for index in range(number, max(number - 3, -1), -1):
        for pattern, hint, mend in _SLIPS:
            if index >= len(lines) or not pattern.search(lines[index]):
                continue
            mended = mend(lines[index]) if mend else lines[index]
            if mended == lines[index]:
                return say("{}: {}", index + 1, hint)
            return say("{}: {}：写成 {}", index + 1, hint, show_line(mended))
    return ""


def _explain_second_colon(problem: str, lines: Sequence[str], number: int) -> str:
    """问题: 宣传: 不够: a colon of the text that reads as one more key."""
    match = _SECOND_COLON.match(lines[number]) if "not allowed" in problem and lines else None
    if not match:
        return ""
    mended = show_line(f"{match[1]}：{match[2]}")
    return say(
        "{part}: 一行里有两个冒号，文字里的冒号用全角：写成 {mended}",
        part=number + 1,
        mended=mended,
    )


def _explain_problem(problem: str, number: int, opened: Any) -> str:
    """What the parser itself says, in words that tell what to do."""
    for words, hint in _PROBLEMS:
        if words in problem:
            # what is not closed is looked for where it was opened
            unclosed = opened and "成对" in hint
            return say("{}: {}", (opened.line if unclosed else number) + 1, hint)
    return ""


def _quote_line(lines: Sequence[str], number: int) -> str:
    if lines:
        return lines[number].strip()[:20]
    return ""


def explain_wide_key(text: object) -> str:
    """What to say of a text that stands where a key was expected and has a full-width colon."""
    match = _WIDE_KEY.match(text) if isinstance(text, str) else None
    if not match:
        return ""
    key, value = match["key"], match["value"]
    if not match["wide"]:
        return say("冒号后面要用半角空格，写成 {key}: {value}", key=key, value=value)
    return say("“{read}”的冒号是全角，写成 {key}: {value}", read=match[0], key=key, value=value)


def is_wide_key(text: str) -> bool:
    """Whether a text looks like a key and its value with a full-width colon."""
    return bool(_WIDE_KEY.match(text))


def has_wide_space(key: str) -> bool:
    """Whether a key begins with a space that YAML does not count as one."""
    return key.removeprefix("-")[:1] in ("\u3000", "\xa0")


def explain_wide_space(line: str) -> str:
    """A line that is indented with full-width spaces."""
    if line.lstrip(" ").startswith("-"):
        mended = show_line(re.sub(r"-\s+", "- ", line, count=1))
        return say("“-”后面要用半角空格：写成 {mended}", mended=mended)
    mended = _narrow_spaces(line)
    return say(
        "行首有全角空格，缩进只能用半角空格：写成 {mended}（前面空 {count} 格）",
        mended=show_line(mended),
        count=len(mended) - len(mended.lstrip()),
    )


def find_cut(value: str, line: str, start: int, end: int) -> str:
    """What to say of a text that YAML cut off at ` #`; nothing if that is an explanation.

    A comment with a space behind # is how gkdraft new and people explain a value.
    """
    rest = line[end : end + LONGEST_REST]
    match = (_CUT if value else _TAGGED).match(rest)
    if not match or (value and not _WORDS.search(value)):
        return ""
    head = line[:start] if value else f"{line[:end]} "
    mended = head.lstrip() + _quote(line[len(head) :].strip() if value else rest.strip())
    return say(
        "“#”后面的“{cut}”没有读进来：要印的写成 {mended}；是说明的，# 后面空一格",
        cut=shorten_quote(match["cut"].strip()),
        mended=show_line(mended),
    )


def _quote(text: str) -> str:
    if '"' in text or "\\" in text:
        doubled = text.replace("'", "''")
        return f"'{doubled}'"
    return f'"{text}"'


def show_line(line: str) -> str:
    """A mended line as a message shows it."""
    line = line.strip()
    if len(line) > LONGEST_SHOWN:
        return f"{line[:LONGEST_SHOWN]}……"
    return line


def _narrow_spaces(line: str) -> str:
    match = _WIDE_SPACE.match(line)
    if not match:
        return line
    return match[0].replace("\u3000", "  ").replace("\xa0", " ") + line[match.end() :]


def _replace(pattern: str, by: str) -> Mend:
    compiled = compile_late(pattern)
    return lambda line: compiled.sub(by, line, count=1)


# slips that show in the line itself; YAML often notices them a line or two later
_SLIPS: list[tuple[re.Pattern[str], str, Mend | None]] = [
    (compile_late(pattern), hint, mend)
    for pattern, hint, mend in (
        (r"^ *\t", say("行首有 Tab，缩进只能用空格"), None),
        (_WIDE_SPACE.pattern, say("行首有全角空格，缩进只能用半角空格"), _narrow_spaces),
        (WIDE_COLON, say("键后面用了全角冒号，请改成半角冒号加空格"), _replace("： *", ": ")),
        (r"^ *－", say("列表的“-”要用半角，后面空一格"), _replace(r"－[ \u3000]*", "- ")),
        (r"^ *-[^\S ]", say("“-”后面要用半角空格"), _replace(r"-\s+", "- ")),
        (r"^ *-[^\s-]", say("“-”后面要空一格"), _replace("-", "- ")),
        (r"^ *[^\s:#]+:[\u3000\xa0]", say("冒号后面要用半角空格"), _replace(r":\s+", ": ")),
        (
            r"\[(?:[^\]\[\"']*,)?\s*,",
            say("方括号里有一个位置空着，没有就写 0"),
            _replace(r"([\[,])\s*,", r"\1 0,"),
        ),
        (r"\{(?:[^{}\"']*,)?\s*,", say("花括号里多了一个逗号"), _replace(r",\s*,", ",")),
        (r": +\{\{", say("值以 {{ 开头时要给整个值加上双引号，或用 | 另起一行"), None),
        (r": +-\s*$", say("“-”不是数：没有就写 0，不知道就空着"), None),
        (
            r"(?:: +|- +)\"[^\"”]*”",
            say("开头是半角引号，结尾是全角引号"),
            _replace('"([^"”]*”)', r"“\1"),
        ),
        (
            r"^\s*- +\"[^\"]*\"[^\s#,}\]:]",
            say("引号后面还有文字，文字里的引号用“ ”"),
            _replace('"([^"]*)"', r"“\1”"),
        ),
        (r"[\[{][^\]}]*，", say("方括号、花括号里的逗号要用半角"), None),
        (r"\{[^}]*：", say("花括号里的冒号要用半角，后面空一格"), None),
        (r"[{,] *[^\s:{},\"']+:[^\s/,}]", say("花括号里的冒号后面要空一格"), None),
        (r"\{[^}]*://", say("花括号里的网址要加双引号"), None),
        (r": +[@`%&*]", say("值以 @ ` % & * 开头时要加双引号"), None),
        (
            r": +(\"[^\"]*\"|'[^']*')[^\s#,}\]]",
            say("引号后面还有文字，请给整个值加引号，文字里的用“ ”"),
            None,
        ),
    )
]
_PROBLEMS = (
    ("cannot start any token", say("有特殊符号（@ ` % & * 等）开头的值，请加上双引号")),
    ("quoted scalar", say("引号没有成对")),
    ("end of stream", say("引号没有成对")),
    ("expected ','", say("花括号或方括号没有成对，或各项之间少了半角逗号")),
    ("flow", say("花括号或方括号没有成对")),
    ("could not find expected ':'", "键后面少了半角冒号和空格"),
    ("did not find expected", say("缩进与上下行不齐")),
    ("not allowed", say("缩进与上下行不齐，或一行里有两个冒号（文字里的冒号用全角）")),
)
