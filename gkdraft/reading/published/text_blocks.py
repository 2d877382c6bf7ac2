"""The text of a published report as the blocks of a document: paragraphs without keys."""

from collections.abc import Iterator

from gkdraft.base.patterns import compile_late
from gkdraft.base.scalars import spell_numeral
from gkdraft.prose.document import Block, Document, Heading, Note, Paragraph, Run, Runs, Title
from gkdraft.reading.published.ledger import Published

_GAP = compile_late("(【待补充[^】]*】)")


def compose_text(report: Published) -> Document:
    """The document that was read. Tables are not among its blocks: their figures are data."""
    return Document(
        report.title, report.agency, report.year, tuple(_list_blocks(report)), report.source
    )


def _list_blocks(report: Published) -> Iterator[Block]:
    yield Title((report.title,))
    numbers = [section.number for section in report.sections if section.number]
    # a text whose first heading was not recognised has no section one (PDF reading loses headings)
    headed = numbers[:1] == [1]
    for section in report.sections:
        if section.number and headed:
            yield Heading(1, (Run(f"{spell_numeral(section.number)}、{section.heading}"),))
        elif section.number:
            yield Heading(2, (Run(section.heading),))
        for text in section.paragraphs:
            yield Paragraph(_split_gaps(text))
    for note in report.notes.values():
        yield Note((Run(f"注：{note}"),))


def _split_gaps(text: str) -> Runs:
    """A text; what a draft left open and somebody published is a gap still."""
    parts = filter(None, _GAP.split(text))
    return tuple(Run(part, gap=bool(_GAP.fullmatch(part))) for part in parts)
