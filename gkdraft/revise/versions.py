"""Versions 版本: two versions of the report of one year, and only what differs between them.

Whoever wrote them: a data file, a draft, an edited draft, the report as it was published.
"""

from collections.abc import Iterator
from typing import NamedTuple

from gkdraft.messages import say
from gkdraft.prose.document import Document
from gkdraft.report.comparison import describe_bodies
from gkdraft.report.draft import Draft
from gkdraft.revise.changes import Change
from gkdraft.revise.version_figures import describe_uncompared, list_figure_changes
from gkdraft.revise.version_texts import Text, list_text_changes


class Version(NamedTuple):
    """One of the two: what it says, and its figures."""

    draft: Draft
    document: Document


class Versions(NamedTuple):
    """两份对照: cells and sentences that differ, in the order of the report.

    `warnings` are to be read before, `remarks` say what could not be compared.
    """

    figures: tuple[Change, ...]
    texts: tuple[Change, ...]
    warnings: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()

    @property
    def is_same(self) -> bool:
        return not self.figures and not self.texts


def are_versions(one: Draft, two: Draft) -> bool:
    """Whether two reports are of one year, as far as their titles and periods tell."""
    years = {one.report.year, two.report.year} - {0}
    return len(years) < 2


def compare_versions(one: Version, two: Version) -> Versions:
    """What differs between two versions of a report."""
    drafts = (one.draft, two.draft)
    texts = (Text.of(each.document, each.draft.published) for each in (one, two))
    changes = (*_list_rows(*drafts), *list_text_changes(*texts))
    return Versions(
        figures=tuple(list_figure_changes(*drafts)),
        texts=changes,
        warnings=tuple(_list_warnings(*drafts)),
        remarks=tuple(describe_uncompared(*drafts)),
    )


def _list_warnings(one: Draft, two: Draft) -> Iterator[str]:
    yield from describe_bodies(one, two)
    if not one.report.year or not two.report.year:
        yield say("有一份没有读到年度，按同一年的两份对照")


def _list_rows(one: Draft, two: Draft) -> Iterator[Change]:
    """Rows of tables that no form has, where only one of the two has them."""
    for table, label in one.strange:
        if (table, label) not in two.strange:
            yield Change("row", table, label, "")
    for table, label in two.strange:
        if (table, label) not in one.strange:
            yield Change("row", table, "", label)
