"""Proposed aspects and merges agree with a person; how often is on a page."""

from pathlib import Path

import pytest

from gkdraft.layout.resources import Resources
from gkdraft.reading.notices import read_notice
from gkdraft.report.alike import propose_merges
from gkdraft.report.model import Report
from helpers import task_accuracy

needs_real = pytest.mark.skipif(not task_accuracy.has_real(), reason="needs the real notices")


@needs_real
def test_nine_aspects_of_ten_are_those_a_person_gives_and_hardly_one_is_wrong() -> None:
    scores = task_accuracy.score_aspects()
    wanted = sum(score.wanted for score in scores)
    assert sum(score.right for score in scores) >= 0.9 * wanted
    assert sum(score.wrong for score in scores) <= 0.03 * wanted


@needs_real
def test_four_of_five_tasks_that_two_notices_share_are_found_and_nine_of_ten_are_such() -> None:
    scores = task_accuracy.score_pairs()
    assert sum(s.right for s in scores) >= 0.8 * sum(s.wanted for s in scores) > 49
    assert sum(s.wrong for s in scores) <= 0.1 * sum(s.proposed for s in scores)


@needs_real
@pytest.mark.parametrize(("upper", "lower"), task_accuracy.list_pairs())
def test_all_that_is_proposed_for_two_notices_may_be_accepted(upper: str, lower: str) -> None:
    notices = (task_accuracy.read(upper), task_accuracy.read(lower))
    merged = {}
    for each in propose_merges(Report.model_validate({"要点": notices}), Resources()):
        assert each.entry.path[1] != each.target.path[1]
        merged[each.entry.key] = each.target.key
    assert not set(merged) & set(merged.values())


def test_rows_of_an_annex_are_proposed_for_the_tasks_of_the_body(tmp_path: Path) -> None:
    row = "<tr><td>{}</td><td>{}</td><td>县政府办公室</td></tr>"
    named = ["公布执法人员名单", "七日内公布处罚决定", "政府公报电子版同日上线", "修缮查阅大厅"]
    rows = "".join(row.format(number, title) for number, title in enumerate(named, 1))
    path = tmp_path / "要点.html"
    path.write_text(
        "<p>白石县2026年政务公开工作要点</p><p>一、推进公开</p>"
        "<p>（一）加强行政执法公示。公布执法人员名单。七日内公布处罚决定。</p>"
        "<p>（二）办好政府公报。电子版与纸质版同步。</p><p>附件：任务分解表</p>"
        f"<table><tr><th>序号</th><th>工作任务</th><th>责任单位</th></tr>{rows}</table>",
        encoding="utf-8",
    )
    report = Report.model_validate({"要点": (read_notice(path, Resources()),)})
    found = [(e.entry.task.title, e.target.task.title) for e in propose_merges(report, Resources())]
    assert found == [
        ("公布执法人员名单", "加强行政执法公示"),
        ("七日内公布处罚决定", "加强行政执法公示"),
        ("政府公报电子版同日上线", "办好政府公报"),
    ]


@needs_real
def test_the_page_tells_how_often_proposals_are_right(pytestconfig: pytest.Config) -> None:
    page = task_accuracy.PAGE.read_text(encoding="utf-8")
    made = task_accuracy.fill_page(page)
    if pytestconfig.getoption("--accept"):
        task_accuracy.PAGE.write_text(made, encoding="utf-8")
    assert page == made or pytestconfig.getoption("--accept")
