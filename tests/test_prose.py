"""Prose: zero, one, few and many cases, growth, gaps, tasks, fees."""

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gkdraft.base.scalars import read_quantity
from gkdraft.layout.resources import Resources
from gkdraft.pipeline import compose
from gkdraft.prose.document import Grid
from gkdraft.prose.numbers import Gap, remove_marks, show_number, spell_growth, spell_share
from helpers.fuzzing import examples
from helpers.reports import ROOT, drafted, patched, section_text

ROWS = (
    "本年新收",
    "上年结转",
    "予以公开",
    "部分公开",
    "不予公开",
    "无法提供",
    "不予处理",
    "其他处理",
)


def requests(rows: dict[str, Any], last: int | None = None, **more: Any) -> str:
    """The applications paragraph of a bureau with these rows of table three; the rest is zero."""
    changes: dict[str, Any] = {
        "机关": {"名称": "云川县市场监督管理局", "层级": "部门"},
        "申请情况": {**rows, "其余": 0},
        "复议诉讼": 0,
        "总体情况": {"依申请公开": {"数据": more}},
        "要点": [],
        "上年": {"申请情况": {"本年新收": {"自然人": last, "其余": 0}}}
        if last is not None
        else None,
    }
    text = section_text(drafted(changes), 1)
    text = text.split("（二）依申请公开\n")[1].split("\n（三）")[0].split("\n")[0]
    # reviews and lawsuits, of which there are none, follow in the same paragraph
    return re.sub("(?:未因政府信息公开工作|本年度没有涉及政府信息公开的行政复议).*", "", text)


def person(number: int) -> dict[str, Any]:
    return {"自然人": number, "其余": 0}


def test_nothing_received_and_nothing_carried_in_is_one_sentence() -> None:
    text = requests({})
    assert text.endswith("。")
    assert "0" not in text.removeprefix("2026年")
    assert "未收到" in text or "没有收到" in text


def test_nothing_received_after_a_year_with_some_gives_last_years_figure() -> None:
    assert requests({}, last=5) == "全年未收到政府信息公开申请，上年为5件；无上年结转事项。"


def test_only_carried_in() -> None:
    rows = {"上年结转": person(2), "予以公开": person(1), "部分公开": person(1)}
    assert requests(rows) == (
        "本年度未收到新的政府信息公开申请，上年结转的2件均已办结，"
        "予以公开1件、部分公开1件，无结转下年度事项。"
    )


def test_one_application_has_neither_all_nor_among() -> None:
    rows = {"本年新收": person(1), "无法提供": {"本机关不掌握相关政府信息": person(1), "其余": 0}}
    text = requests(rows)
    assert text == "全年收到政府信息公开申请1件，系自然人提出，因本机关不掌握相关政府信息无法提供。"


def test_a_few_applications_all_alike() -> None:
    rows = {"本年新收": person(4), "予以公开": person(4)}
    assert requests(rows, last=7) == (
        "2026年，我局新收政府信息公开申请4件，较上年减少3件，均由自然人提出。办结4件，均予以公开。"
    )


def test_received_carried_in_ways_outcomes_and_carried_out() -> None:
    rows = {
        "本年新收": {"自然人": 19, "商业企业": 3, "法律服务机构": 1, "其余": 0},
        "上年结转": person(2),
        "予以公开": person(9),
        "部分公开": person(4),
        "不予公开": {"属于国家秘密": person(3), "其余": 0},
        "无法提供": {"本机关不掌握相关政府信息": person(6), "其余": 0},
        "不予处理": {"重复申请": person(1), "其余": 0},
        "其他处理": {"其他": person(1), "其余": 0},
        "结转下年度": person(1),
    }
    ways = {"网上提交": 14, "邮寄": 7, "当面提交": 2}
    assert requests(rows, last=17, 申请渠道分布=ways, 按时办结率=100) == (
        "2026年，我局新收政府信息公开申请23件，上年结转2件；新收量较上年增加6件，增长35.29%。"
        "从申请人看，自然人19件、商业企业3件、法律服务机构1件。"
        "从申请方式看，网上提交14件、邮寄7件、当面提交2件。"
        "办结24件，均在法定期限内答复：予以公开9件，部分公开4件，不予公开3件，无法提供6件，"
        "不予处理1件，其他处理1件；结转下年度继续办理1件。"
    )


def test_two_outcomes_are_introduced_by_among() -> None:
    rows = {
        "本年新收": person(12),
        "予以公开": person(8),
        "无法提供": {"本机关不掌握相关政府信息": person(4), "其余": 0},
    }
    assert requests(rows) == (
        "2026年，我局新收政府信息公开申请12件，均由自然人提出。"
        "办结12件，其中予以公开8件、无法提供4件；无结转下年度事项。"
    )


def test_missing_figures_stay_visible() -> None:
    text = requests({"本年新收": {"自然人": 3, "商业企业": None}, "上年结转": 0})
    assert text.startswith("2026年，我局新收政府信息公开申请【待补充：新收件数】件。")
    result = drafted({"申请情况": None})
    assert "新收政府信息公开申请【待补充：新收件数】件" in section_text(result, 1)


@pytest.mark.parametrize(
    ("now", "before", "unit", "none", "expected"),
    [
        ("86", "79", "条", "", "较上年增加7条，增长8.86%"),
        ("9315", "10522", "条", "", "较上年减少1207条，下降11.47%"),
        ("4", "7", "件", "", "较上年减少3件"),
        ("31", "12", "件", "", "较上年增加19件，为上年的2.58倍"),
        ("0", "5", "件", "", "上年为5件"),
        ("6", "0", "件", "上年未收到申请", "上年未收到申请"),
        ("7", "7", "件", "", "与上年持平"),
        ("0", "0", "件", "", ""),
        ("18.64万", "18.05万", "条", "", "较上年增长3.27%"),
    ],
)
def test_growth_over_last_year(now: str, before: str, unit: str, none: str, expected: str) -> None:
    clause = spell_growth(
        show_number(read_quantity(now), "a"), show_number(read_quantity(before), "b"), unit, none
    )
    assert remove_marks(clause) == expected


def test_no_growth_without_last_years_figure() -> None:
    assert spell_growth(show_number(12, "a"), Gap("上年"), "件") == ""


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [(1127, 2190, "51.46%"), (3, 3, "100%"), (1, 8, "12.50%"), (1, 0, ""), (1, 200000, "0.00%")],
)
def test_shares_have_two_decimals_rounded_half_up(part: int, whole: int, expected: str) -> None:
    assert remove_marks(spell_share(show_number(part, "a"), show_number(whole, "b"))) == expected


@pytest.mark.parametrize(
    ("review", "direct", "after", "expected"),
    [
        ([1, 0, 0, 0], 0, 0, "被申请行政复议1件，结果为维持；无行政诉讼。"),
        ([0, 0, 0, 1], 0, 0, "被申请行政复议1件，截至年末尚未审结；无行政诉讼。"),
        (
            [1, 0, 0, 1],
            0,
            0,
            "被申请行政复议2件，其中结果维持1件，截至年末尚未审结1件；无行政诉讼。",
        ),
        ([2, 0, 0, 0], 0, 0, "被申请行政复议2件，均维持原行政行为；无行政诉讼。"),
        (0, [0, 2, 0, 0], 0, "被提起行政诉讼2件，原行政行为均被纠正；无行政复议。"),
        (
            [61, 22, 58, 23],
            [15, 2, 4, 3],
            [10, 1, 2, 2],
            "被申请行政复议164件，其中结果维持61件、结果纠正22件、其他结果58件、尚未审结23件。"
            "被提起行政诉讼39件，未经复议直接起诉24件、复议后起诉15件；"
            "结果维持25件、结果纠正3件、其他结果6件、尚未审结5件。",
        ),
    ],
)
def test_reviews_and_lawsuits(review: Any, direct: Any, after: Any, expected: str) -> None:
    cases = {"行政复议": review, "未经复议直接起诉": direct, "复议后起诉": after}
    assert expected in section_text(drafted({"复议诉讼": cases}), 1)


def test_no_reviews_and_no_lawsuits_is_one_sentence() -> None:
    text = section_text(drafted({"复议诉讼": 0}), 1)
    assert re.search("(未因政府信息公开工作被申请行政复议|没有涉及政府信息公开的行政复议)", text)


@pytest.mark.parametrize(
    ("documents", "expected"),
    [
        ([1, 0, 6], "全年制发行政规范性文件1件，年末现行有效6件。"),
        ([0, 2, 6], "本年度未制发行政规范性文件，废止2件，年末现行有效6件。"),
        ([0, 0, 3], "本年度未制发、废止行政规范性文件，年末现行有效3件。"),
        ([1, 1, 0], "全年制发行政规范性文件1件、废止1件，年末无现行有效的行政规范性文件。"),
        ([0, 1, 0], "本年度未制发行政规范性文件，废止1件，年末无现行有效的行政规范性文件。"),
    ],
)
def test_normative_documents(documents: list[int], expected: str) -> None:
    result = drafted({"主动公开.行政规范性文件": documents, "主动公开.规章": 0})
    assert expected in section_text(result, 1)


def test_rules_are_never_mentioned_by_a_body_that_has_none() -> None:
    assert "规章" not in section_text(drafted({"主动公开.规章": 0}), 1)


def test_decisions_made_and_items_published_are_told_apart() -> None:
    key = "总体情况.主动公开.数据.许可处罚公示条数"
    text = section_text(drafted({key: {"许可": 6190, "处罚": 335}}), 1)
    assert "全年作出行政许可决定128436件、行政处罚决定56212件" in text
    assert "件；公示行政许可信息6190条、行政处罚信息335条。" in text


def test_a_layout_names_the_kinds_of_decisions_that_are_told(tmp_path: Path) -> None:
    text = (ROOT / "templates/layouts/2021/layout.yaml").read_text(encoding="utf-8")
    more = "  行政强制: 主动公开.行政强制\n"
    own = tmp_path / "layouts/2021/layout.yaml"
    own.parent.mkdir(parents=True)
    own.write_text(text.replace(more, f"{more}  收费: 主动公开.行政事业性收费\n"), encoding="utf-8")
    zero = dict.fromkeys([f"主动公开.{key}" for key in ("行政许可", "行政处罚", "行政强制")], 0)
    some = compose(patched({**zero, "主动公开.行政事业性收费": 25}), Resources(tmp_path))
    assert "未作出" not in section_text(some, 1)
    none = compose(patched({**zero, "主动公开.行政事业性收费": 0}), Resources(tmp_path))
    assert "本年度未作出行政许可、行政处罚、行政强制和收费决定。" in section_text(none, 1)


def test_no_decisions_at_all_is_one_sentence() -> None:
    zero = {f"主动公开.{key}": 0 for key in ("行政许可", "行政处罚", "行政强制")}
    assert "本年度未作出行政许可、行政处罚和行政强制决定。" in section_text(drafted(zero), 1)


@pytest.mark.parametrize(
    ("fees", "expected"),
    [
        ([0, 0, 0, 0], "本年度未发出信息处理费收费通知，未收取信息处理费。"),
        ([1, 100, 1, 100], "全年发出信息处理费收费通知1件，金额100元，已收取。收费标准"),
        ([2, 300, 2, 300], "全年发出信息处理费收费通知2件，金额300元，均已收取。收费标准"),
        (
            [7, 2480, 5, 1630],
            "金额2480元；实际收取5件、1630元，其余2件申请人逾期未缴纳，已按规定不再处理。",
        ),
        ([2, 300, 0, 0], "全年发出信息处理费收费通知2件，金额300元，申请人均逾期未缴纳。"),
        ([None, None, None, 270], "全年收取信息处理费270元【待补充：收费通知件数】。"),
        ([None, None, None, None], "【待补充：信息处理费收取情况】"),
    ],
)
def test_the_fee_statement_is_always_there(fees: list[int | None], expected: str) -> None:
    keys = ("通知件数", "通知金额", "收取件数", "收取金额")
    values = dict(zip(keys, fees, strict=True))
    assert expected in section_text(drafted({"其他事项.信息处理费": values}), 6)


def test_six_never_says_only_that_there_is_nothing() -> None:
    text = section_text(drafted({"其他事项": None}), 6)
    assert text.startswith("【待补充：信息处理费收取情况】")


TASK = "要点.0.组.0.任务.0"


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            {"落实情况": None, "数据": None},
            "【待补充：第（一）项“推动重大行政决策公开”的落实情况】",
        ),
        ({"落实情况": None}, "推动重大行政决策公开，决策事项11项"),
        ({"状态": "未开展", "落实情况": "平台尚未建成"}, "本年度未开展，原因是平台尚未建成"),
        ({"状态": "未开展", "落实情况": None}, "原因是【待补充：未开展的原因】"),
        ({"落实情况": "公布事项目录1份"}, "公布事项目录1份，决策事项11项"),
    ],
)
def test_a_task_prints_what_was_done_or_a_visible_gap(changes: Any, expected: str) -> None:
    result = drafted({f"{TASK}.{key}": value for key, value in changes.items()})
    assert expected in section_text(result, 1)


def test_what_a_notice_demands_is_never_printed() -> None:
    result = drafted({f"{TASK}.要求": "必须高度重视，切实抓好落实。"})
    assert "高度重视" not in section_text(result, 1)


def test_unfinished_tasks_come_last_in_their_paragraph() -> None:
    text = section_text(drafted({f"{TASK}.状态": "推进中"}), 1)
    assert text.index("公布民生实事进展4期") < text.index("公布重大行政决策事项目录1份")


def test_tasks_without_an_aspect_are_reported_in_section_six() -> None:
    text = section_text(drafted({f"{TASK}.方面": None}), 6)
    assert "（一）信息处理费收取情况" in text
    assert "（二）年度工作要点落实情况\n公布重大行政决策事项目录1份" in text


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ("完成", "确定的8项任务中，完成7项、持续推进1项。"),
        ("不涉及", "涉及我市的7项任务中，完成6项、持续推进1项。"),
        ("未开展", "确定的8项任务中，完成6项、持续推进1项、未开展1项。"),
        (None, "确定的8项任务中，已核对7项，【待补充：其余1项任务的落实情况】。"),
    ],
)
def test_the_coverage_sentence_adds_up(state: str | None, expected: str) -> None:
    assert expected in section_text(drafted({f"{TASK}.状态": state}), 1)


def test_open_tasks_are_named_in_the_coverage_sentence() -> None:
    changes = {f"{TASK}.状态": None, f"{TASK}.落实情况": None, f"{TASK}.数据": None}
    text = section_text(drafted(changes), 1)
    assert "确定的8项任务中，已核对7项，【待补充：其余1项任务的落实情况】。" in text


def test_published_items_from_100000_up_are_given_in_wan() -> None:
    base = "总体情况.主动公开.数据"
    changes = {
        f"{base}.主动公开信息总数": 186412,
        f"{base}.政府网站发布数": 121305,
        f"{base}.政务新媒体发布数": 65107,
        f"{base}.线下公开条数": None,
        f"上年.{base}.主动公开信息总数": 180510,
    }
    assert (
        "主动公开政府信息18.64万条，较上年增长3.27%，其中政府网站12.13万条、政务新媒体6.51万条。"
        in section_text(drafted(changes), 1)
    )


@pytest.mark.parametrize(
    ("name", "self_name"),
    [
        ("云川县市场监督管理局", "我局"),
        ("青禾镇人民政府", "我镇"),
        ("江临市人民政府办公室", "我办"),
        ("江临市发展和改革委员会", "我委"),
        ("滨江街道办事处", "我街道"),
        ("江临市大数据中心", "本机关"),
    ],
)
def test_a_body_speaks_of_itself_by_the_ending_of_its_name(name: str, self_name: str) -> None:
    changes = {"机关": {"名称": name, "层级": "部门"}}
    assert f"2026年，{self_name}主动公开政府信息" in section_text(drafted(changes), 1)


def test_the_preface_abbreviates_the_law_only_if_a_later_sentence_does() -> None:
    short = "（以下简称《条例》）"
    plain, used = drafted(), drafted({"存在问题.1.问题": "对照《条例》要求，目录不全"})
    assert [short in r.render(".txt").decode() for r in (plain, used)] == [False, True]


def test_same_body_same_year_same_wording_and_another_next_year() -> None:
    text = [requests({})]
    changes = {"申请情况": 0, "机关": {"名称": "青禾镇人民政府"}, "要点": [], "上年": None}
    years = [
        section_text(drafted({**changes, "年度": year}), 1) for year in (2026, 2026, 2027, 2028)
    ]
    sentences = [re.search(r"（二）依申请公开\n(.*)", y) for y in years]
    said = [re.sub(r"\d{4}", "", m[1]) for m in sentences if m]
    assert said[0] == said[1]
    assert len(set(said[1:])) == 3
    assert text == [requests({})]


def test_a_measure_stands_behind_its_problem() -> None:
    text = section_text(drafted(), 5)
    places = [text.index(word) for word in ("职责信息", "汇总各部门", "专区利用率", "专区迁入")]
    assert places == sorted(places)


def test_one_problem_is_not_numbered() -> None:
    text = section_text(drafted({"存在问题": [{"问题": "甲", "改进": "乙"}]}), 5)
    assert text == "甲。下一步，乙。"


def test_line_breaks_inside_a_problem_or_a_task_do_not_split_the_sentence() -> None:
    problems = [{"问题": "甲一，\n甲二", "改进": "乙"}]
    result = drafted({"存在问题": problems, f"{TASK}.落实情况": "丙一，\n丙二"})
    assert section_text(result, 5) == "甲一，甲二。下一步，乙。"
    assert "丙一，丙二，决策事项11项；公布民生实事进展4期。" in section_text(result, 1)


def test_a_problem_without_a_measure_is_a_gap() -> None:
    text = section_text(drafted({"存在问题": [{"问题": "目录不全"}]}), 5)
    assert text == "目录不全。下一步，【待补充：“目录不全”的改进措施】。"


def test_every_number_in_generated_prose_remembers_its_key() -> None:
    """Digits typed by the person and those of law and calendar aside."""
    changes = {
        "存在问题": [],
        "要点": [],
        "附注": None,
        "联系": None,
        "总体情况.监督保障.数据.考评名次荣誉": None,
    }
    changes["总体情况.依申请公开.亮点"] = []
    changes["总体情况.开头"] = None
    result = drafted(changes)
    loose = [
        run.text
        for block in result.document.blocks
        if not isinstance(block, Grid) and hasattr(block, "runs")
        for run in block.runs
        if not run.key and not run.gap and re.search(r"\d", run.text)
    ]
    calendar = re.compile(r"〔2021〕30号|年1月1日[至起]*|12月31日")
    assert [text for text in loose if re.search(r"\d", calendar.sub("", text))] == []


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"复议诉讼.行政复议": {"结果维持": 1}}, "被申请行政复议【待补充：行政复议件数】件。"),
        ({"主动公开.规章": {"现行有效": 3}}, "年末现行有效规章3件。全年制发"),
        ({f"{TASK}.落实情况": None, f"{TASK}.数据": None}, "已核对7项，【待补充：其余1项"),
        ({f"{TASK}.落实情况": "2026年做了", f"{TASK}.数据.0.数": 2}, "2026年做了，决策事项2项"),
        ({"总体情况.主动公开.数据.分类公开数": {"3.15活动": 5}}, "3．15活动5条"),
        ({"上年.总体情况.主动公开.数据.主动公开信息总数": 43107}, "增加43107条，为上年的2.00倍"),
        (
            {"复议诉讼": {"未经复议直接起诉": [1, 0, 0, 0], "复议后起诉": [0, 0, 0, 1], "其余": 0}},
            "复议后起诉1件；结果维持1件，截至年末尚未审结1件；无行政复议。",
        ),
    ],
)
def test_what_is_known_is_said_and_nothing_more(changes: dict[str, Any], expected: str) -> None:
    assert expected in section_text(drafted(changes), 1)


def test_ten_problems_are_ten() -> None:
    problems = [{"问题": f"问题{n}甲", "改进": f"措施{n}乙"} for n in range(12)]
    text = section_text(drafted({"存在问题": problems}), 5)
    assert "十二是问题11甲" in text
    assert "措施11乙" in text


def test_a_gap_never_shows_marks() -> None:
    result = drafted({"存在问题": [{"问题": "全年{{申请情况.本年新收.总计}}件"}]})
    assert "【待补充：“全年547件”的改进措施】" in section_text(result, 5)
    assert not re.search("[\ue000-\ue005]", result.render(".txt").decode())


def test_a_statutory_item_with_empty_parts_is_missing_and_zeros_are_said() -> None:
    key = "总体情况.监督保障.数据.社会评议满意度"
    assert [f.code for f in drafted({key: {"发放问卷": None}}).findings] == ["GK001"]
    zeros = drafted({key: {"发放问卷": 0, "收回问卷": 0}})
    assert "本年度未组织专门的社会评议。" in section_text(zeros, 1)


@examples(60)
@given(st.lists(st.integers(0, 60), min_size=14, max_size=14))
def test_any_counts_give_sentences_without_faults_of_grammar(numbers: list[int]) -> None:
    new, carried, *rest = numbers
    rows = {
        "本年新收": {"自然人": new, "商业企业": rest[0], "其余": 0},
        "上年结转": person(carried),
        "予以公开": person(rest[1]),
        "部分公开": person(rest[2]),
        "不予公开": {"属于国家秘密": person(rest[3]), "其余": 0},
        "无法提供": {"重新": None, "本机关不掌握相关政府信息": person(rest[4]), "其余": 0},
        "结转下年度": person(rest[5]),
    }
    text = requests({k: v for k, v in rows.items() if k in (*ROWS, "结转下年度")}, last=rest[6])
    assert not re.search(r"[，；、：]{2}|[，；、：]。|。。|，；|\s|None", text), text
    assert not re.search(r"(?<!\d)0件", text), text
    assert "1件均" not in text, text
    assert not re.search("申请其中|均(?!由|予以|不予|因|作|在|已|无法)", text), text


def test_last_years_problem_without_progress_says_why() -> None:
    entry = {"上年问题": "公开栏更新慢", "进展": "计划", "佐证": "无人专管", "改进": "3月前定专人"}
    said = section_text(drafted({"存在问题": [entry]}), 5)
    assert "“公开栏更新慢”问题本年度未取得进展，原因是无人专管。3月前定专人。" in said
