"""The lines of a template: in its compiled code, of what it wrote, of a fault."""

import ast
import re
from bisect import bisect_left, bisect_right
from types import CodeType

from gkdraft.base.patterns import compile_late

_Placed = ast.expr | ast.stmt | ast.excepthandler | ast.keyword | ast.arg | ast.alias
_DEBUG_INFO = compile_late(r"^debug_info = '([0-9=&]*)'$", re.MULTILINE)


def compile_with_lines(source: str, filename: str) -> CodeType:
    """Jinja's Python code of a template, compiled so that its lines are the template's.

    faulthandler, which knows nothing of Jinja, then names them as well.
    """
    found = _DEBUG_INFO.search(source)
    if not found or not found[1]:
        return compile(source, filename, "exec")
    pairs = [tuple(map(int, pair.split("="))) for pair in found[1].split("&")]
    starts = [code_line for _, code_line in pairs]
    tree = ast.parse(_DEBUG_INFO.sub("debug_info = ''", source))
    for node in ast.walk(tree):
        if isinstance(node, _Placed):
            index = bisect_right(starts, node.lineno) - 1
            line = pairs[index][0] if index >= 0 else 1
            node.lineno, node.end_lineno, node.col_offset, node.end_col_offset = line, line, 0, 0
    return compile(tree, filename, "exec")


class Written:
    """What a template has written: where each of its lines ended in the text."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.ends: list[int] = []
        self.lines: list[int] = []

    def note(self, piece: str, line: int) -> None:
        """Another piece, written by that line."""
        self.ends.append((self.ends[-1] if self.ends else 0) + len(piece))
        self.lines.append(line)

    def find_place(self, text: str, at: int) -> str:
        """File and line that wrote what stands at a place of the text."""
        index = min(bisect_left(self.ends, at + 1), len(self.ends) - 1)
        if index < 0:  # nothing was written
            return f"{self.name}:1"
        # a piece of plain text runs over several lines of the template, as it does here
        start = self.ends[index - 1] if index else 0
        return f"{self.name}:{self.lines[index] + text.count(chr(10), start, at)}"
