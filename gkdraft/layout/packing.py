"""The pack written, when the program is built: what has been kept, and Jinja's own source."""

import json
import re
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from pydantic import BaseModel

from gkdraft.base.patterns import Late
from gkdraft.layout import pack
from gkdraft.layout.templates import OPENED, name_compiled


def write_pack(made_from: str) -> None:
    """Everything that was loaded and opened of the shipped templates, beside them."""
    for name, environment in OPENED.items():
        environment.compile_templates(name_compiled(name), zip=None, ignore_errors=False)
    lines = [f"{key}\t{_encode(value)}" for key, value in sorted(pack.KEPT.items())]
    text = "\n".join([made_from, *lines, pack.END])
    pack.find_home().joinpath(pack.FILE).write_text(text, encoding="utf-8")


def _encode(value: object) -> str:
    flat = _flatten(value)
    text = json.dumps(flat, ensure_ascii=False, separators=(",", ":"))
    if _flatten(pack.decode(text)) != flat:  # a kind of value the pack cannot hold
        raise TypeError(type(value).__name__)
    return text


def _flatten(value: object) -> object:
    """Objects as mappings that say what they are."""
    if isinstance(value, re.Pattern | Late):
        return {pack.KIND: pack.PATTERN, "pattern": value.pattern, "flags": value.flags & ~re.U}
    if isinstance(value, frozenset):
        return {pack.KIND: pack.SET, "items": sorted(value)}
    if isinstance(value, Mapping):
        return {key: _flatten(one) for key, one in value.items()}
    if hasattr(value, "_fields"):  # would come back as a plain tuple
        raise TypeError(type(value).__name__)
    if isinstance(value, tuple | list):
        return [_flatten(one) for one in value]
    held = _list_fields(value)
    if held is None:
        return value
    kind = f"{type(value).__module__}:{type(value).__qualname__}"
    return {pack.KIND: kind, **{name: _flatten(one) for name, one in held.items()}}


def _list_fields(value: object) -> dict[str, Any] | None:
    if isinstance(value, BaseModel):
        return {name: getattr(value, name) for name in type(value).model_fields}
    if is_dataclass(value):
        return {one.name: getattr(value, one.name) for one in fields(value) if one.init}
    return None
