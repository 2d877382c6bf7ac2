"""An edited draft comes back through the wizard in a real pseudo-terminal."""

from pathlib import Path
from typing import Any

import pytest

from gkdraft.pipeline import draft_report
from helpers.editing import Editor
from helpers.guide import check_screen
from helpers.pulling import (
    CELL,
    EDITED,
    PROBLEM,
    change_cell,
    change_one_of_two,
    change_problem,
    change_total,
    edited,
    held,
)
from helpers.terminal import Tty, shortcut

pytestmark = pytest.mark.terminal
SCREENS = ["改稿", "不写入"]


@pytest.fixture(scope="module")
def pulled(tmp_path_factory: Any) -> tuple[Path, dict[str, str]]:
    """A data file that took back an edited draft, and the screens on the way."""
    folder = tmp_path_factory.mktemp("pulled")
    data = edited(folder, change_problem, change_one_of_two, change_total, change_cell)
    tty, shots = Tty(data), {}
    home = tty.wait("有人改过的稿子：1 份")
    tty.turn(f"{shortcut(home, '有人改过的稿子')}\r", EDITED)
    tty.turn("1\r", "有把握的 3 项 · 不能写入数据文件的 1 项")
    tty.turn("1\r", "2 → 5")
    tty.turn("1\r", "9 → 10")
    shots["改稿"] = tty.turn("1\r", "第 3 项，共 3 项")
    shots["不写入"] = tty.turn("1\r", "合计由各项相加")
    shots["核对"] = tty.turn("1\r", "核对结果 1/")
    while "GK601" not in tty.text:
        tty.turn(f"{shortcut(tty.text, '以后再说')}\r", "核对结果")
    tty.turn(f"{shortcut(tty.text, '回首页')}\r", "离开")
    tty.kill()
    return data, shots


def test_what_was_taken_is_in_the_file_and_in_the_next_draft(
    pulled: tuple[Path, dict[str, str]],
) -> None:
    data = pulled[0]
    assert held(data, CELL) == "5"
    assert "12个" in str(held(data, PROBLEM))
    again = data.parent / "再生成.docx"
    again.write_bytes(draft_report(data).render(".docx"))
    editor = Editor(again)
    assert editor.find("年末现行有效规章10件") is not None
    assert editor.find("64个专区中有12个") is not None
    assert len(list(data.parent.glob("*（收回改稿前）.yaml"))) == 1


@pytest.mark.parametrize("name", SCREENS)
def test_screens_are_as_accepted_and_as_the_guide_shows_them(
    name: str, pulled: tuple[Path, dict[str, str]], request: Any
) -> None:
    shot = pulled[1][name]
    check_screen(name, shot, request.config.getoption("--accept"))


def test_ctrl_c_between_two_changes_loses_nothing_that_was_taken(tmp_path: Path) -> None:
    data = edited(tmp_path, change_cell, change_problem)
    tty = Tty(data, GKDRAFT_LANG="en")
    home = tty.wait("Edited drafts: 1")
    tty.turn(f"{shortcut(home, 'Edited drafts')}\r", EDITED)
    tty.turn("1\r", "one by one")
    tty.turn("1\r", "item 1 of 2")
    tty.turn("1\r", "item 2 of 2")
    assert "wizard 2026.yaml" in tty.ended("\x03").replace("\n", "")
    assert held(data, CELL) == "5"
    assert "9个" in str(held(data, PROBLEM))
