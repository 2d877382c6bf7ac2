"""核对单: figures with sources, findings, explanations, what was not checked, tasks, signatures."""

import re
from pathlib import Path
from typing import Any

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gkdraft.cli import main
from gkdraft.pipeline import Result, open_report
from gkdraft.prose.document import Document, Grid, GridCell, Heading, plain_text
from gkdraft.render.markdown import render_markdown
from helpers.reports import JIANGLIN, TAICANG, drafted, published_text, shared

NAME = "江临市2026年政府信息公开工作年度报告核对单"


def sheet(changes: dict[str, Any] | None = None) -> Document:
    return drafted(changes or {}).compose_checklist()


def table(document: Document, name: str) -> list[list[str]]:
    """The rows of one table of a sheet."""
    grid = next(b for b in document.blocks if isinstance(b, Grid) and b.name == name)
    return [[cell.text for cell in row] for row in grid.rows]


def figure(document: Document, name: str) -> list[str]:
    """本年, 上年, 出处 of a figure, in whichever half of the table it stands."""
    for row in table(document, "主要数据"):
        for start in (0, 4):
            if row[start] == name:
                return row[start + 1 : start + 4]
    raise AssertionError(name)


def headings(document: Document) -> list[str]:
    return [plain_text(b.runs) for b in document.blocks if isinstance(b, Heading)]


def test_the_parts_stand_in_order_and_are_numbered_without_a_gap() -> None:
    assert headings(sheet()) == [
        "一、主要数据和来源",
        "二、核对结果",
        "三、没有核对的",
        "四、工作要点落实",
        "五、签字",
    ]
    waivers = {"情况说明": [{"规则": "GK501", "说明": "已压缩"}], "要点": []}
    assert headings(sheet(waivers))[2:] == ["三、情况说明", "四、没有核对的", "五、签字"]


def test_the_head_tells_whose_report_it_is_and_from_which_file() -> None:
    rows = table(open_report(JIANGLIN).compose_checklist(), "概况")
    assert rows[0] == ["机关", "江临市人民政府（市级政府、汇总）", "年度", "2026 年（格式 2021）"]
    assert rows[1][:2] == ["文件", "2026.yaml"]
    assert rows[1][3].startswith("2027年3月10日以前")
    assert rows[2][3] == "江临市2025年政府信息公开工作年度报告"


def test_a_figure_of_a_data_file_names_its_line_and_a_total_those_of_its_parts() -> None:
    made = open_report(JIANGLIN).compose_checklist()
    lines = JIANGLIN.read_text(encoding="utf-8").splitlines()
    number, before, source = figure(made, "行政许可")
    assert (number, before) == ("128436", "121908")
    line = re.fullmatch(r"第(\d+)行", source)
    assert line is not None
    assert "行政许可: 128436" in lines[int(line[1]) - 1]
    number, before, source = figure(made, "本年新收申请")
    assert (number, before) == ("547", "512")
    line = re.fullmatch(r"第(\d+)行相加", source)
    assert line is not None
    assert "本年新收" in lines[int(line[1]) - 1]
    assert re.fullmatch(r"第\d+—\d+行相加", figure(made, "办理结果总计")[2])


def test_a_figure_that_is_missing_says_why() -> None:
    made = sheet({"主动公开.行政许可": None, "主动公开.行政处罚": "略"})
    assert figure(made, "行政许可") == ["", "121908", "未填"]
    assert figure(made, "行政处罚")[::2] == ["", "略"]


def test_a_figure_of_a_published_report_names_its_place() -> None:
    made = open_report(shared("seeds/001_08caf9eb42603138.txt")).compose_checklist()
    assert figure(made, "本年新收申请")[0] == "333"
    assert re.fullmatch(r"第\d+行", figure(made, "本年新收申请")[2])


def test_where_last_years_figures_come_from_is_told_once() -> None:
    text = render_markdown(open_report(JIANGLIN).compose_checklist())
    assert text.count("上年数的来源：江临市2025年政府信息公开工作年度报告（第") == 1
    assert "上年数的来源" not in render_markdown(sheet({"上年": None}))


def test_findings_stand_most_serious_first_with_room_for_what_was_done() -> None:
    long = {"总体情况.主动公开.亮点": ["甲" * 1000], "复议诉讼.行政复议": [38, 6, 21, 9, 73]}
    result = drafted(long)
    rows = table(result.compose_checklist(), "核对结果")
    assert rows[0] == ["程度", "规则", "内容", "位置", "处理"]
    ranks = [["错误", "警告", "提示"].index(row[0]) for row in rows[1:]]
    assert ranks == sorted(ranks)
    assert len(rows) == len(result.findings) + 1
    assert {row[-1] for row in rows[1:]} == {""}
    assert rows[1][3].startswith("第")


def test_a_list_goes_on_over_pages_and_a_form_does_not() -> None:
    grids = [b for b in sheet().blocks if isinstance(b, Grid)]
    assert {grid.name: grid.header_rows > 0 for grid in grids} == {
        "概况": False,
        "主要数据": True,
        "工作要点落实": True,
        "签字": False,
    }


def test_an_explanation_stands_beside_the_finding_it_explains() -> None:
    long = {"总体情况.主动公开.亮点": ["甲" * 1000]}
    said = next(f.message for f in drafted(long).findings if f.code == "GK501")
    waivers = [{"规则": "GK501", "说明": "上级同意"}, {"规则": "GK203", "说明": "上年多报"}]
    made = sheet({**long, "情况说明": waivers})
    rows = table(made, "情况说明")
    assert "除情况说明所列的以外，" in render_markdown(made)
    assert rows[1:] == [
        ["GK501", said, "上级同意"],
        ["GK203", "没有这样的核对结果", "上年多报"],
    ]


def test_what_was_not_checked_and_not_read_is_on_the_sheet() -> None:
    result = published_text("江临市2026年政府信息公开工作年度报告\n一、总体情况\n公开5条。\n")
    text = render_markdown(result.compose_checklist())
    assert result.remarks
    for remark in result.remarks:
        assert str(remark) in text
    for item in result.review.unchecked:
        assert str(item.reason) in text


def test_tasks_that_are_done_are_told_by_ranges_of_numbers_the_others_one_by_one() -> None:
    rows = table(sheet(), "工作要点落实")
    assert rows[1][:3] == ["完成", "7", "（一）—（七）"]
    assert rows[2][:3] == ["推进中", "1", "（八） 建设政务新媒体监测平台"]
    assert "一（四）政府信息公开平台建设" in rows[2][3]


def test_a_range_ends_where_a_task_is_not_done() -> None:
    changes = {"要点.0.组.1.任务.0.状态": "未开展", "要点.0.组.3.任务.0.状态": None}
    rows = table(sheet(changes), "工作要点落实")
    assert rows[1][:3] == ["完成", "5", "（一）、（二）、（四）—（六）"]
    assert [row[0] for row in rows[2:]] == ["未开展", "未答", "推进中"]


def numbered(states: list[str]) -> dict[str, Any]:
    tasks = [
        {
            "序号": str(n),
            "标题": f"任务{n}",
            "方面": "主动公开",
            "状态": state,
            "落实情况": "做了1件",
        }
        for n, state in enumerate(states, 1)
    ]
    return {"要点": [{"标题": "甲要点", "组": [{"标题": "组", "任务": tasks}]}]}


@given(st.lists(st.sampled_from(["完成", "推进中", "未开展", "不涉及"]), min_size=1, max_size=30))
def test_every_task_is_counted_and_named_once(states: list[str]) -> None:
    rows = table(sheet(numbered(states)), "工作要点落实")[1:]
    assert sum(int(row[1]) for row in rows) == len(states)
    named: list[int] = []
    for row in rows:
        for part in row[2].split(" ")[0].split("、"):
            first, _, last = part.partition("—")
            named += range(int(first), int(last or first) + 1)
    assert sorted(named) == list(range(1, len(states) + 1))


def test_the_places_to_sign_are_high_enough_for_a_pen() -> None:
    made = sheet()
    grid = next(b for b in made.blocks if isinstance(b, Grid) and b.name == "签字")
    assert [c.text for c in grid.rows[0]][::2] == ["填报人", "核对人", "负责人", "日期"]
    assert {cell.rowspan for row in grid.rows for cell in row} == {len(grid.rows)}


@pytest.mark.parametrize("path", [JIANGLIN, TAICANG, "taicang-2018", "pingtan-2020"])
def test_every_table_is_as_wide_as_the_page(path: Any) -> None:
    source = path if isinstance(path, Path) else JIANGLIN.parent.parent / f"{path}.yaml"
    for block in open_report(source).compose_checklist().blocks:
        if isinstance(block, Grid):
            assert sum(block.widths) == 170
            assert all(len(row) == len(block.widths) for row in block.rows)


def test_markdown_escapes_what_would_break_a_table_or_begin_a_list() -> None:
    rows = ((GridCell("甲|乙", 0, 1, 1, "label"),),)
    grid = render_markdown(Document("", "", 1, (Grid("表", (1.0,), rows, 0),)))
    assert grid == "|  |\n| --- |\n| 甲\\|乙 |\n"
    text = render_markdown(sheet({"机关.名称": "<b>甲|乙</b>\n# 丙"}))
    assert "&lt;b>甲\\|乙&lt;/b> # 丙" in text


# command line -----------------------------------------------------------------------------------


@pytest.fixture
def data_file(tmp_path: Path) -> Path:
    path = tmp_path / "2026.yaml"
    path.write_bytes(JIANGLIN.read_bytes())
    return path


def words(path: Path) -> str:
    """All text of a .docx, tables too."""
    document = docx.Document(str(path))
    cells = [cell.text for t in document.tables for row in t.rows for cell in row.cells]
    return "\n".join([*(p.text for p in document.paragraphs), *cells])


def test_the_sheet_lies_beside_the_file_and_says_what_the_markdown_says(
    data_file: Path, capsys: Any
) -> None:
    assert main(["check", str(data_file), "--format", "docx"]) == 0
    target = data_file.parent / f"{NAME}.docx"
    assert f"已生成：{target}" in capsys.readouterr().out
    text = words(target)
    assert main(["check", str(data_file), "--format", "markdown"]) == 0
    for line in capsys.readouterr().out.splitlines():
        for cell in line.strip("|# ").split(" | "):
            assert cell.strip("-| ").replace("\\", "") in text


def test_a_sheet_that_somebody_changed_is_kept(data_file: Path, capsys: Any) -> None:
    target = data_file.parent / f"{NAME}.docx"
    assert main(["check", str(data_file), "--format", "docx"]) == 0
    assert main(["check", str(data_file), "--format", "docx"]) == 0
    document = docx.Document(str(target))
    document.paragraphs[0].add_run("（已签）")
    document.save(str(target))
    signed = target.read_bytes()
    assert main(["check", str(data_file), "--format", "docx"]) == 2
    assert target.read_bytes() == signed
    assert "没有覆盖" in capsys.readouterr().err
    assert main(["check", str(data_file), "--format", "docx", "--force"]) == 0
    assert target.read_bytes() != signed


def test_several_files_get_a_sheet_each_also_with_one_title(data_file: Path) -> None:
    other = data_file.with_name("副本.yaml")
    other.write_bytes(data_file.read_bytes())
    assert main(["check", str(data_file), str(other), "--format", "docx"]) == 0
    assert {path.name for path in data_file.parent.glob("*.docx")} == {
        f"{NAME}.docx",
        f"{NAME}（副本.yaml）.docx",
    }


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (["-o", "a.docx"], "--format docx"),
        (["--format", "docx", "-o", "a.txt"], "后缀应为 .docx"),
        (["--format", "docx", "-o", "无/"], "没有这个文件夹"),
        ([str(TAICANG), "--format", "docx", "-o", "a.docx"], "文件夹"),
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


def test_the_report_that_is_checked_is_never_written_over(tmp_path: Path, capsys: Any) -> None:
    path = tmp_path / "年报.docx"
    path.write_bytes(open_report(JIANGLIN).render(".docx"))
    before = path.read_bytes()
    assert main(["check", str(path), "--format", "docx", "-o", str(path)]) == 2
    assert path.read_bytes() == before
    assert "这是所核对的文件本身" in capsys.readouterr().err


def test_the_exit_status_is_that_of_the_findings(tmp_path: Path) -> None:
    assert main(["check", str(TAICANG), "--format", "docx", "-o", str(tmp_path)]) == 1
    assert main(["check", str(TAICANG), "--format", "markdown"]) == 1


def test_the_whole_table_of_tasks_is_a_format_of_its_own(capsys: Any) -> None:
    assert main(["check", str(JIANGLIN), "--format", "tasks"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "# 江临市人民政府2026年度工作要点落实情况对照表"
    assert sum(line.startswith("| （") for line in lines) == 8


def test_a_sheet_is_the_same_bytes_each_time() -> None:
    first, second = (open_report(JIANGLIN).render_checklist() for _ in range(2))
    assert first == second


def test_a_report_without_anything_still_has_a_sheet() -> None:
    empty: Result = drafted(
        dict.fromkeys(("机关", "申请情况", "主动公开", "复议诉讼", "要点", "上年", "情况说明"))
    )
    text = render_markdown(empty.compose_checklist())
    assert "未填" in text
    assert empty.render_checklist().startswith(b"PK")


def test_the_sheet_of_a_published_report_has_its_figures_as_printed() -> None:
    # the totals print 67 and 551, whatever the wrong cell beside them would add up to
    document = open_report(Path(shared("cases/rules/k02-fault.txt"))).compose_checklist()
    assert figure(document, "部分公开")[0] == "67"
    assert figure(document, "办理结果总计")[0] == "551"
