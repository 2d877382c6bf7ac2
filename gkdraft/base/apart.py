"""Work apart: a function runs in a process of its own, which can be ended whatever it does.

Python cannot be interrupted within one call of C: two nested lists are compared, a long list is
sorted, a hash is taken. A process can be. It stays for the next call, so that one start is paid.
"""

import atexit
import faulthandler
import os
import pickle
import signal
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path
from typing import Any

from gkdraft.errors import GkdraftError

# -P: a pickle.py in the folder of a stranger's data file is not imported
_START = (
    "import pickle, sys; sys.path[:] = pickle.load(sys.stdin.buffer); "
    "from gkdraft.base.apart import serve; serve()"
)


@dataclass(frozen=True)
class Limits:
    """What one call may use. A report takes some 0.1 s, the samples of a layout 0.5 s; 20 MB."""

    seconds: float = 2  # of CPU; Windows has no such clock
    patience: float = 10 if sys.platform == "win32" else 60  # by the clock on the wall
    megabytes: int = 250  # beyond what the process holds before; only Linux tells


class Reason(Enum):
    """Why a call came to no end of its own."""

    TIME = auto()
    MEMORY = auto()
    CRASH = auto()


class EndedError(Exception):
    """A call used more than it may. `trace` tells where it was, innermost first."""

    def __init__(self, reason: Reason, trace: str) -> None:
        super().__init__(reason, trace)
        self.reason, self.trace = reason, trace


class _Worker:
    """The process, from outside."""

    def __init__(self) -> None:
        self.owner = os.getpid()
        self.said = tempfile.TemporaryFile()  # noqa: SIM115
        self.process = subprocess.Popen(  # noqa: S603
            [sys.executable, "-P", "-c", _START],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self.said,
        )
        self.send(sys.path)

    def send(self, data: object) -> None:
        assert self.process.stdin  # noqa: S101
        self.process.stdin.write(pickle.dumps(data))
        self.process.stdin.flush()

    def receive(self) -> Any:
        assert self.process.stdout  # noqa: S101
        return pickle.load(self.process.stdout)  # noqa: S301  # written by serve() below

    def close(self) -> None:
        self.process.kill()
        with suppress(OSError):  # what was not sent any more
            self.process.communicate()
        self.said.close()

    def explain_end(self) -> EndedError:
        """Why it ended, when it has."""
        code = 0
        with suppress(subprocess.TimeoutExpired):  # it answered something else
            code = self.process.wait(timeout=10)
        self.said.seek(0)
        trace = self.said.read().decode("utf-8", "replace")
        reason = Reason.CRASH
        if "Timeout (" in trace or code == -getattr(signal, "SIGPROF", 0):
            reason = Reason.TIME
        elif code == -getattr(signal, "SIGKILL", 0):  # the system is short of memory
            reason = Reason.MEMORY
        return EndedError(reason, trace)


_worker: _Worker | None = None  # of this process: a fork has it as well, and must not use it
_is_apart = False


def is_apart() -> bool:
    """Whether this is the process for work apart."""
    return _is_apart


def call_apart(limits: Limits, function: Callable[..., Any], *args: object) -> Any:
    """What the function returns or raises, all of which must be picklable. Else EndedError."""
    global _worker
    is_ours = _worker and _worker.owner == os.getpid()
    worker, _worker = _worker if _worker and is_ours else _Worker(), None
    try:
        worker.send((_find_folder(), limits, function, args))
        kind, value = worker.receive()
    except (OSError, EOFError, pickle.UnpicklingError):
        ended = worker.explain_end()
        worker.close()
        raise ended from None
    except BaseException:  # Ctrl-C: the answer would be taken for that of the next call
        worker.close()
        raise
    if kind == "done":
        _worker = worker
        return value
    worker.close()  # what it holds after a failure is not known
    if kind == "memory":
        raise EndedError(Reason.MEMORY, value)
    raise value


def _find_folder() -> str:
    try:
        return str(Path.cwd())
    except OSError:  # it was deleted
        return os.curdir


@atexit.register
def _close_worker() -> None:
    if _worker and _worker.owner == os.getpid():
        _worker.close()


def note_place(place: str) -> None:
    """Says what is being read, should work be ended where no line of a template runs."""
    if _is_apart:
        sys.stderr.buffer.write(f'  Read "{escape_name(place)}"\n'.encode())
        sys.stderr.buffer.flush()


def escape_name(name: str) -> str:
    """A file name as faulthandler writes it."""
    return name.encode("ascii", "backslashreplace").decode()


def serve() -> None:
    """The process, from inside: one call after the other, until the other end is closed."""
    global _is_apart
    _is_apart = True
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no answer
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the other process decides
    faulthandler.enable()
    while True:
        try:
            folder, limits, function, args = pickle.load(sys.stdin.buffer)  # noqa: S301
        except EOFError:
            return
        with suppress(OSError):  # it was deleted
            os.chdir(folder)  # names of files may be relative
        answers.write(_answer(limits, function, args))
        answers.flush()


def _answer(limits: Limits, function: Callable[..., Any], args: tuple[object, ...]) -> bytes:
    _limit_memory(limits.megabytes)
    os.ftruncate(2, 0)
    os.lseek(2, 0, os.SEEK_SET)
    with _limit_time(limits):
        try:
            return pickle.dumps(("done", function(*args)))
        except MemoryError as error:
            return pickle.dumps(("memory", _spell_trace(error)))
        except Exception as error:
            return _pack_error(error)


def _pack_error(error: Exception) -> bytes:
    """An error for the other process, or what it says where it cannot be sent."""
    if not isinstance(error, GkdraftError):
        error.add_note(traceback.format_exc())  # the other process has no trace of it
    try:
        packed = pickle.dumps(("raised", error))
        pickle.loads(packed)  # noqa: S301
    except Exception:
        plain = type(error) if isinstance(error, GkdraftError) else RuntimeError
        return pickle.dumps(("raised", plain(f"{error}")))
    return packed


def _spell_trace(error: BaseException) -> str:
    """The frames as faulthandler writes them."""
    lines = []
    for frame, line in traceback.walk_tb(error.__traceback__):
        lines.append(f'  File "{escape_name(frame.f_code.co_filename)}", line {line}')
    return "\n".join(reversed(lines))


@contextmanager
def _limit_time(limits: Limits) -> Iterator[None]:
    """faulthandler writes where the work is and ends the process, without Python's help."""
    faulthandler.dump_traceback_later(limits.patience, exit=True)
    if sys.platform != "win32":
        # the thread that waits for the other limit may get the signal, and has no frames
        faulthandler.register(signal.SIGPROF, all_threads=True, chain=True)
        signal.setitimer(signal.ITIMER_PROF, limits.seconds)
    try:
        yield
    finally:
        if sys.platform != "win32":
            signal.setitimer(signal.ITIMER_PROF, 0)
        faulthandler.cancel_dump_traceback_later()


def _limit_memory(megabytes: int) -> None:
    """What is asked for beyond is refused: a MemoryError."""
    if sys.platform != "linux":  # macOS takes the limit and does not keep it
        return
    import resource

    pages = int(Path("/proc/self/statm").read_text().split()[0])
    most = resource.getrlimit(resource.RLIMIT_AS)[1]
    soft = pages * resource.getpagesize() + megabytes * 2**20
    resource.setrlimit(resource.RLIMIT_AS, (soft if most < 0 else min(soft, most), most))
