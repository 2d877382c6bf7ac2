"""Heads of columns as running text: in the orders people write them, or wrapped over lines."""

from collections import Counter
from collections.abc import Iterator, Sequence

from gkdraft.layout.form import FormNode
from gkdraft.layout.labels import BlockLabels
from gkdraft.reading.published.text_strip import normalise_text


def ends_with_heads(text: str, block: BlockLabels) -> bool:
    """Whether a text ends with a block's heads and nothing else, the corner's remark aside.

    宿迁 2024 wraps the heads of table three over six lines, 建平 2025 in bars over two.
    """
    letters = keep_letters(text)
    corner = keep_letters(block.block.corner)
    heads = "".join(node.text for node in walk_nodes(block.block.columns))
    wanted = Counter(keep_letters(heads))
    size = wanted.total()
    within = letters[-size - len(corner) :].replace(corner, "") if corner else letters
    for found in (letters[-size:], within[-size:]):
        if Counter(found) == wanted:
            return _are_in_order(found, block)
    return False


def list_orders(block: BlockLabels) -> Iterator[list[FormNode]]:
    """Row by row as in the form, group by group, and groups before all the rest."""
    level = list(block.block.columns)
    by_row: list[FormNode] = []
    while level:
        by_row += level
        below: list[FormNode] = []
        for node in level:
            below += node.children
        level = below
    # the 15 dumps in the corpus go row by row; what Word or a PDF gives may go down each group
    by_group = list(walk_nodes(block.block.columns))
    yield by_row
    yield by_group
    groups = [node for node in by_row if node.children]
    yield groups + [node for node in by_group if not node.children]


def measure_heads(block: BlockLabels) -> int:
    """Characters that a block's heads and corner have at most, with marks and spaces between."""
    heads = sum(len(node.text) for node in walk_nodes(block.block.columns))
    return 2 * (heads + len(block.block.corner))


def keep_letters(text: str) -> str:
    """A text without marks and spaces, in one way of writing."""
    return "".join(char for char in normalise_text(text) if char.isalnum())


def walk_nodes(nodes: Sequence[FormNode]) -> Iterator[FormNode]:
    """Heads, each before those below it."""
    for node in nodes:
        yield node
        yield from walk_nodes(node.children)


def _are_in_order(text: str, block: BlockLabels) -> bool:
    """Whether the heads of one group come one after the other, by how they begin."""
    # no document needs it yet: the same letters in another order are other columns
    groups: dict[tuple[str, ...], list[int]] = {}
    for node in walk_nodes(block.block.columns):
        if node.children:
            text = text.replace(keep_letters(node.text), "", 1)
    for label in block.columns:
        position = text.find(keep_letters(label.text)[:2])
        groups.setdefault(label.above, []).append(position)
    return all(positions == sorted(positions) for positions in groups.values())
