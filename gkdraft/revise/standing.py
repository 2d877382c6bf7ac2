"""Standing 现状: what the data say now, beside what an editor wants them to say."""

from collections.abc import Iterator
from functools import partial

from gkdraft.messages import say
from gkdraft.prose.document import Document, Heading
from gkdraft.prose.expressions import is_known, show_expression
from gkdraft.prose.numbers import remove_marks
from gkdraft.prose.passages import list_editable, part_number, write_passage
from gkdraft.report.draft import Draft


class Standing:
    """The passages of the document that a data file gives, section by section."""

    def __init__(self, draft: Draft, document: Document) -> None:
        self.draft = draft
        self.texts: dict[str, str] = {}
        self.headings: dict[str, str] = {}
        for name, block in zip(document.names, document.blocks, strict=True):
            if isinstance(block, Heading):
                self.headings[name] = ""
        for name, text, is_heading in _list_passages(draft, document):
            if is_heading:
                self.headings[name] = text
                self.texts.setdefault(name, "")
            else:
                section = name.rpartition(".")[0]
                self.texts[section] = f"{self.texts.get(section, '')}\n{text}"

    def is_done(self, place: str, before: str, after: str, level: int = 0) -> bool:
        """Whether a passage already is as the editor has it; `level` is that of a new heading."""
        if level:
            return after in self.headings.values()
        if self.headings.get(place) and before:
            return self.headings[place] == after
        text = self._read(place)
        is_gone = before in after or before not in text
        return is_gone and after in text

    def explain(self, place: str, before: str) -> str:
        """What to know of a passage that the data no longer give; nothing if they do."""
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


def _list_passages(draft: Draft, document: Document) -> Iterator[tuple[str, str, bool]]:
    """Names and passages, and whether each is a heading, of which the number is left out."""
    is_reference = partial(is_known, draft)
    for at, block in list_editable(document):
        is_heading = isinstance(block, Heading)
        runs = part_number(block.runs)[1] if is_heading else block.runs
        yield document.names[at], write_passage(runs, is_reference), is_heading
