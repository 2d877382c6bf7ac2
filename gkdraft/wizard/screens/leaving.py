"""Leaving the wizard, or its file: 已保存 is said only of what is in the file."""

from pathlib import Path

from gkdraft.messages import _
from gkdraft.wizard.file.sitting import Sitting
from gkdraft.wizard.screens.prompts import Terminal


def list_ways(sitting: Sitting) -> list[tuple[str, str, str]]:
    """(mark, line, name) of the ways out of the home page."""
    waiting = len(sitting.store.waiting)
    if not waiting:
        return [("q", _("离开（已保存）"), "leave")]
    leave = _("离开（还有 {} 步没有存进文件，会另存一份）").format(waiting)
    return [("l", _("另存到别处，接着填"), "move"), ("q", leave, "leave")]


def move_file(sitting: Sitting, terminal: Terminal) -> None:
    """Asks for another place for the data file, where this one cannot be written."""

    def check(text: str) -> str:
        if text.strip() and Path(text.strip()).suffix not in (".yaml", ".yml"):
            return _("数据文件的后缀应为 .yaml")
        return ""

    keys = _("写新的文件名（可带文件夹），如 D:\\2026.yaml；空着回车不换")
    text = terminal.ask(check, lambda _text: [keys])
    if isinstance(text, str) and text.strip():
        sitting.move(Path(text.strip()))
