"""Pull 收回改稿: what an editor changed comes back, and nothing else."""

from difflib import SequenceMatcher
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gkdraft.pipeline import draft_report
from gkdraft.reading.edited import read_edited
from gkdraft.revise.edited_passages import list_edited
from gkdraft.revise.pull import Pull
from gkdraft.revise.revision import Revision
from helpers.editing import Editor, edit_at_random

ROOT = Path(__file__).parent.parent
EXAMPLE = ROOT / "fixtures/jianglin-2026/2026.yaml"
FIXTURES = [EXAMPLE, *sorted((ROOT / "fixtures").glob("*.yaml"))]


def build(folder: Path, source: Path = EXAMPLE) -> tuple[Path, Path]:
    """A data file of one's own, and the draft it gives."""
    data, draft = folder / "2026.yaml", folder / "草稿.docx"
    data.write_bytes(source.read_bytes())
    draft.write_bytes(draft_report(data).render(".docx"))
    return data, draft


def sentences(path: Path) -> list[str]:
    """What a document says, sentence by sentence, ¶ between paragraphs; headings unnumbered."""
    found: list[str] = []
    for passage in list_edited(read_edited(path)):
        texts = [s.text for s in passage.sentences] if not passage.level else []
        found += [*(texts or [passage.passage.text]), "¶"]
    return found


def differences(pull: Pull, rebuilt: Path, edited: Path) -> list[str]:
    """What the rebuilt report says otherwise, but for what the pull itself names."""
    ours, theirs = sentences(rebuilt), sentences(edited)
    told = {one.text for one in pull.consequences}
    refused = "".join(c.now for c in pull.changes if not c.is_taken)
    left: list[str] = []
    for name, a, b, c, d in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        if name == "equal":
            continue
        left += [text for text in ours[a:b] if text not in told]
        if not any(text in told for text in ours[a:b]):
            left += [text for text in theirs[c:d] if text not in refused]
    return left


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
    revision = Revision(data)
    pull = revision.pull(edited)
    revision.apply([item for item in pull.items if item.change.is_taken])
    rebuilt = folder / "重新生成.docx"
    rebuilt.write_bytes(draft_report(data).render(".docx"))
    assert differences(Revision(data).pull(edited), rebuilt, edited) == []
    once = data.read_bytes()
    again = Revision(data)
    assert not again.apply([i for i in again.pull(edited).items if i.change.is_taken])
    assert data.read_bytes() == once
