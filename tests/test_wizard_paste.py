"""Rows of a pasted block are known by the wordings by which a published report is read."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gkdraft.layout import loading
from gkdraft.layout.equations import Key
from gkdraft.layout.labels import BlockLabels, Matcher, OtherNames, strip_label
from gkdraft.wizard.table import paste
from gkdraft.wizard.table.sheet import find_sheet
from helpers.sessions import RESOURCES, TOWN, opened

NAMES = loading.load_spec(OtherNames, "published.yaml", RESOURCES).synonyms
FORM = opened(TOWN).book.layout.form_by_key["申请情况"]
SHEET = find_sheet(FORM, NAMES)
assert SHEET
START = (*SHEET.rows[0], SHEET.columns[0])
READER = Matcher(BlockLabels.of(FORM, FORM.blocks[0]).rows, NAMES)
NUMBERS = ["3", "1", "0", "0", "2", "5"]

WORDINGS = {
    "（一）予以公开": ("予以公开",),
    "(一)予以公开": ("予以公开",),
    "【一】予以公开": ("予以公开",),
    "①予以公开": ("予以公开",),
    "本年新收政府信息公开申请数量": ("本年新收",),
    "一、本年新收": ("本年新收",),
    "本年新收申请数量": ("本年新收",),
    "二、 上年 结转": ("上年结转",),
    "四、结转下年继续办理": ("结转下年度",),
    "（1）属于国家秘密": ("不予公开", "属于国家秘密"),
    "1、属于国家秘密": ("不予公开", "属于国家秘密"),
    "1）属于国家秘密": ("不予公开", "属于国家秘密"),
    "⒈属于国家秘密": ("不予公开", "属于国家秘密"),
    "１．属于国家秘密（指依法确定的）": ("不予公开", "属于国家秘密"),
    "2.其他法律、行政法规禁止公开": ("不予公开", "其他法律行政法规禁止公开"),
    "法律、行政法规禁止公开": ("不予公开", "其他法律行政法规禁止公开"),
    '3.危及"三安全一稳定"': ("不予公开", "危及三安全一稳定"),
    "（二）部分公开〔区分处理的，只计这一情形（下同）": ("部分公开",),
    "不掌握相关政府信息": ("无法提供", "本机关不掌握相关政府信息"),
    "2.没有现成信息、需另行制作": ("无法提供", "没有现成信息需要另行制作"),
    "逾期不缴费": ("其他处理", "申请人逾期未按收费通知要求缴纳费用"),
    "3.其他": ("其他处理", "其他"),
}  # fmt: skip


def place(label: str, between: str = "\t") -> paste.Pasted:
    assert SHEET
    return paste.read_paste(between.join([label, *NUMBERS]), SHEET, START)


@pytest.mark.parametrize(("label", "row"), WORDINGS.items())
def test_a_wording_that_is_read_in_a_report_is_taken_from_a_paste(label: str, row: Key) -> None:
    read = READER.match(label)
    assert read
    assert read.label.key == row
    for between in ("\t", "  "):
        found = place(label, between)
        assert found.rows == (row,), found
        assert found.cells == {
            (*row, name): number for name, number in zip(SHEET.input_columns, NUMBERS, strict=True)
        }


def test_a_row_that_is_called_differently_is_shown_before_it_is_placed() -> None:
    assert place("2.没有现成信息、需另行制作").remarks == (
        "“2.没有现成信息、需另行制作”当作“2.没有现成信息需要另行制作”",
    )
    for label in ("本年新收", "①属于国家秘密", "（一）予以公开"):
        assert not place(label).remarks


@pytest.mark.parametrize("label", ["不予以公开", "予以公开了", "合计", "其他处理", "四类信息"])
def test_beside_known_rows_a_label_of_no_row_is_placed_nowhere(label: str) -> None:
    known = "一、本年新收政府信息公开申请数量\t" + "\t".join(NUMBERS)
    assert paste.read_paste(f"{known}\n{label}\t1\t0\t0\t0\t0\t0", SHEET, START).refused


LABELS = {SHEET.row_label(row): row for row in SHEET.rows}
MARKS = st.sampled_from(["", "（三）", "(3)", "3.", "3、", "③", "㈢", "三、", " 3．"])
TAILS = st.sampled_from(["", "（件）", "（区分处理的", "〔注〕", " ", "：", "。"])


@given(st.sampled_from(sorted(LABELS)), MARKS, TAILS, st.integers(0, 40), st.integers(0, 2))
@settings(max_examples=300)
def test_no_wording_of_a_label_leads_to_another_row(
    label: str, mark: str, tail: str, at: int, cut: int
) -> None:
    """A label with another number, a remark, a few characters lost: its row, or none."""
    bare = re.sub(r"^(?:（.）|\d\.|.、)", "", label)
    start = at % len(bare)
    text = mark + bare[:start] + bare[start + cut :] + tail
    found = place(text)
    if strip_label(text) and found.rows and "行名认不出来" not in "".join(found.remarks):
        assert found.rows == (LABELS[label],), text
