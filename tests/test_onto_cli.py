"""`gkdraft build --onto` at the command line: what it prints, writes and refuses."""

import json
from pathlib import Path
from typing import Any

import pytest

from gkdraft.cli import main
from gkdraft.render import saving
from helpers.editing import Editor, W
from helpers.guide_onto import EDITED, make_example
from helpers.merging import hand_out, read_cells, read_main, set_figures
from helpers.reports import ROOT
from helpers.revising import build


@pytest.fixture
def example(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the guide's example, and the person in it."""
    make_example(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*words: object) -> int:
    return main(["build", "2026.yaml", "--onto", EDITED, *map(str, words)])


def list_names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_dry_run_lists_every_change_with_its_place_and_writes_nothing(
    example: Path, capsys: Any
) -> None:
    names, before = list_names(example), (example / EDITED).read_bytes()
    assert run("--dry-run") == 1
    out = capsys.readouterr().out
    for told in ("表三 本年新收·商业企业，稿子表2第4行", "37 → 43", "［632→700］", "三是部分栏目"):
        assert told in out
    assert "生成时 9，数据现在 11，稿子现在 13" in out
    assert (list_names(example), (example / EDITED).read_bytes()) == (names, before)


def test_what_is_written_is_what_the_dry_run_said(example: Path, capsys: Any) -> None:
    run("--dry-run")
    said = capsys.readouterr().out
    run()
    assert capsys.readouterr().out.startswith(said[: said.index("只是试算")])


def test_the_draft_as_it_was_is_kept_beside_it_every_time(example: Path) -> None:
    first = (example / EDITED).read_bytes()
    run()
    second = (example / EDITED).read_bytes()
    set_figures(example / "2026.yaml", {"申请情况.本年新收.商业企业": "50"})
    run()
    kept = {path.name: path.read_bytes() for path in example.glob("*并入前*")}
    assert kept == {
        "送审稿-办公室改（并入前）.docx": first,
        "送审稿-办公室改（并入前）-2.docx": second,
    }


def test_with_another_output_the_edited_draft_is_left_alone(example: Path) -> None:
    before = (example / EDITED).read_bytes()
    assert run("-o", "新稿.docx") == 1
    assert (example / EDITED).read_bytes() == before
    assert read_cells(example / "2026.yaml", example / "新稿.docx")["表三 本年新收·总计"] == "557"
    assert not list(example.glob("*并入前*"))


def test_another_output_that_somebody_edited_is_not_overwritten(example: Path, capsys: Any) -> None:
    other = example / "新稿.docx"
    other.write_bytes((example / EDITED).read_bytes())
    assert run("-o", other) == 2
    assert other.read_bytes() == (example / EDITED).read_bytes()
    assert run("-o", other, "--force") == 1
    assert other.read_bytes() != (example / EDITED).read_bytes()


def test_without_conflicts_and_errors_the_status_is_0(tmp_path: Path, capsys: Any) -> None:
    data, edited = hand_out(tmp_path, lambda e: e.replace("举办培训4场", "组织培训4场"))
    set_figures(data, {"总体情况.监督保障.数据.培训人次": "700"})
    assert main(["build", str(data), "--onto", str(edited)]) == 0
    assert "1 处并入稿子，0 处两边都改了" in capsys.readouterr().out
    assert main(["build", str(data), "--onto", str(edited)]) == 0
    assert "没有要并入的" in capsys.readouterr().out


def test_as_data_it_has_changes_conflicts_and_the_backup(example: Path, capsys: Any) -> None:
    run("--format", "json")
    told = json.loads(capsys.readouterr().out)
    (conflict,) = told["conflicts"]
    assert [conflict[name] for name in ("base", "now", "edited")] == ["9", "11", "13"]
    assert told["changes"][0] == {
        "kind": "cell",
        "place": "表三 本年新收·商业企业",
        "spot": "表2第4行",
        "key": "申请情况.本年新收.商业企业",
        "before": "37",
        "now": "43",
    }
    assert Path(told["backup"]).exists()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--onto", EDITED, "--final"], "--onto 和 --final"),
        (["--onto", EDITED, "--draft"], "--onto 和 --draft"),
        (["--onto", EDITED, "--to", "docx,html"], "--onto 和 --to"),
        (["--onto", "没有.docx"], "没有"),
        (["--onto", "2026.yaml"], "2026.yaml"),
        (["--onto", "别的.html"], "只能并入 .docx"),
        (["--onto", EDITED, "-o", "新稿.txt"], "请用 .docx 后缀"),
        (["--track"], "--track 要和 --onto 一起写"),
        (["--dry-run"], "--dry-run 要和 --onto 一起写"),
        (["--format", "json"], "--format 要和 --onto 一起写"),
    ],
)
def test_what_cannot_be_done_is_one_line_and_writes_nothing(
    example: Path, capsys: Any, words: list[str], told: str
) -> None:
    names, before = list_names(example), (example / EDITED).read_bytes()
    assert main(["build", "2026.yaml", *words]) == 2
    line = capsys.readouterr().err
    assert told in line
    assert line.count("\n") == 1
    assert (list_names(example), (example / EDITED).read_bytes()) == (names, before)


def test_a_build_over_an_edited_draft_names_the_ways_out(example: Path, capsys: Any) -> None:
    assert main(["build", "2026.yaml", "-o", EDITED]) == 2
    line = capsys.readouterr().err
    for way in (f"build 2026.yaml --onto {EDITED}", f"pull {EDITED} 2026.yaml", "-o", "--force"):
        assert way in line


def test_what_was_taken_and_merged_once_is_no_conflict_when_the_data_change_again(
    tmp_path: Path, capsys: Any
) -> None:
    data, edited = hand_out(tmp_path, lambda e: e.replace("632人次", "640人次"))
    assert main(["pull", str(edited), str(data), "--apply"]) == 0
    # what the program says to do next
    assert f"build {data} --onto {edited}" in capsys.readouterr().out
    assert main(["build", str(data), "--onto", str(edited)]) == 0
    set_figures(data, {"总体情况.监督保障.数据.培训人次": "700"})
    assert main(["build", str(data), "--onto", str(edited)]) == 0
    assert "700人次" in "".join(Editor(edited).list_paragraphs())


def test_a_part_that_cannot_be_changed_is_told_with_the_file(tmp_path: Path, capsys: Any) -> None:
    data, edited = hand_out(tmp_path)
    editor = Editor(edited)
    editor.parts["word/styles.xml"] = b"<broken"
    editor.save(edited)
    assert main(["build", str(data), "--onto", str(edited)]) == 2
    line = capsys.readouterr().err
    assert "改稿.docx" in line
    assert "styles.xml" in line


def test_other_margins_are_told_and_stay(tmp_path: Path, capsys: Any) -> None:
    data, edited = hand_out(tmp_path)
    editor = Editor(edited)
    margins = next(editor.root.iter(f"{W}pgMar"))
    margins.set(f"{W}left", "1000")
    editor.save(edited)
    set_figures(data, {"总体情况.监督保障.数据.培训人次": "700"})
    assert main(["build", str(data), "--onto", str(edited)]) == 0
    assert "页边距与格式不同的有 1 节" in capsys.readouterr().out
    assert b'w:left="1000"' in read_main(edited)


def test_a_draft_nobody_touched_is_one_afterwards(tmp_path: Path) -> None:
    data, draft = build(tmp_path)
    set_figures(data, {"申请情况.本年新收.商业企业": "43"})
    assert main(["build", str(data), "--onto", str(draft)]) == 1
    assert not saving.is_edited(draft)


def test_what_a_template_of_ones_own_writes_is_merged_as_well(tmp_path: Path) -> None:
    templates = tmp_path / "我的"
    (templates / "word").mkdir(parents=True)
    source = (ROOT / "templates/word/document.xml.j2").read_text(encoding="utf-8")
    (templates / "word/document.xml.j2").write_text(
        source.replace(
            "{% for block in document.blocks %}", "{% for block in document.blocks %}\n"
        ),
        encoding="utf-8",
    )
    data, edited = hand_out(tmp_path, lambda e: e.replace("举办培训4场", "组织培训4场"))
    set_figures(data, {"总体情况.监督保障.数据.培训人次": "700"})
    words = ["build", str(data), "--onto", str(edited), "--templates", str(templates)]
    assert main(words) == 0
    assert "组织培训4场，700人次" in "".join(Editor(edited).list_paragraphs())
