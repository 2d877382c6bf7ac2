"""GK4: one sentence for several tasks, and tasks that are set aside by who is responsible."""

from collections.abc import Iterator

from gkdraft.base.places import DataPath, spell_path
from gkdraft.messages import say
from gkdraft.prose.clauses import names_time
from gkdraft.prose.document import Document
from gkdraft.report.draft import Draft
from gkdraft.report.model import SKIP
from gkdraft.report.tasks import (
    OPEN,
    RollUp,
    find_state,
    is_told_by_group,
    list_bodies,
    list_rollups,
    list_tasks,
)
from gkdraft.rules.findings import Severity
from gkdraft.rules.registry import Verdict, register_rule


@register_rule("GK408", Severity.WARNING, waivable=True, needs="要点任务的落实情况")
def check_rollups(draft: Draft, document: Document) -> Iterator[Verdict]:
    """用一句话交代几项任务，交代得不全。

    写法是“见本组”的任务由本组的“落实情况”交代，这一句不能空着；写了这一句，本组又没有一项用到它，就不会印。
    其中有推进中的，这一句要写明什么时候完成。
    “略”写在组、任务上，连同任务一起略去，对照表里也没有；只是不写进正文的，“写法”写“只列对照表”。
    """
    told: set[DataPath] = set()
    for entry in list_tasks(draft.report):
        # a task that is still open may come to be told by it
        if is_told_by_group(draft, entry) or find_state(draft, entry) == OPEN:
            told.add(entry.path[:4])
    for rollup in list_rollups(draft):
        path = (*rollup.path, "落实情况")
        if not draft.is_faulty(path):
            yield from ((message, path) for message in _weigh_rollup(draft, rollup, told))
    for path in sorted(draft.skipped, key=spell_path):
        if _holds_tasks(path):
            yield (
                say(
                    "{key} 写了“{skip}”，对照表里没有其中的任务；"
                    "只是不写进正文的，写“写法: 只列对照表”",
                    key=spell_path(path),
                    skip=SKIP,
                ),
                path,
            )


def _weigh_rollup(draft: Draft, rollup: RollUp, told: set[DataPath]) -> Iterator[str]:
    """What is wrong with the sentence of a group."""
    result, count = rollup.group.result, len(rollup.members)
    if not result:
        yield say(
            "{name}有 {count} 项由本组交代（见本组），本组的落实情况还没有写",
            name=rollup.name,
            count=count,
        )
    elif not count and rollup.path not in told:
        yield say(
            "{name}的落实情况没有印：各项自己都有，要用这一句的写“写法: 见本组”", name=rollup.name
        )
    unfinished = [entry for entry in rollup.members if entry.task.state == "推进中"]
    if result and unfinished and not names_time(result, draft.report.year):
        names = "、".join(entry.name for entry in unfinished)
        yield say("{name}的落实情况没有写{names}什么时候完成", name=rollup.name, names=names)


def _holds_tasks(path: DataPath) -> bool:
    """Whether tasks stand at a place: one, or a group or notice of them; not all of 要点."""
    holder = path[-2] if isinstance(path[-1], int) and len(path) > 1 else path[-1]
    return len(path) > 1 and path[0] == "要点" and holder in ("要点", "组", "任务")


@register_rule("GK409", Severity.WARNING, waivable=True, needs="要点任务的落实情况")
def check_foreign(draft: Draft, document: Document) -> Iterator[Verdict]:
    """“不涉及单位”与任务对不上。

    责任单位（含牵头单位）都以“不涉及单位”里的某个词开头、自己又没有写状态和落实情况的任务，算不涉及；
    对照表里逐项注明，自己写了状态的不受影响，删去这个词就恢复。
    一个词没有对上任何任务，多半是写错了；本机关的名称也以它开头，会把自己的任务略过。
    """
    bodies: dict[int, set[str]] = {}
    for entry in list_tasks(draft.report):
        bodies.setdefault(int(entry.path[1]), set()).update(list_bodies(entry.task))
    for index, notice in enumerate(draft.report.notices):
        path = ("要点", index, "不涉及单位")
        for word in dict.fromkeys(filter(None, notice.foreign)):
            if draft.report.agency.name.startswith(word):
                yield say("本机关的名称也以“{word}”开头，本机关的任务会算不涉及", word=word), path
            elif not any(name.startswith(word) for name in bodies.get(index, ())):
                yield say("没有责任单位以“{word}”开头的任务，请核对写法", word=word), path
