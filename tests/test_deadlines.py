"""Deadlines 公布期限: read from the page or named for a day, by level; no clock is asked."""

import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gkdraft.cli import main
from gkdraft.layout.resources import Resources
from gkdraft.pipeline import Result, judge, open_report
from gkdraft.rules.deadlines import list_deadlines
from helpers.reports import JIANGLIN, codes, drafted, published_text, shared

LEVELS = ("部门", "县级政府", "市级政府", "省级政府")


def told(result: Result) -> list[str]:
    return [str(f.message) for f in result.findings if f.code == "GK520"]


def on(day: datetime.date, changes: dict[str, Any]) -> Result:
    """江临's report as it is judged on a day."""
    from dataclasses import replace

    made = drafted(changes)
    return judge(replace(made.draft, today=day), made.document, Resources())


@pytest.mark.parametrize(
    ("level", "days"),
    [
        ("部门", ["2027-01-31", "2027-01-31"]),
        ("县级政府", ["2027-02-20", "2027-03-31"]),
        ("市级政府", ["2027-03-10", "2027-03-31"]),
        ("省级政府", ["2027-03-31", "2027-03-31"]),
        ("乡级政府", []),
    ],
)
def test_each_level_has_its_days(level: str, days: list[str]) -> None:
    found = list_deadlines(drafted({"机关.层级": level}).draft)
    assert [str(due.day) for due in found] == days


def test_before_the_rules_of_2019_everybody_had_until_the_end_of_march() -> None:
    draft = open_report(JIANGLIN.parent.parent / "taicang-2018.yaml").draft
    assert {str(due.day) for due in list_deadlines(draft)} == {"2019-03-31"}


def test_without_a_day_nothing_is_said_of_the_deadline() -> None:
    result = open_report(JIANGLIN)
    assert "GK520" not in codes(result)
    assert not [item for item in result.review.unchecked if item.relation == "公布期限"]


@given(st.dates(datetime.date(2027, 1, 1), datetime.date(2028, 1, 1)), st.sampled_from(LEVELS))
def test_the_days_that_are_left_lead_to_the_deadline(day: datetime.date, level: str) -> None:
    result = on(day, {"机关.层级": level})
    due = list_deadlines(result.draft)[0].day
    (message,) = told(result)
    days = (due - day).days
    expected = f"还有 {days} 天" if days > 0 else f"已过 {-days} 天" if days else "就是今天"
    assert expected in message


def test_a_level_without_a_day_of_its_own_is_late_only_after_all_others() -> None:
    town = {"机关.层级": "乡级政府"}
    before = on(datetime.date(2027, 3, 31), town)
    assert told(before) == []
    assert [str(i.reason) for i in before.review.unchecked if i.relation == "公布期限"]
    assert "已过 1 天" in told(on(datetime.date(2027, 4, 1), town))[0]


def page(line: str) -> Result:
    return published_text(f"{line}\n江临市2026年政府信息公开工作年度报告\n一、总体情况\n无。\n")


@pytest.mark.parametrize(
    "line",
    [
        "发布时间: 2027-04-15 09:00",
        "来源：本站  发布日期：2027年4月15日  浏览次数：3",
        "公开日期 2027/4/15",
        "发布时间：2027.04.15",
    ],
)
def test_the_day_of_publication_is_read_from_the_page(line: str) -> None:
    result = page(line)
    assert result.draft.released == datetime.date(2027, 4, 15)
    assert "晚了 15 天" in told(result)[0]


@pytest.mark.parametrize(
    "line",
    ["生成日期：2027-04-15", "成文日期：2027年4月15日", "发布时间：2027-13-45", "2027-04-15"],
)
def test_another_date_is_no_day_of_publication(line: str) -> None:
    assert page(line).draft.released is None


def test_a_page_that_moved_years_later_is_not_called_late() -> None:
    result = page("发布时间: 2029-11-08")
    assert told(result) == []
    assert [i for i in result.review.unchecked if i.relation == "公布期限"]


def test_a_page_in_time_for_every_level_needs_none() -> None:
    result = page("发布时间: 2027-01-20")
    assert not [i for i in result.review.unchecked if i.relation == "公布期限"]
    assert told(result) == []


def test_the_law_is_named_before_the_format_that_sets_the_same_day() -> None:
    (message,) = told(on(datetime.date(2027, 1, 1), {"机关.层级": "部门"}))
    assert "2027年1月31日以前公布（《政府信息公开条例》第四十九条），还有 30 天" in message
    assert "《政府信息公开条例》第四十九条" in told(page("发布时间: 2027-04-15"))[0]


def test_the_twins_of_kind_one() -> None:
    assert len(told(open_report(shared("cases/rules/k01-fault.txt")))) == 1
    assert told(open_report(shared("cases/rules/k01-clean.txt"))) == []


def test_an_office_may_set_days_of_its_own(tmp_path: Path, capsys: Any) -> None:
    (tmp_path / "checks").mkdir()
    (tmp_path / "checks/deadlines.yaml").write_text(
        "terms: [{since: 2020, basis: 本县通知, dates: {乡级政府: 1-20}}]\nfarthest: 365\n",
        encoding="utf-8",
    )
    town = tmp_path / "2026.yaml"
    town.write_text("年度: 2026\n机关: {名称: 某镇人民政府, 层级: 乡级政府}\n", encoding="utf-8")
    main(["check", str(town), "--today", "2027-01-10", "--templates", str(tmp_path)])
    assert "2027年1月20日以前公布（本县通知），还有 10 天" in capsys.readouterr().out


def test_a_day_that_is_none_is_refused_with_an_example(capsys: Any) -> None:
    with pytest.raises(SystemExit) as left:
        main(["check", str(JIANGLIN), "--today", "2027-02-30"])
    assert left.value.code == 2
    assert "2027-02-01" in capsys.readouterr().err
