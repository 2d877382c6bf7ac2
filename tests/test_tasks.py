"""Tasks in the report: placed where the person says, told once, covered in a table."""

from typing import Any

import pytest

from gkdraft.pipeline import Result
from gkdraft.prose import coverage
from gkdraft.prose.document import Heading, plain_text
from helpers.reports import codes, drafted, drafted_text, section_text

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
    return [plain_text(b.runs) for b in result.document.blocks if isinstance(b, Heading)]


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


def merged_rows(*rows: dict[str, Any]) -> Result:
    """The example's notice, and one of which several rows are merged into its first task."""
    tasks = [
        {"标题": f"公开事项{n}", "方面": "主动公开", **MERGED, **row} for n, row in enumerate(rows)
    ]
    other = {"标题": "全县任务分解表", "组": [{"标题": "公开", "任务": tasks}]}
    return drafted({"要点": [notice(), other]})


def test_several_tasks_may_be_merged_into_one_that_answers_them_all() -> None:
    result = merged_rows({}, {}, {})
    rows = result.answers()[-3:]
    assert {answer.state for answer in rows} == {"完成"}
    assert {answer.told for answer in rows} == {"公布民生实事进展4期"}
    assert section_text(result, 1).count("公布民生实事进展4期") == 1
    assert "《全县任务分解表》确定的3项任务全部完成。" in section_text(result, 1)
    assert "GK406" not in codes(result)


def test_a_merged_task_with_a_state_of_its_own_keeps_it_and_borrows_no_words() -> None:
    result = merged_rows({}, {"状态": "未开展"}, {"状态": "推进中", "落实情况": "完成2期"})
    states = [(answer.state, answer.told) for answer in result.answers()[-3:]]
    assert states == [("完成", "公布民生实事进展4期"), ("未开展", ""), ("推进中", "完成2期")]
    told = [f.message for f in result.findings if f.code == "GK405"]
    assert len(told) == 2
    assert all("同样的任务写了完成" in message for message in told)


def test_quotation_marks_inside_quotation_marks_are_single() -> None:
    assert "【待补充：第（四）项“深化‘放管服’信息公开”的落实情况】" in section_text(report(), 1)


@pytest.mark.parametrize("state", ["完成", "推进中", None])
def test_a_task_without_a_word_of_what_was_done_is_open(state: str | None) -> None:
    task = {"序号": "1", "标题": "公开决策", "方面": "主动公开", "状态": state}
    result = drafted({"要点": [notice(组=[{"标题": "公开", "任务": [task]}])]})
    assert [a.state for a in result.answers()] == ["未答"]


def test_the_coverage_table_gives_every_task_where_and_with_what() -> None:
    table = coverage.render_coverage(report().answers(), "对照表")
    lines = table.splitlines()
    assert lines[0] == "# 对照表"
    assert "4 项：完成 2 项、不涉及 1 项、未答 1 项，未答的是（四）。" in table
    row = "| （一） | 公开民生实事进展 |  | 完成 | 公布民生实事进展4期 |  | 一（一）主动公开 |  |"
    assert row in lines
    row = next(line for line in lines if line.startswith("| （四）"))
    assert "第（四）项“深化‘放管服’信息公开”的落实情况" in row


def test_references_are_filled_in_in_the_coverage_table() -> None:
    told = "收到申请{{申请情况.本年新收.总计}}件，{{没有.这个}}件"
    task = {"序号": "1", "标题": "甲", "方面": "主动公开", "状态": "完成", "落实情况": told}
    result = drafted({"要点": [notice(组=[{"标题": "公开", "任务": [task]}])]})
    assert result.answers()[0].told == "收到申请547件，【待补充】件"


def test_a_cell_of_the_table_cannot_break_it() -> None:
    task = {"序号": "1|2", "标题": "甲|乙\n<b>丙</b>", "方面": "主动公开"}
    result = drafted({"要点": [notice(组=[{"标题": "公开", "任务": [task]}])]})
    row = coverage.render_coverage(result.answers(), "表").splitlines()[-1]
    assert row.startswith("| 1\\|2 | 甲\\|乙 &lt;b>丙&lt;/b> |")


def test_without_a_notice_there_is_a_word_instead_of_a_table() -> None:
    assert "没有" in coverage.render_coverage(drafted({"要点": []}).answers(), "表")


def one(**task: Any) -> str:
    """What section one says of a single task."""
    entry = {"序号": "1", "标题": "公开决策事项", "方面": "主动公开", **task}
    result = drafted({"要点": [notice(组=[{"标题": "公开", "任务": [entry]}])]})
    return section_text(result, 1)


@pytest.mark.parametrize(
    ("deadline", "result", "said"),
    [
        ("2026年10月底前", "已完成方案，预计2027年3月底前上线", "2027年3月底前上线。"),
        ("2027年6月底前", "已完成方案", "已完成方案，2027年6月底前完成。"),
        ("9月底前", "已完成方案", "【待补充：“公开决策事项”的预计完成时间】"),
        ("全年持续推进", "已完成方案", "【待补充：“公开决策事项”的预计完成时间】"),
        ("每季度", "已完成方案", "【待补充：“公开决策事项”的预计完成时间】"),
    ],
)
def test_an_unfinished_task_is_promised_for_a_time_still_to_come(
    deadline: str, result: str, said: str
) -> None:
    text = one(状态="推进中", 时限=deadline, 落实情况=result)
    assert said in text
    assert deadline not in text or deadline == "2027年6月底前"


@pytest.mark.parametrize(
    ("result", "figures", "said"),
    [
        (
            "修订模板4类",
            [("修订模板", 4, "类"), ("评查案卷", 12, "卷")],
            "修订模板4类，评查案卷12卷。",
        ),
        ("4月印发公报办法", [("公报", 4, "期")], "4月印发公报办法，公报4期。"),
        ("举办培训三场", [("培训", 3, "场")], "举办培训三场。"),
        ("发布1,200条", [("发布", 1200, "条")], "发布1,200条。"),
        ("阅读1.2万次", [("阅读", 12000, "次")], "阅读1.2万次。"),
    ],
)
def test_a_figure_is_told_once_and_never_lost(
    result: str, figures: list[tuple[str, int, str]], said: str
) -> None:
    data = [{"项目": item, "数": number, "单位": unit} for item, number, unit in figures]
    assert said in one(状态="完成", 落实情况=result, 数据=data)


@pytest.mark.parametrize(
    ("result", "said"),
    [
        ("原因是经费未落实", "原因是经费未落实。"),
        ("因平台未建成", "因平台未建成。"),
        ("", "原因是【待补充：未开展的原因】。"),
    ],
)
def test_a_reason_is_given_once(result: str, said: str) -> None:
    text = one(状态="未开展", 落实情况=result)
    assert f"“公开决策事项”本年度未开展，{said}" in text


@pytest.mark.parametrize(
    ("key", "counted"), [("状态", "中，完成1项、未列入本报告1项。"), ("落实情况", "全部完成。")]
)
def test_a_task_deliberately_left_out_is_not_printed_but_counted(key: str, counted: str) -> None:
    skipped = {"序号": "2", "标题": "编印公报", "方面": "平台建设", "状态": "完成", key: "略"}
    told = {"序号": "1", "标题": "公开", "方面": "主动公开", "状态": "完成", "落实情况": "发布3件"}
    result = drafted({"要点": [notice(组=[{"标题": "公开", "任务": [told, skipped]}])]})
    text = section_text(result, 1)
    assert "编印公报" not in text
    assert f"确定的2项任务{counted}" in text
    assert result.answers()[1].state == ("略" if key == "状态" else "完成")
    assert "GK401" not in [finding.code for finding in result.findings]


def test_line_breaks_in_an_answer_separate_clauses() -> None:
    assert "发布3件；印发办法2件。" in one(状态="完成", 落实情况="- 发布3件\n- 印发办法2件！")


@pytest.mark.parametrize(
    ("title", "lead"),
    [
        ("推进政务运行公开透明", "围绕推进政务运行公开透明，"),
        ("进一步提高政策发布解读质量", "围绕提高政策发布解读质量，"),
        ("围绕高质量发展深化政策公开", "围绕高质量发展深化政策公开，"),
        ("以公开助力稳市场主体", "以公开助力稳市场主体，"),
        ("紧扣“十四五”开好局起好步深化政务公开", "。"),
        ("强基础、抓基层，夯实公开工作", "。"),
        ("政策发布方面", "在政策发布方面，"),
    ],
)
def test_the_theme_of_a_group_leads_its_paragraph_in_good_grammar(title: str, lead: str) -> None:
    tasks = [
        {"标题": f"公开{n}", "方面": "主动公开", "状态": "完成", "落实情况": f"发布{n}件"}
        for n in (11, 12, 13, 14)
    ]
    result = drafted({"要点": [notice(组=[{"标题": title, "任务": tasks}])]})
    text = section_text(result, 1)
    assert f"{lead}发布11件；发布12件。发布13件；发布14件。" in text


def test_unfinished_tasks_come_last_under_one_lead() -> None:
    def task(number: int, state: str, result: str) -> dict[str, str]:
        return {"标题": f"任务{number}号", "方面": "主动公开", "状态": state, "落实情况": result}

    tasks = [
        task(1, "推进中", "已完成3项，2027年5月底前完成"),
        task(2, "未开展", "经费未落实"),
        task(3, "推进中", "已完成4项，2027年6月底前完成"),
        task(4, "完成", "发布5件"),
    ]
    result = drafted({"要点": [notice(组=[{"标题": "政策发布方面", "任务": tasks}])]})
    assert (
        "在政策发布方面，发布5件。正在推进任务1号，已完成3项，2027年5月底前完成；"
        "正在推进任务3号，已完成4项，2027年6月底前完成。“任务2号”本年度未开展，原因是经费未落实。"
    ) in section_text(result, 1)


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("建设政务新媒体监测平台", "政务新媒体监测平台正在建设，"),
        ("加快编制政务公开事项目录", "加快编制政务公开事项目录，"),
        ("深入推进公报创新", "正在推进公报创新，"),
        ("建设平台，开展监测", "正在建设平台，开展监测，"),
        ("制定目录并公开", "正在制定目录并公开，"),
        ("政府公报数字化", "正在推进政府公报数字化，"),
    ],
)
def test_what_is_under_way_is_told_with_a_verb(title: str, said: str) -> None:
    assert said in one(标题=title, 状态="推进中", 落实情况="已完成采购，2027年6月底前启用")


@pytest.mark.parametrize(
    ("result", "item"),
    [
        ("评查案卷{{要点.1.组.1.任务.1.数据.1.数}}（含复核）", "案卷"),
        ("评查案卷240 件", "案卷"),
        ("评查案卷为240", "案卷"),
        ("全年评查240宗", "卷宗"),
    ],
)
def test_what_was_done_is_not_repeated_by_its_figures(result: str, item: str) -> None:
    figure = {"项目": item, "数": 240, "单位": "件"}
    assert one(状态="完成", 落实情况=result, 数据=[figure]).count("240") == 1


def test_null_written_by_another_program_is_nothing() -> None:
    draft = drafted_text("年度: 2026\n机关: {名称: 甲局, 简称: null, 自称: 'null'}\n").draft
    assert (draft.report.agency.short, draft.report.agency.self_name) == ("", "null")
