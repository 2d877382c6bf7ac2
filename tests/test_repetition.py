"""One report telling a thing twice, whoever wrote it, and answers that cannot be meant."""

from pathlib import Path
from typing import Any

import pytest

from gkdraft.pipeline import open_report, review_report
from gkdraft.rules import REGISTRY
from gkdraft.rules.findings import Severity
from helpers.reports import drafted, shared

BOTH = "对县区开展政务公开专题辅导"


def told(changes: dict[str, Any], code: str) -> list[tuple[str, Severity]]:
    found = drafted(changes).findings
    return [(f.message, f.severity) for f in found if f.code == code]


def review(tmp_path: Path, body: str) -> list[str]:
    path = tmp_path / "年报.txt"
    path.write_text(f"甲县2024年政府信息公开工作年度报告\n一、总体情况\n{body}\n", encoding="utf-8")
    return [f.code for f in review_report(path).findings if f.code >= "GK505"]


def test_a_sentence_of_a_published_report_that_comes_again_is_told(tmp_path: Path) -> None:
    assert review(tmp_path, f"{BOTH}。另办会议。\n{BOTH}；印发办法。") == ["GK505"]
    assert review(tmp_path, f"（一）{BOTH}。\n（二）{BOTH}。") == ["GK505"]
    assert review(tmp_path, f"{BOTH}。\n{BOTH}3次。") == []
    assert review(tmp_path, f"{BOTH}\n{BOTH}\n注：{BOTH}。\n注：{BOTH}。") == []


def test_two_tasks_answered_with_the_same_words_are_told() -> None:
    said = told(
        {"要点.0.组.0.任务.1.落实情况": "公布重大行政决策事项目录1份，11项决策草案均公开征求意见"},
        "GK505",
    )
    assert "并入" in said[0][0]


def test_a_figure_told_by_an_indicator_and_again_by_hand_is_a_note() -> None:
    said = told({"总体情况.主动公开.亮点": ["全年召开新闻发布会32场"]}, "GK505")
    assert [severity for _, severity in said] == [Severity.NOTE]


@pytest.mark.parametrize(
    ("text", "fires"),
    [
        ("公开行政处罚信息341条", True),
        ("公开行政处罚信息300条", False),  # told twice, and not otherwise
        ("其中公开行政处罚信息41条", False),
        ("上半年公开行政处罚信息141条", False),
        ("对行政处罚信息开展抽查341次", False),
    ],
)
def test_an_indicator_and_a_text_that_give_two_numbers_for_one_fact(text: str, fires: bool) -> None:
    changes = {
        "总体情况.主动公开.数据.许可处罚公示条数": {"许可": 100, "处罚": 300},
        "总体情况.平台建设.亮点": [text],
    }
    severities = [severity for _, severity in told(changes, "GK505")]
    assert (Severity.WARNING in severities) is fires


@pytest.mark.parametrize("text", ["无", "同上", "好。", "……"])
def test_an_answer_of_a_character_or_two_says_nothing(text: str) -> None:
    said = told({"存在问题.1": {"问题": "职责信息不够清楚", "改进": text}}, "GK506")
    assert bool(said) is (text != "……")  # marks alone are as good as empty


def test_a_measure_that_is_its_problem_again_is_told_once() -> None:
    problem = {"问题": "职责信息还不够清楚完整", "改进": "职责信息还不够清楚完整。"}
    assert len(told({"存在问题.1": problem}, "GK506")) == 1
    assert not told({"存在问题.1": problem}, "GK505")


@pytest.mark.parametrize(("number", "said"), [("8号", 0), ("8大道", 1)])
def test_a_road_named_again_behind_its_number_is_told(number: str, said: int) -> None:
    assert len(told({"联系.地址": f"江临市滨江大道{number}"}, "GK506")) == said


@pytest.mark.parametrize("name", ["rules/k02-clean.yaml", "rules/k16-clean.txt"])
def test_a_clean_report_tells_nothing_twice(name: str) -> None:
    found = open_report(shared(f"cases/{name}")).findings
    assert not [f for f in found if f.code in ("GK505", "GK506")]


@pytest.mark.parametrize(
    "piece", ["召开新闻发布会32场，", "甲乙丙丁戊己庚辛壬癸子丑寅卯。", "县", "1", "县12场"]
)
def test_a_text_that_repeats_itself_throughout_is_told_in_a_few_lines(piece: str) -> None:
    result = drafted({"总体情况.主动公开.亮点": [piece * 20_000]})
    told: list[object] = []
    for code in ("GK505", "GK506"):
        told += REGISTRY[code].judge(result.draft, result.document)
    assert len(told) <= 12
