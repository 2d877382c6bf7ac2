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
    """The passages of the document that a data file gives."""

    def __init__(self, draft: Draft, document: Document) -> None:
        self.draft = draft
        self.texts: dict[str, str] = {}
        for name, text in _list_passages(draft, document):
            top = name.partition(".")[0]
            self.texts[top] = f"{self.texts.get(top, '')}\n{text}"

    def is_done(self, place: str, before: str, after: str) -> bool:
        """Whether a passage already is as the editor has it."""
        text = self.texts.get(place.partition(".")[0], "")
        is_gone = before in after or before not in text
        return is_gone and after in text

    def replace(self, place: str, before: str, after: str) -> dict[str, str]:
        """All texts with one wording in the place of another."""
        top = place.partition(".")[0]
        return {**self.texts, top: self.texts.get(top, "").replace(before, after, 1)}

    def explain(self, place: str, before: str) -> str:
        """What to know of a passage that the data no longer give; nothing if they do."""
        if before in self.texts.get(place.partition(".")[0], ""):
            return ""
        return say("原来这句话已随数据变了，照改稿印，请核对")

    def print_figure(self, key: str) -> str:
        """A figure as it is printed now."""
        if not is_known(self.draft, key):
            return ""
        return remove_marks(str(show_expression(self.draft, key)))


def _list_passages(draft: Draft, document: Document) -> Iterator[tuple[str, str]]:
    is_reference = partial(is_known, draft)
    for at, block in list_editable(document):
        runs = part_number(block.runs)[1] if isinstance(block, Heading) else block.runs
        yield document.names[at], write_passage(runs, is_reference)
