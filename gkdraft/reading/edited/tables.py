"""A table while it is read, and its cells' places in the grid."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from gkdraft.messages import say
from gkdraft.reading.documents.flow import MOST_COLUMNS, Span, build_table, lay_out
from gkdraft.reading.documents.word import list_row_places
from gkdraft.reading.documents.word_blocks import Box, Boxes
from gkdraft.reading.edited.drafts import Draft, Remark
from gkdraft.reading.edited.model import EditedCell, EditedTable

if TYPE_CHECKING:
    from lxml import etree


@dataclass(slots=True)
class TableDraft:
    """A table while it is read: its rows, and the paragraphs of each cell."""

    number: int
    element: int
    rows: list[list[Box]]
    paragraphs: "dict[etree._Element, list[Draft]]" = field(default_factory=dict)

    @property
    def places(self) -> list[str]:
        """The places of its rows."""
        return list_row_places(self.number, len(self.rows))

    def is_own(self, cell: "etree._Element") -> bool:
        """Whether a cell is one, and not what another one above covers."""
        return cell in self.paragraphs

    def freeze(self, remarks: Mapping[str, Remark], name: str) -> EditedTable:
        """The table as it was read, with what the comments say."""
        rows: list[list[Span]] = []
        drafts: dict[int, list[Draft]] = {}
        for boxes in self.rows:
            spans = []
            for box in boxes:
                inside = self._find_paragraphs(box)
                span = Span("\n".join(draft.text for draft in inside), box.columns, box.rows)
                spans.append(span)
                drafts[id(span)] = inside
            rows.append(spans)
        cells = []
        for span, top, left, bottom, right in _list_extents(lay_out(rows, name)):
            frozen = tuple(draft.freeze(remarks) for draft in drafts[id(span)])
            if frozen:
                cells.append(EditedCell(frozen, top, left, right - left + 1, bottom - top + 1))
        table = build_table(rows, self.places, name)
        place = say("表{number}", number=self.number)
        return EditedTable(tuple(cells), table, place, self.element)

    def _find_paragraphs(self, box: Box) -> list[Draft]:
        return [] if box.cell is None else self.paragraphs[box.cell]


def start_table(table: "etree._Element", number: int, element: int) -> TableDraft:
    """A table whose cells are known and not read yet."""
    draft = TableDraft(number, element, Boxes(table, MOST_COLUMNS).rows)
    for boxes in draft.rows:
        for box in boxes:
            if box.cell is not None:
                draft.paragraphs[box.cell] = []
    return draft


def _list_extents(grid: list[list[Span | None]]) -> Iterator[tuple[Span, int, int, int, int]]:
    """Each span with its first row and column, and its last ones."""
    found: dict[int, tuple[Span, int, int, int, int]] = {}
    for row, line in enumerate(grid):
        for column, span in enumerate(line):
            if span is not None:
                _, top, left, *_ = found.get(id(span), (span, row, column))
                found[id(span)] = span, top, left, row, column
    yield from found.values()
