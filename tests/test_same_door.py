"""A report is a report, whoever wrote it: published ones go through the same intake and rules."""

import copy
from pathlib import Path
from typing import Any

import lxml.html
import pytest

from gkdraft.pipeline import Result, draft_report, open_report
from gkdraft.rules.judging import REGISTRY
from helpers.reports import JIANGLIN, TAICANG, drafted


def published(result: Result, path: Path) -> Result:
    """A report as its readers have it: written, and read back."""
    path.write_bytes(result.render(path.suffix))
    return open_report(path)


def codes(result: Result) -> set[str]:
    return {finding.code for finding in result.findings}


@pytest.mark.parametrize("suffix", [".docx", ".html", ".txt"])
def test_a_published_report_is_the_draft_it_was_printed_from(suffix: str, tmp_path: Path) -> None:
    written = draft_report(JIANGLIN)
    found = published(written, tmp_path / f"年报{suffix}")
    tables = tuple(f"{key}." for key in written.draft.layout.form_by_key)
    for key, number in written.draft.figures.completed.items():
        if key.startswith(tables):
            assert found.draft.figures.claimed(key) == number
    assert found.draft.report.year == written.draft.report.year
    assert found.draft.report.agency.name == written.draft.report.agency.name
    assert found.draft.published
    assert not found.findings


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"申请情况.本年新收": [999, 32, 3, 2, 7, 17]}, "GK101"),
        ({"申请情况.部分公开": None}, "GK001"),
        ({"总体情况.主动公开.亮点": ["甲" * 999]}, "GK501"),
        ({"总体情况.主动公开.数据.政务新媒体发布数": None}, ""),
    ],
)
def test_what_a_rule_says_of_a_data_file_it_says_of_the_published_report(
    changes: dict[str, Any], code: str, tmp_path: Path
) -> None:
    written = drafted(changes)
    found = published(written, tmp_path / "年报.docx")
    assert (code in codes(written)) == (code in codes(found)) == bool(code)


def test_a_gap_that_was_published_is_found(tmp_path: Path) -> None:
    written = draft_report(TAICANG)
    assert list(written.document.gaps())
    assert "GK007" in codes(published(written, tmp_path / "年报.docx"))


def test_a_rule_that_needs_what_only_a_data_file_has_says_so_in_its_registration() -> None:
    for rule in REGISTRY.values():
        assert not rule.needs or rule.needs.isprintable()
    assert all(REGISTRY[code].needs for code in ("GK002", "GK401", "GK503"))
    assert not any(REGISTRY[code].needs for code in ("GK001", "GK101", "GK501", "GK504"))


def html(result: Result) -> Any:
    return lxml.html.document_fromstring(result.render(".html").decode())


def cell(tree: Any, text: str, column: int) -> Any:
    row = next(row for row in tree.xpath("//tr") if text in row.text_content())
    return row.xpath(".//td")[column]


def test_a_blank_cell_is_told_and_an_unread_one_is_not(tmp_path: Path) -> None:
    tree = html(draft_report(JIANGLIN))
    blank, unread = copy.deepcopy(tree), copy.deepcopy(tree)
    cell(blank, "予以公开", 0).text = ""
    cell(unread, "予以公开", 0).text = "见附件"
    for name, changed in (("空白", blank), ("认不出", unread)):
        (tmp_path / f"{name}.html").write_bytes(lxml.html.tostring(changed, encoding="utf-8"))
    key = ("申请情况", "予以公开", "自然人")
    told, silent = (open_report(tmp_path / f"{name}.html") for name in ("空白", "认不出"))
    assert key in told.draft.blank
    assert [f.message for f in told.findings if f.code == "GK001"] == [
        "表三 1 格没有数（[予以公开.自然人]等），没有发生的应当写 0"
    ]
    assert silent.draft.is_unread(key)
    assert not silent.findings
    assert any("予以公开.自然人" in line for line in silent.remarks), silent.remarks


def test_a_table_that_is_not_there_is_unread_and_not_blank(tmp_path: Path) -> None:
    tree = html(draft_report(JIANGLIN))
    table = next(t for t in tree.xpath("//table") if "复议后起诉" in t.text_content())
    table.getparent().remove(table)
    (tmp_path / "缺表.html").write_bytes(lxml.html.tostring(tree, encoding="utf-8"))
    found = open_report(tmp_path / "缺表.html")
    assert found.draft.is_unread(("复议诉讼", "行政复议", "总计"))
    assert "GK001" not in codes(found)
    assert any("表四" in line for line in found.remarks)


def test_a_finding_of_a_published_report_says_where_in_the_document(tmp_path: Path) -> None:
    written = drafted({"申请情况.本年新收": [999, 32, 3, 2, 7, 17]})
    found = published(written, tmp_path / "年报.docx")
    first = next(f for f in found.findings if f.code == "GK101")
    assert first.locus.spot
    assert str(first).endswith(f"（{first.locus.spot}）")
    assert first.as_json()["file"] == str(tmp_path / "年报.docx")


def test_a_number_that_is_no_count_is_an_error_of_its_own(tmp_path: Path) -> None:
    tree = html(draft_report(JIANGLIN))
    cell = next(c for c in tree.xpath("//td") if c.text_content() == "547")
    cell.text = "547.5"
    (tmp_path / "小数.html").write_bytes(lxml.html.tostring(tree, encoding="utf-8"))
    told = [f.message for f in open_report(tmp_path / "小数.html").findings if f.code == "GK105"]
    assert len(told) == 1
    assert "印 547.5，不是件数" in told[0]
