"""Changing a data file: only the values that change, comments and hand edits stay."""

import io
import re
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import YAMLError
from ruamel.yaml.resolver import VersionedResolver
from ruamel.yaml.scalarstring import DoubleQuotedScalarString, LiteralScalarString

from gkdraft.base import yaml_comments
from gkdraft.base.places import DataPath, Plain, spell_path
from gkdraft.base.yaml_cutting import cut_items, find_left_out
from gkdraft.base.yaml_patching import compose_nodes, patch_words
from gkdraft.base.yaml_sections import Section, find_entry, find_section
from gkdraft.errors import InputError
from gkdraft.messages import say


class _AllText(VersionedResolver):
    """Leaves every scalar as text: a postcode keeps its zeros, `+5` its sign."""

    def resolve(self, kind: Any, value: Any, implicit: Any) -> Any:
        found = super().resolve(kind, value, implicit)
        if "scalar" in kind.__name__.lower():
            return self.DEFAULT_SCALAR_TAG
        return found


def change_values(text: str, name: str, values: Mapping[DataPath, Plain]) -> str:
    """The text with these keys set; None empties a key. InputError if a key has no place.

    A value may be a text, a row of numbers, or a mapping: what stood there is replaced.
    """
    root = compose_nodes(text)
    patched, left = cut_items(*patch_words(text, root, values))
    offset = find_offset(text)
    for key in dict.fromkeys(path[0] for path in left):
        changes = {path: value for path, value in left.items() if path[0] == key}
        # what stands around it is not touched
        root = root if patched == text else compose_nodes(patched)
        text = patched
        section = find_section(text, root, changes)
        below = {path[section.depth :]: value for path, value in changes.items()}
        changed = _change_section(section.cut_out(text), name, offset, below)
        patched = section.put_back(text, changed)
    return patched


def change_entry(text: str, name: str, offset: int, values: Mapping[DataPath, Plain]) -> str:
    """The same for the text of one entry, of which no part that holds all changes is kept apart;
    `offset` is that of the file.
    """
    patched, left = cut_items(*patch_words(text, compose_nodes(text), values))
    if not left:
        return patched
    whole = Section(0, len(patched))
    section = find_entry(patched, compose_nodes(patched), list(left)) or whole
    below = {path[section.depth :]: value for path, value in left.items()}
    changed = _change_section(section.cut_out(patched), name, offset, below)
    return section.put_back(patched, changed)


def _change_section(text: str, name: str, offset: int, values: Mapping[DataPath, Plain]) -> str:
    yaml = YAML()
    yaml.Resolver = _AllText
    yaml.preserve_quotes = True
    yaml.width = 10**6  # lines that a person wrote are not broken anew
    yaml.indent(mapping=2, sequence=2 + offset, offset=offset)
    try:
        data = yaml.load(text) or CommentedMap()
    except YAMLError:
        raise InputError(say("{name}: 不是 YAML 数据文件，没有改动", name=name)) from None
    loose: list[tuple[Any, str]] = []
    for path, value in values.items():
        if grown := _find_grown(data, path):
            loose.append((grown, yaml_comments.detach_comments(grown)))
        _set(data, path, value, name)
    for grown, comment in loose:
        yaml_comments.attach_comments(grown, comment)
    buffer = io.StringIO()
    yaml.dump(data, buffer)
    return buffer.getvalue()


def find_offset(text: str) -> int:
    """How far this person indents the dash of a list below its key."""
    found = re.search(r"^( *)[^\s#-][^\n]*:[ ]*\n(?: *#[^\n]*\n|[ ]*\n)*( *)- ", text, re.MULTILINE)
    if found:
        return max(0, len(found[2]) - len(found[1]))
    return 2


def _find_grown(data: Any, path: DataPath) -> Any:
    """What gets a new last key or item, below the file itself; None if nothing does."""
    for depth, part in enumerate(path):
        if isinstance(data, CommentedSeq) and part == len(data):
            return data
        if isinstance(data, CommentedMap) and part not in data:
            return data if depth else None
        if not isinstance(data, CommentedMap | CommentedSeq):
            return None
        data = _look_at(data, part)
    return None


def _set(data: Any, path: DataPath, value: Plain, name: str) -> None:
    for part, below in pairwise(path):
        data = _step_into(data, part, below, path, name)
    part = path[-1]
    if isinstance(data, CommentedSeq) and part == len(data):
        data.append(_compose_node(value))
    elif _has_place(data, part):
        _put(data, part, value)
    else:
        raise InputError(
            say("{name}: 没有 {key} 这个位置，没有改动", name=name, key=spell_path(path))
        )


def _step_into(data: Any, part: str | int, below: str | int, path: DataPath, name: str) -> Any:
    """What stands at a part of a path; what is not there yet is made for the part below."""
    if isinstance(data, CommentedMap) and not isinstance(part, str):
        raise InputError(
            say(
                "{name}: {key} 上面应写成列表（每项以“- ”开头），没有改动",
                name=name,
                key=spell_path(path),
            )
        )
    if isinstance(data, CommentedSeq) and part == len(data):
        data.append(None)
    if isinstance(data, CommentedMap | CommentedSeq) and not _look_at(data, part):
        data[part] = CommentedSeq() if isinstance(below, int) else CommentedMap()
    try:
        return data[part]
    except (LookupError, TypeError):
        raise InputError(
            say("{name}: 没有 {key} 这个位置，没有改动", name=name, key=spell_path(path))
        ) from None


def _has_place(data: Any, part: str | int) -> bool:
    if isinstance(data, CommentedSeq):
        return part in range(len(data))
    return isinstance(data, CommentedMap)


def _put(data: Any, part: str | int, value: Plain) -> None:
    """Sets what stands at a place; inside a mapping or row only what differs, comments stay."""
    old = _look_at(data, part)
    if isinstance(value, dict) and isinstance(old, CommentedMap):
        _change_mapping(old, value)
    elif isinstance(value, tuple) and isinstance(old, CommentedSeq) and _change_items(old, value):
        return
    elif value is None and isinstance(data, CommentedMap) and data.fa.flow_style():
        data.pop(part, None)  # between braces nothing can only be written as ''
    else:
        data[part] = _compose_node(value)


def _change_items(old: CommentedSeq, value: tuple[Plain, ...]) -> bool:
    """Changes as many items, or leaves some out; whether it is one of both."""
    if len(old) == len(value):
        for index, item in enumerate(value):
            _put(old, index, item)
        return True
    gone = find_left_out([_read_plain(item) for item in old], value)
    for index in reversed(gone):
        del old[index]
    return bool(gone)


def _read_plain(node: Any) -> Plain:
    if isinstance(node, CommentedMap):
        return {str(key): _read_plain(item) for key, item in node.items()}
    if isinstance(node, CommentedSeq):
        return tuple(map(_read_plain, node))
    return str(node) if node else None


def _change_mapping(old: CommentedMap, value: dict[str, Plain]) -> None:
    for key in list(old):
        if key not in value:
            del old[key]
    for key, item in value.items():
        _put(old, key, item)


def _look_at(data: Any, part: str | int) -> Any:
    """What stands at a key or number; something, if it can hold nothing."""
    if isinstance(data, CommentedMap):
        return data.get(part)
    if isinstance(part, int) and part < len(data):
        return data[part]
    return True


def _compose_node(value: Plain) -> Any:
    """A value as ruamel writes it: what is one line long in one line, prose as blocks."""
    if isinstance(value, dict):
        made: Any = CommentedMap((key, _compose_node(item)) for key, item in value.items())
    elif isinstance(value, tuple):
        made = CommentedSeq(_compose_node(item) for item in value)
    else:
        return _compose_scalar(value)
    if _is_row(value):
        made.fa.set_flow_style()
    return made


def _is_row(value: dict[str, Plain] | tuple[Plain, ...]) -> bool:
    """Whether all of it is numbers or short words: a row of a table."""
    cells: Iterable[Plain] = value
    if isinstance(value, dict):
        if _holds_mark("".join(value)):
            return False
        cells = value.values()
    return all(map(_is_short_word, cells))


def _is_short_word(cell: Plain) -> bool:
    return isinstance(cell, str) and len(cell) < SHORT and not _holds_mark(cell)


def _holds_mark(text: str) -> bool:
    return any(mark in text for mark in _MARKS + ",")


_MARKS = "\n#{}[]\"':"
SHORT = 20


def _compose_scalar(value: str | None) -> str:
    """Prose with line breaks, quotes or braces as a block: `第 #2` and `{{` survive.

    Nothing is written as an empty text, which the reader takes for nothing again.
    """
    if value is None:
        return ""
    if any(mark in value for mark in _MARKS):
        ended = value if value.endswith("\n") else f"{value}\n"
        block: str = LiteralScalarString(ended)
        return block
    if value == "null" or value.startswith("?"):
        quoted: str = DoubleQuotedScalarString(value)  # a word, not nothing and not a key
        return quoted
    return str.__str__(value)  # a message is kept as its text
