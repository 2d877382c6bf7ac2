"""Slips of the hand: each is named with its line, its cause and the line that was meant."""

import pytest

from gkdraft.base.yaml_reading import parse_yaml
from gkdraft.errors import InputError
from gkdraft.report.datafile import read_head
from helpers.reports import drafted_text

HEAD = "年度: 2026\n"


@pytest.mark.parametrize(
    ("text", "line", "mended"),
    [
        ("年度：2026\n", 1, "年度: 2026"),
        ("年度:\u30002026\n", 1, "年度: 2026"),
        (HEAD + "机关:\n  名称:\u3000甲\n  层级: 部门\n", 3, "名称: 甲"),
        (HEAD + "申请情况:\n  本年新收: [21, 2, , 0]\n", 3, "本年新收: [21, 2, 0, 0]"),
        (HEAD + "申请情况: {甲: [1,2], 本年新收: [, 1]}\n", 2, "[ 0, 1]"),
        (HEAD + "存在问题:\n  - 问题: 宣传: 不够\n", 3, "- 问题: 宣传：不够"),
        (HEAD + '存在问题:\n  - 问题: "双减”不够\n', 3, "- 问题: “双减”不够"),
        (HEAD + '要点:\n  - "双减"政策3篇\n', 3, "- “双减”政策3篇"),
        (HEAD + "总体情况:\n\u3000主动公开:\n", 3, "主动公开:"),
        (HEAD + "存在问题:\n  -\u3000问题: 甲\n", 3, "- 问题: 甲"),
        (HEAD + "存在问题:\n  - 问题: 甲\n    改进：乙\n", 4, "改进: 乙"),
    ],
)
def test_a_file_that_cannot_be_read_says_which_line_and_how_to_write_it(
    text: str, line: int, mended: str
) -> None:
    with pytest.raises(InputError) as refused:
        read_head(parse_yaml(text, "x.yaml"))
    said = str(refused.value)
    assert said.startswith(f"x.yaml:{line}: ")
    assert f"写成 {mended}" in said or mended in said
    assert "\n" not in said


@pytest.mark.parametrize(
    ("text", "code", "line", "mended"),
    [
        ("总体情况:\n  主动公开:\n    数据:\n      政策解读数：10\n", "GK005", 5, "政策解读数: 10"),
        ("总体情况: {主动公开: {数据: {政策解读数：10}}}\n", "GK002", 2, "政策解读数: 10"),
        ("申请情况:\n  本年新收:\n    自然人：3\n", "GK005", 4, "自然人: 3"),
        ("申请情况:\n  本年新收: {自然人：3, 其余: 0}\n", "GK002", 3, "自然人: 3"),
        (
            "总体情况:\n  主动公开:\n    亮点:\n      - “双减”政策: 解读3篇\n",
            "GK005",
            5,
            "- “双减”政策：解读3篇",
        ),
        (
            "总体情况:\n  主动公开:\n    亮点:\n      - 开设 #江临# 话题\n",
            "GK008",
            5,
            '- "开设 #江临# 话题"',
        ),
        ("存在问题:\n  - 问题: #江临# 话题\n", "GK008", 3, '- 问题: "#江临# 话题"'),
    ],
)
def test_what_was_not_read_as_it_was_meant_is_told(
    text: str, code: str, line: int, mended: str
) -> None:
    said = [f for f in drafted_text(HEAD + text).findings if f.code == code]
    assert [f.locus.line for f in said] == [line]
    assert f"写成 {mended}" in said[0].message


@pytest.mark.parametrize(
    "text",
    [
        "主动公开: {行政许可: 12}  # 件，许可科\n",
        "主动公开:\n  行政许可: 12 #许可科\n",
        "主动公开:\n  行政许可:  #等许可科\n",
        "存在问题:\n  - 问题: 两个村没有按月更新  # 见检查通报\n",
        "总体情况:\n  主动公开:\n    亮点:\n      - 会议：公开3次\n",
    ],
)
def test_an_explanation_is_no_slip(text: str) -> None:
    said = [f.code for f in drafted_text(HEAD + text).findings]
    assert not {"GK002", "GK005", "GK008"} & set(said)


@pytest.mark.parametrize(
    "piece", ["[,", ", ", "{,", "-\u3000", "\u3000", '- "', "甲: ", "#", " #x"]
)
def test_a_long_line_of_a_slip_is_told_in_a_short_one(piece: str) -> None:
    # a pattern that goes back over the line would not end on 20,000 pieces
    told = ""
    try:
        parse_yaml("甲: " + piece * 20_000 + "\n乙: [\n", "x.yaml")
    except InputError as error:
        told = str(error)
    assert len(told) < 400
