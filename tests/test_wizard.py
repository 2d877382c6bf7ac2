"""The wizard's pure parts: questions, replies, pastes, scores, and the session against a model."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gkdraft.base.columns import align_left, cut_text, display_width, wrap_text
from gkdraft.base.places import DataPath
from gkdraft.base.plain_data import apply_changes, look_up
from gkdraft.base.yaml_editing import change_values
from gkdraft.base.yaml_reading import parse_yaml
from gkdraft.layout.form import FormNode
from gkdraft.report.model import SKIP
from gkdraft.wizard.answers import doubts, reply, totals
from gkdraft.wizard.answers.contents import Contents
from gkdraft.wizard.answers.problem_words import score_problem
from gkdraft.wizard.answers.session import (
    Answer,
    AnswerAlike,
    Back,
    Fill,
    Jump,
    Later,
    Nothing,
    Session,
    Skip,
)
from gkdraft.wizard.answers.steps import take_step
from gkdraft.wizard.questions import last_year
from gkdraft.wizard.questions.book import Book
from gkdraft.wizard.questions.question import Question
from gkdraft.wizard.screens import home
from gkdraft.wizard.table import paste
from gkdraft.wizard.table.grid import Balance, EntryGrid
from gkdraft.wizard.table.grid_view import view_grid
from helpers.fuzzing import examples
from helpers.reports import JIANGLIN
from helpers.sessions import (
    CELLS,
    QUESTIONNAIRES,
    START,
    TABLE3,
    TABLE4,
    TOWN,
    WORDS,
    block,
    opened,
    trimmed,
)


def labels(found: Session) -> list[str]:
    return [q.label for q in found.questions.values()]


# --- questions


def test_the_questionnaire_fits_the_level() -> None:
    levels = ("乡级政府", "部门", "市级政府")
    chosen = [QUESTIONNAIRES.choose_packets(level) for level in levels]
    counts = [sum(len(packet.items) for packet in packets) for packets in chosen]
    assert 0 < counts[0] < counts[1] < counts[2]


def test_a_county_is_not_asked_by_area() -> None:
    items = [
        item.title for packet in QUESTIONNAIRES.choose_packets("县级政府") for item in packet.items
    ]
    assert "分地区、部门" not in items


@pytest.mark.parametrize("level", ["乡级政府", "部门", "县级政府", "市级政府", "省级政府"])
def test_every_key_of_a_questionnaire_leads_to_questions(level: str) -> None:
    found = opened(TOWN.replace("乡级政府", level))
    for packet in QUESTIONNAIRES.choose_packets(level):
        for item in packet.items:
            for key in (*item.ask, *item.offer):
                assert list(found.book.ask_key(key, found.data)), key
            if item.total:
                first = found.book.resolve_key(item.total)[0]
                assert first in ("总体情况", *found.book.layout.form_by_key)


@pytest.mark.parametrize("level", ["乡级政府", "部门", "县级政府", "市级政府", "省级政府"])
def test_what_the_catalogue_asks_by_default_is_asked_and_derived_figures_never(level: str) -> None:
    found = opened(TOWN.replace("乡级政府", level))
    name = level.removesuffix("政府")
    asked = {path[:4] for path in found.questions if path[0] == "总体情况"}
    for indicator in found.book.layout.indicators:
        path = ("总体情况", indicator.aspect, "数据", indicator.key)
        if indicator.kind == "derived":
            assert path not in asked
        elif indicator.ask == "默认" and name in indicator.levels.split():
            assert path in asked, indicator.key


def test_a_row_added_to_a_form_adds_its_question() -> None:
    found = opened(TOWN)
    layout = found.book.layout
    form = layout.forms["proactive-2021"]
    block = form.blocks[1]
    wider = block.model_copy(
        update={"rows": (*block.rows, FormNode(key="行政确认", hint="新的口径"))}
    )
    made = form.model_copy(update={"blocks": (form.blocks[0], wider, *form.blocks[2:])})
    made.__dict__.pop("cells", None)
    forms = {**layout.forms, "proactive-2021": type(form).model_validate(made.model_dump())}
    book = Book(replace(layout, forms=forms), QUESTIONNAIRES)
    question = Session(Contents(book, found.data)).questions["主动公开", "行政确认"]
    assert (question.label, question.kind, question.hint) == ("行政确认", "count", "新的口径")


def test_tasks_of_the_notice_are_asked_as_cards() -> None:
    found = opened(JIANGLIN.read_text(encoding="utf-8"))
    path = ("要点", 0, "组", 0, "任务", 0)
    question = found.questions[*path, "状态"]
    assert question.options == ("完成", "推进中", "未开展", "不涉及")
    assert any(line.startswith("要求：") for line in question.context)
    assert found.questions[*path, "方面"].options[0] == "主动公开"


def test_how_a_task_is_told_is_asked_and_enter_leaves_it_to_its_group() -> None:
    found = opened(JIANGLIN.read_text(encoding="utf-8"))
    group: DataPath = ("要点", 0, "组", 0)
    question = found.questions[*group, "任务", 0, "写法"]
    assert question.options == ("正文", "见本组", "只列对照表")
    assert question.optional
    assert found.questions[*group, "落实情况"].optional
    assert found.questions[*group, "写法"].optional


def test_tasks_of_other_bodies_are_set_aside_by_a_list_of_names() -> None:
    found = opened(JIANGLIN.read_text(encoding="utf-8"))
    path: DataPath = ("要点", 0, "不涉及单位")
    made = take_step(take_step(found, Jump(path)), Answer("省直、省教育厅，省财政厅"))
    assert made.changes == {path: ("省直", "省教育厅", "省财政厅")}


OUTSIDE = "{序号: '1', 标题: 甲, 责任单位: [省教育厅]}, {序号: '2', 标题: 乙, 责任单位: [本镇]}"


def test_a_task_set_aside_is_asked_for_its_state_only_and_needs_none() -> None:
    notice = f"要点: [{{不涉及单位: 省, 组: [{{任务: [{OUTSIDE}]}}]}}]\n"
    found = opened(TOWN + notice)
    task: DataPath = ("要点", 0, "组", 0, "任务")
    asked = [path for path in found.questions if path[:6] == (*task, 0)]
    assert asked == [(*task, 0, "状态")]
    assert found.questions[asked[0]].optional
    assert not found.questions[*task, 1, "状态"].optional


def test_a_problem_is_followed_by_its_measure_and_by_the_next_problem() -> None:
    found = opened(TOWN)
    first: DataPath = ("存在问题", 0, "问题")
    assert [p for p in found.questions if p[0] == "存在问题"] == [first]
    found = take_step(take_step(found, Jump(first)), Answer("公开栏有3次未按月更新"))
    keys = [p for p in found.questions if p[0] == "存在问题"]
    assert keys[-1] == ("存在问题", 1, "问题")
    assert ("存在问题", 0, "改进") in keys
    assert found.questions["存在问题", 1, "问题"].optional


def test_the_2019_and_2008_layouts_are_asked_as_well() -> None:
    assert opened("年度: 2020\n机关: {层级: 部门}\n").questions["主动公开", "行政许可", "增减"]
    assert opened("年度: 2018\n机关: {层级: 部门}\n").questions


# --- replies


def question(kind: Any, **more: Any) -> Question:
    return Question(("x",), "x", kind, **({"unit": "件"} if kind == "count" else {}), **more)


@pytest.mark.parametrize(
    ("kind", "typed", "stored"),
    [
        ("count", "１,２３４", "1234"),
        ("count", " 0012 ", "12"),
        ("count", "无", "0"),
        ("count", "37 件", "37"),
        ("amount", "27,663.50", "27663.50"),
        ("change", "＋３", "+3"),
        ("quantity", "4.25 万", "4.25万"),
        ("percent", "98.5%", "98.5"),
        ("price", "251000元", "251000元"),
        ("text", " 镇政府 ", "镇政府"),
        ("count", "－", SKIP),
        ("list", "动态12，公告 1,234、其他：3", {"动态": "12", "公告": "1234", "其他": "3"}),
        ("figures", "座谈会3场", ({"项目": "座谈会", "数": "3", "单位": "场"},)),
    ],
)  # fmt: skip
def test_what_is_typed_becomes_what_the_data_file_holds(kind: Any, typed: str, stored: Any) -> None:
    assert reply.read_reply(question(kind), typed) == stored


def test_last_years_value_is_only_copied_on_purpose() -> None:
    assert reply.read_reply(question("count"), "＝", "305") == "305"
    with pytest.raises(ValueError, match="上年"):
        reply.read_reply(question("count"), "=", None)


@pytest.mark.parametrize(
    ("kind", "typed"), [("count", "3.5"), ("count", "-3"), ("percent", "101"), ("list", "工作动态"),
                        ("list", "甲1，甲2"), ("list", "工作动态 12 通知公告"),
                        ("list", "甲 -3"), ("count", "三件"), ("choice", "9")],
)  # fmt: skip
def test_what_cannot_be_is_refused_in_chinese(kind: Any, typed: str) -> None:
    with pytest.raises(ValueError, match=r"[一-鿿]"):
        reply.read_reply(question(kind, options=("甲", "乙")), typed)


def test_parts_are_held_against_their_total_and_the_rest_is_offered() -> None:
    text = TOWN + "总体情况: {主动公开: {数据: {主动公开信息总数: 100}}}\n"
    found = opened(text)
    asked = found.questions["总体情况", "主动公开", "数据", "分类公开数"]
    value = reply.read_reply(asked, "工作动态 80，通知公告 6")
    whole = totals.find_total(asked, found.data, found.draft.figures)
    missing = totals.compute_remainder(value, whole)
    assert missing == 14
    assert totals.add_remainder(asked, value, missing) == {
        "工作动态": "80",
        "通知公告": "6",
        "其他": "14",
    }


def test_a_figure_like_last_years_or_far_from_it_is_asked_about_once() -> None:
    def doubt(now: str, before: str) -> str:
        return next(doubts.doubt_figure(question("quantity", unit="件"), now, before), "")

    assert "照抄" in doubt("305", "305")
    assert "多 100 件，" in doubt("200", "100")
    assert "少 60 件，" in doubt("40", "100")
    assert doubt("6", "3") == ""
    assert doubt("120", "100") == ""
    assert "8823.5万比上年（6）多 88234994 件，" in doubt("8823.5万", "6")
    assert doubt("4.25万", "40000") == ""


def test_last_years_figure_copied_on_purpose_is_not_doubted() -> None:
    found = opened(TOWN + "主动公开: {行政许可: }\n上年: {主动公开: {行政许可: 305}}\n")
    one = found.questions["主动公开", "行政许可"]
    assert "照抄" in next(doubts.list_doubts(found, one, "305", "305"))
    assert not list(doubts.list_doubts(found, one, "305", "="))


# --- pasting


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r\r", "\r"])
@pytest.mark.parametrize("with_totals", [True, False])
@pytest.mark.parametrize("with_labels", [True, False])
def test_a_block_from_excel_lands_where_it_belongs(
    with_labels: bool, with_totals: bool, end: str
) -> None:
    found = paste.read_paste(block(with_labels, with_totals, end), TABLE3, START)
    assert found.cells == CELLS
    assert not found.remarks


def test_a_pasted_total_is_compared_and_never_stored() -> None:
    text = block(True, True, "\r\n").replace("\t333\r", "\t334\r", 1)
    found = paste.read_paste(text, TABLE3, START)
    assert found.cells == CELLS
    assert found.remarks == ("一、本年新收政府信息公开申请数量[总计] 粘贴的是 334，各项相加是 333",)


def test_a_block_with_rows_missing_follows_its_labels() -> None:
    lines = block(True, False, "\n").splitlines()
    found = paste.read_paste("\n".join([lines[0], lines[3]]), TABLE3, START)
    assert found.rows == (("本年新收",), ("部分公开",))
    assert paste.read_paste("\n".join([lines[3], lines[0]]), TABLE3, START).cells == found.cells


@pytest.mark.parametrize(
    ("text", "row", "cells"),
    [
        ("-\t5\t3\t0\t0\t0", "本年新收", ".53000"),
        ("\t9\t0\t0\t0\t1", "本年新收", ".90001"),
        ("／\t7\t3\t0\t0\t0\t10", "本年新收", ".73000"),
        ("\t7\t3\t0\t0\t0\t10", "本年新收", ".73000"),  # the last is their sum: a total
        ("1\t本年新收\t7\t3\t0\t0\t0\t1\t11", "本年新收", "730001"),
        ("\t\t7\t3\t0\t0\t0\t1\t11", "本年新收", "730001"),
        ("自然人\t商业企业\r7\t3", "本年新收", "73...."),
        ("本年新收\t\t5\t3\t0\t0\t0\t8", "本年新收", ".53000"),
        ("\t\t\t\t\t\r1\t2\t3\t4\t5\t6", "上年结转", "123456"),
        ("- 2 3 4 5 6", "本年新收", ".23456"),
        ("-\t-\t-\t-\t-\t-\n1\t2\t3\t4\t5\t6", "上年结转", "123456"),
        ("本年新收\t无\t0\t0\t0\t0\t1\t1", "本年新收", "000001"),
        ("二、上年结转政府信息公开申请数量 1 2 3 4 5 6 21", "上年结转", "123456"),
    ],
)
def test_an_empty_cell_keeps_its_place_in_a_paste(text: str, row: str, cells: str) -> None:
    found = paste.read_paste(text, TABLE3, START)
    placed = [found.cells.get((row, name), ".") for name in TABLE3.columns[:-1]]
    assert "".join(placed) == cells
    assert len(found.cells) == len(cells.replace(".", ""))
    assert not found.remarks


@pytest.mark.parametrize(
    "text",
    [
        "1 2 3 4 5 6\n1 2 3 4 5\n", "1\tx\t3\t4\t5\t6\n", "1\t2\t3件\t4\t5\t6",
        "1.5\t2\t3\t4\t5\t6",
        "×\t1\t0\t0\t0\t0\n1\t1\t1\t1\t1\t1", "未发生\t1\t0\t0\t0\t0", "本年新收\t未发生\t0\t0\t1",
        "\t7\t3\t0\t0\t0\t9", "\t0\t0\t0\t0\t0\t0", "1\t1\n一\t二\n2\t2", "1\t1\n2 2\n3\t3",
        "本年新收\t7\t0\t0\t0\t0\t7\n上年结转\t1\t0\t0\t0\t0\t0\t1", "商业企业\t自然人\n1\t7",
        "-1\t2\t3", "9999999999999\t2", "3件\t2\t3", "1.5 2 3",
        "本年新收\t1\t2\n予以公开了\t3\t4", "本年新收\t1\t2\n本年新收\t3\t4",
    ],
)  # fmt: skip
def test_a_paste_in_which_it_cannot_be_told_which_cell_is_which_is_refused(text: str) -> None:
    assert paste.read_paste(text, TABLE3, START).refused


def test_what_an_empty_cell_of_a_paste_leaves_standing_is_said_and_counted() -> None:
    found = paste.read_paste("-\t5\t3\t-\t-\t-\t8", TABLE3, START, {START: "5"})
    assert START not in found.cells
    assert len(found.remarks) == 2
    assert "粘贴的是 8，各项相加是 13" in found.remarks[0]


@pytest.mark.parametrize("label", ["", "件数\t"])
@pytest.mark.parametrize("blanks", [0, 1, 3])
@pytest.mark.parametrize("heads", [0, 3])
def test_table_four_in_one_row_keeps_its_empty_cells(label: str, blanks: int, heads: int) -> None:
    numbers = ["3", "0", "1", "0", "4", "1", "2", "0", "0", "3", "5", "0", "0", "1", "6"]
    head = "\t".join(TABLE4.columns * heads) + "\n" if heads else ""
    text = head + label + "\t".join([""] * blanks + numbers[blanks:])
    found = paste.read_paste(text, TABLE4, ("行政复议", "结果维持"))
    whole = paste.read_paste("\t".join(numbers), TABLE4, ("行政复议", "结果维持")).cells
    empty = {("行政复议", name) for name in TABLE4.columns[:blanks]}
    assert found.cells == {key: text for key, text in whole.items() if key not in empty}


def test_a_label_over_several_columns_leaves_its_row_shorter_and_right() -> None:
    text = "不予公开\t\t属于国家秘密\t0\t0\t0\t0\t0\t2\t2\r本年新收\t7\t3\t0\t0\t0\t1\t11"
    found = paste.read_paste(text, TABLE3, START)
    assert found.cells["不予公开", "属于国家秘密", "其他"] == "2"
    assert [found.cells["本年新收", name] for name in TABLE3.columns[:-1]] == list("730001")
    assert not found.remarks


def test_table_four_is_pasted_as_the_one_row_it_is_printed_as() -> None:
    found = paste.read_paste("\t".join(map(str, range(12))), TABLE4, ("行政复议", "结果维持"))
    assert found.cells["复议后起诉", "尚未审结"] == "11"
    assert (
        paste.read_paste("\t".join(map(str, range(12))), TABLE4, ("复议后起诉", "其他结果"))
        == found
    )


@pytest.mark.parametrize("text", ["没有数", "1\t2\t3\t4\t5\t6\t7\t8\n", "1\n" * 40])
def test_a_block_that_does_not_fit_is_refused(text: str) -> None:
    found = paste.read_paste(text, TABLE3, START)
    assert found.refused
    assert not found.cells


A_CELL = st.sampled_from(["", "-", "/", "—", "无", "0", "1", "27", "１２", "1,234"])


@given(
    st.lists(st.lists(A_CELL, min_size=6, max_size=7), min_size=1, max_size=6),
    st.booleans(),
    st.sampled_from(["\t", "  "]),
    st.sampled_from(["\n", "\r\r"]),
)
@examples(300)
def test_no_pasted_number_lands_in_another_cell(
    rows: list[list[str]], labelled: bool, gap: str, end: str
) -> None:
    rows = [row[: min(map(len, rows))] for row in rows]
    if gap != "\t":  # an empty cell cannot be seen between spaces
        rows = [[cell or "-" for cell in row] for row in rows]
    lines = [
        gap.join([*([TABLE3.row_label(TABLE3.rows[i])] if labelled else []), *row])
        for i, row in enumerate(rows)
    ]
    found = paste.read_paste(end.join(lines), TABLE3, START)
    numbers = {"无": "0", "１２": "12", "1,234": "1234", "0": "0", "1": "1", "27": "27"}
    typed = {
        (*TABLE3.rows[i], name): numbers[text]
        for i, row in enumerate(rows)
        for name, text in zip(TABLE3.columns[:-1], row, strict=False)
        if text in numbers
    }
    assert found.refused or found.cells == typed


@given(st.text(alphabet="0123456789\t\r\n 一表-,.", max_size=200))
@examples(80)
def test_no_paste_fails_or_places_a_cell_that_is_not_there(text: str) -> None:
    found = paste.read_paste(text, TABLE3, START)
    assert set(found.cells) <= {cell.key for cell in TABLE3.form.inputs()}


# --- problems


def test_a_problem_is_specific_or_perfunctory() -> None:
    good = score_problem(
        WORDS, "两个村的公开栏因人员变动全年有3次未按月更新", "党政办每季度检查一次公开栏"
    )
    assert (good.verdict, good.points, good.hints) == ("具体", 5, ())
    bad = score_problem(WORDS, "业务能力有待加强", "进一步提高认识")
    assert bad.verdict == "空泛"
    assert "有待加强" in bad.hints[0]
    assert (
        score_problem(WORDS, "公开栏有3次未更新", "检查", before=["公开栏有3次未更新"]).points < 2
    )
    assert score_problem(WORDS, "部分单位更新慢", "", single=True).points == -1


# --- last year's words

LAST_YEAR = """上年:
  总体情况:
    主动公开:
      亮点:
        - 通过政府网站发布信息3120条，政务新媒体发布信息1875条。《网站办法》（3号）。
  存在问题:
    - 问题: 村务公开栏更新不及时
      改进: 党政办每月检查
存在问题:
  - 上年问题: 村务公开栏更新不及时
"""


def test_an_indicator_shows_the_words_in_which_last_years_report_gave_it() -> None:
    data = opened(TOWN + LAST_YEAR).data
    path = ("总体情况", "主动公开", "数据", "政务新媒体发布数")
    assert last_year.find_sentence(data, path, "条") == "政务新媒体发布信息1875条"
    assert last_year.find_sentence(data, (*path[:3], "政府网站发布数"), "期") == ""
    assert last_year.find_sentence(data, (*path[:3], "新闻发布会场次"), "条") == ""
    assert last_year.find_number("政务新媒体发布信息1,875条", "条") == "1875"
    assert last_year.find_number("发布3条、转载5条", "条") == ""
    assert last_year.find_number("公开信息2645条，通过政务新媒体等", "条") == ""


def test_last_years_problem_is_put_with_the_measure_that_was_promised() -> None:
    session = opened(TOWN + LAST_YEAR)
    question = session.questions[("存在问题", 0, "进展")]
    assert question.context[1].endswith("党政办每月检查")
    own = session.questions[("存在问题", 1, "问题")]
    assert session.list_last_texts(own.path) == ("村务公开栏更新不及时",) * 2


# --- the session against a model

EXAMPLES: dict[str, str] = {
    "count": "１,２３４", "amount": "12.50", "quantity": "3", "percent": "98",
    "text": "某某：甲 #1",
    "prose": "第一行“引号”\n第二行 {{年度}}", "list": "甲 1，乙 2", "figures": "座谈会 3 场",
}  # fmt: skip
CONTACT = {"邮编": "215400", "电话": "0512-12345678", "邮箱": "xxgk@example.gov.cn"}
STARTS = [
    TOWN,
    TOWN + "主动公开: 0\n申请情况:\n  本年新收: 0\n  不予公开: 0\n  无法提供: {其余: 0}\n"
    "其他事项:\n  信息处理费: 0\n存在问题:\n  - 问题:\n    佐证:\n",
    TOWN
    + "申请情况: {本年新收: [1, 2, 3, 4, 5, 6], 其余: 0}\n复议诉讼: 略\n总体情况:\n  主动公开:\n"
    "    数据: {}\n    亮点: []\n要点:\n  - 标题: 某要点\n"
    "    组:\n      - 标题: 一\n        任务:\n"
    "          - 标题: 甲\n          - 标题: 乙\n            状态: 未开展\n",
]

actions = st.lists(
    st.tuples(
        st.sampled_from(["answer", "alike", "skip", "later", "back", "jump", "nothing", "fill"]),
        st.integers(0, 10**6),
    ),
    max_size=10,
)  # fmt: skip


def values(found: Session) -> dict[DataPath, Any]:
    """Every answer, and every cell of every sheet, by its place."""
    told: dict[DataPath, Any] = {}
    for path, asked in found.questions.items():
        if asked.kind == "sheet" and asked.form:
            told |= {(*path, *key): text for key, text in found.list_cells(asked.form).items()}
        elif asked.kind != "show":
            told[path] = trimmed(found.find_value(asked))
    return {path: value for path, value in told.items() if value is not None}


def act(found: Session, name: str, number: int) -> tuple[Any, dict[DataPath, Any]]:
    """An action, and what a person expects to stand in the file for it afterwards."""
    asked = found.question
    paths = [*found.questions, None]
    if name == "jump":
        return Jump(paths[number % len(paths)]), {}
    states = [path for path in found.questions if path[-1] == "状态"]
    if name == "alike":
        text = ("完成", "推进中", "不涉及")[number % 3]
        return AnswerAlike(text, tuple(states)), dict.fromkeys(states, text)
    if asked is None or name in ("back", "later"):
        return (Back() if name == "back" else Later()), {}
    there = asked.path[:-1]
    absent = isinstance(asked.path[-1], int) and look_up(found.data, asked.path) is None
    absent = absent or (isinstance(there[-1:], tuple) and bool(there) and isinstance(there[-1], int)
                        and look_up(found.data, there) is None)  # fmt: skip
    if asked.kind in ("sheet", "show"):
        if name != "fill" or not asked.form:
            return Later(), {}
        cell = asked.form.inputs()[number % len(asked.form.inputs())]
        cells = {**found.list_cells(asked.form), cell.key: str(number % 50)}
        return Fill(cells), {(*asked.path, *cell.key): str(number % 50)}
    if name == "skip":
        return Skip(), {} if absent or asked.needed else {asked.path: SKIP}
    if name == "nothing" and asked.is_number:
        return Nothing(), {asked.path: "0"}
    if asked.kind == "choice":
        return Answer(asked.options[number % len(asked.options)]), {
            asked.path: asked.options[number % len(asked.options)]
        }
    typed = CONTACT.get(str(asked.path[-1]), EXAMPLES[asked.kind])
    return Answer(typed), {asked.path: reply.read_reply(asked, typed)}


@given(st.sampled_from(STARTS), actions)
@examples(60)
def test_any_sequence_of_actions_keeps_the_file_valid_and_equal_to_a_model(
    text: str, sequence: list[tuple[str, int]]
) -> None:
    found = opened(text)
    model = values(found)
    faults = found.draft.faults
    for name, number in sequence:
        action, expected = act(found, name, number)
        found = take_step(found, action)
        model |= expected
        needed = name == "skip" and found.question and found.question.needed
        assert bool(found.refused) is bool(needed)
        text = change_values(text, "x.yaml", found.changes) if found.changes else text
        assert trimmed(parse_yaml(text, "x.yaml").data) == trimmed(found.data)
        asked = values(found)
        # a task that is not begun is asked for less: what is asked must be as the model says
        assert asked == {path: value for path, value in model.items() if path in asked}
        assert set(asked) >= set(expected)
        assert found.at is None or found.at in found.questions
        assert len(found.draft.faults) <= len(faults)


def test_none_for_all_fills_the_figures_of_one_item() -> None:
    found = take_step(opened(TOWN), Jump(("主动公开", "规章", "制发")))
    found = take_step(found, Nothing(all_=True))
    assert look_up(found.data, ("主动公开",)) == {
        "规章": {"制发": "0", "废止": "0", "现行有效": "0"}
    }


def test_back_returns_through_the_questions_that_were_asked() -> None:
    found = take_step(opened(TOWN), Jump(("主动公开", "规章", "制发")))
    found = take_step(take_step(found, Answer("3")), Later())
    found = take_step(take_step(found, Back()), Back())
    assert found.at == ("主动公开", "规章", "制发")
    assert take_step(found, Back()).at is None


def test_a_refused_answer_changes_nothing() -> None:
    found = take_step(opened(TOWN), Jump(("主动公开", "规章", "制发")))
    again = take_step(found, Answer("三件"))
    assert again.refused
    assert (again.at, again.data, dict(again.changes)) == (found.at, found.data, {})


def test_progress_counts_cells_and_what_must_be_answered() -> None:
    found = opened(TOWN)
    block = next(b for b in found.blocks if b.key == "申请情况")
    whole = len(TABLE3.form.inputs())
    assert home.count_answers(found, block) == (0, whole)
    found = take_step(take_step(found, Jump(("申请情况",))), Fill(CELLS))
    assert home.count_answers(found, block) == (whole, whole)
    assert apply_changes(opened(TOWN).data, found.changes) == found.data


# --- lines and the grid


@given(st.text(alphabet="汉字，。abc 12—…“”", max_size=60), st.integers(10, 60))
def test_lines_keep_to_their_width(text: str, width: int) -> None:
    assert display_width(cut_text(text, width)) <= width
    assert display_width(align_left(text, width)) == width
    assert all(display_width(line) <= width for line in wrap_text(text, width))


@pytest.mark.parametrize(("width", "height"), [(80, 24), (100, 30), (120, 40), (60, 14)])
def test_the_grid_is_aligned_and_fits_the_window(width: int, height: int) -> None:
    lines = [
        "".join(text for _style, text in line)
        for line in view_grid(EntryGrid(TABLE3, CELLS, {}), width, height)
    ]
    assert len(lines) == height
    assert max(map(display_width, lines)) <= width
    header, first = lines[2], lines[3]
    ends = [display_width(header[: header.index(name) + len(name)]) for name in ("自然人", "总计")]
    numbers = [display_width(first[: first.index(text) + 3]) for text in ("305", "333")]
    assert ends == numbers or ends == [numbers[0] + 1, numbers[1]]  # the cursor's bracket


def test_totals_and_what_is_still_to_be_told_apart_run_along_while_cells_are_empty() -> None:
    grid = EntryGrid(TABLE3, {("本年新收", "自然人"): "9", ("予以公开", "自然人"): "4"}, {})
    assert grid.balances["自然人"] == Balance(5, False)
    shown = [
        [part for part in line if part[1].strip() in ("9", "+5")]
        for line in view_grid(grid, 80, 24)
    ]
    assert [style for line in shown for style, _text in line[-1:]] == ["class:empty"] * 2


def test_tab_goes_right_and_enter_back_to_where_the_tabs_began() -> None:
    grid = EntryGrid(TABLE3, {}, {}).move(over=1)
    grid = grid.type_digit("1").tab().type_digit("2").tab().type_digit("3").type_digit("4").enter()
    assert grid.key == ("上年结转", "商业企业")
    names = ("商业企业", "科研机构", "社会公益组织")
    assert grid.cells == {("本年新收", n): d for n, d in zip(names, ("1", "2", "34"), strict=True)}
    assert grid.undo().undo().cells == {("本年新收", "商业企业"): "1"}


def test_digits_overwrite_and_the_balance_shows_the_signed_difference() -> None:
    grid = EntryGrid(TABLE3, CELLS, {("本年新收", "自然人"): "280"})
    assert set(grid.balances.values()) == {Balance(0, True)}
    grid = grid.type_digit("3").type_digit("0").type_digit("6")
    assert grid.balances["自然人"] == Balance(1, True)
    red = [
        text for line in view_grid(grid, 80, 24) for style, text in line if style == "class:wrong"
    ]
    assert [text.strip() for text in red] == ["+1", "+1"]
    assert grid.copy_prior().cells["本年新收", "自然人"] == "280"


def test_a_problem_of_last_year_is_answered_before_this_years_own() -> None:
    place: DataPath = ("存在问题", 1)
    found = opened(TOWN + "存在问题:\n  - 问题:\n  - 上年问题: 公开栏更新慢\n    进展:\n")
    asked = [path for path in found.questions if path[0] == "存在问题"]
    assert asked == [
        *((*place, key) for key in ("进展", "改进", "佐证")),
        ("存在问题", 0, "问题"),
    ]
    state = found.questions[*place, "进展"]
    assert state.choices[0] == ("已经解决", "已完成")
    assert "公开栏更新慢" in state.context[0]
    found = take_step(take_step(found, Jump((*place, "进展"))), Answer("已完成"))
    assert found.at == (*place, "改进")


def test_a_table_is_taken_up_at_its_first_empty_cell() -> None:
    some = {START: "3", ("本年新收", "科研机构"): "0"}
    assert EntryGrid(TABLE3, some, {}).seek_empty().key == ("本年新收", "商业企业")
    assert EntryGrid(TABLE3, CELLS, {}).seek_empty().key == START


def test_a_finding_leads_to_its_cell() -> None:
    grid = EntryGrid(TABLE3, {}, {}).seek(("不予公开", "属于国家秘密", "科研机构"))
    assert grid.key == ("不予公开", "属于国家秘密", "科研机构")
    assert opened(TOWN).find_question(("申请情况", "不予公开", "属于国家秘密", "科研机构")) == (
        "申请情况",
    )


def test_a_problem_written_by_hand_as_a_bare_text_is_not_overwritten() -> None:
    found = opened(TOWN + "存在问题:\n  - 公开栏有3次没更新\n")
    found = take_step(take_step(found, Jump(("存在问题", 1, "问题"))), Answer("另一个"))
    assert look_up(found.data, ("存在问题", 0)) == "公开栏有3次没更新"
    assert look_up(found.data, ("存在问题", 1, "问题")) == "另一个"
