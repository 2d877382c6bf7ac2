"""Forms for colleagues: workbooks out, what comes back in, who is missing."""

import io
import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import suppress
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from gkdraft.base.plain_data import look_up
from gkdraft.gathering.collection import Collection
from gkdraft.gathering.workbooks import open_desk
from gkdraft.report import datafile
from helpers.commands import run
from helpers.county import (
    ANSWERS,
    DATA,
    FIGURES,
    HANDED_IN,
    MISSING,
    REQUESTS,
    RETURNS,
    REVIEWS,
    TASKS,
    fill_in,
    make_returns,
    put_beside,
    put_cells,
    save,
)
from helpers.reports import ROOT

SOURCES = [ROOT / "fixtures/jianglin-2026/2026.yaml", *sorted(ROOT.glob("fixtures/*.yaml"))]
TODAY = date(2026, 12, 23)


def prepare(folder: Path) -> tuple[Path, list[Path]]:
    """The county's data file and what its offices handed in, to be worked with."""
    shutil.copytree(DATA.parent, folder, dirs_exist_ok=True)
    return folder / DATA.name, sorted((folder / RETURNS.name).iterdir())


def collect(data: Path, files: list[Path], *more: str) -> tuple[int, str]:
    """`gkdraft collect`, on the day of the test."""
    return call("collect", data, *files, "--today", TODAY.isoformat(), *more)


def call(*arguments: object) -> tuple[int, str]:
    """The status of a command, and all that it says."""
    done = run(*arguments)
    return done.returncode, done.stdout + done.stderr


def read(data: Path, *path: str | int) -> object:
    return look_up(datafile.read_datafile(data).data, path)


def test_the_fixture_is_what_its_helper_makes() -> None:
    made = make_returns()
    assert {path.name for path in RETURNS.iterdir()} == set(made)
    for name, content in made.items():
        assert (RETURNS / name).read_bytes() == content, name


# --- what arrives


def test_every_figure_that_was_handed_in_and_waits_for_nobody_is_in_the_data_file(
    tmp_path: Path,
) -> None:
    data, files = prepare(tmp_path)
    collect(data, files)
    for office, cells in FIGURES.items():
        for key, value in cells.items():
            if key not in ("行政处罚", "行政强制"):
                assert read(data, "主动公开", *key.split(".")) == str(value), (office, key)
    for key, value in REVIEWS.items():
        assert read(data, "复议诉讼", *key.split(".")) == str(value)
    assert read(data, "总体情况", "主动公开", "数据", "政务新媒体发布数") == "3860"
    assert read(data, "总体情况", "监督保障", "数据", "培训次数") == str(
        ANSWERS["县政府办公室"]["培训次数"]
    )


def test_every_task_that_was_answered_has_state_words_and_proof(tmp_path: Path) -> None:
    data, files = prepare(tmp_path)
    collect(data, files)
    desk = open_desk(data)
    for office, (state, done, proof) in TASKS.items():
        task = desk.roster.offices[office].tasks[0].task
        assert (task.state, task.result, task.evidence) == (state, done, proof), office


def test_who_has_not_handed_in_is_told_by_deadline(tmp_path: Path) -> None:
    data, files = prepare(tmp_path)
    _status, told = collect(data, files)
    assert "还没有报来（期限 2026年12月15日，已过 8 天）：县卫生健康局" in told
    assert "还没有报来（期限 2026年12月20日，已过 3 天）：县民政局" in told
    assert all(office not in told.partition("还没有报来")[2] for office in HANDED_IN[3:])


def test_a_sum_waits_for_all_who_are_to_fill_it_in(tmp_path: Path) -> None:
    data, files = prepare(tmp_path)
    _status, told = collect(data, files)
    assert read(data, "主动公开", "行政处罚") is None
    assert f"2 处要等{MISSING[0]}报来才能相加" in told
    late = tmp_path / f"{MISSING[0]}.xlsx"
    desk = open_desk(data)
    book = load_workbook(io.BytesIO(desk.render(desk.roster.offices[MISSING[0]])))
    put_cells(desk, book["表二"], "表二", {("行政处罚",): 9, ("行政强制",): 1})
    late.write_bytes(save(book))
    collect(data, [late])
    assert read(data, "主动公开", "行政处罚") == str(131 + 87 + 9)
    assert read(data, "主动公开", "行政强制") == str(6 + 0 + 1)


def test_a_table_that_does_not_add_up_is_named_and_not_summed_in_silence(tmp_path: Path) -> None:
    data, files = prepare(tmp_path)
    status, told = collect(data, files)
    assert status == 1
    assert read(data, "申请情况", "本年新收") is None
    fault = "县住房和城乡建设局报的对不上：表三[自然人] 本年新收 + 上年结转 = 24"
    assert f"1. 表三 144 格没有写：{fault}，总计 + 结转下年度 = 25，相差 1" in told


def test_it_is_written_when_a_person_says_so_and_the_check_shows_whose_it_is(
    tmp_path: Path,
) -> None:
    data, files = prepare(tmp_path)
    collect(data, files, "--take", "1")
    received = sum(int(cells["本年新收"]) for cells in REQUESTS.values())
    assert read(data, "申请情况", "本年新收", "自然人") == str(received)
    _status, told = call("check", data)
    assert "GK317" in told
    assert "县住房和城乡建设局报的表三[自然人]" in told


def test_once_the_office_has_mended_it_the_sums_are_written(tmp_path: Path) -> None:
    data, files = prepare(tmp_path)
    collect(data, files)
    office = "县住房和城乡建设局"
    desk = open_desk(data)
    book = load_workbook(io.BytesIO(fill_in(desk, office)))
    mended = {**REQUESTS[office], "不予处理.信访举报投诉类申请": 7}
    put_cells(
        desk, book["表三"], "表三", {(*key.split("."), "自然人"): n for key, n in mended.items()}
    )
    (tmp_path / "改.xlsx").write_bytes(save(book))
    status, told = collect(data, [tmp_path / "改.xlsx"])
    assert status == 0, told
    assert read(data, "申请情况", "不予处理", "信访举报投诉类申请", "自然人") == "7"
    assert "GK101" not in call("check", data)[1]


# --- what is there stays


def test_the_same_files_twice_change_nothing(tmp_path: Path) -> None:
    data, files = prepare(tmp_path)
    collect(data, files)
    before = data.read_bytes()
    _status, told = collect(data, files)
    assert data.read_bytes() == before
    assert "数据文件没有动" in told


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_the_whole_workbook_of_a_data_file_comes_back_without_a_change(
    source: Path, tmp_path: Path
) -> None:
    data, book = tmp_path / "2026.yaml", tmp_path / "全.xlsx"
    shutil.copy(source, data)
    before = data.read_bytes()
    assert call("sheet", data, "-o", book)[0] == 0
    status, told = collect(data, [book])
    assert data.read_bytes() == before, told
    assert status == 0, told


def test_the_order_of_files_does_not_matter(tmp_path: Path) -> None:
    data, files = prepare(tmp_path / "a")
    other, same = prepare(tmp_path / "b")
    collect(data, files, "--take", "全部")
    collect(other, same[::-1], "--take", "全部")
    one, two = (datafile.read_datafile(path).data for path in (data, other))
    assert isinstance(one, dict)
    assert isinstance(two, dict)
    parts = [each.pop("分项来源") for each in (one, two)]
    assert one == two
    assert sorted(map(str, parts[0])) == sorted(map(str, parts[1]))


def test_comments_and_everything_else_of_the_data_file_stay(tmp_path: Path) -> None:
    data, files = prepare(tmp_path)
    before = data.read_text(encoding="utf-8").splitlines()
    collect(data, files)
    after = data.read_text(encoding="utf-8").splitlines()
    comments = [line for line in before if line.lstrip().startswith("#")]
    assert [line for line in after if line.lstrip().startswith("#")] == comments


def test_the_file_of_before_is_kept(tmp_path: Path) -> None:
    data, files = prepare(tmp_path)
    before = data.read_bytes()
    _status, told = collect(data, files)
    kept = tmp_path / "2026（收表前）.yaml"
    assert kept.read_bytes() == before
    assert kept.name in told


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    data, files = prepare(tmp_path)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    collect(data, files, "--dry-run")
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_what_differs_from_what_is_there_is_shown_and_never_written_unasked(
    tmp_path: Path,
) -> None:
    data, files = prepare(tmp_path)
    text = data.read_text(encoding="utf-8")
    data.write_text(text.replace("  行政许可:\n", "  行政许可: 13000\n", 1), encoding="utf-8")
    status, told = collect(data, files)
    assert status == 1
    assert read(data, "主动公开", "行政许可") == "13000"
    assert "已有 13000，县行政审批局报 13452（县行政审批局.xlsx 表二第" in told
    assert "与已有的不同" in told
    collect(data, files, "--take", "全部")
    assert read(data, "主动公开", "行政许可") == "13452"


def test_a_figure_changed_after_it_was_collected_is_found_by_the_check(tmp_path: Path) -> None:
    data, files = prepare(tmp_path)
    collect(data, files)
    text = data.read_text(encoding="utf-8")
    data.write_text(text.replace("行政许可: 13452", "行政许可: 13453", 1), encoding="utf-8")
    _status, told = call("check", data)
    assert "GK316" in told
    assert "填 13453，各单位报的合计 13452（县行政审批局 13452）" in told


def test_a_table_at_fault_is_told_at_once_and_held_also_when_the_others_come_later(
    tmp_path: Path,
) -> None:
    data, files = prepare(tmp_path)
    wrong = next(path for path in files if "住房" in path.name)
    assert "　县住房和城乡建设局报的对不上" in collect(data, [wrong])[1]
    status, told = collect(data, [path for path in files if path != wrong])
    assert status == 1
    assert "表三 144 格没有写：县住房和城乡建设局报的对不上" in told
    assert read(data, "申请情况", "本年新收") is None


def test_problems_that_are_handed_in_are_entries_with_their_own_keys_only(tmp_path: Path) -> None:
    data, _files = prepare(tmp_path)
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["填报单位", "县财政局"])
    sheet.append([])
    sheet.append(["序号", "存在问题", "佐证", "改进措施"])
    sheet.append([1, "两个乡镇预算公开晚了10天", "检查通报", "县财政局6月底前逐月核对"])
    sheet.append([2, "一卡通发放结果少公布1次", "", "按季公布"])
    path = tmp_path / "表.xlsx"
    path.write_bytes(save(book))
    collect(data, [path])
    first, second = read(data, "存在问题")  # type: ignore[misc]
    assert {name: text for name, text in first.items() if text} == {
        "问题": "两个乡镇预算公开晚了10天",
        "佐证": "检查通报",
        "改进": "县财政局6月底前逐月核对",
    }
    assert second == {"问题": "一卡通发放结果少公布1次", "改进": "按季公布"}
    assert "GK002" not in call("check", data)[1]


def test_an_empty_form_is_not_handed_in(tmp_path: Path) -> None:
    data, _files = prepare(tmp_path)
    desk = open_desk(data)
    path = tmp_path / "县财政局.xlsx"
    path.write_bytes(desk.render(desk.roster.offices["县财政局"]))
    before = data.read_bytes()
    told = collect(data, [path])[1]
    assert "没有读到填的内容，不算报来" in told
    assert "县财政局" in told.partition("还没有报来")[2]
    assert data.read_bytes() == before


def test_an_office_that_nobody_asked_is_told_and_not_taken(tmp_path: Path) -> None:
    data, _files = prepare(tmp_path)
    book = load_workbook(io.BytesIO(fill_in(open_desk(data), "县财政局")))
    put_beside(book["说明"], 1, "填报单位", {2: "县财政金融局"})
    path = tmp_path / "表.xlsx"
    path.write_bytes(save(book))
    before = data.read_bytes()
    assert "“县财政金融局”不在分工和通知里，没有收" in collect(data, [path])[1]
    assert data.read_bytes() == before


def test_a_stray_figure_stands_apart_from_the_right_one(tmp_path: Path) -> None:
    data, files = prepare(tmp_path)
    desk = open_desk(data)
    book = load_workbook(io.BytesIO(fill_in(desk, "县财政局")))
    put_cells(desk, book["表二"], "表二", {("行政许可",): 7, ("行政强制",): 9})
    path = tmp_path / "县财政局.xlsx"
    path.write_bytes(save(book))
    right = next(path for path in files if "审批" in path.name)
    told = collect(data, [path, right])[1]
    assert read(data, "主动公开", "行政许可") == "13452"
    assert "县财政局报 7" in told
    assert "县财政局报 9" in told
    assert read(data, "主动公开", "行政强制") is None


@pytest.mark.parametrize("words", ["0", "9", "一", "1;2"])
def test_a_number_that_no_item_has_is_refused_in_one_line(words: str, tmp_path: Path) -> None:
    data, files = prepare(tmp_path)
    before = data.read_bytes()
    status, told = collect(data, files, "--take", words)
    assert status == 2
    assert f"--take {words}: 没有这一项" in told
    assert data.read_bytes() == before


@pytest.mark.terminal
def test_in_a_terminal_it_is_asked_and_a_slip_is_asked_again(tmp_path: Path) -> None:
    data, files = prepare(tmp_path)
    ours, theirs = os.openpty()
    child = subprocess.Popen(
        [sys.executable, "-m", "gkdraft", "collect", data, *files],
        stdin=theirs, stdout=theirs, stderr=theirs, close_fds=True,
    )  # fmt: skip
    os.close(theirs)
    told, answers = "", ["9\n", "1\n"]
    with suppress(OSError), os.fdopen(ours, "rb+", buffering=0) as terminal:
        while piece := terminal.read(65536):
            told += piece.decode(errors="replace")
            if answers and told.count("回车都不写：") == 3 - len(answers):
                terminal.write(answers.pop(0).encode())
    assert child.wait() == 0
    assert "--take 9: 没有这一项" in told
    assert read(data, "申请情况", "本年新收", "自然人") == "89"


# --- whose it is, and what cannot be read


def test_a_file_of_nobody_is_named_and_not_taken(tmp_path: Path) -> None:
    data, _files = prepare(tmp_path)
    book = Workbook()
    book.worksheets[0].append(["指标", "2026年"])
    book.worksheets[0].append(["政策解读数", 58])
    path = tmp_path / "表.xlsx"
    path.write_bytes(save(book))
    _status, told = collect(data, [path])
    assert "表.xlsx：不知道是哪个单位报的，没有收" in told
    assert read(data, "总体情况", "主动公开", "数据", "政策解读数") is None


def test_a_form_of_another_year_is_not_taken(tmp_path: Path) -> None:
    data, _files = prepare(tmp_path)
    desk = open_desk(data)
    book = load_workbook(io.BytesIO(fill_in(desk, "县财政局")))
    put_beside(book["说明"], 1, "年度", {2: 2025})
    path = tmp_path / "县财政局.xlsx"
    path.write_bytes(save(book))
    _status, told = collect(data, [path])
    assert "县财政局.xlsx：写的是 2025 年，没有收" in told


def test_two_files_of_one_office_that_differ_are_both_left(tmp_path: Path) -> None:
    data, _files = prepare(tmp_path)
    desk = open_desk(data)
    for name, figure in [("一", 58), ("二", 59)]:
        book = load_workbook(io.BytesIO(fill_in(desk, "县融媒体中心")))
        put_beside(book["指标和文字"], 2, "政策解读数", {4: figure})
        (tmp_path / f"{name}.xlsx").write_bytes(save(book))
    _status, told = collect(data, [tmp_path / "一.xlsx", tmp_path / "二.xlsx"])
    assert told.count("两份都没有收") == 2
    assert read(data, "总体情况", "主动公开", "数据", "政策解读数") is None


@pytest.mark.parametrize(
    ("value", "reason"),
    [("-3", "不"), ("—", "不知道是 0 还是没有填"), ("很多", "不")],
)
def test_what_is_no_figure_is_told_with_its_place_and_not_taken(
    value: str, reason: str, tmp_path: Path
) -> None:
    data, _files = prepare(tmp_path)
    desk = open_desk(data)
    book = load_workbook(io.BytesIO(fill_in(desk, "县政府办公室")))
    put_beside(book["指标和文字"], 2, "培训次数", {4: value})
    path = tmp_path / "县政府办公室.xlsx"
    path.write_bytes(save(book))
    _status, told = collect(data, [path])
    line = next(line for line in told.splitlines() if "培训次数" in line)
    assert line.startswith("　指标和文字第")
    assert "没有收" in line
    assert reason in line
    assert read(data, "总体情况", "监督保障", "数据", "培训次数") is None


@pytest.mark.parametrize(
    ("row", "column", "text", "told"),
    [
        (7, 3, "四十一", "没有填的：表三 6 格（一、本年新收政府信息公开申请数量）"),
        (7, 4, None, "没有填的：表三 1 格（一、本年新收政府信息公开申请数量）"),
        (7, 1, "一、收了多少件", "表三有认不出的行：“一、收了多少件”"),
    ],
)
def test_what_was_asked_and_is_not_there_is_told(
    row: int, column: int, text: str | None, told: str, tmp_path: Path
) -> None:
    data, _files = prepare(tmp_path)
    book = load_workbook(io.BytesIO(fill_in(open_desk(data), "县政府办公室")))
    book["表三"].cell(row, column if column == 1 else column + 1).value = text
    path = tmp_path / "县政府办公室.xlsx"
    path.write_bytes(save(book))
    assert told in collect(data, [path])[1]


def test_a_formula_whose_result_was_not_stored_is_told_and_never_reckoned(tmp_path: Path) -> None:
    data, _files = prepare(tmp_path)
    book = load_workbook(io.BytesIO(fill_in(open_desk(data), "县政府办公室")))
    put_beside(book["指标和文字"], 2, "培训次数", {4: "=3+4"})
    path = tmp_path / "县政府办公室.xlsx"
    path.write_bytes(save(book))
    told = collect(data, [path])[1]
    assert "没有存下结果，没有读" in told
    assert "没有填的：培训次数" in told
    assert read(data, "总体情况", "监督保障", "数据", "培训次数") is None


def test_a_state_by_another_name_is_that_state(tmp_path: Path) -> None:
    data, _files = prepare(tmp_path)
    book = load_workbook(io.BytesIO(fill_in(open_desk(data), "县财政局")))
    put_beside(book["要点任务"], 2, "公开财政资金", {6: "已完成"})
    path = tmp_path / "县财政局.xlsx"
    path.write_bytes(save(book))
    collect(data, [path])
    assert open_desk(data).roster.offices["县财政局"].tasks[0].task.state == "完成"


def test_an_answer_of_an_office_that_was_not_asked_is_left_to_a_person(tmp_path: Path) -> None:
    data, _files = prepare(tmp_path)
    desk = open_desk(data)
    book = load_workbook(io.BytesIO(fill_in(desk, "县财政局")))
    put_cells(desk, book["表二"], "表二", {("行政许可",): 7})
    path = tmp_path / "县财政局.xlsx"
    path.write_bytes(save(book))
    _status, told = collect(data, [path])
    assert read(data, "主动公开", "行政许可") is None
    assert "没有分给县财政局填" in told or "要等县行政审批局报来" in told


def test_a_file_that_cannot_be_read_does_not_stop_the_others(tmp_path: Path) -> None:
    data, files = prepare(tmp_path)
    broken = tmp_path / "坏.xlsx"
    broken.write_bytes(files[1].read_bytes()[:2000])
    status, told = collect(data, [broken, *files], "--take", "全部")
    assert status == 1
    assert "坏.xlsx: " in told
    assert read(data, "主动公开", "行政许可") == "13452"


def test_the_published_report_of_a_department_is_taken_as_its_form(tmp_path: Path) -> None:
    data, _files = prepare(tmp_path)
    own = tmp_path / "教育局.yaml"
    own.write_text(
        "年度: 2026\n机关: {名称: 岚河县教育局, 层级: 部门}\n"
        "申请情况:\n  本年新收: {自然人: 9, 其余: 0}\n"
        "  予以公开: {自然人: 9, 其余: 0}\n  其余: 0\n",
        encoding="utf-8",
    )
    call("build", own, "-o", tmp_path / "县教育局年报.docx")
    _status, told = collect(data, [tmp_path / "县教育局年报.docx"])
    assert "县教育局年报.docx：县教育局，表三 144 处" in told
    parts = read(data, "分项来源")
    assert isinstance(parts, tuple)
    assert look_up(parts[0], ("单位",)) == "县教育局"


# --- sums


@given(st.lists(st.integers(0, 10**6), min_size=2, max_size=5))
def test_a_sum_is_that_of_its_parts_and_each_part_is_kept(figures: list[int]) -> None:
    offices = [f"县第{number}局" for number in range(len(figures))]
    with pytest.MonkeyPatch.context() as patch:
        folder = Path(tempfile.mkdtemp())
        patch.chdir(folder)
        data = folder / "2026.yaml"
        listed = "、".join(offices).replace("、", ", ")
        data.write_text(
            "年度: 2026\n机关: {名称: 某县人民政府, 层级: 县级政府}\n"
            f"分工:\n  填报:\n    主动公开.行政许可: [{listed}]\n",
            encoding="utf-8",
        )
        for office, figure in zip(offices, figures, strict=True):
            desk = open_desk(data)
            book = load_workbook(io.BytesIO(desk.render(desk.roster.offices[office])))
            put_cells(desk, book["表二"], "表二", {("行政许可",): figure})
            (folder / f"{office}.xlsx").write_bytes(save(book))
        collection = Collection(data, None, TODAY)
        plan = collection.plan([collection.read(folder / f"{office}.xlsx") for office in offices])
        collection.apply(plan, plan.sure)
        assert Decimal(str(read(data, "主动公开", "行政许可"))) == sum(figures)
        parts = read(data, "分项来源")
        assert isinstance(parts, tuple)
        kept = [look_up(part, ("数据", "主动公开", "行政许可")) for part in parts]
        assert kept == list(map(str, figures))
        shutil.rmtree(folder)
