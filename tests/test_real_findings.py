"""Every finding on a published report was looked at; how many are no faults is on a page."""

import csv
from pathlib import Path

import pytest

from gkdraft.pipeline import review_report
from helpers.reports import shared

FINDINGS = Path(__file__).parent / "real_findings.tsv"
with FINDINGS.open(encoding="utf-8") as lines:
    ROWS = list(csv.DictReader(lines, delimiter="\t"))
DOCUMENTS = sorted({row["document"] for row in ROWS})
# how much of a message tells it from the others of its document
SHOWN = 48


def list_findings(document: str) -> list[tuple[str, str]]:
    findings = review_report(shared(document)).findings
    return sorted((finding.code, finding.message[:SHOWN]) for finding in findings)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_finding_on_a_published_report_has_been_judged(document: str) -> None:
    judged = [(row["code"], row["words"]) for row in ROWS if row["document"] == document]
    # a document without a finding stands there with none
    assert list_findings(document) == sorted(entry for entry in judged if entry[0])


def test_at_most_one_finding_in_ten_is_no_fault() -> None:
    # 未读: what was not read, or cut off where the page was stored, says nothing of the report
    found = [row for row in ROWS if row["verdict"] not in ("", "未读")]
    assert sum(row["verdict"] == "误报" for row in found) * 10 <= len(found)
    assert {row["verdict"] for row in found} <= {"真", "误报"}
