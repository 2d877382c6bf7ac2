"""After an answer the rules are asked: what is new at its place is put to the person once."""

from pathlib import Path
from typing import Any

import pytest

from gkdraft.base import yaml_reading
from gkdraft.base.plain_data import look_up
from gkdraft.base.yaml_reading import parse_yaml
from gkdraft.prose import narrative
from gkdraft.report import datafile, intake
from gkdraft.rules import judging
from gkdraft.rules.equations import check_equations
from gkdraft.rules.findings import Finding, Severity
from gkdraft.rules.registry import Said, is_waivable
from gkdraft.wizard.answers.new_findings import find_new_above, find_new_below
from gkdraft.wizard.answers.session import Answer, Fill, Jump, Nothing
from gkdraft.wizard.answers.steps import take_step
from gkdraft.wizard.file.sitting import Sitting
from gkdraft.wizard.run import Wizard
from gkdraft.wizard.table.grid import EntryGrid
from helpers.prompting import ENTER, answering
from helpers.sessions import CELLS, TABLE3, TOWN, opened

DATA = ("总体情况", "主动公开", "数据")
SITE = (*DATA, "政府网站发布数")
WHOLE = TOWN + "总体情况: {主动公开: {数据: {主动公开信息总数: 100}}}\n"
CITY = TOWN.replace("乡级政府", "市级政府")
TASK = TOWN + "要点: [{组: [{任务: [{标题: 修订公开目录, 状态: 完成}]}]}]\n"
DONE = ("要点", 0, "组", 0, "任务", 0, "落实情况")
PROBLEM = "两个村的公开栏因人员变动全年有3次未按月更新"
TOLD = f"{TOWN}存在问题: [{{问题: {PROBLEM}}}]\n"
FORUMS = CITY + "总体情况: {主动公开: {数据: {新闻发布会场次: 6}}}\n"
TOLD_FORUMS = CITY + "总体情况: {监督保障: {亮点: [召开新闻发布会6场]}}\n"
TASK_FIGURE = TASK.replace("完成}", "完成, 数据: [{项目: 座谈会, 数: 3, 单位: 场}]}")
LAST = f"{TOWN}上年: {{存在问题: [{{问题: {PROBLEM}}}]}}\n"


@pytest.mark.parametrize(
    ("text", "place", "typed", "code"),
    [
        (WHOLE, SITE, "120", "GK305"),
        (TOLD, ("存在问题", 0, "改进"), PROBLEM, "GK506"),
        (TOWN, ("主动公开", "规章", "制发"), "3", "GK308"),
        (TASK, DONE, "认真落实，成效明显", "GK402"),
        (TASK, DONE, "目前已修订目录3项", "GK404"),
        (LAST, ("存在问题", 0, "问题"), PROBLEM, "GK504"),
        (TOWN, ("联系", "电话"), "12345号码", "GK507"),
        (TOWN, ("联系", "网站", "网址"), "www。example。gov。cn", "GK507"),
        (CITY, (*DATA, "政策解读数"), "3.5", "GK315"),
        (TOWN, ("总体情况", "主动公开", "亮点", 0), "无", "GK506"),
        (FORUMS, ("总体情况", "监督保障", "亮点", 0), "召开新闻发布会6场", "GK505"),
        (TOLD_FORUMS, (*DATA, "新闻发布会场次"), "6", "GK505"),  # whichever is answered last
        (TASK_FIGURE, DONE, "召开座谈会4场", "GK405"),
    ],
)
def test_what_a_rule_says_of_an_answer_is_asked_before_it_is_saved(
    text: str, place: Any, typed: str, code: str, report: Any
) -> None:
    path = report(text)
    for keys, held in [(ENTER, None), ("1" + ENTER, typed)]:
        with answering(typed + ENTER, keys, "\x03\x03") as terminal:
            wizard = Wizard(Sitting(path), terminal)
            wizard.sitting.jump(place)
            assert [f.code for f in wizard.sitting.judge(Answer(typed))] == [code]
            with pytest.raises(KeyboardInterrupt):
                wizard.walk()
        assert look_up(datafile.read_datafile(path).data, place) == held


def test_parts_beyond_their_total_are_told_by_the_rule_at_once(report: Any) -> None:
    sitting = Sitting(report(WHOLE))
    sitting.jump((*DATA, "分类公开数"))
    assert [f.code for f in sitting.judge(Answer("工作动态 80，通知公告 60"))] == ["GK306"]
    assert not sitting.judge(Answer("工作动态 80，通知公告 20"))


def test_what_was_said_before_and_what_is_still_open_is_not_asked_again(report: Any) -> None:
    sitting = Sitting(report(WHOLE))
    sitting.jump(SITE)
    assert sitting.act(Answer("120"))
    sitting.jump(SITE)
    assert not sitting.judge(Answer("120"))
    assert sitting.judge(Answer("130"))  # another figure, looked at anew
    sitting.jump(("主动公开", "规章", "制发"))
    assert not sitting.judge(Nothing())  # GK001 now names the other two cells


def test_what_an_answer_does_to_the_whole_is_told_on_the_next_screen_once(report: Any) -> None:
    sitting = Sitting(report(TOWN))
    told = []
    for number in range(3):
        sitting.jump(("总体情况", "主动公开", "亮点", number))
        assert sitting.act(Answer(f"第{number}件事" + "编制公开目录，" * 50))
        told.append(sitting.said)
    assert [said.count("GK501") for said in told].count(1) == 1
    assert all(said.splitlines()[-1].startswith("第一部分现有") for said in told)


def test_what_two_blocks_tell_is_listed_with_both(report: Any) -> None:
    text = FORUMS.replace("}}}", "}}, 监督保障: {亮点: [召开新闻发布会6场]}}")
    sitting = Sitting(report(text))
    listed = []
    for place in ((*DATA, "新闻发布会场次"), ("总体情况", "监督保障", "亮点", 0)):
        block = sitting.session.find_block(place)
        listed.append([f for f in sitting.list_findings(block) if f.code == "GK505"])
    assert listed[0] == listed[1] != []


def test_notes_wait_for_the_end_of_the_block() -> None:
    found = [Finding("GK999", Severity.NOTE, "…", ("存在问题", 0))]
    assert not list(find_new_below((), found, [("存在问题", 0)]))
    assert not list(find_new_above((), found, [("存在问题", 0, "问题")]))


def test_the_rules_errors_in_a_table_are_those_said_before_it_is_left(report: Any) -> None:
    sitting = Sitting(report(TOWN + "复议诉讼: {行政复议: {总计: 9, 其余: 0}}\n"))
    form = sitting.session.book.layout.form_by_key["复议诉讼"]
    assert [finding.code for finding in sitting.judge_form(form)] == ["GK104"]
    other = sitting.session.book.layout.form_by_key["申请情况"]
    assert not sitting.judge_form(other)


def test_an_answer_is_parsed_and_read_and_reported_once(report: Any, monkeypatch: Any) -> None:
    path: Path = report(TOWN + "存在问题:\n  - 问题: 甲\n")
    counts = dict.fromkeys(("parse", "read", "compose", "check"), 0)

    def count(patch: Any, module: Any, name: str, what: str) -> None:
        inner = getattr(module, name)

        def counted(*args: Any, **more: Any) -> Any:
            counts[what] += 1
            return inner(*args, **more)

        patch.setattr(module, name, counted)

    wizard = Wizard(Sitting(path), None)  # type: ignore[arg-type]
    sitting = wizard.sitting
    sitting.list_findings()
    for place, typed in [
        (("主动公开", "行政许可"), "7"),
        (("存在问题", 0, "改进"), '每季度检查一次 "公开栏"：\n两村'),
    ]:
        sitting.jump(place)
        with monkeypatch.context() as patch:
            count(patch, yaml_reading._Reader, "document", "parse")
            count(patch, intake, "read_draft", "read")
            count(patch, narrative, "compose_document", "compose")
            count(patch, judging, "check_draft", "check")
            assert not wizard.questions.judge(Answer(typed))
            assert sitting.act(Answer(typed))
            sitting.refresh()
            sitting.list_findings()
        assert counts == {"parse": 1, "read": 1, "compose": 1, "check": 1}
        counts.update(dict.fromkeys(counts, 0))
        # what the session goes on with is what stands in the file
        held = parse_yaml(path.read_text(encoding="utf-8"), "x")
        assert sitting.session.data == held.data
        draft = opened(path.read_text(encoding="utf-8")).draft
        assert sitting.session.draft.report == draft.report
        assert sitting.session.draft.figures == draft.figures


def test_only_what_a_reason_can_explain_is_offered_one() -> None:
    codes = {"GK201": True, "GK101": False, "GK901": False}  # the last of a person's own form
    for code, expected in codes.items():
        assert is_waivable(Finding(code, Severity.ERROR, "…")) is expected


@pytest.mark.parametrize("column", ["自然人", "其他"])
def test_the_balance_under_a_table_is_that_of_the_rule(column: str) -> None:
    cells = CELLS | {("本年新收", column): "999"}
    found = opened(TOWN)
    found = take_step(take_step(found, Jump(("申请情况",))), Fill(cells))
    verdicts = check_equations(found.draft, "GK101")
    said = [verdict.path[-1] for verdict in verdicts if isinstance(verdict, Said)]
    balances = EntryGrid(TABLE3, cells, {}).balances
    off = [name for name, balance in balances.items() if balance.off]
    assert said == [column]  # of a total that nobody typed the rule says nothing
    assert off == [column, "总计"]
