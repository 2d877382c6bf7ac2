"""Pages 分页: a choice below lines, or among entries, that take more than one screen."""

from collections.abc import Iterable, Sequence
from typing import Final, TypeVar

from gkdraft.base.columns import cut_text, wrap_text
from gkdraft.messages import _, show_inline
from gkdraft.wizard.screens.prompts import Key, Terminal

_T = TypeVar("_T")
Options = Sequence[tuple[str, _T]]
POINTER = 8
"""Columns before an entry of a list, and behind it."""
FEWEST = 2
"""Lines for entries and the way to the next ones, before the head has any but its first."""
OTHER_PAGE: Final = Key("page")


def choose_below(
    terminal: Terminal, head: str, lines: Sequence[str], options: Options[_T], said: str = ""
) -> _T | Key:
    """What is chosen below lines, on their last page or before."""
    width, height = terminal.size
    head = cut_text(head, width)
    body = [piece for line in lines for piece in wrap_text(line, width)]
    # head, number of the page, a line above and one below the choices, the next page
    room = max(1, height - _measure_said(said, width) - len(options) - 6)
    pages = [body[start : start + room] for start in range(0, len(body), room)] or [[]]
    at = 0
    while True:
        number = _("第 {n} 页，共 {of} 页").format(n=at + 1, of=len(pages))
        terminal.show([head, number if len(pages) > 1 else "", *pages[at], ""], said)
        turning: list[tuple[str, _T | Key]] = []
        if at + 1 < len(pages):
            turning.append((_("下一页"), OTHER_PAGE))
        chosen: _T | Key = terminal.choose([*turning, *options])
        if chosen is not OTHER_PAGE:
            return chosen
        at, said = at + 1, ""


def choose_among(
    terminal: Terminal,
    head: Sequence[str],
    entries: Options[_T],
    ways: Options[_T],
    default: _T | None = None,
    said: str = "",
) -> _T | Key:
    """What is chosen among entries, as many at once as there is room for, or ways beside them."""
    width, height = terminal.size
    lines = [*(piece for line in head for piece in wrap_text(line, width)), ""]
    # what is said, the ways, a line above the choices and one below them
    room = height - _measure_said(said, width) - len(ways) - 2
    lines = lines[: max(1, room - min(len(entries), FEWEST))]
    room -= len(lines)
    pages = _split_entries(entries, room)
    at = _find_page(pages, default)
    while True:
        terminal.show(lines, said)
        turning: list[tuple[str, _T | Key]] = []
        if len(pages) > 1:
            turning.append((_("另一页（共 {} 项）").format(len(entries)), OTHER_PAGE))
        shown = [*_cut(pages[at], width), *turning, *_cut(ways, width)]
        chosen: _T | Key = terminal.choose(shown, default)
        if chosen is not OTHER_PAGE:
            return chosen
        at, said = (at + 1) % len(pages), ""


def _split_entries(entries: Options[_T], room: int) -> list[Options[_T]]:
    if len(entries) <= room:
        return [entries]
    held = max(1, room - 1)  # the way to the next page
    return [entries[start : start + held] for start in range(0, len(entries), held)]


def _find_page(pages: Iterable[Options[_T]], default: _T | None) -> int:
    for number, page in enumerate(pages):
        if default in [value for _text, value in page]:
            return number
    return 0


def _cut(options: Options[_T], width: int) -> Options[_T]:
    return [(cut_text(show_inline(text), width - POINTER), value) for text, value in options]


def _measure_said(said: str, width: int) -> int:
    return len(wrap_text(f"※ {said}", width)) if said else 0
