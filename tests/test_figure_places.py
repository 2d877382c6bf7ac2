"""A figure that came back is written right, however its neighbours are typed, and alone."""

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gkdraft.base.yaml_reading import parse_yaml
from gkdraft.layout.resources import Resources
from gkdraft.prose import narrative
from gkdraft.report import datafile
from gkdraft.report.draft import Draft
from gkdraft.revise.figure_places import FigureWriter
from helpers.fuzzing import examples
from helpers.reports import JIANGLIN

RESOURCES = Resources()
TEXT = JIANGLIN.read_text(encoding="utf-8")
APPLICANTS = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他")
REFUSED = "申请情况.不予公开"
SECRET = f"{REFUSED}.属于国家秘密"
ACCOUNTS = "总体情况.平台建设.数据.政务新媒体账号数"
SATISFIED = "总体情况.监督保障.数据.社会评议满意度.满意率"
FEES = "其他事项.信息处理费"
_OLD_ROW = "属于国家秘密: {自然人: 1, 其余: 0}"
_OLD_FEES = "信息处理费: {通知件数: 5, 通知金额: 1240, 收取件数: 3, 收取金额: 760}"


def draft_of(text: str) -> tuple[Draft, Any]:
    parsed = parse_yaml(text, "x.yaml")
    return narrative.compose_parsed(parsed, RESOURCES)[0], parsed.data


def typed(draft: Draft) -> Mapping[str, str]:
    """Every figure of the file by its key, with its unit and what is said of it."""
    figures = draft.figures
    told = {key: str(figures.typed[key]) for key in figures.typed}
    for kind, texts in (("单位", figures.units), ("说明", figures.notes)):
        told |= {f"{key} {kind}": text for key, text in texts.items()}
    return told


def write(text: str, key: str, new: str) -> str:
    """The file with one figure written, after it was looked at that this is all that changed."""
    draft, data = draft_of(text)
    writer = FigureWriter(draft, data)
    writer.write(key, new)
    made = datafile.change_bytes(text.encode(), "x.yaml", writer.values)[0].decode()
    after = draft_of(made)[0]
    assert dict(typed(after)) == {**typed(draft), key: new}
    # what was left out on purpose, cell by cell, still is, and nothing else
    for other in set(draft.figures.keys) - {key}:
        path = tuple(other.split("."))
        assert draft.is_skipped(path) == after.is_skipped(path), other
    assert not [fault for fault in after.faults if fault not in draft.faults]
    return made


def refuse(said: str) -> str:
    """The file with another 不予公开."""
    head, _, rest = TEXT.partition("  不予公开:\n")
    return f"{head}  不予公开:{said}\n  无法提供:\n" + rest.partition("  无法提供:\n")[2]


numbers = st.integers(0, 99).map(str)
cells = st.one_of(numbers, st.just("略"), st.just("２"), st.just('"3"'))
rests = st.sampled_from(("", ", 其余: 0", ", 其余: 略", ", 其余: ０"))


@st.composite
def rows(draw: st.DrawFn) -> str:
    """One row of 不予公开, as somebody typed it."""
    values = draw(st.lists(cells, min_size=6, max_size=6))
    shape = draw(st.sampled_from(("list", "block", "mapping", "0", "00", "略", "")))
    if shape == "list":
        return f" [{', '.join(values)}]  # 一行"
    if shape == "block":
        return "".join(f"\n      {n}: {v}" for n, v in zip(APPLICANTS, values, strict=True))
    if shape == "mapping":
        named = draw(st.sets(st.sampled_from(APPLICANTS[1:]), min_size=1))
        listed = ", ".join(f"{name}: {draw(cells)}" for name in sorted(named))
        return f" {{{listed}{draw(rests)}}}"
    return f" {shape}"


@examples(60)
@given(row=rows(), name=st.sampled_from(APPLICANTS), new=st.integers(100, 999).map(str))
def test_a_cell_of_a_row_is_written_into_every_shape_of_row(row: str, name: str, new: str) -> None:
    write(TEXT.replace(_OLD_ROW, f"属于国家秘密:{row}"), f"{SECRET}.{name}", new)


@pytest.mark.parametrize("said", ["0", "00", "０", "略", "{其余: 0}", "{其余: 略}", ""])
def test_a_cell_of_a_group_that_was_said_in_one_word_leaves_the_word_for_the_others(
    said: str,
) -> None:
    write(refuse(f" {said}"), f"{SECRET}.自然人", "77")


def test_a_rest_that_nobody_filled_in_is_not_made_zero() -> None:
    made = write(TEXT.replace(_OLD_ROW, "属于国家秘密:"), f"{SECRET}.自然人", "77")
    assert "属于国家秘密: {自然人: 77}" in made
    assert "属于国家秘密: {自然人: 77}" in write(refuse("\n    其余:"), f"{SECRET}.自然人", "77")


def test_a_total_that_was_typed_in_a_row_of_seven_stays_as_it_was_typed() -> None:
    text = TEXT.replace(_OLD_ROW, "属于国家秘密: [1, 0, 0, 0, 0, 0, 1]")
    assert "属于国家秘密: [5, 0, 0, 0, 0, 0, 1]" in write(text, f"{SECRET}.自然人", "5")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("118", "120"), ("1，200", "120"), ("1,200", "120"), ("４．２５万", "120"),
        ("4.25 万", "120"), ("约 5500", "120"), ("5500余", "120"), ('"98"', '"120"'),
        ("98期", "120期"), ("９８个", "120个"), ("5500余人", "120人"), ("略", "120"), ("", "120"),
        ("{数: 98, 单位: 期, 说明: 好}", "{数: 120, 单位: 期, 说明: 好}"),
        ("{数: 98期}", "{数: 120期}"), ("{数: 98期, 说明: 好}", "{数: 120期, 说明: 好}"),
    ],
)  # fmt: skip
def test_a_figure_is_written_in_the_place_of_the_old_one_and_its_unit_stays(
    old: str, new: str
) -> None:
    text = TEXT.replace("政务新媒体账号数: 118", f"政务新媒体账号数: {old}")
    assert f"政务新媒体账号数: {new}\n" in write(text, ACCOUNTS, "120")


@pytest.mark.parametrize("old", ["93.47", "93.47%", "９３．４７％"])
def test_a_percentage_is_written_with_its_sign_where_it_had_one(old: str) -> None:
    sign = "%" if old[-1] in "%％" else ""
    made = write(TEXT.replace("满意率: 93.47", f"满意率: {old}"), SATISFIED, "95.1")
    assert f"满意率: 95.1{sign}}}" in made


@pytest.mark.parametrize("said", ["0", "略", "", "{通知件数: 5}", "{收取件数: 略, 收取金额: }"])
def test_a_fee_is_written_and_what_was_said_of_the_others_stays_said(said: str) -> None:
    write(TEXT.replace(_OLD_FEES, f"信息处理费: {said}"), f"{FEES}.通知金额", "77")
