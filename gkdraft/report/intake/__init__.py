"""Intake: plain data of a data file to a draft. What is faulty is left out and listed."""

from collections.abc import Mapping, Sequence
from typing import Any

from gkdraft.base.places import DataPath
from gkdraft.base.yaml_slips import explain_wide_key
from gkdraft.errors import InputError
from gkdraft.layout.layout import TEXT, Layout, Section
from gkdraft.messages import say
from gkdraft.report.division import has_item, resolve_item
from gkdraft.report.draft import Draft
from gkdraft.report.figures import PRIOR
from gkdraft.report.intake.envelope import read_envelope
from gkdraft.report.intake.forms import FormReader, read_indicator, read_number
from gkdraft.report.intake.record import Record
from gkdraft.report.model import SKIP, Fees, Report, ReportSection
from gkdraft.report.model_gathering import CONTRIBUTIONS, DIVISION
from gkdraft.report.tasks import list_tasks

OVERVIEW = "总体情况"
SECTIONS = "栏目"


def read_draft(
    data: object,
    layout: Layout,
    repeated: Mapping[DataPath, int],
    slips: Mapping[DataPath, str] | None = None,
) -> Draft:
    """The draft a data file describes. InputError if it holds no keys at all."""
    if not isinstance(data, dict):
        raise InputError(say("数据文件应当由“键: 值”组成，第一行如“年度: 2026”"))
    record = Record(layout)
    for path, line in repeated.items():
        record.fault(
            "GK003",
            path,
            say("第 {line} 行又写了一次“{path}”，只用了前一个", line=line, path=path[-1]),
        )
    for path, told in (slips or {}).items():
        record.fault("GK008", path, told)
    content: dict[str, Any] = _lift_skips(data, (), record.skipped)
    for form in layout.forms.values():
        FormReader(form, (form.key,), record).read(content.pop(form.key, None))
    if isinstance(prior := content.get(PRIOR), Mapping):
        content[PRIOR] = _read_prior(prior, record)
    if isinstance(parts := content.get(CONTRIBUTIONS), tuple):
        _read_contributions(parts, record)
    _read_overview(content.get(OVERVIEW), (OVERVIEW,), record)
    report = read_envelope(content, record)
    _check_names(report, record)
    _read_other_figures(report, record)
    sections = _choose_sections(report, record)
    return Draft(
        report, record.figures, layout, sections, frozenset(record.skipped), tuple(record.faults)
    )


def _choose_sections(report: Report, record: Record) -> tuple[Section, ...]:
    """The report's own sections where the layout leaves them free, else the layout's."""
    spec = record.layout.spec
    if report.sections and not spec.free:
        record.fault("GK005", (SECTIONS,), say("这种格式的栏目是规定的，不能另写"))
    if not report.sections or not spec.free:
        return spec.sections
    return _read_sections(report.sections, (SECTIONS,), record)


def _read_sections(
    entries: Sequence[ReportSection], base: DataPath, record: Record
) -> tuple[Section, ...]:
    found: list[Section] = []
    for index, entry in enumerate(entries):
        path = (*base, index)
        parts = _read_parts(entry, (*path, "内容"), record)
        if not entry.heading:
            record.fault("GK005", path, say("栏目要有标题"))
        section = Section.model_construct(
            heading=entry.heading or "（无标题）",
            text=entry.text,
            parts=parts,
            sections=_read_sections(entry.sections, (*path, "小节"), record),
            style=entry.style or "独行",
        )
        found.append(section)
    return tuple(found)


def _read_parts(entry: ReportSection, path: DataPath, record: Record) -> tuple[str, ...]:
    """The templates a section is made of."""
    known = record.layout.spec.parts
    found: list[str] = []
    for number, name in enumerate(entry.parts):
        if name in known or name == TEXT:
            found.append(known.get(name, name))
        else:
            # one part may be written as a text instead of a list
            at = (*path, number) if len(entry.parts) > 1 else path
            record.fault(
                "GK005",
                at,
                say("没有“{name}”这部分，可写{names}", name=name, names="、".join(known)),
            )
    return tuple(found)


def _lift_skips(data: Any, path: DataPath, skipped: set[DataPath]) -> Any:
    """The data without 略, whose places are noted."""
    if isinstance(data, str) and data.strip() == SKIP:
        skipped.add(path)
        return None
    if isinstance(data, dict):
        return {key: _lift_skips(value, (*path, key), skipped) for key, value in data.items()}
    if isinstance(data, tuple):
        return tuple(_lift_skips(value, (*path, i), skipped) for i, value in enumerate(data))
    return data


def _read_prior(data: Mapping[str, Any], record: Record) -> dict[str, Any]:
    """上年: the same forms and indicators, for comparison only; what else it holds."""
    rest = dict(data)
    for form in record.layout.forms.values():
        FormReader(form, (PRIOR, form.key), record).read(rest.pop(form.key, None))
    _read_overview(rest.get(OVERVIEW), (PRIOR, OVERVIEW), record)
    return rest


def _read_contributions(entries: Sequence[Any], record: Record) -> None:
    """分项来源: what each office handed in, in the same shape."""
    for number, entry in enumerate(entries):
        data = entry.get("数据") if isinstance(entry, Mapping) else None
        if isinstance(data, Mapping):
            base = (CONTRIBUTIONS, number, "数据")
            for form in record.layout.forms.values():
                if form.key in data:
                    FormReader(form, (*base, form.key), record).read(data[form.key])
            _read_overview(data.get(OVERVIEW), (*base, OVERVIEW), record)


def _read_overview(data: Any, base: DataPath, record: Record) -> None:
    """Indicators under 总体情况.方面.数据, checked against the catalogue."""
    _list_keys(base, record)
    if not isinstance(data, Mapping):
        return
    for aspect, content in data.items():
        if not isinstance(content, Mapping) or content.get("数据") is None:
            continue
        entries = content["数据"]
        path = (*base, aspect, "数据")
        if not isinstance(entries, Mapping):
            told = explain_wide_key(entries) or say("这里应写“指标: 数”，一行一项")
            record.fault("GK005", path, told)
        elif aspect in record.layout.aspect_keys:
            _read_indicators(aspect, entries, path, record)


def _list_keys(base: DataPath, record: Record) -> None:
    """The keys of all indicators that are numbers, so that prose can refer to them."""
    for known in record.layout.indicators:
        if known.kind not in ("derived", "text"):
            key = ".".join(map(str, (*base, known.aspect, "数据", known.key)))
            names = (key, *(f"{key}.{part}" for part in known.parts))
            record.figures.keys.update(dict.fromkeys(names))


def _read_indicators(
    aspect: str, entries: Mapping[str, Any], path: DataPath, record: Record
) -> None:
    for key, value in entries.items():
        indicator = record.layout.indicator_by_key.get((aspect, key))
        if indicator is None:
            told = explain_wide_key(key) or _suggest_place(key, aspect, record)
            record.fault("GK002", (*path, key), told)
        elif value is not None:
            read_indicator(indicator, value, (*path, key), record)


def _suggest_place(key: str, aspect: str, record: Record) -> str:
    layout = record.layout
    elsewhere = [known.aspect for known in layout.indicators if known.key == key]
    if elsewhere:
        return say("这一项应写在“{elsewhere}”下面", elsewhere=elsewhere[0])
    names = [known.key for known in layout.indicators if known.aspect == aspect]
    return say("指标目录里没有这一项") + record.suggest(key, names)


def _check_names(report: Report, record: Record) -> None:
    """Aspects and tables named in free mappings must be those of the layout."""
    aspects = record.layout.aspect_keys
    forms = list(record.layout.form_by_key)
    for key in report.overview.aspects:
        if key not in aspects:
            record.fault(
                "GK002",
                (OVERVIEW, key),
                say("没有这个方面") + record.suggest(key, aspects),
            )
    hint = (
        say("不是方面，应为{names}之一", names="、".join(aspects))
        if aspects
        else say("：这种格式不分方面")
    )
    for entry in list_tasks(report):
        aspect = entry.task.aspect
        if aspect and aspect not in aspects:
            record.fault("GK005", (*entry.path, "方面"), f"“{aspect}”{hint}")
    for key in report.division.items:
        if not has_item(record.layout, resolve_item(record.layout, key)):
            told = say("没有这一项：写表、表里的行，或“方面.指标”，如 复议诉讼、主动公开.行政许可")
            record.fault("GK002", (DIVISION, "填报", key), told)
    for key in report.notes:
        if key not in forms:
            record.fault(
                "GK002",
                ("附注", key),
                say("没有这张表") + record.suggest(key, forms),
            )


def _read_other_figures(report: Report, record: Record) -> None:
    """Year, fees and task figures, so that prose can refer to them."""
    record.figures.put("年度", report.year)
    fees = report.other.fees
    for name, field in Fees.model_fields.items():
        key = f"其他事项.信息处理费.{field.alias}"
        record.figures.keys[key] = None
        value = getattr(fees, name)
        if value is not None:
            record.figures.put(key, value)
    for entry in list_tasks(report):
        for index, figure in enumerate(entry.task.figures):
            if figure.number is not None:
                read_number(figure.number, (*entry.path, "数据", index, "数"), record)
