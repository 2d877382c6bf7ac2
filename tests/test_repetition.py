"""One report telling a thing twice, whoever wrote it: what is told, and where it stands."""

from pathlib import Path
from typing import Any

import pytest

from gkdraft.pipeline import open_report, review_report
from gkdraft.rules.findings import Severity
from gkdraft.rules.judging import REGISTRY
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


FORUM = "总体情况.主动公开.数据.新闻发布会场次"
TASK = "要点.0.组.0.任务.1.落实情况"


@pytest.mark.parametrize(
    ("changes", "places"),
    [
        (
            {FORUM: 6, "总体情况.平台建设.亮点": ["召开新闻发布会6场"]},
            ("“主动公开”的指标新闻发布会场次", "“政府信息公开平台建设”的亮点第1条"),
        ),
        (
            {FORUM: 6, TASK: "召开新闻发布会6场，公布进展"},
            ("“主动公开”的指标新闻发布会场次", "（二）项“公开民生实事进展”的落实情况"),
        ),
        (
            {
                "总体情况.主动公开.亮点": ["改版网站，开设惠企专栏2个"],
                "总体情况.平台建设.亮点": ["开设惠企专栏2个，方便查询"],
            },
            ("“主动公开”的亮点第1条", "“政府信息公开平台建设”的亮点第1条"),
        ),
        (
            {"总体情况.依申请公开.亮点": ["编印办理指引", "全年共编印了办理指引。"]},
            ("“依申请公开”的亮点第1条", "“依申请公开”的亮点第2条"),
        ),
        (
            {"存在问题.1.问题": "专栏更新不够及时", "存在问题.2.问题": "专栏更新不够及时"},
            ("存在问题第2条", "存在问题第3条"),
        ),
        (
            {"总体情况.主动公开.亮点": ["梳理事项清单；编制标准目录；梳理事项清单"]},
            ("“主动公开”的亮点第1条里写了两遍",),
        ),
    ],
)  # fmt: skip
def test_what_is_told_twice_is_a_warning_that_names_both_places(
    changes: dict[str, Any], places: tuple[str, ...]
) -> None:
    (message, severity), *more = told(changes, "GK505")
    assert not more
    assert severity is Severity.WARNING
    assert all(place in message for place in places), message


def test_a_finding_of_two_places_names_the_keys_of_both() -> None:
    changes = {FORUM: 6, "总体情况.平台建设.亮点": ["召开新闻发布会6场"]}
    (found,) = [f for f in drafted(changes).findings if f.code == "GK505"]
    assert set(found.paths) == {
        ("总体情况", "主动公开", "数据", "新闻发布会场次"),
        ("总体情况", "平台建设", "亮点", 0),
    }


@pytest.mark.parametrize(
    "changes",
    [
        {"总体情况.主动公开.亮点": ["召开座谈会3场"], "总体情况.平台建设.亮点": ["召开听证会3场"]},
        {"总体情况.主动公开.亮点": ["召开座谈会3场"], "总体情况.平台建设.亮点": ["走访3场"]},
        {"总体情况.主动公开.亮点": ["编印指引"], "总体情况.平台建设.亮点": ["编印指南"]},
        {"总体情况.主动公开.亮点": ["良好"], "总体情况.平台建设.亮点": ["良好"]},
        {
            f"要点.0.组.0.任务.{index}": {"标题": name, "状态": "未开展", "落实情况": "没有部署过"}
            for index, name in enumerate(("公开甲事项", "公开乙事项"))
        },
    ],
)  # fmt: skip
def test_what_only_sounds_alike_is_not_told_twice(changes: dict[str, Any]) -> None:
    assert not told(changes, "GK505")


def test_the_opening_may_tell_a_figure_that_is_told_below() -> None:
    opening = "2026年，我市围绕民生推进公开，召开新闻发布会6场。"
    said = told({FORUM: 6, "总体情况.开头": opening}, "GK505")
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
    said = [message for message, _ in told(changes, "GK505")]
    assert any("指标里是 300条" in message for message in said) is fires


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
