"""The review 总览: every answer with last year's beside it, numbered through. Pure."""

import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from gkdraft.base.columns import align_left, cut_text
from gkdraft.base.places import DataPath
from gkdraft.messages import _
from gkdraft.wizard.answers.reply import show_value
from gkdraft.wizard.answers.session import Session
from gkdraft.wizard.questions.question import Question
from gkdraft.wizard.screens.card import recall_text, show_answer

NUMBER = 4


@dataclass(frozen=True)
class Row:
    """A line of the review: a question by its number, or with 0 the heading of a block."""

    line: str
    number: int = 0
    words: str = ""  # in which is searched


def compose_head(width: int) -> str:
    """What the columns are."""
    label, value = _measure_columns(width)
    return " " * NUMBER + f"{align_left(_('题'), label)} {align_left(_('今年'), value)} {_('上年')}"


def list_rows(session: Session, width: int) -> list[Row]:
    """Headings of blocks, and under them number, question, answer, last year's."""
    label, value = _measure_columns(width)
    prior = width - NUMBER - label - value - 3
    rows: list[Row] = []
    count = 0
    for block in session.blocks:
        rows.append(Row(cut_text(f"【{block.title}】", width)))
        labels = Counter(question.label for question in block.questions)
        for question in filter(_is_answered, block.questions):
            count += 1
            name = question.label
            if labels[name] > 1:  # the same is asked of several tasks
                name = f"{name} · {question.item}"
            now, before = _show_answer(session, question), _show_prior(session, question)
            shown = cut_text(before, prior, at_front=question.kind != "prose")
            line = f"{count:>3} {align_left(name, label)} {align_left(now, value)} {shown}"
            words = f"{question.item} {question.label} {now} {before}"
            rows.append(Row(line, count, words.lower()))
    return rows


def find_rows(rows: Sequence[Row], words: str) -> list[Row]:
    """The questions in which all of some words stand, below the headings of their blocks."""
    wanted = unicodedata.normalize("NFKC", words).lower().split()
    found: list[Row] = []
    heading: list[Row] = []
    for row in rows:
        if not row.number:
            heading = [row]
        elif all(word in unicodedata.normalize("NFKC", row.words) for word in wanted):
            found += [*heading, row]
            heading = []
    return found


def _measure_columns(width: int) -> tuple[int, int]:
    """Columns of the question and of the answer."""
    return width * 2 // 5, width // 3


def number_questions(session: Session) -> dict[int, DataPath]:
    """The question each number stands for."""
    asked = filter(_is_answered, session.questions.values())
    return {number: question.path for number, question in enumerate(asked, 1)}


def _is_answered(question: Question) -> bool:
    return question.kind != "show"


def _show_answer(session: Session, question: Question) -> str:
    if question.kind == "sheet" and question.form:
        filled, whole = len(session.list_cells(question.form)), len(question.form.inputs())
        return _("已填 {}/{} 格").format(filled, whole)
    value = session.find_value(question)
    if value is None:
        answer = _("（未答）")
        return "" if question.optional else answer
    return show_answer(question, value)


def _show_prior(session: Session, question: Question) -> str:
    if question.kind == "sheet" and question.form:
        found = session.list_cells(question.form, prior=True)
        return _("{} 格").format(len(found)) if found else ""
    return show_value(session.find_prior(question)) or recall_text(session, question)


def parse_choice(text: str) -> int:
    """The number of a question as it was typed; -1 if it is none."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if plain.isascii() and plain.isdigit():
        return int(plain)
    return -1
