"""gkdraft alone: the data files of a folder, a new year page by page, then the home page."""

import os
import re
import shutil
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from gkdraft.base.bounds import DATA_FILE
from gkdraft.errors import GkdraftError
from gkdraft.layout.resources import Resources
from gkdraft.newyear.opening import read_notices, read_prior
from gkdraft.report import datafile
from gkdraft.wizard.screens.first_page import FirstPage
from gkdraft.wizard.start import folder as folders
from gkdraft.wizard.start.beginning import Beginning
from gkdraft.wizard.start.folder import OFFERED, list_datafiles, list_notices, list_reports
from helpers.guide import check_screen
from helpers.prompting import CTRL_G, ENTER, ESC, Typist, answering
from helpers.reports import JIANGLIN, ROOT, shared
from helpers.sessions import TOWN
from helpers.starting import NOTICE, OLD, REPORT, begun, desk
from helpers.terminal import LIMIT, Tty, shortcut

CLEAR = "\x15"
CTRL_C = "\x03"


@pytest.fixture(scope="module")
def made(tmp_path_factory: Any) -> Path:
    return desk(tmp_path_factory.mktemp("desk"))


@pytest.fixture
def place(made: Path, tmp_path: Path, monkeypatch: Any) -> Path:
    """A desk of one's own, where the program runs."""
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


# --- a folder


def put(folder: Path, name: str, content: str | bytes, age: int = 0) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    os.utime(path, (1_000_000 - age, 1_000_000 - age))
    return path


def test_the_data_files_of_a_folder_come_newest_first_and_what_is_none_is_counted(
    tmp_path: Path,
) -> None:
    put(tmp_path, "旧.yaml", "年度: 2024\n机关: {名称: 江临市人民政府}\n", age=9)
    put(tmp_path, "新.yml", TOWN.encode("gb18030"), age=1)
    put(tmp_path, "手写.YAML", "机关:\n年度:\n", age=5)
    put(tmp_path, "清单.yaml", "- 年度\n")
    put(tmp_path, "坏.yaml", "[[[")
    put(tmp_path, "大.yaml", b"a" * (DATA_FILE.most + 1))
    put(tmp_path, ".藏.yaml", TOWN)
    (tmp_path / "夹.yaml").mkdir()
    (tmp_path / "断.yaml").symlink_to("没有")
    found = list_datafiles(tmp_path)
    told = [(f.path.name, f.identity.year, f.identity.agency) for f in found.files]
    assert told == [
        ("新.yml", "2026", "江临市城东镇人民政府"),
        ("手写.YAML", "", ""),
        ("旧.yaml", "2024", "江临市人民政府"),
    ]
    assert (found.others, found.unseen) == (3, 0)


def test_a_data_file_with_a_slip_further_down_is_still_offered(tmp_path: Path) -> None:
    put(tmp_path, "2026.yaml", f"{TOWN}存在问题:\n  - [[[\n")
    assert len(list_datafiles(tmp_path).files) == 1
    with pytest.raises(GkdraftError):
        datafile.read_datafile(tmp_path / "2026.yaml")


def test_of_very_many_files_the_newest_are_offered_and_the_rest_is_not_read(
    tmp_path: Path,
) -> None:
    for number in range(10_000):
        put(tmp_path, f"{number}.yaml", "年度: 2026\n" if number < 500 else "", age=number)
    found = list_datafiles(tmp_path)
    assert [file.path.name for file in found.files] == [f"{n}.yaml" for n in range(OFFERED)]
    assert (found.others, found.unseen) == (0, 10_000 - OFFERED)


def test_no_more_is_read_than_all_data_files_of_an_office_have(tmp_path: Path) -> None:
    size = DATA_FILE.most // 2
    for number in range(10):
        put(tmp_path, f"{number}.yaml", b"#" * size)
    found = list_datafiles(tmp_path)
    assert found.others == folders.MOST_READ // size
    assert found.others + found.unseen == 10


def test_reports_and_notices_are_known_by_their_names(tmp_path: Path) -> None:
    names = [
        "江临市2025年政府信息公开工作年度报告.docx", "2024年报.PDF", "年报.html", "年报.doc",
        "~$2025年报.docx", "年报核对单.docx", "年报.xlsx", "2026要点.txt", "转发通知.docx",
        "其他.docx",
    ]  # fmt: skip
    for age, name in enumerate(names):
        put(tmp_path, name, "", age)
    assert [path.name for path in list_reports(tmp_path)] == names[:4]
    assert [path.name for path in list_notices(tmp_path)] == ["2026要点.txt", "转发通知.docx"]
    assert list_reports(tmp_path / "没有") == []


def test_a_file_saved_at_no_day_of_any_calendar_is_listed(place: Path) -> None:
    os.utime(place / OLD, (1, 2**40))
    with answering(ENTER) as terminal:
        assert chosen(terminal) == Path(OLD)


@pytest.mark.skipif(os.name == "nt", reason="not all of these are names there")
def test_names_that_a_terminal_would_obey_are_written_out(place: Path) -> None:
    (place / OLD).rename(place / "a\x1b[31m\u202e.yaml")
    tty = Tty(place)
    assert "a\\x1b[31m\\u202e.yaml" in tty.wait("新建一年的报告")
    tty.kill()


# --- what was chosen


def begin(folder: Path) -> Beginning:
    return Beginning(folder, Resources())


def with_prior(beginning: Beginning, path: Path) -> Beginning:
    return replace(beginning, prior=(path, read_prior(path, beginning.resources)))


def with_notice(beginning: Beginning, path: Path) -> Beginning:
    (notice,) = read_notices([path], beginning.resources)
    return replace(beginning, notices=((path, notice),))


def test_nothing_is_proposed_of_nothing(tmp_path: Path) -> None:
    beginning = begin(tmp_path)
    assert [beginning.find(entry) for entry in ("year", "agency", "level")] == ["", "", ""]
    assert "请写明报告的年度" in beginning.explain_year()


def test_what_is_proposed_follows_the_documents_and_what_was_typed(place: Path) -> None:
    beginning = with_notice(begin(place), place / NOTICE)
    assert beginning.find("year") == "2026"
    assert beginning.find("name") == "2026.yaml"
    beginning = with_prior(beginning, place / REPORT)
    assert beginning.find("agency") == "江临市人民政府"
    assert beginning.find("level") == ""
    beginning = beginning.put("agency", "江临市人民政府办公室")
    assert beginning.find("level") == "部门"


def test_what_was_typed_outlives_another_report_and_what_was_proposed_does_not(
    place: Path,
) -> None:
    other = place / "2024年报.txt"
    text = "江临市2024年政府信息公开工作年度报告\n\n一、总体情况\n\n2024年，江临市公开政府信息。\n"
    other.write_text(text, encoding="utf-8")
    beginning = with_prior(begin(place), place / REPORT)
    beginning = beginning.put("year", "２０２６年").put("name", "我的.yaml")
    assert set(beginning.typed) == {"name"}
    beginning = with_prior(beginning, other)
    assert (beginning.find("year"), beginning.find("name")) == ("2025", "我的.yaml")


@pytest.mark.parametrize(
    ("entry", "text", "said"),
    [
        ("year", "二〇二六", "不是年份"),
        ("year", " ", "不能空着"),
        ("year", "2031", "上年报告应是 2030 年的"),
        ("agency", "甲\ue000市", "无法识别"),
        ("name", OLD, "没有覆盖"),
        ("name", "2026.docx", ".yaml"),
    ],
)
def test_what_cannot_be_is_refused_in_words_that_name_no_option(
    entry: Any, text: str, said: str, place: Path
) -> None:
    beginning = with_prior(begin(place), place / REPORT)
    with pytest.raises(GkdraftError) as caught:
        beginning.put(entry, text)
    assert said in str(caught.value)
    assert "--" not in str(caught.value)


def test_a_name_that_is_taken_is_proposed_with_a_number(place: Path) -> None:
    (place / "2026.yaml").touch()
    assert with_prior(begin(place), place / REPORT).find("name") == "2026-2.yaml"


# --- the pages, through a pipe

NEW, FIRST, TAKE = f"2{ENTER}", f"1{ENTER}", f"1{ENTER}"
CITY = f"2{ENTER}"
PATH = f"2{ENTER}"  # 别的文件, where one file is listed
STORY = (NEW, FIRST, TAKE, FIRST, TAKE, ENTER, ENTER, ENTER, CITY, ENTER, ENTER)
OPTIONS = ("--prior", REPORT, "--notice", NOTICE, "--level", "市级政府")


def chosen(terminal: Typist) -> Path | None:
    return FirstPage(terminal, Path(), None).choose()


def test_what_the_pages_write_is_what_new_writes_to_the_byte(place: Path) -> None:
    with answering(*STORY) as terminal:
        assert chosen(terminal) == Path("2026.yaml")
    assert (place / "2026.yaml").read_bytes() == begun(place, *OPTIONS)
    summary = terminal.seen[-1]
    assert "将新建 2026.yaml：江临市人民政府，2026 年，市级政府" in summary
    assert "已收入上年报告" in summary
    assert "8 项任务" in summary
    assert "待填：" in summary


def test_without_report_and_notice_everything_is_asked(place: Path) -> None:
    none, no_notice = f"3{ENTER}", f"3{ENTER}"
    pages = (NEW, none, no_notice, f"2026{ENTER}", f"江临市财政局{ENTER}", ENTER, ENTER, ENTER)
    with answering(*pages) as terminal:
        assert chosen(terminal) == Path("2026.yaml")
    made = begun(place, "--year", "2026", "--agency", "江临市财政局")
    assert (place / "2026.yaml").read_bytes() == made


def test_enter_alone_never_takes_a_level_that_the_name_does_not_tell(place: Path) -> None:
    pages = (*STORY[:-3], ENTER, CTRL_C)  # Enter at the level leads back to the name
    with answering(*pages) as terminal, pytest.raises(KeyboardInterrupt):
        chosen(terminal)
    assert "机关名称" in terminal.seen[-1]
    assert "看不出来" in terminal.seen[-2]


@pytest.mark.parametrize(
    "typed", ['"{}"', "'{}'", "& '{}'", "“{}”", "{}", " {} "], ids=lambda text: text.format("…")
)
def test_a_report_in_another_folder_is_typed_or_dragged_here(typed: str, place: Path) -> None:
    away = place / "往年 (旧)"
    away.mkdir()
    (place / REPORT).rename(away / "2025 年报.docx")
    path = str(away / "2025 年报.docx")
    pages = (NEW, FIRST, typed.format(path) + ENTER, TAKE, CTRL_C)
    with answering(*pages) as terminal, pytest.raises(KeyboardInterrupt):
        chosen(terminal)
    assert "江临市人民政府，2025 年的年度报告" in terminal.seen[-2]


@pytest.mark.skipif(os.name == "nt", reason="a backslash is no escape there")
def test_a_report_is_dragged_with_backslashes(place: Path) -> None:
    (place / REPORT).rename(place / "上年 (1).docx")
    pages = (NEW, FIRST, rf"上年\ \(1\).docx{ENTER}", TAKE, CTRL_C)
    with answering(*pages) as terminal, pytest.raises(KeyboardInterrupt):
        chosen(terminal)
    assert "2025 年的年度报告" in terminal.seen[-2]


def test_tab_completes_a_path_on_the_page(place: Path) -> None:
    (place / REPORT).rename(place / "上年 (1).docx")
    pages = (NEW, FIRST, f"上\t{ENTER}", TAKE, CTRL_C)
    with answering(*pages) as terminal, pytest.raises(KeyboardInterrupt):
        chosen(terminal)
    assert "2025 年的年度报告" in terminal.seen[-2]


def test_a_document_that_is_none_is_told_in_one_line_and_another_is_chosen(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(place))  # no LibreOffice, which reads a .doc
    (place / "坏的年报.docx").write_bytes(b"PK\x03\x04")
    (place / "旧的年报.doc").write_bytes(b"\xd0\xcf\x11\xe0")
    listed = {path.name: f"{n}{ENTER}" for n, path in enumerate(list_reports(place), 1)}
    wrong = [listed["坏的年报.docx"], listed["旧的年报.doc"], f"4{ENTER}", NOTICE + ENTER]
    pages = (NEW, *wrong, f"{CLEAR}{REPORT}{ENTER}", TAKE, CTRL_C)
    with answering(*pages) as terminal, pytest.raises(KeyboardInterrupt):
        chosen(terminal)
    told = "\n".join(terminal.seen)
    assert "坏的年报.docx: 不是完整的 Word 文件" in told
    assert "另存为 .docx" in told
    assert f"{NOTICE}: 不像是政府信息公开工作年度报告" in told
    assert "工作要点通知" in terminal.seen[-1]


def test_a_report_given_as_a_notice_is_told(place: Path) -> None:
    pages = (*STORY[:3], PATH, REPORT + ENTER, CTRL_C * 2)  # the path stands there to be mended
    with answering(*pages) as terminal, pytest.raises(KeyboardInterrupt):
        chosen(terminal)
    assert f"{REPORT}: 这是年度报告，不是工作要点通知" in terminal.seen[-1]


def test_a_pdf_without_what_reads_it_is_told(place: Path, monkeypatch: Any) -> None:
    monkeypatch.setitem(sys.modules, "pdfplumber", None)
    (place / REPORT).unlink()
    (place / "年报.pdf").write_bytes(b"%PDF-1.7\n")
    with answering(NEW, FIRST, CTRL_C) as terminal, pytest.raises(KeyboardInterrupt):
        chosen(terminal)
    assert "正在读 年报.pdf" in terminal.seen[-2]
    assert "附加组件" in terminal.seen[-1]


def test_a_year_without_a_layout_is_told(place: Path, tmp_path: Path, monkeypatch: Any) -> None:
    own = tmp_path / "模板"
    for name in Resources().layouts():
        source = Path(Resources().path(f"layouts/{name}/layout.yaml") or "")
        (own / "layouts" / name).mkdir(parents=True)
        text = source.read_text(encoding="utf-8")
        text = re.sub(r"(?m)^until:.*\n", "", text) + "until: 2030\n"
        (own / "layouts" / name / "layout.yaml").write_text(text, encoding="utf-8")
    beginning = Beginning(place, Resources(own))
    with pytest.raises(GkdraftError, match="没有对应的格式"):
        beginning.put("year", "2031")


def test_esc_goes_back_and_what_was_chosen_is_still_there(place: Path) -> None:
    back = (ESC,) * 5
    again = (ENTER, TAKE, ENTER, ENTER, ENTER, ENTER, ENTER, ENTER)
    pages = (*STORY[:-2], *back, *again)
    with answering(*pages) as terminal:
        assert chosen(terminal) == Path("2026.yaml")
    assert (place / "2026.yaml").read_bytes() == begun(place, *OPTIONS)


def test_that_there_is_no_report_is_still_there_after_esc(place: Path) -> None:
    pages = (NEW, f"3{ENTER}", ESC, ENTER, CTRL_C)
    with answering(*pages) as terminal, pytest.raises(KeyboardInterrupt):
        chosen(terminal)
    assert "2/7" in terminal.seen[-1]


def test_ctrl_g_goes_to_the_first_page_and_what_was_chosen_is_still_there(place: Path) -> None:
    pages = (*STORY[:7], CTRL_G, NEW, ENTER, TAKE, ENTER, ENTER, ENTER, CITY, ENTER, ENTER)
    with answering(*pages) as terminal:
        assert chosen(terminal) == Path("2026.yaml")
    assert (place / "2026.yaml").read_bytes() == begun(place, *OPTIONS)


def test_several_notices_are_taken_one_after_another_and_can_be_dropped(place: Path) -> None:
    second = "省要点.docx"
    shutil.copy(JIANGLIN.parent.parent / "notices/02-short-titles.docx", place / second)
    os.utime(place / second, (1, 1))
    both = (FIRST, TAKE, FIRST, TAKE)
    rest = (ENTER, ENTER, ENTER, CITY, ENTER, ENTER)
    with answering(*STORY[:3], *both, *rest) as terminal:
        made = chosen(terminal)
    expected = begun(place, *OPTIONS, "--notice", second)
    assert made
    assert made.read_bytes() == expected
    made.unlink()
    dropped = (*both, f"2{ENTER}")  # 去掉 the second
    with answering(*STORY[:3], *dropped, *rest) as terminal:
        made = chosen(terminal)
    assert made
    assert made.read_bytes() == begun(place, *OPTIONS)


def test_a_notice_that_is_taken_already_is_told(place: Path) -> None:
    pages = (*STORY[:5], PATH, f"{place / NOTICE}{ENTER}", CTRL_C * 2)
    with answering(*pages) as terminal, pytest.raises(KeyboardInterrupt):
        chosen(terminal)
    assert "已经收入了" in terminal.seen[-1]


def test_a_dropped_notice_leaves_the_cursor_on_no_answer(place: Path) -> None:
    (place / NOTICE).rename(place / "别的.txt")
    typed = (FIRST, f"别的.txt{ENTER}", TAKE)
    pages = (*STORY[:3], *typed, f"1{ENTER}", ENTER, CTRL_C)
    with answering(*pages) as terminal, pytest.raises(KeyboardInterrupt):
        chosen(terminal)
    assert "路径" in terminal.seen[-1]


def test_notices_of_another_year_are_told_and_the_year_is_left_open(place: Path) -> None:
    text = (place / NOTICE).read_text(encoding="utf-8").replace("2026", "2029")
    (place / NOTICE).write_text(text, encoding="utf-8")
    with (
        answering(*STORY[:6], f"2026{ENTER}", CTRL_C) as terminal,
        pytest.raises(KeyboardInterrupt),
    ):
        chosen(terminal)
    assert "通知却是 2029 年的" in terminal.seen[-2]
    assert "机关名称" in terminal.seen[-1]


def test_what_cannot_be_written_is_told_and_another_name_is_given(place: Path) -> None:
    bad, change, name = f"{CLEAR}没有/2026.yaml{ENTER}", f"2{ENTER}", f"6{ENTER}"
    pages = (*STORY[:-2], bad, ENTER, change, name, f"{CLEAR}好.yaml{ENTER}", ENTER)
    with answering(*pages) as terminal:
        assert chosen(terminal) == Path("好.yaml")
    assert any("没有: 没有这个文件夹" in seen for seen in terminal.seen)
    assert (place / "好.yaml").read_bytes() == begun(place, *OPTIONS)


def test_a_file_that_came_meanwhile_is_not_overwritten(place: Path) -> None:
    class Late(Typist):
        def choose(self, *given: Any, **more: Any) -> Any:
            if len(self.pages) == 2:
                (place / "2026.yaml").write_bytes(b"somebody's")
            return super().choose(*given, **more)

    terminal = Late([*STORY, CTRL_C])
    with answering(), pytest.raises(KeyboardInterrupt):
        chosen(terminal)
    assert "没有覆盖" in terminal.seen[-1]
    assert (place / "2026.yaml").read_bytes() == b"somebody's"


def test_own_templates_beside_the_data_file_are_named_in_it(place: Path) -> None:
    (place / "模板").mkdir()
    with answering(*STORY) as terminal:
        assert FirstPage(terminal, Path(), Path("模板")).choose()
    made = begun(place, *OPTIONS, "--templates", "模板")
    assert (place / "2026.yaml").read_bytes() == made
    assert "模板: 模板" in made.decode()


@pytest.mark.parametrize("count", range(len(STORY)))
def test_ctrl_c_on_any_page_leaves_the_folder_as_it_was(count: int, place: Path) -> None:
    before = {path: path.read_bytes() for path in place.iterdir()}
    with answering(*STORY[:count], CTRL_C) as terminal, pytest.raises(KeyboardInterrupt):
        chosen(terminal)
    assert {path: path.read_bytes() for path in place.iterdir()} == before


def test_a_data_file_is_opened_from_the_list_and_one_elsewhere_by_its_path(place: Path) -> None:
    with answering(ENTER) as terminal:
        assert chosen(terminal) == Path(OLD)
    away = place / "别处"
    away.mkdir()
    (place / OLD).rename(away / OLD)
    typed = f"2{ENTER}"  # no data file is listed now
    with answering(typed, f"'{away / OLD}'{ENTER}") as terminal:
        assert chosen(terminal) == away / OLD


def test_a_folder_that_is_typed_is_gone_on_in_until_one_goes_back(place: Path) -> None:
    away = place / "别处"
    away.mkdir()
    (place / OLD).rename(away / "旧的.yaml")
    pages = (f"2{ENTER}", f"别处{ENTER}", f"4{ENTER}", f"3{ENTER}")
    with answering(*pages) as terminal:
        assert chosen(terminal) is None
    assert "没有数据文件" in terminal.seen[0]
    assert str(away) in terminal.seen[2].replace("\n", "")
    assert "没有数据文件" in terminal.seen[3]


def test_esc_on_the_first_page_leaves_nothing(place: Path) -> None:
    with answering(ESC, CTRL_G, f"4{ENTER}") as terminal:
        assert chosen(terminal) is None


@pytest.mark.parametrize(
    "name", ["corpus/huaian-city-2024.pdf", "corpus/anon-hangzhou-style-2025.html"]
)
def test_a_real_report_is_told_in_a_few_lines(name: str, place: Path) -> None:
    pages = (NEW, PATH, f"{shared(name)}{ENTER}", CTRL_C)
    with answering(*pages) as terminal, pytest.raises(KeyboardInterrupt):
        chosen(terminal)
    assert re.search(r"读出的数：表二 10 个、表三 175 个、表四 15 个。", terminal.seen[-1])
    assert len(terminal.seen[-1].splitlines()) < 10


# --- a real terminal

SCREENS = ["开始", "上年年报", "确认"]


@pytest.fixture(scope="module")
def told(tmp_path_factory: Any) -> tuple[Path, dict[str, str]]:
    """gkdraft typed in the folder, up to the home page; the screens on the way."""
    place, shots = desk(tmp_path_factory.mktemp("told")), {}
    tty = Tty(place, TZ="UTC")
    first = tty.wait("新建一年的报告")
    shots["开始"] = re.sub(r"文件夹：.*", "文件夹：…", first)
    tty.turn(f"{shortcut(first, '新建一年的报告')}\r", "1/7")
    shots["上年年报"] = tty.turn("\r", "读出的数")
    tty.turn("\r", "2/7")
    tty.turn("\r", "4 组 8 项任务")
    tty.turn("\r", "已收入")
    tty.turn("\r", "2026")
    tty.turn("\r", "江临市人民政府")
    level = tty.turn("\r", "5/7")
    tty.turn(f"{shortcut(level, '市级政府')}\r", "2026.yaml")
    shots["确认"] = tty.turn("\r", "7/7")
    home = tty.turn("\r", "离开（已保存）")
    shots["首页"] = home
    shots["离开"] = tty.ended(f"{shortcut(home, '离开')}\r")
    return place, shots


@pytest.mark.terminal
def test_gkdraft_alone_leads_from_last_years_report_to_the_home_page_of_a_new_data_file(
    told: tuple[Path, dict[str, str]], monkeypatch: Any
) -> None:
    place, shots = told
    assert "江临市人民政府2026年政府信息公开工作年度报告" in shots["首页"]
    assert "已新建：2026.yaml" in shots["首页"]
    assert "wizard 2026.yaml" in shots["离开"]
    monkeypatch.chdir(place)
    assert (place / "2026.yaml").read_bytes() == begun(place, *OPTIONS)


@pytest.mark.terminal
@pytest.mark.parametrize("name", SCREENS)
def test_screens_are_as_accepted_and_as_the_guide_shows_them(
    name: str, told: tuple[Path, dict[str, str]], request: Any
) -> None:
    shot = told[1][name]
    check_screen(name, shot, request.config.getoption("--accept"))


@pytest.mark.terminal
def test_a_data_file_that_cannot_be_opened_is_told_on_the_first_page(place: Path) -> None:
    put(place, OLD, "年度: 2025\n机关: [[[\n")
    put(place, "好.yaml", TOWN, age=9)
    put(place, "2025.yaml", "年度: 2025\n机关: {名称: 甲}\n机关: {名称: 乙}\n")
    tty = Tty(place)
    tty.wait("» 1) 2025.yaml")
    tty.turn("\r", "写了两次")
    tty.turn("2\r", "江临市城东镇人民政府2026年")
    tty.kill()


@pytest.mark.terminal
def test_ctrl_c_says_that_it_was_interrupted_and_leaves_nothing(place: Path) -> None:
    before = sorted(place.iterdir())
    tty = Tty(place, GKDRAFT_LANG="en")
    tty.wait("Begin a new year's report")
    tty.turn("2\r", "Which file?")
    assert "interrupted" in tty.ended("\x03")
    assert tty.child.returncode == 130
    assert sorted(place.iterdir()) == before


@pytest.mark.terminal
def test_ctrl_c_while_a_file_is_read_leaves_nothing(place: Path) -> None:
    (place / REPORT).unlink()
    shutil.copy(ROOT / "tests/notices/pdf/12-table-two-body-columns.pdf", place / "年报.pdf")
    before = sorted(place.iterdir())
    tty = Tty(place)
    tty.wait("新建一年的报告")
    tty.turn("2\r", "» 1) 年报.pdf")
    tty.send("\r")
    while "正在读" not in tty.text:
        assert tty.take(time.monotonic() + LIMIT)
    tty.ended("\x03")
    assert tty.child.returncode == 130
    assert sorted(place.iterdir()) == before


ROUND = (
    "另一页", "新建一年的报告", "别的文件", ESC, "另一页", ENTER, "用这一份", ENTER, "用这一份",
    "不再加", ENTER, ENTER, "市级政府", ENTER,
)  # fmt: skip
"""Every page of the story: entries of lists, or keys."""


def pages_of(tty: Tty) -> Iterator[str]:
    yield tty.wait("新建一年的报告")
    for step in ROUND:
        yield tty.turn(f"{shortcut(tty.text, step)}\r" if step.isprintable() else step)
    while "下一页" in tty.text:
        yield tty.turn(ENTER)
    yield tty.turn(f"{shortcut(tty.text, '修改')}\r")


@pytest.mark.terminal
@pytest.mark.parametrize(("columns", "rows"), [(80, 24), (40, 12), (40, 10)])
def test_every_page_fits_its_window_and_shows_a_way_back(
    columns: int, rows: int, place: Path
) -> None:
    for number in range(30):
        put(place, f"{number}.yaml", TOWN, age=number)
        shutil.copy(place / REPORT, place / f"{number}年报.docx")
    tty = Tty(place, columns, rows)
    for screen in pages_of(tty):
        assert screen.startswith(("起草政府信息公开", "新建一年的报告　", "改哪一项"))
        assert re.search("离开|返回|另选一份", screen), screen
    tty.kill()
