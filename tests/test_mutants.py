"""Real balanced tables with one figure changed: always found, in table three to the cell."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from gkdraft.base.scalars import Number
from gkdraft.layout.form import Form
from gkdraft.pipeline import review_report
from gkdraft.report.draft import Draft
from gkdraft.report.figures import Figures
from gkdraft.report.prior import join_prior
from gkdraft.rules.findings import Finding
from gkdraft.rules.judging import REGISTRY
from helpers.reports import shared

DOCUMENTS = (
    "seeds/001_08caf9eb42603138.txt",
    "corpus/anon-hangzhou-style-2025.html",
    "corpus/huaian-city-2024.pdf",
    "corpus/pingtan-2021.txt",
    "corpus/pingtan-2022.txt",
    "corpus/suqian-city-2023.column.txt",
    "corpus/suqian-city-2024.column.txt",
    "corpus/more/changchun-tuiyi-2023.txt",
    "corpus/more/jianping-2025.txt",
    "corpus/more/wps-jianping-2025.docx",
    "corpus/more/zhanjiang-dfz-2023.txt",
)
ARITHMETIC = ("GK101", "GK102", "GK103", "GK104")
REQUESTS, REVIEWS = "申请情况", "复议诉讼"


@cache
def read(name: str) -> Draft:
    return review_report(Path(shared(name))).draft


def judge(draft: Draft, changes: Mapping[str, Number], codes: tuple[str, ...]) -> list[Finding]:
    figures = draft.figures
    changed = Figures({**figures.typed, **changes}, {**figures.completed, **changes}, figures.keys)
    draft = replace(draft, figures=changed)
    found: list[Finding] = []
    for code in codes:
        # arithmetic needs no document
        verdicts = REGISTRY[code].judge(draft, None)  # type: ignore[arg-type]
        found += [verdict for verdict in verdicts if isinstance(verdict, Finding)]
    return found


def balanced_form(name: str, key: str) -> tuple[Draft, Form]:
    draft = read(name)
    form = draft.layout.form_by_key[key]
    whole = all(form.spell(cell.key) in draft.figures.typed for cell in form.cells)
    if not whole or any(f.path[0] == key for f in judge(draft, {}, ARITHMETIC)):
        pytest.skip(f"{form.name} of this document is not whole or not balanced")
    return draft, form


def figure(draft: Draft, name: str) -> int:
    number = draft.figures.typed[name]
    assert isinstance(number, int)
    return number


def wrong_figures(number: int) -> Iterator[int]:
    """One more, one less, ten times, two digits exchanged."""
    digits = str(number)
    changed = {number + 1, number - 1, number * 10}
    for place in range(len(digits) - 1):
        changed.add(int(digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :]))
    yield from (other for other in sorted(changed) if other >= 0 and other != number)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_wrong_figure_of_table_three_is_one_line_with_its_cell_and_value(name: str) -> None:
    draft, form = balanced_form(name, REQUESTS)
    for cell in form.cells:
        key = form.spell(cell.key)
        for wrong in wrong_figures(figure(draft, key)):
            (finding,) = judge(draft, {key: wrong}, ARITHMETIC)
            told = (finding.path, finding.expected)
            assert told == ((form.key, *cell.key), figure(draft, key)), (key, wrong)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_exchanged_neighbours_of_table_three_are_named_among_three_pairs_at_most(
    name: str,
) -> None:
    draft, form = balanced_form(name, REQUESTS)
    for first, second in form.neighbours:
        one, other = form.spell(first), form.spell(second)
        if figure(draft, one) != figure(draft, other):
            swapped = {one: figure(draft, other), other: figure(draft, one)}
            (finding,) = judge(draft, swapped, ARITHMETIC)
            assert "填反" in finding.message, (one, other)
            assert "另外" not in finding.message, (one, other)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_wrong_figure_of_table_four_is_one_line_of_its_group(name: str) -> None:
    draft, form = balanced_form(name, REVIEWS)
    for cell in form.cells:
        key = form.spell(cell.key)
        for wrong in wrong_figures(figure(draft, key)):
            (finding,) = judge(draft, {key: wrong}, ARITHMETIC)
            assert finding.path[:2] == (form.key, cell.key[0]), (key, wrong)


YEARS = (("corpus/pingtan-2021.txt", "corpus/pingtan-2022.txt"),)


@pytest.mark.parametrize(("first", "second"), YEARS)
def test_each_carried_over_column_that_differs_from_last_year_is_one_line(
    first: str, second: str
) -> None:
    draft = join_prior(read(second), read(first))
    form = draft.layout.form_by_key[REQUESTS]
    codes = (*ARITHMETIC, "GK201")
    before = judge(draft, {}, codes)
    for column in form.children["结转下年度",]:
        key = f"上年.{form.spell(('结转下年度', column))}"
        (finding,) = [
            f for f in judge(draft, {key: figure(draft, key) + 5}, codes) if f not in before
        ]
        assert finding.code == "GK201"
        assert finding.path == (REQUESTS, "上年结转", column)


@pytest.mark.parametrize(("first", "second"), YEARS)
def test_a_wrong_carried_over_figure_is_one_line_with_its_cell(first: str, second: str) -> None:
    draft = join_prior(read(second), read(first))
    form = draft.layout.form_by_key[REQUESTS]
    codes = (*ARITHMETIC, "GK201")
    if judge(draft, {}, codes):
        pytest.skip("these two years do not agree")
    for column in form.children["上年结转",]:
        key = form.spell(("上年结转", column))
        (finding,) = judge(draft, {key: figure(draft, key) + 3}, codes)
        assert (finding.path, finding.expected) == (
            (REQUESTS, "上年结转", column),
            figure(draft, key),
        )
