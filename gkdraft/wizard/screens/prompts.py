"""Prompts 提问: the screen, with a line to type on, a list to choose from, or the grid.

With `line`, `choosing`, `keys`, `ahead`, `modes`, `pasting`, `table`, `room` and `burst` the only
module that knows questionary and prompt_toolkit.
"""

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from functools import cache
from typing import Any, TypeVar

from prompt_toolkit.application import Application, get_app_session
from prompt_toolkit.formatted_text import FormattedText
from prompt_toolkit.key_binding import KeyPress
from prompt_toolkit.output import Output
from prompt_toolkit.renderer import CPR_Support, print_formatted_text
from prompt_toolkit.styles import Style

from gkdraft.messages import _
from gkdraft.wizard.answers.pasted import Tidied
from gkdraft.wizard.screens.burst import bound_bursts, tell_refused
from gkdraft.wizard.screens.choosing import MARKS, Chooser, Options
from gkdraft.wizard.screens.keys import BACK, HELP, JUMP, RESIZED, UNDO, Key, explain_keys
from gkdraft.wizard.screens.line import WORTH_KEEPING, Complete, Line
from gkdraft.wizard.screens.modes import keep_keys, keep_keys_but_interrupt, lend_keys
from gkdraft.wizard.screens.page import LEAST, fit_page, split_pages, wrap_page
from gkdraft.wizard.screens.pasting import Tidy
from gkdraft.wizard.screens.room import Room, fits
from gkdraft.wizard.screens.table import Judge, Save, Screen
from gkdraft.wizard.table.grid import EntryGrid

__all__ = ["BACK", "JUMP", "WORTH_KEEPING", "Key", "Terminal"]

_T = TypeVar("_T")
STYLE = Style.from_dict({
    "title": "reverse", "bottom-toolbar": "noreverse", "question": "bold", "qmark": "",
    "validation-toolbar": "bold fg:ansired bg:default", "highlighted": "bold", "instruction": "",
    "separator": "",
})  # fmt: skip


class Terminal:
    """The person's terminal."""

    shown: Sequence[str] = ()  # last, with what there was to say
    said = ""
    is_whole = True  # all of it is seen
    drawn: tuple[int, int] | None = None  # in a window of that size
    free = 0  # rows below it
    is_surprised = False  # nobody could expect the next page
    kept: Sequence[KeyPress] = ()  # pressed before such a page, for the one behind it

    @property
    def size(self) -> tuple[int, int]:
        """Columns and rows."""
        size = get_app_session().output.get_size()
        return size.columns, size.rows

    def hold(self) -> AbstractContextManager[None]:
        """For a sitting: what is typed between two pages waits for the next."""
        return keep_keys()

    def lend(self) -> AbstractContextManager[None]:
        """To another program."""
        return lend_keys()

    def work(self, lines: Sequence[str]) -> AbstractContextManager[None]:
        """A page for what takes long, which Ctrl-C interrupts."""
        self.show(lines)
        self.draw(0, 0)
        return keep_keys_but_interrupt()

    @contextmanager
    def surprise(self) -> Iterator[None]:
        """Pages that nobody could expect: keys pressed before them are for what comes after."""
        before, self.is_surprised = self.is_surprised, True
        try:
            yield
        finally:
            self.is_surprised = before

    def show(self, lines: Sequence[str], said: str = "") -> None:
        """What stands above the next line or list: its title first, what there is to say last."""
        self.shown, self.said = tuple(lines), said

    def draw(self, below: int, least: int) -> None:
        """What is shown, on a fresh screen; so many rows are left below, or at least so many where
        the page takes more. Nothing without room.
        """
        output = self.clear()
        columns, rows = self.drawn = self.size
        self.free, self.is_whole = rows, True
        if not fits(output.get_size()):
            return
        room = max(rows - below, min(len(wrap_page(self.shown, columns)), rows - least), LEAST)
        lines, self.is_whole = fit_page(self.shown, self.said, columns, room)
        self.free = rows - len(lines)
        page = [("class:title", "".join(lines[:1])), ("", "\n".join(["", *lines[1:], ""]))]
        print_formatted_text(output, FormattedText(page), STYLE)

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
        keys: Sequence[str] = (),
        offered: str = "",
        complete: Complete | None = None,
        tidy: Tidy = Tidied,
    ) -> str | Key:
        """One line typed by the person. `check` says what is wrong with it, `below` what to
        show under it while it is typed; `typed` stands there already, or what is `offered`;
        ↑ brings `held`, Tab what `complete` makes of it, a paste goes through `tidy`; other
        `keys` leave it. A longer text is left only by two Escs, if it is not just what was
        offered."""
        line = Line(check, below, typed or offered, tidy, STYLE, lambda: self.free)
        line.offered = offered
        line.bind_keys(number, prose, held, keys)
        if complete:
            line.bind_completion(complete)
        found: str | Key = self._run(line, hint)
        return found

    def choose(
        self,
        options: Options[_T],
        default: _T | None = None,
        hint: str | None = "",
        marks: Sequence[str] | None = MARKS,
        keys: Sequence[str] = (),
        meanwhile: Callable[[], object] | None = None,
    ) -> _T | Key:
        """One of a list, by the arrow keys or its mark.

        An option that stands for nothing is a heading. Other `keys` leave the list; the Key
        tells at which option, counted from 0 with the headings. What is to be done `meanwhile`
        is done when no key is pressed for a moment; then the list is left as idle.
        """
        chooser = Chooser(options, default, marks, keys, STYLE, lambda: self.free)
        if meanwhile:
            chooser.leave_idle(meanwhile)
        found = self._run(chooser, hint)
        return found if isinstance(found, Key) else chooser.find_value(found)

    def show_grid(self, grid: EntryGrid, save: Save, judge: Judge = tuple) -> str:
        """The grid until the person leaves it: done, back or jump."""
        return Screen(grid, save, judge).run()

    def show_help(self, hint: str, can_undo: bool) -> None:
        """What the page could not show, how things count, which keys there are; page by page."""
        shown, said = self.shown, self.said
        columns, rows = self.size
        whole = () if self.is_whole else (*shown, *filter(None, [said]), "")
        lines = wrap_page(["", *whole, *hint.splitlines(), "", *explain_keys(can_undo)], columns)
        for page in split_pages(lines, rows - 4):
            self.show([_("说明"), *page, ""])
            if isinstance(self.choose([(_("知道了"), True)], hint=None), Key):
                break
        self.show(shown, said)

    @staticmethod
    @cache
    def _settle() -> None:
        """What was loaded by the first page stays to the end: it is not looked through for what
        can go, as it would be every few answers.
        """
        gc.freeze()
        gc.enable()

    def _run(self, page: "Line | Chooser[Any]", hint: str | None) -> Any:
        self._settle()
        app = page.app
        app.ttimeoutlen = 0.05
        app.before_render += lambda _app: self._leave_resized(page.room)
        while True:
            _bound_page(page)  # a page of help in between has bounded its own
            self.draw(page.rows, page.least)
            self._tell_row(app)
            self.kept = page.ahead.gather(list(self.kept), not self.is_surprised)
            found = self.take_keys(page)
            if found not in (HELP, RESIZED):
                return found
            if found is HELP:
                if hint is None:  # it was pressed on the page of help itself
                    return BACK
                self.show_help(hint, UNDO in page.others)
            page.room.enter()

    def take_keys(self, page: "Line | Chooser[Any]") -> Any:
        """What the person leaves a page with."""
        return page.question.unsafe_ask()

    def _tell_row(self, app: Application[Any]) -> None:
        """The library would ask the terminal where the cursor stands, and its reply may come
        late and be read as an answer.
        """
        row = self.size[1] - self.free + 1

        def tell() -> None:
            app.renderer.report_absolute_cursor_row(row)
            app.renderer.cpr_support = CPR_Support.NOT_SUPPORTED

        app.pre_run_callables.append(tell)

    def _leave_resized(self, room: Room) -> None:
        """A page is begun anew in a window of another size: what stood above it may be gone.

        What was typed stays, as it does when the library's own prompts are asked again.
        """
        if self.size != self.drawn:
            room.leave(RESIZED)


def _bound_page(page: "Line | Chooser[Any]") -> None:
    """A burst that is too long leaves the page as it was, and is told of."""
    buffer, before = page.app.current_buffer, page.app.current_buffer.document

    def begin() -> None:
        nonlocal before
        before = buffer.document
        page.begin()

    def refuse() -> None:
        buffer.document, page.room.said = before, tell_refused()
        page.app.invalidate()

    bound_bursts(page.app.input, begin, refuse)
