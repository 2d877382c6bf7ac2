"""A merge into an edited draft through the wizard in a real pseudo-terminal."""

from pathlib import Path
from typing import Any

import pytest

from helpers.guide import check_screen
from helpers.guide_onto import EDITED, make_example
from helpers.merging import read_cells
from helpers.terminal import Tty, shortcut

pytestmark = pytest.mark.terminal
NAME = "并入"


@pytest.fixture(scope="module")
def merged(tmp_path_factory: Any) -> tuple[Path, str]:
    """A data file whose draft was merged into, and the first page of what was to change."""
    data = make_example(tmp_path_factory.mktemp("merged"))
    tty = Tty(data)
    home = tty.wait("有人改过的稿子：1 份")
    tty.turn(f"{shortcut(home, '生成 Word 草稿')}\r", "并进改稿")
    shot = tty.turn("2\r", "第 1 页，共")
    while "下一页" in tty.text:
        page = int(tty.text.split("第 ")[1].split(" 页")[0])
        tty.turn(f"{shortcut(tty.text, '下一页')}\r", f"第 {page + 1} 页")
    assert "两边都改了的" in tty.text
    tty.turn(f"{shortcut(tty.text, '写入稿子')}\r", "已并入")
    tty.kill()
    return data, shot


def test_what_was_written_is_in_the_draft_and_the_old_one_beside_it(
    merged: tuple[Path, str],
) -> None:
    data, _ = merged
    assert read_cells(data, data.parent / EDITED)["表三 本年新收·总计"] == "557"
    assert len(list(data.parent.glob("*（并入前）.docx"))) == 1


def test_the_page_is_as_accepted_and_as_the_guide_shows_it(
    merged: tuple[Path, str], request: Any
) -> None:
    shot = merged[1]
    check_screen(NAME, shot, request.config.getoption("--accept"))
