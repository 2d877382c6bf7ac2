"""Notices read into tasks: every shape in every format, real ones, and hostile input."""

import io
import subprocess
import sys
import zipfile
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from conftest import shared
from notices.shapes import FOLDER, SHAPES, Shape

from gkdraft.errors import InputError
from gkdraft.model import Notice
from gkdraft.ooxml import package
from gkdraft.resources import Resources
from gkdraft.sources.notice import read
from gkdraft.sources.yamltext import parse

FORMATS = (".txt", ".html", ".docx")
PRINTED = Path(__file__).parent / "notices/pdf"  # shapes printed by LibreOffice


def notice(path: Path) -> Notice:
    return read(path, Resources())


def told(found: Notice) -> dict[str, Any]:
    """A notice without the places it was read from, which differ from format to format."""
    data = found.model_dump(by_alias=True, exclude_defaults=True)
    for group in data.get("组", ()):
        for task in group["任务"]:
            task.pop("出处", None)
    return data


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.name)
def test_each_shape_is_read_as_a_person_reads_it(shape: Shape, suffix: str) -> None:
    expected = FOLDER / f"{shape.name}.yaml"
    data = parse(expected.read_text("utf-8"), expected.name).data
    assert told(notice(FOLDER / f"{shape.name}{suffix}")) == told(Notice.model_validate(data))


@pytest.mark.parametrize("path", sorted(PRINTED.glob("*.pdf")), ids=lambda path: path.stem)
def test_a_printed_notice_is_read_like_the_document_it_was_printed_from(path: Path) -> None:
    assert told(notice(path)) == told(notice(FOLDER / f"{path.stem}.docx"))


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.name)
def test_the_shipped_files_are_what_their_descriptions_make(shape: Shape) -> None:
    assert {name: (FOLDER / name).read_bytes() for name, _ in shape.files()} == dict(shape.files())


def test_every_shipped_notice_is_described() -> None:
    assert {p.stem for p in FOLDER.iterdir()} == {shape.name for shape in SHAPES}


def test_every_task_says_where_it_stands() -> None:
    found = notice(FOLDER / "18-ledger-and-annex.docx")
    assert [task.source for group in found.groups for task in group.tasks] == [
        "第10段", "第11段", "第13段", "第14段",
    ]  # fmt: skip
    table = notice(FOLDER / "11-table-goals.docx")
    assert table.groups[0].tasks[0].source == "表1第3行"


def test_the_year_is_that_of_the_tasks() -> None:
    assert notice(FOLDER / "10-artefacts.txt").years == (2019,)


# real notices ---------------------------------------------------------------------------------


def shape_of(found: Notice) -> list[int]:
    return [len(group.tasks) for group in found.groups]


def test_a_city_notice_of_2019_has_19_tasks() -> None:
    found = notice(shared("seeds/002_41f55505d6552190.txt"))
    assert shape_of(found) == [4, 3, 5, 4, 3]
    assert (found.title, found.number) == ("太仓市2019年政务公开工作要点", "太政办〔2019〕112号")
    assert all(task.demand and not task.inferred for group in found.groups for task in group.tasks)


def test_a_text_dump_of_a_province_keeps_bodies_and_units() -> None:
    found = notice(shared("corpus/notice-fujian-2019.txt"))
    assert shape_of(found) == [3, 7, 4, 3]
    tasks = [task for group in found.groups for task in group.tasks]
    assert all(task.demand and task.responsible for task in tasks)
    assert tasks[5].responsible == ("省司法厅", "各设区市人民政府", "平潭综合实验区管委会")


def test_a_table_run_together_keeps_its_tasks_and_says_what_it_could_not_tell() -> None:
    found = notice(shared("corpus/notice-pingtan-2021.txt"))
    tasks = [task for group in found.groups for task in group.tasks]
    assert (len(found.groups), len(tasks)) == (4, 36)
    assert all("连成一串" in task.inferred for task in tasks)
    assert found.remarks == ("原文编号缺第28项",)


# hostile input --------------------------------------------------------------------------------

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
HEAD = "江临市2026年政务公开工作要点\n一、推进公开\n（一）公开名录。"
ROW = "<tr><td>推进公开</td><td>市教育局</td></tr>"
TABLE_HEAD = "<tr><td>工作任务</td><td>责任单位</td></tr>"


def docx(body: str, prolog: str = "") -> bytes:
    document = f"{prolog}<w:document {W}><w:body>{body}</w:body></w:document>"
    return package.pack({"word/document.xml": document.encode()})


def nested(depth: int) -> bytes:
    start = "<w:tbl><w:tr><w:tc><w:p/>"
    return docx(start * depth + "</w:tc></w:tr></w:tbl>" * depth)


def bomb() -> bytes:
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("word/document.xml", "w", force_zip64=True) as stream,
    ):
        for _ in range(300):
            stream.write(b" " * 2**20)
    return buffer.getvalue()


def lying_bomb() -> bytes:
    """A bomb that claims to unpack to a few bytes."""
    data = bytearray(bomb())
    entry = data.rindex(b"PK\x01\x02")
    data[entry + 24 : entry + 28] = (100).to_bytes(4, "little")
    return bytes(data)


TENFOLD = "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in pairwise("abcdefghi"))
ENTITIES = f'<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa">{TENFOLD}]>'
EXTERNAL = '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>'

HOSTILE = {
    "empty.txt": lambda: b"",
    "blank.docx": lambda: docx("<w:p/>"),
    "junk.txt": lambda: bytes(range(256)) * 400,
    "junk.docx": lambda: b"PK\x03\x04" + bytes(range(256)) * 400,
    "junk.pdf": lambda: b"%PDF-1.7\n" + bytes(range(256)) * 400,
    "old.doc": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(5000),
    "cut.docx": lambda: (FOLDER / "01-units-in-brackets.docx").read_bytes()[:900],
    "bomb.docx": bomb,
    "lying.docx": lying_bomb,
    "entities.docx": lambda: docx("<w:p><w:r><w:t>&i;</w:t></w:r></w:p>", ENTITIES),
    "external.docx": lambda: docx("<w:p><w:r><w:t>&x;</w:t></w:r></w:p>", EXTERNAL),
    "entities.html": lambda: f"{ENTITIES}<html><body><p>一、&i;</p></body></html>".encode(),
    "rows.html": lambda: f"<table>{TABLE_HEAD}{ROW * 100_000}</table>".encode(),
    "rows.docx": lambda: docx(f"<w:tbl>{'<w:tr><w:tc><w:p/></w:tc></w:tr>' * 100_000}</w:tbl>"),
    "wide.html": lambda: (
        f"<table>{TABLE_HEAD}<tr><td colspan=1000000000 rowspan=1000000000>一、公开</td></tr>"
        f"{ROW}</table>"
    ).encode(),
    "wide.docx": lambda: docx(
        '<w:tbl><w:tr><w:trPr><w:gridBefore w:val="1000000000"/></w:trPr><w:tc><w:tcPr>'
        '<w:gridSpan w:val="1000000000"/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>'
    ),
    "nested.html": lambda: b"<table><tr><td>" * 5_000 + "（一）公开。".encode(),
    "nested.docx": lambda: nested(5_000),
    "nested-less.docx": lambda: nested(80),
    "line.txt": lambda: (HEAD + "公开，" * 1_200_000).encode(),
    "brackets.txt": lambda: (HEAD + "（" * 1_000_000 + "）").encode(),
    "marks.txt": lambda: (HEAD + "一、（一）1." * 200_000).encode(),
    "spaces.txt": lambda: (HEAD + " " * 3_000_000 + "。").encode(),
    "heads.txt": lambda: ("任务\n责任单位\n时限\n某事\n" * 100_000).encode(),
    "headings.txt": lambda: "".join(f"{i}.公开\n" for i in range(1, 300_000)).encode(),
    "tabs.txt": lambda: ("任务\t责任单位\n" + "公开\t市教育局\n" * 9_000).encode(),
    "labels.txt": lambda: (HEAD + "责任单位：" * 300_000).encode(),
    "dates.txt": lambda: ("2026年4月" * 500_000).encode(),
    "titles.txt": lambda: ("关于\n" * 300_000).encode(),
    "quotes.txt": lambda: (HEAD + "《" * 500_000).encode(),
    "spans.html": lambda: (b"<p>" + b"<span>" * 100_000 + "一、公开".encode()),
    "items.html": lambda: b"<ol>" + "<li>公开名录。</li>".encode() * 50_000 + b"</ol>",
}  # fmt: skip

WATCHED = """
import resource, sys
from pathlib import Path
resource.setrlimit(resource.RLIMIT_AS, (2**31, 2**31))
from gkdraft.errors import InputError
from gkdraft.resources import Resources
from gkdraft.sources.notice import read
try:
    read(Path(sys.argv[1]), Resources())
except InputError as error:
    assert chr(10) not in str(error)
    print(error)
"""


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_end_in_one_line_or_a_result(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(HOSTILE[name]())
    done = subprocess.run(
        [sys.executable, "-c", WATCHED, str(path)], capture_output=True, timeout=60, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize("size", [0, 1, 3, 100, 500, 1000, 2000])
@pytest.mark.parametrize("suffix", FORMATS)
def test_a_file_cut_off_anywhere_is_an_input_error_or_read(
    suffix: str, size: int, tmp_path: Path
) -> None:
    path = tmp_path / f"x{suffix}"
    path.write_bytes((FOLDER / f"13-table-indicators{suffix}").read_bytes()[:size])
    try:
        said = told(notice(path))["标题"]
    except InputError as error:
        said = str(error)
    assert said
    assert "\n" not in said


def test_nothing_from_outside_the_document_is_read(tmp_path: Path) -> None:
    path = tmp_path / "x.docx"
    paragraph = "<w:p><w:r><w:t>一、公开&x;</w:t></w:r></w:p>"
    path.write_bytes(docx(paragraph, EXTERNAL))
    with pytest.raises(InputError):
        notice(path)
