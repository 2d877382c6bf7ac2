"""Key figures 主要数据: the figures one signs for, and where each of them comes from."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from gkdraft.base.places import DataPath, Locus
from gkdraft.layout.equations import Key
from gkdraft.layout.form import Form
from gkdraft.layout.loading import load_spec
from gkdraft.layout.resources import Resources
from gkdraft.layout.spec import Spec
from gkdraft.report.draft import Draft
from gkdraft.report.figures import PRIOR
from gkdraft.report.printing import print_number

Places = Mapping[DataPath, Locus]


class KeyFigure(Spec):
    """主要数据: a key of the data file and what the sheet calls it."""

    key: str
    name: str


class ChecklistWords(Spec):
    """checklist.yaml."""

    figures: tuple[KeyFigure, ...]


@dataclass(frozen=True)
class SourcedFigure:
    """A figure with last year's beside it, and its source 出处."""

    name: str
    number: str
    before: str
    source: str


@lru_cache(maxsize=8)
def load_checklist(resources: Resources) -> ChecklistWords:
    """The figures of one folder of templates."""
    return load_spec(ChecklistWords, "checklist.yaml", resources)


def list_figures(draft: Draft, places: Places) -> Iterator[SourcedFigure]:
    """The key figures that this report's forms have, in the order of checklist.yaml."""
    for wanted in load_checklist(draft.layout.resources).figures:
        path = wanted.key.split(".")
        form = draft.layout.form_by_key.get(path[0])
        key = tuple(path[1:])
        if form is None or key not in form.by_key:
            continue
        kind = form.by_key[key].kind
        yield SourcedFigure(
            wanted.name,
            print_number(draft.find_printed(wanted.key), kind),
            print_number(draft.find_printed(f"{PRIOR}.{wanted.key}"), kind),
            _find_source(draft, form, key, places),
        )


def _find_source(draft: Draft, form: Form, key: Key, places: Places) -> str:
    """第32行, 第36行相加, 表2第7行第3栏; or why there is no figure."""
    name = form.spell(key)
    path: DataPath = (form.key, *key)
    printed = draft.find_printed(name)
    # a wrong total that was typed is not what a draft prints
    if printed is not None and draft.figures.typed.get(name) == printed:
        return _spell_place(_find_place(path, places))
    if printed is not None:
        return _describe_sum(draft, form, key, places)
    if path in draft.blank:
        return "空白"
    if draft.published:
        return "没有读到"
    return "略" if draft.is_skipped(path) else "未填"


def _find_place(path: DataPath, places: Places) -> Locus:
    """The place of a key, or of the row it stands in."""
    while path and path not in places:
        path = path[:-1]
    return places.get(path, Locus())


def _spell_place(place: Locus) -> str:
    if place.spot:
        return place.spot
    return f"第{place.line}行" if place.line else "填报"


def _describe_sum(draft: Draft, form: Form, key: Key, places: Places) -> str:
    """第36行相加, 第38—64行相加: a total by the lines of its parts."""
    lines: set[int] = set()
    for part in _list_parts(draft, form, key):
        lines.add(_find_place((form.key, *part), places).line)
    lines.discard(0)
    if not lines:
        return "各数相加"
    first, last = min(lines), max(lines)
    return f"第{first}行相加" if first == last else f"第{first}—{last}行相加"


def _list_parts(draft: Draft, form: Form, key: Key) -> list[Key]:
    """The cells that were typed and add up to a computed one."""
    parts: list[Key] = []
    open_keys, seen = [key], {key}
    while open_keys:
        current = open_keys.pop()
        if current != key and form.spell(current) in draft.figures.typed:
            parts.append(current)
            continue
        for equation in form.equations:
            if equation.computes == current:
                below = [k for k in equation.right if k not in seen]
                seen.update(below)
                open_keys += below
    return parts


def describe_prior(draft: Draft, places: Places) -> str:
    """Where last year's figures come from; nothing where there are none."""
    if not any(key.startswith(f"{PRIOR}.") for key in draft.figures.typed):
        return ""
    source = draft.report.prior.source or "没有写明"
    place = places.get((PRIOR, "来源")) or places.get((PRIOR,))
    where = f"（第{place.line}行）" if place and place.line else ""
    return f"上年数的来源：{source}{where}。"
