"""The wizard measured: its start, its saves, and keys for the tables of Taicang 2021.

Start is the processor's time of a process in a pseudo-terminal until its title, its home page and
its first question stand there, against importing questionary alone (Linux tells it of a process
that goes on). Saves are told by wizard_saves.py. Keys are counted by driving the grid itself and
comparing the cells it ends with.
"""

import os
import pty
import select
import signal
import statistics
import sys
import tempfile
import termios
import time
from pathlib import Path

import measure
import wizard_saves

from gkdraft.cli import main as gkdraft
from gkdraft.pipeline import draft_report
from gkdraft.wizard.table import paste
from gkdraft.wizard.table.grid import EntryGrid
from gkdraft.wizard.table.sheet import find_sheet, list_cells

ROOT = Path(__file__).parent.parent
LATE = 60
MOMENTS = {"title": ("2026.yaml", 0.5), "home page": ("离开", 1.9), "first question": ("口径", 1.9)}
"""What is seen by then, and how often the time of importing questionary is the goal."""


def keys_by_grid(grid: EntryGrid, wanted: dict[tuple[str, ...], str]) -> int:
    """Arrow keys to each figure that is not zero, its digits, N for the rest, q."""
    keys = 0
    for row, key in enumerate(grid.rows):
        for column, name in enumerate(grid.inputs):
            text = wanted[*key, name]
            if text == "0":
                continue
            keys += abs(row - grid.row) + abs(column - grid.column) + len(text)
            grid = grid.move(row - grid.row, column - grid.column)
            for digit in text:
                grid = grid.type_digit(digit)
    grid = grid.fill_zeros(all_=True)
    assert grid.cells == wanted
    return keys + 2


def keys_by_row(grid: EntryGrid, wanted: dict[tuple[str, ...], str]) -> int:
    """As if each row were a line of numbers with commas and Enter; a row of zeros is 0."""
    rows = [[wanted[*row, name] for name in grid.inputs] for row in grid.rows]
    return sum(2 if set(row) == {"0"} else len(",".join(row)) + 1 for row in rows)


def keys_by_paste(grid: EntryGrid, wanted: dict[tuple[str, ...], str]) -> int:
    """Ctrl-V, Enter, q."""
    rows = ["\t".join(wanted[*row, name] for name in grid.inputs) for row in grid.rows]
    assert paste.read_paste("\r\n".join(rows), grid.sheet, grid.key).cells == wanted
    return 3


def keystrokes() -> None:
    draft = draft_report(ROOT / "fixtures/taicang-2021.yaml").draft
    measure.head("keys for a table", "in the grid", "by row", "pasted")
    for form in draft.layout.forms.values():
        if sheet := find_sheet(form):
            wanted = list_cells(form, form.key, draft.figures, draft.skipped)
            grid = EntryGrid(sheet, {}, {})
            counts = [f(grid, wanted) for f in (keys_by_grid, keys_by_row, keys_by_paste)]
            measure.row(form.key, *map(str, counts))


class Child:
    """The wizard in a terminal of its own."""

    def __init__(self, path: Path) -> None:
        self.begun = time.perf_counter()
        self.process, self.terminal = pty.fork()
        if not self.process:
            os.chdir(path.parent)
            words = [sys.executable, "-m", "gkdraft", "wizard", path.name]
            os.execve(sys.executable, words, {**measure.ENVIRONMENT, "TERM": "xterm"})
        termios.tcsetwinsize(self.terminal, (24, 80))
        self.seen = ""

    def wait(self, shown: str) -> tuple[float, float]:
        """Milliseconds of the processor and of the clock until something is shown."""
        while shown not in self.seen:
            assert select.select([self.terminal], [], [], LATE)[0], self.seen
            self.seen += os.read(self.terminal, 65536).decode(errors="ignore")
        self.seen = ""
        return self.read_processor(), (time.perf_counter() - self.begun) * 1000

    def read_processor(self) -> float:
        tasks = Path(f"/proc/{self.process}/task").glob("*/schedstat")
        return sum(int(task.read_text().split()[0]) for task in tasks) / 1e6

    def end(self) -> None:
        os.kill(self.process, signal.SIGKILL)
        os.waitpid(self.process, 0)
        os.close(self.terminal)


def start_up() -> None:
    command = [sys.executable, "-c", "import questionary"]
    imports: list[float] = []
    taken: dict[str, list[tuple[float, float]]] = {moment: [] for moment in MOMENTS}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "2026.yaml"
        gkdraft(["new", str(path), "--year", "2026", "--agency", "江临市城东镇人民政府"])
        for _ in range(measure.RUNS + 1):
            imports.append(measure.run(command) * 1000)
            child = Child(path)
            for moment, (shown, _goal) in MOMENTS.items():
                if moment == "first question":
                    os.write(child.terminal, b"\r")
                taken[moment].append(child.wait(shown))
            child.end()
    base = statistics.median(imports[1:])
    measure.head("start", "processor", "by the clock", "ratio", "goal")
    measure.row("import questionary", base)
    for moment, (_shown, goal) in MOMENTS.items():
        used, clock = (statistics.median(times) for times in zip(*taken[moment][1:], strict=True))
        measure.row(moment, used, clock, f"{used / base:.2f}", f"{goal:.1f}")


if __name__ == "__main__":
    measure.say_load()
    start_up()
    wizard_saves.show()
    keystrokes()
