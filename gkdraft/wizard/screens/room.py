"""Room 窗口: in a window that is too small a page says so, and takes no key unseen."""

from typing import Any

from prompt_toolkit.application import Application
from prompt_toolkit.data_structures import Size
from prompt_toolkit.filters import Condition
from prompt_toolkit.key_binding import (
    ConditionalKeyBindings,
    KeyBindings,
    KeyBindingsBase,
    KeyPressEvent,
    merge_key_bindings,
)
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import AnyContainer, DynamicContainer, HSplit, Window
from prompt_toolkit.layout.controls import FormattedTextControl

from gkdraft.base.columns import wrap_text
from gkdraft.messages import _

NARROWEST, LOWEST = 40, 10
"""The least window of a line or a list: a question, its answer and what is said of it."""


class Room:
    """The window of an application, which shows its page or that there is no room for it."""

    def __init__(self, app: Application[Any], columns: int = NARROWEST, rows: int = LOWEST) -> None:
        self.app = app
        self.columns, self.rows = columns, rows
        self.said = ""  # below the page, until the next key
        self.left = False
        self.page = app.layout.container
        self.notice = Window(FormattedTextControl(self.compose_notice))
        line = Window(
            FormattedTextControl(self.compose_said, style="bold"), dont_extend_height=True
        )
        self.page_and_said = HSplit([self.page, line], window_too_small=self.notice)
        app.layout.container = DynamicContainer(self.find_page)
        app.key_bindings = self.bind_keys(app.key_bindings or KeyBindings())
        app.key_processor.before_key_press += self.hush

    def is_small(self) -> bool:
        return not fits(self.app.output.get_size(), self.columns, self.rows)

    def find_page(self) -> AnyContainer:
        if self.left:
            return Window()  # it would be seen for a moment where it does not belong
        if self.is_small():
            return self.notice
        return self.page_and_said if self.said else self.page

    def leave(self, result: object) -> None:
        """Ends the application without a trace of its page, to `enter` and run it once more."""
        if not self.app.is_done:
            self.left = self.app.erase_when_done = True
            self.app.exit(result=result)

    def enter(self) -> None:
        self.left = self.app.erase_when_done = False

    def compose_notice(self) -> str:
        size = self.app.output.get_size()
        text = _("窗口太小（{}×{}），请放大到 {}×{} 以上").format(
            size.columns, size.rows, self.columns, self.rows
        )
        return "\n".join(wrap_text(text, size.columns))

    def compose_said(self) -> str:
        return "\n".join(wrap_text(self.said, self.app.output.get_size().columns))

    def say(self, text: str) -> None:
        """Below the page, until the next key is pressed."""
        self.said = text

    def hush(self, _keys: object) -> None:
        self.said = ""

    def bind_keys(self, own: KeyBindingsBase) -> KeyBindingsBase:
        """The keys of the page; where it is not seen, Ctrl-C only."""
        small = Condition(self.is_small)

        def interrupt(event: KeyPressEvent) -> None:
            found = [key for key in own.get_bindings_for_keys((Keys.ControlC,)) if key.filter()]
            found[-1].call(event)

        keys = KeyBindings()
        # what is eager comes before all that is not, what is named before Any
        keys.add(Keys.Any, eager=True, filter=small)(_ring)
        keys.add(Keys.ControlC, eager=True, filter=small)(interrupt)
        keys.add(Keys.SIGINT, eager=True, filter=small)(interrupt)
        return merge_key_bindings([ConditionalKeyBindings(own, ~small), keys])


def fits(size: Size, columns: int = NARROWEST, rows: int = LOWEST) -> bool:
    return size.columns >= columns and size.rows >= rows


def _ring(event: KeyPressEvent) -> None:
    """A key that is not taken is heard, a paste once."""
    if not event.key_processor.input_queue:
        event.app.output.bell()
