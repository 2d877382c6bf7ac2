"""Fields 字段: questions for keys of the envelope, from what the model says of them. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, get_args

from pydantic.fields import FieldInfo

from gkdraft.base.places import DataPath
from gkdraft.report.model import Report
from gkdraft.report.model_body import Part
from gkdraft.wizard.questions.question import Kind, Question

UNITS = {"amount": "元", "count": "件"}


@dataclass(frozen=True)
class Field:
    """A key of the envelope: its explanation, its type, what it may be."""

    about: str
    kind: Kind
    options: tuple[str, ...] = ()
    part: type[Part] | None = None


KINDS: dict[str, Kind] = {"int": "count", "Decimal": "amount"}
"""How a key is asked for, by the type it has; anything else is a text."""


@cache
def find_field(path: DataPath, part: type[Part] = Report) -> Field | None:
    """What the model says of a key of the data file."""
    for info in part.model_fields.values():
        if info.alias != path[0]:
            continue
        if len(path) == 1:
            return _describe(info)
        below = _find_part(info)
        return find_field(path[1:], below) if below else None
    return None


def _find_part(info: FieldInfo) -> type[Part] | None:
    """The part of the report that stands below a key."""
    for found in _list_types(info.annotation):
        if isinstance(found, type) and issubclass(found, Part):
            return found
    return None


def _describe(info: FieldInfo) -> Field:
    types = list(_list_types(info.annotation))
    about = info.description or ""
    literals = list(filter(_is_literal, types))
    if literals:
        return Field(about, "choice", get_args(literals[0]))
    kind = KINDS.get(getattr(types[0], "__name__", ""), "text")
    return Field(about, kind, part=_find_part(info))


def _list_types(annotation: Any) -> Iterator[Any]:
    """The types an annotation is made of."""
    if _is_literal(annotation) or isinstance(annotation, type):
        yield annotation
        if isinstance(annotation, type) or _is_literal(annotation):
            return
    for inner in get_args(annotation):
        yield from _list_types(inner)


def _is_literal(annotation: Any) -> bool:
    return getattr(annotation, "__origin__", None) is Literal


def ask_field(
    path: DataPath, label: str, part: type[Part] = Report, at: DataPath | None = None
) -> Question:
    """The question for a key of `part`, whose answer stands at `at`. LookupError: no such key."""
    field = find_field(path, part)
    if field is None:
        raise LookupError(path)
    unit = UNITS.get(field.kind, "")
    return Question(
        at or path, label, field.kind, unit=unit, hint=field.about, options=field.options
    )


def list_aliases(part: type[Part]) -> list[str]:
    """The keys of a part, as the data file has them."""
    return [str(field.alias) for field in part.model_fields.values()]
