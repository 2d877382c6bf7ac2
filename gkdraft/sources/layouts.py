"""Layouts from templates/: the folder of a format read into layout.Layout.

Faults in a template are TemplateError with file and line: a user's own --templates folder
is read by the same code as the built-in ones.
"""

import csv
import io
from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import ValidationError

from gkdraft.errors import InputError, TemplateError
from gkdraft.layout import Form, Indicator, Layout, LayoutSpec, Wording
from gkdraft.resources import Resources
from gkdraft.sources.datafile import Head
from gkdraft.sources.yamltext import parse
from gkdraft.spec import Spec
from gkdraft.typography import Typography

_S = TypeVar("_S", bound=Spec)


def load(name: str, resources: Resources) -> Layout:
    """The layout of that name with its forms, catalogue and phrases."""
    if name not in resources.layouts():
        raise TemplateError(f"没有名为“{name}”的格式，现有：{'、'.join(resources.layouts())}")
    spec = load_spec(LayoutSpec, f"layouts/{name}/layout.yaml", resources)
    forms = {
        section.form: load_spec(Form, f"forms/{section.form}.yaml", resources)
        for section in spec.sections
        if section.form
    }
    phrases = _phrases(f"layouts/{name}/phrases.txt", resources)
    style = load_spec(Typography, f"styles/{spec.style}.yaml", resources)
    wording = load_spec(Wording, "wording.yaml", resources)
    indicators = _indicators("indicators.csv", resources)
    return Layout(name, spec, forms, indicators, phrases, style, wording)


def choose(head: Head, resources: Resources) -> Layout:
    """The layout a data file names, else the one in force for its year."""
    names = resources.layouts()
    if head.layout:
        if head.layout not in names:
            raise InputError(
                f"{head.where}: 没有名为“{head.layout}”的格式，现有：{'、'.join(names)}"
            )
        return load(head.layout, resources)
    for name in reversed(names):
        layout = load(name, resources)
        if layout.spec.since <= head.year <= layout.spec.until:
            return layout
    raise InputError(f"{head.where}: {head.year} 年没有对应的格式，现有：{'、'.join(names)}")


def load_spec(kind: type[_S], name: str, resources: Resources) -> _S:
    """A YAML file of templates/ as what it should be. TemplateError with file and line."""
    try:
        parsed = parse(resources.read(name), name)
        return kind.model_validate(_numbers(parsed.data))
    except InputError as error:
        raise TemplateError(str(error)) from None
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        path = first["loc"]
        while path and path not in parsed.places:
            path = path[:-1]
        where = parsed.places.get(path)
        what = str(first["loc"][-1]) if first["loc"] else ""
        raise TemplateError(f"{where or name}: {what} {first['msg']}") from None


def _numbers(data: Any) -> Any:
    """Without empty keys; pydantic itself turns the text of a template into numbers."""
    if isinstance(data, Mapping):
        return {key: _numbers(value) for key, value in data.items() if value is not None}
    if isinstance(data, tuple):
        return tuple(_numbers(value) for value in data)
    return data


def _indicators(name: str, resources: Resources) -> tuple[Indicator, ...]:
    rows = csv.DictReader(io.StringIO(resources.read(name)))
    found = []
    for row in rows:
        try:
            found.append(Indicator.model_validate(row))
        except ValidationError as error:
            what = error.errors(include_url=False)[0]["loc"]
            raise TemplateError(f"{name}:{rows.line_num}: “{what[0]}”一列不对") from None
    return tuple(found)


def _phrases(name: str, resources: Resources) -> dict[str, tuple[str, ...]]:
    aspects: dict[str, list[str]] = {}
    current: list[str] | None = None
    for number, line in enumerate(resources.read(name).splitlines(), 1):
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        if line.startswith("[") and line.endswith("]"):
            current = aspects.setdefault(line[1:-1], [])
        elif current is None or line.count("[") != line.count("]"):
            raise TemplateError(f"{name}:{number}: 句子前面要有 [方面]，方括号要成对")
        else:
            current.append(line)
    return {aspect: tuple(lines) for aspect, lines in aspects.items()}
