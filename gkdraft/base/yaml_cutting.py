"""Cutting items out of a list of a data file: their lines go, all others stay byte for byte.

A list that is to hold what it holds, but for some items, is changed so; the comments beside and
within an item go with it, those between items stay. A list between brackets, and what else this
cannot do, is left to yaml_editing.py.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from ruamel.yaml.nodes import MappingNode, ScalarNode, SequenceNode

from gkdraft.base.patterns import compile_late
from gkdraft.base.places import DataPath, Plain
from gkdraft.base.yaml_patching import compose_nodes, find_node

# the dash of an item, and what may stand between it and what the item holds
_DASH = compile_late(r"[ ]*-[ ]*(?:#[^\n]*)?\n?\Z")

Changes = Mapping[DataPath, Plain]


def find_left_out(items: Sequence[Plain], value: Plain) -> list[int]:
    """The numbers of the items that a list no longer holds; none if it is another list."""
    left = list(value) if isinstance(value, tuple) else None
    if left is None or len(left) >= len(items):
        return []
    gone = []
    for number, item in enumerate(items):
        if left and _strip(left[0]) == _strip(item):
            left.pop(0)
        else:
            gone.append(number)
    return [] if left else gone


def _strip(value: Plain) -> Plain:
    """A value as it is compared: the end of a block of text and empty keys count for nothing."""
    if isinstance(value, dict):
        return {key: _strip(item) for key, item in value.items()}
    if isinstance(value, tuple):
        return tuple(map(_strip, value))
    return (value or "").rstrip("\n") or None


def cut_items(text: str, values: Changes) -> tuple[str, dict[DataPath, Plain]]:
    """The text without the items that lists no longer hold, and the changes that are left."""
    left: dict[DataPath, Plain] = {}
    for path, value in values.items():
        # of a list that is emptied nothing is left but its key
        items = () if value is None else value
        made = _cut(text, path, items) if isinstance(items, tuple) else text
        if made == text:
            left[path] = value
        text = made
    return text, left


def _cut(text: str, path: DataPath, value: Plain) -> str:
    """The text with one list so; as it was if that cannot be done or would not read so."""
    node = _compose(text, path)
    if not isinstance(node, SequenceNode) or node.flow_style:
        return text
    made = text
    for number in reversed(find_left_out([read_node(item) for item in node.value], value)):
        lines = _find_lines(text, node.value[number])
        if lines is None:
            return text
        made = made[: lines[0]] + made[lines[1] :]
    after = _compose(made, path)
    held = read_node(after) if after is not None else None
    return made if _strip(held or ()) == _strip(value) else text


def _compose(text: str, path: DataPath) -> Any:
    return find_node(compose_nodes(text), path)


def read_node(node: Any) -> Plain:
    """What a node holds, as plain data."""
    if isinstance(node, MappingNode):
        return {str(key.value): read_node(value) for key, value in node.value}
    if isinstance(node, SequenceNode):
        return tuple(read_node(item) for item in node.value)
    return node.value or None


def _find_lines(text: str, item: Any) -> tuple[int, int] | None:
    """Where the lines of an item begin and end, from its dash on; None if they are not its own."""
    start = item.start_mark.index
    dash = text.rfind("-", 0, start)
    begin = text.rfind("\n", 0, dash) + 1
    if dash < 0 or not _DASH.fullmatch(text[begin:start]):
        return None
    # a block of text ends with the empty lines behind it
    last = len(text[: _find_end(item)].rstrip())
    return begin, text.find("\n", last) + 1 or len(text)


def _find_end(node: Any) -> int:
    """The last character of a node; of a block it is that of what stands last in it."""
    if isinstance(node, ScalarNode) or node.flow_style or not node.value:
        return int(node.end_mark.index)
    last = node.value[-1]
    return _find_end(last[1] if isinstance(node, MappingNode) else last)
