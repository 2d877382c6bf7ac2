"""Fields 字段: questions for keys of the envelope, from what the model says of them. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal, get_args

from gkdraft.base.places import DataPath
from gkdraft.report.model import Part, Report
from gkdraft.wizard.questions.question import Kind, Question

UNITS = {"amount": "元", "count": "件"}


@dataclass(frozen=True)
class Field:
    """A key of the envelope: its explanation, its type, what it may be."""

    about: str
    kind: Kind
    options: tuple[str, ...] = ()
    part: type[Part] | None = None


def find_field(path: DataPath, part: type[Part] = Report) -> Field | None:
    """What the model says of a key of the data file."""
    field = next((f for f in part.model_fields.values() if f.alias == path[0]), None)
    if field is None:
        return None
    found = list(_unions(field.annotation))
    below = next((t for t in found if isinstance(t, type) and issubclass(t, Part)), None)
    if len(path) > 1:
        return find_field(path[1:], below) if below else None
    options = next((get_args(t) for t in found if _is_literal(t)), ())
    name = getattr(next(iter(found)), "__name__", "")
    kinds: dict[str, Kind] = {"int": "count", "Decimal": "amount"}
    kind: Kind = "choice" if options else kinds.get(name, "text")
    return Field(field.description or "", kind, options, below)


def _unions(annotation: Any) -> Iterator[Any]:
    """The types an annotation is made of."""
    if _is_literal(annotation) or isinstance(annotation, type):
        yield annotation
        if isinstance(annotation, type) or _is_literal(annotation):
            return
    for inner in get_args(annotation):
        yield from _unions(inner)


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
