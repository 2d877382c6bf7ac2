"""The session 会话: where the person is, what the data file holds, what they may do. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from gkdraft.base.places import DataPath, Plain, spell_path
from gkdraft.base.plain_data import Changes, look_up
from gkdraft.layout.equations import Key
from gkdraft.layout.form import Form
from gkdraft.report.draft import Draft
from gkdraft.report.figures import PRIOR
from gkdraft.report.model import SKIP
from gkdraft.wizard.answers.contents import Contents
from gkdraft.wizard.questions import last_year
from gkdraft.wizard.questions.book import Book
from gkdraft.wizard.questions.question import Question, QuestionBlock


@dataclass(frozen=True)
class Answer:
    """What was typed for the question that is open."""

    text: str


@dataclass(frozen=True)
class AnswerAlike:
    """The same for several questions, wherever the person is."""

    text: str
    paths: tuple[DataPath, ...]


@dataclass(frozen=True)
class Fill:
    """The cells of the sheet that is open, all of them."""

    cells: Mapping[Key, str]


@dataclass(frozen=True)
class Nothing:
    """无: the figure is zero; with `all_` so is every figure of the item not filled in yet."""

    all_: bool = False


@dataclass(frozen=True)
class Skip:
    """Left out on purpose: 略."""


@dataclass(frozen=True)
class Remove:
    """An entry of a list, deleted: it was typed by mistake."""

    item: DataPath


@dataclass(frozen=True)
class Later:
    """Left open, on to the next question."""


@dataclass(frozen=True)
class Back:
    """To the question before."""


@dataclass(frozen=True)
class Jump:
    """To a question, in whatever block it stands; None leads home."""

    path: DataPath | None


Action = Answer | AnswerAlike | Fill | Nothing | Skip | Remove | Later | Back | Jump


@dataclass(frozen=True)
class Session:
    """Where the person is, what the data file holds, and what the last step changed in it."""

    contents: Contents
    at: DataPath | None = None  # the question that is open; None on the home page
    trail: tuple[DataPath, ...] = ()
    seen: frozenset[DataPath] = frozenset()  # questions that were open in this sitting
    changes: Changes = field(default_factory=dict)
    refused: str = ""  # why the last answer was not taken
    noted: str = ""  # what to look at because of the last answer

    @property
    def book(self) -> Book:
        return self.contents.book

    @property
    def data(self) -> Plain:
        return self.contents.data

    @property
    def draft(self) -> Draft:
        return self.contents.draft

    @property
    def blocks(self) -> tuple[QuestionBlock, ...]:
        return self.contents.blocks

    @property
    def questions(self) -> dict[DataPath, Question]:
        return self.contents.questions

    @property
    def question(self) -> Question | None:
        return None if self.at is None else self.questions.get(self.at)

    def list_cells(self, form: Form, prior: bool = False) -> dict[Key, str]:
        """What stands in a form, this year's or last year's."""
        return self.contents.list_cells(form, prior)

    def list_unread(self) -> list[DataPath]:
        """Places of the data file that could not be read."""
        return [fault.path for fault in self.draft.faults]

    def find_value(self, question: Question) -> Plain:
        """The answer that is there; None if the question is open."""
        if question.form is None:
            return self._look_up(question.path)
        cells = self.list_cells(question.form)
        if question.kind != "sheet":
            return cells.get(find_key(question))
        return str(len(cells)) if cells else None

    def _look_up(self, path: DataPath) -> Plain:
        """What stands at a place, or the 略 or 0 above it that speaks for it."""
        value = look_up(self.data, path)
        if value not in (None, "", (), {}):
            return value
        whole = look_up(self.data, path[:-1])
        if whole in (SKIP, "0") and len(path) > 1:
            return whole
        return None

    def find_prior(self, question: Question) -> Plain:
        """Last year's answer, for comparison."""
        if question.kind == "sheet":
            return None
        if question.form:
            return self.list_cells(question.form, prior=True).get(find_key(question))
        if any(isinstance(part, int) for part in question.path):
            return None  # the entries of two years' lists are not the same ones
        value = look_up(self.data, (PRIOR, *question.path))
        return None if value in ("", (), {}) else value

    def list_last_texts(self, path: DataPath) -> tuple[str, ...]:
        """Last year's texts of the kind that is asked at a place, for reference."""
        return last_year.find_last_texts(self.data, path)

    def is_open(self, question: Question) -> bool:
        """Whether something is still missing here."""
        if question.kind == "sheet" and question.form:
            return len(self.list_cells(question.form)) < len(question.form.inputs())
        return self.find_value(question) is None and question.kind != "show"

    def find_block(self, path: DataPath) -> QuestionBlock:
        """The block a question stands in."""
        key = self.questions[path].block
        return next(block for block in self.blocks if block.key == key)

    def is_missing(self, question: Question) -> bool:
        """Whether an answer is missing that the report cannot do without."""
        return not question.optional and self.is_open(question)

    def find_first_open(self, block: QuestionBlock) -> Question:
        """Where a block is taken up: at the first missing answer that was not passed over in this
        sitting, else at the first; or at the optional ones just before it that nobody has come
        past yet.
        """
        missing = [q for q in block.questions if self.is_missing(q)]
        fresh = [q for q in missing if q.path not in self.seen]
        for wanted in (fresh or missing)[:1]:
            before = block.questions[: block.questions.index(wanted)]
            passed = [n for n, question in enumerate(before, 1) if self._is_passed(question)]
            # what is answered further on may have been filled in by `new`
            return block.questions[passed[-1] if passed else 0]
        return block.questions[0]

    def _is_passed(self, question: Question) -> bool:
        """Whether a question is answered, or was left open in this sitting."""
        return question.path in self.seen or (
            question.kind != "show" and not self.is_open(question)
        )

    def list_beside(self, question: Question) -> list[Question]:
        """The other figures of the same item."""
        block = self.find_block(question.path).questions
        return [q for q in block if q.item == question.item and q.is_number and q != question]

    def find_question(self, path: DataPath) -> DataPath | None:
        """The question of a place: at its key, above it, or the first below it."""
        known = self.questions
        for length in range(len(path), 0, -1):
            if path[:length] in known:
                return path[:length]
        return next((p for p in known if path and p[: len(path)] == path), None)

    def name_place(self, path: DataPath) -> str:
        """A place of the data file by the question that asks for it: 主动公开 · 政策解读数."""
        place = self.find_question(path)
        if place is None:
            return spell_path(path)
        question, block = self.questions[place], self.find_block(place)
        if len(place) > len(path):  # of all that is asked below it
            return block.title
        is_named = question.label.startswith(question.item)
        names = (block.title, "" if is_named else question.item, question.label)
        return " · ".join(filter(None, names))

    def find_previous(self) -> DataPath | None:
        """The question before the open one in its block; None at its beginning."""
        return self._find_neighbour(self.at, -1)

    def find_next(self, path: DataPath) -> DataPath | None:
        """The question after this one in its block; None at its end."""
        return self._find_neighbour(path, 1)

    def _find_neighbour(self, path: DataPath | None, steps: int) -> DataPath | None:
        if path is None or path not in self.questions:
            return None
        paths = [question.path for question in self.find_block(path).questions]
        place = paths.index(path) + steps
        if place in range(len(paths)):
            return paths[place]
        return None


def find_key(question: Question) -> Key:
    """The cell of a form that a question asks for."""
    return tuple(map(str, question.path[1:]))
