"""What an office was asked and did not answer: told, so that nothing is lost in silence."""

from collections.abc import Collection, Iterator

from gkdraft.base.places import DataPath
from gkdraft.gathering.answers import list_indicators
from gkdraft.gathering.offices import Office
from gkdraft.gathering.workbooks import Desk
from gkdraft.layout.form import Form
from gkdraft.messages import Message, say
from gkdraft.report.tasks import name_task

MOST_ROWS = 2
"""Rows of a table that are named; of more there is only the number of cells."""
ANSWERS = ("状态", "落实情况")


def list_figures(
    desk: Desk, office: Office, known: Collection[DataPath]
) -> Iterator[Message | str]:
    """Cells of tables, row by row where they are few, and indicators that are missing."""
    for form in desk.paper.session.book.layout.forms.values():
        yield from _list_cells(form, office, known)
    for question in list_indicators(desk.questions.values(), office.answers):
        if question.path not in known and not question.optional:
            yield question.label


def list_tasks(office: Office, known: Collection[DataPath]) -> Iterator[Message | str]:
    """Tasks without a word of what was done."""
    for entry in office.tasks:
        if not any((*entry.path, key) in known for key in ANSWERS):
            yield name_task(entry.task)


def _list_cells(form: Form, office: Office, known: Collection[DataPath]) -> Iterator[Message]:
    asked = [cell.key for cell in form.inputs() if office.answers((form.key, *cell.key))]
    lacking = [key for key in asked if (form.key, *key) not in known]
    rows = list(dict.fromkeys(filter(None, (form.titles[key][0] for key in lacking))))
    if not lacking:
        return
    if rows and len(rows) <= MOST_ROWS:
        named = "、".join(rows)
        yield say("{form} {count} 格（{rows}）", form=form.name, count=len(lacking), rows=named)
    else:
        yield say("{form} {count} 格", form=form.name, count=len(lacking))
