"""The watch 看守: no piece of work goes on without end, whatever a file makes of it.

Counts are bounded where things are counted. What nobody thought of is found here: every now and
then somebody looks at the time and the memory of the process, and when either is used up, the
work ends with one line that names the file. Each file has time and memory of its own.

A timer of the system does it, whose signal also gets into a regular expression that comes to no
end: `re` holds the interpreter's lock, so that no thread could look. Windows has a thread.
"""

import _thread
import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from gkdraft.errors import InputError
from gkdraft.messages import Message, say

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

SECONDS = 3.0
"""Of the processor. The largest report of the corpus takes a tenth."""
MEGABYTES = 280
"""More than before the file was read. The largest report of the corpus takes a tenth."""
INTERVAL = 0.02
"""Seconds between two looks."""

_MEGABYTE = 1024 * 1024
# what libraries map without using it, beyond what is watched
_ROOM = 160 * _MEGABYTE


class Exceeded(BaseException):
    """Time or memory is used up; no `except Exception` of a library swallows it."""

    def __init__(self, reason: Message) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass
class _Work:
    """What is being watched."""

    name: str
    seconds: float
    megabytes: int
    until: float = 0.0
    most: int = 0
    reason: Message | None = None
    over: bool = False

    def renew(self, name: str) -> None:
        self.name, self.reason = name, None
        self.until = time.process_time() + self.seconds
        self.most = measure_memory() + self.megabytes * _MEGABYTE
        _limit_memory(self.megabytes)

    def look(self) -> None:
        """Notices that time or memory is used up."""
        if time.process_time() > self.until:
            self.reason = say(
                "处理了 {seconds:g} 秒还没有完，普通的报告不到 1 秒", seconds=self.seconds
            )
        elif measure_memory() > self.most:
            self.reason = say(
                "占用内存超过 {megabytes} MB，普通的报告不到 50 MB", megabytes=self.megabytes
            )


_current: _Work | None = None
_usual = -1  # bytes the process may map without a watch


@contextmanager
def watch_work(
    name: str = "", seconds: float = SECONDS, megabytes: int = MEGABYTES
) -> Iterator[None]:
    """Ends the work inside with an InputError when it takes too much time or memory.

    Inside another watch there is time and memory anew, and that time if it is more; who catches
    the InputError goes on with the next file. Beside the main thread nothing happens.
    """
    global _current
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    if _current is not None:
        _current.seconds = max(_current.seconds, seconds)
        with _refusing(_current, name):
            yield
        return
    work = _current = _Work(name, seconds, megabytes)
    try:
        with _keep_limits(), _look_regularly(work), _refusing(work, name):
            yield
    finally:
        _current = None


@contextmanager
def _refusing(work: _Work, name: str) -> Iterator[None]:
    work.renew(name or work.name)
    try:
        yield
    except Exceeded as error:
        raise _refuse(work, error.reason) from None
    except MemoryError:
        raise _refuse(work, say("内存不够")) from None


def leave_watch() -> None:
    """In a process that was forked: it inherits the limit of its parent's watch, not the timer."""
    global _current
    if _current is not None and resource is not None:
        resource.setrlimit(resource.RLIMIT_AS, (_usual, resource.getrlimit(resource.RLIMIT_AS)[1]))
    _current = None


def renew_watch(path: Path) -> None:
    """A file is read: from here on it is this one that is watched."""
    if _current is not None:
        _current.renew(str(path))


def _refuse(work: _Work, reason: Message) -> InputError:
    name = work.name
    work.renew(name)  # to say so, and to go on
    return InputError(
        say(
            "{name}: {reason}；内容太多或文件有问题，请检查后另存一份再试",
            name=name,
            reason=reason,
        )
    )


@contextmanager
def _look_regularly(work: _Work) -> Iterator[None]:
    """In the main thread, between two steps of whatever it does."""

    def interrupt(*_: object) -> None:
        work.look()
        # again and again: a library may have swallowed it
        if work.reason is not None and not work.over:
            raise Exceeded(work.reason)

    by_timer = hasattr(signal, "setitimer")
    number = signal.SIGPROF if by_timer else signal.SIGTERM
    before = signal.signal(number, interrupt)
    ended = threading.Event()
    if by_timer:
        signal.setitimer(signal.ITIMER_PROF, INTERVAL, INTERVAL)
    else:
        threading.Thread(target=_keep_looking, args=(work, ended, number), daemon=True).start()
    try:
        yield
    finally:
        work.over = True
        ended.set()
        if by_timer:
            signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(number, before)


def _keep_looking(work: _Work, ended: threading.Event, number: signal.Signals) -> None:
    while not ended.wait(INTERVAL):
        work.look()
        if work.reason is not None:
            _thread.interrupt_main(number)


def measure_memory() -> int:
    """Bytes of the process in memory; 0 where the system does not say (Windows)."""
    with suppress(OSError):
        # getrusage knows only the most there ever was
        return int(Path("/proc/self/statm").read_bytes().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    if resource is None:
        return 0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss  # bytes on macOS


@contextmanager
def lift_limit() -> Iterator[None]:
    """Another program that is started inside is not held to the memory of this one."""
    if resource is None or _current is None:
        yield
        return
    most, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (_usual, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (most, hard))


def _limit_memory(megabytes: int) -> None:
    """One huge allocation fails at once, before anybody can look. Only Linux does this."""
    try:
        mapped = int(Path("/proc/self/statm").read_bytes().split()[0])
    except OSError:
        return
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    most = mapped * os.sysconf("SC_PAGE_SIZE") + megabytes * _MEGABYTE + _ROOM
    bounds = [one for one in (_usual, hard) if one != resource.RLIM_INFINITY]
    resource.setrlimit(resource.RLIMIT_AS, (min([most, *bounds]), hard))


@contextmanager
def _keep_limits() -> Iterator[None]:
    """The limit on memory that the system or the person set is there again afterwards."""
    global _usual
    if resource is None:
        yield
        return
    _usual, hard = resource.getrlimit(resource.RLIMIT_AS)
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (_usual, hard))
