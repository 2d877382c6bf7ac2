"""Whatever is changed in a data file, the rest of it stays as a person laid it out."""

import pytest

from gkdraft.base.places import DataPath, Plain
from gkdraft.base.yaml_editing import change_values
from gkdraft.base.yaml_reading import parse_yaml

OWN = """\
# 本局的数据文件
年度: 2026
机关:
    名称:   某某局      # 全称
    简称:   "某某局"
主动公开:
    规章: {制发: 1,   # 一件
           废止: 0,
           现行有效: 9}
    行政许可:  128
申请情况:
    本年新收: [ 486, 37,2,
                3, 14, 5 ]    # 六类

# 以下是修改
修改: []   # 还没有

# 完
"""


def lines_changed(places: dict[DataPath, Plain], text: str = OWN) -> tuple[list[str], list[str]]:
    """The lines that are gone and those that are new."""
    made = change_values(text, "x.yaml", places)
    old, new = text.splitlines(), made.splitlines()
    parse_yaml(made, "x.yaml")
    return [one for one in old if one not in new], [one for one in new if one not in old]


@pytest.mark.parametrize(
    ("path", "value", "line"),
    [
        (("主动公开", "行政许可"), "130", "    行政许可:  130"),
        (("主动公开", "规章", "制发"), "2", "    规章: {制发: 2,   # 一件"),
        (("主动公开", "规章", "现行有效"), "10", "           现行有效: 10}"),
        (("申请情况", "本年新收", 1), "40", "    本年新收: [ 486, 40,2,"),
        (("申请情况", "本年新收", 5), "6", "                3, 14, 6 ]    # 六类"),
        (("机关", "名称"), "另一局", "    名称:   另一局      # 全称"),
        (("机关", "简称"), "另一局", '    简称:   "另一局"'),
    ],
)
def test_a_word_takes_the_place_of_another_and_no_other_character_changes(
    path: DataPath, value: str, line: str
) -> None:
    gone, come = lines_changed({path: value})
    assert come == [line]
    assert len(gone) == 1


def test_several_words_are_put_in_at_once() -> None:
    places: dict[DataPath, Plain] = {("申请情况", "本年新收", n): str(100 + n) for n in range(6)}
    made = change_values(OWN, "x.yaml", places)
    assert "[ 100, 101,102,\n                103, 104, 105 ]    # 六类" in made


def test_what_is_more_than_a_word_changes_its_own_part_of_the_file_only() -> None:
    gone, come = lines_changed({("修改", 0): {"位置": "前言.第1段", "正文": "一句话。"}})
    assert gone == ["修改: []   # 还没有"]
    assert come[1:] == ["  - {位置: 前言.第1段, 正文: 一句话。}"]
    assert "还没有" in come[0]


@pytest.mark.parametrize("text", [OWN, OWN.rstrip("\n"), f"---\n{OWN}", f"{OWN}...\n"])
def test_a_new_key_comes_last_and_nothing_else_changes(text: str) -> None:
    gone, come = lines_changed({("附注", "主动公开"): "一句话。"}, text)
    assert gone == []
    assert come == ["附注:", "  主动公开: 一句话。"]


@pytest.mark.parametrize("value", ["null", "-", "a: b", "- x", "'", "#", "[x]", "", "~x", "%x"])
def test_a_text_that_means_something_to_yaml_is_written_so_that_it_does_not(value: str) -> None:
    made = change_values(OWN, "x.yaml", {("机关", "名称"): value})
    data = parse_yaml(made, "x.yaml").data
    assert isinstance(data, dict)
    assert isinstance(data["机关"], dict)
    assert (data["机关"]["名称"] or "").strip() == value


def test_a_change_of_all_that_stands_above_a_word_comes_first() -> None:
    places: dict[DataPath, Plain] = {
        ("主动公开", "规章"): {"制发": "5", "废止": "6"}, ("主动公开", "规章", "制发"): "7",
    }  # fmt: skip
    made = parse_yaml(change_values(OWN, "x.yaml", places), "x.yaml").data
    assert isinstance(made, dict)
    assert isinstance(made["主动公开"], dict)
    assert made["主动公开"]["规章"] == {"制发": "7", "废止": "6"}
