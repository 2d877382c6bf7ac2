"""Coverage 要点落实对照: every task of the notices, and where the report answers it."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import attrgetter
from typing import NamedTuple

from gkdraft.messages import join_messages, say
from gkdraft.prose.clauses import gives_figure
from gkdraft.prose.document import Document, Heading, Paragraph, plain_text
from gkdraft.prose.expressions import show_expression
from gkdraft.prose.numbers import Gap, remove_marks, show_number
from gkdraft.report.draft import Draft
from gkdraft.report.model import REFERENCE, SKIP, Notice
from gkdraft.report.printing import print_date
from gkdraft.report.tasks import (
    LISTED,
    OPEN,
    STATES,
    PlacedTask,
    find_foreign,
    find_state,
    find_target,
    find_telling,
    is_told_by_group,
    list_tasks,
    name_task,
)

MOST_OPEN = 10
"""Tasks without an answer that one line names."""


class TaskCoverage(NamedTuple):
    """What the report says of one task; `unsaid` are the figures that `told` does not give."""

    entry: PlacedTask
    state: str
    places: tuple[str, ...]
    told: str
    figures: str
    missing: tuple[str, ...]
    merged: str = ""
    telling: str = ""
    foreign: tuple[str, ...] = ()
    unsaid: str = ""
    evidence: str = ""

    @property
    def where(self) -> tuple[str, ...]:
        """The headings it is told under, or that it is not told on purpose."""
        is_answered = self.state in ("完成", "推进中", "未开展")
        is_listed = self.telling == LISTED and is_answered and not self.places
        return (LISTED,) if is_listed else self.places


def find_coverage(draft: Draft, document: Document) -> list[TaskCoverage]:
    """One answer for every task of every notice, in the order of the data file.

    A merged task is answered by the one it was merged into, unless it has a state of its own.
    """
    places, gaps = _find_answers(document)
    found = []
    for entry in list_tasks(draft.report):
        target = find_target(draft.report, entry.task) if entry.task.merged else None
        other = target or entry
        own = entry if target is None or _tells_itself(entry, target) else target
        told = _tell_result(draft, own)
        found.append(
            TaskCoverage(
                entry,
                find_state(draft, entry),
                places.get(other.key, ()),
                told,
                _list_figures(draft, own),
                gaps.get(entry.key, ()),
                name_task(target.task) if target else entry.task.merged,
                find_telling(draft, other),
                find_foreign(other),
                _list_figures(draft, own, told),
                entry.task.evidence or own.task.evidence,
            )
        )
    return found


def _tells_itself(entry: PlacedTask, target: PlacedTask) -> bool:
    """Whether a merged task has an answer of its own: the words of the other are not for it."""
    task = entry.task
    return task.state is not None and bool(task.result or task.state != target.task.state)


Texts = Mapping[str, tuple[str, ...]]
"""By the key of a task."""


def _find_answers(document: Document) -> tuple[Texts, Texts]:
    """The headings a task is told under, and what is still missing there."""
    places: dict[str, tuple[str, ...]] = {}
    gaps: dict[str, tuple[str, ...]] = {}
    headings = ["", "", ""]
    for block in document.blocks:
        if isinstance(block, Heading):
            headings[block.level - 1 :] = [plain_text(block.runs), *[""] * (3 - block.level)]
        elif isinstance(block, Paragraph):
            here = headings[0].partition("、")[0] + "".join(headings[1:])
            for key in block.answers:
                places[key] = tuple(dict.fromkeys((*places.get(key, ()), here)))
            for run in filter(attrgetter("gap"), block.runs):
                gaps[run.key] = (*gaps.get(run.key, ()), run.text.strip("【】"))
    return places, gaps


def _tell_result(draft: Draft, entry: PlacedTask) -> str:
    """落实情况 of a task, else that of its group."""
    if draft.is_skipped((*entry.path, "落实情况")):
        return SKIP
    if not is_told_by_group(draft, entry):
        return fill_references(draft, entry.task.result)
    return f"{fill_references(draft, entry.group.result)}（见本组）"


def fill_references(draft: Draft, text: str) -> str:
    """A text with its references filled in."""

    def number(match: re.Match[str]) -> str:
        found = show_expression(draft, match[1])
        if isinstance(found, Gap) or not str(found):
            return "【待补充】"
        return remove_marks(str(found))

    return REFERENCE.sub(number, text)


def _list_figures(draft: Draft, entry: PlacedTask, told: str = "") -> str:
    """数据 of a task, but for those that a sentence gives already."""
    found = []
    for index, figure in enumerate(entry.task.figures, 1):
        key = f"{entry.key}.数据.{index}.数"
        number = draft.figures.get(key)
        if number is None:
            continue
        shown = show_number(number, key)
        if not gives_figure(told, shown, figure):
            found.append(f"{figure.item}{shown.text}{figure.unit}")
    return "、".join(found)


def summarise_coverage(found: Sequence[TaskCoverage]) -> Iterator[str]:
    """A line for each notice: 《…》8 项：完成 7 项、推进中 1 项。"""
    for notice, members in group_by_notice(found):
        counts = Counter(answer.state for answer in members)
        parts = []
        for name in STATES:
            if counts[name]:
                parts.append(say("{name} {count} 项", name=name, count=counts[name]))
        yield say(
            "{print_title}{count} 项：{parts}{list_open}",
            print_title=print_title(notice),
            count=len(members),
            parts=join_messages("、", parts),
            list_open=_list_open(members),
        )


def _list_open(members: Sequence[TaskCoverage]) -> str:
    """，未答的是3、7、12: the first ones by number, else by their key."""
    names = []
    for answer in members:
        if answer.state == OPEN:
            names.append(answer.entry.task.number or answer.entry.name)
    if not names:
        return ""
    more = "等" if len(names) > MOST_OPEN else ""
    return say("，未答的是{names}{more}", names="、".join(names[:MOST_OPEN]), more=more)


def render_coverage(found: Sequence[TaskCoverage], heading: str) -> str:
    """The table an office hands to its superior: task × where answered × figures × open."""
    parts = [f"# {heading}"] if found else [f"# {heading}", say("数据文件里没有工作要点。")]
    for notice, members in group_by_notice(found):
        date = f"{print_date(notice.date)}印发" if notice.date else ""
        about = "，".join(filter(None, (notice.number, date)))
        heading = f"## {print_title(notice)}" + (f"（{about}）" if about else "")
        parts += [heading, next(summarise_coverage(members)) + "。", _render_table(members)]
    return "\n\n".join(parts) + "\n"


HEADS = ("序号", "任务", "责任单位", "状态", "落实情况", "数据", "写在何处", "待补")


def _render_table(members: Sequence[TaskCoverage]) -> str:
    lines = [_render_row(HEADS), _render_row(("---",) * len(HEADS))]
    group = None
    for answer in members:
        entry = answer.entry
        if entry.group is not group and entry.group.title:
            blank = [""] * (len(HEADS) - 2)
            lines.append(_render_row(("", f"**{entry.group.title}**", *blank)))
        group = entry.group
        why = f"（并入 {answer.merged}）" if answer.merged else ""
        if answer.foreign:
            why += f"（责任单位：{'、'.join(answer.foreign)}）"
        row = (
            entry.task.number,
            entry.task.title,
            "、".join(entry.task.responsible),
            answer.state + why,
            answer.told,
            answer.figures,
            "；".join(answer.where),
            _name_missing(answer),
        )
        lines.append(_render_row(row))
    return "\n".join(lines)


def _render_row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(map(escape_cell, cells))} |"


def _name_missing(answer: TaskCoverage) -> str:
    if answer.missing:
        return "；".join(text.removeprefix("待补充：") for text in answer.missing)
    return "落实情况" if answer.state == OPEN else ""


def escape_cell(text: str) -> str:
    """A text as a cell of a table in markdown holds it."""
    return " ".join(text.split()).replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;")


def group_by_notice(found: Sequence[TaskCoverage]) -> Iterator[tuple[Notice, list[TaskCoverage]]]:
    """The answers notice by notice, in the order of the data file."""
    numbers = dict.fromkeys(answer.entry.path[1] for answer in found)
    for number in numbers:
        members = [answer for answer in found if answer.entry.path[1] == number]
        yield members[0].entry.notice, members


def print_title(notice: Notice) -> str:
    """《…》, or what else a notice can be called by."""
    if notice.title:
        return f"《{notice.title.strip('《》')}》"
    return notice.number or "（无标题的通知）"
