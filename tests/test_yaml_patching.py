"""Whatever is changed in a data file, the rest of it stays as a person laid it out."""

import random
from collections.abc import Iterator

import pytest

from gkdraft.base.bounds import KEYS
from gkdraft.base.places import DataPath, Plain
from gkdraft.base.yaml_editing import change_values
from gkdraft.base.yaml_parts import change_part
from gkdraft.base.yaml_reading import parse_yaml
from gkdraft.errors import InputError
from helpers.reports import ROOT

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


VALUES: tuple[Plain, ...] = (
    "12", "98期", "公布第3批清单", "第一行\n第二行", "#开头", "a: b", "{{x}}", "null", "?x", None,
    "- x", "'q'", "  前后空 ", "末尾\n\n", "\n开头", "x #y", "长" * 200, "---", "...",
    {"甲": "1", "乙": "a: b"}, ("甲", "12", "#丙"),
)  # fmt: skip
FIXTURES = ("jianglin-2026/2026.yaml", "taicang-2021.yaml", "pingtan-2020.yaml")


def list_places(data: Plain, above: DataPath = ()) -> Iterator[DataPath]:
    """Every place of a data file, and for each list and block of keys a new one."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield from list_places(value, (*above, key))
        yield (*above, "新键")
    elif isinstance(data, tuple):
        for number, value in enumerate(data):
            yield from list_places(value, (*above, number))
        yield (*above, len(data))
    yield above or ("新键",)


def change_whole(text: str, values: dict[DataPath, Plain]) -> str | None:
    """The text changed as a whole; None if that cannot be done."""
    try:
        made = change_values(text, "x.yaml", values)
        parse_yaml(made, "x.yaml")
    except InputError:
        return None
    return made


@pytest.mark.parametrize("name", FIXTURES)
def test_an_entry_that_is_changed_by_itself_makes_the_file_the_whole_would(name: str) -> None:
    chance, by_itself = random.Random(name), 0
    text = (ROOT / "fixtures" / name).read_text(encoding="utf-8")
    for _ in range(150):
        held = parse_yaml(text, "x.yaml")
        place = chance.choice(list(list_places(held.data)))
        values = {place: chance.choice(VALUES)}
        if chance.random() < 0.3:
            values[(*place[:-1], "状态")] = chance.choice(VALUES)
        whole, found = change_whole(text, values), change_part(text, held, values)
        if found:
            by_itself += 1
            assert found[0] == whole
            assert found[1].data == parse_yaml(found[0], "x.yaml").data
        text = whole or text
    assert by_itself > 50


@pytest.mark.parametrize("behind", ["    # 缩进的话\n", "      \n    # 缩进的话\n"])
def test_a_line_that_would_become_a_part_of_a_text_is_left_to_the_whole_file(behind: str) -> None:
    text = f"附注:\n  主动公开: 一句话。\n{behind}\n修改: []\n"
    values: dict[DataPath, Plain] = {("附注", "主动公开"): "第一行：\n第二行"}
    assert change_part(text, parse_yaml(text, "x.yaml"), values) is None


def test_a_file_that_grows_beyond_what_is_read_is_left_to_the_whole_file() -> None:
    text = f"附注:\n  主动公开: 甲\n修改: [{'1,' * (KEYS.most - 20)}]\n"
    held, word = parse_yaml(text, "x.yaml"), {("附注", "主动公开"): "乙"}
    assert change_part(text, held, word)
    many = {("附注", "主动公开"): tuple("1" * 30)}
    assert change_part(text, held, many) is None
