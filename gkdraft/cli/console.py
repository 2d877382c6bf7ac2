"""The console: streams that may be closed, full, or unable to show a character."""

import io
import os
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, TextIO, cast

from gkdraft.errors import OutputError
from gkdraft.messages import say, show_hidden


class _Closed(io.StringIO):
    """Standard output that somebody closed: what is written has nowhere to go."""

    def flush(self) -> None:
        if self.getvalue():
            self.truncate(0)
            raise OutputError(say("标准输出是关着的，结果没有地方写；请去掉 >&- 再运行"))


class _Plain:
    """A stream on which nothing is printed that a terminal would obey or hide."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream

    def write(self, text: str) -> int:
        return self.stream.write(show_hidden(text))

    def __getattr__(self, name: str) -> Any:
        return getattr(self.stream, name)


@contextmanager
def open_streams() -> Iterator[None]:
    """Makes the streams such that writing to them says what fails, and nothing else."""
    warnings.simplefilter("ignore")  # libraries speak to programmers
    before = sys.stdout, sys.stderr
    sys.stdout = sys.stdout or _Closed()
    sys.stderr = sys.stderr or io.StringIO()
    for stream in (sys.stdout, sys.stderr):
        # a console that cannot show a character (cp936, LANG=C) shows ? instead of failing
        getattr(stream, "reconfigure", lambda **_: None)(errors="replace")
    try:
        yield
    finally:
        sys.stdout, sys.stderr = before


@contextmanager
def print_plainly() -> Iterator[None]:
    """Shows what files and names hold as it is, in all that is printed meanwhile."""
    before = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = (cast(TextIO, _Plain(stream)) for stream in before)
    try:
        yield
    finally:
        sys.stdout, sys.stderr = before


def tell(text: str) -> None:
    """One line for the person, beside the result. Where nobody reads, nothing is said."""
    try:
        sys.stderr.write(f"{show_hidden(text)}\n")
        sys.stderr.flush()
    except (OSError, ValueError):
        _abandon(sys.stderr)


def draw(text: str) -> None:
    """Puts the program's own text on the terminal as it is, what moves the cursor too."""
    stream = sys.stderr.stream if isinstance(sys.stderr, _Plain) else sys.stderr
    with suppress(OSError, ValueError):
        stream.write(text)
        stream.flush()


def flush_output() -> None:
    """What was printed is out. OSError or OutputError if it cannot be."""
    try:
        sys.stdout.flush()
    except BaseException:
        abandon_output()
        raise


def abandon_output() -> None:
    """Nothing more is written, not even when the interpreter ends."""
    _abandon(sys.stdout)


def _abandon(stream: TextIO) -> None:
    # a stream of a test has no number
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
