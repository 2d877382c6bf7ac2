"""Types of the data file's values, each read by one function of base/scalars.py."""

import datetime
from collections.abc import Callable
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BeforeValidator, WithJsonSchema

from gkdraft.base import scalars


def _reader(read: Callable[[str], object], empty: object = None) -> BeforeValidator:
    """Text goes through one function of scalars.py; an empty list item stands for `empty`."""

    def convert(raw: object) -> object:
        if raw is None:
            return empty
        return read(raw) if isinstance(raw, str) else raw

    return BeforeValidator(convert)


def _wrap_text(data: object) -> object:
    return (data,) if isinstance(data, str) else data


def _numeric(kind: str) -> WithJsonSchema:
    return WithJsonSchema({"anyOf": [{"type": kind, "minimum": 0}, {"type": "string"}]})


_WRITTEN = WithJsonSchema({"type": ["string", "number", "boolean"]})
Text = Annotated[str, _reader(scalars.read_text, ""), _WRITTEN]
Texts = Annotated[tuple[Text, ...], BeforeValidator(_wrap_text)]
"""A list of texts; one alone may be written without a list."""
Postcode = Annotated[str, _reader(scalars.read_postcode, ""), _WRITTEN]
Telephone = Annotated[str, _reader(scalars.read_telephone, ""), _WRITTEN]
Mail = Annotated[str, _reader(scalars.read_mail, ""), _WRITTEN]
Count = Annotated[int, _reader(scalars.read_count), _numeric("integer")]
Amount = Annotated[Decimal, _reader(scalars.read_amount), _numeric("number")]
Date = Annotated[
    datetime.date,
    _reader(scalars.read_date),
    WithJsonSchema({"type": "string", "description": "写成 2026-04-20"}),
]
Raw = Annotated[object, WithJsonSchema({})]
"""Read later, with the catalogue."""
Telling = Literal["正文", "见本组", "只列对照表"]
"""写法 of a task: told by itself, by the sentence of its group, or in the coverage table only."""
