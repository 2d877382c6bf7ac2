"""The data change while LibreOffice edits the draft: nothing is lost, every result is valid.

Seeds, kinds and counts of a longer run stand in docs/dev/round-trip.md.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from helpers.merging import count_changes, hand_out, merge, pull, set_figures
from helpers.office import edit, find_lack
from helpers.ooxml import BINARY, list_errors
from office.onto_stress import ROUNDS, Tally, Trial, judge, make_trials
from office.onto_stress import merge as merge_trial

pytestmark = [
    pytest.mark.office,
    pytest.mark.skipif(bool(find_lack()), reason=find_lack()),
]
SEEDS = range(700, 706)


@pytest.fixture(scope="module")
def trials(tmp_path_factory: pytest.TempPathFactory) -> tuple[Tally, list[str]]:
    """Documents edited, merged into, saved by LibreOffice; what a merge made invalid in them."""
    made = list(make_trials(SEEDS, tmp_path_factory.mktemp("onto")))
    assert not any(done["error"] for done in edit([trial.job() for trial in made]))
    tally, invalid = Tally(documents=len(made)), list[str]()
    for number in range(ROUNDS):
        for trial in made:
            before = list_errors(trial.edited) if BINARY.exists() else []
            merge_trial(trial, number, tally)
            invalid += list(_list_new(trial, before))
        assert not any(done["error"] for done in edit([trial.saving() for trial in made]))
        for trial in made:
            judge(trial, number, tally)
    return tally, invalid


def _list_new(trial: Trial, before: list[dict[str, Any]]) -> Iterator[str]:
    """The errors that LibreOffice had not made itself."""
    if not BINARY.exists():
        return
    for error in list_errors(trial.edited):
        if error not in before:
            yield f"seed {trial.seed}: {error}"


def test_the_editors_changes_are_all_there_and_no_other(trials: tuple[Tally, list[str]]) -> None:
    tally, _ = trials
    assert tally.asked > 0
    assert (tally.kept, tally.wrong) == (tally.asked, 0), tally.told


def test_the_datas_changes_arrive_or_are_told(trials: tuple[Tally, list[str]]) -> None:
    tally, _ = trials
    assert tally.arrived > 0
    assert (tally.lost, tally.rewritten) == (0, 0), tally.told


@pytest.mark.skipif(not BINARY.exists(), reason="npm install in tests/ooxml")
def test_every_result_is_valid(trials: tuple[Tally, list[str]]) -> None:
    assert trials[1] == []


@pytest.mark.parametrize("via", ["odt", "doc"])
def test_over_another_format_the_data_arrive_as_well(via: str, tmp_path: Path) -> None:
    data, edited = hand_out(tmp_path, lambda e: e.replace("举办培训4场", "组织培训4场"))
    paths = {"source": str(edited), "target": str(edited)}
    (done,) = edit([{"name": via, "ops": [], "via": via, **paths}])
    assert not done["error"]
    set_figures(
        data, {"申请情况.本年新收.商业企业": "43", "总体情况.监督保障.数据.培训人次": "700"}
    )
    pending = count_changes(pull(data, edited))
    made = merge(data, edited)
    assert made.plan.conflicts == []
    texts = "".join(one.now for one in made.plan.arrivals)
    assert "组织培训4场，700人次" in texts
    assert count_changes(pull(data, edited)) == pending
