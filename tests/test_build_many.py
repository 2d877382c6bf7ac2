"""`build` of several files: a line each, in their order; none is lost with another."""

import io
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from gkdraft.cli import progress
from helpers.commands import LIMIT, run
from helpers.reports import JIANGLIN, TAICANG

SOURCE = JIANGLIN.read_text(encoding="utf-8")
MANY = 60
needs_proc = pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="asks /proc")


def source(folder: Path, number: int) -> Path:
    """The data file of a city of its own."""
    path = folder / f"{number:02}.yaml"
    path.write_text(SOURCE.replace("江临市", f"江临{number}市"), encoding="utf-8")
    return path


def sources(folder: Path, count: int) -> list[Path]:
    return [source(folder, number) for number in range(count)]


def out(folder: Path) -> Path:
    """A folder for the results."""
    made = folder / "out"
    made.mkdir()
    return made


def held(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_each_file_has_a_line_in_the_order_they_were_named(tmp_path: Path) -> None:
    first, second, third = sources(tmp_path, 3)
    done = run("build", third, first, second, "-o", out(tmp_path))
    lines = done.stdout.splitlines()
    for line, file in zip(lines, (third, first, second), strict=False):
        assert re.fullmatch(rf"{file} → {tmp_path}/out/.+（草稿）\.docx：没有发现问题", line)
    assert lines[3:] == ["共 3 份：写好 3 份。"]
    assert (done.returncode, done.stderr) == (0, "")


def test_without_a_folder_each_result_lies_beside_its_file(tmp_path: Path) -> None:
    for name in ("甲", "乙"):
        (tmp_path / name).mkdir()
        source(tmp_path / name, 1)
    assert run("build", *tmp_path.glob("*/01.yaml"), "--to", "docx，txt").returncode == 0
    for name in ("甲", "乙"):
        suffixes = sorted(path.suffix for path in (tmp_path / name).iterdir())
        assert suffixes == [".docx", ".txt", ".yaml"]


def test_many_processes_write_what_one_writes_and_what_a_build_of_each_does(tmp_path: Path) -> None:
    files = [*sources(tmp_path, 7), TAICANG]
    for jobs in ("1", "2", "each"):
        (tmp_path / jobs).mkdir()
    said = [run("build", *files, "-o", tmp_path / jobs, "-j", jobs) for jobs in ("1", "2")]
    for file in files:
        run("build", file, "-o", tmp_path / "each")
    one, two = (re.sub(rf"{tmp_path}/[12]/", "", done.stdout) for done in said)
    assert one == two
    assert [done.returncode for done in said] == [1, 1]
    assert held(tmp_path / "1") == held(tmp_path / "2") == held(tmp_path / "each")


def test_a_file_that_cannot_be_read_does_not_stop_the_others(tmp_path: Path) -> None:
    first, second = sources(tmp_path, 2)
    lost = tmp_path / "没有.yaml"
    done = run("build", first, lost, TAICANG, second, "-o", out(tmp_path))
    assert done.returncode == 2
    assert done.stderr == f"gkdraft: {lost}: 没有这个文件，请检查文件名和所在文件夹\n"
    *lines, told = done.stdout.splitlines()
    assert [line.partition(" → ")[0] for line in lines] == [str(first), str(TAICANG), str(second)]
    assert told == "共 4 份：写好 3 份，其中有错误 1 份，没有写 1 份。"
    assert len(list((tmp_path / "out").iterdir())) == 3


def test_two_results_of_one_name_are_told_and_the_first_stays(tmp_path: Path) -> None:
    first = source(tmp_path, 1)
    same = tmp_path / "同.yaml"
    same.write_text(first.read_text(encoding="utf-8").replace("128436", "128437"), encoding="utf-8")
    for options in ([], ["--force"]):
        done = run("build", first, same, "-o", tmp_path, *options)
        assert done.returncode == 2
        assert done.stderr.startswith(f"gkdraft: {same}: 与 {first} 的结果同名")
        assert done.stderr.count("\n") == 1
    (written,) = tmp_path.glob("*.docx")
    (tmp_path / "alone").mkdir()
    run("build", first, "-o", tmp_path / "alone")
    assert held(tmp_path / "alone") == {written.name: written.read_bytes()}


def test_an_edited_draft_is_kept_unless_it_is_forced(tmp_path: Path) -> None:
    files, folder = sources(tmp_path, 2), out(tmp_path)
    run("build", *files, "-o", folder)
    edited = sorted(folder.iterdir())[0]
    edited.write_bytes(b"an editor's work")
    done = run("build", *files, "-o", folder)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "没有覆盖" in done.stderr
    assert edited.read_bytes() == b"an editor's work"
    assert run("build", *files, "-o", folder, "--force").returncode == 0
    assert edited.read_bytes() != b"an editor's work"


def test_final_files_are_written_where_nothing_stands_against_it(tmp_path: Path) -> None:
    first, folder = source(tmp_path, 1), out(tmp_path)
    done = run("build", TAICANG, first, "-o", folder, "--final")
    assert done.returncode == 1
    refused = rf"gkdraft: {TAICANG}: 还不能定稿，没有写；要先改好 \d+ 处.*\n"
    assert re.fullmatch(refused, done.stderr)
    assert list(held(folder)) == ["江临1市2026年政府信息公开工作年度报告.docx"]
    again = run("build", TAICANG, first, "-o", folder, "--final")
    assert "（没有变化）" in again.stdout


def test_a_file_named_twice_is_built_once(tmp_path: Path) -> None:
    first = source(tmp_path, 1)
    done = run("build", first, tmp_path / "." / first.name, "-o", tmp_path / "a.docx")
    assert done.returncode == 0
    assert done.stdout.startswith("已生成：")


@pytest.mark.parametrize(
    ("options", "hint"),
    [
        (["-o", "无"], "几份报告写不进一个文件，-o 请写已有的文件夹"),
        (["-o", "a.docx"], "几份报告写不进一个文件，-o 请写已有的文件夹"),
        (["--onto", "a.docx"], "--onto 一次只并一份稿子"),
        (["--track"], "--track 要和 --onto 一起写"),
        (["--dry-run"], "--dry-run 要和 --onto 一起写"),
        (["--draft", "--final"], "--draft 和 --final 只能写一个"),
        (["--draft", "--to", "txt"], "--draft: 批注只能放在 .docx 里"),
        (["--to", "pdf"], "没有“pdf”格式"),
        (["-j", "0"], "0 不是个数"),
        (["-j", "两"], "两 不是个数"),
    ],
)
def test_options_that_make_no_sense_for_several_files_are_one_line(
    options: list[str], hint: str, tmp_path: Path, monkeypatch: Any
) -> None:
    monkeypatch.chdir(tmp_path)
    done = run("build", *sources(tmp_path, 2), *options)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert hint in done.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["00.yaml", "01.yaml"]


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_template_without_end_ends_and_the_others_are_written(jobs: str, tmp_path: Path) -> None:
    files = sources(tmp_path, 4)
    own = tmp_path / "模板/layouts/2021"
    own.mkdir(parents=True)
    endless = "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}"
    (own / "problems.j2").write_text(endless, encoding="utf-8")
    files[1].write_text(f"模板: 模板\n{files[1].read_text(encoding='utf-8')}", encoding="utf-8")
    done = run("build", *files, "-o", out(tmp_path), "-j", jobs)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "模板运行太久" in done.stderr
    assert len(list((tmp_path / "out").iterdir())) == 3


@pytest.fixture
def started(tmp_path: Path) -> Iterator["subprocess.Popen[str]"]:
    """A build of many files in two processes, in a session of its own, after its second line."""
    command = [sys.executable, "-m", "gkdraft", "build", *map(str, sources(tmp_path, MANY))]
    with subprocess.Popen(
        [*command, "-o", str(out(tmp_path)), "-j", "2"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
    ) as process:
        assert process.stdout
        for _ in range(2):
            assert " → " in process.stdout.readline()
        yield process
        process.kill()


def read_rest(process: "subprocess.Popen[str]") -> tuple[str, str]:
    """What is still to be read; communicate would lose what was read ahead of the lines."""
    assert process.stdout
    assert process.stderr
    told = process.stdout.read(), process.stderr.read()
    process.wait(LIMIT)
    return told


def list_children(process: "subprocess.Popen[str]") -> list[int]:
    path = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    return list(map(int, path.read_text().split()))


def is_running(number: int) -> bool:
    try:
        state = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


@needs_proc
def test_an_interrupted_build_leaves_whole_files_and_no_process(
    started: "subprocess.Popen[str]", tmp_path: Path
) -> None:
    children = list_children(started)
    os.killpg(started.pid, signal.SIGINT)  # as a terminal does
    lines, said = read_rest(started)
    assert started.returncode == 130
    written = list((tmp_path / "out").iterdir())
    assert 2 <= len(written) == lines.count(" → ") + 2 < MANY
    left = MANY - len(written)
    assert said == f"gkdraft: 已中断。共 {MANY} 份：写好 {len(written)} 份，没有写 {left} 份。\n"
    assert len(children) == 2
    assert not any(map(is_running, children))
    assert all(path.read_bytes()[-22:-18] == b"PK\5\6" for path in written)


@needs_proc
def test_a_process_that_is_killed_is_one_line(
    started: "subprocess.Popen[str]", tmp_path: Path
) -> None:
    os.kill(list_children(started)[0], signal.SIGKILL)
    lines, said = read_rest(started)
    assert started.returncode == 2
    assert said == "gkdraft: 一个进程意外中止（多半是内存不够），后面的没有做；加 -j 1 再试\n"
    written = len(list((tmp_path / "out").iterdir()))
    assert lines.endswith(f"共 {MANY} 份：写好 {written} 份，没有写 {MANY - written} 份。\n")


@needs_proc
def test_the_processes_end_with_a_parent_that_is_killed(started: "subprocess.Popen[str]") -> None:
    children = list_children(started)
    started.kill()
    assert started.stdout
    started.stdout.read()  # ends when nobody can write to it any more
    assert len(children) == 2


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def test_on_a_terminal_progress_is_told_in_one_line_that_is_wiped(monkeypatch: Any) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setattr(progress, "PATIENCE", 0)
    with progress.Progress(3) as shown:
        for done in range(4):
            shown.show(done)
    told = terminal.getvalue().split("\r")
    assert [text for text in told if text.strip()] == [
        "已完成 1/3，约剩 1 秒",
        "已完成 2/3，约剩 1 秒",
    ]
    assert told[-1] == ""
    assert told[-2] == " " * len("已完成 2/3，约剩 1 秒".encode("gbk"))


def test_where_nobody_looks_no_progress_is_told(monkeypatch: Any) -> None:
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setattr(progress, "PATIENCE", 0)
    with progress.Progress(3) as shown:
        shown.show(1)
    assert stream.getvalue() == ""
