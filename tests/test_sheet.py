"""Workbooks for colleagues: what stands in them, what may be typed, what they do in LibreOffice."""

import io
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from gkdraft.gathering.statutory import FormSheet
from gkdraft.gathering.workbooks import Desk, open_desk
from gkdraft.layout.resources import Resources
from gkdraft.render.workbook import Sheet, SheetCell, render_workbook
from helpers.commands import run
from helpers.county import COUNTY, DATA, RETURNS
from helpers.office import Edit
from helpers.reports import ROOT

JIANGLIN = ROOT / "fixtures/jianglin-2026/2026.yaml"
FORMS = {"表二": "主动公开", "表三": "申请情况", "表四": "复议诉讼"}


@pytest.fixture(scope="module")
def desk() -> Desk:
    return open_desk(JIANGLIN)


@pytest.fixture(scope="module")
def book(desk: Desk) -> Workbook:
    return load_workbook(io.BytesIO(desk.render()))


def list_addresses(desk: Desk, title: str) -> dict[tuple[str, ...], tuple[int, int]]:
    form = desk.paper.session.book.layout.form_by_key[FORMS[title]]
    return FormSheet(desk.roster.draft, form, "", bool, bool).addresses


def test_every_question_of_the_wizard_stands_in_the_workbook(desk: Desk, book: Workbook) -> None:
    labels = {cell.value for row in book["指标和文字"].iter_rows() for cell in row}
    for question in desk.questions.values():
        is_row = question.is_asked and question.form is None and not question.record
        if is_row and question.path[0] not in ("要点", "存在问题", "分工"):
            assert question.label in labels


@pytest.mark.parametrize("title", FORMS)
def test_only_cells_to_be_filled_in_are_open_and_the_others_are_locked(
    title: str, desk: Desk, book: Workbook
) -> None:
    form = desk.paper.session.book.layout.form_by_key[FORMS[title]]
    addresses = list_addresses(desk, title)
    inputs = {addresses[cell.key] for cell in form.inputs()}
    sheet = book[title]
    assert sheet.protection.sheet
    for row in sheet.iter_rows():
        for cell in row:
            if not cell.protection.locked and type(cell).__name__ == "Cell":
                assert (cell.row, cell.column) in inputs
    assert all(not sheet.cell(*place).protection.locked for place in inputs)


def test_a_count_takes_whole_numbers_only(book: Workbook) -> None:
    rules = {rule.type for rule in book["表三"].data_validations.dataValidation}
    assert rules == {"whole"}
    assert {rule.type for rule in book["表二"].data_validations.dataValidation} == {
        "whole",
        "decimal",
    }


def test_a_postcode_typed_into_a_workbook_keeps_its_zeros(book: Workbook) -> None:
    rows = {row[1].value: row[3] for row in book["指标和文字"].iter_rows()}
    assert (rows["邮编"].value, rows["邮编"].number_format) == ("010000", "@")


def test_labels_and_figures_are_those_of_the_report(desk: Desk, book: Workbook) -> None:
    for title, key in FORMS.items():
        form = desk.paper.session.book.layout.form_by_key[key]
        sheet, addresses = book[title], list_addresses(desk, title)
        texts = {cell.value for row in sheet.iter_rows() for cell in row}
        for block in form.blocks:
            assert {node.text for _key, node in block.row_leaves if node.text} <= texts
        for cell in form.inputs():
            figure = desk.roster.draft.figures.get(form.spell(cell.key))
            shown = sheet.cell(*addresses[cell.key]).value
            assert str(shown) == str(figure), cell.key


def test_counting_rules_are_comments_on_the_labels(desk: Desk, book: Workbook) -> None:
    comments = [
        cell.comment.text for row in book["表三"].iter_rows() for cell in row if cell.comment
    ]
    form = desk.paper.session.book.layout.form_by_key["申请情况"]
    hints = {node.hint for _key, node in form.blocks[0].row_leaves if node.hint}
    assert hints
    assert hints <= set(comments)


def test_the_same_data_file_gives_the_same_bytes(desk: Desk) -> None:
    assert desk.render() == open_desk(JIANGLIN).render()


@pytest.mark.parametrize(
    "text", ["=1+1", "=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "=", "普通"]
)
def test_text_is_never_a_formula(text: str) -> None:
    sheet = Sheet("表", (SheetCell(1, 1, text, "label"),), (20,))
    book = load_workbook(io.BytesIO(render_workbook([sheet], "表", Resources())))
    cell = book.worksheets[0].cell(1, 1)
    assert (cell.value, cell.data_type) == (text, "s")
    assert bool(cell.quotePrefix) is (text[0] in "=+-@")


# --- for each office


def test_an_office_gets_what_it_answers_and_nothing_else() -> None:
    desk = open_desk(DATA)
    book = load_workbook(io.BytesIO(desk.render(desk.roster.offices["县财政局"])))
    assert book.sheetnames == ["说明", "表二", "要点任务"]
    addresses = list_addresses(desk, "表二")
    opened = {
        key for key, place in addresses.items() if not book["表二"].cell(*place).protection.locked
    }
    assert opened == {("行政事业性收费",)}
    titles = [book["要点任务"].cell(row, 2).value for row in range(4, book["要点任务"].max_row + 1)]
    assert list(filter(None, titles)) == ["公开财政资金"]


def test_every_task_goes_to_somebody_or_is_told_to_go_to_nobody() -> None:
    desk = open_desk(DATA)
    given = [entry.path for office in desk.roster.offices.values() for entry in office.tasks]
    left = [entry.path for entry in desk.roster.list_ownerless()]
    asked = {("要点", 0, "组", group, "任务", task) for group, task in _list_tasks(desk)}
    assert {*given, *left} == asked
    assert not left


def _list_tasks(desk: Desk) -> list[tuple[int, int]]:
    groups = desk.roster.draft.report.notices[0].groups
    return [(g, t) for g, group in enumerate(groups) for t in range(len(group.tasks))]


def test_last_years_sum_does_not_stand_beside_the_part_of_an_office() -> None:
    desk = open_desk(DATA)
    book = load_workbook(io.BytesIO(desk.render(desk.roster.offices["县教育局"])))
    texts = [str(cell.value) for row in book["表三"].iter_rows() for cell in row]
    assert "96" not in texts
    assert "上年结转 = 上年结转下年度" not in texts


def test_a_workbook_each_and_a_list_of_who_got_what(tmp_path: Path) -> None:
    done = run("sheet", DATA, "--by", "unit", "-o", tmp_path)
    assert done.returncode == 0, done.stderr
    names = sorted(path.name for path in tmp_path.iterdir())
    desk = open_desk(DATA)
    assert len(names) == len(desk.roster.offices) + 1 == 13
    listed = load_workbook(next(tmp_path.glob("分发清单*")))["分发清单"]
    rows = [[cell.value for cell in row] for row in listed.iter_rows(min_row=4)]
    assert [row[1] for row in rows] == list(desk.roster.offices)
    assert all((tmp_path / str(row[5])).exists() for row in rows)
    again = run("sheet", DATA, "--by", "unit", "-o", tmp_path)
    assert again.returncode == 0, again.stderr


def test_a_workbook_that_somebody_filled_in_is_not_overwritten(tmp_path: Path) -> None:
    target = tmp_path / "表.xlsx"
    shutil.copy(RETURNS / "县财政局.xlsx", target)
    before = target.read_bytes()
    done = run("sheet", DATA, "-o", target)
    assert done.returncode == 2
    assert "没有覆盖" in done.stderr
    assert target.read_bytes() == before
    assert run("sheet", DATA, "-o", target, "--force").returncode == 0
    assert target.read_bytes() != before


def test_nothing_is_written_where_one_of_many_would_be_overwritten(tmp_path: Path) -> None:
    run("sheet", DATA, "--by", "unit", "-o", tmp_path)
    kept = sorted(tmp_path.iterdir())
    kept[3].write_bytes(b"mine")
    for path in (kept[0], kept[-1]):
        path.unlink()
    done = run("sheet", DATA, "--by", "unit", "-o", tmp_path)
    assert done.returncode == 2
    assert not kept[0].exists()
    assert not kept[-1].exists()


def test_a_proposal_leaves_what_is_divided_already(tmp_path: Path) -> None:
    data = tmp_path / "2026.yaml"
    text = DATA.read_text(encoding="utf-8")
    data.write_text(text.replace("复议诉讼: [县司法局]", "复议诉讼: [县政府办公室]"), "utf-8")
    run("sheet", data, "--propose")
    after = data.read_text(encoding="utf-8")
    assert "复议诉讼: [县政府办公室]" in after
    assert "主动公开.预决算公开数: [县财政局]" in after


def test_an_item_that_no_report_has_is_a_fault_with_its_line(tmp_path: Path) -> None:
    data = tmp_path / "2026.yaml"
    text = DATA.read_text(encoding="utf-8")
    data.write_text(text.replace("主动公开.行政许可: [", "主动公开.行政奖励: ["), "utf-8")
    told = run("check", data).stdout
    assert "GK002 错误" in told
    assert "没有这一项：写表、表里的行" in told


# --- in LibreOffice


@pytest.mark.office
def test_formulas_are_reckoned_and_what_fails_is_red_on_the_page(
    tmp_path: Path, office: Edit
) -> None:
    source = tmp_path / "表.xlsx"
    shutil.copy(COUNTY / "回收/县住房和城乡建设局.xlsx", source)
    for kind in ("xlsx", "pdf"):
        subprocess.run(
            ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless",
             "--convert-to", kind, "--outdir", tmp_path / kind, source],
            check=False, capture_output=True, timeout=300,
        )  # fmt: skip
    if not (tmp_path / "xlsx/表.xlsx").exists():
        pytest.skip("needs LibreOffice Calc (libreoffice-calc-nogui)")
    desk = open_desk(DATA)
    sheet = load_workbook(tmp_path / "xlsx/表.xlsx", data_only=True)["表三"]
    addresses = list_addresses(desk, "表三")
    assert sheet.cell(*addresses["总计", "自然人"]).value == 24
    assert sheet.cell(*addresses["本年新收", "总计"]).value == 22
    below = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=33)]
    difference = next(row for row in below if "结转下年度" in str(row[0]))
    assert next(value for value in difference if isinstance(value, int | float)) == -1
    assert count_red(tmp_path / "pdf/表.pdf") > 0


def count_red(pdf: Path) -> int:
    """Areas of a page that have the colour of what does not add up."""
    import pdfplumber

    with pdfplumber.open(pdf) as opened:
        found: list[Any] = [rect for page in opened.pages for rect in page.rects]
    red = (0xFF / 255, 0xC7 / 255, 0xCE / 255)
    return sum(_is_colour(rect["non_stroking_color"], red) for rect in found)


def _is_colour(colour: Any, other: tuple[float, ...]) -> bool:
    if not isinstance(colour, tuple | list) or len(colour) != len(other):
        return False
    return all(abs(one - two) < 0.02 for one, two in zip(colour, other, strict=True))
