"""Patching a data file: a word in the place of another, everything around it byte for byte.

What cannot be patched so is set by reading and writing YAML anew (yaml_editing.py), which keeps
comments and order but not how a person aligned values or broke a long row.
"""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import MappingNode, ScalarNode, SequenceNode

from gkdraft.base.patterns import compile_late
from gkdraft.base.places import DataPath, Plain

# 120, 4.25万, 98期: nothing of it means anything to YAML
_WORD = compile_late(r"[\w+][\w.%]*")
_QUOTES = ("'", '"')

Changes = Mapping[DataPath, Plain]


class _Span(NamedTuple):
    """A part of the text, and what stands there now."""

    start: int
    end: int
    text: str


def compose_nodes(text: str) -> Any:
    """The nodes of a text, with their places; None if it is no YAML."""
    try:
        return YAML(typ="safe").compose(text)
    except YAMLError:
        return None


def patch_words(text: str, root: Any, values: Changes) -> tuple[str, dict[DataPath, Plain]]:
    """The text, whose nodes are below `root`, with all words that can be put in their place, and
    the changes that are left.
    """
    left: dict[DataPath, Plain] = {}
    spans: dict[DataPath, _Span] = {}
    for path, value in values.items():
        span = _find_span(text, find_node(root, path), value)
        is_below = any(path[:depth] in values for depth in range(1, len(path)))
        if span is None or is_below:
            left[path] = value
        else:
            spans[path] = span
    for span in sorted(spans.values(), key=lambda one: -one.start):
        text = text[: span.start] + span.text + text[span.end :]
    return text, left


def find_node(node: Any, path: DataPath) -> Any:
    """The node of a place; None where there is none, or the key stands there twice."""
    for part in path:
        if isinstance(node, MappingNode):
            found = list(_list_values(node, part))
            node = found[0] if len(found) == 1 else None
        elif isinstance(node, SequenceNode) and isinstance(part, int) and part < len(node.value):
            node = node.value[part]
        else:
            return None
    return node


def _list_values(node: MappingNode, part: str | int) -> Iterator[Any]:
    for key, value in node.value:
        if isinstance(key, ScalarNode) and key.value == part:
            yield value


def _find_span(text: str, node: Any, value: Plain) -> _Span | None:
    """Where a word stands that another can take the place of."""
    if not isinstance(value, str) or not _WORD.fullmatch(value) or value.lower() == "null":
        return None
    if not isinstance(node, ScalarNode) or not node.value:
        return None
    start, end = node.start_mark.index, node.end_mark.index
    if node.style in _QUOTES:
        start, end = start + 1, end - 1
    # of several lines, or with anything that only YAML reads, it is more than a word
    if text[start:end] != node.value or "\n" in node.value:
        return None
    return _Span(start, end, value)
