"""Published reports 年度报告 read back into figures, prose and problems. Nothing is guessed.

flow → title, sections → tables by labels (ruled, as text, printed) or sentences → Published
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from gkdraft.errors import InputError
from gkdraft.layout.form import Form
from gkdraft.layout.labels import strip_label
from gkdraft.layout.resources import Resources
from gkdraft.messages import say
from gkdraft.reading import documents
from gkdraft.reading.documents.flow import Flow, TextLine, convert_flow, explain_lost
from gkdraft.reading.published import outline, particulars, sentences, title
from gkdraft.reading.published.catalogue import Catalogue, load_report_words
from gkdraft.reading.published.contact import read_contact
from gkdraft.reading.published.ledger import Figure, Ledger, Published, PublishedSection, Unread
from gkdraft.reading.published.outline import SectionRoles
from gkdraft.reading.published.overview import find_overview
from gkdraft.reading.published.problem_pairs import explain_pairing
from gkdraft.reading.published.problems import find_problems
from gkdraft.reading.published.report_head import ReportHead, read_head
from gkdraft.reading.published.statistics import merge_figures, read_statistics
from gkdraft.reading.published.tables import FormReading, read_tables
from gkdraft.reading.published.title import find_full_name
from gkdraft.reading.published.vocabulary import ReportVocabulary

# six headings of the layout, of which one or two may be lost on the way (广东 2023 has no first)
FEWEST_SECTIONS = 4
# 东漖街道 2024 is stored up to the end of section one: 总体情况 and its aspects make a report
FEWEST_ASPECTS = 3

__all__ = [
    "Catalogue",
    "Published",
    "interpret_report",
    "is_report",
    "load_report_words",
    "read_published",
]


def read_published(path: Path, resources: Resources) -> Published:
    """A published report. InputError if the document is none."""
    return interpret_report(documents.read_document(path), Catalogue.load(resources))


def is_report(flow: Flow, catalogue: Catalogue) -> bool:
    """Whether a document is a report: by its title, its preface, its sections or its tables."""
    words = catalogue.words
    flow = _restore_words(flow, words)
    lines = _list_lines(flow)
    if title.begins_as_report(lines, words, flow.title) or title.is_preface(lines, words):
        return True
    roles = SectionRoles(catalogue.roles(""), words)
    has_sections = outline.count_headings(flow.blocks, roles) >= FEWEST_SECTIONS
    # the blank form that came with 国办公开办函〔2021〕30号 has all tables and reports nothing
    if title.is_letter(lines, words):
        return has_sections and bool(title.find_title(lines, words, flow.title).year)
    if title.find_announced_year(lines, words):
        return True
    aspects = catalogue.aspects(catalogue.newest)
    return (
        has_sections
        or outline.count_aspects(lines, aspects) >= FEWEST_ASPECTS
        or bool(read_tables(flow, catalogue))
    )


class _Content(NamedTuple):
    """What stands below the title: by the tables, or up to 2018 by the sentences."""

    layout: str
    forms: Mapping[str, Form]
    sections: tuple[PublishedSection, ...]
    figures: Mapping[str, Figure]
    unread: tuple[Unread, ...]
    remarks: tuple[str, ...] = ()
    strange: tuple[tuple[str, str], ...] = ()


def interpret_report(flow: Flow, catalogue: Catalogue) -> Published:
    """The report a document is. InputError if it is none."""
    if not is_report(flow, catalogue):
        raise InputError(
            say(
                "{name}: 不像是政府信息公开工作年度报告：没有读到标题、各部分的标题和规定的表",
                name=flow.name,
            )
        )
    words = catalogue.words
    flow = _restore_words(flow, words)
    roles = SectionRoles(catalogue.roles(""), words)
    flow = flow._replace(blocks=tuple(outline.free_headings(flow.blocks, roles)))
    lines = _list_lines(flow)
    head = read_head(lines, words, flow.title)
    content = _read_content(flow, head, catalogue)
    contact = read_contact(lines, words)
    found = find_problems(content.sections, words.problems, head.year)
    return Published(
        name=flow.name,
        title=head.title.text,
        year=head.year,
        agency=find_full_name(head.body, lines),
        short=head.body,
        layout=content.layout,
        period=head.period,
        contact=contact.values,
        forms=content.forms,
        figures=content.figures,
        unread=content.unread,
        sections=content.sections,
        notes=particulars.find_notes(content.sections, words),
        overview=find_overview(content.sections, catalogue.aspects(content.layout), words.aspects),
        problems=found.problems,
        measures=found.measures,
        pairs=found.pairs,
        remarks=(
            *flow.remarks,
            *explain_lost(flow),
            *head.explain(),
            *content.remarks,
            *contact.remarks,
            *explain_pairing(found),
        ),
        released=particulars.find_release(lines, words),
        strange=content.strange,
        source="\n".join(flow.texts()),
    )


def _list_lines(flow: Flow) -> list[TextLine]:
    return [block for block in flow.blocks if isinstance(block, TextLine)]


def _read_content(flow: Flow, head: ReportHead, catalogue: Catalogue) -> _Content:
    """Sections and figures."""
    layout = catalogue.layout(head.year)
    if layout and catalogue.specs[layout].free:
        return _read_prose(flow, head, layout, catalogue)
    readings = read_tables(flow, catalogue, layout)
    return _read_tabulated(flow, layout, readings, catalogue)


def _read_prose(flow: Flow, head: ReportHead, layout: str, catalogue: Catalogue) -> _Content:
    """A report up to 2018, whose figures stand in sentences."""
    words = catalogue.words
    roles = SectionRoles(catalogue.roles(layout), words)
    forms = catalogue.data(layout)
    tables = read_statistics(flow.blocks, forms, head.year, words.statistics)
    sections = tuple(outline.split_sections(tables.blocks, frozenset(), words, True, roles))
    figures, unread = merge_figures(
        *sentences.find_figures(sections, forms, words, head.body, head.year), statistics=tables
    )
    return _Content(layout, forms, sections, figures, tuple(unread), tables.remarks)


def _read_tabulated(
    flow: Flow, layout: str, readings: Sequence[FormReading], catalogue: Catalogue
) -> _Content:
    """A report whose figures stand in tables; without a year, they tell the layout."""
    words = catalogue.words
    ledgers = [reading.ledger for reading in readings]
    forms = {ledger.form.key: ledger.form for ledger in ledgers}
    layout = layout or catalogue.layout_of(list(forms.values()))
    roles = SectionRoles(catalogue.roles(layout), words)
    labels = frozenset(_list_row_labels(forms.values()))
    sections = tuple(outline.split_sections(flow.blocks, labels, words, False, roles))
    figures, unread = _collect_figures(ledgers)
    unread += _list_lacking_tables(layout, forms, catalogue)
    remarks = tuple(_describe_tables(layout, forms, catalogue))
    strange = tuple(_list_strange(readings))
    return _Content(layout, forms, sections, figures, tuple(unread), remarks, strange)


def _list_strange(readings: Iterable[FormReading]) -> Iterator[tuple[str, str]]:
    """Rows of tables that no form has, with the name of the table."""
    for reading in readings:
        for label in reading.strange:
            yield reading.ledger.form.name, label


def _restore_words(flow: Flow, words: ReportVocabulary) -> Flow:
    """A traditional mirror's words as the official ones."""
    if not flow.traditional:
        return flow
    changed: set[str] = set()

    def convert(text: str) -> str:
        for mirror in words.mirror:
            if mirror.words.search(text):
                changed.add(mirror.means)
                text = mirror.words.sub(mirror.means, text)
        return text

    converted = convert_flow(flow, convert, "")
    remark = (
        say("转载时改过的词已改回：{names}，请核对", names="、".join(sorted(changed)))
        if changed
        else ""
    )
    return converted._replace(remarks=tuple(filter(None, (*flow.remarks, remark))))


def _collect_figures(ledgers: Iterable[Ledger]) -> tuple[dict[str, Figure], list[Unread]]:
    """The figures of all tables by their keys, and the cells without one."""
    figures: dict[str, Figure] = {}
    unread: list[Unread] = []
    for ledger in ledgers:
        for key, figure in ledger.figures.items():
            figures[ledger.name(key)] = figure
        unread += _list_missing(ledger)
    return figures, unread


def _list_missing(ledger: Ledger) -> Iterator[Unread]:
    """Every cell without a figure, with the reason why."""
    for cell in ledger.form.cells:
        if cell.key not in ledger.figures:
            name = ledger.name(cell.key)
            yield ledger.unread.get(cell.key) or Unread(name, say("没有找到这一行，或表头认不出"))


def _list_row_labels(forms: Iterable[Form]) -> Iterator[str]:
    """Labels of rows and groups of rows, as they are compared."""
    for form in forms:
        for block in form.blocks:
            for node in block.rows:
                if node.text:
                    yield strip_label(node.text)


def _list_lacking_tables(
    layout: str, forms: Mapping[str, Form], catalogue: Catalogue
) -> Iterator[Unread]:
    """The cells of tables that were not found at all."""
    for form in catalogue.printed(layout):
        if form.key not in forms:
            reason = say("{name}没有读到", name=form.name)
            for cell in form.cells:
                yield Unread(form.spell(cell.key), reason)


def _describe_tables(layout: str, forms: Mapping[str, Form], catalogue: Catalogue) -> Iterator[str]:
    """Where the tables are not those of the year's layout."""
    for expected in catalogue.printed(layout):
        form = forms.get(expected.key)
        if form is None:
            yield say(
                "没有读到{name}（{count} 格）：没有这张表，或印得不完整，行名、栏名认不出",
                name=expected.name,
                count=len(expected.cells),
            )
        elif form != expected:
            yield say(
                "{name}不是 {layout} 格式的样子，按另一种表样读（{count} 格）",
                name=form.name,
                layout=layout,
                count=len(form.cells),
            )
