"""Pages 各页: what all pages of a sitting share."""

from collections.abc import Sequence

from gkdraft.messages import _
from gkdraft.wizard.file.sitting import Sitting
from gkdraft.wizard.screens.prompts import WORTH_KEEPING, Terminal


class Pages:
    """Pages of one kind, in one sitting."""

    def __init__(self, sitting: Sitting, terminal: Terminal) -> None:
        self.sitting, self.terminal = sitting, terminal

    def show(self, lines: Sequence[str]) -> None:
        """A page, with what there is to say."""
        self.terminal.show(lines, self.sitting.pop_said())

    def say_lost(self, typed: str) -> None:
        """A longer text that is not in the file is told, to be copied."""
        if len(typed) >= WORTH_KEEPING:
            self.sitting.said = _("刚才写的没有存盘：{}").format(typed)
