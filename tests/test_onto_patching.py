"""Changes of an edited .docx: the text is the new one, and nothing else is touched."""

import random
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from helpers.patching import (
    AUTHOR,
    Change,
    change_at_random,
    check_anchors,
    check_ids,
    check_untouched,
    expect,
    list_texts,
    patch,
    reject,
    reread,
)
from hypothesis import given
from hypothesis import strategies as st

from gkdraft.pipeline import draft_report
from gkdraft.reading.edited import EditedDocument, read_edited
from helpers.fuzzing import examples
from helpers.reports import ROOT, SHARED

FIXTURES = [*sorted(ROOT.glob("fixtures/*.yaml")), ROOT / "fixtures/jianglin-2026/2026.yaml"]
SAVED = [ROOT / "bench/office-saved.docx"]
REAL = sorted(SHARED.rglob("*.docx"))


@cache
def drafted(path: Path) -> EditedDocument:
    return save(draft_report(path).render(".docx"))


def save(data: bytes) -> EditedDocument:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "稿.docx"
        path.write_bytes(data)
        return read_edited(path)


def check(document: EditedDocument, changes: Sequence[Change], author: str) -> None:
    main = patch(document, changes, author)
    new = reread(document, main)
    assert list_texts(new) == expect(document, changes)
    check_untouched(document, main, changes)
    check_ids(main)
    check_anchors(document, new, changes)
    if author:
        assert list_texts(reread(document, reject(main, author))) == list_texts(document)


@examples(40)
@given(
    path=st.sampled_from(FIXTURES), seed=st.integers(0, 2**32), author=st.sampled_from(["", AUTHOR])
)
def test_a_draft_says_what_it_is_changed_to(path: Path, seed: int, author: str) -> None:
    document = drafted(path)
    check(document, change_at_random(document, random.Random(seed), 6), author)
