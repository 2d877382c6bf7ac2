"""勾稽关系: what is balanced is silent, one wrong figure names its row and column."""

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from gkdraft.layout import loading
from gkdraft.layout.resources import Resources
from gkdraft.pipeline import compose
from gkdraft.rules.findings import Finding
from helpers.fuzzing import examples
from helpers.reports import codes, drafted, patched

FORM = loading.load_layout("2021", Resources()).forms["requests-2021"]
COLUMNS = FORM.children[("本年新收",)]
INPUTS = COLUMNS[:-1]
OUTCOMES = [
    key
    for key in dict.fromkeys(cell.key[:-1] for cell in FORM.cells)
    if key[0] not in ("本年新收", "上年结转", "总计", "结转下年度")
]
counts = st.integers(0, 400)


@st.composite
def balanced(draw: st.DrawFn) -> dict[tuple[str, ...], int]:
    """All figures of table three, totals typed, balanced."""
    cells = {(*row, column): draw(counts) for row, column in product(OUTCOMES, INPUTS)}
    for column in INPUTS:
        done = sum(cells[*row, column] for row in OUTCOMES)
        left = draw(counts)
        carried = draw(st.integers(0, done + left))
        cells["总计", column] = done
        cells["结转下年度", column] = left
        cells["上年结转", column] = carried
        cells["本年新收", column] = done + left - carried
    for row in {key[:-1] for key in cells}:
        cells[*row, "总计"] = sum(cells[*row, column] for column in INPUTS)
    return cells


def find_arithmetic(cells: dict[tuple[str, ...], int]) -> list[Finding]:
    changes = {"申请情况": None} | {f"申请情况.{'.'.join(k)}": v for k, v in cells.items()}
    result = compose(patched(changes), Resources())
    # last year's figures of the example are not those of a table that was drawn
    return [f for f in result.findings if f.code.startswith("GK1")]


@examples(40)
@given(balanced())
def test_balanced_tables_with_typed_totals_fire_nothing(cells: dict[tuple[str, ...], int]) -> None:
    assert find_arithmetic(cells) == []


@examples(60)
@given(balanced(), st.sampled_from([c.key for c in FORM.cells]), counts)
def test_one_wrong_figure_of_a_table_with_totals_is_one_line_with_its_cell_and_value(
    cells: dict[tuple[str, ...], int], key: tuple[str, ...], shift: int
) -> None:
    (finding,) = find_arithmetic({**cells, key: cells[key] + shift + 1})
    assert (finding.path, finding.expected) == (("申请情况", *key), cells[key])


@examples(30)
@given(balanced())
def test_totals_that_are_left_out_are_computed_as_they_would_be_typed(
    cells: dict[tuple[str, ...], int],
) -> None:
    typed = {k: v for k, v in cells.items() if k not in FORM.computed}
    changes = {"申请情况": None} | {f"申请情况.{'.'.join(k)}": v for k, v in typed.items()}
    figures = compose(patched(changes), Resources()).draft.figures
    assert {k: figures.get(f"申请情况.{'.'.join(k)}") for k in cells} == cells


def test_an_unbalanced_column_names_table_column_both_sides_and_the_difference() -> None:
    result = drafted({"申请情况.结转下年度": [15, 2, 0, 0, 1, 1]})
    assert [str(f) for f in result.findings if f.code == "GK101"] == [
        f"{result.findings[0].locus.file}:36:3: GK101 错误 表三[自然人] "
        "本年新收 + 上年结转 = 507，总计 + 结转下年度 = 506，相差 1"
    ]


def test_a_wrong_typed_total_is_reported_and_the_sum_is_printed() -> None:
    result = drafted({"申请情况.本年新收": [486, 37, 2, 3, 14, 5, 550]})
    (finding,) = result.findings
    assert (finding.code, finding.expected) == ("GK103", 547)
    assert result.draft.figures.get("申请情况.本年新收.总计") == 547


def test_missing_figures_never_become_arithmetic_errors() -> None:
    result = drafted({"申请情况.予以公开": None})
    assert {code for code in codes(result) if code.startswith("GK1")} == set()
    assert "GK001" in codes(result)
