"""YAML text to plain data in which every scalar is text, with the place of every key.

Only ruamel.yaml's parser is used: nothing is guessed (010000 stays a postcode), nothing can be
built by a tag or multiplied by an alias, and every event knows its line.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NoReturn

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from gkdraft.base.places import DataPath, Locus, Plain
from gkdraft.base.scalars import MARKS
from gkdraft.errors import InputError
from gkdraft.messages import say

LARGEST_TEXT = 4 * 1024 * 1024
DEEPEST = 60
_MARKS = re.compile("[\ue000-\ue005]")  # what carries keys through templates

# 名称：江临市 at the head of an entry; behind a quote, a bracket or # a ： is text
_WIDE_COLON = re.compile(r"^\s*(?:- +)?[^\s#：\"'{\[|>-][^#：:]{0,40}：")
_BAD_CHARACTER = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass
class Parsed:
    """Data, the place of every key and item, and keys that stood again with that line."""

    name: str
    data: Plain
    places: dict[DataPath, Locus] = field(default_factory=dict)
    repeated: dict[DataPath, int] = field(default_factory=dict)


def parse_yaml(text: str, name: str) -> Parsed:
    """Plain data of a YAML text. InputError, one line with its number, if it is none."""
    if len(text) > LARGEST_TEXT:
        raise InputError(say("{name}: 文件超过 4 MB，不像是数据文件", name=name))
    if bad := _BAD_CHARACTER.search(text):
        line = text.count("\n", 0, bad.start()) + 1
        raise InputError(say("{name}:{line}: 有看不见的控制字符，请删去", name=name, line=line))
    parsed = Parsed(name, None)
    try:
        events = iter(YAML(typ="safe").parse(text))
        parsed.data = _Reader(parsed, events).document()
    except MarkedYAMLError as error:
        raise InputError(say("{}:{}", name, _explain(error, text))) from None
    except (YAMLError, ValueError, IndexError, AssertionError, AttributeError):
        raise InputError(say("{name}: 不是 YAML 数据文件，读不出来", name=name)) from None
    return parsed


class _Reader:
    """Builds plain data from parser events; nothing is resolved, aliases are refused."""

    def __init__(self, parsed: Parsed, events: Iterator[Any]) -> None:
        self.parsed = parsed
        self.events = events

    def document(self) -> Plain:
        data: Plain = None
        documents = 0
        for event in self.events:
            if isinstance(event, DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self.refuse(event, say("一个文件只能有一份数据，请删去“---”以后的部分"))
                data = self.value(next(self.events), ())
        return data

    def value(self, event: Any, path: DataPath) -> Plain:
        if isinstance(event, AliasEvent) or getattr(event, "anchor", None):
            self.refuse(
                event, say("不支持 & 和 * 引用，请直接写出内容；文字以 & 或 * 开头的加双引号")
            )
        if len(path) > DEEPEST:
            self.refuse(event, say("层次太深，请检查方括号和缩进"))
        if isinstance(event, MappingStartEvent):
            return self.mapping(path)
        if isinstance(event, SequenceStartEvent):
            return self.sequence(path)
        return self.scalar(event)

    def scalar(self, event: Any) -> str | None:
        value = str(event.value)
        if _BAD_CHARACTER.search(value):
            self.refuse(event, say("有看不见的控制字符，请删去"))
        if MARKS.search(value):
            self.refuse(event, say("有无法识别的字符（多为造字），请删去后重新输入"))
        # `null` without quotation marks is what other programs write for nothing
        nothing = value == "null" and event.implicit[0]
        if nothing or not value:
            return None
        return value

    def sequence(self, path: DataPath) -> tuple[Plain, ...]:
        items: list[Plain] = []
        while not isinstance(event := next(self.events), SequenceEndEvent):
            here = (*path, len(items))
            self.parsed.places[here] = self.locus(event)
            items.append(self.value(event, here))
        return tuple(items)

    def mapping(self, path: DataPath) -> dict[str, Plain]:
        data: dict[str, Plain] = {}
        while not isinstance(event := next(self.events), MappingEndEvent):
            place = self.locus(event)
            key = self.value(event, (*path, "?"))
            name = key if isinstance(key, str) else "{…}"
            here = (*path, name)
            reader = self
            if name in data:
                self.parsed.repeated[here] = place.line
                reader = _Reader(Parsed(self.parsed.name, None), self.events)
            else:
                self.parsed.places[here] = place
            value = reader.value(next(self.events), here)
            data.setdefault(name, value)
        return data

    def locus(self, event: Any) -> Locus:
        return Locus(self.parsed.name, event.start_mark.line + 1, event.start_mark.column + 1)

    def refuse(self, event: Any, why: str) -> NoReturn:
        raise InputError(say("{}:{}: {}", self.parsed.name, event.start_mark.line + 1, why))


def _explain(error: MarkedYAMLError, text: str) -> str:
    """`line: what is wrong, what to do` for the slips people make."""
    lines = text.splitlines()
    mark, opened = error.problem_mark or error.context_mark, error.context_mark
    number = min(mark.line if mark else 0, max(len(lines) - 1, 0))
    if opened and "flow" in str(error.context):
        number = min(opened.line, number)  # an open bracket is noticed lines later
    return (
        _find_slip(lines, number)
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
        for pattern, hint in _SLIPS:
            if index < len(lines) and pattern.search(lines[index]):
                return say("{}: {}", index + 1, hint)
    return ""


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


# slips that show in the line itself; YAML often notices them a line or two later
_SLIPS = [
    (re.compile(pattern), hint)
    for pattern, hint in (
        (r"^ *\t", say("行首有 Tab，缩进只能用空格")),
        (r"^ *\u3000", say("行首有全角空格，缩进只能用半角空格")),
        (_WIDE_COLON.pattern, say("键后面用了全角冒号，请改成半角冒号加空格")),
        (r"^ *－", say("列表的“-”要用半角，后面空一格")),
        (r"^ *-[^\s-]", "“-”后面要空一格"),
        (r": +\{\{", say("值以 {{ 开头时要给整个值加上双引号，或用 | 另起一行")),
        (r": +-\s*$", say("“-”不是数：没有就写 0，不知道就空着")),
        (r"[\[{][^\]}]*，", "方括号、花括号里的逗号要用半角"),
        (r"\{[^}]*：", say("花括号里的冒号要用半角，后面空一格")),
        (r"[{,] *[^\s:{},\"']+:[^\s/,}]", "花括号里的冒号后面要空一格"),
        (r"\{[^}]*://", "花括号里的网址要加双引号"),
        (r": +[@`%&*]", "值以 @ ` % & * 开头时要加双引号"),
        (
            r": +(\"[^\"]*\"|'[^']*')[^\s#,}\]]",
            say("引号后面还有文字，请给整个值加引号，文字里的用“ ”"),
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
