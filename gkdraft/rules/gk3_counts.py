"""GK3: figures that count what comes in whole pieces, and in how many."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from gkdraft.base.places import parse_path
from gkdraft.base.scalars import Number, Rounded
from gkdraft.layout.relations import DATA
from gkdraft.messages import say
from gkdraft.prose.document import Document
from gkdraft.report.draft import Draft
from gkdraft.report.tasks import list_tasks
from gkdraft.rules.books import Book
from gkdraft.rules.findings import Severity
from gkdraft.rules.registry import Said, Verdict, register_rule

OVERVIEW = "总体情况"


class CountBook(Book):
    """checks/counts.yaml: units of whole things, and the most a report may have of some."""

    file = "counts.yaml"

    whole: frozenset[str]
    most: Mapping[str, int]


@register_rule("GK315", Severity.WARNING, waivable=True, needs="指标的量词")
def check_counts(draft: Draft, document: Document) -> Iterator[Verdict]:
    """数与量词不合。

    场、期、件、条、个、家一类的量词数的是整数：“新闻发布会3.5场”“3.55555万条”（35555.5条）写错了，
    “12.0场”写成 12。以场、期、家、处计的数上了十万，多半是填错了格，或多写了一个“万”。
    百分比、金额、天数可以带小数。哪些量词数整数、最多多少，见 templates/checks/counts.yaml。
    """
    words = CountBook.of(draft)
    for key, number, unit in _list_counts(draft):
        if unit not in words.whole:
            continue
        value = number.value if isinstance(number, Rounded) else number
        if isinstance(number, Decimal) or value != int(value):
            told = say("“{number}{unit}”带小数，{unit}数只能是整数", number=number, unit=unit)
            yield Said(told, parse_path(key))
        elif value > words.most.get(unit, value):
            told = say(
                "“{number}{unit}”太多，请核对是不是填错了格、多写了“万”", number=number, unit=unit
            )
            yield Said(told, parse_path(key))


def _list_counts(draft: Draft) -> Iterator[tuple[str, Number, str]]:
    """Indicators and the figures of tasks: key, number, unit."""
    figures = draft.figures
    for key, number in figures.typed.items():
        if key.startswith(OVERVIEW):
            yield key, number, figures.units.get(key) or find_unit(draft, key)
    for entry in list_tasks(draft.report):
        for index, figure in enumerate(entry.task.figures, 1):
            key = f"{entry.key}.数据.{index}.数"
            if key in figures.typed:
                yield key, figures.typed[key], figure.unit


def find_unit(draft: Draft, key: str) -> str:
    """The unit of an indicator, or of one of its parts; cells have none."""
    aspect, _, name = key.removeprefix(f"{OVERVIEW}.").partition(DATA)
    indicator, _, part = name.partition(".")
    known = draft.layout.indicator_by_key.get((aspect, indicator))
    return known.unit_of(part) if known else ""
