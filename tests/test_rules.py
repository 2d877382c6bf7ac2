"""Rules: each has a page, a case that fires exactly it, and one close by that does not."""

from pathlib import Path
from typing import Any

import pytest

from gkdraft.base.yaml_reading import parse_yaml
from gkdraft.layout.resources import Resources
from gkdraft.pipeline import Result, compose
from gkdraft.rules.findings import Severity
from gkdraft.rules.judging import REGISTRY
from helpers.reports import ROOT, codes, drafted, drafted_text, patched, published_text

CASES = Path(__file__).parent / "cases"


def case(code: str) -> Any:
    path = CASES / f"{code}.yaml"
    return parse_yaml(path.read_text(encoding="utf-8"), path.name).data


def run(case: Any, patch: str, prefix: str) -> Result:
    if f"{prefix}report" in case:
        return published_text(case[f"{prefix}report"])
    text = case.get(f"{prefix}text")
    return drafted(case[patch]) if text is None else drafted_text(text)


def test_every_rule_has_a_case_and_every_case_a_rule() -> None:
    assert {path.stem for path in CASES.glob("GK*.yaml")} == set(REGISTRY)


@pytest.mark.parametrize("code", sorted(REGISTRY))
def test_the_case_of_a_rule_fires_it_and_nothing_unexpected(code: str) -> None:
    data = case(code)
    fired = set(codes(run(data, "fires", "")))
    assert code in fired
    if "fires" in data:
        assert fired == {code, *data.get("also", ())}


@pytest.mark.parametrize("code", sorted(REGISTRY))
def test_the_case_close_by_is_accepted(code: str) -> None:
    assert code not in codes(run(case(code), "quiet", "quiet-"))


@pytest.mark.parametrize("code", sorted(REGISTRY))
def test_arithmetic_and_data_file_rules_may_never_be_waived(code: str) -> None:
    assert REGISTRY[code].waivable is (code >= "GK2")


def test_the_complete_example_has_no_findings() -> None:
    assert drafted().findings == ()


def test_an_explained_warning_is_silent_and_an_explained_error_is_not() -> None:
    long = {"总体情况.主动公开.亮点": ["甲" * 300], "复议诉讼.行政复议": [38, 6, 21, 9, 73]}
    waivers = [{"规则": code, "说明": "已核实"} for code in ("GK501", "GK104")]
    assert codes(drafted(long)) == ["GK104", "GK501"]
    assert codes(drafted({**long, "情况说明": waivers})) == ["GK104"]


def test_an_explanation_of_one_result_does_not_cover_another() -> None:
    years = {"上年.复议诉讼.行政复议": {"尚未审结": 99}}
    said = next(f.message for f in drafted(years).findings if f.code == "GK203")
    waiver = {"规则": "GK203", "说明": "上年多报", "结果": said}
    assert "GK203" not in codes(drafted({**years, "情况说明": [waiver]}))
    assert "GK203" in codes(drafted({**years, "情况说明": [{**waiver, "结果": said + "。"}]}))


def test_an_identity_of_a_users_own_form_is_checked_too(tmp_path: Path) -> None:
    form = (ROOT / "templates/forms/review.yaml").read_text(encoding="utf-8")
    path = tmp_path / "forms/review.yaml"
    path.parent.mkdir()
    path.write_text(form.replace("GK104", "GK190"), encoding="utf-8")
    data = patched({"复议诉讼.行政复议": [38, 6, 21, 9, 73]})
    assert codes(compose(data, Resources(tmp_path))) == ["GK190"]


def test_findings_come_as_plain_data_with_english_keys() -> None:
    finding = drafted({"申请情况.结转下年度": [15, 2, 0, 0, 1, 1]}).findings[0]
    assert finding.as_json() == {
        "code": "GK101",
        "severity": "error",
        "message": finding.message,
        "key": "申请情况.本年新收.自然人",
        "file": finding.locus.file,
        "line": 36,
        "column": 3,
        "place": "",
        "expected": None,
    }
    assert finding.severity is Severity.ERROR
