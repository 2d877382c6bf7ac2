"""How a grid looks on a screen, as lines of styled parts. Pure."""

from collections.abc import Iterator, Mapping, Sequence

from gkdraft.base.columns import align_left, align_right, cut_text, display_width, wrap_text
from gkdraft.layout.equations import Key
from gkdraft.layout.form import FormNode
from gkdraft.messages import _
from gkdraft.report.printing import print_number
from gkdraft.wizard.table.grid import Balance, EntryGrid

Part = tuple[str, str]
"""(style, text)."""
ScreenLine = list[Part]

NARROWEST, LOWEST = 60, 14
FOOT_LINES = 2
"""Lines below the table that tell of keys, or of what there is to say."""
MOST_HINTS = 6
"""Lines of a counting rule in the lowest window, with rows of the table left above it."""
_LABEL_LEAST = 12
_LONGEST_LABEL = 40
_HEAD_CHARACTERS = 4
"""Characters of a column's name on one of its two lines."""
_OPEN = "·"


def view_grid(grid: EntryGrid, width: int, height: int) -> list[ScreenLine]:
    """The grid on a screen of the least size or more: header and footer stay, rows scroll around
    the cursor.
    """
    columns = _measure_columns(grid, width)
    label = width - sum(columns.values()) - 1
    header = list(_compose_header(columns, label))
    bottom = [*_compose_balance(grid, columns, label), *_compose_footer(grid, width)]
    room = height - 1 - len(header) - len(bottom)
    rows = list(_compose_rows(grid, columns, label))
    cursor = [row for row, _line in rows].index(grid.rows[grid.row])
    first = min(max(0, cursor - room // 2), max(0, len(rows) - room))
    shown = [line for _row, line in rows[first : first + room]]
    part = "" if len(shown) == len(rows) else f"{first + 1}-{first + len(shown)}/{len(rows)}"
    empty: list[ScreenLine] = [[("", "")]] * (room - len(shown))
    return [_compose_title(grid, width, part), *header, *shown, *empty, *bottom]


def _measure_columns(grid: EntryGrid, width: int) -> dict[str, int]:
    """Columns as wide as their names on two lines need, wider where there is room."""
    least = {}
    for name in grid.sheet.columns:
        least[name] = max(map(display_width, (*_split_name(name), "000000"))) + 1
    longest = max(map(display_width, map(grid.sheet.row_label, grid.sheet.rows)))
    spare = width - sum(least.values()) - min(longest, _LONGEST_LABEL) - 1
    more = min(max(spare // len(least), 0), 4)
    if width - sum(least.values()) < _LABEL_LEAST:
        least = dict.fromkeys(least, 7)
    return {name: columns + more for name, columns in least.items()}


def _split_name(name: str) -> tuple[str, str]:
    if len(name) <= _HEAD_CHARACTERS:
        return "", name
    return name[:_HEAD_CHARACTERS], name[_HEAD_CHARACTERS:]


def _compose_title(grid: EntryGrid, width: int, part: str) -> ScreenLine:
    filled, whole = grid.count_filled(), len(grid.sheet.input_keys)
    count = _("已填 {}/{} 格").format(filled, whole)
    name = grid.sheet.form.name
    if part:
        name += _("　↑↓ 第 {} 行").format(part)
    return [("class:title", f"{align_left(name, width - display_width(count) - 1)}{count}")]


def _compose_header(columns: Mapping[str, int], label: int) -> Iterator[ScreenLine]:
    for index in (0, 1):
        cells = [align_right(_split_name(name)[index], columns[name]) for name in columns]
        yield [("class:head", " " * label + "".join(cells))]


def _compose_rows(
    grid: EntryGrid, columns: Mapping[str, int], label: int
) -> Iterator[tuple[Key | None, ScreenLine]]:
    """Each line with the row it is of; the heads of groups belong to none."""
    before: Key = ()
    for row in grid.sheet.rows:
        for head in grid.sheet.heads(row, before):
            yield None, [("class:group", cut_text(head, label + 20))]
        indent = "  " * (len(row) - 1)
        before = row
        line: ScreenLine = [("", align_left(indent + grid.sheet.row_label(row), label))]
        for name, width in columns.items():
            line.append(_compose_cell(grid, (*row, name), width))
        yield row, line


def _compose_cell(grid: EntryGrid, key: Key, width: int) -> Part:
    if not grid.sheet.is_input(key[:-1], key[-1]):
        return _compose_total(grid, grid.sheet.form.spell(key), width)
    text = grid.cells.get(key, "")
    if key == grid.key:
        return "class:cursor", align_right(f"[{text or ' '}]", width)
    return "" if text else "class:empty", align_right(text or _OPEN, width)


def _compose_total(grid: EntryGrid, name: str, width: int) -> Part:
    """A total; while cells are missing, what it comes to so far, in grey."""
    number = grid.figures.completed.get(name)
    if number is not None:
        return "class:total", align_right(print_number(number), width)
    so_far = grid.running.completed.get(name)
    return "class:empty", align_right(print_number(so_far) if so_far else "", width)


def _compose_balance(
    grid: EntryGrid, columns: Mapping[str, int], label: int
) -> Iterator[ScreenLine]:
    if not grid.balances:
        return
    line: ScreenLine = [("class:head", align_left(_("勾稽差额（应为 0）"), label))]
    for name, width in columns.items():
        style, text = _spell_balance(grid.balances.get(name, Balance(None, False)))
        line.append((style, align_right(text, width)))
    yield line


def _spell_balance(balance: Balance) -> Part:
    """In red or green once the column is filled in; grey, and only if it is off, before."""
    text = f"{balance.off:+d}" if balance.off else ""
    if not balance.complete:
        return "class:empty", text
    return ("class:wrong", text) if text else ("class:right", "0")


def _compose_footer(grid: EntryGrid, width: int) -> Iterator[ScreenLine]:
    """The cell the cursor is in; below, what there is to say, the counting rule or the keys."""
    nodes = _list_nodes(grid)
    before = grid.prior.get(grid.key)
    prior = _("上年：没有读到") if before is None else _("上年：{}").format(before)
    names = " · ".join(node.text for node in nodes)
    yield [("class:foot", f"{align_left(names, width - display_width(prior) - 2)}  {prior}")]
    lines = [("class:keys", line) for line in _list_keys()]
    if grid.hint:  # asked for, it is shown whole
        hints = [node.hint for node in nodes if node.hint]
        hint = "；".join(hints) or _("没有另外的口径")
        wrapped = wrap_text(_("口径：{}").format(hint), width)[:MOST_HINTS]
        lines = [*(("class:hint", line) for line in wrapped), *lines[len(wrapped) :]]
    elif grid.said:
        lines = _insert_lines(lines, "class:wrong", wrap_text(grid.said, width))
    for style, text in lines:
        yield [(style, cut_text(text, width))]


def _list_nodes(grid: EntryGrid) -> list[FormNode]:
    """The groups, the row and the column the cursor is in."""
    nodes, key = grid.sheet.form.nodes, grid.key
    above = [key[:depth] for depth in range(1, len(key) + 1)]
    return [nodes[place] for place in above if place in nodes]


def _list_keys() -> tuple[str, str]:
    return (
        _("n 本行空格填 0 · N 全表空格填 0 · = 同上年 · - 不填 · u 撤销"),
        _("F1 口径 · Tab → · Enter ↓ · 可直接粘贴 · q 完成 · Esc 返回"),
    )


def _insert_lines(lines: Sequence[Part], style: str, texts: Sequence[str]) -> list[Part]:
    """Texts in place of the first lines; what takes more room than there is is cut."""
    shown = list(texts[:FOOT_LINES])
    if len(texts) > FOOT_LINES:
        shown[-1] += "……"
    return [*((style, text) for text in shown), *lines[len(shown) :]]
