"""The grid in the terminal: keys and pastes to `EntryGrid`, its lines to the screen."""

import time
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from prompt_toolkit.application import Application
from prompt_toolkit.formatted_text import FormattedText
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import Layout, Window
from prompt_toolkit.layout.controls import FormattedTextControl
from prompt_toolkit.styles import Style

from gkdraft.base.columns import cut_text, wrap_text
from gkdraft.messages import _
from gkdraft.wizard.screens.burst import bound_bursts, tell_refused
from gkdraft.wizard.screens.room import Room
from gkdraft.wizard.table import paste
from gkdraft.wizard.table.grid import EntryGrid
from gkdraft.wizard.table.grid_view import LOWEST, NARROWEST, ScreenLine, view_grid
from gkdraft.wizard.table.sheet import Cells, Saved

STYLE = Style.from_dict({
    "title": "reverse", "head": "bold", "group": "bold", "total": "bold",
    "empty": "fg:ansibrightblack",
    "cursor": "reverse bold", "wrong": "fg:ansired bold", "right": "fg:ansigreen", "keys": "",
    "foot": "bold", "hint": "fg:ansicyan",
})  # fmt: skip
_MANY_TABS, _MANY_LINES, _MANY_LETTERS, _PAUSE = 5, 2, 3, 1.0
_COMMANDS = "nN=-u?q0123456789"

Save = Callable[[Cells], Saved]
Judge = Callable[[], Sequence[str]]
"""What the rules say of the table as it was saved."""
Edit = Callable[[EntryGrid], EntryGrid]

MOVES: Mapping[str, Edit] = {
    "up": lambda grid: grid.move(down=-1), "down": lambda grid: grid.move(down=1),
    "left": lambda grid: grid.move(over=-1), "right": lambda grid: grid.move(over=1),
    "tab": lambda grid: grid.tab(), "s-tab": lambda grid: grid.tab(back=True),
    "enter": lambda grid: grid.enter(), "c-j": lambda grid: grid.enter(),
    "home": lambda grid: grid.move(over=-99), "end": lambda grid: grid.move(over=99),
    "pageup": lambda grid: grid.move(down=-10), "pagedown": lambda grid: grid.move(down=10),
    "c-home": lambda grid: grid.move(-99, -99), "c-end": lambda grid: grid.move(99, 99),
    "delete": lambda grid: grid.put({grid.key: ""}), "c-z": lambda grid: grid.undo(),
    "f1": lambda grid: replace(grid, hint=not grid.hint),
}  # fmt: skip
LETTERS: Mapping[str, Edit] = {
    "n": lambda grid: grid.fill_zeros(), "N": lambda grid: grid.fill_zeros(all_=True),
    "=": lambda grid: grid.copy_prior(), "-": lambda grid: grid.skip_cell(),
    "u": lambda grid: grid.undo(), "?": lambda grid: replace(grid, hint=not grid.hint),
}  # fmt: skip


class Screen:
    """One grid on the screen until the person leaves it."""

    def __init__(self, grid: EntryGrid, save: Save, judge: Judge = tuple) -> None:
        self.grid = grid
        self.saved = grid.cells
        self.save = save
        self.judge = judge
        self.warned = False  # the person knows that the last save failed
        self.judged = False  # and what the rules say of the table
        self.text = ""  # what is being pasted
        self.arrived = 0.0
        self.pasted: paste.Pasted | None = None
        control = FormattedTextControl(self.render, focusable=True, show_cursor=False)
        self.app: Application[str] = Application(
            Layout(Window(control)), key_bindings=self.bind_keys(), style=STYLE, full_screen=True
        )
        self.app.ttimeoutlen = 0.05
        Room(self.app, NARROWEST, LOWEST)
        self.before = self.grid, self.saved  # what comes now

    def run(self) -> str:
        """`done`, `back` or `jump`; all edits have been saved."""
        bound_bursts(self.app.input, self.begin_burst, self.refuse_burst)
        return self.app.run()

    def begin_burst(self) -> None:
        self.before = self.grid, self.saved

    def refuse_burst(self) -> None:
        """Nothing of what came at once is kept; nor is a preview, which would hide what is said."""
        self.pasted, self.text = None, ""
        self.grid, saved = self.before
        if self.saved != saved:
            self.take_edit(self.grid)
        self.grid = replace(self.grid, said=tell_refused())
        self.app.invalidate()

    def render(self) -> FormattedText:
        size = self.app.output.get_size()
        if self.pasted:
            lines = self.preview(self.pasted, size.columns, size.rows)
        else:
            lines = view_grid(self.grid, size.columns, size.rows)
        parts: list[tuple[str, str]] = []
        for line in lines:
            parts += [*line, ("", "\n")]
        return FormattedText(parts[:-1])

    def preview(self, found: paste.Pasted, width: int, height: int) -> list[ScreenLine]:
        """The table as it would be, and what does not agree."""
        if found.refused:
            why = _("放不进去：{}").format(found.refused)
            lines = [*wrap_text(why, width), *wrap_text(_("按 Esc 返回，什么也没有改"), width)]
            return _colour_lines(lines)
        notes, shown = _fit_notes(found.remarks, width, max(height - LOWEST, 0))
        more = ""
        if shown < len(found.remarks):
            more = _("，还有 {} 处不符").format(len(found.remarks) - shown)
        said = _("预览：{rows} 行 {cells} 个数{over}{more}。Enter 放入，Esc 不要").format(
            rows=len(found.rows), cells=len(found.cells), over=self.count_replaced(found.cells),
            more=more,
        )  # fmt: skip
        made = replace(self.grid.put(found.cells), said=said)
        body = view_grid(made, width, height - len(notes))
        return [*body, *_colour_lines([cut_text(note, width) for note in notes])]

    def count_replaced(self, cells: Cells) -> str:
        """How many figures that stand there a paste would change."""
        before = self.grid.cells
        count = sum(before.get(key, text) != text for key, text in cells.items())
        if not count:
            return ""
        return _("，替换 {} 个不同的").format(count)

    def take_edit(self, grid: EntryGrid) -> bool:
        """The cursor leaves a cell: what was changed is saved first; whether it could be."""
        self.grid = grid
        if grid.cells == self.saved:
            return True
        self.judged = False
        found = self.save(grid.cells)
        self.saved = found.held
        if found.shown != grid.cells:  # what could be undone is no longer what stands there
            self.grid = replace(grid, cells=found.shown, undone=(), said=found.said)
        elif found.said:
            self.grid = replace(grid, said=found.said)
        return found.written

    def is_saved(self) -> bool:
        """Whether everything is saved; if not, it is said, and given up at the second try."""
        saved = self.take_edit(self.grid)
        may_go, self.warned = saved or self.warned, not saved
        return may_go

    def is_sound(self) -> bool:
        """Whether the rules have nothing to say of the table; what they have is said once."""
        if self.judged:
            return True
        self.judged = True
        messages = self.judge()
        if not messages:
            return True
        said = messages[0]
        if len(messages) > 1:
            said += _("（共 {} 处）").format(len(messages))
        self.grid = replace(self.grid, said=_("再按一次 q 离开：{}").format(said))
        return False

    def leave(self, event: KeyPressEvent, how: str) -> None:
        if self.is_saved() and (how != "done" or self.is_sound()):
            event.app.exit(result=how)

    def bind_keys(self) -> KeyBindings:
        keys = KeyBindings()
        for name, move in MOVES.items():
            keys.add(name)(self.bind_move(move))
        keys.add("backspace")(lambda event: self.type_on(self.grid.erase_digit()))
        keys.add("escape", eager=True)(lambda event: self.escape(event))
        keys.add("c-g")(lambda event: self.leave(event, "jump"))
        keys.add("f2")(lambda event: self.leave(event, "done"))
        keys.add("c-c")(lambda event: self.interrupt(event))
        keys.add(Keys.BracketedPaste)(lambda event: self.read_paste(event.data))
        keys.add(Keys.Any)(self.read_key)
        return keys

    def bind_move(self, move: Edit) -> Callable[[KeyPressEvent], None]:
        def handler(event: KeyPressEvent) -> None:
            if self.gather_paste(event):
                return
            if not self.pasted:
                self.take_edit(move(self.grid))
            elif event.key_sequence[0].key == Keys.ControlM:
                self.place()

        return handler

    def type_on(self, grid: EntryGrid) -> None:
        """A cell is being typed: it is saved when the cursor leaves it."""
        if not self.pasted:
            self.grid = grid

    def read_key(self, event: KeyPressEvent) -> None:
        if self.gather_paste(event) or self.pasted:
            return
        char = unicodedata.normalize("NFKC", event.data)
        if len(char) == 1 and char in "0123456789":
            self.type_on(self.grid.type_digit(char))
        elif char == "q":
            self.leave(event, "done")
        elif char in LETTERS:
            self.take_edit(LETTERS[char](self.grid))
        elif char == ".":
            self.type_on(self.grid.stop_typing(_("这里只填整数，这一格没有改")))
        elif char.isprintable() and char != ",":  # a thousands separator goes with its number
            self.type_on(replace(self.grid, said=_("这里只填数字")))

    def gather_paste(self, event: KeyPressEvent) -> bool:
        """Whether this key belongs to a paste that came without brackets: many keys at once.

        Its later parts may come after a pause, one key alone among them; an Enter that ends one
        must not place it.
        """
        queue = event.key_processor.input_queue
        waiting = [press.data for press in queue]
        if self.is_pasting(event.data, waiting):
            before = self.text
        elif _is_paste(waiting):
            before = ""
        else:
            return False
        queue.clear()
        self.text = before + event.data + "".join(waiting)
        self.arrived = time.monotonic()
        self.read_paste(self.text)
        return True

    def is_pasting(self, key: str, waiting: Sequence[str]) -> bool:
        """Whether a key goes on with a paste that has begun."""
        if not self.text:
            return False
        if time.monotonic() - self.arrived < _PAUSE:
            return True
        return bool(self.pasted and (waiting or key.isprintable() or key == "\t"))

    def read_paste(self, text: str) -> None:
        self.pasted = paste.read_paste(text, self.grid.sheet, self.grid.key, self.grid.cells)

    def place(self) -> None:
        found, self.pasted, self.text = self.pasted, None, ""
        if found and not found.refused:
            self.take_edit(self.grid.put(found.cells))
            if not self.grid.said:
                said = [_("已放入 {} 个数").format(len(found.cells)), *found.remarks]
                self.grid = replace(self.grid, said="；".join(said))

    def escape(self, event: KeyPressEvent) -> None:
        if self.pasted:
            self.pasted, self.text = None, ""
        else:
            self.leave(event, "back")

    def interrupt(self, event: Any) -> None:
        if self.is_saved():
            event.app.exit(exception=KeyboardInterrupt())


def _is_paste(waiting: Sequence[str]) -> bool:
    """Whether keys that wait all at once are a paste: no person types so fast. A held Enter
    is none.
    """
    if not any(map(str.isalnum, waiting)):
        return False
    if waiting.count("\t") >= _MANY_TABS:
        return True
    if waiting.count("\r") + waiting.count("\n") >= _MANY_LINES:
        return True
    letters = set(filter(str.isprintable, waiting)).difference(("", *_COMMANDS))
    return len(letters) >= _MANY_LETTERS


def _fit_notes(remarks: Sequence[str], width: int, room: int) -> tuple[list[str], int]:
    """As many remarks as there is room for, as lines; how many they are."""
    notes: list[str] = []
    for shown, text in enumerate(remarks):
        lines = wrap_text(text, width)
        if len(notes) + len(lines) > room:
            return notes, shown
        notes += lines
    return notes, len(remarks)


def _colour_lines(lines: Sequence[str]) -> list[ScreenLine]:
    return [[("class:wrong", line)] for line in lines]
