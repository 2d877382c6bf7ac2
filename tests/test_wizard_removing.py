"""An entry of a list that was typed by mistake is deleted: its lines go, all else stays."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gkdraft.base.places import DataPath
from gkdraft.base.plain_data import look_up
from gkdraft.base.yaml_editing import change_values
from gkdraft.base.yaml_reading import parse_yaml
from gkdraft.report import datafile
from gkdraft.wizard.answers.removing import list_removable
from gkdraft.wizard.answers.session import Jump, Remove, Session
from gkdraft.wizard.answers.steps import take_step
from gkdraft.wizard.file.sitting import Sitting
from gkdraft.wizard.run import Wizard
from gkdraft.wizard.screens import card
from gkdraft.wizard.screens.keys import REMOVE
from helpers.fuzzing import examples
from helpers.prompting import ENTER, ESC, answering, typing
from helpers.reports import JIANGLIN
from helpers.sessions import TOWN, opened, trimmed

CTRL_D = "\x04"
HIGHLIGHTS: DataPath = ("总体情况", "主动公开", "亮点")
TASK: DataPath = ("要点", 0, "组", 0, "任务", 0)
OWN = TOWN.replace("乡级", "市级") + """
要点:
  - 标题: 江临市2026年政务公开工作要点
    组:
      - 标题: 甲组
        任务:
          - 标题: 修订公开目录
            状态: 完成
            落实情况: 召开座谈会{{要点.1.组.1.任务.1.数据.2.数}}场，修订目录5项
            数据:
              - {项目: 听证会, 数: 2, 单位: 场}   # 听证会记错了
              - {项目: 座谈会, 数: 3, 单位: 场}
总体情况:
  主动公开:
    亮点:   # 一条一句
      # 第一条从哪里来
      - 上线惠企专栏2个 # 宣传科
      # 第二条从哪里来
      - |
        编制 #1号 标准目录

        分三批公布
      # 第三条从哪里来
      - 编印办理指引4期
    做法: 落实先审查后公开制度

# 第五部分
存在问题:
  - 上年问题: 公开栏更新不及时
    改进: 每季度检查一次
  # 这条要核实
  - 问题: 专栏更新慢
    改进: 每月检查专栏    # 宣传科
  - 问题: 目录不全
    改进: 6月底前补全

其他事项:
  其他:
    - 修订了公开指南

情况说明:
  - {规则: GK504, 位置: 存在问题.2.问题, 说明: 与上年同类}
  - {规则: GK504, 位置: 存在问题.3.问题, 说明: 与上年同类}
"""  # fmt: skip


def at(path: DataPath, text: str = OWN) -> Session:
    return take_step(opened(text), Jump(path))


def removed(path: DataPath, item: DataPath, text: str = OWN) -> tuple[Session, list[str], str]:
    """The session afterwards, the lines that are gone, and the text of the file."""
    made = take_step(at(path, text), Remove(item))
    written = change_values(text, "x.yaml", made.changes)
    gone = list(text.splitlines())
    for line in written.splitlines():
        if line in gone:
            gone.remove(line)
    return made, gone, written


@pytest.mark.parametrize(
    ("path", "item", "gone"),
    [
        ((*HIGHLIGHTS, 0), (*HIGHLIGHTS, 0), ["      - 上线惠企专栏2个 # 宣传科"]),
        (
            (*HIGHLIGHTS, 1),
            (*HIGHLIGHTS, 1),
            ["      - |", "        编制 #1号 标准目录", "", "        分三批公布"],
        ),
        ((*HIGHLIGHTS, 2), (*HIGHLIGHTS, 2), ["      - 编印办理指引4期"]),
        (("其他事项", "其他", 0), ("其他事项", "其他", 0), ["    - 修订了公开指南"]),
    ],
)
def test_the_lines_of_an_entry_go_and_no_others(
    path: DataPath, item: DataPath, gone: list[str]
) -> None:
    made, lines, written = removed(path, item)
    assert sorted(lines) == sorted(gone)
    held = parse_yaml(written, "x.yaml").data
    before = look_up(parse_yaml(OWN, "x.yaml").data, item[:-1])
    assert isinstance(before, tuple)
    number = int(item[-1])
    assert (look_up(held, item[:-1]) or ()) == before[:number] + before[number + 1 :]
    assert "已删去" in made.noted


def test_what_follows_moves_up_and_is_asked_for() -> None:
    made, _gone, _text = removed((*HIGHLIGHTS, 1), (*HIGHLIGHTS, 1))
    assert made.at == (*HIGHLIGHTS, 1)
    assert made.question
    assert made.find_value(made.question) == "编印办理指引4期"
    made, _gone, _text = removed((*HIGHLIGHTS, 2), (*HIGHLIGHTS, 2))
    assert made.at == (*HIGHLIGHTS, 2)  # the question for one more
    assert made.question
    assert made.find_value(made.question) is None


@pytest.mark.parametrize("key", ["问题", "佐证", "改进", "责任单位"])
def test_a_problem_goes_whole_with_its_explanation_and_the_next_keeps_its_own(key: str) -> None:
    made, gone, written = removed(("存在问题", 1, key), ("存在问题", 1))
    assert [line for line in gone if "存在问题" not in line] == [
        "  - 问题: 专栏更新慢",
        "    改进: 每月检查专栏    # 宣传科",
    ]
    held = parse_yaml(written, "x.yaml").data
    assert look_up(held, ("情况说明", 0, "位置")) == "存在问题.2.问题"
    assert look_up(held, ("情况说明", 1)) is None
    assert made.at is not None
    assert made.at[:2] == ("存在问题", 1)


def test_what_last_year_listed_is_answered_and_not_deleted() -> None:
    for key in ("改进", "佐证"):
        path: DataPath = ("存在问题", 0, key)
        found = at(path)
        assert found.question
        assert list_removable(found.data, found.question) == []
        made = take_step(found, Remove(("存在问题", 0)))
        assert not made.changes
        assert made.data == found.data


def test_a_figure_goes_and_what_refers_to_the_one_behind_it_follows() -> None:
    made, _gone, written = removed((*TASK, "数据"), (*TASK, "数据", 0))
    held = parse_yaml(written, "x.yaml").data
    assert look_up(held, (*TASK, "数据")) == ({"项目": "座谈会", "数": "3", "单位": "场"},)
    assert "{{要点.1.组.1.任务.1.数据.1.数}}场" in str(look_up(held, (*TASK, "落实情况")))
    assert made.draft.figures.get("要点.1.组.1.任务.1.数据.1.数") == 3


def test_a_figure_that_a_text_refers_to_is_not_deleted() -> None:
    made, gone, _text = removed((*TASK, "数据"), (*TASK, "数据", 1))
    assert "要点.1.组.1.任务.1.落实情况 里引用了这一条的数" in made.refused
    assert gone == []


def test_the_key_is_shown_only_where_it_works() -> None:
    shown = {}
    for path in ((*HIGHLIGHTS, 0), (*HIGHLIGHTS, 3), ("存在问题", 0, "改进"), ("联系", "地址")):
        found = at(path)
        assert found.question
        shown[path] = any("Ctrl-D" in key for key in card.list_keys(found, found.question))
    assert list(shown.values()) == [True, False, False, False]


@pytest.mark.parametrize(("keys", "left"), [("1" + ENTER, 2), (ENTER, 3), (ESC, 3)])
def test_it_is_deleted_after_one_look_at_what_goes_and_enter_alone_keeps_it(
    keys: str, left: int, report: Any
) -> None:
    path: Path = report(OWN)
    with answering(CTRL_D, keys, ESC) as terminal:
        wizard = Wizard(Sitting(path), terminal)
        wizard.sitting.jump((*HIGHLIGHTS, 1))
        question = wizard.sitting.session.question
        assert question
        action = wizard.questions.ask(question)
        if isinstance(action, Remove):
            assert wizard.sitting.act(action)
    assert any("要删去的是：\n编制 #1号 标准目录 分三批公布" in page for page in terminal.seen)
    held = look_up(datafile.read_datafile(path).data, HIGHLIGHTS)
    assert isinstance(held, tuple)
    assert len(held) == left


def test_of_several_figures_one_is_chosen(report: Any) -> None:
    text = OWN.replace("召开座谈会{{要点.1.组.1.任务.1.数据.2.数}}场", "召开座谈会3场")
    path: Path = report(text)
    with answering(CTRL_D, "2" + ENTER) as terminal:
        wizard = Wizard(Sitting(path), terminal)
        wizard.sitting.jump((*TASK, "数据"))
        question = wizard.sitting.session.question
        assert question
        assert wizard.sitting.act(wizard.questions.ask(question))  # type: ignore[arg-type]
    held = look_up(datafile.read_datafile(path).data, (*TASK, "数据"))
    assert held == ({"项目": "听证会", "数": "2", "单位": "场"},)


def test_ctrl_d_does_nothing_where_there_is_nothing_to_delete() -> None:
    with typing(CTRL_D + "甲" + ENTER) as terminal:
        assert terminal.ask(lambda text: "", lambda text: []) == "甲"
    with typing("甲乙\x1b[D" + CTRL_D + ENTER) as terminal:  # in a text it deletes a character
        assert terminal.ask(lambda text: "", lambda text: [], keys=[REMOVE]) == "甲"


TEXTS = st.text("甲乙 #:-{}\n\"'1,", min_size=1, max_size=12).map(str.strip).filter(bool)


@given(st.lists(TEXTS, min_size=1, max_size=5), st.data())
@examples(100)
def test_whatever_was_typed_the_list_reads_without_the_entry(texts: list[str], data: Any) -> None:
    text = TOWN
    for number, item in enumerate(texts):
        text = change_values(text, "x.yaml", {(*HIGHLIGHTS, number): item})
        text = text.replace("亮点:\n", "亮点:\n    # 上面的说明\n") if number == 0 else text
    held = look_up(parse_yaml(text, "x.yaml").data, HIGHLIGHTS)
    assert isinstance(held, tuple)
    gone = data.draw(st.integers(0, len(held) - 1))
    left = held[:gone] + held[gone + 1 :]
    made = change_values(text, "x.yaml", {HIGHLIGHTS: left})
    assert (look_up(parse_yaml(made, "x.yaml").data, HIGHLIGHTS) or ()) == left
    assert "# 上面的说明" in made


def test_a_list_in_brackets_loses_an_entry_as_well() -> None:
    text = "a:\n  亮点: [甲, 乙, 丙] # 行\n  做法: 丁\n"
    assert change_values(text, "x", {("a", "亮点"): ("甲", "丙")}) == text.replace(
        "乙, ", ""
    ).replace(" # 行", "    # 行")


def test_the_shipped_example_can_lose_each_problem() -> None:
    text = JIANGLIN.read_text(encoding="utf-8")
    for number in (1, 2):
        made, gone, written = removed(("存在问题", number, "问题"), ("存在问题", number), text)
        assert [line.split(":")[0].strip(" -") for line in gone] == ["问题", "佐证", "改进", "进展"]
        assert written.count("#") == text.count("#")
        assert len(made.draft.report.problems) == 2


def test_wherever_an_entry_goes_the_file_reads_as_the_session_holds_it() -> None:
    text = JIANGLIN.read_text(encoding="utf-8")
    start = opened(text)
    tried = refused = 0
    for path, question in start.questions.items():
        for item in list_removable(start.data, question):
            made = take_step(take_step(start, Jump(path)), Remove(item))
            tried, refused = tried + 1, refused + bool(made.refused)
            written = change_values(text, "x.yaml", made.changes)
            assert trimmed(parse_yaml(written, "x.yaml").data) == trimmed(made.data)
            assert len(made.draft.faults) == len(start.draft.faults)
            assert made.at is None or made.at in made.questions
    assert tried > refused > 0  # what a problem refers to stays
