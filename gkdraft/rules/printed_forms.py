"""Printed forms 表样: whether the tables of a published report are those of its year."""

from collections.abc import Iterator

from gkdraft.layout.form import Form
from gkdraft.messages import say
from gkdraft.rules.registry import Verdict
from gkdraft.rules.structure import Outline, load_prescribed

# rows and labels that a message names
SHOWN = 2
# rows that no form has
MOST = 3
# fewer labels of an old form may be a sentence about it
ENOUGH = 3


def check_forms(outline: Outline) -> Iterator[Verdict]:
    """Forms of another year, and rows that no form has."""
    draft = outline.draft
    if not draft.published:
        # the program prints the forms of the layout
        return
    for section in draft.layout.spec.sections:
        for _, name in section.forms():
            yield from _check_form(outline, load_prescribed(name, draft.layout.resources))
    if draft.strange:
        rows = [f"{table}“{row}”" for table, row in draft.strange[:MOST]]
        yield (
            say(
                "规定的表样里没有这样的行：{rows}；行名错了的改正，多出的删去",
                rows="、".join(rows),
            ),
            (),
        )


def _check_form(outline: Outline, prescribed: Form) -> Iterator[Verdict]:
    old = _find_old_labels(outline, prescribed)
    lacking = [] if old else _list_lacking(outline, prescribed)
    if not old and not lacking:
        return
    told = say("有“{labels}”", labels="”“".join(old[:SHOWN]))
    if lacking:
        told = say("没有“{rows}”等行", rows="”“".join(lacking[:SHOWN]))
    yield (
        say(
            "{table}不是 {layout} 格式的表样：{told}；请换成规定的表样",
            table=prescribed.name,
            layout=outline.draft.layout.name,
            told=told,
        ),
        (prescribed.key,),
    )


def _find_old_labels(outline: Outline, prescribed: Form) -> list[str]:
    """Labels of a form out of use: blank tables have nothing else to tell them (螅镇 2022)."""
    for old in outline.book.forms:
        if old.key == prescribed.key and old.until < outline.draft.layout.spec.since:
            found = [label for label in old.labels if label in outline.text]
            if len(found) >= ENOUGH:
                return found
    return []


def _list_lacking(outline: Outline, prescribed: Form) -> list[str]:
    """Rows that the prescribed form has, and the one that was read has not (洪泽 2023)."""
    form = outline.draft.layout.form_by_key.get(prescribed.key, prescribed)
    known = {cell.key[:-1] for cell in form.cells}
    rows = [cell.key[:-1] for cell in prescribed.cells if cell.key[:-1] not in known]
    return list(dict.fromkeys(row[-1] for row in rows if row))
