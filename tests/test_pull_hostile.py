"""What comes back is not trusted: no traceback, nothing by stealth, nothing of another report."""

import base64
import json
import re
import zlib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pytest
from lxml import etree

from gkdraft.base.package import CUSTOM, read_properties
from gkdraft.cli import main
from gkdraft.pipeline import draft_report
from gkdraft.prose.snapshot import NAME, read_snapshot
from gkdraft.revise.pull import Pull
from gkdraft.revise.revision import Revision
from helpers.editing import Change, Editor, W
from helpers.reports import JIANGLIN, ROOT, TAICANG
from helpers.revising import build

FIXTURES = [JIANGLIN, *sorted((ROOT / "fixtures").glob("*.yaml"))]
SHORTER = ("截至年末，", "年底，")

Blocks = list[list[Any]]


def open_snapshot(editor: Editor) -> dict[str, Any]:
    """What the snapshot of a draft holds."""
    properties = read_properties(editor.parts)
    count = sum(name.startswith(NAME) for name in properties)
    packed = "".join(properties[f"{NAME}.{number}"] for number in range(1, count + 1))
    found: dict[str, Any] = json.loads(zlib.decompress(base64.b64decode(packed)))
    return found


def forge(editor: Editor, pieces: Sequence[str]) -> None:
    """Puts pieces of somebody's own in the place of the snapshot."""
    editor.drop_snapshot()
    kind = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
    made = ""
    for number, piece in enumerate(pieces, 1):
        made += (
            f'<property fmtid="{kind}" pid="{number + 100}" name="{NAME}.{number}">'
            f"<vt:lpwstr>{escape(piece)}</vt:lpwstr></property>"
        )
    end = b"</Properties>"
    editor.parts[CUSTOM] = editor.parts[CUSTOM].replace(end, made.encode() + end)


def pack(text: bytes) -> list[str]:
    return [base64.b64encode(zlib.compress(text)).decode()]


def pull_forged(folder: Path, pieces: Sequence[str]) -> int:
    """The exit code of a pull with --apply of a draft with that snapshot."""
    data, draft = build(folder)
    editor = Editor(draft)
    editor.replace(*SHORTER)
    forge(editor, pieces)
    return main(["pull", str(editor.save(folder / "改稿.docx")), str(data), "--apply"])


def put_first(block: Sequence[Any]) -> Callable[[Blocks], Blocks]:
    return lambda blocks: [list(block), *blocks]


@pytest.mark.parametrize("source", FIXTURES, ids=lambda path: path.stem)
def test_the_snapshot_of_every_draft_is_read_again(source: Path, tmp_path: Path) -> None:
    draft = build(tmp_path, source)[1]
    assert read_snapshot(read_properties(Editor(draft).parts)) is not None


@pytest.mark.parametrize(
    "pieces",
    [
        pack(b"0" * 50_000_000), pack(b"{"), pack(b"[1, 2]"), pack(b"[" * 50_000),
        ["好" * 100], [""], [base64.b64encode(b"no zlib").decode()],
    ],
    ids=["bomb", "cut JSON", "no object", "deep", "no base64", "empty", "no zlib"],
)  # fmt: skip
def test_a_snapshot_that_is_none_is_left_aside(pieces: Sequence[str], tmp_path: Path) -> None:
    assert pull_forged(tmp_path, pieces) == 0


@pytest.mark.parametrize(
    "more",
    [
        {"year": float("inf")}, {"year": float("nan")}, {"year": None}, {"year": 10**30},
        {"title": "\ud800"}, {"title": "\x1b[31m"}, {"title": ["x"]}, {"author": "\ue000"},
        {"blocks": []}, {"blocks": {}}, {"blocks": ["ab", "cd"]}, {"v": [1]},
    ],
    ids=str,
)  # fmt: skip
def test_a_snapshot_with_a_wrong_head_is_left_aside(
    more: Mapping[str, Any], tmp_path: Path
) -> None:
    data = open_snapshot(Editor(build(tmp_path)[1])) | more
    assert pull_forged(tmp_path, pack(json.dumps(data).encode())) == 0


@pytest.mark.parametrize(
    "change",
    [
        put_first(["a", 5, []]), put_first(["a", None, ["x"]]), put_first(["a", "script", ["x"]]),
        put_first(["a", "heading", ["x"], float("inf")]), put_first(["a", "heading", ["x"], -5]),
        put_first(["a", "paragraph", [{"0": "k"}]]), put_first(["a", "paragraph", 5]),
        put_first(["\ud800", "paragraph", ["x"]]), put_first(["a", "paragraph", ["\ud800"]]),
        put_first(["a", "paragraph", ["\ue000申请情况.本年新收.总计\ue0019\ue002"]]),
        put_first(["a", "table", "x", 5]), put_first(["a", "table", "x", [["k", ["v"]]]]),
        lambda blocks: [["a", *block[1:]] for block in blocks],
        lambda blocks: [["", *block[1:]] for block in blocks],
        lambda blocks: blocks * 300,
    ],
)  # fmt: skip
def test_a_snapshot_with_wrong_blocks_does_no_harm(
    change: Callable[[Blocks], Blocks], tmp_path: Path
) -> None:
    data = open_snapshot(Editor(build(tmp_path)[1]))
    data["blocks"] = change(data["blocks"])
    assert pull_forged(tmp_path, pack(json.dumps(data).encode())) == 0


def test_keys_of_a_snapshot_that_name_no_figure_reach_no_data(tmp_path: Path) -> None:
    names = (
        "__class__", "", "*", "申请情况.*", "a 占 b 占 c", "年度", "上年.x", "要点.0.组.0",
        "要点.99999999999999.组.1.任务.1.数据.1.数", "修改.1.正文", "{{x}}",
        "申请情况.本年新收.总计",
    )  # fmt: skip
    data = open_snapshot(Editor(build(tmp_path)[1]))
    runs: list[Any] = []
    for name in names:
        runs += ["其中某项数字为", [name, "5"], "件，"]
    places = [n for n, block in enumerate(data["blocks"]) if "年末" in str(block[2:])]
    data["blocks"].insert(places[0], ["x", "paragraph", runs])
    path, draft = build(tmp_path)
    editor = Editor(draft)
    editor.insert_after("围绕提高政策发布", "其中某项数字为6件，" * len(names))
    forge(editor, pack(json.dumps(data).encode()))
    pull = Revision(path).pull(editor.save(tmp_path / "改稿.docx"))
    assert [c.target for c in pull.changes if c.kind == "figure" and c.target] == []


def pull_of(folder: Path, change: Change) -> tuple[Path, Pull]:
    data, draft = build(folder)
    editor = Editor(draft)
    change(editor)
    return data, Revision(data).pull(editor.save(folder / "改稿.docx"))


def mark_wrongly(editor: Editor) -> None:
    """Every bookmark of a paragraph, a sentence or a figure on another paragraph."""
    names = [mark.get(f"{W}name") for mark in editor.root.iter(f"{W}bookmarkStart")]
    editor.drop_anchors()
    paragraphs = editor.paragraphs()
    for number, name in enumerate(names, 1):
        paragraph = paragraphs[(number * 7) % len(paragraphs)]
        space = f'xmlns:w="{W[1:-1]}" w:id="{number}"'
        paragraph.insert(1, etree.fromstring(f'<w:bookmarkStart {space} w:name="{name}"/>'))
        paragraph.append(etree.fromstring(f"<w:bookmarkEnd {space}/>"))


def mark_cells_wrongly(editor: Editor) -> None:
    """Every bookmark of a cell on another cell."""
    marks = [m for m in editor.root.iter(f"{W}bookmarkStart") if "_gkc" in m.get(f"{W}name")]
    names = [mark.get(f"{W}name") for mark in marks]
    for mark, name in zip(marks, [*names[5:], *names[:5]], strict=True):
        mark.set(f"{W}name", name)


@pytest.mark.parametrize("change", [mark_wrongly, mark_cells_wrongly])
def test_bookmarks_at_wrong_places_change_nothing(change: Change, tmp_path: Path) -> None:
    pull = pull_of(tmp_path, change)[1]
    assert [item for item in pull.items if item.is_sure] == []


def test_what_an_editor_types_like_a_mark_or_a_template_is_text(tmp_path: Path) -> None:
    typed = "\ue000申请情况.本年新收.总计\ue001999\ue002{{申请情况.本年新收.总计}}{% if %}"
    data, pull = pull_of(tmp_path, lambda editor: editor.insert_after("截至年末", f"{typed}。"))
    Revision(data).apply(pull.items)
    text = draft_report(data).render(".txt").decode()
    assert "申请情况.本年新收.总计999｛｛申请情况.本年新收.总计｝｝｛% if %｝。" in text


def test_a_draft_of_another_report_is_not_taken_without_asking(tmp_path: Path) -> None:
    draft = build(tmp_path)[1]
    editor = Editor(draft)
    editor.replace("账号118个", "账号120个")
    edited = editor.save(tmp_path / "改稿.docx")
    other = tmp_path / "太仓.yaml"
    other.write_bytes(TAICANG.read_bytes())
    pull = Revision(other).pull(edited)
    assert pull.remarks
    assert [item for item in pull.items if item.is_sure] == []


def test_the_text_of_another_report_in_a_draft_is_not_taken_without_asking(tmp_path: Path) -> None:
    other = tmp_path / "太仓.docx"
    other.write_bytes(draft_report(TAICANG).render(".docx"))

    def change(editor: Editor) -> None:
        theirs = Editor(other)
        editor.root, editor.body = theirs.root, theirs.body

    pull = pull_of(tmp_path, change)[1]
    assert any(item.change.is_taken for item in pull.items)
    assert [item for item in pull.items if item.is_sure] == []


def test_thousands_of_sentences_in_one_paragraph_are_read(tmp_path: Path) -> None:
    text = "".join(f"第{number}句话。" for number in range(8000))
    pull = pull_of(tmp_path, lambda e: e.replace(SHORTER[0], text + SHORTER[0]))[1]
    assert any("第7999句话。" in change.now for change in pull.changes)


@pytest.mark.parametrize("word", ["99", "x", "1,,2", "9" * 5000, "²", "-1", "0"])
def test_numbers_that_name_no_change_are_told_in_one_line(
    word: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data, draft = build(tmp_path)
    editor = Editor(draft)
    editor.replace(*SHORTER)
    edited, before = editor.save(tmp_path / "改稿.docx"), data.read_bytes()
    assert main(["pull", str(edited), str(data), f"--take={word}"]) == 2
    assert capsys.readouterr().err.count("\n") == 1
    assert data.read_bytes() == before


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "gb18030"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_data_file_keeps_its_encoding_and_its_ends_of_lines(
    encoding: str, end: str, tmp_path: Path
) -> None:
    data, draft = build(tmp_path)
    editor = Editor(draft)
    editor.replace(*SHORTER)
    edited = editor.save(tmp_path / "改稿.docx")
    text = data.read_text(encoding="utf-8")
    data.write_bytes(text.replace("\n", end).encode(encoding))
    assert main(["pull", str(edited), str(data), "--apply"]) == 0
    made = data.read_bytes().decode(encoding)
    assert "年底，" in made
    assert len(re.findall("(?<!\r)\n", made)) == (0 if end == "\r\n" else made.count("\n"))
