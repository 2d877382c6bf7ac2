"""Standing 现状: what the data say now, beside what an editor wants them to say."""

from collections.abc import Iterator
from functools import partial

from gkdraft.base.places import DataPath
from gkdraft.messages import say
from gkdraft.prose.document import Block, Document, Heading, Note, Paragraph
from gkdraft.prose.expressions import is_known, show_expression
from gkdraft.prose.numbers import remove_marks
from gkdraft.prose.passages import part_number, split_text, write_passage
from gkdraft.report.draft import Draft
from gkdraft.report.model import Edit
from gkdraft.revise.alignment import ALIKE, measure_likeness


class Standing:
    """The passages of the document that a data file gives, section by section."""

    def __init__(self, draft: Draft, document: Document) -> None:
        self.draft = draft
        self.texts: dict[str, str] = {}
        self.headings: dict[str, str] = {}
        self.behind: dict[str, str] = {}  # what stands right behind a block
        last = ""
        for name, block in zip(document.names, document.blocks, strict=True):
            text = _read_passage(draft, block)
            self.behind[last] = text
            last = name
            if isinstance(block, Heading):
                self.headings[name] = text
                self.texts.setdefault(name, "")
            elif text:
                section = name.rpartition(".")[0]
                self.texts[section] = f"{self.texts.get(section, '')}\n{text}"

    def is_done(self, place: str, before: str, after: str) -> bool:
        """Whether a passage already is as the editor has it."""
        if self.is_recorded(place, before, after):
            return True
        if not before:
            # the same text may stand elsewhere: it was moved
            return self.behind.get(place) == after
        if self.headings.get(place):
            return self.headings[place] == after
        text = self._read(place)
        if not after:
            # somebody else may have changed a sentence of what is to go
            return not any(sentence in text for sentence in split_text(before))
        is_gone = before in after or before not in text
        return is_gone and after in text

    def is_recorded(self, place: str, before: str, after: str) -> bool:
        """Whether a 修改 has this wording already."""
        return any(edit.text == after for _, edit in self._list_recorded(place, before))

    def find_rival(self, place: str, before: str, after: str) -> tuple[DataPath, str]:
        """The 修改 that has another wording of the same passage, and that wording."""
        for index, edit in self._list_recorded(place, before):
            # two paragraphs behind the same one are two, unless they say the same
            if before or measure_likeness(edit.text, after) >= ALIKE:
                return ("修改", index, "正文"), edit.text
        return (), ""

    def _list_recorded(self, place: str, before: str) -> Iterator[tuple[int, Edit]]:
        for index, edit in enumerate(self.draft.report.edits):
            if (edit.place, edit.before) == (place, before):
                yield index, edit

    def explain(self, place: str, before: str) -> str:
        """What to know of a passage that is no longer what was edited; nothing if it is."""
        if before in self._read(place) or self.headings.get(place) == before:
            return ""
        return say("原来这句话已随数据变了，照改稿印，请核对")

    def _read(self, place: str) -> str:
        return self.texts.get(self._find_section(place), "")

    def _find_section(self, place: str) -> str:
        return place if place in self.headings else place.rpartition(".")[0]

    def replace(self, place: str, before: str, after: str) -> dict[str, str]:
        """All texts with one wording in the place of another."""
        section = self._find_section(place)
        return {**self.texts, section: self._read(place).replace(before, after, 1)}

    def print_figure(self, key: str) -> str:
        """A figure as it is printed now."""
        if not is_known(self.draft, key):
            return ""
        return remove_marks(str(show_expression(self.draft, key)))


def _read_passage(draft: Draft, block: Block) -> str:
    """A block as a passage: a heading without its number, nothing of what nobody may word."""
    if isinstance(block, Heading):
        runs = part_number(block.runs)[1]
    elif isinstance(block, Paragraph | Note):
        runs = block.runs
    else:
        return ""
    return write_passage(runs, partial(is_known, draft))
