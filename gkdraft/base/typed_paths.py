"""Paths as a person gives them: typed, pasted with quotes, dragged here, completed with Tab."""

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from gkdraft.base.patterns import compile_late

QUOTES = {'"': '"', "'": "'", "“": "”", "‘": "’"}
MOST_LISTED = 20_000
"""Entries of a folder that are looked at; a clerk's has some hundred."""
_SEPARATORS = compile_late(r"[/\\]" if os.name == "nt" else "/")


def list_folder(folder: Path) -> Iterator["os.DirEntry[str]"]:
    """The entries of a folder, as many as are looked at; none where they cannot be listed."""
    with suppress(OSError, ValueError), os.scandir(folder) as entries:
        yield from islice(entries, MOST_LISTED)


def find_typed(text: str, folder: Path) -> Path:
    """The file a person means, which may be beside others in a folder."""
    path = read_typed(text)
    with suppress(OSError):  # a name too long
        if not path.exists() and (folder / path).exists():
            return folder / path
    return path


def read_typed(text: str) -> Path:
    """A path without what terminals put around it."""
    path = Path(_strip_path(text))
    with suppress(RuntimeError):  # a home that nobody has
        return path.expanduser()
    return path


def _strip_path(text: str) -> str:
    # PowerShell puts & before what is dragged to it
    plain = re.sub(r"^&\s+(?=['\"])", "", text.strip())
    if len(plain) > 1 and QUOTES.get(plain[0]) == plain[-1]:
        return plain[1:-1].strip()
    # other terminals put \ before a space or a bracket
    return plain if os.name == "nt" else re.sub(r"\\(.)", r"\1", plain)


@dataclass(frozen=True)
class Completion:
    """What a path that was begun can become: the text to go on from, and the names it may have."""

    text: str
    names: tuple[str, ...] = ()


def complete_path(text: str, folder: Path) -> Completion:
    """A path as far as it can only go on in one way; folders end with a separator."""
    # a quote that is still open
    begun = _strip_path(text.lstrip()[1:] if text.lstrip()[:1] in QUOTES else text)
    cut = max((match.end() for match in _SEPARATORS.finditer(begun)), default=0)
    above, stem = begun[:cut], begun[cut:]
    names = sorted(_list_names(folder / read_typed(_spell_path(above)), stem))
    if not names:
        return Completion(text)
    common = os.path.commonprefix(names)  # noqa: RUF071 letters in common, not folders
    return Completion(_spell_path(above + common), tuple(names))


def _list_names(folder: Path, stem: str) -> Iterator[str]:
    """The names in a folder that begin so; hidden ones only where that is typed."""
    for entry in list_folder(folder):
        if entry.name.startswith(stem) and (stem or not entry.name.startswith(".")):
            with suppress(OSError):
                yield f"{entry.name}{os.sep}" if entry.is_dir() else entry.name


def _spell_path(path: str) -> str:
    """A path so that it is read back as it is."""
    escaped = path if os.name == "nt" else path.replace("\\", r"\\")
    # what begins with a quotation mark would lose it
    return f"\\{escaped}" if escaped[:1] in QUOTES and os.name != "nt" else escaped
