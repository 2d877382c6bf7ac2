"""The report as data: the envelope of the data file (pydantic), and the draft around it.

Field names are English, the official Chinese term is the key in the file (alias). Everything
may be missing: what is missing is a finding, never an exception.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Literal

from pydantic import (
    ConfigDict,
    Field,
    model_validator,
)

from gkdraft.base.patterns import compile_late
from gkdraft.base.places import DataPath
from gkdraft.report.model_body import Agency, Contact, Part
from gkdraft.report.model_gathering import CONTRIBUTIONS, DIVISION, Contribution, Division
from gkdraft.report.model_types import (
    Amount,
    Count,
    Date,
    Raw,
    Telling,
    Text,
    Texts,
)

VERSION = 1
SKIP = "略"
UNPRINTED = frozenset(
    ("要求", "出处", "推断", "依据", "方面依据", "小标题", "通知标题", "读取说明", "并入", "上年")
).union(("不涉及单位", "牵头单位", "情况说明", "位置", "原文", DIVISION, CONTRIBUTIONS))
"""Keys of the envelope whose text never reaches the report."""

# 2019年 in a title, 〔2019〕 in a number; 二〇一九年 goes through _DIGITS first
_YEAR = compile_late(r"(?<!\d)(20\d{2})(?!\d)")
_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
REFERENCE = compile_late(r"\{\{\s*([^{}]+?)\s*\}\}")

State = Literal["完成", "推进中", "未开展", "不涉及"]
Progress = Literal["已完成", "推进中", "计划"]
Placement = Literal["各方面", "单列", "第六部分"]


class TaskFigure(Part):
    """任务数据: one figure that answers a task."""

    item: Text = Field("", alias="项目")
    number: Raw = Field(None, alias="数")
    unit: Text = Field("", alias="单位")


class Task(Part):
    """任务: one task of a notice and what became of it."""

    number: Text = Field("", alias="序号")
    subheading: Text = Field("", alias="小标题", description="组与任务之间还有一级时的标题，不印")
    title: Text = Field("", alias="标题")
    demand: Text = Field("", alias="要求", description="通知原文，不印")
    lead: tuple[Text, ...] = Field((), alias="牵头单位", description="通知写明的才有，不印")
    responsible: tuple[Text, ...] = Field((), alias="责任单位", description="含牵头单位，不印")
    deadline: Text = Field("", alias="时限")
    source: Text = Field("", alias="出处", description="在通知里的位置，不印")
    inferred: Text = Field("", alias="推断", description="读通知时没有把握之处，核对后可删，不印")
    aspect: Text = Field("", alias="方面", description="印在总体情况的哪个方面，建议值可改")
    aspect_reason: Text = Field("", alias="方面依据", description="为什么这样建议，不印")
    merged: Text = Field(
        "",
        alias="并入",
        description="与另一项相同时写那一项的全名，如 要点.1.组.2.任务.3，本项不再另印",
    )
    state: State | None = Field(
        None, alias="状态", description="完成、推进中、未开展、不涉及；不写的算未答"
    )
    result: Text = Field("", alias="落实情况", description="做了什么，有什么数或成果；印进报告")
    figures: tuple[TaskFigure, ...] = Field(
        (), alias="数据", description="如 - {项目: 意见征集, 数: 12, 单位: 期}"
    )
    evidence: Text = Field("", alias="依据", description="佐证材料，不印")
    telling: Telling | None = Field(
        None, alias="写法", description="正文、见本组、只列对照表；省略时同本组、同本通知"
    )


class TaskGroup(Part):
    """任务组: a level-one theme of the notice."""

    title: Text = Field("", alias="标题")
    telling: Telling | None = Field(None, alias="写法", description="本组各项的写法，各项可另写")
    placement: Placement | None = Field(
        None, alias="写入", description="本组的落实情况写在哪里；省略时同本通知"
    )
    result: Text = Field("", alias="落实情况", description="一句话交代本组没有单独写的各项")
    tasks: tuple[Task, ...] = Field((), alias="任务")


class Notice(Part):
    """工作要点: a notice whose tasks the report answers."""

    title: Text = Field("", alias="标题", description="要点本身的标题，印在书名号里")
    cover: Text = Field("", alias="通知标题", description="印发通知的标题，不印")
    number: Text = Field("", alias="文号")
    date: Date | None = Field(None, alias="成文日期")
    issuer: Text = Field("", alias="发文机关")
    remarks: tuple[Text, ...] = Field((), alias="读取说明", description="核对后可删，不印")
    placement: Placement | None = Field(
        None, alias="写入", description="各方面、单列（第一部分另起一项）、第六部分；省略时按格式"
    )
    telling: Telling | None = Field(None, alias="写法", description="各组的写法，各组、各项可另写")
    foreign: Texts = Field(
        (), alias="不涉及单位", description="责任单位都以这些字开头的任务算不涉及，如 省直"
    )
    groups: tuple[TaskGroup, ...] = Field((), alias="组")

    @property
    def years(self) -> tuple[int, ...]:
        """The years its tasks are for: in the title, else in the 文号, else of the date."""
        for text in (self.title, self.cover, self.number):
            if found := _YEAR.findall(text.translate(_DIGITS)):
                return tuple(sorted(int(year) for year in found))
        return (self.date.year,) if self.date else ()


class AspectData(Part):
    """方面: the rule it works by, indicators (read with the catalogue), highlights."""

    lead: Text = Field("", alias="做法", description="机制、规定，如 先审查后公开；写在最前面")
    data: Raw = Field(None, alias="数据", description="指标，键见指标目录")
    highlights: tuple[Text, ...] = Field(
        (), alias="亮点", description="本年的具体事项，一条一句；空一行另起一段"
    )


class Overview(Part):
    """总体情况: an opening, and what every aspect has; the aspects are the layout's."""

    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, AspectData]

    opening: Text = Field("", alias="开头", description="开头一段，70 至 110 字；不写的用一句通例")

    @property
    def aspects(self) -> Mapping[str, AspectData]:
        """What is written of each aspect, by its key."""
        return self.__pydantic_extra__


class Problem(Part):
    """存在问题: a problem, its evidence, and the measure against it."""

    problem: Text = Field("", alias="问题", description="什么事、多少、在哪里")
    evidence: Text = Field("", alias="佐证", description="数字、检查结果；印在问题之后")
    cause: Text = Field("", alias="原因", description="为什么会这样；印在佐证之后")
    measure: Text = Field("", alias="改进", description="谁、什么时候前、做什么")
    owner: Text = Field("", alias="责任单位", description="谁来改；改进里没有写的，印在改进之前")
    due: Text = Field("", alias="时限", description="什么时候前，如 2027年6月底前；印在改进之前")
    progress: Progress | None = Field(None, alias="进展", description="已完成、推进中、计划")
    prior: Text = Field("", alias="上年问题", description="上年已列的，写上年原文")


class Fees(Part):
    """信息处理费, 元 (国办函〔2020〕109号); `信息处理费: 0` says that there was none of it."""

    @model_validator(mode="before")
    @classmethod
    def _none_at_all(cls, data: object) -> object:
        # most bodies charge nothing (国办函〔2020〕109号): one 0 instead of four
        names = ("通知件数", "通知金额", "收取件数", "收取金额")
        return dict.fromkeys(names, "0") if data == "0" else data

    notices: Count | None = Field(None, alias="通知件数", description="本年发出的收费通知")
    notified: Amount | None = Field(None, alias="通知金额", description="通知收取的金额，元")
    paid: Count | None = Field(None, alias="收取件数", description="实际收到费用的件数")
    collected: Amount | None = Field(None, alias="收取金额", description="实际收到的金额，元")


class OtherMatters(Part):
    """其他事项: section six."""

    fees: Fees = Field(Fees(), alias="信息处理费")
    others: tuple[Text, ...] = Field((), alias="其他", description="其他需要报告的事项，一条一段")


class Closing(Part):
    """落款: who signs, and when; printed at the end where either is given."""

    name: Text = Field("", alias="机关", description="署名，省略时用机关名称")
    date: Date | None = Field(None, alias="日期", description="成文日期，写成 2027-01-20")


class Waiver(Part):
    """情况说明: the person's explanation of a finding."""

    rule: Text = Field("", alias="规则")
    place: Text = Field("", alias="位置")
    reason: Text = Field("", alias="说明")
    message: Text = Field("", alias="结果", description="说明的是哪条结果；数变了就不再算说明过")


class ReportSection(Part):
    """栏目: a section of a report whose body chooses its own (up to 2018)."""

    heading: Text = Field("", alias="标题")
    text: Text = Field("", alias="正文", description="本机关自己写的文字，换行即分段")
    parts: Texts = Field(
        (), alias="内容", description="由数据写成的部分，可用的名称见格式，如 申请、复议诉讼、要点"
    )
    sections: tuple["ReportSection", ...] = Field((), alias="小节")
    style: Literal["独行", "接排", "列举"] | None = Field(
        None,
        alias="编号",
        description="小节怎样编号：独行（标题独占一行）、接排（标题后接正文）、列举（一是……）",
    )


class Edit(Part):
    """修改: sentences that an editor worded anew, put in or took out in the .docx."""

    place: Text = Field("", alias="位置", description="哪一段，如 总体情况.主动公开.第2段，不印")
    before: Text = Field(
        "", alias="原文", description="程序原来写的，换行即分段；空着的是在位置之后另加一段，不印"
    )
    text: Text = Field(
        "", alias="正文", description="改成什么，数写成引用，换行即分段；写“略”是删去"
    )
    level: Count | None = Field(
        None, alias="级别", description="加的是小标题时写，2 是（一）、3 是 1.；编号由程序给"
    )


class LastYear(Part):
    """上年: what last year's report said, beside its figures; nothing of it is printed."""

    source: Text = Field("", alias="来源", description="上年报告的名称或文件名")
    overview: Overview = Field(Overview(), alias="总体情况")
    problems: tuple[Problem, ...] = Field((), alias="存在问题")


class Report(Part):
    """年度报告: the data file without its forms, which are read by their layout."""

    version: Count = Field(VERSION, alias="版本", description="数据文件的版本，不用改")
    year: Count = Field(0, alias="年度", description="报告的年度，不是编写的年度")
    layout: Text = Field("", alias="格式", description="省略时按年度确定")
    templates: Text = Field(
        "", alias="模板", description="自己的模板文件夹，写在数据文件旁边的文件夹名"
    )
    agency: Agency = Field(Agency(), alias="机关")
    contact: Contact = Field(Contact(), alias="联系")
    sections: tuple[ReportSection, ...] = Field(
        (), alias="栏目", description="自定的栏目和次序，只有 2018 年及以前的格式可以写"
    )
    notices: tuple[Notice, ...] = Field((), alias="要点")
    overview: Overview = Field(Overview(), alias="总体情况")
    problems: tuple[Problem, ...] = Field((), alias="存在问题")
    other: OtherMatters = Field(OtherMatters(), alias="其他事项")
    notes: dict[str, Text] = Field({}, alias="附注", description="表下的“注：”，键为表名")
    closing: Closing = Field(
        Closing(), alias="落款", description="印在报告末尾的署名和成文日期，空着的不印"
    )
    waivers: tuple[Waiver, ...] = Field((), alias="情况说明")
    edits: tuple[Edit, ...] = Field((), alias="修改")
    prior: LastYear = Field(LastYear(), alias="上年", description="仅供对照，从不作为本年数")
    division: Division = Field(
        Division(), alias=DIVISION, description="表、指标由哪个单位填，什么时候报回；不印"
    )
    contributions: tuple[Contribution, ...] = Field(
        (), alias=CONTRIBUTIONS, description="各单位报来的数，collect 写入；不印"
    )


@cache
def _list_fields(kind: type[Part]) -> tuple[tuple[str, str], ...]:
    """The fields of a part of the envelope, and the keys they have in the file."""
    return tuple((name, str(field.alias)) for name, field in kind.model_fields.items())


def list_texts(part: Any, path: DataPath = ()) -> Iterator[tuple[DataPath, str]]:
    """Every text of the envelope with its path in the data file."""
    if isinstance(part, str):
        yield path, part
    elif isinstance(part, Part):
        for name, alias in _list_fields(type(part)):
            yield from list_texts(getattr(part, name), (*path, alias))
        yield from list_texts(part.__pydantic_extra__, path)
    elif isinstance(part, Mapping):
        for key, value in part.items():
            yield from list_texts(value, (*path, key))
    elif isinstance(part, tuple):
        for index, value in enumerate(part):
            yield from list_texts(value, (*path, index))


def is_printed(path: DataPath) -> bool:
    """Whether the text of a key may reach the report; who is responsible only for a problem."""
    of_task = path[:1] == ("要点",) and "责任单位" in path
    return not of_task and not UNPRINTED.intersection(path)
