"""Questions on 分工: who fills in which table or indicator, where notices name several offices."""

from collections.abc import Iterator

from gkdraft.base.places import DataPath, Plain
from gkdraft.base.plain_data import look_up
from gkdraft.layout.form import Form
from gkdraft.layout.layout import Layout
from gkdraft.messages import _
from gkdraft.report.model_gathering import DIVISION
from gkdraft.wizard.questions.fields import ask_field
from gkdraft.wizard.questions.question import Question
from gkdraft.wizard.questions.tasks import list_cards

FEWEST, MOST_NAMED = 2, 12
"""Offices from which on there is something to divide; those that a hint names."""


def ask_division(data: Plain, layout: Layout, level: str) -> Iterator[Question]:
    """Until when offices hand in, then who fills in what; nothing where nobody else is named."""
    offices = list_offices(data)
    if len(offices) < FEWEST and look_up(data, (DIVISION,)) is None:
        return
    yield ask_field((DIVISION, "期限"), _("各单位报回的期限"))._replace(optional=True)
    named = "、".join(offices[:MOST_NAMED])
    hint = _("写单位名称，几个单位之间用顿号；空着的本机关自己填。通知里有：{}").format(named)
    for key, label in _list_items(layout, level):
        path: DataPath = (DIVISION, "填报", key)
        yield Question(path, label, "names", hint=hint, optional=True, item=label)


def list_offices(data: Plain) -> list[str]:
    """Who leads the tasks of the notices or is responsible for them."""
    found: dict[str, None] = {}
    for card in list_cards(data):
        found.update(dict.fromkeys(card.bodies))
    return list(found)


def _list_items(layout: Layout, level: str) -> Iterator[tuple[str, str]]:
    """Keys of 分工 and what they are called: rows of the first tables, whole tables, indicators."""
    for form in layout.form_by_key.values():
        if not form.optional:
            yield from _list_rows(form)
    for indicator in layout.asked(level):
        yield f"{indicator.aspect}.{indicator.key}", _("{}由谁填").format(indicator.key)


def _list_rows(form: Form) -> Iterator[tuple[str, str]]:
    if len(form.blocks) == 1:
        yield form.key, _("{}由谁填").format(form.name)
        return
    for name in form.children[()]:  # the rows of table two are different offices' work
        yield form.spell((name,)), _("{form}的{row}由谁填").format(form=form.name, row=name)
