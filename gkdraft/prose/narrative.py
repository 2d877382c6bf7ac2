"""Narrative 行文: templates turn a draft into the document tree.

In a prose template a blank line separates paragraphs; single line breaks and indentation
vanish: Chinese has no spaces, and a template stays readable.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from gkdraft.base import scalars
from gkdraft.base.yaml_reading import Parsed
from gkdraft.errors import TemplateError
from gkdraft.layout import loading
from gkdraft.layout.layout import TEXT, Section
from gkdraft.layout.own_templates import with_own_templates
from gkdraft.layout.resources import Resources
from gkdraft.layout.templates import Templates, open_templates
from gkdraft.messages import say
from gkdraft.prose.closing import compose_closing
from gkdraft.prose.document import Block, Document, Heading, Note, Paragraph, Run, Title
from gkdraft.prose.edits import apply_edits
from gkdraft.prose.helpers import Voice
from gkdraft.prose.numbers import BREAK, HEADING, PARAGRAPH, RUN_IN, find_answers, split_runs
from gkdraft.prose.omissions import drop_omissions
from gkdraft.prose.paragraphs import join_pieces
from gkdraft.prose.passages import part_number
from gkdraft.prose.tables import compose_grid
from gkdraft.report import datafile, intake
from gkdraft.report.agency import find_self_name
from gkdraft.report.draft import Draft


def compose_parsed(parsed: Parsed, resources: Resources) -> tuple[Draft, Document]:
    """What a data file holds, and the report it gives. InputError or TemplateError if neither."""
    layout = loading.choose_layout(datafile.read_head(parsed), resources)
    draft = intake.read_draft(parsed.data, layout, parsed.repeated, parsed.slips)
    return draft, compose_document(draft, resources)


@with_own_templates
def compose_document(draft: Draft, resources: Resources) -> Document:
    """The whole report as a document tree. TemplateError if a template fails."""
    report, layout = draft.report, draft.layout
    voice = Voice(draft, find_self_name(report.agency, resources))
    templates = open_templates(resources, *layout.folders, blank_line=PARAGRAPH)
    writer = _Writer(draft, voice, templates)
    body: list[Block] = []
    for section in draft.sections:
        body += writer.section(section, 1)
    # 《条例》 is abbreviated in the preface only if a later sentence uses the short form
    abbreviated = any("《条例》" in text for text in _list_texts(body))
    preface = writer.prose(layout.spec.preface, abbreviated=abbreviated)
    name = report.agency.short or report.agency.name or "【待补充：机关名称】"
    title = Title((name, f"{report.year}年{layout.spec.title}"))
    author = report.agency.name or name
    end = compose_closing(report)
    blocks = (title, *preface, *body, *end)
    document = Document("".join(title.parts), author, report.year, blocks)
    return apply_edits(document, voice, number_headings)


DEEPEST = 3  # levels of headings; deeper ones are run in
NUMBERS = ("{1}、", "（{1}）", "{0}.", "（{0}）", "{0}）")


def number_headings(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with the headings numbered anew, as they stand now."""
    numbering = _Numbering()
    numbered: list[Block] = []
    for block in blocks:
        if isinstance(block, Heading):
            number = Run(numbering.number(block.level))
            block = Heading(block.level, (number, *part_number(block.runs)[1]))
        numbered.append(block)
    return numbered


def list_numbers(levels: Iterable[int]) -> list[str]:
    """The numbers of headings of these levels, in order of appearance."""
    numbering = _Numbering()
    return [numbering.number(level) for level in levels]


class _Writer:
    """Sections to blocks, numbered in order of appearance."""

    def __init__(self, draft: Draft, voice: Voice, templates: Templates) -> None:
        self.draft, self.voice, self.templates = draft, voice, templates
        self.scope = voice.scope()
        self.numbering = _Numbering()

    def section(self, section: Section, level: int) -> Iterator[Block]:
        """A section and all below it."""
        yield self.numbering.heading(level, section.heading)
        yield from self.content(section, level)

    def content(self, section: Section, level: int) -> Iterator[Block]:
        """What stands below a heading: text, parts, a form, further sections."""
        before = () if TEXT in section.parts else (TEXT,)
        for part in (*before, section.template, *section.parts):
            if part == TEXT:
                yield from _paragraphs(self.voice.own_text(section.text), self.numbering)
            elif part:
                yield from self.prose(part, section.paragraph, level=level + 1)
        if section.form:
            yield from _compose_table(self.draft, section, self.voice)
        for number, below in enumerate(section.sections, 1):
            if section.style == "独行" and level < DEEPEST:
                yield from self.section(below, level + 1)
            else:
                yield from self.run_in(below, level + 1, number, section.style)

    def run_in(self, section: Section, level: int, number: int, style: str) -> Iterator[Block]:
        """1.标题。正文 or 一是标题。正文: heading and text in one paragraph."""
        if style == "列举":
            mark = f"{scalars.spell_numeral(number)}是"
        else:
            mark = self.numbering.number(level)
        head = self.voice.sentence(f"{mark}{section.heading}")
        first, *rest = [*self.content(section, level)] or [Paragraph(())]
        if isinstance(first, Paragraph):
            yield Paragraph((*split_runs(head), *first.runs), first.answers)
        else:
            yield from (Paragraph(split_runs(head)), first)
        yield from rest

    def prose(self, template: str, longest: int = 0, **more: object) -> Iterator[Block]:
        """The blocks a template writes."""
        text = drop_omissions(self.templates.write(template, {**self.scope, "level": 2, **more}))
        yield from _paragraphs(text, self.numbering, longest)


class _Numbering:
    """一、 （一） 1. in order of appearance."""

    def __init__(self) -> None:
        self.counts = [0] * len(NUMBERS)

    def heading(self, level: int, text: str) -> Heading:
        return Heading(level, split_runs(self.number(level) + text))

    def number(self, level: int) -> str:
        """The next number of a level."""
        level = min(level, len(NUMBERS))
        self.counts[level - 1] += 1
        self.counts[level:] = [0] * (len(NUMBERS) - level)
        number = self.counts[level - 1]
        return NUMBERS[level - 1].format(number, scalars.spell_numeral(number))


def _paragraphs(text: str, numbering: _Numbering, longest: int = 0) -> Iterator[Block]:
    """The blocks of a text; with `longest`, what no person parted is parted by length."""
    pieces = join_pieces(text, longest) if longest else re.split(f"[{PARAGRAPH}{BREAK}]", text)
    for piece in pieces:
        line = "".join(part.strip() for part in piece.splitlines())
        if line.startswith((HEADING, RUN_IN)):
            level = int(line[1]) if line[1:2].isdigit() else 0
            if not level:
                raise TemplateError(say("模板里的 heading 要写级别，一级是 1"))
            yield _number_line(line[0], level, line[2:], numbering)
        elif line:
            yield Paragraph(split_runs(line), find_answers(line))


def _number_line(kind: str, level: int, text: str, numbering: _Numbering) -> Heading | Paragraph:
    """A heading, or a paragraph that begins with one: all below level 3 are run in."""
    if kind == HEADING and level <= DEEPEST:
        return numbering.heading(level, text)
    return Paragraph(split_runs(numbering.number(level) + text), find_answers(text))


def _compose_table(draft: Draft, section: Section, voice: Voice) -> Iterator[Block]:
    form = draft.layout.forms[section.form]
    yield compose_grid(form, draft.figures)
    note = voice.prose(draft.report.notes.get(form.key, ""))
    if not note:
        return
    for index, line in enumerate(note.split(BREAK)):
        marked = line if index or line.startswith("注：") else f"注：{line}"
        yield Note(split_runs(voice.sentence(marked)))


def _list_texts(blocks: list[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Paragraph | Note):
            yield "".join(run.text for run in block.runs)
