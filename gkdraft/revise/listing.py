"""What came back, for people line by line and for programs as data."""

from collections.abc import Iterator, Mapping, Sequence

from gkdraft.messages import join_messages, say, translate
from gkdraft.revise.changes import Change, Confidence, Kind
from gkdraft.revise.decisions import EDITS, Item

# characters of a text as a line shows them
SHOWN = 60

KINDS: Mapping[Kind, str] = {
    "figure": say("数"), "reword": say("改写"), "insert": say("增加"), "delete": say("删去"),
    "split": say("分段"), "merge": say("并段"), "heading": say("标题"), "row": say("表的行"),
    "label": say("表的行名"), "insertion": say("修订：增加"), "deletion": say("修订：删去"),
    "comment": say("批注"),
}  # fmt: skip

_ORIGINS = {
    "bookmark": say("按书签找到"), "exact": say("按原文找到"), "fuzzy": say("按相近的文字找到"),
    "gap": say("按前后位置推定"),
}  # fmt: skip
_CONFIDENCE: Mapping[Confidence, str] = {
    "high": say("有把握"), "medium": say("较有把握"), "low": say("没有把握"),
}  # fmt: skip


def list_items(items: Sequence[Item]) -> Iterator[str]:
    """Two or three lines for each change."""
    for number, item in enumerate(items, 1):
        yield from _describe(number, item.change)


def name_change(change: Change) -> str:
    """What was done, where in the report and where in the edited draft, and by whom."""
    author = say("（{author}）", author=change.author) if change.author else ""
    is_apart = change.spot and change.spot != change.place
    spot = say("，稿子{spot}", spot=change.spot) if is_apart else ""
    return say(
        "{kind} {place}{spot}{author}",
        kind=KINDS[change.kind], place=change.place, spot=spot, author=author,
    )  # fmt: skip


def _describe(number: int, change: Change) -> Iterator[str]:
    yield say("{number}. {name}", number=number, name=name_change(change))
    before, now = shorten_apart(change.before, change.now)
    if change.kind == "comment":
        yield say("   “{before}”：{now}", before=before, now=change.now)
    elif not change.before:
        yield say("   + {now}", now=now)
    elif not change.now and change.kind != "figure":
        yield say("   - {before}", before=before)
    else:
        yield say("   {before} → {now}", before=before, now=now or say("空白"))
    yield say("   {}", describe_outcome(change))


def describe_outcome(change: Change) -> str:
    """Where it goes, how it was found and how sure that is; or why it goes nowhere."""
    notes: list[str] = []
    if change.target:
        place = say("记入“修改”") if change.target == EDITS else say("写入 {}", change.target)
        notes.append(place)
        found = (_ORIGINS[change.origin], _CONFIDENCE[change.confidence])
        notes.append(join_messages("，", found))
    if change.reason:
        notes.append(change.reason if change.target else say("不写入：{}", change.reason))
    return join_messages("；", notes)


def shorten_apart(before: str, now: str) -> tuple[str, str]:
    """Two texts around the place where they differ, short enough for a line."""
    start = 0
    while start < min(len(before), len(now)) and before[start] == now[start]:
        start += 1
    skip = max(0, start - SHOWN // 3)
    return _shorten(before, skip), _shorten(now, skip)


def _shorten(text: str, skip: int) -> str:
    text = text.replace("\n", "¶")
    if len(text) <= SHOWN:
        return text
    cut = text[skip : skip + SHOWN]
    head = "……" if skip else ""
    return f"{head}{cut}{'……' if skip + SHOWN < len(text) else ''}"


def list_plain(items: Sequence[Item]) -> list[dict[str, object]]:
    """Every change as data."""
    found: list[dict[str, object]] = []
    for number, item in enumerate(items, 1):
        change = item.change
        found.append(
            {
                "number": number,
                "kind": change.kind,
                "place": change.place,
                "spot": change.spot,
                "key": change.key,
                "before": change.before,
                "now": change.now,
                "source": change.origin,
                "confidence": change.confidence,
                "author": change.author,
                "target": change.target,
                "reason": translate(change.reason),
            }
        )
    return found
