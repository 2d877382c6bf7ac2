"""统计表 of reports up to 2018, printed in the text: 指标名称 计量单位 2013年度 历年累计.

Its year column is read where it is told from the cumulative one; no row of it is ever prose.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from gkdraft.layout.equations import Key
from gkdraft.layout.form import Form
from gkdraft.layout.labels import EXACT, INFERRED
from gkdraft.messages import say
from gkdraft.reading.documents.flow import Table, TextLine
from gkdraft.reading.published.ledger import (
    Figure,
    PublishedSection,
    Unread,
    read_cell,
    refuse_word,
)
from gkdraft.reading.published.vocabulary import ReportVocabulary, StatisticsWords

FEWEST_ROWS = 3
"""A table has rows: one unit with a number behind it is a sentence."""
MOST_ROWS = 400
MOST_TABLES = 20
LONGEST_NUMBERS = 40
LONGEST_NAME = 60
MOST_NAMED = 6
LONGEST_REST = 10


@dataclass
class Statistics:
    """The sections without their tables, what the tables gave and what they did not."""

    sections: tuple[PublishedSection, ...]
    figures: dict[str, Figure] = field(default_factory=dict)
    unread: dict[str, Unread] = field(default_factory=dict)
    others: list[str] = field(default_factory=list)  # rows that no form has

    @property
    def remarks(self) -> tuple[str, ...]:
        if not self.others:
            return ()
        names = "、".join(self.others[:MOST_NAMED])
        more = "……" if len(self.others) > MOST_NAMED else ""
        return (
            say(
                "统计表里没有对应的格的 {count} 行没有读入：{names}",
                count=len(self.others),
                names=f"{names}{more}",
            ),
        )


@dataclass(frozen=True, slots=True)
class _Columns:
    """The number columns of a table: how many, and which is the year's; -1 if that is open."""

    count: int = 0
    year: int = -1


@dataclass(frozen=True, slots=True)
class _Row:
    """A row: its label, and the digits of its number columns as they stand."""

    label: str
    numbers: tuple[str, ...]


def read_statistics(
    sections: Sequence[PublishedSection],
    blocks: Iterable[TextLine | Table],
    forms: Mapping[str, Form],
    words: ReportVocabulary,
) -> Statistics:
    """The tables of statistics, in the text of sections and in ruled tables."""
    found = Statistics(())
    kept: list[PublishedSection] = []
    for section in sections:
        rest = section.paragraphs
        cut = _cut_table("\n".join(rest), words.statistics)
        if cut:
            text, columns, rows = cut
            rest = tuple(line for line in text.splitlines() if line.strip())
            _add_rows(rows, columns, found, forms, words.statistics)
        kept.append(replace(section, paragraphs=rest))
    for table in blocks:
        if isinstance(table, Table):
            columns, rows = _read_grid(table, words.statistics)
            _add_rows(rows, columns, found, forms, words.statistics)
    found.sections = tuple(kept)
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


# a table in the text ----------------------------------------------------------------------------


def _cut_table(text: str, words: StatisticsWords) -> tuple[str, _Columns, list[_Row]] | None:
    """The text without its table, and the table's columns and rows; None if it has none."""
    head = words.header.search(text)
    first = head or _find_rows(text, words)
    if first is None:
        return None
    begin = first.start()
    title = words.title.search(text[max(0, begin - LONGEST_NAME) : begin])
    if title:
        begin -= len(title[0])
    columns = _read_columns(head[0], words) if head else _Columns()
    rows, end = _read_rows(text, head.end() if head else first.start(), words)
    if len(rows) < FEWEST_ROWS and not head:
        return None
    after = text[end:].strip()
    rest = after if len(after) > LONGEST_REST else ""
    return f"{text[:begin].rstrip()}\n{rest}", columns, rows


def _find_rows(text: str, words: StatisticsWords) -> re.Match[str] | None:
    """Where a table without its head begins: several rows in a row."""
    for first in words.row.finditer(text):
        rows, _ = _read_rows(text, first.start(), words, most=FEWEST_ROWS)
        if len(rows) == FEWEST_ROWS:
            return first
    return None


def _read_columns(head: str, words: StatisticsWords) -> _Columns:
    names = words.column.findall(head)
    years = [place for place, name in enumerate(names) if not words.cumulative.search(name)]
    return _Columns(len(names), years[0] if len(years) == 1 else -1)


def _read_rows(
    text: str, place: int, words: StatisticsWords, most: int = MOST_ROWS
) -> tuple[list[_Row], int]:
    """The rows that follow one another from a place on, and where the last one ends."""
    rows: list[_Row] = []
    count = 0
    while len(rows) < most:
        match = words.row.match(text, place)
        if match is None:
            break
        mark = re.search(r"(\d{1,2})\s*[.．、]", match["label"])
        count = int(mark[1]) if mark else 0
        digits, end = match["numbers"], match.end()
        if text[end : end + 1] in tuple(".．、") and text[end : end + 1]:
            digits = _strip_mark(digits, count + 1)
            # 平潭县 2011: 条41815092.政府公报: the last digit is the mark of the next row
            end = match.start("numbers") + len(digits)
        rows.append(_Row(match["label"].strip(), tuple(digits.split())))
        place = end
    return rows, place


def _strip_mark(digits: str, mark: int) -> str:
    """Numbers without the mark of the next row, if that is the one that must follow."""
    *numbers, last = digits.split()
    if numbers and last == str(mark):
        return digits[: digits.rindex(last)]
    return digits.removesuffix(str(mark))


# a table with cells -----------------------------------------------------------------------------


def _read_grid(table: Table, words: StatisticsWords) -> tuple[_Columns, list[_Row]]:
    """The columns and rows of a ruled table of statistics; no rows of another table."""
    columns, skipped, rows = _Columns(), 0, []
    for cells in table.rows[:MOST_ROWS]:
        texts = [cell.text.strip() for cell in cells]
        if not columns.count:
            line = " ".join(texts)
            if words.header.search(line):
                names = [bool(words.column.fullmatch(text)) for text in texts]
                skipped = names.index(True) if True in names else len(names)
                columns = _read_columns(" ".join(texts[skipped:]), words)
        elif len(texts) > skipped:
            rows.append(_Row(texts[0], tuple(texts[skipped : skipped + columns.count])))
    return columns, rows


# figures ----------------------------------------------------------------------------------------


def _add_rows(
    rows: Sequence[_Row],
    columns: _Columns,
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
    row: _Row, name: str, columns: _Columns, found: Statistics, form: Form, key: Key
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


def _choose_number(row: _Row, columns: _Columns) -> tuple[str, str]:
    """The digits of the year's column and how sure they are; nothing if that is open."""
    if columns.year < 0:
        return "", EXACT
    if len(row.numbers) == columns.count:
        return row.numbers[columns.year], EXACT
    if len(row.numbers) != 1 or columns.count != 2:
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


def _name_rows(rows: Iterable[_Row], words: StatisticsWords) -> Iterator[tuple[_Row, str]]:
    """Rows with the key of the cell they tell of; the same label stands in several groups."""
    group = ""
    for row in rows:
        label = _strip_label(row.label)
        for name, pattern in words.groups.items():
            if pattern.search(label):
                group = name
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
