"""Questions as tables: a number, the question, last year's answer, this year's or room for it.

What is asked of one task, one problem, is a card below one number: what is told of it, then a line
for each answer. A page never ends inside a card, which its number, merged over all lines, holds.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gkdraft.base.places import spell_path
from gkdraft.prose.document import Align, Grid, GridCell
from gkdraft.wizard.paper.paper import Paper
from gkdraft.wizard.questions.question import Kind, Question
from gkdraft.wizard.screens.card import compose_example

# mm; the page has 170 between its margins (styles/questionnaire.yaml)
WIDTHS = (11.0, 28.0, 41.0, 32.0, 58.0)
WRITTEN, TICKED, PROSE = 8.5, 7.0, 20.0
"""How high a line to write on is, one of boxes to tick, the room for sentences, mm."""
LONGEST_RECALLED = 40
"""Characters of last year's report beside a question that may be left out."""
OPTIONAL, BLANK = "　可不填", "＿＿＿＿＿＿"
KEYS = " "
"""Between the keys of the answers that share a cell."""
_NUMBER, _LABEL, _TOLD, _BEFORE, _ANSWER, _END = range(6)
"""Where columns begin: a question has two, of which a card gives the second to the answer."""
_SHOWN_BY_EXAMPLE: tuple[Kind, ...] = ("list", "names")
"""Kinds of which an example says what the counting rule does not."""


@dataclass(frozen=True)
class Card:
    """What is printed below one number: questions on one thing, and what is told of it."""

    questions: tuple[Question, ...]
    context: tuple[str, ...] = ()
    is_short: bool = False  # none of it need be answered: it has one line
    title: str = ""  # whose the questions are, where they are asked of several

    @property
    def is_wide(self) -> bool:
        """Whether the answers need the width of the page."""
        is_prose = self.questions[0].kind == "prose"
        return not self.is_short and (is_prose or len(self.questions) > 1 or bool(self.context))


@dataclass(frozen=True)
class _Line:
    """A row without its number, and how high it is at least, mm."""

    cells: tuple[GridCell, ...]
    height: float = 0.0


def compose_questions(paper: Paper, name: str, cards: Sequence[Card], first: int) -> Grid:
    """The table of some cards, numbered from `first`."""
    table = _Table(paper, cards)
    rows, heights, longest = [table.compose_head()], [0.0], 0
    for number, card in enumerate(cards, first):
        lines = list(table.compose_card(card))
        longest = max(longest, len(lines))
        for index, line in enumerate(lines):
            shown = "" if index else str(number)
            place = GridCell(shown, _NUMBER, 1, len(lines), "number", continues=index > 0)
            rows.append((place, *line.cells))
            heights.append(line.height)
    # a table that is mostly one card would be split inside it; one whose head stays alone is not
    header_rows = 0 if longest * 2 > len(rows) else 1
    return Grid(name, WIDTHS, tuple(rows), header_rows, tuple(heights))


class _Table:
    """The lines of one table; what the line above has told is not told again."""

    def __init__(self, paper: Paper, cards: Sequence[Card]) -> None:
        self.paper = paper
        self.narrow = [card.questions[0] for card in cards if not card.is_wide]
        self.has_before = any(map(paper.tell_prior, self.narrow))
        self.rule = self.recalled = ""

    def compose_head(self) -> tuple[GridCell, ...]:
        """The names of the columns; last year has one only where something is told of it."""
        starts = {_NUMBER: "序号", _LABEL: "题"}
        if self.has_before:
            starts[_BEFORE] = self._name_year(-1)
        starts[self._find_answers()] = self._name_year()
        ends = [*starts, _END][1:]
        cells = []
        for (column, text), end in zip(starts.items(), ends, strict=True):
            cells.append(_put(column, end, text, "header"))
        return tuple(cells)

    def _name_year(self, later: int = 0) -> str:
        return f"{self.paper.year + later}年"

    def _find_answers(self) -> int:
        """The column in which answers begin."""
        if not self.narrow:
            return _TOLD
        return _ANSWER if self.has_before else _BEFORE

    def compose_card(self, card: Card) -> Iterator[_Line]:
        """The lines of one number."""
        if card.is_wide:
            for text in card.context:
                name, told = split_context(text)
                yield _Line((_put(_LABEL, _TOLD, name), _put(_TOLD, _END, self.paper.spell(told))))
            for question in card.questions:
                yield from self._compose_wide(question)
        elif card.title:
            yield self._compose_joined(card)
        else:
            yield self._compose_narrow(card.questions[0], card.is_short)

    def _compose_narrow(self, question: Question, is_short: bool) -> _Line:
        cells = [_put(_LABEL, _BEFORE, self._name(question), remark=self._tell_rule(question))]
        if self.has_before:
            before = self._tell_prior(question, LONGEST_RECALLED if is_short else 0)
            is_known = self.paper.session.find_prior(question) is not None
            role: Align = "number" if is_known and question.is_number else "remark"
            cells.append(_put(_BEFORE, _ANSWER, before, role))
        return self._compose_line(cells, question, self._find_answers())

    def _compose_joined(self, card: Card) -> _Line:
        """What may be added to one thing, in one line."""
        label = _put(_LABEL, self._find_answers(), f"{card.title}{OPTIONAL}")
        answers = [f"{one.label}：{self.paper.tell_answer(one) or BLANK}" for one in card.questions]
        key = KEYS.join(spell_path(question.path) for question in card.questions)
        complaints = "；".join(filter(None, map(self.paper.tell_complaint, card.questions)))
        answer = _put(self._find_answers(), _END, "　".join(answers), "label", complaints, key)
        return _Line((label, answer), WRITTEN)

    def _compose_wide(self, question: Question) -> Iterator[_Line]:
        """Last year's answer and below it this year's."""
        if before := self._tell_prior(question):
            year = _put(_LABEL, _TOLD, self._name_year(-1), "remark")
            yield _Line((year, _put(_TOLD, _END, before, "remark")))
        # of a choice the boxes tell the rule
        rule = "" if question.kind == "choice" else self._tell_rule(question)
        label = _put(_LABEL, _TOLD, self._name(question), remark=rule)
        yield self._compose_line([label], question, _TOLD)

    def _compose_line(self, cells: Sequence[GridCell], question: Question, column: int) -> _Line:
        """A question with its answer, or room for it."""
        key, complaint = spell_path(question.path), self.paper.tell_complaint(question)
        role: Align = "number" if question.is_number else "label"
        answer = _put(column, _END, self.paper.tell_answer(question), role, complaint, key)
        return _Line((*cells, answer), self._measure_room(question, column))

    def _measure_room(self, question: Question, column: int) -> float:
        """How high the line of a question is, mm: sentences have room where it is wide as well."""
        if self.paper.answered:
            return 0.0
        if column == _TOLD and question.kind == "prose":
            return PROSE
        return TICKED if question.kind == "choice" else WRITTEN

    def _name(self, question: Question) -> str:
        """What is asked, with its unit."""
        name = f"{question.label}（{question.unit}）" if question.unit else question.label
        return f"{name}{OPTIONAL}" if question.optional and not self.paper.answered else name

    def _tell_rule(self, question: Question) -> str:
        """填报口径, for who has to answer; the parts of one figure have one."""
        rule = "" if self.paper.answered else _find_rule(question)
        before, self.rule = self.rule, rule
        return "" if rule == before else rule

    def _tell_prior(self, question: Question, longest: int = 0) -> str:
        """Last year's answer; what all paragraphs of an aspect have beside them is told once."""
        found = self.paper.tell_prior(question, longest)
        before, self.recalled = self.recalled, found
        return "" if question.kind == "prose" and found == before else found


def _put(
    column: int, end: int, text: str, role: Align = "label", remark: str = "", key: str = ""
) -> GridCell:
    """A cell up to the column of the next; either text is one line, whatever somebody typed."""
    said, below = " ".join(text.split()), " ".join(remark.split())
    return GridCell(said, column, end - column, 1, role, key=key, remark=below)


def split_context(text: str) -> tuple[str, str]:
    """What is told above a question, as name and text: 责任单位：市司法局."""
    name, colon, told = text.partition("：")
    return (name, told) if colon else ("", text)


def _find_rule(question: Question) -> str:
    example = compose_example(question)
    if question.kind == "figures":
        return example  # the rule tells how a data file is written
    if question.kind in _SHOWN_BY_EXAMPLE and not question.options:
        return "；".join(filter(None, (question.hint, example)))
    return question.hint
