"""A statutory table to fill in: this year's figures, room for those missing, last year's below."""

from collections.abc import Iterable, Iterator

from gkdraft.base.places import spell_path
from gkdraft.layout.form import Form, FormNode
from gkdraft.prose.document import Grid, GridCell
from gkdraft.prose.tables import compose_grid
from gkdraft.report.figures import PRIOR
from gkdraft.report.model import SKIP
from gkdraft.report.printing import print_number
from gkdraft.wizard.paper.paper import Paper
from gkdraft.wizard.paper.tables import WIDTHS, WRITTEN
from gkdraft.wizard.questions.question import Question
from gkdraft.wizard.table.sheet import Cells

LABEL_WIDTH, FIGURE_WIDTH = 36.0, 14.0
"""Columns of a form that the report does not print, mm."""
COMPUTED = "—"
"""Stands in a total that cannot be added up yet: nobody has to write it."""


def compose_sheet(paper: Paper, form: Form) -> Grid:
    """The form as the report prints it, as wide as the page."""
    widths = form.widths or (*[LABEL_WIDTH] * form.label_columns, FIGURE_WIDTH)
    scale = sum(WIDTHS) / form.model_copy(update={"widths": widths}).width
    fitted = form.model_copy(update={"widths": tuple(width * scale for width in widths)})
    grid = compose_grid(fitted, paper.session.draft.figures, hints=not paper.answered)
    filled = paper.session.list_cells(form)
    rows, heights = [], []
    for row in grid.rows:
        cells = [_fill_cell(paper, form, filled, cell) for cell in row]
        missing = [cell for cell in cells if cell.key and not cell.text]
        heights.append(WRITTEN if missing and not paper.answered else 0.0)
        rows.append(tuple(cells))
    return grid._replace(rows=tuple(rows), heights=tuple(heights))


def _fill_cell(paper: Paper, form: Form, filled: Cells, cell: GridCell) -> GridCell:
    """A figure as the data file has it, with last year's; labels stay as they are."""
    key = tuple(cell.key.split(".")[1:])
    if not key:
        return cell
    figures = paper.session.draft.figures
    text = print_number(figures.claimed(cell.key))
    if not text and key in form.computed:
        text = COMPUTED
    elif filled.get(key) == SKIP:
        text = "不填"
    return cell._replace(text=text, remark=print_number(figures.get(f"{PRIOR}.{cell.key}")))


def explain_sheet(paper: Paper, question: Question, form: Form) -> Iterator[str]:
    """What to know before a table is filled in or read, a line each."""
    told = []
    if paper.session.list_cells(form, prior=True):
        told.append(f"数下面的小字是{paper.year - 1}年的")
    if form.computed and not paper.answered:
        told.append(f"画“{COMPUTED}”的是合计，由程序算，不用填")
    if told:
        yield f"{'；'.join(told)}。"
    rules = list(_list_rules(form))
    if rules and not paper.answered:
        yield f"填报口径：{'；'.join(rules)}。"
    for fault in paper.list_faults(question):
        yield f"认不出：{form.name}[{spell_path(fault.path[1:])}]，{fault.message}。"


def _list_rules(form: Form) -> Iterator[str]:
    """The counting rules of columns: those that share one are named together."""
    named: dict[str, list[str]] = {}
    for block in form.blocks:
        for column in _list_nodes(block.columns):
            if column.hint:
                named.setdefault(column.hint, []).append(column.text)
    for rule, names in named.items():
        yield f"{'、'.join(dict.fromkeys(names))}：{rule}"


def _list_nodes(nodes: Iterable[FormNode]) -> Iterator[FormNode]:
    """Nodes and all below them."""
    for node in nodes:
        yield node
        yield from _list_nodes(node.children)
