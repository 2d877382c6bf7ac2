"""Modes 方式: how the system treats keys while no page takes them."""

from contextlib import AbstractContextManager

from prompt_toolkit.application import get_app_session
from prompt_toolkit.input import PipeInput


def keep_keys() -> AbstractContextManager[None]:
    """Keys are neither shown nor changed, and wait for the next page."""
    return get_app_session().input.raw_mode()


def lend_keys() -> AbstractContextManager[None]:
    """Keys are as they were before, for another program."""
    return get_app_session().input.cooked_mode()


def keep_keys_but_interrupt() -> AbstractContextManager[None]:
    """Ctrl-C interrupts what is being done; other keys wait."""
    source = get_app_session().input
    if isinstance(source, PipeInput):
        return source.raw_mode()
    try:
        from gkdraft.wizard.screens.posix_modes import InterruptibleMode
    except (ImportError, AssertionError):  # Windows has another kind of terminal
        return source.cooked_mode()
    mode: AbstractContextManager[None] = InterruptibleMode(source.fileno())
    return mode
