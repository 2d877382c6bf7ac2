"""Comments behind the last entry of a block, which introduce what follows the block.

ruamel.yaml hangs them on the last leaf: a new entry would come after them. They are taken off
before something is added and hung on the new last leaf.
"""

from typing import Any

from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import CommentMark
from ruamel.yaml.scalarstring import LiteralScalarString
from ruamel.yaml.tokens import CommentToken

_BLOCKS = CommentedMap | CommentedSeq


def detach_comments(node: Any) -> str:
    """Takes off the lines behind a block; a comment beside its last leaf stays there."""
    holder, key, slot = _find_last_leaf(node)
    items = holder.ca.items.get(key) if holder is not None else None
    if not items or not isinstance(items[slot], CommentToken):
        return ""
    token = items[slot]
    # behind a block of text ruamel keeps no comment beside it: all of it is below
    beside, below = "", token.value
    if not _is_block_text(holder[key]):
        beside, _end, below = token.value.partition("\n")
    items[slot] = CommentToken(f"{beside}\n", token.start_mark, None) if beside else None
    return str(below)


def attach_comments(node: Any, below: str) -> None:
    """Hangs the lines behind a block on its last leaf."""
    holder, key, slot = _find_last_leaf(node)
    if not below or holder is None:
        return
    items = holder.ca.items.setdefault(key, [None] * 4)
    beside = items[slot].value.rstrip("\n") if items[slot] else ""
    text = below if _is_block_text(holder[key]) else f"{beside}\n{below}"
    items[slot] = CommentToken(text, CommentMark(0), None)


def _find_last_leaf(node: Any) -> tuple[Any, Any, int]:
    """Where the last leaf of a block stands: its holder, its key, and the slot of its comment."""
    found: tuple[Any, Any, int] = (None, None, 0)
    while isinstance(node, _BLOCKS) and len(node) and not node.fa.flow_style():
        is_map = isinstance(node, CommentedMap)
        key = next(reversed(node)) if is_map else len(node) - 1
        slot = 2 if is_map else 0  # where ruamel hangs what stands behind a value
        found = (node, key, slot)
        node = node[key]
    return found


def _is_block_text(value: Any) -> bool:
    return isinstance(value, LiteralScalarString)
