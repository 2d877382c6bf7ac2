"""Files that waste time or memory: whatever stranger sends one, it is read or refused in one line.

Small ones, in this process; large ones in processes of their own that are measured, `make fuzz`.
"""

import re
from pathlib import Path
from typing import Any

import pytest

from fuzz.hostile import KINDS, list_hostile
from gkdraft.cli import main
from helpers.reports import JIANGLIN, shared

SEED = 18
HURT = (
    "05-docx-nested-p-1k.docx", "06-docx-styles-117k.docx", "06-docx-textboxes-48k.docx",
    "07-pdf-5k-rects-13k.pdf", "07-pdf-form-bomb-2k.pdf", "09-txt-stops-300k.txt",
    "10-yaml-again.yaml", "10-yaml-star-refs.yaml", "10-yaml-unknown-keys-1m.yaml",
    "20-pdf-english-warnings.pdf", "30-forged-line.yaml",
)  # fmt: skip
VERBS = {"yaml": "build", "docx": "check"}


@pytest.mark.parametrize("kind", KINDS)
def test_a_hostile_file_is_read_or_refused_in_one_line(
    kind: str, tmp_path: Path, capsys: Any, monkeypatch: Any
) -> None:
    monkeypatch.chdir(tmp_path)
    file = next(list_hostile(SEED, kind))
    path = tmp_path / file.name
    path.write_bytes(file.data)
    is_answered([VERBS.get(path.suffix[1:], "read"), file.name], capsys)
    assert path.read_bytes() == file.data


@pytest.mark.parametrize("name", HURT)
def test_a_file_that_hurt_once_is_read_or_refused_in_one_line(name: str, capsys: Any) -> None:
    is_answered(["check", str(shared(f"cases/hostile/{name}"))], capsys)


def is_answered(words: list[str], capsys: Any) -> None:
    """A status that says what came of it, and one line where nothing did."""
    status = main(words)
    said = capsys.readouterr().err
    assert status in (0, 1, 2), said
    assert said.count("\n") == (status == 2), said


def test_lines_beyond_number_are_refused(tmp_path: Path, capsys: Any) -> None:
    path = tmp_path / "n.txt"
    path.write_bytes(b"\n" * (10 * 2**20))
    assert main(["read", str(path)]) == 2
    assert "一般不到" in capsys.readouterr().err


def test_a_name_of_three_megabytes_is_refused_at_its_line(tmp_path: Path, capsys: Any) -> None:
    path = tmp_path / "x.yaml"
    path.write_text(f"年度: 2026\n机关:\n  名称: {'政' * 10**6}\n", encoding="utf-8")
    assert main(["build", str(path), "-o", str(tmp_path / "x.docx")]) == 2
    assert "x.yaml:3: 一段文字超过 10 万字" in capsys.readouterr().err


def test_text_that_would_forge_a_line_is_shown_as_it_is(capsys: Any) -> None:
    main(["check", str(shared("cases/hostile/30-forged-line.yaml"))])
    lines = capsys.readouterr().out.splitlines()
    assert not any(line.startswith("伪造") for line in lines)
    assert all(line.isprintable() for line in lines)
    assert sum(r"\n伪造" in line for line in lines) == 2


def test_a_file_name_forges_no_line(tmp_path: Path, capsys: Any) -> None:
    path = tmp_path / "甲\x1b[31m\n乙\u202e.yaml"
    path.write_text("年度: 2026\n", encoding="utf-8")
    main(["check", str(path)])
    lines = capsys.readouterr().out.splitlines()
    assert all(line.isprintable() for line in lines)
    assert r"甲\x1b[31m\n乙\u202e.yaml" in lines[0]


def test_what_is_quoted_is_short(tmp_path: Path, capsys: Any) -> None:
    path = tmp_path / "x.yaml"
    path.write_text(f"年度: 2026\n{'键' * 3000}: 1\n机关: {{层级: {'级' * 3000}}}\n", "utf-8")
    main(["check", str(path)])
    for line in capsys.readouterr().out.splitlines():
        assert len(max(re.findall("“([^”]*)”", line), key=len, default="")) <= 60


def test_one_file_without_end_does_not_keep_the_others_from_being_checked(capsys: Any) -> None:
    bomb = str(shared("cases/hostile/07-pdf-form-bomb-2k.pdf"))
    assert main(["check", bomb, str(JIANGLIN)]) == 2
    out, err = capsys.readouterr()
    assert err.count("\n") == 1
    assert "共 2 份：读不了 1 份，没有错误 1 份" in out
