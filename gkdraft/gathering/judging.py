"""Judging 自查: whether what one office handed in adds up by itself."""

from collections.abc import Mapping
from dataclasses import replace

from gkdraft.base.places import DataPath
from gkdraft.base.scalars import Number
from gkdraft.gathering.workbooks import Desk
from gkdraft.layout.equations import Key
from gkdraft.layout.form import Form
from gkdraft.messages import Message, say
from gkdraft.report.draft import Draft
from gkdraft.rules.equations import check_equations
from gkdraft.rules.registry import Checked, Said, Unchecked
from gkdraft.wizard.table import sheet


def find_fault(
    desk: Desk, office: str, form: Form, cells: Mapping[Key, str], totals: Mapping[DataPath, Number]
) -> Message | str:
    """What does not add up in a table of an office, its totals as they stand there."""
    if not cells:
        return ""
    data = {"年度": str(desk.paper.year), form.key: sheet.spell_below(form, (), cells)}
    draft = replace(desk.paper.session.contents, data=data).draft
    for path, number in totals.items():
        if path[0] == form.key:
            draft.figures.typed[form.spell(tuple(map(str, path[1:])))] = number
    told = _find_first(draft, form)
    return say("{office}报的对不上：{told}", office=office, told=told) if told else ""


def _find_first(draft: Draft, form: Form) -> str:
    """The first relation that does not hold."""
    for code in dict.fromkeys(identity.code for identity in form.identities):
        for verdict in check_equations(draft, code):
            if not isinstance(verdict, Checked | Unchecked):
                return verdict.message if isinstance(verdict, Said) else verdict[0]
    return ""
