"""The main path: a data file becomes a report. Read this first.

YAML → parsed → draft (report, figures, layout) → document tree → findings, bytes
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from gkdraft import rules
from gkdraft.base.places import DataPath, Locus
from gkdraft.base.yaml_reading import Parsed
from gkdraft.errors import TemplateError
from gkdraft.layout import loading
from gkdraft.layout.resources import Resources
from gkdraft.messages import say
from gkdraft.prose import coverage, narrative
from gkdraft.prose.coverage import TaskCoverage
from gkdraft.prose.document import Document
from gkdraft.render import RENDERERS
from gkdraft.report import datafile, intake
from gkdraft.report.agency import find_level
from gkdraft.report.datafile import is_datafile
from gkdraft.report.draft import Draft
from gkdraft.rules.findings import Finding, place_finding


@dataclass(frozen=True)
class Result:
    """What one run gives: the draft, its document and what the rules say of them."""

    draft: Draft
    document: Document
    findings: tuple[Finding, ...]
    resources: Resources
    remarks: tuple[str, ...] = ()  # what was read of a published report and what was not

    def answers(self) -> list[TaskCoverage]:
        """What the report says of each task of the notices."""
        return coverage.find_coverage(self.draft, self.document)

    def render(self, suffix: str, comments: bool = False) -> bytes:
        """The bytes of the report as .docx, .html or .txt; findings in the margin of a .docx."""
        data = RENDERERS[suffix](self.document, self.draft.layout.style, self.resources)
        if comments and suffix == ".docx":
            # python-docx takes 40 ms to load: only who wants comments waits for it
            from gkdraft.render.comments import add_comments

            try:
                return add_comments(data, self.document, self.findings, self.resources)
            except (AttributeError, IndexError, KeyError, SyntaxError, ValueError):
                if self.resources.overlay:
                    raise TemplateError(
                        say("word/: 模板写出的不是 Word 文件，放不进批注")
                    ) from None
                raise
        return data


def open_report(path: Path, templates: Path | None = None) -> Result:
    """The report of a file, whoever wrote it: of a data file, or as it was published."""
    return draft_report(path, templates) if is_datafile(path) else review_report(path, templates)


def draft_report(path: Path, templates: Path | None = None) -> Result:
    """The report of a data file. Raises errors.GkdraftError when there can be none."""
    parsed = datafile.read_datafile(path)
    return compose(parsed, Resources(templates or datafile.find_templates(parsed, path)))


def compose(parsed: Parsed, resources: Resources) -> Result:
    """The report of what a data file holds."""
    layout = loading.choose_layout(datafile.read_head(parsed), resources)
    draft = intake.read_draft(parsed.data, layout, parsed.repeated)
    document = narrative.compose_document(draft, resources)
    return _judge(draft, document, parsed.places, parsed.name, resources)


def review_report(path: Path, templates: Path | None = None) -> Result:
    """A published report, by the same intake and the same rules. InputError if it is none."""
    from gkdraft.reading.published import read_published, report_yaml
    from gkdraft.reading.published.plain_data import draft_published, list_places
    from gkdraft.reading.published.text_blocks import compose_text

    resources = Resources(templates)
    report = read_published(path, resources)
    layout = loading.load_layout(report.layout or loading.find_latest(resources), resources)
    draft = draft_published(report, layout, find_level(report.agency, resources))
    result = _judge(draft, compose_text(report), list_places(report), report.name, resources)
    return replace(result, remarks=tuple(report_yaml.summarise_report(report)))


def _judge(
    draft: Draft,
    document: Document,
    places: Mapping[DataPath, Locus],
    name: str,
    resources: Resources,
) -> Result:
    """A draft and its document with what the rules say of them, each finding in its place."""
    found = rules.check_draft(draft, document)
    findings = tuple(place_finding(finding, places, name) for finding in found)
    return Result(draft, document, findings, resources)


def sample(resources: Resources) -> Iterator[str]:
    """Builds reports of nothing, of zeros and of ones in every layout of the templates.

    A fault of a template is a TemplateError with its file and line.
    """
    # only `layouts --check` reads these: a build need not wait for them
    from gkdraft.reading.notices import aspects, load_notice_words
    from gkdraft.reading.published import load_report_words

    aspects.load_words(resources)
    load_notice_words(resources)
    _ = load_report_words(resources).figures
    for name in resources.layouts():
        layout = loading.load_layout(name, resources)
        for flaw in layout.flaws():
            where = resources.shown(f"layouts/{name}/layout.yaml")
            raise TemplateError(say("{}: {}", where, flaw))
        for level in ("市级政府", "部门"):
            for figure in (None, "0", "1"):
                data = layout.filled(figure)
                data |= {"年度": str(layout.spec.since), "机关": {"名称": "某机关", "层级": level}}
                draft = intake.read_draft(data, layout, {})
                document = narrative.compose_document(draft, resources)
                result = Result(
                    draft, document, tuple(rules.check_draft(draft, document)), resources
                )
                for suffix in RENDERERS:
                    result.render(suffix)
        yield name
