"""Cells merged 表格合并: cell by cell, by their labels and bookmarks."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from gkdraft.messages import say
from gkdraft.prose.document import Run
from gkdraft.reading.edited import EditedCell, EditedParagraph
from gkdraft.revise.onto.context import Merge
from gkdraft.revise.onto.figures import is_same, list_cells
from gkdraft.revise.onto.plan import Arrival, Conflict, TextPatch
from gkdraft.revise.table_changes import CellText, TableReader, name_place
from gkdraft.revise.wording import normalise_text

LOST = say("改稿里找不到这一格，没有放进去")
UNSURE = say("改稿里这一格认不准，没有动")


@dataclass
class CellMerger:
    """The tables of a report; `recorded` is what the next snapshot has in each cell."""

    merge: Merge
    tables: TableReader
    recorded: dict[str, str] = field(default_factory=dict)

    def run(self) -> dict[str, str]:
        """Merges all cells."""
        base, now = list_cells(self.merge.base), list_cells(self.merge.now)
        merged = list_cells(self.merge.merged)
        for form in self.tables.forms:
            for cell in form.cells:
                key = form.spell(cell.key)
                if key in base and key in now:
                    place = name_place(form, cell.key)
                    target = merged.get(key, now[key])
                    self._merge_cell(key, place, base[key], now[key], target)
        return self.recorded

    def _merge_cell(self, key: str, place: str, base: str, now: str, target: str) -> None:
        self.recorded[key] = now
        if is_same(base, now):
            return
        found = self.tables.found[key]
        reason = self._explain_unread(found)
        if reason:
            self._refuse(key, place, base, now, found, reason)
            return
        edited = found.text or ""
        settled = self.merge.judge.settle(key, base, now, edited, target)
        self.recorded[key] = settled.recorded
        if settled.outcome == "conflict":
            self._refuse(key, place, base, now, found, "")
        elif settled.outcome == "arrives":
            patches = list(self._write(key, found, settled.text))
            if not patches:
                self._refuse(key, place, base, now, found, UNSURE)
                return
            self.merge.plan.patches += patches
            arrival = Arrival("cell", place, edited, settled.text, key, found.spot)
            self.merge.plan.told.append(arrival)

    def _explain_unread(self, found: CellText) -> str:
        if found.text is None:
            return LOST
        return UNSURE if found.confidence == "low" else ""

    def _refuse(
        self, key: str, place: str, base: str, now: str, found: CellText, reason: str
    ) -> None:
        self.recorded[key] = base
        told = Conflict(place, base, now, found.text or "", key, found.spot, reason=reason)
        self.merge.plan.told.append(told)

    def _write(self, key: str, found: CellText, text: str) -> Iterator[TextPatch]:
        """The new figure in the place of the old one; nothing where that cannot be found."""
        cell = found.cell or self._find_cell(key, found)
        if cell is None:
            return
        new = (("run", "", Run(text)),) if text else ()
        old = found.text or ""
        if not old:
            paragraph = cell.paragraphs[0]
            yield TextPatch(paragraph, len(paragraph.text), len(paragraph.text), new)
            return
        for paragraph in cell.paragraphs:
            place = _find_number(paragraph, old)
            if place is not None:
                yield TextPatch(paragraph, *place, new)
                return

    def _find_cell(self, key: str, found: CellText) -> EditedCell | None:
        """A cell without its bookmark: in the row of its labels, in the column of its like."""
        column = key.rpartition(".")[2]
        like = [
            one.cell.column
            for name, one in self.tables.found.items()
            if one.cell is not None and name.rpartition(".")[2] == column
        ]
        for table in self.tables.tables:
            for cell in table.cells:
                is_there = cell.paragraphs[0].place == found.spot and cell.column in like
                if is_there and normalise_text(cell.text) == (found.text or ""):
                    return cell
        return None


def _find_number(paragraph: EditedParagraph, old: str) -> tuple[int, int] | None:
    """Where a figure stands in a cell: alone, or with a unit behind it."""
    bare = paragraph.text.strip()
    if normalise_text(bare) == normalise_text(old):
        start = paragraph.text.index(bare)
        return start, start + len(bare)
    start = paragraph.text.find(old)
    return None if start < 0 else (start, start + len(old))
