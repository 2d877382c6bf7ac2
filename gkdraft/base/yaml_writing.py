"""Writing YAML by hand for people to read: block style, comments above keys, prose as blocks."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence

_PLAIN = re.compile(r"[\w（《“【〔一-鿿][^\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ue000-\uf8ff]*")
_SHORT, _LINE = 30, 60


_IN_BRACKETS = re.compile(r"[\w（）《》“”〔〕、。·—]+")
_BREAKS = str.maketrans({char: f"\\u{ord(char):04x}" for char in "\x85\u2028\u2029\ufeff"})


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).translate(_BREAKS)


def write_scalar(text: str) -> str:
    """A text on one line: plain where that is safe, else in double quotes."""
    safe = (
        _PLAIN.fullmatch(text)
        and text == text.strip()
        and not re.search(r": |:$| #|[\[\]{},]", text)
        and text not in ("null", "Null", "NULL")
    )
    return text if safe else _quoted(text)


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
        return _list(head, value, indent)
    if value is None or value == "":
        return [head]
    text = str(value)
    if "\n" in text or len(text) > (_LINE if _one_line(text) else _SHORT):
        return [f"{head} |", *_block(text, indent + 2)]
    return [f"{head} {write_scalar(text)}"]


def write_mapping(values: Mapping[str, object], indent: int = 0) -> list[str]:
    """The lines of every key of a mapping."""
    return [line for key, value in values.items() for line in write_entry(key, value, indent)]


def write_item(lines: Iterable[str], indent: int) -> list[str]:
    """Lines indented by `indent` + 2 as one item of a list."""
    first, *rest = lines
    return [f"{' ' * indent}- {first[indent + 2 :]}", *rest]


def _one_line(text: str) -> bool:
    return write_scalar(text) == text


def _list(head: str, values: Sequence[object], indent: int) -> list[str]:
    if not values:
        return [f"{head} []"]
    if all(isinstance(value, str) and len(value) <= _SHORT for value in values):
        names = (str(value) for value in values)
        listed = (
            write_scalar(text) if _IN_BRACKETS.fullmatch(text) else _quoted(text) for text in names
        )
        return [f"{head} [{', '.join(listed)}]"]
    lines = [head]
    for value in values:
        if isinstance(value, Mapping):
            lines += write_item(write_mapping(value, indent + 4), indent + 2)
        elif isinstance(value, str) and ("\n" in value or not _one_line(value)):
            lines += [f"{' ' * (indent + 2)}- |", *_block(value, indent + 4)]
        else:
            lines.append(f"{' ' * (indent + 2)}- {write_scalar(str(value))}")
    return lines


def _block(text: str, indent: int) -> list[str]:
    return [f"{' ' * indent}{line.strip()}".rstrip() for line in text.strip().splitlines()]
