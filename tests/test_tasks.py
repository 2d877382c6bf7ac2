"""Tasks in the report: placed where the person says, told once, covered in a table."""

from typing import Any

import pytest
from conftest import drafted, section_text

from gkdraft import coverage
from gkdraft.document import Heading, plain

TASKS = [
    {
        "序号": "（一）",
        "标题": "公开民生实事进展",
        "方面": "主动公开",
        "状态": "完成",
        "落实情况": "公布民生实事进展4期",
    },
    {
        "序号": "（二）",
        "标题": "推进公报创新",
        "方面": "平台建设",
        "状态": "完成",
        "落实情况": "公报改版，全年12期",
    },
    {"序号": "（三）", "标题": "开放公共数据", "方面": "平台建设", "状态": "不涉及"},
    {"序号": "（四）", "标题": "深化“放管服”信息公开", "方面": "主动公开"},
]
MERGED = {"序号": "1", "标题": "公开民生实事", "方面": "主动公开", "并入": "要点.1.组.1.任务.1"}


def notice(**more: Any) -> dict[str, Any]:
    return {"标题": "江临市2026年政务公开工作要点", "组": [{"标题": "公开", "任务": TASKS}], **more}


def report(**more: Any) -> Any:
    return drafted({"要点": [notice(**more)]})


def headings(result: Any) -> list[str]:
    return [plain(b.runs) for b in result.document.blocks if isinstance(b, Heading)]


def test_tasks_stand_under_the_aspects_unless_said_otherwise() -> None:
    places = {a.entry.task.number: a.places for a in report().answers()}
    assert places == {
        "（一）": ("一（一）主动公开",),
        "（二）": ("一（四）政府信息公开平台建设",),
        "（三）": (),
        "（四）": ("一（一）主动公开",),
    }


def test_a_notice_can_have_an_item_of_its_own() -> None:
    result = report(写入="单列")
    assert "（六）落实年度工作要点情况" in headings(result)
    text = section_text(result, 1).partition("（六）")[2]
    assert "公布民生实事进展4期" in text
    assert "第（三）项不涉及我市职责。" in text
    assert "公布民生实事进展4期" not in section_text(result, 1).partition("（六）")[0]


def test_a_notice_can_be_told_in_section_six() -> None:
    result = report(写入="第六部分")
    assert "公布民生实事进展4期" in section_text(result, 6)
    assert "要点" not in section_text(result, 1)
    assert {a.places for a in result.answers() if a.places} == {("六（二）年度工作要点落实情况",)}


def test_an_unknown_placement_is_named_with_its_line() -> None:
    (finding,) = [f for f in report(写入="附件").findings if "写入" in f.message]
    assert finding.code == "GK005"


def test_a_merged_task_is_told_once_and_counts_as_its_other_half() -> None:
    other = {"标题": "全省要点", "组": [{"标题": "公开", "任务": [MERGED]}]}
    result = drafted({"要点": [notice(), other]})
    answer = result.answers()[-1]
    assert (answer.state, answer.places) == ("完成", ("一（一）主动公开",))
    assert section_text(result, 1).count("公布民生实事进展4期") == 1
    assert "《全省要点》确定的1项任务已完成。" in section_text(result, 1)


def test_quotation_marks_inside_quotation_marks_are_single() -> None:
    assert "【待补充：第（四）项“深化‘放管服’信息公开”的落实情况】" in section_text(report(), 1)


@pytest.mark.parametrize("state", ["完成", "推进中", None])
def test_a_task_without_a_word_of_what_was_done_is_open(state: str | None) -> None:
    task = {"序号": "1", "标题": "公开决策", "方面": "主动公开", "状态": state}
    result = drafted({"要点": [notice(组=[{"标题": "公开", "任务": [task]}])]})
    assert [a.state for a in result.answers()] == ["未答"]


def test_the_coverage_table_gives_every_task_where_and_with_what() -> None:
    table = coverage.markdown(report().answers(), "对照表")
    lines = table.splitlines()
    assert lines[0] == "# 对照表"
    assert "4 项：完成 2 项、不涉及 1 项、未答 1 项，未答的是（四）。" in table
    assert "| （一） | 公开民生实事进展 |  | 完成 | 一（一）主动公开 |  |  |" in lines
    row = next(line for line in lines if line.startswith("| （四）"))
    assert "第（四）项“深化‘放管服’信息公开”的落实情况" in row


def test_a_cell_of_the_table_cannot_break_it() -> None:
    task = {"序号": "1|2", "标题": "甲|乙\n<b>丙</b>", "方面": "主动公开"}
    result = drafted({"要点": [notice(组=[{"标题": "公开", "任务": [task]}])]})
    row = coverage.markdown(result.answers(), "表").splitlines()[-1]
    assert row.startswith("| 1\\|2 | 甲\\|乙 &lt;b>丙&lt;/b> |")


def test_without_a_notice_there_is_a_word_instead_of_a_table() -> None:
    assert "没有" in coverage.markdown(drafted({"要点": []}).answers(), "表")
