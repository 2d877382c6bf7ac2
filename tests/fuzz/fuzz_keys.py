"""The wizard in a real terminal, and somebody whose elbow lies on the keyboard."""

import os
import random
import select
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from fuzz.drafts import FIXTURES, read_original
from fuzz.odd_texts import draw_text
from fuzz.promises import (
    SCRATCH,
    UNFINISHED,
    Run,
    draw_stream,
    judge_data,
    make_folder,
    read_traces,
)
from helpers.sessions import TOWN
from helpers.terminal import LIMIT, Tty

STATUSES = (0, 4, 130)
BURSTS = 25
QUIET, LONG_QUIET = 0.1, 2.0
"""Seconds without a sign after which the next keys are pressed; what ends is not waited for."""
INTERRUPTS = 8
"""How often Ctrl-C is pressed: it may only leave a page."""
KEYS = (
    *["\r"] * 6, *"123456789", "n", "N", "q", "0", "-", "=", "?", "\x1b", "\t", "\x7f", " ",
    "\x1b[Z", "\x1b[A", "\x1b[B", "\x1b[C", "\x1b[D", "\x1b[5~", "\x1b[6~", "\x1b[H", "\x1b[F",
    "\x1b[3~", "\x1bOP", "\x1b[1;5C", "\x01", "\x02", "\x04", "\x05", "\x06", "\x07", "\x08",
    "\x0b", "\x0c", "\x0e", "\x0f", "\x10", "\x12", "\x14", "\x15", "\x17", "\x18", "\x19",
    "\x1d", "\x1e", "\x1f", "\x1b[200~1\t2\t3\r\n4\t5\t6\r\n\x1b[201~",
    "\x1b[200~一行\n又一行\x1b[201~", "\x1b[M !!", "\x1bb",
    "\x1b[200~" + "件" * 500 + "\x1b[201~", "\x1b\r", "\x1b[", "\x1b[99~", "\x00", "工作动态12\r",
    "无\r",
)  # fmt: skip
SIZES = ((80, 24), (80, 24), (120, 40), (40, 10), (20, 5), (200, 60))


@dataclass(frozen=True)
class Typing:
    """A data file, a terminal, and what is typed."""

    name: str
    content: bytes
    size: tuple[int, int]
    bursts: tuple[str, ...]


def list_keys(seed: int, count: int) -> Iterator[Typing]:
    """So many of a seed."""
    for number in range(count):
        yield make_case(seed, number)


def make_case(seed: int, number: int) -> Typing:
    """Keys as they come."""
    stream = draw_stream("keys", seed, number)
    content = TOWN.encode() if stream.random() < 0.5 else read_original(stream.choice(FIXTURES))
    bursts = tuple(draw_burst(stream) for _ in range(BURSTS))
    return Typing(f"keys {number}", content, stream.choice(SIZES), bursts)


def draw_burst(stream: random.Random) -> str:
    """A few keys at once, or a text and Enter."""
    if stream.random() < 0.2:
        # signs below the space are keys of their own
        return "".join(one for one in draw_text(stream) if one >= " ")[:200] + "\r"
    return "".join(stream.choice(KEYS) for _ in range(stream.choice((1, 1, 2, 5))))


def run_typing(case: Typing) -> Run:
    """Types it all, then leaves."""
    run = Run(case.name)
    begun = time.process_time()
    with make_folder() as folder:
        path = folder / "2026.yaml"
        path.write_bytes(case.content)
        scratch = str(folder / SCRATCH)
        tty = Tty(path, *case.size, EDITOR="true", VISUAL="true", HOME=scratch, TMPDIR=scratch)
        shown, typed = type_all(tty, case.bursts)
        status = tty.child.poll()
        run.statuses[str(status)] += 1
        for said in judge_end(path, status, shown):
            run.broken.append(f"{said}\n    after {typed!r}\n{shown}")
    run.seconds = time.process_time() - begun
    return run


def type_all(tty: Tty, bursts: tuple[str, ...]) -> tuple[str, list[str]]:
    """What is on the screen at the end, and what was typed until then."""
    tty.wait()
    typed = []
    for burst in (*bursts, *["\x03"] * INTERRUPTS):
        # while it is leaving, Ctrl-C would be for the interpreter
        if burst == "\x03" and not reads(tty):
            break
        tty.send(burst)
        typed.append(burst)
        # keys that come at once are a paste; a slower machine only sees more of those
        if not follow(tty, QUIET if burst != "\x03" else LONG_QUIET):
            break
    text = tty.text
    if not has_ended(tty):
        text = f"it goes on\n{text}"
        tty.child.kill()
        tty.child.wait()
    os.close(tty.descriptor)
    return text, typed


def follow(tty: Tty, quiet: float) -> bool:
    """Puts what the program writes on the screen until it is quiet; not if it has ended."""
    while select.select([tty.descriptor], [], [], quiet)[0]:
        if not tty.take(time.monotonic() + quiet):
            return False
    return True


def reads(tty: Tty) -> bool:
    """Whether the program reads keys, once it is done with what it does; not if it has ended."""
    until = time.monotonic() + LIMIT
    while not tty.screen.reading:
        if not tty.take(until):
            return False
    return True


def has_ended(tty: Tty) -> bool:
    """Whether the program, of which nothing more is read, is gone."""
    try:
        tty.child.wait(LIMIT)
    except subprocess.TimeoutExpired:
        return False
    return True


def judge_end(path: Path, status: int | None, shown: str) -> Iterator[str]:
    """What the end breaks."""
    if status not in STATUSES:
        yield f"status {status}{read_traces()}"
    if "Traceback" in shown or "GK999" in shown:
        yield "a traceback"
    left = [each.name for each in path.parent.iterdir() if each.name.startswith(UNFINISHED)]
    if left:
        yield f"left behind: {left}"
    yield from judge_data(path.name, path.read_bytes())
