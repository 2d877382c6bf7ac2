"""Changing a data file: only the values that change, comments and hand edits stay."""

import io
import re
from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import YAMLError
from ruamel.yaml.resolver import VersionedResolver
from ruamel.yaml.scalarstring import LiteralScalarString

from gkdraft.errors import InputError
from gkdraft.findings import Path, dotted


class _AllText(VersionedResolver):
    """Leaves every scalar as text: a postcode keeps its zeros, `+5` its sign."""

    def resolve(self, kind: Any, value: Any, implicit: Any) -> Any:
        found = super().resolve(kind, value, implicit)
        return self.DEFAULT_SCALAR_TAG if "scalar" in kind.__name__.lower() else found


def change(text: str, name: str, values: Mapping[Path, str | None]) -> str:
    """The text with these keys set; None empties a key. InputError if a key has no place."""
    yaml = YAML()
    yaml.Resolver = _AllText
    yaml.preserve_quotes = True
    yaml.width = 10**6
    offset = _offset(text)
    yaml.indent(mapping=2, sequence=2 + offset, offset=offset)
    try:
        data = yaml.load(text) or CommentedMap()
    except YAMLError:
        raise InputError(f"{name}: 不是 YAML 数据文件，没有改动") from None
    for path, value in values.items():
        _set(data, path, value, name)
    buffer = io.StringIO()
    yaml.dump(data, buffer)
    return buffer.getvalue()


def _offset(text: str) -> int:
    """How far this person indents the dash of a list below its key."""
    found = re.search(r"^( *)[^\s#-][^\n]*:[ ]*\n(?: *#[^\n]*\n|[ ]*\n)*( *)- ", text, re.MULTILINE)
    return max(0, len(found[2]) - len(found[1])) if found else 2


def _set(data: Any, path: Path, value: str | None, name: str) -> None:
    for part, below in pairwise(path):
        if isinstance(data, CommentedMap) and not data.get(part):
            data[part] = CommentedSeq() if isinstance(below, int) else CommentedMap()
        try:
            data = data[part]
        except (LookupError, TypeError):
            raise InputError(f"{name}: 没有 {dotted(path)} 这个位置，没有改动") from None
    if isinstance(data, CommentedSeq) and path[-1] == len(data):
        data.append(_scalar(value))
    elif isinstance(data, CommentedMap | CommentedSeq):
        data[path[-1]] = _scalar(value)
    else:
        raise InputError(f"{name}: 没有 {dotted(path)} 这个位置，没有改动")


def _scalar(value: str | None) -> str | None:
    """Prose with line breaks, quotes or braces as a block: `第 #2` and `{{` survive."""
    if value is not None and any(mark in value for mark in "\n#{}[]\"':"):
        block: str = LiteralScalarString(value if value.endswith("\n") else value + "\n")
        return block
    return value
