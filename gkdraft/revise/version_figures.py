"""Figures of two versions 两份的数: the cells that differ, and those only one of them shows.

A cell that was not read is not a blank one: of it nothing is known. Figures that a layout does not
print as a table stand in its sentences, and are compared there.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from gkdraft.base.places import parse_path
from gkdraft.base.scalars import Number
from gkdraft.layout.equations import Key
from gkdraft.layout.form import Form
from gkdraft.layout.labels import match_cells
from gkdraft.messages import say
from gkdraft.report.draft import Draft
from gkdraft.report.printing import print_number
from gkdraft.revise.changes import Change

UNREAD_BEFORE = say("前一份没有读出")
UNREAD_NOW = say("后一份没有读出")


class _Cell(NamedTuple):
    """What stands in a cell: its text, its value if it is one; or that it was not read."""

    text: str
    value: Number | None = None
    is_read: bool = True

    def says(self, other: "_Cell") -> bool:
        """Whether both are the same number; 12.0 is 12."""
        if self.text == other.text:
            return True
        return self.value is not None and self.value == other.value


def list_figure_changes(one: Draft, two: Draft) -> Iterator[Change]:
    """Every cell of a printed table that is not the same in both, table by table."""
    for form, shared in _list_forms(one, two):
        for key in form.by_key:
            if key in shared:
                yield from _compare_cell(form, key, one, two)


def _list_forms(one: Draft, two: Draft) -> Iterator[tuple[Form, frozenset[Key]]]:
    """The tables both print, with the cells that count the same in both."""
    for form in two.layout.form_by_key.values():
        other = one.layout.form_by_key.get(form.key)
        if other and form.key not in two.layout.spec.data:
            yield form, match_cells(form, other)


def _compare_cell(form: Form, key: Key, one: Draft, two: Draft) -> Iterator[Change]:
    before, now = _read_cell(form, key, one), _read_cell(form, key, two)
    reason = ""
    if not before.is_read:
        reason = UNREAD_BEFORE
    elif not now.is_read:
        reason = UNREAD_NOW
    is_known = before.is_read or now.is_read
    is_same = before.is_read and now.is_read and before.says(now)
    if is_known and not is_same:
        name, place = form.spell(key), f"{form.name} {'·'.join(key)}"
        yield Change("figure", place, before.text, now.text, key=name, reason=reason)


def _read_cell(form: Form, key: Key, draft: Draft) -> _Cell:
    name = form.spell(key)
    path = parse_path(name)
    # 36.5 in a column of counts is no figure, and stands there all the same
    if path in draft.misprinted:
        return _Cell(draft.misprinted[path])
    if draft.is_unread(path):
        return _Cell("", is_read=False)
    number = draft.find_printed(name)
    return _Cell(print_number(number, form.by_key[key].kind), number)


def describe_uncompared(one: Draft, two: Draft) -> Iterator[str]:
    """What of the tables could not be compared at all."""
    for form, shared in _list_forms(one, two):
        alone = [key for key in form.by_key if key not in shared]
        if alone:
            yield say(
                "{name}两份的格式不同，有 {count} 格没有比较", name=form.name, count=len(alone)
            )
        unread = [key for key in form.by_key if key in shared and _is_unread(form, key, one, two)]
        if unread:
            yield say(
                "{name}有 {count} 格两份都没有读出，没有比较：{names}",
                name=form.name, count=len(unread), names=_shorten_list(unread),
            )  # fmt: skip


def _is_unread(form: Form, key: Key, one: Draft, two: Draft) -> bool:
    return not any(_read_cell(form, key, draft).is_read for draft in (one, two))


def _shorten_list(keys: Sequence[Key], most: int = 3) -> str:
    """The first of some cells by name."""
    names = "、".join("·".join(key) for key in keys[:most])
    return names if len(keys) <= most else say("{names}等", names=names)
