"""The Taicang example holds what the published report printed, cell by cell."""

import re

from gkdraft.pipeline import draft_report
from gkdraft.prose.document import Grid, Paragraph
from helpers.reports import TAICANG, section_text, shared

SEED = "seeds/001_08caf9eb42603138.txt"


def numbers(text: str) -> list[str]:
    return re.findall(r"^\d+$", text, re.MULTILINE)


def test_every_figure_of_the_published_tables_is_in_the_example() -> None:
    text = shared(SEED).read_text(encoding="utf-8")
    start = text.index("二、主動公開政府信息情況\n")
    printed = numbers(text[start : text.index("五、存在的主要問題", start)])
    grids = [b for b in draft_report(TAICANG).document.blocks if isinstance(b, Grid)]
    ours = [cell.text for grid in grids for row in grid.rows for cell in row if cell.key]
    assert ours == printed != []


def test_every_number_of_the_examples_prose_stands_in_the_published_report() -> None:
    seed = shared(SEED).read_text(encoding="utf-8")
    known = set(re.findall(r"\d+(?:\.\d+)?", seed))
    blocks = [b for n in (1, 5) for b in draft_report(TAICANG).document.section(n)]
    typed = [r.text for b in blocks if isinstance(b, Paragraph) for r in b.runs if not r.key]
    assert set(re.findall(r"\d+(?:\.\d+)?", " ".join(typed))) - known == set()
    indicators = [r for b in blocks if isinstance(b, Paragraph) for r in b.runs if "数据" in r.key]
    assert {re.sub("[^0-9.]", "", r.text) for r in indicators if not r.gap} - known == set()


def test_no_sentence_of_the_published_report_is_copied() -> None:
    mirror = shared(SEED).read_text(encoding="utf-8")
    report = draft_report(TAICANG)
    text = "".join(section_text(report, n) for n in (1, 5))
    # the mirror is in traditional characters: compare what both scripts share
    shared_characters = {c for c in set(text) & set(mirror) if c.isalpha()}
    common = "".join(c for c in mirror if c in shared_characters)
    for sentence in re.split("[。；\n]", text):
        bare = "".join(c for c in sentence if c in shared_characters)
        assert len(bare) < 20 or bare not in common, sentence
