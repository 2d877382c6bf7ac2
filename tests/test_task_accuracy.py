"""Proposed aspects and merges agree with a person; how often is on a page."""

import pytest

from gkdraft.layout.resources import Resources
from gkdraft.report.alike import propose_merges
from gkdraft.report.model import Report
from helpers import task_accuracy

pytestmark = pytest.mark.skipif(not task_accuracy.has_real(), reason="needs the real notices")


def test_nine_aspects_of_ten_are_those_a_person_gives_and_hardly_one_is_wrong() -> None:
    scores = task_accuracy.score_aspects()
    wanted = sum(score.wanted for score in scores)
    assert sum(score.right for score in scores) >= 0.9 * wanted
    assert sum(score.wrong for score in scores) <= 0.03 * wanted


def test_four_of_five_tasks_that_two_notices_share_are_found_and_nine_of_ten_are_such() -> None:
    scores = task_accuracy.score_pairs()
    assert sum(s.right for s in scores) >= 0.8 * sum(s.wanted for s in scores) > 49
    assert sum(s.wrong for s in scores) <= 0.1 * sum(s.proposed for s in scores)


@pytest.mark.parametrize(("upper", "lower"), task_accuracy.list_pairs())
def test_all_that_is_proposed_for_two_notices_may_be_accepted(upper: str, lower: str) -> None:
    notices = (task_accuracy.read(upper), task_accuracy.read(lower))
    merged = {}
    for each in propose_merges(Report.model_validate({"要点": notices}), Resources()):
        assert each.entry.path[1] != each.target.path[1]
        merged[each.entry.key] = each.target.key
    assert not set(merged) & set(merged.values())


def test_the_page_tells_how_often_proposals_are_right(pytestconfig: pytest.Config) -> None:
    page = task_accuracy.PAGE.read_text(encoding="utf-8")
    made = task_accuracy.fill_page(page)
    if pytestconfig.getoption("--accept"):
        task_accuracy.PAGE.write_text(made, encoding="utf-8")
    assert page == made or pytestconfig.getoption("--accept")
