"""Findings as Word comments 批注 in the margin, each at the figure or gap it speaks of."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import docx
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph as WordParagraph
from docx.text.run import Run as WordRun

from gkdraft.base.package import CUSTOM, compute_seal, pack_parts, unpack_parts
from gkdraft.base.places import spell_path
from gkdraft.layout.own_templates import with_own_templates
from gkdraft.layout.resources import Resources
from gkdraft.layout.templates import open_templates
from gkdraft.prose.anchors import find_runs
from gkdraft.prose.document import Document, Grid, Title
from gkdraft.prose.snapshot import write_snapshot
from gkdraft.render.word import write_properties
from gkdraft.report.model import is_printed
from gkdraft.rules.findings import Finding
from gkdraft.rules.review import Review

AUTHOR, INITIALS = "gkdraft 核对", "核"
SLIPS = ("GK002", "GK003", "GK005", "GK008")
UNTOLD = "涉及不印的内容，不写在这里；请用 gkdraft check 看明细"


@with_own_templates
def add_comments(data: bytes, document: Document, review: Review, resources: Resources) -> bytes:
    """The .docx with a comment for each finding; what has no place of its own is at the title.

    What could not be checked is one comment more, at the title.
    """
    word = docx.Document(io.BytesIO(data))
    anchors = list(_list_anchors(word, document))
    for finding in review.findings:
        run = _find_nearest(anchors, spell_path(finding.path))
        told = finding.message if _is_public(finding, anchors) else UNTOLD
        _comment(word, run, f"{finding.code} {finding.severity} {told}")
    if review.unchecked:
        _comment(word, anchors[0].run, "\n".join(review.list_unchecked()))
    buffer = io.BytesIO()
    word.save(buffer)
    parts = unpack_parts(buffer.getvalue(), "批注")
    templates = open_templates(resources, "word", autoescape=True)
    parts[CUSTOM] = write_properties(templates, compute_seal(parts), write_snapshot(document))
    return pack_parts(parts)


def _comment(word: WordDocument, run: WordRun, text: str) -> None:
    comment = word.add_comment(run, text, AUTHOR, INITIALS)
    # no clock in the output: same input, same bytes
    comment._comment_elm.attrib.pop(qn("w:date"), "")


@dataclass(frozen=True)
class Anchor:
    """A run a comment may hang on, and the data key that stands there."""

    key: str
    run: WordRun
    cell: bool = False


def _is_public(finding: Finding, anchors: list[Anchor]) -> bool:
    """Whether a finding quotes only what the report prints.

    A slip of the data file may have made a key or a value of a note that nobody was to read;
    in a cell of a table it has not.
    """
    key = spell_path(finding.path)
    has_cell = any(anchor.cell and anchor.key == key for anchor in anchors)
    return is_printed(finding.path) and (has_cell or finding.code not in SLIPS)


def _list_anchors(word: WordDocument, document: Document) -> Iterator[Anchor]:
    """Every place a comment may hang on; the first is the title."""
    elements = word.element.body
    for block, element in zip(document.blocks, elements, strict=False):
        if isinstance(block, Grid):
            yield from _list_cells(word, block, element)
        else:
            runs = WordParagraph(element, word._body).runs
            keys = [""] if isinstance(block, Title) else [run.key for run in find_runs(block)]
            yield from map(Anchor, keys, runs)


def _list_cells(word: WordDocument, grid: Grid, element: Any) -> Iterator[Anchor]:
    for row, line in zip(grid.rows, element.tr_lst, strict=True):
        for cell, box in zip(row, line.tc_lst, strict=True):
            if cell.key:
                paragraph = WordParagraph(box.p_lst[0], word._body)
                # an empty cell has no run a comment could hang on
                runs = paragraph.runs or [paragraph.add_run()]
                yield Anchor(cell.key, runs[0], cell=True)


def _find_nearest(anchors: list[Anchor], key: str) -> WordRun:
    """The anchor of that key, or the first one below it, a table cell first; else the title."""
    found = [a for a in anchors if a.key == key or (key and a.key.startswith(f"{key}."))]
    found.sort(key=lambda anchor: (anchor.key != key, not anchor.cell))
    return (found or anchors)[0].run
