"""Layouts: each regime builds and checks; real reports of 2016 to 2020 keep figures and faults."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gkdraft.cli import main
from gkdraft.layout import loading
from gkdraft.layout.resources import Resources
from gkdraft.pipeline import Result, draft_report
from gkdraft.prose.document import Document, Grid, Heading, Paragraph, plain_text
from gkdraft.prose.tables import compose_grid
from gkdraft.reading.documents import read_document as read_foreign
from gkdraft.reading.documents.flow import Table
from gkdraft.reading.notices.outline import split_mark
from gkdraft.report.figures import Figures
from helpers.reports import ROOT, codes, drafted, drafted_text, section_text, shared

FIXTURES = ROOT / "fixtures"
SEEDS = {
    "taicang-2018": "seeds/000_8c7d5dd6f156e515.txt",
    "suzhou-2016": "seeds/003_e8df0bb51c40281b.txt",
    "changzhou-2018": "seeds/004_2a976d30b9813b33.txt",
}


def seed(name: str) -> str:
    return shared(SEEDS[name]).read_text(encoding="utf-8")


def fixture(name: str) -> Result:
    return draft_report(FIXTURES / f"{name}.yaml")


SPECS = loading.load_specs(Resources())
IN_FORCE = [
    (year, name)
    for name, spec in SPECS.items()
    for year in (spec.since, min(spec.until, spec.since + 5))
]


@pytest.mark.parametrize(("year", "name"), IN_FORCE)
def test_the_layout_in_force_is_chosen_by_the_year(year: int, name: str) -> None:
    assert drafted_text(f"年度: {year}\n").draft.layout.name == name


def test_a_layout_that_does_not_fit_the_year_can_be_chosen_and_is_named() -> None:
    result = drafted_text("年度: 2019\n格式: 2021\n")
    (finding,) = [f for f in result.findings if f.code == "GK502"]
    assert "用于 2021 年及以后的报告" in finding.message
    assert result.draft.layout.name == "2021"


# 2019 and 2020

COLUMNS = ("natural", "commercial", "research", "social", "legal", "other", "total")
KEYS = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")


def published_cells(expected: dict[str, Any]) -> list[str]:
    """The figures of an expected.json as the tables print them, in their order."""
    cells: list[str] = []
    for name, row in expected["table2"].items():
        count = {"行政事业性收费": 2, "政府集中采购": 2}.get(name, 3)
        for index, value in enumerate(row or [None] * count):
            signed = index == 1 and count == 3 and name.startswith(("行政", "其他"))
            signed = signed or (index == 1 and name == "行政事业性收费")
            plus = "+" if signed and isinstance(value, int) and value > 0 else ""
            cells.append("" if value is None else f"{plus}{value}")
    assert expected["table3"]["columns"] == list(COLUMNS)
    for row in expected["table3"]["rows"].values():
        cells += ["" if value is None else str(value) for value in row]
    for row in expected["table4"].values():
        cells += ["" if value is None else str(value) for value in row]
    return cells


def printed_cells(document: Document) -> list[str]:
    grids = [block for block in document.blocks if isinstance(block, Grid)]
    return [cell.text for grid in grids for row in grid.rows for cell in row if cell.key]


def test_shanghai_2019_prints_every_published_cell_and_leaves_the_blank_ones_blank() -> None:
    path = shared("corpus/shanghai-office-2019.expected.json")
    assert printed_cells(fixture("shanghai-office-2019").document) == published_cells(
        json.loads(path.read_text(encoding="utf-8"))
    )


def test_pingtan_2020_prints_every_published_cell_but_the_totals_that_do_not_add_up() -> None:
    path = shared("corpus/pingtan-2020.expected.json")
    published = published_cells(json.loads(path.read_text(encoding="utf-8")))
    ours = printed_cells(fixture("pingtan-2020").document)
    assert len(ours) == len(published)
    different = {(a, b) for a, b in zip(published, ours, strict=True) if a != b}
    assert different == {("20", "26"), ("21", "27")}
    assert "GK102" in codes(fixture("pingtan-2020"))


def test_the_2019_tables_have_the_labels_and_merges_of_a_published_report() -> None:
    flow = read_foreign(shared("corpus/shanghai-office-2019.html"))
    published = [block for block in flow.blocks if isinstance(block, Table)]
    forms = loading.load_layout("2019", Resources()).forms.values()
    for form, theirs in zip(forms, published, strict=True):
        grid = compose_grid(form, Figures())
        assert (len(grid.rows), len(grid.widths)) == (len(theirs.rows), len(theirs.rows[0]))
        labels = [c.text for row in grid.rows for c in row if not c.key and c.text]
        found = dict.fromkeys(cell for row in theirs.rows for cell in row)
        texts = [cell.text.replace("\n", "") for cell in found]
        assert [text for text in texts if not re.fullmatch(r"[\d元.+-]*", text)] == labels


def test_other_outcomes_are_one_row_and_the_outcomes_span_twenty() -> None:
    grid = compose_grid(loading.load_layout("2019", Resources()).forms["requests-2019"], Figures())
    spans = {c.text: (c.colspan, c.rowspan) for row in grid.rows for c in row if c.text}
    assert spans["三、本年度办理结果"] == (1, 20)
    assert spans["（六）其他处理"] == (2, 1)


def test_every_table_of_every_layout_fits_the_text_block_and_covers_every_column_once() -> None:
    for name in Resources().layouts():
        layout = loading.load_layout(name, Resources())
        for form in (layout.forms[s.form] for s in layout.spec.sections if s.form):
            grid = compose_grid(form, Figures())
            assert sum(grid.widths) == pytest.approx(156, abs=0.01)
            for row in grid.rows:
                covered = [n for c in row for n in range(c.column, c.column + c.colspan)]
                assert covered == list(range(len(grid.widths)))


# up to 2018


def outline(lines: list[str]) -> list[str]:
    """The numbers of headings and of 一是, 二是 in order, half or full width alike."""
    found = []
    for line in lines:
        mark = split_mark(line.strip())
        listed = re.match("[一二三四五六七八九十]{1,2}是", line.strip())
        if mark or listed:
            found.append(str(mark[0]) if mark else listed[0] if listed else "")
    return found


def blocks_text(result: Result) -> list[str]:
    return [
        plain_text(block.runs)
        for block in result.document.blocks
        if isinstance(block, Heading | Paragraph)
    ]


@pytest.mark.parametrize("name", SEEDS)
def test_a_report_of_before_2019_keeps_the_structure_of_the_published_one(name: str) -> None:
    ours = outline(blocks_text(fixture(name)))
    theirs = outline(seed(name).splitlines())
    end = theirs.index({"taicang-2018": "六", "suzhou-2016": "六", "changzhou-2018": "四"}[name])
    assert ours[: end + 1] == theirs[: end + 1]


@pytest.mark.parametrize("name", SEEDS)
def test_every_typed_number_of_a_report_of_before_2019_stands_in_the_published_one(
    name: str,
) -> None:
    known = set(re.findall(r"\d+(?:\.\d+)?", seed(name)))
    result = fixture(name)
    runs = [
        run
        for number in range(1, len(result.draft.sections) + 1)
        for block in result.document.section(number)
        if isinstance(block, Paragraph)
        for run in block.runs
        if not run.gap and not re.match(r"要点\.\d+\.任务数|年度", run.key)
    ]
    derived = re.compile(" [-差比倍] ")  # growth over last year
    numbers = {
        number
        for run in runs
        if not derived.search(run.key)
        for number in re.findall(r"\d+(?:\.\d+)?", re.sub(r"^\d\.|〔\d+〕\d+号", "", run.text))
    }
    assert numbers - known == set()


@pytest.mark.parametrize("name", SEEDS)
def test_no_sentence_of_a_published_report_is_copied(name: str) -> None:
    mirror = seed(name)
    result = fixture(name)
    text = "\n".join(section_text(result, n + 1) for n in range(len(result.draft.sections)))
    both = {char for char in set(text) & set(mirror) if char.isalpha()}
    common = "".join(char for char in mirror if char in both)
    for sentence in re.split("[。；\n]", text):
        bare = "".join(char for char in sentence if char in both)
        assert len(bare) < 24 or bare not in common, sentence


@pytest.mark.parametrize(
    ("name", "code", "said"),
    [
        ("taicang-2018", "GK301", "受理 = 107，渠道各项 = 103，相差 4"),
        ("changzhou-2018", "GK301", "受理 = 2425，渠道各项 = 2415，相差 10"),
        ("changzhou-2018", "GK304", "回应热点 = 16288，回应方式各项 = 15448，相差 840"),
        ("suzhou-2016", "GK302", "受理 = 3289，申请人各项 = 3184，相差 105"),
    ],
)
def test_the_faults_of_published_reports_are_reported_and_not_repaired(
    name: str, code: str, said: str
) -> None:
    result = fixture(name)
    assert said in next(f for f in result.findings if f.code == code).message
    assert said.split("，")[0].split(" = ")[1] in "".join(blocks_text(result))


def test_growth_over_the_prior_year_is_what_the_published_report_says() -> None:
    text = "".join(blocks_text(fixture("changzhou-2018")))
    assert [rate for rate in ("40.25%", "15.29%", "62.37%") if rate not in text] == []


COUNTS = st.integers(0, 10_000)


@given(st.lists(COUNTS, min_size=5, max_size=5), st.integers(-50, 50))
def test_parts_that_are_all_given_must_add_up_to_the_total(parts: list[int], off: int) -> None:
    total = max(sum(parts) + off, 0)
    names = ("当面", "传真", "网络", "信函", "其他")
    ways = ", ".join(f"{name}: {number}" for name, number in zip(names, parts, strict=True))
    text = f"年度: 2018\n申请情况: {{受理: {total}, 渠道: {{{ways}}}}}\n"
    assert ("GK301" in codes(drafted_text(text))) is (total != sum(parts))


def test_a_statutory_layout_takes_no_sections_of_its_own() -> None:
    result = drafted({"栏目": [{"标题": "甲", "正文": "乙"}]})
    assert "GK005" in codes(result)
    assert result.draft.sections[0].heading == "总体情况"


def test_a_part_that_is_not_there_is_named_with_those_that_are() -> None:
    result = drafted_text("年度: 2018\n栏目:\n  - {标题: 甲, 内容: 申情}\n")
    (finding,) = [f for f in result.findings if f.code == "GK005"]
    assert "没有“申情”这部分，可写要点概况" in finding.message
    assert finding.locus.line == 3


def test_own_text_stands_where_its_name_stands_among_the_parts() -> None:
    base = "年度: 2018\n收费减免: {收取金额: 0}\n栏目:\n  - {标题: 甲, 正文: 自己写的, 内容: %s}\n"
    first, last = (
        section_text(drafted_text(base % parts), 1) for parts in ("收费", "[收费, 正文]")
    )
    assert first.startswith("自己写的。")
    assert last.endswith("自己写的。")


# a user's own


def own(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return folder


def test_the_layouts_are_listed_with_years_and_source(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["layouts"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == list(SPECS)
    for line, spec in zip(lines, SPECS.values(), strict=True):
        assert line.split()[1].startswith(str(spec.since))
        assert f"{spec.number} {spec.basis}".strip() in line


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("layouts/x/layout.yaml", "extends: 2021\nlimit: 多\n", "layout.yaml:2:"),
        ("layouts/x/layout.yaml", "extends: 2021\nmistake: 1\n", "layout.yaml:2:"),
        ("layouts/x/layout.yaml", "extends: 1999\n", "没有名为“1999”的格式"),
        ("layouts/x/layout.yaml", "extends: x\n", "绕成了圈"),
        ("layouts/x/layout.yaml", "- 甲\n", "键: 值"),
        ("layouts/2021/other.j2", "甲\n{{ nothing }}\n", "other.j2:2:"),
        (
            "layouts/2021/other.j2",
            "{% if n('年度') > 1 %}\n{{ nothing }}{% endif %}",
            "other.j2:2:",
        ),
        ("layouts/2021/problems.j2", "甲\n\n{% if %}\n", "problems.j2:"),
        ("forms/review.yaml", "key: 复议诉讼\nname: 表四\nblocks: 0\n", "review.yaml:3:"),
        ("indicators.csv", "方面,键\n甲,乙\n", "indicators.csv:2"),
        ("layouts/x/layout.yaml", "since: 2030\n", "多半是没有写 extends"),
        (
            "layouts/x/layout.yaml",
            "extends: 2021\nrequired: {总体情况.甲.数据.乙: 丙}\n",
            "指标目录",
        ),
        (
            "layouts/x/layout.yaml",
            "extends: 2021\naspects:\n- {key: 甲, template: x.j2}\n- {key: 甲, template: x.j2}\n",
            "重复的方面",
        ),
        (
            "layouts/x/layout.yaml",
            "extends: 2021\naspects:\n- {key: 甲, template: x.j2}\n- {key：乙, template: x.j2}\n",
            "layout.yaml:4:",
        ),
        (
            "layouts/x/layout.yaml",
            "extends: 2021\nsections:\n- {heading: 收费, form: fees-2008}\n",
            "widths 应有 2 个数",
        ),
        ("layouts/2021/proactive.j2", "甲{{ data('主动公开', '网站数') }}", "proactive.j2:1:"),
        ("notices.yaml", "works: [要点]\n", "notices.yaml"),
        ("wording.yaml", "relative: ['(']\npromises: [将]\n", "正则表达式写法不对"),
        ("aspects.csv", "词\n甲\n", "aspects.csv"),
    ],
)
def test_a_faulty_template_is_found_with_file_and_line(
    name: str, text: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["layouts", "--check", str(own(tmp_path, name, text))]) == 2
    error = capsys.readouterr().err
    assert said in error
    assert error.count("\n") == 1


def test_the_worked_profile_passes_and_its_demands_are_checked(
    capsys: pytest.CaptureFixture[str],
) -> None:
    folder = FIXTURES / "profile-gansu"
    assert main(["layouts", "--check", str(folder / "模板")]) == 0
    assert "通过：gansu" in capsys.readouterr().out
    result = draft_report(folder / "2025.yaml")
    assert result.findings == ()
    headings = [plain_text(b.runs) for b in result.document.blocks if isinstance(b, Heading)]
    assert headings[1:4] == ["（一）主动公开", "（二）政府信息管理", "（三）政府信息公开平台建设"]
    assert "公报和公示栏21条" in section_text(result, 1)


def test_a_figure_that_a_profile_demands_is_missed(tmp_path: Path) -> None:
    source = FIXTURES / "profile-gansu"
    (tmp_path / "模板").symlink_to(source / "模板")
    text = (source / "2025.yaml").read_text(encoding="utf-8")
    path = tmp_path / "2025.yaml"
    path.write_text(text.replace("就业: 14, ", "").replace("模板: 模板", ""), encoding="utf-8")
    (finding,) = draft_report(path, source / "模板").findings[:1]
    assert finding.code == "GK001"
    assert "民生领域公开数.就业未填：本省要求写明" in finding.message


@pytest.mark.parametrize("folder", ["..", "/etc", ".", "没有", "a/../../b"])
def test_templates_named_in_a_data_file_lie_beside_it_or_nowhere(
    folder: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "report/2026.yaml"
    own(tmp_path, "report/2026.yaml", f"年度: 2026\n模板: {folder}\n")
    assert main(["check", str(path)]) == 2
    assert "2026.yaml:2:" in capsys.readouterr().err


def test_the_profile_that_the_guide_makes_step_by_step_works(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    guide = (ROOT / "docs/自定格式.md").read_text(encoding="utf-8")
    steps = dict(re.findall(r"^## .、(\S+?)：.*?```\w*\n(.+?)```", guide, re.DOTALL | re.MULTILINE))
    for name in ("layout.yaml", "indicators.csv", "proactive.j2"):
        own(tmp_path, f"模板/layouts/gansu/{name}", steps[name])
    monkeypatch.chdir(tmp_path)
    assert main(["layouts", "--check", "模板"]) == 0
    assert capsys.readouterr().out in guide
    arguments = ["--year", "2025", "--agency", "云川县石桥镇人民政府"]
    assert main(["new", "2025.yaml", "--templates", "模板", "--layout", "gansu", *arguments]) == 0
    text = (tmp_path / "2025.yaml").read_text(encoding="utf-8")
    assert "\n模板: 模板\n" in text
    path = own(tmp_path, "2025.yaml", text.replace("公报公示栏公开数:", "公报公示栏公开数: 21"))
    result = draft_report(path / "2025.yaml")
    assert "公报和公示栏21条" in section_text(result, 1)
    demanded = [f.message for f in result.findings if "本省要求" in f.message]
    assert len(demanded) == 2


def test_an_indicator_no_template_knows_is_printed_all_the_same(tmp_path: Path) -> None:
    head = "方面,键,种类,单位,分项,询问,适用,法定,含义,来源\n"
    rows = (
        "主动公开,惠企政策数,list,条,,默认,市级,,甲,乙\n"
        "监督保障,会商次数,count,次,,默认,市级,,甲,乙\n"
    )
    own(tmp_path, "layouts/x/layout.yaml", "extends: 2021\n")
    own(tmp_path, "layouts/x/indicators.csv", head + rows)
    text = (
        "年度: 2026\n格式: x\n总体情况:\n  主动公开: {数据: {惠企政策数: {工业: 6, 农业: 4}}}\n"
        "  监督保障: {数据: {会商次数: 3}}\n"
    )
    path = own(tmp_path, "2026.yaml", text) / "2026.yaml"
    said = section_text(draft_report(path, tmp_path), 1)
    assert "惠企政策数：工业6条、农业4条。" in said
    assert "会商次数3次。" in said


def test_own_sentences_come_before_the_ones_built_in(tmp_path: Path) -> None:
    own(tmp_path, "layouts/x/layout.yaml", "extends: 2021\n")
    own(tmp_path, "layouts/x/phrases.txt", "[监督保障]\n全年办班{培训次数}场。\n")
    text = "年度: 2026\n格式: x\n总体情况: {监督保障: {数据: {培训次数: 2, 责任追究数: 0}}}\n"
    path = own(tmp_path, "2026.yaml", text) / "2026.yaml"
    said = section_text(draft_report(path, tmp_path), 1)
    assert "全年办班2场。" in said
    assert "举办培训" not in said
    assert "年内未发生因政府信息公开工作被追究责任的情形。" in said


def test_sections_nest_deeper_than_headings_do() -> None:
    deep = (
        "年度: 2018\n要点: [{标题: 要点, 组: [{标题: 公开政策, 任务: [{标题: 公开目录, 状态: 完成, "
        "落实情况: 发布3件}]}]}]\n栏目:\n  - 标题: 甲\n    小节:\n      - 标题: 乙\n"
        "        小节:\n          - {标题: 丙, 正文: 文字, 内容: 要点}\n"
    )
    result = drafted_text(deep)
    assert outline(blocks_text(result)) == ["一", "（一）", "1", "（1）"]
    assert "（1）公开政策。发布3件。" in "".join(blocks_text(result))
