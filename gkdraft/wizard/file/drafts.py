"""Edited drafts 改过的稿子: those beside a data file, and one that a person names."""

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from gkdraft.errors import GkdraftError
from gkdraft.render.saving import CHECKLIST_MARK, is_edited

QUOTES = {'"': '"', "'": "'", "“": "”", "‘": "’"}

State = tuple[Path, int, int]
"""A file as it is known again: path, time of change, size."""


class DraftFolder:
    """The folder of a data file; a file in it is read again only after it has changed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._known: dict[State, bool] = {}

    def list_edited(self) -> list[Path]:
        """The drafts that are not as gkdraft wrote them, the newest first."""
        found: dict[State, bool] = {}
        for state in sorted(self._list_states(), key=lambda state: state[1], reverse=True):
            with suppress(GkdraftError):  # it may be open in Word, and readable the next time
                found[state] = self._look(state)
        self._known = found
        return [state[0] for state, is_edited in found.items() if is_edited]

    def _list_states(self) -> Iterator[State]:
        for path in self._list_files():
            if path.suffix.lower() == ".docx" and CHECKLIST_MARK not in path.stem:
                with suppress(OSError):
                    found = path.stat()
                    yield path, found.st_mtime_ns, found.st_size

    def _list_files(self) -> list[Path]:
        try:
            return list(self.folder.iterdir())
        except OSError:  # a folder that cannot be listed offers nothing
            return []

    def _look(self, state: State) -> bool:
        known = self._known.get(state)
        return is_edited(state[0]) if known is None else known


def find_typed(text: str, folder: Path) -> Path:
    """The file a person means by a path that was typed, pasted with quotes or dragged here."""
    path = Path(_strip_path(text))
    with suppress(OSError, RuntimeError):  # a name too long; a home that nobody has
        path = path.expanduser()
        if not path.exists() and (folder / path).exists():
            return folder / path
    return path


def _strip_path(text: str) -> str:
    # PowerShell puts & before what is dragged to it
    plain = re.sub(r"^&\s+(?=['\"])", "", text.strip())
    if len(plain) > 1 and QUOTES.get(plain[0]) == plain[-1]:
        return plain[1:-1].strip()
    # other terminals put \ before a space or a bracket
    return plain if os.name == "nt" else re.sub(r"\\(.)", r"\1", plain)
