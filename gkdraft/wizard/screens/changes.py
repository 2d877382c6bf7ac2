"""A change of an edited draft 改动 as the wizard shows it: what, where, before and now. Pure."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from gkdraft.base.columns import cut_text, wrap_text
from gkdraft.messages import _, translate
from gkdraft.revise.changes import Change
from gkdraft.revise.decisions import Item
from gkdraft.revise.listing import describe_outcome, list_items, name_change
from gkdraft.wizard.screens.card import WIDEST

AROUND = 16
"""Characters of what is the same that stay beside a difference."""
SHORT = 80
"""Characters of a text that is shown whole."""
LONGEST = 4000
"""Characters of a text in which differences are looked for; of a longer one its beginning."""
TAKEN_UP = 15
"""Rows of a screen that are not for the texts: head, notes, choices."""


def compose_items(
    items: Sequence[Item], number: int, of: int, size: tuple[int, int], done: str = ""
) -> list[str]:
    """The card of what is written together; `done` is what was decided before."""
    width = min(size[0], WIDEST)
    head = _("收回改稿　第 {n} 项，共 {of} 项").format(n=number, of=of)
    lines = [cut_text(head, width), "─" * (width // 2)]
    room = max(2, (size[1] - TAKEN_UP) // len(items))
    for item in items:
        lines += _compose_change(item.change, width, room)
    if len(items) > 1:
        lines.append(_("（以上 {count} 处一起写入）").format(count=len(items)))
    return [*lines, *wrap_text(done, width), ""]


def _compose_change(change: Change, width: int, room: int) -> list[str]:
    lines = wrap_text(translate(name_change(change)), width)
    texts = list(_tell_texts(change))
    for text in texts:
        lines += _fit_lines(wrap_text(text, width), max(1, room // len(texts)))
    return lines + wrap_text(translate(describe_outcome(change)), width)


def _tell_texts(change: Change) -> Iterator[str]:
    before, now = (text.replace("\n", "¶") for text in show_apart(change.before, change.now))
    if change.kind == "figure":
        yield _("{before} → {now}").format(before=before or _("空白"), now=now or _("空白"))
        return
    if before:
        yield _("原来：{}").format(before)
    if now:
        yield _("改成：{}").format(now) if before else _("增加：{}").format(now)
    else:
        yield _("改成：（删去）")


def _fit_lines(lines: list[str], room: int) -> list[str]:
    if len(lines) <= room:
        return lines
    return [*lines[: max(1, room - 1)], _("　……（其余见稿子）")]


def show_apart(before: str, now: str) -> tuple[str, str]:
    """Two texts; of long passages that are the same in both, what stands beside a difference."""
    if max(len(before), len(now)) <= SHORT or not (before and now):
        return before, now
    before, now = before[:LONGEST], now[:LONGEST]
    matcher = SequenceMatcher(None, before, now, autojunk=False)
    old = new = ""
    for name, a, b, c, d in matcher.get_opcodes():
        if name == "equal":
            same = _leave_out(before[a:b], is_first=a == c == 0, is_last=d == len(now))
            old, new = old + same, new + same
        else:
            old, new = old + before[a:b], new + now[c:d]
    return old, new


def _leave_out(text: str, is_first: bool, is_last: bool) -> str:
    """A passage without its middle, or without the end at which nothing differs."""
    front = "" if is_first else text[:AROUND]
    back = "" if is_last else text[-AROUND:]
    if len(text) <= len(front) + len(back) + AROUND:
        return text
    return f"{front}……{back}"


def list_refused(items: Sequence[Item], width: int) -> list[str]:
    """What cannot be taken, each with its reason."""
    lines: list[str] = []
    for line in list_items(items):
        lines += wrap_text(translate(line), width)
    return lines
