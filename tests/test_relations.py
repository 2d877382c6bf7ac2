"""Parts and wholes: what the catalogue promises in words holds, or somebody is told."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gkdraft.errors import TemplateError
from gkdraft.layout import loading
from gkdraft.layout.resources import Resources
from gkdraft.pipeline import open_report
from gkdraft.rules.findings import Severity
from helpers.reports import codes, drafted, drafted_text, section_text, shared

NEW = 547
WAYS = "总体情况.依申请公开.数据.申请渠道分布"
OPEN = "总体情况.主动公开.数据"


def told(changes: dict[str, Any], code: str) -> list[str]:
    return [f.message for f in drafted(changes).findings if f.code == code]


@given(st.lists(st.integers(0, 2 * NEW), min_size=1, max_size=4))
def test_ways_of_application_are_told_exactly_when_they_are_not_all_there_were(
    counts: list[int],
) -> None:
    ways = {f"方式{number}": count for number, count in enumerate(counts)}
    assert bool(told({WAYS: ways}, "GK306")) is (sum(counts) != NEW)


@given(st.integers(0, 200), st.integers(0, 200), st.integers(0, 200))
def test_results_of_a_review_may_be_incomplete_but_never_more_than_was_reviewed(
    kept: int, changed: int, repealed: int
) -> None:
    key = "总体情况.政府信息管理.数据.规范性文件清理件数"
    parts = {"清理": 100, "继续有效": kept, "修改": changed, "废止": repealed}
    together = kept + changed + repealed
    assert bool(told({key: parts}, "GK306")) is (together > 100)
    whole = {**parts, "失效": 0}
    assert bool(told({key: whole}, "GK306")) is (together != 100)


@pytest.mark.parametrize(
    ("offline", "severities"),
    [(2032, []), (2031, [Severity.NOTE]), (2033, [Severity.NOTE]), (90000, [Severity.WARNING])],
)
def test_a_channel_may_be_counted_twice_but_is_no_more_than_all(
    offline: int, severities: list[Severity]
) -> None:
    result = drafted({f"{OPEN}.线下公开条数": offline})
    assert [f.severity for f in result.findings] == severities
    # what the clause says is told as well where it is left out
    assert ("其中政府网站" in section_text(result, 1)) is (not severities)


@pytest.mark.parametrize(
    ("whole", "part", "found"),
    [
        ("8.62万", 86240, []),  # 86249 is 8.62万 as well
        ("8.62万", 90000, ["GK305"]),
        (86214, "8.62万", []),  # it may be 86150
        (86214, "8823.5万", ["GK305"]),
        ("约8.6万", 90000, []),
        ("8.6万余", 86999, []),
    ],
)
def test_a_rounded_figure_is_more_than_another_only_if_it_is_whatever_it_means(
    whole: int | str, part: int | str, found: list[str]
) -> None:
    changes = {f"{OPEN}.主动公开信息总数": whole, f"{OPEN}.线下公开条数": part}
    assert [code for code in codes(drafted(changes)) if code == "GK305"] == found


def test_what_nobody_filled_in_is_not_weighed_and_not_missed() -> None:
    review = drafted({"总体情况": None}).review
    assert not any(item.relation.startswith("指标") for item in review.unchecked)


@pytest.mark.parametrize(
    ("fees", "said"),
    [
        ({"通知件数": 5, "通知金额": 1240, "收取件数": 3, "收取金额": 760}, 0),
        ({"通知件数": 5, "通知金额": 1240, "收取件数": 4, "收取金额": 760}, 1),  # 表三 has 2
        ({"通知件数": 2, "通知金额": 100, "收取件数": 0, "收取金额": 760}, 2),
        ({"通知件数": 7, "通知金额": 0, "收取件数": 5, "收取金额": 0}, 2),
        (
            {"通知件数": 6, "通知金额": 1240, "收取件数": 3, "收取金额": 760},
            1,
        ),  # one is open: a note
    ],
)
def test_fees_are_held_against_what_was_notified(fees: dict[str, int], said: int) -> None:
    assert len(told({"其他事项.信息处理费": fees}, "GK307")) == said


@given(st.integers(0, 10**7))
def test_the_fee_fits_into_the_income_written_with_two_decimals(cents: int) -> None:
    income = round(cents / 10**6, 2)  # 万元
    fees = {"通知件数": 5, "收取件数": 3, "收取金额": f"{cents / 100:.2f}"}
    changes = {"主动公开.行政事业性收费": f"{income:.2f}", "其他事项.信息处理费": fees}
    assert not [said for said in told(changes, "GK307") if "收费" in said and "万元" in said]


@pytest.mark.parametrize(
    ("name", "level", "fires"),
    [
        ("江临市人民政府", "市级政府", False),
        ("甲县人民政府", "县级政府", True),
        ("某市某局", "部门", True),
        ("国家某某局", "部门", False),
        ("某省人民政府办公厅", "部门", False),
    ],
)
def test_only_some_bodies_make_rules(name: str, level: str, fires: bool) -> None:
    changes = {"机关.名称": name, "机关.层级": level}
    assert bool(told(changes, "GK308")) is fires


def test_a_percentage_above_a_hundred_is_an_error_wherever_it_stands() -> None:
    key = "总体情况.监督保障.数据.社会评议满意度"
    result = drafted({key: {"收回问卷": 3108, "满意率": 150}})
    assert codes(result) == ["GK004"]
    assert "150" not in section_text(result, 1)


def test_a_decimal_point_typed_as_a_full_stop_is_named() -> None:
    key = "总体情况.监督保障.数据.社会评议满意度"
    (said,) = drafted({key: {"收回问卷": 3108, "满意率": "93。47"}}).findings
    assert "应为 93.47" in said.message


@pytest.mark.parametrize("line", ["relations", "at_most"])
def test_a_relation_of_what_is_not_there_cannot_be_used(line: str, tmp_path: Any) -> None:
    text = {
        "relations": "relations: [{parts: 主动公开.数据.没有这个, whole: 申请情况.总计.总计}]\n",
        "at_most": "at_most: {主动公开.数据.没有这个: 主动公开.数据.政策解读数}\n",
    }[line]
    folder = tmp_path / "layouts/own"
    folder.mkdir(parents=True)
    (folder / "layout.yaml").write_text('extends: "2021"\nsince: 2021\n' + text, encoding="utf-8")
    with pytest.raises(TemplateError, match="没有这个"):
        loading.load_layout("own", Resources(tmp_path))


def test_an_office_may_go_on_writing_at_most(tmp_path: Any) -> None:
    folder = tmp_path / "layouts/own"
    folder.mkdir(parents=True)
    (folder / "layout.yaml").write_text(
        'extends: "2021"\nsince: 2021\n'
        "at_most: {主动公开.数据.规划信息公开数: 主动公开.数据.政策解读数}\n",
        encoding="utf-8",
    )
    layout = loading.load_layout("own", Resources(tmp_path))
    assert layout.relations[-1].parts == ("主动公开.数据.规划信息公开数",)
    assert len(layout.relations) > 1


@pytest.mark.parametrize("number", range(1, 8))
def test_the_program_does_not_contradict_itself_in_silence(number: int) -> None:
    assert len(open_report(shared(f"cases/rules/r{number}.yaml")).findings) == 1


def test_each_contradiction_of_a_data_file_has_a_line() -> None:
    opened = open_report(shared("cases/prose/contradictions-unchecked.yaml"))
    said = " ".join(finding.message for finding in opened.findings)
    parts = ["分类公开数", "申请渠道分布", "分地区部门件数", "规范性文件清理件数"]
    figures = ["教育 300", "图解 20", "征地 30", "撤回件数 50", "整改问题 9"]
    percents = [f"“{number}”" for number in (120, 130, 150, 200, 300, 400)]
    for name in (*parts, *figures, *percents):
        assert name in said


def test_a_figure_that_no_sentence_can_use_is_told() -> None:
    text = """
    年度: 2026
    申请情况: 0
    总体情况: {依申请公开: {数据: {按时办结率: 98.5}}}
    """
    assert "GK503" in codes(drafted_text(text))
