"""Short rows of copied tables: under which columns their cells belong."""

from collections.abc import Iterator, Sequence
from itertools import combinations

from gkdraft.reading.documents.flow import TableCell
from gkdraft.reading.notices.outline import GROUP, split_mark
from gkdraft.reading.notices.task_columns import LEVELS, Roles, fits
from gkdraft.reading.notices.vocabulary import NoticeVocabulary


def find_rank(text: str) -> int:
    """The rank of a text's mark, -1 without one."""
    mark = split_mark(text)
    return mark[0].rank if mark else -1


def find_places(
    given: Sequence[TableCell], columns: Roles, words: NoticeVocabulary
) -> Iterator[tuple[int, ...]]:
    """The ways in which the cells of a short row fit under the columns, in their order."""
    fitting: set[tuple[int, int]] = set()
    for index, cell in enumerate(given):
        roles = {role for role in set(columns) if fits(cell.text, role, words)}
        fitting.update((index, at) for at, role in enumerate(columns) if role in roles)
    for places in combinations(range(len(columns)), len(given)):
        if all(pair in fitting for pair in enumerate(places)):
            yield places


def shift_row(
    row: Sequence[TableCell], columns: Roles, words: NoticeVocabulary
) -> Sequence[TableCell]:
    """A row that lost its merged first cell in a text: `2|公开…|村镇建设中心|` moves right."""
    empty = _count_blanks_at_end(row)
    if not 0 < empty < len(row):
        return row
    # only the cell of a task or of its group is merged over rows and can be lost
    if columns[0] not in LEVELS:
        return row
    if not (_begins_with_item(row, columns, empty) or _begins_with_number(row, columns, empty)):
        return row
    shifted = [*(TableCell("") for _ in range(empty)), *row[: len(row) - empty]]
    pairs = zip(shifted, columns, strict=True)
    # where it is 责任单位 that was merged, the row begins in its place: 按季公布。 is no body
    return shifted if all(fits(cell.text, role, words) for cell, role in pairs) else row


def _count_blanks_at_end(row: Sequence[TableCell]) -> int:
    empty = 0
    while empty < len(row) and not row[len(row) - 1 - empty].text:
        empty += 1
    return empty


def _begins_with_item(row: Sequence[TableCell], columns: Roles, empty: int) -> bool:
    """Whether a demand `3.…` stands in the first column, left of where demands stand."""
    # copied from a browser: the cell of the task reaches over the rows below and is not repeated
    column = columns.index("demand") if "demand" in columns else 0
    return column >= empty and find_rank(row[0].text) > GROUP


def _begins_with_number(row: Sequence[TableCell], columns: Roles, empty: int) -> bool:
    """Whether the number stands in the first column and would move under 序号."""
    # `2|公开危房改造。…|村镇建设中心|持续推进|` in fixture 33
    if "number" not in columns:
        return False
    return row[0].text.isdigit() and columns.index("number") == empty
