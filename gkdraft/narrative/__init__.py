"""Narrative 行文: templates turn a draft into the document tree.

In a prose template a blank line separates paragraphs; single line breaks and indentation
vanish: Chinese has no spaces, and a template stays readable.
"""

from collections.abc import Iterator

from gkdraft import values
from gkdraft.agency import self_name
from gkdraft.document import Block, Document, Heading, Note, Paragraph, Title
from gkdraft.draft import Draft
from gkdraft.errors import TemplateError
from gkdraft.layout import Section
from gkdraft.narrative.numbers import HEADING, PARAGRAPH, answers, runs
from gkdraft.narrative.voice import Voice
from gkdraft.resources import Resources
from gkdraft.sandbox import sandbox
from gkdraft.tabulate import tabulate


def compose(draft: Draft, resources: Resources) -> Document:
    """The whole report as a document tree. TemplateError if a template fails."""
    report, layout = draft.report, draft.layout
    voice = Voice(draft, self_name(report.agency, resources))
    templates = sandbox(resources, *layout.folders, blank_line=PARAGRAPH)
    scope = voice.scope()
    numbering = _Numbering()
    body: list[Block] = []
    for section in layout.spec.sections:
        body.append(numbering.heading(1, section.heading))
        if section.template:
            body += _prose(templates.write(section.template, scope), numbering)
        else:
            body += _table(draft, section, voice)
    # 《条例》 is abbreviated in the preface only if a later sentence uses the short form
    abbreviated = any("《条例》" in text for text in _texts(body))
    preface = templates.write(layout.spec.preface, {**scope, "abbreviated": abbreviated})
    name = report.agency.short or report.agency.name or "【待补充：机关名称】"
    title = Title((name, f"{report.year}年{layout.spec.title}"))
    author = report.agency.name or name
    blocks = (title, *_prose(preface, numbering), *body)
    return Document("".join(title.parts), author, report.year, blocks)


class _Numbering:
    """一、 （一） 1. in order of appearance."""

    def __init__(self) -> None:
        self.counts = [0, 0, 0]

    def heading(self, level: int, text: str) -> Heading:
        self.counts[level - 1] += 1
        self.counts[level:] = [0] * (3 - level)
        number = self.counts[level - 1]
        if number > 99:
            raise TemplateError("模板里的标题超过 99 个")
        chinese = values.chinese_numeral(number)
        return Heading(
            level, runs((f"{chinese}、", f"（{chinese}）", f"{number}.")[level - 1] + text)
        )


def _prose(text: str, numbering: _Numbering) -> Iterator[Block]:
    for piece in text.split(PARAGRAPH):
        line = "".join(part.strip() for part in piece.splitlines())
        if line.startswith(HEADING):
            if line[1:2] not in ("1", "2", "3"):
                raise TemplateError("模板里的 heading 只有 1、2、3 三级")
            yield numbering.heading(int(line[1]), line[2:])
        elif line:
            yield Paragraph(runs(line), answers(line))


def _table(draft: Draft, section: Section, voice: Voice) -> Iterator[Block]:
    form = draft.layout.forms[section.form]
    yield tabulate(form, draft.figures)
    note = voice.prose(draft.report.notes.get(form.key, ""))
    for index, line in enumerate(note.split(PARAGRAPH) if note else ()):
        yield Note(
            runs(voice.sentence(line if index or line.startswith("注：") else f"注：{line}"))
        )


def _texts(blocks: list[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Paragraph | Note):
            yield "".join(run.text for run in block.runs)
