"""Pull 收回改稿: what an editor changed comes back, and nothing else."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gkdraft.revise.revision import Revision
from helpers.editing import Editor, edit_at_random
from helpers.reports import JIANGLIN, ROOT
from helpers.revising import build, take_all

FIXTURES = [JIANGLIN, *sorted((ROOT / "fixtures").glob("*.yaml"))]


@pytest.mark.parametrize("source", FIXTURES, ids=lambda path: path.stem)
def test_a_draft_that_nobody_touched_brings_nothing_back(source: Path, tmp_path: Path) -> None:
    data, draft = build(tmp_path, source)
    pull = Revision(data).pull(draft)
    assert pull.changes == ()
    assert pull.consequences == ()


@settings(max_examples=20)
@given(seed=st.integers(0, 10**6), count=st.integers(1, 5), anchors=st.booleans())
def test_taken_changes_give_the_editors_text_and_are_taken_once(
    tmp_path_factory: pytest.TempPathFactory, seed: int, count: int, anchors: bool
) -> None:
    folder = tmp_path_factory.mktemp("pull")
    data, draft = build(folder)
    editor = Editor(draft)
    edit_at_random(editor, seed, count)
    if not anchors:
        editor.drop_anchors()
    edited = editor.save(folder / "改稿.docx")
    assert take_all(data, edited) == []
    once = data.read_bytes()
    again = Revision(data)
    assert not again.apply([i for i in again.pull(edited).items if i.change.is_taken])
    assert data.read_bytes() == once
