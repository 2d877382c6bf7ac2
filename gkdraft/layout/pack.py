"""The pack: what templates/ holds, read, checked and compiled when the program was built.

Reading it anew takes longer than a report. A wheel carries the pack beside the templates; in a
checkout it is trusted while no file it was made from has changed. It is data and Jinja's own
Python source, the same for every Python; what it does not hold is read from the templates.
"""

import json
import os
from collections.abc import Callable, Iterator, Mapping
from functools import cache, wraps
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from typing import Any, ParamSpec, TypeVar, cast

from pydantic import BaseModel

from gkdraft.base.patterns import compile_late
from gkdraft.layout.resources import Resources, find_builtin

_P = ParamSpec("_P")
_T = TypeVar("_T")

FILE, END = "pack.txt", "end"
KIND = "@"
"""The key by which an object of the pack says what it is."""
PATTERN, SET = "pattern", "set"

KEPT: dict[str, object] = {}
"""What this process has of the shipped templates, by what it was loaded by."""


def find_home() -> Path:
    """Where the pack lies: beside the templates."""
    return find_builtin().with_name("prepared")


def keep(load: Callable[_P, _T]) -> Callable[_P, _T]:
    """Of the shipped templates each thing is loaded once a process, from the pack if it is there.

    The last argument of `load` are the resources; a user's own may change meanwhile.
    """

    @wraps(load)
    def find(*given: _P.args, **more: _P.kwargs) -> _T:
        if given[-1] != Resources():
            return load(*given, **more)
        key = " ".join([load.__name__, *(getattr(one, "__name__", str(one)) for one in given[:-1])])
        if key not in KEPT:
            packed = read_pack().get(key)
            KEPT[key] = decode(packed) if packed else load(*given, **more)
        return cast(_T, KEPT[key])

    return find


@cache
def read_pack() -> Mapping[str, str]:
    """The pack by what each thing is loaded by, each still as text; empty if there is none.

    A line says what it was made from, the last one that it is whole, each other one is a key, a
    tab and its JSON.
    """
    try:
        made_from, *lines, end = (find_home() / FILE).read_text(encoding="utf-8").split("\n")
    except (OSError, ValueError):
        return {}
    if made_from != describe_sources() or end != END:
        return {}
    return dict(line.split("\t", 1) for line in lines)


def describe_sources() -> str:
    """Changes with every template and module of a checkout; of a wheel it says nothing."""
    program, templates = Path(__file__).parent.parent, find_builtin()
    if templates.is_relative_to(program):
        return ""
    seen = [*_list_files(program, ".py"), *_list_files(templates, "")]
    return sha256(repr(seen).encode()).hexdigest()


def _list_files(folder: Path, suffix: str) -> Iterator[tuple[str, int, int]]:
    """Path, size and time of the files below a folder."""
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(set(folders) - {"__pycache__"})
        below = place.removeprefix(str(folder))
        for name in sorted(names):
            if name.endswith(suffix):
                state = os.stat(f"{place}/{name}")  # noqa: PTH116  300 Paths take 2 ms
                yield f"{below}/{name}", state.st_size, state.st_mtime_ns


def decode(text: str) -> object:
    """What a text of the pack stands for."""
    return _freeze(json.loads(text, object_hook=_revive))


def _freeze(value: object) -> object:
    """Lists as the tuples they were."""
    return tuple(map(_freeze, value)) if type(value) is list else value


def _revive(data: dict[str, Any]) -> object:
    """A mapping, or the object that says in it what it is."""
    kind = data.pop(KIND, None)
    for key, value in data.items():
        if type(value) is list:
            data[key] = _freeze(value)
    if kind is None:
        return data
    if kind == PATTERN:
        return compile_late(**data)
    if kind == SET:
        return frozenset(data["items"])
    made = _find_kind(kind)
    return made.model_construct(**data) if issubclass(made, BaseModel) else made(**data)


@cache
def _find_kind(name: str) -> type:
    module, _, kind = name.partition(":")
    return cast(type, getattr(import_module(module), kind))
