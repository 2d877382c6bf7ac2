"""YAML text to plain data in which every scalar is text, with the place of every key.

ruamel.yaml's composer is used without its constructors: nothing is guessed (010000 stays a
postcode), nothing can be built by a tag, and every node knows its line.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from gkdraft.errors import InputError
from gkdraft.findings import Locus, Path

LARGEST_TEXT = 4 * 1024 * 1024
DEEPEST = 60

Plain = str | None | tuple["Plain", ...] | dict[str, "Plain"]

_WIDE_COLON = re.compile(r"^\s*(?:- +)?[^\s#：\"'{\[|>-][^#：:]{0,40}：")
_BAD_CHARACTER = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass
class Parsed:
    """Data, the place of every key and item, and keys that stood twice."""

    name: str
    data: Plain
    places: dict[Path, Locus] = field(default_factory=dict)
    repeated: list[Path] = field(default_factory=list)


def parse(text: str, name: str) -> Parsed:
    """Plain data of a YAML text. InputError, one line with its number, if it is none."""
    if len(text) > LARGEST_TEXT:
        raise InputError(f"{name}: 文件超过 4 MB，不像是数据文件")
    if bad := _BAD_CHARACTER.search(text):
        raise InputError(
            f"{name}:{text.count(chr(10), 0, bad.start()) + 1}: 有看不见的控制字符，请删去"
        )
    try:
        root = YAML(typ="safe", pure=True).compose(text)
    except MarkedYAMLError as error:
        raise InputError(f"{name}:{_explain(error, text)}") from None
    except (RecursionError, YAMLError, ValueError, IndexError, AssertionError) as error:
        detail = "层次太深" if isinstance(error, RecursionError) else "不是 YAML 数据文件"
        raise InputError(f"{name}: {detail}，读不出来；可对照 docs/数据文件.md 的样例") from None
    parsed = Parsed(name, None)
    parsed.data = _Reader(parsed).plain(root, ()) if root is not None else None
    return parsed


class _Reader:
    """Walks the node graph once; a node met twice is an alias."""

    def __init__(self, parsed: Parsed) -> None:
        self.parsed = parsed
        self.seen: set[int] = set()

    def plain(self, node: Node, path: Path) -> Plain:
        if id(node) in self.seen or len(path) > DEEPEST:
            problem = "层次太深" if len(path) > DEEPEST else "不支持 & 和 * 引用"
            raise InputError(
                f"{self.parsed.name}:{node.start_mark.line + 1}: {problem}，请直接写出内容"
            )
        self.seen.add(id(node))
        if isinstance(node, MappingNode):
            return self.mapping(node, path)
        if isinstance(node, SequenceNode):
            return tuple(self.item(child, (*path, i)) for i, child in enumerate(node.value))
        return None if node.value == "" else str(node.value)

    def item(self, node: Node, path: Path) -> Plain:
        self.parsed.places[path] = self.locus(node)
        return self.plain(node, path)

    def mapping(self, node: MappingNode, path: Path) -> dict[str, Plain]:
        data: dict[str, Plain] = {}
        for key_node, value_node in node.value:
            key = key_node.value if isinstance(key_node, ScalarNode) else "{…}"
            here = (*path, key)
            if key in data:
                self.parsed.repeated.append(here)
                continue
            self.parsed.places[here] = self.locus(key_node)
            data[key] = self.plain(value_node, here)
        return data

    def locus(self, node: Node) -> Locus:
        return Locus(self.parsed.name, node.start_mark.line + 1, node.start_mark.column + 1)


def _explain(error: MarkedYAMLError, text: str) -> str:
    """`line: what is wrong, what to do` for the slips people make."""
    mark = error.problem_mark or error.context_mark
    number = mark.line if mark else 0
    lines = text.splitlines()
    problem = str(error.problem or "")
    for guess in _GUESSES:
        if found := guess(lines, number, problem):
            return found
    near = lines[number].strip()[:20] if number < len(lines) else ""
    return f"{number + 1}: 格式不对{f'（“{near}”附近）' if near else ''}，请检查缩进、引号和冒号"


def _tab(lines: list[str], number: int, _problem: str) -> str:
    for index in _nearby(number, lines):
        if "\t" in lines[index][: len(lines[index]) - len(lines[index].lstrip())]:
            return f"{index + 1}: 行首有 Tab，缩进只能用空格"
    return ""


def _wide_colon(lines: list[str], number: int, _problem: str) -> str:
    for index in _nearby(number, lines):
        if wide_colon(lines[index]):
            key = lines[index].strip().removeprefix("- ").partition("：")[0]
            return f"{index + 1}: “{key}：”用了全角冒号，请改成半角冒号加空格“{key}: ”"
    return ""


def _unclosed(_lines: list[str], number: int, problem: str) -> str:
    if "flow" in problem or "expected ','" in problem:
        return f"{number + 1}: 花括号或方括号没有成对，或各项之间少了半角逗号"
    if "quoted scalar" in problem or "end of stream" in problem:
        return f"{number + 1}: 引号没有成对"
    return ""


def _indent(_lines: list[str], number: int, problem: str) -> str:
    if "did not find expected" in problem or "mapping values are not allowed" in problem:
        return f"{number + 1}: 缩进与上下行不齐，或一行里有两个冒号（文字里的冒号请用全角）"
    if "could not find expected ':'" in problem:
        return f"{number}: 键后面少了半角冒号和空格"
    return ""


def _special(_lines: list[str], number: int, problem: str) -> str:
    if "cannot start any token" in problem or "undefined alias" in problem:
        return f"{number + 1}: 行首或值里有特殊符号（@ ` % & * 等），请给整个值加上双引号"
    if "expected a single document" in str(problem) or "document" in problem:
        return f"{number + 1}: 一个文件只能有一份数据，请删去“---”以后的部分"
    return ""


_GUESSES: tuple[Callable[[list[str], int, str], str], ...] = (
    _tab, _wide_colon, _unclosed, _indent, _special,
)  # fmt: skip


def _nearby(number: int, lines: list[str]) -> Iterator[int]:
    """The line YAML complains of and the two above: it often notices a line too late."""
    return (index for index in (number, number - 1, number - 2) if 0 <= index < len(lines))


def wide_colon(line: str) -> bool:
    """Whether a line looks like `键：值` with the full-width colon."""
    return bool(_WIDE_COLON.match(line))


def as_any(data: Plain) -> Any:
    """Plain data for pydantic, which wants no recursive type."""
    return data
