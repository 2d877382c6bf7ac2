"""GK4: what the notice asked for and what the report answers."""

import re
from collections.abc import Iterator

from gkdraft.base.places import DataPath, parse_path, spell_path
from gkdraft.base.scalars import Number
from gkdraft.messages import say
from gkdraft.prose.document import Document
from gkdraft.report.draft import Draft
from gkdraft.report.model import TaskFigure
from gkdraft.report.tasks import (
    LISTED,
    OPEN,
    TOLD,
    PlacedTask,
    find_state,
    find_target,
    find_telling,
    has_evidence,
    list_rollups,
    list_tasks,
    quote_text,
    shorten_title,
)
from gkdraft.rules.findings import Severity
from gkdraft.rules.registry import Verdict, register_rule
from gkdraft.rules.task_figures import weigh_figures


@register_rule("GK401", Severity.WARNING, waivable=True, needs="要点任务的落实情况")
def check_unanswered(draft: Draft, document: Document) -> Iterator[Verdict]:
    """要点任务没有落实情况。

    通知里的每项任务都要有交代：写明状态（完成、推进中、未开展、不涉及）和落实情况，有数的写数。
    推进中的写预计完成时间，未开展的写原因。没有交代的任务在草稿里印成【待补充：……】，从不用空话代替。
    只在对照表里交代的，“写法”写“只列对照表”；一句话交代一组的，写在组的“落实情况”里（见 GK408）。
    有意不写的，落实情况写“略”；与另一项相同的，用“并入”指明那一项。

    依据：要点通知一般要求落实情况纳入年度报告并向社会公开，如太政办〔2019〕112号。
    """
    gaps = dict(_find_gaps(document))
    for entry in list_tasks(draft.report):
        if draft.is_faulty((*entry.path, "状态")):
            continue
        if entry.path in gaps:
            missing = gaps[entry.path].removeprefix("【待补充：").removesuffix("】")
            is_named = quote_text(shorten_title(entry.task.title)) in missing
            name = "" if is_named else entry.name
            yield say("{name}还缺{missing}", name=name, missing=missing), (*entry.path, "落实情况")
        elif find_state(draft, entry) == OPEN and not entry.task.merged:
            key = "落实情况" if entry.task.state else "状态"
            yield say("{name}还没有写{key}", name=entry.name, key=key), (*entry.path, key)
        elif _lacks_reason(draft, entry):
            missing = say("未开展的原因")
            yield (
                say("{name}还缺{missing}", name=entry.name, missing=missing),
                (
                    *entry.path,
                    "落实情况",
                ),
            )


def _lacks_reason(draft: Draft, entry: PlacedTask) -> bool:
    """Whether a task that was not begun is listed without a reason; in the text that is a gap."""
    task, path = entry.task, (*entry.path, "落实情况")
    if task.state != "未开展" or task.result or draft.is_skipped(path):
        return False
    return bool(task.merged) or find_telling(draft, entry) != TOLD


def _find_gaps(document: Document) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Gaps of the text that belong to a task, by the task's key."""
    for run in document.gaps():
        path = parse_path(run.key)
        # 要点, n, 组, n, 任务, n
        if path[:1] == ("要点",) and len(path) > 5:
            yield path[:6], run.text


@register_rule("GK402", Severity.WARNING, waivable=True, needs="要点任务的落实情况")
def check_evidence(draft: Draft, document: Document) -> Iterator[Verdict]:
    """说任务完成了，却没有数、成果或文件。

    完成的任务要写出数量、成果名称或文件名称，如“公布民生实事进展4期”“《……办法》于5月印发”。
    “认真落实”“成效明显”一类的话不算交代。确实没有数的，写成果和月份。
    """
    for path, told in list_unproven(draft):
        yield told, path


def list_unproven(draft: Draft) -> Iterator[tuple[DataPath, str]]:
    """The results of what is done, of tasks and groups, that name nothing which shows it."""
    for entry in list_tasks(draft.report):
        if entry.task.state == "完成" and entry.task.result and not has_evidence(entry.task):
            told = say("{name}写了完成，但没有数、成果或文件名称", name=entry.name)
            yield (*entry.path, "落实情况"), told
    for rollup in list_rollups(draft):
        if rollup.members and rollup.group.result and not has_evidence(rollup.task):
            told = say("{name}的落实情况没有数、成果或文件名称", name=rollup.name)
            yield (*rollup.path, "落实情况"), told


@register_rule("GK403", Severity.WARNING, waivable=True, needs="要点任务的落实情况")
def check_notice_year(draft: Draft, document: Document) -> Iterator[Verdict]:
    """通知不是本年度的。

    年度以要点标题里的年份为准；标题没有年份的看文号，再看成文日期。上年的通知多半是沿用旧文件时忘了换。
    跨年执行的通知可以写情况说明。
    """
    for index, notice in enumerate(draft.report.notices):
        years = notice.years
        if years and not years[0] <= draft.report.year <= years[-1]:
            title = notice.title.strip("《》")
            name = f"《{title}》" if notice.title else notice.number
            span = "—".join(map(str, dict.fromkeys((years[0], years[-1]))))
            yield (
                say(
                    "{name}是 {span} 年的，报告是 {year} 年的",
                    name=name,
                    span=span,
                    year=draft.report.year,
                ),
                ("要点", index),
            )


@register_rule("GK404", Severity.WARNING, waivable=True, needs="要点任务的落实情况")
def check_relative_time(draft: Draft, document: Document) -> Iterator[Verdict]:
    """落实情况的说法还停在年中。

    年度已经结束：不写今年以来、目前、前三季度、下月、即将，写具体月份或“截至年末”。
    状态写了完成的，也不再写正在、将于、预计；没有完成就把状态改为推进中。
    书名号、引号里的不算。用语表在 templates/wording.yaml。
    """
    wording = draft.layout.wording
    for entry in list_tasks(draft.report):
        # 《关于今年……的通知》 is a name, and “目前” may be quoted
        text = re.sub("《[^》]*》|“[^”]*”|「[^」]*」", "", entry.task.result)
        found, reason = wording.is_relative.search(text), "年度已经结束"
        if found is None and entry.task.state == "完成":
            found, reason = wording.is_promise.search(text), "状态是完成"
        if found:
            yield (
                say(
                    "{name}的落实情况写了“{found}”，{reason}，请改写",
                    name=entry.name,
                    found=found[0],
                    reason=reason,
                ),
                (*entry.path, "落实情况"),
            )


def _find_same(draft: Draft) -> Iterator[tuple[PlacedTask, PlacedTask]]:
    """The same task in two notices, or in one and its table.

    Most reports answer one notice, and need not load what compares.
    """
    tasks = list_tasks(draft.report)
    if len({(entry.path[1], entry.task.source.startswith("表")) for entry in tasks}) > 1:
        from gkdraft.report.alike import find_same

        yield from find_same(draft.report, draft.layout.resources)


@register_rule("GK405", Severity.WARNING, waivable=True, needs="要点任务的落实情况")
def check_duplicates(draft: Draft, document: Document) -> Iterator[Verdict]:
    """同一项任务两处的说法不一样。

    几份通知常把同一项任务写几遍。两处状态不同，或同名的数不同，读者会看出矛盾。
    核对后改成一致；其实是一项的，在后一项写“并入: 前一项的全名”，只印一次。
    一项任务的落实情况写“座谈会3场”，数据里的座谈会是 4 场，或数据里一个项目列了两次，也在这里指出；
    两处数相同的不必改，成稿只印一次。
    已写并入的不再另印：几项并入一项的，各项自己写了状态的，对照表用自己的，别的用那一项的；那一项写了完成、
    本项没有完成的，以及只写了落实情况、没有写状态的，也在此提示。
    """
    for first, second in _find_same(draft):
        if not first.task.merged and not second.task.merged:
            yield from _compare_answers(draft, first, second)
    for entry in list_tasks(draft.report):
        yield from weigh_figures(draft, entry)
        if entry.task.merged:
            yield from _compare_merged(draft, entry)


def _compare_merged(draft: Draft, entry: PlacedTask) -> Iterator[Verdict]:
    """What a merged task says of itself, beside the one that is printed for it."""
    task, target = entry.task, find_target(draft.report, entry.task)
    if target and task.state in ("推进中", "未开展") and target.task.state == "完成":
        yield (
            say(
                "{name}写了{states}，{key} 同样的任务写了{states2}",
                name=entry.name,
                states=task.state,
                key=target.key,
                states2=target.task.state,
            ),
            (*entry.path, "状态"),
        )
    elif task.state is None and (task.result or task.figures):
        yield (
            say(
                "{name}已并入 {merged}，自己的落实情况不会印出",
                name=entry.name,
                merged=task.merged,
            ),
            (*entry.path, "并入"),
        )


def _compare_answers(draft: Draft, first: PlacedTask, second: PlacedTask) -> Iterator[Verdict]:
    states = find_state(draft, first), find_state(draft, second)
    if states[0] != states[1] and OPEN not in states:
        yield (
            say(
                "{name}写了{states}，{key} 同样的任务写了{states2}",
                name=second.name,
                states=states[1],
                key=spell_path(first.path),
                states2=states[0],
            ),
            (*second.path, "状态"),
        )
    known = {figure.item: figure for figure in first.task.figures if figure.item}
    for index, figure in enumerate(second.task.figures):
        other = known.get(figure.item)
        if other is None or figure.number is None:
            continue
        if _differ(_find_number(draft, first, other), _find_number(draft, second, figure)):
            yield (
                say(
                    "{name}的{item}与 {key} 的不一样：{number}{unit}、{number2}{unit2}",
                    name=second.name,
                    item=figure.item,
                    key=spell_path(first.path),
                    number=figure.number,
                    unit=figure.unit,
                    number2=other.number,
                    unit2=other.unit,
                ),
                (*second.path, "数据", index),
            )


def _find_number(draft: Draft, entry: PlacedTask, figure: TaskFigure) -> Number | None:
    position = entry.task.figures.index(figure) + 1
    return draft.figures.get(f"{entry.key}.数据.{position}.数")


def _differ(one: Number | None, other: Number | None) -> bool:
    """Whether two figures are different numbers; one not filled in contradicts nothing."""
    return one is not None and other is not None and one != other


@register_rule("GK406", Severity.ERROR, waivable=True, needs="要点任务的落实情况")
def check_merges(draft: Draft, document: Document) -> Iterator[Verdict]:
    """并入的任务找不到。

    “并入”写另一项任务的全名，如 要点.1.组.2.任务.3（第 1 份通知第 2 组第 3 项）。
    那一项自己不能又并入别处，也不能是本项自己。找不到时本项不会印出，等于漏答。
    """
    for entry in list_tasks(draft.report):
        if not entry.task.merged:
            continue
        target = find_target(draft.report, entry.task)
        if target is None or target.task.merged or target.path == entry.path:
            yield (
                say("{name}并入的“{merged}”找不到", name=entry.name, merged=entry.task.merged),
                (*entry.path, "并入"),
            )


@register_rule("GK407", Severity.WARNING, waivable=True, needs="要点任务的落实情况")
def check_unprinted(draft: Draft, document: Document) -> Iterator[Verdict]:
    """写了落实情况，成稿没有印。

    自定栏目的报告里没有放“要点”这部分，或“写入”指的地方没有，任务就印不出来。
    在栏目的“内容”里加上“要点”，或改“写入”；不打算印的，“写法”写“只列对照表”。
    """
    printed: set[str] = set()
    for block in document.blocks:
        printed.update(getattr(block, "answers", ()))
    for entry in list_tasks(draft.report):
        answered = find_state(draft, entry) in ("完成", "推进中", "未开展")
        answered = answered and find_telling(draft, entry) != LISTED
        if answered and not entry.task.merged and entry.key not in printed:
            yield say("{name}写了落实情况，成稿没有印", name=entry.name), (*entry.path, "落实情况")
