"""The processor's time between a key and the page that follows it, by size of the data file.

Everything is driven as on a terminal: keys come through a pipe, pages are drawn to nowhere. An
answer counts all that happens until the next question is painted: judging, patching, writing,
reading again. `cell` is the key that leaves a cell of a table, which saves it. The disk's own time
(fsync) is left out.
"""

import gc
import io
import os
import re
import statistics
import tempfile
import time
from collections import defaultdict, deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import measure
from prompt_toolkit.application import Application, create_app_session, get_app_session
from prompt_toolkit.data_structures import Size
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output.vt100 import Vt100_Output

from gkdraft.wizard.file.sitting import Sitting
from gkdraft.wizard.questions.question import Question
from gkdraft.wizard.screens.prompts import Key, Terminal
from gkdraft.wizard.screens.questions import QuestionPages
from gkdraft.wizard.screens.table import Judge, Save, Screen
from gkdraft.wizard.table.grid import EntryGrid

FIXTURE = Path(__file__).parent.parent / "fixtures/jianglin-2026/2026.yaml"
SIZES = (5, 20, 50, 100)
GOAL = 30
ANSWERS = 9
"""Answers of a kind that are timed, and digits."""
TASK = """\
          - 序号: （{n}）
            标题: 第{n}项公开任务
            要求: |
              按季度公布第{n}批事项的进展，年底公布完成情况，接受社会监督。
            责任单位: [市发展改革委]
            方面: 主动公开
            状态: 完成
            落实情况: 公布第{n}批进展{figure}期，{others}条意见均已答复
            数据:
              - {{项目: 第{n}批进展, 数: {figure}, 单位: 期}}
            依据: 市发展改革委第{n}号报表
"""
GROUP = "      - 标题: 其余各项任务\n        任务:\n"
PROBLEM = """\
  - 问题: 第{n}个镇的公开专区有{figure}处全年接待查阅不足{others}人次
    佐证: 第{n}个镇的专区选址离大厅较远
    改进: 由第{n}个镇的党政办牵头，2027年6月底前把{figure}处专区迁入大厅并公布查阅人次
    进展: 计划
"""


def make_datafile(kilobytes: int) -> str:
    """The data file of the fixture, with tasks and problems cut or added up to a size."""
    text, wanted = FIXTURE.read_text(encoding="utf-8"), kilobytes * 1000
    if len(text.encode()) > wanted:
        for first in ("上年:", "      - 标题: 提高政策发布", "  依申请公开:"):
            text = re.sub(rf"(?ms)^{first}.*?(?=^\S)", "\n", text)
    tasks, problems, number = "", "", 0
    while len((text + GROUP + tasks + problems).encode()) < wanted - 400:
        number += 1
        held = {"n": number, "figure": 3 + number * 7 % 50, "others": 11 + number * 13 % 400}
        tasks += TASK.format(**held)
        if number % 6 == 0:
            problems += PROBLEM.format(**held)
    if not tasks:
        return text
    text = text.replace("\n存在问题:\n", f"\n存在问题:\n{problems}")
    listed = re.search(r"(?ms)^要点:\n.*?(?=\n+^\S)", text)
    assert listed
    return f"{text[: listed.end()]}\n{GROUP}{tasks}{text[listed.end() + 1 :]}"


class Stopwatch(Terminal):
    """A terminal on which the next key is pressed as soon as the last one is seen; `times` are the
    seconds between both, for the last key of each page until the next page is painted.
    """

    def __init__(self) -> None:
        self.begun = 0.0
        self.times: list[float] = []
        self.pages: deque[list[str]] = deque()

    def take_keys(self, page: Any) -> Any:
        self.press_when_painted(page.app)
        return super().take_keys(page)

    def show_grid(self, grid: EntryGrid, save: Save, judge: Judge = tuple) -> str:
        screen = Screen(grid, save, judge)
        self.press_when_painted(screen.app, each=True)
        return screen.run()

    def press_when_painted(self, app: Application[Any], each: bool = False) -> None:
        keys = deque(self.pages.popleft())

        def press(_app: object) -> None:
            if app.is_done or not keys:
                return
            if self.begun:
                self.times.append(time.process_time() - self.begun)
            get_app_session().input.send_text(keys.popleft())  # type: ignore[attr-defined]
            self.begun = 0.0 if keys and not each else time.process_time()

        app.after_render += press


@contextmanager
def on_screen() -> Iterator[Stopwatch]:
    """A terminal of 80 to 24."""
    output = Vt100_Output(io.StringIO(), lambda: Size(24, 80), term="xterm")
    fsync, os.fsync = os.fsync, lambda _file: None
    try:
        with create_pipe_input() as pipe, create_app_session(input=pipe, output=output):
            yield Stopwatch()
    finally:
        os.fsync = fsync


class Walk:
    """Answers to the questions of one data file, one after another."""

    def __init__(self, path: Path, terminal: Stopwatch) -> None:
        self.sitting = Sitting(path)
        self.terminal = terminal
        self.pages = QuestionPages(self.sitting, terminal)
        self.sitting.summarise()  # as the home page did

    def find(self, is_wanted: Callable[[Question], bool]) -> list[Question]:
        return [q for q in self.sitting.session.questions.values() if is_wanted(q)]

    def answer(self, question: Question, typed: str) -> float:
        """Seconds from Enter to the next question; a doubt between both is shared out."""
        self.sitting.jump(question.path)
        terminal = self.terminal
        terminal.begun, terminal.times = 0.0, list[float]()
        terminal.pages = deque([[typed, "\r"], ["1", "\r"], ["1", "\r"]])
        action = self.pages.ask(question)
        assert not isinstance(action, Key), action
        assert self.sitting.act(action), self.sitting.said
        self.sitting.refresh()
        following = self.sitting.session.question or question
        terminal.pages = deque([["\x07"]])
        self.pages.ask(question if following.kind in ("sheet", "show") else following)
        return sum(terminal.times)

    def save(self, question: Question, typed: str) -> float:
        """Seconds for a change of the file alone."""
        begun = time.process_time()
        assert self.sitting.save({question.path: typed})
        return time.process_time() - begun

    def type_digits(self, key: str) -> tuple[list[float], list[float]]:
        """Seconds for digits, and for the keys that leave their cells and so save them."""
        sheet = self.find(lambda q: q.kind == "sheet" and q.path == (key,))[0]
        self.sitting.jump(sheet.path)
        terminal = self.terminal
        keys = ["7", "\x1b[B", "8", "\x1b[B", "9", "\x1b[B"] * 3
        terminal.begun, terminal.times = 0.0, list[float]()
        terminal.pages = deque([["\x1b[H", *keys, "\x1b"]])
        self.pages.ask(sheet)
        return terminal.times[1::2], terminal.times[2::2]


def _is_indicator(question: Question) -> bool:
    is_figure = question.kind == "quantity" and not question.optional
    return question.path[0] == "总体情况" and is_figure


KINDS: dict[str, tuple[Callable[[Question], bool], Callable[[int], str]]] = {
    "figure": (lambda q: q.path[0] == "主动公开" and q.kind == "count", lambda n: str(60 + n)),
    "indicator": (_is_indicator, lambda n: str(70 + n)),
    "task": (
        lambda q: bool(q.record) and q.path[0] == "要点" and q.path[-1] == "落实情况",
        lambda n: f"在门户网站公布清单{n + 2}份，更新{n * 3 + 40}条",
    ),
    "problem": (
        lambda q: q.path[0] == "存在问题" and q.path[-1] == "佐证",
        lambda n: f"查阅登记只有{n + 3}条",
    ),
}


def measure_size(size: int) -> dict[str, float]:
    """Milliseconds of the processor for each kind of step, in a data file of so many kilobytes."""
    found: dict[str, list[float]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as folder, on_screen() as terminal:
        path = Path(folder) / "2026.yaml"
        path.write_text(make_datafile(size), encoding="utf-8")
        walk = Walk(path, terminal)
        gc.freeze()  # as the wizard does with what its first page has loaded
        for kind, (is_wanted, spell) in KINDS.items():
            questions = walk.find(is_wanted)
            for number in range(ANSWERS):
                question = questions[number % len(questions)]
                found[kind].append(walk.answer(question, spell(number)))
        for is_wanted, spell in KINDS.values():
            for number, question in enumerate(walk.find(is_wanted)[:ANSWERS]):
                found["save alone"].append(walk.save(question, spell(number + 50)))
        walk.sitting.summarise()
        found["digit"], found["cell"] = walk.type_digits("申请情况")
    return {kind: statistics.median(times) * 1000 for kind, times in found.items()}


def show() -> None:
    """The table of all sizes."""
    rows = {size: measure_size(size) for size in SIZES}
    kinds = (*KINDS, "save alone", "digit", "cell")
    measure.head(f"from a key to the next page (goal {GOAL} ms)", *kinds)
    for size, times in rows.items():
        measure.row(f"{size} KB", *(times[kind] for kind in kinds))


if __name__ == "__main__":
    measure.say_load()
    show()
