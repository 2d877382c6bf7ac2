"""The .docx: styles, geometry, properties, and text that survives."""

import io
from dataclasses import replace
from typing import Any

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from gkdraft.base.package import unpack_parts
from gkdraft.layout.resources import Resources
from gkdraft.pipeline import draft_report
from gkdraft.prose.document import Closing, Grid, Heading, Paragraph, measure_width, plain_text
from gkdraft.reading.documents.word import read_word
from gkdraft.render.word import render_word
from helpers.fuzzing import examples
from helpers.reports import JIANGLIN, TAICANG, drafted

RESULT = draft_report(JIANGLIN)
DATA = RESULT.render(".docx")
WORD = docx.Document(io.BytesIO(DATA))
PARTS = unpack_parts(DATA, "x.docx")


def test_the_six_headings_stand_as_text_in_heading_styles() -> None:
    headings = [p.text for p in WORD.paragraphs if p.style and p.style.name == "Heading 1"]
    assert headings == [
        "一、总体情况",
        "二、主动公开政府信息情况",
        "三、收到和处理政府信息公开申请情况",
        "四、政府信息公开行政复议、行政诉讼情况",
        "五、存在的主要问题及改进情况",
        "六、其他需要报告的事项",
    ]


def test_section_one_has_the_five_aspects_in_order() -> None:
    headings = [p.text for p in WORD.paragraphs if p.style and p.style.name == "Heading 2"]
    assert headings == [
        "（一）主动公开",
        "（二）依申请公开",
        "（三）政府信息管理",
        "（四）政府信息公开平台建设",
        "（五）监督保障",
    ]


def test_the_page_is_a4_with_the_margins_of_gb_t_9704() -> None:
    section = WORD.sections[0]
    sizes = (section.page_width, section.page_height, section.top_margin, section.left_margin)
    for size, wanted in zip(sizes, (210, 297, 37, 28), strict=True):
        assert size == pytest.approx(Mm(wanted), abs=Pt(0.1))


def test_body_text_is_16_pt_on_exact_lines_with_widow_control_off() -> None:
    normal = WORD.styles["Normal"]
    assert normal.font.size == Pt(16)
    assert normal.paragraph_format.line_spacing == Pt(28.95)
    assert normal.paragraph_format.widow_control is False
    fonts = normal.element.rPr.find(qn("w:rFonts"))
    assert fonts.get(qn("w:eastAsia")) == "仿宋_GB2312"


def test_no_paragraph_has_direct_formatting_but_keep_with_next_in_tables() -> None:
    for paragraph in WORD.element.body.iter(qn("w:pPr")):
        assert {child.tag for child in paragraph} <= {qn("w:pStyle"), qn("w:keepNext")}
    for run in WORD.element.body.iter(qn("w:rPr")):
        assert {child.tag for child in run} == {qn("w:rStyle")}


def test_header_rows_of_table_three_and_four_repeat_and_no_row_splits() -> None:
    repeated = [
        sum(
            row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in table._tbl.tr_lst
        )
        for table in WORD.tables
    ]
    assert [count > 0 for count in repeated] == [False, True, True]
    for table in WORD.tables:
        for row in table._tbl.tr_lst:
            assert row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None


def list_ends(table: Table) -> list[str]:
    """What stands at the left in the rows a page may end before."""
    rows = table._tbl.tr_lst
    kept = [row.tc_lst[0].p_lst[0].find(f"{qn('w:pPr')}/{qn('w:keepNext')}") for row in rows]
    labels = ["".join(t.text or "" for t in row.iter(qn("w:t"))) for row in rows]
    return [label for keep, label in zip(kept, labels[1:], strict=False) if keep is None]


def test_table_three_goes_on_over_a_page_only_between_groups() -> None:
    two, three, four = WORD.tables
    starts = ("（三）不予公开", "（四）无法提供", "（五）不予处理", "（六）其他处理")
    ends = list_ends(three)
    assert len(ends) == len(starts)
    assert all(label.startswith(start) for label, start in zip(ends, starts, strict=True))
    assert not list_ends(two)
    assert not list_ends(four)


def test_a_style_says_how_many_rows_a_page_has_of_a_split_table() -> None:
    style = RESULT.draft.layout.style
    grid = next(b for b in RESULT.document.blocks if isinstance(b, Grid) and b.name == "表三")
    ends = []
    for keep in (1, 5, 13):
        changed = style.model_copy(update={"table": style.table.model_copy(update={"keep": keep})})
        document = replace(RESULT.document, blocks=(grid,), names=())
        data = render_word(document, changed, Resources())
        ends.append(len(list_ends(docx.Document(io.BytesIO(data)).tables[0])))
    assert ends == sorted(ends, reverse=True)
    assert ends[-1] == 0 < ends[0]


def test_every_cell_has_the_width_of_its_grid_columns() -> None:
    for table in WORD.tables:
        widths = [int(c.get(qn("w:w"))) for c in table._tbl.tblGrid]
        for row in table._tbl.tr_lst:
            assert sum(cell.grid_span for cell in row.tc_lst) == len(widths)
            total = sum(int(cell.tcPr.find(qn("w:tcW")).get(qn("w:w"))) for cell in row.tc_lst)
            assert abs(total - sum(widths)) <= len(widths)


def test_the_page_number_is_a_field_right_on_odd_and_left_on_even_pages() -> None:
    odd, even = PARTS["word/footer1.xml"].decode(), PARTS["word/footer2.xml"].decode()
    assert all("PAGE" in footer and "— " in footer for footer in (odd, even))
    assert "FooterOdd" in odd
    assert "FooterEven" in even
    assert b"evenAndOddHeaders" in PARTS["word/settings.xml"]


def test_properties_name_the_report_and_the_body_and_hold_no_clock() -> None:
    properties = WORD.core_properties
    assert properties.title == "江临市2026年政府信息公开工作年度报告"
    assert properties.author == "江临市人民政府"
    assert properties.subject == "政府信息公开工作年度报告"
    assert properties.created is not None
    assert properties.created.year == 2027


def test_gaps_are_shaded_by_a_character_style() -> None:
    word = docx.Document(io.BytesIO(draft_report(TAICANG).render(".docx")))
    runs = [r for p in word.paragraphs for r in p.runs if "【待补充" in r.text]
    assert runs
    assert {run.style.name for run in runs if run.style} == {"待补充"}
    shade = word.styles["待补充"].element.find(f"{qn('w:rPr')}/{qn('w:shd')}")
    assert shade.get(qn("w:fill")) not in ("auto", "FFFFFF")


def test_a_gap_in_the_title_is_shaded_too() -> None:
    word = docx.Document(io.BytesIO(drafted({"机关": None}).render(".docx")))
    gap, rest = word.paragraphs[0].runs
    assert (gap.text, gap.style and gap.style.name) == ("【待补充：机关名称】", "待补充")
    assert rest.text.endswith("年度报告")
    assert rest.style
    assert rest.style.name != "待补充"


def test_a_long_title_breaks_after_the_body_and_a_short_one_does_not() -> None:
    long = drafted({"机关.简称": "江临市人力资源和社会保障局"}).render(".docx")
    breaks = [
        unpack_parts(data, "x")["word/document.xml"].count(b"<w:br/>") for data in (DATA, long)
    ]
    assert breaks == [0, 1]


def test_what_could_not_be_checked_is_a_comment_at_the_title() -> None:
    result = drafted({"上年": None})
    word = docx.Document(io.BytesIO(result.render(".docx", comments=True)))
    texts = [comment.text for comment in word.comments]
    assert any(text.startswith("没有核对：与上年比较的") for text in texts)


def test_comments_hang_on_the_figure_they_speak_of() -> None:
    result = drafted({"申请情况.结转下年度": [15, 2, 0, 0, 1, 1]})
    word = docx.Document(io.BytesIO(result.render(".docx", comments=True)))
    comment = next(iter(word.comments))
    assert comment.text.startswith("GK101 错误 表三[自然人]")
    start = next(word.element.body.iter(qn("w:commentRangeStart")))
    cell = next(start.iterancestors(qn("w:tc")))
    assert "".join(t.text for t in cell.iter(qn("w:t"))) == "486"


def test_a_telephone_number_is_kept_on_one_line_and_reads_back_with_its_hyphen() -> None:
    data = drafted({"联系.电话": "0512-12345678"}).render(".docx")
    assert b"0512</w:t><w:noBreakHyphen/><w:t" in unpack_parts(data, "x")["word/document.xml"]
    assert any("0512-12345678" in p.text for p in docx.Document(io.BytesIO(data)).paragraphs)
    assert any("0512-12345678" in line.text for line in read_word(data, "年报.docx").lines())


@pytest.mark.parametrize("key", ["联系.网站.网址", "联系.邮箱"])
def test_a_paragraph_with_an_address_is_not_stretched_to_the_margin(key: str) -> None:
    address = {
        "联系.网站.网址": "https://www.jianglin.gov.cn/zwgk/",
        "联系.邮箱": "zwgk@jianglin.gov.cn",
    }
    shorter = {"联系.网站.网址": None, "联系.邮箱": None}
    word = docx.Document(io.BytesIO(drafted({**shorter, key: address[key]}).render(".docx")))
    styles = {
        p.style.name: p.style.paragraph_format.alignment
        for p in word.paragraphs
        if p.style and address[key] in p.text
    }
    assert styles == {"含网址的正文": WD_ALIGN_PARAGRAPH.LEFT}
    others = docx.Document(io.BytesIO(drafted(shorter).render(".docx")))
    assert not [p for p in others.paragraphs if p.style and p.style.name == "含网址的正文"]


def test_a_style_without_the_one_for_addresses_has_them_in_the_body_text() -> None:
    style = RESULT.draft.layout.style
    fewer = style.model_copy(
        update={"styles": tuple(s for s in style.styles if s.id != "BodyLeft")}
    )
    data = render_word(RESULT.document, fewer, Resources())
    assert b"BodyLeft" not in unpack_parts(data, "x")["word/document.xml"]


def test_a_report_is_signed_at_the_end_only_where_the_data_file_says_so() -> None:
    date, body = {"落款.日期": "2027-01-20"}, "江临市人民政府"
    assert [kind for kind, *_ in closing({})] == []
    assert closing(date) == [("name", body, 4.75), ("date", "2027年1月20日", 2)]
    assert closing({"落款.机关": "江临市财政局"})[1][1] == "【待补充：成文日期】"
    assert closing({"落款": {"机关": None, "日期": None}}) == []


def closing(changes: dict[str, object]) -> list[tuple[str, str, float]]:
    """The lines at the end: name or date, its text, and what is free at its right."""
    blocks = drafted(changes).document.blocks
    found = [b for b in blocks if isinstance(b, Closing)]
    return [(b.kind, plain_text(b.runs), b.right) for b in found]


def test_the_date_begins_two_characters_right_of_the_name() -> None:
    for name in ("财政局", "江临市财政局", "江临市某某区住房和城乡建设委员会办公室"):
        begins = []
        for kind, text, right in closing({"落款.机关": name, "落款.日期": "2027-12-31"}):
            assert right >= 2, kind
            begins.append(-right - measure_width(text))
        assert begins[1] - begins[0] == 2


def test_the_signature_stands_at_the_right_in_all_three_formats() -> None:
    result = drafted({"落款.日期": "2027-01-20"})
    name, date = docx.Document(io.BytesIO(result.render(".docx"))).paragraphs[-2:]
    assert (name.text, date.text) == ("江临市人民政府", "2027年1月20日")
    for line in (name, date):
        assert line.style
        assert line.style.paragraph_format.alignment == WD_ALIGN_PARAGRAPH.RIGHT
    assert date.paragraph_format.right_indent == Pt(32)
    page: Any = html.fromstring(result.render(".html").decode())
    shown = [(p.text_content(), p.get("style")) for p in page.find_class("closing")]
    assert shown == [(name.text, "margin-right: 4.75em"), (date.text, "margin-right: 2em")]
    lines = result.render(".txt").decode().splitlines()
    assert f"{'　' * 16}{name.text}" in lines
    assert f"{'　' * 18}{date.text}" in lines


texts = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Co"]), max_size=80)


@examples(40)
@given(texts)
def test_any_typed_text_stands_unchanged_in_all_three_formats(typed: str) -> None:
    result = drafted({"存在问题": [{"问题": f"甲{typed}乙", "改进": "丙"}]})
    wanted = [
        plain_text(b.runs)
        for b in result.document.blocks
        if isinstance(b, Paragraph | Heading) and not isinstance(b, Grid)
    ]
    word = docx.Document(io.BytesIO(result.render(".docx")))
    shown = [p.text for p in word.paragraphs[1:]]
    assert [s for s in shown if not s.startswith("注：")] == wanted
    text = result.render(".txt").decode()
    assert all(line in text for line in wanted)
    page: Any = html.fromstring(result.render(".html").decode())
    assert [p.text_content() for p in page.findall(".//p") if not p.get("class")] == [
        plain_text(b.runs) for b in result.document.blocks if isinstance(b, Paragraph)
    ]


def test_html_tables_have_the_spans_of_the_form() -> None:
    page: Any = html.fromstring(RESULT.render(".html").decode())
    tables = page.findall(".//table")
    grids = [block for block in RESULT.document.blocks if isinstance(block, Grid)]
    for table, grid in zip(tables, grids, strict=True):
        assert len(table.findall(".//tr")) == len(grid.rows)
        corner = table.find(".//tr/th")
        spans = (corner.get("colspan", "1"), corner.get("rowspan", "1"))
        assert spans == (str(grid.rows[0][0].colspan), str(grid.rows[0][0].rowspan))
        numbers = [cell for row in grid.rows for cell in row if cell.key]
        assert [td.text_content() for td in table.findall(".//td")] == [c.text for c in numbers]
