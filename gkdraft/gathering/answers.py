"""What is asked beside the statutory tables as sheets: indicators and texts, tasks, problems."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from gkdraft.base.places import DataPath
from gkdraft.base.plain_data import look_up
from gkdraft.gathering.offices import Roster
from gkdraft.render.workbook import Content, Entry, Sheet, SheetCell
from gkdraft.report.model import Problem, Task
from gkdraft.report.model_gathering import DIVISION
from gkdraft.report.tasks import PlacedTask
from gkdraft.wizard.answers.reply import show_value
from gkdraft.wizard.paper.paper import Paper
from gkdraft.wizard.questions.fields import ask_field, list_aliases
from gkdraft.wizard.questions.question import Question
from gkdraft.wizard.questions.tasks import TASKS
from gkdraft.wizard.screens.card import compose_example

PROBLEMS = "存在问题"
INDICATORS_SHEET, TASKS_SHEET = "指标和文字", "要点任务"
HEAD = 3
"""The row of the heads, below the title and how it is filled in."""
FEWEST_PROBLEMS = 3
LONGEST_PRIOR = 60
"""Characters of last year's answer."""
_ENTRIES: Mapping[str, Entry] = {"count": "count", "amount": "amount", "change": "change"}


class Column(NamedTuple):
    """A column of a table: its head, how wide it is (characters), the role of its cells."""

    head: str
    width: float
    role: str


def compose_questions(
    paper: Paper, questions: Sequence[Question], owns: Callable[[DataPath], bool]
) -> Sheet | None:
    """Indicators and texts, a row each, below the title of their part; None if there are none.

    Last year's stand beside those that nobody else fills in.
    """
    if not questions:
        return None
    year = paper.year
    columns = (
        Column("序号", 6, "center"), Column("题", 30, "label"), Column("单位", 8, "center"),
        Column(f"{year}年", 26, "entry"), Column(f"{year - 1}年", 18, "prior_text"),
        Column("填报口径", 44, "prior_text"),
    )  # fmt: skip
    table = _Table(columns, "只填浅黄色的格，没有的填 0；几项的写成：名称 数，名称 数")
    titles = {block.key: block.title for block in paper.session.blocks}
    block = None
    for number, question in enumerate(questions, 1):
        if question.block != block:
            block = question.block
            table.put_group(titles.get(block, block))
        table.put_row(_list_question(paper, question, number, owns(question.path)))
        kind = "count" if question.kind == "count" else _ENTRIES.get(question.kind, "")
        table.mark_last(4, kind, question.options if question.kind == "choice" else ())
        if question.kind in ("prose", "text"):
            table.cells[-3] = table.cells[-3]._replace(role="text")
    return table.close(INDICATORS_SHEET, f"{year}年{INDICATORS_SHEET}")


def _list_question(paper: Paper, question: Question, number: int, is_owned: bool) -> list[Content]:
    example = compose_example(question)
    told = "；".join(filter(None, (question.hint, example)))
    value = show_value(paper.session.find_value(question))
    is_figure = question.is_number and value.isascii() and value.isdigit()
    shown: Content = int(value) if is_figure else value or None
    prior = paper.tell_prior(question, LONGEST_PRIOR) if is_owned else ""
    return [number, question.label, question.unit, shown, prior, told]


def compose_tasks(paper: Paper, tasks: Sequence[PlacedTask], roster: Roster) -> Sheet | None:
    """Tasks with demand and deadline, room for what was done; None if there are none."""
    if not tasks:
        return None
    columns = (
        Column("序号", 7, "center"), Column("任务", 26, "label"), Column("要求", 40, "label"),
        Column("牵头单位", 13, "label"), Column("时限", 11, "label"), Column("状态", 9, "entry"),
        Column("落实情况", 40, "text"), Column("数据", 18, "text"), Column("依据", 20, "text"),
    )  # fmt: skip
    states = ask_field(("状态",), "状态", Task).options
    table = _Table(
        columns, "落实情况写做了什么、数、成果；数据写成：项目 数 单位，如 意见征集 12 期"
    )
    notice = None
    for entry in tasks:
        if entry.notice is not notice:
            notice = entry.notice
            table.put_group("　".join(filter(None, (notice.title, notice.number))))
        table.put_row(list(_list_task(paper, entry, roster)))
        table.mark_last(6, "", states)
    return table.close(TASKS_SHEET, f"{paper.year}年{TASKS_SHEET}落实情况", landscape=True)


def _list_task(paper: Paper, entry: PlacedTask, roster: Roster) -> Iterator[Content]:
    task = entry.task
    yield task.number or None
    yield task.title
    yield task.demand.strip()
    yield "、".join(roster.list_owners(entry) or task.lead or task.responsible)
    yield task.deadline
    for key in ("状态", "落实情况", "数据", "依据"):
        yield _show(paper, (*entry.path, key))


def _show(paper: Paper, path: DataPath) -> Content:
    """What stands at a place, with the figures it refers to."""
    value = look_up(paper.session.data, path)
    return paper.spell(show_value(value)) if value else None


def compose_problems(paper: Paper) -> Sheet:
    """Problems with what is done about them, those that are there and room for more."""
    names = [name for name in list_aliases(Problem) if name != "上年问题"]
    widths = {"问题": 36, "改进": 36, "责任单位": 14, "时限": 14, "进展": 10}
    columns = [Column("序号", 6, "center")]
    columns += [Column(name, widths.get(name, 24), "text") for name in names]
    table = _Table(
        tuple(columns), "一行一个问题：什么事、多少、在哪里；改进写谁、什么时候前、做什么"
    )
    progress = ask_field(("进展",), "进展", Problem).options
    found = look_up(paper.session.data, (PROBLEMS,))
    entries = found if isinstance(found, tuple) else ()
    for number in range(max(len(entries) + 1, FEWEST_PROBLEMS)):
        values = [_show(paper, (PROBLEMS, number, name)) for name in names]
        table.put_row([number + 1, *values])
        table.mark_last(names.index("进展") + 2, "", progress)
    return table.close(PROBLEMS, f"{paper.year}年{PROBLEMS}和改进情况", landscape=True)


def list_indicators(
    questions: Iterable[Question], wanted: Callable[[DataPath], bool]
) -> list[Question]:
    """What is asked that stands in no table of its own, and is wanted."""
    found: list[Question] = []
    for question in questions:
        is_row = question.is_asked and question.form is None and not question.record
        is_listed = question.path[:1] in ((TASKS,), (PROBLEMS,), (DIVISION,))
        if is_row and not is_listed and wanted(question.path):
            found.append(question)
    return found


class _Table:
    """A table that grows row by row."""

    def __init__(self, columns: Sequence[Column], line: str) -> None:
        self.columns, self.line = tuple(columns), line
        self.cells: list[SheetCell] = []
        self.row = HEAD
        for number, column in enumerate(columns, 1):
            self.cells.append(SheetCell(HEAD, number, column.head, "head"))

    def put_group(self, title: str) -> None:
        """What the rows below it are about."""
        self.row += 1
        self.cells.append(SheetCell(self.row, 1, title, "group", len(self.columns)))

    def put_row(self, values: Sequence[Content]) -> None:
        self.row += 1
        for number, (column, value) in enumerate(zip(self.columns, values, strict=True), 1):
            self.cells.append(SheetCell(self.row, number, value, column.role))

    def mark_last(self, column: int, entry: Entry, options: Sequence[str]) -> None:
        """What may be typed into a cell of the last row."""
        at = column - len(self.columns) - 1
        self.cells[at] = self.cells[at]._replace(entry=entry, options=tuple(options))

    def close(self, title: str, heading: str, landscape: bool = False) -> Sheet:
        """The whole sheet."""
        wide = len(self.columns)
        head = (
            SheetCell(1, 1, heading, "title", wide),
            SheetCell(2, 1, self.line, "note", wide),
        )
        widths = tuple(column.width for column in self.columns)
        return Sheet(title, (*head, *self.cells), widths, (), landscape or wide > 5, HEAD)
