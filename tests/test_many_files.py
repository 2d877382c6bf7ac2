"""`check` on many files: each is judged, neighbouring years together, the worst told first."""

import json
from pathlib import Path
from typing import Any

import pytest

from gkdraft.cli import main
from helpers.reports import JIANGLIN, TAICANG

FAULTY = TAICANG.read_bytes()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two offices' files of one name, and one that is no report."""
    for name, data in (("甲局", JIANGLIN.read_bytes()), ("乙局", FAULTY)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "2026.yaml").write_bytes(data)
    (tmp_path / "坏.docx").write_bytes(b"PK")
    return tmp_path


def files(folder: Path) -> list[str]:
    names = ("甲局/2026.yaml", "坏.docx", "乙局/2026.yaml")
    return [str(folder / name) for name in names]


def summary(out: str) -> list[str]:
    """The lines from 共 …… on."""
    lines = out.splitlines()
    start = next(n for n, line in enumerate(lines) if line.startswith("共 "))
    return lines[start:]


def test_the_summary_counts_and_tells_the_worst_first(folder: Path, capsys: Any) -> None:
    good, broken, bad = files(folder)
    assert main(["check", good, broken, bad]) == 2
    out, err = capsys.readouterr()
    lines = summary(out)
    assert lines[0] == "共 3 份：读不了 1 份，有错误 1 份，没有错误 1 份。问题多的在前："
    assert [line.partition("：")[0] for line in lines[1:]] == [broken, bad, good]
    assert lines[1].startswith(f"{broken}：读不了（")
    assert lines[1].count(broken) == 1
    assert err.count("\n") == 1


def test_files_of_one_name_in_two_folders_are_told_apart(folder: Path, capsys: Any) -> None:
    good, _, bad = files(folder)
    assert main(["check", good, bad]) == 1
    out = capsys.readouterr().out
    assert f"{good}：核对结果：" in out
    assert f"{bad}：核对结果：" in out


def test_json_has_an_entry_a_file_in_the_order_they_were_named(folder: Path, capsys: Any) -> None:
    names = files(folder)
    assert main(["check", *names, "--format", "json"]) == 2
    entries = json.loads(capsys.readouterr().out)
    assert [entry["file"] for entry in entries] == names
    good, broken, bad = entries
    assert set(good) == set(bad) == {"file", "findings", "checked", "unchecked"}
    assert set(broken) == {"file", "error"}
    assert broken["error"]
    assert good["findings"] == []
    assert bad["findings"][0]["file"] == names[2]
    for item in (*good["unchecked"], *bad["unchecked"]):
        assert set(item) == {"relation", "reason", "count"}


def test_one_file_is_a_list_of_one(capsys: Any) -> None:
    assert main(["check", str(JIANGLIN), "--format", "json"]) == 0
    assert len(json.loads(capsys.readouterr().out)) == 1
    assert main(["check", str(JIANGLIN)]) == 0
    assert "共 " not in capsys.readouterr().out


def test_one_file_that_cannot_be_read_is_an_entry_too(folder: Path, capsys: Any) -> None:
    assert main(["check", str(folder / "坏.docx"), "--format", "json"]) == 2
    assert [set(entry) for entry in json.loads(capsys.readouterr().out)] == [{"file", "error"}]


def test_a_file_named_twice_is_checked_once(folder: Path, capsys: Any, monkeypatch: Any) -> None:
    monkeypatch.chdir(folder)
    names = ["甲局/2026.yaml", "./甲局/2026.yaml", str(folder / "甲局/2026.yaml")]
    assert main(["check", *names, "--format", "json"]) == 0
    assert [e["file"] for e in json.loads(capsys.readouterr().out)] == names[:1]


def test_the_exit_status_says_the_worst_of_all(folder: Path) -> None:
    good, broken, bad = files(folder)
    assert main(["check", good, str(JIANGLIN)]) == 0
    assert main(["check", good, bad]) == 1
    assert main(["check", bad, broken]) == 2


def test_a_folder_of_templates_that_is_broken_stops_only_its_own_file(
    folder: Path, capsys: Any
) -> None:
    own = folder / "丙局"
    (own / "模板/layouts/2021").mkdir(parents=True)
    (own / "模板/layouts/2021/layout.yaml").write_text("a: [", encoding="utf-8")
    (own / "2026.yaml").write_text("年度: 2026\n模板: 模板\n", encoding="utf-8")
    good = files(folder)[0]
    assert main(["check", str(own / "2026.yaml"), good]) == 2
    assert f"{good}：核对结果：" in capsys.readouterr().out


@pytest.fixture
def years(tmp_path: Path) -> tuple[Path, Path]:
    """One body's data files of two years, neither with figures of the year before."""
    text = JIANGLIN.read_text(encoding="utf-8").partition("# 上年数据")[0]
    later, earlier = tmp_path / "2026.yaml", tmp_path / "2025.yaml"
    later.write_text(text, encoding="utf-8")
    earlier.write_text(text.replace("年度: 2026", "年度: 2025", 1), encoding="utf-8")
    return earlier, later


def test_the_year_a_report_was_judged_beside_is_named(
    years: tuple[Path, Path], capsys: Any
) -> None:
    earlier, later = years
    main(["check", str(later), str(earlier)])
    lines = summary(capsys.readouterr().out)
    (line,) = [line for line in lines if line.startswith(str(later))]
    assert line.endswith("（与 2025 年的一并核对）")
    (line,) = [line for line in lines if line.startswith(str(earlier))]
    assert "一并核对" not in line


def test_the_sheet_names_the_file_of_the_year_before(years: tuple[Path, Path], capsys: Any) -> None:
    main(["check", *map(str, years), "--format", "markdown"])
    out = capsys.readouterr().out
    assert "与 2025.yaml 一并核对" in out
    assert "上年数的来源：2025.yaml。" in out


def test_two_reports_of_the_year_before_are_not_chosen_between(
    years: tuple[Path, Path], capsys: Any
) -> None:
    earlier, later = years
    copy = earlier.with_name("2025改.yaml")
    copy.write_bytes(earlier.read_bytes() + b"\n")
    main(["check", str(later), str(earlier), str(copy)])
    out = capsys.readouterr().out
    assert "2025 年的有 2 份，没有与上年一并核对。" in out
    assert "的一并核对）" not in out
