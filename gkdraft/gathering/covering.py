"""The covering list 分发清单: which office got what, until when; room for when it came back."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from gkdraft.gathering.offices import Office
from gkdraft.gathering.workbooks import Desk
from gkdraft.messages import say
from gkdraft.render.workbook import Sheet, SheetCell, place_table, render_workbook
from gkdraft.report.printing import print_date

NAME = "分发清单"
_WIDTHS = (6, 24, 40, 10, 16, 40, 14)
_ROLES = ("center", "label", "label", "center", "center", "label", "text")


class CoveringRow(NamedTuple):
    """What one office is asked for, and the file it got."""

    office: str
    items: str
    tasks: int
    due: str
    file: str

    @property
    def told(self) -> str:
        """表二、表四；任务 3 项；12月20日前."""
        tasks = say("任务 {count} 项", count=self.tasks) if self.tasks else ""
        due = say("{due}前报回", due=self.due) if self.due else ""
        return "；".join(filter(None, (self.items, tasks, due)))


def compose_covering(desk: Desk, files: Sequence[str]) -> list[CoveringRow]:
    """A row an office, in the order of their files."""
    rows = []
    for office, file in zip(desk.roster.offices.values(), files, strict=True):
        due = desk.roster.find_due(office.name)
        items = "、".join(_list_items(desk, office))
        rows.append(
            CoveringRow(office.name, items, len(office.tasks), print_date(due) if due else "", file)
        )
    return rows


def _list_items(desk: Desk, office: Office) -> Iterator[str]:
    """What it fills in, by the names that the report has for it."""
    forms = desk.paper.session.book.layout.form_by_key
    for place in office.places:
        form = forms.get(str(place[0]))
        if form is not None:
            name = "·".join(map(str, place[1:]))
            yield f"{form.name}（{name}）" if name else form.name
        else:
            yield str(place[-1])


def render_covering(desk: Desk, rows: Sequence[CoveringRow]) -> bytes:
    """The list as an .xlsx, not protected: it is kept up to date by hand."""
    heads = ("序号", "单位", "填报内容", "任务", "期限", "文件", "报回日期")
    cells = [SheetCell(1, 1, f"{desk.title}填报{NAME}", "title", len(heads))]
    cells += [SheetCell(3, column, head, "head") for column, head in enumerate(heads, 1)]
    values = []
    for number, row in enumerate(rows, 1):
        values.append((number, row.office, row.items, row.tasks or None, row.due, row.file, None))
    cells += place_table(values, 4, _ROLES)
    sheet = Sheet(NAME, tuple(cells), _WIDTHS, (), True, 3, protected=False)
    return render_workbook([sheet], f"{desk.title}{NAME}", desk.resources)
