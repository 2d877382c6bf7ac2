"""A block that Excel copied: cells with line breaks stand in quotes, and land where they belong."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gkdraft.wizard.table import paste
from helpers.fuzzing import examples
from helpers.reports import shared
from helpers.sessions import START, TABLE3, block


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
@pytest.mark.parametrize("name", ["all", "allnonl", "headnl", "nonl", "num", "num7", "rows"])
def test_a_block_that_excel_copied_lands_in_its_rows(name: str, end: str) -> None:
    text = shared(f"cases/wizard/block-{name}.txt").read_bytes().decode().replace("\r\n", "\n")
    found = paste.read_paste(text.replace("\n", end), TABLE3, START)
    assert not found.refused
    assert len(found.rows) == 25
    assert found.cells[("本年新收", "自然人")] == "19"


@examples(60)
@given(st.data())
def test_line_breaks_within_quoted_labels_change_nothing(data: st.DataObject) -> None:
    lines = []
    for line in block(with_labels=True, with_totals=True, end="\n").splitlines():
        label, *cells = line.split("\t")
        at = data.draw(st.integers(0, len(label)))
        broken = f'"{label[:at]}\n{label[at:]}"' if data.draw(st.booleans()) else label
        lines.append("\t".join([broken, *cells]))
    found = paste.read_paste("\r\n".join(lines), TABLE3, START)
    assert (found.refused, found.remarks) == ("", ())
    assert found.cells == paste.read_paste(block(True, True, "\n"), TABLE3, START).cells


def test_a_quotation_mark_of_the_text_itself_is_no_quoted_cell() -> None:
    text = block(with_labels=True, with_totals=True, end="\n").replace("其他", '"其他', 1)
    assert len(paste.read_paste(text, TABLE3, START).rows) == 25


def test_a_refusal_names_the_row_in_which_the_word_stands() -> None:
    rows = block(with_labels=True, with_totals=False, end="\n").splitlines()
    label, *cells = rows[20].split("\t")
    rows[20] = "\t".join([f'"{label[:3]}\n{label[3:]}"', "三", *cells[1:]])
    said = paste.read_paste("\n".join(rows), TABLE3, START).refused
    assert f"“{label}”一行" in said
    assert "“三”不是一个数" in said
