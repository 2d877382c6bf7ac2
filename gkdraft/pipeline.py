"""The main path: a data file becomes a report. Read this first.

YAML → parsed → draft (report, figures, layout) → document tree → findings, bytes
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from gkdraft import rules
from gkdraft.base.yaml_reading import Parsed
from gkdraft.errors import TemplateError
from gkdraft.layout import loading
from gkdraft.layout.resources import Resources
from gkdraft.prose import coverage, narrative
from gkdraft.prose.coverage import TaskCoverage
from gkdraft.prose.document import Document
from gkdraft.render import RENDERERS
from gkdraft.report import datafile, intake
from gkdraft.report.draft import Draft
from gkdraft.rules.findings import Finding, place_finding


@dataclass(frozen=True)
class Result:
    """What one run gives: the draft, its document and what the rules say of them."""

    draft: Draft
    document: Document
    findings: tuple[Finding, ...]
    resources: Resources

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
                    raise TemplateError("word/: 模板写出的不是 Word 文件，放不进批注") from None
                raise
        return data


def draft_report(path: Path, templates: Path | None = None) -> Result:
    """The report of a data file. Raises errors.GkdraftError when there can be none."""
    parsed = datafile.read_datafile(path)
    return compose(parsed, Resources(templates or datafile.find_templates(parsed, path)))


def compose(parsed: Parsed, resources: Resources) -> Result:
    """The report of what a data file holds."""
    layout = loading.choose_layout(datafile.read_head(parsed), resources)
    draft = intake.read_draft(parsed.data, layout, parsed.repeated)
    document = narrative.compose_document(draft, resources)
    found = rules.check_draft(draft, document)
    findings = tuple(place_finding(finding, parsed.places, parsed.name) for finding in found)
    return Result(draft, document, findings, resources)


def sample(resources: Resources) -> Iterator[str]:
    """Builds reports of nothing, of zeros and of ones in every layout of the templates.

    A fault of a template is a TemplateError with its file and line.
    """
    # only `layouts --check` reads these: a build need not wait for them
    from gkdraft.reading import notices
    from gkdraft.reading.notices import aspects

    aspects.load_words(resources)
    notices.load_notice_words(resources)
    for name in resources.layouts():
        layout = loading.load_layout(name, resources)
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
