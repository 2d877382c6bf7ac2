"""Plain text: lines, and tables whose cells stand between `|` or tabs."""

import re
from collections.abc import Iterator
from itertools import groupby

from gkdraft.base.encoding import decode_text
from gkdraft.reading.documents.flow import (
    NUMBERED,
    Flow,
    Span,
    Table,
    TextLine,
    build_table,
    clean_text,
    limit_text,
    split_lines,
)

FEWEST = 12
"""Lines below which a fixed width cannot be told from chance."""

_HASHES = re.compile(r"^#{1,6}\s+(?=\S)")
"""How Markdown marks a heading."""
_PAGE = re.compile(r"[-—–－]+\s*\d{1,3}\s*[-—–－]+|第\s*\d+\s*页(?:\s*共\s*\d+\s*页)?")


def read_plain_text(data: bytes, name: str) -> Flow:
    """Lines and tables of a text file."""
    text = decode_text(data, name).replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n")
    return Flow(name, limit_text(_blocks(_unwrapped(text.split("\n")), name), name))


def _unwrapped(texts: list[str]) -> list[tuple[int, str]]:
    """Lines with their numbers; where a text is broken at a fixed width, its paragraphs."""
    numbered = [(n, text) for n, text in enumerate(texts, 1) if not _PAGE.fullmatch(text.strip())]
    widths = sorted(len(text.rstrip()) for _, text in numbered if text.strip())
    full = widths[len(widths) * 9 // 10] if widths else 0
    at_margin = sum(full - 3 <= width <= full + 1 for width in widths)
    if len(widths) < FEWEST or not 18 <= full <= 60 or at_margin * 5 < len(widths) * 2:
        return numbered
    found: list[tuple[int, list[str]]] = []
    above = 0
    for number, text in numbered:
        goes_on = above >= full - 3 and text[:1].strip() and not NUMBERED.match(text)
        if found and goes_on:
            found[-1][1].append(text.rstrip())
        else:
            found.append((number, [text]))
        above = len(text.rstrip())
    return [(number, "".join(pieces)) for number, pieces in found]


def _blocks(numbered: list[tuple[int, str]], name: str) -> Iterator[TextLine | Table]:
    marks = _separators([text for _, text in numbered])
    marked = zip(marks, numbered, strict=True)
    for mark, members in groupby(marked, key=lambda item: item[0]):
        run = [line for _, line in members]
        if mark and len(run) > 1:
            yield from _table(run, mark, name)
        else:
            for number, text in run:
                bars = mark == "|" or not text.strip(" |")
                text = _HASHES.sub("", text.strip().strip("|") if bars else text)
                yield from split_lines(text, f"第{number}行")


def _separators(texts: list[str]) -> list[str]:
    """What separates the cells of each line, "" for a line of text.

    A line between two tabbed ones is a row through the whole table.
    """
    marks = ["|" if text.count("|") > 1 else "\t" if _is_tabbed(text) else "" for text in texts]
    for index in range(1, len(marks) - 1):
        between = marks[index - 1] == marks[index + 1] == "\t"
        marks[index] = "\t" if between and texts[index].strip() else marks[index]
    return marks


def _is_tabbed(text: str) -> bool:
    """Whether tabs stand between words; at most one before them is an indent."""
    return "\t" in text.strip() or text.startswith("\t\t")


def _table(run: list[tuple[int, str]], mark: str, name: str) -> Iterator[Table]:
    rows, places = [], []
    for number, text in run:
        cells = _cells(text, mark)
        if any(cell.strip("-: ") for cell in cells):
            rows.append([Span(cell) for cell in cells])
            places.append(f"第{number}行")
    if rows:
        table = build_table(rows, places, name)
        yield Table(table.rows, table.places, merges=False)


def _cells(text: str, mark: str) -> list[str]:
    if mark == "|":
        text = text.strip().removeprefix("|").removesuffix("|")
    return [clean_text(cell).strip() for cell in text.split(mark)]
