"""The 对照表 as a workbook: a sheet for each notice, in which people go on working."""

import re
from collections.abc import Iterator, Sequence

from gkdraft.layout.resources import Resources
from gkdraft.prose.coverage import TaskCoverage
from gkdraft.prose.coverage_table import (
    GAP,
    HEADS,
    CoveragePart,
    CoverageRow,
    list_parts,
    name_table,
)
from gkdraft.prose.document import Document
from gkdraft.render.workbook import Content, Sheet, SheetCell, render_workbook

WIDTHS = (9.0, 34.0, 20.0, 14.0, 48.0, 18.0, 24.0)
"""Characters."""
HEAD = 3
"""The row of the column heads; those down to it come again on each page."""
LONGEST_NAME = 28
"""Characters of the name of a sheet, which has 31 and may need a number."""
MOST_DIGITS = 6

_FORBIDDEN = re.compile(r"[\\/*?:\[\]']")


def render_coverage_book(
    found: Sequence[TaskCoverage], document: Document, resources: Resources
) -> bytes:
    """The bytes of an .xlsx."""
    title = "".join(name_table(document))
    sheets: list[Sheet] = []
    for part in list_parts(found):
        name = _name_sheet(part.title, [sheet.title for sheet in sheets])
        cells = tuple(_list_cells(title, part))
        sheet = Sheet(name, cells, WIDTHS, landscape=True, repeated=HEAD, protected=False)
        sheets.append(sheet)
    return render_workbook(sheets, title, resources)


def _name_sheet(title: str, taken: Sequence[str]) -> str:
    """The title of the notice, as far as the name of a sheet can hold it."""
    name = _FORBIDDEN.sub("_", title.strip("《》"))[:LONGEST_NAME].strip() or "要点"
    number = 1
    made = name
    # to Excel A and a are one name
    while made.casefold() in map(str.casefold, taken):
        number += 1
        made = f"{name}{number}"
    return made


def _list_cells(title: str, part: CoveragePart) -> Iterator[SheetCell]:
    """Title, notice and how it stands, heads, then the tasks below their groups."""
    width = len(HEADS)
    yield SheetCell(1, 1, title, "title", width)
    yield SheetCell(2, 1, f"{part.heading}　{part.summary}", "line", width)
    for column, head in enumerate(HEADS, 1):
        yield SheetCell(HEAD, column, head, "head")
    row = HEAD
    for name, members in part.groups:
        if name:
            row += 1
            yield SheetCell(row, 1, name, "group", width)
        for member in members:
            row += 1
            yield from _list_row(row, member)


def _list_row(row: int, member: CoverageRow) -> Iterator[SheetCell]:
    """What is open has the colour of what is to be filled in."""
    yield SheetCell(row, 1, _read_number(member.number), "center")
    for column, text in enumerate(member[1:], 2):
        yield SheetCell(row, column, text or None, "text" if GAP in text else "label")


def _read_number(text: str) -> Content:
    """7 as a number: of digits that are a text Excel complains."""
    is_count = text.isdecimal() and len(text) <= MOST_DIGITS and str(int(text)) == text
    return int(text) if is_count else text or None
