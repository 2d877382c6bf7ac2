"""What the program says, in Chinese or through the English catalogue (locale/).

The Chinese text is the message id: `_("已保存")`. What a report or a form says is never
translated, only what the program says to the person.
"""

import os
from collections.abc import Callable
from pathlib import Path

VARIABLE = "GKDRAFT_LANG"

_translate: Callable[[str], str] = str


def use_language(language: str = "") -> None:
    """Chooses the language: as told, else by GKDRAFT_LANG, else Chinese."""
    global _translate
    chosen = language or os.environ.get(VARIABLE, "")
    if not chosen.lower().startswith("en"):
        _translate = str
        return
    # the catalogue is read only by who wants English
    from gettext import translation

    folder = Path(__file__).parent / "locale"
    _translate = translation("gkdraft", folder, languages=["en"], fallback=True).gettext


def _(text: str) -> str:
    """The text in the language of the person."""
    return _translate(text)


def is_chinese() -> bool:
    """Whether the program speaks Chinese."""
    return _translate is str
