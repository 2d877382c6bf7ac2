"""An editor's work is safe, and nothing is ever half-written."""

import os
import stat
import sys
from pathlib import Path

import docx
import pytest

from gkdraft.errors import OutputError
from gkdraft.render import saving
from helpers.reports import JIANGLIN, drafted

RESULT = drafted()
OTHER = drafted({"主动公开.行政许可": 1})


@pytest.mark.parametrize("suffix", [".docx", ".html"])
def test_a_draft_nobody_touched_is_built_anew(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a{suffix}"
    saving.save_result(path, RESULT.render(suffix))
    saving.save_result(path, OTHER.render(suffix))
    assert path.read_bytes() == OTHER.render(suffix)


def edit(path: Path) -> None:
    if path.suffix == ".docx":
        word = docx.Document(str(path))
        word.paragraphs[3].add_run("编辑加的一句。")
        word.save(str(path))
    else:
        path.write_bytes(path.read_bytes().replace("编制".encode(), "编写".encode(), 1))


@pytest.mark.parametrize("suffix", [".docx", ".html", ".txt"])
def test_a_draft_an_editor_changed_is_kept(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a{suffix}"
    saving.save_result(path, RESULT.render(suffix))
    edit(path)
    edited = path.read_bytes()
    with pytest.raises(OutputError, match="没有覆盖"):
        saving.save_result(path, OTHER.render(suffix))
    assert path.read_bytes() == edited
    saving.save_result(path, OTHER.render(suffix), force=True)
    assert path.read_bytes() == OTHER.render(suffix)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04broken", b"other people's file"])
def test_a_file_that_is_not_ours_is_kept(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(content)
    with pytest.raises(OutputError, match="没有覆盖"):
        saving.save_result(path, RESULT.render(".docx"))
    assert path.read_bytes() == content


def test_a_damaged_draft_is_kept_whatever_is_broken(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    whole = RESULT.render(".docx")
    for position in range(60, len(whole), 487):
        damaged = bytearray(whole)
        damaged[position] ^= 0xFF
        damaged[(position * 7) % len(whole)] ^= 0x55
        path.write_bytes(damaged)
        with pytest.raises(OutputError, match="没有覆盖"):
            saving.save_result(path, OTHER.render(".docx"))


def test_a_draft_with_comments_may_be_built_anew(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    saving.save_result(path, OTHER.render(".docx", comments=True))
    saving.save_result(path, RESULT.render(".docx"))
    assert path.read_bytes() == RESULT.render(".docx")


def test_a_failed_write_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    saving.save_result(path, RESULT.render(".docx"))
    before = path.read_bytes()
    with pytest.raises(TypeError):
        saving.save_result(path, "not bytes", force=True)  # type: ignore[arg-type]
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_a_missing_folder_and_a_folder_in_the_way_are_named(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="没有这个文件夹"):
        saving.save_result(tmp_path / "无" / "a.docx", b"")
    with pytest.raises(OutputError, match="这是文件夹"):
        saving.save_result(tmp_path, b"")


@pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() == 0, reason="root may write into any folder"
)
def test_a_folder_without_permission_is_named(tmp_path: Path) -> None:
    tmp_path.chmod(stat.S_IRUSR | stat.S_IXUSR)
    try:
        with pytest.raises(OutputError, match="写不进去"):
            saving.save_result(tmp_path / "a.docx", b"")
    finally:
        tmp_path.chmod(stat.S_IRWXU)


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="needs a place that refuses files")
def test_a_place_that_takes_no_file_is_named() -> None:
    with pytest.raises(OutputError, match=r"写不进去|没有这个文件夹"):
        saving.save_result(Path("/proc/self/a.docx"), b"")


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("江临市2026年报告", "江临市2026年报告（草稿）"),
        ("../../etc/甲", "_.._etc_甲（草稿）"),
        ("甲" * 300, "甲" * 60 + "（草稿）"),
        ('a:b*?"<>|', "a_b______（草稿）"),
    ],
)
def test_the_default_name_is_the_title_and_stays_in_its_folder(title: str, name: str) -> None:
    assert saving.name_draft(title) == name


def test_the_example_is_not_written_to() -> None:
    assert not list(JIANGLIN.parent.glob("*.docx"))
