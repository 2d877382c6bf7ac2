"""The next national layout is a folder: every verb follows, without a line of code.

2027 renames and moves the section of problems, adds a row to table three and a column to table
two.
"""

import json
import shutil
import subprocess
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from gkdraft.base.yaml_reading import parse_yaml
from gkdraft.base.yaml_writing import write_mapping
from gkdraft.cli import main
from gkdraft.layout import loading
from gkdraft.layout.equations import Key
from gkdraft.layout.form import Form
from gkdraft.layout.resources import Resources
from gkdraft.pipeline import Result, draft_report, open_report
from gkdraft.prose.document import Grid, Heading, plain_text
from gkdraft.wizard.answers.contents import Contents
from gkdraft.wizard.answers.session import Session
from gkdraft.wizard.questions.book import Book
from gkdraft.wizard.questions.questionnaire import Questionnaires
from gkdraft.wizard.table.sheet import find_sheet
from helpers.office import has_chinese_font
from helpers.reports import JIANGLIN, ROOT
from helpers.terminal import Tty

PROBLEMS = "工作中的不足和下一步打算"
ROW = ("申请情况", "不予处理", "要求对已答复事项再次答复")
COLUMN = ("主动公开", "规章", "本年修改")
LAYOUT = f"""
extends: "2021"
basis: 中华人民共和国政府信息公开工作年度报告格式（2027年版）
number: 国办公开办函〔2027〕1号
since: 2027
sections:
  - {{heading: 总体情况, template: overview.j2}}
  - {{heading: 主动公开政府信息情况, form: proactive-2027}}
  - {{heading: 收到和处理政府信息公开申请情况, form: requests-2027}}
  - {{heading: {PROBLEMS}, template: problems.j2}}
  - {{heading: 政府信息公开行政复议、行政诉讼情况, form: review}}
  - {{heading: 其他需要报告的事项, template: other.j2}}
"""


def own(folder: Path, widths: str = "[28, 32]") -> Path:
    """The templates of 2027: three files."""
    forms = ROOT / "templates/forms"
    requests = (forms / "requests-2021.yaml").read_text(encoding="utf-8")
    last = "              - {key: 要求行政机关确认"
    row = f"              - {{key: {ROW[-1]}, label: 6.{ROW[-1]}}}\n"
    head, _, tail = requests.partition(last)
    line, _, rest = tail.partition("\n")
    proactive = (forms / "proactive-2021.yaml").read_text(encoding="utf-8")
    column = "      - {key: 废止, label: 本年废止件数}\n"
    files = {
        "layouts/2027/layout.yaml": LAYOUT,
        "forms/requests-2027.yaml": f"{head}{last}{line}\n{row}{rest}",
        "forms/proactive-2027.yaml": proactive.replace("[39, 39]", widths).replace(
            column, f"{column}      - {{key: {COLUMN[-1]}, label: 本年修改件数}}\n"
        ),
    }
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def templates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return own(tmp_path_factory.mktemp("模板"))


@pytest.fixture(scope="module")
def prior(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("上年") / "2026年报.docx"
    path.write_bytes(draft_report(JIANGLIN).render(".docx"))
    return path


def filled(form: Form, numbers: Any) -> Any:
    """A number of its own in every cell a person fills in."""

    def write(key: Key) -> str | None:
        return None if key in form.computed else str(next(numbers))

    return form.tree(write)


@pytest.fixture(scope="module")
def report(templates: Path, tmp_path_factory: pytest.TempPathFactory) -> Result:
    layout = loading.load_layout("2027", Resources(templates))
    numbers = count(1)
    data = {
        "年度": "2027",
        "机关": {"名称": "江临市人民政府", "简称": "江临市", "层级": "市级政府"},
        **{form.key: filled(form, numbers) for form in layout.forms.values()},
        "存在问题": [
            {"问题": "有两个镇的公开栏全年3次未按月更新", "改进": "市政务办每季度检查一次公开栏"},
            {"问题": "征集意见的12个事项中有4个没有公布采纳情况", "改进": "每件征集都公布采纳情况"},
        ],
    }
    path = tmp_path_factory.mktemp("今年") / "2027.yaml"
    path.write_text("\n".join(write_mapping(data)) + "\n", encoding="utf-8")
    return draft_report(path, templates)


def test_layouts_lists_and_checks_it(templates: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["layouts", "--check", str(templates)]) == 0
    said = capsys.readouterr().out
    assert "2027 年起" in said
    assert "通过：2027" in said


def test_it_is_in_force_from_its_year_on(templates: Path) -> None:
    chosen = {
        year: loading.choose_layout(
            loading.ReportHead(year, "", loading.Locus()), Resources(templates)
        ).name
        for year in (2020, 2026, 2027, 2030)
    }
    assert chosen == {2020: "2019", 2026: "2021", 2027: "2027", 2030: "2027"}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("sections:", "until: 2026\nsections:"), "年份是空的"),
        (("template: problems.j2", "template: other.j2"), "没有一个栏目写存在问题"),
    ],
)
def test_what_does_not_hold_together_is_told(
    change: tuple[str, str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = own(tmp_path) / "layouts/2027/layout.yaml"
    path.write_text(path.read_text("utf-8").replace(*change), encoding="utf-8")
    assert main(["layouts", "--check", str(tmp_path)]) == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "before", "after", "said"),
    [
        ("published.yaml", "period: '", "period: '(", "published.yaml:"),
        ("notices.yaml", None, "works: ['(']\n", "notices.yaml"),
        ("problems.yaml", "'", "'(", "problems.yaml:"),
        ("wording.yaml", "'", "'(", "wording.yaml:"),
        (
            "questionnaires.yaml",
            "主动公开.主动公开信息总数",
            "主动公开.信息总量",
            "主动公开.信息总量",
        ),
    ],
)
def test_every_file_of_the_templates_is_checked(
    name: str, before: str | None, after: str, said: str, tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    text = (ROOT / "templates" / name).read_text(encoding="utf-8")
    text = text.replace(before, after, 1) if before else after
    (own(tmp_path) / name).write_text(text, encoding="utf-8")
    assert main(["layouts", "--check", str(tmp_path)]) == 2
    error = capsys.readouterr().err
    assert said in error
    assert error.count("\n") == 1


def test_a_table_wider_than_the_text_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["layouts", "--check", str(own(tmp_path, "[39, 39]"))]) == 2
    assert "表二宽 195 毫米，版心只有 156 毫米" in capsys.readouterr().err


def test_new_takes_over_last_years_report_cell_by_cell(
    templates: Path, prior: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "2027.yaml"
    options = ["--prior", str(prior), "--level", "市级政府", "--templates", str(templates)]
    assert main(["new", str(target), *options]) == 0
    said = capsys.readouterr().out
    assert "格式 2027" in said
    text = target.read_text(encoding="utf-8")
    assert f"{ROW[-1]}:" in text
    assert COLUMN[-1] in text
    last = parse_yaml(text, "2027.yaml").data["上年"]
    then = draft_report(JIANGLIN).draft.figures.completed
    for key, number in then.items():
        if key.startswith(("申请情况.", "主动公开.", "复议诉讼.")):
            found = last
            for part in key.split("."):
                found = found[part]
            assert found == str(number), key
    assert main(["check", str(target), "--templates", str(templates)]) == 1
    assert "GK2" not in capsys.readouterr().out


def test_the_wizard_asks_for_the_row_and_the_column(templates: Path) -> None:
    resources = Resources(templates)
    layout = loading.load_layout("2027", resources)
    asked = loading.load_spec(Questionnaires, "questionnaires.yaml", resources)
    data = {"年度": "2027", "机关": {"名称": "江临市人民政府", "层级": "市级政府"}}
    session = Session(Contents(Book(layout, asked), data))
    sheet = find_sheet(layout.form_by_key["申请情况"])
    assert sheet is not None
    assert ROW[1:] in sheet.rows
    places = {question.path for block in session.blocks for question in block.questions}
    assert COLUMN in places


def test_it_is_built_with_its_sections_and_checked(report: Result) -> None:
    headings = [plain_text(b.runs) for b in report.document.blocks if isinstance(b, Heading)]
    assert f"四、{PROBLEMS}" in headings
    grids = {block.name: block for block in report.document.blocks if isinstance(block, Grid)}
    assert {name: round(sum(grid.widths), 1) for name, grid in grids.items()} == {
        "表二": 156, "表三": 156, "表四": 156,
    }  # fmt: skip
    assert {f.code for f in report.findings} & {"GK101"}
    assert not {f.code for f in report.findings} & {"GK002", "GK004", "GK005", "GK502"}


@pytest.mark.parametrize("suffix", [".docx", ".html", ".txt"])
def test_what_is_built_reads_back_to_the_last_cell(
    suffix: str, report: Result, templates: Path, tmp_path: Path
) -> None:
    path = tmp_path / f"2027年报{suffix}"
    path.write_bytes(report.render(suffix))
    found = open_report(path, templates)
    assert found.draft.layout.name == "2027"
    for key, number in report.draft.figures.completed.items():
        if key.startswith(("申请情况.", "主动公开.", "复议诉讼.")):
            assert found.draft.figures.claimed(key) == number, key
    assert not found.draft.blank
    assert [problem.problem for problem in found.draft.report.problems] == [
        problem.problem for problem in report.draft.report.problems
    ]


@pytest.mark.office
def test_a_print_of_it_reads_back_without_a_wrong_cell(
    report: Result, templates: Path, tmp_path: Path
) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("needs LibreOffice (libreoffice-writer-nogui) to print a PDF")
    if not has_chinese_font():
        pytest.skip("needs a Chinese font (fonts-wqy-zenhei): without one a PDF has no text")
    (tmp_path / "2027年报.docx").write_bytes(report.render(".docx"))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", "pdf", "2027年报.docx"]
    subprocess.run(command, cwd=tmp_path, capture_output=True, timeout=300, check=True)
    found = open_report(tmp_path / "2027年报.pdf", templates)
    figures = report.draft.figures.completed
    assert found.draft.layout.name == "2027"
    assert {key: figures[key] for key in found.draft.figures.typed if key in figures} == {
        key: number for key, number in found.draft.figures.typed.items() if key in figures
    }
    for place in (ROW, COLUMN):
        assert any(key.startswith(".".join(place)) for key in found.draft.figures.typed)
    assert len(found.draft.report.problems) == 2


@pytest.mark.terminal
def test_the_wizard_shows_the_new_row_in_a_terminal(tmp_path: Path) -> None:
    own(tmp_path / "模板")
    path = tmp_path / "2027.yaml"
    options = ["--year", "2027", "--agency", "江临市城东镇人民政府"]
    assert main(["new", str(path), *options, "--templates", str(tmp_path / "模板")]) == 0
    tty = Tty(path)
    tty.wait("离开")
    tty.turn("3\r", "表三")
    tty.press("\x1b[B" * 20, ROW[-1][:8])
    tty.kill()


def test_two_layouts_are_compared_cell_by_cell(
    report: Result, prior: Path, templates: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "2027年报.docx"
    path.write_bytes(report.render(".docx"))
    arguments = [str(prior), str(path), "--templates", str(templates), "--format", "json"]
    assert main(["compare", *arguments]) == 0
    said = json.loads(capsys.readouterr().out)
    keys = {row["键"] for row in said["数"]}
    old = loading.load_layout("2021", Resources())
    assert keys == {form.spell(cell.key) for form in old.forms.values() for cell in form.cells}
    assert any("格（[不予处理" in line for line in said["说明"])
