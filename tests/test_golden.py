"""Golden files: all examples as text, and the outline of the .docx. `make golden` accepts."""

from pathlib import Path

import pytest

from gkdraft.pipeline import draft_report
from helpers.outline import outline
from helpers.reports import JIANGLIN, ROOT, TAICANG

GOLDEN = Path(__file__).parent / "golden"
EXAMPLES = {"jianglin-2026": JIANGLIN, **{p.stem: p for p in (ROOT / "fixtures").glob("*.yaml")}}


KINDS = {
    "txt": lambda result: result.render(".txt").decode(),
    "outline": lambda result: outline(result.render(".docx")),
}


@pytest.mark.parametrize("name", sorted(EXAMPLES))
@pytest.mark.parametrize("kind", KINDS)
def test_an_example_is_as_it_was_accepted(
    name: str, kind: str, pytestconfig: pytest.Config
) -> None:
    made = KINDS[kind](draft_report(EXAMPLES[name]))
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
