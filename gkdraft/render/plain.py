"""The .txt: one line a paragraph, one line a table row, cells between bars. Made for diffs."""

from gkdraft.document import Block, Document, Grid, Title, plain
from gkdraft.resources import Resources
from gkdraft.typography import Typography


def render(document: Document, style: Typography, resources: Resources) -> bytes:
    """The text in UTF-8; a merged cell's text stands in its first row and column only."""
    return "\n".join(_text(block) for block in document.blocks).encode() + b"\n"


def _text(block: Block) -> str:
    if isinstance(block, Title):
        return "".join(block.parts) + "\n"
    if isinstance(block, Grid):
        return "\n".join(_row(block, index) for index in range(len(block.rows)))
    return plain(block.runs)


def _row(grid: Grid, index: int) -> str:
    cells = [text for cell in grid.rows[index] for text in (cell.text, *[""] * (cell.colspan - 1))]
    return "| " + " | ".join(cells) + " |"
