"""What a layout lists in files of their own: the catalogue of indicators 指标目录, its phrases."""

import csv
import io
from collections.abc import Iterator, Sequence

from pydantic import ValidationError

from gkdraft.errors import TemplateError
from gkdraft.layout.layout import Indicator
from gkdraft.layout.resources import Resources
from gkdraft.messages import say


def load_catalogue(folders: Sequence[str], resources: Resources) -> Iterator[Indicator]:
    """The common catalogue; a layout's own rows replace or follow those of the same key."""
    files = ["indicators.csv"]
    for folder in reversed(folders):
        name = f"{folder}/indicators.csv"
        if resources.path(name):
            files.append(name)
    rows: dict[tuple[str, str], Indicator] = {}
    for name in files:
        for indicator in _read_indicators(name, resources):
            rows[indicator.aspect, indicator.key] = indicator
    yield from rows.values()


def _read_indicators(name: str, resources: Resources) -> tuple[Indicator, ...]:
    rows = csv.DictReader(io.StringIO(resources.read(name)))
    name = resources.shown(name)
    found = []
    try:
        for row in rows:
            wide = len(rows.fieldnames or ())
            if None in row or None in row.values():
                raise TemplateError(
                    say(
                        "{name}:{line_num}: 这一行的列数不对，应为 {wide} 列",
                        name=name,
                        line_num=rows.line_num,
                        wide=wide,
                    )
                )
            found.append(Indicator.model_validate(row))
    except ValidationError as error:
        what = error.errors(include_url=False)[0]["loc"]
        raise TemplateError(
            say(
                "{name}:{line_num}: “{what}”一列不对",
                name=name,
                line_num=rows.line_num,
                what=what[0],
            )
        ) from None
    except csv.Error as error:
        raise TemplateError(
            say(
                "{name}:{line_num}: 不是 CSV 文件（{error}）",
                name=name,
                line_num=rows.line_num,
                error=error,
            )
        ) from None
    return tuple(found)


def load_phrases(folders: Sequence[str], resources: Resources) -> dict[str, tuple[str, ...]]:
    """The sentences by aspect; those of the layout itself come before those it extends."""
    aspects: dict[str, list[str]] = {}
    for folder in folders:
        name = f"{folder}/phrases.txt"
        if resources.path(name):
            for aspect, lines in _read_phrases(name, resources).items():
                aspects.setdefault(aspect, []).extend(lines)
    return {aspect: tuple(lines) for aspect, lines in aspects.items()}


def _read_phrases(name: str, resources: Resources) -> dict[str, list[str]]:
    aspects: dict[str, list[str]] = {}
    current: list[str] | None = None
    for number, line in enumerate(resources.read(name).splitlines(), 1):
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        if line.startswith("[") and line.endswith("]"):
            current = aspects.setdefault(line[1:-1], [])
        elif current is None or line.count("[") != line.count("]"):
            where = f"{resources.shown(name)}:{number}"
            raise TemplateError(say("{where}: 句子前面要有 [方面]，方括号要成对", where=where))
        else:
            current.append(line)
    return aspects
