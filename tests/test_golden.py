"""Golden files: all examples as text and as normalised document.xml. `make golden` accepts."""

import io
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from gkdraft.pipeline import draft_report
from helpers.reports import JIANGLIN, ROOT, TAICANG

GOLDEN = Path(__file__).parent / "golden"
EXAMPLES = {"jianglin-2026": JIANGLIN, **{p.stem: p for p in (ROOT / "fixtures").glob("*.yaml")}}


def document_xml(data: bytes) -> str:
    """The body of a .docx, one element a line."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    for element in root.iter():
        if element.tag.split("}")[1] != "t":
            element.text = element.tail = None
        else:
            element.tail = None
    return etree.tostring(root, pretty_print=True, encoding="unicode")


@pytest.mark.parametrize("name", sorted(EXAMPLES))
@pytest.mark.parametrize("kind", ["txt", "xml"])
def test_an_example_is_as_it_was_accepted(
    name: str, kind: str, pytestconfig: pytest.Config
) -> None:
    result = draft_report(EXAMPLES[name])
    made = result.render(".txt").decode() if kind == "txt" else document_xml(result.render(".docx"))
    path = GOLDEN / f"{name}.{kind}"
    if pytestconfig.getoption("--accept"):
        path.write_text(made, encoding="utf-8")
    assert made == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("suffix", [".docx", ".html", ".txt"])
def test_the_same_input_gives_the_same_bytes(suffix: str) -> None:
    assert draft_report(JIANGLIN).render(suffix) == draft_report(JIANGLIN).render(suffix)


def test_comments_give_the_same_bytes_too() -> None:
    first, second = (draft_report(TAICANG).render(".docx", comments=True) for _ in range(2))
    assert first == second
