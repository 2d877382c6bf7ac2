"""Figures of the prose: what adds up is silent, what does not is told, whatever the figures."""

from decimal import ROUND_HALF_UP, Decimal
from functools import cache

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from gkdraft.layout.resources import Resources
from gkdraft.pipeline import review_report
from gkdraft.prose.document import Document, Heading, Paragraph, Run
from gkdraft.report.draft import Draft
from gkdraft.rules.findings import Finding, Severity
from gkdraft.rules.judging import REGISTRY
from gkdraft.rules.lists import SumBook, find_lists
from gkdraft.rules.mentions import list_mentions, list_sentences
from helpers.fuzzing import examples
from helpers.reports import codes, drafted, judge_years, published_text, shared

SUMS = SumBook.load(Resources())
counts = st.integers(1, 9999)
CHANNELS = ("网上提交", "邮寄", "当面提交", "传真")


def document(*texts: str) -> Document:
    blocks = [Heading(1, (Run("一、总体情况"),)), *(Paragraph((Run(text),)) for text in texts)]
    return Document("", "", 2026, tuple(blocks))


@cache
def example() -> Draft:
    return drafted().draft


def judge(code: str, *texts: str) -> list[Finding]:
    verdicts = REGISTRY[code].judge(example(), document(*texts))
    return [verdict for verdict in verdicts if isinstance(verdict, Finding)]


def listing(head: int, parts: list[int]) -> str:
    items = "、".join(f"{name}{part}件" for name, part in zip(CHANNELS, parts, strict=False))
    return f"咨询登记{head}件，其中{items}。"


@examples(60)
@given(st.lists(counts, min_size=3, max_size=4))
def test_a_list_that_adds_up_is_silent(parts: list[int]) -> None:
    assert judge("GK312", listing(sum(parts), parts)) == []


@examples(60)
@given(st.lists(counts, min_size=3, max_size=4), counts)
def test_a_list_of_one_kind_that_does_not_add_up_is_one_line(parts: list[int], off: int) -> None:
    (finding,) = judge("GK312", listing(sum(parts) + off, parts))
    assert f"相差 {off}" in finding.message


@examples(60)
@given(counts, counts)
def test_a_share_that_is_right_is_silent_at_any_number_of_decimals(part: int, more: int) -> None:
    whole = part + more
    share = Decimal(part) / whole * 100
    for places in ("1", "0.1", "0.01"):
        stated = share.quantize(Decimal(places), ROUND_HALF_UP)
        assert judge("GK313", f"受理{whole}人次，其中到场{part}人次，占{stated}%。") == []


@examples(60)
@given(st.integers(50, 9999), st.integers(50, 9999))
def test_growth_against_last_year_is_reckoned_from_the_two_figures(last: int, now: int) -> None:
    change = Decimal(abs(now - last)) / last * 100
    word = "增长" if now >= last else "下降"
    right = change.quantize(Decimal("0.01"), ROUND_HALF_UP)
    text = f"接待{now}人次，较上年{last}人次{word}"
    assert judge("GK313", f"{text}{right}%。") == []
    (finding,) = judge("GK313", f"{text}{right + 3}%。")
    assert f" 是 {right}%" in finding.message


def test_two_sentences_may_be_one_list() -> None:
    mentions = [list_mentions(s) for s in list_sentences(document("发布9条，其中甲4条、乙5条。"))]
    (found,) = find_lists(mentions[0], SUMS)
    assert found.holds
    told = judge("GK314", "发布615条。其中网页320条、视频200条、其他100条。")
    assert "320＋200＋100 = 620" in told[0].message


def test_a_word_of_several_meanings_is_silent_if_any_fits() -> None:
    for number in (547, 571, 551):
        assert judge("GK310", f"全市共收到政府信息公开申请{number}件。") == []
    (finding,) = judge("GK310", "全市共收到政府信息公开申请548件。")
    assert "547" in finding.message


def test_a_sentence_of_the_own_office_is_only_a_note() -> None:
    text = "2026年市本级收到政府信息公开申请12件。"
    assert [f.severity.name for f in judge("GK310", text)] == ["NOTE"]


@pytest.mark.parametrize(
    "text",
    [
        "未收到政府信息公开申请。",
        "未发生因政府信息公开引起的行政复议、行政诉讼。",
    ],
)
def test_none_in_the_text_is_held_against_the_table(text: str) -> None:
    assert "GK310" in codes(drafted({"总体情况.依申请公开.亮点": [text]}))


def test_none_of_a_kind_is_not_none_at_all() -> None:
    text = "未发生行政复议被纠错、行政诉讼败诉的情况。"
    assert "GK310" not in codes(drafted({"总体情况.依申请公开.亮点": [text]}))


def test_a_sentence_too_long_to_look_at_is_said() -> None:
    text = "一、总体情况\n" + "公开信息12条，" * 1000 + "。\n二、主动公开政府信息情况\n"
    result = published_text(f"江临市教育局2026年政府信息公开工作年度报告\n{text}")
    assert "一句超过两千字" in result.review.summarise()


@pytest.mark.parametrize(
    "sentence", ["收到申请12件、" * 6000, "1" * 40_000, "（" * 40_000, "其中1件、" * 8000]
)
def test_a_hostile_sentence_of_forty_thousand_characters_is_said_not_to_be_looked_at(
    sentence: str,
) -> None:
    text = f"江临市2026年政府信息公开工作年度报告\n一、总体情况\n{sentence}\n"
    assert "一句超过两千字" in published_text(text).review.summarise()


def test_growth_by_the_tables_of_two_years_is_reckoned() -> None:
    names = ("corpus/suqian-city-2023.column.txt", "corpus/suqian-city-2024.column.txt")
    found = judge_years([review_report(shared(name)) for name in names])[1].findings
    assert any(f.code == "GK313" and "1.08" in f.message for f in found)


def test_reports_without_a_name_are_one_body_only_where_two_are_given_alone() -> None:
    names = ("corpus/suqian-city-2023.column.txt", "corpus/suqian-city-2024.column.txt")
    results = [review_report(shared(name)) for name in names]
    third = review_report(shared("corpus/pingtan-2021.txt"))
    held = [f for f in judge_years([*results, third])[1].findings if f.code == "GK313"]
    assert held == []


@pytest.mark.parametrize(
    "text",
    [
        "接待60人次，其中现场23人次（含预约9人次、陪同8人次）、线上37人次。",
        "发布信息345条，其中规章11条、文件8条、其他102条；预决算4条、动态220条。",
        "接待16人次，比2025年的11人次增加5人次，其中甲9人次、乙5人次、丙2人次。",
        "决定417件，其中甲169件，占40.53%；作出乙386件，丙92件。",
    ],
)
def test_what_only_looks_like_a_list_is_silent(text: str) -> None:
    assert judge("GK312", text) == []
    assert judge("GK314", text) == []


@pytest.mark.parametrize(
    "text",
    [
        "登记61件，完成20件，网站占比65.12%。",
        "登记61件，完成20件，前两项合计占45.45%。",
        "有43个月接待不足10人次，占37.7%。",
        "登记61件，完成20件、转办41件，分别占32.79%、67.21%。",
        "登记258件，比2025年的5120件减少4862件，下降94.96%。",
    ],
)
def test_a_share_is_weighed_only_where_its_part_stands_right_before_it(text: str) -> None:
    assert judge("GK313", text) == []


def test_an_own_office_beside_the_whole_is_not_held_against_the_table() -> None:
    whole = "全县共收到政府信息公开申请547件。"
    own = "县政府办公室本级收到政府信息公开申请46件。"
    assert [f.severity for f in judge("GK310", own)] == [Severity.NOTE]
    assert judge("GK310", whole, own) == []
    assert judge("GK310", own.replace("46件", "46件，占全县的8.41%")) == []


def test_documents_classed_for_disclosure_are_no_applications() -> None:
    text = "依申请公开方面，完成公文公开属性认定，主动公开210件、不予公开81件。"
    assert judge("GK310", text) == []
    assert judge("GK310", "办理政府信息公开申请，不予公开81件。") != []


@examples(60)
@given(st.lists(counts, min_size=2, max_size=4), counts)
def test_a_total_that_closes_a_list_is_weighed(parts: list[int], off: int) -> None:
    items = "、".join(f"{name}{part}件" for name, part in zip(CHANNELS, parts, strict=False))
    assert judge("GK314", f"登记{items}，共{sum(parts)}件。") == []
    assume(sum(parts) + off not in {sum(parts[start:]) for start in range(len(parts) - 1)})
    (finding,) = judge("GK314", f"登记{items}，共{sum(parts) + off}件。")
    assert f"相差 {off}" in finding.message


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("甲5件、乙7件、丙9件，后两类合计16件", "甲5件、乙7件、丙9件，三项合计16件"),
        ("甲5件、乙7件、丙9件，前两类合计12件", "甲5件、乙7件、丙9件，前两类合计16件"),
        ("办结93件，按季度分，甲23件、乙70件", "办结93件，按季度分，甲23件、乙71件"),
        ("接待413人次（线上168人次、线下245人次）", "接待413人次（线上168人次、线下254人次）"),
        ("参训312人次，其中乡镇268人次", "参训312人次，其中乡镇368人次"),
        ("不合格的93件中，甲57件、乙14件，其余22件", "不合格的93件中，甲57件、乙14件，其余32件"),
    ],
)
def test_lists_in_other_words(right: str, wrong: str) -> None:
    assert judge("GK314", f"{right}。") == []
    assert len(judge("GK314", f"{wrong}。")) == 1


def test_a_group_of_parts_needs_no_word_before_it() -> None:
    assert judge("GK312", "收回462条，采纳128条、部分采纳97条、未采纳237条。") == []
    assert judge("GK312", "收回462条，采纳128条、部分采纳97条、未采纳273条。") != []


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("甲1702件，乙265件，分别占86.5%和13.5%", "甲1702件，乙265件，分别占86.5%和15.3%"),
        ("回收120份，较上年的100份增加20份", "回收120份，较上年的100份增加30份"),
        (
            "办结率99.7%，较上年的99.42%提高0.28个百分点",
            "办结率99.7%，较上年的99.42%提高0.82个百分点",
        ),
        (
            "登记6852人次，同比上升12.0%（上年6120人次）",
            "登记6852人次，同比下降12.0%（上年6120人次）",
        ),
        (
            "登记6852人次，同比增长12.0%，比上年多732人次",
            "登记6852人次，同比增长9.3%，比上年多732人次",
        ),
        ("群众满意度为93.75%", "群众满意度为193.75%"),
        (
            "抽查40件，有7件存在表述不准确的问题，占17.5%",
            "抽查40件，有7件存在表述不准确的问题，占7.5%",
        ),
    ],
)
def test_shares_and_changes_in_other_words(right: str, wrong: str) -> None:
    assert judge("GK313", f"{right}。") == []
    assert len(judge("GK313", f"{wrong}。")) == 1


def test_decisions_are_held_against_table_two() -> None:
    printed = drafted().draft.find_printed("主动公开.行政许可")
    penalties = drafted().draft.find_printed("主动公开.行政处罚")
    right = f"作出行政许可决定{printed}件、行政处罚决定{penalties}件。"
    assert judge("GK310", right) == []
    assert len(judge("GK310", right.replace("许可决定", "许可决定1"))) == 1
    assert judge("GK311", "公示行政处罚2万条。") == []


def test_a_large_number_in_wan_is_exact_where_it_rounds_right() -> None:
    (mention,) = list_mentions(list_sentences(document("作出18.64万件。"))[0])
    assert mention.half_step == 50
