"""Last year's report: messy shapes, what `new --prior`, `check` and `compare` make of it."""

import copy
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import lxml.html
import pytest

from gkdraft.base.yaml_reading import parse_yaml
from gkdraft.cli import main
from gkdraft.layout.resources import Resources
from gkdraft.pipeline import draft_report
from gkdraft.prose.document import find_paragraphs
from gkdraft.reading import published
from gkdraft.reading.published import Published
from helpers.commands import LIMIT
from helpers.reports import JIANGLIN, ROOT, TAICANG, drafted, shared

Element = Any


def read(path: Path) -> Published:
    return published.read_published(path, Resources())


def figures(report: Published) -> dict[str, Any]:
    return {key: figure.number for key, figure in report.figures.items()}


def page(source: Path) -> Element:
    return lxml.html.document_fromstring(draft_report(source).render(".html").decode())


def saved(tree: Element, path: Path, encoding: str = "utf-8") -> Path:
    path.write_bytes(lxml.html.tostring(tree, encoding="unicode").encode(encoding))
    return path


def table(tree: Element, text: str) -> Element:
    """The innermost table that holds a text."""
    return next(t for t in reversed(tree.xpath("//table")) if text in t.text_content())


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("report")
    return figures(read(saved(page(TAICANG), folder / "年报.html")))


# shapes -----------------------------------------------------------------------------------------


def without_first_head(tree: Element) -> None:
    """Table three as printed over a page: the second part has no head and a column less."""
    whole = table(tree, "本年新收")
    rest = copy.deepcopy(whole)
    rows, later = whole.xpath(".//tr"), rest.xpath(".//tr")
    cut = next(i for i, row in enumerate(rows) if "（七）总计" in row.text_content())
    for row in rows[cut:]:
        row.getparent().remove(row)
    for row in later[:cut]:
        row.getparent().remove(row)
    for cell in rest.xpath(".//th"):
        cell.attrib.pop("colspan", None)
        cell.attrib.pop("rowspan", None)
    whole.addnext(rest)


def inside_a_layout_table(tree: Element) -> None:
    """What old sites do: navigation, then the whole text in one cell of a table."""
    body = tree.find("body")
    outer = lxml.html.fragment_fromstring(
        "<div><ul><li>首页</li><li>2019年政府信息公开工作年度报告</li></ul><table><tr><td></td></tr>"
        "</table><p>版权所有 ICP备00000000号</p></div>"
    )
    cell = outer.find(".//td")
    for child in list(body):
        cell.append(child)
    body.append(outer)


def spaced_labels(tree: Element) -> None:
    """Labels as people type them: 商 业 企 业, and numbers between blanks."""
    for cell in tree.xpath("//td|//th"):
        if cell.text and len(cell.text) < 7:
            cell.text = (
                "\xa0" + "\u3000".join(cell.text)
                if not cell.text.isdigit()
                else f" {cell.text}\xa0"
            )


SHAPES: dict[str, Callable[[Element], None]] = {
    "broken over a page": without_first_head,
    "inside a table of the page": inside_a_layout_table,
    "labels with blanks": spaced_labels,
}


@pytest.mark.parametrize("shape", SHAPES)
def test_a_report_of_another_shape_reads_as_the_plain_one(
    shape: str, known: dict[str, Any], tmp_path: Path
) -> None:
    tree = page(TAICANG)
    SHAPES[shape](tree)
    assert figures(read(saved(tree, tmp_path / "年报.html"))) == known


def test_a_page_in_gb18030_that_says_gb2312_is_read(known: dict[str, Any], tmp_path: Path) -> None:
    tree = page(TAICANG)
    for meta in tree.xpath("//meta[@charset]"):
        meta.set("charset", "gb2312")
    tree.xpath("//h1")[0].text += "㙍瑢"  # characters GB2312 does not have
    assert figures(read(saved(tree, tmp_path / "年报.html", "gb18030"))) == known


def test_table_three_with_one_row_of_other_handling_is_read_by_its_own_rows(tmp_path: Path) -> None:
    tree, other = page(TAICANG), page(ROOT / "fixtures/pingtan-2020.yaml")
    short = copy.deepcopy(table(other, "本年新收"))
    old = table(tree, "本年新收")
    old.getparent().replace(old, short)
    report = read(saved(tree, tmp_path / "年报.html"))
    found = {k: v for k, v in figures(report).items() if k.startswith("申请情况")}
    want = figures(read(saved(other, tmp_path / "2020.html")))
    assert found == {k: v for k, v in want.items() if k.startswith("申请情况")}
    assert (report.layout, report.year) == ("2021", 2021)
    assert any("按另一种表样读" in remark for remark in report.remarks)


def test_blank_cells_and_dashes_are_missing_and_never_zero(tmp_path: Path) -> None:
    tree = page(TAICANG)
    cells = [c for c in table(tree, "本年新收").xpath(".//td") if c.text == "0"]
    for index, cell in enumerate(cells):
        cell.text = ("", "/", "-", "—", "\xa0")[index % 5]
    report = read(saved(tree, tmp_path / "年报.html"))
    assert all(v for k, v in figures(report).items() if k.startswith("申请情况"))
    unread = [entry for entry in report.unread if entry.key.startswith("申请情况")]
    assert len(unread) == len(cells)
    assert all(entry.reason for entry in unread)


def test_every_figure_says_where_it_stands_and_how_sure_it_is(tmp_path: Path) -> None:
    report = read(saved(page(TAICANG), tmp_path / "年报.html"))
    figure = report.figures["申请情况.予以公开.自然人"]
    assert (figure.table, figure.row, figure.column) == ("表三", "（一）予以公开", "自然人")
    assert figure.confidence == "原样"
    assert all(f.place for f in report.figures.values())


def test_an_amount_of_purchases_keeps_its_own_unit() -> None:
    report = read(shared("corpus/shanghai-office-2019.html"))
    assert report.figures["主动公开.政府集中采购.采购金额"].text.endswith("元")


# check, compare, new ----------------------------------------------------------------------------


def test_faults_of_published_reports_are_listed_file_by_file(tmp_path: Path, capsys: Any) -> None:
    tree = page(TAICANG)
    cell = table(tree, "本年新收").xpath(".//td")[0]
    cell.text = str(int(cell.text) + 1)
    faulty = saved(tree, tmp_path / "有错.html")
    right = saved(page(JIANGLIN), tmp_path / "无误.html")
    assert main(["check", str(faulty), str(right)]) == 1
    said = capsys.readouterr().out
    assert f"{faulty}: GK101 错误 表三 “一、本年新收政府信息公开申请数量”×“自然人”：印" in said
    assert f"{right}：核对结果：核对过的都相符。" in said
    assert "与上年比较的 12 项（没有上年的数）" in said


def test_a_file_that_cannot_be_read_does_not_keep_the_others_from_being_checked(
    tmp_path: Path, capsys: Any
) -> None:
    broken = tmp_path / "坏.docx"
    broken.write_bytes(b"PK")
    right = saved(page(TAICANG), tmp_path / "无误.html")
    assert main(["check", str(broken), str(right)]) == 2
    out, err = capsys.readouterr()
    assert str(broken) in err
    assert f"{right}：核对结果" in out


@pytest.fixture
def prior(tmp_path: Path) -> Path:
    path = tmp_path / "2026年报.docx"
    path.write_bytes(draft_report(JIANGLIN).render(".docx"))
    return path


def test_a_new_file_takes_over_what_last_years_report_decides(
    prior: Path, tmp_path: Path, capsys: Any
) -> None:
    target = tmp_path / "2027.yaml"
    assert main(["new", str(target), "--prior", str(prior), "--level", "市级政府"]) == 0
    said = capsys.readouterr().out
    data = parse_yaml(target.read_text("utf-8"), "2027.yaml").data
    then = draft_report(JIANGLIN).draft.figures.completed
    columns = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他")
    assert (data["年度"], data["机关"]["名称"]) == ("2027", "江临市人民政府")
    assert data["申请情况"]["上年结转"] == {
        name: str(then[f"申请情况.结转下年度.{name}"]) for name in columns
    }
    assert data["申请情况"]["本年新收"] is None  # never this year's figures
    assert data["上年"]["申请情况"]["本年新收"]["总计"] == str(then["申请情况.本年新收.总计"])
    problems = [entry["上年问题"] for entry in data["存在问题"] if entry["上年问题"]]
    assert len(problems) == sum(
        1 for p in draft_report(JIANGLIN).draft.report.problems if p.problem
    )
    assert "结转下年度填入" in said
    main(["check", str(target)])
    assert "GK2" not in capsys.readouterr().out


def test_the_one_problem_of_a_report_is_read_with_its_measure(tmp_path: Path) -> None:
    problem = "两个村的公开栏因人员变动全年有3次未按月更新"
    measure = "党政办公室每季度检查一次公开栏"
    data = {"存在问题": [{"问题": problem, "改进": measure, "进展": "计划"}]}
    path = tmp_path / "2026年报.docx"
    path.write_bytes(drafted(data).render(".docx"))
    report = read(path)
    assert (report.problems, report.measures) == ((problem,), (measure,))


def test_last_years_words_are_kept_by_aspect_and_its_problems_with_their_measures(
    prior: Path, tmp_path: Path
) -> None:
    target = tmp_path / "2027.yaml"
    main(["new", str(target), "--prior", str(prior), "--level", "市级政府"])
    last = parse_yaml(target.read_text("utf-8"), "2027.yaml").data["上年"]
    then = draft_report(JIANGLIN)
    text = "\n".join(
        find_paragraphs(then.document, [aspect.title for aspect in then.draft.layout.aspects])
    )
    kept = [text_.strip() for entry in last["总体情况"].values() for text_ in entry["亮点"]]
    assert list(last["总体情况"]) == [aspect.key for aspect in then.draft.layout.aspects]
    assert "\n".join(kept) == text
    assert [set(entry) for entry in last["存在问题"]] == [{"问题", "改进"}] * 2
    assert not draft_report(target).draft.faults


def test_a_year_that_does_not_follow_last_years_is_one_line_and_no_file(
    prior: Path, tmp_path: Path, capsys: Any
) -> None:
    target = tmp_path / "2027.yaml"
    assert main(["new", str(target), "--prior", str(prior), "--year", "2020"]) == 2
    error = capsys.readouterr().err
    assert "2020" in error
    assert error.count("\n") == 1
    assert not target.exists()


def test_a_body_told_beside_the_one_that_was_read_is_taken_and_said(
    prior: Path, tmp_path: Path, capsys: Any
) -> None:
    target = tmp_path / "2027.yaml"
    assert main(["new", str(target), "--prior", str(prior), "--agency", "云川县人民政府"]) == 0
    assert "机关写的是“云川县人民政府”，上年报告读作“江临市人民政府”" in capsys.readouterr().out
    body = draft_report(target).draft.report.agency
    assert (body.name, body.short) == ("云川县人民政府", "")


def test_a_report_given_as_a_notice_is_told_where_it_belongs(
    prior: Path, tmp_path: Path, capsys: Any
) -> None:
    assert main(["new", str(tmp_path / "2027.yaml"), "--notice", str(prior)]) == 2
    assert "--prior" in capsys.readouterr().err


def test_two_years_stand_side_by_side_with_their_change(tmp_path: Path, capsys: Any) -> None:
    earlier = saved(page(TAICANG), tmp_path / "2021.html")
    tree = page(TAICANG)
    for node in tree.iter():
        if isinstance(node.tag, str) and node.text:
            node.text = node.text.replace("2021年", "2022年")
    table(tree, "本年新收").xpath(".//td")[0].text = "915"
    later = saved(tree, tmp_path / "2022.html")
    assert main(["compare", str(later), str(earlier), "--format", "json"]) == 0
    assert "610" in json.dumps(json.loads(capsys.readouterr().out))
    assert main(["compare", str(earlier), str(later)]) == 0
    lines = capsys.readouterr().out.splitlines()
    row = next(line for line in lines if line.startswith("本年新收·自然人"))
    assert row.split()[1:] == ["305", "915", "+610", "3.00倍", "※"]


# hostile reports --------------------------------------------------------------------------------

TITLE = "江临市2025年政府信息公开工作年度报告"
ROW = "<tr><td>一、本年新收政府信息公开申请数量</td><td>1</td><td>2</td><td>3</td></tr>"


def pdf(kids: str, page_type: str) -> bytes:
    """A PDF of a catalogue, a tree of pages and one page without text."""
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count 1>>",
        f"<</Type/{page_type}/Parent 2 0 R/Kids[2 0 R]/Count 1/MediaBox[0 0 595 842]>>",
    ]
    data, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(data))
        data += f"{number} 0 obj{content}endobj\n".encode()
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    head = "xref\n0 4\n0000000000 65535 f \n"
    end = f"trailer<</Size 4/Root 1 0 R>>\nstartxref\n{len(data)}\n%%EOF"
    return data + f"{head}{table}{end}".encode()


# files of a tenth of the size, and with `make stress` of the whole
HOSTILE = {
    "scan.pdf": lambda of: pdf("3 0 R", "Page"),
    "loop.pdf": lambda of: pdf("3 0 R", "Pages"),
    "rows.html": lambda of: f"<h1>{TITLE}</h1><table>{ROW * (100_000 // of)}</table>".encode(),
    "wide.html": lambda of: (
        f"<h1>{TITLE}</h1><table><tr><td colspan=1000000000>自然人</td></tr>{ROW}</table>".encode()
    ),
    "nested.html": lambda of: (
        f"<h1>{TITLE}</h1>".encode() + b"<table><tr><td>" * 5_000 + ROW.encode()
    ),
    "digits.txt": lambda of: f"{TITLE}\n（一）予以公开".encode() + b"1" * (3_000_000 // of),
    "labels.txt": lambda of: (
        f"{TITLE}\n" + "（七）总计 1 2 3 4 5 6 7 自然人\n" * (60_000 // of)
    ).encode(),
    "heads.txt": lambda of: (f"{TITLE}\n" + "信息内容\n本年制发件数\n" * (100_000 // of)).encode(),
    "titles.txt": lambda of: (TITLE * (100_000 // of)).encode(),
    "figures.txt": lambda of: (
        "江临市2017年政府信息公开工作年度报告\n"
        + "全年共收到申请107件，其中当面86件，" * (50_000 // of)
    ).encode(),
    "large.txt": lambda of: TITLE.encode() + b"\n" + b"x" * 200_000_000,
}

WATCHED = """
import resource, sys
from pathlib import Path
resource.setrlimit(resource.RLIMIT_AS, (2**31, 2**31))
from gkdraft.cli import main
sys.exit(main(["read", sys.argv[1]]))
"""


@pytest.mark.parametrize("of", [10, pytest.param(1, marks=pytest.mark.stress)])
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_reports_end_in_one_line_or_a_result(name: str, of: int, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(HOSTILE[name](of))
    done = subprocess.run(
        [sys.executable, "-c", WATCHED, str(path)], capture_output=True, timeout=LIMIT, check=False
    )
    error = done.stderr.decode()
    assert done.returncode in (0, 2), error
    assert error.count("\n") == (1 if done.returncode else 0)
