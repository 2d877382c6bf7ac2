"""Two versions of one year's report side by side: what differs is told, and nothing else."""

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from gkdraft.cli import main
from gkdraft.messages import translate
from gkdraft.pipeline import Result, draft_report, open_report
from gkdraft.revise.alignment import Passage
from gkdraft.revise.changes import Change
from gkdraft.revise.long_alignment import MOST_PAIRS, align_long
from gkdraft.revise.version_listing import render_versions
from gkdraft.revise.versions import Version, Versions, compare_versions
from gkdraft.revise.word_changes import mark_words
from helpers.commands import run
from helpers.editing import Editor, edit_at_random, read
from helpers.reports import JIANGLIN, ROOT, TAICANG, drafted, published_text, saved, shared

GANSU = ROOT / "fixtures/profile-gansu/2025.yaml"
FIXTURES = [*sorted((ROOT / "fixtures").glob("*.yaml")), JIANGLIN, GANSU]
SAME = "两份一样。"
TITLE = "江临市2026年政府信息公开工作年度报告"


def compare(one: Result, two: Result) -> Versions:
    return compare_versions(*(Version(each.draft, each.document) for each in (one, two)))


def said(one: Result, two: Result) -> list[str]:
    return [translate(line) for line in render_versions(compare(one, two))]


def only(changes: tuple[Change, ...]) -> Change:
    (change,) = changes
    return change


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    path = tmp_path / "稿.docx"
    path.write_bytes(draft_report(JIANGLIN).render(".docx"))
    return path


@pytest.fixture
def edited(draft: Path) -> Editor:
    return Editor(draft)


def compared(draft: Path, editor: Editor) -> Versions:
    return compare(open_report(draft), open_report(editor.save(draft.with_name("改.docx"))))


# nothing differs --------------------------------------------------------------------------------


@pytest.mark.parametrize("suffix", [".docx", ".html", ".txt"])
@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
def test_a_data_file_is_the_same_as_what_it_prints(path: Path, suffix: str, tmp_path: Path) -> None:
    result = draft_report(path)
    target = tmp_path / f"稿{suffix}"
    target.write_bytes(result.render(suffix))
    assert said(result, open_report(target)) == [SAME]
    assert said(open_report(target), result) == [SAME]


def test_where_nothing_differs_that_is_all_that_is_said(draft: Path, capsys: Any) -> None:
    page = draft.with_suffix(".html")
    page.write_bytes(draft_report(JIANGLIN).render(".html"))
    assert main(["compare", str(draft), str(page)]) == 0
    assert capsys.readouterr().out == f"{SAME}\n"
    assert main(["compare", str(draft), str(page), "--format", "markdown"]) == 0
    assert capsys.readouterr().out == f"{SAME}\n"
    assert main(["compare", str(draft), str(page), "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found == {"kind": "versions", "figures": [], "text": [], "remarks": []}


def test_a_report_and_its_print_are_the_same() -> None:
    pytest.importorskip("pdfplumber")
    files = ("wps-jianping-2025.docx", "wps-jianping-2025.pdf")
    one, two = (open_report(shared(f"corpus/more/{name}")) for name in files)
    assert said(one, two) == [SAME]


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("全年办理1234件。", "全年办理1,234件。"),
        ("全年办理12件。", "全年办理１２件。"),
        ("印发《指引》，“一件事”上网。", "印发《指引》,「一件事」上网。"),
        ("全年办理 12 件。", "全年办理12件。"),
        ("（一）主动公开", "（二）主动公开"),
        ("1.加强培训。", "2.加强培训。"),
    ],
)
def test_shapes_spaces_and_numbers_of_headings_are_no_difference(one: str, two: str) -> None:
    texts = (f"{TITLE}\n一、总体情况\n{text}\n" for text in (one, two))
    assert compare(*map(published_text, texts)).texts == ()


# figures ----------------------------------------------------------------------------------------


def test_a_cell_that_differs_is_told_with_its_place_and_both_figures(
    draft: Path, edited: Editor
) -> None:
    edited.set_cell(1, 3, 1, "490")
    versions = compared(draft, edited)
    before = str(draft_report(JIANGLIN).draft.figures.get("申请情况.本年新收.自然人"))
    change = only(versions.figures)
    assert (change.place, change.before, change.now) == ("表三 本年新收·自然人", before, "490")
    assert versions.texts == ()
    assert f"表三 本年新收·自然人：{before} → 490" in render_versions(versions)


def test_a_total_is_told_as_each_version_prints_it(draft: Path, edited: Editor) -> None:
    cells = edited.body.findall(".//{*}tbl")[1].findall("{*}tr")[3].findall("{*}tc")
    edited.set_cell(1, 3, len(cells) - 1, "999")
    change = only(compared(draft, edited).figures)
    assert (change.key, change.now) == ("申请情况.本年新收.总计", "999")


def test_a_blank_cell_is_not_one_that_was_not_read(draft: Path, edited: Editor) -> None:
    edited.set_cell(1, 3, 1, "")
    versions = compared(draft, edited)
    assert only(versions.figures).reason == ""
    assert any(line.endswith("→ 空白") for line in render_versions(versions))


def test_a_table_only_one_version_shows_is_told_as_not_read(draft: Path, edited: Editor) -> None:
    table = edited.body.findall("{*}tbl")[2]
    table.getparent().remove(table)
    versions = compared(draft, edited)
    assert {change.reason for change in versions.figures} == {"后一份没有读出"}
    assert len(versions.figures) == 15
    told = render_versions(versions)
    assert [line for line in told if line.startswith("表四有 15 格后一份没有读出")]
    assert not any("空白" in line for line in told)


def test_what_neither_version_shows_is_not_called_the_same(draft: Path, edited: Editor) -> None:
    table = edited.body.findall("{*}tbl")[2]
    table.getparent().remove(table)
    report = open_report(edited.save(draft))
    told = said(report, report)
    assert told[-1] == "比较过的都一样。"
    assert any("表四有 15 格两份都没有读出" in line for line in told)


def test_a_row_no_form_has_is_told_where_only_one_version_has_it(
    draft: Path, edited: Editor
) -> None:
    rows = edited.body.findall("{*}tbl")[0].findall("{*}tr")
    other = next(row for row in rows if "规章" in read(row))
    row = deepcopy(other)
    next(t for t in row.iter("{*}t") if t.text == "规章").text = "村规民约"
    other.addnext(row)
    change = only(compared(draft, edited).texts)
    assert (change.kind, change.now) == ("row", "村规民约")


# text -------------------------------------------------------------------------------------------


def test_of_a_reworded_sentence_only_the_words_around_the_change_are_shown(
    draft: Path, edited: Editor
) -> None:
    edited.replace("举办培训4场", "举办业务培训4场")
    versions = compared(draft, edited)
    change = only(versions.texts)
    assert (change.kind, change.place) == ("reword", "总体情况.监督保障")
    assert change.now.count("。") == 1
    line = next(line for line in render_versions(versions) if "改写" in line)
    assert "举办［+业务］培训4场" in line
    assert len(line) < len(change.now) + 20


def test_a_sentence_put_in_and_one_taken_out_are_told_whole(draft: Path, edited: Editor) -> None:
    edited.replace("落实先审查后公开制度。", "")
    edited.replace("举办培训4场", "建立季度会商机制。举办培训4场")
    found = [(c.kind, c.place, c.before or c.now) for c in compared(draft, edited).texts]
    assert found == [
        ("delete", "总体情况.政府信息管理", "落实先审查后公开制度。"),
        ("insert", "总体情况.监督保障", "建立季度会商机制。"),
    ]


def test_paragraphs_put_in_taken_out_and_joined_are_told_in_order(
    draft: Path, edited: Editor
) -> None:
    edited.delete("围绕推进政务运行公开透明")
    edited.merge("新收政府信息公开申请")
    edited.insert_after("落实先审查后公开制度", "建立季度会商机制，集中研究疑难申请。")
    versions = compared(draft, edited)
    found = [(change.kind, change.place) for change in versions.texts]
    assert found == [
        ("delete", "总体情况.主动公开"),
        ("merge", "总体情况.依申请公开"),
        ("insert", "总体情况.政府信息管理"),
    ]
    assert any("“修订答复书模板6类" in line for line in render_versions(versions))


def test_a_paragraph_that_is_parted_is_told_by_how_the_new_one_begins() -> None:
    head = f"{TITLE}\n一、总体情况\n"
    first = "全年举办培训4场，632人次参加，覆盖各县区和市直部门。"
    second = "开展检查监测6次，印发通报4期，整改问题32个。"
    whole, parted = (
        published_text(f"{head}{first}{second}"),
        published_text(f"{head}{first}\n{second}"),
    )
    assert only(compare(whole, parted).texts).kind == "split"
    assert said(whole, parted)[0] == "总体情况 分段：“开展检查监测6次，印发通报4期，……”另起一段"
    assert said(parted, whole)[0] == "总体情况 并段：“开展检查监测6次，印发通报4期，……”不另起一段"


@pytest.mark.parametrize(
    ("old", "new", "kind", "place"),
    [
        ("（二）依申请公开", "（二）依申请公开情况", "heading", "总体情况.依申请公开"),
        ("江临市及各项数据均为虚构", "江临市和数据均为虚构", "reword", "主动公开政府信息情况"),
        ("5550100", "5550188", "reword", "前言"),
        ("江临市2026年政府", "江临市二〇二六年政府", "reword", "标题"),
    ],
)
def test_headings_notes_contact_and_title_are_compared(
    old: str, new: str, kind: str, place: str, draft: Path, edited: Editor
) -> None:
    edited.replace(old, new)
    change = only(compared(draft, edited).texts)
    assert (change.kind, change.place) == (kind, place)
    assert new in change.now


def test_a_figure_at_the_head_of_a_paragraph_is_no_number_of_a_heading() -> None:
    texts = (f"{TITLE}\n一、总体情况\n{count}.5万人次参加培训。" for count in "12")
    assert "［1.5→2.5］万人次" in said(*map(published_text, texts))[0]


def test_sentences_that_have_little_in_common_are_shown_one_after_the_other() -> None:
    before, now = "建立季度会商机制。", "公开栏目逐月巡查。"
    assert mark_words(before, now) == f"［{before}→{now}］"


@pytest.mark.parametrize("seed", range(8))
def test_the_other_way_round_everything_is_told_the_other_way_round(
    seed: int, draft: Path, edited: Editor
) -> None:
    edit_at_random(edited, seed, 4)
    one, two = open_report(draft), open_report(edited.save(draft.with_name("改.docx")))
    there, back = compare(one, two).texts, compare(two, one).texts
    assert there
    assert [(turned(c.kind), c.now, c.before) for c in there] == [
        (c.kind, c.before, c.now) for c in back
    ]


def turned(kind: str) -> str:
    pairs = {"insert": "delete", "split": "merge"}
    return {**pairs, **{other: one for one, other in pairs.items()}}.get(kind, kind)


def test_the_day_a_report_is_signed_is_compared() -> None:
    one, two = (drafted({"落款": {"日期": f"2027-01-2{day}"}}) for day in (0, 1))
    assert said(one, two)[0].endswith("2027年1月［20→21］日")


# which reports ----------------------------------------------------------------------------------


def test_that_two_reports_are_of_two_bodies_is_said_first() -> None:
    other = drafted({"机关": {"名称": "云川县人民政府", "层级": "县级政府"}})
    first, *rest = said(drafted(), other)
    assert first == "两份报告不是同一机关的：江临市人民政府、云川县人民政府"
    assert any(line.startswith("标题 改写") for line in rest)


def test_a_report_without_a_year_is_compared_as_a_version(tmp_path: Path, capsys: Any) -> None:
    page = tmp_path / "无年度.html"
    text = draft_report(TAICANG).render(".html").decode()
    page.write_text(text.replace("2021年", "本年"), encoding="utf-8")
    assert main(["compare", str(page), str(TAICANG)]) == 0
    told = capsys.readouterr().out.splitlines()
    assert told[0] == "有一份没有读到年度，按同一年的两份对照"
    assert any("［本→2021］年" in line for line in told)


def test_two_years_are_compared_as_years(tmp_path: Path, capsys: Any) -> None:
    later = saved(tmp_path / "2027.yaml", {"年度": "2027"})
    assert main(["compare", str(JIANGLIN), str(later), "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["kind"], found["上年"], found["本年"]) == ("years", 2026, 2027)


def test_differences_are_data_and_a_table_as_well(draft: Path, edited: Editor, capsys: Any) -> None:
    edited.set_cell(1, 3, 1, "490")
    edited.replace("举办培训4场", "举办业务培训4场")
    other = edited.save(draft.with_name("改.docx"))
    assert main(["compare", str(draft), str(other), "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [(row["key"], row["now"]) for row in found["figures"]] == [
        ("申请情况.本年新收.自然人", "490")
    ]
    assert [(row["kind"], row["place"]) for row in found["text"]] == [
        ("reword", "总体情况.监督保障")
    ]
    assert main(["compare", str(draft), str(other), "--format", "markdown"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len([line for line in lines if line.startswith("| 表三 本年新收·自然人 |")]) == 1
    assert len([line for line in lines if line.startswith("| 总体情况.监督保障 | 改写 |")]) == 1


def test_differences_are_told_in_english(draft: Path, edited: Editor) -> None:
    edited.replace("举办培训4场", "举办业务培训4场")
    other = edited.save(draft.with_name("改.docx"))
    assert "reworded: " in run("compare", draft, other, GKDRAFT_LANG="en").stdout
    assert run("compare", draft, draft, GKDRAFT_LANG="en").stdout == "Both are the same.\n"


# long texts -------------------------------------------------------------------------------------


def test_a_long_text_is_paired_by_what_stands_once_in_both() -> None:
    count = int(MOST_PAIRS**0.5) * 2
    base = [Passage(f"第{number}项工作按期完成") for number in range(count)]
    edited = [*base[:40], Passage("新增一项"), *base[40:90], *base[91:]]
    pairings = align_long(base, edited)
    assert [(p.base, p.edited) for p in pairings if not p.base] == [(range(40, 40), range(40, 41))]
    assert [p.base for p in pairings if not p.edited] == [range(90, 91)]
    assert [at for p in pairings for at in p.base] == list(range(len(base)))
    assert [at for p in pairings for at in p.edited] == list(range(len(edited)))


def test_what_is_too_long_to_be_weighed_is_told_as_taken_out_and_put_in() -> None:
    count = int(MOST_PAIRS**0.5) + 1
    base = [Passage("甲甲")] * count
    pairings = align_long(base, [Passage("乙乙")] * count)
    assert not any(pairing.is_paired for pairing in pairings)
    assert len(pairings) == 2 * count
