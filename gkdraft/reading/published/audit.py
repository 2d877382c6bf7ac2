"""Published reports checked: their faults are listed, nothing is mended."""

from collections.abc import Iterator
from dataclasses import replace

from gkdraft import rules
from gkdraft.base.places import Locus, spell_path
from gkdraft.layout import loading
from gkdraft.layout.form import Form, Key
from gkdraft.layout.resources import Resources
from gkdraft.reading.published import Published
from gkdraft.reading.published.ledger import BLANK
from gkdraft.report import intake
from gkdraft.report.draft import Draft
from gkdraft.rules.findings import Finding, Severity

LATEST_LAYOUT = "2021"


def draft_published(report: Published, resources: Resources) -> Draft:
    """The figures of a published report as a draft has them, totals as printed."""
    layout = loading.load_layout(report.layout or LATEST_LAYOUT, resources)
    trees = {form.key: _tree(form, (), report) for form in report.forms.values()}
    data = {"年度": str(report.year), "机关": {"名称": report.agency}, **trees}
    return intake.read_draft(data, replace(layout, forms=report.forms), {})


def check_published(report: Published, resources: Resources) -> Iterator[Finding]:
    """The faults of a published report: cells left blank, identities that do not hold."""
    draft = draft_published(report, resources)
    for finding in (*_blank(report), *rules.check_arithmetic(draft)):
        figure = report.figures.get(spell_path(finding.path))
        place = f"（{figure.place}）" if figure and figure.place else ""
        yield replace(finding, message=finding.message + place, locus=Locus(report.name))


def _blank(report: Published) -> Iterator[Finding]:
    for form in report.forms.values():
        cells = [
            cell
            for cell in report.unread
            if cell.key.startswith(f"{form.key}.") and cell.reason.startswith(BLANK)
        ]
        if cells:
            first = cells[0].key.partition(".")[2]
            message = f"{form.name} {len(cells)} 格没有数（[{first}]等），没有发生的应当写 0"
            yield Finding("GK001", Severity.ERROR, message, (form.key,))


def _tree(form: Form, key: Key, report: Published) -> object:
    if key in form.by_key:
        figure = report.figures.get(".".join((form.key, *key)))
        return None if figure is None else figure.text
    return {name: _tree(form, (*key, name), report) for name in form.children[key]}
