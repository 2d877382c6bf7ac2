"""How a year begins: notices become tasks, tasks and a layout become a new data file.

What is refused is said without a word of options or pages: `StartError.about` names what to give
otherwise, for whoever asks to call it as it is called there.
"""

from collections.abc import Sequence
from pathlib import Path

from gkdraft.base import scalars
from gkdraft.base.places import Locus
from gkdraft.errors import InputError
from gkdraft.layout import loading
from gkdraft.layout.layout import Layout
from gkdraft.layout.loading import ReportHead
from gkdraft.layout.resources import Resources
from gkdraft.messages import Message, say
from gkdraft.newyear.carry_over import Prior
from gkdraft.newyear.start import Start
from gkdraft.reading import published
from gkdraft.reading.notices import aspects
from gkdraft.reading.published import Published
from gkdraft.reading.recognition import read_documents
from gkdraft.report.agency import find_level
from gkdraft.report.datafile import EARLIEST, LATEST
from gkdraft.report.model import Notice


class StartError(InputError):
    """What is given does not make a start; `about` names what to give otherwise, as options do."""

    def __init__(self, message: Message, *about: str) -> None:
        super().__init__(message)
        self.about = about


def read_notices(paths: Sequence[Path], resources: Resources) -> tuple[Notice, ...]:
    """The tasks of notices, each with the aspect it seems to belong to. InputError for a report."""
    if not paths:
        return ()
    found = read_documents(paths, resources)
    for report in found.reports:
        raise StartError(say("{name}: 这是年度报告，不是工作要点通知", name=report.name), "prior")
    return found.notices


def read_prior(path: Path, resources: Resources) -> Published:
    """Last year's report, to begin this year's with. InputError if it is none."""
    return published.read_published(path, resources)


def open_year(
    notices: tuple[Notice, ...],
    year: int | None,
    agency: str,
    level: str,
    layout: str,
    resources: Resources,
    prior: Published | None = None,
) -> Start:
    """What a new data file starts from. InputError if year, body or level cannot be told."""
    number = choose_year(notices, prior, year)
    chosen = choose_layout(number, layout, resources)
    agency = choose_agency(agency, prior)
    known = set(chosen.aspect_keys)
    level = level or find_level(agency, resources)
    if not level:
        raise StartError(
            say(
                "请写明层级：省级政府、市级政府、县级政府、乡级政府、部门之一，该问哪些指标由它确定"
            ),
            "level",
        )
    return Start(
        number,
        chosen,
        agency,
        level,
        tuple(aspects.limit_aspects(entry, known) for entry in notices),
        prior=Prior(prior, chosen) if prior else None,
    )


def choose_layout(year: int, name: str, resources: Resources) -> Layout:
    """The layout of that name, else the one of the year. InputError if there is none."""
    head = ReportHead(year, name, Locus("--layout" if name else "年度"))
    return loading.choose_layout(head, resources)


def choose_year(notices: Sequence[Notice], prior: Published | None, year: int | None) -> int:
    """The year of the report: as told, else the one after last year's, else the notices'.

    StartError if it cannot be told, is none that a report can have, or contradicts last year's.
    """
    number = _find_year(notices, prior, year)
    if not EARLIEST <= number <= LATEST:
        raise StartError(
            say(
                "{number}: 年度应在 {first} 至 {last} 之间",
                number=number, first=EARLIEST, last=LATEST,
            ),
            "year",
        )  # fmt: skip
    return number


def _find_year(notices: Sequence[Notice], prior: Published | None, year: int | None) -> int:
    last = prior.year if prior else 0
    if year is not None:
        if last and year != last + 1:
            raise StartError(
                say(
                    "报告是 {year} 年的，上年报告应是 {part} 年的，给的却是 {last} 年的",
                    year=year,
                    part=year - 1,
                    last=last,
                ),
                "year",
                "prior",
            )
        return year
    years: set[int] = set()
    for entry in notices:
        years.update(entry.years)
    if last:
        return _follow_prior(last, years)
    if len(years) > 1:
        raise StartError(
            say(
                "通知写了几个年度（{list_years}），请写明报告的年度",
                list_years=_list_years(years),
            ),
            "year",
        )
    if not years:
        raise StartError(
            say(
                "请写明报告的年度{explain_unread}",
                explain_unread=_explain_unread(notices, prior),
            ),
            "year",
        )
    return years.pop()


def _follow_prior(last: int, years: set[int]) -> int:
    """The year after last year's report, if the notices do not speak of another one."""
    if years and last + 1 not in years:
        raise StartError(
            say(
                "上年报告是 {last} 年的，新报告应为 {part} 年，"
                "通知却是 {list_years} 年的；请核对，写明报告的年度",
                last=last,
                part=last + 1,
                list_years=_list_years(years),
            ),
            "year",
            "prior",
        )
    return last + 1


def _explain_unread(notices: Sequence[Notice], prior: Published | None) -> str:
    if prior:
        return say("，上年报告里没有读到")
    return say("，通知里没有读到") if notices else ""


def _list_years(years: set[int]) -> str:
    return "、".join(map(str, sorted(years)))


def choose_agency(told: str, prior: Published | None) -> str:
    """The body: as told, else last year's. StartError if what is told is no name.

    What is told stands beside whatever was read: a name can be misread, and then only the person
    knows (Start.summary names both).
    """
    try:
        agency = scalars.read_text(told)
    except ValueError as error:
        raise StartError(say("机关名称{error}", error=error), "agency") from None
    return agency or (prior.agency if prior else "")
