"""What a paper tells of each question of a data file. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from gkdraft.base.places import DataPath, Plain
from gkdraft.messages import say
from gkdraft.prose.coverage import fill_references
from gkdraft.report.draft import Fault
from gkdraft.report.model_gathering import DIVISION
from gkdraft.wizard.answers.session import Session
from gkdraft.wizard.questions.question import Question
from gkdraft.wizard.screens import card

_BLANK = "＿＿＿"


@dataclass(frozen=True)
class Paper:
    """A data file's questions as they are printed: what is open or, if `answered`, all answers.

    `faults` are what is wrong with the data file: what cannot be read is no answer.
    """

    session: Session
    faults: Sequence[Fault] = ()
    answered: bool = False

    @cached_property
    def year(self) -> int:
        return self.session.draft.report.year

    @cached_property
    def _faults_below(self) -> dict[DataPath, list[Fault]]:
        """The faults at a place and below it."""
        found: dict[DataPath, list[Fault]] = {}
        for fault in self.faults:
            for length in range(1, len(fault.path) + 1):
                found.setdefault(fault.path[:length], []).append(fault)
        return found

    def list_faults(self, question: Question) -> list[Fault]:
        """Why what stands there cannot be read, or not all of it."""
        return self._faults_below.get(question.path, [])

    def is_open(self, question: Question) -> bool:
        """Whether an answer is missing, or what stands there cannot be read."""
        if question.kind == "show" or question.path[0] == DIVISION:
            return False
        return self.session.is_open(question) or bool(self.list_faults(question))

    def is_printed(self, question: Question) -> bool:
        """What is open; of all answers not those that are missing and may be."""
        if question.kind == "show" or not self.answered:
            return self.is_open(question)
        return not (question.optional and self.session.is_open(question))

    def spell(self, text: str) -> str:
        """A text of the data file, with the figures it refers to."""
        return fill_references(self.session.draft, text)

    def tell_answer(self, question: Question) -> str:
        """The answer, or what there is to tick and fill in."""
        if not self.is_open(question):
            return self._show(question, self.session.find_value(question))
        if self.answered:
            return "（未答）"
        if question.kind == "choice":
            return "　".join(f"□{text}" for text, _name in question.choices)
        if question.kind == "list":
            return "　".join(f"{name}{_BLANK}" for name in question.options)
        return ""

    def tell_prior(self, question: Question, longest: int = 0) -> str:
        """Last year's answer, else the words of its report, cut where they are to be short."""
        prior = self.session.find_prior(question)
        if prior is not None:
            return _cut(self._show(question, prior), longest)
        words = card.recall_text(self.session, question)
        return f"上年写的：{_cut(words, longest)}" if words else ""

    def _show(self, question: Question, value: Plain) -> str:
        return self.spell(card.show_answer(question, value))

    def tell_complaint(self, question: Question) -> str:
        """Why what the data file has there is not printed as an answer."""
        told = "；".join(str(fault.message) for fault in self.list_faults(question))
        return f"认不出：{told}" if told else ""


def _cut(text: str, longest: int) -> str:
    if longest and len(text) > longest:
        return f"{text[: longest - 2]}……"
    return text


@dataclass(frozen=True)
class Missing:
    """How much is open: answers and cells of tables that are needed, what may be left out."""

    answers: int = 0
    cells: int = 0
    optional: int = 0
    unread: int = 0  # places of the data file

    def list_parts(self) -> Iterator[str]:
        """The parts of one sentence."""
        if self.answers:
            yield say("要答的还有 {count} 项", count=self.answers)
        if self.cells:
            yield say("表格还有 {count} 格没有填", count=self.cells)
        if not (self.answers or self.cells):
            yield say("要答的都答了")
        if self.optional:
            yield say("可不填的还有 {count} 项", count=self.optional)
        if self.unread:
            yield say("认不出的有 {count} 处", count=self.unread)


def count_missing(paper: Paper) -> Missing:
    """What is open of all questions."""
    questions = list(filter(paper.is_open, paper.session.questions.values()))
    needed = [question for question in questions if not question.optional]
    sheets = [question for question in needed if question.kind == "sheet"]
    return Missing(
        len(needed) - len(sheets),
        sum(_count_cells(paper, sheets)),
        len(questions) - len(needed),
        len(paper.faults),
    )


def _count_cells(paper: Paper, sheets: Iterable[Question]) -> Iterator[int]:
    for question in sheets:
        if question.form:
            filled = paper.session.list_cells(question.form)
            yield len(question.form.inputs()) - len(filled)
