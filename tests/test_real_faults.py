"""Faults that stand in published reports: each is found where the page says so."""

import csv
from functools import cache
from pathlib import Path

import pytest

from gkdraft.errors import InputError
from gkdraft.pipeline import Result, review_report
from helpers.reports import judge_years, shared

FAULTS = Path(__file__).parent / "real_faults.tsv"
with FAULTS.open(encoding="utf-8") as lines:
    ROWS = list(csv.DictReader(lines, delimiter="\t"))
FOUND = [row for row in ROWS if row["code"]]
ENTRIES = sorted({row["document"] for row in ROWS})


@cache
def judged(document: str) -> Result:
    """The report of a document; of two joined by + the later beside the earlier."""
    results = [review_report(shared(name)) for name in document.split("+")]
    return judge_years(results)[-1]


@pytest.mark.parametrize("row", FOUND, ids=lambda row: f"{row['document']}-{row['fault']}")
def test_a_real_fault_is_found_by_its_rule(row: dict[str, str]) -> None:
    found = [f.message for f in judged(row["document"]).findings if f.code == row["code"]]
    assert any(row["words"] in message for message in found), found


def test_a_fault_that_is_not_found_has_its_reason() -> None:
    assert all(row["words"] for row in ROWS)


@pytest.mark.parametrize("document", ENTRIES)
def test_no_report_with_a_table_unread_is_called_faultless(document: str) -> None:
    try:
        review = judged(document).review
    except InputError:
        pytest.skip("not recognised as a report")
    if review.unchecked:
        assert "没有发现问题" not in review.summarise() + review.headline()
