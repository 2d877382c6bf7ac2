"""Writing YAML by hand for people to read: block style, comments above keys, prose as blocks."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence

from gkdraft.base.patterns import compile_late

_PLAIN = compile_late(r"[\w（《“【〔一-鿿][^\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ue000-\uf8ff]*")
# Chinese columns of an editor: what is longer stands as a block
_SHORT, _LINE = 30, 60
_IN_BRACKETS = compile_late(r"[\w（）《》“”〔〕、。·—]+")
_BREAKS = str.maketrans({char: f"\\u{ord(char):04x}" for char in "\x85\u2028\u2029\ufeff"})


def _quote(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).translate(_BREAKS)


def write_scalar(text: str) -> str:
    """A text on one line: plain where that is safe, else in double quotes."""
    safe = (
        _PLAIN.fullmatch(text)
        and text == text.strip()
        and not re.search(r": |:$| #|[\[\]{},]", text)
        and text not in ("null", "Null", "NULL")
    )
    return text if safe else _quote(text)


def write_comment(text: str, indent: int = 0) -> list[str]:
    """Lines of a comment."""
    return [f"{' ' * indent}# {line}".rstrip() for line in text.splitlines()]


def write_entry(key: str, value: object, indent: int = 0) -> list[str]:
    """The lines of `key: value` with everything below it; None and "" leave the key empty."""
    head = f"{' ' * indent}{key}:"
    if isinstance(value, Mapping):
        if not value:
            return [f"{head} {{}}"]
        return [head, *write_mapping(value, indent + 2)]
    if isinstance(value, Sequence) and not isinstance(value, str):
        return _write_list(head, value, indent)
    if value is None or value == "":
        return [head]
    text = str(value)
    longest = _LINE if _is_plain(text) else _SHORT
    if "\n" in text or len(text) > longest:
        return [f"{head} |", *_write_block(text, indent + 2)]
    return [f"{head} {write_scalar(text)}"]


def write_mapping(values: Mapping[str, object], indent: int = 0) -> list[str]:
    """The lines of every key of a mapping."""
    lines: list[str] = []
    for key, value in values.items():
        lines += write_entry(key, value, indent)
    return lines


def write_item(lines: Iterable[str], indent: int) -> list[str]:
    """Lines indented by `indent` + 2 as one item of a list."""
    first, *rest = lines
    return [f"{' ' * indent}- {first[indent + 2 :]}", *rest]


def _is_plain(text: str) -> bool:
    return write_scalar(text) == text


def _write_list(head: str, values: Sequence[object], indent: int) -> list[str]:
    if not values:
        return [f"{head} []"]
    if all(map(_is_short, values)):
        listed = ", ".join(map(_write_listed, values))
        return [f"{head} [{listed}]"]
    lines = [head]
    for value in values:
        if isinstance(value, Mapping):
            lines += write_item(write_mapping(value, indent + 4), indent + 2)
        else:
            lines += _write_list_text(value, indent + 2)
    return lines


def _is_short(value: object) -> bool:
    return isinstance(value, str) and len(value) <= _SHORT


def _write_listed(value: object) -> str:
    """A word between brackets, where , and ] are not part of a plain text."""
    text = str(value)
    if _IN_BRACKETS.fullmatch(text):
        return write_scalar(text)
    return _quote(text)


def _write_list_text(value: object, indent: int) -> list[str]:
    """An item of a list; a text that is not plain stands as a block, so that nothing is escaped."""
    dash = f"{' ' * indent}-"
    if isinstance(value, str) and ("\n" in value or not _is_plain(value)):
        return [f"{dash} |", *_write_block(value, indent + 2)]
    return [f"{dash} {write_scalar(str(value))}"]


def _write_block(text: str, indent: int) -> list[str]:
    return [f"{' ' * indent}{line.strip()}".rstrip() for line in text.strip().splitlines()]
