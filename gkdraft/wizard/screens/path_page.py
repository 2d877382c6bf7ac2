"""A file by its path 路径: typed with Tab, pasted, or dragged here. One page for all who ask so."""

from functools import partial
from pathlib import Path

from gkdraft.base.columns import wrap_text
from gkdraft.base.typed_paths import complete_path, find_typed
from gkdraft.wizard.screens.prompts import BACK, Key, Terminal


class PathPage:
    """Asks for a file that may lie beside others in a folder."""

    def __init__(self, terminal: Terminal, folder: Path) -> None:
        self.terminal, self.folder = terminal, folder
        self.typed = ""  # a path that led to nothing stands there to be mended

    def ask(self, title: str, hint: str, keys: str, said: str = "") -> Path | Key:
        """The file that is meant; BACK where nothing was typed."""
        width, _height = self.terminal.size
        self.terminal.show([title, "", *wrap_text(hint, width)], said)
        found = self.terminal.ask(
            lambda text: "", lambda text: [keys],
            typed=self.typed, complete=partial(complete_path, folder=self.folder),
        )  # fmt: skip
        self.typed = found.text if isinstance(found, Key) else found
        if found is BACK or not self.typed.strip():
            self.typed = ""
        if isinstance(found, Key):
            return found
        return find_typed(found, self.folder) if self.typed else BACK
