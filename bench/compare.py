"""Side by side with docxtpl on the same report, in one run; prints medians and ratios.

The docxtpl side is what a user would write instead: the same YAML read with PyYAML's safe
loader, the same report as a .docx template with the tables' cells and the prose as tags. The
prose itself is taken ready-made, and nothing is checked, which favours docxtpl.
"""

import io
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import docx
from docx.oxml.text.paragraph import CT_P
from docxtpl import DocxTemplate

from gkdraft import rules
from gkdraft.layout import loading
from gkdraft.layout.resources import Resources
from gkdraft.pipeline import draft_report, judge
from gkdraft.prose import narrative
from gkdraft.prose.document import Grid, Heading, Note, Paragraph, plain_text
from gkdraft.reading import documents, published
from gkdraft.report import datafile, intake

BENCH = Path(__file__).parent
ROOT = BENCH.parent
DATA = ROOT / "fixtures/jianglin-2026/2026.yaml"
RUNS = 15

DOCXTPL_SCRIPT = """
import sys, yaml
from docxtpl import DocxTemplate
data = yaml.safe_load(open(sys.argv[1], encoding="utf-8"))
template = DocxTemplate(sys.argv[2])
context = eval(open(sys.argv[3], encoding="utf-8").read())
template.render(context)
template.save(sys.argv[4])
"""


def make_template(folder: Path) -> tuple[Path, dict[str, object]]:
    """A docxtpl template of the same report: a tag in every cell and paragraph.

    It starts from office-saved.docx, our report opened and saved once by LibreOffice: 242 KB of
    XML, as verbose as the official blank form (252 KB), which is what a user would start from.
    """
    document = draft_report(DATA).document
    grids = [block for block in document.blocks if isinstance(block, Grid)]
    texts = [
        plain_text(b.runs) for b in document.blocks if isinstance(b, Paragraph | Heading | Note)
    ]
    cells = [cell.text for grid in grids for row in grid.rows for cell in row if cell.key]
    word = docx.Document(str(BENCH / "office-saved.docx"))
    boxes = [
        box
        for grid, table in zip(grids, word.tables, strict=True)
        for row, line in zip(grid.rows, table._tbl.tr_lst, strict=True)
        for cell, box in zip(row, line.tc_lst, strict=True)
        if cell.key
    ]
    for index, box in enumerate(boxes):
        tag(box.p_lst[0], f"{{{{ cells[{index}] }}}}")
    for index, paragraph in enumerate(word.paragraphs[1:]):
        tag(paragraph._p, f"{{{{ texts[{index}] }}}}")
    path = folder / "template.docx"
    word.save(str(path))
    return path, {"cells": cells, "texts": [*texts, ""]}


def tag(paragraph: CT_P, text: str) -> None:
    for run in paragraph.r_lst[1:]:
        paragraph.remove(run)
    if paragraph.r_lst:
        paragraph.r_lst[0].text = text


def median(action: Callable[[], object], runs: int = RUNS) -> float:
    """Milliseconds."""
    return medians((action,), runs)[0]


def medians(actions: tuple[Callable[[], object], ...], runs: int = RUNS) -> list[float]:
    """Milliseconds of each, taken in turn so that a busy machine slows all alike."""
    times: list[list[float]] = [[] for _ in actions]
    for _ in range(runs + 1):
        for action, taken in zip(actions, times, strict=True):
            start = time.perf_counter()
            action()
            taken.append(time.perf_counter() - start)
    return [statistics.median(taken[1:]) * 1000 for taken in times]


def row(name: str, ours: float, theirs: float | None = None, goal: str = "") -> None:
    ratio = f"{ours / theirs:6.2f}" if theirs else "      "
    other = f"{theirs:9.1f}" if theirs else "         "
    print(f"{name:<44}{ours:9.1f}{other}  {ratio}  {goal}")


def whole_process(folder: Path, template: Path, context: dict[str, object]) -> None:
    script, values = folder / "script.py", folder / "context.txt"
    script.write_text(DOCXTPL_SCRIPT, encoding="utf-8")
    values.write_text(repr(context), encoding="utf-8")
    out = folder / "a.docx"
    ours = [sys.executable, "-m", "gkdraft", "build", str(DATA), "-o", str(out), "--force"]
    theirs = [sys.executable, script, DATA, template, values, folder / "b.docx"]
    pair = (
        lambda: subprocess.run(ours, check=True, capture_output=True),
        lambda: subprocess.run(theirs, check=True, capture_output=True),
    )
    row("whole process, YAML to .docx", *medians(pair), "goal 0.80")
    check = [sys.executable, "-m", "gkdraft", "check", str(DATA)]
    pair = (
        lambda: subprocess.run(check, capture_output=True),
        lambda: subprocess.run(ours, check=True, capture_output=True),
    )
    row("whole process, check; build", *medians(pair), "goal 1")
    version = [sys.executable, "-m", "gkdraft", "--version"]
    row("whole process, --version", median(lambda: subprocess.run(version, capture_output=True)))
    row(
        "whole process, python -c pass",
        median(lambda: subprocess.run([sys.executable, "-c", "pass"])),
    )


def in_process(template: Path, context: dict[str, object]) -> None:
    result = draft_report(DATA)

    def docxtpl() -> None:
        word = DocxTemplate(str(template))
        word.render(context)
        word.save(io.BytesIO())

    theirs = median(docxtpl)
    row("document tree to .docx bytes", median(lambda: result.render(".docx")), theirs, "goal 0.10")

    def loaded_data_to_bytes() -> None:
        document = narrative.compose_document(result.draft, result.resources)
        draft = replace(result.draft)  # what is known of a draft is not reckoned again
        judge(draft, document, result.resources).render(".docx")

    row(
        "loaded data to prose, findings, .docx bytes",
        median(loaded_data_to_bytes),
        theirs,
        "goal 0.10",
    )


def reading(folder: Path) -> None:
    """A report read back, against every cell of the same file read with python-docx."""
    path = folder / "report.docx"
    path.write_bytes(draft_report(DATA).render(".docx"))
    catalogue = published.Catalogue.load(Resources())

    def ours() -> None:
        published.interpret_report(documents.read_document(path), catalogue)

    def theirs() -> None:
        for table in docx.Document(str(path)).tables:
            [[cell.text for cell in row.cells] for row in table.rows]

    mine, other = medians((ours, theirs))
    row("a .docx report to figures; cells only", mine, other, "goal 20 ms")


def steps() -> None:
    """Where our time goes, in a warm process."""
    resources = Resources()
    parsed = datafile.read_datafile(DATA)
    layout = loading.choose_layout(datafile.read_head(parsed), resources)
    draft = intake.read_draft(parsed.data, layout, {})
    document = narrative.compose_document(draft, resources)
    result = draft_report(DATA)
    row("  YAML to plain data", median(lambda: datafile.read_datafile(DATA)))
    row("  layout, forms, catalogue", median(lambda: loading.load_layout("2021", resources)))
    row("  plain data to draft", median(lambda: intake.read_draft(parsed.data, layout, {})))
    row("  draft to document tree", median(lambda: narrative.compose_document(draft, resources)))
    row("  rules", median(lambda: rules.check_draft(replace(draft), document)))
    row("  tree to .docx", median(lambda: result.render(".docx")))
    row("  tree to .html", median(lambda: result.render(".html")))
    row("  tree to .txt", median(lambda: result.render(".txt")))


def main() -> None:
    # compiled modules and templates are kept, as on a user's machine
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    sys.dont_write_bytecode = False
    print(f"{'milliseconds, medians':<44}{'gkdraft':>9}{'docxtpl':>9}   ratio")
    with tempfile.TemporaryDirectory() as name:
        template, context = make_template(Path(name))
        whole_process(Path(name), template, context)
        in_process(template, context)
        reading(Path(name))
    steps()


if __name__ == "__main__":
    main()
