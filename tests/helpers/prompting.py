"""Keys through a pipe to the wizard's prompts, without a terminal."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from threading import Timer
from typing import Any

from prompt_toolkit.application import create_app_session, get_app_session
from prompt_toolkit.input import PipeInput, create_pipe_input
from prompt_toolkit.output import DummyOutput

from gkdraft.wizard.screens.prompts import Terminal
from helpers.commands import LIMIT

ESC, CTRL_G, ENTER, DOWN, F1 = "\x1b", "\x07", "\r", "\x1b[B", "\x1bOP"


@contextmanager
def typing(keys: str) -> Iterator[Terminal]:
    """A terminal on which these keys have been pressed; it hangs up on whoever waits for more."""
    with create_pipe_input() as pipe, create_app_session(input=pipe, output=DummyOutput()):
        pipe.send_text(keys)
        late = Timer(LIMIT, pipe.close)
        late.start()
        try:
            yield Terminal()
        finally:
            late.cancel()


def send(keys: str) -> None:
    """More keys, pressed later."""
    pipe = get_app_session().input
    assert isinstance(pipe, PipeInput)
    pipe.send_text(keys)


class Typist(Terminal):
    """A terminal with a person who answers each page by the next keys, and no page more.

    The keys are pressed when the page is there; those of `typing` before.
    """

    def __init__(self, pages: Sequence[str]) -> None:
        self.pages = list(pages)
        self.seen: list[str] = []

    def show(self, lines: Sequence[str], said: str = "") -> None:
        self.seen.append("\n".join([*lines, said]))
        super().show(lines, said)

    def take_keys(self, page: Any) -> Any:
        send(self.pages.pop(0))
        return super().take_keys(page)


@contextmanager
def answering(*pages: str) -> Iterator[Typist]:
    """A terminal on which each page is answered by its keys."""
    with typing(""):
        yield Typist(pages)
