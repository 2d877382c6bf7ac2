"""LibreOffice, driven by tests/office, makes the edits that it is asked for, and only those."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from gkdraft.pipeline import draft_report
from helpers.office import edit, list_comments, list_tracked, read_lines, read_part, require_office
from helpers.reports import JIANGLIN, ROOT, TAICANG
from office.chance import random_case
from office.edits import Case, fixed_cases

pytestmark = pytest.mark.office

FIXTURES = ROOT / "fixtures"
WAYS = ("", "odt", "doc")
RESULT = draft_report(JIANGLIN)
DOCUMENT = RESULT.document
CASES = {case["name"]: case for case in fixed_cases(DOCUMENT)}
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@dataclass(frozen=True)
class Edited:
    """The folder with every case in it, edited in every way, and what went wrong."""

    folder: Path
    errors: dict[str, str]

    def path(self, name: str, way: str = "") -> Path:
        """The document of a case."""
        key = f"{name} {way}"
        assert self.errors[key] == ""
        return self.folder / f"{key}.docx"


@pytest.fixture(scope="module")
def edited(tmp_path_factory: pytest.TempPathFactory) -> Edited:
    """All cases at once: LibreOffice takes longer to start than to edit."""
    require_office()
    folder = tmp_path_factory.mktemp("edited")
    source = folder / "source.docx"
    source.write_bytes(RESULT.render(".docx"))
    jobs = list(make_jobs(CASES.values(), source))
    return Edited(folder, {done["name"]: done["error"] for done in edit(jobs)})


def make_jobs(cases: Any, source: Path) -> Iterator[dict[str, Any]]:
    for case in cases:
        for way in WAYS:
            name = f"{case['name']} {way}"
            target = str(source.parent / f"{name}.docx")
            job = {"name": name, "source": str(source), "target": target, "via": way}
            yield {**job, "ops": case["ops"]}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", CASES)
def test_an_edit_gives_the_text_that_follows_from_it(edited: Edited, name: str, way: str) -> None:
    assert read_lines(edited.path(name, way), DOCUMENT.title) == CASES[name]["text"]


def of_kind(kind: str) -> list[str]:
    return [name for name, case in CASES.items() if any(e["kind"] == kind for e in case["expect"])]


def known(name: str, kind: str) -> dict[str, Any]:
    return next(each for each in CASES[name]["expect"] if each["kind"] == kind)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", of_kind("tracked"))
def test_a_tracked_change_stays_tracked_with_its_author(
    edited: Edited, name: str, way: str
) -> None:
    expected = known(name, "tracked")
    marks = [(kind, text) for kind, text in (("del", expected["old"]), ("ins", expected["new"]))]
    found = list_tracked(edited.path(name, way))
    assert {author for _, author, _ in found} == {expected["author"]}
    assert sorted((kind, text) for kind, _, text in found) == sorted(m for m in marks if m[1])


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", of_kind("comment"))
def test_a_comment_stands_in_the_margin_with_its_author(
    edited: Edited, name: str, way: str
) -> None:
    expected = known(name, "comment")
    assert list_comments(edited.path(name, way)) == [(expected["author"], expected["text"])]


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
def test_what_changes_no_text_is_in_the_file(edited: Edited, name: str, tag: str) -> None:
    assert marks(edited.path(name), tag) > marks(edited.path("nothing"), tag)


def marks(path: Path, tag: str) -> int:
    """How many elements of a kind stand outside the tables of the report, or are tables."""
    root = read_part(path)
    assert root is not None
    return len(list(root.iter(f"{W}{tag}")))


def test_a_copy_into_a_new_document_has_no_properties_of_the_report(edited: Edited) -> None:
    assert b"custom" not in names(edited.path("copy into a new document"))


def names(path: Path) -> bytes:
    from gkdraft.base.package import unpack_parts

    return unpack_parts(path.read_bytes(), path.name)["[Content_Types].xml"]


@pytest.mark.parametrize("path", [JIANGLIN, TAICANG, FIXTURES / "suzhou-2016.yaml"], ids=str)
def test_random_edits_give_the_text_that_follows_from_them(path: Path, tmp_path: Path) -> None:
    require_office()
    result = draft_report(path)
    source = tmp_path / "source.docx"
    source.write_bytes(result.render(".docx"))
    cases: dict[str, Case] = {}
    jobs = []
    for seed in range(8):
        case = random_case(result.document, seed)
        cases[case["name"]] = case
        target = str(tmp_path / f"{case['name']}.docx")
        job = {"name": case["name"], "source": str(source), "target": target}
        jobs.append({**job, "ops": case["ops"]})
    for done in edit(jobs):
        assert done["error"] == ""
        lines = read_lines(tmp_path / f"{done['name']}.docx", result.document.title)
        assert lines == cases[done["name"]]["text"], done["name"]


def test_random_edits_are_the_same_for_the_same_seed_and_differ_for_others() -> None:
    assert random_case(DOCUMENT, 1) == random_case(DOCUMENT, 1)
    assert random_case(DOCUMENT, 1) != random_case(DOCUMENT, 2)


def test_a_job_that_fails_is_told_and_stops_no_other(tmp_path: Path) -> None:
    require_office()
    source = tmp_path / "source.docx"
    source.write_bytes(RESULT.render(".docx"))
    job = {"source": str(source), "ops": []}
    wrong = {"op": "delete_text", "old": "没有的话"}
    jobs = [
        {**job, "name": "wrong op", "target": str(tmp_path / "1.docx"), "ops": [wrong]},
        {**job, "name": "no file", "target": str(tmp_path / "2.docx"), "source": "/none.docx"},
        {**job, "name": "too slow", "target": str(tmp_path / "3.docx"), "limit": 0.001},
        {**job, "name": "good", "target": str(tmp_path / "4.docx")},
    ]
    failed = {done["name"] for done in edit(jobs) if done["error"]}
    assert failed == {"wrong op", "no file", "too slow"}
    assert (tmp_path / "4.docx").exists()
