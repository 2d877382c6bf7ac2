"""The review 总览: every answer with last year's beside it, numbered through. Pure."""

import unicodedata
from collections import Counter
from collections.abc import Iterator

from gkdraft.base.columns import align_left, cut_text
from gkdraft.base.places import DataPath
from gkdraft.messages import _
from gkdraft.wizard.answers.reply import show_value
from gkdraft.wizard.answers.session import Session
from gkdraft.wizard.questions.question import Question
from gkdraft.wizard.screens.card import recall_text, show_answer

NUMBER = 4


def list_rows(session: Session, width: int) -> list[str]:
    """Lines: headings of blocks, and under them number, question, answer, last year's."""
    label, value = width * 2 // 5, width // 3
    prior = width - NUMBER - label - value - 3
    head = f"{align_left(_('题'), label)} {align_left(_('今年'), value)} {_('上年')}"
    lines = [" " * NUMBER + head]
    count = 0
    for block in session.blocks:
        lines.append(cut_text(f"【{block.title}】", width))
        labels = Counter(question.label for question in block.questions)
        for question in filter(_is_answered, block.questions):
            count += 1
            name = question.label
            if labels[name] > 1:  # the same is asked of several tasks
                name = f"{name} · {question.item}"
            before = _show_prior(session, question)
            before = cut_text(before, prior, at_front=question.kind != "prose")
            answer = align_left(_show_answer(session, question), value)
            lines.append(f"{count:>3} {align_left(name, label)} {answer} {before}")
    return lines


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


def split_pages(lines: list[str], height: int) -> Iterator[list[str]]:
    """The lines in screens of a height."""
    for start in range(0, len(lines), max(height, 1)):
        yield lines[start : start + max(height, 1)]
