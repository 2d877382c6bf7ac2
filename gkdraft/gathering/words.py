"""templates/gathering.yaml: heads of columns and other words by which a returned form is known."""

from collections.abc import Mapping
from functools import cached_property

from gkdraft.layout import loading
from gkdraft.layout.labels import strip_label
from gkdraft.layout.resources import Resources
from gkdraft.layout.spec import Spec
from gkdraft.render.workbook_style import STYLE, WorkbookStyle


class Proposal(Spec):
    """What an office is likely to fill in whose name has one of these words."""

    names: tuple[str, ...]
    items: tuple[str, ...]


class GatheringWords(Spec):
    """The words of templates/gathering.yaml."""

    columns: Mapping[str, tuple[str, ...]]
    office: tuple[str, ...]
    year: tuple[str, ...]
    several: tuple[str, ...]
    states: Mapping[str, tuple[str, ...]]
    proposals: tuple[Proposal, ...]

    @classmethod
    def load(cls, resources: Resources) -> "GatheringWords":
        return loading.load_spec(cls, "gathering.yaml", resources)

    @cached_property
    def _roles(self) -> dict[str, tuple[str, ...]]:
        """What a head may stand for, by its text as labels are compared."""
        found: dict[str, tuple[str, ...]] = {}
        for role, names in self.columns.items():
            for name in names:
                found[strip_label(name)] = (*found.get(strip_label(name), ()), role)
        return found

    def read_state(self, text: str) -> str:
        """A state by the name the data file has for it: 已完成 is 完成."""
        return next((state for state, names in self.states.items() if text in names), text)

    def find_roles(self, head: str) -> tuple[str, ...]:
        """The columns a head may be; several for 佐证, which tasks and problems have."""
        return self._roles.get(strip_label(head), ())


def check_gathering_templates(resources: Resources) -> None:
    """Reads what workbooks are made of. TemplateError for a fault."""
    GatheringWords.load(resources)
    loading.load_spec(WorkbookStyle, STYLE, resources)
