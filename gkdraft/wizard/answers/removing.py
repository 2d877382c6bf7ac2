"""Removing 删去: an entry of a list that was typed by mistake, and what refers to it. Pure.

Entries are known by their numbers: those behind move up, and what names them follows.
"""

import re
from collections.abc import Iterator
from functools import partial

from gkdraft.base.places import DataPath, Plain, spell_path
from gkdraft.base.plain_data import Changes, apply_changes, look_up
from gkdraft.messages import _
from gkdraft.report.model import REFERENCE
from gkdraft.wizard.answers.reply import show_value
from gkdraft.wizard.questions.last_year import list_items
from gkdraft.wizard.questions.problems import PRIOR
from gkdraft.wizard.questions.question import Question

WAIVERS = "情况说明"
PLACE = "位置"


def list_removable(data: Plain, question: Question) -> list[DataPath]:
    """The entries that can be deleted at a question; what last year's report listed cannot."""
    path = question.path
    if question.kind == "figures":
        return [(*path, index) for index in range(len(list_items(data, path)))]
    if path[:1] == ("存在问题",) and len(path) > 2:
        path = path[:2]
    if not isinstance(path[-1], int) or question.kind not in ("prose", "text"):
        return []
    item = look_up(data, path)
    if not item or look_up(item, (PRIOR,)):
        return []
    return [path]


def describe_item(data: Plain, item: DataPath) -> str:
    """What is deleted, whole; each part of a problem in a line of its own."""
    value = look_up(data, item)
    if isinstance(value, dict) and "项目" not in value:
        lines = [f"{key}：{show_value(part)}" for key, part in value.items() if part]
        return "\n".join(lines)
    return show_value(value)


def list_changes(data: Plain, item: DataPath) -> Changes:
    """The list without an entry, references and explanations that follow those that move up.

    ValueError if a text refers to a figure of the entry.
    """
    changes: dict[DataPath, Plain] = {}
    for path, text in _list_texts(data):
        if path[: len(item)] != item and path[:1] != (WAIVERS,):
            made = REFERENCE.sub(partial(_follow, item=item, at=path), text)
            if made != text:
                changes[path] = made
    changes.update(_move_waivers(data, item))
    whole, number = item[:-1], int(item[-1])
    items = list_items(apply_changes(data, changes), whole)
    return {**changes, whole: items[:number] + items[number + 1 :] or None}


def _follow(match: re.Match[str], item: DataPath, at: DataPath) -> str:
    """A reference after the entry is gone."""
    made = _renumber(match[0], item)
    if made is None:
        told = _("{place} 里引用了这一条的数，先改那里再删")
        raise ValueError(told.format(place=spell_path(at)))
    return made


def _renumber(text: str, item: DataPath) -> str | None:
    """A text in which keys name entries behind the one that goes; None if they name that one."""
    names_it = False

    def count_down(match: re.Match[str]) -> str:
        nonlocal names_it
        number = int(match[2])
        names_it = names_it or number == int(item[-1]) + 1
        return match[1] + str(number - (number > int(item[-1])))

    key = re.escape(spell_path(item[:-1]))
    made = re.sub(rf"((?<![\w.]){key}\.)(\d+)(?!\d)", count_down, text)
    return None if names_it else made


def _move_waivers(data: Plain, item: DataPath) -> dict[DataPath, Plain]:
    """Explanations of the entry go with it; those of entries behind it move up."""
    waivers = list_items(data, (WAIVERS,))
    kept: list[Plain] = []
    moved: dict[DataPath, Plain] = {}
    for waiver in waivers:
        place = str(look_up(waiver, (PLACE,)) or "")
        made = _renumber(place, item)
        if made is None:
            continue
        if made != place:
            moved[WAIVERS, len(kept), PLACE] = made
        kept.append(waiver)
    if len(kept) == len(waivers):
        return moved
    return {(WAIVERS,): tuple(kept) or None, **moved}


def _list_texts(data: Plain, path: DataPath = ()) -> Iterator[tuple[DataPath, str]]:
    if isinstance(data, str):
        yield path, data
    elif isinstance(data, dict):
        for key, value in data.items():
            yield from _list_texts(value, (*path, key))
    elif isinstance(data, tuple):
        for index, value in enumerate(data):
            yield from _list_texts(value, (*path, index))
