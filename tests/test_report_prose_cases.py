"""Contact, aspects, problems and figures in the prose of published reports: whole, or not read."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from gkdraft.layout.resources import Resources
from gkdraft.reading import published
from gkdraft.reading.published import Published
from helpers.prose_accuracy import list_gold, score_prose
from helpers.reports import SHARED, shared

Keys = Mapping[str, int]


def read(name: str) -> Published:
    return published.read_published(shared(name), Resources())


def read_text(text: str, folder: Path) -> Published:
    path = folder / "年报.txt"
    path.write_text(text, encoding="utf-8")
    return published.read_published(path, Resources())


def read_contact(text: str, folder: Path) -> Published:
    return read_text(
        f"云川县水务局2025年政府信息公开工作年度报告\n{text}\n一、总体情况\n无。\n", folder
    )


def read_section(text: str, folder: Path) -> Published:
    head = "云川县水务局2025年政府信息公开工作年度报告\n一、总体情况\n公开信息3条。\n"
    heads = "二、主动公开政府信息情况\n三、收到和处理政府信息公开申请情况\n"
    heads += "四、政府信息公开行政复议、行政诉讼情况\n五、存在的主要问题及改进情况\n"
    return read_text(f"{head}{heads}{text}\n六、其他需要报告的事项\n无。\n", folder)


def read_problems(text: str, folder: Path) -> tuple[list[str], list[str]]:
    found = read_section(text, folder)
    return list(found.problems), list(found.measures)


def read_figures(heading: str, text: str, folder: Path) -> tuple[dict[str, object], Published]:
    head = "云川县人民政府2016年政府信息公开工作年度报告\n一、概述\n"
    found = read_text(
        f"{head}统计期限自2016年1月1日起至2016年12月31日止。\n{heading}\n{text}\n", folder
    )
    return {key: figure.number for key, figure in found.figures.items()}, found


# real documents ---------------------------------------------------------------------------------

# their sections are not parted, or a page of theirs is taken for a table
UNSPLIT = {
    "corpus/suqian-city-2024.column.txt",
    "corpus/more/hongze-2023.pdf",
    "corpus/more/pingtan-2014.txt",
    "corpus/more/pingtan-2015.txt",
    "corpus/more/wps-jianping-2025.docx",
    "corpus/more/wps-jianping-2025.pdf",
}


@pytest.mark.parametrize("name", list(list_gold()))
def test_nothing_in_the_prose_of_a_real_report_is_read_wrong_or_cut(name: str) -> None:
    shared(name)
    found = score_prose(SHARED, name)
    assert found.wrong == ()
    assert found.missing == () or name in UNSPLIT


# contact ----------------------------------------------------------------------------------------


def test_an_address_comes_whole_and_wide_digits_are_narrow() -> None:
    assert dict(read("cases/reports/05-contact.txt").contact) == {
        "地址": "云川县滨河大道90号行政中心（B座）3楼302室",
        "邮编": "223100",
        "电话": "0517-87290606",
        "邮箱": "ycsw@163.com",
    }
    assert read("cases/prose/address-with-space.txt").contact["地址"] == "云川县城关镇人民路8号"
    assert read("cases/prose/address-cut-in-pdf.pdf").contact["地址"] == "江临市滨江大道1号"


def test_the_address_of_a_mirror_is_not_the_site_of_the_body() -> None:
    found = read("corpus/more/o-guangzhou-mirror-2023.txt")
    assert "网址" not in found.contact
    assert any("www.156152.com" in remark for remark in found.remarks)


@pytest.mark.parametrize(
    ("text", "contact"),
    [
        (
            "如有疑问请联系（地  址：云川县 滨河大道90号，邮  编：２２３１００，"
            "电  话：０５１７－８７２９０６０６，传  真：0517-87290600，E-mail：yc@yc.gov.cn）。",
            {
                "地址": "云川县滨河大道90号",
                "邮编": "223100",
                "电话": "0517-87290606",
                "邮箱": "yc@yc.gov.cn",
            },
        ),
        (
            "联系地址：云川县滨河大道90号\n邮政编码：223100\n联系电话：0517-87290606、87290607",
            {"地址": "云川县滨河大道90号", "邮编": "223100", "电话": "0517-87290606、87290607"},
        ),
        (
            "地址：云川县滨河大道90号行政\n中心B座302室，邮编：223100",
            {"地址": "云川县滨河大道90号行政中心B座302室", "邮编": "223100"},
        ),
        (
            "请联系（地址：云川县滨河大道\n90号，电话：0517-\n87290606，电子信箱：yc@\nyc.gov.cn）。",
            {"地址": "云川县滨河大道90号", "电话": "0517-87290606", "邮箱": "yc@yc.gov.cn"},
        ),
        (
            "地址：云川县滨河大道90号\n行政中心东侧裙楼\n邮编：223100",
            {"地址": "云川县滨河大道90号行政中心东侧裙楼", "邮编": "223100"},
        ),
        (
            "联系地址：云川县滨河大道90号，欢迎来电，电话：0517-87290606。",
            {"地址": "云川县滨河大道90号", "电话": "0517-87290606"},
        ),
        ("地址：云川县滨河大道90号\n云川县水务局办公室", {"地址": "云川县滨河大道90号"}),
        (
            "联系（地址:云川县人民路5号,政务中心3楼,传真:0500-5550101,电话:0500-5550100）",
            {"地址": "云川县人民路5号,政务中心3楼", "电话": "0500-5550100"},
        ),
        ("联系方式：邮编:电话:传真:", {}),
        ("如有疑问，请致电0500-5550100。", {"电话": "0500-5550100"}),
        ("咨询电话：12345，联系电话：0500-5550100", {"电话": "0500-5550100"}),
        ("监督举报电话：0500-5550199；传真：0500-5550101。", {}),
        ("电话/传真：0500-5550100。", {"电话": "0500-5550100"}),
        ("公开查阅点地址：云川县档案馆一楼。", {}),
        (
            "电子版可在云川县人民政府网站（http://www.yc.gov.cn/xxgk/）下载。",
            {"网站名称": "云川县人民政府网站", "网址": "www.yc.gov.cn/xxgk"},
        ),
    ],
)
def test_contact_is_read_in_full_however_it_is_printed(
    text: str, contact: dict[str, str], tmp_path: Path
) -> None:
    assert dict(read_contact(text, tmp_path).contact) == contact


@pytest.mark.parametrize(
    "text",
    [
        "信访电话：0500-5550199。联系单位：办公室，电话：0500-5550100。",
        "受理电话：0500-5550199。联系电话：0500-5550100。",
        "县水务局值班电话：0500-5550199，联系人：王某，电话：0500-5550100。",
        "投诉受理电话（县纪委）：0500-5550199；咨询电话：0500-5550100。",
        "电话（信访）：0500-5550199，电话（办公室）：0500-5550100，联系地址：云川县。",
        "举报投诉请联系县纪委，电话：0500-5550199。报告疑问请联系办公室，电话：0500-5550100。",
        "如需投诉，请拨打0500-5550199。如有疑问，联系电话：0500-5550100。",
        "水费电话：0500-5550199；联系电话：0500-5550100。",
        "联系人：王某，电话13900001234；办公电话：0500-5550100。",
        "联系人：王某，联系电话：13900001234，电话：0500-5550100。",
        "联系电话：0500-5550100，咨询电话：5550100。",
    ],
)
def test_the_telephone_is_that_of_the_contact_and_of_no_other_office(
    text: str, tmp_path: Path
) -> None:
    found = read_contact(text, tmp_path)
    assert found.contact["电话"] == "0500-5550100"
    assert not any("两个电话" in remark for remark in found.remarks)


def test_the_telephone_of_another_office_is_not_read_even_alone(tmp_path: Path) -> None:
    assert (
        "电话" not in read_contact("信访电话：0500-5550199，联系科室：办公室。", tmp_path).contact
    )
    found = read_contact("投诉请联系县纪委，请致电0500-5550199。", tmp_path)
    assert "电话" not in found.contact
    assert any("0500-5550199 像是投诉" in remark for remark in found.remarks)
    both = read_contact("如有疑问或投诉，请联系办公室，电话：0500-5550100。", tmp_path)
    assert both.contact["电话"] == "0500-5550100"


def test_two_telephones_of_equal_standing_are_told(tmp_path: Path) -> None:
    found = read_contact("联系电话：0500-5550100；咨询电话：0500-5550199。", tmp_path)
    assert found.contact["电话"] == "0500-5550100"
    assert any("两个电话：0500-5550100、0500-5550199" in remark for remark in found.remarks)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("地址：云川县滨河大道90号行政\n云川县水务局", "地址"),
        ("联系（地址：云川县滨河大道90号（行政中心B座，邮编：223100", "地址"),
        ("联系电话：0517-8729****", "电话"),
        ("联系电话：0517-872906", "电话"),
        ("联系邮箱：yc#163.com", "邮箱"),
        ("电子信箱：[email protected]", "邮箱"),
        ("联系地址：云川县，邮编：22310", "邮编"),
    ],
)
def test_of_a_contact_whose_end_is_open_nothing_is_read_and_that_is_said(
    text: str, key: str, tmp_path: Path
) -> None:
    found = read_contact(text, tmp_path)
    assert key not in found.contact
    assert any(f"联系方式里的{key}“" in remark for remark in found.remarks)


# aspects ----------------------------------------------------------------------------------------

ASPECTS = ["主动公开", "依申请公开", "政府信息管理", "平台建设", "监督保障"]


def test_a_heading_with_a_comma_names_its_aspect() -> None:
    found = read("cases/reports/14-aspect-head-with-comma.txt").overview
    assert dict(found) == {
        "主动公开": ("公开信息100条。",),
        "依申请公开": ("收到申请2件，均已答复",),
        "政府信息管理": ("建立审核制度。",),
        "平台建设": ("开设专栏2个。",),
        "监督保障": ("开展培训1次。",),
    }


@pytest.mark.parametrize(
    ("text", "aspects"),
    [
        (
            "（一）主动公开。甲事。（二）依申请公开。乙事。（三）政府信息管理。丙事。"
            "（四）政府信息公开平台建设。丁事。（五）监督保障。戊事。",
            ASPECTS,
        ),
        ("1.主动公开情况\n甲事。\n2.依申请公开情况\n乙事。", ASPECTS[:2]),
        ("1.主动公开情况。甲事。1.规章2件。2.依申请公开情况。乙事。", ASPECTS[:2]),
        ("主动公开情况\n甲事。\n依申请公开\n乙事。\n政府信息管理\n丙事。", ASPECTS[:3]),
        ("一是主动公开情况。甲事。二是依申请公开情况。乙事。", ASPECTS[:2]),
        (
            "（一）强化主动公开，提升透明度\n甲事。\n（二）强化监督与保障\n乙事。",
            ["主动公开", "监督保障"],
        ),
        ("（一）加强平台建设，深化主动公开\n甲事。\n（二）规范依申请公开\n乙事。", ["依申请公开"]),
        (
            "（一）主动公开平台建设情况\n甲事。\n（二）主动公开情况\n乙事。",
            ["平台建设", "主动公开"],
        ),
        ("（一）公开体系更加完善\n1.主动公开规划信息。甲事。\n2.公开平台集约。乙事。", []),
        ("（一） 主 动 公 开\n甲事。\n（二）标准化建设\n乙事。", ["主动公开"]),
    ],
)
def test_aspects_are_known_by_whole_words_of_their_headings(
    text: str, aspects: list[str], tmp_path: Path
) -> None:
    head = "云川县水务局2025年政府信息公开工作年度报告\n一、总体情况\n"
    found = read_text(f"{head}{text}\n二、主动公开政府信息情况\n", tmp_path)
    assert list(found.overview) == aspects
    assert all("（" not in line for lines in found.overview.values() for line in lines)


# problems and measures --------------------------------------------------------------------------


@pytest.mark.parametrize("mark", ["● ", "——", "■"])
def test_aspects_behind_a_mark_of_any_kind_are_known(mark: str, tmp_path: Path) -> None:
    head = "云川县水务局2025年政府信息公开工作年度报告\n"
    found = read_text(
        f"{head}1．总体情况\n{mark}主动公开：公开信息3条。\n{mark}监督保障。开展自查4次。\n"
        "2．主动公开政府信息情况\n",
        tmp_path,
    )
    assert found.overview == {"主动公开": ("公开信息3条。",), "监督保障": ("开展自查4次。",)}


def test_a_heading_over_two_lines_is_no_title_of_measures(tmp_path: Path) -> None:
    head = "云川县水务局2025年政府信息公开工作年度报告\n一、总体情况\n公开信息3条。\n"
    heads = "三、收到和处理政府信息公开申请情况\n五、存在的主要问题\n及改进情况\n"
    found = read_text(f"{head}{heads}（一）解读形式单一。\n（二）更新不够及时。\n", tmp_path)
    assert (found.problems, found.measures) == (tuple(TWO), ())


def test_a_paragraph_below_an_item_that_nothing_tells_of_is_said_to_be_left(
    tmp_path: Path,
) -> None:
    head = "（{}）解读有文无图\n全年解读材料中纯文字的占六成以上，篇幅较长，读起来不够明白{}。\n"
    below = "我们委托高校组建可视化团队，下半年图表类解读占比提高。\n"
    found = read_section(head.format("一", "") + below + head.format("二", "了"), tmp_path)
    assert not found.measures
    told = "存在问题里有 1 段看不出是问题还是改进，没有读；第一段：我们委托高校组建可视化团队"
    assert any(remark.startswith(told) for remark in found.remarks)


def test_a_note_in_brackets_below_a_heading_is_no_part_of_it(tmp_path: Path) -> None:
    note = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
    found = read_section(note, tmp_path)
    headings = [section.heading for section in found.sections]
    assert "存在的主要问题及改进情况" in headings


def test_a_heading_is_no_problem_and_clauses_without_marks_are() -> None:
    headed = read("cases/reports/08-problem-head-is-no-problem.txt")
    assert headed.problems == ("解读主动性不强", "留言回复效率有待提高", "队伍专业化有待提升")
    assert headed.measures == ("完善主动公开联动机制", "加强平台建设")
    told = read("cases/reports/09-problems-without-marks.txt")
    assert told.problems == ("个别部门研判能力不足", "答复文书规范性有待提升", "协调机制尚需完善")
    assert told.measures == ("规范办理", "加强研究", "加强培训")


TWO = ["解读形式单一", "更新不够及时"]
DONE = ["丰富解读形式", "按月更新栏目"]


@pytest.mark.parametrize(
    ("text", "problems", "measures"),
    [
        ("存在一些不足，主要是：解读形式单一；更新不够及时等。", TWO, []),
        ("工作中还存在解读形式单一、更新不够及时等问题。", TWO, []),
        ("还存在一些问题，如解读形式单一，更新不够及时。", TWO, []),
        (
            "（一）存在问题\n1.解读形式单一。\n2.更新不够及时。\n（二）改进措施\n"
            "1.丰富解读形式。\n2.按月更新栏目。",
            TWO,
            DONE,
        ),
        (
            "（一）存在的问题：一是解读形式单一，二是更新不够及时。"
            "（二）下一步打算：一是丰富解读形式，二是按月更新栏目。",
            TWO,
            DONE,
        ),
        (
            "存在以下不足：①解读形式单一；②更新不够及时。针对以上问题，我局将："
            "①丰富解读形式；②按月更新栏目。",
            TWO,
            DONE,
        ),
        (
            "一是解读形式单一。下一步，丰富解读形式。二是更新不够及时。下一步，按月更新栏目。",
            TWO,
            DONE,
        ),
        (
            "（一）解读形式单一。改进措施：丰富解读形式。（二）更新不够及时。改进措施：按月更新栏目。",
            TWO,
            DONE,
        ),
        (
            "主要问题：一是解读形式单一；二是更新不够及时。改进措施：一是丰富解读形式。逐件配图。"
            "二是按月更新栏目。",
            TWO,
            ["丰富解读形式。逐件配图", "按月更新栏目"],
        ),
        (
            "（一）上年问题整改情况。已全部完成。（二）存在的主要问题。一是解读形式单一。"
            "二是更新不够及时。（三）改进措施。一是丰富解读形式。二是按月更新栏目。",
            TWO,
            DONE,
        ),
        (
            "一是解读形式单一。二是更新不够及时。因此，从以下方面改进：（一）丰富解读形式。1、配图。"
            "2、配音。（二）按月更新栏目。二○二六年一月二十日",
            TWO,
            ["丰富解读形式。1、配图。2、配音", "按月更新栏目"],
        ),
        (
            "（一）问题\n解读单一，第二十条第（五）项更新慢。\n（二）措施\n丰富解读。",
            ["解读单一，第二十条第（五）项更新慢"],
            ["丰富解读"],
        ),
        (
            "一、不足\n一是解读形式单一。\n二是更新不够及时。\n二、打算\n一是丰富解读形式。\n"
            "二是按月更新栏目。",
            TWO,
            DONE,
        ),
        (
            "问题一：解读形式单一。改进措施：丰富解读形式。\n"
            "问题二：更新不够及时。改进措施：按月更新栏目。",
            TWO,
            DONE,
        ),
        (
            "问题1：解读形式单一。\n整改措施：丰富解读形式。\n"
            "问题2：更新不够及时。\n整改措施：按月更新栏目。",
            TWO,
            DONE,
        ),
        (
            "问题一：解读形式单一。问题二：更新不够及时。措施一：丰富解读形式。"
            "措施二：按月更新栏目。",
            TWO,
            DONE,
        ),
        (
            "问题①解读形式单一。\n→改进①丰富解读形式。\n问题②更新不够及时。\n"
            "→改进②按月更新栏目。\n▼",
            TWO,
            DONE,
        ),
        (
            "问题1：解读形式单一。\n对策：丰富解读形式。\n"
            "问题2：更新不够及时。\n对策：按月更新栏目。",
            TWO,
            DONE,
        ),
        (
            "存在的问题：1.2025年公开少，比率1.5。2.3个栏目未更新。",
            ["2025年公开少，比率1.5", "3个栏目未更新"],
            [],
        ),
        ("存在的问题：1.公开少，仅占：2.5%。2.更新慢。", ["公开少，仅占：2.5%", "更新慢"], []),
        ("工作虽然取得一定成效，但与群众期待还有差距。", [], []),
        ("工作中没有发现明显问题，群众满意度较高。", [], []),
        ("一是本年度不存在突出问题。二是更新不够及时。", TWO[1:], []),
        ("虽未发现重大问题，但更新不够及时。下一步，按月更新栏目。", TWO[1:], DONE[1:]),
        ("无。", [], []),
    ],
)
def test_problems_and_measures_are_listed_whole_and_apart(
    text: str, problems: list[str], measures: list[str], tmp_path: Path
) -> None:
    assert read_problems(text, tmp_path) == (problems, measures)


@pytest.mark.parametrize(
    "past",
    [
        "针对2024年存在的内容陈旧、公开不全问题，我局已完成整改。",
        "去年查摆的内容陈旧问题已全部整改到位，",
        "2024年存在的问题：1.内容陈旧；2.公开不全。均已整改完成。",
        "2024年度存在的不足：一是内容陈旧。二是公开不全。已全部整改。",
        "对照2024年度报告指出的以下问题，我局已完成整改：1.内容陈旧。2.公开不全。",
    ],
)
def test_the_solved_problems_of_last_year_are_none_of_this_years(past: str, tmp_path: Path) -> None:
    text = f"{past}2025年仍存在以下不足：1.解读形式单一；2.更新不够及时。"
    assert read_problems(text, tmp_path) == (TWO, [])


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("存在问题：解读形式单一。原因是人员不足。", ["解读形式单一。原因是人员不足"]),
        ("存在问题：解读形式单一。原因：一是人员不足；二是经费不足。", TWO[:1]),
        (
            "存在问题：一是解读形式单一。二是更新不够及时。主要原因：一是人员不足。二是经费不足。",
            TWO,
        ),
        (
            "（一）存在问题\n一是解读形式单一。二是更新不够及时。\n（二）原因分析\n一是人员不足。",
            TWO,
        ),
        (
            "一是解读形式单一。主要原因：1.人员不足。2.经费不足。二是更新不够及时。",
            ["解读形式单一。主要原因：1.人员不足。2.经费不足", "更新不够及时"],
        ),
    ],
)
def test_a_cause_is_no_problem_of_its_own(text: str, problems: list[str], tmp_path: Path) -> None:
    measures = "改进措施：丰富解读形式。"
    assert read_problems(f"{text}\n{measures}", tmp_path) == (problems, DONE[:1])


@pytest.mark.parametrize(
    ("text", "measures"),
    [
        ("一是解读形式单一。针对这一问题，丰富解读形式。二是更新不够及时。", [DONE[0], ""]),
        ("一是解读形式单一。二是更新不够及时。针对该问题，按月更新栏目。", ["", DONE[1]]),
        ("解读形式单一。针对这一问题，丰富解读形式。更新不够及时。", [DONE[0], ""]),
        (
            "一是解读形式单一。针对此问题，丰富解读形式。二是更新不够及时。\n"
            "下一步，我局将加强培训。",
            [DONE[0], ""],
        ),
        (
            "一是解读形式单一。针对这一问题，丰富解读形式。二是更新不够及时。"
            "下一步，我局将：一是加强培训。二是加强考核。",
            [DONE[0], ""],
        ),
    ],
)
def test_a_problems_own_measure_stands_beside_it_and_what_is_not_paired_is_said(
    text: str, measures: list[str], tmp_path: Path
) -> None:
    found = read_section(text, tmp_path)
    expected: list[dict[str, str]] = []
    for problem, measure in zip(TWO, measures, strict=True):
        expected.append({"问题": problem, "改进": measure} if measure else {"问题": problem})
    assert found.paired_problems == expected
    assert any("其余没有对应" in remark for remark in found.remarks)


def test_a_measure_for_every_problem_in_its_item_is_paired(tmp_path: Path) -> None:
    text = "一是解读形式单一。针对这一问题，丰富解读形式。二是更新不够及时。今年已建立台账。"
    found = read_section(f"{text}三是队伍有待加强。下一步，将加强培训。", tmp_path)
    assert [entry["改进"] for entry in found.paired_problems] == [
        "丰富解读形式",
        "今年已建立台账",
        "将加强培训",
    ]


@pytest.mark.parametrize(
    "measures",
    [
        "（一）针对更新问题，按月检查栏目。（二）针对解读问题，配图配音。",
        "（一）按月更新栏目。（二）丰富解读形式。",
    ],
)
def test_measures_in_another_order_than_the_problems_are_not_paired_and_that_is_said(
    measures: str, tmp_path: Path
) -> None:
    text = f"存在问题：（一）解读形式单一。（二）更新不够及时。\n改进措施：{measures}"
    found = read_section(text, tmp_path)
    assert found.paired_problems == [{"问题": TWO[0]}, {"问题": TWO[1]}]
    assert len(found.measures) == 2
    assert any("次序" in remark for remark in found.remarks)


def test_measures_that_are_not_as_many_as_the_problems_are_not_paired_and_that_is_said() -> None:
    found = read("corpus/pingtan-2020.txt")
    assert (len(found.problems), len(found.measures)) == (3, 4)
    assert any("条数不同" in remark for remark in found.remarks)


# figures in sentences ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "figures"),
    [
        ("03-part-taken-for-whole.txt", {"公开情况.主动公开": 2000}),
        (
            "03b-part-and-part.txt",
            {
                "公开情况.主动公开": 2000,
                "申请情况.受理": 7,
                "申请情况.渠道.网络": 3,
                "申请情况.渠道.信函": 4,
                "复议诉讼.行政复议.合计": 0,
            },
        ),
        (
            "22-correct-report-gets-an-error.txt",
            {
                "申请情况.受理": 23,
                "申请情况.渠道.当面": 14,
                "申请情况.渠道.传真": 1,
                "申请情况.渠道.信函": 8,
                "申请情况.结果.属于已主动公开范围": 8,
                "申请情况.结果.同意公开": 15,
            },
        ),
        (
            "25-other-applications-taken-for-these.txt",
            {"申请情况.受理": 0, "复议诉讼.行政复议.合计": 0},
        ),
        (
            "26-none-received-is-not-zero.txt",
            {"申请情况.受理": 0, "复议诉讼.行政复议.合计": 0, "复议诉讼.行政诉讼.合计": 0},
        ),
    ],
)
def test_figures_of_sentences_are_what_the_sentence_tells(name: str, figures: Keys) -> None:
    found = read(f"cases/reports/{name}")
    assert {key: figure.number for key, figure in found.figures.items()} == figures
    assert found.unread == ()


DISCLOSED, RECEIVED = "公开情况.主动公开", "申请情况.受理"


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("全县主动公开政府信息 2000 条，其中县直部门 1200 条。", {DISCLOSED: 2000}),
        ("县直各部门主动公开政府信息1200条。各乡镇主动公开政府信息800条。", {}),
        ("县教育局主动公开政府信息300条，县民政局主动公开政府信息200条。", {}),
        ("通过政府网站、政务微博等渠道主动公开政府信息1500条。", {DISCLOSED: 1500}),
        (
            "通过县政府网站主动公开政府信息1200条，通过政务微博主动公开政府信息300条。",
            {"公开情况.渠道.政府网站": 1200},
        ),
        ("制作政府信息3000条，其中主动公开政府信息2000条。", {DISCLOSED: 2000}),
        ("截至2016年底，累计主动公开政府信息20000条。", {}),
        ("2015年，主动公开政府信息1800条；2016年，主动公开政府信息2300条。", {DISCLOSED: 2300}),
        ("去年主动公开政府信息1800条，今年主动公开政府信息2300条。", {DISCLOSED: 2300}),
        ("上年度主动公开政府信息1800条。", {}),
        ("累计主动公开政府信息12350条，2016年新增350条。", {}),
        ("自2016年1月1日起至12月31日，主动公开政府信息2300条。", {DISCLOSED: 2300}),
        ("按照2015年印发的办法，2016年主动公开政府信息2300条。", {DISCLOSED: 2300}),
        (
            "2008年以来累计主动公开政府信息20000条，其中2016年主动公开政府信息2000条。",
            {DISCLOSED: 2000},
        ),
    ],
)
def test_a_part_is_never_taken_for_the_whole(text: str, figures: Keys, tmp_path: Path) -> None:
    found, report = read_figures("二、主动公开政府信息情况", text, tmp_path)
    assert found == figures
    assert report.unread == ()


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("共收到信函申请4件、网上申请3件。", {"申请情况.渠道.信函": 4, "申请情况.渠道.网络": 3}),
        (
            "行政审批局受理许可申请3200件，办结3100件。全县收到政府信息公开申请7件，办结7件。",
            {RECEIVED: 7, "申请情况.办结": 7},
        ),
        ("便民服务中心共受理3200件。其中办结3100件。", {}),
        ("2016年，我局未收到政府信息公开申请。", {RECEIVED: 0}),
        ("本机关没有收到公民、法人和其他组织提出的政府信息公开申请。", {RECEIVED: 0}),
        ("未收到当面申请，收到网上申请3件。", {"申请情况.渠道.网络": 3}),
        ("县教育局未收到政府信息公开申请。", {}),
        ("未收到要求减免费用的申请。", {}),
        ("收到政府信息公开申请1200件，办结1,150件。", {RECEIVED: 1200, "申请情况.办结": 1150}),
    ],
)
def test_other_applications_and_parts_are_not_the_applications_received(
    text: str, figures: Keys, tmp_path: Path
) -> None:
    assert read_figures("三、依申请公开政府信息情况", text, tmp_path)[0] == figures


REVIEWS, LAWSUITS = "复议诉讼.行政复议.合计", "复议诉讼.行政诉讼.合计"


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("全县未发生因政府信息公开被申请行政复议、提起行政诉讼的情况。", {REVIEWS: 0, LAWSUITS: 0}),
        ("没有政府信息公开行政复议案件，收到行政诉讼案件2件。", {REVIEWS: 0, LAWSUITS: 2}),
        ("全年无行政复议、行政诉讼和申诉。", {REVIEWS: 0, LAWSUITS: 0}),
        ("未收到有关政府信息公开的行政复议申请。", {REVIEWS: 0}),
        ("未发生行政复议被纠错、行政诉讼败诉的情况。", {}),
        ("行政复议、行政诉讼共5件。", {}),
    ],
)
def test_none_is_zero_only_where_there_was_none_at_all(
    text: str, figures: Keys, tmp_path: Path
) -> None:
    assert read_figures("二、行政复议和行政诉讼情况", text, tmp_path)[0] == figures


# tables of statistics ---------------------------------------------------------------------------


def test_a_table_of_statistics_run_together_is_no_problem_and_read_where_it_parts_one_way() -> None:
    found = read("cases/reports/04-statistics-table-becomes-problems.txt")
    assert found.problems == ("人员变动频繁，工作衔接不够", "公开形式比较单一")
    assert found.measures == ()
    assert {key: figure.number for key, figure in found.figures.items()} == {
        "公开情况.主动公开": 500,
        "公开情况.渠道.政府公报": 20,
        "申请情况.受理": 3,
        "申请情况.渠道.当面": 1,
        "申请情况.渠道.网络": 2,
        "申请情况.结果.同意公开": 2,
        "申请情况.结果.不同意公开": 1,
        "复议诉讼.行政复议.合计": 0,
    }
    # 4|801400 and 480|1400 are both possible
    (unread,) = found.unread
    assert (unread.key, "4801400" in unread.reason) == ("公开情况.渠道.政府网站", True)
    assert found.figures["申请情况.受理"].confidence == "推断"


def test_of_a_table_in_columns_the_years_is_read_and_what_has_no_cell_is_named() -> None:
    found = read("cases/reports/04b-statistics-table-in-columns.txt")
    assert found.figures["公开情况.主动公开"].number == 2543
    assert found.figures["申请情况.渠道.网络"].number == 1
    assert found.figures["复议诉讼.行政复议.合计"].number == 0
    assert found.unread == ()
    assert any("信函、传真申请数" in remark for remark in found.remarks)


HEAD = "指标名称 计量单位 2016年度 历年累计"


@pytest.mark.parametrize(
    ("table", "disclosed", "received"),
    [
        (f"{HEAD} 主动公开信息数 条 500 1500 受理依申请公开信息总数 条 3 20", 500, 3),
        (
            "\n".join(f"{HEAD} 主动公开信息数 条 500 1500 受理依申请公开信息总数 条 3 20".split()),
            500,
            3,
        ),
        (
            "指标名称 计量单位 历年累计 2016年度\n主动公开信息数 条 1500 500\n"
            "受理依申请公开信息总数 条 20 3",
            500,
            3,
        ),
        (
            "统计指标 单位 统计数\n一、主动公开情况\n（一）主动公开政府信息数 条 500\n"
            "三、依申请公开情况\n（一）收到申请数 件 3\n1.当面申请数 件 1",
            500,
            3,
        ),
        (
            "指标名称 单位 2015年度 2016年度 历年累计\n主动公开信息数 条 400 500 1500\n"
            "受理依申请公开信息总数 条 1 3 20",
            500,
            3,
        ),
        (
            "指标名称 单位 2015年度 历年累计\n主动公开信息数 条 400 1500\n"
            "受理依申请公开信息总数 条 1 20",
            None,
            None,
        ),
        ("主动公开信息数条5001500受理依申请公开信息总数条320行政复议数条00", None, None),
    ],
)
def test_no_row_of_a_table_of_statistics_is_prose_and_no_sum_of_years_a_years_figure(
    table: str, disclosed: int | None, received: int | None, tmp_path: Path
) -> None:
    text = f"一是解读不够深入；二是更新不够及时。附件：云川县2016年政府信息公开情况统计表 {table}"
    found, report = read_figures("二、存在的主要问题及改进措施", text, tmp_path)
    assert (found.get(DISCLOSED), found.get(RECEIVED)) == (disclosed, received)
    assert (report.problems, report.measures) == (("解读不够深入", "更新不够及时"), ())
    told = "".join("".join(section.paragraphs) for section in report.sections)
    assert "信息数" not in told
    unread = {cell.key for cell in report.unread}
    assert ({DISCLOSED, RECEIVED} <= unread) == (disclosed is None)


def test_a_table_that_says_something_else_than_the_sentence_is_not_believed(tmp_path: Path) -> None:
    text = f"全县主动公开政府信息510条。\n三、附表\n{HEAD}\n主动公开信息数 条 500 1500\n"
    found, report = read_figures("二、主动公开政府信息情况", text, tmp_path)
    assert DISCLOSED not in found
    assert [cell.reason for cell in report.unread] == ["读到两个数：510、500"]
