"""A folder 文件夹 to begin in: its data files, and what may be a report or a notice by its name."""

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from gkdraft.base.bounds import MEGABYTE
from gkdraft.base.patterns import compile_late
from gkdraft.base.typed_paths import list_folder
from gkdraft.base.watch import watch_work
from gkdraft.errors import GkdraftError
from gkdraft.newyear.new_file import SUFFIXES
from gkdraft.render.saving import CHECKLIST_MARK
from gkdraft.report.datafile import Identity, identify_datafile

OFFERED = 20
"""Files of one kind that are offered, the newest."""
MOST_READ = 8 * MEGABYTE
"""Bytes that are read to find them; a data file has some 0.05 MB."""
DOCUMENTS = (".docx", ".html", ".htm", ".pdf", ".txt", ".doc", ".wps")
"""What a report or a notice comes as; of the last two it is told how they can be read."""
_REPORT = compile_late("年度报告|年报")
_NOTICE = compile_late("要点|通知|任务|工作安排|工作方案|实施方案")

_State = tuple[float, Path, int]
"""Time of the last change, path, size."""


@dataclass(frozen=True)
class DataFile:
    """A data file as it is offered."""

    path: Path
    identity: Identity
    saved: float  # seconds since 1970


@dataclass(frozen=True)
class DataFiles:
    """The data files of a folder, the newest first."""

    files: tuple[DataFile, ...]
    others: int  # .yaml that are none, or cannot be read
    unseen: int  # older .yaml that nobody looked at


def list_datafiles(folder: Path) -> DataFiles:
    """The newest data files of a folder, each read no further than whose it is."""
    states = _list_newest(folder, SUFFIXES)
    files: list[DataFile] = []
    others = read = 0
    for saved, path, size in states:
        if len(files) == OFFERED or read + size > MOST_READ:
            break
        read += size
        if found := _identify(path):
            files.append(DataFile(path, found, saved))
        else:
            others += 1
    return DataFiles(tuple(files), others, len(states) - len(files) - others)


def _identify(path: Path) -> Identity | None:
    with suppress(GkdraftError), watch_work(str(path)):
        return identify_datafile(path)
    return None


def list_reports(folder: Path) -> list[Path]:
    """What may be a report by its name, the newest first."""
    return _list_documents(folder, _REPORT)


def list_notices(folder: Path) -> list[Path]:
    """What may be a notice by its name, the newest first."""
    return _list_documents(folder, _NOTICE)


def _list_documents(folder: Path, words: re.Pattern[str]) -> list[Path]:
    found: list[Path] = []
    for _saved, path, _size in _list_newest(folder, DOCUMENTS):
        # ~$ is what Word puts beside a document that is open
        is_other = path.name.startswith("~$") or CHECKLIST_MARK in path.stem
        if words.search(path.stem) and not is_other:
            found.append(path)
    return found[:OFFERED]


def _list_newest(folder: Path, suffixes: tuple[str, ...]) -> list[_State]:
    found: list[_State] = []
    for entry in list_folder(folder):
        if entry.name.lower().endswith(suffixes) and not entry.name.startswith("."):
            found += _look(folder, entry)
    return sorted(found, reverse=True)


def _look(folder: Path, entry: "os.DirEntry[str]") -> Iterator[_State]:
    with suppress(OSError):  # it is gone by now, or a link to nothing
        if entry.is_file():
            state = entry.stat()
            yield state.st_mtime, folder / entry.name, state.st_size
