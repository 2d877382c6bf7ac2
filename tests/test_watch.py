"""No piece of work goes on without end: time and memory of a file are bounded."""

import re
import threading
import time
from pathlib import Path

import pytest

from gkdraft.base.bounds import Bound
from gkdraft.base.files import read_file
from gkdraft.base.watch import Exceeded, renew_watch, watch_work
from gkdraft.errors import InputError
from gkdraft.messages import say

SOME = Bound(1000, say("太多"), True)


def spin() -> None:
    while True:
        time.process_time()


def test_work_without_end_is_ended_with_a_line_that_names_the_file() -> None:
    with (
        pytest.raises(InputError, match=r"^甲\.docx: 处理了 0\.1 秒还没有完"),
        watch_work("甲.docx", 0.1),
    ):
        spin()


def test_a_pattern_that_never_ends_is_ended() -> None:
    with pytest.raises(InputError, match="处理了"), watch_work("甲.txt", 0.1):
        re.match(r"(a+)+$", "a" * 64 + "b")


def test_memory_that_grows_is_bounded() -> None:
    def grow() -> None:
        kept: list[str] = []
        while True:
            kept.append("政" * 10_000 + str(len(kept)))

    with (
        pytest.raises(InputError, match=r"^甲\.docx: 占用内存超过 20 MB"),
        watch_work("甲.docx", 30, 20),
    ):
        grow()


def test_one_huge_piece_of_memory_is_refused_at_once() -> None:
    with pytest.raises(InputError, match="内存"), watch_work("甲.docx", 30, 20):
        bytearray(4 * 2**30)


def test_a_library_that_catches_every_exception_does_not_go_on() -> None:
    def swallow() -> None:
        while True:
            try:
                spin()
            except Exception:
                continue

    with pytest.raises(InputError, match="处理了"), watch_work("甲.pdf", 0.1):
        swallow()


def test_each_file_has_time_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "乙.txt"
    path.write_text("一")
    with watch_work("甲.txt", 0.2):
        for _ in range(4):
            read_file(path, SOME)
            until = time.process_time() + 0.1
            while time.process_time() < until:
                pass


def test_the_file_that_is_named_is_the_one_that_was_read_last(tmp_path: Path) -> None:
    path = tmp_path / "乙.txt"
    path.write_text("一")

    def work() -> None:
        read_file(path, SOME)
        spin()

    with pytest.raises(InputError, match=r"乙\.txt: 处理了"), watch_work("甲.txt", 0.1):
        work()


def test_after_a_file_that_had_no_end_the_next_one_is_read(tmp_path: Path) -> None:
    path = tmp_path / "乙.txt"
    path.write_text("一")
    with watch_work("甲.txt", 0.2):
        for _ in range(2):
            with pytest.raises(InputError, match=r"丙\.txt: 处理了"), watch_work("丙.txt", 0.2):
                spin()
            assert read_file(path, SOME) == "一".encode()


def test_memory_that_is_kept_for_many_files_is_no_ones_fault(tmp_path: Path) -> None:
    path = tmp_path / "乙.txt"
    path.write_text("一")
    kept = []
    with watch_work("甲.txt", 30, 60):
        for _ in range(12):
            read_file(path, SOME)
            kept.append(bytearray(40 * 2**20))
    assert len(kept) == 12


def test_a_watch_inside_another_may_give_more_time() -> None:
    with watch_work("甲.docx", 0.1), watch_work("乙.docx", 0.4):
        until = time.process_time() + 0.2
        while time.process_time() < until:
            pass


def test_what_was_interrupted_is_over_when_the_watch_is_over() -> None:
    with pytest.raises(InputError), watch_work("甲.docx", 0.05):
        spin()
    until = time.process_time() + 0.2
    while time.process_time() < until:
        pass
    renew_watch(Path("甲.docx"))


def test_beside_the_main_thread_nothing_is_interrupted() -> None:
    ended: list[bool] = []

    def work() -> None:
        with watch_work("甲.docx", 0.01):
            until = time.process_time() + 0.1
            while time.process_time() < until:
                pass
        ended.append(True)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert ended


def test_exceeded_is_no_exception_that_others_catch() -> None:
    assert not issubclass(Exceeded, Exception)
