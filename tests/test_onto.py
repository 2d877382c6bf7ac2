"""Onto 并入改稿: the data's changes go into the document an editor has, and nothing is lost."""

import random
import re
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from gkdraft.errors import OutputError
from gkdraft.pipeline import draft_report
from gkdraft.revise.revision import Revision
from helpers.data_changes import change_data
from helpers.editing import Editor, edit_at_random
from helpers.fuzzing import examples
from helpers.merging import (
    count_changes,
    hand_out,
    merge,
    pull,
    read_cells,
    read_main,
    read_text,
    set_data,
    set_figures,
)
from helpers.reports import JIANGLIN, ROOT, saved
from helpers.revising import list_sentences

FIXTURES = [JIANGLIN, *sorted((ROOT / "fixtures").glob("*.yaml"))]
IN_FORCE, FIRMS = "主动公开.规章.现行有效", "申请情况.本年新收.商业企业"
TRAINING = "总体情况.监督保障.数据.培训人次"


# --- laws


@pytest.mark.parametrize("source", FIXTURES, ids=lambda path: path.stem)
def test_with_unchanged_data_no_byte_changes(source: Path, tmp_path: Path) -> None:
    data, edited = hand_out(tmp_path, lambda e: edit_at_random(e, 7, 4), source=source)
    before = edited.read_bytes()
    made = merge(data, edited)
    assert made.plan.told == []
    assert edited.read_bytes() == before


@examples(12)
@given(seed=st.integers(0, 10**6), count=st.integers(0, 4), track=st.booleans())
def test_a_pull_afterwards_shows_what_was_pending_and_a_second_merge_changes_nothing(
    tmp_path_factory: pytest.TempPathFactory, seed: int, count: int, track: bool
) -> None:
    folder = tmp_path_factory.mktemp("onto")
    source = FIXTURES[seed % len(FIXTURES)]
    data, edited = hand_out(folder, lambda e: edit_at_random(e, seed, count), source=source)
    for round_ in range(2):
        change_data(data, seed + round_, 3)
        pending = pull(data, edited)
        merge(data, edited, track)
        after = pull(data, edited)
        assert count_changes(after) == count_changes(pending)
        once = edited.read_bytes()
        merge(data, edited, track)
        assert edited.read_bytes() == once


@examples(12)
@given(seed=st.integers(0, 10**6))
def test_without_an_editor_the_document_reads_as_it_would_built_anew(
    tmp_path_factory: pytest.TempPathFactory, seed: int
) -> None:
    folder = tmp_path_factory.mktemp("onto")
    data, edited = hand_out(folder, source=FIXTURES[seed % len(FIXTURES)])
    change_data(data, seed, random.Random(seed).randint(1, 6))
    made = merge(data, edited)
    anew = folder / "重新生成.docx"
    anew.write_bytes(draft_report(data).render(".docx"))
    assert made.plan.conflicts == []
    assert list_sentences(edited) == list_sentences(anew)
    assert pull(data, edited).changes == ()


@examples(8)
@given(seed=st.integers(0, 10**6))
def test_what_was_pulled_and_what_the_data_changed_read_as_built_anew(
    tmp_path_factory: pytest.TempPathFactory, seed: int
) -> None:
    folder = tmp_path_factory.mktemp("onto")
    data, edited = hand_out(folder, lambda e: edit_at_random(e, seed, 3))
    revision = Revision(data)
    items = revision.pull(edited).items
    revision.apply([item for item in items if item.is_sure])
    # what was not sure is still the editor's alone
    assume(not pull(data, edited).changes)
    set_figures(data, {FIRMS: "43", TRAINING: "700"})
    made = merge(data, edited)
    assert made.plan.conflicts == []
    assert pull(data, edited).changes == ()
    anew = folder / "重新生成.docx"
    anew.write_bytes(draft_report(data).render(".docx"))
    assert list_sentences(edited) == list_sentences(anew)


@examples(8)
@given(seed=st.integers(0, 10**6), track=st.booleans())
def test_the_order_of_two_independent_changes_does_not_matter(
    tmp_path_factory: pytest.TempPathFactory, seed: int, track: bool
) -> None:
    texts = []
    changes = [{FIRMS: "43"}, {TRAINING: "700"}]
    for order in (changes, changes[::-1], [{**changes[0], **changes[1]}]):
        folder = tmp_path_factory.mktemp("onto")
        data, edited = hand_out(folder, lambda e: edit_at_random(e, seed, 3))
        for figures in order:
            set_figures(data, figures)
            merge(data, edited, track)
        texts.append((list_sentences(edited), read_cells(data, edited)))
    assert texts[0] == texts[1] == texts[2]


@examples(8)
@given(seed=st.integers(0, 10**6))
def test_tracked_changes_read_as_plain_ones_and_rejected_they_leave_the_editors_text(
    tmp_path_factory: pytest.TempPathFactory, seed: int
) -> None:
    folder = tmp_path_factory.mktemp("onto")
    data, edited = hand_out(folder, lambda e: edit_at_random(e, seed, 2))
    before = list_sentences(edited)
    change_data(data, seed, 4)
    tracked = folder / "修订.docx"
    tracked.write_bytes(edited.read_bytes())
    merge(data, edited)
    merge(data, tracked, track=True)
    assert list_sentences(tracked) == list_sentences(edited)
    assert not any(change.author == "gkdraft" for change in pull(data, tracked).changes)
    editor = Editor(tracked)
    editor.reject_changes()
    assert list_sentences(editor.save(folder / "拒绝.docx")) == before


# --- figures


def test_a_figure_only_the_data_changed_arrives_with_its_totals_in_table_and_text(
    tmp_path: Path,
) -> None:
    data, edited = hand_out(tmp_path)
    set_figures(data, {FIRMS: "43"})
    merge(data, edited)
    cells, text = read_cells(data, edited), read_text(edited)
    assert (cells["表三 本年新收·商业企业"], cells["表三 本年新收·总计"]) == ("43", "553")
    assert "新收政府信息公开申请553件" in text
    assert "法人或其他组织67件" in text


def test_totals_follow_the_editors_figure_and_the_datas(tmp_path: Path) -> None:
    data, edited = hand_out(tmp_path, lambda e: e.set_cell(1, 3, 1, "490"))
    set_figures(data, {FIRMS: "43"})
    made = merge(data, edited)
    cells, text = read_cells(data, edited), read_text(edited)
    assert made.plan.conflicts == []
    assert (cells["表三 本年新收·自然人"], cells["表三 本年新收·总计"]) == ("490", "557")
    assert "新收政府信息公开申请557件" in text
    assert "自然人490件，占87.97%" in text
    (pending,) = pull(data, edited).changes
    assert (pending.key, pending.now) == ("申请情况.本年新收.自然人", "490")


def test_a_total_the_editor_changed_with_its_part_follows_both(tmp_path: Path) -> None:
    def change(editor: Editor) -> None:
        editor.set_cell(1, 3, 1, "490")
        editor.set_cell(1, 3, 7, "551")

    data, edited = hand_out(tmp_path, change)
    set_figures(data, {FIRMS: "43"})
    pending = count_changes(pull(data, edited))
    assert merge(data, edited).plan.conflicts == []
    assert read_cells(data, edited)["表三 本年新收·总计"] == "557"
    assert count_changes(pull(data, edited)) == pending


def test_a_total_that_does_not_follow_its_parts_is_a_conflict(tmp_path: Path) -> None:
    data, edited = hand_out(tmp_path, lambda e: e.set_cell(1, 3, 7, "600"))
    set_figures(data, {FIRMS: "43"})
    (conflict,) = merge(data, edited).plan.conflicts
    assert (conflict.base, conflict.now, conflict.edited) == ("547", "553", "600")
    assert read_cells(data, edited)["表三 本年新收·总计"] == "600"


def test_a_figure_both_sides_changed_stays_as_the_editor_has_it_and_is_told_every_time(
    tmp_path: Path,
) -> None:
    data, edited = hand_out(tmp_path, lambda e: e.set_cell(0, 2, 3, "13"))
    set_figures(data, {IN_FORCE: "11"})
    for _ in range(2):
        (conflict,) = merge(data, edited).plan.conflicts
        assert (conflict.key, conflict.base, conflict.now, conflict.edited) == (
            IN_FORCE, "9", "11", "13",
        )  # fmt: skip
    assert read_cells(data, edited)["表二 规章·现行有效"] == "13"
    # the text beside it reads as the table does
    assert "年末现行有效规章13件" in read_text(edited)
    (item,) = pull(data, edited).items
    assert not item.is_sure


def test_a_figure_changed_alike_on_both_sides_is_no_conflict(tmp_path: Path) -> None:
    data, edited = hand_out(tmp_path, lambda e: e.set_cell(0, 2, 3, "11"))
    set_figures(data, {IN_FORCE: "11"})
    assert merge(data, edited).plan.conflicts == []
    assert "年末现行有效规章11件" in read_text(edited)


def test_a_figure_in_prose_both_sides_changed_is_told_with_three_sentences_and_both_values(
    tmp_path: Path,
) -> None:
    data, edited = hand_out(tmp_path, lambda e: e.replace("632人次", "640人次"))
    set_figures(data, {TRAINING: "700"})
    (conflict,) = merge(data, edited).plan.conflicts
    assert (conflict.base, conflict.now, conflict.edited) == ("632", "700", "640")
    for number, text in zip(("632", "700", "640"), conflict.sentences, strict=True):
        assert f"{number}人次" in text
    assert "640人次" in read_text(edited)


def test_a_figure_arrives_in_a_sentence_the_editor_worded_anew(tmp_path: Path) -> None:
    data, edited = hand_out(
        tmp_path, lambda e: e.replace("年末现行有效规章9件", "到年底仍然有效的规章共计9件")
    )
    set_figures(data, {IN_FORCE: "11"})
    assert merge(data, edited).plan.conflicts == []
    assert "到年底仍然有效的规章共计11件" in read_text(edited)


def test_a_changed_figure_the_editor_took_out_of_its_sentence_is_told(tmp_path: Path) -> None:
    data, edited = hand_out(tmp_path, lambda e: e.replace("，632人次参加", ""))
    set_figures(data, {TRAINING: "700"})
    (conflict,) = merge(data, edited).plan.conflicts
    assert (conflict.now, conflict.edited) == ("700", "")
    assert "700" not in read_text(edited)


# --- words


def test_words_of_both_sides_in_one_sentence_are_merged(tmp_path: Path) -> None:
    text = "全年组织培训四场，评查案卷二十卷，逐件登记来访，结果在门户网站公布"
    source = saved(tmp_path / "原来.yaml", {"存在问题.1.改进": text})
    data, edited = hand_out(
        tmp_path, lambda e: e.replace("在门户网站公布", "在门户网站和公报上公布"), source=source
    )
    set_data(data, {"存在问题.2.改进": text.replace("培训四场", "培训五场")})
    assert merge(data, edited).plan.conflicts == []
    assert "全年组织培训五场，评查案卷二十卷，逐件登记来访，结果在门户网站和公报上公布" in (
        read_text(edited)
    )


def test_the_same_words_changed_otherwise_by_both_stay_the_editors_and_are_told(
    tmp_path: Path,
) -> None:
    data, edited = hand_out(tmp_path, lambda e: e.replace("部分专区利用率不高", "少数专区使用很少"))
    set_data(
        data, {"存在问题.3.问题": "个别专区利用率偏低，64个专区中有9个全年接待查阅不足100人次"}
    )
    (conflict,) = merge(data, edited).plan.conflicts
    assert "部分专区利用率不高" in conflict.base
    assert "个别专区利用率偏低" in conflict.now
    assert "少数专区使用很少" in conflict.edited
    assert "少数专区使用很少" in read_text(edited)


def test_a_new_problem_stands_in_its_place_and_the_later_ones_are_counted_on(
    tmp_path: Path,
) -> None:
    data, edited = hand_out(tmp_path, lambda e: e.replace("64个专区中有9个", "64个专区里有9个"))
    problems = Revision(data).reviser.state.data["存在问题"]  # type: ignore[index,call-overload]
    new = {"问题": "部分栏目更新不及时", "改进": "逐月巡查栏目，2027年起按季通报"}
    set_data(data, {"存在问题": (problems[0], new, *problems[1:])})
    made = merge(data, edited)
    text = read_text(edited)
    assert made.plan.conflicts == []
    assert text.index("一是部分栏目更新不及时") < text.index("二是职责信息不够清楚")
    assert "三是部分专区利用率不高，64个专区里有9个" in text


def test_a_sentence_the_editor_took_out_does_not_come_back_and_is_told(tmp_path: Path) -> None:
    data, edited = hand_out(tmp_path, lambda e: e.replace(_find(e, "举办培训4场"), ""))
    set_figures(data, {TRAINING: "700"})
    (conflict,) = merge(data, edited).plan.conflicts
    assert "700人次" in conflict.now
    assert conflict.edited == ""
    assert "举办培训" not in read_text(edited)


def test_what_the_data_no_longer_say_goes_unless_the_editor_commented_on_it(
    tmp_path: Path,
) -> None:
    data, edited = hand_out(tmp_path)
    commented = tmp_path / "批注.docx"
    editor = Editor(edited)
    editor.comment("问卷3108份")
    editor.save(commented)
    set_data(data, {"总体情况.监督保障.数据.社会评议满意度": None})
    for document, is_kept in ((edited, False), (commented, True)):
        made = merge(data, document)
        assert ("3108" in read_text(document)) == is_kept
        assert bool(made.plan.conflicts) == is_kept


def test_headings_are_counted_on_behind_one_that_the_data_put_in(tmp_path: Path) -> None:
    data, edited = hand_out(
        tmp_path, lambda e: e.insert_after("举办培训", "（六）编辑加的一节", style="Heading2")
    )
    new = {"位置": "总体情况.依申请公开.第2段", "级别": "2", "正文": "基层做法"}
    set_data(data, {"修改.1": new})
    merge(data, edited)
    headings = [line for line in Editor(edited).list_paragraphs() if re.match("（.）", line)]
    assert headings == [
        "（一）主动公开",
        "（二）依申请公开",
        "（三）基层做法",
        "（四）政府信息管理",
        "（五）政府信息公开平台建设",
        "（六）监督保障",
        "（七）编辑加的一节",
    ]


# --- what is refused


def test_without_a_record_of_the_last_build_nothing_is_merged(tmp_path: Path) -> None:
    data, edited = hand_out(tmp_path, lambda e: e.drop_snapshot())
    with pytest.raises(OutputError, match="没有生成时的记录"):
        merge(data, edited)


def test_another_reports_draft_is_refused(tmp_path: Path) -> None:
    data, _ = hand_out(tmp_path)
    other = tmp_path / "别的"
    other.mkdir()
    _, edited = hand_out(other, source=ROOT / "fixtures/taicang-2021.yaml")
    with pytest.raises(OutputError, match="这份稿子是"):
        merge(data, edited)


# --- what is left as it is


def test_paragraphs_nothing_was_done_to_stay_byte_for_byte(tmp_path: Path) -> None:
    data, edited = hand_out(tmp_path, lambda e: edit_at_random(e, 3, 3))
    before = re.findall(b"<w:p>.*?</w:p>", read_main(edited))
    set_figures(data, {IN_FORCE: "11"})
    merge(data, edited)
    after = re.findall(b"<w:p>.*?</w:p>", read_main(edited))
    changed = [one for one, other in zip(before, after, strict=True) if one != other]
    # the cell, and the sentence that tells it
    assert len(changed) == 2


def _find(editor: Editor, text: str) -> str:
    """The sentence with a text in it."""
    return next(one for one in editor.list_sentences() if text in one)
