"""已保存 is said only of what is in the file; what cannot be written waits and is never lost."""

import os
from pathlib import Path
from typing import Any

import pytest

from gkdraft.base.places import parse_path
from gkdraft.base.plain_data import look_up
from gkdraft.cli.common import UNSAVED
from gkdraft.layout.form import Form
from gkdraft.report import datafile
from gkdraft.wizard.answers.session import Answer, Jump
from gkdraft.wizard.file.ending import end_sitting
from gkdraft.wizard.file.presence import enter_file
from gkdraft.wizard.file.sitting import Sitting
from helpers.commands import new
from helpers.sessions import TOWN
from helpers.terminal import Tty, shortcut


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A data file of a township with a comment of somebody's."""
    made = tmp_path / "2026.yaml"
    made.write_text("# 别删\n" + TOWN, encoding="utf-8")
    return made


def count(sitting: Sitting, number: str, at: int = 0) -> str:
    """Answers one of the questions that want a count; its key."""
    places = [q.path for q in sitting.session.contents.questions.values() if q.kind == "count"]
    sitting.refresh()
    sitting.act(Jump(places[at]))
    assert sitting.act(Answer(number))
    return ".".join(map(str, places[at]))


def open_table(sitting: Sitting) -> Form:
    """Goes to table three."""
    questions = sitting.session.contents.questions.values()
    found = next(q for q in questions if q.form and q.form.key == "申请情况")
    sitting.act(Jump(found.path))
    assert found.form
    return found.form


def held(path: Path, key: str) -> object:
    return look_up(datafile.read_datafile(path).data, parse_path(key))


def protect(path: Path) -> None:
    path.chmod(0o444)


def test_an_answer_that_cannot_be_written_waits_and_is_told_at_every_step(path: Path) -> None:
    sitting, before = Sitting(path), path.read_bytes()
    protect(path)
    count(sitting, "7")
    for _ in range(2):
        assert "还有 1 步没有存进文件" in sitting.pop_said()
    count(sitting, "8", at=1)
    assert "还有 2 步没有存进文件" in sitting.pop_said()
    assert path.read_bytes() == before


def test_what_waits_is_written_as_soon_as_it_can_be(path: Path) -> None:
    sitting = Sitting(path)
    protect(path)
    first, second = count(sitting, "7"), count(sitting, "8", at=1)
    path.chmod(0o644)
    sitting.refresh()
    assert sitting.pop_said() == ""
    assert (held(path, first), held(path, second)) == ("7", "8")
    assert path.read_text(encoding="utf-8").startswith("# 别删\n")


def test_answers_go_on_as_if_they_were_saved(path: Path) -> None:
    sitting = Sitting(path)
    protect(path)
    key = count(sitting, "7")
    sitting.refresh()
    assert look_up(sitting.session.data, parse_path(key)) == "7"


def test_a_table_that_cannot_be_written_waits_as_well(path: Path) -> None:
    sitting = Sitting(path)
    form = open_table(sitting)
    protect(path)
    cells, row = sitting.session.list_cells(form), ("本年新收", "自然人")
    saved = sitting.fill(form, {**cells, row: "5"})
    assert saved.written
    assert "没有存进文件" in saved.said
    path.chmod(0o644)
    assert sitting.fill(form, {**saved.held, row: "6"}).said == ""
    assert held(path, ".".join(("申请情况", *row))) == "6"


def test_another_place_takes_all_answers(path: Path, tmp_path: Path) -> None:
    sitting, before = Sitting(path), path.read_bytes()
    protect(path)
    first = count(sitting, "7")
    other = tmp_path / "另存.yaml"
    assert sitting.move(other)
    second = count(sitting, "8", at=1)
    assert (held(other, first), held(other, second)) == ("7", "8")
    assert path.read_bytes() == before


def test_another_place_is_not_one_where_something_stands(path: Path, tmp_path: Path) -> None:
    sitting = Sitting(path)
    protect(path)
    count(sitting, "7")
    other = tmp_path / "有了.yaml"
    other.write_text("年度: 2025\n", encoding="utf-8")
    assert not sitting.move(other)
    assert other.read_text(encoding="utf-8") == "年度: 2025\n"
    assert len(sitting.store.waiting) == 1


def test_at_the_end_what_waits_is_in_a_file_beside_it(path: Path) -> None:
    sitting = Sitting(path)
    protect(path)
    key = count(sitting, "7")
    ending = end_sitting(sitting, interrupted=False)
    assert ending.waiting == 1
    assert ending.rescued is not None
    assert ending.rescued.parent == path.parent
    assert held(ending.rescued, key) == "7"


def test_where_nothing_can_be_written_the_answers_are_told(path: Path, monkeypatch: Any) -> None:
    sitting = Sitting(path)
    protect(path)
    count(sitting, "7")
    nowhere = path.parent / "没有这里"
    monkeypatch.setattr(sitting.store, "path", nowhere / "2026.yaml")
    monkeypatch.setenv("HOME", str(nowhere))
    monkeypatch.setattr("tempfile.tempdir", str(nowhere))
    ending = end_sitting(sitting, interrupted=False)
    assert ending.rescued is None
    assert "# 别删" in ending.text
    assert "7" in ending.text


def test_somebody_elses_change_at_a_place_that_waits_stays_and_is_told(path: Path) -> None:
    sitting = Sitting(path)
    protect(path)
    key = count(sitting, "7")
    path.chmod(0o644)
    changes = {parse_path(key): "99"}
    path.write_bytes(datafile.change_bytes(path.read_bytes(), path.name, changes)[0])
    sitting.refresh()
    assert held(path, key) == "99"
    assert "7" in sitting.pop_said()
    assert not sitting.store.waiting


def test_a_wizard_that_could_not_save_ends_with_another_status(tmp_path: Path) -> None:
    path = new(tmp_path)
    tty = Tty(path, rows=40)
    tty.wait("离开（已保存）")
    protect(path)
    tty.turn("2\r", "制发")
    tty.turn("0\r", "没有存进文件")
    tty.turn("\x07", "0 回首页")
    home = tty.turn("0\r", "会另存一份")
    assert "已保存" not in home
    ended = tty.ended(f"{shortcut(home, '离开')}\r")
    assert tty.child.returncode == UNSAVED
    assert "已保存" not in ended
    rescued = next(tmp_path.glob("*（没有存上的）.yaml"))
    assert held(rescued, "主动公开.规章.制发") == "0"


def test_two_sittings_on_one_file_keep_what_both_answered(path: Path) -> None:
    one, two = Sitting(path), Sitting(path)
    first = count(one, "7")
    second = count(two, "8", at=1)
    third = count(one, "9", at=2)
    assert [held(path, key) for key in (first, second, third)] == ["7", "8", "9"]


def test_of_two_answers_to_one_question_the_second_is_told_and_not_written(path: Path) -> None:
    one, two = Sitting(path), Sitting(path)
    place = next(q.path for q in one.session.contents.questions.values() if q.kind == "count")
    one.act(Jump(place))
    two.act(Jump(place))
    assert one.act(Answer("7"))
    assert not two.act(Answer("8"))
    assert two.contested
    assert held(path, ".".join(map(str, place))) == "7"


def test_tables_filled_in_by_two_are_one_table(path: Path) -> None:
    one, two = Sitting(path), Sitting(path)
    form = open_table(one)
    open_table(two)
    keys = [("本年新收", name) for name in ("自然人", "商业企业", "科研机构")]
    for sitting, key in ((one, keys[0]), (two, keys[1]), (one, keys[2])):
        cells = sitting.session.list_cells(form)
        assert sitting.fill(form, {**cells, key: "3"}).written
    found = [held(path, ".".join(("申请情况", *key))) for key in keys]
    assert found == ["3", "3", "3"]


def test_the_second_wizard_says_who_has_the_file_open(path: Path) -> None:
    with enter_file(path) as first, enter_file(path) as second:
        assert first == ""
        assert "也开着这份文件" in second
    with enter_file(path) as third:
        assert third == ""
    assert [left.name for left in path.parent.iterdir()] == [path.name]


def test_a_sitting_that_was_cut_off_is_told_to_the_next(path: Path) -> None:
    left = path.with_name(f".{path.name}.open")
    left.write_text('{"user": "经办人", "host": "办公室", "since": "01-05 09:00"}')
    with enter_file(path) as told:
        assert "经办人" in told
        assert "上次没有正常结束" in told


@pytest.mark.parametrize("text", ["", "[]", "{", '{"user": 1}', "\x1b[2J", "x" * 3_000_000])
def test_whatever_stands_in_a_notice_a_sitting_begins(path: Path, text: str) -> None:
    path.with_name(f".{path.name}.open").write_text(text)
    with enter_file(path) as told:
        assert "另一个向导" in told


@pytest.mark.skipif(os.name == "nt", reason="a folder that cannot be written to")
def test_where_no_lock_can_be_made_a_sitting_begins_all_the_same(path: Path) -> None:
    gone = path.parent / "没有" / "2026.yaml"
    with enter_file(gone) as told:
        assert told == ""
