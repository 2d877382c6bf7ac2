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
    found = letters[-wanted.total() :]
    if Counter(found) != wanted:
        # the corner wraps beside the heads, line by line (PDF of a town 2023, as text)
        found = letters[-wanted.total() - len(corner) :]
        if Counter(found) != wanted + Counter(corner):
            return False
        found = _take_away(found, corner)
    return _are_in_order(found, block)


def _take_away(text: str, corner: str) -> str:
    """The letters of a text that are not those of the corner, in order."""
    left: list[str] = []
    spare = Counter(corner)
    # from the end: the corner begins above the heads
    for letter in text:
        if spare[letter]:
            spare[letter] -= 1
        else:
            left.append(letter)
    return "".join(left)


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
        # 自 over 然 over 人: a narrow head has a letter a line
        name = keep_letters(label.text)
        position = text.find(name[:2])
        groups.setdefault(label.above, []).append(
            position if position >= 0 else text.find(name[:1])
        )
    return all(positions == sorted(positions) for positions in groups.values())
