"""How a year begins: notices become tasks, tasks and a layout become a new data file."""

from collections.abc import Sequence
from pathlib import Path

from gkdraft.base import scalars
from gkdraft.base.places import Locus
from gkdraft.errors import InputError
from gkdraft.layout import loading
from gkdraft.layout.loading import ReportHead
from gkdraft.layout.resources import Resources
from gkdraft.messages import say
from gkdraft.newyear.carry_over import Prior
from gkdraft.newyear.start import Start
from gkdraft.reading import published
from gkdraft.reading.notices import aspects
from gkdraft.reading.published import Published
from gkdraft.reading.recognition import read_documents
from gkdraft.report.agency import find_level
from gkdraft.report.datafile import EARLIEST, LATEST
from gkdraft.report.model import Notice


def read_notices(paths: Sequence[Path], resources: Resources) -> tuple[Notice, ...]:
    """The tasks of notices, each with the aspect it seems to belong to. InputError for a report."""
    if not paths:
        return ()
    found = read_documents(paths, resources)
    for report in found.reports:
        raise InputError(
            say(
                "{name}: 这是年度报告，不是工作要点通知；上年的报告写在 --prior 后面",
                name=report.name,
            )
        )
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
    number = _choose_year(notices, prior, year)
    if not EARLIEST <= number <= LATEST:
        raise InputError(say("--year {number}: 年度应为四位年份，如 2026", number=number))
    head = ReportHead(number, layout, Locus("--layout" if layout else "--year"))
    chosen = loading.choose_layout(head, resources)
    agency = _choose_agency(scalars.read_text(agency), prior)
    known = set(chosen.aspect_keys)
    level = level or find_level(agency, resources)
    if not level:
        raise InputError(
            say(
                "请用 --level 写明层级：省级政府、市级政府、县级政府、乡级政府、部门之一，"
                "该问哪些指标由它确定"
            )
        )
    return Start(
        number,
        chosen,
        agency,
        level,
        tuple(aspects.limit_aspects(entry, known) for entry in notices),
        prior=Prior(prior, chosen) if prior else None,
    )


def _choose_year(notices: Sequence[Notice], prior: Published | None, year: int | None) -> int:
    """The year of the report: as told, else the one after last year's, else the notices'."""
    last = prior.year if prior else 0
    if year is not None:
        if last and year != last + 1:
            raise InputError(
                say(
                    "--year {year}: 上年报告应是 {part} 年的，--prior 给的是 {last} 年的",
                    year=year,
                    part=year - 1,
                    last=last,
                )
            )
        return year
    years: set[int] = set()
    for entry in notices:
        years.update(entry.years)
    if last:
        return _follow_prior(last, years)
    if len(years) > 1:
        raise InputError(
            say(
                "通知写了几个年度（{list_years}），请用 --year 写明报告的年度",
                list_years=_list_years(years),
            )
        )
    if not years:
        raise InputError(
            say(
                "请用 --year 写明报告的年度{explain_unread}",
                explain_unread=_explain_unread(notices, prior),
            )
        )
    return years.pop()


def _follow_prior(last: int, years: set[int]) -> int:
    """The year after last year's report, if the notices do not speak of another one."""
    if years and last + 1 not in years:
        raise InputError(
            say(
                "--prior 是 {last} 年的报告，新报告应为 {part} 年，"
                "通知却是 {list_years} 年的；请核对，用 --year 写明报告的年度",
                last=last,
                part=last + 1,
                list_years=_list_years(years),
            )
        )
    return last + 1


def _explain_unread(notices: Sequence[Notice], prior: Published | None) -> str:
    if prior:
        return say("，上年报告里没有读到")
    return say("，通知里没有读到") if notices else ""


def _list_years(years: set[int]) -> str:
    return "、".join(map(str, sorted(years)))


def _choose_agency(agency: str, prior: Published | None) -> str:
    """The body: as told, else last year's. InputError if the two are different bodies."""
    if prior is None or not prior.agency:
        return agency
    # 市财政局 told for 江临市财政局 is the same body, and so is the full name of a short one
    is_same = not agency or agency in prior.agency or prior.short in agency
    if not is_same:
        raise InputError(
            say(
                "--agency {agency}: 上年报告是“{agency2}”的；请核对文件，"
                "机关确实改了名的，省略 --agency，建好后在数据文件里改",
                agency=agency,
                agency2=prior.agency,
            )
        )
    return agency or prior.agency
