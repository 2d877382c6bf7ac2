"""The 对照表: every task of the notices as a row, with what was done and where it is told."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from gkdraft.base.patterns import compile_late
from gkdraft.prose.coverage import TaskCoverage, group_by_notice, print_title, summarise_coverage
from gkdraft.prose.document import (
    Align,
    Block,
    Document,
    Grid,
    Heading,
    Note,
    Paragraph,
    Run,
    Title,
)
from gkdraft.prose.plain_grid import compose_rows
from gkdraft.report.model import Notice
from gkdraft.report.printing import print_date
from gkdraft.report.tasks import LISTED, OPEN, SKIPPED, quote_text, shorten_title

HEADS = ("序号", "任务", "牵头", "时限", "落实情况", "依据", "报告中的位置")
UNTOLD = "未写入报告"
GAP = "【待补充"
SIGNED = "填表人：＿＿＿＿＿＿＿＿　　　　审核人：＿＿＿＿＿＿＿＿　　　　日期：＿＿＿＿＿＿＿＿"
DONE, FOREIGN = "完成", "不涉及"
# mm; the page has 261 between its margins (styles/coverage.yaml)
WIDTHS = (17.0, 54.0, 30.0, 23.0, 78.0, 25.0, 34.0)

# what a list has before its lines; -5% is no list
_BULLET = compile_late(r"^[-•·*]\s+")
_ENDS = "。；，：、！？"


class CoverageRow(NamedTuple):
    """A task, a text for each of HEADS."""

    number: str
    title: str
    lead: str
    deadline: str
    told: str
    evidence: str
    place: str


class CoveragePart(NamedTuple):
    """A notice: 《…》, its 文号 and date, how its tasks stand, and the tasks below their groups."""

    title: str
    about: str
    summary: str
    groups: tuple[tuple[str, tuple[CoverageRow, ...]], ...]

    @property
    def heading(self) -> str:
        return f"{self.title}（{self.about}）" if self.about else self.title


def name_table(document: Document) -> tuple[str, str]:
    """What the table of a report is called, in parts between which it may break."""
    return document.author, f"{document.year}年度工作要点落实情况对照表"


def list_parts(found: Sequence[TaskCoverage]) -> Iterator[CoveragePart]:
    """Notice by notice, in the order of the data file."""
    for notice, members in group_by_notice(found):
        title = _join_spaces(print_title(notice))
        told = next(summarise_coverage(members)).removeprefix(print_title(notice))
        groups = tuple(_list_groups(members))
        yield CoveragePart(title, _describe_notice(notice), f"共 {told}。", groups)


def _describe_notice(notice: Notice) -> str:
    """文号 and date; a notice without a title is called by its 文号 already."""
    number = notice.number if notice.title else ""
    date = f"{print_date(notice.date)}印发" if notice.date else ""
    return _join_spaces("，".join(filter(None, (number, date))))


def _list_groups(
    members: Sequence[TaskCoverage],
) -> Iterator[tuple[str, tuple[CoverageRow, ...]]]:
    numbers = dict.fromkeys(answer.entry.path[3] for answer in members)
    for number in numbers:
        inside = [answer for answer in members if answer.entry.path[3] == number]
        title = _join_spaces(inside[0].entry.group.title)
        yield title, tuple(map(compose_row, inside))


def compose_row(answer: TaskCoverage) -> CoverageRow:
    """What the table says of one task."""
    task = answer.entry.task
    texts = (
        task.number,
        task.title or task.demand or "（无标题）",
        "、".join(task.lead or task.responsible),
        task.deadline,
        _tell_result(answer),
        answer.evidence,
        _tell_place(answer),
    )
    return CoverageRow(*map(_join_spaces, texts))


def _join_spaces(text: str) -> str:
    # a cell is one line, whatever somebody typed
    return " ".join(text.split())


def _tell_result(answer: TaskCoverage) -> str:
    """推进中：已完成采购；采购设备12台；【待补充：预计完成时间】."""
    said = _join_lines(answer.told)
    for more in (answer.unsaid, *_list_gaps(answer)):
        if more:
            said = f"{said.rstrip('。；')}；{more}" if said else more
    if answer.state == DONE:
        return said
    state = answer.state
    if answer.foreign:
        state += f"（责任单位：{'、'.join(answer.foreign)}）"
    return f"{state}：{said}" if said not in ("", answer.state) else state


def _join_lines(text: str) -> str:
    """A pasted list as one sentence, as the report tells it."""
    lines = list(filter(None, map(str.strip, text.splitlines())))
    if len(lines) < 2:
        return "".join(lines)
    joined = ""
    for line in lines:
        between = "；" if joined and joined[-1] not in _ENDS else ""
        joined += between + _BULLET.sub("", line)
    return joined


def _list_gaps(answer: TaskCoverage) -> Iterator[str]:
    """【待补充：…】 for what is open, without the name of the task, which stands in its row."""
    title = quote_text(shorten_title(answer.entry.task.title))
    for text in answer.missing:
        said = text.removeprefix("待补充：")
        for name in (answer.entry.name, title):
            said = said.removeprefix(f"{name}的")
        yield f"{GAP}：{said}】"
    if answer.state == OPEN and not answer.missing:
        yield f"{GAP}：{'状态' if answer.told else '落实情况'}】"


def _tell_place(answer: TaskCoverage) -> str:
    """The headings it is told under; 未写入报告 with the reason where one is known."""
    places = [place for place in answer.where if place != LISTED]
    reasons = [f"并入{answer.merged}"] if answer.merged else []
    if not places:
        if answer.state in (FOREIGN, SKIPPED):
            reasons.append(answer.state)
        elif answer.telling == LISTED:
            reasons.append(LISTED)
    why = f"（{'，'.join(reasons)}）" if reasons else ""
    return ("；".join(places) or UNTOLD) + why


def compose_coverage(found: Sequence[TaskCoverage], document: Document) -> Document:
    """The table of a report: a heading and a table for each notice, places to sign."""
    title = Title(name_table(document))
    blocks: list[Block] = [title]
    for part in list_parts(found):
        blocks.append(Heading(1, (Run(part.heading),)))
        blocks.append(Note((Run(part.summary),)))
        blocks.append(_compose_grid(part))
    blocks.append(Paragraph((Run(SIGNED),)))
    return Document("".join(title.parts), document.author, document.year, tuple(blocks))


def _compose_grid(part: CoveragePart) -> Grid:
    rows: list[tuple[str, ...]] = []
    for title, members in part.groups:
        if title:
            rows.append((title,))
        rows += members
    texts: list[Align] = ["label"] * (len(HEADS) - 1)
    return compose_rows(part.title, WIDTHS, rows, HEADS, ["number", *texts])
