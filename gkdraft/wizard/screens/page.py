"""Page 页面: what stands above a line or a list, cut so that its title never scrolls away. Pure."""

from collections.abc import Iterator, Sequence

from gkdraft.base.columns import cut_text, wrap_text
from gkdraft.messages import _, show_hidden

LEAST = 3
"""Lines of a page that stay whatever stands below it."""


def fit_page(lines: Sequence[str], said: str, columns: int, room: int) -> tuple[list[str], bool]:
    """Lines of a page with what there is to say last, in a number of rows; whether all fit in.

    What is said stays, and the title; of the rest the beginning goes, which F1 shows.
    """
    page = wrap_page(lines, columns)
    told = wrap_text(show_hidden(f"※ {said}"), columns) if said else []
    if len(page) + len(told) <= room:
        return [*page, *told], True
    told = told[: max(room - LEAST, 1)]
    # what stands last is what is asked
    kept = page[1:][-max(room - len(told) - 2, 0) :] if room - len(told) > 2 else []
    return [*page[:1], cut_text(_("……（F1 看全文）"), columns), *kept, *told], False


def wrap_page(lines: Sequence[str], columns: int) -> list[str]:
    """Lines as they stand in a window, its title in one."""
    shown = [show_hidden(line) for line in lines]
    page = [cut_text(line, columns) for line in shown[:1]]
    for line in shown[1:]:
        page += wrap_text(line, columns) or [""]
    return page


def split_pages(lines: list[str], height: int) -> Iterator[list[str]]:
    """The lines in screens of a height."""
    for start in range(0, len(lines), max(height, 1)):
        yield lines[start : start + max(height, 1)]
