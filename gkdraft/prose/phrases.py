"""Indicators to sentences: the first phrase whose figures are all there and not zero is printed.

A phrase holds slots {指标} or {指标.分项}, conditions {指标=0}, short texts {指标<6}, and optional
parts in [ ] that vanish when one of their slots is empty. An indicator is said once.
"""

import re
from collections.abc import Callable, Iterable

from gkdraft.base.patterns import compile_late
from gkdraft.prose.numbers import Gap, Shown

_SLOT = compile_late(r"\{([^{}=<]+)(?:=(?P<is>\d+)|<(?P<below>\d+))?\}")
_OPTIONAL = compile_late(r"\[([^\[\]]*)\]")

Look = Callable[[str], Shown | Gap | str]
"""A slot's value: a figure, a list or sentence as text, or a gap when it is not given."""

Note = Callable[[str], str]
"""说明 of an indicator as a whole, beside those of its parts."""


def find_slots(phrase: str) -> list[str]:
    """The names a phrase speaks of, optional ones included."""
    return [match[1] for match in _SLOT.finditer(phrase)]


def compose_sentences(
    phrases: Iterable[str], look: Look, said: set[str], note_of: Note = lambda _: ""
) -> list[str]:
    """The sentences to print, in the order of the phrases; `said` grows by what they used."""
    found = []
    for phrase in phrases:
        if not find_slots(phrase) or not _can_fill(_OPTIONAL.sub("", phrase), look, said):
            continue
        said.update(find_slots(_OPTIONAL.sub("", phrase)))
        found.append(_fill(_choose_parts(phrase, look, said), look, note_of))
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


def _fill(phrase: str, look: Look, note_of: Note) -> str:
    """The phrase with its figures, the units and the 说明 a person wrote beside them.

    发布会12场，围绕民生实事: what is said of the last figure ends the sentence, of others it stands
    in brackets: 通报10期（季度3期）, 发现问题4项.
    """
    slots = list(_SLOT.finditer(phrase))
    text, end = "", 0
    for match in slots:
        value = look(match[1])
        usual = value.usual if isinstance(value, Shown) and not match["is"] else ""
        own = usual if phrase.startswith(usual, match.end()) else ""
        text += phrase[end : match.start()]
        end = match.end() + len(own)
        if not match["is"]:
            text += value.measured(own) if isinstance(value, Shown) else str(value)
        if match is not slots[-1] and _find_note(value):
            text += f"（{_find_note(value)}）"
    groups = dict.fromkeys(match[1].partition(".")[0] for match in slots)
    notes = [_find_note(look(slots[-1][1])), *map(note_of, groups)]
    ending = "，".join(filter(None, notes))
    if not ending:
        return text + phrase[end:]
    return f"{(text + phrase[end:]).removesuffix('。')}，{ending}。"


def _find_note(value: Shown | Gap | str) -> str:
    return value.note if isinstance(value, Shown) else ""
