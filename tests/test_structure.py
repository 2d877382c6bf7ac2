"""Structure and years: what is missing, moved, renamed or of another year is told in one line."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gkdraft.pipeline import Result, open_report
from helpers.reports import HEADINGS, codes, drafted, judge_years, published_text, shared

TITLE = "江临市数据局2026年政府信息公开工作年度报告"
PREFACE = "本报告由江临市数据局编制，统计期限为2026年1月1日至2026年12月31日。"
OVERVIEW = (
    "2026年，本局推进政府信息公开工作，全年情况如下。",
    "（一）主动公开。发布各类信息14条，其中网站12条、公众号2条。",
    "（二）依申请公开。没有收到申请。",
    "（三）政府信息管理。公开目录更新2次。",
    "（四）平台建设。网站新设专栏1个。",
    "（五）监督保障。举办培训1次，32人参加。",
)
NUMERALS = "一二三四五六"


def report(
    headings: tuple[str, ...] = HEADINGS,
    preface: str = PREFACE,
    overview: tuple[str, ...] = OVERVIEW,
    problems: str = "解读形式单一，2027年增加图解。",
) -> Result:
    """A published report of one department with some parts exchanged."""
    lines = [TITLE, preface]
    for number, heading in zip(NUMERALS, headings, strict=False):
        lines.append(f"{number}、{heading}")
        if heading == HEADINGS[0]:
            lines += overview
        elif "问题" in heading:
            lines.append(problems)
    return published_text("\n".join([*lines, "无。"]))


def told(result: Result, code: str) -> list[str]:
    return [finding.message for finding in result.findings if finding.code == code]


def test_a_report_with_all_its_parts_is_left_alone() -> None:
    assert not {"GK521", "GK522", "GK523"} & set(codes(report()))


@pytest.mark.parametrize("place", range(1, 6))
def test_a_section_that_stands_nowhere_is_missing_and_said_in_one_line(place: int) -> None:
    rest = HEADINGS[:place] + HEADINGS[place + 1 :]
    (message,) = told(report(rest), "GK522")
    assert HEADINGS[place] in message


def test_a_heading_that_reading_lost_is_not_missing_while_its_words_stand_in_the_file() -> None:
    lost = "六、其他需要报告的事项：无。"
    assert not told(report(HEADINGS[:5], problems=f"解读单一。{lost}"), "GK522")


def test_a_file_that_ends_with_its_last_table_is_not_weighed_for_what_follows() -> None:
    result = open_report(shared("corpus/more/changchun-tuiyi-2023.txt"))
    assert not any("没有“五、" in message for message in told(result, "GK522"))
    assert any(item.relation == "栏目" and item.count == 2 for item in result.review.unchecked)


def test_an_opening_with_the_parts_of_section_one_lacks_its_heading() -> None:
    listed = f"本报告由{'、'.join(HEADINGS)}六部分组成。"
    (message,) = told(published_text("\n".join([TITLE, listed, *OVERVIEW])), "GK522")
    assert HEADINGS[0] in message
    assert not told(published_text("\n".join([TITLE, PREFACE, *OVERVIEW])), "GK522")


def test_a_report_without_a_title_is_of_the_year_that_its_preface_announces() -> None:
    preface = f"根据《中华人民共和国政府信息公开条例》规定，现公布{TITLE}。"
    result = published_text("\n".join([preface, "一、总体情况", *OVERVIEW]))
    assert result.draft.report.year == 2026
    assert not told(result, "GK521")


@pytest.mark.parametrize(
    "numerals", ["一二三四四五", "一二三三四五", "一二三四六七", "一一二三四五"]
)
def test_a_number_told_twice_or_left_out_is_told_once(numerals: str) -> None:
    lines = [TITLE, PREFACE]
    for number, heading in zip(numerals, HEADINGS, strict=True):
        lines += [f"{number}、{heading}", *(OVERVIEW if heading == HEADINGS[0] else ("无。",))]
    found = told(published_text("\n".join(lines)), "GK522")
    assert len([message for message in found if "编号" in message]) == 1


@pytest.mark.parametrize("place", range(1, 6))
def test_a_section_left_out_is_no_number_left_out(place: int) -> None:
    found = told(report(HEADINGS[:place] + HEADINGS[place + 1 :]), "GK522")
    assert not any("编号" in message for message in found)


def test_an_opening_of_a_report_lacks_nothing() -> None:
    result = report(HEADINGS[:1])
    assert not told(result, "GK522")
    assert any(item.relation == "栏目" for item in result.review.unchecked)


@given(st.permutations(range(6)))
def test_any_other_order_of_the_sections_is_told_once(order: list[int]) -> None:
    found = [m for m in told(report(tuple(HEADINGS[i] for i in order)), "GK522") if "次序" in m]
    # the reader takes what begins with another section for the whole
    assert len(found) == (order != sorted(order))


@given(st.permutations(range(1, 6)))
def test_any_other_order_of_the_aspects_is_told_once(order: list[int]) -> None:
    parts = [OVERVIEW[i][3:] for i in order]
    numbered = [f"（{NUMERALS[i]}）{part}" for i, part in enumerate(parts)]
    found = told(report(overview=(OVERVIEW[0], *numbered)), "GK522")
    assert len(found) == (order != sorted(order))


@pytest.mark.parametrize("inside", ["一是完善平台建设。二是强化监督检查。", "1.完善平台建设。"])
def test_what_is_numbered_inside_an_aspect_is_no_part_of_the_order(inside: str) -> None:
    assert not told(report(overview=(*OVERVIEW[:2], inside, *OVERVIEW[2:])), "GK522")
    assert not told(report(overview=(*OVERVIEW[:1], OVERVIEW[1] + inside, *OVERVIEW[2:])), "GK522")


def test_the_list_of_sections_may_stand_below_the_first_heading() -> None:
    listed = f"本报告由{'、'.join(HEADINGS)}六部分组成。"
    assert not told(report(overview=(listed, *OVERVIEW)), "GK522")


@pytest.mark.parametrize("place", range(1, 6))
def test_an_aspect_that_is_not_told_is_missing(place: int) -> None:
    rest = OVERVIEW[:place] + OVERVIEW[place + 1 :]
    assert len(told(report(overview=rest), "GK522")) == 1


def test_section_one_without_content_is_told() -> None:
    (message,) = told(report(overview=("2026年，工作平稳推进。",)), "GK522")
    assert "字" in message


@pytest.mark.parametrize(
    ("preface", "is_told"),
    [
        ("本报告分六部分：" + "，".join(HEADINGS) + "。", False),
        ("本报告分六部分：" + "，".join(HEADINGS[:4] + HEADINGS[5:]) + "。", True),
        ("本报告分五个部分：" + "，".join(HEADINGS) + "。", True),
        ("年度报告是政府信息公开的一部分。", False),
        ("本报告由五个部分组成。", True),
        ("本报告由六个部分组成。", False),
        ("落实五个部分的任务。", False),
    ],
)
def test_the_number_of_parts_in_the_preface_is_held_against_its_list(
    preface: str, is_told: bool
) -> None:
    assert bool(told(report(preface=preface), "GK522")) is is_told


def test_names_of_before_2021_are_told_in_the_preface_too() -> None:
    (message,) = told(report(preface="包括行政机关主动公开政府信息的情况等。"), "GK522")
    assert "旧的栏目名" in message


@pytest.mark.parametrize("other", [2024, 2025, 2027, 2028])
def test_a_period_of_another_year_is_an_error(other: int) -> None:
    result = report(preface=f"统计期限自{other}年1月1日起至{other}年12月31日止。")
    (finding,) = [finding for finding in result.findings if finding.code == "GK521"]
    assert finding.severity == "错误"


@pytest.mark.parametrize(
    ("period", "severity"),
    [
        ("所列数据统计时段为2025.1.1至2025.12.31。", "错误"),
        ("统计期限：2025年1月至12月。", "错误"),
        ("所列数据从2025年1月1日起至12月31日止。", "错误"),
        ("统计期限自2026年1月1日起至2026年12月30日止。", "警告"),
        ("统计期限自2026年1月1日起至2027年1月1日止。", "警告"),
    ],
)
def test_a_period_is_read_however_it_is_written(period: str, severity: str) -> None:
    found = [finding for finding in report(preface=period).findings if finding.code == "GK521"]
    assert [finding.severity for finding in found] == [severity]


@pytest.mark.parametrize(
    "period",
    [
        "统计期限自2026年01月01日起至12月31日止。",
        "统计期限为2026.1.1—2026.12.31。",
        "据统计，2026年3月1日至6月30日发布信息12条。",
    ],
)
def test_the_years_own_period_is_left_alone(period: str) -> None:
    assert not told(report(preface=period), "GK521")


@pytest.mark.parametrize(
    "sentence",
    [
        "2025年，全市主动公开政府信息86214条，较上年增加3264条。",
        "截至2025年12月31日，公开信息14条。",
        "2024年，公开信息14条。",
        "2028年，公开信息14条。",
        "据统计，2025年我局公开信息14条。",
        "在2025年，我局公开信息14条。",
    ],
)
def test_a_sentence_that_opens_with_another_year_is_told(sentence: str) -> None:
    assert len(told(report(overview=(*OVERVIEW, sentence)), "GK521")) == 1


@pytest.mark.parametrize(
    "sentence",
    [
        "2025年结转的3件申请全部办结。",
        "2025年，公开12条，2026年，公开14条。",
        "2025年度决算于8月公布。",
        "2025年底建成的平台运行良好。",
        "2024年以来，公开信息140条。",
        "2019年5月15日起施行的条例得到落实。",
        "2025年年度报告于2026年1月20日公布。",
        "2027年，将增加图解。",
        "2025年12月31日前公开的信息全部核查。",
        "2025年未办结的申请2件已经答复。",
        "在2025年的基础上，公开目录增加2类。",
        "《江临市2025年工作要点》（江政办发〔2025〕12号）的任务完成。",
    ],
)
def test_another_year_that_belongs_there_is_left_alone(sentence: str) -> None:
    assert not told(report(overview=(*OVERVIEW, sentence)), "GK521")


@pytest.mark.parametrize(
    ("problems", "is_told"),
    [
        ("2026年，我局将进一步加强培训。", True),
        ("由办公室牵头，2026年6月底前建成平台。", True),
        ("下一步，2026年我局将着力加强培训。", True),
        ("2026年，我们要进一步加强培训。", True),
        ("2026年，我局将政务公开纳入考核。", False),
        ("2026年，我局将加强政务公开纳入考核。", False),
        ("2026年6月底前已建成平台。", False),
        ("2027年，我局将进一步加强培训。", False),
    ],
)
def test_section_five_does_not_plan_for_the_year_that_is_over(problems: str, is_told: bool) -> None:
    assert bool(told(report(problems=problems), "GK521")) is is_told


def test_figures_like_last_years_are_one_note() -> None:
    last = {"上年.主动公开.行政许可": 12, "上年.主动公开.行政处罚": 999999}
    assert codes(drafted(last)).count("GK205") == 1


def test_a_published_report_told_over_again_is_one_line() -> None:
    years = [open_report(shared(f"cases/rules/k04-y{year}.txt")) for year in (1, 2)]
    _, later = judge_years(years)
    assert len(told(later, "GK504")) == 1
    assert len(told(later, "GK205")) == 1


@pytest.mark.parametrize("case", ["k07", "k10", "k11", "k29", "k31", "k71"])
def test_faulty_cases_are_found_and_their_clean_twins_are_not(case: str) -> None:
    found = set(codes(open_report(shared(f"cases/rules/{case}-fault.txt"))))
    assert found & {"GK521", "GK522"}
    clean = set(codes(open_report(shared(f"cases/rules/{case}-clean.txt"))))
    assert not clean & {"GK521", "GK522", "GK523"}


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("seeds/001_08caf9eb42603138.txt", "其他需要报告的事项"),
        ("corpus/more/xi-zhen-2022.txt", "表样"),
        ("corpus/more/hongze-2023.pdf", "表样"),
        ("corpus/more/o-laibin-ws-2023.txt", "旧的栏目名"),
        ("corpus/more/o-donghe-yj-2021.txt", "次序"),
        ("corpus/more/changchun-tuiyi-2023.txt", "监督保障"),
        ("corpus/more/zhanjiang-gongan-2021.txt", "监督保障"),
        ("corpus/more/zhanjiang-dfz-2023.txt", "监督保障"),
        ("corpus/more/o-gd-office-2023.txt", "总体情况"),
        ("corpus/more/sjz-changan-tongji-2023.txt", "依申请公开"),
    ],
)
def test_known_faults_of_real_reports_are_found(name: str, word: str) -> None:
    assert any(word in message for message in told(open_report(shared(name)), "GK522"))


def test_a_layout_of_ones_own_is_held_against_its_own_names(tmp_path: Path) -> None:
    folder = tmp_path / "templates/layouts/2030"
    folder.mkdir(parents=True)
    (folder / "layout.yaml").write_text(
        'extends: "2021"\nsince: 2030\nsections:\n'
        "  - {heading: 总体情况, template: overview.j2}\n"
        "  - {heading: 公开情况一览, form: proactive-2021}\n"
        "  - {heading: 申请情况一览, form: requests-2021}\n"
        "  - {heading: 争议情况一览, form: review}\n"
        "  - {heading: 问题与打算, template: problems.j2}\n"
        "  - {heading: 其他, template: other.j2}\n",
        encoding="utf-8",
    )
    names = ("总体情况", "公开情况一览", "申请情况一览", "争议情况一览", "问题与打算", "其他")
    lines = [TITLE.replace("2026", "2030")]
    for number, name in zip(NUMERALS, names, strict=True):
        lines += [f"{number}、{name}", *(OVERVIEW[1:] if name == "总体情况" else ())]
    path = tmp_path / "report.txt"
    path.write_text("\n".join([*lines, "无。"]), encoding="utf-8")
    assert "GK522" not in codes(open_report(path, tmp_path / "templates"))


def test_a_finding_of_prose_names_its_paragraph() -> None:
    slip = "（一）主动公开。发布各类信息14条，其中网站12条、公众号2条，占98。5%。"
    (finding,) = (
        f for f in report(overview=(OVERVIEW[0], slip, *OVERVIEW[2:])).findings if f.code == "GK510"
    )
    assert finding.locus.spot == "一、总体情况第2段"
    assert str(finding).endswith("（一、总体情况第2段）")
    assert finding.as_json()["place"] == "一、总体情况第2段"


def test_a_title_of_another_year_is_one_line() -> None:
    lines = (TITLE.replace("2026", "2025"), PREFACE, "一、总体情况", *OVERVIEW)
    found = published_text("\n".join(lines))
    assert len(told(found, "GK521")) == 1
    assert "请改正标题" in told(found, "GK521")[0]


def test_a_preface_that_lists_the_parts_is_no_part() -> None:
    listed = "全文由六部分组成：" + "；".join(
        f"{number}、{heading}" for number, heading in zip(NUMERALS, HEADINGS, strict=True)
    )
    assert not {"GK513", "GK522"} & set(codes(report(preface=f"{PREFACE}{listed}。")))


@pytest.mark.parametrize(
    "fault",
    [
        "没有办完的结转2026年继续办理。",
        "其余1项顺延至2025年。",
        "满意度较2027年提高3个百分点。",
        "本局编制了2025年政府信息公开工作年度报告。",
    ],
)
def test_a_year_that_cannot_be_is_told(fault: str) -> None:
    assert len(told(report(overview=(*OVERVIEW, fault)), "GK521")) == 1


@pytest.mark.parametrize(
    "right",
    [
        "没有办完的结转2027年继续办理。",
        "其余1项顺延至2027年。",
        "满意度较2025年提高3个百分点。",
        "2025年结转的4件全部办结。",
    ],
)
def test_a_year_that_may_be_is_left_alone(right: str) -> None:
    assert told(report(overview=(*OVERVIEW, right)), "GK521") == []
