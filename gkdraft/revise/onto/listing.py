"""What goes into an edited document, for people line by line and for programs as data."""

from collections.abc import Iterator, Mapping

from gkdraft.messages import say, translate
from gkdraft.revise.onto.plan import Arrival, Conflict, Kind, Plan
from gkdraft.revise.word_changes import mark_words

KINDS: Mapping[Kind, str] = {
    "cell": say("表格"), "figure": say("句中的数"), "sentence": say("字句"),
    "insert": say("新增"), "delete": say("删去"), "number": say("标题序号"),
}  # fmt: skip


def list_arrivals(plan: Plan) -> Iterator[str]:
    """Two lines for each change: where, and the old text with the new one."""
    for number, one in enumerate(plan.arrivals, 1):
        yield say(
            "{number}. {kind} {place}{spot}",
            number=number, kind=KINDS[one.kind], place=one.place, spot=_name_spot(one.spot),
        )  # fmt: skip
        yield _show_change(one)


def _show_change(one: Arrival) -> str:
    if one.kind in ("cell", "number"):
        before, now = one.before or say("空白"), one.now or say("空白")
        return say("   {before} → {now}", before=before, now=now)
    if not one.before:
        return say("   + {now}", now=one.now)
    if not one.now:
        return say("   - {before}", before=one.before)
    return say("   {}", mark_words(one.before, one.now))


def list_conflicts(plan: Plan) -> Iterator[str]:
    """What both sides changed: the three texts, and the values of a figure."""
    for number, one in enumerate(plan.conflicts, 1):
        yield say(
            "{number}. {place}{spot}", number=number, place=one.place, spot=_name_spot(one.spot)
        )
        if one.key:
            yield say(
                "   {key}：生成时 {base}，数据现在 {now}，稿子现在 {edited}",
                key=one.key, base=_show(one.base), now=_show(one.now), edited=_show(one.edited),
            )  # fmt: skip
        texts = one.sentences if one.key else (one.base, one.now, one.edited)
        if any(texts):
            yield say("   生成时：{}", texts[0] or say("没有"))
            yield say("   数据现在：{}", texts[1] or say("没有"))
            yield say("   稿子现在：{}", texts[2] or say("没有"))
        if one.reason:
            yield say("   {}", one.reason)


def _show(value: str) -> str:
    return value or say("空白")


def _name_spot(spot: str) -> str:
    return say("，稿子{spot}", spot=spot) if spot else ""


def list_plain(plan: Plan) -> dict[str, object]:
    """Everything as data."""
    return {
        "changes": [_list_arrival(one) for one in plan.arrivals],
        "conflicts": [_list_conflict(one) for one in plan.conflicts],
    }


def _list_arrival(one: Arrival) -> dict[str, str]:
    return {
        "kind": one.kind,
        "place": one.place,
        "spot": one.spot,
        "key": one.key,
        "before": one.before,
        "now": one.now,
    }


def _list_conflict(one: Conflict) -> dict[str, object]:
    return {
        "place": one.place,
        "spot": one.spot,
        "key": one.key,
        "base": one.base,
        "now": one.now,
        "edited": one.edited,
        "sentences": list(one.sentences) if one.key else [],
        "reason": translate(one.reason),
    }
