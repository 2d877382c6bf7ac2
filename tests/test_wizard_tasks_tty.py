"""Sixty tasks of a notice in the wizard, in a real pseudo-terminal."""

from pathlib import Path

import pytest

from gkdraft.pipeline import draft_report
from helpers.sessions import TOWN
from helpers.terminal import Tty, shortcut

pytestmark = pytest.mark.terminal


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A notice whose first group is the town's, and 57 tasks of bodies of the province."""
    tasks = [f"- {{序号: '{n}', 标题: 甲{n}, 责任单位: [本镇]}}" for n in range(1, 4)]
    others = [f"- {{序号: '{n}', 标题: 乙{n}, 责任单位: [省第{n}厅]}}" for n in range(4, 61)]
    lines = [
        *("要点:", "  - 标题: 2026年政务公开工作要点", "    组:"),
        *("      - 标题: 提高公开质量", "        任务:", *(f"          {line}" for line in tasks)),
        *("      - 标题: 省里的事", "        任务:", *(f"          {line}" for line in others)),
    ]
    path = tmp_path / "2026.yaml"
    path.write_text(TOWN + "\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_sixty_tasks_are_answered_by_one_word_and_one_sentence(path: Path) -> None:
    tty = Tty(path)
    home = tty.wait("离开")
    tty.turn(f"{shortcut(home, '要点任务')}\r", "答完 0/60")
    tty.turn("\x1b[A" * 2 + "\r", "不涉及单位")
    assert "本镇 3、省第4厅 1" in tty.text
    assert "第4项“乙4”" in tty.turn("省\r", "57 项算不涉及")
    tty.turn("1\r", "答完 57/60")
    tty.turn("\x1b[A\r", "一句话交代几项任务")
    tty.turn("公开目录3份和公报改版于9月完成\r", "答完 57/60")
    tty.turn("\x1b[A1", "全组 3 项都记为“完成”")
    assert "【提高公开质量】" in pointed(tty.turn("1\r", "答完 60/60"))
    tty.turn("\x1b", "60/60")
    tty.kill()
    result = draft_report(path)
    states = [answer.state for answer in result.answers()]
    assert (states.count("完成"), states.count("不涉及")) == (3, 57)
    told = {answer.told for answer in result.answers()[:3]}
    assert told == {"公开目录3份和公报改版于9月完成（见本组）"}
    text = path.read_text(encoding="utf-8")
    assert "写法" not in text
    assert text.count("状态: 完成") + text.count("状态: '完成'") == 3


def test_a_stroke_is_taken_back_by_taking_out_the_word(path: Path) -> None:
    tty = Tty(path)
    home = tty.wait("离开")
    tty.turn(f"{shortcut(home, '要点任务')}\r", "答完 0/60")
    tty.turn("\x1b[A" * 2 + "\r", "不涉及单位")
    tty.turn("省\r", "57 项算不涉及")
    tty.turn("1\r", "答完 57/60")
    tty.turn("\x1a", "答完 0/60")
    tty.kill()
    assert {answer.state for answer in draft_report(path).answers()} == {"未答"}


def test_a_task_is_told_of_on_one_page_and_the_list_goes_on_with_the_next(path: Path) -> None:
    tty = Tty(path)
    home = tty.wait("离开")
    tty.turn(f"{shortcut(home, '要点任务')}\r", "答完 0/60")
    assert "1 甲1" in pointed(tty.turn("1", "情况未写"))
    assert "» 落实情况" in tty.turn("\r", "1 甲1")
    assert "2 甲2" in pointed(tty.turn("公开目录3份于9月完成\r", "答完 1/60"))
    tty.turn("\x1b[A\r", "» 落实情况")
    assert "  落实情况　公开目录3份于9月完成" in tty.turn("\t", "» 数据")
    tty.turn("意见征集 12 期\t", "» 依据")
    assert "  数据　意见征集 12 期" in tty.turn("\x1b[Z", "» 数据") or "现填：意见征集" in tty.text
    assert "答完 1/60" in tty.turn("\x1b", "要点任务")
    tty.kill()
    task = draft_report(path).draft.report.notices[0].groups[0].tasks[0]
    assert (task.state, task.figures[0].item) == ("完成", "意见征集")


def test_a_number_pressed_at_the_end_of_the_list_or_at_a_name_of_bodies_records_nothing(
    path: Path,
) -> None:
    tty = Tty(path)
    home = tty.wait("离开")
    tty.turn(f"{shortcut(home, '要点任务')}\r", "答完 0/60")
    for way in ("\x1b[A" * 2, "\x1b[A"):  # up to the bodies, and over the top to the end
        assert "光标移到一项任务或组名上" in tty.turn(f"{way}4", "答完 0/60")
    tty.kill()
    assert "状态" not in path.read_text(encoding="utf-8")


def test_tasks_without_an_aspect_are_asked_about_on_one_page(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("标题: 甲1,", "标题: 甲1, 方面: 平台建设,"), encoding="utf-8")
    tty = Tty(path)
    home = tty.wait("离开")
    tty.turn(f"{shortcut(home, '要点任务')}\r", "答完 0/60")
    tty.turn("\x1b[A" * 4 + "\r", "还有 59 项没有定")
    assert "甲1" not in tty.text
    assert "【省里的事】" in pointed(tty.turn("1", "还有 57 项没有定"))
    assert "还有 59 项没有定" in tty.turn("\x1a", "还有 59 项")
    tty.turn("\x1b[A" * 2 + "5", "还有 58 项没有定")
    tty.turn("\x1b", "方面没有定的 58 项")
    tty.kill()
    first, *_rest = draft_report(path).draft.report.notices[0].groups
    assert [task.aspect for task in first.tasks] == ["平台建设", "监督保障", ""]


def test_a_task_of_another_notice_is_offered_to_be_merged_into_and_never_is_unasked(
    tmp_path: Path,
) -> None:
    one = "  - 标题: 省{0}\n    组:\n      - 标题: 公开\n        任务:\n          - {{标题: {1}}}\n"
    path = tmp_path / "2026.yaml"
    notices = one.format("要点", "办好政府公报") + one.format("分解表", "推进政府公报创新发展")
    path.write_text(f"{TOWN}要点:\n{notices}", encoding="utf-8")
    tty = Tty(path)
    home = tty.wait("离开")
    tty.turn(f"{shortcut(home, '要点任务')}\r", "未答，可并入")
    assert "并入" not in path.read_text(encoding="utf-8")
    tty.turn("\x1b[B" * 2 + "\r", "并入另一项，不再另写")
    tty.turn("\x1b[Z", "可能是同一件事：要点.1.组.1.任务.1 办好政府公报")
    tty.turn("1\r", "并入 要点.1.组.1.任务.1")
    tty.turn("\x1a", "未答，可并入")
    tty.kill()
    assert "并入: 要点" not in path.read_text(encoding="utf-8")


def pointed(screen: str) -> str:
    """The line of a list at which its cursor stands."""
    return next(line for line in screen.splitlines() if "»" in line)
