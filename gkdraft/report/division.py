"""Division 分工: who fills in what, and the parts 分项 that offices handed in."""

from collections.abc import Iterator
from typing import NamedTuple

from gkdraft.base.places import DataPath, parse_path, spell_path
from gkdraft.base.scalars import Number
from gkdraft.layout.layout import Layout
from gkdraft.report.draft import Draft
from gkdraft.report.model_gathering import CONTRIBUTIONS

OVERVIEW, DATA = "总体情况", "数据"


class Portion(NamedTuple):
    """分项: what one office handed in for a figure."""

    office: str
    number: Number
    source: str


def resolve_item(layout: Layout, key: str) -> DataPath:
    """The place of a key of 分工 or of the questionnaire: 方面.指标, or a key of the data file."""
    names = parse_path(key)
    if names[:2] in layout.indicator_by_key:
        return (OVERVIEW, names[0], DATA, *names[1:])
    return names


def has_item(layout: Layout, path: DataPath) -> bool:
    """Whether a report of the layout has something at a place that an office can fill in."""
    names = tuple(map(str, path))
    form = layout.form_by_key.get(names[0]) if names else None
    if form is not None:
        return bool(form.below(names[1:]))
    if names[:1] == (OVERVIEW,) and len(names) > 1:
        is_indicator = len(names) > 3 and names[2] == DATA
        known = (names[1], names[3]) in layout.indicator_by_key if is_indicator else True
        return names[1] in layout.aspect_keys and known
    return names == ("存在问题",)


def list_assigned(draft: Draft, path: DataPath) -> tuple[str, ...]:
    """The offices that fill in what stands at a place; none if the body does it itself.

    What is said of a place itself goes before what is said of the whole it is part of.
    """
    nearest: DataPath = ()
    found: tuple[str, ...] = ()
    for key, offices in draft.report.division.items.items():
        place = resolve_item(draft.layout, key)
        if path[: len(place)] == place and len(place) > len(nearest):
            nearest, found = place, tuple(dict.fromkeys(offices))
    return found


def list_portions(draft: Draft, path: DataPath) -> Iterator[Portion]:
    """What offices handed in for a figure, in the order of the data file."""
    for number, entry in enumerate(draft.report.contributions):
        key = spell_path((CONTRIBUTIONS, number, DATA, *path))
        if (found := draft.figures.get(key)) is not None:
            yield Portion(entry.office, found, entry.source)
