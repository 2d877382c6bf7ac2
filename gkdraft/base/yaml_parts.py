"""Parts of a data file: one entry is changed and read again, and not all the others with it.

An entry is looked for by its indentation, and taken only if it holds what stands in the data
there. Then its text is changed as that of the whole file would be; whatever is not found so, or
does not read as it should, is left to the whole file.
"""

import re
from collections.abc import Iterator

from gkdraft.base.bounds import DATA_FILE, KEYS
from gkdraft.base.patterns import compile_late
from gkdraft.base.places import DataPath, Plain
from gkdraft.base.plain_data import Changes, look_up, put_value
from gkdraft.base.yaml_cutting import read_node
from gkdraft.base.yaml_editing import change_entry, find_offset
from gkdraft.base.yaml_patching import compose_nodes
from gkdraft.base.yaml_reading import Parsed, parse_yaml
from gkdraft.base.yaml_sections import Section, cut_entry, find_way
from gkdraft.errors import InputError


def change_part(text: str, held: Parsed, values: Changes) -> tuple[str, Parsed] | None:
    """The text with these keys set, and what it holds then, without the places; None where this
    cannot be done in one entry. `held` is what the text holds.
    """
    if not values:
        return None
    way = find_way(list(values))
    section = _find_entry(text, held.data, way)
    if section is None or _is_open(text, section):
        return None
    above, name = way[: section.depth], held.name
    part = section.cut_out(text)
    below = {path[section.depth :]: value for path, value in values.items()}
    node = compose_nodes(part)
    if node is None or read_node(node) != look_up(held.data, above):
        return None
    try:
        changed = change_entry(part, name, find_offset(text), below)
        new = parse_yaml(changed, name)
    except InputError:  # of the whole file it can be said in which line
        return None
    made, data = section.put_back(text, changed), put_value(held.data, above, new.data)
    is_whole = isinstance(new.data, dict) and not new.repeated and not _MARK.search(changed)
    return (made, Parsed(name, data)) if is_whole and _is_bounded(made, data) else None


def _is_bounded(text: str, data: Plain) -> bool:
    """Whether the file is no larger than one that is read."""
    # a key or value takes a character at least
    is_short = len(text) <= KEYS.most or _count_nodes(data) <= KEYS.most
    return len(text) <= DATA_FILE.most and is_short


def _count_nodes(data: Plain) -> int:
    """Keys and values."""
    if isinstance(data, dict):
        return 1 + len(data) + sum(map(_count_nodes, data.values()))
    return 1 + sum(map(_count_nodes, data)) if isinstance(data, tuple) else 1


# where a text of its own begins and ends; within another it is something else
_MARK = compile_late(r"^(?:---|\.\.\.|%)", re.MULTILINE)


def _is_open(text: str, section: Section) -> bool:
    """Whether a line behind an entry would belong to a block of text that ends it."""
    deeper = rf"(?:[ ]{{0,{section.column}}}\n)*[ ]{{{section.column + 1}}}"
    return bool(compile_late(deeper).match(text, section.end))


def _find_entry(text: str, data: Plain, way: DataPath) -> Section | None:
    """The last block of keys on a way whose lines can be told from those around it."""
    found, block = None, (0, len(text), 0)
    for depth, part in enumerate(way, 1):
        if isinstance(part, int):
            items = list(_list_items(text, *block)) if isinstance(data, tuple) else []
            if not isinstance(data, tuple) or len(items) != len(data) or part >= len(items):
                break
            block = items[part]
        else:
            below = _find_value(text, part, *block)
            if below is None:
                break
            block = below
        data = look_up(data, (part,))
        if isinstance(data, dict):
            start, end, column = block
            found = cut_entry(text, start, end, column, depth) or found
    return found


_Block = tuple[int, int, int]
"""Where a block begins, behind the space before its first line, where it ends, its column."""


def _find_value(text: str, key: str, start: int, end: int, column: int) -> _Block | None:
    """The block below a key, which stands alone on its line."""
    head = compile_late(rf"(?:\A|^ {{{column}}}){re.escape(key)}:[ ]*(?:#[^\n]*)?\n", re.MULTILINE)
    lines = text[start:end]
    heads = list(head.finditer(lines))
    if len(heads) != 1:
        return None
    first = _LINE.search(lines, heads[0].end())
    if first is None:
        return None
    deep = len(first[1])
    is_list_beside = deep == column and first[2] == "-"
    if deep <= column and not is_list_beside:
        return None
    less = rf"^[ ]{{0,{column}}}[^\s#]"
    if is_list_beside:
        less = rf"^(?:[ ]{{{column}}}[^\s#-]|(?![ ]{{{column}}})[ ]*[^\s#])"
    behind = compile_late(less, re.MULTILINE).search(lines, first.end())
    stop = behind.start() if behind else len(lines)
    return start + first.start(2), start + stop, deep


_LINE = compile_late(r"^([ ]*)([^\s#])", re.MULTILINE)


def _list_items(text: str, start: int, end: int, column: int) -> Iterator[_Block]:
    """The items of a list, behind their dashes."""
    dash = compile_late(rf"(?:\A|^ {{{column}}})-([ ]+)(?=[^\s#])", re.MULTILINE)
    lines = text[start:end]
    found = list(dash.finditer(lines))
    stops = [*(each.start() for each in found[1:]), len(lines)][: len(found)]
    for each, stop in zip(found, stops, strict=True):
        yield start + each.end(), start + stop, column + 1 + len(each[1])
