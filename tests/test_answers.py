"""Answers that cannot be meant: too short, a problem for a measure, contacts, counts, figures."""

from typing import Any

import pytest

from gkdraft.base.scalars import find_bounds, read_quantity
from helpers.reports import drafted

TASK = "要点.0.组.0.任务.1"
SHORT = [
    "无",
    "同上",
    "好。",
    "……",
    "。",
    "/",
    "ok",
    "1",
    "暂无",
    "N/A",
    "已完成",
    "暂无此项工作",
    "待补充",
]


def told(changes: dict[str, Any], code: str) -> list[str]:
    return [str(f.message) for f in drafted(changes).findings if f.code == code]


@pytest.mark.parametrize("text", SHORT)
@pytest.mark.parametrize(
    ("key", "value", "advice"),
    [
        ("存在问题.1", {"问题": "职责信息不够清楚", "改进": "{}"}, "谁、什么时候前、做什么"),
        ("存在问题.1", {"问题": "{}", "改进": "市政府办公室6月底前修订"}, "什么事、多少、在哪里"),
        ("存在问题.1", {"问题": "职责信息不够清楚", "原因": "{}", "改进": "6月底前修订"}, "空着"),
        (TASK, {"标题": "公开进展", "状态": "未开展", "落实情况": "{}"}, "没有开展的原因"),
        (TASK, {"标题": "公开进展", "状态": "推进中", "落实情况": "{}"}, "有什么数或成果"),
        ("总体情况.主动公开.亮点", ["{}"], "空着"),
        ("总体情况.主动公开.做法", "{}", "空着"),
        ("附注.申请情况", "{}", "空着"),
    ],
)
def test_a_word_in_the_place_of_a_sentence_is_told_with_what_to_write(
    key: str, value: Any, advice: str, text: str
) -> None:
    (said,) = told({key: fill(value, text)}, "GK506")
    assert f"“{text}”" in said
    assert advice in said


def fill(value: Any, text: str) -> Any:
    if isinstance(value, dict):
        return {key: fill(item, text) for key, item in value.items()}
    if isinstance(value, list):
        return [fill(item, text) for item in value]
    return value.replace("{}", text)


def test_a_report_has_problems_and_none_is_no_answer() -> None:
    (said,) = told({"存在问题.1": {"问题": "无", "改进": "6月底前修订"}}, "GK506")
    assert "问题不能没有" in said


def test_a_result_that_names_nothing_is_told_once() -> None:
    done = {"标题": "公开进展", "状态": "完成", "方面": "主动公开", "落实情况": "好"}
    assert told({TASK: done}, "GK402")
    assert not told({TASK: done}, "GK506")
    assert told({TASK: {**done, "落实情况": "1"}}, "GK506")


PROBLEM = "职责信息还不够清楚完整"


@pytest.mark.parametrize(
    ("problem", "measure", "fires"),
    [
        (PROBLEM, f"{PROBLEM}。", True),
        (PROBLEM, f"切实解决{PROBLEM}的问题", True),
        ("乡镇的公开栏全年有3次没有按月更新", "乡镇的公开栏全年有三次没有按月更新", True),
        (PROBLEM, "6月底前由市政府办公室汇总各部门职责", False),
        (
            "未定期开展业务培训和考核",
            "定期开展业务培训和考核",
            False,
        ),  # what is missing will be done
        ("专栏更新不及时", "每月检查专栏", False),
    ],
)
def test_a_measure_that_is_its_problem_again_is_told_once(
    problem: str, measure: str, fires: bool
) -> None:
    changes = {"存在问题.1": {"问题": problem, "改进": measure}}
    assert len(told(changes, "GK506")) is int(fires)
    assert not told(changes, "GK505")


@pytest.mark.parametrize("key", ["佐证", "原因"])
def test_evidence_and_cause_that_are_the_problem_again_are_told(key: str) -> None:
    problem = {"问题": PROBLEM, key: PROBLEM, "改进": "6月底前汇总各部门职责"}
    (said,) = told({"存在问题.1": problem}, "GK506")
    assert said.startswith(f"{key}写的就是问题")


CONTACTS = {
    "联系.电话": {
        "12345": "", "12345热线": "", "0500-5550100": "", "（0500）5550100": "", "05005550100": "",
        "0500－555 0100转8001": "", "13800000000": "", "+86-500-5550100": "", "400-000-0000": "",
        "5550100、5550101（传真）": "", "0500-5550100/01": "", "12345号码": "别的字",
        "拨打12345": "别的字", "办公室5550100": "别的字", "0500-555010": "位数不对",
        "1380000000": "位数不对", "123456": "位数不对", "0500-55501000000": "位数不对",
        "５５５０１００": "应为 5550100",
    },
    "联系.邮箱": {
        "zwgk@example.gov.cn": "", "zwgk＠example.gov.cn": "应为 zwgk@example.gov.cn",
        "ｚwgk@example.gov.cn": "应为 zwgk@example.gov.cn", "zwgk@example,gov.cn": "不像邮箱",
        "zwgk@example.gov.cn。": "应为 zwgk@example.gov.cn", "zwgk@example..cn": "不像邮箱",
    },
    "联系.网站.网址": {
        "www.example.gov.cn": "", "https://www.example.gov.cn/zwgk/nb/": "", "江临.政务": "",
        "www.example.gov.cn、zwgk.example.gov.cn": "",
        "www。example。gov。cn": "应为 www.example.gov.cn",
        "ｗｗｗ．example．gov．cn": "应为 www.example.gov.cn",
        "https：//www.example.gov.cn": "应为 https://www.example.gov.cn",
        "www. example.gov.cn": "应为 www.example.gov.cn", "wwww.example.gov.cn": "不像网址",
        "江临市人民政府网站": "不像网址", "zwgk@example.gov.cn": "不像网址",
    },
    "联系.地址": {
        "江临市滨江大道1号": "", "滨江大道8号院": "", "江临市滨江大道8大道": "门牌号",
        "无": "看不出在哪里", "12345": "看不出在哪里", "江临市滨江大道1号。": "句号",
    },
}  # fmt: skip
CASES = [(key, text, said) for key, texts in CONTACTS.items() for text, said in texts.items()]


@pytest.mark.parametrize(("key", "text", "said"), CASES)
def test_a_contact_that_leads_nowhere_is_told_with_what_was_meant(
    key: str, text: str, said: str
) -> None:
    found = told({key: text}, "GK507")
    assert len(found) == bool(said)
    assert all(said in message for message in found)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("zwgk@example。gov。cn", "zwgk@example.gov.cn"),
        ("zwgk @example.gov.cn", "zwgk@example.gov.cn"),
    ],
)
def test_an_address_that_is_refused_is_told_as_it_was_meant(text: str, meant: str) -> None:
    (said,) = told({"联系.邮箱": text}, "GK004")
    assert f"是否想写 {meant}" in said


FORUM = "总体情况.主动公开.数据.新闻发布会场次"


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        (FORUM, 32, ""),
        (FORUM, "3.2万", ""),
        (FORUM, 3.5, "带小数"),
        (FORUM, "约3.5", "带小数"),
        (FORUM, "12.0", "带小数"),
        (FORUM, "3.55555万", "带小数"),
        (FORUM, "8823.5万", "太多"),
        (FORUM, {"数": 98.5, "单位": "期"}, "“98.5期”带小数"),
        ("总体情况.主动公开.数据.分类公开数", {"工作动态": 3.5}, "带小数"),
        ("总体情况.监督保障.数据.社会评议满意度", {"收回问卷": 3108, "满意率": 93.47}, ""),
        ("总体情况.依申请公开.数据.平均办理天数", 9.5, ""),
        ("总体情况.平台建设.数据.网站访问量", "8823.5万", ""),
        (f"{TASK}.数据", [{"项目": "座谈会", "数": 3.5, "单位": "场"}], "带小数"),
        (f"{TASK}.数据", [{"项目": "投入", "数": 3.5, "单位": "万元"}], ""),
    ],
)
def test_what_comes_in_whole_pieces_is_counted_in_whole_numbers(
    key: str, value: Any, said: str
) -> None:
    found = told({key: value}, "GK315")
    assert len(found) == bool(said)
    assert all(said in message for message in found)


def test_three_thousand_is_no_three_of_a_unit() -> None:
    assert told({FORUM: "3千"}, "GK004")
    assert told({FORUM: "3百余"}, "GK004")
    assert not told({FORUM: "98期"}, "GK004")


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("350", (350, 350)),
        ("4.25万", (42450, 42550)),
        ("5500余", (5500, 5600)),
        ("约350", (315, 385)),
    ],
)
def test_a_rounded_figure_knows_what_it_may_stand_for(text: str, bounds: tuple[int, int]) -> None:
    assert find_bounds(read_quantity(text)) == bounds


@pytest.mark.parametrize(
    ("result", "figures", "said"),
    [
        ("召开座谈会3场", [("座谈会", 3, "场")], ""),  # printed once
        ("召开座谈会3场", [("座谈会", 4, "场")], "写“召开座谈会3场”"),
        ("召开座谈会三场", [("座谈会", 4, "场")], "写“召开座谈会三场”"),
        ("3场座谈会均有记录", [("座谈会", 4, "场")], "写“3场”"),
        ("召开座谈会3次", [("座谈会", 4, "场")], "写“召开座谈会3次”"),
        ("每季度召开座谈会1场", [("座谈会", 4, "场")], ""),
        ("召开座谈会3场、线上座谈会1场", [("座谈会", 4, "场")], ""),
        ("召开听证会3场", [("座谈会", 4, "场")], ""),
        ("公布进展", [("座谈会", 4, "场"), ("座谈会", 3, "场")], "列了两次"),
    ],
)
def test_a_sentence_and_the_figures_of_a_task_tell_one_number(
    result: str, figures: list[tuple[str, int, str]], said: str
) -> None:
    listed = [{"项目": item, "数": number, "单位": unit} for item, number, unit in figures]
    found = told({f"{TASK}.落实情况": result, f"{TASK}.数据": listed}, "GK405")
    assert len(found) == bool(said)
    assert all(said in message for message in found)
