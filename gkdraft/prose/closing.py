"""The end of a report 落款: name and date where GB/T 9704 has them on a document without a seal."""

from collections.abc import Iterator

from gkdraft.prose.document import Closing, measure_width, plain_text
from gkdraft.prose.numbers import Gap, split_runs
from gkdraft.report.model import Report
from gkdraft.report.printing import print_date

# characters: free at the right, and by which the date begins further right than the name
MARGIN = SHIFT = 2


def compose_closing(report: Report) -> Iterator[Closing]:
    """The two lines, where the data file gives either of them."""
    given = report.closing
    if not (given.name or given.date):
        return
    missing = Gap("机关名称", "机关.名称")
    name = split_runs(given.name or report.agency.name or str(missing))
    date = split_runs(print_date(given.date) if given.date else str(Gap("成文日期", "落款.日期")))
    longer = measure_width(plain_text(name)) - measure_width(plain_text(date))
    # a date that is too long for its place keeps the margin, and the name moves with it
    right = max(MARGIN, longer)
    yield Closing("name", name, right + SHIFT - longer)
    yield Closing("date", date, right)
