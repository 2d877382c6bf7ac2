"""Indicators to sentences: the first phrase whose figures are all there and not zero is printed.

A phrase holds slots {指标} or {指标.分项}, conditions {指标=0}, short texts {指标<6}, and optional
parts in [ ] that vanish when one of their slots is empty. An indicator is said once.
"""

import re
from collections.abc import Callable, Iterable

from gkdraft.prose.numbers import Gap, Shown

_SLOT = re.compile(r"\{([^{}=<]+)(?:=(?P<is>\d+)|<(?P<below>\d+))?\}")
_OPTIONAL = re.compile(r"\[([^\[\]]*)\]")

Look = Callable[[str], Shown | Gap | str]
"""A slot's value: a figure, a list or sentence as text, or a gap when it is not given."""

# a unit stands right behind its figure; what a person typed stands for it
_UNIT = re.compile("(?:个百分点|人次|件次|[件条个次份篇期场家项起册处名人本辆届种])?")


def find_slots(phrase: str) -> list[str]:
    """The names a phrase speaks of, optional ones included."""
    return [match[1] for match in _SLOT.finditer(phrase)]


def compose_sentences(phrases: Iterable[str], look: Look, said: set[str]) -> list[str]:
    """The sentences to print, in the order of the phrases; `said` grows by what they used."""
    found = []
    for phrase in phrases:
        if not find_slots(phrase) or not _can_fill(_OPTIONAL.sub("", phrase), look, said):
            continue
        said.update(find_slots(_OPTIONAL.sub("", phrase)))
        found.append(_fill(_choose_parts(phrase, look, said), look))
    return found


def _choose_parts(phrase: str, look: Look, said: set[str]) -> str:
    """The phrase with the optional parts that can be filled (every second piece of the split)."""
    pieces = []
    for index, text in enumerate(_OPTIONAL.split(phrase)):
        is_optional = index % 2 == 1
        if is_optional and not _can_fill(text, look, said):
            continue
        if is_optional:
            said.update(find_slots(text))
        pieces.append(text)
    return "".join(pieces)


def _can_fill(text: str, look: Look, said: set[str]) -> bool:
    """Whether every slot has something to print, was not said and is as required."""
    for match in _SLOT.finditer(text):
        value = look(match[1])
        if match[1] in said or isinstance(value, Gap) or value == "":
            return False
        if not _is_wanted(value, match):
            return False
    return True


def _is_wanted(value: Shown | str, slot: re.Match[str]) -> bool:
    """{键=0} that figure, {键<6} a text of fewer characters, {键} anything but 0."""
    if slot["below"]:
        return isinstance(value, str) and len(value) < int(slot["below"])
    if slot["is"]:
        return value == int(slot["is"])
    return value != 0


def _fill(phrase: str, look: Look) -> str:
    """The phrase with its figures, the units and the 说明 a person wrote beside them."""
    text, end = "", 0
    for match in _SLOT.finditer(phrase):
        text += phrase[end : match.start()]
        end = match.end()
        value = "" if match["is"] else look(match[1])
        if isinstance(value, Shown):
            unit = _UNIT.match(phrase, end)
            own = unit[0] if unit else ""
            end += len(own)
            text += value.measured(own) + _add_note(value.note, phrase[end:])
        else:
            text += str(value)
    return text + phrase[end:]


def _add_note(note: str, rest: str) -> str:
    """发布会12场，围绕民生实事; in the middle of a sentence in brackets: 通报10期（季度3期）."""
    if not note:
        return ""
    return f"，{note}" if rest in ("", "。") else f"（{note}）"
