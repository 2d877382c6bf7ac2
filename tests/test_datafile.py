"""The data file: what people type is read as they mean it, and every fault names its line."""

import datetime
import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gkdraft.base import scalars
from gkdraft.base.places import DataPath
from gkdraft.base.plain_data import look_up
from gkdraft.base.yaml_editing import change_values
from gkdraft.base.yaml_reading import parse_yaml
from gkdraft.errors import InputError
from helpers.reports import JIANGLIN, codes, drafted, drafted_text

HEAD = "年度: 2026\n机关:\n  名称: 江临市人民政府\n"


def messages(text: str, *wanted: str) -> list[str]:
    """Findings of these codes, without the file name."""
    found = drafted_text(text).findings
    return [str(f).removeprefix("x.yaml:") for f in found if f.code in wanted]


@pytest.mark.parametrize("typed", ["010000", "+5", "~", "yes", "1e3", "0x1F", "12:30"])
def test_text_stays_as_typed(typed: str) -> None:
    result = drafted_text(f"{HEAD}联系:\n  地址: {typed}\n")
    assert result.draft.report.contact.address == typed


@pytest.mark.parametrize(
    ("key", "right", "wrong"),
    [
        ("邮编", ("010000", "０１００００"), ("34410", "某地", "0100001")),
        (
            "电话",
            ("12345", "0512-12345678转801", "（0512）12345678"),
            ("abc", "见网站", "110", "0000-623i008"),
        ),
        ("邮箱", ("xxgk@example.gov.cn",), ("344100", "a@b", "a b@c.cn")),
    ],
)
def test_a_postcode_a_telephone_and_a_mail_address_look_like_one(
    key: str, right: tuple[str, ...], wrong: tuple[str, ...]
) -> None:
    for typed in right:
        assert not messages(f'{HEAD}联系: {{{key}: "{typed}"}}\n', "GK004")
    for typed in wrong:
        assert "不是" in messages(f'{HEAD}联系: {{{key}: "{typed}"}}\n', "GK004")[0]


@pytest.mark.parametrize(
    ("typed", "number"), [("12", 12), ("１２", 12), ("1,234", 1234), ("1，234", 1234), ("030", 30)]
)
def test_counts_are_read_in_the_ways_people_type_them(typed: str, number: int) -> None:
    result = drafted_text(f"{HEAD}主动公开:\n  行政许可: {typed}\n")
    assert result.draft.figures.get("主动公开.行政许可") == number


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("-3", "负数"),
        ("1.5", "只能是整数"),
        ("十二", "不是数"),
        ("12件", "不是数"),
        ("1,23", "不是数"),
        ("9" * 30, "太大"),
    ],
)
def test_a_wrong_count_is_one_finding_with_its_line_and_is_not_printed(
    typed: str, hint: str
) -> None:
    found = messages(f"{HEAD}主动公开:\n  行政许可: {typed}\n", "GK004")
    assert len(found) == 1
    assert found[0].startswith("5:3: GK004 错误 主动公开.行政许可：")
    assert hint in found[0]


def test_amounts_keep_their_decimals_as_typed() -> None:
    result = drafted_text(f"{HEAD}主动公开:\n  行政事业性收费: 24252.311082\n")
    assert result.draft.figures.get("主动公开.行政事业性收费") == Decimal("24252.311082")
    assert "| 行政事业性收费 | 24252.311082 |" in result.render(".txt").decode()


def test_empty_is_not_zero_and_a_skip_is_neither() -> None:
    empty, zero, skipped = (
        drafted_text(f"{HEAD}主动公开:\n  行政许可:{value}\n") for value in ("", " 0", " 略")
    )
    text = "表二 未填"
    assert [text in " ".join(map(str, r.findings)) for r in (empty, zero, skipped)] == [
        True,
        False,
        False,
    ]
    assert [r.draft.figures.get("主动公开.行政许可") for r in (empty, zero, skipped)] == [
        None,
        0,
        None,
    ]


@pytest.mark.parametrize("row", ["0", "[0, 0, 0, 0, 0, 0]", "{自然人: 0, 其余: 0}", "{其余: 0}"])
def test_a_row_of_zeros_can_be_written_in_four_ways(row: str) -> None:
    figures = drafted_text(f"{HEAD}申请情况:\n  上年结转: {row}\n").draft.figures
    assert [figures.get(f"申请情况.上年结转.{c}") for c in ("自然人", "其他", "总计")] == [0, 0, 0]


def test_the_rest_of_a_group_fills_every_row_below_it_but_no_total() -> None:
    figures = drafted_text(f"{HEAD}申请情况:\n  不予公开:\n    其余: 0\n").draft.figures
    assert figures.get("申请情况.不予公开.属于国家秘密.自然人") == 0
    assert "申请情况.不予公开.属于国家秘密.总计" not in figures.typed


def test_a_row_given_as_one_number_other_than_zero_is_refused() -> None:
    found = messages(f"{HEAD}申请情况:\n  本年新收: 12\n", "GK005")
    assert len(found) == 1
    assert "有数的逐项写成 {自然人: 12, 其余: 0}" in found[0]


def test_a_row_of_the_wrong_length_says_which_columns_it_wants() -> None:
    found = messages(f"{HEAD}申请情况:\n  本年新收: [1, 2, 3]\n", "GK005")
    assert (
        "5:3: GK005 错误 申请情况.本年新收：写了 3 个数，应为 6 个数（自然人、商业企业" in found[0]
    )


@pytest.mark.parametrize("row", ["{自然人: 1,234, 其余: 0}", "[1,234, 0, 0, 0, 0, 0, 0]"])
def test_a_comma_inside_a_flow_number_is_explained(row: str) -> None:
    assert "逗号" in messages(f"{HEAD}申请情况:\n  本年新收: {row}\n", "GK004", "GK005")[0]


@pytest.mark.parametrize(
    ("line", "suggestion"),
    [
        ("申请情行: 0", "申请情况"),
        ("机关：江临市", "全角"),
        ("复义诉讼: 0", "复议诉讼"),
    ],
)
def test_an_unknown_key_suggests_the_nearest(line: str, suggestion: str) -> None:
    text = f"年度: 2026\n{line}\n"
    try:
        found = " ".join(messages(text, "GK002"))
    except InputError as error:
        found = str(error)
    assert suggestion in found


def test_unknown_keys_at_every_depth_are_listed_each_with_its_line() -> None:
    text = f"{HEAD}  名字: 甲\n要点:\n  - 标题: 乙\n    组:\n      - 任务:\n          - 标体: 丙\n"
    assert messages(text, "GK002") == [
        "4:3: GK002 错误 机关.名字：没有这个键，是否想写“名称”？",
        "9:13: GK002 错误 要点.1.组.1.任务.1.标体：没有这个键，是否想写“标题”？",
    ]


def test_a_fault_in_one_item_of_a_list_leaves_the_others() -> None:
    text = f"{HEAD}存在问题:\n  - 问题: 甲\n  - 问题: 乙\n    进展: 快了\n  -\n  - 问题: 丙\n"
    result = drafted_text(text)
    assert [p.problem for p in result.draft.report.problems] == ["甲", "乙", "", "丙"]
    assert messages(text, "GK005") == [
        "7:5: GK005 错误 存在问题.2.进展：“快了”不在可选之列：已完成、推进中、计划"
    ]


def test_a_repeated_key_is_reported_and_the_first_one_counts() -> None:
    text = f"{HEAD}主动公开:\n  行政许可: 1\n  行政许可: 2\n"
    assert messages(text, "GK003") == [
        "5:3: GK003 错误 主动公开.行政许可：第 6 行又写了一次“行政许可”，只用了前一个"
    ]
    assert drafted_text(text).draft.figures.get("主动公开.行政许可") == 1


@pytest.mark.parametrize(
    ("text", "line", "hint"),
    [
        ("年度: 2026\n机关：\n  名称: 甲\n", 2, "全角冒号"),
        ("年度: 2026\n主动公开:\n\t行政许可: 1\n", 3, "Tab"),
        ("年度: 2026\n主动公开: {行政许可: 1\n机关:\n", 0, "没有成对"),
        ('年度: 2026\n格式: "2021\n', 0, "引号没有成对"),
        ("年度: 2026\n 机关: 甲\n", 2, "缩进"),
        ("年度: 2026\n联系: {电话: @1}\n", 2, "双引号"),
        ("年度: 2026\n---\n年度: 2027\n", 2, "一份数据"),
        ("年度: 2026\n机关: &a\n  名称: *a\n", 0, "引用"),
        ("年度: 2026\n联系: \x01\n", 2, "控制字符"),
        ("[" * 5000, 0, "层次太深"),
    ],
)
def test_text_that_is_not_yaml_is_refused_in_one_line(text: str, line: int, hint: str) -> None:
    with pytest.raises(InputError) as caught:
        drafted_text(text)
    message = str(caught.value)
    assert hint in message
    assert "\n" not in message
    assert not line or message.startswith(f"x.yaml:{line}:")


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("机关: {名称: 甲}\n", "缺少“年度”"),
        ("年度: 去年\n", "年度"),
        ("年度: 26\n", "四位年份"),
        ("年度: 2026\n格式: 2099\n", "没有名为“2099”的格式"),
        ("年度: 2026\n版本: 7\n", "只读版本 1"),
        ("- 甲\n", "键: 值"),
    ],
)
def test_what_must_be_known_first_is_asked_for_by_name(text: str, hint: str) -> None:
    with pytest.raises(Exception, match=hint):
        drafted_text(text)


def test_references_in_prose_follow_the_figures() -> None:
    key = "存在问题.1.问题"
    row = "申请情况.无法提供.本机关不掌握相关政府信息"
    text = f"收到{{{{申请情况.本年新收.总计}}}}件，不掌握{{{{ {row}.总计 }}}}件"
    assert "收到547件，不掌握132件" in drafted({key: text}).render(".txt").decode()


def test_an_unknown_reference_is_a_finding_with_a_suggestion_and_a_visible_gap() -> None:
    result = drafted({"存在问题.1.问题": "收到{{申请情况.本年新收.合计}}件"})
    assert codes(result) == ["GK006"]
    assert "是否想写“申请情况.本年新收.总计”" in result.findings[0].message
    assert "收到【待补充：合计】件" in result.render(".txt").decode()


def test_braces_in_peoples_prose_are_never_run_as_a_template() -> None:
    result = drafted({"存在问题.1.问题": "{% for a in range(9) %}甲{% endfor %}{{ 1 + 1 }}"})
    assert "{% for a in range(9) %}甲{% endfor %}" in result.render(".txt").decode()


def test_marks_that_carry_keys_are_refused_in_typed_text() -> None:
    result = drafted({"存在问题.1.问题": "\ue000甲\ue001乙\ue002"})
    assert "GK004" in codes(result)


@pytest.mark.parametrize("key", ["²", "申请情况.①", "要点.1", "*", ".", "上年.*.*"])
def test_odd_references_are_findings_like_any_other(key: str) -> None:
    assert "GK006" in codes(drafted({"存在问题.1.问题": f"甲{{{{{key}}}}}乙"}))


@pytest.mark.parametrize("escape", ["\\x01", "\\uE004x", "\\0"])
def test_characters_smuggled_in_by_escapes_are_refused(escape: str) -> None:
    with pytest.raises(InputError, match=r"x\.yaml:4: 有"):
        drafted_text(f'{HEAD}总体情况: {{监督保障: {{数据: {{考评名次荣誉: "甲{escape}"}}}}}}\n')


@pytest.mark.parametrize(
    "text", ["收到{{申请情况.本年新收.总计}件", "收到{申请情况.本年新收.总计}件"]
)
def test_a_reference_with_a_brace_missing_is_a_finding(text: str) -> None:
    assert codes(drafted({"存在问题.1.问题": text})) == ["GK006"]


def test_derived_indicators_may_not_be_typed() -> None:
    found = drafted({"总体情况.依申请公开.数据.收到申请件数": 5}).findings
    assert [f.code for f in found] == ["GK005"]
    assert "由各表推算" in found[0].message


def test_a_change_touches_its_own_line_only_and_keeps_comments() -> None:
    before = JIANGLIN.read_text(encoding="utf-8")
    after = change_values(before, "x.yaml", {("联系", "电话"): "0500-5550199"})
    changed = [
        (old, new)
        for old, new in zip(before.splitlines(), after.splitlines(), strict=True)
        if old != new
    ]
    assert changed == [("  电话: 0500-5550100", "  电话: 0500-5550199")]


def test_a_change_of_nothing_gives_the_same_bytes() -> None:
    before = JIANGLIN.read_text(encoding="utf-8")
    assert change_values(before, "x.yaml", {}) == before


def test_prose_is_written_as_a_block_so_that_braces_and_signs_survive() -> None:
    text = "第 #2 项：{{年度}}，\n第二行"
    after = change_values(
        "年度: 2026\n存在问题:\n  - 问题:\n", "x.yaml", {("存在问题", 0, "问题"): text}
    )
    assert "问题: |" in after
    assert parse_yaml(after, "x").data["存在问题"][0]["问题"] == text + "\n"  # type: ignore[index,call-overload]


def test_a_change_at_a_place_that_cannot_be_is_refused() -> None:
    with pytest.raises(InputError, match=r"没有 年度\.月 这个位置"):
        change_values("年度: 2026\n", "x.yaml", {("年度", "月"): "1"})


@given(st.integers(0, 10**12))
def test_every_count_reads_back_from_its_digits(number: int) -> None:
    wide = str(number).translate({ord("0") + i: ord("０") + i for i in range(10)})
    assert (
        scalars.read_count(str(number))
        == scalars.read_count(f"{number:,}")
        == scalars.read_count(wide)
        == number
    )


@pytest.mark.parametrize(
    ("typed", "shown"),
    [("4.25万", "4.25万"), ("5500余", "5500余"), ("1.2 亿", "1.2亿"), ("12", "12")],
)
def test_rounded_figures_are_kept_as_typed(typed: str, shown: str) -> None:
    assert str(scalars.read_quantity(typed)) == shown


@pytest.mark.parametrize("typed", ["2026-04-20", "2026年4月20日", "2026/4/20", "２０２６.4.20"])
def test_dates_are_read_in_the_ways_people_type_them(typed: str) -> None:
    assert scalars.read_date(typed) == datetime.date(2026, 4, 20)


@pytest.mark.parametrize("typed", ["2026-13-01", "四月", "2026-02-30"])
def test_a_date_that_is_none_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match=r"不是日期|没有这一天"):
        scalars.read_date(typed)


def test_a_part_is_written_as_a_whole_and_read_back_the_same() -> None:
    value = {"甲": "1", "乙": None, "丙": ({"丁": "一，二：“三”", "戊": None}, "{{年度}}\n第 #2\n")}
    text = change_values(
        "# 留\n部分: # 此处\n", "x.yaml", {("部分",): value, ("行",): {"a": "1", "b": "0"}}
    )
    assert parse_yaml(text, "x.yaml").data == {"部分": value, "行": {"a": "1", "b": "0"}}
    assert "行: {a: 1, b: 0}" in text
    assert "# 此处" in text


def test_a_row_written_anew_keeps_the_comments_of_the_person() -> None:
    text = (
        "申请情况:\n  本年新收: {自然人: 3, 其余: 0} # 甲科的数\n  上年结转: 0 # 上年的\n"
        "  不予公开:\n    # 国家秘密\n    属于国家秘密: 0 # 没有\n    重复: 1\n"
    )
    made = change_values(
        text,
        "x.yaml",
        {
            ("申请情况", "本年新收"): {"自然人": "4", "其余": "0"},
            ("申请情况", "上年结转"): {"自然人": "1", "其余": "0"},
            ("申请情况", "不予公开"): {"属于国家秘密": {"自然人": "2", "其余": "0"}, "重复": "1"},
        },
    )
    assert made == text.replace("自然人: 3", "自然人: 4").replace(
        "上年结转: 0", "上年结转: {自然人: 1, 其余: 0}"
    ).replace("属于国家秘密: 0", "属于国家秘密: {自然人: 2, 其余: 0}")


@pytest.mark.parametrize(
    "text",
    [
        "null",
        "~",
        "- x",
        "# 注",
        "{{申请情况.本年新收.总计}}",
        "a: b",
        "? x",
        "1,234",
        "---",
        "&a",
        "多行\n第二行",
    ],
)
def test_whatever_a_person_answers_reads_back(text: str) -> None:
    before = "机关:\n  名称: 甲 # 注\n总体情况:\n  数据: {甲: 1}\n"
    made = change_values(
        before, "x.yaml", {("机关", "名称"): text, ("总体情况", "数据", "甲"): text}
    )
    data = parse_yaml(made, "x.yaml").data
    assert data["机关"]["名称"].strip() == data["总体情况"]["数据"]["甲"].strip() == text


GROWING = """a:
  - x: 1 # 旁注

# 关于乙
b:
  - p: |
      文字

# 关于丙
c:
  - 甲

# 关于丁
d:
  - x: {k: 1}
# 关于戊
e:
  j: 3
  # 关于己
f: {k: 1} # 旁注
# 关于庚
g: []
# 关于辛
h:
"""


@pytest.mark.parametrize(
    "place",
    [("a", 1, "x"), ("b", 1, "p"), ("c", 1), ("d", 1, "y"), ("e", "n"), ("f", "m"), ("g", 0)],
)
@pytest.mark.parametrize("value", ["新", "两行\n新"])
def test_what_is_added_to_a_block_stands_before_the_comment_on_the_next(
    place: DataPath, value: str
) -> None:
    made = change_values(GROWING, "x.yaml", {place: value})
    before, after = made.split("新")
    assert re.findall("^[a-h]:", before, re.MULTILINE)[-1] == f"{place[0]}:"
    assert after.partition("#")[0].strip('\\n"} \n') == ""
    assert re.findall("#.*", made) == re.findall("#.*", GROWING)
    assert look_up(parse_yaml(made, "x.yaml").data, place) in (value, f"{value}\n")
