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
    screen = tty.turn(f"{shortcut(home, '要点任务')}\r", "不涉及单位")
    assert "本镇 3、省第4厅 1" in screen
    shown = tty.turn("省\r", "57 项算不涉及")
    assert "第4项“乙4”" in shown
    tty.turn("1\r", "一句话交代几项任务")
    tty.turn("公开目录3份和公报改版于9月完成\r", "本组的写法")
    tty.turn("\r", "任务：1 甲1")
    for number in (1, 2, 3):
        asked = tty.turn("1\r", "空着的由本组的落实情况交代" if number < 4 else "")
        assert f"任务：{number} 甲{number}" in asked
        tty.turn("\r", "数据")
        tty.turn("\r", "依据")
        telling = tty.turn("\r", "只列对照表")
        assert "» 4) 以后再说" in telling
        tty.turn("\r", "写在哪个方面")
        tty.turn(f"{1}\r", f"任务：{number + 1} " if number < 3 else "算不涉及；其实涉及的")
    tty.turn("\x07", "0 回首页")
    assert "要答的都答了" not in tty.turn("0\r", "离开")
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
    tty.turn(f"{shortcut(home, '要点任务')}\r", "不涉及单位")
    tty.turn("省\r", "57 项算不涉及")
    tty.turn("1\r", "一句话交代几项任务")
    tty.turn("\x1b", "现填：省")
    tty.turn("-\r", "一句话交代几项任务")
    tty.kill()
    assert {answer.state for answer in draft_report(path).answers()} == {"未答"}
