"""Judging 自查: whether what one office handed in adds up by itself."""

from dataclasses import replace

from gkdraft.gathering.returns import Returned
from gkdraft.gathering.workbooks import Desk
from gkdraft.layout.equations import Key
from gkdraft.layout.form import Form
from gkdraft.messages import Message, say
from gkdraft.report.draft import Draft
from gkdraft.rules.equations import check_equations
from gkdraft.rules.registry import Checked, Said, Unchecked
from gkdraft.wizard.table import sheet


def list_faults(desk: Desk, one: Returned) -> dict[str, Message]:
    """What does not add up in the tables of a file, by the key of the form."""
    found: dict[str, Message] = {}
    for form in desk.paper.session.book.layout.forms.values():
        told = _find_fault(_draft_form(desk, one, form), form)
        if told:
            found[form.key] = say("{office}报的对不上：{told}", office=one.office, told=told)
    return found


def _draft_form(desk: Desk, one: Returned, form: Form) -> Draft:
    """A report of nothing but what the file has in one table, its totals as they stand there."""
    cells: dict[Key, str] = {}
    for path, answer in one.answers.items():
        if path[0] == form.key:
            cells[tuple(map(str, path[1:]))] = str(answer.value)
    contents = desk.paper.session.contents
    data = {"年度": str(desk.paper.year), form.key: sheet.spell_below(form, (), cells)}
    draft = replace(contents, data=data).draft
    for path, text in one.totals.items():
        if path[0] == form.key:
            draft.figures.typed[form.spell(tuple(map(str, path[1:])))] = text
    return draft


def _find_fault(draft: Draft, form: Form) -> str:
    """The first relation that does not hold."""
    for code in dict.fromkeys(identity.code for identity in form.identities):
        for verdict in check_equations(draft, code):
            if not isinstance(verdict, Checked | Unchecked):
                return verdict.message if isinstance(verdict, Said) else verdict[0]
    return ""
