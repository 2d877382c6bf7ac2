"""Sections of a data file: the least part of its text that a change must write anew.

Reading and writing YAML again keeps comments and order, but not how a person aligned values or
broke a long row; and it takes long. So it is done with one entry, a task or a problem, wherever
its lines can be told from those around it, else with everything below one key of the file.
"""

from collections.abc import Iterable
from itertools import pairwise
from typing import Any, NamedTuple

from ruamel.yaml.nodes import MappingNode, SequenceNode

from gkdraft.base.patterns import compile_late
from gkdraft.base.places import DataPath

# from the last line on that holds something
_TAIL = compile_late(r"(?<=\n)(?:[ ]*\n|#[^\n]*\n)*\Z")
_TAIL_OF_ENTRY = compile_late(r"(?<=\n)(?:[ ]*(?:#[^\n]*)?\n)*[ ]*\Z")
# a block of text that keeps the empty lines at its end, which would be cut off
_KEEPING = compile_late(r"[|>][1-9]?\+")


class Section(NamedTuple):
    """A part of a text from `start` to `end`, in which the lines after the first are indented by
    `column`; `depth` parts of a path lead to it.
    """

    start: int
    end: int
    column: int = 0
    depth: int = 0

    def cut_out(self, text: str) -> str:
        """The part as a text of its own."""
        first, *rest = text[self.start : self.end].split("\n")
        return "\n".join([first, *(line[self.column :] for line in rest)])

    def put_back(self, text: str, part: str) -> str:
        """The text with another part in its place."""
        above = text[: self.start]
        if self.column:
            first, *rest = part.split("\n")
            margin = " " * self.column
            part = "\n".join([first, *(margin + line if line else line for line in rest)])
        elif above and not above.endswith("\n"):
            above += "\n"
        return above + part + text[self.end :]


def find_section(text: str, root: Any, paths: Iterable[DataPath]) -> Section:
    """The least part in which all these places are, which are below one key of the file whose
    nodes are below `root`.
    """
    known = list(paths)
    if not isinstance(root, MappingNode) or root.flow_style:
        return Section(0, len(text))
    return find_entry(text, root, known) or _find_key(text, root, known[0][0])


def find_entry(text: str, root: Any, paths: list[DataPath]) -> Section | None:
    """The last block of keys on the way to all places whose lines are its own."""
    found, node = None, root
    for depth, part in enumerate(find_way(paths), 1):
        node = _step(node, part)
        if not isinstance(node, MappingNode | SequenceNode) or node.flow_style:
            break
        if isinstance(node, MappingNode):
            start, end = node.start_mark, node.end_mark.index
            found = cut_entry(text, start.index, end, start.column, depth) or found
    return found


def find_way(paths: list[DataPath]) -> DataPath:
    """The parts that lead to all places, up to what they are parts of."""
    way = paths[0][:-1]
    while any(path[:-1][: len(way)] != way for path in paths):
        way = way[:-1]
    return way


def _step(node: Any, part: str | int) -> Any:
    """What stands at a part of a path; nothing where a key stands twice."""
    if isinstance(node, SequenceNode):
        is_there = isinstance(part, int) and part < len(node.value)
        return node.value[part] if is_there else None
    values = [value for key, value in node.value if getattr(key, "value", None) == part]
    return values[0] if len(values) == 1 else None


def cut_entry(text: str, start: int, end: int, column: int, depth: int) -> Section | None:
    """The lines of a block of keys; None where one is not indented as far, or the block above it
    might lose an empty line.
    """
    whole = text[start:end]
    tail = _TAIL_OF_ENTRY.search(whole)
    part = whole[: tail.start()] if tail else whole
    lines = part.split("\n")[1:]
    if _KEEPING.search(part) or any(line.strip() and line[:column].strip() for line in lines):
        return None
    return Section(start, start + len(part), column, depth)


def _find_key(text: str, root: MappingNode, key: str | int) -> Section:
    """Where a key of the file begins and what stands under it ends.

    Empty lines and comments at its end are those of the next key. A new key comes last.
    """
    starts = [(one.start_mark.index, getattr(one, "value", "")) for one, _ in root.value]
    starts.append((root.end_mark.index, ""))
    for (start, name), (end, _) in pairwise(starts):
        if name == key:
            rest = _TAIL.search(text[start:end])
            return Section(start, start + rest.start() if rest else end)
    return Section(root.end_mark.index, root.end_mark.index)
