"""A session of the wizard for a data file given as text; a table as it comes from Excel."""

from gkdraft.base.places import Plain
from gkdraft.base.yaml_reading import parse_yaml
from gkdraft.layout import loading
from gkdraft.layout.resources import Resources
from gkdraft.report import datafile
from gkdraft.wizard.answers.contents import Contents
from gkdraft.wizard.answers.problem_words import Words
from gkdraft.wizard.answers.session import Session
from gkdraft.wizard.questions.book import Book
from gkdraft.wizard.questions.questionnaire import Questionnaires
from gkdraft.wizard.table.grid import EntryGrid
from gkdraft.wizard.table.sheet import find_sheet
from helpers.reports import TAICANG

RESOURCES = Resources()
QUESTIONNAIRES = loading.load_spec(Questionnaires, "questionnaires.yaml", RESOURCES)
WORDS = loading.load_spec(Words, "problems.yaml", RESOURCES)
TOWN = '年度: 2026\n格式: "2021"\n机关:\n  名称: 江临市城东镇人民政府\n  层级: 乡级政府\n'


def opened(text: str) -> Session:
    """A session for a data file."""
    parsed = parse_yaml(text, "x.yaml")
    layout = loading.choose_layout(datafile.read_head(parsed), RESOURCES)
    return Session(Contents(Book(layout, QUESTIONNAIRES), parsed.data))


def trimmed(data: Plain) -> Plain:
    """Data without the line end that closes a block of prose."""
    if isinstance(data, dict):
        return {key: trimmed(value) for key, value in data.items()}
    if isinstance(data, tuple):
        return tuple(trimmed(item) for item in data)
    return data.rstrip("\n") if data else data


TABLE3 = find_sheet(opened(TOWN).book.layout.form_by_key["申请情况"])
TABLE4 = find_sheet(opened(TOWN).book.layout.form_by_key["复议诉讼"])
assert TABLE3
assert TABLE4
_TAICANG = opened(TAICANG.read_text(encoding="utf-8"))
CELLS = _TAICANG.list_cells(TABLE3.form)
START = (*TABLE3.rows[0], TABLE3.columns[0])


def block(with_labels: bool, with_totals: bool, end: str) -> str:
    """Table three of 太仓 as Excel puts it on the clipboard."""
    grid = EntryGrid(TABLE3, CELLS, {})
    lines = []
    for row in TABLE3.rows:
        names = [n for n in TABLE3.columns if with_totals or n != "总计"]
        keys = [".".join(("申请情况", *row, name)) for name in names]
        cells = [str(grid.figures.completed[key]) for key in keys]
        lines.append("\t".join([*([TABLE3.row_label(row)] if with_labels else []), *cells]))
    return end.join(lines) + end
