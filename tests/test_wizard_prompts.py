"""Prompts and grid driven through a pipe: keys in, answers and a saved data file out."""

import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from prompt_toolkit.application import get_app

from gkdraft.base.plain_data import look_up
from gkdraft.errors import InputError
from gkdraft.report import datafile
from gkdraft.wizard.answers.session import Answer, Jump
from gkdraft.wizard.answers.steps import take_step
from gkdraft.wizard.file.building import build_report
from gkdraft.wizard.file.sitting import Sitting
from gkdraft.wizard.run import Wizard
from gkdraft.wizard.screens import prompts
from gkdraft.wizard.screens.asking import Asking
from gkdraft.wizard.screens.prompts import BACK, JUMP, Key, Terminal
from gkdraft.wizard.table.grid import EntryGrid
from gkdraft.wizard.table.sheet import Cells, Saved
from helpers.commands import new
from helpers.prompting import CTRL_G, DOWN, ENTER, ESC, F1, answering, send, typing
from helpers.reports import drafted, saved
from helpers.sessions import CELLS, TABLE3, TOWN, WORDS, block, opened


def asked(keys: str, check: Callable[[str], str] = lambda text: "", **more: Any) -> Any:
    with typing(keys) as terminal:
        return terminal.ask(check, lambda text: [], "口径", **more)


def test_a_line_is_typed_chinese_included() -> None:
    assert asked("镇政府 12" + ENTER) == "镇政府 12"


@pytest.mark.parametrize(
    ("keys", "found"), [(ESC, BACK), (CTRL_G, JUMP), ("n", Key("none")), ("N", Key("none-all"))]
)
def test_keys_leave_a_prompt(keys: str, found: Key) -> None:
    assert asked(keys, number=True) == found


@pytest.mark.parametrize("key", ["\x0f", "\x1a"], ids=["Ctrl-O", "Ctrl-Z"])
def test_a_key_that_means_nothing_here_chooses_nothing(key: str) -> None:
    with typing(key + DOWN + ENTER) as terminal:
        assert terminal.choose([("甲", "a"), ("乙", "b")]) == "b"
    assert asked(f"1{key}2{ENTER}") == "12"


@pytest.mark.parametrize("leave", [F1, ENTER, ESC, "？"])
def test_a_question_mark_shows_the_counting_rule_and_is_not_typed(leave: str) -> None:
    with answering("?", leave, "42" + ENTER) as terminal:
        assert terminal.ask(lambda text: "", lambda text: [], "口径在此") == "42"
    assert "口径在此" in terminal.seen[0]


def test_n_is_a_letter_once_something_is_typed() -> None:
    assert asked("1n" + ENTER, number=True) == "1n"


def test_what_is_wrong_is_not_taken() -> None:
    assert asked("三" + ENTER + "\x7f3" + ENTER, lambda t: "" if t == "3" else "不对") == "3"


def test_the_editor_key_hands_over_what_was_typed() -> None:
    assert asked("开头\x05", prose=True) == Key("edit", "开头")


@pytest.mark.parametrize(
    ("keys", "found"),
    [(ENTER, "乙"), ("1" + ENTER, "甲"), (DOWN + ENTER, "丙"), (ESC, BACK), (CTRL_G, JUMP)],
)
def test_a_list_is_chosen_from_by_arrows_or_digits(keys: str, found: Any) -> None:
    with typing(keys) as terminal:
        assert terminal.choose([("甲", "甲"), ("乙", "乙"), ("丙", "丙")], "乙") == found


def test_a_list_that_begins_with_a_heading_begins_at_what_can_be_chosen() -> None:
    with typing(ENTER) as terminal:
        assert terminal.choose([("组名", None), ("甲", 1), ("乙", 2)], marks=None) == 1


def test_a_text_typed_at_a_list_chooses_nothing_though_it_holds_digits_and_an_enter() -> None:
    options = [("完成", 1), ("推进中", 2), ("未开展", 3)]
    with typing("编印公报2期" + ENTER + ESC) as terminal:
        assert terminal.choose(options, 3) == BACK
    with typing("编" + ENTER + "1" + ENTER) as terminal:
        assert terminal.choose(options, 3) == 1


def test_ctrl_c_is_an_interrupt_and_not_an_answer() -> None:
    with typing("\x03") as terminal, pytest.raises(KeyboardInterrupt):
        terminal.choose([("甲", "甲")])


def filled(keys: str, cells: Cells | None = None) -> tuple[str, list[Cells]]:
    """How the grid was left, and what was saved on the way."""
    saved: list[Cells] = []

    def save(found: Cells) -> Saved:
        saved.append(found)
        return Saved(found, found)

    with typing(keys) as terminal:
        how = terminal.show_grid(
            EntryGrid(TABLE3, cells or {}, {("本年新收", "自然人"): "280"}), save
        )
    return how, saved


def test_the_grid_is_typed_cell_by_cell_and_saved_at_each() -> None:
    how, saved = filled("30５\t17\t" + DOWN + "=q")
    assert how == "done"
    assert saved[0] == {("本年新收", "自然人"): "305"}
    assert saved[1][("本年新收", "商业企业")] == "17"


def test_none_fills_what_is_empty_and_undo_takes_it_back() -> None:
    _how, saved = filled("5\tN" + "uq")
    assert set(saved[1]) == {cell.key for cell in TABLE3.form.inputs()}
    assert saved[1]["本年新收", "自然人"] == "5"
    assert saved[2] == {("本年新收", "自然人"): "5"}


def test_last_years_figure_is_copied_on_purpose_only() -> None:
    assert filled("=q")[1] == [{("本年新收", "自然人"): "280"}]


@pytest.mark.parametrize("end", ["\r\n", "\r\r"])
def test_a_bracketed_paste_is_shown_then_placed(end: str) -> None:
    text = f"\x1b[200~{block(True, True, end)}\x1b[201~"
    assert filled(text + ENTER + "q")[1] == [CELLS]
    assert filled(text + ESC + "q")[1] == []


def table_when(
    keys: str, taken: Callable[[prompts.Screen], bool], then: Callable[[prompts.Screen], object]
) -> list[Cells]:
    """What is saved of a table, if something is done once the keys have all been taken."""
    saved: list[Cells] = []

    def save(found: Cells) -> Saved:
        saved.append(found)
        return Saved(found, found)

    with typing(keys):
        screen = prompts.Screen(EntryGrid(TABLE3, {}, {}), save)
        waiting = [then]

        def look(_app: object) -> None:
            if waiting and taken(screen):
                waiting.pop()(screen)

        screen.app.after_render += look
        screen.run()
    return saved


def test_a_paste_without_brackets_is_recognised_by_coming_at_once() -> None:
    whole = block(False, False, "\r\r")

    def place(screen: prompts.Screen) -> None:
        assert screen.pasted is not None
        assert screen.pasted.cells == CELLS
        screen.place()
        screen.app.exit(result="done")

    # it may be read in parts; what is seen in between is no fault
    assert table_when(whole, lambda screen: screen.text == whole, place) == [CELLS]


# --- a whole sitting


def test_each_answer_is_in_the_file_before_the_next_question(report: Any) -> None:
    path = report("# 别删\n" + TOWN + "主动公开:\n  行政许可: # 问法规科\n")
    with typing("2" + ENTER + "0" + ENTER + "\x03") as terminal, pytest.raises(KeyboardInterrupt):
        Wizard(Sitting(path), terminal).run()
    text = path.read_text(encoding="utf-8")
    assert text.startswith("# 别删\n")
    assert "问法规科" in text
    assert look_up(datafile.read_datafile(path).data, ("主动公开", "规章")) == {"制发": "0"}


def test_keys_pressed_before_their_pages_are_shown_are_taken_one_by_one(report: Any) -> None:
    """Answers to a list, to lines and to a list again, all there before the first is saved."""
    path: Path = report(TOWN)
    keys = "1\r1\r" + "\r" * 3 + "江临市城东镇某路1号\r0000-12345678\r\x1b\x07" + "0\rq\r"
    with typing(keys) as terminal:
        Wizard(Sitting(path), terminal).run()
    data = datafile.read_datafile(path).data
    assert look_up(data, ("机关", "口径")) == "本级"
    assert look_up(data, ("联系", "地址")) == "江临市城东镇某路1号"
    assert look_up(data, ("联系", "电话")) == "0000-12345678"


def test_a_doubt_is_not_settled_by_keys_that_were_pressed_before_it_was_shown(report: Any) -> None:
    """They are the answer to the next question: the 1 would have consented."""
    path: Path = report(TOWN + "上年: {主动公开: {行政许可: 100, 行政处罚: 100}}\n")
    first, second = ("主动公开", "行政许可"), ("主动公开", "行政处罚")
    for pages, held in [(["\x03"], [None, None]), (["1\r", "\x03", ""], ["1", "101"])]:
        with answering("1\r101\r", *pages) as terminal:
            wizard = Wizard(Sitting(path), terminal)
            wizard.sitting.act(Jump(first))
            with pytest.raises(KeyboardInterrupt):
                wizard.walk()
        data = datafile.read_datafile(path).data
        assert [look_up(data, first), look_up(data, second)] == held


def test_a_change_made_meanwhile_elsewhere_is_kept(report: Any) -> None:
    path = report(TOWN)
    with typing("2" + ENTER + "0" + ENTER + "\x03") as terminal:
        wizard = Wizard(Sitting(path), terminal)
        path.write_text(TOWN + "联系:\n  电话: 0512-1\n", encoding="utf-8")
        wizard.sitting.store.raw = TOWN.encode()
        with pytest.raises(KeyboardInterrupt):
            wizard.run()
    data = datafile.read_datafile(path).data
    assert look_up(data, ("联系", "电话")) == "0512-1"
    assert look_up(data, ("主动公开", "规章", "制发")) == "0"


@pytest.mark.parametrize("name", ["EDITOR", "VISUAL"])
def test_long_text_comes_from_the_persons_editor(
    name: str, report: Any, tmp_path: Path, monkeypatch: Any
) -> None:
    script = tmp_path / "editor.py"
    script.write_text(
        "import sys\np = sys.argv[1]\nt = open(p, encoding='utf-8').read()\n"
        "assert '#| 上年写的' in t and '#| 去年的话' in t\n"
        "open(p, 'w', encoding='utf-8').write('今年办了3件事。\\n第二段。\\n' + t)\n",
        encoding="utf-8",
    )
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv(name, f'"{sys.executable}" "{script}"')
    path = report(TOWN + "上年:\n  总体情况:\n    主动公开:\n      亮点:\n        - 去年的话\n")
    with typing("\x05\x03") as terminal:
        wizard = Wizard(Sitting(path), terminal)
        wizard.sitting.act(Jump(("总体情况", "主动公开", "亮点", 0)))
        with pytest.raises(KeyboardInterrupt):
            wizard.walk()
    found = look_up(datafile.read_datafile(path).data, ("总体情况", "主动公开", "亮点", 0))
    assert found == "今年办了3件事。\n第二段。\n"


LAST = "今年举办培训3次，参训120人次，覆盖全部村居。"


def test_last_years_paragraph_left_unchanged_in_the_editor_is_asked_about(
    report: Any, tmp_path: Path, monkeypatch: Any
) -> None:
    script = tmp_path / "editor.py"
    script.write_text(
        "import sys\nlines = open(sys.argv[1], encoding='utf-8').read().splitlines()\n"
        "open(sys.argv[1], 'w', encoding='utf-8').write(lines[-1].removeprefix('#| '))\n",
        encoding="utf-8",
    )
    monkeypatch.setenv("VISUAL", f'"{sys.executable}" "{script}"')
    path = report(TOWN + f"上年:\n  总体情况:\n    监督保障:\n      亮点:\n        - {LAST}\n")
    place = ("总体情况", "监督保障", "亮点", 0)
    for pages, held in [(["\x05", "\x03"], None), (["\x05", ENTER, "\x03"], None),
                        (["\x05", "1" + ENTER, "\x03"], LAST)]:  # fmt: skip
        with answering(*pages) as terminal:
            wizard = Wizard(Sitting(path), terminal)
            wizard.sitting.act(Jump(place))
            with pytest.raises(KeyboardInterrupt):
                wizard.walk()
        found = look_up(datafile.read_datafile(path).data, place)
        assert (found.strip() if isinstance(found, str) else found) == held


def test_words_that_tell_of_nothing_are_asked_about(report: Any) -> None:
    path = report(TOWN)
    place = ("总体情况", "主动公开", "亮点", 0)
    text = "高度重视政务公开工作，成效显著"
    for keys, held in [(ENTER, None), ("1" + ENTER, text)]:
        with answering(text + ENTER, keys, "\x03\x03") as terminal:
            wizard = Wizard(Sitting(path), terminal)
            wizard.sitting.act(Jump(place))
            with pytest.raises(KeyboardInterrupt):
                wizard.walk()
        assert look_up(datafile.read_datafile(path).data, place) == held


def test_a_change_made_meanwhile_at_the_same_place_is_not_overwritten(report: Any) -> None:
    path = report(TOWN + "主动公开: {行政许可: 5}\n")
    with typing("") as terminal:
        wizard = Wizard(Sitting(path), terminal)
        path.write_text(TOWN + "主动公开: {行政许可: 6}\n", encoding="utf-8")
        wizard.sitting.act(Jump(("主动公开", "行政许可")))
        wizard.sitting.act(Answer("7"))
    assert look_up(datafile.read_datafile(path).data, ("主动公开", "行政许可")) == "6"
    assert "您的回答没有写入" in wizard.sitting.said
    assert wizard.sitting.session.at == ("主动公开", "行政许可")
    assert look_up(wizard.sitting.session.data, ("主动公开", "行政许可")) == "6"


LISTED = TOWN + "存在问题:\n  - 问题: 甲\n  - 问题: 乙\n"


@pytest.mark.parametrize("changed", ["  - 问题: 丙\n  - 问题: 甲\n  - 问题: 乙\n", " []\n"])
def test_an_answer_is_not_written_to_a_list_item_that_has_moved(report: Any, changed: str) -> None:
    path = report(LISTED)
    sitting = Sitting(path)
    sitting.act(Jump(("存在问题", 0, "改进")))
    path.write_text(f"{TOWN}存在问题:\n{changed}", encoding="utf-8")
    before = path.read_bytes()
    assert not sitting.act(Answer("甲的改进"))
    assert path.read_bytes() == before
    assert sitting.unsaved == "甲的改进"


def test_an_answer_that_cannot_be_written_stands_in_the_next_prompt(report: Any) -> None:
    path = report(LISTED)
    sitting = Sitting(path)
    sitting.act(Jump(("存在问题", 0, "改进")))
    path.write_text("机关: [", encoding="utf-8")
    assert not sitting.act(Answer("每季度检查"))
    path.write_text(LISTED, encoding="utf-8")
    with typing(ENTER + "\x03") as terminal, pytest.raises(KeyboardInterrupt):
        Wizard(sitting, terminal).walk()
    assert look_up(datafile.read_datafile(path).data, ("存在问题", 0, "改进")) == "每季度检查"


def test_an_answer_refused_because_the_file_changed_there_comes_back_on_request_only(
    report: Any,
) -> None:
    path = report(LISTED)
    place = ("存在问题", 0, "改进")
    for keys, held in [("", None), ("\x1b[A" + ENTER, "甲的改进")]:
        path.write_text(LISTED, encoding="utf-8")
        sitting = Sitting(path)
        sitting.act(Jump(place))
        path.write_text(LISTED.replace("甲", "丙"), encoding="utf-8")
        assert not sitting.act(Answer("甲的改进"))
        assert "问题一：丙" in sitting.session.questions[place].context
        with typing(keys + "\x03") as terminal, pytest.raises(KeyboardInterrupt):
            Wizard(sitting, terminal).walk()
        assert look_up(datafile.read_datafile(path).data, place) == held


def test_a_file_that_cannot_be_taken_over_whole_is_not_taken_for_known(report: Any) -> None:
    path = report(LISTED)
    sitting = Sitting(path)
    sitting.act(Jump(("存在问题", 0, "改进")))
    path.write_text(LISTED.replace("甲", "丙").replace("2026", "去年"), encoding="utf-8")
    sitting.refresh()
    assert "年度" in sitting.said
    assert not sitting.act(Answer("甲的改进"))
    assert "甲的改进" not in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("editor", ['"vim', "no-such-editor", "false", "rm"])
def test_an_editor_that_fails_loses_nothing_that_was_typed(
    editor: str, report: Any, monkeypatch: Any
) -> None:
    monkeypatch.setenv("VISUAL", editor)
    path = report(TOWN)
    place = ("总体情况", "主动公开", "亮点", 0)
    with typing("新建专区2个\x05" + ENTER + "\x03") as terminal:
        wizard = Wizard(Sitting(path), terminal)
        wizard.sitting.act(Jump(place))
        with pytest.raises(KeyboardInterrupt):
            wizard.walk()
    assert look_up(datafile.read_datafile(path).data, place) == "新建专区2个"


def test_a_file_that_is_broken_or_gone_meanwhile_ends_no_sitting(report: Any) -> None:
    path = report(TOWN)
    sitting = Sitting(path)
    path.write_text("机关: [", encoding="utf-8")
    sitting.refresh()
    assert sitting.said.count("2026.yaml:1: ") == 1
    path.unlink()
    sitting.act(Jump(("主动公开", "行政许可")))
    assert sitting.act(Answer("7"))
    assert "重新写出" in sitting.said
    assert look_up(datafile.read_datafile(path).data, ("机关", "层级")) == "乡级政府"
    assert look_up(datafile.read_datafile(path).data, ("主动公开", "行政许可")) == "7"


def test_a_layout_changed_meanwhile_changes_the_questions(report: Any) -> None:
    path = report(TOWN)
    sitting = Sitting(path)
    path.write_text(TOWN.replace("2021", "2019"), encoding="utf-8")
    sitting.refresh()
    assert sitting.session.book.layout.name == "2019"


def test_a_row_that_cannot_be_read_keeps_no_other_row_from_being_saved(report: Any) -> None:
    path = report(TOWN + "申请情况: {本年新收: {自然人: 三件, 其余: 0}}\n")
    sitting = Sitting(path)
    form = TABLE3.form
    cells = {("本年新收", "其他"): "7", ("予以公开", "自然人"): "4"}
    sitting.act(Jump(("申请情况",)))
    found = sitting.fill(form, {**sitting.session.list_cells(form), **cells})
    assert "申请情况.本年新收" in found.said
    data = datafile.read_datafile(path).data
    assert look_up(data, ("申请情况", "予以公开", "自然人")) == "4"
    assert look_up(data, ("申请情况", "本年新收", "自然人")) == "三件"


def test_a_layout_changed_while_a_question_is_open_changes_the_next_one(report: Any) -> None:
    path = report(TOWN)
    sitting = Sitting(path)
    sitting.act(Jump(("主动公开", "行政许可")))
    path.write_text(TOWN.replace("2021", "2019"), encoding="utf-8")
    assert sitting.act(Answer("7"))
    assert sitting.session.book.layout.name == "2019"


def test_what_was_typed_is_there_again_after_a_look_at_the_review(report: Any) -> None:
    path = report(LISTED)
    place = ("存在问题", 0, "改进")
    with typing("每季度检查一次公开栏\x07" + ESC + ENTER + "\x03") as terminal:
        wizard = Wizard(Sitting(path), terminal)
        wizard.sitting.act(Jump(place))
        with pytest.raises(KeyboardInterrupt):
            wizard.walk()
    assert look_up(datafile.read_datafile(path).data, place) == "每季度检查一次公开栏"


def test_a_task_that_turns_out_not_begun_is_looked_at_once_more() -> None:
    text = TOWN + "要点: [{组: [{任务: [{标题: 甲, 状态: 完成, 落实情况: 修订目录3项}]}]}]\n"
    place = ("要点", 0, "组", 0, "任务", 0, "状态")
    found = take_step(take_step(opened(text), Jump(place)), Answer("未开展"))
    assert "原来写的落实情况还对不对" in found.noted
    assert found.at == (*place[:-1], "落实情况")
    assert found.question.label == "没有开展的原因"


def test_a_held_enter_is_no_paste() -> None:
    saved = table_when(ENTER * 4, lambda screen: screen.grid.row == 4, lambda _: send("7\tq"))
    assert saved == [{(*TABLE3.rows[4], "自然人"): "7"}]


def test_a_one_line_answer_takes_no_lines() -> None:
    assert "一行" in Asking(
        Terminal(), WORDS, opened(TOWN), opened(TOWN).questions["机关", "简称"]
    ).check("江临市\n城东镇")


def test_a_reason_that_is_not_saved_is_told(report: Any) -> None:
    path = report(TOWN + "申请情况: 0\n上年: {申请情况: {结转下年度: {自然人: 2, 其余: 0}}}\n")
    reason = "机构改革，职能划出一部分"
    for keys, broken in [("\x07", False), (ENTER, True)]:
        with typing(reason + keys) as terminal:
            wizard = Wizard(Sitting(path), terminal)
            finding = next(f for f in wizard.sitting.list_findings() if f.code == "GK201")
            if broken:
                path.write_text("机关: [", encoding="utf-8")
            wizard.findings.explain(finding)
        assert reason in wizard.sitting.said


def test_a_key_written_twice_is_told_before_anything_is_asked(report: Any) -> None:
    with pytest.raises(InputError, match=r"2026.yaml:6: “年度”写了两次"):
        Sitting(report(TOWN + "年度: 2027\n"))


def test_a_table_is_not_left_before_it_is_said_that_it_could_not_be_saved() -> None:
    tries = []

    def save(cells: Cells) -> Saved:
        tries.append(cells)
        return Saved({}, cells, written=False, said="写不进去")

    with typing("5qq") as terminal:
        assert terminal.show_grid(EntryGrid(TABLE3, {}, {}), save) == "done"
    assert len(tries) == 2
    with typing("5\x03\x03") as terminal, pytest.raises(KeyboardInterrupt):
        terminal.show_grid(EntryGrid(TABLE3, {}, {}), save)


def test_what_the_rules_say_of_a_table_is_said_before_it_is_left() -> None:
    def save(cells: Cells) -> Saved:
        return Saved(cells, cells)

    for keys, said in [("qq", ["表三[自然人] 不平"]), ("q", [])]:
        with typing(keys) as terminal:
            grid = EntryGrid(TABLE3, CELLS, {})
            assert terminal.show_grid(grid, save, lambda said=said: said) == "done"
    with typing("q9\tqq") as terminal:  # what is changed afterwards is judged again
        asked = [["一"], ["二"]]
        found = terminal.show_grid(EntryGrid(TABLE3, CELLS, {}), save, lambda: asked.pop(0))
    assert (found, asked) == ("done", [])


@pytest.mark.parametrize(("keys", "held"), [("1.5\t", {}), ("-5\t", {}), ("1,5\t", "15")])
def test_what_is_no_count_changes_no_cell(keys: str, held: Any) -> None:
    _how, saved = filled(keys + "q")
    expected = [{("本年新收", "自然人"): held}] if held else []
    assert [cells for cells in saved if "略" not in cells.values() and cells] == expected
    assert not saved or saved[-1] == (expected[0] if expected else {})


def test_lines_pasted_at_a_question_of_words_are_one_answer() -> None:
    whole = "第一段甲乙\n第二段丙丁 3\n2\n第三段甲乙"
    pasted = whole.replace("\n", "\r") + "\r"
    with typing("") as terminal:
        keys = {"": pasted, whole: ENTER}

        def below(text: str) -> list[str]:
            if get_app().is_running:  # what comes before is typed ahead
                send(keys.pop(text, ""))
            return []

        assert terminal.ask(lambda text: "", below, prose=True) == whole


def test_a_longer_text_is_given_up_by_two_escs_only() -> None:
    assert asked("一段写了很久的文字" + ESC + ENTER, prose=True) == "一段写了很久的文字"
    assert asked("三件" + ESC) == BACK


def test_what_stands_there_is_brought_into_the_line_to_be_mended() -> None:
    assert asked("\x1b[A" + "八" + ENTER, held="第") == "第八"


def test_a_draft_edited_in_word_stays_and_the_new_one_gets_a_number(report: Any) -> None:
    path = report(TOWN)
    with typing("2" + ENTER + "2" + ENTER) as terminal:
        wizard = Wizard(Sitting(path), terminal)
        wizard.build()
        draft = next(path.parent.glob("*.docx"))
        draft.write_bytes(b"edited")
        wizard.build()
    assert draft.read_bytes() == b"edited"
    assert draft.with_stem(f"{draft.stem}-2").exists()
    assert "没有动它" in wizard.sitting.said


def test_the_final_report_is_offered_once_nothing_stands_against_it(tmp_path: Path) -> None:
    path = saved(tmp_path / "2026.yaml", {"主动公开.行政许可": None})
    with typing("3" + ENTER) as terminal:  # there the third choice is the home page
        Wizard(Sitting(path), terminal).build()
    assert list(tmp_path.iterdir()) == [path]
    saved(path)
    with typing("3" + ENTER + "3" + ENTER) as terminal:
        wizard = Wizard(Sitting(path), terminal)
        wizard.build()
        final = next(tmp_path.glob("*报告.docx"))
        assert f"已定稿：{final}" in wizard.sitting.said
        assert final.read_bytes() == drafted().render_final(".docx")[0]
        wizard.build()
    assert sorted(tmp_path.iterdir()) == sorted([path, final])


def test_a_final_report_edited_in_word_stays_and_the_new_one_gets_a_number(tmp_path: Path) -> None:
    path = saved(tmp_path / "2026.yaml")
    sitting = Sitting(path)
    build_report(sitting, final=True)
    final = next(tmp_path.glob("*.docx"))
    final.write_bytes(b"edited")
    build_report(sitting, final=True)
    assert final.read_bytes() == b"edited"
    assert final.with_stem(f"{final.stem}-2").exists()
    assert "没有动它" in sitting.said


def test_a_finding_is_explained_where_it_is_shown(report: Any) -> None:
    prior = "上年:\n  申请情况:\n    结转下年度: {自然人: 2, 其余: 0}\n"
    path = report(TOWN + "申请情况: 0\n" + prior)
    with typing("机构改革，职能划出" + ENTER) as terminal:
        wizard = Wizard(Sitting(path), terminal)
        finding = next(f for f in wizard.sitting.check().findings if f.code == "GK201")
        wizard.findings.explain(finding)
        left = [f.path for f in wizard.sitting.check().findings if f.code == "GK201"]
    assert finding.path not in left


def test_the_rules_are_asked_once_the_home_page_is_there_and_no_key_is_pressed(
    tmp_path: Path,
) -> None:
    with answering("", "q" + ENTER) as terminal:
        Wizard(Sitting(new(tmp_path)), terminal).run()
    before, after = terminal.seen
    assert "核对：（在核对）" in before
    assert re.search(r"核对：错误 \d+ 条", after)


def test_the_cursor_of_the_home_page_stays_where_it_was_when_the_rules_were_asked(
    tmp_path: Path,
) -> None:
    with answering(DOWN, ENTER, "\x03") as terminal, pytest.raises(KeyboardInterrupt):
        Wizard(Sitting(new(tmp_path)), terminal).run()
    assert "核对：（在核对）" not in terminal.seen[1]
    assert terminal.seen[2].startswith("二、主动公开")


def test_whoever_presses_a_key_at_once_does_not_wait_for_the_rules(tmp_path: Path) -> None:
    sitting = Sitting(new(tmp_path))
    with answering("q" + ENTER) as terminal:
        Wizard(sitting, terminal).run()
    assert not sitting.checks.is_begun
