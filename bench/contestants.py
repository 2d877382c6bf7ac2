"""What a user would write instead of gkdraft: the same report with other libraries.

Each reads the same YAML with PyYAML's safe loader (docxtemplater the same as JSON), and fills the
same report in as a Word file with a place for every cell and paragraph. The prose itself is taken
ready-made and nothing is checked, which favours them.
"""

import json
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import docx
from docx.oxml.text.paragraph import CT_P

from gkdraft.pipeline import draft_report
from gkdraft.prose.document import Grid, Heading, Note, Paragraph, plain_text

BENCH = Path(__file__).parent
DATA = BENCH.parent / "fixtures/jianglin-2026/2026.yaml"
NODE = BENCH / "docxtemplater"

_DOCXTPL = """
import json, sys, yaml
from docxtpl import DocxTemplate
data = yaml.safe_load(open(sys.argv[1], encoding="utf-8"))
context = json.load(open(sys.argv[2], encoding="utf-8"))
for target in sys.argv[4:]:
    template = DocxTemplate(sys.argv[3])
    template.render(context)
    template.save(target)
"""
_PYTHON_DOCX = """
import json, sys, yaml, docx
data = yaml.safe_load(open(sys.argv[1], encoding="utf-8"))
context = json.load(open(sys.argv[2], encoding="utf-8"))
word = docx.Document(sys.argv[3])
def fill(paragraph, text):
    runs = paragraph.r_lst
    if runs:
        runs[0].text = text
    for run in runs[1:]:
        paragraph.remove(run)
boxes = [box for table in word.tables for line in table._tbl.tr_lst for box in line.tc_lst]
for box, text in zip(boxes, context["boxes"], strict=True):
    if text is not None:
        fill(box.p_lst[0], text)
for paragraph, text in zip(word.paragraphs[1:], context["texts"], strict=True):
    fill(paragraph._p, text)
word.save(sys.argv[4])
"""


@dataclass(frozen=True)
class Contestants:
    """Commands by name, and the template of docxtpl with what fills it, for one process."""

    commands: dict[str, list[object]]
    template: Path
    context: dict[str, object]
    many: Callable[[Sequence[Path]], list[object]]


def prepare(folder: Path) -> Contestants:
    """Writes scripts and templates into a folder.

    office-saved.docx is our report opened and saved once by LibreOffice: 242 KB of XML, as verbose
    as the official blank form (252 KB), which is what a user would start from. The slim one is as
    gkdraft writes it.
    """
    report = draft_report(DATA)
    slim_base = folder / "slim-base.docx"
    slim_base.write_bytes(report.render(".docx"))
    office_base = BENCH / "office-saved.docx"
    cells, boxes, texts = _list_values()
    context: dict[str, object] = {"cells": cells, "boxes": boxes, "texts": texts}
    values = folder / "context.json"
    values.write_text(json.dumps(context), encoding="utf-8")
    tags = "{{{{ cells[{}] }}}}", "{{{{ texts[{}] }}}}"
    office = _make_template(office_base, folder / "office.docx", *tags)
    slim = _make_template(slim_base, folder / "slim.docx", *tags)
    docxtpl, python_docx = folder / "with_docxtpl.py", folder / "with_python_docx.py"
    docxtpl.write_text(_DOCXTPL, encoding="utf-8")
    python_docx.write_text(_PYTHON_DOCX, encoding="utf-8")
    target = folder / "made.docx"
    commands: dict[str, list[object]] = {
        "docxtpl, office-saved": [sys.executable, docxtpl, DATA, values, office, target],
        "docxtpl, slim": [sys.executable, docxtpl, DATA, values, slim, target],
        "python-docx": [sys.executable, python_docx, DATA, values, office_base, target],
    }
    if shutil.which("node") and (NODE / "node_modules").is_dir():
        flat = {f"c{index}": text for index, text in enumerate(cells)}
        flat |= {f"t{index}": text for index, text in enumerate(texts)}
        data = folder / "flat.json"
        data.write_text(json.dumps(flat), encoding="utf-8")
        tagged = _make_template(office_base, folder / "node.docx", "{{c{}}}", "{{t{}}}")
        commands["docxtemplater (Node)"] = ["node", NODE / "build.js", data, tagged, target]

    def many(targets: Sequence[Path]) -> list[object]:
        return [sys.executable, docxtpl, DATA, values, office, *targets]

    return Contestants(commands, office, context, many)


def _list_values() -> tuple[list[str], list[str | None], list[str]]:
    """The figures of the tables, the text of every cell that holds one, and the prose."""
    document = draft_report(DATA).document
    boxes: list[str | None] = []
    for block in document.blocks:
        if isinstance(block, Grid):
            boxes += [cell.text if cell.key else None for row in block.rows for cell in row]
    texts = [
        plain_text(block.runs)
        for block in document.blocks
        if isinstance(block, Paragraph | Heading | Note)
    ]
    return [text for text in boxes if text is not None], boxes, [*texts, ""]


def _make_template(base: Path, target: Path, cell: str, text: str) -> Path:
    """A Word file with a tag in every cell and paragraph."""
    word = docx.Document(str(base))
    for index, box in enumerate(_list_boxes(word)):
        _tag(box, cell.format(index))
    for index, paragraph in enumerate(word.paragraphs[1:]):
        _tag(paragraph._p, text.format(index))
    word.save(str(target))
    return target


def _list_boxes(word: "docx.document.Document") -> Iterator[CT_P]:
    """The paragraphs of the cells that hold figures."""
    _, boxes, _ = _list_values()
    lines = [line for table in word.tables for line in table._tbl.tr_lst]
    cells = [cell for line in lines for cell in line.tc_lst]
    for cell, value in zip(cells, boxes, strict=True):
        if value is not None:
            yield cell.p_lst[0]


def _tag(paragraph: CT_P, text: str) -> None:
    for run in paragraph.r_lst[1:]:
        paragraph.remove(run)
    if paragraph.r_lst:
        paragraph.r_lst[0].text = text
