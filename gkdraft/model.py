"""The report as data: the envelope of the data file (pydantic) and its figures.

Field names are English, the official Chinese term is the key in the file (alias). Everything
may be missing: what is missing is a finding, never an exception.
"""

import datetime
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any, Literal, get_args

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    WithJsonSchema,
    model_validator,
)

from gkdraft import values
from gkdraft.errors import InputError
from gkdraft.figures import PRIOR, Figures, near, read_form, read_indicator, read_number
from gkdraft.findings import Path
from gkdraft.layout import Layout

VERSION = 1

Level = Literal["省级政府", "市级政府", "县级政府", "乡级政府", "部门"]
State = Literal["完成", "推进中", "未开展", "不涉及"]
Progress = Literal["已完成", "推进中", "计划"]
Scope = Literal["本级", "汇总"]


def _typed(kind: Any, read: Any, schema: dict[str, Any]) -> Any:
    """A field type that reads text with one function of values.py."""

    def convert(raw: object) -> object:
        if raw is None and kind is str:
            return ""
        return read(raw) if isinstance(raw, str) else raw

    return Annotated[kind, BeforeValidator(convert), WithJsonSchema(schema)]


_EMPTY = {"type": "null"}
Text = _typed(str, values.text, {"type": ["string", "number", "boolean", "null"]})
Count = _typed(int, values.count, {"anyOf": [{"type": "integer", "minimum": 0}, {"type": "string"}, _EMPTY]})
Amount = _typed(Decimal, values.amount, {"anyOf": [{"type": "number", "minimum": 0}, {"type": "string"}, _EMPTY]})
Date = _typed(datetime.date, values.date, {"type": ["string", "null"], "description": "写成 2026-04-20"})
Figure = _typed(object, lambda raw: raw, {"type": ["number", "string", "null"]})


class Part(BaseModel):
    """Base of the envelope: frozen, unknown keys refused, empty keys as if absent."""

    model_config = ConfigDict(
        frozen=True, strict=True, extra="forbid", loc_by_alias=True, defer_build=True
    )

    @model_validator(mode="before")
    @classmethod
    def _drop_empty(cls, data: object) -> object:
        if isinstance(data, Mapping):
            return {key: value for key, value in data.items() if value is not None}
        return {} if data is None else data


class Agency(Part):
    """机关: whose report it is."""

    name: Text = Field("", alias="名称", description="机关全称，用于正文，如 江临市人民政府")
    short: Text = Field("", alias="简称", description="用于标题，省略时用全称，如 江临市")
    self_name: Text = Field("", alias="自称", description="我市、我局……，省略时按名称推定")
    level: Level | None = Field(None, alias="层级", description="决定公布时限和应写事项")
    scope: Scope | None = Field(None, alias="口径", description="各表、各项数据的统计范围：本级 或 汇总")
    compiler: Text = Field("", alias="编制单位", description="编制本报告的机构，用于开头一段")


class Website(Part):
    """网站: where the report can be read and downloaded."""

    name: Text = Field("", alias="名称")
    address: Text = Field("", alias="网址")
    column: Text = Field("", alias="栏目")


class Contact(Part):
    """联系: printed at the end of the preface; what is empty is left out."""

    address: Text = Field("", alias="地址")
    postcode: Text = Field("", alias="邮编")
    telephone: Text = Field("", alias="电话")
    mail: Text = Field("", alias="邮箱")
    website: Website = Field(Website(), alias="网站")


class TaskFigure(Part):
    """任务数据: one figure that answers a task."""

    item: Text = Field("", alias="项目")
    number: Figure = Field(None, alias="数")
    unit: Text = Field("", alias="单位")


class Task(Part):
    """任务: one task of a notice and what became of it."""

    number: Text = Field("", alias="序号")
    title: Text = Field("", alias="标题")
    demand: Text = Field("", alias="要求", description="通知原文，不印")
    responsible: tuple[Text, ...] = Field((), alias="责任单位")
    deadline: Text = Field("", alias="时限")
    aspect: Text = Field("", alias="方面", description="印在总体情况的哪个方面")
    state: State | None = Field(None, alias="状态")
    result: Text = Field("", alias="落实情况", description="做了什么，含数或成果；印出")
    figures: tuple[TaskFigure, ...] = Field((), alias="数据")
    evidence: Text = Field("", alias="依据", description="佐证材料，不印")


class TaskGroup(Part):
    """任务组: a level-one theme of the notice."""

    title: Text = Field("", alias="标题")
    tasks: tuple[Task, ...] = Field((), alias="任务")


class Notice(Part):
    """工作要点: a notice whose tasks the report answers."""

    title: Text = Field("", alias="标题")
    number: Text = Field("", alias="文号")
    date: Date | None = Field(None, alias="成文日期")
    issuer: Text = Field("", alias="发文机关")
    groups: tuple[TaskGroup, ...] = Field((), alias="组")


class AspectData(Part):
    """方面: indicators (read with the catalogue) and highlights of one aspect."""

    data: Figure = Field(None, alias="数据", description="指标，键见指标目录")
    highlights: tuple[Text, ...] = Field((), alias="亮点", description="本年的具体事项，一条一段")


class Problem(Part):
    """存在问题: a problem, its evidence, and the measure against it."""

    problem: Text = Field("", alias="问题")
    evidence: Text = Field("", alias="佐证", description="数字、检查结果；印在问题之后")
    measure: Text = Field("", alias="改进")
    progress: Progress | None = Field(None, alias="进展")
    prior: Text = Field("", alias="上年问题", description="上年已列的，写上年原文")


class Fees(Part):
    """信息处理费, 元 (国办函〔2020〕109号)."""

    notices: Count | None = Field(None, alias="通知件数")
    notified: Amount | None = Field(None, alias="通知金额")
    paid: Count | None = Field(None, alias="收取件数")
    collected: Amount | None = Field(None, alias="收取金额")


class OtherMatters(Part):
    """其他事项: section six."""

    fees: Fees = Field(Fees(), alias="信息处理费")
    others: tuple[Text, ...] = Field((), alias="其他")


class Waiver(Part):
    """情况说明: the person's explanation of a finding."""

    rule: Text = Field("", alias="规则")
    place: Text = Field("", alias="位置")
    reason: Text = Field("", alias="说明")


class Edit(Part):
    """修改: a paragraph an editor changed in the .docx."""

    place: Text = Field("", alias="位置")
    text: Text = Field("", alias="正文")


class Report(Part):
    """年度报告: the data file without its forms, which are read by their layout."""

    version: Count = Field(VERSION, alias="版本")
    year: Count = Field(0, alias="年度")
    layout: Text = Field("", alias="格式", description="省略时按年度确定")
    agency: Agency = Field(Agency(), alias="机关")
    contact: Contact = Field(Contact(), alias="联系")
    notices: tuple[Notice, ...] = Field((), alias="要点")
    overview: dict[str, AspectData] = Field({}, alias="总体情况")
    problems: tuple[Problem, ...] = Field((), alias="存在问题")
    other: OtherMatters = Field(OtherMatters(), alias="其他事项")
    notes: dict[str, Text] = Field({}, alias="附注", description="表下的“注：”，键为表名")
    waivers: tuple[Waiver, ...] = Field((), alias="情况说明")
    edits: tuple[Edit, ...] = Field((), alias="修改")


@dataclass(frozen=True)
class Fault:
    """A fault of the data file itself; a GK0 rule turns it into a finding."""

    code: str
    path: Path
    message: str


@dataclass(frozen=True)
class Draft:
    """What rules and narrative work on: a report, its figures, its layout, its faults."""

    report: Report
    figures: Figures
    layout: Layout
    skipped: frozenset[Path] = frozenset()
    faults: tuple[Fault, ...] = ()

    def is_skipped(self, path: Path) -> bool:
        """Whether a key, or one above it, holds 略."""
        return any(path[:length] in self.skipped for length in range(1, len(path) + 1))

    def given(self, path: Path) -> bool:
        """Whether the data file says anything under a key of 总体情况.方面.数据."""
        entry = self.report.overview.get(str(path[1]))
        data = entry.data if entry and isinstance(entry.data, dict) else {}
        return data.get(path[3]) not in (None, {})

    def missing(self, *path: str) -> bool:
        """Whether a figure is neither given nor deliberately left out."""
        return self.figures.get(".".join(path)) is None and not self.is_skipped(path)


SKIP = "略"
REFERENCE = re.compile(r"\{\{\s*([^{}]+?)\s*\}\}")


def read(data: object, layout: Layout, repeated: list[Path]) -> Draft:
    """The draft a data file describes; faulty values are left out and listed."""
    faults = [Fault("GK003", path, f"键“{path[-1]}”重复，只用了前一个") for path in repeated]
    if not isinstance(data, dict):
        raise InputError("数据文件应当由“键: 值”组成，第一行如“年度: 2026”")
    skipped: set[Path] = set()
    data = _lift_skips(data, (), skipped)

    def fault(code: str, path: Path, message: str) -> None:
        faults.append(Fault(code, path, message))

    figures = Figures()
    for form in layout.forms.values():
        read_form(form, data.pop(form.key, None), figures, skipped, fault)
    prior = data.pop(PRIOR, None)
    if isinstance(prior, Mapping):
        for form in layout.forms.values():
            read_form(form, prior.get(form.key), figures, skipped, fault, prior=True)
        _overview_figures(prior.get("总体情况"), (PRIOR, "总体情况"), layout, figures, fault)
        allowed = ["来源", "总体情况", "存在问题", *layout.form_by_key]
        for key in (key for key in prior if key not in allowed):
            fault("GK002", (PRIOR, key), "“上年”下面没有这一项" + near(key, allowed))
    elif prior is not None:
        fault("GK005", (PRIOR,), "这里应写“键: 值”，一行一项")
    _overview_figures(data.get("总体情况"), ("总体情况",), layout, figures, fault)
    report = _validate(data, faults, layout)
    _check_names(report, layout, fault)
    _other_figures(report, figures, fault)
    return Draft(report, figures, layout, frozenset(skipped), tuple(faults))


def _lift_skips(data: Any, path: Path, skipped: set[Path]) -> Any:
    """The data without 略, whose places are noted."""
    if data == SKIP:
        skipped.add(path)
        return None
    if isinstance(data, dict):
        return {key: _lift_skips(value, (*path, key), skipped) for key, value in data.items()}
    if isinstance(data, tuple):
        return tuple(_lift_skips(value, (*path, i), skipped) for i, value in enumerate(data))
    return data


def _overview_figures(data: Any, base: Path, layout: Layout, figures: Figures, fault: Any) -> None:
    """Indicators under 总体情况.方面.数据, checked against the catalogue."""
    for indicator in layout.indicators:
        if indicator.kind not in ("derived", "text"):
            key = ".".join(str(p) for p in (*base, indicator.aspect, "数据", indicator.key))
            names = (key, *(f"{key}.{part}" for part in indicator.parts))
            figures.keys.update(dict.fromkeys(names))
    for aspect, content in data.items() if isinstance(data, Mapping) else ():
        entries = content.get("数据") if isinstance(content, Mapping) else None
        here = (*base, aspect, "数据")
        if entries is not None and not isinstance(entries, Mapping):
            fault("GK005", here, "这里应写“指标: 数”，一行一项")
            continue
        for key, value in (entries or {}).items():
            indicator = layout.indicator_by_key.get((aspect, key))
            if indicator is None:
                names = [i.key for i in layout.indicators if i.aspect == aspect]
                fault("GK002", (*here, key), "指标目录里没有这一项" + near(key, names))
            elif indicator.kind == "text":
                if value is not None and not isinstance(value, str):
                    fault("GK005", (*here, key), "这里应写一句话")
            elif value is not None:
                read_indicator(indicator, value, (*here, key), figures, fault)


def _other_figures(report: Report, figures: Figures, fault: Any) -> None:
    """Fees and task figures, so that prose can refer to them."""
    fees = report.other.fees
    for name, field in Fees.model_fields.items():
        key = f"其他事项.信息处理费.{field.alias}"
        figures.keys[key] = None
        value = getattr(fees, name)
        if value is not None:
            figures.typed[key] = figures.completed[key] = value
    figures.keys["年度"] = None
    figures.completed["年度"] = report.year
    for path, task in tasks(report):
        for index, entry in enumerate(task.figures):
            if entry.number is not None:
                here = (*path, "数据", index, "数")
                read_number(entry.number, here, figures, fault, values.quantity)


def tasks(report: Report) -> list[tuple[Path, Task]]:
    """Every task of every notice with its path in the data file."""
    return [
        (("要点", n, "组", g, "任务", t), task)
        for n, notice in enumerate(report.notices)
        for g, group in enumerate(notice.groups)
        for t, task in enumerate(group.tasks)
    ]


def _check_names(report: Report, layout: Layout, fault: Any) -> None:
    """Aspects and tables named in free mappings must be those of the layout."""
    aspects = [aspect.key for aspect in layout.aspects]
    for key in (key for key in report.overview if key not in aspects):
        fault("GK002", ("总体情况", key), "没有这个方面" + near(key, aspects))
    for path, task in tasks(report):
        if task.aspect and task.aspect not in aspects:
            fault("GK005", (*path, "方面"), f"“{task.aspect}”不是方面，应为{'、'.join(aspects)}之一")
    for key in (key for key in report.notes if key not in layout.form_by_key):
        fault("GK002", ("附注", key), "没有这张表" + near(key, layout.form_by_key))


def _validate(data: dict[str, Any], faults: list[Fault], layout: Layout) -> Report:
    """The envelope; what pydantic refuses is taken out and listed until the rest stands."""
    while True:
        try:
            return Report.model_validate(data)
        except ValidationError as error:
            for problem in error.errors(include_url=False):
                path = problem["loc"]
                faults.append(_fault(path, problem, layout))
                data = _without(data, path)


def _without(data: Any, path: Path) -> Any:
    """The data without what stands at a path; list items keep their places."""
    head, rest = path[0], path[1:]
    if isinstance(data, dict) and head in data:
        kept = {key: value for key, value in data.items() if key != head}
        return {**data, head: _without(data[head], rest)} if rest else kept
    if isinstance(data, tuple) and isinstance(head, int):
        below = _without(data[head], rest) if rest else None
        return (*data[:head], below, *data[head + 1 :])
    return None


def _fault(path: Path, problem: Any, layout: Layout) -> Fault:
    kind = problem["type"]
    if kind == "extra_forbidden":
        names = _siblings(path)
        if len(path) == 1:
            names += [*layout.form_by_key, PRIOR]
        return Fault("GK002", path, "没有这个键" + near(str(path[-1]), names) + _wide(path[-1]))
    if kind == "value_error":
        return Fault("GK004", path, str(problem["ctx"]["error"]))
    if kind == "literal_error":
        choices = problem["ctx"]["expected"].replace("'", "").replace(" or ", ", ")
        return Fault("GK005", path, f"“{problem['input']}”不在可选之列：{choices.replace(', ', '、')}")
    shape = next((text for prefix, text in _SHAPES.items() if kind.startswith(prefix)), "写法不对")
    return Fault("GK005", path, f"这里应写{shape}" + _wide(problem["input"]))


_SHAPES = {
    "string": "一段文字（一个键只写一个值）",
    "tuple": "列表，每项一行，以“- ”开头",
    "model": "“键: 值”，一行一项，比上一行多缩进两格",
    "dict": "“键: 值”，一行一项，比上一行多缩进两格",
    "int": "一个数",
    "decimal": "一个数",
    "is_instance": "一个数",
    "date": "一个日期，如 2026-04-20",
}


def _wide(value: object) -> str:
    """A hint when the fault comes from a colon that YAML does not see as one."""
    if isinstance(value, str) and "：" in value[:12]:
        return f"（“{value[:12].partition('：')[0]}：”的冒号是全角，请改成半角冒号加空格）"
    if isinstance(value, str) and ":" in value[:12]:
        return "（冒号后面要有一个半角空格）"
    return ""


def _siblings(path: Path) -> list[str]:
    """The keys that could have stood where an unknown one stands."""
    part: Any = Report
    for name in path[:-1]:
        if isinstance(name, int) or not isinstance(part, type) or not issubclass(part, Part):
            continue
        fields = {field.alias: field.annotation for field in part.model_fields.values()}
        part = _part_of(fields.get(name))
    return [str(field.alias) for field in part.model_fields.values()] if part else []


def _part_of(annotation: Any) -> type[Part] | None:
    """The envelope class inside tuple[X, ...], dict[str, X] or X itself."""
    if isinstance(annotation, type) and issubclass(annotation, Part):
        return annotation
    return next((found for a in get_args(annotation) if (found := _part_of(a))), None)


def texts(part: Any, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Every text of the envelope with its path in the data file."""
    if isinstance(part, str):
        yield path, part
    elif isinstance(part, Part):
        for name, field in type(part).model_fields.items():
            yield from texts(getattr(part, name), (*path, str(field.alias)))
    elif isinstance(part, Mapping):
        for key, value in part.items():
            yield from texts(value, (*path, key))
    elif isinstance(part, tuple):
        for index, value in enumerate(part):
            yield from texts(value, (*path, index))
