"""生成 in the wizard beside an edited draft: merged into it, instead of a second one."""

from pathlib import Path

import pytest

from gkdraft.wizard.file.sitting import Sitting
from gkdraft.wizard.run import Wizard
from gkdraft.wizard.screens.merging import MergingPages
from helpers.guide_onto import EDITED, make_example
from helpers.merging import merge, read_cells
from helpers.office import list_tracked
from helpers.prompting import ENTER, answering

MERGE, WRITE, TRACK, LEAVE = (f"{digit}{ENTER}" for digit in (2, 1, 2, 3))


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The guide's example: the data changed while the draft was being edited."""
    return make_example(tmp_path)


def list_names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def walk(data: Path, *keys: str) -> list[str]:
    """What is shown on the way; pages of the list are turned to the last."""
    with answering(*keys) as terminal:
        wizard = Wizard(Sitting(data), terminal)
        wizard.build()
        return [*terminal.seen, wizard.sitting.said]


def count_pages(data: Path) -> int:
    seen = walk(data, MERGE, LEAVE)
    found = [int(page.split("共 ")[1].split(" 页")[0]) for page in seen if "第 1 页" in page]
    return found[0] if found else 1


def turn(data: Path) -> list[str]:
    """The keys up to the last page, where 下一页 is no choice any more."""
    return [f"1{ENTER}"] * (count_pages(data) - 1)


def test_the_edited_draft_is_offered_before_a_second_one(data: Path) -> None:
    before = list_names(data.parent)
    seen = walk(data, *[MERGE, *turn(data), LEAVE])
    told = "".join(seen)
    assert any(EDITED in page for page in seen)
    assert "37 → 43" in told
    assert "生成时 9，数据现在 11，稿子现在 13" in told
    assert list_names(data.parent) == before


def test_what_is_chosen_to_be_written_is_in_the_draft_and_the_old_one_beside_it(
    data: Path,
) -> None:
    draft = data.parent / EDITED
    before = draft.read_bytes()
    seen = walk(data, *[MERGE, *turn(data), WRITE])
    assert "已并入" in seen[-1]
    assert read_cells(data, draft)["表三 本年新收·总计"] == "557"
    (kept,) = data.parent.glob("*并入前*")
    assert kept.read_bytes() == before
    assert not merge(data, draft).written.is_changed


def test_tracked_changes_are_the_programs(data: Path) -> None:
    walk(data, *[MERGE, *turn(data), TRACK])
    tracked = list_tracked(data.parent / EDITED)
    assert ("ins", "gkdraft", "43") in tracked
    assert ("del", "gkdraft", "37") in tracked


def test_a_draft_that_cannot_be_merged_into_is_told_in_one_line(data: Path) -> None:
    (data.parent / EDITED).write_bytes(b"PK\x03\x04")
    with answering() as terminal:
        wizard = Wizard(Sitting(data), terminal)
        MergingPages(wizard.sitting, terminal).run(data.parent / EDITED)
    assert "不是完整的 Word 文件" in wizard.sitting.said
    assert "\n" not in wizard.sitting.said
