"""What collecting is told of: who handed in what, what differs, who is missing. Lines."""

import datetime
from collections import Counter
from collections.abc import Iterator, Sequence

from gkdraft.gathering.plan import Item, Plan
from gkdraft.gathering.returns import Refused, Returned
from gkdraft.gathering.workbooks import Desk
from gkdraft.messages import join_messages, say, translate
from gkdraft.report.printing import print_date
from gkdraft.rules.explaining import name_cell
from gkdraft.rules.naming import name_place

MOST_ALIKE = 3
MOST = 60
"""Lines of a kind before the rest is counted only."""
_LONGEST = 60


def list_returns(desk: Desk, returns: Sequence[Returned], plan: Plan) -> Iterator[str]:
    """A line a file: whose it is, how much it tells, what to know of it."""
    for one in returns:
        if one.name in plan.unknown:
            yield _explain_unknown(desk, one)
            continue
        counts = Counter(_name_part(desk, path[0]) for path in one.answers)
        if one.problems:
            counts["存在问题"] += len(one.problems)
        told = "，".join(say("{name} {count} 处", name=name, count=n) for name, n in counts.items())
        told = told or say("没有读到填的内容，不算报来")
        yield say("{file}：{office}，{told}", file=one.name, office=one.office, told=told)
        yield from _list_doubts(one, plan)


def _list_doubts(one: Returned, plan: Plan) -> Iterator[str]:
    """What does not add up, what to know, what is not there, what could not be taken."""
    for (office, key), fault in plan.faults.items():
        if office == one.office and any(path[0] == key for path in one.answers):
            yield say("　{fault}", fault=fault)
    for remark in one.remarks:
        yield say("　{remark}", remark=remark)
    if one.lacking:
        yield say("　没有填的：{names}", names=join_messages("、", one.lacking))
    yield from _list_refused(one)


def _list_refused(one: Returned) -> Iterator[str]:
    """What could not be taken, a line each; many for one reason are counted."""
    reasons: dict[str, list[Refused]] = {}
    for refused in one.refused:
        reasons.setdefault(str(refused.reason), []).append(refused)
    for alike in reasons.values():
        for refused in alike[:MOST_ALIKE]:
            yield say(
                "　{place}“{about}”没有收：{reason}",
                place=refused.place,
                about=refused.about,
                reason=refused.reason,
            )
        if len(alike) > MOST_ALIKE:
            yield say("　同样原因没有收的还有 {count} 处", count=len(alike) - MOST_ALIKE)


def _explain_unknown(desk: Desk, one: Returned) -> str:
    if not one.office:
        return say(
            "{file}：不知道是哪个单位报的，没有收；请在“填报单位”一栏或文件名里写明", file=one.name
        )
    if one.year and one.year != desk.paper.year:
        return say("{file}：写的是 {year} 年，没有收", file=one.name, year=one.year)
    if one.is_stranger:
        return say(
            "{file}：“{office}”不在分工和通知里，没有收；是那里的单位的，"
            "请在“分工”的“单位”里用“又称”写明",
            file=one.name,
            office=one.office,
        )
    return say(
        "{file}：{office}还有一份填得不同的，两份都没有收；请只留一份",
        file=one.name,
        office=one.office,
    )


def _name_part(desk: Desk, key: object) -> str:
    form = desk.paper.session.book.layout.form_by_key.get(str(key))
    return form.name if form else {"要点": "要点任务", "总体情况": "指标"}.get(str(key), str(key))


def list_items(desk: Desk, items: Sequence[Item]) -> Iterator[str]:
    """What is not written unasked, numbered."""
    for number, item in enumerate(items[:MOST], 1):
        yield f"{number}. {translate(_tell_item(desk, item))}"
    if len(items) > MOST:
        yield say("……还有 {count} 项", count=len(items) - MOST)


def _tell_item(desk: Desk, item: Item) -> str:
    if item.more:
        form = desk.paper.session.book.layout.form_by_key[str(item.path[0])]
        return say(
            "{form} {count} 格没有写：{fault}",
            form=form.name,
            count=len(item.more) + 1,
            fault=item.fault,
        )
    now = say("已有 {now}，", now=_shorten(item.now)) if item.now else ""
    return say(
        "{name}：{now}{offices}报 {shown}（{places}）：{reason}",
        name=_name_item(desk, item), now=now, offices="、".join(item.offices),
        shown=_shorten(item.shown), places="；".join(item.places),
        reason=item.reason or item.fault,
    )  # fmt: skip


def _name_item(desk: Desk, item: Item) -> str:
    form = desk.paper.session.book.layout.form_by_key.get(str(item.path[0]))
    if form is not None:
        cell = name_cell(form, tuple(map(str, item.path[1:])))
        return say("{form} {cell}", form=form.name, cell=cell)
    if item.path[0] == "存在问题":
        return say("存在问题")
    return name_place(desk.roster.draft, item.path)


def _shorten(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 2]}……"


def list_missing(desk: Desk, plan: Plan, today: datetime.date) -> Iterator[str]:
    """Who has not handed in, by deadline, and what waits for them."""
    days: dict[datetime.date | None, list[str]] = {}
    for name in plan.missing:
        days.setdefault(desk.roster.find_due(name), []).append(name)
    for due in sorted(days, key=lambda due: due or datetime.date.max):
        names = "、".join(days[due])
        if due is None:
            yield say("还没有报来：{names}", names=names)
        elif due < today:
            yield say(
                "还没有报来（期限 {due}，已过 {days} 天）：{names}",
                due=print_date(due),
                days=(today - due).days,
                names=names,
            )
        else:
            yield say("还没有报来（期限 {due}）：{names}", due=print_date(due), names=names)
    yield from plan.notes
    for places, offices in _group_waiting(plan):
        yield say(
            "{count} 处要等{offices}报来才能相加，先没有写",
            count=places,
            offices="、".join(offices),
        )


def _group_waiting(plan: Plan) -> list[tuple[int, tuple[str, ...]]]:
    counts = Counter(plan.waiting.values())
    return [(count, offices) for offices, count in counts.items()]
