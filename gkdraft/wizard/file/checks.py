"""Checks 核对: the report of a draft with what the rules say of it, made once for each draft."""

from typing import TYPE_CHECKING

from gkdraft.layout.resources import Resources
from gkdraft.report.draft import Draft

if TYPE_CHECKING:
    from gkdraft.pipeline import Result

REMEMBERED = 3
"""The draft of the session, that of the answer being looked at, and one more try at it."""


class Checks:
    """Reports of the drafts that were asked for last."""

    def __init__(self, resources: Resources) -> None:
        self.resources = resources
        self._known: list[Result] = []

    @property
    def is_begun(self) -> bool:
        """Whether a report was asked for: the first takes as long as all rules take to load."""
        return bool(self._known)

    def check(self, draft: Draft) -> "Result":
        """The report of a draft. TemplateError if a template of the person's own fails."""
        for result in self._known:
            if result.draft is draft:
                return result
        from gkdraft.pipeline import judge
        from gkdraft.prose import narrative

        document = narrative.compose_document(draft, self.resources)
        result = judge(draft, document, self.resources)
        self._known = [result, *self._known[: REMEMBERED - 1]]
        return result
