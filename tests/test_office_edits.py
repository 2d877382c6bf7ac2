"""LibreOffice, driven by tests/office, makes the edits that it is asked for, and only those."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from gkdraft.base.package import unpack_parts
from gkdraft.pipeline import draft_report
from gkdraft.revise.revision import Revision
from helpers.editing import strip_draft
from helpers.office import Edit, list_comments, list_tracked, read_lines, read_part
from helpers.reports import JIANGLIN, ROOT, TAICANG
from helpers.revising import take_all
from office.chance import random_case
from office.edits import Case, fixed_cases
from office.recovery import recover

pytestmark = pytest.mark.office

WAYS = ("", "odt", "doc")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@dataclass(frozen=True)
class Edited:
    """The cases by name, the folder where each lies edited in every way, and what went wrong."""

    title: str
    cases: dict[str, Case]
    folder: Path
    errors: dict[str, str]

    def path(self, name: str, way: str = "") -> Path:
        """The document of a case."""
        key = f"{name} {way}"
        assert self.errors[key] == "", key
        return self.folder / f"{key}.docx"

    def expected(self, kind: str) -> Iterator[tuple[str, dict[str, Any]]]:
        """The cases of which something of a kind must be found, and what."""
        for name, case in self.cases.items():
            for known in case["expect"]:
                if known["kind"] == kind:
                    yield name, known


@pytest.fixture(scope="module")
def edited(office: Edit, tmp_path_factory: pytest.TempPathFactory) -> Edited:
    """All cases at once: LibreOffice takes longer to start than to edit."""
    result = draft_report(JIANGLIN)
    folder = tmp_path_factory.mktemp("edited")
    source = folder / "source.docx"
    source.write_bytes(result.render(".docx"))
    cases = fixed_cases(result.document)
    jobs = []
    for way in WAYS:
        jobs += [make_job(case, source, f"{case['name']} {way}", way) for case in cases]
    errors = {done["name"]: done["error"] for done in office(jobs)}
    return Edited(result.document.title, {case["name"]: case for case in cases}, folder, errors)


def make_job(case: Case, source: Path, name: str, way: str = "") -> dict[str, Any]:
    target = str(source.parent / f"{name}.docx")
    job = {"name": name, "source": str(source), "target": target}
    return {**job, "ops": case["ops"], "via": way}


def run(office: Edit, cases: list[Case], source: Path, title: str) -> None:
    """Does the cases and holds each against its text."""
    jobs = [make_job(case, source, case["name"]) for case in cases]
    for case, job, done in zip(cases, jobs, office(jobs), strict=True):
        assert done["error"] == "", case["name"]
        assert read_lines(Path(job["target"]), title) == case["text"], case["name"]


@pytest.mark.parametrize("way", WAYS)
def test_an_edit_gives_the_text_that_follows_from_it(edited: Edited, way: str) -> None:
    assert edited.cases
    wrong = []
    for name, case in edited.cases.items():
        if read_lines(edited.path(name, way), edited.title) != case["text"]:
            wrong.append(name)
    assert wrong == []


@pytest.mark.parametrize("is_bare", [False, True], ids=["anchored", "bare"])
@pytest.mark.parametrize("way", WAYS)
def test_every_edit_comes_back_and_no_other(edited: Edited, way: str, is_bare: bool) -> None:
    missed = []
    for name, case in edited.cases.items():
        path = strip_draft(edited.path(name, way)) if is_bare else edited.path(name, way)
        recovery = recover(Revision(JIANGLIN).pull(path), case["expect"])
        if recovery.wrong or not all(recovery.found):
            missed.append(name)
    assert missed == []


def test_what_is_taken_gives_the_editors_text(edited: Edited) -> None:
    for number, name in enumerate(edited.cases):
        # with and without what was left in the draft, in turn
        path = strip_draft(edited.path(name)) if number % 2 else edited.path(name)
        data = path.with_suffix(".yaml")
        data.write_bytes(JIANGLIN.read_bytes())
        assert take_all(data, path) == [], name
        once = data.read_bytes()
        again = Revision(data)
        # without a snapshot what the data say by now cannot be told from an edit: that is not sure
        again.apply(item for item in again.pull(path).items if item.is_sure)
        assert data.read_bytes() == once, name


@pytest.mark.parametrize("way", WAYS)
def test_a_tracked_change_stays_tracked_with_its_author(edited: Edited, way: str) -> None:
    known = dict(edited.expected("tracked"))
    assert known
    for name, change in known.items():
        wanted = {
            ("del", change["author"], change["old"]),
            ("ins", change["author"], change["new"]),
        }
        found = set(list_tracked(edited.path(name, way)))
        assert found == {mark for mark in wanted if mark[2]}, name


@pytest.mark.parametrize("way", WAYS)
def test_a_comment_stands_in_the_margin_with_its_author(edited: Edited, way: str) -> None:
    known = dict(edited.expected("comment"))
    assert known
    for name, note in known.items():
        assert list_comments(edited.path(name, way)) == [(note["author"], note["text"])], name


def test_headings_lose_their_styles_where_all_styles_are_flattened(edited: Edited) -> None:
    assert {"Heading1", "Heading2"} <= styles(edited.path("nothing"))
    assert not {"Heading1", "Heading2"} & styles(edited.path("flatten styles"))


def test_a_paragraph_has_the_style_that_was_chosen_for_it(edited: Edited) -> None:
    assert "Heading3" not in styles(edited.path("nothing"))
    assert "Heading3" in styles(edited.path("format: another style"))


def styles(path: Path) -> set[str]:
    root = read_part(path)
    assert root is not None
    return {style.get(f"{W}val", "") for style in root.iter(f"{W}pStyle")}


@pytest.mark.parametrize(
    ("name", "tag"),
    [
        ("format: bold", "b"),
        ("format: size", "sz"),
        ("format: center", "jc"),
        ("format: mark", "shd"),
        ("insert a picture", "drawing"),
        ("insert a table", "tbl"),
    ],
)
def test_what_changes_no_sentence_is_in_the_file(edited: Edited, name: str, tag: str) -> None:
    assert count(edited.path(name), tag) > count(edited.path("nothing"), tag)


def count(path: Path, tag: str) -> int:
    root = read_part(path)
    assert root is not None
    return len(list(root.iter(f"{W}{tag}")))


def test_a_copy_into_a_new_document_has_not_the_properties_of_the_report(edited: Edited) -> None:
    custom = "docProps/custom.xml"
    assert b"gkdraft" in read_parts(edited.path("nothing"))[custom]
    assert custom not in read_parts(edited.path("copy into a new document"))


def read_parts(path: Path) -> dict[str, bytes]:
    return unpack_parts(path.read_bytes(), path.name)


# what can be done without a view
BY_HAND = {
    *("replace a word", "replace a number in prose", "delete a sentence"),
    *("insert a paragraph", "insert a paragraph before"),
    *("split a paragraph", "merge two paragraphs", "break a line", "retype a cell"),
    *("comment on a cell", "tracked replacement"),
}
# the words a comment stood at are gone
WITHOUT_COMMENT = {"rewrite a paragraph", "delete a paragraph by backspace"}


def test_a_document_with_comments_is_edited_and_keeps_them(office: Edit, tmp_path: Path) -> None:
    result = draft_report(TAICANG)
    source = tmp_path / "source.docx"
    source.write_bytes(result.render(".docx", comments=True))
    before = set(list_comments(source))
    assert before
    cases = [
        case for case in fixed_cases(result.document) if case["name"] in BY_HAND | WITHOUT_COMMENT
    ]
    assert {case["name"] for case in cases} == BY_HAND | WITHOUT_COMMENT
    run(office, cases, source, result.document.title)
    for case in cases:
        after = set(list_comments(tmp_path / f"{case['name']}.docx"))
        assert (before <= after) == (case["name"] in BY_HAND), case["name"]


@pytest.mark.parametrize("name", ["jianglin-2026/2026", "taicang-2021", "suzhou-2016"])
def test_random_edits_give_the_text_that_follows_from_them_and_come_back(
    office: Edit, name: str, tmp_path: Path
) -> None:
    result = draft_report(ROOT / f"fixtures/{name}.yaml")
    source = tmp_path / "source.docx"
    source.write_bytes(result.render(".docx"))
    cases = [random_case(result.document, seed) for seed in range(8)]
    run(office, cases, source, result.document.title)
    data = Path(result.source.name)
    for case in cases:
        recovery = recover(Revision(data).pull(tmp_path / f"{case['name']}.docx"), case["expect"])
        assert all(recovery.found), case["name"]


def test_random_edits_are_the_same_for_the_same_seed_and_differ_for_others() -> None:
    document = draft_report(JIANGLIN).document
    assert random_case(document, 1) == random_case(document, 1)
    assert random_case(document, 1) != random_case(document, 2)


def test_a_job_that_fails_is_told_and_stops_no_other(office: Edit, tmp_path: Path) -> None:
    source = tmp_path / "source.docx"
    source.write_bytes(draft_report(JIANGLIN).render(".docx"))
    job = {"source": str(source), "ops": []}
    wrong = {"op": "delete_text", "old": "没有的话"}
    jobs = [
        {**job, "name": "wrong op", "target": str(tmp_path / "1.docx"), "ops": [wrong]},
        {**job, "name": "no file", "target": str(tmp_path / "2.docx"), "source": "/none.docx"},
        {**job, "name": "too slow", "target": str(tmp_path / "3.docx"), "limit": 0.001},
        {**job, "name": "good", "target": str(tmp_path / "4.docx")},
    ]
    failed = {done["name"] for done in office(jobs) if done["error"]}
    assert failed == {"wrong op", "no file", "too slow"}
    assert (tmp_path / "4.docx").exists()
