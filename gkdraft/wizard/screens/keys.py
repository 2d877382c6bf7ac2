"""Keys 按键: those that leave any line or list, and what comes at once as only a paste does."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from prompt_toolkit.application import Application
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent

from gkdraft.messages import _


@dataclass(frozen=True)
class Key:
    """A key that leaves a prompt: back, jump, none, none-all, edit; `text` was typed by then,
    `at` is the option of a list at which it was pressed.
    """

    name: str
    text: str = ""
    at: int = 0


BACK, JUMP = Key("back"), Key("jump")
RESIZED, HELP = Key("resized"), Key("help")
UNDO, PREVIEW, REMOVE = "c-z", "f2", "c-d"
IDLE = "idle"
"""No key: the name under which a list is left once something was done meanwhile."""
NEXT_PART, PART_BEFORE = "tab", "s-tab"
MANY = 4
"""Keys that come at once only from a paste."""


def bind_leaving() -> KeyBindings:
    """Keys that leave any prompt."""
    keys = KeyBindings()
    keys.add("escape", eager=True)(lambda event: event.app.exit(result=BACK))
    keys.add("c-g", eager=True)(lambda event: event.app.exit(result=JUMP))
    keys.add("c-z", eager=True)(lambda event: None)  # it would be typed
    keys.add("c-o", eager=True)(lambda event: None)  # it would answer a list with a text
    return keys


def exit_with(event: KeyPressEvent, name: str) -> None:
    event.app.exit(result=Key(name, event.current_buffer.text))


def is_paste(app: Application[Any], ahead: int) -> bool:
    """Whether a text is coming in without brackets: no person types so fast while a page waits."""
    if ahead:
        return False
    printable = (press for press in app.key_processor.input_queue if press.data.isprintable())
    return len(list(islice(printable, MANY))) == MANY


def explain_keys(can_undo: bool) -> Sequence[str]:
    """The keys that work on every page, and the one that takes back where it does."""
    ways = _("↑↓、编号 选择　回车 确定　Esc 返回　Ctrl-G 总览、首页")
    if can_undo:
        ways = _("{}　Ctrl-Z 撤回上一步").format(ways)
    return ways, _("Ctrl-C 离开向导，答过的都在文件里")
