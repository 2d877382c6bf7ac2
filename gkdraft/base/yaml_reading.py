"""YAML text to plain data in which every scalar is text, with the place of every key.

Only ruamel.yaml's parser is used: nothing is guessed (010000 stays a postcode), nothing can be
built by a tag or multiplied by an alias, and every event knows its line.
"""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
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

from gkdraft.base.bounds import DATA_FILE, KEYS, TEXT
from gkdraft.base.patterns import compile_late
from gkdraft.base.places import DataPath, Locus, Plain
from gkdraft.base.scalars import MARKS
from gkdraft.base.yaml_slips import (
    explain_error,
    explain_wide_space,
    find_cut,
    has_wide_space,
    is_wide_key,
)
from gkdraft.errors import InputError
from gkdraft.messages import say

DEEPEST = 60
_MARKS = compile_late("[\ue000-\ue00f]")  # what carries keys through templates

_BAD_CHARACTER = compile_late(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]"
)


@dataclass
class Parsed:
    """Data, the place of every key and item, keys that stood again, and what was not read in."""

    name: str
    data: Plain
    places: dict[DataPath, Locus] = field(default_factory=dict)
    repeated: dict[DataPath, int] = field(default_factory=dict)
    slips: dict[DataPath, str] = field(default_factory=dict)


def parse_yaml(text: str, name: str) -> Parsed:
    """Plain data of a YAML text. InputError, one line with its number, if it is none."""
    with _reading(text, name) as reader:
        reader.parsed.data = reader.document()
        return reader.parsed


def parse_keys(text: str, name: str, wanted: Collection[str]) -> dict[str, Plain]:
    """The values of some keys at the top of a YAML text, which is read no further than the last.

    InputError as for the whole, of what was read; nothing if it holds no keys.
    """
    with _reading(text, name) as reader:
        return reader.keys(wanted)


@contextmanager
def _reading(text: str, name: str) -> Iterator["_Reader"]:
    DATA_FILE.hold(len(text), name)
    if bad := _BAD_CHARACTER.search(text):
        line = text.count("\n", 0, bad.start()) + 1
        raise InputError(say("{name}:{line}: 有看不见的控制字符，请删去", name=name, line=line))
    try:
        events = iter(YAML(typ="safe").parse(text))
        yield _Reader(Parsed(name, None), events, text.splitlines())
    except MarkedYAMLError as error:
        raise InputError(say("{}:{}", name, explain_error(error, text))) from None
    except (YAMLError, ValueError, IndexError, AssertionError, AttributeError):
        raise InputError(say("{name}: 不是 YAML 数据文件，读不出来", name=name)) from None


class _Reader:
    """Builds plain data from parser events; nothing is resolved, aliases are refused."""

    def __init__(self, parsed: Parsed, events: Iterator[Any], lines: Sequence[str]) -> None:
        self.parsed = parsed
        self.events = events
        self.lines = lines
        self.count = 0

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

    def keys(self, wanted: Collection[str]) -> dict[str, Plain]:
        """The first values of some keys at the top."""
        found: dict[str, Plain] = {}
        begun = any(isinstance(event, DocumentStartEvent) for event in self.events)
        if not begun or not isinstance(next(self.events), MappingStartEvent):
            return found
        while len(found) < len(wanted):
            event = next(self.events)
            if isinstance(event, MappingEndEvent):
                break
            key = self.value(event, ("?",))
            value = self.value(next(self.events), ("?",))
            if isinstance(key, str) and key in wanted:
                found.setdefault(key, value)
        return found

    def value(self, event: Any, path: DataPath) -> Plain:
        if isinstance(event, AliasEvent) or getattr(event, "anchor", None):
            self.refuse(
                event, say("不支持 & 和 * 引用，请直接写出内容；文字以 & 或 * 开头的加双引号")
            )
        if len(path) > DEEPEST:
            self.refuse(event, say("层次太深，请检查方括号和缩进"))
        self.count += 1
        KEYS.hold(self.count, self.parsed.name)
        if isinstance(event, MappingStartEvent):
            return self.mapping(path)
        if isinstance(event, SequenceStartEvent):
            return self.sequence(path)
        return self.scalar(event, path)

    def scalar(self, event: Any, path: DataPath) -> str | None:
        value = str(event.value)
        if len(value) > TEXT.most:
            self.refuse(event, TEXT.said)
        if _BAD_CHARACTER.search(value):
            self.refuse(event, say("有看不见的控制字符，请删去"))
        if MARKS.search(value):
            self.refuse(event, say("有无法识别的字符（多为造字），请删去后重新输入"))
        # `null` without quotation marks is what other programs write for nothing
        if event.implicit[0]:
            self.find_slips(event, value, path)
        nothing = value == "null" and event.implicit[0]
        if nothing or not value:
            return None
        return value

    def find_slips(self, event: Any, value: str, path: DataPath) -> None:
        """What was typed without quotation marks and reads as something else."""
        start, end = event.start_mark, event.end_mark
        if end.line >= len(self.lines):
            return
        # a text over several lines: only the last one can be cut off
        column = start.column if start.line == end.line else 0
        if cut := find_cut(value, self.lines[end.line], column, end.column):
            self.parsed.slips[path] = cut
        key = self.parsed.places.get(path)
        # a key typed below another with a ： is that one's text: its own line is the place
        if key and key.line <= start.line and is_wide_key(value):
            self.parsed.places[path] = self.locus(event)

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
            if has_wide_space(name):
                self.refuse(event, explain_wide_space(self.lines[place.line - 1]))
            here = (*path, name)
            reader = self
            if name in data:
                self.parsed.repeated[here] = place.line
                reader = _Reader(Parsed(self.parsed.name, None), self.events, self.lines)
                reader.count = self.count
            else:
                self.parsed.places[here] = place
            value = reader.value(next(self.events), here)
            data.setdefault(name, value)
        return data

    def locus(self, event: Any) -> Locus:
        return Locus(self.parsed.name, event.start_mark.line + 1, event.start_mark.column + 1)

    def refuse(self, event: Any, why: str) -> NoReturn:
        raise InputError(say("{}:{}: {}", self.parsed.name, event.start_mark.line + 1, why))
