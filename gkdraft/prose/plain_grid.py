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
    cells: list[GridCell] = []
    for column, (text, role) in enumerate(zip(texts, roles, strict=True)):
        # a table cell is one line, whatever somebody typed
        cells.append(GridCell(" ".join(text.split()), column, 1, 1, role))
    return tuple(cells)


def compose_blanks(name: str, widths: Sequence[float], labels: Sequence[str], lines: int) -> Grid:
    """One row of labels, each with an empty cell behind it, so many lines high: to be signed."""
    texts = [text for label in labels for text in (label, "")]
    rows: list[tuple[GridCell, ...]] = []
    for line in range(lines):
        row: list[GridCell] = []
        for column, text in enumerate(texts):
            shown = "" if line else text
            row.append(GridCell(shown, column, 1, lines, "header", continues=line > 0))
        rows.append(tuple(row))
    return Grid(name, tuple(widths), tuple(rows), 0)
