"""Prompts 提问: the screen, a line to type on, a list to choose from, the grid.

With `table`, `room`, `pasting` and `burst` the only module that knows the terminal library.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import questionary
from prompt_toolkit.application import Application, get_app_session
from prompt_toolkit.filters import Condition
from prompt_toolkit.formatted_text import FormattedText
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent, merge_key_bindings
from prompt_toolkit.keys import Keys
from prompt_toolkit.output import Output
from prompt_toolkit.shortcuts import print_formatted_text
from prompt_toolkit.styles import Style

from gkdraft.base.columns import wrap_text
from gkdraft.messages import _, show_hidden
from gkdraft.wizard.answers.pasted import Tidied
from gkdraft.wizard.screens.burst import bound_bursts, tell_refused
from gkdraft.wizard.screens.pasting import Pasting, Tidy, is_burst
from gkdraft.wizard.screens.room import Room, fits
from gkdraft.wizard.screens.table import Judge, Save, Screen
from gkdraft.wizard.table.grid import EntryGrid

_T = TypeVar("_T")
STYLE = Style.from_dict({
    "title": "reverse", "bottom-toolbar": "noreverse", "question": "bold", "qmark": "",
    "validation-toolbar": "bold fg:ansired bg:default", "highlighted": "bold", "instruction": "",
})  # fmt: skip


@dataclass(frozen=True)
class Key:
    """A key that leaves a prompt: back, jump, none, none-all, edit, remove."""

    name: str
    text: str = ""


WORTH_KEEPING = 8
"""Characters of an answer that are not given up by one Esc."""
BACK, JUMP = Key("back"), Key("jump")
RESIZED = Key("resized")


class Terminal:
    """The person's terminal."""

    shown: Sequence[str] = ()  # last, with what there was to say, in a window of that size
    said = ""
    drawn: tuple[int, int] | None = None

    @property
    def size(self) -> tuple[int, int]:
        """Columns and rows."""
        size = get_app_session().output.get_size()
        return size.columns, size.rows

    def show(self, lines: Sequence[str], said: str = "") -> None:
        """A fresh screen: the first line is its title, what there is to say the last."""
        self.shown, self.said = tuple(lines), said
        self.draw()

    def draw(self) -> None:
        """What was shown last, on a fresh screen; nothing where a page has no room."""
        output = self.clear()
        self.drawn = self.size
        if not fits(output.get_size()):
            return
        shown = list(map(show_hidden, self.shown))
        if self.said:
            shown += wrap_text(show_hidden(f"※ {self.said}"), self.size[0])
        style = "class:title"
        for line in shown:
            print_formatted_text(FormattedText([(style, line)]), style=STYLE, output=output)
            style = ""

    def clear(self) -> Output:
        """An empty screen."""
        output = get_app_session().output
        output.erase_screen()
        output.cursor_goto(0, 0)
        output.flush()
        return output

    def ask(
        self,
        check: Callable[[str], str],
        below: Callable[[str], Sequence[str]],
        hint: str = "",
        number: bool = False,
        prose: bool = False,
        typed: str = "",
        held: str = "",
        removable: bool = False,
        tidy: Tidy = Tidied,
    ) -> str | Key:
        """One line typed by the person. `check` says what is wrong with it, `below` what to
        show under it while it is typed; `typed` stands there already, ↑ brings
        `held`; what is `removable` goes by Ctrl-D; what is pasted goes through `tidy`. A longer
        text is left only by two Escs."""
        line = _Line(hint, below, Pasting(tidy))
        keys = line.bind_keys(number, prose, held, removable)
        question = questionary.text(
            "", default=typed, qmark=">", style=STYLE, bottom_toolbar=line.compose_toolbar,
            key_bindings=keys, validate_while_typing=False,
            validate=lambda text: check(text) or True,
        )  # fmt: skip
        line.question = question
        line.pasting.buffer = question.application.current_buffer
        found: str | Key = self._run(question, line.pasting)
        return found

    def choose(self, options: Sequence[tuple[str, _T]], default: _T | None = None) -> _T | Key:
        """One of a list, by arrow keys or its digit."""
        choices = [questionary.Choice(text, value=n) for n, (text, _v) in enumerate(options)]
        values = [value for _text, value in options]
        start = values.index(default) if default in values else 0
        question = questionary.select(
            "", choices=choices, default=choices[start], qmark="", style=STYLE, pointer="»",
            instruction=_("（方向键或编号选择，回车确定）"), use_shortcuts=len(choices) <= 36,
            use_jk_keys=False, use_emacs_keys=False,
        )  # fmt: skip
        app = question.application
        keys = _bind_leaving()
        # a text that is pasted at a list must not choose from it, nor stand beside it
        keys.add(Keys.BracketedPaste)(lambda event: None)
        app.key_bindings = merge_key_bindings([keys, app.key_bindings or KeyBindings()])
        app.key_processor.before_key_press += lambda keys: _drop_paste(question)
        found = self._run(question)
        return found if isinstance(found, Key) else options[found][1]

    def show_grid(self, grid: EntryGrid, save: Save, judge: Judge = tuple) -> str:
        """The grid until the person leaves it: done, back or jump."""
        return Screen(grid, save, judge).run()

    def _run(self, question: questionary.Question, pasting: Pasting | None = None) -> Any:
        app = question.application
        app.ttimeoutlen = 0.05
        # its warning would be in English, on a screen that works without the answer
        app.renderer.cpr_not_supported_callback = lambda: None
        self.drawn = self.drawn or self.size
        room = Room(app)
        app.before_render += lambda _app: self._leave_resized(room)
        _bound_line(app, room, pasting)
        while (found := question.unsafe_ask()) is RESIZED:
            room.enter()
            self.draw()
        return found

    def _leave_resized(self, room: Room) -> None:
        """A page is begun anew in a window of another size: what stood above it may be gone.

        What was typed stays, as it does when the library's own prompts are asked again.
        """
        if self.size != self.drawn:
            room.leave(RESIZED)


class _Line:
    """What happens at a line while it is typed."""

    question: questionary.Question

    def __init__(self, hint: str, below: Callable[[str], Sequence[str]], pasting: Pasting) -> None:
        self.hint, self.below, self.pasting = hint, below, pasting
        self.hinted = False
        self.leaving = ""  # the text that the person was told would be dropped

    def bind_keys(self, number: bool, prose: bool, held: str, removable: bool) -> KeyBindings:
        empty = Condition(lambda: not self.question.application.current_buffer.text)
        keys = _bind_leaving()
        keys.add("escape", eager=True)(lambda event: self.leave(event, result=BACK))
        keys.add("c-c", eager=True)(lambda event: self.leave(event, exception=KeyboardInterrupt()))
        keys.add("c-g", eager=True)(lambda event: _exit(event, "jump"))
        self.pasting.bind_keys(keys, lambda: self.question.application.key_processor)
        keys.add("f1")(self.toggle_hint)
        keys.add("?", filter=empty)(self.toggle_hint)
        keys.add("？", filter=empty)(self.toggle_hint)
        if number:
            keys.add("n", filter=empty)(lambda event: _exit(event, "none"))
            keys.add("N", filter=empty)(lambda event: _exit(event, "none-all"))
        if held:
            keys.add("up", filter=empty)(lambda event: event.current_buffer.insert_text(held))
        if prose:
            keys.add("c-e")(lambda event: _exit(event, "edit"))
        # on an empty line the library would end the program
        keys.add("c-d", filter=empty)(lambda event: _exit(event, "remove") if removable else None)
        return keys

    def compose_toolbar(self) -> FormattedText:
        app = self.question.application
        text, width = app.current_buffer.text, app.output.get_size().columns
        lines = self.hint.splitlines() if self.hinted else []
        if text and text == self.leaving:
            lines.append(_("再按一次，这段文字就不要了"))
        lines += self.pasting.tell()
        wrapped = []
        for line in (*lines, *self.below(text)):
            wrapped += wrap_text(line, width)
        return FormattedText([("", "\n".join(wrapped))])

    def toggle_hint(self, event: KeyPressEvent) -> None:
        self.hinted = not self.hinted

    def leave(self, event: KeyPressEvent, **how: Any) -> None:
        """Away from the line; a longer text is dropped only by the second key."""
        text = event.current_buffer.text
        if text == self.leaving or len(text) < WORTH_KEEPING:
            event.app.exit(**how)
        self.leaving = text


def _bound_line(app: Application[Any], room: Room, pasting: Pasting | None) -> None:
    """A burst that is too long leaves the line as it was, and is told of."""
    buffer, before = app.current_buffer, app.current_buffer.document

    def begin() -> None:
        nonlocal before
        before = buffer.document
        if pasting:
            pasting.begin()

    def refuse() -> None:
        buffer.document, room.said = before, tell_refused()
        app.invalidate()

    bound_bursts(app.input, begin, refuse)


def _exit(event: KeyPressEvent, name: str) -> None:
    event.app.exit(result=Key(name, event.current_buffer.text))


def _drop_paste(question: questionary.Question) -> None:
    processor = question.application.key_processor
    if is_burst(processor):
        processor.input_queue.clear()


def _bind_leaving() -> KeyBindings:
    """Keys that leave any prompt."""
    keys = KeyBindings()
    keys.add("escape", eager=True)(lambda event: event.app.exit(result=BACK))
    keys.add("c-g", eager=True)(lambda event: event.app.exit(result=JUMP))
    keys.add("c-z", eager=True)(lambda event: None)  # it would be typed
    keys.add("c-o", eager=True)(lambda event: None)  # it would answer a list with a text
    return keys
