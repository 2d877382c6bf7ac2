"""What a number in prose stands for: a key of the data, or how it follows from several.

申请情况.本年新收.总计 · A + B - C · A 差 B (how far apart) · A 占 B (share in %) · A 比 B (growth
in %) · A 倍 B (how many times) · A 万 (in 万) · A = 13 (an editor wrote 13 for it). Whatever a
template prints carries such an expression, and people may refer to it in double braces.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from gkdraft.base.patterns import compile_late
from gkdraft.base.places import parse_path
from gkdraft.prose.numbers import (
    APART,
    CLAIM,
    GROWTH,
    MINUS,
    PLUS,
    SHARE,
    TIMES,
    WAN,
    Gap,
    Shown,
    find_figure,
    mark_derived,
    show_distance,
    show_growth,
    show_in_wan,
    show_number,
    spell_share,
)
from gkdraft.report.draft import Draft
from gkdraft.report.tasks import COUNTED, count_states

_BINARY = {SHARE: spell_share, GROWTH: show_growth, TIMES: show_growth}
_OPERATOR = compile_late(f"({'|'.join(map(re.escape, (SHARE, GROWTH, TIMES, APART)))})")
_TASKS = compile_late(COUNTED.format(r"(\d{1,3})").replace(".", r"\.") + r"(?:\.(.+))?")
_SIGN = compile_late(f"({re.escape(PLUS)}|{re.escape(MINUS)})")


def split_claim(expression: str) -> tuple[str, str]:
    """The expression, and what an editor printed in its place; nothing if nobody did."""
    key, _, claim = expression.partition(CLAIM)
    return key.strip(), claim.strip()


def list_terms(expression: str) -> list[str]:
    """The keys an expression is made of."""
    found: list[str] = []
    for side in _OPERATOR.split(split_claim(expression)[0])[::2]:
        found += map(str.strip, _SIGN.split(side.removesuffix(WAN))[::2])
    return found


def is_plain(expression: str) -> bool:
    """Whether an expression is one key, whose figure somebody may set."""
    return list_terms(expression) == [expression]


def is_known(draft: Draft, expression: str) -> bool:
    """Whether all keys of an expression may be referred to."""
    return all(_is_key(draft, term) for term in list_terms(expression))


def _is_key(draft: Draft, key: str) -> bool:
    keys = draft.figures.keys
    if key in keys or _TASKS.fullmatch(key):
        return True
    if "*" in key:
        return not key.startswith("*") and bool(draft.figures.matching(key))
    # a group, 行政复议.总计 of all kinds, may be named without its rows
    head, _, last = key.rpartition(".")
    return bool(head) and bool(draft.figures.matching(f"{head}.*.{last}"))


def show_expression(draft: Draft, expression: str) -> Shown | Gap | str:
    """The expression as it is printed; a gap where a figure is missing, nothing where it fails."""
    key, claim = split_claim(expression)
    if claim:
        return mark_derived(claim, expression)
    left, operator, right = _split_operator(key)
    first = _add_terms(draft, left)
    if not operator:
        return first
    second = _add_terms(draft, right)
    if isinstance(first, Gap) or isinstance(second, Gap):
        return first if isinstance(first, Gap) else second
    if operator == APART:
        return show_distance(first, second)
    if operator == SHARE:
        return spell_share(first, second)
    return show_growth(first, second, operator)


def _split_operator(key: str) -> tuple[str, str, str]:
    parts = _OPERATOR.split(key, maxsplit=1)
    if len(parts) == 1:
        return key, "", ""
    return parts[0], parts[1], parts[2]


def _add_terms(draft: Draft, side: str) -> Shown | Gap:
    """A sum of keys, each with its sign."""
    parts = _SIGN.split(side.removesuffix(WAN).strip())
    total = _find_term(draft, parts[0].strip())
    for sign, key in _pair_signs(parts[1:]):
        term = _find_term(draft, key)
        total = total + term if sign == PLUS else total - term
    if isinstance(total, Shown):
        # what people write behind a figure is text around the reference
        total = replace(total, unit="", note="")
    return show_in_wan(total) if side.endswith(WAN) else total


def _find_term(draft: Draft, key: str) -> Shown | Gap:
    counted = _TASKS.fullmatch(key)
    if not counted:
        return find_figure(draft, key)
    states = count_states(draft, int(counted[1]))
    return show_number(states[counted[2]] if counted[2] else states.total(), key)


def _pair_signs(parts: list[str]) -> Iterator[tuple[str, str]]:
    for index in range(0, len(parts), 2):
        yield parts[index], parts[index + 1].strip()


def find_path_of(expression: str) -> tuple[str | int, ...]:
    """Where the first figure of an expression stands in the data file."""
    return parse_path(list_terms(expression)[0])
