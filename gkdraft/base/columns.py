"""Lines of a terminal: text cut, padded and wrapped by the columns it takes (汉字 take two)."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator

from gkdraft.base.patterns import compile_late

Measure = Callable[[str], int]

# what is not broken: a Latin word or number with the space behind it
_WORDS = compile_late(r"[!-~]+ ?|\s|.", re.DOTALL)
_NOT_FIRST = "，。；：、？！）》”’】…"


def display_width(text: str) -> int:
    """Columns a text takes in a terminal."""
    from wcwidth import wcswidth  # not for --help, which loads the standard library only

    width = wcswidth(text)
    # a control character has no width; -1 would say that of the whole text
    if width >= 0:
        return width
    return measure_own_words(text)


def measure_own_words(text: str) -> int:
    """Columns of the program's own words, which hold nothing but letters and 汉字."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def cut_text(text: str, width: int, at_front: bool = False) -> str:
    """The text in at most `width` columns; … says that something was cut off."""
    if display_width(text) <= width:
        return text
    if at_front:
        return "".join(reversed(cut_text(text[::-1], width)))
    kept = ""
    for char in text:
        if display_width(kept + char) > width - 2:
            break
        kept += char
    return f"{kept}…" if width >= 2 else ""


def align_left(text: str, width: int) -> str:
    """The text at the left of a field."""
    shown = cut_text(text, width)
    return shown + " " * (width - display_width(shown))


def align_right(text: str, width: int) -> str:
    """The text at the right of a field, as numbers stand."""
    shown = cut_text(text, width)
    return " " * (width - display_width(shown)) + shown


def wrap_text(text: str, width: int, measure: Measure = display_width) -> list[str]:
    """Lines of at most `width` columns; no line begins with a mark that ends a phrase."""
    lines: list[str] = []
    for part in text.splitlines():
        lines += _wrap_line(part, max(8, width), measure)
    return lines


def join_parts(parts: Iterable[str], width: int, between: str = " · ") -> list[str]:
    """Parts side by side in as few lines as hold them; none is broken."""
    lines: list[str] = []
    for part in parts:
        if lines and display_width(longer := f"{lines[-1]}{between}{part}") <= width:
            lines[-1] = longer
        else:
            lines.append(cut_text(part, width))
    return lines


def _wrap_line(text: str, width: int, measure: Measure) -> Iterator[str]:
    line: list[str] = []
    for match in _WORDS.finditer(text):
        word = match[0]
        if measure("".join(line) + word.rstrip()) > width:
            # the character before ， goes to the next line with it
            kept = [line.pop()] if word in _NOT_FIRST and len(line) > 1 else []
            yield "".join(line).rstrip()
            line = kept
        line.append(word)
    if "".join(line).strip():
        yield "".join(line).rstrip()
