"""Measuring: processor time of processes and of functions, each in turn with its rivals.

A busy machine slows all alike, so that ratios of one run hold. Times are milliseconds of the
processor, medians; by the clock on the wall only where processes work side by side.
"""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

RUNS = 11
Command = Sequence[object]
# compiled modules are kept, as on a user's machine
ENVIRONMENT = {
    name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"
}
sys.dont_write_bytecode = False


def time_processes(
    commands: Mapping[str, Command], runs: int = RUNS, **environment: str
) -> dict[str, float]:
    """What whole processes and all they start take of the processor."""
    return _time({name: lambda c=c: run(c, **environment) for name, c in commands.items()}, runs)


def time_functions(
    functions: Mapping[str, Callable[[], object]], runs: int = RUNS
) -> dict[str, float]:
    """What calls in this process take of the processor."""
    return _time({name: lambda f=f: _time_call(f) for name, f in functions.items()}, runs)


def _time(actions: Mapping[str, Callable[[], float]], runs: int) -> dict[str, float]:
    times: dict[str, list[float]] = {name: [] for name in actions}
    for _ in range(runs + 1):
        for name, action in actions.items():
            times[name].append(action())
    # the first run fills caches
    return {name: statistics.median(taken[1:]) * 1000 for name, taken in times.items()}


def _time_call(function: Callable[[], object]) -> float:
    start = time.process_time()
    function()
    return time.process_time() - start


def run(command: Command, **environment: str) -> float:
    """Seconds of the processor a process has used; what it finds in a report is no fault."""
    child = subprocess.Popen(
        [str(part) for part in command],
        env={**ENVIRONMENT, **environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    assert child.stderr is not None
    said = child.stderr.read()
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    assert child.returncode in (0, 1), said.decode()[:500]
    return used.ru_utime + used.ru_stime


def say_load() -> None:
    """How busy the machine is meanwhile."""
    load = ", ".join(f"{value:.2f}" for value in os.getloadavg())
    python = Path(sys.executable).resolve().name
    print(f"{os.cpu_count()} processors, load {load}; {python} {sys.version.split()[0]}")


def head(title: str, *columns: str) -> None:
    """The head of a table."""
    print(f"\n{title:<46}" + "".join(f"{column:>12}" for column in columns))


def row(name: str, *values: float | str) -> None:
    """A line of a table."""
    shown = [value if isinstance(value, str) else f"{value:.1f}" for value in values]
    print(f"{name:<46}" + "".join(f"{value:>12}" for value in shown))
