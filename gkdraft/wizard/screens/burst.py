"""Burst 一次贴入: text that comes at once is held back until it is whole, or refused.

prompt_toolkit makes a key of every character, and of a bracketed paste searches the end anew for
each kilobyte: ten megabytes take hours. So the bound stands below its parser, where it reads from
the terminal (`stdin_reader` of its input, the one thing of it used here that is not documented).
On Windows, or where another version of the library has no such reader, nothing is bounded.
"""

import select
import time
from collections.abc import Callable
from typing import Any

from prompt_toolkit.input import Input

from gkdraft.messages import _

MOST = 100_000
"""Characters. Table three is some 3,000, a long section one 10,000."""
START, END = "\x1b[200~", "\x1b[201~"
_AT_ONCE = 65536
_PAUSE = 0.2
"""Seconds without a character that end a burst without brackets."""
_BYTES = 4
"""Of one character at most: so often may a reading give no text though something came."""
_MARK_PAUSE = 0.02
"""Seconds between the pieces of a mark; Esc pressed alone waits as long."""
_TYPED = 32
"""Characters that may wait without being a paste: keys held down, words of an input method."""
_PASTED = 2000
"""Characters that are one paste even without brackets, to be taken as one and not key by key."""


class Sieve:
    """What may go on of text that comes in pieces: no part of a burst that is too long."""

    def __init__(self, most: int = MOST) -> None:
        self.most = most
        self.held = ""
        self.inside = False  # a bracketed paste
        self.dropping = False
        self.refused = 0

    def take(self, text: str) -> str:
        """The bursts that are whole by now."""
        self.held += text
        ready = ""
        while (found := self.held.find(END if self.inside else START)) >= 0:
            ready += self.release(found + len(END) if self.inside else found)
            self.inside = not self.inside
        self.dropping = self.dropping or len(self.held) > self.longest
        if self.dropping:
            self.held = self.held[1 - len(END) :]  # a mark may come in two pieces
        return ready

    def pause(self) -> str:
        """A burst without brackets is whole when nothing follows it."""
        if self.inside:
            return ""
        text = self.release(len(self.held))
        return text if len(text) <= _PASTED else _put_in_brackets(text)

    def release(self, end: int) -> str:
        text, longest = self.held[:end], self.longest
        self.held = self.held[end:]
        if self.dropping or len(text) > longest:
            self.dropping = False
            self.refused += 1
            return ""
        return text

    @property
    def longest(self) -> int:
        return self.most + (len(START + END) if self.inside else 0)

    @property
    def patience(self) -> float:
        """How long to wait for more; a bracketed paste is kept for the next reading."""
        if self.inside:
            return 0
        if self.dropping or len(self.held) > _TYPED:
            return _PAUSE
        begun = any(self.held.endswith(START[:length]) for length in range(1, len(START)))
        return _MARK_PAUSE if begun else 0


class BurstReader:
    """Reads from the terminal in place of the library's reader, for one page after another."""

    def __init__(self, read: Callable[[int], str], descriptor: int) -> None:
        self.read_piece = read
        self.descriptor = descriptor
        self.sieve = Sieve()
        self.ended = 0.0
        self.begin: Callable[[], object] = bool
        self.refuse: Callable[[], object] = bool

    def __call__(self, count: int = _AT_ONCE) -> str:
        if time.monotonic() - self.ended >= _PAUSE:
            self.begin()
        refused, ready, empty = self.sieve.refused, "", 0
        while empty < _BYTES:
            piece = self.read_piece(_AT_ONCE)
            empty = 0 if piece else empty + 1
            ready += self.sieve.take(piece)
            if not self.has_more():
                break
        ready += self.sieve.pause()
        self.ended = time.monotonic()
        if self.sieve.refused > refused:
            self.refuse()
        return ready

    def has_more(self) -> bool:
        return bool(select.select([self.descriptor], [], [], self.sieve.patience)[0])


def _put_in_brackets(text: str) -> str:
    """Without what could end it. Enter behind a single line is a key; behind several it would
    leave the page, and belongs to the last line.
    """
    pasted = text.replace("\x1b", "").rstrip("\r\n")
    if not pasted:
        return ""
    enter = "\r" if text.endswith(("\r", "\n")) and len(pasted.splitlines()) == 1 else ""
    return f"{START}{pasted}{END}{enter}"


def bound_bursts(source: Input, begin: Callable[[], object], refuse: Callable[[], object]) -> None:
    """Bounds what comes at once, for the page that is shown now.

    `begin` is called when keys come after a pause, `refuse` when what came was too long. Its first
    characters may have been taken for keys: the page is to be again what it was at `begin`.
    """
    reader: Any = getattr(source, "stdin_reader", None)
    read = getattr(reader, "read", None)
    if read is None:
        return
    if not isinstance(read, BurstReader):
        reader.read = read = BurstReader(read, source.fileno())
    read.begin, read.refuse = begin, refuse
    begin()


def tell_refused() -> str:
    return _("贴的内容太长（超过 {} 万字），没有放入").format(MOST // 10_000)
