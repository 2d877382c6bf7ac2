"""Findings as Word comments 批注 in the margin, each at the figure or gap it speaks of."""

import io
from collections.abc import Iterable, Iterator

import docx
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph as WordParagraph
from docx.text.run import Run as WordRun

from gkdraft.document import Document, Grid, Title
from gkdraft.findings import Finding, dotted
from gkdraft.ooxml.package import CUSTOM, pack, seal, unpack
from gkdraft.resources import Resources
from gkdraft.sandbox import sandbox

AUTHOR, INITIALS = "gkdraft 核对", "核"


def annotate(
    data: bytes, document: Document, findings: Iterable[Finding], resources: Resources
) -> bytes:
    """The .docx with a comment for each finding; what has no place of its own is at the title."""
    word = docx.Document(io.BytesIO(data))
    anchors = list(_anchors(word, document))
    for finding in findings:
        run = _nearest(anchors, dotted(finding.path))
        text = f"{finding.code} {finding.severity} {finding.message}"
        comment = word.add_comment(run, text, AUTHOR, INITIALS)
        # no clock in the output: same input, same bytes
        comment._comment_elm.attrib.pop(qn("w:date"), "")
    buffer = io.BytesIO()
    word.save(buffer)
    parts = unpack(buffer.getvalue(), "批注")
    templates = sandbox(resources, "word", True)
    parts[CUSTOM] = templates.write("custom.xml.j2", {"seal": seal(parts)}).strip().encode()
    return pack(parts)


def _anchors(word: WordDocument, document: Document) -> Iterator[tuple[str, WordRun]]:
    """Every place a comment may hang on, with the data key that stands there."""
    elements = word.element.body
    for block, element in zip(document.blocks, elements, strict=False):
        if isinstance(block, Grid):
            for row, line in zip(block.rows, element.tr_lst, strict=True):
                for cell, box in zip(row, line.tc_lst, strict=True):
                    if cell.key:
                        paragraph = WordParagraph(box.p_lst[0], word._body)
                        yield cell.key, (paragraph.runs or [paragraph.add_run()])[0]
        else:
            runs = WordParagraph(element, word._body).runs
            keys = [""] if isinstance(block, Title) else [run.key for run in block.runs]
            yield from zip(keys, runs, strict=False)


def _nearest(anchors: list[tuple[str, WordRun]], key: str) -> WordRun:
    """The anchor of that key, or the first one below it, or the title."""
    exact = next((run for name, run in anchors if name == key), None)
    below = next((run for name, run in anchors if key and name.startswith(f"{key}.")), None)
    return exact or below or anchors[0][1]
