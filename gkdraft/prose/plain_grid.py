"""Plain tables: rows of texts as a grid, for documents that are no statutory form."""

from collections.abc import Iterable, Sequence

from gkdraft.prose.document import Align, Grid, GridCell


def compose_rows(
    name: str,
    widths: Sequence[float],
    rows: Iterable[Sequence[str]],
    head: Sequence[str] = (),
    roles: Sequence[Align] = (),
) -> Grid:
    """A table of texts, one a column; one with a `head` may go on over pages, the head again.

    A row of one text is the title of those below it, as wide as the table.
    `roles` are how the columns are set, to the left without them.
    """
    columns: Sequence[Align] = roles or ["label"] * len(widths)
    printed: list[tuple[GridCell, ...]] = []
    if head:
        above: list[Align] = ["header"] * len(widths)
        printed.append(_compose_row(head, above))
    for row in rows:
        printed.append(_compose_row(row, columns))
    return Grid(name, tuple(widths), tuple(printed), 1 if head else 0)


def _compose_row(texts: Sequence[str], roles: Sequence[Align]) -> tuple[GridCell, ...]:
    if len(texts) == 1 < len(roles):
        return (GridCell(" ".join(texts[0].split()), 0, len(roles), 1, "title"),)
    cells: list[GridCell] = []
    for column, (text, role) in enumerate(zip(texts, roles, strict=True)):
        # a table cell is one line, whatever somebody typed
        cells.append(GridCell(" ".join(text.split()), column, 1, 1, role))
    return tuple(cells)


def compose_blanks(
    name: str, widths: Sequence[float], labels: Sequence[str], height: float
) -> Grid:
    """One row of labels, each with an empty cell behind it, so many mm high: to be signed."""
    texts = [text for label in labels for text in (label, "")]
    row = [GridCell(text, column, 1, 1, "header") for column, text in enumerate(texts)]
    return Grid(name, tuple(widths), (tuple(row),), 0, (height,))
