"""What the program says, in Chinese or through the English catalogue (locale/).

The Chinese text is the message id. `_("已保存")` is said at once. `say("{name}没有写", name=…)` is
a value: a sentence in Chinese that remembers what it was made of, for errors, faults, findings
and summaries, which are made in one place and said in another; `translate` says it. What a report
or a form says, and what the wizard asks about it, is never translated.
"""

import os
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path, PurePath

from gkdraft.base.patterns import compile_late

VARIABLE = "GKDRAFT_LANG"

LONGEST_QUOTED = 60
"""Characters of what is quoted: a line of a terminal must hold the rest as well."""

# controls, marks of direction, zero width, separators of lines: a terminal obeys or hides them
_HIDDEN = compile_late(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
)
_BREAKS = compile_late("[\n\t]")

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
    quoted = _find_quoted(template)
    shown = [_show_value(value, at in quoted) for at, value in enumerate(values)]
    shown_named = {name: _show_value(value, name in quoted) for name, value in named.items()}
    return template.format(*shown, **shown_named)


@cache
def _find_quoted(template: str) -> frozenset[int | str]:
    """The fields of a template between “ and ”: by name, or by number where they have none."""
    quoted: set[int | str] = set()
    for at, match in enumerate(re.finditer(r"(“?)\{(\w*)[^{}]*\}", template)):
        if match[1]:
            quoted.add(match[2] or at)
    return frozenset(quoted)


def _show_value(value: object, is_quoted: bool) -> object:
    """What comes from a file or a name forges no line and turns no text around."""
    if isinstance(value, Message) or not isinstance(value, str | PurePath):
        return value
    text = show_inline(str(value))
    if is_quoted and len(text) > LONGEST_QUOTED:
        return f"{text[: LONGEST_QUOTED - 1]}…"
    return text


def show_hidden(text: str) -> str:
    """A text in which what a terminal would obey or not show is written out: \\x1b, \\u202e."""
    return _HIDDEN.sub(_escape, text)


def show_inline(text: str) -> str:
    """A text as a part of one line."""
    return _BREAKS.sub(_escape, show_hidden(text))


def _escape(match: re.Match[str]) -> str:
    return match[0].encode("unicode_escape").decode()


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


@contextmanager
def speak_chinese() -> Iterator[None]:
    """Chinese meanwhile, whatever the language of the person: a document is being composed."""
    global _catalogue
    before, _catalogue = _catalogue, str
    try:
        yield
    finally:
        _catalogue = before


class Template(str):
    """A text in the language of the person; what fills it is shown as in a message."""

    __slots__ = ()

    def format(self, *values: object, **named: object) -> str:
        """The text with its fields filled in."""
        return _fill(str(self), values, named)


def _(text: str) -> str:
    """The text in the language of the person."""
    return Template(_catalogue(text))


def is_chinese() -> bool:
    """Whether the program speaks Chinese."""
    return _catalogue is str
