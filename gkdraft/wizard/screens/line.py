"""Line 一行: what a person types, and what happens at it meanwhile."""

from collections.abc import Callable, Sequence
from typing import Any

import questionary
from prompt_toolkit.document import Document
from prompt_toolkit.filters import Condition
from prompt_toolkit.formatted_text import FormattedText
from prompt_toolkit.key_binding import KeyPressEvent
from prompt_toolkit.styles import Style

from gkdraft.base.columns import display_width, join_parts, wrap_text
from gkdraft.base.typed_paths import Completion
from gkdraft.messages import _
from gkdraft.wizard.screens.ahead import Ahead
from gkdraft.wizard.screens.keys import (
    BACK,
    HELP,
    REMOVE,
    UNDO,
    bind_leaving,
    exit_with,
    is_paste,
)
from gkdraft.wizard.screens.pasting import Pasting, Tidy
from gkdraft.wizard.screens.room import Room

Complete = Callable[[str], Completion]
NAMES_LINES, MOST_NAMES = 2, 40
"""Lines of names below a line, and how many names are looked at to fill them."""
WORTH_KEEPING = 8
"""Characters of an answer that are not given up by one Esc."""


class Line:
    """A line that is typed. `below` says what stands under it, `count_rows` how many rows there
    are for both.
    """

    def __init__(
        self,
        check: Callable[[str], str],
        below: Callable[[str], Sequence[str]],
        typed: str,
        tidy: Tidy,
        style: Style,
        count_rows: Callable[[], int],
    ) -> None:
        self.below, self.count_rows = below, count_rows
        self.leaving = ""  # the text that the person was told would be dropped
        self.others: Sequence[str] = ()
        self.offered = ""  # a text that stood there at first and is nobody's answer yet
        self.completed: Completion | None = None  # what Tab made last
        self.keys = bind_leaving()
        self.question = questionary.text(
            "", default=typed, qmark=">", style=style, bottom_toolbar=self.compose_toolbar,
            key_bindings=self.keys, validate_while_typing=False,
            validate=lambda text: check(text) or True,
        )  # fmt: skip
        self.app = self.question.application
        self.pasting = Pasting(self.app.current_buffer, tidy)
        self.ahead, self.room = Ahead(self.app), Room(self.app)
        self.is_empty = Condition(lambda: not self.text)

    def begin(self) -> None:
        """Keys come after a pause."""
        self.pasting.begin()

    @property
    def text(self) -> str:
        return self.app.current_buffer.text

    @property
    def rows(self) -> int:
        """Rows that the line and what stands below it take at first."""
        return self.count_typed() + len(self.list_lines())

    @property
    def least(self) -> int:
        """Rows that are left to both."""
        return self.rows

    def count_typed(self) -> int:
        """Rows of what is typed, with the mark before it and the cursor behind it."""
        columns = self.app.output.get_size().columns
        lines = self.text.split("\n")
        return sum((display_width(line) + 3) // columns + 1 for line in lines)

    def list_lines(self) -> list[str]:
        """What stands below, wrapped."""
        width = self.app.output.get_size().columns
        made, wrapped = self.completed, list[str]()
        if made and made.text == self.text and len(made.names) > 1:
            wrapped += _list_names(made.names, width)
        for line in (*self.pasting.tell(), *self.below(self.text)):
            wrapped += wrap_text(line, width)
        return wrapped

    def bind_keys(self, number: bool, prose: bool, held: str, others: Sequence[str]) -> None:
        """What keys do here, apart from those that leave any page."""
        keys, is_empty = self.keys, self.is_empty
        keys.add("escape", eager=True)(lambda event: self.leave(event, result=BACK))
        keys.add("c-c", eager=True)(lambda event: self.leave(event, exception=KeyboardInterrupt()))
        keys.add("c-g", eager=True)(lambda event: exit_with(event, "jump"))
        keys.add(REMOVE, filter=is_empty)(lambda event: None)  # it would be the end of all input
        self.pasting.bind_keys(keys, lambda: is_paste(self.app, self.ahead.left))
        keys.add("f1")(lambda event: self.room.leave(HELP))
        for mark in ("?", "？"):
            keys.add(mark, filter=is_empty)(lambda event: self.room.leave(HELP))
        if number:
            keys.add("n", filter=is_empty)(lambda event: exit_with(event, "none"))
            keys.add("N", filter=is_empty)(lambda event: exit_with(event, "none-all"))
        if held:
            keys.add("up", filter=is_empty)(lambda event: event.current_buffer.insert_text(held))
        if prose:
            keys.add("c-e")(lambda event: exit_with(event, "edit"))
        self.others = others
        for name in others:
            self.bind_other(name)

    def bind_completion(self, complete: Complete) -> None:
        """Tab: the text as far as it can only go on in one way; the ways there are stand below."""

        def take(event: KeyPressEvent) -> None:
            self.completed = complete(event.current_buffer.text)
            event.current_buffer.document = Document(self.completed.text)

        self.keys.add("tab")(take)

    def bind_other(self, name: str) -> None:
        """A key that leaves the line under its own name; some only where nothing is typed."""
        is_empty = self.is_empty if name in (UNDO, REMOVE) else True
        self.keys.add(name, filter=is_empty, eager=True)(lambda event: exit_with(event, name))

    def compose_toolbar(self) -> FormattedText:
        lines = self.list_lines()
        if self.text and self.text == self.leaving:
            lines.insert(0, _("再按一次，这段文字就不要了"))
        room = max(self.count_rows() - self.count_typed(), 1)
        return FormattedText([("", "\n".join(lines[:room]))])

    def leave(self, event: KeyPressEvent, **how: Any) -> None:
        """Away from the line; a longer text is dropped only by the second key."""
        text = event.current_buffer.text
        if text in (self.leaving, self.offered) or len(text) < WORTH_KEEPING:
            event.app.exit(**how)
        self.leaving = text


def _list_names(names: Sequence[str], width: int) -> list[str]:
    """Names side by side, as many as there is room for."""
    lines = join_parts(names[:MOST_NAMES], width, "　")
    if len(lines) <= NAMES_LINES and len(names) <= MOST_NAMES:
        return lines
    told = _("共 {} 个，接着打几个字再按 Tab").format(len(names))
    return [*lines[:NAMES_LINES], told]
