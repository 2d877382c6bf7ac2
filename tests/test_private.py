"""What is for the office only stands in no file that leaves it, draft or 定稿."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from gkdraft.base.package import read_properties, unpack_parts
from gkdraft.cli import main
from gkdraft.pipeline import draft_report
from gkdraft.prose.snapshot import read_snapshot
from gkdraft.report.model import UNPRINTED, is_printed, list_texts
from helpers.reports import saved

# a half-width comma, which a rule quotes where it is printed
SECRET = "机密甲,机密乙"
TASK = "要点.0.组.0.任务.0"
NOTES: dict[str, Any] = {
    "要点.0.通知标题": SECRET,
    "要点.0.读取说明": [SECRET],
    "要点.0.不涉及单位": [SECRET],
    **{f"{TASK}.{key}": SECRET for key in ("小标题", "要求", "出处", "推断", "方面依据", "依据")},
    f"{TASK}.牵头单位": [SECRET],
    f"{TASK}.责任单位": [SECRET],
    "上年.来源": SECRET,
    "分工.填报": {"复议诉讼": [SECRET]},
    "分工.单位": [{"名称": SECRET, "又称": [SECRET]}],
    "分项来源": [{"单位": SECRET, "来源": SECRET}],
    "上年.总体情况.主动公开.亮点": [SECRET],
    "上年.存在问题": [{"问题": SECRET, "改进": SECRET}],
    "修改": [{"位置": SECRET, "原文": SECRET, "正文": "没有地方印的一句话。"}],
    "总体情况.主动公开.亮点": ["甲" * 300 + "。"],
    "情况说明": [
        {"规则": "GK501", "说明": SECRET},
        {"规则": SECRET, "位置": SECRET, "说明": SECRET, "结果": SECRET},
    ],
}
SLIPS: dict[str, Any] = {
    **NOTES,
    "要点.0.组.0.任务.1.并入": SECRET,
    f"{TASK}.备注": SECRET,
    f"{TASK}.依据：机密": "机密",
    f"{TASK}.出处": {"机密丙": "机密丁"},
    "要点.0.组.1.任务.0": "依据：机密戊",
    "上年.机密己": SECRET,
    "申请情况.结转下年度": [15, 2, 0, 0, 1, 1],
}
FINAL = ("--final",)
DRAFTS = ((), ("--draft",))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of somebody's, on somebody's machine."""
    for name in ("USER", "LOGNAME", "USERNAME"):
        monkeypatch.setenv(name, "机密的人")
    made = tmp_path / "机密的文件夹"
    made.mkdir()
    return made


def built(source: Path, *options: str) -> Iterator[tuple[str, str]]:
    """Every file a build writes, or part of one, as text."""
    out = source.parent / "out"
    out.mkdir(exist_ok=True)
    main(["build", str(source), "--to", "docx,html,txt", "-o", str(out), "--force", *options])
    for path in out.iterdir():
        yield path.name, ""
        parts = {path.name: path.read_bytes()}
        if path.suffix == ".docx":
            parts = unpack_parts(path.read_bytes(), path.name)
            snapshot = read_snapshot(read_properties(parts))
            yield "snapshot", str(snapshot and snapshot.blocks)
        for name, data in parts.items():
            yield name, data.decode()


def list_leaks(source: Path, *options: str) -> list[str]:
    texts = list(built(source, *options))
    assert len([name for name, text in texts if text]) > 10
    forbidden = ("机密", str(source.parent), str(Path.home()))
    return [f"{name}: {word}" for name, text in texts for word in forbidden if word in text]


def test_every_note_of_a_data_file_is_tried_here(folder: Path) -> None:
    merged = {"要点.0.组.0.任务.1.并入": SECRET}
    result = draft_report(saved(folder / "2026.yaml", {**NOTES, **merged}))
    tried = [path for path, text in list_texts(result.draft.report) if text == SECRET]
    keys = {part for path in tried for part in path}
    assert keys >= UNPRINTED
    assert [path for path in tried if is_printed(path)] == []


@pytest.mark.parametrize("options", [*DRAFTS, FINAL], ids=str)
def test_no_note_stands_in_any_part_of_any_file(options: tuple[str, ...], folder: Path) -> None:
    assert list_leaks(saved(folder / "2026.yaml", NOTES), *options) == []


@pytest.mark.parametrize("options", DRAFTS, ids=str)
def test_a_comment_on_a_slip_quotes_no_note_either(options: tuple[str, ...], folder: Path) -> None:
    source = saved(folder / "2026.yaml", SLIPS)
    text = source.read_text(encoding="utf-8")
    source.write_text(text.replace("依据: ", "依据: 见 #机密庚 "), encoding="utf-8")
    assert list_leaks(source, *options) == []


def test_the_slips_are_such_as_a_rule_quotes(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["check", str(saved(folder / "2026.yaml", SLIPS))])
    told = capsys.readouterr().out.replace(str(folder), "")
    assert {word for word in ("机密甲", "机密戊") if word in told} == {"机密甲", "机密戊"}


def test_the_comment_on_a_slip_says_where_to_look(folder: Path) -> None:
    saved(folder / "2026.yaml", {f"{TASK}.依据：机密": "机密"})
    comments = dict(built(folder / "2026.yaml", "--draft"))["word/comments.xml"]
    assert "GK002 错误 涉及不印的内容，不写在这里；请用 gkdraft check 看明细" in comments


def test_a_comment_on_a_printed_cell_quotes_what_was_typed(folder: Path) -> None:
    saved(folder / "2026.yaml", {"主动公开.行政许可": "三件"})
    comments = dict(built(folder / "2026.yaml", "--draft"))["word/comments.xml"]
    assert "GK004 错误" in comments
    assert "三件" in comments


def test_what_a_person_explained_is_neither_commented_nor_told(folder: Path) -> None:
    saved(folder / "2026.yaml", NOTES)
    comments = dict(built(folder / "2026.yaml", "--draft")).get("word/comments.xml", "")
    assert "GK501" not in comments
