"""Workbooks are read as a person sees them: cells, merges, dates, and nothing that is hidden."""

import datetime
import io
import time
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from fuzz.zip_files import write_xlsx, write_zip
from gkdraft.cli import main
from gkdraft.errors import InputError
from gkdraft.reading.documents import read_document
from gkdraft.reading.documents.flow import Flow, Table, TextLine

LONGEST = 3
"""Seconds, after which the watch would end it."""
CELL = '<c r="{}" t="inlineStr"><is><t>{}</t></is></c>'
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
USUAL = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def opened(data: bytes, folder: Path, name: str = "表.xlsx") -> Flow:
    path = folder / name
    path.write_bytes(data)
    return read_document(path)


def saved(book: openpyxl.Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def written(fill: Callable[[Worksheet], object], folder: Path) -> Flow:
    """What is read of a sheet that was filled in."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "汇总"
    fill(sheet)
    return opened(saved(book), folder)


def rows_of(*rows: str) -> str:
    return f"<sheetData>{''.join(rows)}</sheetData>"


def made(body: str, folder: Path, parts: Mapping[str, str | bytes] | None = None) -> Flow:
    """What is read of a sheet that was put together by hand."""
    return opened(write_xlsx({"汇总": body}, parts), folder)


def refused(data: bytes, folder: Path, name: str = "表.xlsx") -> str:
    began = time.process_time()
    with pytest.raises(InputError) as error:
        opened(data, folder, name)
    assert time.process_time() - began < LONGEST
    told = str(error.value)
    assert "\n" not in told
    assert name in told
    return told


def grid(block: object) -> list[list[str]]:
    assert isinstance(block, Table)
    return [[cell.text for cell in row] for row in block.rows]


def texts(flow: Flow) -> list[str]:
    return list(flow.texts())


# what cells show


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("3", "3"), ("12.0", "12"), ("1.5E3", "1500"), ("27663.5", "27663.5"), ("-0", "0"),
        ("0.1000000000000000055", "0.1"), ("0.30000000000000004", "0.3"), ("1E-3", "0.001"),
        ("123456789012345678", "123456789012346000"), ("-7", "-7"), ("1E+400", "1E+400"),
        ("NaN", "NaN"), ("9" * 5000, "9" * 5000), ("二", "二"),
    ],
)  # fmt: skip
def test_a_number_is_read_as_a_person_sees_it(stored: str, shown: str, tmp_path: Path) -> None:
    flow = made(rows_of(f'<row r="1"><c r="A1"><v>{stored}</v></c></row>'), tmp_path)
    assert texts(flow) == [shown]


@pytest.mark.parametrize(
    ("code", "value", "shown"),
    [
        ("yyyy-mm-dd", datetime.date(2026, 4, 20), "2026-04-20"),
        ('yyyy"年"m"月"d"日"', datetime.datetime(2026, 4, 20, 9, 30), "2026-04-20"),
        ("[$-804]yyyy\\年m\\月;@", 46132, "2026-04-20"),
        ('m"月"', 46132, "2026-04-20"),
        ("h:mm", 0.375, "9:00"),
        ("[h]:mm", 30, "30"),
        ("0.00%", 0.965, "96.5%"),
        ("0%", 0.07, "7%"),
        ("#,##0.00", 27663.5, "27663.5"),
        ('0"days"', 3, "3"),
        ("[Red]0", 3, "3"),
        ("0_d", 3, "3"),
        ("General", 46132, "46132"),
        ("yyyy", 59, "1900-02-28"),
        ("yyyy", -5, "-5"),
        ("yyyy", 10**9, "1000000000"),
    ],
)
def test_the_format_of_a_cell_says_what_its_number_is(
    code: str, value: Any, shown: str, tmp_path: Path
) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["A1"] = value
        sheet["A1"].number_format = code

    assert texts(written(fill, tmp_path)) == [shown]


@pytest.mark.parametrize("number", [14, 22, 31, 57])
def test_formats_without_a_code_are_dates_too(number: int, tmp_path: Path) -> None:
    styles = (
        f'<styleSheet xmlns="{USUAL}"><cellXfs><xf numFmtId="{number}"/></cellXfs></styleSheet>'
    )
    body = rows_of('<row><c s="0"><v>46132</v></c></row>')
    assert texts(made(body, tmp_path, {"xl/styles.xml": styles})) == ["2026-04-20"]


def test_dates_since_1904_are_counted_from_there(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    book.worksheets[0]["A1"] = datetime.date(2026, 4, 20)
    assert texts(opened(saved(book), tmp_path)) == ["2026-04-20"]


def test_texts_are_read_from_wherever_they_stand(tmp_path: Path) -> None:
    shared = (
        f'<sst xmlns="{USUAL}"><si><t>共享</t></si><si><r><t>分</t></r><r><t>段</t></r>'
        "<rPh><t>pinyin</t></rPh></si></sst>"
    )
    cells = (
        '<c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="str"><f>A1</f><v>算出</v></c>'
        '<c t="b"><v>1</v></c><c t="e"><v>#REF!</v></c><c t="d"><v>2026-04-20T00:00:00</v></c>'
        '<c t="inlineStr"><is><t>甲_x000D_\n乙</t><rPh><t>yi</t></rPh></is></c>'
    )
    flow = made(rows_of(f"<row>{cells}</row>"), tmp_path, {"xl/sharedStrings.xml": shared})
    assert texts(flow) == ["共享", "分段", "算出", "TRUE", "#REF!", "2026-04-20", "甲", "乙"]


def test_a_formula_is_never_computed_and_what_it_came_to_is_read(tmp_path: Path) -> None:
    formula = "cmd|&apos; /C calc&apos;!A0"
    cells = f"<c><f>{formula}</f><v>7</v></c><c><f>SUM(A1)</f></c><c><f>B1</f><v/></c>"
    flow = made(rows_of(f"<row>{cells}</row>"), tmp_path)
    assert texts(flow) == ["7"]
    assert flow.lost == 2


def test_a_text_that_looks_like_a_formula_stays_a_text(tmp_path: Path) -> None:
    told = "=DDE(&quot;cmd&quot;;&quot;/C calc&quot;)"
    flow = made(rows_of(f"<row>{CELL.format('A1', told)}</row>"), tmp_path)
    assert texts(flow) == ['=DDE("cmd";"/C calc")']


def test_a_workbook_of_formulas_without_results_says_what_to_do(tmp_path: Path) -> None:
    told = refused(write_xlsx({"甲": rows_of("<row><c><f>1+1</f></c></row>")}), tmp_path)
    assert "有 1 格是公式" in told


def test_strict_workbooks_are_read_too(tmp_path: Path) -> None:
    body = rows_of(f"<row>{CELL.format('A1', '严格')}</row>")
    sheet = f'<worksheet xmlns="{STRICT}">{body}</worksheet>'
    assert texts(made("", tmp_path, {"xl/worksheets/sheet0.xml": sheet})) == ["严格"]


@pytest.mark.parametrize("name", ["表.et", "表.xlsm", "表.docx", "表"])
def test_a_workbook_is_told_by_what_it_holds(name: str, tmp_path: Path) -> None:
    data = write_xlsx({"甲": rows_of(f"<row>{CELL.format('A1', '内容')}</row>")})
    assert texts(opened(data, tmp_path, name)) == ["内容"]


# grids of openpyxl come back

WORDS = st.text("政府信息公开abXY09，（）", min_size=1, max_size=6)
VALUES = st.one_of(
    st.none(), WORDS, st.integers(-(10**9), 10**15 - 1), st.integers(-(10**7), 10**7).map(float),
    st.integers(-(10**9), 10**9).map(lambda number: number / 1000), st.booleans(),
)  # fmt: skip


def shown(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return f"{value:.3f}".rstrip("0").rstrip(".").replace("-0", "0" if value == 0 else "-0")
    return str(value)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(VALUES, max_size=7), max_size=9))
def test_every_cell_comes_back_in_its_row(
    tmp_path_factory: pytest.TempPathFactory, values: list[list[Any]]
) -> None:
    book = openpyxl.Workbook()
    expected: Counter[tuple[str, str]] = Counter()
    for row, line in enumerate(values, 1):
        for column, value in enumerate(line, 1):
            book.worksheets[0].cell(row, column, value)
            if value is not None:
                expected[f"Sheet第{row}行", shown(value)] += 1
    folder = tmp_path_factory.mktemp("grid")
    if not expected:
        assert "没有文字" in refused(saved(book), folder)
        return
    flow = opened(saved(book), folder)
    assert Counter((line.place, line.text) for line in flow.lines()) == expected


BOX = st.tuples(*[st.integers(0, 6)] * 2, *[st.integers(0, 3)] * 2)


@settings(max_examples=60, deadline=None)
@given(st.lists(BOX, max_size=8))
def test_merged_cells_are_one_cell_wherever_they_reach(
    tmp_path_factory: pytest.TempPathFactory, boxes: list[tuple[int, int, int, int]]
) -> None:
    """Around the grid stands a frame, so that it stays one table."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    size = 12
    taken: set[tuple[int, int]] = set()
    owner = {(row, column): (row, column) for row in range(size) for column in range(size)}
    for row, column in owner:
        sheet.cell(row + 1, column + 1, f"{row},{column}")
    for top, left, high, wide in boxes:
        places = [(top + 1 + y, left + 1 + x) for y in range(high + 1) for x in range(wide + 1)]
        if taken.isdisjoint(places) and len(places) > 1:
            taken.update(places)
            sheet.merge_cells(
                start_row=top + 2, start_column=left + 2,
                end_row=top + 2 + high, end_column=left + 2 + wide,
            )  # fmt: skip
            owner.update(dict.fromkeys(places, places[0]))
    (table,) = opened(saved(book), tmp_path_factory.mktemp("merged")).blocks
    assert isinstance(table, Table)
    cells: dict[tuple[int, int], Any] = {}
    for (row, column), first in owner.items():
        cell = table.rows[row][column]
        assert cell.text == "{},{}".format(*first)
        assert cells.setdefault(first, cell) is cell
    assert len(set(map(id, cells.values()))) == len(cells)


# how a sheet falls into lines and tables


def test_titles_tables_and_notes_are_told_apart(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        lines = [
            ["年报统计"],
            ["指标", "数"],
            ["甲", 1],
            ["分组"],
            ["乙", 2],
            ["注：含上年"],
            [],
            ["完"],
        ]
        for line in lines:
            sheet.append(line)
        sheet.merge_cells("A1:B1")
        sheet.merge_cells("A4:B4")

    title, table, note, end = written(fill, tmp_path).blocks
    assert title == TextLine("年报统计", "汇总第1行")
    assert grid(table) == [["指标", "数"], ["甲", "1"], ["分组", "分组"], ["乙", "2"]]
    assert isinstance(table, Table)
    assert table.places[0] == "汇总第2行"
    assert note == TextLine("注：含上年", "汇总第6行")
    assert end == TextLine("完", "汇总第8行")


def test_titles_and_notes_that_reach_over_rows_are_lines(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        for line in [["标题"], [], ["甲", 1], ["乙", 2], ["说明"], [], []]:
            sheet.append(line)
        sheet.merge_cells("A1:B2")
        sheet.merge_cells("A5:B7")

    title, table, note = written(fill, tmp_path).blocks
    assert isinstance(title, TextLine)
    assert grid(table) == [["甲", "1"], ["乙", "2"]]
    assert note == TextLine("说明", "汇总第5行")


def test_a_label_beside_rows_is_no_title(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        for line in [["甲", None], [None, 1], ["乙", 3], [None, 4]]:
            sheet.append(line)
        sheet.merge_cells("A1:A2")
        sheet.merge_cells("A3:A4")

    (table,) = written(fill, tmp_path).blocks
    assert grid(table) == [["甲", ""], ["甲", "1"], ["乙", "3"], ["乙", "4"]]


def test_tables_beside_each_other_are_apart_and_as_long_as_they_are(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        for line in [["甲", 1, None, "丙", 5], ["乙", 2, None, "丁", 6], [None] * 3 + ["戊", 7]]:
            sheet.append(line)

    left, right = written(fill, tmp_path).blocks
    assert grid(left) == [["甲", "1"], ["乙", "2"]]
    assert grid(right) == [["丙", "5"], ["丁", "6"], ["戊", "7"]]


def test_what_a_merged_cell_covers_is_not_seen_and_not_read(tmp_path: Path) -> None:
    cells = CELL.format("A1", "看见") + CELL.format("B1", "看不见")
    merges = '<mergeCells><mergeCell ref="A1:B1"/></mergeCells>'
    assert texts(made(rows_of(f"<row>{cells}</row>") + merges, tmp_path)) == ["看见"]


def test_empty_cells_that_have_a_style_do_not_count(tmp_path: Path) -> None:
    empty = "".join(f'<row r="{row}"><c s="1"/><c s="1"/></row>' for row in range(3, 60_000))
    body = rows_of(f'<row r="2">{CELL.format("B2", "一")}{CELL.format("C2", "二")}</row>', empty)
    assert texts(made(body, tmp_path)) == ["一", "二"]


def test_a_cell_in_the_last_row_makes_no_million_rows(tmp_path: Path) -> None:
    last = CELL.format("XFD1048576", "角")
    body = rows_of(f'<row r="1048576">{last}</row>', f'<row r="1">{CELL.format("A1", "头")}</row>')
    first, corner = made(body, tmp_path).blocks
    assert corner == TextLine("角", "汇总第1048576行")
    assert first == TextLine("头", "汇总第1行")


# what is hidden, and what is beside the cells


def test_hidden_sheets_are_named_and_not_read(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0]["A1"] = "看得见"
    for name, state in (("底稿", "hidden"), ("深藏", "veryHidden")):
        sheet = book.create_sheet(name)
        sheet["A1"] = "看不见"
        sheet.sheet_state = state
    flow = opened(saved(book), tmp_path)
    assert texts(flow) == ["看得见"]
    assert flow.remarks == ("隐藏的工作表没有读：底稿、深藏",)


@pytest.mark.parametrize("kind", ["row", "column", "none"])
def test_hidden_rows_and_columns_are_read_and_said(kind: str, tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append([1, 2])
        sheet.append([3, 4])
        sheet.column_dimensions["D"].hidden = True  # nothing stands there
        if kind == "row":
            sheet.row_dimensions[2].hidden = True
        if kind == "column":
            sheet.column_dimensions["B"].hidden = True

    flow = written(fill, tmp_path)
    assert texts(flow) == ["1", "2", "3", "4"]
    assert [remark for remark in flow.remarks if "汇总" in remark] == list(flow.remarks)
    assert len(flow.remarks) == (kind != "none")


def test_macros_and_other_files_are_said_and_left_alone(tmp_path: Path) -> None:
    parts = {"xl/vbaProject.bin": b"x", "xl/externalLinks/externalLink1.xml": "<x/>"}
    flow = made(rows_of(f"<row>{CELL.format('A1', '字')}</row>"), tmp_path, parts)
    assert flow.remarks == ("文件里有宏，没有运行", "文件引用了别的文件，没有打开")


def test_columns_beyond_what_a_table_has_are_said(tmp_path: Path) -> None:
    flow = written(lambda sheet: [sheet.append(list(range(70))) for _ in range(2)], tmp_path)
    assert flow.remarks == ("有表格超过 60 列，后面的列没有读：汇总",)


def test_a_chart_is_no_sheet_of_cells(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.create_chartsheet("图")
    book.worksheets[0]["A1"] = "字"
    assert texts(opened(saved(book), tmp_path)) == ["字"]


# hostile and damaged ones

ROW = f"<row>{CELL.format('A1', '字')}</row>"


@pytest.mark.parametrize("index", ["7", "-1", "99999999999999999999", "一", "1e3", " 0"])
def test_a_shared_text_that_is_not_there_is_said(index: str, tmp_path: Path) -> None:
    shared = f'<sst xmlns="{USUAL}"><si><t>零</t></si></sst>'
    body = rows_of(f'<row><c t="s"><v>{index}</v></c><c t="s"><v>0</v></c></row>')
    flow = made(body, tmp_path, {"xl/sharedStrings.xml": shared})
    assert texts(flow) == ["零"]
    assert flow.remarks == ("有 1 格的文字在文件里找不到，没有读",)


@pytest.mark.parametrize(
    "address", ["ZZZZZ999999999", "", "A", "1", "A-1", "A0", "甲1", "a1:b2", "\\x00", "A" * 10_000]
)
def test_an_absurd_address_is_counted_from_the_cell_before(address: str, tmp_path: Path) -> None:
    body = rows_of(f"<row>{CELL.format(address, '字')}</row>")
    assert texts(made(body, tmp_path)) == ["字"]


@pytest.mark.parametrize("number", ["0", "1048577", "9999999", "-1", "x", "99999999999"])
def test_an_absurd_row_is_left_out_or_counted(number: str, tmp_path: Path) -> None:
    body = rows_of(f'<row r="{number}">{CELL.format("A1", "字")}</row>', f'<row r="9">{ROW[5:]}')
    assert texts(made(body, tmp_path))[-1] == "字"


def test_a_cell_that_stands_twice_is_read_once(tmp_path: Path) -> None:
    body = rows_of(f'<row r="1">{CELL.format("A1", "一")}{CELL.format("A1", "二")}</row>')
    assert texts(made(body, tmp_path)) == ["一"]


@pytest.mark.parametrize("style", ["-1", "99", "9" * 5000, "x"])
def test_a_style_that_is_not_there_changes_nothing(style: str, tmp_path: Path) -> None:
    assert texts(made(rows_of(f'<row><c s="{style}"><v>5</v></c></row>'), tmp_path)) == ["5"]


def test_a_merge_of_everything_reaches_as_far_as_anything_stands(tmp_path: Path) -> None:
    merges = '<mergeCells><mergeCell ref="B1:XFD1048576"/></mergeCells>'
    lines = [f"<row r='{r}'>{CELL.format(f'A{r}', r)}</row>" for r in (2, 3)]
    first = f'<row r="1">{CELL.format("A1", "甲")}{CELL.format("B1", "乙")}</row>'
    flow = made(rows_of(first, *lines) + merges, tmp_path)
    assert texts(flow) == ["甲", "乙", "2", "3"]


@pytest.mark.parametrize("ref", ["A1:A1", "B2:A1", "A1", "", ":", "A0:B0", "A9999999:B1"])
def test_a_merge_of_nothing_is_none(ref: str, tmp_path: Path) -> None:
    merges = f'<mergeCells><mergeCell ref="{ref}"/></mergeCells>'
    assert texts(made(rows_of(ROW, ROW) + merges, tmp_path)) == ["字", "字"]


def stairs(count: int) -> str:
    """Cells down a diagonal, each merged to the end of the sheet."""
    body, merges = "", ""
    for number in range(1, count):
        letters = openpyxl.utils.get_column_letter(count - number)
        body += f'<row r="{number}">{CELL.format(f"{letters}{number}", number)}</row>'
        merges += f'<mergeCell ref="{letters}{number}:XFD1048576"/>'
    return f"{rows_of(body)}<mergeCells>{merges}</mergeCells>"


def many_merges(count: int) -> str:
    return rows_of(ROW, ROW) + "<mergeCells>" + '<mergeCell ref="A1:C9"/>' * count + "</mergeCells>"


HIDDEN = '<col min="2" max="16384" hidden="1"/>'
FLOODS = {
    "rows": rows_of("<row/>" * 590_000, f"<row>{CELL.format('A1', '字')}</row>"),
    "cells": rows_of("<row><c/></row>" * 190_000, f"<row>{CELL.format('A1', '字')}</row>"),
    "merges": many_merges(100_000),
    "stairs": stairs(300),
    "far": rows_of(*[f'<row r="{r}"><c r="XFD1"><v>1</v></c></row>' for r in range(1, 9_000, 2)]),
    "columns": f"<cols>{HIDDEN * 99_000}</cols>{rows_of(ROW)}",
}  # fmt: skip


@pytest.mark.parametrize("kind", FLOODS)
def test_what_is_much_and_says_little_is_read_soon(kind: str, tmp_path: Path) -> None:
    began = time.process_time()
    assert made(FLOODS[kind], tmp_path).blocks
    assert time.process_time() - began < LONGEST


LONG = f'<sst xmlns="{USUAL}"><si><t>{"字" * 900_000}</t></si></sst>'
SIDES = f"<row>{'<c><v>1</v></c><c/>' * 90}</row>"
REFUSALS: dict[str, tuple[str, Mapping[str, str | bytes], str]] = {
    "tags": (rows_of("<row/>" * 1_000_000), {}, "标记"),
    "rows": (rows_of("<row><c><v>1</v></c></row>" * 11_000), {}, "行"),
    "cells": (rows_of(f"<row>{'<c><v>1</v></c>' * 9_000}</row>" * 12), {}, "格"),
    "tall": (rows_of(SIDES, "<row><c><v>1</v></c></row>" * 3_000, SIDES), {}, "格"),
    "texts": (
        rows_of('<row><c t="s"><v>0</v></c></row>' * 5_000), {"xl/sharedStrings.xml": LONG}, "字"
    ),
    "bomb": (rows_of(ROW), {"xl/media/image1.png": bytes(70 * 2**20)}, "64 MB"),
    "depth": ("<x>" * 100_000, {}, "读不出来"),
    "cut off": (rows_of(ROW)[:-5], {}, "读不出来"),
    "texts damaged": (rows_of(ROW), {"xl/sharedStrings.xml": "<sst><si>"}, "不是完整的工作簿"),
    "styles damaged": (rows_of(ROW), {"xl/styles.xml": "<styleSheet"}, "不是完整的工作簿"),
    "no workbook": (rows_of(ROW), {"xl/workbook.xml": "<x/>"}, "不是完整的工作簿"),
}  # fmt: skip


@pytest.mark.parametrize("kind", REFUSALS)
def test_what_cannot_be_read_is_refused_in_one_line(kind: str, tmp_path: Path) -> None:
    body, parts, said = REFUSALS[kind]
    assert said in refused(write_xlsx({"甲": body}, parts), tmp_path)


def test_a_sheet_that_the_package_lacks_is_named(tmp_path: Path) -> None:
    rels = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>'
    data = write_xlsx({"缺页": rows_of(ROW)}, {"xl/_rels/workbook.xml.rels": rels})
    assert "工作表“缺页”读不出来" in refused(data, tmp_path)


def test_a_sheet_that_is_listed_a_thousand_times_is_read_once(tmp_path: Path) -> None:
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    listed = '<sheet name="甲" r:id="r0"/>' * 1000
    book = f'<workbook xmlns="{USUAL}" xmlns:r="{relations}"><sheets>{listed}</sheets></workbook>'
    assert texts(made(rows_of(ROW), tmp_path, {"xl/workbook.xml": book})) == ["字"]


def test_nothing_outside_of_the_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("机密", encoding="utf-8")
    secret = (tmp_path / "secret.txt").as_uri()
    cells = CELL.format("A1", "前&e;&b;后") + CELL.format("B1", "旁")
    sheet = (
        f'<!DOCTYPE x [<!ENTITY e SYSTEM "{secret}"><!ENTITY b "{"爆" * 1000}">]>'
        f'<worksheet xmlns="{USUAL}">'
        f"{rows_of(f'<row>{cells}</row>')}</worksheet>"
    )
    found = "".join(texts(made("", tmp_path, {"xl/worksheets/sheet0.xml": sheet})))
    assert "机密" not in found
    assert "爆" not in found
    assert "旁" in found


@pytest.mark.parametrize(
    "data", [b"PK\x03\x04", b"PK\x03\x04" + bytes(500), b"", b"text", bytes(99)]
)
def test_what_only_is_named_like_a_workbook_is_refused(data: bytes, tmp_path: Path) -> None:
    assert "工作簿" in refused(data, tmp_path)


def test_another_package_of_that_name_is_refused(tmp_path: Path) -> None:
    assert "不是完整的工作簿" in refused(write_zip({"a.txt": "b"}), tmp_path)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_damaged_workbook_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """Bytes changed inside of its parts, where the zip does not notice."""
    sheet = f'<worksheet xmlns="{USUAL}">{stairs(6)}</worksheet>'
    whole = bytearray(sheet.encode())
    for _ in range(data.draw(st.integers(1, 6))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(32, 126))
    book = write_xlsx({"甲": ""}, {"xl/worksheets/sheet0.xml": bytes(whole)})
    with suppress(InputError):
        opened(book, tmp_path_factory.mktemp("damaged"))


# through the whole program


def test_a_workbook_that_is_no_report_is_refused_in_one_line(tmp_path: Path, capsys: Any) -> None:
    path = tmp_path / "花名册.xlsx"
    path.write_bytes(write_xlsx({"甲": rows_of(ROW, ROW)}))
    assert main(["read", str(path)]) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "花名册.xlsx" in said
