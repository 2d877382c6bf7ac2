"""Markdown: a document for a terminal, a mail or a ticket; merged cells stay empty."""

from gkdraft.base.patterns import compile_late
from gkdraft.prose.coverage import escape_cell
from gkdraft.prose.document import Block, Document, Grid, GridCell, Heading, Title, plain_text

# what would begin a heading, a list, a quotation or code at the head of a line
_MARK = compile_late(r"^\s*([#>*+`~-]|\d+[.)](?=\s))")


def render_markdown(document: Document) -> str:
    """The text, its blocks apart by empty lines."""
    return "\n\n".join(map(_render_block, document.blocks)) + "\n"


def _render_block(block: Block) -> str:
    if isinstance(block, Title):
        return f"# {_escape_line(''.join(block.parts))}"
    if isinstance(block, Heading):
        return f"{'#' * (block.level + 1)} {_escape_line(plain_text(block.runs))}"
    if isinstance(block, Grid):
        return _render_grid(block)
    return _MARK.sub(r"\\\1", _escape_line(plain_text(block.runs)))


def _escape_line(text: str) -> str:
    return " ".join(text.split()).replace("\\", "\\\\").replace("<", "&lt;")


def _render_grid(grid: Grid) -> str:
    """A table; without a head of its own it gets an empty one, which markdown asks for."""
    count = len(grid.widths)
    lines = list(map(_render_row, grid.rows))
    if not grid.header_rows:
        lines.insert(0, _join_cells([""] * count))
    lines.insert(1, _join_cells(["---"] * count))
    return "\n".join(lines)


def _render_row(row: tuple[GridCell, ...]) -> str:
    texts: list[str] = []
    for cell in row:
        texts += [escape_cell(cell.words), *[""] * (cell.colspan - 1)]
    return _join_cells(texts)


def _join_cells(texts: list[str]) -> str:
    return f"| {' | '.join(texts)} |"
