"""Paths as a person gives them: quotes, backslashes, what was dragged here, Tab."""

import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gkdraft.base.typed_paths import complete_path, find_typed


@pytest.mark.parametrize(
    "typed",
    ["{}", '"{}"', "'{}' ", "“{}”", "& '{}'", "  {} "],
)
def test_a_path_with_quotes_or_dragged_here_is_understood(typed: str, tmp_path: Path) -> None:
    path = tmp_path / "改稿 (2).docx"
    path.touch()
    assert find_typed(typed.format(path), tmp_path) == path
    assert find_typed(typed.format(path.name), tmp_path) == path


@pytest.mark.skipif(os.name == "nt", reason="a backslash is no escape there")
def test_a_path_with_backslashes_of_a_terminal_is_understood(tmp_path: Path) -> None:
    path = tmp_path / "改稿 (2).docx"
    path.touch()
    assert find_typed(str(path).replace(" ", r"\ ").replace("(", r"\("), tmp_path) == path


def test_a_name_in_the_folder_is_found_though_the_program_runs_elsewhere(tmp_path: Path) -> None:
    (tmp_path / "~草稿.docx").touch()
    assert find_typed("~草稿.docx", tmp_path) == tmp_path / "~草稿.docx"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("2025 年报.docx", "2025 年报.pdf", "2026要点.txt", ".隐藏", "往年/2024.docx"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    return tmp_path


@pytest.mark.parametrize(
    ("typed", "made", "names"),
    [
        ("2026", "2026要点.txt", ("2026要点.txt",)),
        ("20", "202", ("2025 年报.docx", "2025 年报.pdf", "2026要点.txt")),
        ("2025", "2025 年报.", ("2025 年报.docx", "2025 年报.pdf")),
        ("“2025", "2025 年报.", ("2025 年报.docx", "2025 年报.pdf")),
        ("'2026", "2026要点.txt", ("2026要点.txt",)),
        ("往", f"往年{os.sep}", (f"往年{os.sep}",)),
        (f"往年{os.sep}", f"往年{os.sep}2024.docx", ("2024.docx",)),
        (".", ".隐藏", (".隐藏",)),
        ("没有", "没有", ()),
        ("x" * 5000, "x" * 5000, ()),
        ("没有/下面", "没有/下面", ()),
    ],
)
def test_tab_completes_a_path_as_far_as_it_can_only_go_on_in_one_way(
    typed: str, made: str, names: tuple[str, ...], folder: Path
) -> None:
    found = complete_path(typed, folder)
    assert (found.text, found.names) == (made, names)


def test_tab_at_nothing_lists_what_is_not_hidden(folder: Path) -> None:
    assert len(complete_path("", folder).names) == 4


NAMES = st.text(st.sampled_from([*"年报 2(\\'\"“”~&-", "é"]), min_size=1, max_size=12).filter(
    lambda name: name.strip() == name and name != "~"
)


@pytest.mark.skipif(os.name == "nt", reason="not all of these are names there")
@given(NAMES)
def test_what_tab_made_is_read_back_as_the_file_it_stands_for(name: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / name).touch()
        made = complete_path("", Path(folder))
        assert find_typed(made.text, Path(folder)) == Path(folder) / name
