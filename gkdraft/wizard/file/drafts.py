"""Edited drafts 改过的稿子: those beside a data file."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from gkdraft.errors import GkdraftError
from gkdraft.render.saving import CHECKLIST_MARK, is_edited

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
