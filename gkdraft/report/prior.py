"""Last year 上年, taken from the report of the year before where a draft holds none itself."""

from collections.abc import Sequence
from dataclasses import replace

from gkdraft.base.places import parse_path
from gkdraft.layout.labels import match_cells
from gkdraft.report.draft import Draft
from gkdraft.report.figures import PRIOR, Figures
from gkdraft.report.model import LastYear

PAIR = 2


def is_same_body(first: Draft, second: Draft) -> bool:
    """Whether two reports are one body's; 太仓市 and 太仓市人民政府 are one."""
    name, other = first.report.agency.name, second.report.agency.name
    return bool(name and other) and (name in other or other in name)


def _may_be_one(first: Draft, second: Draft, of: int) -> bool:
    """Whether two reports belong together: by name, or two without one that were given alone.

    Suqian 2023 and 2024 name no body, and who checks just the two means it.
    """
    nameless = not first.report.agency.name and not second.report.agency.name
    return is_same_body(first, second) or (nameless and of == PAIR)


def list_year_before(draft: Draft, others: Sequence[Draft]) -> list[Draft]:
    """The same body's reports of the year before; a .docx beside its data file makes two."""
    year = draft.report.year
    found: list[Draft] = []
    for other in others:
        is_before = year > 1 and other.report.year == year - 1
        if other is not draft and is_before and _may_be_one(draft, other, len(others)):
            found.append(other)
    return found


def has_last_year(draft: Draft) -> bool:
    """Whether a draft holds figures of last year itself."""
    return any(key.startswith(f"{PRIOR}.") for key in draft.figures.typed)


def join_prior(draft: Draft, before: Draft, source: str = "") -> Draft:
    """The draft with the figures and texts of the year before as its 上年; `source` is its file."""
    figures = Figures(
        dict(draft.figures.typed), dict(draft.figures.completed), dict(draft.figures.keys)
    )
    for form in draft.layout.forms.values():
        then = before.layout.form_by_key.get(form.key)
        for key in match_cells(form, then) if then else ():
            name = form.spell(key)
            number = before.figures.claimed(name)
            if number is not None and not before.is_unread(parse_path(name)):
                figures.put(f"{PRIOR}.{name}", number)
    report = before.report
    prior = LastYear.model_construct(
        source=source, overview=report.overview, problems=report.problems
    )
    return replace(draft, figures=figures, report=draft.report.model_copy(update={"prior": prior}))
