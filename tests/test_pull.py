"""Pull 收回改稿: what an editor changed comes back, and nothing else."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gkdraft.pipeline import draft_report
from gkdraft.revise.pull import Pull
from gkdraft.revise.revision import Revision
from helpers.editing import Change, Editor, edit_at_random
from helpers.reports import JIANGLIN, ROOT
from helpers.revising import build, take_all

FIXTURES = [JIANGLIN, *sorted((ROOT / "fixtures").glob("*.yaml"))]


@pytest.mark.parametrize("source", FIXTURES, ids=lambda path: path.stem)
def test_a_draft_that_nobody_touched_brings_nothing_back(source: Path, tmp_path: Path) -> None:
    data, draft = build(tmp_path, source)
    pull = Revision(data).pull(draft)
    assert pull.changes == ()
    assert pull.consequences == ()


@settings(max_examples=20)
@given(seed=st.integers(0, 10**6), count=st.integers(1, 5), anchors=st.booleans())
def test_taken_changes_give_the_editors_text_and_are_taken_once(
    tmp_path_factory: pytest.TempPathFactory, seed: int, count: int, anchors: bool
) -> None:
    folder = tmp_path_factory.mktemp("pull")
    data, draft = build(folder)
    editor = Editor(draft)
    edit_at_random(editor, seed, count)
    if not anchors:
        editor.drop_anchors()
    edited = editor.save(folder / "改稿.docx")
    assert take_all(data, edited) == []
    once = data.read_bytes()
    again = Revision(data)
    assert not again.apply([i for i in again.pull(edited).items if i.change.is_taken])
    assert data.read_bytes() == once


def pull_of(folder: Path, change: Change) -> tuple[Path, Pull]:
    """The data file, and what comes back of a draft that was changed."""
    data, draft = build(folder)
    editor = Editor(draft)
    change(editor)
    return data, Revision(data).pull(editor.save(folder / "改稿.docx"))


def test_a_figure_of_a_table_goes_to_its_key_and_its_total_is_told_and_not_stored(
    tmp_path: Path,
) -> None:
    def change(editor: Editor) -> None:
        editor.set_cell(1, 3, 1, "490")
        editor.set_cell(1, 3, 7, "552")

    data, pull = pull_of(tmp_path, change)
    cell, total = pull.changes
    assert (cell.key, cell.before, cell.now) == ("申请情况.本年新收.自然人", "486", "490")
    assert (total.key, total.target) == ("申请情况.本年新收.总计", "")
    assert "551" in total.reason
    Revision(data).apply(pull.items)
    assert "本年新收: [490, 37, 2, 3, 14, 5]" in data.read_text(encoding="utf-8")


def test_a_figure_told_once_is_changed_by_changing_it_in_its_sentence(tmp_path: Path) -> None:
    data, pull = pull_of(tmp_path, lambda editor: editor.replace("账号118个", "账号１２０个"))
    (change,) = pull.changes
    assert (change.kind, change.now) == ("figure", "120")
    assert change.target == "总体情况.平台建设.数据.政务新媒体账号数"
    Revision(data).apply(pull.items)
    assert "政务新媒体账号数: 120" in data.read_text(encoding="utf-8")


def test_where_table_and_text_disagree_a_finding_names_both(tmp_path: Path) -> None:
    data, pull = pull_of(
        tmp_path, lambda editor: editor.replace("年末现行有效规章9件", "年末现行有效规章13件")
    )
    (change,) = pull.changes
    assert (change.key, change.target) == ("主动公开.规章.现行有效", "修改")
    Revision(data).apply(pull.items)
    result = draft_report(data)
    assert "年末现行有效规章13件" in result.render(".txt").decode()
    (told,) = [finding for finding in result.findings if finding.code == "GK601"]
    assert "13" in told.message
    assert "9" in told.message


def test_a_figure_changed_in_table_and_text_alike_is_no_conflict(tmp_path: Path) -> None:
    def change(editor: Editor) -> None:
        editor.replace("年末现行有效规章9件", "年末现行有效规章13件")
        editor.set_cell(0, 2, 3, "13")

    data, pull = pull_of(tmp_path, change)
    assert {one.target for one in pull.changes} == {"主动公开.规章.现行有效"}
    Revision(data).apply(pull.items)
    assert [f.code for f in draft_report(data).findings if f.code == "GK601"] == []


def test_what_both_sides_changed_is_not_taken_without_asking(tmp_path: Path) -> None:
    data, draft = build(tmp_path)
    editor = Editor(draft)
    editor.set_cell(0, 2, 3, "13")
    edited = editor.save(tmp_path / "改稿.docx")
    text = data.read_text(encoding="utf-8").replace("现行有效: 9}", "现行有效: 11}")
    data.write_text(text, encoding="utf-8")
    (item,) = Revision(data).pull(edited).items
    assert not item.is_sure
    assert "11" in item.change.reason


def test_new_counts_of_the_data_are_no_change_of_the_editor(tmp_path: Path) -> None:
    data, draft = build(tmp_path)
    text = data.read_text(encoding="utf-8").replace("[486, 37, 2", "[480, 43, 2")
    data.write_text(text, encoding="utf-8")
    assert Revision(data).pull(draft).changes == ()


def test_words_keep_following_figures_after_they_were_changed(tmp_path: Path) -> None:
    data, pull = pull_of(
        tmp_path,
        lambda editor: editor.replace("公开政策文件143件，发布", "全年公开政策文件143件，同时发布"),
    )
    Revision(data).apply(pull.items)
    text = data.read_text(encoding="utf-8")
    assert "政策文件公开数: 143" in text
    data.write_text(text.replace("政策文件公开数: 143", "政策文件公开数: 150"), encoding="utf-8")
    assert "全年公开政策文件150件，同时发布" in draft_report(data).render(".txt").decode()


def test_a_sentence_that_the_data_change_as_well_stays_the_editors_and_is_told(
    tmp_path: Path,
) -> None:
    data, pull = pull_of(
        tmp_path,
        lambda editor: editor.replace("；新收量较上年增加35件", "；受理量比上年多35件"),
    )
    Revision(data).apply(pull.items)
    text = data.read_text(encoding="utf-8")
    data.write_text(text.replace("[486, 37, 2", "[386, 37, 2"), encoding="utf-8")
    result = draft_report(data)
    assert "受理量比上年多" in result.render(".txt").decode()
    assert "GK602" in [finding.code for finding in result.findings]


def test_what_an_editor_changes_again_replaces_what_was_taken_before(tmp_path: Path) -> None:
    data, draft = build(tmp_path)
    editor = Editor(draft)
    editor.insert_after("举办培训", "建立季度会商机制。")
    edited = editor.save(tmp_path / "改稿.docx")
    first = Revision(data)
    first.apply(first.pull(edited).items)
    editor.replace("建立季度会商机制。", "建立月度会商机制。")
    again = Revision(data)
    again.apply(again.pull(editor.save(edited)).items)
    text = data.read_text(encoding="utf-8")
    assert "建立月度会商机制。" in text
    assert "建立季度会商机制。" not in text


def test_a_data_file_of_another_year_or_body_is_named(tmp_path: Path) -> None:
    data, draft = build(tmp_path)
    text = data.read_text(encoding="utf-8").replace("简称: 江临市", "简称: 江北市")
    data.write_text(text, encoding="utf-8")
    assert any("江北市" in remark for remark in Revision(data).pull(draft).remarks)


def test_braces_that_an_editor_types_refer_to_nothing(tmp_path: Path) -> None:
    data, pull = pull_of(
        tmp_path, lambda editor: editor.insert_after("举办培训", "见{{申请情况.本年新收.总计}}。")
    )
    Revision(data).apply(pull.items)
    assert "见｛｛申请情况.本年新收.总计｝｝。" in draft_report(data).render(".txt").decode()


def test_the_file_before_it_was_changed_lies_beside_it(tmp_path: Path) -> None:
    data, pull = pull_of(tmp_path, lambda editor: editor.replace("账号118个", "账号120个"))
    before = data.read_bytes()
    backup = Revision(data).apply(pull.items)
    assert backup is not None
    assert backup.read_bytes() == before
    assert backup.parent == data.parent


def test_comments_and_layout_of_the_data_file_stay(tmp_path: Path) -> None:
    data, pull = pull_of(tmp_path, lambda editor: editor.set_cell(0, 2, 3, "13"))
    before = data.read_text(encoding="utf-8").splitlines()
    Revision(data).apply(pull.items)
    after = data.read_text(encoding="utf-8").splitlines()
    assert len(before) == len(after)
    assert sum(one != other for one, other in zip(before, after, strict=True)) == 1


def test_of_another_report_nothing_is_taken_without_asking(tmp_path: Path) -> None:
    data, draft = build(tmp_path)
    other = draft.with_stem("别的")
    other.write_bytes(draft_report(ROOT / "fixtures/taicang-2021.yaml").render(".docx"))
    editor = Editor(other)
    editor.set_cell(1, 4, 1, "99")
    for is_bare in (False, True):
        if is_bare:
            editor.drop_anchors()
            editor.drop_snapshot()
        items = Revision(data).pull(editor.save(other)).items
        assert any(item.change.is_taken for item in items)
        assert not any(item.is_sure for item in items)


def test_a_figure_of_the_text_that_both_sides_changed_is_not_taken_without_asking(
    tmp_path: Path,
) -> None:
    data, draft = build(tmp_path)
    editor = Editor(draft)
    editor.replace("账号118个", "账号120个")
    text = data.read_text(encoding="utf-8").replace("账号数: 118", "账号数: 119")
    data.write_text(text, encoding="utf-8")
    (item,) = Revision(data).pull(editor.save(tmp_path / "改稿.docx")).items
    assert not item.is_sure
    assert "119" in item.change.reason


def test_two_editors_of_one_sentence_are_told_and_neither_is_chosen(tmp_path: Path) -> None:
    data, draft = build(tmp_path)
    for name, words in (("甲", "回应入学和就医关切"), ("乙", "回应入学、就医、养老关切")):
        editor = Editor(draft)
        editor.replace("公开政策文件143件，发布解读材料286篇", f"{name}：公开政策文件143件")
        editor.replace("回应入学、就医等关切", words)
        editor.save(tmp_path / f"{name}.docx")
    first = Revision(data)
    first.apply(item for item in first.pull(tmp_path / "甲.docx").items if item.is_sure)
    items = Revision(data).pull(tmp_path / "乙.docx").items
    assert items
    assert not any(item.is_sure for item in items)
    assert "甲：公开政策文件" in items[0].change.reason


def test_two_editors_of_different_sentences_both_come_back(tmp_path: Path) -> None:
    data, draft = build(tmp_path)
    added = {
        "编印办事公开指引，放在各窗口供群众取阅。": "举办培训",
        "建立季度会商机制，集中研究疑难申请。": "举办培训",
        "政务新媒体实行三级审核。": "清理2020年以前",
    }
    for text, place in added.items():
        editor = Editor(draft)
        editor.insert_after(place, text)
        edited = editor.save(tmp_path / "改稿.docx")
        revision = Revision(data)
        revision.apply(item for item in revision.pull(edited).items if item.is_sure)
    text = draft_report(data).render(".txt").decode()
    assert [added_text for added_text in added if added_text not in text] == []


def test_without_a_snapshot_everything_must_be_named(tmp_path: Path) -> None:
    data, draft = build(tmp_path)
    editor = Editor(draft)
    editor.set_cell(1, 3, 1, "490")
    editor.drop_snapshot()
    (item,) = Revision(data).pull(editor.save(tmp_path / "改稿.docx")).items
    assert item.change.is_taken
    assert not item.is_sure
