"""A paste at a question of words: tidied, told below the line, back as it was by Ctrl-Z."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from prompt_toolkit.application import get_app

from gkdraft.base.plain_data import look_up
from gkdraft.report import datafile
from gkdraft.wizard.answers.pasted import Tidied, tidy_paste
from gkdraft.wizard.answers.session import Answer
from gkdraft.wizard.file.sitting import Sitting
from gkdraft.wizard.screens.asking import Asking
from gkdraft.wizard.screens.burst import END, START
from helpers.prompting import ENTER, ESC, send, typing
from helpers.sessions import TOWN, WORDS
from helpers.terminal import Tty

CTRL_Z, CTRL_D = "\x1a", "\x04"
RAW = "县自然资源局整理 历史规划\n11 份（2006年以来），\n于6月集中发布；\n\n县发展改革局整理5份。"
TIDY = "县自然资源局整理历史规划11份（2006年以来），于6月集中发布；\n\n县发展改革局整理5份。"
SAID = "粘贴的文字接了 2 处断行，去掉 2 处空格；Ctrl-Z 还原成原样"
BACK = "已还原成粘贴时的原样"


LIST = "工作动态 12\n通知公告 8"


def bracketed(text: str) -> str:
    return f"{START}{text}{END}"


def asked(keys: str, *later: tuple[str, str], tidy: Callable[[str], Tidied] = tidy_paste) -> Any:
    """What is answered; `later` are keys that are pressed once the line holds a text."""
    waiting = [("", keys), *later]
    with typing("") as terminal:

        def below(text: str) -> list[str]:
            is_shown = get_app().is_running  # what comes before is typed ahead
            if is_shown and waiting and text == waiting[0][0]:
                send(waiting.pop(0)[1])
            return []

        return terminal.ask(lambda text: "", below, prose=True, tidy=tidy)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_paste_is_tidied_whether_it_comes_in_brackets_or_as_keys(end: str) -> None:
    assert asked(bracketed(RAW.replace("\n", end)) + ENTER) == TIDY
    assert asked(RAW.replace("\n", "\r") + "\r", (TIDY, ENTER)) == TIDY


def test_what_was_typed_before_a_paste_and_after_it_stays_as_it_was_typed() -> None:
    assert asked("甲 乙 " + bracketed("丙 丁") + " 戊 己" + ENTER) == "甲 乙 丙丁 戊 己"
    assert asked("甲 乙 1 件" + ENTER) == "甲 乙 1 件"


def test_ctrl_z_brings_the_paste_back_as_it_came_and_once_only() -> None:
    keys = "甲 乙：" + bracketed(RAW)
    assert asked(keys + CTRL_Z + ENTER) == f"甲 乙：{RAW}"
    assert asked(keys + CTRL_Z + CTRL_Z + ENTER) == f"甲 乙：{RAW}"
    assert asked(RAW.replace("\n", "\r"), (TIDY, CTRL_Z), (RAW, ENTER)) == RAW


def test_ctrl_z_does_nothing_once_something_else_stands_there() -> None:
    assert asked(bracketed(RAW) + "。" + CTRL_Z + ENTER) == f"{TIDY}。"
    assert asked("甲 乙" + CTRL_Z + ENTER) == "甲 乙"
    clean = "全年受理申请12件。"
    assert asked(bracketed(clean) + CTRL_Z + ENTER) == clean


def test_of_two_pastes_the_last_comes_back() -> None:
    keys = bracketed("甲 乙，") + bracketed("丙 丁") + CTRL_Z + ENTER
    assert asked(keys) == "甲乙，丙 丁"


def test_figures_and_lists_stay_as_they_come() -> None:
    assert (
        asked(bracketed("工作动态 12\n通知公告 8") + ENTER, tidy=Tidied)
        == "工作动态 12\n通知公告 8"
    )


@pytest.mark.parametrize(
    ("place", "raw", "held"),
    [
        (("联系", "地址"), "江临市 城东镇\n某路 1 号", "江临市城东镇某路1号"),
        (("总体情况", "主动公开", "亮点", 0), RAW, TIDY),
        (("总体情况", "主动公开", "数据", "分类公开数"), LIST, LIST),
    ],
)  # fmt: skip
def test_what_a_question_asks_for_says_how_a_paste_is_tidied(
    place: Any, raw: str, held: str, report: Any
) -> None:
    sitting = Sitting(report(TOWN))
    sitting.jump(place)
    question = sitting.session.question
    assert question
    with typing(bracketed(raw) + ENTER) as terminal:
        assert Asking(terminal, WORDS, sitting.session, question).ask() == Answer(held)


ONE = TOWN + "总体情况: {主动公开: {亮点: [上线专栏2个]}}\n"


def at_highlights(tmp_path: Path, text: str, key: str) -> tuple[Tty, Path]:
    """The wizard at the first highlight of a township, reached by a key from its block."""
    path = tmp_path / "2026.yaml"
    path.write_text(text, encoding="utf-8")
    tty = Tty(path)
    tty.wait("离开")
    screen = tty.turn("8\r", "题，共")
    while not re.search("\n亮点（主动公开）(?: 1)?　可不填", screen):
        screen = tty.turn(key, "题，共")
    return tty, path


@pytest.mark.terminal
@pytest.mark.parametrize("brackets", [True, False])
def test_a_paste_is_told_in_a_terminal_put_back_by_a_key_and_saved(
    brackets: bool, tmp_path: Path
) -> None:
    tty, path = at_highlights(tmp_path, TOWN, "\r")
    raw = RAW.replace("\n", "\r")
    tty.press(bracketed(raw) if brackets else raw, SAID)
    assert BACK in tty.press(CTRL_Z, BACK)
    assert SAID not in tty.press(CTRL_Z + "。", lambda text: BACK not in text)
    tty.press("\x7f", BACK)  # the paste stands there again
    tty.turn("\r")
    tty.kill()
    held = look_up(datafile.read_datafile(path).data, ("总体情况", "主动公开", "亮点", 0))
    assert str(held).rstrip("\n") == RAW


@pytest.mark.terminal
def test_an_entry_is_deleted_in_a_terminal_after_one_look(tmp_path: Path) -> None:
    tty, path = at_highlights(tmp_path, ONE, ESC)
    assert "» 2) 不删" in tty.turn(CTRL_D, "要删去的是：\n上线专栏2个")
    tty.turn("\r", "亮点（主动公开） 1")
    tty.turn(CTRL_D, "要删去的是")
    assert "已删去：上线专栏2个" in tty.turn("1\r", "已删去")
    tty.kill()
    assert not look_up(datafile.read_datafile(path).data, ("总体情况", "主动公开", "亮点"))
