"""Catalogue: what published reports are held against, from templates/."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from gkdraft.layout import loading
from gkdraft.layout.form import Form
from gkdraft.layout.layout import LayoutSpec
from gkdraft.layout.resources import Resources
from gkdraft.reading.published.form_labels import FormLabels
from gkdraft.reading.published.vocabulary import ReportVocabulary


def load_report_words(resources: Resources) -> ReportVocabulary:
    """The words of templates/published.yaml."""
    return loading.load_spec(ReportVocabulary, "published.yaml", resources)


@dataclass(frozen=True)
class Catalogue:
    """What reports are held against: words, layouts, and every form that some layout prints."""

    words: ReportVocabulary
    specs: Mapping[str, LayoutSpec]
    forms: Mapping[str, Form]
    resources: Resources

    @classmethod
    def load(cls, resources: Resources) -> "Catalogue":
        specs = loading.load_specs(resources)
        forms: dict[str, Form] = {}
        for spec in specs.values():
            for name in _list_printed(spec):
                if name not in forms:
                    forms[name] = loading.load_form(name, resources)
        return cls(load_report_words(resources), specs, forms, resources)

    @cached_property
    def labels(self) -> list[FormLabels]:
        """What each form is known by."""
        return [FormLabels(form, self.words) for form in self.forms.values()]

    @property
    def newest(self) -> str:
        """The layout in force now."""
        return loading.find_latest(self.resources)

    def layout(self, year: int) -> str:
        """The layout in force for a year; nothing if there is none."""
        return loading.find_layout(year, self.specs, self.resources)

    def layout_of(self, forms: Sequence[Form]) -> str:
        """The one layout that prints all these forms; nothing if several do."""
        fitting: list[str] = []
        for name in self.specs:
            printed = self.printed(name)
            if all(form in printed for form in forms):
                fitting.append(name)
        return fitting[0] if len(fitting) == 1 else ""

    def printed(self, layout: str) -> list[Form]:
        """The forms a layout prints; none if there is no such layout."""
        if not layout:
            return []
        return [self.forms[name] for name in _list_printed(self.specs[layout])]

    def roles(self, layout: str) -> dict[str, str]:
        """What each section of a layout tells of, by its heading; without one, of the newest."""
        found: dict[str, str] = {}
        spec = self.specs[layout or self.newest]
        for section in spec.sections:
            role = self.forms[section.form].key if section.form else spec.role(section)
            if role:
                found[section.heading] = role
        return found

    def aspects(self, layout: str) -> list[str]:
        """The keys of a layout's aspects; none if there is no such layout."""
        if not layout:
            return []
        return [aspect.key for aspect in self.specs[layout].aspects]

    def data(self, layout: str) -> dict[str, Form]:
        """The forms of a layout whose figures stand in prose."""
        if not layout:
            return {}
        data = self.specs[layout].data
        return {key: loading.load_form(name, self.resources, key) for key, name in data.items()}


def _list_printed(spec: LayoutSpec) -> Iterator[str]:
    """Names of the forms a layout prints."""
    for section in spec.sections:
        for _, name in section.forms():
            yield name
