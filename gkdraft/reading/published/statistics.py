"""统计表 of reports up to 2018, printed in the text: 指标名称 计量单位 2013年度 历年累计.

Its year column is read where it is told from the cumulative one; no row of it is ever prose.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from gkdraft.layout.equations import Key
from gkdraft.layout.form import Form
from gkdraft.layout.labels import EXACT, INFERRED
from gkdraft.messages import say
from gkdraft.reading.published.ledger import Figure, Unread, read_cell, refuse_word
from gkdraft.reading.published.statistics_rows import (
    LONGEST_NAME,
    Block,
    Columns,
    Row,
    split_tables,
)
from gkdraft.reading.published.vocabulary import StatisticsWords

LONGEST_NUMBERS = 40
MOST_NAMED = 6


@dataclass
class Statistics:
    """The document without its tables of statistics, what they gave and what they did not."""

    blocks: list[Block] = field(default_factory=list)
    figures: dict[str, Figure] = field(default_factory=dict)
    unread: dict[str, Unread] = field(default_factory=dict)
    others: list[str] = field(default_factory=list)  # rows that no form has

    @property
    def remarks(self) -> tuple[str, ...]:
        if not self.others:
            return ()
        more = ["……"] if len(self.others) > MOST_NAMED else []
        names = "、".join((*self.others[:MOST_NAMED], *more))
        return (
            say(
                "统计表里没有对应的格的 {count} 行没有读入：{names}",
                count=len(self.others),
                names=names,
            ),
        )


def read_statistics(
    blocks: Iterable[Block], forms: Mapping[str, Form], year: int, words: StatisticsWords
) -> Statistics:
    """The tables of statistics, printed as text or ruled, and the document without them."""
    kept, tables = split_tables(blocks, year, words)
    found = Statistics(kept)
    for table in tables:
        _add_rows(table.rows, table.columns, found, forms, words)
    return found


def merge_figures(
    figures: Mapping[str, Figure], unread: Sequence[Unread], statistics: Statistics
) -> tuple[dict[str, Figure], list[Unread]]:
    """The figures of sentences with those of the tables; what differs is neither."""
    merged = dict(figures)
    open_cells = {cell.key: cell for cell in unread}
    for key, figure in statistics.figures.items():
        known = merged.get(key)
        if known is not None and known.number != figure.number:
            reason = say("读到两个数：{text}、{text2}", text=known.text, text2=figure.text)
            open_cells[key] = Unread(key, reason, figure.place)
            del merged[key]
        elif known is None and key not in open_cells:
            merged[key] = figure
    for key, cell in statistics.unread.items():
        if key not in merged:
            open_cells.setdefault(key, cell)
    return merged, list(open_cells.values())


# figures ----------------------------------------------------------------------------------------


def _add_rows(
    rows: Sequence[Row],
    columns: Columns,
    found: Statistics,
    forms: Mapping[str, Form],
    words: StatisticsWords,
) -> None:
    for row, name in _name_rows(rows, words):
        form = forms.get(name.partition(".")[0])
        key: Key = tuple(name.split(".")[1:])
        if form is None or key not in form.by_key:
            found.others.append(_strip_label(row.label))
            continue
        _add_figure(row, name, columns, found, form, key)


def _add_figure(
    row: Row, name: str, columns: Columns, found: Statistics, form: Form, key: Key
) -> None:
    """The figure of a row's year column, or why it is none."""
    place = say("统计表“{label}”", label=_strip_label(row.label))
    digits, confidence = _choose_number(row, columns)
    if not digits:
        shown = " ".join(row.numbers)[:LONGEST_NUMBERS]
        reason = say("统计表里印作“{shown}”，分不清本年数和累计数", shown=shown)
        found.unread.setdefault(name, Unread(name, reason, place))
        return
    kind = form.by_key[key].kind
    try:
        number = read_cell(digits, kind)
    except ValueError:
        found.unread.setdefault(name, refuse_word(name, digits, place))
        return
    figure = Figure(name, number, kind, form.key, _strip_label(row.label), "", place, confidence)
    found.figures.setdefault(name, figure)


def _choose_number(row: Row, columns: Columns) -> tuple[str, str]:
    """The digits of the year's column and how sure they are; nothing if that is open."""
    if columns.year < 0:
        return "", EXACT
    if len(row.numbers) == columns.count:
        return row.numbers[columns.year], EXACT
    if len(row.numbers) != 1 or not columns.is_pair:
        return "", EXACT
    return _split_pair(row.numbers[0], columns.year), INFERRED


def _split_pair(digits: str, year: int) -> str:
    """The year's number of two that are printed as one, where only one division is possible.

    No number begins with 0 but 0 itself, and what has accumulated is not less than the year's.
    """
    # 平潭 2015: 01 is 0 and 1; 294981916 may be 294 and 981916, 2949 and 81916
    found: set[str] = set()
    for end in range(1, min(len(digits), LONGEST_NUMBERS)):
        pair = (digits[:end], digits[end:])
        is_number = all(part == "0" or not part.startswith("0") for part in pair)
        if is_number and int(pair[year]) <= int(pair[1 - year]):
            found.add(pair[year])
    return found.pop() if len(found) == 1 else ""


def _name_rows(rows: Iterable[Row], words: StatisticsWords) -> Iterator[tuple[Row, str]]:
    """Rows with the key of the cell they tell of; the same label stands in several groups."""
    group = ""
    for row in rows:
        label = _strip_label(row.label)
        for name, pattern in words.groups.items():
            if pattern.search(label):
                group = name
        if row.numbers:
            yield row, _find_cell(f"{group}/{label}", words)


def _find_cell(label: str, words: StatisticsWords) -> str:
    for key, pattern in words.cells.items():
        if pattern.fullmatch(label):
            return key
    return ""


def _strip_label(label: str) -> str:
    """A label without 其中：, its number and the blanks in it."""
    compact = re.sub(r"\s", "", label)
    return re.sub(
        r"^(?:其中[:：]?)?(?:\d{1,2}[.．、]|[（(][一二三四五六七八九十\d]{1,2}[）)]|[一二三四五六七八九十]{1,2}、)?",
        "",
        compact,
    )[:LONGEST_NAME]
