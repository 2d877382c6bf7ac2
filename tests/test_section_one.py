"""Section one: facts become sentences, sentences paragraphs; every fact has a place of its own."""

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gkdraft.layout.loading import load_spec
from gkdraft.layout.resources import Resources
from gkdraft.prose.budget import measure_budget
from gkdraft.prose.document import Heading, Paragraph, plain_text
from gkdraft.prose.numbers import BREAK, PARAGRAPH
from gkdraft.prose.paragraphs import LONGEST, join_facts, join_pieces
from gkdraft.rules.opening import offer_opening
from gkdraft.wizard.answers.problem_words import Words, offer_figures
from gkdraft.wizard.answers.reply import read_reply
from gkdraft.wizard.questions.question import Question
from helpers.fuzzing import examples
from helpers.reports import codes, drafted, section_text

DATA = "总体情况.主动公开.数据"
sentences = st.lists(st.integers(1, 70).map(lambda n: "县" * n + "。"), max_size=12)


@examples(100)
@given(sentences)
def test_joined_facts_are_all_there_in_their_order(facts: list[str]) -> None:
    joined = join_facts(facts)
    assert re.sub("[。；]", "", joined) == re.sub("。", "", "".join(facts))
    for sentence in joined.split("。"):
        assert "；" not in sentence or len(sentence) < LONGEST


@examples(100)
@given(sentences, st.integers(60, 300))
def test_paragraphs_hold_every_sentence_and_are_of_even_length(
    facts: list[str], longest: int
) -> None:
    text = PARAGRAPH.join(facts)
    paragraphs = list(filter(None, join_pieces(text, longest)))
    assert "".join(paragraphs) == "".join(facts)
    assert all(len(paragraph) <= longest + 71 for paragraph in paragraphs)


def test_a_line_break_a_person_typed_always_parts() -> None:
    assert list(join_pieces(f"甲。{BREAK}乙。{PARAGRAPH}丙。", 220)) == ["甲。", "乙。丙。"]


def test_an_aspect_of_the_example_is_one_paragraph_or_two() -> None:
    blocks = drafted().document.section(1)
    lengths = [len(plain_text(block.runs)) for block in blocks if isinstance(block, Paragraph)]
    assert 5 <= len(lengths) <= 8
    assert all(40 <= length <= 240 for length in lengths)
    assert sum(isinstance(block, Heading) for block in blocks) == 5


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"政策简明问答数": "98期"}, "发布政策问答98期"),
        ({"政策简明问答数": {"数": "98", "单位": "期"}}, "发布政策问答98期"),
        ({"新闻发布会场次": {"数": "12", "说明": "围绕入学"}}, "召开新闻发布会12场，围绕入学"),
        ({"重点领域公开数": {"入学": "3个", "就医": "4"}}, "入学3个、就医4条"),
        (
            {"政策解读数": {"数": "9", "说明": "含图解5篇"}, "政策文件公开数": "3"},
            "解读材料9篇，含图解5篇",
        ),
        (
            {"征集意见条数": {"收到": {"数": "9", "说明": "网上8条"}, "采纳": "2"}},
            "意见9条（网上8条），采纳2条",
        ),
    ],
)
def test_a_figure_is_printed_with_its_own_unit_and_note(data: dict[str, Any], said: str) -> None:
    result = drafted({DATA: {"主动公开信息总数": "100", **data}})
    assert said in section_text(result, 1)
    assert not {"GK002", "GK004", "GK005"} & set(codes(result))


def test_a_list_may_have_names_alone() -> None:
    result = drafted({"总体情况.依申请公开.数据.申请内容主题": ["征地拆迁", "入学政策"]})
    assert "申请内容涉及征地拆迁、入学政策" in section_text(result, 1)
    assert codes(result) == []


def test_what_is_no_unit_of_a_figure_is_told() -> None:
    result = drafted({f"{DATA}.政策解读数": {"数": "9", "备注": "含图解"}})
    assert codes(result) == ["GK002"]


def test_the_opening_and_the_rule_of_an_aspect_come_first() -> None:
    text = section_text(
        drafted({"总体情况.开头": "2026年，开头。", "总体情况.主动公开.做法": "先审查后公开"}), 1
    )
    assert text.startswith("2026年，开头。")
    assert "（一）主动公开\n先审查后公开。2026年，" in text


@pytest.mark.parametrize(
    ("year", "spirit"),
    [
        (2021, "党的十九大和十九届历次全会精神"),
        (2022, "党的二十大精神"),
        (2025, "党的二十大和二十届历次全会精神"),
    ],
)
def test_the_opening_that_is_offered_names_the_meetings_of_its_year(year: int, spirit: str) -> None:
    offer = offer_opening(year, "我局", "", Resources())
    assert offer.startswith(f"{year}年，我局")
    assert f"全面贯彻{spirit}" in offer
    assert 70 <= len(offer) <= 130


def test_parts_that_do_not_make_the_whole_are_no_division() -> None:
    some = drafted({"总体情况.依申请公开.数据.申请渠道分布": {"网上提交": "400", "邮寄": "96"}})
    assert "从申请方式看" not in section_text(some, 1)
    assert "从申请方式看" in section_text(drafted(), 1)
    one = drafted({DATA: {"主动公开信息总数": "100", "分类公开数": {"政策": "30"}}})
    assert "按类别分" not in section_text(one, 1)


def test_two_facts_have_two_keys_and_no_phrase_denies_more_than_is_known() -> None:
    key = "总体情况.政府信息管理.数据"
    text = section_text(drafted({key: {"失泄密起数": "0"}}), 1)
    assert "年内未发生失泄密事件" in text
    assert "差错" not in text
    assert "未发生信息差错和失泄密事件" in section_text(
        drafted({key: {"信息差错泄密起数": "0"}}), 1
    )


def test_accountability_in_words_is_enough() -> None:
    changes = {
        "总体情况.监督保障.数据.责任追究数": None,
        "总体情况.监督保障.数据.责任追究情况": "1名工作人员因答复超期被批评教育",
    }
    result = drafted(changes)
    assert "1名工作人员因答复超期被批评教育。" in section_text(result, 1)
    assert codes(result) == []


@pytest.mark.parametrize(
    ("progress", "said"),
    [
        (None, "甲。下一步，乙。"),
        ("计划", "甲。下一步，乙。"),
        ("推进中", "甲。目前已着手改进：乙。"),
        ("已完成", "甲。年内已采取措施：乙。"),
    ],
)
def test_progress_decides_the_tense_of_a_measure(progress: str | None, said: str) -> None:
    problem = {"问题": "甲", "改进": "乙", "进展": progress}
    assert section_text(drafted({"存在问题": [problem]}), 5) == said


def test_cause_owner_and_date_stand_where_they_belong() -> None:
    problem = {
        "问题": "专区利用率不高",
        "原因": "选址较远",
        "改进": "迁入政务大厅",
        "责任单位": "政务中心",
        "时限": "2027年6月底前",
    }
    assert section_text(drafted({"存在问题": [problem]}), 5) == (
        "专区利用率不高，原因是选址较远。下一步，2027年6月底前由政务中心迁入政务大厅。"
    )


def test_the_budget_names_every_aspect_and_counts_no_gap() -> None:
    result = drafted()
    budget = measure_budget(result.draft, result.document)
    assert list(budget.shares)[:2] == ["开头", "主动公开"]
    assert sum(budget.shares.values()) == budget.total
    gap = drafted({f"{DATA}.主动公开信息总数": None})
    assert measure_budget(gap.draft, gap.document).total < budget.total


@pytest.mark.parametrize("part", ["问题", "佐证"])
def test_evidence_is_offered_from_the_tables(part: str) -> None:
    words = load_spec(Words, "problems.yaml", Resources())
    (offered,) = offer_figures(words, ("存在问题", 0, part), drafted().draft.figures)
    assert "行政复议中被纠正 6 件" in offered
    assert "无法提供 160 件，超过办结的四分之一" in offered


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("12", "12"),
        ("12场", "12"),
        ("98期", "98期"),
        ("12场，围绕民生实事", {"数": "12", "说明": "围绕民生实事"}),
        ("98期，按县分列", {"数": "98", "单位": "期", "说明": "按县分列"}),
        ("1,234", "1234"),
        ("约30", "约30"),
    ],
)
def test_the_wizard_takes_a_unit_and_a_note_behind_a_figure(typed: str, kept: Any) -> None:
    question = Question(
        ("总体情况", "主动公开", "数据", "新闻发布会场次"), "", "quantity", unit="场"
    )
    assert read_reply(question, typed) == kept


def test_the_wizard_takes_a_list_of_names_alone() -> None:
    question = Question(("总体情况", "依申请公开", "数据", "申请内容主题"), "", "list", unit="件")
    assert read_reply(question, "征地拆迁，入学政策") == ("征地拆迁", "入学政策")
    assert read_reply(question, "征地拆迁 3，入学政策 2") == {"征地拆迁": "3", "入学政策": "2"}


def test_every_figure_of_a_phrase_is_followed_by_its_unit() -> None:
    layout = drafted().draft.layout
    for aspect, lines in layout.phrases.items():
        for line in lines:
            for slot in re.finditer(r"\{([^{}=<.]+)(?:\.([^{}=<]+))?\}", line):
                known = layout.indicator_by_key[aspect, slot[1]]
                unit = known.unit_of(slot[2]) if slot[2] else known.unit
                is_text = known.kind in ("text", "list", "percent")
                assert is_text or line.startswith(unit, slot.end()), (line, unit)


def test_a_unit_of_several_characters_is_replaced_whole() -> None:
    result = drafted({"总体情况.依申请公开.数据.平均办理天数": "12天"})
    assert "平均办理用时12天。" in section_text(result, 1)


def test_a_short_result_of_the_assessment_is_put_into_words() -> None:
    result = drafted({"总体情况.监督保障.数据.考评名次荣誉": "良好"})
    assert "年度考核结果为良好。" in section_text(result, 1)
    assert codes(result) == []
