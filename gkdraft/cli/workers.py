"""Workers 进程: one function over many things, on all processors, answers in their order."""

import gc
import os
import signal
import sys
import threading
import warnings
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import active_children, get_context, parent_process
from typing import TypeVar

from gkdraft import messages
from gkdraft.base.watch import leave_watch
from gkdraft.cli.common import collect_garbage
from gkdraft.errors import GkdraftError
from gkdraft.messages import say

_T = TypeVar("_T")
_R = TypeVar("_R")

MOST = 60
"""Processes; Windows waits for no more at once."""
# things sent at a time: with more, the last ones leave a processor idle
CHUNK = 2


def count_processors() -> int:
    """As many as this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class WorkerError(GkdraftError):
    """A process ended before its work did."""


def map_all(
    function: Callable[[_T], _R], things: Sequence[_T], jobs: int
) -> Generator[_R, None, None]:
    """What the function gives for each thing. WorkerError if a process is killed.

    The first is done here: what it loads (layout, word lists, templates) a forked process has.
    """
    yield from map(function, things[:1])
    collect_garbage()
    rest = things[1:]
    jobs = min(jobs, len(rest), MOST)
    if jobs < 2:
        yield from map(function, rest)
        return
    try:
        with _open_pool(jobs) as pool:
            yield from pool.map(function, rest, chunksize=CHUNK if len(rest) > 4 * jobs else 1)
    except BrokenExecutor:
        raise WorkerError(
            say("一个进程意外中止（多半是内存不够），后面的没有做；加 -j 1 再试")
        ) from None


@contextmanager
def _open_pool(jobs: int) -> Iterator[ProcessPoolExecutor]:
    """The processes, ended with whatever ends this one's work."""
    # a fork copies no thread, and what another one has locked stays locked; macOS's own libraries
    # have threads
    is_safe = sys.platform == "linux" and threading.active_count() == 1
    gc.freeze()  # the collector would touch, and so copy, what the processes share
    language = "zh" if messages.is_chinese() else "en"
    pool = ProcessPoolExecutor(
        jobs, get_context("fork" if is_safe else "spawn"), _begin_worker, (language,)
    )
    try:
        yield pool
    except BaseException:
        for process in active_children():
            process.kill()
        raise
    finally:
        pool.shutdown(cancel_futures=True)
        gc.unfreeze()


def _begin_worker(language: str) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides
    threading.Thread(target=_end_with_parent, daemon=True).start()
    leave_watch()
    warnings.simplefilter("ignore")
    messages.use_language(language)


def _end_with_parent() -> None:
    """A parent that is killed cannot end its processes, and they would wait for work forever."""
    parent = parent_process()
    if parent:
        parent.join()
    os._exit(1)
