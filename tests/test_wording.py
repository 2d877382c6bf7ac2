"""Typing and wording: what is wrong is told with its place, what only looks like it is not."""

import pytest

from gkdraft.layout.resources import Resources
from gkdraft.prose.document import Document, Heading, Paragraph, Run
from gkdraft.rules.findings import Finding
from gkdraft.rules.gk5_meetings import Meeting, MeetingBook
from gkdraft.rules.judging import REGISTRY
from gkdraft.rules.registry import Checked, Unchecked, Verdict
from helpers.reports import drafted

MEETINGS = MeetingBook.load(Resources()).meetings
SLIPS = (
    "结案率98。5%",
    "全年共计条",
    "合计发布信息条，另有图解3个",
    "率为%",
    "统计期限自202511日至20251231日",
    "重大政策的的出台",
    "新收申请公开公开答复",
    "网址（ ）",
    "截止2026年12月31日",
    "一是简化表单；三是增加指引",
)
SOUND = (
    "为达到公开目的的，当日办结",
    "各部门部门预算全部公开",
    "公开申请申请人共5人",
    "已转来的办结件，逐件归档",
    "报名截止2026年12月31日",
    "一是简化表单；二是增加指引",
    "二〇二〇年以来、二〇二〇、二〇二一年文件",
    "网址ＷＷＷ.ＪＬ.ＧＯＶ.ＣＮ",
    "公开Ⅱ.类事项",
    "增长率为③%",
)


def judge(code: str, text: str, year: int = 2026) -> list[Verdict]:
    draft = drafted({"年度": year}).draft
    blocks = (Heading(1, (Run("一、总体情况"),)), Paragraph((Run(f"{text}。"),)))
    return list(REGISTRY[code].judge(draft, Document("", "", year, blocks)))


def told(code: str, text: str, year: int = 2026) -> list[str]:
    return [v.message for v in judge(code, text, year) if isinstance(v, Finding)]


@pytest.mark.parametrize("text", SLIPS)
def test_a_slip_is_one_line(text: str) -> None:
    assert len(told("GK510", text)) == 1


@pytest.mark.parametrize("text", SOUND)
def test_words_that_rightly_stand_so_are_silent(text: str) -> None:
    assert told("GK510", text) == []


@pytest.mark.parametrize("text", ["专项行动：① 完善制度", "一是 Ⅰ 级响应", "政务ＡＰＰ 平台"])
def test_a_blank_beside_what_is_no_chinese_is_not_pasted(text: str) -> None:
    found = drafted({"总体情况.依申请公开.亮点": [text]}).findings
    assert "GK517" not in [finding.code for finding in found]


@pytest.mark.parametrize("typed", ["120①", "12½", "1²", "5Ｗ"])
def test_a_mark_behind_a_figure_is_no_unit(typed: str) -> None:
    found = drafted({"总体情况.主动公开.数据": {"新闻发布会场次": typed}}).findings
    assert "GK004" in [finding.code for finding in found]


@pytest.mark.parametrize("typed", ["www.jl.gov.cn①", "www.jl.gov.cn２", "ＷＷＷ.jl.cn", "www.é.cn"])
def test_an_address_with_odd_characters_is_questioned(typed: str) -> None:
    found = drafted({"联系.网站.网址": typed}).findings
    assert "GK507" in [finding.code for finding in found]


def test_a_mark_without_its_other_half_is_told_at_what_was_typed() -> None:
    key = "总体情况.依申请公开.亮点"
    result = drafted({key: ["“一次告知单覆盖各窗口"]})
    (finding,) = [f for f in result.findings if f.code == "GK510"]
    assert finding.path == ("总体情况", "依申请公开", "亮点", 0)


@pytest.mark.parametrize("meeting", MEETINGS[1:], ids=lambda meeting: meeting.name)
def test_a_meeting_is_told_the_year_before_it_was_held_and_not_from_then_on(
    meeting: Meeting,
) -> None:
    held = int(meeting.since[:4])
    text = f"学习贯彻党的{meeting.name}精神"
    assert any(meeting.name in line for line in told("GK515", text, held - 1))
    assert told("GK515", text, held) == []


@pytest.mark.parametrize(
    ("year", "text", "missing"),
    [
        (2022, "党的十九大和十九届历次全会精神", "二十大"),
        (2024, "党的二十大和二十届二中全会精神", "三中"),
        (2024, "党的二十大和二十届二中、三中全会精神", ""),
        (2023, "党的二十大精神", ""),
        (2025, "党的二十大和二十届历次全会精神", ""),
        (2021, "党的十九大和历次全会精神", ""),
        (2020, "党的十九大和十九届历次全会精神", ""),
        (2021, "以优异成绩迎接党的二十大", ""),
    ],
)
def test_a_list_of_meetings_goes_up_to_the_last_one_held(
    year: int, text: str, missing: str
) -> None:
    lines = told("GK515", text, year)
    assert [missing in line for line in lines] == ([True] if missing else [])


def test_years_beyond_the_list_are_said_not_to_be_weighed() -> None:
    assert any(isinstance(v, Unchecked) for v in judge("GK515", "党的十九大精神", 2016))


def test_a_report_without_meetings_is_not_counted() -> None:
    verdicts = judge("GK515", "第五届中国国际进口博览会期间公开信息3条", 2016)
    assert not [v for v in verdicts if isinstance(v, Checked | Unchecked | Finding)]


@pytest.mark.parametrize(
    ("problems", "count"),
    [
        (["公开意识有待加强", "工作机制还需进一步完善"], 1),
        (["公开意识有待加强", "征集意见的形式单一"], 0),
        (["栏目更新有待加强，全年只更新2次"], 0),
        (["公开意识因人员兼职有待加强"], 0),
    ],
)
def test_problems_that_only_ask_for_improvement_are_one_line(
    problems: list[str], count: int
) -> None:
    listed = [{"问题": problem, "改进": "2027年6月底前改版"} for problem in problems]
    findings = drafted({"存在问题": listed}).findings
    assert len([f for f in findings if f.code == "GK513"]) == count


def test_evidence_of_a_problem_makes_it_more_than_perfunctory() -> None:
    entry = {"问题": "公开意识有待加强", "佐证": "逾期答复3件", "改进": "2027年6月底前培训"}
    findings = drafted({"存在问题": [entry]}).findings
    assert not [f for f in findings if f.code == "GK513"]
