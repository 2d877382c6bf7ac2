"""Writing YAML by hand for people to read: block style, comments above keys, prose as blocks."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence

_PLAIN = re.compile(r"[\w（《“【〔一-鿿][^\x00-\x1f\ue000-\uf8ff]*")
_SHORT, _LINE = 30, 60


def scalar(text: str) -> str:
    """A text on one line: plain where that is safe, else in double quotes."""
    safe = (
        _PLAIN.fullmatch(text)
        and text == text.strip()
        and not re.search(r": |:$| #|[\[\]{},]", text)
        and text not in ("null", "Null", "NULL")
    )
    return text if safe else json.dumps(text, ensure_ascii=False)


def comment(text: str, indent: int = 0) -> list[str]:
    """Lines of a comment."""
    return [f"{' ' * indent}# {line}".rstrip() for line in text.splitlines()]


def entry(key: str, value: object, indent: int = 0, note: str = "") -> list[str]:
    """The lines of `key: value` with everything below it; None and "" leave the key empty."""
    head = f"{' ' * indent}{key}:"
    tail = f"  # {note}" if note else ""
    if isinstance(value, Mapping):
        if not value:
            return [f"{head} {{}}{tail}"]
        return [head + tail, *mapping(value, indent + 2)]
    if isinstance(value, Sequence) and not isinstance(value, str):
        return _list(head, value, indent, tail)
    if value is None or value == "":
        return [head + tail]
    text = str(value)
    if "\n" in text or len(text) > (_LINE if _one_line(text) else _SHORT):
        return [f"{head} |{tail}", *_block(text, indent + 2)]
    return [f"{head} {scalar(text)}{tail}"]


def mapping(values: Mapping[str, object], indent: int = 0) -> list[str]:
    """The lines of every key of a mapping."""
    return [line for key, value in values.items() for line in entry(key, value, indent)]


def item(lines: Iterable[str], indent: int) -> list[str]:
    """Lines indented by `indent` + 2 as one item of a list."""
    first, *rest = lines
    return [f"{' ' * indent}- {first[indent + 2 :]}", *rest]


def _one_line(text: str) -> bool:
    return scalar(text) == text


def _list(head: str, values: Sequence[object], indent: int, tail: str) -> list[str]:
    if not values:
        return [f"{head} []{tail}"]
    if all(isinstance(value, str) and len(value) <= _SHORT for value in values):
        return [f"{head} [{', '.join(scalar(str(value)) for value in values)}]{tail}"]
    lines = [head + tail]
    for value in values:
        if isinstance(value, Mapping):
            lines += item(mapping(value, indent + 4), indent + 2)
        elif isinstance(value, str) and ("\n" in value or not _one_line(value)):
            lines += [f"{' ' * (indent + 2)}- |", *_block(value, indent + 4)]
        else:
            lines.append(f"{' ' * (indent + 2)}- {scalar(str(value))}")
    return lines


def _block(text: str, indent: int) -> list[str]:
    return [f"{' ' * indent}{line.strip()}".rstrip() for line in text.strip().splitlines()]
