"""Edits of a draft keep facts: figures stay with their keys, two editors' words do not mix."""

import copy
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from gkdraft.pipeline import draft_report
from gkdraft.revise.changes import Change as Pulled
from gkdraft.revise.pull import Pull
from gkdraft.revise.revision import Revision
from helpers.editing import Change, Editor, read, sentences
from helpers.reports import JIANGLIN, ROOT
from helpers.revising import build, take_all

PLATFORMS = "总体情况.平台建设.数据"
WAYS = "总体情况.依申请公开.数据.申请渠道分布"
THREE_WAYS = "网上提交402件、邮寄96件、当面提交49件"


def edit(folder: Path, draft: Path, name: str, change: Change) -> Path:
    editor = Editor(draft)
    change(editor)
    return editor.save(folder / f"{name}.docx")


def pull_edit(folder: Path, old: str, new: str) -> Pull:
    data, draft = build(folder)
    edited = edit(folder, draft, "改稿", lambda editor: editor.replace(old, new))
    return Revision(data).pull(edited)


def take_sure(data: Path, edited: Path) -> Sequence[Pulled]:
    """What came back, after everything sure was taken."""
    revision = Revision(data)
    pull = revision.pull(edited)
    revision.apply([item for item in pull.items if item.is_sure])
    return pull.changes


def set_figures(pull: Pull) -> Mapping[str, str]:
    return {c.key: c.now for c in pull.changes if c.key and c.target == c.key}


@pytest.mark.parametrize(
    ("old", "new", "figures"),
    [
        ("开设1个、关停9个", "开设9个、关停1个",
         {f"{PLATFORMS}.新媒体开设关停数.开设": "9", f"{PLATFORMS}.新媒体开设关停数.关停": "1"}),
        (THREE_WAYS, "网上提交49件、邮寄96件、当面提交402件",
         {f"{WAYS}.网上提交": "49", f"{WAYS}.当面提交": "402"}),
        (THREE_WAYS, "网上提交96件、邮寄49件、当面提交402件",
         {f"{WAYS}.网上提交": "96", f"{WAYS}.邮寄": "49", f"{WAYS}.当面提交": "402"}),
    ],
)  # fmt: skip
def test_figures_that_change_places_are_changed_each_at_its_own_key(
    tmp_path: Path, old: str, new: str, figures: Mapping[str, str]
) -> None:
    pull = pull_edit(tmp_path, old, new)
    assert set_figures(pull) == figures
    assert [change.kind for change in pull.changes] == ["figure"] * len(figures)


@pytest.mark.parametrize(
    "new", ["当面提交49件、邮寄96件、网上提交402件", "邮寄96件、当面提交49件、网上提交402件"]
)
def test_figures_that_move_with_their_words_keep_their_keys(tmp_path: Path, new: str) -> None:
    pull = pull_edit(tmp_path, THREE_WAYS, new)
    assert set_figures(pull) == {}
    (item,) = pull.items
    assert item.wording is not None
    for name in ("网上提交", "邮寄", "当面提交"):
        assert f"{name}{{{{{WAYS}.{name}}}}}件" in item.wording.after


def test_a_number_that_counts_something_else_is_not_written_to_the_old_key(tmp_path: Path) -> None:
    pull = pull_edit(tmp_path, "邮寄96件", "传真16件")
    assert set_figures(pull) == {}
    assert pull.items[0].wording is not None
    assert "传真16件" in pull.items[0].wording.after


def test_a_figure_in_the_text_that_both_sides_changed_is_not_taken_without_asking(
    tmp_path: Path,
) -> None:
    data, draft = build(tmp_path)
    edited = edit(tmp_path, draft, "改稿", lambda e: e.replace("账号118个", "账号120个"))
    text = data.read_text(encoding="utf-8").replace("账号数: 118", "账号数: 125")
    data.write_text(text, encoding="utf-8")
    (change,) = take_sure(data, edited)
    assert "125" in change.reason
    assert "账号数: 125" in data.read_text(encoding="utf-8")


@pytest.fixture
def two(tmp_path: Path) -> tuple[Path, Path, Path]:
    """A data file, its draft, and a folder for two editors."""
    return *build(tmp_path), tmp_path


@pytest.mark.parametrize(
    ("first", "second", "kept"),
    [
        (lambda e: e.replace("账号118个", "账号120个"),
         lambda e: e.replace("账号118个", "账号122个"), "账号120个"),
        (lambda e: e.replace("截至年末，", "年底，"),
         lambda e: e.replace("截至年末，", "到年末，"), "年底，政务"),
        (lambda e: e.replace("优化营商环境", "改善营商环境"),
         lambda e: e.replace("保障民生", "保障和改善民生"), "改善营商环境和保障民生"),
        (lambda e: e.replace("截至年末，", "年底，"),
         lambda e: e.delete("截至年末，"), "年底，政务"),
    ],
    ids=["figure", "sentence", "own text", "deletion"],
)  # fmt: skip
def test_where_two_editors_changed_the_same_the_first_stays_and_the_second_is_asked(
    two: tuple[Path, Path, Path], first: Change, second: Change, kept: str
) -> None:
    data, draft, folder = two
    one, other = edit(folder, draft, "甲", first), edit(folder, draft, "乙", second)
    take_sure(data, one)
    (change,) = take_sure(data, other)
    assert change.confidence == "low"
    assert change.reason
    assert kept in draft_report(data).render(".txt").decode()


def test_what_two_editors_changed_in_two_places_is_taken_from_both(
    two: tuple[Path, Path, Path],
) -> None:
    data, draft, folder = two
    one = edit(folder, draft, "甲", lambda e: e.replace("截至年末，", "年底，"))
    other = edit(folder, draft, "乙", lambda e: e.replace("账号118个", "账号122个"))
    take_sure(data, one)
    (change,) = take_sure(data, other)
    assert change.key == f"{PLATFORMS}.政务新媒体账号数"
    assert "年底，政务新媒体账号122个" in draft_report(data).render(".txt").decode()


def swap_sentences(editor: Editor) -> None:
    """The first two sentences of a paragraph change places."""
    paragraph = editor.find("举办培训")
    first, second, *_ = sentences(paragraph)
    editor.retype("举办培训", read(paragraph).replace(first + second, second + first))


def repeat_paragraph(editor: Editor) -> None:
    paragraph = editor.find("举办培训")
    paragraph.addnext(copy.deepcopy(paragraph))


@pytest.mark.parametrize("change", [swap_sentences, repeat_paragraph])
def test_text_that_moved_or_stands_twice_comes_back_as_the_editor_has_it(
    tmp_path: Path, change: Change
) -> None:
    data, draft = build(tmp_path)
    edited = edit(tmp_path, draft, "改稿", change)
    assert Revision(data).pull(edited).changes
    assert take_all(data, edited) == []
    assert Revision(data).pull(edited).changes == ()


def test_a_sentence_that_moved_in_its_paragraph_keeps_all_its_figures(tmp_path: Path) -> None:
    data, draft = build(tmp_path)
    take_sure(data, edit(tmp_path, draft, "改稿", swap_sentences))
    text = data.read_text(encoding="utf-8")
    data.write_text(text.replace("培训次数: 4", "培训次数: 5"), encoding="utf-8")
    assert "获评优秀。举办培训5场" in draft_report(data).render(".txt").decode()


def test_a_gap_is_the_same_gap_whatever_a_template_calls_it(tmp_path: Path) -> None:
    source = tmp_path / "缺数.yaml"
    text = JIANGLIN.read_text(encoding="utf-8").replace("信息总数: 86214", "信息总数:")
    source.write_text(text, encoding="utf-8")
    data, draft = build(tmp_path, source)
    editor = Editor(draft)
    editor.replace("年，全市各级行政机关主动公开", "年，全市各级机关主动公开")
    editor.drop_snapshot()
    edited = editor.save(tmp_path / "改稿.docx")
    revision = Revision(data)
    revision.apply(revision.pull(edited).items)
    assert revision.pull(edited).changes == ()


def test_a_paragraph_put_in_below_a_title_of_two_lines_stands_there(tmp_path: Path) -> None:
    data, draft = build(tmp_path, ROOT / "fixtures/pingtan-2020.yaml")
    editor = Editor(draft)
    editor.insert_after("年度报告", "本报告经审议通过。")
    edited = editor.save(tmp_path / "改稿.docx")
    assert take_all(data, edited) == []
    lines = draft_report(data).render(".txt").decode().split()
    assert lines.index("本报告经审议通过。") < 4


def test_a_sentence_moved_to_another_paragraph_still_follows_the_data(tmp_path: Path) -> None:
    data, draft = build(tmp_path)
    moved = "制发行政规范性文件31件、废止12件，年末现行有效214件。"
    editor = Editor(draft)
    editor.replace(moved, "")
    editor.replace("印发通报4期。", f"印发通报4期。{moved}")
    assert take_all(data, editor.save(tmp_path / "改稿.docx")) == []
    text = data.read_text(encoding="utf-8").replace("{制发: 31,", "{制发: 33,")
    data.write_text(text, encoding="utf-8")
    printed = draft_report(data).render(".txt").decode()
    assert "印发通报4期。制发行政规范性文件33件、废止12件" in printed
    assert printed.count("制发行政规范性文件") == 1


def test_a_point_in_a_heading_stays_a_point(tmp_path: Path) -> None:
    data, draft = build(tmp_path)
    editor = Editor(draft)
    editor.insert_after("举办培训", "（六）平台2.0版上线", "Heading2")
    editor.insert_after("平台2.0版上线", "新平台于11月上线。")
    assert take_all(data, editor.save(tmp_path / "改稿.docx")) == []
    assert "（六）平台2.0版上线\n新平台于11月上线。" in draft_report(data).render(".txt").decode()


def test_a_paragraph_that_only_says_what_a_data_file_calls_left_out_is_no_deletion(
    tmp_path: Path,
) -> None:
    data, draft = build(tmp_path)
    editor = Editor(draft)
    editor.insert_after("举办培训", "略")
    (change,) = Revision(data).pull(editor.save(tmp_path / "改稿.docx")).changes
    assert not change.is_taken
    assert "略" in change.reason
