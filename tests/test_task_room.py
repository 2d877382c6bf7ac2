"""Sixty tasks in little room: told, listed, rolled up or set aside, and each answered."""

from itertools import chain
from typing import Any

import pytest

from gkdraft.prose.coverage import render_coverage
from gkdraft.prose.document import count_characters
from helpers.reports import codes, drafted, section_text

ASPECTS = ("主动公开", "政府信息管理", "平台建设", "监督保障")
SENTENCE = "公开事项目录和公报改版于9月完成，发布图解86篇"


MEASURE = "由市政府办公室会同市司法局每季度评查案卷，全年评查240卷"


def task(number: int, **more: Any) -> dict[str, Any]:
    return {
        "序号": str(number),
        "标题": f"做好第{number}类信息公开",
        "方面": ASPECTS[0],
        "状态": "完成",
        "落实情况": f"发布第{number}类信息{number + 100}条",
        **more,
    }


def bare(number: int, **more: Any) -> dict[str, Any]:
    return task(number, 落实情况=None, **more)


def report(*groups: dict[str, Any], **more: Any) -> Any:
    notice = {"标题": "江临市2026年政务公开工作要点", "组": list(groups), **more}
    return drafted({"要点": [notice], "存在问题.0.改进": MEASURE})


def group(*tasks: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"标题": "提高公开质量", "任务": list(tasks), **more}


def table(result: Any) -> str:
    return render_coverage(result.answers(), "对照表")


def row(result: Any, number: int) -> str:
    return next(line for line in table(result).splitlines() if line.startswith(f"| {number} |"))


def sixty() -> Any:
    """20 told by groups, 20 only listed, 18 set aside, 2 told by themselves."""
    rolled = group(*(task(n) for n in range(1, 21)), 写法="见本组", 落实情况=SENTENCE)
    listed = group(*(task(n) for n in range(21, 41)), 写法="只列对照表")
    outside = [
        {"序号": str(n), "标题": f"第{n}项", "责任单位": ["省教育厅"]} for n in range(43, 61)
    ]
    told = group(task(41), task(42), *outside)
    return report(rolled, listed, told, 不涉及单位="省")


def test_sixty_tasks_stay_in_little_room_and_every_one_is_answered() -> None:
    result = sixty()
    assert codes(result) == []
    assert count_characters(result.document.section(1)) <= 1000
    rows = [line for line in table(result).splitlines() if line.startswith("| ")]
    states = [answer.state for answer in result.answers()]
    assert (states.count("完成"), states.count("不涉及")) == (42, 18)
    assert sum("信息1" in line for line in rows) == 42


def test_the_counts_of_the_sentence_add_up_to_the_total() -> None:
    assert "涉及我市的42项任务全部完成。" in section_text(sixty(), 1)


def test_a_group_is_told_once_and_each_task_keeps_its_own_words_in_the_table() -> None:
    result = report(group(task(1), task(2), 写法="见本组", 落实情况=SENTENCE))
    text = section_text(result, 1)
    assert text.count(SENTENCE) == 1
    assert "第1类信息101条" not in text
    assert "发布第1类信息101条" in row(result, 1)
    assert "见本组" not in row(result, 1)
    assert "一（一）主动公开" in row(result, 1)


def test_a_task_without_words_of_its_own_is_answered_by_its_group() -> None:
    result = report(group(task(1), bare(2), bare(3), 落实情况=SENTENCE))
    text = section_text(result, 1)
    assert f"围绕提高公开质量，{SENTENCE}；发布第1类信息101条。" in text
    assert "确定的3项任务全部完成。" in text
    assert f"{SENTENCE}（见本组）" in row(result, 2)
    assert "见本组" not in row(result, 1)
    assert codes(result) == []


def test_a_task_not_begun_says_why_by_itself() -> None:
    result = report(group(bare(1), bare(2, 状态="未开展"), 落实情况=SENTENCE))
    assert "本年度未开展，原因是【待补充" in section_text(result, 1)
    assert "见本组" not in row(result, 2)


def test_the_sentence_of_a_group_stands_where_most_of_its_tasks_belong() -> None:
    tasks = [bare(1), bare(2, 方面="平台建设"), bare(3, 方面="平台建设")]
    answers = report(group(*tasks, 落实情况=SENTENCE)).answers()
    assert {answer.places for answer in answers} == {("一（四）政府信息公开平台建设",)}


@pytest.mark.parametrize("level", ["任务", "组", "通知"])
def test_what_is_only_listed_is_answered_and_not_told(level: str) -> None:
    telling = {"写法": "只列对照表"}
    own = telling if level == "任务" else {}
    groups = group(task(1, **own), task(2, **own), **(telling if level == "组" else {}))
    result = report(groups, **(telling if level == "通知" else {}))
    assert codes(result) == []
    assert "第1类信息" not in section_text(result, 1)
    assert "确定的2项任务全部完成。" in section_text(result, 1)
    assert "发布第1类信息101条" in row(result, 1)
    assert "只列对照表" in row(result, 1)


def test_the_nearest_way_of_telling_holds() -> None:
    result = report(group(task(1), task(2, 写法="正文"), 写法="只列对照表"), 写法="见本组")
    text = section_text(result, 1)
    assert "第2类信息102条" in text
    assert "第1类信息101条" not in text


def test_a_task_only_listed_must_be_answered_all_the_same() -> None:
    result = report(group(bare(1), task(2), 写法="只列对照表"))
    assert codes(result) == ["GK401"]
    reason = report(group(bare(1, 状态="未开展"), task(2), 写法="只列对照表"))
    assert [f.message for f in reason.findings] == ["第1项“做好第1类信息公开”还缺未开展的原因"]


def test_tasks_left_to_a_sentence_that_is_not_there_are_a_finding_and_a_gap() -> None:
    result = report(group(task(1), task(2), 写法="见本组"))
    (finding,) = result.findings
    assert (finding.code, finding.path) == ("GK408", ("要点", 0, "组", 0, "落实情况"))
    assert "“提高公开质量”组有 2 项由本组交代（见本组），本组的落实情况还没有写" in finding.message
    assert "【待补充：“提高公开质量”的落实情况】" in section_text(result, 1)


def test_a_sentence_of_a_group_that_nobody_uses_is_named() -> None:
    (finding,) = report(group(task(1), task(2), 落实情况=SENTENCE)).findings
    assert finding.code == "GK408"
    assert "没有印" in finding.message


def test_what_is_under_way_is_promised_in_the_sentence_of_its_group() -> None:
    tasks = bare(1), bare(2, 状态="推进中")
    (finding,) = report(group(*tasks, 落实情况=SENTENCE)).findings
    assert finding.code == "GK408"
    assert "第2项“做好第2类信息公开”什么时候完成" in finding.message
    dated = f"{SENTENCE}，监测平台2027年6月底前启用"
    assert codes(report(group(*tasks, 落实情况=dated))) == []


def test_an_empty_phrase_for_a_group_is_weighed_like_one_for_a_task() -> None:
    assert codes(report(group(bare(1), bare(2), 落实情况="认真落实各项公开要求"))) == ["GK402"]


def test_tasks_taken_out_with_their_answers_are_named() -> None:
    result = report({"标题": "甲", "任务": "略"}, group(task(1), task(2)))
    (finding,) = result.findings
    assert finding.code == "GK408"
    assert "只列对照表" in finding.message


def test_a_state_left_out_keeps_the_answer_in_the_table() -> None:
    result = report(group(task(1), task(2, 状态="略")))
    assert "发布第2类信息102条" in row(result, 2)
    assert "发布第2类信息102条" not in section_text(result, 1)
    assert "确定的2项任务中，完成1项、未列入本报告1项。" in section_text(result, 1)


OUTSIDE = {"序号": "2", "标题": "公开招生信息", "方面": "主动公开"}


@pytest.mark.parametrize(
    ("more", "state"),
    [
        ({"责任单位": ["省教育厅", "省财政厅"]}, "不涉及"),
        ({"牵头单位": ["省教育厅"], "责任单位": ["各市人民政府"]}, "未答"),
        ({"责任单位": ["省教育厅"], "状态": "完成", "落实情况": "发布招生计划12份"}, "完成"),
        ({"责任单位": ["省教育厅"], "落实情况": "发布招生计划12份"}, "未答"),
        ({"责任单位": ["全省各级行政机关"]}, "未答"),
        ({}, "未答"),
    ],
)
def test_tasks_are_set_aside_in_one_stroke_by_who_is_responsible(
    more: dict[str, Any], state: str
) -> None:
    result = report(group(task(1), {**OUTSIDE, **more}), 不涉及单位=["省"])
    assert result.answers()[1].state == state
    said = "涉及我市的1项任务已完成。" in section_text(result, 1)
    assert said is (state == "不涉及")
    assert ("不涉及（责任单位：省）" in row(result, 2)) is (state == "不涉及")
    assert "公开招生信息" not in section_text(result, 1) or state != "不涉及"


@pytest.mark.parametrize("more", [{"状态": "不涉及"}, {"责任单位": ["省教育厅"]}])
def test_what_does_not_concern_the_body_is_not_answered_by_its_group(more: dict[str, Any]) -> None:
    tasks = task(1), {**OUTSIDE, **more}
    result = report(group(*tasks, 写法="见本组", 落实情况=SENTENCE), 不涉及单位="省")
    assert result.answers()[1].told == ""
    assert result.answers()[1].places == ()


def test_a_word_for_nobody_or_for_the_body_itself_is_named() -> None:
    tasks = task(1, 责任单位=["江临市教育局"]), task(2)
    found = report(group(*tasks), 不涉及单位=["省直", "江临市"]).findings
    assert [finding.code for finding in found] == ["GK409", "GK409"]
    assert "“省直”" in found[0].message
    assert "本机关" in found[1].message


def test_many_that_do_not_concern_the_body_are_told_by_their_first_and_last() -> None:
    outside = [bare(n, 状态="不涉及") for n in chain(range(2, 30), (31,))]
    result = report(group(task(1), *outside[:-1], task(30), outside[-1]), 写入="单列")
    assert "第2至29、31项不涉及我市职责。" in section_text(result, 1)


def test_a_group_may_stand_elsewhere_than_its_notice() -> None:
    apart = {"标题": "建设公开平台", "写入": "单列", "任务": [task(3), task(4)]}
    result = report(group(task(1), task(2)), apart)
    before, heading, own = section_text(result, 1).partition("（六）落实年度工作要点情况")
    assert heading
    assert "围绕建设公开平台，发布第3类信息103条；发布第4类信息104条。" in own
    assert "第1类信息101条" in before
    assert section_text(result, 1).count("确定的4项任务全部完成。") == 1


def test_a_group_that_is_only_listed_leaves_no_heading_behind() -> None:
    apart = {"标题": "建设平台", "写入": "单列", "写法": "只列对照表", "任务": [task(3), task(4)]}
    assert "（六）" not in section_text(report(group(task(1), task(2)), apart), 1)


def test_a_group_in_section_six_keeps_the_count_at_its_notice() -> None:
    result = report(group(task(1), task(2), 写入="第六部分"))
    assert "发布第1类信息101条" in section_text(result, 6)
    assert "确定的2项任务全部完成。" in section_text(result, 1)
    assert "确定的2项" not in section_text(result, 6)


def test_an_older_layout_tells_the_sentence_without_a_second_heading() -> None:
    tasks = [{**bare(n), "方面": None} for n in (1, 2)]
    notice = {"标题": "2018年政务公开工作要点", "组": [group(*tasks, 落实情况=SENTENCE)]}
    sections = [{"标题": "要点落实", "内容": "要点"}]
    result = drafted({"年度": 2018, "格式": "2008", "要点": [notice], "栏目": sections})
    text = section_text(result, 1)
    assert text.count("提高公开质量") == 1
    assert text.count(SENTENCE) == 1
