"""Words changed 字句的改动: a reworded sentence in one line, the change in brackets.

……本年新收政府信息公开申请［486→490］件，［+均］按时答复……: what is put in has a plus, what is taken
out a minus; of what is the same only some words beside it are shown.
"""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from gkdraft.base.patterns import compile_late
from gkdraft.revise.version_lines import fold_shapes

# a figure is read as one, an open gap as well; other words character by character
_TOKEN = compile_late(r" *(?:\d+(?:\.\d+)?|【待补充[^】]*】|[A-Za-z]+|.)", re.DOTALL)
# so few characters that are the same between two changes do not part them
SHORTEST_SAME = 2
# characters beside a change that are shown
CONTEXT = 14
# a sentence that keeps less than this is shown as another one
KEPT = 0.4
ELLIPSIS = "……"
# a longer sentence is none, and would take minutes
LONGEST = 3000


class Span(NamedTuple):
    """Some words of a sentence, and what they became."""

    before: str
    now: str
    is_same: bool = False


def list_spans(before: str, now: str) -> list[Span]:
    """Both sentences in pieces, those that are the same and those that are not."""
    if max(len(before), len(now)) > LONGEST:
        return [Span(before, now)]
    old, new = _TOKEN.findall(before), _TOKEN.findall(now)
    ours, theirs = list(map(fold_shapes, old)), list(map(fold_shapes, new))
    matcher = SequenceMatcher(None, ours, theirs, autojunk=False)
    spans: list[Span] = []
    for tag, left, right, low, high in matcher.get_opcodes():
        span = Span("".join(old[left:right]), "".join(new[low:high]), tag == "equal")
        spans.append(span)
    same = sum(len(span.now) for span in spans if span.is_same)
    if same < KEPT * max(len(before), len(now)):
        return [Span(before, now)]
    return list(_join_near(spans))


def _join_near(spans: Sequence[Span]) -> Iterator[Span]:
    """The pieces; what is the same by chance between two changes belongs to them."""
    last: Span | None = None
    for number, span in enumerate(spans):
        is_inner = 0 < number < len(spans) - 1 and len(span.now) < SHORTEST_SAME
        is_change = not span.is_same or is_inner
        if last and is_change and not last.is_same:
            last = Span(last.before + span.before, last.now + span.now)
            continue
        if last:
            yield last
        last = Span(span.before, span.now, not is_change)
    if last:
        yield last


def mark_words(before: str, now: str) -> str:
    """Both sentences as one line."""
    spans = list_spans(before, now)
    last = len(spans) - 1
    marked = ""
    for number, span in enumerate(spans):
        if span.is_same:
            marked += _shorten(span.now, number > 0, number < last)
        else:
            marked += _mark(span)
    return marked


def _mark(span: Span) -> str:
    if not span.before:
        return f"［+{span.now}］"
    return f"［{span.before}→{span.now}］" if span.now else f"［-{span.before}］"


def _shorten(text: str, is_behind: bool, is_before: bool) -> str:
    """Words that are the same, as far as they stand behind or before a change."""
    head = text[:CONTEXT] if is_behind else ""
    tail = text[-CONTEXT:] if is_before else ""
    if len(text) <= len(head) + len(tail) + len(ELLIPSIS):
        return text
    return f"{head}{ELLIPSIS}{tail}"
