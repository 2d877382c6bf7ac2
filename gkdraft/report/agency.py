"""机关: how a body speaks of itself and which level it has, by the ending of its name."""

import csv
import io
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from gkdraft.errors import TemplateError
from gkdraft.layout.resources import Resources
from gkdraft.messages import say
from gkdraft.report.model_body import Agency

# 我县, 全县 and 县级政府 follow from how a name ends; the first row that fits holds
_COLUMNS = ("名称结尾", "自称", "区域", "层级")


class SelfName(NamedTuple):
    """自称: how a body speaks of itself and of its area."""

    self: str = "本机关"
    area: str = ""


def find_self_name(agency: Agency, resources: Resources) -> SelfName:
    """How the body speaks of itself: as typed, else by the ending of its name, else 本机关."""
    row = _find_row(agency.name, resources)
    found = SelfName()
    if row:
        found = SelfName(row["自称"], row["区域"])
    return SelfName(agency.self_name or found.self, found.area)


def find_level(name: str, resources: Resources) -> str:
    """层级 as far as a name tells it; a 市 may be one of two levels, so it tells nothing."""
    row = _find_row(name, resources)
    return row["层级"] if row else ""


def _find_row(name: str, resources: Resources) -> Mapping[str, str] | None:
    for row in _list_rows(resources):
        if name.endswith(row["名称结尾"]):
            return row
    return None


def _list_rows(resources: Resources) -> Iterator[Mapping[str, str]]:
    for row in csv.DictReader(io.StringIO(resources.read("self-names.csv"))):
        if any(not isinstance(row.get(column), str) for column in _COLUMNS):
            raise TemplateError(say("self-names.csv: 应有 {names} 四列", names="、".join(_COLUMNS)))
        yield row
