"""What the program says, in Chinese or through the English catalogue (locale/).

The Chinese text is the message id. `_("已保存")` is said at once. `say("{name}没有写", name=…)` is
a value: a sentence in Chinese that remembers what it was made of, for errors, faults, findings
and summaries, which are made in one place and said in another; `translate` says it. What a report
or a form says, and what the wizard asks about it, is never translated.
"""

import os
from collections.abc import Callable, Iterable
from pathlib import Path

VARIABLE = "GKDRAFT_LANG"

_catalogue: Callable[[str], str] = str


class Message(str):
    """A sentence in Chinese that can be said in English: a template and what fills it."""

    template: str
    values: tuple[object, ...]
    named: dict[str, object]

    def __new__(
        cls, template: str, values: tuple[object, ...], named: dict[str, object]
    ) -> "Message":
        made = super().__new__(cls, _fill(template, values, named))
        made.template, made.values, made.named = template, values, named
        return made

    def __getnewargs__(self) -> tuple[object, ...]:  # type: ignore[override]
        return self.template, self.values, self.named  # a copy remembers as well

    def __str__(self) -> str:
        return self  # str(error) is still a message

    def __add__(self, other: str) -> "Message":
        return Message("{}{}", (self, other), {})

    def __radd__(self, other: str) -> "Message":
        return Message("{}{}", (other, self), {})


def say(template: str, *values: object, **named: object) -> Message:
    """The template filled in; the fields of a template without values are left as they are."""
    return Message(template, values, named)


def join_messages(between: str, parts: Iterable[str]) -> Message:
    """Parts in one line, each of which may be a message."""
    listed = tuple(parts)
    return Message(between.join(["{}"] * len(listed)), listed, {})


def translate(text: str) -> str:
    """A text in the language of the person: a message by its template, another as it is."""
    if not isinstance(text, Message) or is_chinese():
        return text
    values = tuple(_said(value) for value in text.values)
    named = {name: _said(value) for name, value in text.named.items()}
    return _fill(_catalogue(text.template), values, named)


def _said(value: object) -> object:
    text = str(value) if isinstance(value, Exception) else value
    return translate(text) if isinstance(text, str) else text


def _fill(template: str, values: tuple[object, ...], named: dict[str, object]) -> str:
    if not values and not named:
        return template
    return template.format(*values, **named)


def use_language(language: str = "") -> None:
    """Chooses the language: as told, else by GKDRAFT_LANG, else Chinese."""
    global _catalogue
    chosen = language or os.environ.get(VARIABLE, "")
    if not chosen.lower().startswith("en"):
        _catalogue = str
        return
    # the catalogue is read only by who wants English
    from gettext import translation

    folder = Path(__file__).parent / "locale"
    _catalogue = translation("gkdraft", folder, languages=["en"], fallback=True).gettext


def _(text: str) -> str:
    """The text in the language of the person."""
    return _catalogue(text)


def is_chinese() -> bool:
    """Whether the program speaks Chinese."""
    return _catalogue is str
