"""对照表: every task of the notices as a row of a .docx or .xlsx that is handed in."""

import io
import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from docx.enum.section import WD_ORIENT
from docx.table import Table
from hypothesis import given
from hypothesis import strategies as st

from gkdraft.base.package import unpack_parts
from gkdraft.cli import main
from gkdraft.pipeline import Result, open_report
from gkdraft.prose.coverage_table import (
    HEADS,
    WIDTHS,
    CoverageRow,
    compose_coverage,
    list_parts,
)
from gkdraft.prose.document import Document, Grid
from gkdraft.render.word import _find_ends
from helpers.fuzzing import examples
from helpers.reports import JIANGLIN, ROOT, TAICANG, drafted, saved, shared

NAME = "江临市2026年政府信息公开工作年度报告对照表"
TITLE = "江临市人民政府2026年度工作要点落实情况对照表"
SHEET = "江临市2026年政务公开工作要点"


def report(*tasks: dict[str, Any], **more: Any) -> Result:
    """江临's report with these tasks only, in one group."""
    notice = {"标题": "甲要点", "组": [{"标题": "乙组", "任务": tasks}], **more}
    return drafted({"要点": [notice]})


def task(number: int = 1, **more: Any) -> dict[str, Any]:
    return {"序号": str(number), "标题": f"公开事项{number}", "方面": "主动公开", **more}


def rows(result: Result) -> list[CoverageRow]:
    """The tasks of all notices."""
    return [
        row
        for part in list_parts(result.answers())
        for _title, members in part.groups
        for row in members
    ]


def row(**more: Any) -> CoverageRow:
    return rows(report(task(**more)))[0]


def compose(result: Result) -> Document:
    return compose_coverage(result.answers(), result.document)


def tables(data: bytes) -> list[Table]:
    return list(docx.Document(io.BytesIO(data)).tables)


def texts(table: Table) -> list[list[str]]:
    """The rows of a table; of a title that goes over all columns the text once."""
    found = []
    for line in table.rows:
        cells = {id(cell._tc): cell.text for cell in line.cells}
        found.append(list(cells.values()))
    return found


def sheets(data: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data))


# what a row says --------------------------------------------------------------------------------


def test_the_columns_are_those_an_office_hands_in() -> None:
    assert HEADS == ("序号", "任务", "牵头", "时限", "落实情况", "依据", "报告中的位置")


def test_who_leads_is_named_else_who_is_responsible() -> None:
    assert row(责任单位=["甲局", "乙局"]).lead == "甲局、乙局"
    assert row(牵头单位=["丙局"], 责任单位=["丙局", "甲局"]).lead == "丙局"


def test_a_state_stands_in_front_of_what_was_done_unless_it_is_done() -> None:
    assert row(状态="完成", 落实情况="公布5件").told == "公布5件"
    told = row(状态="推进中", 落实情况="已采购，2027年6月底前上线").told
    assert told == "推进中：已采购，2027年6月底前上线"
    assert row(状态="不涉及").told == "不涉及"


def test_a_figure_is_added_where_the_sentence_does_not_give_it() -> None:
    figures = [
        {"项目": "意见征集", "数": 12, "单位": "期"},
        {"项目": "解读材料", "数": 21, "单位": "篇"},
    ]
    assert (
        row(状态="完成", 落实情况="意见征集12期。", 数据=figures).told
        == "意见征集12期；解读材料21篇"
    )
    assert row(状态="完成", 数据=figures).told == "意见征集12期、解读材料21篇"


def test_what_is_open_is_seen_without_the_name_of_its_task() -> None:
    assert row().told == "未答：【待补充：落实情况】"
    assert row(落实情况="公布5件").told == "未答：公布5件；【待补充：状态】"
    assert row(状态="未开展").told == "未开展：【待补充：未开展的原因】"
    assert row(状态="完成", 落实情况="公布{{没有.这个}}件").told.startswith("公布【待补充】件")


def test_a_pasted_list_is_one_sentence_and_a_negative_number_is_none() -> None:
    assert row(状态="完成", 落实情况="- 公布5件\n- 培训3场").told == "公布5件；培训3场"
    assert row(状态="完成", 落实情况="-5%的降幅").told == "-5%的降幅"


def test_where_it_is_told_is_what_the_report_says() -> None:
    done = {"状态": "完成", "落实情况": "公布5件"}
    assert row(**done).place == "一（一）主动公开"
    assert row(**done, 写法="只列对照表").place == "未写入报告（只列对照表）"
    assert row(状态="不涉及").place == "未写入报告（不涉及）"
    assert row(状态="略", 落实情况="公布5件").place == "未写入报告（略）"


def test_a_merged_task_tells_what_the_other_does_and_which_it_is() -> None:
    first = task(1, 状态="完成", 落实情况="公布5件", 依据="月报")
    merged = rows(report(first, task(2, 并入="要点.1.组.1.任务.1")))[1]
    assert (merged.told, merged.evidence) == ("公布5件", "月报")
    assert merged.place == "一（一）主动公开（并入第1项“公开事项1”）"
    hidden = rows(report({**first, "写法": "只列对照表"}, task(2, 并入="要点.1.组.1.任务.1")))[1]
    assert hidden.place == "未写入报告（并入第1项“公开事项1”，只列对照表）"


def test_a_task_of_other_bodies_says_whose_it_is() -> None:
    (made,) = rows(report(task(责任单位=["省直机关"]), 不涉及单位="省直"))
    assert (made.told, made.place) == ("不涉及（责任单位：省直）", "未写入报告（不涉及）")


def test_a_notice_is_headed_by_its_title_number_and_date_and_summed_up() -> None:
    (part,) = list_parts(open_report(JIANGLIN).answers())
    assert part.heading == f"《{SHEET}》（江政办发〔2026〕12号，2026年4月20日印发）"
    assert part.summary == "共 8 项：完成 7 项、推进中 1 项。"
    assert [len(members) for _title, members in part.groups] == [2, 2, 2, 2]


# the .docx --------------------------------------------------------------------------------------


def test_the_docx_is_landscape_and_its_heads_come_again() -> None:
    data = open_report(JIANGLIN).render_coverage(".docx")
    document = docx.Document(io.BytesIO(data))
    section = document.sections[0]
    assert section.orientation == WD_ORIENT.LANDSCAPE
    assert (section.page_width or 0) > (section.page_height or 0) > 0
    (table,) = document.tables
    assert [bool(line._tr.xpath("w:trPr/w:tblHeader")) for line in table.rows] == [
        True,
        *[False] * (len(table.rows) - 1),
    ]
    assert all(line._tr.xpath("w:trPr/w:cantSplit") for line in table.rows)


def test_a_report_is_portrait_and_says_nothing_of_it() -> None:
    assert (
        b"w:orient"
        not in unpack_parts(open_report(JIANGLIN).render(".docx"), "")["word/document.xml"]
    )


def test_the_docx_has_a_title_a_row_a_task_and_places_to_sign() -> None:
    data = open_report(JIANGLIN).render_coverage(".docx")
    paragraphs = [paragraph.text for paragraph in docx.Document(io.BytesIO(data)).paragraphs]
    assert paragraphs[0] == TITLE
    assert re.fullmatch("填表人：＿+　+审核人：＿+　+日期：＿+", paragraphs[-1])
    found = texts(tables(data)[0])
    assert found[0] == list(HEADS)
    assert [line[0] for line in found if len(line) == 1] == [
        "推进政务运行公开透明", "提高政策发布解读质量",
        "规范依申请公开和信息管理", "加强公开平台建设",
    ]  # fmt: skip
    assert found[2] == [
        "（一）", "推动重大行政决策公开", "市司法局、市政府办公室", "",
        "公布重大行政决策事项目录1份，11项决策草案均公开征求意见",
        "市司法局12月报表", "一（一）主动公开",
    ]  # fmt: skip


def test_the_table_is_as_wide_as_the_page() -> None:
    text = (ROOT / "templates/styles/coverage.yaml").read_text(encoding="utf-8")
    width, left, right = (
        float(re.findall(rf"{key}: (\d+)", text)[0]) for key in ("width", "left", "right")
    )
    assert sum(WIDTHS) == width - left - right


def test_no_page_ends_behind_the_title_of_a_group() -> None:
    for block in compose(open_report(JIANGLIN)).blocks:
        if isinstance(block, Grid):
            titles = {n for n, line in enumerate(block.rows) if line[0].role == "title"}
            assert titles
            assert not titles & _find_ends(1, block)


def test_what_is_open_is_coloured_in_the_docx() -> None:
    table = tables(report(task()).render_coverage(".docx"))[0]
    runs = table.rows[2].cells[4].paragraphs[0].runs
    assert [(run.text, run.style.name) for run in runs][1] == ("【待补充：落实情况】", "待补充")


def test_two_notices_are_two_tables_with_something_between() -> None:
    notices = [{"标题": f"{name}要点", "组": [{"任务": [task()]}]} for name in "甲乙"]
    result = drafted({"要点": notices})
    data = result.render_coverage(".docx")
    assert [len(table.rows) for table in tables(data)] == [2, 2]
    body = docx.Document(io.BytesIO(data)).element.body
    kinds = [child.tag.rpartition("}")[2] for child in body]
    assert ("tbl", "tbl") not in list(pairwise(kinds))


# the .xlsx --------------------------------------------------------------------------------------


def test_the_workbook_has_a_sheet_a_notice_to_go_on_working_in() -> None:
    notices = [{"标题": "甲/乙[2026]要点", "组": [{"任务": [task()]}]}] * 3
    book = sheets(drafted({"要点": notices}).render_coverage(".xlsx"))
    assert book.sheetnames == ["甲_乙_2026_要点", "甲_乙_2026_要点2", "甲_乙_2026_要点3"]
    for sheet in book:
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.print_title_rows == "$1:$3"
        assert not sheet.protection.sheet


def test_the_workbook_says_what_the_docx_says() -> None:
    result = open_report(JIANGLIN)
    sheet = sheets(result.render_coverage(".xlsx"))[SHEET]
    lines = [
        [cell for cell in line if cell is not None] for line in sheet.iter_rows(values_only=True)
    ]
    assert lines[0] == [TITLE]
    assert lines[1][0].startswith(f"《{SHEET}》（江政办发〔2026〕12号")
    printed = texts(tables(result.render_coverage(".docx"))[0])
    assert lines[2:] == [list(filter(None, line)) for line in printed]


def test_a_number_is_one_in_the_workbook_and_nothing_else_becomes_one() -> None:
    numbers = ["7", "07", "（七）", "7.1", "１"]
    tasks = [{**task(), "序号": number} for number in numbers]
    sheet = sheets(report(*tasks).render_coverage(".xlsx"))["甲要点"]
    assert [sheet.cell(line, 1).value for line in range(5, 10)] == [7, *numbers[1:]]


def test_what_is_open_is_coloured_in_the_workbook() -> None:
    sheet = sheets(report(task(), task(2, 状态="不涉及")).render_coverage(".xlsx"))["甲要点"]
    assert sheet["E5"].value == "未答：【待补充：落实情况】"
    assert sheet["E5"].fill.fgColor.rgb != sheet["E6"].fill.fgColor.rgb


# any data file ----------------------------------------------------------------------------------

WORDS = st.builds(
    "".join,
    st.tuples(
        st.sampled_from(["", "=", "+", "-", "@", "=1+"]),
        st.text("甲乙丙公开12a|<>&\"'*（）。；", min_size=1, max_size=12),
    ),
)
BODIES = st.lists(WORDS, max_size=2)
TYPED = dict.fromkeys(("序号", "标题", "落实情况", "依据", "时限"), WORDS)
STATES = st.sampled_from(["完成", "推进中", "未开展", "不涉及"])
TASKS = st.fixed_dictionaries(
    {**TYPED, "责任单位": BODIES}, optional={"状态": STATES, "牵头单位": BODIES}
)
GROUPS = st.fixed_dictionaries({"标题": WORDS, "任务": st.lists(TASKS, max_size=4)})
NOTICES = st.lists(
    st.fixed_dictionaries({"标题": WORDS, "组": st.lists(GROUPS, min_size=1, max_size=3)}),
    min_size=1,
    max_size=3,
)


@examples(25)
@given(NOTICES)
def test_every_task_is_one_row_of_either_and_no_text_is_lost(notices: list[Any]) -> None:
    given_tasks = [one for notice in notices for group in notice["组"] for one in group["任务"]]
    result = drafted({"要点": notices})
    if not given_tasks:
        assert result.answers() == []
        return
    made = []
    for table in tables(result.render_coverage(".docx")):
        made += [line for line in texts(table)[1:] if len(line) == len(HEADS)]
    check_rows(given_tasks, made)
    copied = []
    for sheet in sheets(result.render_coverage(".xlsx")):
        for line in sheet.iter_rows(min_row=4):
            if not isinstance(line[1], openpyxl.cell.cell.MergedCell):
                copied.append([str("" if cell.value is None else cell.value) for cell in line])
                assert "f" not in {cell.data_type for cell in line}
    check_rows(given_tasks, copied)


def check_rows(given_tasks: list[Any], made: list[list[str]]) -> None:
    """Each task as typed, but for spaces, in a row of its own."""
    assert len(made) == len(given_tasks)
    for one, line in zip(given_tasks, made, strict=True):
        lead = one.get("牵头单位") or one["责任单位"]
        assert line[:4] == [one["序号"], one["标题"], "、".join(lead), one["时限"]]
        assert one["落实情况"].rstrip("。；") in line[4]
        assert line[5] == one["依据"]
        assert line[6]


@pytest.mark.parametrize("text", ["=1+1", "+86", "-5%", "@甲", '=HYPERLINK("a")'])
def test_what_begins_like_a_formula_stays_text(text: str) -> None:
    data = report(task(状态="完成", 落实情况=text, 依据=text)).render_coverage(".xlsx")
    sheet = sheets(data)["甲要点"]
    for cell in (sheet["E5"], sheet["F5"]):
        assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)
    assert b"<f>" not in unpack_parts(data, "")["xl/worksheets/sheet1.xml"]


@pytest.mark.parametrize("suffix", [".docx", ".xlsx"])
def test_the_same_data_are_the_same_bytes(suffix: str) -> None:
    first, second = (open_report(JIANGLIN).render_coverage(suffix) for _ in range(2))
    assert first == second


# command line -----------------------------------------------------------------------------------


@pytest.fixture
def data_file(tmp_path: Path) -> Path:
    path = tmp_path / "2026.yaml"
    path.write_bytes(JIANGLIN.read_bytes())
    return path


def write(source: Path, output: object, *more: str) -> int:
    return main(["check", str(source), "--format", "tasks", "-o", str(output), *more])


@pytest.mark.parametrize("name", ["对照表.docx", "对照表.xlsx"])
def test_it_is_written_where_it_is_told_and_summed_up(
    name: str, data_file: Path, capsys: Any
) -> None:
    target = data_file.parent / name
    assert write(data_file, target) == 0
    assert target.exists()
    assert capsys.readouterr().out.splitlines() == [
        f"已生成：{target}",
        f"要点落实：《{SHEET}》8 项：完成 7 项、推进中 1 项。",
    ]


def test_in_a_folder_it_is_named_after_the_report(data_file: Path) -> None:
    other = data_file.with_name("副本.yaml")
    other.write_bytes(data_file.read_bytes())
    folder = data_file.parent / "表"
    folder.mkdir()
    assert main(["check", str(data_file), str(other), "--format", "tasks", "-o", str(folder)]) == 0
    assert {path.name for path in folder.iterdir()} == {
        f"{NAME}.docx",
        f"{NAME}（副本.yaml）.docx",
    }


def test_without_an_output_it_is_markdown_as_before(data_file: Path, capsys: Any) -> None:
    assert main(["check", str(data_file), "--format", "tasks"]) == 0
    said = capsys.readouterr().out
    assert said.startswith(f"# {TITLE}\n")
    assert "| 序号 | 任务 | 责任单位 | 状态 | 落实情况 | 数据 | 写在何处 | 待补 |" in said
    assert list(data_file.parent.iterdir()) == [data_file]


def test_a_docx_that_somebody_changed_is_kept(data_file: Path, capsys: Any) -> None:
    target = data_file.parent / "a.docx"
    assert write(data_file, target) == 0
    saved(data_file, {"要点.0.组.0.任务.0.依据": "改了"})
    assert write(data_file, target) == 0  # as gkdraft wrote it: nothing is lost
    document = docx.Document(str(target))
    document.tables[0].rows[2].cells[5].paragraphs[0].add_run("（已核）")
    document.save(str(target))
    signed = target.read_bytes()
    capsys.readouterr()
    assert write(data_file, target) == 2
    assert target.read_bytes() == signed
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert "没有覆盖" in err
    assert "pull" not in err
    assert write(data_file, target, "--force") == 0
    assert target.read_bytes() != signed


def test_a_workbook_that_differs_is_kept(data_file: Path, capsys: Any) -> None:
    target = data_file.parent / "a.xlsx"
    assert write(data_file, target) == 0
    assert write(data_file, target) == 0
    before = target.read_bytes()
    saved(data_file, {"要点.0.组.0.任务.0.依据": "改了"})
    capsys.readouterr()
    assert write(data_file, target) == 2
    assert target.read_bytes() == before
    err = capsys.readouterr().err
    assert err.count("\n") == 1
    assert "--force" in err
    assert write(data_file, target, "--force") == 0
    assert target.read_bytes() != before


def test_it_is_never_pulled(data_file: Path, capsys: Any) -> None:
    target = data_file.parent / "a.docx"
    assert write(data_file, target) == 0
    before = data_file.read_bytes()
    assert main(["pull", str(target), str(data_file), "--apply"]) == 2
    assert data_file.read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (["--format", "tasks", "-o", "a.md"], "后缀应为 .docx 或 .xlsx"),
        (["--format", "tasks", "-o", "无/"], "没有这个文件夹"),
        (["--format", "tasks", "-o", "无/a.xlsx"], "没有这个文件夹"),
        ([str(TAICANG), "--format", "tasks", "-o", "a.docx"], "几份对照表写不进一个文件"),
        (["--format", "json", "-o", "a.docx"], "-o 只用于 --format docx、tasks"),
        (["--format", "docx", "-o", "a.xlsx"], "核对单的后缀应为 .docx"),
    ],
)
def test_an_output_that_cannot_be_is_one_line_and_nothing_is_written(
    arguments: list[str], hint: str, data_file: Path, capsys: Any, monkeypatch: Any
) -> None:
    monkeypatch.chdir(data_file.parent)
    assert main(["check", str(data_file), *arguments]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert hint in err
    assert err.count("\n") == 1
    assert list(data_file.parent.iterdir()) == [data_file]


def test_a_data_file_without_tasks_is_one_line(data_file: Path, capsys: Any) -> None:
    saved(data_file, {"要点": None})
    assert write(data_file, data_file.parent / "a.docx") == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err == f"gkdraft: {data_file}: 数据文件里没有工作要点，列不出对照表\n"


def test_a_published_report_is_one_line_and_the_others_are_written(
    data_file: Path, capsys: Any
) -> None:
    published = shared("seeds/001_08caf9eb42603138.txt")
    files = [str(published), str(data_file)]
    assert main(["check", *files, "--format", "tasks", "-o", str(data_file.parent)]) == 2
    err = capsys.readouterr().err
    assert err.count("\n") == 1
    assert "已公布的年报里没有工作要点" in err
    assert (data_file.parent / f"{NAME}.docx").exists()


def test_the_table_is_chinese_whatever_the_program_speaks(data_file: Path) -> None:
    folder = data_file.parent
    saved(
        data_file,
        {"要点.0.组.0.任务.0.状态": None, "要点.0.组.0.任务.1.并入": "要点.1.组.2.任务.1"},
    )
    for suffix in (".docx", ".xlsx"):
        one, other = folder / f"a{suffix}", folder / f"b{suffix}"
        write(data_file, one)
        write(data_file, other, "--lang", "en")
        assert one.read_bytes() == other.read_bytes()


def test_a_fault_in_ones_own_typography_is_found_when_templates_are_checked(
    tmp_path: Path, capsys: Any
) -> None:
    own = tmp_path / "模板/styles"
    own.mkdir(parents=True)
    text = (ROOT / "templates/styles/coverage.yaml").read_text(encoding="utf-8")
    (own / "coverage.yaml").write_text(text.replace("width: 297", "width: 宽"), "utf-8")
    assert main(["layouts", "--check", str(tmp_path / "模板")]) == 2
    assert "coverage.yaml:2" in capsys.readouterr().err
