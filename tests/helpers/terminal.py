"""A real pseudo-terminal with the wizard in it, and a person who answers by a list.

Nothing here waits for quiet: a loaded machine is quiet in the middle of a screen. Whoever presses a
key says what must appear, and a screen is looked at only where the program has ended drawing it.
"""

import os
import re
import select
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import pyte

LIMIT = 60
CHECKING = "（在核对）"
"""Seconds to wait for what must appear before it is told to be missing; no measure of speed."""
Shown = str | Callable[[str], object]
"""What must appear on a screen: a text, or what holds of the whole of it."""
ANSWERS: Mapping[str, str] = {
    "口径": "1\r",
    "地址": "江临市城东镇某路1号\r",
    "电话": "0000-12345678\r",
    "网站 · 名称": "江临市人民政府网站\r",
    "网站 · 网址": "www.example.gov.cn\r",
    "行政许可": "１，２３４\r",
    "行政事业性收费": "n",
    "主动公开信息总数": "100\r",
    "政府网站发布数": "60\r",
    "政务新媒体发布数": "40\r",
    "分类公开数": "工作动态12，通知公告 8\r",
    "政务公开专区数": "1\r",
    "专兼职人员数 · 专职": "1\r",
    "专兼职人员数 · 兼职": "2\r",
    "考评名次荣誉": "2026年度市政务公开考核列全市乡镇第3名\r",
    "社会评议满意度 · 发放问卷": "50\r",
    "社会评议满意度 · 收回问卷": "48\r",
    "社会评议满意度 · 满意率": "96.5\r",
    "社会评议满意度 · 意见": "N",
    "问题一": "两个村的公开栏因人员变动全年有3次未按月更新\r",
    "问题一 · 改进": "党政办每季度检查一次公开栏\r",
    "问题一 · 进展": "3\r",
}
FILLED = re.compile(r"已填 (\d+)/\1 格")
NUMBER = "N"  # a figure that is not in the list: none, and so is the rest of its item


class Screen(pyte.Screen):
    """What the terminal shows, and whether the program has ended drawing it and reads keys.

    It tells so itself: prompt_toolkit asks for bracketed pastes when it begins to read keys, and
    turns the wrapping of lines off while it draws. A line or a list is drawn once at first, and
    again when the terminal has said where its cursor stands: only then there are lines below. A
    table takes the whole screen and does without both; when all is drawn it goes back to the
    corner and takes up no other colour there.
    """

    WRAP, WHOLE, PASTE = 7, 1049, 2004

    def __init__(self, columns: int, rows: int, reply: Callable[[str], object]) -> None:
        self.reply = reply
        self.pages = 0  # lines, lists and tables that have begun to read keys
        self.reading = self.whole = self.begun = self.drawing = False
        self.due = 0  # drawings that are still to come whatever is pressed
        self.bells = 0
        super().__init__(columns, rows)

    @property
    def is_drawn(self) -> bool:
        return self.reading and self.begun and not self.drawing and not self.due

    def write_process_input(self, data: str) -> None:
        self.reply(data)

    def bell(self, *_more: Any) -> None:
        self.bells += 1

    def report_device_status(self, mode: int, **more: Any) -> None:
        self.due = 2
        super().report_device_status(mode, **more)

    def draw(self, data: str) -> None:
        super().draw(data)
        self.begun = True
        self.drawing = self.drawing or self.whole

    def select_graphic_rendition(self, *attributes: int, **more: Any) -> None:
        super().select_graphic_rendition(*attributes, **more)
        if self.whole and self.begun and (self.cursor.x, self.cursor.y) == (0, 0):
            self.drawing = False

    def set_mode(self, *modes: int, **more: Any) -> None:
        super().set_mode(*modes, **more)
        self.switched(modes, True)

    def reset_mode(self, *modes: int, **more: Any) -> None:
        super().reset_mode(*modes, **more)
        self.switched(modes, False)

    def switched(self, modes: tuple[int, ...], on: bool) -> None:
        if self.PASTE in modes:
            self.reading, self.begun = on, False
            self.pages += on
        if self.WHOLE in modes:
            self.whole = on
        if self.WRAP in modes:
            if self.drawing and on and self.due:
                self.due -= 1
            self.drawing = not on


class Tty:
    """The wizard in a terminal of a size; what it shows is read back from a screen.

    With a data file it asks for that; in a folder it is gkdraft alone.
    """

    def __init__(self, path: Path, columns: int = 80, rows: int = 24, **environment: str) -> None:
        words, folder = (["wizard", path.name], path.parent) if path.suffix else ([], path)
        told = {**os.environ, "TERM": "xterm-256color", "LANG": "C.UTF-8", **environment}
        told.pop("GKDRAFT_LANG", None) if "GKDRAFT_LANG" not in environment else None
        self.descriptor, theirs = os.openpty()
        termios.tcsetwinsize(theirs, (rows, columns))
        # opened once more by the program it is its own terminal; a fork would not do beside threads
        self.child = subprocess.Popen(
            ["sh", "-c", 'exec "$@" <"$0"', os.ttyname(theirs),
             sys.executable, "-m", "gkdraft", *words],
            cwd=folder, env=told, start_new_session=True,
            stdin=theirs, stdout=theirs, stderr=theirs,
        )  # fmt: skip
        os.close(theirs)
        self.screen = Screen(columns, rows, self.send)
        self.stream = pyte.ByteStream(self.screen)
        self.most = 65536  # bytes taken at once

    def send(self, keys: str) -> None:
        """Presses keys; a program that is gone reads none."""
        with suppress(OSError):
            os.write(self.descriptor, keys.encode())

    def wait(self, shown: Shown = "", pages: int = 0, unlike: str = "") -> str:
        """The screen once it is drawn and shows what it must.

        After so many pages only, and only if it is unlike the one before.
        """
        until = time.monotonic() + LIMIT
        while not self.shows(shown, pages, unlike):
            if not self.take(until):
                self.kill()
                raise AssertionError(f"{shown!r} did not appear. The last screen:\n{self.text}")
        return self.text

    def shows(self, shown: Shown, pages: int, unlike: str) -> bool:
        if not self.screen.is_drawn or self.screen.pages <= pages:
            return False
        text = self.text
        if CHECKING in text:  # the first page as it is before the rules were asked
            return False
        found = shown in text if isinstance(shown, str) else shown(text)
        return bool(text.strip() and text != unlike and found)

    def take(self, until: float) -> bool:
        """Puts what the program writes next on the screen; False if it has ended or is late."""
        if not select.select([self.descriptor], [], [], max(until - time.monotonic(), 0))[0]:
            return False
        try:
            data = os.read(self.descriptor, self.most)
        except OSError:  # Linux says so when the program is gone and all it wrote is read
            return False
        self.stream.feed(data)
        return bool(data)

    def turn(self, keys: str, shown: Shown = "") -> str:
        """The page that follows this one when some keys leave it."""
        pages = self.screen.pages
        self.send(keys)
        return self.wait(shown, pages=pages)

    def press(self, keys: str, shown: Shown) -> str:
        """The same page after some keys."""
        before = self.text
        self.send(keys)
        return self.wait(shown, unlike=before)

    def refuse(self, *keys: str) -> str:
        """The page after keys that it does not take: each of them rings."""
        for key in keys:
            bells = self.screen.bells
            self.send(key)
            self.wait(lambda _text, before=bells: self.screen.bells > before)
        return self.text

    def resize(self, columns: int, rows: int, shown: Shown = "") -> str:
        """The page in a window of another size, which its program is told of."""
        pages = self.screen.pages
        self.screen.resize(rows, columns)
        termios.tcsetwinsize(self.descriptor, (rows, columns))
        return self.wait(shown, pages=pages)

    def pour(self, text: str, shown: Shown) -> str:
        """The same page after more than the terminal takes at once."""
        before, rest = self.text, memoryview(text.encode())
        os.set_blocking(self.descriptor, False)
        until = time.monotonic() + LIMIT
        while rest and time.monotonic() < until:
            given = [self.descriptor]
            came, free, _ = select.select(given, given, [], LIMIT)
            if came:
                self.take(until)
            if free:
                with suppress(BlockingIOError):
                    rest = rest[os.write(self.descriptor, rest) :]
        os.set_blocking(self.descriptor, True)
        return self.wait(shown, unlike=before)

    def ended(self, keys: str = "") -> str:
        """What stands on the screen when the program has ended."""
        self.send(keys)
        until = time.monotonic() + LIMIT
        while self.take(until):
            pass
        late = time.monotonic() >= until
        if late:
            self.child.kill()
        self.child.wait()
        os.close(self.descriptor)
        assert not late, f"the program goes on. The last screen:\n{self.text}"
        return self.text

    @property
    def text(self) -> str:
        """The screen as text; a wide character is followed by no empty cell."""
        lines = []
        for row in range(self.screen.lines):
            cells = self.screen.buffer[row]
            lines.append("".join(cells[x].data for x in range(self.screen.columns)).rstrip())
        return "\n".join(lines).rstrip("\n") + "\n"

    def kill(self) -> None:
        """As if the window were closed or the power gone."""
        self.child.kill()
        self.child.wait()
        os.close(self.descriptor)


def shortcut(screen: str, text: str) -> str:
    """The digit or letter that leads to an entry of a list."""
    found = re.search(rf"([0-9a-z])\) {re.escape(text)}", screen)
    assert found, f"no {text!r} in\n{screen}"
    return found[1]


def advanced(tty: Tty, screen: str) -> str:
    """The screen after what a person presses; nothing when all is answered."""
    keys = answer(screen)
    if keys == "N" and is_table(screen):
        return tty.press(keys, FILLED.search)
    return tty.turn(keys) if keys else ""


def is_table(screen: str) -> bool:
    return "勾稽差额" in screen or "q 完成" in screen


def answer(screen: str) -> str:
    """The keys a person presses at a screen; nothing on a home page with all answered."""
    if "离开（已保存）" in screen:
        return "" if "要答的都答了" in screen else "\r"
    if is_table(screen):
        return "q" if screen.count("·") < 30 and "已填 0/" not in screen else "N"
    if "补入“其他”？" in screen:
        return "1\r"
    if screen.startswith("核对结果"):
        return shortcut(screen, "回首页") + "\r"
    label = asked(screen)
    if label in ANSWERS:
        return ANSWERS[label]
    return NUMBER if "n 无" in screen and "可不填" not in screen else "\r"


def asked(screen: str) -> str:
    """The label of the question on a screen."""
    lines = screen.splitlines()
    ends = (">", "填报口径：", "由各表", "  （方向键", "　", "写成")
    end = next(i for i, line in enumerate(lines) if i > 1 and line.startswith(ends))
    return re.sub(r"（[^（）]*）$", "", lines[end - 1].removesuffix("　可不填")) if end > 2 else ""
