"""Tables of statistics 统计表 in a report up to 2018: where they are, their columns and rows."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from gkdraft.reading.documents.flow import Table, TextLine
from gkdraft.reading.published.vocabulary import StatisticsWords

FEWEST_ROWS = 3
"""A table has rows: one unit with a number behind it is a sentence."""
MOST_ROWS = 400
MOST_TABLES = 10
LONGEST_NAME = 60

Block = TextLine | Table
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Columns:
    """The number columns of a table: how many, and which is the year's; -1 if that is open."""

    count: int = 0
    year: int = -1
    is_pair: bool = False  # the year's and what has accumulated


class Row(NamedTuple):
    """A row: its label, and the digits of its number columns as they stand."""

    label: str
    numbers: tuple[str, ...]


class StatisticsTable(NamedTuple):
    """统计表: its number columns, its rows."""

    columns: Columns
    rows: Sequence[Row]


def split_tables(
    blocks: Iterable[Block], year: int, words: StatisticsWords
) -> tuple[list[Block], list[StatisticsTable]]:
    """The document without the tables of statistics in its text, and those with the ruled ones."""
    kept: list[Block] = []
    tables: list[StatisticsTable] = []
    for is_lines, group in groupby(blocks, lambda block: isinstance(block, TextLine)):
        if is_lines:
            lines = [block for block in group if isinstance(block, TextLine)]
            kept += _cut_tables(lines, tables, year, words)
            continue
        for block in group:
            kept.append(block)
            if isinstance(block, Table):
                tables.append(_read_grid(block, year, words))
    return kept, tables


# a table in the text ----------------------------------------------------------------------------


def _cut_tables(
    lines: Sequence[TextLine], tables: list[StatisticsTable], year: int, words: StatisticsWords
) -> Iterator[TextLine]:
    """The lines without tables; those are added to the others."""
    text = "\n".join(line.text for line in lines)
    spans: list[Span] = []
    for head, place in _find_tables(text, words):
        begin = head.start() if head else place
        if len(spans) == MOST_TABLES or (spans and begin < spans[-1][1]):
            continue
        columns = _read_columns(head[0], year, words) if head else Columns()
        rows, end = _read_rows(text, place, words)
        title = words.title.search(text[max(0, begin - LONGEST_NAME) : begin])
        spans.append((begin - len(title[0]) if title else begin, end))
        tables.append(StatisticsTable(columns, rows))
    return _keep_lines(lines, spans)


def _find_tables(text: str, words: StatisticsWords) -> Iterator[tuple[re.Match[str] | None, int]]:
    """The heads of tables with the place where the rows begin; rows that have lost their head."""
    heads = list(words.header.finditer(text))
    for head in heads:
        yield head, head.end()
    if heads:
        return
    for match in words.run.finditer(text):
        rows, _ = _read_rows(text, match.start(), words, most=FEWEST_ROWS)
        if len(rows) == FEWEST_ROWS:
            yield None, match.start()


def _keep_lines(lines: Sequence[TextLine], spans: Sequence[Span]) -> Iterator[TextLine]:
    """Lines, and what is left of those that are cut."""
    start = 0
    for line in lines:
        end = start + len(line.text)
        cuts = [span for span in spans if span[0] < end and span[1] > start]
        if not cuts:
            yield line
        place = start
        for begin, after in cuts:
            yield from _keep_part(line, place - start, begin - start)
            place = min(after, end)
        if cuts:
            yield from _keep_part(line, place - start, len(line.text))
        start = end + 1


def _keep_part(line: TextLine, begin: int, end: int) -> Iterator[TextLine]:
    text = line.text[begin : max(begin, end)].strip()
    if text:
        yield line._replace(text=text)


def _read_columns(head: str, year: int, words: StatisticsWords) -> Columns:
    names = words.column.findall(head)
    totals = [bool(words.cumulative.search(name)) for name in names]
    # 2015年度, 2016年度: the table of another year is not this year's
    chosen = [place for place, name in enumerate(names) if name.startswith(str(year))]
    if not chosen:
        chosen = list(_list_undated(names, totals))
    found = chosen[0] if len(chosen) == 1 else -1
    return Columns(len(names), found, len(names) == 2 and sum(totals) == 1)


def _list_undated(names: Sequence[str], totals: Sequence[bool]) -> Iterator[int]:
    """The columns that name no year and are no sum of years: 统计数."""
    for place, (name, is_total) in enumerate(zip(names, totals, strict=True)):
        if not is_total and not re.match(r"20\d\d", name):
            yield place


def _read_rows(
    text: str, place: int, words: StatisticsWords, most: int = MOST_ROWS
) -> tuple[list[Row], int]:
    """The rows that follow one another from a place on, and where the last one ends."""
    rows: list[Row] = []
    end = place
    while len(rows) < most:
        match = words.row.match(text, place)
        if match is None:
            # （二）通过不同渠道和方式公开政府信息的情况 has no number of its own
            title = words.heading.match(text, place)
            if title is None:
                break
            rows.append(Row(title["label"], ()))
            place = title.end()
            continue
        digits, end = _end_row(text, match)
        rows.append(Row(match["label"].strip(), tuple(digits.split())))
        place = end
    while rows and not rows[-1].numbers:
        rows.pop()
    return rows, end


def _end_row(text: str, match: re.Match[str]) -> tuple[str, int]:
    """The numbers of a row and where they end: the last digit may be the mark of the next row."""
    digits = match["numbers"]
    if text[match.end() : match.end() + 1] not in (".", "．", "、"):
        return digits, match.end()
    # 平潭县 2011: 条41815092.政府公报
    mark = re.search(r"(\d{1,2})\s*[.．、]", match["label"])
    digits = _strip_mark(digits, int(mark[1]) + 1 if mark else 1)
    return digits, match.start("numbers") + len(digits)


def _strip_mark(digits: str, mark: int) -> str:
    """Numbers without the mark of the next row, if that is the one that must follow."""
    *numbers, last = digits.split()
    if numbers and last == str(mark):
        return digits[: digits.rindex(last)]
    return digits.removesuffix(str(mark))


# a table with cells -----------------------------------------------------------------------------


def _read_grid(table: Table, year: int, words: StatisticsWords) -> StatisticsTable:
    """The columns and rows of a ruled table of statistics; no rows of another table."""
    columns, skipped = Columns(), 0
    rows: list[Row] = []
    for cells in table.rows[:MOST_ROWS]:
        texts = [cell.text.strip() for cell in cells]
        if columns.count:
            rows.append(Row(texts[0], tuple(texts[skipped : skipped + columns.count])))
        elif words.header.search(" ".join(texts)):
            names = [bool(words.column.fullmatch(text)) for text in texts]
            skipped = names.index(True) if True in names else len(names)
            columns = _read_columns(" ".join(texts[skipped:]), year, words)
    return StatisticsTable(columns, rows)
