"""Indicators to sentences: the first phrase whose figures are all there and not zero is printed.

A phrase holds slots {指标} or {指标.分项}, conditions {指标=0}, and optional parts in [ ] that
vanish when one of their slots is empty. An indicator is said once.
"""

import re
from collections.abc import Callable, Iterable

from gkdraft.prose.numbers import Gap, Shown

_SLOT = re.compile(r"\{([^{}=]+)(?:=(\d+))?\}")
_OPTIONAL = re.compile(r"\[([^\[\]]*)\]")

Look = Callable[[str], Shown | Gap | str]
"""A slot's value: a figure, a list or sentence as text, or a gap when it is not given."""


def find_slots(phrase: str) -> list[str]:
    """The names a phrase speaks of, optional ones included."""
    return [match[1] for match in _SLOT.finditer(phrase)]


def compose_sentences(phrases: Iterable[str], look: Look, said: set[str]) -> list[str]:
    """The sentences to print, in the order of the phrases; `said` grows by what they used."""
    found = []
    for phrase in phrases:
        filled = _fill_slots(_OPTIONAL.sub("", phrase), look, said)
        if filled is None or not find_slots(phrase):
            continue
        said.update(find_slots(_OPTIONAL.sub("", phrase)))
        found.append(_fill_optional(phrase, look, said))
    return found


def _fill_optional(phrase: str, look: Look, said: set[str]) -> str:
    """The phrase with the optional parts that can be filled (every second piece of the split)."""
    pieces = []
    for index, text in enumerate(_OPTIONAL.split(phrase)):
        optional = index % 2 == 1
        filled = _fill_slots(text, look, said if optional else set())
        if optional and filled is not None:
            said.update(find_slots(text))
        pieces.append(filled or "")
    return "".join(pieces)


def _fill_slots(text: str, look: Look, said: set[str]) -> str | None:
    """The text with its slots filled; None if one is empty, zero, said or not as required."""
    for match in _SLOT.finditer(text):
        value = look(match[1])
        wanted = match[2]
        if match[1] in said or isinstance(value, Gap) or value == "":
            return None
        if wanted is not None and value != int(wanted):
            return None
        if wanted is None and value == 0:
            return None

    def show(match: re.Match[str]) -> str:
        if match[2]:
            return ""
        return str(look(match[1]))

    return _SLOT.sub(show, text)
