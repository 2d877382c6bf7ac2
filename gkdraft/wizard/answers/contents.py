"""Contents 内容: what the data file holds and what follows from it, each worked out once. Pure."""

from dataclasses import dataclass
from functools import cached_property

from gkdraft.base.places import DataPath, Plain
from gkdraft.base.plain_data import Changes, apply_changes
from gkdraft.layout.equations import Key
from gkdraft.layout.form import Form
from gkdraft.report import intake
from gkdraft.report.draft import Draft
from gkdraft.report.figures import PRIOR
from gkdraft.wizard.questions.book import Book
from gkdraft.wizard.questions.question import Question, QuestionBlock
from gkdraft.wizard.table import sheet


@dataclass(frozen=True)
class Contents:
    """Plain data of a data file; its draft and its questions stay with it."""

    book: Book
    data: Plain

    @cached_property
    def draft(self) -> Draft:
        return intake.read_draft(self.data, self.book.layout, {})

    @cached_property
    def blocks(self) -> tuple[QuestionBlock, ...]:
        return self.book.list_blocks(self.data)

    @cached_property
    def questions(self) -> dict[DataPath, Question]:
        questions = {}
        for block in self.blocks:
            questions.update({question.path: question for question in block.questions})
        return questions

    @cached_property
    def parts(self) -> dict[DataPath, list[Question]]:
        """The questions that are asked below a place: of a task, of a problem."""
        found: dict[DataPath, list[Question]] = {}
        for path, question in self.questions.items():
            found.setdefault(path[:-1], []).append(question)
        return found

    def list_cells(self, form: Form, prior: bool = False) -> dict[Key, str]:
        """What stands in a form, this year's or last year's."""
        prefix = f"{PRIOR}.{form.key}" if prior else form.key
        return sheet.list_cells(form, prefix, self.draft.figures, self.draft.skipped)

    def change(self, changes: Changes) -> "Contents":
        """With these changes made."""
        if not changes:
            return self
        return Contents(self.book, apply_changes(self.data, changes))

    def reread(self, data: Plain) -> "Contents":
        """As they were read again from what was written: the draft is the same, for what may
        differ is the line end that closes a block of prose.
        """
        if data == self.data:
            return self
        found = Contents(self.book, data)
        if _strip_ends(data) == _strip_ends(self.data):
            found.__dict__["draft"] = self.draft
        return found


def _strip_ends(data: Plain) -> Plain:
    """Data without the spaces around texts, which no reader of it keeps."""
    if isinstance(data, dict):
        return {key: _strip_ends(value) for key, value in data.items()}
    if isinstance(data, tuple):
        return tuple(map(_strip_ends, data))
    return data.strip() if data else None
