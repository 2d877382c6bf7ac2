"""How a year begins: notices become tasks, tasks and a layout become a new data file."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from gkdraft import foreign, values
from gkdraft.agency import level_of
from gkdraft.errors import InputError
from gkdraft.findings import Locus
from gkdraft.model import Notice
from gkdraft.newfile import Start
from gkdraft.resources import Resources
from gkdraft.sources import aspects, layouts, notice, published
from gkdraft.sources.datafile import EARLIEST, LATEST, Head
from gkdraft.sources.published import Catalogue, Published


@dataclass(frozen=True)
class Documents:
    """What the files given to `read` are."""

    reports: tuple[Published, ...]
    notices: tuple[Notice, ...]


def read_documents(paths: Sequence[Path], resources: Resources) -> Documents:
    """Published reports and notices, each read as what it is."""
    catalogue = Catalogue.load(resources)
    vocabulary, words = notice.vocabulary(resources), aspects.load(resources)
    reports: list[Published] = []
    notices: list[Notice] = []
    for path in paths:
        flow = foreign.read(path)
        if published.is_report(flow, catalogue):
            reports.append(published.interpret(flow, catalogue))
        else:
            notices.append(aspects.proposed(notice.interpret(flow, vocabulary), words))
    return Documents(tuple(reports), tuple(notices))


def read_notices(paths: Sequence[Path], resources: Resources) -> tuple[Notice, ...]:
    """The tasks of notices, each with the aspect it seems to belong to."""
    words = aspects.load(resources)
    return tuple(aspects.proposed(notice.read(path, resources), words) for path in paths)


def begin(
    notices: tuple[Notice, ...],
    year: int | None,
    agency: str,
    level: str,
    layout: str,
    resources: Resources,
) -> Start:
    """What a new data file starts from. InputError if year or level cannot be told."""
    number = _year(notices) if year is None else year
    if not EARLIEST <= number <= LATEST:
        raise InputError(f"--year {number}: 年度应为四位年份，如 2026")
    head = Head(number, layout, Locus("--layout" if layout else "--year"))
    chosen = layouts.choose(head, resources)
    agency = values.text(agency)
    known = {aspect.key for aspect in chosen.aspects}
    level = level or level_of(agency, resources)
    if not level:
        raise InputError(
            "请用 --level 写明层级：省级政府、市级政府、县级政府、乡级政府、部门之一，"
            "该问哪些指标由它确定"
        )
    return Start(
        number, chosen, agency, level, tuple(aspects.within(entry, known) for entry in notices)
    )


def _year(notices: Sequence[Notice]) -> int:
    """The year of the notices, if they agree on one."""
    years = {year for entry in notices for year in entry.years}
    if len(years) > 1:
        told = "、".join(str(year) for year in sorted(years))
        raise InputError(f"通知写了几个年度（{told}），请用 --year 写明报告的年度")
    if not years:
        raise InputError("请用 --year 写明报告的年度" + ("，通知里没有读到" if notices else ""))
    return years.pop()
