"""Pages of a sitting: what is led to, taken back, found, looked at before it is saved."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gkdraft.base.columns import display_width
from gkdraft.base.places import parse_path, spell_path
from gkdraft.base.plain_data import look_up
from gkdraft.report import datafile
from gkdraft.wizard.answers.session import Answer, AnswerAlike, Jump, Later, Skip
from gkdraft.wizard.answers.steps import take_step
from gkdraft.wizard.file.previewing import preview_section
from gkdraft.wizard.file.sitting import Sitting
from gkdraft.wizard.screens import card, home, review, task_list
from gkdraft.wizard.screens.page import LEAST, fit_page
from gkdraft.wizard.table.grid import EntryGrid
from gkdraft.wizard.table.grid_view import view_grid
from helpers.reports import saved
from helpers.sessions import TABLE3, TOWN, opened

TASKS = (
    "要点: [{组: [{标题: 公开, 任务: [{序号: 1, 标题: 修订目录}, {序号: 2, 标题: 改版公报},"
    " {序号: 3, 标题: 办会, 责任单位: [省文旅厅]}]}], 不涉及单位: [省]}]\n"
)
GROUP = ("要点", 0, "组", 0)


def state(number: int) -> Any:
    return (*GROUP, "任务", number, "状态")


def test_home_leads_to_what_is_open_and_was_not_seen_in_this_sitting() -> None:
    session = opened(TOWN)
    led: list[str] = []
    while block := home.find_next_block(session):
        led.append(block.key)
        for question in block.questions:
            session = take_step(session, Jump(question.path))
        session = take_step(session, Jump(None))
    assert led == [b.key for b in session.blocks if any(map(session.is_missing, b.questions))]
    assert "还有" in home.say_next(session, gaps=0)


def test_a_part_is_taken_up_at_what_was_not_passed_over_before() -> None:
    session = opened(TOWN)
    block = session.blocks[1]
    first = session.find_first_open(block)
    session = take_step(take_step(session, Jump(first.path)), Later())
    session = take_step(session, Jump(None))
    assert session.find_first_open(block) == block.questions[2]


def test_what_a_person_refers_to_in_vain_is_a_gap_as_well(tmp_path: Path) -> None:
    path = saved(tmp_path / "2026.yaml")
    before = len(Sitting(path).list_gaps())
    saved(path, {"总体情况.主动公开.做法": "甲{{主动公开.没有这项}}乙"})
    assert len(Sitting(path).list_gaps()) == before + 1


def test_every_gap_of_a_report_names_the_question_that_fills_it(report: Any) -> None:
    sitting = Sitting(report(TOWN + TASKS))
    printed = {run.key for run in sitting.check().document.gaps()}
    gaps = sitting.list_gaps()
    assert {spell_path(path) for _text, path in gaps} == printed
    for _text, path in gaps:
        place = sitting.session.find_question(path)
        assert place
        assert sitting.session.find_block(place).title in sitting.session.name_place(path)


def test_marks_of_parts_and_pages_never_clash() -> None:
    wanted = ["", "", "a", "b", "", "z", "a", "q", *[""] * 20]
    marks = home.assign_marks(wanted)
    assert len(set(marks)) == len(wanted)
    assert (marks[2], marks[3], marks[5], marks[7]) == ("a", "b", "z", "q")


@given(
    lines=st.lists(st.text("甲ab 。", max_size=300), min_size=1, max_size=40),
    said=st.text("甲乙 ", max_size=400),
    columns=st.integers(40, 120),
    room=st.integers(LEAST, 60),
)
def test_a_page_keeps_its_title_and_its_room(
    lines: list[str], said: str, columns: int, room: int
) -> None:
    shown, is_whole = fit_page(lines, said, columns, room)
    assert len(shown) <= max(room, LEAST)
    assert all(display_width(line) <= columns for line in shown)
    assert is_whole or any("F1" in line for line in shown)


def test_the_last_answer_is_taken_back_step_by_step_to_the_byte(report: Any) -> None:
    path: Path = report(TOWN + "# 说明\n主动公开: {行政许可: 5}   # 办证\n")
    sitting, kept = Sitting(path), [path.read_bytes()]
    for place, typed in [
        (("主动公开", "行政许可"), "7"),
        (("总体情况", "主动公开", "亮点", 0), "举办开放日3场"),
        (("联系", "地址"), "江临市城东镇某路1号"),
    ]:
        sitting.jump(place)
        assert sitting.act(Answer(typed))
        kept.append(path.read_bytes())
    for before in reversed(kept[:-1]):
        assert sitting.undo()
        assert path.read_bytes() == before
    assert not sitting.undo()
    assert "没有可以撤回的" in sitting.said


def test_what_is_taken_back_is_told_with_what_stands_there_then(report: Any) -> None:
    sitting = Sitting(report(TOWN + "主动公开: {行政许可: 5}\n"))
    for typed in ("7", "9"):
        sitting.jump(("主动公开", "行政许可"))
        sitting.act(Answer(typed))
    for then in ("7", "5"):
        assert sitting.undo()
        assert sitting.said.endswith(f"行政许可，现在是：{then}")


def test_a_task_that_its_group_tells_of_says_so_in_the_list(report: Any) -> None:
    sitting = Sitting(
        report(TOWN + TASKS.replace("任务:", "落实情况: 公开目录3份于9月完成, 任务:"))
    )
    sitting.act(AnswerAlike("完成", (state(0),)))
    lines = [line for line, _row in task_list.list_rows(sitting.session, 80)]
    assert [line.rstrip().endswith("完成（见本组）") for line in lines].count(True) == 1


def test_the_opening_that_is_offered_can_be_taken_and_mended() -> None:
    session = opened(TOWN)
    question = session.questions["总体情况", "开头"]
    assert card.find_held_text(session, question) == question.offer != ""
    assert question.offer in question.context[0]


def test_nothing_is_taken_back_over_what_somebody_else_wrote(report: Any) -> None:
    path: Path = report(TOWN)
    sitting = Sitting(path)
    sitting.jump(("联系", "电话"))
    sitting.act(Answer("0000-12345678"))
    theirs = path.read_text(encoding="utf-8") + "主动公开: {行政许可: 6}\n"
    path.write_text(theirs, encoding="utf-8")
    assert not sitting.undo()
    assert "不能撤回" in sitting.said
    assert path.read_text(encoding="utf-8") == theirs


def test_one_state_for_a_group_is_one_step_and_leaves_other_bodies_tasks_alone(
    report: Any,
) -> None:
    sitting = Sitting(report(TOWN + TASKS))
    row = task_list.Row("group", GROUP)
    asked = task_list.list_states(sitting.session, row)
    assert [question.path for question in asked] == [state(0), state(1)]
    assert sitting.act(AnswerAlike("推进中", (state(0), state(1))))
    held = [look_up(sitting.session.data, state(number)) for number in range(3)]
    assert held == ["推进中", "推进中", None]
    assert sitting.undo()
    assert look_up(sitting.session.data, state(0)) is None


def test_an_answer_for_several_is_written_to_none_if_it_is_none() -> None:
    session = opened(TOWN + TASKS)
    made = take_step(session, AnswerAlike("做了", (state(0), state(1))))
    assert made.refused
    assert made.data == session.data


def test_a_task_is_one_of_so_many_and_done_once_nothing_is_missing(report: Any) -> None:
    sitting = Sitting(report(TOWN + TASKS))
    block = next(block for block in sitting.session.blocks if block.key == "要点")
    assert home.count_answers(sitting.session, block) == (1, 3)  # the province's is not ours
    sitting.act(AnswerAlike("完成", (state(0),)))
    assert "情况未写" in "".join(line for line, _row in task_list.list_rows(sitting.session, 80))
    sitting.jump((*GROUP, "任务", 0, "落实情况"))
    sitting.act(Answer("公开目录3份于9月完成"))
    assert home.count_answers(sitting.session, block) == (2, 3)
    assert task_list.count_done(sitting.session) == (2, 3)


@pytest.mark.parametrize("width", [40, 80, 120])
def test_the_list_of_tasks_fits_its_window(width: int) -> None:
    long = TASKS.replace("修订目录", "修订目录" * 30)
    for line, _row in task_list.list_rows(opened(TOWN + long), width):
        assert display_width(line) <= width - task_list.POINTER


def test_words_find_the_questions_in_which_all_of_them_stand() -> None:
    session = opened(TOWN + "联系: {地址: 江临市城东镇某路1号}\n")
    rows = review.list_rows(session, 80)
    numbers = review.number_questions(session)
    found = [numbers[row.number] for row in review.find_rows(rows, "城东 某路") if row.number]
    assert found == [("联系", "地址")]
    assert [numbers[r.number] for r in review.find_rows(rows, "行政许可") if r.number] == [
        ("主动公开", "行政许可")
    ]
    assert not review.find_rows(rows, "没有这几个字")


def test_a_preview_is_the_report_with_what_is_typed_and_saves_nothing(report: Any) -> None:
    path: Path = report(TOWN)
    sitting, before = Sitting(path), path.read_bytes()
    place = ("总体情况", "主动公开", "亮点", 0)
    sitting.jump(place)
    found = preview_section(sitting, sitting.session.questions[place], "举办开放日3场")
    assert any("举办开放日3场" in text for text in found.paragraphs[found.at : found.at + 3])
    assert path.read_bytes() == before
    assert look_up(sitting.session.data, place) is None


@pytest.mark.parametrize(
    ("place", "title"), [("存在问题.2.问题", "存在的主要问题"), ("附注.复议诉讼", "复议")]
)
def test_a_preview_of_what_is_not_typed_yet_is_that_of_its_section(
    place: str, title: str, tmp_path: Path
) -> None:
    sitting = Sitting(saved(tmp_path / "2026.yaml"))
    path = sitting.session.find_question(parse_path(place))
    found = preview_section(sitting, sitting.session.questions[path or ()], "")
    assert title in found.paragraphs[0]


def test_an_answer_left_out_on_purpose_is_taken_back_as_well(report: Any) -> None:
    sitting = Sitting(report(TOWN))
    sitting.jump(("联系", "电话"))
    sitting.act(Skip())
    assert look_up(datafile.read_datafile(sitting.store.path).data, ("联系", "电话")) == "略"
    assert sitting.undo()
    assert look_up(datafile.read_datafile(sitting.store.path).data, ("联系", "电话")) is None


@pytest.mark.parametrize("size", [(60, 14), (80, 24)])
def test_a_counting_rule_of_a_table_is_shown_whole(size: tuple[int, int]) -> None:
    assert TABLE3
    grid = EntryGrid(TABLE3, {}, {}, hint=True)
    lines = view_grid(grid, *size)
    shown = "".join("".join(text for _style, text in line) for line in lines)
    rules = [node.hint for node in TABLE3.form.nodes.values() if node.text.startswith("一、")]
    assert rules
    assert rules[0] in shown
    assert len(lines) == size[1]
