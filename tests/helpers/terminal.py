"""A real pseudo-terminal with the wizard in it, and a person who answers by a list."""

import os
import re
import signal
import sys
from collections.abc import Mapping
from pathlib import Path

import pexpect
import pyte

QUIET = 0.12
MOST_WAITED = 100
ANSWERS: Mapping[str, str] = {
    "口径": "\r",
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
NUMBER = "N"  # a figure that is not in the list: none, and so is the rest of its item


class Tty:
    """The wizard in a terminal of a size; what it shows is read back from a screen."""

    def __init__(self, path: Path, columns: int = 80, rows: int = 24, **environment: str) -> None:
        told = {**os.environ, "TERM": "xterm-256color", "LANG": "C.UTF-8", **environment}
        told.pop("GKDRAFT_LANG", None) if "GKDRAFT_LANG" not in environment else None
        self.child = pexpect.spawn(
            sys.executable, ["-m", "gkdraft", "wizard", path.name], cwd=str(path.parent),
            dimensions=(rows, columns), env=told, encoding="utf-8", timeout=20,
        )  # fmt: skip
        self.screen = pyte.Screen(columns, rows)
        self.stream = pyte.Stream(self.screen)

    def read(self, least: str = "", before: str = "") -> str:
        """The screen once it is quiet, is another than before and shows what it must."""
        waited = 0
        while True:
            try:
                data = self.child.read_nonblocking(65536, timeout=QUIET)
            except pexpect.TIMEOUT:
                waited += 1
                text = self.text
                if (text.strip() and text != before and least in text) or waited > MOST_WAITED:
                    return self.text
                continue
            except pexpect.EOF:
                return self.text
            waited = 0
            self.stream.feed(data)
            if "\x1b[6n" in data:
                cursor = self.screen.cursor
                self.child.send(f"\x1b[{cursor.y + 1};{cursor.x + 1}R")

    @property
    def text(self) -> str:
        """The screen as text; a wide character is followed by no empty cell."""
        lines = []
        for row in range(self.screen.lines):
            cells = self.screen.buffer[row]
            lines.append("".join(cells[x].data for x in range(self.screen.columns)).rstrip())
        return "\n".join(lines).rstrip("\n") + "\n"

    def send(self, keys: str) -> str:
        """The screen after some keys."""
        before = self.text
        self.child.send(keys)
        return self.read(before=before)

    def upon(self, keys: str, shown: str) -> str:
        """The screen after some keys, once it shows what it must."""
        self.child.send(keys)
        return self.read(shown)

    def kill(self) -> None:
        """As if the window were closed or the power gone."""
        self.child.kill(signal.SIGKILL)
        self.child.wait()

    def close(self) -> None:
        self.child.close(force=True)


def shortcut(screen: str, text: str) -> str:
    """The digit or letter that leads to an entry of a list."""
    found = re.search(rf"([0-9a-z])\) {re.escape(text)}", screen)
    assert found, f"no {text!r} in\n{screen}"
    return found[1]


def answer(tty: Tty, screen: str) -> str:
    """The keys a person presses at a screen; nothing on a home page with all answered."""
    if "离开（已保存）" in screen:
        return "" if "要答的都答了" in screen else "\r"
    if "勾稽差额" in screen or "q 完成" in screen:
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
