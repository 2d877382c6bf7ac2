"""An argument parser that speaks Chinese. Standard library only."""

import argparse
import shutil
from collections.abc import Iterator
from typing import Any, NoReturn

from gkdraft.base.columns import measure_own_words, wrap_text
from gkdraft.cli import console
from gkdraft.messages import _, is_chinese

# the words of argparse by its own; one that a later Python changes stays English
_TRANSLATED = {
    "the following arguments are required: %s": "缺少：%s",
    "unrecognized arguments: %s": "不认识的参数：%s",
    "expected one argument": "后面要跟一个值",
    "expected at least one argument": "后面至少要跟一个值",
    "ambiguous option: %(option)s could match %(matches)s": "%(option)s 可以是 %(matches)s，请写全",
    "invalid choice: %(value)r (choose from %(choices)s)": "没有 %(value)s，可选：%(choices)s",
    "ignored explicit argument %r": "后面不能跟值（%r）",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s %(message)s",
}


class Parser(argparse.ArgumentParser):
    """An argument parser that speaks Chinese; columns are aligned by East Asian width."""

    def format_help(self) -> str:
        rows = [*self._list_verbs(), *self._list_options()]
        column = max(measure_own_words(left) for left, _ in rows) + 2
        table: list[str] = []
        for left, text in rows:
            table += _row(left, text, column)
        usage = _("用法：{}").format(_(self.usage or self.prog))
        parts = [usage, _said(self.description), "\n".join(table), _said(self.epilog)]
        return "\n\n".join(filter(None, parts)) + "\n"

    def _list_verbs(self) -> Iterator[tuple[str, str]]:
        for action in self._actions:
            if isinstance(action, argparse._SubParsersAction):
                for verb in action._choices_actions:
                    yield verb.dest, _said(verb.help)

    def _list_options(self) -> Iterator[tuple[str, str]]:
        for action in self._actions:
            left = self._left(action)
            if left and action.help != argparse.SUPPRESS:
                yield left, _said(action.help)

    @staticmethod
    def _left(action: argparse.Action) -> str:
        if isinstance(action, argparse._SubParsersAction):
            return ""
        value = _(str(action.metavar or " ")).strip()
        return " ".join([*[", ".join(action.option_strings)], value]).strip()

    def _print_message(self, message: str, file: Any = None) -> None:
        """Help and version; argparse itself says nothing of an output that is full."""
        print(message, end="", file=file)

    def error(self, message: str) -> NoReturn:
        if is_chinese():
            message = message.replace("'", "").replace(", ", "、")
        see = _("；看用法：{} --help").format(self.prog)
        # one line whatever an argument holds
        console.tell(f"gkdraft: {' '.join(message.split())}{see}")
        raise SystemExit(2)


def _row(left: str, text: str, column: int) -> Iterator[str]:
    """An option and its explanation, wrapped beside it where the terminal is narrow."""
    # 20 columns at least, however narrow the terminal
    room = shutil.get_terminal_size().columns - column - 2
    first, *rest = wrap_text(text, max(room, 20), measure_own_words) or [""]
    yield f"  {left}{' ' * (column - measure_own_words(left))}{first}"
    for line in rest:
        yield f"  {' ' * column}{line}"


def _said(text: str | None) -> str:
    """A text argparse was given, in the person's language."""
    return _(text) if text else ""


def translate_argparse() -> None:
    """Lets argparse, which looks its messages up in its own module, find the Chinese ones."""
    translated = _TRANSLATED if is_chinese() else {}
    argparse._ = lambda text: translated.get(text, text)  # type: ignore[attr-defined]
