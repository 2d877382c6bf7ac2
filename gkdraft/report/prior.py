"""Last year 上年, taken from the report of the year before where a draft holds none itself."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from gkdraft.base.places import parse_path
from gkdraft.layout.labels import match_cells
from gkdraft.report.draft import Draft
from gkdraft.report.figures import PRIOR, Figures
from gkdraft.report.model import LastYear

PAIR = 2


@dataclass(frozen=True, eq=False)
class Edition:
    """Whose report of which year one is, and whether it holds figures of last year itself."""

    year: int
    body: str
    has_last_year: bool


def find_edition(draft: Draft) -> Edition:
    """What must be known of a draft to find the one of the year before."""
    typed = any(key.startswith(f"{PRIOR}.") for key in draft.figures.typed)
    return Edition(draft.report.year, draft.report.agency.name, typed)


def _may_be_one(first: Edition, second: Edition, of: int) -> bool:
    """Whether two reports belong together: by name, or two without one that were given alone.

    Suqian 2023 and 2024 name no body, and who checks just the two means it.
    """
    name, other = first.body, second.body
    if not (name and other):
        return not (name or other) and of == PAIR
    # 太仓市 and 太仓市人民政府 are one
    return name in other or other in name


def list_year_before(edition: Edition, others: Sequence[Edition]) -> list[Edition]:
    """The same body's reports of the year before; a .docx beside its data file makes two."""
    year = edition.year
    found: list[Edition] = []
    for other in others:
        is_before = year > 1 and other.year == year - 1
        if other is not edition and is_before and _may_be_one(edition, other, len(others)):
            found.append(other)
    return found


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
