"""Tables that lost their lines: every cell a line of its own, as copied from a page."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from gkdraft.reading.documents.flow import MOST_ROWS, Span, Table, TextLine, build_table
from gkdraft.reading.notices.duties import names_bodies
from gkdraft.reading.notices.outline import GROUP, split_mark
from gkdraft.reading.notices.vocabulary import NoticeVocabulary

FEWEST_COLUMNS, MOST_COLUMNS = 3, 12
MOST_TRIES = 20
_NUMBER = TextLine("序号", "")

Rows = list[list[TextLine]]


def rebuild_tables(
    blocks: Sequence[TextLine | Table], words: NoticeVocabulary
) -> Iterator[TextLine | Table]:
    """The blocks, with lines that were a table's cells as a table again."""
    index = tries = 0
    while index < len(blocks):
        head = _head(blocks, index, words) if tries < MOST_TRIES else []
        tries += bool(head)
        rows = _rows(head, list(_lines(blocks, index + len(head))), words) if head else []
        if len(rows) > 1:
            yield _table(rows)
            index += sum(1 for row in rows for line in row if line.text and line is not _NUMBER)
        else:
            yield blocks[index]
            index += 1


def _lines(blocks: Sequence[TextLine | Table], start: int) -> Iterator[TextLine]:
    for index in range(start, min(start + MOST_ROWS, len(blocks))):
        block = blocks[index]
        if not isinstance(block, TextLine):
            return
        yield block


def _head(
    blocks: Sequence[TextLine | Table], start: int, words: NoticeVocabulary
) -> list[TextLine]:
    """The heads of columns, one under the other; none if these lines are something else."""
    found: list[TextLine] = []
    for line in _lines(blocks, start):
        if len(line.text) > 8 or not words.role(line.text) or len(found) == MOST_COLUMNS:
            break
        found.append(line)
    roles = {words.role(line.text) for line in found}
    return found if len(found) >= FEWEST_COLUMNS and roles & {"task", "demand"} else []


def _rows(head: list[TextLine], body: list[TextLine], words: NoticeVocabulary) -> Rows:
    """A head and the rows below it; no rows where the lines do not come out even."""
    roles = [words.role(line.text) for line in head]
    numbers = list(_numbers(body))
    if len(numbers) < 2:
        return [head, *_even(body, roles, words)]
    if "number" not in roles:  # a head without 序号 above rows that are counted
        head = [*head[: numbers[0]], _NUMBER, *head[numbers[0] :]]
        roles.insert(numbers[0], "number")
    return [head, *_counted(body, numbers, roles.index("number"), len(head))]


def _numbers(body: Sequence[TextLine]) -> Iterator[int]:
    """Where lines stand that are nothing but the next number."""
    expected = 1
    for index, line in enumerate(body):
        if line.text == str(expected):
            yield index
            expected += 1


def _counted(body: list[TextLine], numbers: list[int], before: int, width: int) -> Rows:
    """Rows around their numbers; a merged cell stands only in the first of its rows."""
    found: Rows = []
    right = width - before
    start = 0
    for at, following in pairwise([*numbers, min(numbers[-1] + right, len(body))]):
        left = body[start:at]
        while left and (mark := split_mark(left[0].text)) and mark[0].rank == GROUP:
            found.append([left.pop(0), *_blank(body[at], width - 1)])
        start = min(at + right, following)
        if len(left) > before or start - at < right:
            return []
        found.append([*_blank(body[at], before - len(left)), *left, *body[at:start]])
    return found


def _even(body: list[TextLine], roles: Sequence[str], words: NoticeVocabulary) -> Rows:
    """Rows without numbers: as many lines each as there are columns, themes between them.

    A cell merged over several rows stands only in the first of them.
    """
    found: Rows = []
    index, width = 0, len(roles)
    named = [i for i, role in enumerate(roles) if role in ("lead", "responsible")]
    while named and index < len(body):
        row = body[index : index + width]
        merged = [*_blank(row[0], 1), *row[: width - 1]]
        mark = split_mark(row[0].text)
        if not _fits(row, named, words):
            if found and named[0] > 1 and _fits(merged, named, words):
                row = merged
            elif mark and mark[0].rank == GROUP:
                row = [row[0], *_blank(row[0], width - 1)]
            else:
                break
        found.append(row)
        index += sum(1 for line in row if line.text)
    return found


def _fits(row: Sequence[TextLine], named: Sequence[int], words: NoticeVocabulary) -> bool:
    """Whether bodies stand in the columns that name bodies."""
    return len(row) > named[-1] and all(names_bodies(row[i].text, words) for i in named)


def _blank(line: TextLine, count: int) -> list[TextLine]:
    return [TextLine("", line.place)] * count


def _table(rows: Rows) -> Table:
    texts = [[Span(line.text) for line in row] for row in rows]
    made = build_table(texts, [row[0].place for row in rows], "")
    return Table(made.rows, made.places, merges=False)
