"""Text pasted into an answer: breaks, blanks and indents go, every character that is read stays."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gkdraft.wizard.answers.pasted import Tidied, tidy_paste
from helpers.fuzzing import examples

SAMPLES = {
    # from a page of WeChat: indents, empty lines between paragraphs
    "　　全年受理 申请 12 件，其中 网上 3 件。\n\n　　编制 标准目录 5 项 。": (
        "全年受理申请12件，其中网上3件。\n\n编制标准目录5项。"
    ),
    # from a PDF: broken at a width
    "我镇把公开栏作为联系群众的窗口，全年更新公开\n栏36期，回应群众关切的事项\n12件。": (
        "我镇把公开栏作为联系群众的窗口，全年更新公开栏36期，回应群众关切的事项12件。"
    ),
    # from a PDF whose copy has an empty line behind every line, and the number of a page
    "2026年，我镇把公开栏作为联系群众的窗口，全年更\n\n新公开栏36期，回应群众关切的事项12件，其中涉\n\n及征地的5件。\n\n"
    "（二）依申请公开情况。全年新收申请4件，都在法\n\n- 1 -\n\n定期限内答复。": (
        "2026年，我镇把公开栏作为联系群众的窗口，全年更新公开栏36期，回应群众关切的事项12件，其中涉及征地的5件。\n"
        "（二）依申请公开情况。全年新收申请4件，都在法\n- 1 -\n定期限内答复。"
    ),
    # a cell of Excel with breaks in it
    '"一是召开座谈会3场；\n二是编印""惠企""政策\n手册5种"': (
        '一是召开座谈会3场；\n二是编印"惠企"政策手册5种'
    ),
    "农业农村局整理历史规划\n11份（2006年以来），\n于6月在专栏发布；\n\n发改局整理5份。": (
        "农业农村局整理历史规划11份（2006年以来），于6月在专栏发布；\n\n发改局整理5份。"
    ),
    "宣传栏 12 块\n展板 5 块\n手册 300 本": "宣传栏12块\n展板5块\n手册300本",
    "（一）主动公开情况\n全年公开信息\n12条。": "（一）主动公开情况\n全年公开信息12条。",
    "1. 印发办法\n2. 开展培训": "1. 印发办法\n2. 开展培训",
    "他们说：“很方便。”\n随后印发办法": "他们说：“很方便。”\n随后印发办法",
    "使用 Office Open XML 格式": "使用 Office Open XML 格式",
    "采用 Open\nDocument 格式": "采用 Open Document 格式",
    "满意率 93.5 %": "满意率93.5%",
    '"双减"政策': '"双减"政策',
}  # fmt: skip


@pytest.mark.parametrize(("raw", "text"), SAMPLES.items())
def test_a_copy_of_a_page_a_pdf_a_cell_is_read_as_it_was_written(raw: str, text: str) -> None:
    for end in ("\n", "\r\n", "\r"):
        assert tidy_paste(raw.replace("\n", end) + end).text == text


@pytest.mark.parametrize(
    "raw",
    [
        "12 34 件",
        "公开信息1\n2345条",
        "公开12，\n345条",
        "公开12, 345条",
        "三 五场",
        "3万 5场",
        "3 ，500",
    ],
)
def test_two_figures_never_become_one(raw: str) -> None:
    assert figures(tidy_paste(raw).text) == figures(raw)


def figures(text: str) -> list[str]:
    return re.findall(r"[\d,.，．]*\d|[一二三四五六七八九十百千万]+", text)


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("江临市滨江大道\n1号行政中心\n\n3楼", "江临市滨江大道1号行政中心3楼"),
        ("0500-\n5550100", "0500-5550100"),
        ("zwgk@\nexample.gov.cn", "zwgk@example.gov.cn"),
        ("滨江大道1\n2号楼", "滨江大道1 2号楼"),
    ],
)
def test_where_one_line_is_asked_for_lines_are_joined(raw: str, text: str) -> None:
    assert tidy_paste(raw, one_line=True).text == text


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        ("全年受理 申请\n12 件", "接了 1 处断行，去掉 2 处空格；Ctrl-Z 还原成原样"),
        ("全年受理 申请", "去掉 1 处空格；Ctrl-Z 还原成原样"),
        ('"一是公开；\n二是解读"', "去掉单元格的引号；Ctrl-Z 还原成原样"),
        ("公开信息1\n2345条", "有 1 处断行两边是数字，没有接，请看一看"),
    ],
)
def test_what_was_done_is_told_in_one_line(raw: str, said: str) -> None:
    assert tidy_paste(raw).describe() == f"粘贴的文字{said}"


def test_of_a_text_that_needs_nothing_nothing_is_told() -> None:
    text = "全年受理申请12件。\n编制目录5项，使用 Open Document 格式。"
    assert tidy_paste(text) == Tidied(text)
    assert tidy_paste(text).describe() == ""


PIECES = st.sampled_from([
    "公开", "甲", "一", "三", "万", "百", "一是", "（一）", "1.", "12", "3", "345", "，", "。",
    "是",
    "；", "：", "、", "”", "“", "）", ",", ".", "%", "％", "A", "Open", "件", "块", "-", "·", " ",
    "  ", "　", "\u00a0", "\u200b", "\n", "\n\n", "\r\n", "\t",
])  # fmt: skip
TEXTS = st.lists(PIECES, max_size=30).map("".join)
BLANK = re.compile("[\\s\u200b]+")


@given(TEXTS, st.booleans())
@examples(600)
def test_what_can_be_read_is_the_same_before_and_after(raw: str, one_line: bool) -> None:
    assert BLANK.sub("", tidy_paste(raw, one_line).text) == BLANK.sub("", raw)


@given(TEXTS, st.booleans())
@examples(600)
def test_figures_are_the_same_before_and_after(raw: str, one_line: bool) -> None:
    numerals = "[0-9一二三四五六七八九十]+"
    assert re.findall(numerals, tidy_paste(raw, one_line).text) == re.findall(numerals, raw)


@given(TEXTS, st.booleans())
@examples(600)
def test_what_was_tidied_stays_as_it_is(raw: str, one_line: bool) -> None:
    once = tidy_paste(raw, one_line).text
    assert tidy_paste(once, one_line).text == once


@given(TEXTS)
@examples(300)
def test_one_line_is_one_line(raw: str) -> None:
    assert "\n" not in tidy_paste(raw, one_line=True).text


def test_a_long_paste_is_tidied_as_a_short_one_is() -> None:
    line = "全年受理 申请 12 件，\n"
    assert tidy_paste(line * 5000).text == "全年受理申请12件，" * 5000
