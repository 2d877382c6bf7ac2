"""`build --final` 定稿: written only where nothing stands against it, and nobody's own in it."""

import io
import re
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from gkdraft.base.package import is_sealed, unpack_parts
from gkdraft.cli import main
from gkdraft.errors import OutputError
from gkdraft.pipeline import draft_report
from gkdraft.render.stripping import Stripped, strip_package, strip_result
from gkdraft.render.text import is_text_sealed
from gkdraft.render.web import is_web_sealed
from helpers.reports import JIANGLIN, TAICANG, codes, drafted, drafted_text, saved

NAME = "江临市2026年政府信息公开工作年度报告"
FORMATS = (".docx", ".html", ".txt")
UNBALANCED = {"申请情况.结转下年度": [15, 2, 0, 0, 1, 1]}
EXCEEDED = {"上年.申请情况.结转下年度": [22, 2, 0, 0, 1, 0]}


def obstacles(changes: dict[str, Any]) -> list[str]:
    return [found.code for found in drafted(changes).list_obstacles()]


def build(*arguments: object) -> int:
    return main(["build", *map(str, arguments)])


def test_a_clean_report_is_written_under_its_official_name_in_three_formats(
    tmp_path: Path, capsys: Any
) -> None:
    assert build(JIANGLIN, "--final", "--to", "docx,html,txt", "-o", tmp_path) == 0
    assert {path.name for path in tmp_path.iterdir()} == {f"{NAME}{suffix}" for suffix in FORMATS}
    out = capsys.readouterr().out
    assert f"已定稿：{tmp_path / NAME}.docx\n" in out
    assert re.search(r"已去掉：书签 \d\d+ 个、批注 0 条、快照和文件属性 2 项。", out)
    assert f"已定稿：{tmp_path / NAME}.txt\n  已去掉：校验码 1 处。" in out


def test_errors_are_listed_with_their_places_and_nothing_is_written(
    tmp_path: Path, capsys: Any
) -> None:
    source = saved(tmp_path / "2026.yaml", UNBALANCED)
    assert build(source, "--final", "--to", "docx,html,txt") == 1
    out, err = capsys.readouterr()
    assert out == ""
    head, finding, way = err.splitlines()
    assert "还不能定稿，没有写任何文件。要先改好 1 处：" in head
    assert re.match(rf"{source}:\d+:\d+: GK101 错误 表三\[自然人\]", finding)
    assert "改好数据文件，再定稿" in way
    assert list(tmp_path.iterdir()) == [source]


def test_force_overrides_no_error(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(b"an old one")
    assert build(TAICANG, "--final", "--force", "-o", path) == 1
    assert path.read_bytes() == b"an old one"


def test_where_a_rule_may_be_explained_it_is_said_and_then_it_is_no_obstacle(
    tmp_path: Path, capsys: Any
) -> None:
    source = saved(tmp_path / "2026.yaml", EXCEEDED)
    assert build(source, "--final") == 1
    assert "GK201 确有原因的，也可以在数据文件的“情况说明”里写明" in capsys.readouterr().err
    waiver = {"情况说明": [{"规则": "GK201", "说明": "一件在年末之后才登记"}]}
    assert build(saved(source, {**EXCEEDED, **waiver}), "--final") == 0


def test_what_may_not_be_explained_is_not_said_to_be(tmp_path: Path, capsys: Any) -> None:
    assert build(saved(tmp_path / "2026.yaml", UNBALANCED), "--final") == 1
    assert "情况说明" not in capsys.readouterr().err


OPEN_TASK = {"要点.0.组.0.任务.0.落实情况": None, "要点.0.组.0.任务.0.数据": None}


@pytest.mark.parametrize(
    "changes",
    [
        {"总体情况.主动公开.数据.主动公开信息总数": None},
        {"总体情况.主动公开.亮点": ["公开事项【待补充：等财政局报】项。"]},
        {"落款": {"机关": "江临市人民政府", "日期": None}},
        {**OPEN_TASK, "情况说明": [{"规则": "GK401", "说明": "等报"}]},
        {**OPEN_TASK, "要点.0.组.0.任务.0.状态": None},
    ],
    ids=["figure", "own words", "date", "explained task", "task"],
)
def test_a_gap_keeps_a_report_from_being_final_and_is_named(changes: dict[str, Any]) -> None:
    result = drafted(changes)
    found = result.list_obstacles()
    assert "GK007" in [each.code for each in found]
    gaps = [f.message for f in found if f.code == "GK007"]
    assert all("【待补充" in message for message in gaps)
    with pytest.raises(OutputError, match="不能定稿"):
        result.render_final(".txt")


def test_a_gap_in_own_words_is_told_by_its_paragraph() -> None:
    changes = {"总体情况.主动公开.亮点": ["公开事项【待补充：等财政局报】项。"]}
    (found,) = drafted(changes).list_obstacles()
    assert found.locus.spot.startswith("一、总体情况第")


def test_a_blank_cell_keeps_a_report_from_being_final() -> None:
    assert obstacles({"主动公开.行政许可": None}) == ["GK001"]


def test_what_a_hash_cut_off_is_blank_though_that_is_only_a_warning() -> None:
    text = JIANGLIN.read_text(encoding="utf-8")
    cut = drafted_text(text.replace("行政许可: 128436", "行政许可: #约# 12万", 1))
    assert "GK008" in codes(cut)
    assert "GK001" not in codes(cut)
    assert [found.code for found in cut.list_obstacles()] == ["GK001"]


def test_warnings_and_notes_are_no_obstacles() -> None:
    result = drafted({"总体情况.主动公开.亮点": ["甲" * 300 + "。"]})
    assert result.findings
    assert result.list_obstacles() == ()
    assert result.render_final(".txt")


def test_what_is_left_out_on_purpose_is_counted_and_no_obstacle(
    tmp_path: Path, capsys: Any
) -> None:
    assert build(saved(tmp_path / "2026.yaml", {"主动公开.行政许可": "略"}), "--final") == 0
    assert "表里有 1 格是空着的" in capsys.readouterr().out


def test_draft_and_final_exclude_each_other_in_one_line(tmp_path: Path, capsys: Any) -> None:
    for draft in ("--draft", "--comments"):
        assert build(JIANGLIN, draft, "--final", "-o", tmp_path) == 2
        out, err = capsys.readouterr()
        assert out == ""
        assert err.count("\n") == 1
        assert "--draft 和 --final 只能写一个" in err
    assert list(tmp_path.iterdir()) == []


def test_the_draft_has_comments_by_either_name_and_the_help_one(
    tmp_path: Path, capsys: Any
) -> None:
    paths = tmp_path / "a.docx", tmp_path / "b.docx"
    for path, option in zip(paths, ("--draft", "--comments"), strict=True):
        assert build(TAICANG, option, "-o", path) == 1
    assert paths[0].read_bytes() == paths[1].read_bytes()
    assert list(docx.Document(str(paths[0])).comments)
    capsys.readouterr()
    with pytest.raises(SystemExit):
        build("--help")
    out = capsys.readouterr().out
    assert "--draft" in out
    assert "--comments" not in out


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_final_file_that_is_the_same_is_left_and_another_one_kept(
    suffix: str, tmp_path: Path, capsys: Any
) -> None:
    path = tmp_path / f"a{suffix}"
    assert build(JIANGLIN, "--final", "-o", path) == 0
    written = path.read_bytes()
    assert build(JIANGLIN, "--final", "-o", path) == 0
    assert f"没有变化：{path}" in capsys.readouterr().out
    path.write_bytes(written + b" ")
    assert build(JIANGLIN, "--final", "-o", path) == 2
    assert "定稿不带校验码" in capsys.readouterr().err
    assert path.read_bytes() == written + b" "
    assert build(JIANGLIN, "--final", "--force", "-o", path) == 0
    assert path.read_bytes() == written


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_draft_does_not_take_the_place_of_a_final_file_but_a_final_one_of_a_draft(
    suffix: str, tmp_path: Path
) -> None:
    path = tmp_path / f"a{suffix}"
    assert build(JIANGLIN, "-o", path) == 0
    assert build(JIANGLIN, "--final", "-o", path) == 0
    written = path.read_bytes()
    assert build(JIANGLIN, "-o", path) == 2
    assert path.read_bytes() == written


def test_no_file_is_written_where_one_of_them_may_not_be(tmp_path: Path) -> None:
    (tmp_path / f"{NAME}.txt").write_text("an editor's work", encoding="utf-8")
    assert build(JIANGLIN, "--final", "--to", "docx,txt", "-o", tmp_path) == 2
    assert [path.suffix for path in tmp_path.iterdir()] == [".txt"]


def test_bookmarks_comments_and_properties_go_and_are_counted() -> None:
    result = draft_report(TAICANG)
    data = result.render(".docx", comments=True)
    count = unpack_parts(data, "x.docx")["word/document.xml"].count(b"<w:bookmarkStart")
    assert count > 100
    stripped, counts = strip_package(data)
    comments = len(list(docx.Document(io.BytesIO(data)).comments))
    assert comments > 1
    assert counts == Stripped(bookmarks=count, comments=comments, properties=2)
    parts = unpack_parts(stripped, "x.docx")
    assert not [name for name in parts if re.search("comment|people|custom", name)]
    for part in parts.values():
        assert not re.search(
            rb"bookmark|comment|people|custom.?(xml|properties)|_gk|snapshot", part
        )


def test_the_text_stays_as_it_is_and_in_its_styles() -> None:
    result = draft_report(TAICANG)
    before = docx.Document(io.BytesIO(result.render(".docx")))
    after = docx.Document(io.BytesIO(strip_package(result.render(".docx", comments=True))[0]))
    assert outline(before) == outline(after)


def outline(word: Any) -> list[tuple[str, str]]:
    """Every paragraph in the order of the file, those of the tables too, with its style."""
    body = word.element.body
    styles = {p: p.find(f"{qn('w:pPr')}/{qn('w:pStyle')}") for p in body.iter(qn("w:p"))}
    return [
        (style.get(qn("w:val")), "".join(t.text for t in paragraph.iter(qn("w:t"))))
        for paragraph, style in styles.items()
    ]


def test_what_was_stripped_has_nothing_more_to_lose() -> None:
    once, _counts = strip_package(drafted().render(".docx", comments=True))
    assert strip_package(once) == (once, Stripped())


def test_comments_leave_no_trace_of_where_they_hung() -> None:
    result = drafted(UNBALANCED)
    commented = strip_package(result.render(".docx", comments=True))[0]
    bare = strip_package(result.render(".docx"))[0]
    bodies = [unpack_parts(data, "x")["word/document.xml"] for data in (commented, bare)]
    texts = [re.sub(rb"<\?xml.*?\?>|\s+(?=<)|(?<=>)\s+|<w:document[^>]*>", b"", b) for b in bodies]
    assert texts[0] == texts[1]


def test_author_and_title_of_the_report_stay() -> None:
    properties = docx.Document(io.BytesIO(drafted().render_final(".docx")[0])).core_properties
    assert (properties.author, properties.last_modified_by) == ("江临市人民政府", "江临市人民政府")
    assert properties.title == NAME


def test_the_style_of_gaps_goes_where_no_gap_is_left() -> None:
    final = unpack_parts(drafted().render_final(".docx")[0], "x")["word/styles.xml"].decode()
    assert "待补充" not in final
    kept = unpack_parts(strip_package(draft_report(TAICANG).render(".docx"))[0], "x")
    assert "待补充" in kept["word/styles.xml"].decode()


def test_no_format_bears_a_seal_and_nothing_else_is_missing() -> None:
    result = drafted()
    word, page, text = (result.render_final(suffix)[0] for suffix in FORMATS)
    assert not is_sealed(unpack_parts(word, "x"))
    assert not is_web_sealed(page)
    assert not is_text_sealed(text)
    draft = result.render(".txt").decode()
    assert draft.startswith(text.decode())
    assert re.fullmatch(r"\n（gkdraft 草稿，校验码 \w+）\n", draft.removeprefix(text.decode()))
    lines = result.render(".html").splitlines()
    assert [line for line in lines if b'name="gkdraft"' not in line] == page.splitlines()


def test_the_same_report_gives_the_same_final_bytes() -> None:
    for suffix in FORMATS:
        assert drafted().render_final(suffix) == drafted().render_final(suffix)


def test_a_result_without_a_seal_is_left_as_it_is() -> None:
    for suffix in FORMATS:
        data = drafted().render_final(suffix)[0]
        assert strip_result(suffix, data) == (data, Stripped())


def test_a_template_of_ones_own_that_writes_no_xml_is_one_line(tmp_path: Path, capsys: Any) -> None:
    template = tmp_path / "own/word/document.xml.j2"
    template.parent.mkdir(parents=True)
    template.write_text("<w:document>", encoding="utf-8")
    own = ("--templates", tmp_path / "own", "-o", tmp_path / "a.docx")
    assert build(JIANGLIN, "--final", *own) == 2
    assert "word/document.xml.j2:1: 模板写出的不是完整的 XML" in capsys.readouterr().err
    assert not (tmp_path / "a.docx").exists()
