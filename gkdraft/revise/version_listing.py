"""What differs between two versions, for people as lines or Markdown, and as data."""

from collections.abc import Iterator, Sequence

from gkdraft.messages import join_messages, say
from gkdraft.revise.changes import NEWLINE, Change
from gkdraft.revise.listing import KINDS
from gkdraft.revise.version_figures import UNREAD_BEFORE, UNREAD_NOW
from gkdraft.revise.versions import Versions
from gkdraft.revise.word_changes import mark_words

# cells of which one side was not read, as far as a line names them
MOST_NAMED = 3
# characters by which the beginning of a paragraph is known
OPENING = 16

MARKED = ("reword", "heading", "row")


def render_versions(versions: Versions) -> list[str]:
    """A line for every difference, and how many there are."""
    lines = [*versions.warnings, *_list_figures(versions.figures)]
    for change in versions.texts:
        kind, told = KINDS[change.kind], _tell(change)
        lines.append(say("{place} {kind}：{told}", place=change.place, kind=kind, told=told))
    return [*lines, *versions.remarks, _sum_up(versions)]


def _list_figures(changes: Sequence[Change]) -> Iterator[str]:
    """A line for each cell; those that one side does not give are told table by table."""
    unread: dict[tuple[str, str], list[Change]] = {}
    for change in changes:
        if change.reason:
            table = change.place.partition(" ")[0]
            unread.setdefault((table, change.reason), []).append(change)
        else:
            yield say(
                "{place}：{before} → {now}",
                place=change.place, before=_print(change.before), now=_print(change.now),
            )  # fmt: skip
    for (table, reason), cells in unread.items():
        yield say(
            "{table}有 {count} 格{reason}，没有比较：另一份是 {cells}",
            table=table, count=len(cells), reason=reason, cells=_name_cells(cells),
        )  # fmt: skip


def _print(text: str) -> str:
    return text or say("空白")


def _name_cells(cells: Sequence[Change]) -> str:
    """The first cells with what the other side has in them."""
    named: list[str] = []
    for cell in cells[:MOST_NAMED]:
        name = cell.place.partition(" ")[2]
        named.append(say("{name} {text}", name=name, text=_print(cell.before or cell.now)))
    listed = join_messages("、", named)
    return listed if len(cells) <= MOST_NAMED else say("{listed}等", listed=listed)


def _tell(change: Change) -> str:
    """What changed: in brackets in the sentence, or the whole text put in or taken out."""
    if change.kind == "split":
        return say("“{}”另起一段", _list_openings(change.now))
    if change.kind == "merge":
        return say("“{}”不另起一段", _list_openings(change.before))
    if change.kind in MARKED:
        return mark_words(change.before, change.now)
    return change.now or change.before


def _list_openings(text: str) -> str:
    """How the paragraphs behind the first begin."""
    openings: list[str] = []
    for paragraph in text.split(NEWLINE)[1:]:
        rest = "……" if len(paragraph) > OPENING else ""
        openings.append(f"{paragraph[:OPENING]}{rest}")
    return "”、“".join(openings)


def _sum_up(versions: Versions) -> str:
    if versions.is_same and versions.remarks:
        return say("比较过的都一样。")
    if versions.is_same:
        return say("两份一样。")
    unread = sum(1 for change in versions.figures if change.reason)
    differ = len(versions.figures) - unread
    parts: list[str] = []
    if differ:
        parts.append(say("数不同的 {differ} 格", differ=differ))
    if unread:
        parts.append(say("有一份没有读出的 {unread} 格", unread=unread))
    if versions.texts:
        parts.append(say("文字不同的 {count} 处", count=len(versions.texts)))
    return say("{parts}。", parts=join_messages("，", parts))


def render_versions_table(versions: Versions) -> list[str]:
    """A Markdown table of the figures, another of the texts."""
    parts: list[Sequence[str]] = [versions.warnings]
    if versions.figures:
        head = (say("| 项目 | 前一份 | 后一份 |"), "| --- | ---: | ---: |")
        parts += [(say("## 数"),), (*head, *map(_write_figure, versions.figures))]
    if versions.texts:
        head = (say("| 位置 | 改动 | 内容 |"), "| --- | --- | --- |")
        parts += [(say("## 文字"),), (*head, *map(_write_text, versions.texts))]
    parts.append((*versions.remarks, _sum_up(versions)))
    lines: list[str] = []
    for part in filter(None, parts):
        lines += ["", *part]
    return lines[1:]


def _write_figure(change: Change) -> str:
    before, now = _print(change.before), _print(change.now)
    if change.reason == UNREAD_BEFORE:
        before = say("没有读出")
    elif change.reason == UNREAD_NOW:
        now = say("没有读出")
    return say("| {place} | {before} | {now} |", place=change.place, before=before, now=now)


def _write_text(change: Change) -> str:
    told = _tell(change).replace("|", "\\|").replace(NEWLINE, "<br>")
    kind = KINDS[change.kind]
    return say("| {place} | {kind} | {told} |", place=change.place, kind=kind, told=told)


def list_versions(versions: Versions) -> dict[str, object]:
    """Everything as plain data; both lists are empty where nothing differs."""
    return {
        "kind": "versions",
        "figures": [_describe_figure(change) for change in versions.figures],
        "text": [_describe_text(change) for change in versions.texts],
        "remarks": [*versions.warnings, *versions.remarks],
    }


def _describe_figure(change: Change) -> dict[str, object]:
    """A cell: "" where it is blank, nothing where it was not read."""
    return {
        "key": change.key,
        "place": change.place,
        "before": None if change.reason == UNREAD_BEFORE else change.before,
        "now": None if change.reason == UNREAD_NOW else change.now,
    }


def _describe_text(change: Change) -> dict[str, object]:
    return {
        "kind": change.kind,
        "place": change.place,
        "before": change.before,
        "now": change.now,
        "marked": mark_words(change.before, change.now) if change.kind in MARKED else "",
    }
