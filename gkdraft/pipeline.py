"""The main path: a data file becomes a report. Read this first.

YAML → parsed → draft (report, figures, layout) → document tree → findings, bytes
"""

import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from gkdraft.base.places import DataPath, Locus
from gkdraft.base.yaml_reading import Parsed
from gkdraft.errors import OutputError, TemplateError
from gkdraft.layout import loading
from gkdraft.layout.own_templates import with_own_templates
from gkdraft.layout.resources import Resources
from gkdraft.layout.typography import Typography
from gkdraft.messages import say
from gkdraft.prose import coverage, coverage_table, narrative, task_words
from gkdraft.prose.coverage import TaskCoverage
from gkdraft.prose.document import Document
from gkdraft.render import RENDERERS
from gkdraft.report import datafile, intake
from gkdraft.report.agency import find_level
from gkdraft.report.datafile import is_datafile
from gkdraft.report.draft import Draft
from gkdraft.report.prior import Edition, join_prior, list_year_before
from gkdraft.rules import judging
from gkdraft.rules.findings import Finding
from gkdraft.rules.locating import locate_findings
from gkdraft.rules.obstacles import find_obstacles
from gkdraft.rules.review import Review

if TYPE_CHECKING:
    from gkdraft.render.stripping import Stripped


@dataclass(frozen=True)
class Source:
    """The file a report came from, and where in it every key stands."""

    name: str = ""
    places: Mapping[DataPath, Locus] = field(default_factory=dict)


@dataclass(frozen=True)
class Result:
    """What one run gives: the draft, its document and what the rules say of them."""

    draft: Draft
    document: Document
    review: Review
    resources: Resources
    source: Source = field(default_factory=Source)
    remarks: tuple[str, ...] = ()  # what was read of a published report and what was not
    beside: str = ""  # the file of the year before, where both were judged together

    @property
    def findings(self) -> tuple[Finding, ...]:
        return self.review.findings

    def answers(self) -> list[TaskCoverage]:
        """What the report says of each task of the notices."""
        return coverage.find_coverage(self.draft, self.document)

    def compose_checklist(self) -> Document:
        """核对单: the page one signs before the report goes out."""
        from gkdraft.rules import checklist  # only `check` writes one, and only when asked

        matter = checklist.Matter(
            draft=self.draft,
            document=self.document,
            review=self.review,
            file=self.source.name,
            places=self.source.places,
            remarks=self.remarks,
            beside=self.beside,
        )
        return checklist.compose_checklist(matter)

    def render_checklist(self) -> bytes:
        """The 核对单 as .docx, in a typography of its own."""
        style = loading.load_spec(Typography, "styles/checklist.yaml", self.resources)
        return RENDERERS[".docx"](self.compose_checklist(), style, self.resources)

    def render_coverage(self, suffix: str) -> bytes:
        """The 对照表 of the tasks as .docx, in a typography of its own, or as .xlsx."""
        found = self.answers()
        if suffix == ".xlsx":
            from gkdraft.render.coverage_book import render_coverage_book  # few want a workbook

            return render_coverage_book(found, self.document, self.resources)
        style = loading.load_spec(Typography, "styles/coverage.yaml", self.resources)
        document = coverage_table.compose_coverage(found, self.document)
        return RENDERERS[".docx"](document, style, self.resources)

    def render(self, suffix: str, comments: bool = False) -> bytes:
        """The bytes of the report as .docx, .html or .txt; findings in the margin of a .docx."""
        data = RENDERERS[suffix](self.document, self.draft.layout.style, self.resources)
        if comments and suffix == ".docx":
            # python-docx takes 40 ms to load: only who wants comments waits for it
            from gkdraft.render.comments import add_comments

            try:
                return add_comments(data, self.document, self.review, self.resources)
            except (AttributeError, IndexError, KeyError, SyntaxError, ValueError):
                if self.resources.overlay:
                    raise TemplateError(
                        say("word/: 模板写出的不是 Word 文件，放不进批注")
                    ) from None
                raise
        return data

    def list_obstacles(self) -> tuple[Finding, ...]:
        """What keeps the report from being final 定稿; nothing if it may go out."""
        found = find_obstacles(self.draft, self.document, self.review)
        return locate_findings(found, self.document, self.source.places, self.source.name)

    def render_final(self, suffix: str) -> "tuple[bytes, Stripped]":
        """The bytes of the 定稿, nothing private in them, and what was taken out of the draft's."""
        from gkdraft.render.stripping import strip_result  # a draft does without

        obstacles = self.list_obstacles()
        if obstacles:
            raise OutputError(say("还有 {count} 处要先改好，不能定稿", count=len(obstacles)))
        return strip_result(suffix, self.render(suffix))


class Opened(NamedTuple):
    """A report as its file tells it, before anybody judges it."""

    draft: Draft
    document: Document
    resources: Resources
    source: Source
    remarks: tuple[str, ...] = ()

    def judge(self, today: datetime.date | None = None) -> Result:
        """What the rules say of it; of its deadline by that day, without one nothing."""
        draft = replace(self.draft, today=today) if today else self.draft
        result = judge(draft, self.document, self.resources, self.source)
        return replace(result, remarks=self.remarks)


def read_report(path: Path, templates: Path | None = None) -> Opened:
    """The report of a file, whoever wrote it: of a data file, or as it was published."""
    return (_open_draft if is_datafile(path) else _open_published)(path, templates)


def open_report(
    path: Path, templates: Path | None = None, today: datetime.date | None = None
) -> Result:
    """The same, judged; `today` is the day by which its deadline is judged."""
    return read_report(path, templates).judge(today)


def draft_report(path: Path, templates: Path | None = None) -> Result:
    """The report of a data file. Raises errors.GkdraftError when there can be none."""
    return _open_draft(path, templates).judge()


def review_report(path: Path, templates: Path | None = None) -> Result:
    """A published report, by the same intake and the same rules. InputError if it is none."""
    return _open_published(path, templates).judge()


def compose(parsed: Parsed, resources: Resources) -> Result:
    """The report of what a data file holds."""
    return _compose(parsed, resources).judge()


def _open_draft(path: Path, templates: Path | None) -> Opened:
    parsed = datafile.read_datafile(path)
    return _compose(parsed, Resources(templates or datafile.find_templates(parsed, path)))


def _compose(parsed: Parsed, resources: Resources) -> Opened:
    draft, document = narrative.compose_parsed(parsed, resources)
    return Opened(draft, document, resources, Source(parsed.name, parsed.places))


def _open_published(path: Path, templates: Path | None) -> Opened:
    from gkdraft.reading.published import read_published, report_yaml
    from gkdraft.reading.published.plain_data import draft_published, list_places
    from gkdraft.reading.published.text_blocks import compose_text

    resources = Resources(templates)
    report = read_published(path, resources)
    layout = loading.load_layout(report.layout or loading.find_latest(resources), resources)
    draft = draft_published(report, layout, find_level(report.agency, resources))
    source = Source(report.name, list_places(report))
    remarks = tuple(report_yaml.summarise_report(report))
    return Opened(draft, compose_text(report), resources, source, remarks)


def judge(
    draft: Draft, document: Document, resources: Resources, source: Source | None = None
) -> Result:
    """A draft and its document with what the rules say of them, each finding in its place."""
    source = source or Source()
    review = judging.check_draft(draft, document)
    placed = locate_findings(review.findings, document, source.places, source.name)
    return Result(draft, document, review._replace(findings=placed), resources, source)


def judge_year(
    at: int, editions: Sequence[Edition], find: Callable[[int], Result]
) -> Result | None:
    """One of several reports judged beside that of the year before; None where it stands alone.

    Only where another one is needed is it asked for.
    """
    own = editions[at]
    before = [] if own.has_last_year else list_year_before(own, editions)
    if not before:
        return None
    result = find(at)
    if len(before) == 1:
        return _judge_beside(result, find(editions.index(before[0])))
    said = say("{year} 年的有 {count} 份，没有与上年一并核对", year=own.year - 1, count=len(before))
    return replace(result, remarks=(*result.remarks, said))


def _judge_beside(result: Result, before: Result) -> Result:
    """A report judged once more, beside the one of the year before."""
    draft = join_prior(result.draft, before.draft, Path(before.source.name).name)
    again = judge(draft, result.document, result.resources, result.source)
    return replace(again, remarks=result.remarks, beside=before.source.name)


def sample(resources: Resources) -> Iterator[str]:
    """Builds reports of nothing, of zeros and of ones in every layout of the templates.

    A fault of a template is a TemplateError with its file and line.
    """
    # only `layouts --check` reads these: a build need not wait for them
    from gkdraft.reading.notices import aspects, load_notice_words
    from gkdraft.reading.published import load_report_words
    from gkdraft.report.alike_words import load_alike_words
    from gkdraft.rules.deadlines import DeadlineBook

    loading.load_specs(resources)
    DeadlineBook.load(resources)
    task_words.load_words(resources)
    aspects.load_words(resources)
    load_alike_words(resources)
    load_notice_words(resources)
    _ = load_report_words(resources).figures
    for name in resources.layouts():
        _sample_layout(name, resources)
        yield name


@with_own_templates  # as a whole: what one report does not exceed, many might
def _sample_layout(name: str, resources: Resources) -> None:
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
            result = judge(draft, document, resources)
            for suffix in RENDERERS:
                result.render(suffix)
    result.render_checklist()
    result.render_coverage(".docx")
