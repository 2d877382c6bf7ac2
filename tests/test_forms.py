"""Forms: geometry, labels, merges of the statutory tables."""

import docx
import pytest

from gkdraft.layout import loading
from gkdraft.layout.equations import Identity
from gkdraft.layout.form import Form, FormNode
from gkdraft.layout.resources import Resources
from gkdraft.prose.tables import compose_grid
from gkdraft.report.figures import Figures
from helpers.reports import JIANGLIN, shared

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LAYOUT = loading.load_layout("2021", Resources())


def official_tables() -> list[list[list[tuple[str, int, str | None]]]]:
    document = docx.Document(str(shared("corpus/rules-2021-official-template.docx")))
    return [
        [
            [
                (
                    "".join(t.text or "" for t in cell.iter(f"{W}t")).strip(),
                    cell.grid_span,
                    cell.vMerge,
                )
                for cell in row.tc_lst
            ]
            for row in table._tbl.tr_lst
        ]
        for table in document.tables
    ]


def test_the_2021_tables_have_exactly_the_labels_and_merges_of_the_official_blank_form() -> None:
    ours = [
        [
            [
                (
                    c.text,
                    c.colspan,
                    "continue" if c.continues else "restart" if c.rowspan > 1 else None,
                )
                for c in row
            ]
            for row in compose_grid(form, Figures()).rows
        ]
        for form in LAYOUT.forms.values()
    ]
    assert ours == official_tables()


def test_every_table_fits_the_156_mm_of_the_text_block() -> None:
    for form in LAYOUT.forms.values():
        assert sum(compose_grid(form, Figures()).widths) == pytest.approx(156)


def test_every_row_of_a_grid_covers_every_column_once() -> None:
    for form in LAYOUT.forms.values():
        grid = compose_grid(form, Figures())
        for row in grid.rows:
            covered = [c for cell in row for c in range(cell.column, cell.column + cell.colspan)]
            assert covered == list(range(len(grid.widths)))


def test_an_identity_that_names_no_row_of_the_form_is_refused() -> None:
    rows = (FormNode(key="甲"), FormNode(key="乙"))
    column = FormNode(label="数", children=(FormNode(key="一"), FormNode(key="二")))
    with pytest.raises(ValueError, match="勾稽关系里的名称在表中找不到"):
        Form(
            key="表",
            name="表",
            widths=(10, 10),
            blocks=({"columns": (column,), "rows": rows},),
            identities=(Identity(code="GK199", each="column", equation="甲 = 丙"),),
        )


def test_missing_figures_are_empty_cells_and_zeros_are_printed() -> None:
    figures = Figures(completed={"复议诉讼.行政复议.结果维持": 0})
    row = compose_grid(LAYOUT.forms["review"], figures).rows[-1]
    assert [cell.text for cell in row] == ["0", *[""] * 14]


def test_the_example_is_where_the_tests_expect_it() -> None:
    assert JIANGLIN.is_file()
