"""Ahead 先打的键: what was pressed while no page took keys belongs to the next one, key by key.

An answer is saved and looked at between two pages. Whoever types on meanwhile presses keys, and
they come all at once when the next page reads them; only what comes at once while a page waits
is a paste.
"""

import select
from typing import Any

from prompt_toolkit.application import Application
from prompt_toolkit.input import Input
from prompt_toolkit.input.typeahead import get_typeahead, store_typeahead
from prompt_toolkit.key_binding import KeyPress


class Ahead:
    """The keys of one page that were pressed before it was shown; `left` are still to come."""

    def __init__(self, app: Application[Any]) -> None:
        self.app = app
        self.left = 0
        app.key_processor.before_key_press += self._count

    def gather(self, kept: list[KeyPress], is_expected: bool) -> list[KeyPress]:
        """Before the page is shown: what waits is there when it begins, behind what was kept.

        At a page that nobody could expect, a doubt, all of it is kept for the page after.
        """
        waiting = kept + get_typeahead(self.app.input) + _read_waiting(self.app.input)
        if not is_expected:
            return waiting
        store_typeahead(self.app.input, waiting)
        self.left = len(waiting)
        return []

    def _count(self, _keys: object) -> None:
        self.left = max(self.left - 1, 0)


def _read_waiting(source: Input) -> list[KeyPress]:
    """What can be read at once; nothing where the library reads in another way (Windows)."""
    if getattr(source, "stdin_reader", None) is None or source.closed:
        return []
    keys: list[KeyPress] = []
    while select.select([source.fileno()], [], [], 0)[0] and not source.closed:
        keys += source.read_keys()
    # Esc alone is a key only once nothing follows it
    return keys + source.flush_keys()
