"""Tables of answers in a document: known by their heads, wherever they stand and in any order."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from gkdraft.base.patterns import compile_late
from gkdraft.gathering.words import GatheringWords
from gkdraft.reading.documents.flow import Flow, Table, TableCell

MOST_HEADS = 6
"""Rows among which the head is looked for."""
_YEAR = compile_late(r"(20\d\d)年?(?:数|数据)?")
_KINDS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "任务": ("任务", ("状态", "落实情况", "数据", "依据")),
    "问题": ("问题", ("改进", "原因", "佐证")),
    "答案": ("题", ("本年",)),
}
"""Kinds of tables: the column of their labels, and columns of which one must be there."""


class AnswerRow(NamedTuple):
    """A row: its label, what stands in its columns, the title it stands below, its place."""

    label: str
    parts: Mapping[str, str]
    group: str
    place: str


class AnswerTable(NamedTuple):
    """A table of tasks, problems or other answers."""

    kind: str
    rows: tuple[AnswerRow, ...]


def find_tables(flow: Flow, words: GatheringWords, year: int) -> Iterator[AnswerTable]:
    """The tables of answers of a document."""
    for block in flow.blocks:
        if isinstance(block, Table):
            found = _read_table(block, words, year)
            if found is not None:
                yield found


def _read_table(table: Table, words: GatheringWords, year: int) -> AnswerTable | None:
    for number, row in enumerate(table.rows[:MOST_HEADS]):
        columns = _name_columns(row, words, year)
        for kind, (label, others) in _KINDS.items():
            if label in columns and any(name in columns for name in others):
                rows = _list_rows(table, number + 1, columns, columns[label])
                return AnswerTable(kind, tuple(rows))
    return None


def _name_columns(row: Sequence[TableCell], words: GatheringWords, year: int) -> dict[str, int]:
    """What columns hold, by their heads; the first of a name."""
    found: dict[str, int] = {}
    for column, cell in enumerate(row):
        dated = _YEAR.fullmatch("".join(cell.text.split()))
        roles = words.find_roles(cell.text)
        if dated:
            roles = ("本年",) if int(dated[1]) == year else ()
        for role in roles:
            found.setdefault(role, column)
    return found


def _list_rows(
    table: Table, first: int, columns: Mapping[str, int], label: int
) -> Iterator[AnswerRow]:
    group = ""
    for row, place in zip(table.rows[first:], table.places[first:], strict=True):
        if len(set(row)) == 1:  # one cell over all columns is a title
            group = row[0].text
            continue
        parts = {name: row[column].text.strip() for name, column in columns.items()}
        text = row[label].text.strip()
        if text:
            yield AnswerRow(text, parts, group, place)
