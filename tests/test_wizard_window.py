"""Windows that are too small, and pastes that are too long, on every kind of page."""

import os
import re
from pathlib import Path

import pytest
from prompt_toolkit.input import DummyInput, create_pipe_input

from gkdraft.base.plain_data import look_up
from gkdraft.report import datafile
from gkdraft.wizard.screens.burst import END, MOST, START, Sieve, bound_bursts
from gkdraft.wizard.screens.table import Screen
from gkdraft.wizard.table.grid import EntryGrid
from gkdraft.wizard.table.sheet import Cells, Saved
from helpers.commands import new
from helpers.prompting import DOWN, ENTER, ESC, typing
from helpers.sessions import TABLE3
from helpers.terminal import Tty

PAGES = {"line": ("2\r", "规章"), "list": ("1\r", "» 3) 以后再说"), "table": ("3\r", "表三")}
KEYS = ("7", "\t", ENTER, DOWN, ESC, "\x07", "q", "N", "九", f"{START}12\t3\n4\t5{END}", "\x1bOP")


def at_page(page: str, tmp_path: Path, columns: int = 80, rows: int = 24) -> tuple[Tty, Path, str]:
    path = new(tmp_path)
    tty = Tty(path, columns, rows)
    tty.wait("离开")
    return tty, path, tty.turn(*PAGES[page])


@pytest.mark.terminal
@pytest.mark.parametrize("page", PAGES)
def test_a_window_that_is_too_small_takes_no_key_and_the_page_is_there_again_afterwards(
    page: str, tmp_path: Path
) -> None:
    tty, path, seen = at_page(page, tmp_path)
    if page != "list":
        seen = tty.press("12", "12")
    before = path.read_bytes()
    for columns, rows in [(20, 5), (80, 3), (30, 24)]:
        small = tty.resize(columns, rows, "窗口太小")
        assert f"（{columns}×{rows}）" in small.replace("\n", "")
        assert tty.refuse(*KEYS) == small
        assert not re.search(r"[A-Za-z]{2,}", small)
        assert tty.resize(80, 24, lambda text: "窗口太小" not in text) == seen
    assert path.read_bytes() == before
    tty.kill()


@pytest.mark.terminal
@pytest.mark.parametrize("page", PAGES)
def test_a_window_that_is_too_small_can_be_left_by_ctrl_c(page: str, tmp_path: Path) -> None:
    tty, path, _seen = at_page(page, tmp_path)
    before = path.read_bytes()
    tty.resize(20, 5, "窗口太小")
    assert "已保存" in tty.ended("\x03").replace("\n", "")
    assert path.read_bytes() == before


@pytest.mark.terminal
def test_the_wizard_begins_in_a_window_that_is_too_small_once_it_is_enlarged(
    tmp_path: Path,
) -> None:
    tty = Tty(new(tmp_path), 20, 5)
    tty.wait("窗口太小")
    tty.refuse(ENTER, "1")
    tty.resize(80, 24, "离开")
    tty.turn("2\r", "规章")
    tty.kill()


@pytest.mark.terminal
def test_a_card_that_a_shrunk_window_cut_off_is_there_again_in_a_larger_one(
    tmp_path: Path,
) -> None:
    tty, _path, seen = at_page("line", tmp_path)
    seen = tty.press("12", "12")
    tty.resize(60, 12, "12")
    assert tty.resize(80, 24, "规章") == seen
    tty.kill()


ANSWERED = {
    "line": ("0\r", ("主动公开", "规章", "制发"), "0"),
    "list": ("2\r", ("机关", "口径"), "汇总"),
    "table": ("7\t", ("申请情况", "本年新收", "自然人"), "7"),
}
SENTENCE = "今年办了3件事，共12.5万元\t4\r"
LONG = SENTENCE * (10_000_000 // len(SENTENCE.encode()))


@pytest.mark.terminal
@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(("start", "end"), [(START, END), ("", "")])
def test_a_paste_of_ten_megabytes_is_refused_and_what_is_typed_then_is_saved(
    page: str, start: str, end: str, tmp_path: Path
) -> None:
    tty, path, _seen = at_page(page, tmp_path)
    before = path.read_bytes()
    shown = tty.pour(start + LONG + end, "贴的内容太长（超过 10 万字），没有放入")
    assert "今年" not in shown
    assert path.read_bytes() == before
    keys, place, answer = ANSWERED[page]
    if page == "table":
        tty.press(keys, "7")
    else:
        tty.turn(keys)
    assert look_up(datafile.read_datafile(path).data, place) == answer
    tty.kill()


@pytest.mark.terminal
def test_a_text_pasted_at_a_list_neither_chooses_nor_stands_beside_it(tmp_path: Path) -> None:
    tty, _path, _seen = at_page("list", tmp_path)
    shown = tty.pour(f"{START}{SENTENCE * 200}{END}{DOWN}", "» 4) 不填（略）")
    assert "今年" not in shown
    tty.kill()


def test_what_of_a_long_paste_was_taken_for_keys_is_taken_out_of_the_table_again() -> None:
    saved: list[Cells] = []

    def save(found: Cells) -> Saved:
        saved.append(found)
        return Saved(found, found)

    with typing(""):
        screen = Screen(EntryGrid(TABLE3, {}, {}), save)
        screen.begin_burst()
        screen.take_edit(screen.grid.type_digit("7").tab().type_digit("8").tab())
        screen.refuse_burst()
    assert (screen.grid.cells, saved[-1]) == ({}, {})
    assert "没有放入" in screen.grid.said


def test_a_burst_goes_on_behind_a_character_cut_in_its_bytes_and_its_page_is_told() -> None:
    told: list[str] = []
    with Path(os.devnull).open("rb") as always_more, create_pipe_input() as source:
        pieces = ["九" * 60_000, "", "", "九" * 60_000, *[""] * 4, "1", *[""] * 4]
        source.stdin_reader.read = lambda _count: pieces.pop(0)
        source.fileno = always_more.fileno
        bound_bursts(source, lambda: told.append("begun"), lambda: told.append("refused"))
        assert source.stdin_reader.read() == ""
        assert source.stdin_reader.read() == "1"
    assert told[:3] == ["begun", "begun", "refused"]


def test_without_the_librarys_reader_nothing_is_bounded() -> None:
    bound_bursts(DummyInput(), lambda: pytest.fail("begun"), lambda: pytest.fail("refused"))


# --- what may go on, without a terminal


def sifted(*pieces: str, most: int = 10) -> tuple[str, int]:
    """What of some pieces goes on, and how many bursts were refused."""
    sieve = Sieve(most)
    ready = "".join(map(sieve.take, pieces))
    return ready + sieve.pause(), sieve.refused


@pytest.mark.parametrize("piece", [1, 3, 1000])
@pytest.mark.parametrize(
    ("text", "found", "refused"),
    [
        ("0123456789", "0123456789", 0),
        ("0123456789A", "", 1),
        (f"{START}0123456789{END}", f"{START}0123456789{END}", 0),
        (f"{START}0123456789A{END}", "", 1),
        (f"a{START}{'x' * 99}{END}b", "ab", 1),
        (f"{START}1{END}{START}{'x' * 99}{END}{START}2{END}", f"{START}1{END}{START}2{END}", 1),
        (f"{'x' * 99}{START}1{END}", f"{START}1{END}", 1),
        ("\x1b[A\x1b[2", "\x1b[A\x1b[2", 0),
    ],
)
def test_a_burst_goes_on_whole_or_not_at_all_however_it_is_cut(
    piece: int, text: str, found: str, refused: int
) -> None:
    pieces = [text[start : start + piece] for start in range(0, len(text), piece)]
    assert sifted(*pieces) == (found, refused)


def test_a_long_burst_without_brackets_is_one_paste() -> None:
    text = "今年办了3件事。\r" * 1000
    assert sifted(text, most=MOST) == (f"{START}{text[:-1]}{END}", 0)
    assert sifted("一" * 3000 + "\r", most=MOST) == (f"{START}{'一' * 3000}{END}\r", 0)
    assert sifted("\r" * 3000, most=MOST) == ("", 0)
    assert sifted(f"{END}一" * 1000, most=MOST)[0].count(END) == 1


def test_a_bracketed_paste_is_held_back_over_pauses_until_it_has_ended() -> None:
    sieve = Sieve()
    assert sieve.take(f"{START}一") + sieve.pause() == ""
    assert sieve.take("二") + sieve.pause() == ""
    assert sieve.take(f"三{END}四") + sieve.pause() == f"{START}一二三{END}四"


def test_what_real_pastes_need_is_far_below_the_bound() -> None:
    assert sifted("今年办了3件事。" * 2000, most=MOST)[1] == 0
