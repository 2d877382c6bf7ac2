"""Whatever the system refuses is one line in Chinese and status 2, and nothing is half-written."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from helpers.reports import JIANGLIN, ROOT

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the files and streams of a Unix")

GKDRAFT = [sys.executable, "-m", "gkdraft"]
LONG = "政" * 90
FULL = Path("/dev/full")
REMOVED = ["sh", "-c", 'rmdir "$PWD"; exec "$@"', "sh"]
USER = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"]
USER += ["--inh-caps=-dac_override,-dac_read_search"]


def run(*words: str, cwd: Path = ROOT, **streams: Any) -> subprocess.CompletedProcess[str]:
    """A command as a person runs it; the package is found from every folder."""
    known = {**os.environ, "PYTHONPATH": str(ROOT)}
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **streams}
    return subprocess.run(
        [*GKDRAFT, *words], cwd=cwd, env=known, text=True, timeout=60, check=False, **streams
    )


def is_refused(done: subprocess.CompletedProcess[str], said: str) -> None:
    """One line in Chinese without a word of the system's, and status 2."""
    assert done.returncode == 2, done.stderr
    assert done.stderr.count("\n") == 1, done.stderr
    assert re.search(said, done.stderr), done.stderr
    names = r"[\w./-]*[/.][\w./-]*|gkdraft (check|build)|gkdraft|Word|WPS"
    assert not re.findall(r"[A-Za-z]{3,}", re.sub(names, "", done.stderr)), done.stderr


@pytest.mark.parametrize(
    "words",
    [
        ("build", str(JIANGLIN), "-o", f"{LONG}.docx"),
        ("build", str(JIANGLIN), "--templates", LONG),
        ("new", f"{LONG}.yaml", "--year", "2026", "--agency", "甲市人民政府"),
        ("check", f"{LONG}.docx"),
        ("check", f"{LONG}.yaml"),
        ("read", f"{LONG}.txt"),
        ("pull", f"{LONG}.docx", str(JIANGLIN)),
        ("compare", f"{LONG}.docx", str(JIANGLIN)),
    ],
)
def test_a_name_that_is_too_long_is_refused(words: tuple[str, ...], tmp_path: Path) -> None:
    is_refused(run(*words, cwd=tmp_path), "太长|没有这个|不存在|没有这个文件夹")


@pytest.mark.parametrize(
    "words",
    [
        ("build", str(JIANGLIN), "-o", "p/x.docx"),
        ("new", "p/n.yaml", "--year", "2026", "--agency", "江临市人民政府", "--level", "市级政府"),
        ("check", "p/d.docx"),
        ("compare", "p/d.docx", str(JIANGLIN)),
        ("build", str(JIANGLIN), "--templates", "p/x"),
        ("layouts", "--check", "p/x"),
        ("read", "p/d.txt"),
        ("pull", "p/d.docx", str(JIANGLIN)),
    ],
)
def test_a_folder_without_permission_is_refused(words: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / "p").mkdir(mode=0)
    command = [*GKDRAFT, *words]
    if os.geteuid() == 0:
        if shutil.which("setpriv") is None:
            pytest.skip("the administrator may do everything, and setpriv is not here")
        command = [*USER, *command]
    done = subprocess.run(
        command, cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    is_refused(done, "没有权限|没有这个|不存在")


@pytest.mark.parametrize("words", [("schema",), ("check", str(JIANGLIN)), ("--help",)])
@pytest.mark.skipif(not FULL.exists(), reason="no device that is always full")
def test_an_output_that_is_full_is_told(words: tuple[str, ...]) -> None:
    with FULL.open("w") as full:
        is_refused(run(*words, stdout=full), "磁盘已满")


def test_an_output_that_is_closed_is_told() -> None:
    done = run("check", str(JIANGLIN), stdout=None, preexec_fn=lambda: os.close(1))
    is_refused(done, "关着")


@pytest.mark.skipif(not FULL.exists(), reason="no device that is always full")
def test_the_status_is_right_where_nobody_can_be_told() -> None:
    with FULL.open("w") as full:
        assert run("check", "none.yaml", stderr=full).returncode == 2
    closed = run("check", "none.yaml", stderr=None, preexec_fn=lambda: os.close(2))
    assert closed.returncode == 2


def test_an_input_that_is_closed_is_no_terminal() -> None:
    done = run("wizard", str(JIANGLIN), stdin=None, preexec_fn=lambda: os.close(0))
    is_refused(done, "没有终端")


def test_a_folder_that_is_gone_is_told(tmp_path: Path) -> None:
    gone = tmp_path / "g"
    gone.mkdir()
    done = subprocess.run(
        [*REMOVED, *GKDRAFT, "build", str(JIANGLIN), "-o", "r.docx"],
        cwd=gone, env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    is_refused(done, "文件夹")


@pytest.mark.parametrize("words", [("check",), ("read",), ("build",)])
@pytest.mark.parametrize("name", ["f.yaml", "f.docx"])
def test_a_pipe_is_no_file_and_is_not_waited_for(
    words: tuple[str, ...], name: str, tmp_path: Path
) -> None:
    os.mkfifo(tmp_path / name)
    is_refused(run(*words, name, cwd=tmp_path), "设备或管道|没有这个文件")


def test_a_device_is_no_file() -> None:
    is_refused(run("check", "/dev/zero"), "设备或管道")


def test_a_pipe_is_not_written_to_and_stays(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "f.docx")
    for force in ((), ("--force",)):
        is_refused(run("build", str(JIANGLIN), "-o", "f.docx", *force, cwd=tmp_path), "设备或管道")
    assert (tmp_path / "f.docx").is_fifo()


def test_a_file_that_is_protected_is_not_replaced(tmp_path: Path) -> None:
    target = tmp_path / "r.docx"
    target.write_bytes(b"")
    target.chmod(0o444)
    done = run("build", str(JIANGLIN), "-o", "r.docx", "--force", cwd=tmp_path)
    is_refused(done, "只读")
    assert target.read_bytes() == b""


def test_a_result_through_a_link_leaves_the_link(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "r.docx").symlink_to("out/real.docx")
    assert run("build", str(JIANGLIN), "-o", "r.docx", cwd=tmp_path).returncode == 0
    assert (tmp_path / "r.docx").is_symlink()
    assert (tmp_path / "out" / "real.docx").stat().st_size > 1000


def test_a_new_file_has_the_rights_that_are_usual_here(tmp_path: Path) -> None:
    for mask in (0o022, 0o077, 0o002):
        name = f"{mask:o}.docx"
        words = ["build", str(JIANGLIN), "-o", name]
        run(*words, cwd=tmp_path, preexec_fn=lambda mask=mask: os.umask(mask))
        assert (tmp_path / name).stat().st_mode & 0o777 == 0o666 & ~mask


def test_what_a_killed_run_left_behind_is_removed_by_the_next(tmp_path: Path) -> None:
    old, young = tmp_path / ".gkdraft-0123456789abcdef", tmp_path / ".gkdraft-fedcba9876543210"
    for left in (old, young):
        left.write_bytes(b"half")
    os.utime(old, (1, 1))
    run("build", str(JIANGLIN), "-o", "r.docx", cwd=tmp_path)
    assert not old.exists()
    assert young.exists()


def test_two_new_files_of_one_name_are_one_file(tmp_path: Path) -> None:
    words = ["new", "n.yaml", "--year", "2026", "--level", "市级政府", "--agency"]
    both = [
        subprocess.Popen(
            [*GKDRAFT, *words, name], cwd=tmp_path, text=True,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )
        for name in ("甲市人民政府", "乙市人民政府")
    ]  # fmt: skip
    said = [one.communicate(timeout=60) for one in both]
    assert sorted(one.returncode for one in both) == [0, 2]
    name = "甲" if both[0].returncode == 0 else "乙"
    assert f"{name}市人民政府" in (tmp_path / "n.yaml").read_text(encoding="utf-8")
    assert any("已有这个文件" in err for _out, err in said)
