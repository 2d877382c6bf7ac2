"""Published reports 年度报告 read back into figures, prose and problems. Nothing is guessed.

flow → title, sections → tables by labels (ruled, as text, printed) or sentences → Published
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from gkdraft.errors import InputError
from gkdraft.layout import loading
from gkdraft.layout.form import Form
from gkdraft.layout.labels import strip_label
from gkdraft.layout.layout import LayoutSpec
from gkdraft.layout.resources import Resources
from gkdraft.reading import documents
from gkdraft.reading.documents.flow import Flow, Table, TextLine, convert_flow
from gkdraft.reading.published import outline, particulars, sentences
from gkdraft.reading.published.ledger import Figure, Ledger, Published, PublishedSection, Unread
from gkdraft.reading.published.outline import SectionRoles
from gkdraft.reading.published.printed_lines import PrintoutReader
from gkdraft.reading.published.ruled_tables import GridReader
from gkdraft.reading.published.running_text import DumpReader
from gkdraft.reading.published.text_strip import TextStrip
from gkdraft.reading.published.vocabulary import ReportVocabulary

__all__ = [
    "Catalogue",
    "Figure",
    "Published",
    "PublishedSection",
    "Unread",
    "interpret",
    "is_report",
    "read",
]


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
        names = dict.fromkeys(name for spec in specs.values() for name in _printed(spec))
        forms = {name: loading.load_form(name, resources) for name in names}
        return cls(load_report_words(resources), specs, forms, resources)

    def layout(self, year: int) -> str:
        """The layout in force for a year; nothing if there is none."""
        return loading.find_layout(year, self.specs, self.resources)

    def layout_of(self, forms: Iterable[Form]) -> str:
        """The one layout that prints all these forms; nothing if several do."""
        fitting = [
            name
            for name, spec in self.specs.items()
            if all(form in [self.forms[n] for n in _printed(spec)] for form in forms)
        ]
        return fitting[0] if len(fitting) == 1 else ""

    def printed(self, layout: str) -> list[Form]:
        """The forms a layout prints; none if there is no such layout."""
        return [self.forms[name] for name in _printed(self.specs[layout])] if layout else []

    def roles(self, layout: str) -> dict[str, str]:
        """What each section of a layout tells of, by its heading."""
        found: dict[str, str] = {}
        for section in self.specs[layout].sections if layout else ():
            role = (
                self.forms[section.form].key if section.form else self.specs[layout].role(section)
            )
            if role:
                found[section.heading] = role
        return found

    def aspects(self, layout: str) -> list[str]:
        """The keys of a layout's aspects; none if there is no such layout."""
        return [aspect.key for aspect in self.specs[layout].aspects] if layout else []

    def data(self, layout: str) -> dict[str, Form]:
        """The forms of a layout whose figures stand in prose."""
        data = self.specs[layout].data if layout else {}
        return {key: loading.load_form(name, self.resources, key) for key, name in data.items()}


def read_published(path: Path, resources: Resources) -> Published:
    """A published report. InputError if the document is none."""
    return interpret_report(documents.read_document(path), Catalogue.load(resources))


def is_report(flow: Flow, catalogue: Catalogue) -> bool:
    """Whether a document looks like a report: by its title, or by the heads of its tables."""
    flow = _official(flow, catalogue.words)
    lines = [block for block in flow.blocks if isinstance(block, TextLine)]
    if outline.find_title(lines, catalogue.words).year or outline.is_preface(
        lines, catalogue.words
    ):
        return True
    return not outline.is_letter(lines, catalogue.words) and bool(_tables(flow, catalogue))


@dataclass(frozen=True)
class _Tables:
    """One form as read: the form that fits best among those of its key."""

    ledger: Ledger
    rows: int


def interpret_report(flow: Flow, catalogue: Catalogue) -> Published:
    """The report a document is. InputError if it is none."""
    words = catalogue.words
    flow = _official(flow, words)
    lines = [block for block in flow.blocks if isinstance(block, TextLine)]
    title = outline.find_title(lines, words)
    period, period_year = outline.find_period(lines, words)
    year = title.year or period_year
    layout = catalogue.layout(year)
    prose = bool(layout) and catalogue.specs[layout].free
    tables = {} if prose else _tables(flow, catalogue)
    if not year and not tables:
        raise InputError(
            f"{flow.name}: 不像是政府信息公开工作年度报告：没有读到标题，也没有读到规定的表"
        )
    ledgers = [found.ledger for found in tables.values()]
    layout = layout or catalogue.layout_of([ledger.form for ledger in ledgers])
    labels = frozenset(strip_label(text) for ledger in ledgers for text in _row_texts(ledger.form))
    roles = SectionRoles(catalogue.roles(layout), words)
    sections = tuple(outline.split_sections(flow.blocks, labels, words, prose, roles))
    forms = (
        catalogue.data(layout) if prose else {ledger.form.key: ledger.form for ledger in ledgers}
    )
    figures, unread = sentences.find_figures(sections, forms, words) if prose else _cells(ledgers)
    if not prose:
        unread += _lacking(layout, forms, catalogue)
    problems, measures = particulars.find_problems(sections, words)
    return Published(
        name=flow.name,
        title=title.text,
        year=year,
        agency=outline.find_full_name(title.body, lines),
        short=title.body,
        layout=layout,
        period=period,
        contact=particulars.find_contact(lines, words),
        forms=forms,
        figures=figures,
        unread=tuple(unread),
        sections=sections,
        notes=particulars.find_notes(sections, words),
        overview=particulars.find_overview(sections, catalogue.aspects(layout)),
        problems=tuple(problems),
        measures=tuple(measures),
        remarks=(
            *flow.remarks,
            *([] if title.year else [_undated(year)]),
            *([] if prose else _doubts(layout, forms, catalogue)),
        ),
    )


def _official(flow: Flow, words: ReportVocabulary) -> Flow:
    """A traditional mirror's words as the official ones."""
    if not flow.traditional:
        return flow
    changed: set[str] = set()

    def convert(text: str) -> str:
        for mirror in words.mirror:
            if re.search(mirror.words, text):
                changed.add(mirror.means)
                text = re.sub(mirror.words, mirror.means, text)
        return text

    converted = convert_flow(flow, convert, "")
    told = f"转载时改过的词已改回：{'、'.join(sorted(changed))}，请核对" if changed else ""
    return replace(converted, remarks=tuple(filter(None, (*flow.remarks, told))))


def _printed(spec: LayoutSpec) -> list[str]:
    """Names of the forms a layout prints."""
    return [name for section in spec.sections for _, name in section.forms()]


def _tables(flow: Flow, catalogue: Catalogue) -> dict[str, _Tables]:
    """For every key the form whose rows are found best, with what was read by it."""
    scroll = TextStrip.of(flow.blocks)
    best: dict[str, _Tables] = {}
    for form in catalogue.forms.values():
        found = _by_form(flow, scroll, form, catalogue.words)
        known = best.get(form.key)
        if found.rows and (known is None or _score(found) > _score(known)):
            best[form.key] = found
    order = dict.fromkeys(form.key for form in catalogue.forms.values())
    return {key: best[key] for key in order if key in best}


def _score(found: _Tables) -> tuple[int, int]:
    return found.rows, len(found.ledger.figures)


def _by_form(flow: Flow, scroll: TextStrip, form: Form, words: ReportVocabulary) -> _Tables:
    """Ruled tables first; where there is none of this form, running text, then printed lines."""
    tables = [block for block in flow.blocks if isinstance(block, Table)]
    grids = GridReader(form, words)
    grids.read(tables)
    ruled = _Tables(grids.ledger, grids.found_rows)
    if grids.found_rows and (grids.ledger.figures or all(table.merges for table in tables)):
        return ruled
    dumps = DumpReader(form, words)
    dumps.read(scroll)
    if dumps.found_rows or grids.found_rows:
        running = _Tables(dumps.ledger, dumps.found_rows)
        return max(ruled, running, key=lambda found: len(found.ledger.figures))
    printouts = PrintoutReader(form, words)
    printouts.read(flow.blocks)
    return _Tables(printouts.ledger, printouts.found_rows)


def _cells(ledgers: Iterable[Ledger]) -> tuple[dict[str, Figure], list[Unread]]:
    """The figures of all tables by their keys, and the cells without one."""
    figures: dict[str, Figure] = {}
    unread: list[Unread] = []
    for ledger in ledgers:
        figures |= {ledger.name(key): figure for key, figure in ledger.figures.items()}
        unread += _missing(ledger)
    return figures, unread


def _missing(ledger: Ledger) -> Iterator[Unread]:
    """Every cell without a figure, with the reason why."""
    for cell in ledger.form.cells:
        if cell.key not in ledger.figures:
            name = ledger.name(cell.key)
            yield ledger.unread.get(cell.key) or Unread(name, "没有找到这一行，或表头认不出")


def _row_texts(form: Form) -> Iterator[str]:
    for block in form.blocks:
        yield from (node.text for node in block.rows if node.text)


def _lacking(layout: str, forms: Mapping[str, Form], catalogue: Catalogue) -> Iterator[Unread]:
    """The cells of tables that were not found at all."""
    for form in catalogue.printed(layout):
        if form.key not in forms:
            for cell in form.cells:
                yield Unread(form.spell(cell.key), f"{form.name}没有读到")


def _doubts(layout: str, forms: Mapping[str, Form], catalogue: Catalogue) -> Iterator[str]:
    """Where the tables are not those of the year's layout."""
    for expected in catalogue.printed(layout):
        form = forms.get(expected.key)
        if form is None:
            yield (
                f"没有读到{expected.name}（{len(expected.cells)} 格）：没有这张表，"
                "或印得不完整，行名、栏名认不出"
            )
        elif form != expected:
            yield f"{form.name}不是 {layout} 格式的样子，按另一种表样读（{len(form.cells)} 格）"


def _undated(year: int) -> str:
    return "标题里没有读到年度，按统计期限" if year else "没有读到年度"
