"""The same report in every idiom of copies: no cell is ever read wrong, and most are read."""

import random
from pathlib import Path
from typing import Any

import lxml.html
import pytest

from gkdraft.layout.resources import Resources
from gkdraft.pipeline import draft_report
from gkdraft.reading.published import read_published
from helpers.idioms import CHANGES, JOINED, WRITERS, parse_page, write_text
from helpers.reports import ROOT, TAICANG

REPORTS = (TAICANG, ROOT / "fixtures/shanghai-office-2019.yaml")
# of the cells that are printed: what must be read of them, whatever the numbers are
LEAST = {"照原样": 0.97, "单位和注": 0.97, "行名缺字": 0.85}


def page(source: Path) -> str:
    return draft_report(source).render(".html").decode()


def read(text: str, path: Path) -> dict[str, tuple[Any, str]]:
    path.write_text(text, encoding="utf-8")
    figures = read_published(path, Resources()).figures
    return {key: (figure.number, figure.confidence) for key, figure in figures.items()}


@pytest.fixture(scope="module", params=REPORTS, ids=lambda path: path.stem)
def known(request: pytest.FixtureRequest, tmp_path_factory: Any) -> tuple[str, dict[str, Any]]:
    whole = page(request.param)
    found = read(whole, tmp_path_factory.mktemp("whole") / "年报.html")
    return whole, {key: number for key, (number, _) in found.items()}


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("idiom", [*WRITERS, *JOINED, "网页"])
def test_no_cell_is_read_wrong_in_any_idiom(
    idiom: str, change: str, known: tuple[str, dict[str, Any]], tmp_path: Path
) -> None:
    whole, truth = known
    tree = parse_page(whole)
    CHANGES[change](tree, random.Random(f"{idiom}{change}"))
    write = {**WRITERS, **JOINED}.get(idiom)
    if write is None:
        found = read(lxml.html.tostring(tree, encoding="unicode"), tmp_path / "年报.html")
    else:
        found = read(write_text(tree, write), tmp_path / "年报.txt")
    wrong = {key: number for key, (number, _) in found.items() if truth.get(key) != number}
    # digits that ran together and were broken as well are worked out, and marked as that
    if idiom in JOINED:
        wrong = {key: number for key, number in wrong.items() if found[key][1] != "推断"}
    assert wrong == {}
    # a blank cell of a copy without bars leaves nothing behind: 上海 2019 has such
    if change in LEAST and idiom not in JOINED and len(truth) == 200:
        assert len(found) >= LEAST[change] * len(truth)
