"""Choosing 选择: a list of options, one of which is chosen by the arrow keys or by its mark."""

import asyncio
import gc
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from typing import Generic, TypeVar

import questionary
from prompt_toolkit.filters import Condition
from prompt_toolkit.key_binding import KeyBindings, KeyPress, KeyPressEvent, merge_key_bindings
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import ConditionalMargin, Dimension, ScrollbarMargin, Window
from prompt_toolkit.styles import Style
from questionary.prompts.common import InquirerControl

from gkdraft.messages import _
from gkdraft.wizard.screens.ahead import Ahead
from gkdraft.wizard.screens.keys import HELP, IDLE, Key, bind_leaving, is_paste
from gkdraft.wizard.screens.room import Room

T = TypeVar("T")
Options = Sequence[tuple[str, T | None]]
"""(how it is put, what it stands for); one that stands for nothing is a heading."""
MARKS = "1234567890abcdefghijklmnopqrstuvwxyz"
PAGE = 10
"""Options that PageUp and PageDown go over."""
FEWEST = 8
"""Rows in which a list is seen however much stands above it; the rest of it is scrolled to."""
MOMENT = 0.2
"""Seconds without a key after which nobody is about to press one."""
_FULL_WIDTH = ord("Ａ") - ord("A")


class Chooser(Generic[T]):
    """A list on the screen. `marks` are the keys of the options, or None; `others` leave it."""

    def __init__(
        self,
        options: Options[T],
        default: T | None,
        marks: Sequence[str] | None,
        others: Sequence[str],
        style: Style,
        count_rows: Callable[[], int],
    ) -> None:
        self.values = [value for _text, value in options]
        choices = _list_choices(options, marks or ())
        # None stands for nothing: it is a heading's, and no default
        is_there = default is not None and default in self.values
        start = self.values.index(default) if is_there else self.find_first()
        self.question = questionary.select(
            "", choices=choices, default=choices[start], qmark="", style=style, pointer="»",
            instruction=_tell_ways(marks is not None),
            use_shortcuts=marks is not None and len(choices) <= len(MARKS),
            use_jk_keys=False, use_emacs_keys=False,
        )  # fmt: skip
        self.app = self.question.application
        self.rows, self.others = len(options) + 1, others
        self.least = min(self.rows, FEWEST)
        self.ahead = Ahead(self.app)
        self.list = _find_list(self.app.layout.find_all_windows())
        is_scrolled = Condition(lambda: self.rows > count_rows())
        self.list.right_margins = [ConditionalMargin(ScrollbarMargin(True), is_scrolled)]
        self.list.height = lambda: Dimension(max=max(count_rows() - 1, 1))
        own = self.app.key_bindings or KeyBindings()
        self.has_strayed = False  # something was typed that chooses nothing
        self.keys = bind_leaving()
        self.bind_keys(choices, others)
        self.app.key_bindings = merge_key_bindings([own, self.keys])
        self.room = Room(self.app)
        self.app.key_processor.before_key_press += self.drop_paste

    def find_first(self) -> int:
        return next(number for number, value in enumerate(self.values) if value is not None)

    @property
    def at(self) -> int:
        """The option under the cursor."""
        control = self.list.content
        return control.pointed_at if isinstance(control, InquirerControl) else 0

    def bind_keys(self, choices: Sequence[questionary.Choice], others: Sequence[str]) -> None:
        keys = self.keys
        # a text that is pasted at a list must not choose from it, nor stand beside it
        keys.add(Keys.BracketedPaste)(lambda event: None)
        for name in ("f1", "?", "？"):
            keys.add(name)(lambda event: self.room.leave(HELP))
        for choice in choices:
            if isinstance(choice.shortcut_key, str):
                self.bind_spellings(choice.shortcut_key)
        for name in others:
            self.bind_other(name)
        for name, steps in (("pageup", -PAGE), ("pagedown", PAGE)):
            self.bind_move(name, steps)
        keys.add(Keys.Any)(self.tell_stray)
        strayed = Condition(lambda: self.has_strayed)
        keys.add("enter", eager=True, filter=strayed)(self.refuse_once)

    def bind_move(self, name: str, steps: int) -> None:
        """So many options on, as far as there are any."""
        there = [number for number, value in enumerate(self.values) if value is not None]

        def move(event: KeyPressEvent) -> None:
            control = self.list.content
            if isinstance(control, InquirerControl):
                at = there.index(control.pointed_at) + steps
                control.pointed_at = there[min(max(at, 0), len(there) - 1)]

        self.keys.add(name)(move)

    def tell_stray(self, event: KeyPressEvent) -> None:
        """A text that is typed at a list is not taken, and the digits in it choose nothing."""
        if event.data.isprintable() and event.data.strip():
            self.has_strayed = True
            self.room.say(_("这里用方向键或编号选；打的字没有收"))

    def refuse_once(self, event: KeyPressEvent) -> None:
        """Enter behind such a text belongs to it."""
        self.has_strayed = False
        self.room.say(_("刚才打的字没有收，什么也没有选；看清了再按一次回车"))

    def bind_spellings(self, mark: str) -> None:
        """A mark as an input method may write it: full-width, in capitals."""
        for spelled in {chr(ord(mark) + _FULL_WIDTH), mark.upper()} - {mark}:
            self.keys.add(spelled)(lambda event: _press(event, mark))

    def bind_other(self, name: str) -> None:
        self.keys.add(name, eager=True)(lambda event: event.app.exit(result=Key(name, at=self.at)))

    def leave_idle(self, work: Callable[[], object]) -> None:
        """Does something once no key was pressed for a moment, and leaves the list."""
        waiting: asyncio.TimerHandle | None = None

        def finish() -> None:
            if not self.app.is_done:
                with suppress(Exception):  # it is told where what was worked out is shown
                    work()
                gc.freeze()  # what was loaded for it stays to the end
                self.room.leave(Key(IDLE, at=self.at))

        def wait(_app: object) -> None:
            nonlocal waiting
            if waiting:
                waiting.cancel()
            waiting = asyncio.get_running_loop().call_later(MOMENT, finish)

        self.app.after_render += wait

    def find_value(self, number: int) -> T:
        """What an option stands for. LookupError for a heading."""
        value = self.values[number]
        if value is None:
            raise LookupError(number)
        return value

    def begin(self) -> None:
        """Keys come after a pause: a list has nothing to remember."""

    def drop_paste(self, _keys: object) -> None:
        if is_paste(self.app, self.ahead.left):
            self.app.key_processor.input_queue.clear()
            self.room.say(_("这里用方向键或编号选；打的字没有收"))


def _list_choices(options: Options[T], marks: Sequence[str]) -> list[questionary.Choice]:
    left = iter(marks)
    choices: list[questionary.Choice] = []
    for number, (text, value) in enumerate(options):
        if value is None:
            choices.append(questionary.Separator(text))
        else:
            mark = next(left, False)
            choices.append(questionary.Choice(text, value=number, shortcut_key=mark))
    return choices


def _tell_ways(by_marks: bool) -> str:
    if by_marks:
        return _("（方向键或编号选择，回车确定，? 说明）")
    return _("（方向键选择，回车打开，? 说明）")


def _find_list(windows: Iterable[Window]) -> Window:
    """The window in which the library shows the options."""
    return next(window for window in windows if isinstance(window.content, InquirerControl))


def _press(event: KeyPressEvent, mark: str) -> None:
    event.key_processor.feed(KeyPress(mark, mark), first=True)
