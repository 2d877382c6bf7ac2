"""Plain text: lines, and tables whose cells stand between `|` or tabs."""

from collections.abc import Iterator
from itertools import groupby

from gkdraft.decode import decode
from gkdraft.foreign.flow import Flow, Line, Span, Table, bounded, clean, grid, lines


def read(data: bytes, name: str) -> Flow:
    """Lines and tables of a text file."""
    text = decode(data, name).replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n")
    return Flow(name, bounded(_blocks(text.split("\n"), name), name))


def _blocks(texts: list[str], name: str) -> Iterator[Line | Table]:
    numbered = list(enumerate(texts, 1))
    marks = _separators(texts)
    for mark, members in groupby(numbered, key=lambda item: marks[item[0] - 1]):
        run = list(members)
        if mark and len(run) > 1:
            yield _table(run, mark, name)
        else:
            for number, text in run:
                bars = mark == "|" or not text.strip(" |")
                yield from lines(text.strip().strip("|") if bars else text, f"第{number}行")


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


def _table(run: list[tuple[int, str]], mark: str, name: str) -> Table:
    rows, places = [], []
    for number, text in run:
        cells = _cells(text, mark)
        if any(cell.strip("-: ") for cell in cells):
            rows.append([Span(cell) for cell in cells])
            places.append(f"第{number}行")
    table = grid(rows, places, name)
    return Table(table.rows, table.places, merges=False)


def _cells(text: str, mark: str) -> list[str]:
    if mark == "|":
        text = text.strip().removeprefix("|").removesuffix("|")
    return [clean(cell).strip() for cell in text.split(mark)]
