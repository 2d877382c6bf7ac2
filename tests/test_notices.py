"""Notices read into tasks: every shape in every format, real ones, and hostile input."""

import io
import subprocess
import sys
import zipfile
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from gkdraft.base import package
from gkdraft.base.yaml_reading import parse_yaml
from gkdraft.errors import InputError
from gkdraft.layout.resources import Resources
from gkdraft.reading.notices import read_notice
from gkdraft.report.model import Notice
from helpers.commands import LIMIT
from helpers.reports import shared
from helpers.shapes import FOLDER, SHAPES, Shape

FORMATS = (".txt", ".html", ".docx")
PRINTED = Path(__file__).parent / "notices/pdf"  # shapes printed by LibreOffice


def notice(path: Path) -> Notice:
    return read_notice(path, Resources())


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
    data = parse_yaml(expected.read_text("utf-8"), expected.name).data
    assert told(notice(FOLDER / f"{shape.name}{suffix}")) == told(Notice.model_validate(data))


@pytest.mark.parametrize("path", sorted(PRINTED.glob("*.pdf")), ids=lambda path: path.stem)
def test_a_printed_notice_is_read_like_the_document_it_was_printed_from(path: Path) -> None:
    assert told(notice(path)) == told(notice(FOLDER / f"{path.stem}.docx"))


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.name)
def test_the_shipped_files_are_what_their_descriptions_make(shape: Shape) -> None:
    for name, made in shape.files():
        assert held((FOLDER / name).read_bytes(), name) == held(made, name)


def held(data: bytes, name: str) -> bytes | dict[str, bytes]:
    """What a file holds; another zlib packs the same parts into other bytes."""
    return package.unpack_parts(data, name) if name.endswith(".docx") else data


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
    return package.pack_parts({"word/document.xml": document.encode()})


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

# files of a tenth of the size, and with `make stress` of the whole
HOSTILE = {
    "empty.txt": lambda of: b"",
    "blank.docx": lambda of: docx("<w:p/>"),
    "junk.txt": lambda of: bytes(range(256)) * 400,
    "junk.docx": lambda of: b"PK\x03\x04" + bytes(range(256)) * 400,
    "junk.pdf": lambda of: b"%PDF-1.7\n" + bytes(range(256)) * 400,
    "old.doc": lambda of: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(5000),
    "cut.docx": lambda of: (FOLDER / "01-units-in-brackets.docx").read_bytes()[:900],
    "bomb.docx": lambda of: bomb(),
    "lying.docx": lambda of: lying_bomb(),
    "entities.docx": lambda of: docx("<w:p><w:r><w:t>&i;</w:t></w:r></w:p>", ENTITIES),
    "external.docx": lambda of: docx("<w:p><w:r><w:t>&x;</w:t></w:r></w:p>", EXTERNAL),
    "entities.html": lambda of: f"{ENTITIES}<html><body><p>一、&i;</p></body></html>".encode(),
    "rows.html": lambda of: f"<table>{TABLE_HEAD}{ROW * (100_000 // of)}</table>".encode(),
    "rows.docx": lambda of: docx(
        f"<w:tbl>{'<w:tr><w:tc><w:p/></w:tc></w:tr>' * (100_000 // of)}</w:tbl>"
    ),
    "wide.html": lambda of: (
        f"<table>{TABLE_HEAD}<tr><td colspan=1000000000 rowspan=1000000000>一、公开</td></tr>"
        f"{ROW}</table>"
    ).encode(),
    "wide.docx": lambda of: docx(
        '<w:tbl><w:tr><w:trPr><w:gridBefore w:val="1000000000"/></w:trPr><w:tc><w:tcPr>'
        '<w:gridSpan w:val="1000000000"/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>'
    ),
    "nested.html": lambda of: b"<table><tr><td>" * 5_000 + "（一）公开。".encode(),
    "nested.docx": lambda of: nested(5_000),
    "nested-less.docx": lambda of: nested(80),
    "line.txt": lambda of: (HEAD + "公开，" * (1_200_000 // of)).encode(),
    "brackets.txt": lambda of: (HEAD + "（" * (1_000_000 // of) + "）").encode(),
    "marks.txt": lambda of: (HEAD + "一、（一）1." * (200_000 // of)).encode(),
    "spaces.txt": lambda of: (HEAD + " " * (3_000_000 // of) + "。").encode(),
    "heads.txt": lambda of: ("任务\n责任单位\n时限\n某事\n" * (100_000 // of)).encode(),
    "headings.txt": lambda of: "".join(f"{i}.公开\n" for i in range(1, 300_000 // of)).encode(),
    "tabs.txt": lambda of: ("任务\t责任单位\n" + "公开\t市教育局\n" * (9_000 // of)).encode(),
    "labels.txt": lambda of: (HEAD + "责任单位：" * (300_000 // of)).encode(),
    "dates.txt": lambda of: ("2026年4月" * (500_000 // of)).encode(),
    "titles.txt": lambda of: ("关于\n" * (300_000 // of)).encode(),
    "quotes.txt": lambda of: (HEAD + "《" * (500_000 // of)).encode(),
    "spans.html": lambda of: (b"<p>" + b"<span>" * (100_000 // of) + "一、公开".encode()),
    "hidden-list.html": lambda of: (
        "<ol style='display:none'><li>x</li></ol><p>一、公开</p>".encode()
    ),
    "bars.txt": lambda of: (
        "任务|责任单位|时限\n公开|县司法局|全年\n下面\n|---|---|\n|---|---|\n".encode()
    ),
    "no-span.docx": lambda of: docx(
        '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="0"/><w:vMerge w:val="restart"/></w:tcPr>'
        "<w:p/></w:tc><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>"
    ),
    "brackets-again.txt": lambda of: (
        HEAD + "（责任单位：县司法局）继续" * (20_000 // of)
    ).encode(),
    "annexes.txt": lambda of: (HEAD + "附件" * (200_000 // of) + "2026年4月1日").encode(),
    "dump.txt": lambda of: ("一、甲（一）乙1.丙2.丁" + "附件具体各县（" * (60_000 // of)).encode(),
    "verbs.txt": lambda of: (HEAD + "（" + "具体" * (100_000 // of) + "）").encode(),
    "wrapped.txt": lambda of: ("公开政府信息" * 5 + "\n").encode() * (60_000 // of),
    "spaces.html": lambda of: b"<p>" + b" " * (500_000 // of) + "\n一、公开".encode(),
    "spans-down.html": lambda of: (
        f"<table>{TABLE_HEAD}"
        + ("<tr>" + "<td rowspan=2000>甲</td>" * 60 + "</tr>") * (2_000 // of)
    ).encode(),
    "items.html": lambda of: b"<ol>" + "<li>公开名录。</li>".encode() * (50_000 // of) + b"</ol>",
}  # fmt: skip

WATCHED = """
import resource, sys
from pathlib import Path
resource.setrlimit(resource.RLIMIT_AS, (2**31, 2**31))
from gkdraft.errors import InputError
from gkdraft.layout.resources import Resources
from gkdraft.reading.notices import read_notice
try:
    read_notice(Path(sys.argv[1]), Resources())
except InputError as error:
    assert chr(10) not in str(error)
    print(error)
"""


@pytest.mark.parametrize("of", [10, pytest.param(1, marks=pytest.mark.stress)])
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_end_in_one_line_or_a_result(name: str, of: int, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(HOSTILE[name](of))
    done = subprocess.run(
        [sys.executable, "-c", WATCHED, str(path)], capture_output=True, timeout=LIMIT, check=False
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


def tasks(found: Notice) -> list[Any]:
    return [task for group in found.groups for task in group.tasks]


def text_notice(folder: Path, text: str, name: str = "要点.txt") -> list[Any]:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return tasks(notice(path))


PARAGRAPHS = (
    "云川县2026年政务公开工作要点",
    "　　为做好今年的政务公开工作，结合本县实际，制定本工作要点，请各单位落实，年底前报送总结。",
    "一、推进决策公开",
    "　　（一）公布决策事项目录。目录经县政府常务会议讨论决定后向社会公布，并实行动态调整，"
    "调整的情况一并说明。（责任单位：县司法局、县政府办公室；完成时限：9月底前）",
    "- 2 -",
    "　　（二）公开决策草案。除依法不予公开的以外，决策草案一律在县政府网站公开征求意见，"
    "期限不少于三十日。（责任单位：县司法局 县财政局）",
    "　　（三）公布结果。决策执行的结果每半年公布一次，公布在县政府网站的决策公开专栏，"
    "并在公示栏张贴。（责任单位：县政府办公室（牵头）、各乡镇）",
)
WIDTH = 28
HARD_WRAPPED = "\n".join(
    line[start : start + WIDTH] for line in PARAGRAPHS for start in range(0, len(line), WIDTH)
)


def test_a_text_broken_at_a_fixed_width_is_read_by_its_paragraphs(tmp_path: Path) -> None:
    found = text_notice(tmp_path, HARD_WRAPPED)
    assert [task.responsible for task in found] == [
        ("县司法局", "县政府办公室"),
        ("县司法局", "县财政局"),
        ("县政府办公室", "各乡镇"),
    ]
    assert found[2].lead == ("县政府办公室",)
    assert found[0].deadline == "9月底前"
    assert "- 2 -" not in "".join(task.demand for task in found)


def test_numbers_go_on_beyond_a_hundred(tmp_path: Path) -> None:
    from gkdraft.base.scalars import spell_numeral

    body = "\n".join(f"（{spell_numeral(n)}）任务{n}号。内容{n}。" for n in range(1, 301))
    found = text_notice(tmp_path, f"云川县2026年政务公开工作要点\n一、推进公开\n{body}\n")
    assert [task.title for task in found] == [f"任务{n}号" for n in range(1, 301)]
    assert found[100].number == "（一百零一）"


TABLE = """<html><body><p>云川县2026年政务公开工作要点任务分解表</p><table>
<tr><td rowspan=2>序号</td><td rowspan=2>工作任务</td><td colspan=2>责任分工</td></tr>
<tr><td>牵头单位</td><td>配合单位</td></tr>
<tr><td rowspan=2>1</td><td rowspan=2>公布决策目录</td><td>县司法局</td><td>县财政局</td></tr>
<tr><td>县政府办公室</td><td>各乡镇</td></tr>
<tr><td>2</td><td>办好网站</td><td>县数据局</td><td>各部门</td></tr>
<tr><td colspan=2>合计</td><td>3</td><td>3</td></tr>
</table></body></html>"""


def test_a_table_with_two_rows_of_heads_merged_rows_and_a_sum(tmp_path: Path) -> None:
    found = text_notice(tmp_path, TABLE, "分解表.html")
    assert [(task.number, task.title) for task in found] == [
        ("1", "公布决策目录"),
        ("2", "办好网站"),
    ]
    assert found[0].lead == ("县司法局", "县政府办公室")
    assert found[0].responsible == ("县司法局", "县财政局", "县政府办公室", "各乡镇")


def test_word_headings_without_numbers_are_headings(tmp_path: Path) -> None:
    import docx

    document = docx.Document()
    document.add_heading("云川县2026年政务公开工作要点", 1)
    for theme in ("推进决策公开", "推进政策公开"):
        document.add_heading(theme, 2)
        for title in ("公布目录", "公开草案"):
            document.add_heading(title, 3)
            document.add_paragraph("全年完成。责任单位：县司法局")
    document.save(str(tmp_path / "要点.docx"))
    found = notice(tmp_path / "要点.docx")
    assert [group.title for group in found.groups] == ["推进决策公开", "推进政策公开"]
    assert [task.number for task in tasks(found)] == [
        "一（一）",
        "一（二）",
        "二（一）",
        "二（二）",
    ]
    assert {task.responsible for task in tasks(found)} == {("县司法局",)}


@pytest.mark.parametrize(
    "name",
    [
        "corpus/huaian-city-2024.pdf",
        "corpus/shanghai-office-2019.html",
        "corpus/rules-2021-official-template.docx",
        "seeds/003_e8df0bb51c40281b.txt",
    ],
)
def test_a_report_is_not_taken_for_a_notice(name: str) -> None:
    with pytest.raises(InputError, match="不是工作要点通知"):
        notice(shared(name))
