"""核对单: what one signs before a report goes out, as a document of one page.

Figures with their sources, findings, explanations, what was not checked, tasks, signatures.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath

from gkdraft.base.places import DataPath, Locus
from gkdraft.prose.coverage import TaskCoverage, find_coverage
from gkdraft.prose.coverage_digest import digest_coverage
from gkdraft.prose.document import Block, Document, Grid, Heading, Note, Paragraph, Run, Title
from gkdraft.prose.plain_grid import compose_blanks, compose_rows
from gkdraft.report.draft import Draft
from gkdraft.report.printing import print_date
from gkdraft.rules.deadlines import find_last, list_all_deadlines, list_deadlines
from gkdraft.rules.findings import Finding, Severity
from gkdraft.rules.judging import find_explained
from gkdraft.rules.key_figures import describe_prior, list_figures
from gkdraft.rules.registry import Unchecked
from gkdraft.rules.review import Review

MOST_FINDINGS = 60
"""Findings that a sheet lists; who has more of them does not sign yet."""

SIGNED_HEIGHT = 16.0
"""How high a place to sign is, mm."""

SIGNERS = ("填报人", "核对人", "负责人", "日期")
# mm; each table is as wide as the page between its margins (styles/checklist.yaml)
_HEAD = (20.0, 65.0, 20.0, 65.0)
_FIGURES = (32.0, 17.0, 15.0, 21.0) * 2
_FINDINGS = (12.0, 14.0, 91.0, 17.0, 36.0)
_EXPLAINED = (14.0, 78.0, 78.0)
_TASKS = (18.0, 10.0, 82.0, 60.0)
_SIGNED = (17.0, 25.5) * 4


@dataclass(frozen=True)
class Matter:
    """What a sheet tells of: a report that was judged, its file, the file of the year before."""

    draft: Draft
    document: Document
    review: Review
    file: str = ""
    places: Mapping[DataPath, Locus] = field(default_factory=dict)
    remarks: Sequence[str] = ()
    beside: str = ""


def compose_checklist(matter: Matter) -> Document:
    """The 核对单 of one report."""
    draft = matter.draft
    title = f"{matter.document.title or '政府信息公开工作年度报告'}核对单"
    year = draft.report.year or draft.layout.spec.since
    blocks = tuple(_list_blocks(matter, title))
    return Document(title, matter.document.author, year, blocks)


def _list_blocks(matter: Matter, title: str) -> Iterator[Block]:
    yield Title((title,))
    yield _compose_head(matter)
    yield _head("一、主要数据和来源")
    yield from _list_figures(matter)
    yield _head("二、核对结果")
    yield from _list_findings(matter)
    number = 3
    for heading, blocks in _list_parts(matter):
        yield _head(f"{'零一二三四五六'[number]}、{heading}")
        yield from blocks
        number += 1
    yield _head(f"{'零一二三四五六七'[number]}、签字")
    yield compose_blanks("签字", _SIGNED, SIGNERS, SIGNED_HEIGHT)
    yield _note("数据与台账核对、核对结果逐条处理后签字。")


def _list_parts(matter: Matter) -> Iterator[tuple[str, list[Block]]]:
    """The parts between findings and signatures; explanations and tasks where there are any."""
    if matter.draft.report.waivers:
        yield "情况说明", [_compose_explanations(matter)]
    heading = "没有核对的和读取情况" if matter.remarks else "没有核对的"
    yield heading, list(_list_unchecked(matter))
    coverage = find_coverage(matter.draft, matter.document)
    if coverage:
        yield "工作要点落实", list(_list_tasks(coverage))


def _head(text: str) -> Heading:
    return Heading(1, (Run(text),))


def _note(text: str) -> Note:
    return Note((Run(text),))


def _text(text: str) -> Paragraph:
    return Paragraph((Run(text),))


def _compose_head(matter: Matter) -> Grid:
    report = matter.draft.report
    about = "、".join(filter(None, (report.agency.level, report.agency.scope)))
    agency = (report.agency.name or "没有读到") + (f"（{about}）" if about else "")
    year = f"{report.year} 年" if report.year else "没有读到"
    rows = [
        ("机关", agency, "年度", f"{year}（格式 {matter.draft.layout.name}）"),
        ("文件", PurePath(matter.file).name, "公布期限", _describe_deadline(matter.draft)),
        ("核对结果", _summarise(matter.review), "上年", _describe_beside(matter)),
    ]
    return compose_rows("概况", _HEAD, rows, roles=("header", "label", "header", "label"))


def _describe_deadline(draft: Draft) -> str:
    """2027年3月10日以前, and the day it was published where the report says so."""
    due = list_deadlines(draft)
    everyone = list_all_deadlines(draft)
    if not everyone:
        return "年度不明"
    told = "按上级的通知"
    if due:
        told = f"{print_date(due[0].day)}以前（{due[0].basis}）"
    elif draft.report.agency.level is None:
        told = f"层级不明，最晚{print_date(find_last(everyone).day)}"
    if draft.released is not None:
        told += f"，{print_date(draft.released)}发布"
    return told


def _describe_beside(matter: Matter) -> str:
    if matter.beside:
        return f"与 {PurePath(matter.beside).name} 一并核对"
    return matter.draft.report.prior.source or "没有上年的报告"


def _summarise(review: Review) -> str:
    """错误 0 条、警告 1 条、提示 0 条；核对 87 项关系，没有核对 12 项."""
    counts = Counter(finding.severity for finding in review.findings)
    told = "、".join(f"{severity} {counts[severity]} 条" for severity in Severity)
    return f"{told}；核对 {review.checked} 项关系，没有核对 {review.missed} 项"


def _list_figures(matter: Matter) -> Iterator[Block]:
    """The key figures in two halves side by side."""
    figures = list(list_figures(matter.draft, matter.places))
    if not figures:
        yield _text("没有可以列出的数。")
        return
    cells = [(each.name, each.number, each.before, each.source) for each in figures]
    half = (len(cells) + 1) // 2
    right = [*cells[half:], ("", "", "", "")]
    rows = [(*one, *other) for one, other in zip(cells[:half], right, strict=False)]
    head = ("项目", "本年", "上年", "出处") * 2
    yield compose_rows("主要数据", _FIGURES, rows, head, ("label", "number", "number", "label") * 2)
    prior = describe_prior(matter.draft, matter.places)
    if prior:
        yield _note(prior)


def _list_findings(matter: Matter) -> Iterator[Block]:
    """Most serious first; a column is left for what was done about each."""
    order = list(Severity)
    findings = sorted(matter.review.findings, key=lambda finding: order.index(finding.severity))
    if not findings:
        but = "除情况说明所列的以外，" if matter.draft.report.waivers else ""
        yield _text(but + _praise(matter.review))
        return
    rows = [_describe_finding(finding) for finding in findings[:MOST_FINDINGS]]
    head = ("程度", "规则", "内容", "位置", "处理")
    yield compose_rows(
        "核对结果", _FINDINGS, rows, head, ("number", "number", "label", "label", "label")
    )
    if len(findings) > MOST_FINDINGS:
        more = len(findings) - MOST_FINDINGS
        yield _note(f"另有 {more} 条没有列出，见 gkdraft check 的输出。")


def _praise(review: Review) -> str:
    """What no finding means: much, if everything was weighed."""
    if not review.checked:
        return "没有可以核对的数。"
    return "核对过的都相符。" if review.unchecked else "没有发现问题。"


def _describe_finding(finding: Finding) -> tuple[str, ...]:
    locus = finding.locus
    place = f"第{locus.line}行" if locus.line else locus.spot
    return str(finding.severity), finding.code, finding.message, place, ""


def _compose_explanations(matter: Matter) -> Grid:
    """Which finding is explained by what reason; one that explains nothing is seen as well."""
    rows: list[tuple[str, ...]] = []
    for waiver in matter.draft.report.waivers:
        found = find_explained(matter.draft, matter.document, waiver)
        told = "；".join(finding.message for finding in found) or "没有这样的核对结果"
        rows.append((waiver.rule or "未写", told, waiver.reason or "没有写说明"))
    head = ("规则", "核对结果", "说明")
    return compose_rows("情况说明", _EXPLAINED, rows, head, ("number", "label", "label"))


def _list_unchecked(matter: Matter) -> Iterator[Block]:
    """Relations that were not weighed and why; what was not read of a published report."""
    said = "；".join(map(_describe_unchecked, matter.review.unchecked))
    yield _text(f"{said}。" if said else "没有。")
    for remark in matter.remarks:
        yield _note(f"{remark}。")


def _describe_unchecked(item: Unchecked) -> str:
    return f"{item.relation} {item.count} 项（{item.reason}）"


def _list_tasks(coverage: Sequence[TaskCoverage]) -> Iterator[Block]:
    """Notice by notice: numbers of what is done, a line for each task that is not."""
    for title, lines in digest_coverage(coverage):
        rows = [(line.state, f"{line.count}", line.tasks, line.places) for line in lines]
        head = ("状态", "项数", f"{title}的任务", "写在报告何处")
        yield compose_rows(
            "工作要点落实", _TASKS, rows, head, ("number", "number", "label", "label")
        )
