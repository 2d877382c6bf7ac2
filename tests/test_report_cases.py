"""Titles, sections and tables as offices publish them: one idiom each, and its right value."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from gkdraft.base.scalars import read_count
from gkdraft.errors import InputError
from gkdraft.layout.labels import FUZZY, INFERRED
from gkdraft.layout.resources import Resources
from gkdraft.pipeline import open_report
from gkdraft.reading.published import Published, read_published
from gkdraft.reading.recognition import read_documents
from helpers.reports import HEADINGS, shared

NAMES = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")
CORNER = "(本列数据的勾稽关系为:第一项加第二项之和,等于第三项加第四项之和)"
FIRST, SECOND = "一、本年新收政府信息公开申请数量", "二、上年结转政府信息公开申请数量"
LAST = "四、结转下年度继续办理"
TITLE = "云川县司法局2025年政府信息公开工作年度报告"


def read(path: Path) -> Published:
    return read_published(path, Resources())


def case(name: str) -> Published:
    return read(shared(f"cases/reports/{name}"))


def written(text: str, tmp_path: Path, name: str = "年报.txt") -> Published:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return read(path)


def row(report: Published, key: str) -> list[Any]:
    """The row of table three as data: a number, or None where none was read."""
    figures = report.figures
    found = (figures.get(f"申请情况.{key}.{name}") for name in NAMES)
    return [None if figure is None else figure.number for figure in found]


# titles and bodies ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "body", "year"),
    [
        ("01-name-from-cited-notice.txt", "云川市统计局", 2025),
        ("06-breadcrumb-before-title.txt", "云川县人民政府", 2025),
        ("06b-site-title-then-body.txt", "云川县柳河镇人民政府", 2025),
        ("07-title-year-first-on-two-lines.txt", "云川县柳河街道办事处", 2025),
        ("23-title-with-the-year-in-the-middle.txt", "云川区教育局", 2024),
    ],
)
def test_a_case_says_whose_report_of_which_year_it_is(name: str, body: str, year: int) -> None:
    report = case(name)
    assert (report.agency, report.year) == (body, year)


BODY = "一、总体情况\n2025年，公开信息3条。\n"
CITED = "《江北省人民政府办公厅关于做好2024年政府信息公开工作年度报告编制发布工作的通知》"
ACT = "《中华人民共和国政府信息公开条例》"


@pytest.mark.parametrize(
    ("head", "body", "year"),
    [
        (f"{TITLE}\n", "云川县司法局", 2025),
        ("2025年度云川县司法局政府信息公开年报\n", "云川县司法局", 2025),
        ("云川县司法局信息公开年度报告（2025年）\n数据的统计期限为2025年1月1日至12月31日。\n",
         "云川县司法局", 2025),
        ("云川县人民政府信息公开工作2025年度报告\n", "云川县人民政府", 2025),
        ("云川县司法局\n2025年度\n政府信息公开工作年度报告\n", "云川县司法局", 2025),
        ("云川县司法局（云川县法律援助中心）2025年政府信息公开工作年度报告\n",
         "云川县司法局（云川县法律援助中心）", 2025),
        ("云川县司法局关于报送2025年政府信息公开工作年度报告的函\n", "云川县司法局", 2025),
        ("云川县司法局\n关于2025年政府信息公开工作的年度报告\n", "云川县司法局", 2025),
        (
            "云川县司法局（原云川县法制办公室）2025年政府信息公开工作年度报告\n",
            "云川县司法局",
            2025,
        ),
        ("二〇二五年云川县柳河镇政府信息公开工作年度报告\n", "云川县柳河镇", 2025),
        ("您的位置：首页 > 云川市财政局 > 2024年政府信息公开年报\n"
         "首页 > 法定主动公开内容 > 政府信息公开年报\n" + TITLE + "\n", "云川县司法局", 2025),
        (f"根据{ACT}和{CITED}要求，现公布云川县司法局2025年政府信息公开工作年度报告。\n",
         "云川县司法局", 2025),
        (f"根据{ACT}、{CITED}，结合云川县司法局政府信息公开工作实际，编制2025年报告。"
         "统计期限自2025年1月1日起至12月31日止。\n", "云川县司法局", 2025),
        (f"本报告由云川县司法局依据{ACT}编制，统计数据为2025年1月1日至2025年12月31日。\n",
         "云川县司法局", 2025),
        (f"依据{ACT}编制。统计期限为2025年1月1日至2025年12月31日。"
         "如有疑问，请与云川县司法局办公室联系（电话：0500-5550100）。\n", "云川县司法局", 2025),
    ],
)  # fmt: skip
def test_title_preface_or_contact_says_whose_report_it_is(
    head: str, body: str, year: int, tmp_path: Path
) -> None:
    report = written(head + BODY, tmp_path)
    assert (report.agency, report.year) == (body, year)
    # what no title says is to be looked at
    has_title = body in report.title
    assert has_title != any("请核对" in remark and body in remark for remark in report.remarks)


@pytest.mark.parametrize("area", ["我县", "本机关"])
def test_an_office_may_report_for_itself_or_for_its_government(area: str, tmp_path: Path) -> None:
    preface = f"由云川县人民政府办公室根据{ACT}编制。统计期限为2025年1月1日至2025年12月31日。\n"
    report = written(f"{preface}一、总体情况\n{area}公开信息3条。\n", tmp_path)
    assert report.agency == ("云川县人民政府" if area == "我县" else "")


def test_what_a_page_calls_itself_stands_in_for_a_title_that_is_not_printed(
    tmp_path: Path,
) -> None:
    page = f"<html><head><title>{TITLE}_云川县人民政府网</title></head><body><p>{BODY}</p></body>"
    report = written(page, tmp_path, "年报.html")
    assert (report.agency, report.year) == ("云川县司法局", 2025)


def test_of_several_titles_the_one_that_the_preface_names_is_taken(tmp_path: Path) -> None:
    titles = f"云川县人民政府2025年政府信息公开工作年度报告\n{TITLE}\n"
    report = written(f"{titles}本报告由云川县司法局编制。\n{BODY}", tmp_path)
    assert report.agency == "云川县司法局"
    report = written(titles + BODY, tmp_path)
    assert any("云川县司法局" in remark and "请核对" in remark for remark in report.remarks)


def test_a_title_of_another_year_than_the_period_is_said(tmp_path: Path) -> None:
    period = "数据的统计期限为2024年1月1日至2024年12月31日。"
    report = written(f"{TITLE}\n{period}\n{BODY}", tmp_path)
    assert any("2025" in remark and "2024" in remark for remark in report.remarks)


def test_a_period_that_lost_digits_is_not_read() -> None:
    assert case("17-period-lost-digits.txt").period == ""


# what a document is ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["13-report-read-as-notice.txt", "24-headings-lost-their-numbers.txt"]
)
def test_headings_of_the_layout_are_enough_to_be_a_report(name: str) -> None:
    path = shared(f"cases/reports/{name}")
    assert len(read_documents([path], Resources()).reports) == 1
    assert open_report(path).draft.report.year in (2024, 2025)


@pytest.mark.parametrize(
    "name",
    [
        "corpus/more/o-dongchong-2024.txt",
        "corpus/more/o-gd-office-2023.txt",
        "corpus/more/xiongxian-xiang-2019.txt",
    ],
)
def test_the_beginning_of_a_real_report_without_a_title_is_a_report(name: str) -> None:
    assert len(read_documents([shared(name)], Resources()).reports) == 1


@pytest.mark.parametrize(
    "name",
    [
        "seeds/002_41f55505d6552190.txt",
        "corpus/rules-2021-official-template.docx",
        "corpus/rules-2021-guobangongkaiban-30.txt",
        "corpus/notice-fujian-2019.txt",
    ],
)
def test_a_notice_or_an_empty_form_is_no_report_for_read_and_check_alike(name: str) -> None:
    path = shared(name)
    with pytest.raises(InputError, match="不像是"):
        open_report(path)
    try:
        found = read_documents([path], Resources())
    except InputError:
        return
    assert found.reports == ()


# sections -------------------------------------------------------------------------------------


def sections(report: Published) -> list[tuple[int, str]]:
    return [(section.number, section.heading) for section in report.sections if section.number]


@pytest.mark.parametrize(
    "write",
    [
        lambda number, name: f"{number}、{name}\n内容{number}。\n",
        lambda number, name: f"{number} 、{name}\n内容{number}。\n",
        lambda number, name: f"{number}．{name}\n内容{number}。\n",
        lambda number, name: f"{name}\n内容{number}。\n",
        lambda number, name: f"{number}、{name}内容{number}。\n",
        lambda number, name: f"{number}、{name} 内容{number}。",
    ],
    ids=["plain", "space", "dot", "no number", "run on", "one line"],
)
def test_a_heading_is_known_however_it_is_marked(write: Any, tmp_path: Path) -> None:
    marked = zip("一二三四五六", HEADINGS, strict=True)
    text = "".join(write(number, name) for number, name in marked)
    report = written(f"{TITLE}\n{text}", tmp_path)
    assert sections(report) == list(enumerate(HEADINGS, 1))
    told = [section.paragraphs for section in report.sections if section.role == "存在问题"]
    assert told == [("内容五。",)]


def test_a_list_of_contents_is_not_the_text(tmp_path: Path) -> None:
    contents = "\n".join(f"{n}、{name}" for n, name in zip("一二三四五六", HEADINGS, strict=True))
    text = f"{TITLE}\n目录\n{contents}\n一、总体情况\n公开信息3条。\n六、其他需要报告的事项\n无。\n"
    report = written(text, tmp_path)
    assert sections(report) == [(1, HEADINGS[0]), (6, HEADINGS[5])]
    assert report.sections[1].paragraphs == ("公开信息3条。",)


def test_an_aspect_that_is_called_like_a_section_is_none(tmp_path: Path) -> None:
    text = f"{TITLE}\n一、总体情况\n（一）主动公开政府信息情况\n公开信息3条。\n"
    report = written(f"{text}二、主动公开政府信息情况\n六、其他需要报告的事项\n无。\n", tmp_path)
    assert [number for number, _ in sections(report)] == [1, 2, 6]
    assert report.sections[1].paragraphs == ("（一）主动公开政府信息情况", "公开信息3条。")


def test_the_year_may_stand_behind_the_first_aspect(tmp_path: Path) -> None:
    heads = "\n".join(f"{n}、{name}" for n, name in zip("二三四五六", HEADINGS[1:], strict=True))
    text = f"一、总体情况\n（一）主动公开方面。2022年，我镇公开信息3条。\n{heads}\n"
    assert written(text, tmp_path).year == 2022


def test_a_line_of_the_text_that_begins_like_a_button_ends_nothing(tmp_path: Path) -> None:
    lines = "打印本年度报告的，请到办公室领取。\n（三）建议办理12件。\n上一篇：年度预算\n页脚"
    report = written(f"{TITLE}\n{BODY}六、其他需要报告的事项\n{lines}\n", tmp_path)
    assert report.sections[-1].paragraphs == tuple(lines.splitlines()[:2])


def test_section_five_may_follow_section_one() -> None:
    report = case("08b-section-five-after-one.txt")
    assert [number for number, _ in sections(report)] == [1, 5, 6]


# tables ---------------------------------------------------------------------------------------


def test_every_cell_of_a_row_with_an_odd_one_is_read() -> None:
    report = case("15-one-odd-cell-loses-the-table.html")
    assert row(report, "本年新收") == [5, 0, 0, 0, 0, 0, 5]
    assert row(report, "结转下年度") == [0] * 7
    assert report.figures["申请情况.本年新收.自然人"].confidence == FUZZY
    assert row(case("15c-same-without-the-odd-cell.html"), "上年结转") == row(report, "上年结转")


def test_blank_cells_beside_odd_ones_stay_blank() -> None:
    report = case("15d-odd-cells-and-blanks-lose-the-table.html")
    assert row(report, "本年新收") == [5, *[None] * 5, 5]
    assert row(report, "总计") == [7, 0, 0, 0, 0, 0, 7]
    blank = {cell.key for cell in report.unread if cell.is_blank}
    assert blank == {f"申请情况.本年新收.{name}" for name in NAMES[1:-1]}


def test_a_row_below_a_page_break_is_read_beside_its_empty_label_cells() -> None:
    report = case("10-table-goes-on-with-a-blank-label.html")
    assert row(report, "其他处理") == [1, 0, 0, 0, 0, 0, 1]
    assert row(report, "总计") == [5, 0, 0, 0, 0, 0, 5]


def test_a_label_that_lost_characters_is_read_and_marked() -> None:
    report = case("11-label-cut-in-the-middle.html")
    key = "不予公开.其他法律行政法规禁止公开"
    assert row(report, key) == [1, 0, 0, 0, 0, 0, 1]
    assert report.figures[f"申请情况.{key}.自然人"].confidence == INFERRED


def test_a_cell_a_line_with_bars_is_a_table() -> None:
    figures = case("12-cell-per-line-with-bars.txt").figures
    assert figures["主动公开.行政规范性文件.现行有效"].number == 9
    assert figures["主动公开.行政许可"].number == 36


def test_heads_on_two_lines_are_heads() -> None:
    report = case("19-heads-on-two-lines.txt")
    assert row(report, "予以公开") == [4, 1, 0, 0, 0, 0, 5]
    assert row(report, "结转下年度") == [0] * 7


def test_a_form_of_2019_is_read_by_its_own_rows_whatever_the_year() -> None:
    figures = case("18-form-of-2019-in-2023.txt").figures
    assert figures["主动公开.规范性文件.公开总数"].number == 0
    assert figures["主动公开.政府集中采购.采购项目"].number == 0


HEADS = "|".join(NAMES)


def table(rows: Sequence[Sequence[str]]) -> str:
    """Table three between bars, heads included."""
    lines = [f"| {CORNER} | 申请人情况 |", "| 自然人 | 法人或其他组织 | 总计 |"]
    lines.append("| " + " | ".join(NAMES[1:-1]) + " |")
    lines += ["| " + " | ".join(cells) + " |" for cells in rows]
    return f"{TITLE}\n三、收到和处理政府信息公开申请情况\n" + "\n".join(lines) + "\n"


def test_blank_cells_between_bars_are_known_by_their_place(tmp_path: Path) -> None:
    text = table(
        [
            (FIRST, "5（含网上3件）", "", "", "", "", "", "5（件）"),
            (SECOND, "0", "0", "", "0", "零", "0", "0"),
            (LAST, "", "", "", "", "", "", ""),
        ]
    )
    report = written(text, tmp_path)
    assert row(report, "本年新收") == [5, *[None] * 5, 5]
    assert row(report, "上年结转") == [0, 0, None, 0, 0, 0, 0]
    assert row(report, "结转下年度") == [None] * 7


def test_a_blank_cell_that_may_belong_to_the_label_leaves_its_row_unread(tmp_path: Path) -> None:
    rows = [(FIRST, "", "5", "", "", "", "", "5"), (SECOND, "", "0", "0", "0", "0", "0", "0")]
    report = written(table(rows), tmp_path)
    # the total tells that every number is in its place; a total of zero tells nothing
    assert row(report, "本年新收") == [None, 5, None, None, None, None, 5]
    assert row(report, "上年结转") == [None] * 7


def test_full_width_bars_are_bars(tmp_path: Path) -> None:
    text = table([(FIRST, "5", "", "0", "0", "0", "0", "5")]).replace("|", "｜")
    assert row(written(text, tmp_path), "本年新收") == [5, None, 0, 0, 0, 0, 5]


def test_a_heading_between_two_tabbed_tables_is_a_heading(tmp_path: Path) -> None:
    first = f"{CORNER}\t申请人情况\n" + "\t".join(NAMES) + f"\n{LAST}\t" + "\t".join("1234500")
    outcomes = "\t".join(("结果维持", "结果纠正", "其他结果", "尚未审结", "总计") * 3)
    gap = "\t" * 5
    heads = f"行政复议{gap}行政诉讼\n{gap}未经复议直接起诉{gap}复议后起诉\n{outcomes}"
    second = f"四、{HEADINGS[3]}\n{heads}\n" + "\t".join("100010000000000")
    text = f"{TITLE}\n三、{HEADINGS[2]}\n{first}\n{second}\n六、其他需要报告的事项\n无。\n"
    report = written(text, tmp_path)
    assert [number for number, _ in sections(report)] == [3, 4, 6]
    # the heads of a copy stand one column to the left of their numbers
    assert row(report, "结转下年度") == [1, 2, 3, 4, 5, 0, 0]
    assert report.figures["复议诉讼.行政复议.结果维持"].number == 1


def test_an_amount_whose_head_names_no_unit_is_marked(tmp_path: Path) -> None:
    text = f"{TITLE}\n信息内容 | 本年收费金额 |\n行政事业性收费 | 4.25 |\n"
    report = written(text, tmp_path)
    assert report.figures["主动公开.行政事业性收费"].confidence == FUZZY


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("128436①", 128436), ("128436¹", 128436), ("128436[1]", 128436), ("128436*", 128436),
        ("5（含网上3件）", 5), ("5（件）", 5), ("5件", 5), ("零", 0), ("1 200", 1200), ("１２", 12),
        ("5 6", None), ("5\n6", None), ("5（3）", None), ("5-6", None), ("约5", None), ("⑤", None),
        ("5（万件）", None), ("5（元）", None),
    ],
)  # fmt: skip
def test_digits_are_never_joined_over_a_mark(text: str, number: int | None, tmp_path: Path) -> None:
    cell = text.replace("\n", "<br>").replace("¹", "<sup>1</sup>")
    cells = "".join(f"<td>{value}</td>" for value in (FIRST, cell, *"000000"))
    heads = "".join(f"<td>{name}</td>" for name in ("申请人情况", *NAMES))
    page = f"<h1>{TITLE}</h1><table><tr>{heads}</tr><tr>{cells}</tr><tr>{cells}</tr></table>"
    report = written(page, tmp_path, "年报.html")
    assert row(report, "本年新收") == [number, *[0] * 6]
    if number is None:
        assert any(cell.key.endswith("本年新收.自然人") for cell in report.unread)


@pytest.mark.parametrize(
    ("name", "key", "number"),
    [
        ("footnote-mark-in-cell.docx", "主动公开.行政许可", 128436),
        ("footnote-sup.html", "主动公开.行政许可", 128436),
        ("line-break-in-cell.docx", "申请情况.本年新收.自然人", None),
    ],
)
def test_a_mark_or_a_break_in_a_real_cell_changes_no_figure(
    name: str, key: str, number: int | None
) -> None:
    report = read(shared(f"cases/prose/{name}"))
    found = report.figures.get(key)
    assert (found and found.number) == number
    assert len(report.figures) == 200 - (number is None)


@pytest.mark.parametrize("typed", ["128436①", "5¹", "5½", "5 6"])
def test_what_is_typed_joins_no_digits_either(typed: str) -> None:
    with pytest.raises(ValueError, match=r"“(5|128)"):
        read_count(typed)


def test_text_that_rulings_frame_above_a_table_is_text() -> None:
    report = read(shared("corpus/more/hongze-2023.pdf"))
    told = "\n".join(report.sections[1].paragraphs)
    assert [mark for mark in "一二三四五" if f"（{mark}）" in told] == list("一二三四五")
