"""已完成 37/200，约剩 12 秒: a line for who waits, on a terminal, after two seconds."""

import sys
import time
from typing import Self

from gkdraft.base.columns import measure_own_words
from gkdraft.cli import console
from gkdraft.messages import _

PATIENCE = 2.0
"""Seconds for which nobody asks how far it is."""
MINUTE = 60


class Progress:
    """How many of so many are done; wiped before anything else is printed."""

    def __init__(self, count: int) -> None:
        self.count, self.start, self.shown = count, time.monotonic(), ""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.wipe()

    def show(self, done: int) -> None:
        """Tells how far it is, in place of what was told before."""
        passed = time.monotonic() - self.start
        if passed < PATIENCE or not (0 < done < self.count and sys.stderr.isatty()):
            return
        said = _("已完成 {done}/{count}，约剩 {left}")
        left = _spell_time(passed / done * (self.count - done))
        self._replace(said.format(done=done, count=self.count, left=left))

    def wipe(self) -> None:
        """Leaves the line as it was before."""
        if self.shown:
            self._replace("")

    def _replace(self, text: str) -> None:
        blank = " " * measure_own_words(self.shown)
        console.draw(f"\r{blank}\r{text}")
        self.shown = text


def _spell_time(seconds: float) -> str:
    if seconds < 2 * MINUTE:
        return _("{} 秒").format(max(1, round(seconds)))
    return _("{} 分钟").format(round(seconds / MINUTE))
