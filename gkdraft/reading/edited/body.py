"""The body of a .docx in reading order, with everything an editor leaves in it."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from gkdraft.messages import say
from gkdraft.reading.documents.word import find_source
from gkdraft.reading.documents.word_blocks import (
    CELL,
    ROW,
    TABLE,
    P,
    find_deletion,
    find_row_change,
    join_members,
    list_cell_paragraphs,
    list_members,
)
from gkdraft.reading.documents.word_parts import Word
from gkdraft.reading.documents.word_runs import MARKS, Piece, list_pieces
from gkdraft.reading.edited.drafts import Draft
from gkdraft.reading.edited.marks import Marks
from gkdraft.reading.edited.tables import TableDraft, start_table

if TYPE_CHECKING:
    from lxml import etree

    Group = list[etree._Element]


class BodyReader:
    """Reads paragraphs and tables one after the other; marks stay open between them."""

    def __init__(self, word: Word) -> None:
        self._word = word
        self._numbering = word.start_numbering()
        self._numbers = {element: number for number, element in enumerate(word.root.iter())}
        self.marks = Marks(word.body, word.name)
        self._paragraphs = self._tables = 0
        # what stood in paragraphs that are left out waits for the next one
        self._waiting = Draft()
        self._last: Draft | None = None

    def read(self) -> list[Draft | TableDraft]:
        """What stands in the body; paragraphs without text are left out."""
        blocks: list[Draft | TableDraft] = []
        for group in join_members(self._word.body):
            if group[0].tag == TABLE:
                table = self._read_table(group[0])
                if table.rows:
                    blocks.append(table)
                continue
            draft = self._read_paragraph(group, None)
            self._set_place(draft, group)
            if self._finish(draft):
                blocks.append(draft)
        last = self._last or Draft()
        last.inherit(self._waiting)
        self.marks.close(last)
        return blocks

    def _set_place(self, draft: Draft, group: "Group") -> None:
        joined = [member for member in group if member.tag == P]
        number, _ = find_source(joined)
        draft.place = say("第{paragraphs}段", paragraphs=self._paragraphs + number)
        self._paragraphs += len(joined)

    def _start(self) -> Draft:
        draft = Draft()
        draft.inherit(self._waiting)
        self._waiting = Draft()
        return draft

    def _finish(self, draft: Draft, *, keep: bool = False) -> bool:
        """Whether a paragraph is one; what stood in another waits for the next."""
        is_kept = keep or not draft.is_empty()
        self.marks.turn(draft, is_kept=is_kept)
        if is_kept:
            self._last = draft
        else:
            self._waiting.inherit(draft)
        return is_kept

    def _read_paragraph(self, group: "Group", inserted: "etree._Element | None") -> Draft:
        """The members of a group as one paragraph; `inserted` is what inserts its row."""
        draft = self._start()
        joined = [member for member in group if member.tag == P]
        draft.elements = tuple(self._numbers[member] for member in joined)
        for member in group:
            if member.tag in MARKS:
                self.marks.meet(member, draft)
            elif member.tag == P:
                self._read_pieces(member, draft, inserted)
                deletion = find_deletion(member)
                if deletion is not None:
                    draft.drop("\n", deletion)
        _, source = find_source(joined)
        if source is not None:
            style = self._word.find_style(source)
            draft.level, draft.style = style.level, style.name
            draft.prefix = self._numbering.prefix(source)
        return draft

    def _read_pieces(
        self, paragraph: "etree._Element", draft: Draft, inserted: "etree._Element | None"
    ) -> None:
        for piece in list_pieces(paragraph):
            if not isinstance(piece, Piece):
                self.marks.meet(piece, draft)
            elif piece.kept:
                revision = inserted if piece.revision is None else piece.revision
                draft.add(piece.text, self._numbers[piece.element], revision)
            elif piece.revision is not None:
                draft.drop(piece.text, piece.revision)

    def _read_table(self, table: "etree._Element") -> TableDraft:
        self._tables += 1
        draft = start_table(table, self._tables, self._numbers[table])
        places = iter(draft.places)
        for member in list_members(table):
            if member.tag in MARKS:
                self.marks.meet(member, self._waiting)
            elif member.tag == ROW:
                deletion = find_row_change(member, "del")
                if deletion is None:
                    self._read_row(member, draft, next(places))
                else:
                    self._drop_row(member, deletion)
        return draft

    def _read_row(self, row: "etree._Element", table: TableDraft, place: str) -> None:
        inserted = find_row_change(row, "ins")
        for member in list_members(row):
            if member.tag in MARKS:
                self.marks.meet(member, self._waiting)
            elif member.tag == CELL and not table.is_own(member):
                # Word shows nothing of what another cell covers
                self._pass(list_cell_paragraphs(member), None)
            elif member.tag == CELL:
                for group in list_cell_paragraphs(member):
                    draft = self._read_paragraph(group, inserted)
                    draft.place = place
                    is_gone = not any(each.tag == P for each in group)
                    if self._finish(draft, keep=not is_gone):
                        table.paragraphs[member].append(draft)

    def _drop_row(self, row: "etree._Element", deletion: "etree._Element") -> None:
        for member in list_members(row):
            if member.tag in MARKS:
                self.marks.meet(member, self._waiting)
            elif member.tag == CELL:
                self._pass(list_cell_paragraphs(member), deletion)

    def _pass(self, groups: "Iterable[Group]", deletion: "etree._Element | None") -> None:
        """Paragraphs that are not read: their marks stay, and the deletion is told."""
        for group in groups:
            draft = self._start()
            for member in group:
                if member.tag in MARKS:
                    self.marks.meet(member, draft)
                elif member.tag == P:
                    self._pass_pieces(member, draft, deletion)
            self._finish(draft)

    def _pass_pieces(
        self, paragraph: "etree._Element", draft: Draft, deletion: "etree._Element | None"
    ) -> None:
        for piece in list_pieces(paragraph):
            if not isinstance(piece, Piece):
                self.marks.meet(piece, draft)
            elif deletion is not None:
                revision = deletion if piece.kept or piece.revision is None else piece.revision
                draft.drop(piece.text, revision)
        if deletion is not None:
            draft.drop("\n", deletion)
