"""`gkdraft pull` at the command line: what it prints, writes and refuses."""

import json
from pathlib import Path
from typing import Any

import pytest

from gkdraft.cli import main
from helpers.editing import Editor
from helpers.revising import build


@pytest.fixture
def edited(tmp_path: Path) -> tuple[Path, Path]:
    """A data file, and a draft in which a cell, a sentence and a total are other ones."""
    data, draft = build(tmp_path)
    editor = Editor(draft)
    editor.set_cell(1, 3, 1, "490")
    editor.set_cell(1, 3, 7, "551")
    editor.replace("回应入学、就医等关切", "回应入学、就医、养老等关切")
    return data, editor.save(tmp_path / "改稿.docx")


def run(*words: object) -> int:
    return main(["pull", *map(str, words)])


def test_without_apply_it_shows_and_writes_nothing(edited: tuple[Path, Path], capsys: Any) -> None:
    data, draft = edited
    before = data.read_bytes()
    assert run(draft, data) == 0
    out = capsys.readouterr().out
    assert "486 → 490" in out
    assert "养老" in out
    assert "--apply" in out
    assert data.read_bytes() == before
    assert sorted(path.suffix for path in data.parent.iterdir()) == [".docx", ".docx", ".yaml"]


def test_with_apply_it_writes_and_the_rules_run(edited: tuple[Path, Path], capsys: Any) -> None:
    data, draft = edited
    assert run(draft, data, "--apply") == 1  # the parts of the column no longer add up
    out = capsys.readouterr().out
    assert "已写入 2 项" in out
    assert "GK101" in out
    assert "[490, 37, 2, 3, 14, 5]" in data.read_text(encoding="utf-8")


def test_only_what_is_named_is_taken(edited: tuple[Path, Path]) -> None:
    data, draft = edited
    assert run(draft, data, "--take", "3") == 0
    text = data.read_text(encoding="utf-8")
    assert "养老" in text
    assert "[486, 37, 2, 3, 14, 5]" in text


@pytest.mark.parametrize("words", ["2", "9", "一", "1,,2"])
def test_what_cannot_be_taken_is_refused_before_anything_is_written(
    edited: tuple[Path, Path], capsys: Any, words: str
) -> None:
    data, draft = edited
    before = data.read_bytes()
    assert run(draft, data, "--take", words) == 2
    assert "没有这一项，或这一项不能写入" in capsys.readouterr().err
    assert data.read_bytes() == before


def test_json_lists_every_change_with_its_source_and_confidence(
    edited: tuple[Path, Path], capsys: Any
) -> None:
    data, draft = edited
    assert run(draft, data, "--format", "json") == 0
    changes = json.loads(capsys.readouterr().out)["changes"]
    assert [change["kind"] for change in changes] == ["figure", "figure", "reword"]
    cell = changes[0]
    assert (cell["key"], cell["before"], cell["now"]) == ("申请情况.本年新收.自然人", "486", "490")
    assert (cell["source"], cell["confidence"]) == ("bookmark", "high")
    assert changes[1]["target"] == ""


def test_json_is_empty_where_nothing_changed(tmp_path: Path, capsys: Any) -> None:
    data, draft = build(tmp_path)
    assert run(draft, data, "--format", "json") == 0
    assert json.loads(capsys.readouterr().out)["changes"] == []


def test_an_unchanged_draft_is_told_in_one_line(tmp_path: Path, capsys: Any) -> None:
    data, draft = build(tmp_path)
    assert run(draft, data) == 0
    assert capsys.readouterr().out == "稿子和数据文件一致，没有要收回的改动。\n"


@pytest.mark.parametrize("name", ["没有.docx", "2026.yaml"])
def test_what_is_no_draft_is_refused_in_one_line(tmp_path: Path, capsys: Any, name: str) -> None:
    data, _ = build(tmp_path)
    assert run(tmp_path / name, data) == 2
    assert capsys.readouterr().err.count("\n") == 1
