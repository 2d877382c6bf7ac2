"""Tables, heads and bodies of notices as offices publish them, one fault of reading each."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from gkdraft.errors import InputError
from gkdraft.layout.resources import Resources
from gkdraft.reading.notices import read_notice
from gkdraft.report.model import Notice, Task
from helpers import notice_accuracy as accuracy
from helpers.pages import check_page
from helpers.reports import shared

TITLE = "云川县2026年政务公开工作要点\n"
LIST = "云川县2026年政务公开任务分解表\n"


def case(name: str) -> Notice:
    return read_notice(shared(f"cases/notices/{name}"), Resources())


def written(folder: Path, text: str, name: str = "通知.txt") -> Notice:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return read_notice(path, Resources())


def refusal(folder: Path, text: str) -> str:
    with pytest.raises(InputError) as caught:
        written(folder, text)
    message = str(caught.value)
    assert "\n" not in message
    return message.partition(": ")[2]


def tasks(notice: Notice) -> list[Task]:
    return [task for group in notice.groups for task in group.tasks]


def titles(notice: Notice) -> list[str]:
    return [task.title for task in tasks(notice)]


def groups(notice: Notice) -> list[tuple[str, int]]:
    return [(group.title, len(group.tasks)) for group in notice.groups]


def bodies(notice: Notice) -> list[str]:
    """甲+乙: who leads before +, who takes part behind it."""
    found = []
    for task in tasks(notice):
        others = [name for name in task.responsible if name not in task.lead]
        found.append("+".join(("、".join(task.lead), "、".join(others))).strip("+"))
    return found


def deadlines(notice: Notice) -> list[str]:
    return [task.deadline for task in tasks(notice)]


def marked(notice: Notice) -> list[bool]:
    return [bool(task.inferred) for task in tasks(notice)]


# tables ---------------------------------------------------------------------------------------


def test_bands_of_two_levels_between_tabbed_rows_keep_the_columns() -> None:
    found = case("01-tabs-two-levels.txt")
    assert groups(found) == [("围绕稳增长推进公开", 3)]
    assert bodies(found) == ["县发改局+各乡镇", "县财政局+县直各部门", "县人社局+县直各部门"]
    assert [task.subheading for task in tasks(found)] == [
        "推进项目信息公开",
        "推进项目信息公开",
        "推进就业信息公开",
    ]
    assert bodies(found) == bodies(case("01-same-as.docx"))
    assert not any(marked(found))


def test_rows_copied_without_their_merged_cells_take_them_from_above_and_say_so() -> None:
    found = case("02-browser-copy-rowspan.txt")
    assert titles(found) == [
        "公开重大项目审批信息",
        "公开项目验收结果",
        "公开就业政策",
        "公开招聘信息",
    ]
    assert bodies(found) == ["县发改局+各乡镇"] * 2 + ["县人社局+县直各部门"] * 2
    assert tasks(found)[1].demand == "按季公布。"
    assert marked(found) == [False, True, False, True]


def test_a_column_of_numbers_below_a_head_that_reaches_over_it_holds_no_titles() -> None:
    found = case("03-number-column.html")
    assert groups(found) == [("助力经济发展", 2)]
    assert titles(found) == ["开设惠企政策专题", "公布涉企收费目录"]
    assert (bodies(found), deadlines(found)) == (["县发改局", "县财政局"], ["6月底前", "持续推进"])
    found = case("03b-number-column.html")
    assert groups(found) == [("做好主动公开", 2)]
    assert titles(found) == ["规范公开专栏", "按时发布年度报告"]
    assert (bodies(found), deadlines(found)) == (["各科室", "办公室"], ["持续推进", "1月底前"])


def test_a_head_with_fewer_cells_than_its_rows_is_matched_by_what_they_hold() -> None:
    found = case("04-bars-short-header.txt")
    assert groups(found) == [("助力经济发展", 2)]
    assert titles(found) == ["开设惠企政策专题", "公布涉企收费目录"]
    assert (bodies(found), deadlines(found)) == (["县发改局", "县财政局"], ["6月底前", "持续推进"])
    assert all(marked(found))


def test_a_short_head_that_fits_nowhere_gives_no_bodies_and_says_so(tmp_path: Path) -> None:
    rows = (
        "工作任务|责任单位|时限|||\n公开甲|张三|1|李四|王五|周六|\n公开乙|张三|2|李四|王五|周六|\n"
    )
    found = written(tmp_path, LIST + rows)
    assert bodies(found) == ["", ""]
    assert deadlines(found) == ["", ""]
    assert all(marked(found))


def test_annexed_tables_are_no_tasks_and_are_named() -> None:
    found = case("05-annex-tables.docx")
    assert titles(found) == ["编制公开目录", "建设公开专区"]
    assert found.remarks[1:] == (
        "没有列为任务的表：各领域责任单位分工",
        "没有列为任务的表：联系表",
    )


ANNEXES = """附件2
联络员登记表
单位	姓名	职务	电话
县司法局	张三	股长	1234
县财政局	李四	股长	1235
附件3
工作情况统计表
序号	项目	责任单位	数量
1	公开文件	县政府办	12
2	解读材料	县政府办	6
附件4
进度安排日程表
日期	活动内容	责任单位	地点
4月1日	动员	县政府办	礼堂
5月1日	培训	县政府办	礼堂
"""  # fmt: skip


def test_contact_lists_statistics_and_schedules_below_the_tasks_are_no_tasks(
    tmp_path: Path,
) -> None:
    rows = "1\t公布决策目录\t县司法局\t6月底前\n2\t公开草案\t县财政局\t全年\n"
    found = written(tmp_path, f"{LIST}序号\t任务\t责任单位\t时限\n{rows}{ANNEXES}")
    assert titles(found) == ["公布决策目录", "公开草案"]
    assert [remark for remark in found.remarks if "没有列为" in remark] == [
        "没有列为任务的表：联络员登记表",
        "没有列为任务的表：工作情况统计表",
        "没有列为任务的表：进度安排日程表",
    ]


def test_a_printed_table_goes_on_over_pages_with_its_groups_and_merged_bodies() -> None:
    word, printed = case("06-long-table.docx"), case("06-long-table.pdf")
    assert groups(printed) == groups(word) == [("围绕稳增长推进公开", 8), ("围绕惠民生推进公开", 5)]
    assert bodies(printed) == bodies(word)
    assert [task.demand for task in tasks(printed)] == [task.demand for task in tasks(word)]
    assert printed.number == word.number == "云政办发〔2026〕3号"
    assert sum(marked(printed)) == 1  # 县发改局 above the page break


PAGES = Path(__file__).parent / "notices/pages"  # made in Word, printed by LibreOffice


@pytest.mark.parametrize("name", ["running-head", "groups-and-annex", "tall-rows"])
def test_heads_and_feet_of_pages_and_rows_cut_by_them_change_no_task(name: str) -> None:
    word = read_notice(PAGES / f"{name}.docx", Resources())
    printed = read_notice(PAGES / f"{name}.pdf", Resources())
    assert printed.title == word.title
    assert groups(printed) == groups(word)
    for left, right in zip(tasks(printed), tasks(word), strict=True):
        assert (left.title, left.demand) == (right.title, right.demand)
        assert (left.responsible, left.deadline) == (right.responsible, right.deadline)


def test_empty_lines_between_tabbed_rows_do_not_end_the_table(tmp_path: Path) -> None:
    rows = "一、甲\n1.公开甲|县司法局|报批。\n\n2.公开乙|县财政局|同步。\n\n二、乙\n"
    table = f"工作任务|责任单位|工作要求\n{rows}3.公开丙|各乡镇|公布。\n".replace("|", "\t")
    found = written(tmp_path, LIST + table)
    assert groups(found) == [("甲", 2), ("乙", 1)]
    assert bodies(found) == ["县司法局", "县财政局", "各乡镇"]
    assert not any(marked(found))


def test_a_short_row_with_a_number_is_a_task_of_its_own(tmp_path: Path) -> None:
    rows = "1|公布目录|报批。|县司法局|6月底前\n2|公开草案|县财政局|9月底前\n"
    table = f"序号|任务|要求|责任单位|时限\n{rows}".replace("|", "\t")
    found = written(tmp_path, LIST + table)
    assert titles(found) == ["公布目录", "公开草案"]
    assert bodies(found) == ["县司法局", "县财政局"]
    assert marked(found) == [False, True]


FIVE_COLUMNS = """<p>云川县2026年政务公开任务分解表</p><table>
<tr><td>序号</td><td>任务</td><td>牵头</td><td>配合</td><td>时限</td></tr>
<tr><td colspan=5>一、决策公开</td></tr>
<tr><td>1</td><td>公布决策目录</td><td rowspan=2>县司法局</td><td>县财政局</td><td>6月底</td></tr>
<tr><td>2</td><td>公开决策草案</td><td>同上</td><td>9月底</td></tr>
<tr><td colspan=5>二、政策公开</td></tr>
<tr><td>1</td><td>建设政策库</td><td>县政府办公室</td><td>各乡镇</td><td>全年</td></tr>
<tr><td>2</td><td>开展解读</td><td>同上</td><td></td><td>同上</td></tr>
</table>"""


def test_as_above_in_a_cell_is_what_stands_above_and_numbers_may_begin_again(
    tmp_path: Path,
) -> None:
    found = written(tmp_path, FIVE_COLUMNS, "分解表.html")
    assert [task.number for task in tasks(found)] == ["一1", "一2", "二1", "二2"]
    assert bodies(found) == [
        "县司法局+县财政局",
        "县司法局+县财政局",
        "县政府办公室+各乡镇",
        "县政府办公室",
    ]
    assert deadlines(found) == ["6月底", "9月底", "全年", "全年"]
    assert marked(found) == [False, True, False, True]


def test_a_copied_row_whose_cells_fit_several_columns_claims_no_lead(tmp_path: Path) -> None:
    rows = "1|公布目录|县司法局|县财政局|6月底前\n2|公开草案|县数据局|9月底前\n3|评估\n"
    table = f"序号|任务|牵头单位|配合单位|完成时限\n{rows}".replace("|", "\t")
    found = written(tmp_path, LIST + table)
    assert bodies(found) == ["县司法局+县财政局", "县数据局", "县司法局+县数据局"]
    assert marked(found) == [False, True, True]


def test_a_last_row_of_which_only_the_task_was_copied_is_a_row(tmp_path: Path) -> None:
    rows = "一、稳增长\n1.公开甲|县发改局|每月更新。\n2.公开乙|按季公布。\n3.公开丙\n"
    table = f"工作任务|责任单位|工作要求\n{rows}".replace("|", "\t")
    found = written(tmp_path, LIST + table)
    assert bodies(found) == ["县发改局"] * 3
    assert marked(found) == [False, True, True]


CELLS = """工作任务
责任单位
工作要求
完成时限
一、决策公开
1.公布决策目录
县司法局
目录报批。
报批后公布。
6月底前
2.公开决策草案
征求意见。
9月底前
3.评估执行
县政府办公室
联系人：张三
"""


def test_cells_a_line_each_are_rows_again_by_their_numbers(tmp_path: Path) -> None:
    found = written(tmp_path, LIST + CELLS)
    assert groups(found) == [("决策公开", 3)]
    assert bodies(found) == ["县司法局", "县司法局", "县政府办公室"]
    assert deadlines(found) == ["6月底前", "9月底前", ""]
    assert tasks(found)[0].demand == "目录报批。\n报批后公布。"
    assert marked(found)[1]


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("县国资委县财政局", ["县国资委", "县财政局"]),
        ("省农业厅（省委农办）省财政厅", ["省农业厅（省委农办）", "省财政厅"]),
        ("县委办公室县政府办公室", ["县委办公室", "县政府办公室"]),
        ("市委市政府", ["市委市政府"]),
        ("市市场监管局", ["市市场监管局"]),
        ("市城市管理局", ["市城市管理局"]),
        ("省编办（省审改办）", ["省编办（省审改办）"]),
    ],
)
def test_names_that_two_printed_lines_ran_together_are_two_names(
    cell: str, names: Sequence[str], tmp_path: Path
) -> None:
    found = written(tmp_path, f"{LIST}序号|任务|责任单位\n1|公开甲|{cell}\n2|公开乙|各乡镇\n")
    assert list(tasks(found)[0].responsible) == names
    assert marked(found)[0] == (len(names) > 1)


# heads ----------------------------------------------------------------------------------------


def test_a_title_over_two_lines_is_no_title_of_the_work_points() -> None:
    found = case("09-title-over-two-lines.txt")
    assert found.title == "云川县2026年政务公开工作要点"
    assert found.cover == "关于印发《云川县2026年政务公开工作要点》的通知"


def test_a_page_s_way_to_the_title_is_no_part_of_it() -> None:
    found = case("09b-breadcrumb.html")
    assert found.cover == "云川县人民政府办公室关于印发2026年政务公开工作要点的通知"
    assert found.issuer == "云川县人民政府办公室"


COVER = "云川县人民政府办公室\n2026年4月1日\n"


@pytest.mark.parametrize(
    ("lines", "cover"),
    [
        (["首页", "政务公开", "关于印发2026年政务公开工作要点的通知"], 2),
        (["云川县人民", "政府办公室关于印发2026年政务公开工作要点的通知"], 0),
        (["云川县司法局", "云川县财政局", "关于印发2026年政务公开", "工作要点的通知"], 0),
        (["政策解读", "通知公告", "云川县司法局", "关于印发2026年政务公开工作要点的通知"], 2),
    ],
)
def test_bodies_before_the_title_belong_to_it_and_menus_do_not(
    lines: Sequence[str], cover: int, tmp_path: Path
) -> None:
    head = "\n".join(lines)
    found = written(
        tmp_path, f"{head}\n各乡镇：\n现印发。\n{COVER}{TITLE}一、公开甲\n（一）公开乙。丙。\n"
    )
    assert found.cover == "".join(lines[cover:])


def test_a_forwarding_notice_without_its_annex_says_so() -> None:
    found = case("12-forwarded.txt")
    assert found.title == "云川县人民政府办公室转发市2026年政务公开工作要点文件的通知"
    assert found.remarks[1:] == (
        "附件不在这份文件里：市政办发〔2026〕4号",
        "要点不在这份文件里，只读了转发（印发）通知自己提的要求",
    )
    assert all(marked(found))


def test_a_forwarding_notice_with_its_annex_is_read_by_the_annex(tmp_path: Path) -> None:
    cover = "云川县人民政府办公室转发市政府办公室关于印发2026年政务公开工作要点的通知\n"
    text = f"{cover}各乡镇：\n现转发。\n{COVER}江临市2026年政务公开工作要点\n"
    found = written(tmp_path, f"{text}一、推进公开\n（一）公布目录。甲。\n")
    assert found.title == "江临市2026年政务公开工作要点"
    assert not any(marked(found))
    assert not any("不在" in remark for remark in found.remarks)


def test_a_letter_that_only_sends_work_points_is_refused(tmp_path: Path) -> None:
    text = f"云川县人民政府办公室关于印发2026年政务公开工作要点的通知\n各乡镇：\n现印发。\n{COVER}"
    told = refusal(tmp_path, f"{text}附件：云川县2026年政务公开工作要点\n")
    assert told == "这是印发（转发）通知，要点（附件）不在这份文件里"


def test_annexes_that_are_listed_and_missing_are_named(tmp_path: Path) -> None:
    text = f"{TITLE}一、推进公开\n（一）公布目录。甲。\n附件：1.联系人名单\n2.《统计报表》\n{COVER}"
    found = written(tmp_path, text)
    assert found.remarks[-2:] == ("附件不在这份文件里：联系人名单", "附件不在这份文件里：统计报表")
    there = written(tmp_path, f"{text}附件1\n联系人名单\n张三\n附件2\n统计报表\n")
    assert not any("不在" in remark for remark in there.remarks)


EXPLANATION = "这是政策解读，不是工作要点通知"
RESULTS = "这是落实情况的函（报告），不是工作要点通知"
NEWS = "这是新闻报道，不是工作要点通知"


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("cases/notices/08-explanation.txt", EXPLANATION),
        ("cases/notices/08b-letter-of-results.txt", RESULTS),
        ("corpus/notices/28-danjiangkou-2021-qa.txt", EXPLANATION),
        ("corpus/notices/27-xinhua-2015-news.txt", NEWS),
    ],
)
def test_what_is_no_notice_is_refused_by_what_it_is(name: str, told: str) -> None:
    with pytest.raises(InputError) as caught:
        read_notice(shared(name), Resources())
    assert str(caught.value).endswith(f": {told}")


@pytest.mark.parametrize(
    ("head", "told"),
    [
        ("《云川县2026年政务公开工作要点》政策解读", EXPLANATION),
        ("关于云川县2026年政务公开工作要点的解读", EXPLANATION),
        ("一图读懂云川县2026年政务公开工作要点", EXPLANATION),
        ("云川县2026年政务公开工作要点起草说明", EXPLANATION),
        ("云川县人民政府办公室关于2026年政务公开\n工作要点落实情况的报告", RESULTS),
        ("云川县2026年政务公开工作总结", RESULTS),
        ("本报讯（记者张三）云川县近日印发工作要点。", NEWS),
    ],
)
def test_explanations_results_and_news_are_known_by_their_titles(
    head: str, told: str, tmp_path: Path
) -> None:
    assert refusal(tmp_path, f"{head}\n一、推进决策公开\n（一）公布目录。公布12项。\n") == told


def test_results_are_known_by_their_headings(tmp_path: Path) -> None:
    text = "云川县司法局\n一、主要做法\n（一）公布目录。12项。\n二、下一步打算\n（一）加强培训。"
    assert refusal(tmp_path, text) == RESULTS


@pytest.mark.parametrize(
    "head",
    [
        "云川县人民政府办公室关于报送2026年政务公开工作落实情况\n报告的通知",
        "首页\n政务公开\n政策解读\n云川县2026年政务公开工作要点",
        "当前位置：首页 > 政务公开 > 政策解读\n关于加强2026年政策解读工作的通知",
        "云川县2026年政策解读工作要点",
    ],
)
def test_a_notice_about_explanations_or_reports_is_a_notice(head: str, tmp_path: Path) -> None:
    found = written(tmp_path, f"{head}\n一、工作内容\n（一）公布目录。甲。\n（二）报送目录。乙。\n")
    assert titles(found) == ["公布目录", "报送目录"]


def test_words_that_a_mirror_changed_are_changed_back_and_said(tmp_path: Path) -> None:
    found = written(tmp_path, f"{TITLE}一、深化资讯公开\n（一）推进财政资讯公开。甲。\n")
    assert titles(found) == ["推进财政信息公开"]
    assert "“资讯公开”改回“信息公开”" in found.remarks[-1]


# bodies ---------------------------------------------------------------------------------------


def test_sentences_below_a_titled_heading_are_its_demands() -> None:
    found = case("11-sentence-below-heading.txt")
    assert titles(found) == ["围绕法治政府建设推进公开", "围绕民生推进公开"]
    assert [task.demand.count("\n") + 1 for task in tasks(found)] == [1, 2]


def test_sentences_that_each_name_their_bodies_are_tasks(tmp_path: Path) -> None:
    text = """一、推进公开
（一）推进决策公开
1.公布目录，报批后公布。（县司法局）
2.公开草案，征求意见。（县财政局）
"""
    assert bodies(written(tmp_path, TITLE + text)) == ["县司法局", "县财政局"]


def test_steps_below_a_heading_with_text_of_its_own_are_no_tasks(tmp_path: Path) -> None:
    text = """一、做好网站维护。各部门要明确专人。
（一）凡新增栏目，先报县政府办公室备案，再行开设。
（二）凡停用栏目，一并说明原因，逐级报批。
二、做好统计。各部门要按时报送。
（一）统计范围：各部门。
"""
    assert titles(written(tmp_path, TITLE + text)) == ["做好网站维护", "做好统计"]


def test_deadlines_are_read_as_they_stand() -> None:
    found = case("10-deadlines.txt")
    assert deadlines(found) == [
        "每年内；3年内",
        "2026年上半年",
        "每季度后第一个月5日前",
        "8月底",
        "7月30日前",
        "每月10日前",
        "第三季度",
        "2026年6月底前；12月底前",
        "国庆节前",
        "自文件印发之日起30日内",
    ]
    assert all(marked(found))
    assert "没有列为任务：一、总体要求和目标" in found.remarks


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("次月5日前报送。", "次月5日前"),
        ("每季度首月10日前更新。", "每季度首月10日前"),
        ("季度终了后10个工作日内更新。", "季度终了后10个工作日内"),
        ("下半年组织一次检查。", "下半年"),
        ("省政府办公厅6月底前印发标准后，各乡镇于7月底前自查。", "7月底前"),
        ("3月底前形成初稿，征求意见后6月底前公布。", "3月底前；6月底前"),
        ("春节前公布办事指南。", "春节前"),
        ("2026年底前完成。", "2026年底前"),
        ("年内轮训一遍。", "年内"),
        ("2025年以来，公开水平不断提高。", ""),
        ("截至6月底已公布12项。", ""),
        ("前三季度的情况一并公布。", ""),
        ("9月召开会议。", ""),
        ("按照《2025年底前完成的任务》办理。", ""),
    ],
)
def test_a_deadline_in_a_sentence(sentence: str, told: str, tmp_path: Path) -> None:
    found = written(tmp_path, f"{TITLE}一、推进公开\n（一）公布目录。{sentence}\n（二）甲。乙。\n")
    assert deadlines(found) == [told, ""]


def test_aims_for_later_years_are_no_tasks_and_those_of_this_year_are(tmp_path: Path) -> None:
    text = """一、推进公开
（一）到2028年，目录全面建立。
（二）到2026年底，目录全部公布。
（三）公开甲。乙。
"""
    found = written(tmp_path, TITLE + text)
    assert titles(found) == ["到2026年底，目录全部公布", "公开甲"]
    assert "没有列为任务：一、（一）到2028年，目录全面建立" in found.remarks


def test_four_levels_and_other_marks(tmp_path: Path) -> None:
    text = """一、推进决策公开
（一）完善机制
1.公布目录。报批后公布。
（1）清理事项。
2.公开草案。征求意见。
（二）加强预公开
1)公开会议议题。
2)邀请代表列席。
（三）评估执行。
①公布方案。
②公布结果。
"""
    found = written(tmp_path, TITLE + text)
    assert titles(found) == ["公布目录", "公开草案", "公开会议议题", "邀请代表列席", "评估执行"]
    assert tasks(found)[-1].demand == "①公布方案。\n②公布结果。"


@pytest.mark.parametrize("title", ["【{}】", "**{}。**"])
def test_titles_without_numbers_are_titles(title: str, tmp_path: Path) -> None:
    lines = [f"{title.format(name)}报批后公布。" for name in ("公布目录", "公开草案")]
    found = written(tmp_path, "\n".join((f"{TITLE}一、推进公开", *lines, "二、推进解读", *lines)))
    assert titles(found) == ["公布目录", "公开草案"] * 2
    assert groups(found) == [("推进公开", 2), ("推进解读", 2)]


def test_brackets_with_who_leads_who_helps_and_until_when(tmp_path: Path) -> None:
    text = """一、推进公开
（一）公布目录。报批。（县司法局牵头，县财政局配合，6月底前）
（二）公开草案。征求意见。（县政府办公室牵头，各乡镇、县直各部门配合，全年推进）
（三）评估。公布。（县司法局，10月底前完成）
（四）解读。同步。
责任单位：同上
"""
    found = written(tmp_path, TITLE + text)
    assert bodies(found) == [
        "县司法局+县财政局",
        "县政府办公室+各乡镇、县直各部门",
        "县司法局",
        "县司法局",
    ]
    assert deadlines(found) == ["6月底前", "全年", "10月底前", ""]
    assert marked(found) == [False, False, False, True]


def test_a_person_is_no_body(tmp_path: Path) -> None:
    text = "一、推进公开\n（一）公布目录。报批。（责任人：张三；责任单位：县司法局）\n"
    found = written(tmp_path, f"{TITLE}{text}（二）公开草案。甲。（责任人：办公室）\n")
    assert bodies(found) == ["县司法局", "办公室"]
    assert "张三" in tasks(found)[0].inferred


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("联系人：王某", True),
        ("附件1：见县政府网站", True),
        ("来源：县政府办公室", True),
        ("抄送：县委办公室", True),
        ("全部目录6月底前完成印发", False),
    ],
)
def test_a_line_like_an_ending_between_two_tasks_ends_nothing(
    line: str, told: bool, tmp_path: Path
) -> None:
    text = (
        f"{TITLE}一、主动公开\n（一）公开规划\n{line}\n（二）公开预算\n二、解读\n（一）同步解读\n"
    )
    found = written(tmp_path, text)
    assert titles(found) == ["公开规划", "公开预算", "同步解读"]
    assert any(line in remark for remark in found.remarks) == told


def test_a_task_that_ends_like_a_document_is_a_task(tmp_path: Path) -> None:
    text = f"{TITLE}一、公开\n（一）公开预算。\n（二）6月底前完成印发\n（三）公开决算。\n"
    assert titles(written(tmp_path, text)) == ["公开预算", "6月底前完成印发", "公开决算"]


def test_an_annex_with_its_own_outline_is_cut_off_and_said(tmp_path: Path) -> None:
    text = (
        f"{TITLE}一、公开\n（一）公开预算。\n（二）公开决算。\n附件2\n一、填表说明\n二、报送方式\n"
    )
    found = written(tmp_path, text)
    assert titles(found) == ["公开预算", "公开决算"]
    assert "第5行起没有读：附件2" in found.remarks


def test_many_lines_like_an_ending_are_told_in_a_few_remarks(tmp_path: Path) -> None:
    lines = "附件：1.名单\n" * 24_000
    found = written(tmp_path, f"{TITLE}一、公开\n（一）公开预算。\n{lines}（二）公开决算。\n")
    assert titles(found) == ["公开预算", "公开决算"]
    assert len(found.remarks) < 20


def test_steps_below_a_line_like_an_ending_do_not_end_the_tasks(tmp_path: Path) -> None:
    steps = "（责任单位：县政府办；时限：长期）\n来源：县政府办\n1.公开甲\n2.公开乙\n"
    text = f"{TITLE}一、公开\n（一）公开预算。{steps}（二）公开决算。\n"
    assert titles(written(tmp_path, text)) == ["公开预算", "公开决算"]


def test_an_annex_named_between_two_items_takes_no_item_with_it(tmp_path: Path) -> None:
    text = f"{TITLE}一、公开\n1.公开预算。\n附件1：见县政府网站\n2.公开决算。\n"
    assert titles(written(tmp_path, text)) == ["公开预算", "公开决算"]


@pytest.mark.parametrize(
    ("told", "names", "time"),
    [
        ("责任单位：县发改局等有关部门，2026年9月底前。", "县发改局等有关部门", "2026年9月底前"),
        ("责任单位：县财政局，持续推进", "县财政局", "持续推进"),
        ("（责任单位：县审计局、县统计局（12月底前））", "县审计局、县统计局", "12月底前"),
        ("责任单位：县住建局 县交通局 8月底", "县住建局、县交通局", "8月底"),
        ("责任单位：县住建局、9月底前完成", "县住建局", "9月底前"),
        ("（牵头：县财政局；配合：各镇）", "县财政局+各镇", ""),
        ("责任单位：县发展和改革局、\n县财政局", "县发展和改革局、县财政局", ""),
    ],
)
def test_a_time_behind_a_label_is_no_body(told: str, names: str, time: str, tmp_path: Path) -> None:
    found = written(tmp_path, f"{TITLE}一、公开\n（一）公开规划。{told}\n（二）公开预算。\n")
    assert (bodies(found)[0], deadlines(found)[0]) == (names, time)
    assert not any(marked(found))


def test_what_is_no_body_behind_a_label_is_marked(tmp_path: Path) -> None:
    told = "（一）公开规划。责任单位：县财政局（张某）\n（二）公开预算。责任单位：待定\n"
    found = written(tmp_path, f"{TITLE}一、公开\n{told}")
    assert bodies(found)[0] == "县财政局"
    assert marked(found) == [True, True]


def test_labels_inside_a_cell_say_who_leads(tmp_path: Path) -> None:
    notice = written(
        tmp_path,
        f"{LIST}序号\t工作任务\t责任分工\n1\t公布决策目录\t牵头：县司法局 配合：县财政局\n"
        "2\t反馈意见采纳情况\t责任：县审计局\n3\t公布实事进度\t县统计局牵头，县民政局参加\n",
    )
    assert bodies(notice) == ["县司法局+县财政局", "县审计局", "县统计局+县民政局"]
    assert marked(notice) == [False, False, False]


def test_a_label_on_a_line_of_its_own_asks_for_the_line_below(tmp_path: Path) -> None:
    notice = written(
        tmp_path,
        f"{TITLE}一、公开\n（一）公布决策目录\n牵头单位\n县司法局\n配合单位\n县财政局、县民政局\n"
        "完成时限\n第二、四季度各一次\n目录在会后公布。\n（二）公布实事进度\n责任单位\n县统计局\n",
    )
    assert bodies(notice) == ["县司法局+县财政局、县民政局", "县统计局"]
    assert deadlines(notice) == ["第二、四季度各一次", ""]
    assert [task.demand for task in tasks(notice)] == ["目录在会后公布。", ""]


def test_a_label_that_stands_twice_below_one_task_is_marked(tmp_path: Path) -> None:
    notice = written(
        tmp_path,
        f"{TITLE}一、公开\n（一）抓住小事\n公布决策目录。\n责任单位：县司法局\n"
        "公布实事进度。\n责任单位：县统计局\n",
    )
    assert [task.inferred for task in tasks(notice)] == ["有不止一处“责任单位”"]


def test_who_signs_above_the_list_is_no_part_of_its_title(tmp_path: Path) -> None:
    notice = written(
        tmp_path,
        "关于下发云川县2026年政务公开任务台账的通知\n各单位：\n现下发给你们。\n"
        "云川县人民政府办公室\n云川县2026年政务公开任务台账\n"
        "序号\t工作任务\t责任单位\n1\t公布决策目录\t县司法局\n",
    )
    assert notice.title == "云川县2026年政务公开任务台账"


def test_cells_that_do_not_fit_their_heads_are_swapped_or_marked(tmp_path: Path) -> None:
    rows = (
        "1\t公开规划\t县发改局\t6月底",
        "2\t公开预算\t9月底\t县财政局",
        "3\t公开招生\t待定\t详见第3项",
        "4\t公开采购\t——\t7月底",
        "注：本表由县政府办解释\t\t\t",
        "5\t县审计局\t7月底\t",
        "6\t公开水价\t县水务局\t长期",
    )
    head = "序号\t工作任务\t责任单位\t完成时限\n"
    found = written(tmp_path, f"{LIST}{head}" + "\n".join(rows))
    assert titles(found) == ["公开规划", "公开预算", "公开招生", "公开采购", "公开水价"]
    assert bodies(found) == ["县发改局", "县财政局", "待定", "", "县水务局"]
    assert deadlines(found) == ["6月底", "9月底", "详见第3项", "7月底", "长期"]
    assert marked(found) == [False, True, True, False, False]
    assert groups(found) == [("", 5)]
    assert "第7行没有列入任务：注：本表由县政府办解释" in found.remarks
    assert "第8行没有任务名称，没有列为任务：5 县审计局 7月底" in found.remarks


def test_an_item_whose_text_begins_with_a_digit_is_an_item(tmp_path: Path) -> None:
    items = "1.公开规划。\n2.2026年底前完成目录。\n3.8家医院公开指南。\n4.12345热线办理结果公开。\n"
    text = f"{TITLE}一、公开\n{items}二、2026年平台建设\n5.2026年改版网站。\n6.3个栏目合并。\n"
    assert titles(written(tmp_path, text)) == [
        "公开规划",
        "2026年底前完成目录",
        "8家医院公开指南",
        "12345热线办理结果公开",
        "2026年改版网站",
        "3个栏目合并",
    ]


@pytest.mark.parametrize("figure", ["2.5亿元以上项目", "2.3万件申请", "2.4个百分点", "3.8家医院"])
def test_a_decimal_at_the_start_of_a_line_is_no_number(figure: str, tmp_path: Path) -> None:
    text = f"{TITLE}一、公开\n1.公开规划。\n{figure}全部公开。\n2.公开预算。\n"
    assert titles(written(tmp_path, text)) == ["公开规划", "公开预算"]


def test_a_numbered_label_belongs_to_the_task_above(tmp_path: Path) -> None:
    steps = "1.规划\n2.预算\n3. 责任单位：县财政局\n4.完成时限：9月底前\n"
    found = written(tmp_path, f"{TITLE}一、公开\n（一）公开文件。\n{steps}（二）答疑。\n")
    assert titles(found) == ["公开文件", "答疑"]
    assert (bodies(found)[0], deadlines(found)[0]) == ("县财政局", "9月底前")


@pytest.mark.parametrize(
    "sentence",
    ["对3月1日前印发的文件进行梳理", "与去年底前相比有提高", "更新4月底前已公开的目录"],
)
def test_a_time_that_is_past_is_no_deadline(sentence: str, tmp_path: Path) -> None:
    found = written(tmp_path, f"{TITLE}一、公开\n（一）公开规划。{sentence}。\n（二）公开预算。\n")
    assert deadlines(found) == ["", ""]


def test_headings_of_one_level_are_the_tasks(tmp_path: Path) -> None:
    text = "一、公布目录。报批后公布。\n二、公开草案。征求意见。\n三、建设政策库\n统一发布。\n"
    assert titles(written(tmp_path, TITLE + text)) == ["公布目录", "公开草案", "建设政策库"]


# real notices ---------------------------------------------------------------------------------


@pytest.mark.parametrize("name", accuracy.NAMES)
def test_nothing_in_a_real_notice_is_invented_or_wrong_without_a_mark(name: str) -> None:
    shared(name)
    found = accuracy.score(name)
    assert (found.invented, found.wrong) == ([], [])


@pytest.mark.parametrize("name", [name for name in accuracy.NAMES if name not in accuracy.DUMPS])
def test_every_task_of_a_real_notice_is_read_with_its_title_bodies_and_deadline(name: str) -> None:
    shared(name)
    found = accuracy.score(name)
    assert found.missing == []
    assert found.titles == found.groups == found.printed
    assert found.bodies == found.bodies_printed
    assert found.deadlines == found.deadlines_printed


def test_nearly_all_tasks_of_all_files_are_right() -> None:
    for name in accuracy.NAMES:
        shared(name)
    found = [accuracy.score(name) for name in accuracy.NAMES]
    printed, right = sum(s.printed for s in found), sum(s.titles for s in found)
    assert printed > 600
    assert right >= 0.98 * printed
    assert sum(s.bodies for s in found) >= 0.97 * sum(s.bodies_printed for s in found)


def test_the_page_on_notices_tells_how_well_they_are_read(pytestconfig: pytest.Config) -> None:
    for name in accuracy.NAMES:
        shared(name)
    accept = pytestconfig.getoption("--accept")
    check_page(accuracy.PAGE, accuracy.BEGIN, accuracy.END, accuracy.table(), accept)
