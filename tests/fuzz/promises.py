"""What gkdraft promises of every command, whatever it is given; a case, and whether they are kept.

A case is plain data: files, and command lines that are run in their folder one after another. They
run in this process, which is a hundred times as many a minute as in one of their own.
"""

import io
import os
import random
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import chdir, contextmanager
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path

from gkdraft.base.package import find_xml_fault, unpack_parts
from gkdraft.cli import main
from gkdraft.errors import GkdraftError
from gkdraft.render.locking import LOCK_NAME
from gkdraft.report import datafile

STATUSES = (0, 1, 2)
UNFINISHED = ".gkdraft-"
SCRATCH = "scratch"
"""The folder that stands for the system's one for temporary files; nothing is left there."""


@dataclass(frozen=True)
class Command:
    """A command line, and the files it may write: patterns; of data files it may change, too."""

    arguments: tuple[str, ...]
    writes: tuple[str, ...] = ()
    data: tuple[str, ...] = ()
    lines: int = 1  # on stderr when it gives up; `check` says one for each file


@dataclass(frozen=True)
class Case:
    """Files by name, and what is run on them."""

    name: str
    files: Mapping[str, bytes]
    commands: tuple[Command, ...]
    special: Mapping[str, str] = field(default_factory=dict)  # a folder, a pipe, or links


@dataclass
class Run:
    """How a case went: the statuses of its commands, and the promises that were broken."""

    name: str
    statuses: Counter[str] = field(default_factory=Counter)
    broken: list[str] = field(default_factory=list)
    seconds: float = 0.0


def draw_stream(kind: str, seed: int, number: int) -> random.Random:
    """Each case has a stream of its own: one can be run again without those before it."""
    return random.Random(f"{kind} {seed} {number}")


def run_case(case: Case) -> Run:
    """Runs the commands of a case in a folder of their own."""
    run = Run(case.name)
    begun = time.process_time()
    with make_folder() as folder:
        write_files(case, folder)
        for command in case.commands:
            before = list_files(folder)
            status, _out, said = call(command.arguments)
            run.statuses[str(status)] += 1
            told = [
                *judge_ending(status, said, command.lines),
                *judge_files(before, list_files(folder), command),
            ]
            run.broken += [f"{line}\n    gkdraft {command.arguments!r}" for line in told]
    run.seconds = time.process_time() - begun
    return run


def write_files(case: Case, folder: Path) -> None:
    """Puts the files of a case into a folder."""
    for name, content in case.files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    for name, what in case.special.items():
        path = folder / name
        if what == "folder":
            path.mkdir()
        elif what == "pipe":
            os.mkfifo(path)
        else:
            path.symlink_to(what)


@contextmanager
def make_folder() -> Iterator[Path]:
    """A folder to work in, with one for temporary files."""
    before = tempfile.tempdir
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name).resolve()
        (folder / SCRATCH).mkdir()
        tempfile.tempdir = str(folder / SCRATCH)
        try:
            with chdir(folder):
                yield folder
        finally:
            tempfile.tempdir = before


def call(arguments: tuple[str, ...]) -> tuple[object, str, str]:
    """gkdraft in this process: status, what it printed, what it said on stderr."""
    before = sys.stdin, sys.stdout, sys.stderr
    streams = [io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True) for _ in before]
    sys.stdin, sys.stdout, sys.stderr = streams
    try:
        status: object = main(list(arguments))
    except SystemExit as error:  # --help, or arguments that make no sense
        status = error.code
    except BaseException as error:
        if isinstance(error, KeyboardInterrupt):
            raise
        status = f"raised\n{traceback.format_exc()}"
    finally:
        sys.stdin, sys.stdout, sys.stderr = before
    _, out, said = (read_stream(stream) for stream in streams)
    return status, out, said


def read_stream(stream: io.TextIOWrapper) -> str:
    """What was written to a stream of ours."""
    assert isinstance(stream.buffer, io.BytesIO)
    return stream.buffer.getvalue().decode("utf-8", "replace")


def judge_ending(status: object, said: str, lines: int = 1) -> Iterator[str]:
    """What an ending breaks."""
    if isinstance(status, str):
        yield f"an exception came out: {find_cause(status)}"
    elif status not in STATUSES:
        yield f"status {status}: {said.strip()[:200]}{read_traces()}"
    elif "Traceback" in said or "gkdraft: GK999 " in said:
        yield f"status {status}, and on stderr {said.strip()[:200]}"
    elif status == 2 and not 1 <= said.count("\n") <= lines:
        yield f"status 2, and {said.count(chr(10))} lines on stderr: {said.strip()[:200]}"
    elif status == 0 and said:  # with 1 a 定稿 says what stands against it
        yield f"status {status}, and on stderr {said.strip()[:200]}"


def find_cause(trace: str) -> str:
    """The end of a traceback: what was raised, and the last places."""
    lines = [line.strip() for line in trace.strip().splitlines()]
    places = [line.partition("gkdraft/")[2] for line in lines if line.startswith("File ")]
    return f"{lines[-1][:300]} at {' < '.join(places[:-5:-1])}"


def read_traces() -> str:
    """Where it was raised, which gkdraft wrote down for its maintainers."""
    found = sorted(Path(tempfile.gettempdir()).glob("gkdraft-GK999-*"))
    return "".join(f"\n    {find_cause(path.read_text('utf-8'))}" for path in found)


def list_files(folder: Path) -> dict[str, bytes]:
    """All files below a folder by name; what is no file is nothing."""
    found = {}
    for root, _folders, names in os.walk(folder):
        for name in names:
            path = Path(root, name)
            if path.is_file() and not path.is_symlink():
                found[str(path.relative_to(folder))] = path.read_bytes()
    return found


def judge_files(
    before: Mapping[str, bytes], after: Mapping[str, bytes], command: Command
) -> Iterator[str]:
    """What the files of the folder break."""
    for name in sorted(before.keys() | after.keys()):
        base = name.rpartition("/")[2]
        if base == LOCK_NAME:
            continue
        if base.startswith(UNFINISHED) or (name.startswith(SCRATCH) and "GK999" not in base):
            yield f"left behind: {name}"
        elif before.get(name) == after.get(name) or "GK999" in base:
            continue
        elif name not in after:
            yield f"gone: {name}"
        elif name in command.data:
            yield from judge_data(name, after[name])
        elif not any(fnmatchcase(name, pattern) for pattern in command.writes):
            yield f"written, though not named: {name}"
        elif name.endswith(".docx"):
            yield from judge_draft(name, after[name])


def judge_data(name: str, content: bytes) -> Iterator[str]:
    """A data file that was written can be read."""
    try:
        datafile.parse_datafile(content, name)
    except GkdraftError as error:
        yield f"{name} was written and cannot be read any more: {error}"


def judge_draft(name: str, content: bytes) -> Iterator[str]:
    """A draft that was written can be opened, and its body is XML."""
    try:
        body = unpack_parts(content, name).get("word/document.xml", b"")
    except GkdraftError as error:
        yield f"{name} was written and cannot be opened: {error}"
        return
    if fault := find_xml_fault(body):
        yield f"{name} was written and its body is no XML: {fault}"
