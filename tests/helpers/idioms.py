"""Tables of a report as stored pages and copies have them: the same cells in other signs."""

import random
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import lxml.html

Element = Any
Rows = list[list[str]]
"""The cells of a table as a page has them: a merged cell stands once."""


def list_rows(table: Element) -> Rows:
    """The rows of a table of a page."""
    rows = table.xpath(".//tr")
    return [[cell.text_content().strip() for cell in row.xpath("./td|./th")] for row in rows]


def _join_bars(rows: Rows) -> str:
    return "\n".join(" | ".join(row) + " |" for row in rows)


def _frame_bars(rows: Rows) -> str:
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def _bar_each_line(rows: Rows) -> str:
    return "\n".join("\n".join(f"{cell} |" for cell in row) for row in rows)


def _bar_before_line(rows: Rows) -> str:
    return "\n".join("| \n " + " | \n ".join(row) + " | " for row in rows)


def _bar_alone(rows: Rows) -> str:
    return "\n||\n".join("\n|\n".join(row) for row in rows)


def _join_tabs(rows: Rows) -> str:
    return "\n".join("\t".join(row) for row in rows)


def _cell_each_line(rows: Rows) -> str:
    return "\n".join("\n".join(filter(None, row)) for row in rows)


def _spread_lines(rows: Rows) -> str:
    return "\n\n".join("\n\n".join(filter(None, row)) for row in rows)


def _join_spaces(rows: Rows) -> str:
    return "\n".join("  ".join(filter(None, row)) for row in rows)


def _run_on(rows: Rows) -> str:
    return " ".join(" ".join(filter(None, row)) for row in rows)


def _run_together(rows: Rows) -> str:
    return "".join("".join(row) for row in rows)


WRITERS: Mapping[str, Callable[[Rows], str]] = {
    "行末竖线": _join_bars,
    "两边竖线": _frame_bars,
    "一格一行带竖线": _bar_each_line,
    "竖线另起": _bar_before_line,
    "竖线一行": _bar_alone,
    "制表符": _join_tabs,
    "一格一行": _cell_each_line,
    "空行隔开": _spread_lines,
    "空格隔开": _join_spaces,
    "连成一行": _run_on,
}
JOINED = {"数字连写": _run_together}


def write_text(tree: Element, write: Callable[[Rows], str]) -> str:
    """A page as text, its tables written in an idiom."""
    lines: list[str] = []
    for node in tree.body.iterdescendants():
        if node.tag == "table":
            lines.append(write(list_rows(node)))
        elif node.tag in ("h1", "h2", "h3", "p") and not node.xpath("ancestor::table"):
            lines.append(node.text_content())
    return "\n".join(lines)


# what stands in cells ---------------------------------------------------------------------------

ODD: Sequence[Callable[[str], str]] = (
    lambda text: f"{text}件",
    lambda text: f"{text}（含网上1件）",
    lambda text: f"{text}①",
    lambda text: f"{text}[1]",
    lambda text: "零" if text == "0" else text,
)


def list_numbers(tree: Element) -> list[Element]:
    """The cells of a page that hold numbers."""
    return [cell for cell in tree.xpath("//td") if re.fullmatch(r"\d+", cell.text or "")]


def blank_zeros(tree: Element, chance: random.Random) -> None:
    """Some zeros are not written: a blank cell is no zero."""
    for cell in list_numbers(tree):
        if cell.text == "0" and chance.random() < 0.3:
            cell.text = ""


def make_odd(tree: Element, chance: random.Random) -> None:
    """Some numbers get a unit, a remark or the mark of a note."""
    for cell in list_numbers(tree):
        if chance.random() < 0.1:
            cell.text = chance.choice(ODD)(cell.text)


def break_numbers(tree: Element, chance: random.Random) -> None:
    """Some numbers are broken by a line break or a space."""
    for cell in list_numbers(tree):
        if len(cell.text) > 1 and chance.random() < 0.5:
            cell.text = cell.text[:1] + chance.choice(" \n") + cell.text[1:]


def leave_alone(tree: Element, chance: random.Random) -> None:
    """Nothing is changed."""


def clip_labels(tree: Element, chance: random.Random) -> None:
    """Some labels lose characters in the middle."""
    for cell in tree.xpath("//th[@scope='row']"):
        text = cell.text or ""
        if len(text) > 10 and chance.random() < 0.3:
            cell.text = text[:5] + text[7:]


CHANGES: Mapping[str, Callable[[Element, random.Random], None]] = {
    "照原样": leave_alone,
    "零空着": blank_zeros,
    "单位和注": make_odd,
    "数断开": break_numbers,
    "行名缺字": clip_labels,
}


def parse_page(text: str) -> Element:
    return lxml.html.document_fromstring(text)
