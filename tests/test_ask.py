"""`ask`: the wizard's questions on paper, what is open or all answers as they stand."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from gkdraft import messages
from gkdraft.base.package import parse_part, unpack_parts
from gkdraft.base.places import DataPath, Plain, spell_path
from gkdraft.base.plain_data import apply_changes
from gkdraft.base.yaml_reading import parse_yaml
from gkdraft.base.yaml_writing import write_mapping
from gkdraft.cli import main
from gkdraft.layout import loading
from gkdraft.layout.resources import Resources
from gkdraft.layout.typography import Typography
from gkdraft.prose.document import Document, Grid, GridCell, Heading, Note, plain_text
from gkdraft.render import RENDERERS
from gkdraft.render.locking import LOCK_NAME
from gkdraft.render.markdown import render_markdown
from gkdraft.report import intake
from gkdraft.report.model_gathering import DIVISION
from gkdraft.wizard.answers.session import Session
from gkdraft.wizard.file.drafts import DraftFolder
from gkdraft.wizard.paper.compose import compose_paper
from gkdraft.wizard.paper.opening import STYLE, open_paper
from gkdraft.wizard.paper.paper import Paper, count_missing
from gkdraft.wizard.paper.sheets import COMPUTED
from gkdraft.wizard.paper.tables import KEYS
from gkdraft.wizard.questions.question import Question
from gkdraft.wizard.table.sheet import find_sheet
from helpers.commands import new
from helpers.reports import JIANGLIN, ROOT, patched
from helpers.sessions import TOWN, opened

FIXTURES = {path.stem: path for path in [*sorted(ROOT.glob("fixtures/*.yaml")), JIANGLIN]}
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def session_of(text: str, changes: Mapping[DataPath, Plain]) -> Session:
    """A session of the wizard for a data file with these changes made."""
    data = apply_changes(parse_yaml(text, "x.yaml").data, changes)
    return opened("\n".join(write_mapping(data)) + "\n")


def paper_of(session: Session, answered: bool = False) -> Paper:
    draft = intake.read_draft(session.data, session.book.layout, {})
    return Paper(session, draft.faults, answered)


def asked(changes: Mapping[str, Any] | None = None, answered: bool = False) -> Document:
    """The paper of 江临 with some keys changed."""
    text = "\n".join(write_mapping(patched(changes or {}).data)) + "\n"
    return compose_paper(paper_of(opened(text), answered))


def town(more: str = "", answered: bool = False) -> Document:
    """The paper of a township that has filled in next to nothing."""
    return compose_paper(paper_of(opened(TOWN + more), answered))


def list_cells(document: Document) -> Iterator[GridCell]:
    for block in document.blocks:
        for row in block.rows if isinstance(block, Grid) else ():
            yield from row


def list_keys(document: Document) -> list[str]:
    """The keys of all answers that have a place on a paper, but for cells of tables."""
    found: list[str] = []
    for block in document.blocks:
        if isinstance(block, Grid) and not block.name.startswith("表"):
            for row in block.rows:
                found += [key for cell in row for key in cell.key.split(KEYS) if key]
    return found


def find_row(document: Document, key: str) -> tuple[GridCell, ...]:
    """The row in which a question is answered."""
    for block in document.blocks:
        for row in block.rows if isinstance(block, Grid) else ():
            if any(key in cell.key.split(KEYS) for cell in row):
                return row
    raise AssertionError(key)


def find_answer(document: Document, key: str) -> GridCell:
    return find_row(document, key)[-1]


def find_grid(document: Document, name: str) -> Grid:
    return next(b for b in document.blocks if isinstance(b, Grid) and b.name == name)


def notes(document: Document) -> list[str]:
    return [plain_text(b.runs) for b in document.blocks if isinstance(b, Note)]


def list_open(session: Session) -> list[Question]:
    """What the wizard has no answer to, but for whom to ask, which is for who prints it to say."""
    asked = (q for q in session.questions.values() if q.path[0] != DIVISION)
    return [q for q in asked if session.is_open(q)]


def check_open(session: Session) -> None:
    """What is open in the wizard stands on paper, each once, and nothing else."""
    document = compose_paper(paper_of(session))
    missing = list_open(session)
    plain = [spell_path(q.path) for q in missing if q.kind != "sheet"]
    assert sorted(list_keys(document)) == sorted(plain)
    sheets = [b.name for b in document.blocks if isinstance(b, Grid) and b.name.startswith("表")]
    assert sheets == [q.label for q in missing if q.kind == "sheet"]


# what is asked ------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", FIXTURES)
def test_what_is_open_in_the_wizard_stands_on_paper_and_no_answered_question(name: str) -> None:
    check_open(opened(FIXTURES[name].read_text(encoding="utf-8")))


def test_of_a_township_that_has_hardly_begun_everything_is_asked() -> None:
    check_open(opened(TOWN))


CITY = opened(JIANGLIN.read_text(encoding="utf-8"))
ANSWERED = [q.path for q in CITY.questions.values() if q.kind != "show" and not CITY.is_open(q)]


@given(st.sets(st.sampled_from(ANSWERED), max_size=12))
def test_whatever_is_taken_out_is_asked_again(paths: set[DataPath]) -> None:
    check_open(session_of(JIANGLIN.read_text(encoding="utf-8"), dict.fromkeys(paths)))


@pytest.mark.parametrize("name", FIXTURES)
def test_all_answers_and_what_should_be_one_stand_on_the_other_paper(name: str) -> None:
    session = opened(FIXTURES[name].read_text(encoding="utf-8"))
    document = compose_paper(paper_of(session, answered=True))
    expected = []
    for question in session.questions.values():
        is_left_out = question.optional and session.is_open(question)
        if question.kind not in ("show", "sheet") and not is_left_out:
            expected.append(spell_path(question.path))
    assert sorted(list_keys(document)) == sorted(expected)


def test_a_question_stands_beside_the_room_for_its_answer() -> None:
    session = opened(TOWN)
    document = compose_paper(paper_of(session))
    for question in list_open(session):
        if question.kind != "sheet":
            row = find_row(document, spell_path(question.path))
            assert any(question.label in cell.text for cell in row)
            assert question.optional == any("可不填" in cell.text for cell in row)


def test_what_must_be_answered_comes_before_what_may() -> None:
    session = opened(TOWN)
    document = compose_paper(paper_of(session))
    optional = {spell_path(path): q.optional for path, q in session.questions.items()}
    for block in session.blocks:
        keys = [spell_path(q.path) for q in block.questions if q.kind not in ("show", "sheet")]
        order = [optional[key] for key in list_keys(document) if key in keys]
        assert order == sorted(order)


def test_the_rule_stands_by_the_question_once_for_the_parts_of_a_figure() -> None:
    document = town()
    rule = "从事政府信息公开工作的专职、兼职人员；找办公室"
    key = "总体情况.监督保障.数据.专兼职人员数.{}"
    assert find_row(document, key.format("专职"))[1].remark == rule
    assert find_row(document, key.format("兼职"))[1].remark == ""


def test_choices_are_boxes_and_lists_have_room_for_each_figure() -> None:
    document = town()
    assert find_answer(document, "机关.口径").text == "□本级 □汇总"
    listed = find_answer(document, "总体情况.主动公开.数据.分类公开数").text
    assert re.fullmatch(r"工作动态＿+ 通知公告＿+ 财政预决算＿+ .*其他＿+", listed)


def test_a_task_is_told_before_it_is_asked_about() -> None:
    task = "要点.0.组.1.任务.0"
    keys = ("状态", "落实情况", "数据", "依据")
    document = asked({f"{task}.{key}": None for key in keys})
    place = "要点.1.组.2.任务.1"
    number = find_row(document, f"{place}.状态")[0]
    assert number.continues
    grid = find_grid(document, "要点任务")
    start = next(i for i, row in enumerate(grid.rows) if row[1].text == "任务组")
    told = [[cell.text for cell in row[1:]] for row in grid.rows[start : start + 9]]
    assert told == [
        ["任务组", "提高政策发布解读质量"],
        ["任务", "（三） 建设惠企政策问答库"],
        ["责任单位", "市工业和信息化局"],
        ["时限", "9月底前"],
        ["要求", "汇集涉企政策，编写问答，供企业在线查询。"],
        ["状态", "□完成 □推进中 □未开展 □不涉及"],
        ["落实情况", ""],
        ["数据 可不填", ""],
        ["依据 可不填", ""],
    ]
    assert grid.rows[start][0].rowspan >= len(told)


def test_what_may_be_added_to_a_task_that_is_answered_takes_one_line() -> None:
    row = find_row(asked(), "要点.1.组.2.任务.1.依据")
    assert row == find_row(asked(), "要点.1.组.2.任务.1.写法")
    assert row[1].text == "（三） 建设惠企政策问答库 可不填"
    assert re.fullmatch("依据：＿+ 写法：□正文 □见本组 □只列对照表", row[2].text)


def test_a_problem_of_last_year_is_told_with_what_was_promised_against_it() -> None:
    changes = {
        "存在问题.0.进展": None,
        "存在问题.0.改进": None,
        "上年.存在问题": [{"问题": "申请答复质量不均衡", "改进": "每季度评查一次案卷"}],
    }
    document = asked(changes)
    rows = [[cell.text for cell in row] for row in find_grid(document, "F 监督、亮点和问题").rows]
    start = next(i for i, row in enumerate(rows) if row[1] == "上年报告列的问题一")
    assert rows[start][2] == "申请答复质量不均衡"
    assert rows[start + 1][1:] == ["上年写的改进", "每季度评查一次案卷"]
    assert rows[start + 2][2] == "□已经解决 □部分解决，还在做 □还没解决"


def test_a_problem_is_told_in_one_line_however_it_is_written() -> None:
    changes = {"存在问题.1.问题": "公开不够及时，\n有 3 期公报晚出\n", "存在问题.1.改进": None}
    rows = [
        [cell.text for cell in row] for row in find_grid(asked(changes), "F 监督、亮点和问题").rows
    ]
    assert ["问题一", "公开不够及时， 有 3 期公报晚出"] in [row[1:] for row in rows]


def test_who_answers_a_part_stands_under_its_heading() -> None:
    blocks = asked({"主动公开.行政许可": None}).blocks
    above = next(
        i for i, b in enumerate(blocks) if isinstance(b, Heading) and "A " in b.runs[0].text
    )
    assert plain_text(blocks[above + 1].runs).startswith("请府办公开科填写。")  # type: ignore[union-attr]


def test_head_names_body_year_and_how_much_is_open() -> None:
    session = opened(TOWN)
    document = compose_paper(paper_of(session))
    assert document.title == "江临市城东镇人民政府2026年政府信息公开工作年度报告填报问卷"
    missing = count_missing(paper_of(session))
    needed = [q for q in list_open(session) if not q.optional]
    assert missing.answers == len([q for q in needed if q.kind != "sheet"])
    assert missing.cells == sum(
        len(q.form.inputs()) for q in needed if q.kind == "sheet" and q.form
    )
    assert missing.optional == len([q for q in list_open(session) if q.optional])
    told = plain_text(document.blocks[1].runs)  # type: ignore[union-attr]
    assert told.startswith(f"要答的还有 {missing.answers} 项，表格还有 {missing.cells} 格没有填")


# tables -------------------------------------------------------------------------------------------

_THREE = find_sheet(CITY.book.layout.form_by_key["申请情况"])
assert _THREE
THREE = _THREE


def number_cells(first: int) -> dict[tuple[str, ...], str]:
    """A number of its own for every cell of table three."""
    return {cell.key: str(number) for number, cell in enumerate(THREE.form.inputs(), first)}


def nest(cells: Mapping[tuple[str, ...], str]) -> Any:
    data: Plain = None
    data = apply_changes(data, {("申请情况", *key): value for key, value in cells.items()})
    return data["申请情况"] if isinstance(data, dict) else None


def test_every_figure_of_a_table_stands_in_its_row_and_column_with_last_years_below() -> None:
    now, before = number_cells(1000), number_cells(5000)
    open_row = THREE.input_rows[3]
    left = {key: text for key, text in now.items() if key[:-1] != open_row}
    document = asked({"申请情况": nest(left), "上年.申请情况": nest(before)})
    rows = [row for row in find_grid(document, "表三").rows if any(cell.key for cell in row)]
    assert len(rows) == len(THREE.rows)
    for key, row in zip(THREE.rows, rows, strict=True):
        labels = [cell for cell in row if cell.role == "label" and cell.text]
        assert labels[-1].text == THREE.row_label(key)
        figures = [cell for cell in row if cell.role == "number"]
        for column, cell in zip(THREE.columns, figures, strict=True):
            if THREE.is_input(key, column):
                assert cell.text == left.get((*key, column), "")
                assert cell.remark == before[(*key, column)]


def test_totals_are_added_up_where_they_can_be_and_asked_of_nobody() -> None:
    one, other = THREE.input_rows[:2]
    empty = {(*one, THREE.input_columns[0]): None}
    changes = {".".join(("申请情况", *key)): text for key, text in nest_changes(empty).items()}
    cells = {cell.key: cell.text for cell in list_cells(asked(changes)) if cell.key}
    assert cells[f"申请情况.{one[0]}.总计"] == COMPUTED
    assert cells[f"申请情况.{other[0]}.总计"] == "24"


def nest_changes(cells: Mapping[tuple[str, ...], Any]) -> dict[tuple[str, ...], Any]:
    """Rows of 江临 as cells, with some of them changed."""
    made: dict[tuple[str, ...], Any] = {}
    for key in cells:
        row = {c.key[-1]: CITY.list_cells(THREE.form)[c.key] for c in THREE.form.inputs(key[:-1])}
        made[key[:-1]] = {**row, key[-1]: cells[key]}
    return made


def test_the_rule_of_a_row_stands_below_its_label_that_of_columns_above_the_table() -> None:
    document = town()
    labels = [cell for cell in list_cells(document) if cell.text.startswith("四、结转下年度")]
    assert labels[0].remark == "12月31日尚未办结的"
    assert any("法律服务机构：律师事务所等" in note for note in notes(document))


def test_a_table_that_is_filled_in_is_not_asked_for() -> None:
    assert "表三" not in [b.name for b in asked().blocks if isinstance(b, Grid)]
    assert "表三" in [b.name for b in asked(answered=True).blocks if isinstance(b, Grid)]


# facts --------------------------------------------------------------------------------------------


def test_last_years_figure_stands_beside_this_years() -> None:
    row = find_row(asked({"主动公开.行政许可": None}), "主动公开.行政许可")
    assert [cell.text for cell in row[2:]] == ["121908", ""]
    row = find_row(asked(answered=True), "主动公开.行政许可")
    assert [cell.text for cell in row[2:]] == ["121908", "128436"]


def test_the_words_of_last_years_report_are_told_as_its_words() -> None:
    words = "举办培训6场，参加700人次。"
    changes = {
        "总体情况.监督保障.数据.培训次数": None,
        "上年.总体情况.监督保障": {"亮点": [words]},
    }
    row = find_row(asked(changes), "总体情况.监督保障.数据.培训次数")
    assert row[2].text == "上年写的：举办培训6场"


def test_what_is_skipped_is_not_open_and_is_told_as_such() -> None:
    changes = {"主动公开.行政许可": "略", "申请情况.本年新收": ["略", 37, 2, 3, 14, None]}
    document = asked(changes)
    assert "主动公开.行政许可" not in list_keys(document)
    texts = {cell.key: cell.text for cell in list_cells(document) if cell.key}
    assert texts["申请情况.本年新收.自然人"] == "不填"
    assert texts["申请情况.本年新收.其他"] == ""
    answers = asked(changes, answered=True)
    assert find_answer(answers, "主动公开.行政许可").text == "不填（略）"


@pytest.mark.parametrize("written", ["4.25万", "约5500", "5500余", "12万余", "0"])
def test_a_figure_is_printed_as_the_data_file_has_it(written: str) -> None:
    changes = {"总体情况.主动公开.数据.主动公开信息总数": written}
    document = asked(changes, answered=True)
    assert find_answer(document, "总体情况.主动公开.数据.主动公开信息总数").text == written


def test_figures_that_a_text_refers_to_are_filled_in() -> None:
    document = asked(answered=True)
    assert "132件申请" in find_answer(document, "存在问题.2.问题").text
    assert not any("{{" in cell.text for cell in list_cells(document))


def test_what_cannot_be_read_is_open_and_told() -> None:
    changes = {
        "总体情况.主动公开.数据.主动公开信息总数": "许多",
        "要点.0.组.0.任务.0.状态": "做完了",
        "要点.0.组.0.任务.1.写法": "随便",
        "申请情况.本年新收": [486, 37, "x", 3, 14, 5],
    }
    for answered in (False, True):
        document = asked(changes, answered)
        for key, word in (
            ("总体情况.主动公开.数据.主动公开信息总数", "“许多”"),
            ("要点.1.组.1.任务.1.状态", "“做完了”"),
            ("要点.1.组.1.任务.2.写法", "“随便”"),
        ):
            assert word in find_answer(document, key).remark
        assert any("认不出：表三[本年新收.科研机构]" in note for note in notes(document))
        texts = {cell.key: cell.text for cell in list_cells(document) if cell.key}
        assert texts["申请情况.本年新收.科研机构"] == ""
        assert "认不出的有 4 处" in plain_text(document.blocks[1].runs)  # type: ignore[union-attr]


def test_what_is_written_twice_is_asked_again(tmp_path: Path) -> None:
    path = tmp_path / "2026.yaml"
    path.write_text(f"{TOWN}主动公开:\n  行政许可: 1\n  行政许可: 2\n", encoding="utf-8")
    paper, _resources = open_paper(path)
    answer = find_answer(compose_paper(paper), "主动公开.行政许可")
    assert answer.text == ""
    assert "又写了一次" in answer.remark


# how it looks -------------------------------------------------------------------------------------

PAPERS = {
    "township": town,
    "half filled": lambda: asked({"申请情况.不予公开": None, "要点.0.组.0.任务.0.状态": None}),
    "answers": lambda: asked(answered=True),
    "layout of 2019": lambda: compose_paper(
        paper_of(opened(FIXTURES["shanghai-office-2019"].read_text(encoding="utf-8")))
    ),
}


@pytest.mark.parametrize("name", PAPERS)
def test_tables_are_as_wide_as_the_page_and_touch_no_other(name: str) -> None:
    page = loading.load_spec(Typography, STYLE, Resources()).page
    room = page.width - page.left - page.right
    document = PAPERS[name]()
    before: object = None
    for block in document.blocks:
        if isinstance(block, Grid):
            assert sum(block.widths) == pytest.approx(room, abs=0.01)
            assert not isinstance(before, Grid)
        before = block


@pytest.mark.parametrize("name", PAPERS)
def test_no_page_ends_inside_a_card_or_below_a_heading(name: str) -> None:
    style = loading.load_spec(Typography, STYLE, Resources())
    kept = {s.id for s in style.styles if s.keep}
    assert {"Heading1", "Note", "Title"} <= kept
    document = PAPERS[name]()
    root = parse_part(
        unpack_parts(RENDERERS[".docx"](document, style, Resources()), "x")["word/document.xml"]
    )
    assert root is not None
    tables = list(root.iter(f"{W}tbl"))
    grids = [block for block in document.blocks if isinstance(block, Grid)]
    for table, grid in zip(tables, grids, strict=True):
        rows = list(table.iter(f"{W}tr"))
        for row, below in zip(grid.rows, [*grid.rows[1:], ()], strict=True):
            if below and below[0].continues and not grid.name.startswith("表"):
                assert is_kept(rows[grid.rows.index(row)])


def is_kept(row: etree._Element) -> bool:
    """Whether a row stays with the next one."""
    return all(p.find(f"{W}pPr/{W}keepNext") is not None for p in row.iter(f"{W}p"))


def test_there_is_room_to_write_every_answer() -> None:
    document = town()
    for grid in (block for block in document.blocks if isinstance(block, Grid)):
        for row, height in zip(grid.rows, grid.heights, strict=True):
            if any(cell.key and not cell.text for cell in row):
                assert height >= 8


def test_a_remark_is_told_in_every_format() -> None:
    cell = GridCell("甲", 0, 1, 1, "label", remark="乙丙")
    document = Document("", "", 2026, (Grid("表", (170.0,), ((cell,),), 0),))
    style = loading.load_spec(Typography, STYLE, Resources())
    for suffix in (".txt", ".html"):
        assert "甲（乙丙）" in RENDERERS[suffix](document, style, Resources()).decode()
    assert "甲（乙丙）" in render_markdown(document)
    parts = unpack_parts(RENDERERS[".docx"](document, style, Resources()), "x")
    assert "TableRemark" in parts["word/document.xml"].decode()


# command line -------------------------------------------------------------------------------------


@pytest.fixture(autouse=True)
def chinese_again() -> Iterator[None]:
    yield
    messages.use_language("zh")


NAME = "江临市2026年政府信息公开工作年度报告（问卷）.docx"


@pytest.fixture
def data_file(tmp_path: Path) -> Path:
    path = tmp_path / "2026.yaml"
    path.write_bytes(JIANGLIN.read_bytes())
    return path


def fill_in(path: Path) -> bytes:
    """Somebody writes something into a questionnaire."""
    word = docx.Document(str(path))
    word.tables[0].rows[1].cells[-1].text = "12"
    word.save(str(path))
    return path.read_bytes()


def test_it_lies_beside_the_data_file_or_where_one_says(data_file: Path, capsys: Any) -> None:
    folder = data_file.parent
    before = data_file.read_bytes()
    assert main(["ask", str(data_file)]) == 0
    said = capsys.readouterr().out
    assert said.startswith(f"已生成：{folder / NAME}\n要答的还有 ")
    (folder / "交科室").mkdir()
    assert main(["ask", str(data_file), "-o", str(folder / "交科室")]) == 0
    assert (folder / "交科室" / NAME).read_bytes() == (folder / NAME).read_bytes()
    assert main(["ask", str(data_file), "--answers"]) == 0
    answers = folder / NAME.replace("（问卷）", "（填报情况）")
    assert docx.Document(str(answers)).core_properties.title.endswith("填报情况")
    assert data_file.read_bytes() == before
    assert not (folder / LOCK_NAME).exists()


def test_the_guide_shows_what_is_really_printed(
    tmp_path: Path, monkeypatch: Any, capsys: Any
) -> None:
    monkeypatch.chdir(tmp_path)
    path = new(tmp_path).relative_to(tmp_path)
    capsys.readouterr()
    assert main(["ask", str(path)]) == 0
    guide = (ROOT / "docs/问卷.md").read_text(encoding="utf-8")
    assert f"```\n{capsys.readouterr().out}```\n" in guide


def test_one_that_somebody_wrote_on_is_kept(data_file: Path, capsys: Any) -> None:
    target = data_file.parent / NAME
    assert main(["ask", str(data_file)]) == 0
    assert main(["ask", str(data_file)]) == 0
    written = fill_in(target)
    assert main(["ask", str(data_file)]) == 2
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert "没有覆盖" in error
    assert "pull" not in error  # it takes nothing back
    assert target.read_bytes() == written
    assert main(["ask", str(data_file), "--force"]) == 0
    assert target.read_bytes() != written


def test_one_that_somebody_wrote_on_is_no_edited_draft(data_file: Path, capsys: Any) -> None:
    target = data_file.parent / "问卷.docx"
    assert main(["ask", str(data_file), "-o", str(target)]) == 0
    fill_in(target)
    assert DraftFolder(data_file.parent).list_edited() == []
    assert main(["pull", str(target), str(data_file), "--apply"]) == 2
    assert "这是核对单或问卷" in capsys.readouterr().err


def test_where_all_is_answered_it_says_so_and_writes_all_the_same(
    tmp_path: Path, capsys: Any
) -> None:
    text = TOWN
    while needed := [q for q in list_open(opened(text)) if not q.optional]:
        places = [q.path[:1] if q.form else q.path for q in needed]
        data = apply_changes(opened(text).data, dict.fromkeys(places, "略"))
        text = "\n".join(write_mapping(data)) + "\n"
    path = tmp_path / "2026.yaml"
    path.write_text(text, encoding="utf-8")
    assert main(["ask", str(path), "-o", str(tmp_path / "a.docx")]) == 0
    assert capsys.readouterr().out.splitlines()[1].startswith("要答的都答了，可不填的还有 ")
    assert (tmp_path / "a.docx").exists()


def test_where_to_look_for_what_cannot_be_read_is_told(tmp_path: Path, capsys: Any) -> None:
    path = tmp_path / "2026.yaml"
    path.write_text(f"{TOWN}主动公开: {{行政许可: 许多}}\n", encoding="utf-8")
    assert main(["ask", str(path)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "认不出的有 1 处" in lines[1]
    assert lines[2].startswith("认不出的按没有填印，明细：")
    assert lines[2].endswith(f"check {path}")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["没有.yaml"], "没有这个文件"),
        (["x.docx"], "不是数据文件"),
        (["x.yaml", "-o", "x.pdf"], "问卷的后缀应为 .docx"),
        (["x.yaml", "-o", "没有/x.docx"], "没有这个文件夹"),
        (["x.yaml", "--templates", "没有"], "模板文件夹不存在"),
        (["坏.yaml"], "全角"),
    ],
)
def test_what_is_in_the_way_is_one_line(
    arguments: list[str], said: str, tmp_path: Path, monkeypatch: Any, capsys: Any
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("x.yaml").write_text(TOWN, encoding="utf-8")
    Path("坏.yaml").write_text("年度：2026\n", encoding="utf-8")
    Path("x.docx").write_bytes(b"PK\x03\x04")
    assert main(["ask", *arguments]) == 2
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert said in error


def test_the_paper_is_chinese_whatever_the_program_speaks(data_file: Path, capsys: Any) -> None:
    one, other = data_file.parent / "a.docx", data_file.parent / "b.docx"
    assert main(["ask", str(data_file), "-o", str(one)]) == 0
    assert main(["--lang", "en", "ask", str(data_file), "-o", str(other)]) == 0
    assert one.read_bytes() == other.read_bytes()
    assert "answers still needed" in capsys.readouterr().out


def test_a_fault_in_ones_own_typography_is_found_when_templates_are_checked(
    tmp_path: Path, capsys: Any
) -> None:
    own = tmp_path / "模板/styles"
    own.mkdir(parents=True)
    text = (ROOT / "templates" / STYLE).read_text(encoding="utf-8")
    (own / "questionnaire.yaml").write_text(text.replace("width: 210", "width: 宽"), "utf-8")
    assert main(["layouts", "--check", str(tmp_path / "模板")]) == 2
    assert "questionnaire.yaml:2" in capsys.readouterr().err
