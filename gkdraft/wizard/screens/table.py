"""The grid in the terminal: keys and pastes to `gridview`, its lines to the screen."""

import time
import unicodedata
from collections.abc import Callable
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
from gkdraft.wizard.table import paste
from gkdraft.wizard.table.grid import LOWEST, NARROWEST, EntryGrid, skip_cell, view_grid
from gkdraft.wizard.table.sheet import Cells, Saved

STYLE = Style.from_dict({
    "title": "reverse", "head": "bold", "group": "bold", "total": "bold",
    "empty": "fg:ansibrightblack",
    "cursor": "reverse bold", "wrong": "fg:ansired bold", "right": "fg:ansigreen", "keys": "",
    "foot": "bold", "hint": "fg:ansicyan", "placed": "fg:ansigreen bold",
})  # fmt: skip
_MANY_TABS, _MANY_LINES, _MANY_LETTERS, _PAUSE = 5, 2, 3, 1.0
_COMMANDS = "nN=-u?q0123456789"


Save = Callable[[Cells], Saved]


class Screen:
    """One grid on the screen until the person leaves it."""

    def __init__(self, grid: EntryGrid, save: Save) -> None:
        self.grid = grid
        self.saved = grid.cells
        self.save = save
        self.warned = False  # the person knows that the last save failed
        self.told = False  # and that the table does not add up
        self.text = ""  # what is being pasted
        self.arrived = 0.0
        self.pasted: paste.Pasted | None = None
        control = FormattedTextControl(self.render, focusable=True, show_cursor=False)
        self.app: Application[str] = Application(
            Layout(Window(control)), key_bindings=self.keys(), style=STYLE, full_screen=True
        )
        self.app.ttimeoutlen = 0.05

    def run(self) -> str:
        """`done`, `back` or `jump`; all edits have been saved."""
        return self.app.run()

    @property
    def has_room(self) -> bool:
        """Whether the window can show the table."""
        size = self.app.output.get_size()
        return size.columns >= NARROWEST and size.rows >= LOWEST

    def render(self) -> FormattedText:
        size = self.app.output.get_size()
        lines = (
            self.preview(size.columns, size.rows)
            if self.pasted
            else view_grid(self.grid, size.columns, size.rows)
        )
        parts: list[tuple[str, str]] = []
        for number, line in enumerate(lines):
            parts += [("", "\n")] if number else []
            parts += line
        return FormattedText(parts)

    def preview(self, width: int, height: int) -> list[list[tuple[str, str]]]:
        """The table as it would be, and what does not agree."""
        found = self.pasted or paste.Pasted()
        if found.refused:
            why = [_("放不进去：{}").format(found.refused), _("按 Esc 返回，什么也没有改")]
            return [[("class:wrong", line)] for text in why for line in wrap_text(text, width)]
        room, notes, told = max(height - LOWEST, 0), list[str](), 0
        for text in found.remarks:
            lines = wrap_text(text, width)
            if len(notes) + len(lines) > room:
                break
            notes, told = [*notes, *lines], told + 1
        more = len(found.remarks) - told
        said = _("预览：{rows} 行 {cells} 个数{over}{more}。Enter 放入，Esc 不要").format(
            rows=len(found.rows), cells=len(found.cells), over=self.over(found.cells),
            more=_("，还有 {} 处不符").format(more) if more else "",
        )  # fmt: skip
        made = replace(self.grid.put(found.cells), said=said)
        body = view_grid(made, width, height - len(notes))
        return [*body, *([("class:wrong", cut_text(note, width))] for note in notes)]

    def over(self, cells: Cells) -> str:
        """How many figures that stand there a paste would change."""
        before = self.grid.cells
        count = sum(1 for key, text in cells.items() if before.get(key, text) != text)
        return _("，替换 {} 个不同的").format(count) if count else ""

    def changed(self, grid: EntryGrid) -> bool:
        """The cursor leaves a cell: what was changed is saved first; whether it could be."""
        self.grid = grid
        if grid.cells == self.saved:
            return True
        found = self.save(grid.cells)
        self.saved = found.held
        if found.shown != grid.cells:  # what could be undone is no longer what stands there
            self.grid = replace(grid, cells=found.shown, undone=(), said=found.said)
        elif found.said:
            self.grid = replace(grid, said=found.said)
        return found.written

    def kept(self) -> bool:
        """Whether everything is saved; if not, it is said, and given up at the second try."""
        saved = self.changed(self.grid)
        kept, self.warned = saved or self.warned, not saved
        return kept

    def balanced(self, how: str) -> bool:
        """Whether the table adds up as far as it is filled in; if not, it is said once."""
        off = [(name, by) for name, (by, whole) in self.grid.differences.items() if by and whole]
        if not off or how != "done" or self.told:
            return True
        self.told = True
        said = "、".join(f"{name} {by:+d}" for name, by in off)
        self.grid = replace(self.grid, said=_("勾稽不平：{}。再按一次 q 离开").format(said))
        return False

    def leave(self, event: KeyPressEvent, how: str) -> None:
        if self.kept() and self.balanced(how):
            event.app.exit(result=how)

    def keys(self) -> KeyBindings:
        keys = KeyBindings()
        moves: dict[str, Callable[[EntryGrid], EntryGrid]] = {
            "up": lambda g: g.moved(down=-1), "down": lambda g: g.moved(down=1),
            "left": lambda g: g.moved(over=-1), "right": lambda g: g.moved(over=1),
            "tab": lambda g: g.tab(), "s-tab": lambda g: g.tab(back=True),
            "enter": lambda g: g.enter(), "c-j": lambda g: g.enter(),
            "home": lambda g: g.moved(over=-99), "end": lambda g: g.moved(over=99),
            "pageup": lambda g: g.moved(down=-10), "pagedown": lambda g: g.moved(down=10),
            "c-home": lambda g: g.moved(-99, -99), "c-end": lambda g: g.moved(99, 99),
            "delete": lambda g: g.put({g.key: ""}), "c-z": lambda g: g.undo(),
            "f1": lambda g: replace(g, hint=not g.hint),
        }  # fmt: skip
        for name, move in moves.items():
            keys.add(name)(self.bound(move))
        keys.add("backspace")(lambda event: self.typed(self.grid.rubbed()))
        keys.add("escape", eager=True)(lambda event: self.escape(event))
        keys.add("c-g")(lambda event: self.leave(event, "jump"))
        keys.add("f2")(lambda event: self.leave(event, "done"))
        keys.add("c-c")(lambda event: self.interrupted(event))
        keys.add(Keys.BracketedPaste)(lambda event: self.paste(event.data))
        keys.add(Keys.Any)(self.any)
        return keys

    def bound(self, move: Callable[[EntryGrid], EntryGrid]) -> Callable[[KeyPressEvent], None]:
        def handler(event: KeyPressEvent) -> None:
            if self.gathered(event):
                return
            if self.pasted:
                if event.key_sequence[0].key == Keys.ControlM:
                    self.place()
                return
            self.changed(move(self.grid))

        return handler

    def typed(self, grid: EntryGrid) -> None:
        """A cell is being typed: it is saved when the cursor leaves it."""
        if not self.pasted:
            self.grid = grid

    def any(self, event: KeyPressEvent) -> None:
        if self.gathered(event) or self.pasted:
            return
        char = unicodedata.normalize("NFKC", event.data)
        letters: dict[str, Callable[[EntryGrid], EntryGrid]] = {
            "n": lambda g: g.zeros(), "N": lambda g: g.zeros(all_=True), "=": lambda g: g.copied(),
            "-": skip_cell, "u": lambda g: g.undo(), "?": lambda g: replace(g, hint=not g.hint),
        }  # fmt: skip
        if char.isascii() and char.isdigit() and len(char) == 1:
            self.typed(self.grid.digit(char))
        elif char == "q":
            self.leave(event, "done")
        elif char in letters:
            self.changed(letters[char](self.grid))
        elif char == ".":
            self.typed(self.grid.stopped(_("这里只填整数，这一格没有改")))
        elif char.isprintable() and char != ",":  # a thousands separator goes with its number
            self.typed(replace(self.grid, said=_("这里只填数字")))

    def gathered(self, event: KeyPressEvent) -> bool:
        """Whether this key belongs to a paste that came without brackets: many keys at once.

        Its later parts may come after a pause, one key alone among them; an Enter that ends one
        must not place it.
        """
        queue = event.key_processor.input_queue
        waiting = [press.data for press in queue]
        soon = time.monotonic() - self.arrived < _PAUSE
        key = event.data.isprintable() or event.data == "\t"
        running = self.text and (soon or (self.pasted and (waiting or key)))
        tabs, ends = waiting.count("\t"), waiting.count("\r") + waiting.count("\n")
        words = {char for char in waiting if char.isprintable() and char not in _COMMANDS}
        many = tabs >= _MANY_TABS or ends >= _MANY_LINES or len(words) >= _MANY_LETTERS
        many = many and any(char.isalnum() for char in waiting)  # a held Enter is no paste
        if not running and not many:
            return False
        queue.clear()
        self.text = (self.text if running else "") + event.data + "".join(waiting)
        self.arrived = time.monotonic()
        self.paste(self.text)
        return True

    def paste(self, text: str) -> None:
        self.pasted = paste.read_paste(text, self.grid.sheet, self.grid.key, self.grid.cells)

    def place(self) -> None:
        if not self.has_room:
            return  # what is not seen is not placed; the page says how large it must be
        found, self.pasted, self.text = self.pasted, None, ""
        if found and not found.refused:
            self.changed(self.grid.put(found.cells))
            if not self.grid.said:
                said = [_("已放入 {} 个数").format(len(found.cells)), *found.remarks]
                self.grid = replace(self.grid, said="；".join(said))

    def escape(self, event: KeyPressEvent) -> None:
        if self.pasted:
            self.pasted, self.text = None, ""
        else:
            self.leave(event, "back")

    def interrupted(self, event: Any) -> None:
        if self.kept():
            event.app.exit(exception=KeyboardInterrupt())
