"""What of the modes only a terminal of Unix has."""

import termios

from prompt_toolkit.input.vt100 import raw_mode


class InterruptibleMode(raw_mode):
    """The library's raw mode, in which Ctrl-C is still a signal."""

    @classmethod
    def _patch_lflag(cls, attrs: int) -> int:
        return attrs & ~(termios.ECHO | termios.ICANON | termios.IEXTEN) | termios.ISIG
