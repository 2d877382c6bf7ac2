"""Tables that lost their lines: every cell a line of its own, as copied from a page."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from gkdraft.base.bounds import ROWS
from gkdraft.reading.documents.flow import Span, Table, TableCell, TextLine, build_table
from gkdraft.reading.notices.duties import names_bodies
from gkdraft.reading.notices.outline import GROUP, ITEM, TASK, Mark, split_mark
from gkdraft.reading.notices.vocabulary import NoticeVocabulary

FEWEST_COLUMNS, MOST_COLUMNS = 3, 12
LONGEST_HEAD = 8
"""Characters of a column's head; sentences also speak of 任务."""
MOST_TRIES = 20
"""Heads that are tried: a file of 100000 heads must end (tests/test_notices.py)."""
_NUMBER = TextLine("序号", "")

Rows = list[list[TextLine]]


def rebuild_tables(
    blocks: Sequence[TextLine | Table], words: NoticeVocabulary
) -> Iterator[TextLine | Table]:
    """The blocks, with lines that were a table's cells as a table again."""
    index = tries = 0
    while index < len(blocks):
        rows: Rows = []
        if tries < MOST_TRIES and (head := _read_head(blocks, index, words)):
            tries += 1
            rows = _read_rows(head, list(_list_lines(blocks, index + len(head))), words)
        if len(rows) > 1:
            yield _build_table(rows)
            index += sum(map(_count_lines, rows))
            continue
        block = blocks[index]
        index += 1
        if isinstance(block, Table) and not block.merges:
            below = list(_list_rows_below(block, blocks, index))
            block = _add_rows(block, below)
            index += len(below)
        yield block


def _list_rows_below(
    table: Table, blocks: Sequence[TextLine | Table], start: int
) -> Iterator[TextLine]:
    """Lines below a copied table that count on: rows of which only the task was not merged."""
    last = split_mark(table.rows[-1][0].text)
    count = last[0].number if last and last[0].rank == ITEM else 0
    for line in _list_lines(blocks, start):
        mark = split_mark(line.text)
        sentence = "。" in line.text[:-1]
        if not count or not mark or mark[0] != Mark(ITEM, count + 1) or sentence:
            return
        count += 1
        yield line


def _add_rows(table: Table, lines: Sequence[TextLine]) -> Table:
    rows = list(table.rows)
    for line in lines:
        absent = (TableCell("", False) for _ in table.rows[0][1:])
        rows.append((TableCell(line.text), *absent))
    places = (*table.places, *(line.place for line in lines))
    return table._replace(rows=tuple(rows), places=places)


def _count_lines(row: Sequence[TextLine]) -> int:
    """How many lines of the document a row was made of."""
    texts = [line.text for line in row if line.text and line is not _NUMBER]
    return sum(text.count("\n") + 1 for text in texts)


def _list_lines(blocks: Sequence[TextLine | Table], start: int) -> Iterator[TextLine]:
    for index in range(start, min(start + ROWS.most, len(blocks))):
        block = blocks[index]
        if not isinstance(block, TextLine):
            return
        yield block


def _read_head(
    blocks: Sequence[TextLine | Table], start: int, words: NoticeVocabulary
) -> list[TextLine]:
    """The heads of columns, one under the other; none if these lines are something else."""
    found: list[TextLine] = []
    for line in _list_lines(blocks, start):
        too_long = len(line.text) > LONGEST_HEAD or len(found) == MOST_COLUMNS
        if too_long or not words.role(line.text):
            break
        found.append(line)
    roles = {words.role(line.text) for line in found}
    if len(found) < FEWEST_COLUMNS or roles.isdisjoint(("task", "demand")):
        return []
    return found


def _read_rows(head: list[TextLine], body: list[TextLine], words: NoticeVocabulary) -> Rows:
    """A head and the rows below it; no rows where the lines do not come out even."""
    roles = [words.role(line.text) for line in head]
    numbers = list(_find_numbers(body))
    if len(numbers) < 2:  # one may be a figure
        return [head, *(_cut_at_items(body, roles, words) or _pair_lines(body, roles, words))]
    # 池州市信访局 as copied from its page counts its rows below a head without 序号
    if "number" not in roles:
        head = [*head[: numbers[0]], _NUMBER, *head[numbers[0] :]]
        roles.insert(numbers[0], "number")
    return [head, *_cut_at_numbers(body, numbers, roles.index("number"), len(head))]


def _find_numbers(body: Sequence[TextLine]) -> Iterator[int]:
    """Where lines stand that are nothing but the next number."""
    expected = 1
    for index, line in enumerate(body):
        if line.text == str(expected):
            yield index
            expected += 1


def _cut_at_numbers(body: list[TextLine], numbers: list[int], before: int, width: int) -> Rows:
    """Rows around their numbers; a merged cell stands only in the first of its rows."""
    found: Rows = []
    right = width - before
    start = 0
    for at, following in pairwise([*numbers, min(numbers[-1] + right, len(body))]):
        left = body[start:at]
        # 一、 between two rows went through the whole table
        while left and _is_theme(left[0]):
            found.append([left.pop(0), *_make_blanks(body[at], width - 1)])
        start = min(at + right, following)
        if len(left) > before or start - at < right:
            return []
        found.append([*_make_blanks(body[at], before - len(left)), *left, *body[at:start]])
    return found


def _cut_at_items(body: list[TextLine], roles: Sequence[str], words: NoticeVocabulary) -> Rows:
    """Rows that each begin with the next 1. 2. 3.; an empty cell has left no line."""
    # 福建 2016 with a cell a line: merged and empty cells are missing from the rows
    found: Rows = []
    count = 0
    for line in body:
        mark = split_mark(line.text)
        is_item = mark is not None and mark[0] == Mark(ITEM, count + 1)
        count += is_item
        if is_item or _is_heading(line):
            found.append([line])
        elif not found or _is_heading(found[-1][0]) or words.is_ending.search(line.text):
            break  # the table is over
        else:
            found[-1].append(line)
    while found and _is_heading(found[-1][0]):
        found.pop()
    if count < 2:
        return []
    # what stands below the last row is text again
    found[-1] = found[-1][: len(roles)]
    return [_join_paragraphs(row, roles) for row in found]


def _join_paragraphs(row: list[TextLine], roles: Sequence[str]) -> list[TextLine]:
    """A row with more lines than columns: it is the demand that has several paragraphs."""
    more = len(row) - len(roles)
    if more <= 0:
        return row
    at = roles.index("demand") if "demand" in roles else 0
    text = "\n".join(line.text for line in row[at : at + more + 1])
    return [*row[:at], TextLine(text, row[at].place), *row[at + more + 1 :]]


def _is_heading(line: TextLine) -> bool:
    mark = split_mark(line.text)
    return mark is not None and mark[0].rank in (GROUP, TASK)


def _pair_lines(body: list[TextLine], roles: Sequence[str], words: NoticeVocabulary) -> Rows:
    """Rows without numbers: as many lines each as there are columns, themes between them."""
    found: Rows = []
    named = [i for i, role in enumerate(roles) if role in ("lead", "responsible")]
    index, width = 0, len(roles)
    while named and index < len(body):
        row = _pair_row(body[index : index + width], width, named, words, is_first=not found)
        if not row:
            break
        found.append(row)
        index += _count_lines(row)
    return found


def _pair_row(
    row: list[TextLine], width: int, named: Sequence[int], words: NoticeVocabulary, is_first: bool
) -> list[TextLine]:
    """The next row: only that bodies stand where bodies belong says that it is one."""
    if _fits(row, named, words):
        return row
    # a cell merged over several rows stands only in the first of them: fixture 31 (石桥镇)
    merged = [*_make_blanks(row[0], 1), *row[: width - 1]]
    if not is_first and named[0] > 1 and _fits(merged, named, words):
        return merged
    # 一、 through the whole table (福建 2016 with a cell a line)
    if _is_theme(row[0]):
        return [row[0], *_make_blanks(row[0], width - 1)]
    return []


def _is_theme(line: TextLine) -> bool:
    mark = split_mark(line.text)
    return mark is not None and mark[0].rank == GROUP


def _fits(row: Sequence[TextLine], named: Sequence[int], words: NoticeVocabulary) -> bool:
    """Whether bodies stand in the columns that name bodies."""
    return len(row) > named[-1] and all(names_bodies(row[i].text, words) for i in named)


def _make_blanks(line: TextLine, count: int) -> list[TextLine]:
    return [TextLine("", line.place)] * count


def _build_table(rows: Rows) -> Table:
    texts, places = [], []
    for row in rows:
        texts.append([Span(line.text) for line in row])
        places.append(row[0].place)
    made = build_table(texts, places, "")
    return Table(made.rows, made.places, merges=False)
