"""Tables changed 表的改动: cells with another figure, labels and rows that are not the form's.

A cell is found by its labels, which is how published reports are read, and by its bookmark.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from gkdraft.layout.equations import Key
from gkdraft.layout.form import CellKind, Form, FormCell
from gkdraft.layout.labels import EXACT, FUZZY
from gkdraft.messages import say
from gkdraft.prose import anchors
from gkdraft.prose.document import Document, Grid, list_figures
from gkdraft.reading.edited import EditedCell, EditedTable
from gkdraft.reading.published.ledger import Ledger, read_cell
from gkdraft.reading.published.tables import FormReading
from gkdraft.report.printing import print_number
from gkdraft.revise.alignment import Origin
from gkdraft.revise.changes import CellChange, Change, Confidence
from gkdraft.revise.edited_passages import EditedPassage
from gkdraft.revise.wording import normalise_text

_SURE: Mapping[str, tuple[Origin, Confidence]] = {
    EXACT: ("exact", "high"), FUZZY: ("fuzzy", "medium"),
}  # fmt: skip
_UNSURE: tuple[Origin, Confidence] = ("gap", "low")


@dataclass(frozen=True, slots=True)
class CellText:
    """What a cell holds, as a data file has it; None where nobody can tell.

    `cell` is where it stands, if its bookmark is still there.
    """

    text: str | None
    spot: str = ""
    origin: Origin = "exact"
    confidence: Confidence = "high"
    note: str = ""
    cell: EditedCell | None = None


@dataclass(frozen=True)
class TableReader:
    """The forms of a report, the tables that came back, and what was read of them by labels."""

    forms: Sequence[Form]
    tables: Sequence[EditedTable]
    readings: Sequence[FormReading]

    def list_cells(self, base: Document) -> Iterator[CellChange]:
        """Every cell whose figure is another one than in the draft."""
        before: dict[str, str] = {}
        for block in base.blocks:
            if isinstance(block, Grid):
                before |= {cell.key: cell.text for cell in list_figures(block)}
        for form in self.forms:
            for cell in form.cells:
                name = form.spell(cell.key)
                found = self.found.get(name)
                if found is None or name not in before:
                    continue
                if found.text is not None and not _is_same(found.text, before[name]):
                    yield CellChange(
                        name, name_place(form, cell.key), before[name], found.text,
                        found.origin, found.confidence, found.spot, found.note,
                    )  # fmt: skip

    def list_texts(self) -> dict[str, tuple[str, str]]:
        """The place and the text of every cell that was found."""
        texts: dict[str, tuple[str, str]] = {}
        for form in self.forms:
            for cell in form.cells:
                name = form.spell(cell.key)
                text = self.found[name].text
                if text is not None:
                    texts[name] = (name_place(form, cell.key), text)
        return texts

    @cached_property
    def found(self) -> dict[str, CellText]:
        """What every cell of every form holds."""
        cells: dict[str, CellText] = {}
        marked = self._list_marked()
        for form in self.forms:
            ledger = self._find_ledger(form)
            for cell in form.cells:
                name = form.spell(cell.key)
                cells[name] = _choose(_read_label(ledger, cell.key), marked.get(name))
        return cells

    def _find_ledger(self, form: Form) -> Ledger | None:
        for reading in self.readings:
            if reading.ledger.form == form:
                return reading.ledger
        return None

    def _list_marked(self) -> dict[str, CellText]:
        """The cells by their bookmarks."""
        places: dict[str, tuple[Form, FormCell]] = {}
        for form in self.forms:
            for one in form.cells:
                places[anchors.name_anchor("c", form.spell(one.key))] = (form, one)
        found: dict[str, CellText] = {}
        twice: set[str] = set()
        for table, cell in _list_all(self.tables):
            for anchor in _list_anchors(cell):
                if anchor in places:
                    form, one = places[anchor]
                    name = form.spell(one.key)
                    if name in found:
                        twice.add(name)
                    found[name] = _read_marked(one.kind, cell, table)
        return {name: text for name, text in found.items() if name not in twice}

    def list_rows(self, own: Document) -> Iterator[Change]:
        """Rows that no form has, and labels that are not as the form prints them."""
        labels = list(self._list_labels(own))
        renamed = {change.now for change in labels}
        for reading in self.readings:
            if reading.ledger.form not in self.forms:
                continue
            for label in reading.strange:
                if normalise_text(label) not in renamed:
                    yield Change(
                        "row", reading.ledger.form.name, "", label,
                        reason=say("表样里没有这一行，数据文件里没有它的位置"),
                    )  # fmt: skip
        yield from self._list_lost(own)
        yield from labels

    def _list_lost(self, own: Document) -> Iterator[Change]:
        """Rows of which no cell is there any more, or whole tables."""
        printed = {block.name for block in own.blocks if isinstance(block, Grid)}
        for form in self.forms:
            rows: dict[Key, bool] = {}
            for cell in form.cells:
                is_there = self.found[form.spell(cell.key)].text is not None
                rows[cell.key[:-1]] = rows.get(cell.key[:-1], False) or is_there
            gone = [row for row, is_there in rows.items() if not is_there]
            if form.name not in printed or not gone:
                continue
            reason = say("表由格式规定，数据文件里的数没有动")
            if len(gone) == len(rows):
                yield Change("row", form.name, form.name, "", reason=reason)
                continue
            for row in gone:
                yield Change("row", form.name, "·".join(row), "", reason=reason)

    def _list_labels(self, own: Document) -> Iterator[Change]:
        """Labels by their bookmarks: without bookmarks a changed label cannot be told."""
        there: dict[str, tuple[str, str]] = {}
        for table, cell in _list_all(self.tables):
            for anchor in _list_anchors(cell):
                there[anchor] = (normalise_text(cell.text), table.place)
        for name, block in zip(own.names, own.blocks, strict=True):
            if not isinstance(block, Grid):
                continue
            for anchor, label in _name_labels(name, block):
                now, spot = there.get(anchor, ("", ""))
                if now and now != normalise_text(label):
                    yield Change(
                        "label", block.name, label, now, "bookmark", spot=spot,
                        reason=say("行名、栏名由格式规定"),
                    )  # fmt: skip


def _name_labels(name: str, grid: Grid) -> Iterator[tuple[str, str]]:
    """The labels of a table by their bookmarks."""
    for row, line in enumerate(grid.rows):
        for cell in line:
            if cell.text and not (cell.key or cell.continues):
                yield anchors.name_cell(name, cell, row), cell.text


def _list_all(tables: Sequence[EditedTable]) -> Iterator[tuple[EditedTable, EditedCell]]:
    for table in tables:
        for cell in table.cells:
            yield table, cell


def _list_anchors(cell: EditedCell) -> set[str]:
    names: set[str] = set()
    for paragraph in cell.paragraphs:
        names.update(anchor.name for anchor in paragraph.anchors)
    return names


def _read_marked(kind: CellKind, cell: EditedCell, table: EditedTable) -> CellText:
    text = normalise_text(cell.text)
    spot = say("{table}第{row}行", table=table.place, row=cell.row + 1)
    if not text:
        return CellText("", spot, "bookmark", cell=cell)
    try:
        number = print_number(read_cell(text, kind), kind)
    except ValueError:
        return CellText(text, spot, "bookmark", "low", cell=cell)
    return CellText(number, spot, "bookmark", cell=cell)


def _read_label(ledger: Ledger | None, key: Key) -> CellText | None:
    """A cell as its labels find it; None where they do not."""
    if ledger is None:
        return None
    figure = ledger.figures.get(key)
    if figure is not None:
        origin, confidence = _SURE.get(figure.confidence, _UNSURE)
        return CellText(figure.text, figure.place, origin, confidence)
    unread = ledger.unread.get(key)
    if unread is not None and unread.is_blank:
        return CellText("", unread.place)
    return None


def _choose(by_label: CellText | None, by_mark: CellText | None) -> CellText:
    """What both ways of finding a cell agree on; where they do not, nobody is sure."""
    if by_label is None or by_label.text is None:
        return by_mark or CellText(None)
    if by_mark is None or by_mark.text is None:
        return by_label
    if by_mark.text == by_label.text:
        return CellText(by_label.text, by_label.spot, "bookmark", cell=by_mark.cell)
    note = say("按书签读是“{text}”", text=by_mark.text or say("空白"))
    return CellText(by_label.text, by_label.spot, by_label.origin, "low", note)


def _is_same(text: str, before: str) -> bool:
    return normalise_text(text) == normalise_text(before)


def name_place(form: Form, key: Key) -> str:
    """A cell as people name it: its table, row and column."""
    return f"{form.name} {'·'.join(key)}"


def list_tables(edited: Sequence[EditedPassage]) -> list[EditedTable]:
    """The tables of the edited document."""
    return [passage.table for passage in edited if passage.table is not None]
