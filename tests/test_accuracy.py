"""Published reports are read without a wrong cell; how many are not read is on a page."""

import pytest

from helpers import accuracy
from helpers.reports import SHARED, shared


@pytest.mark.parametrize("name", accuracy.REPORTS)
def test_no_cell_of_a_published_report_is_read_wrong(name: str) -> None:
    shared(name)
    found = accuracy.score(SHARED, name)
    assert found.wrong == {}
    assert found.right + len(found.missing) == found.printed


@pytest.mark.parametrize(
    "name",
    [
        "seeds/001_08caf9eb42603138.txt",
        "corpus/huaian-city-2024.pdf",
        "corpus/shanghai-office-2019.html",
        "corpus/anon-hangzhou-style-2025.html",
    ],
)
def test_every_cell_that_is_printed_in_full_is_read(name: str) -> None:
    shared(name)
    found = accuracy.score(SHARED, name)
    assert found.missing == {}
    assert found.right == found.printed > 50


@pytest.mark.parametrize("name", list(accuracy.SEEDS)[1:])
def test_applications_reviews_and_lawsuits_in_prose_are_read(name: str) -> None:
    shared(name)
    found = accuracy.score(SHARED, name)
    # 办结 of one report is the sum of its results: it is not printed
    wanted = [k for k in found.missing if "公开情况" not in k and not k.endswith("申请情况.办结")]
    assert wanted == []


def test_the_page_on_reading_tells_what_is_read_and_what_is_not(
    pytestconfig: pytest.Config,
) -> None:
    for name in accuracy.REPORTS:
        shared(name)
    page = accuracy.PAGE.read_text(encoding="utf-8")
    head, _, rest = page.partition(accuracy.BEGIN)
    _, _, tail = rest.partition(accuracy.END)
    made = f"{head}{accuracy.BEGIN}\n{accuracy.table(SHARED)}\n{accuracy.END}{tail}"
    if pytestconfig.getoption("--accept"):
        accuracy.PAGE.write_text(made, encoding="utf-8")
    assert page == made or pytestconfig.getoption("--accept")
