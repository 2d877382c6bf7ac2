"""The wizard measured: keys for the tables of Taicang 2021, time to the home page.

Keys are counted by driving the grid itself and comparing the cells it ends with. Time is that of
a process in a pseudo-terminal until its home page stands, against importing questionary alone.
"""

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pexpect

from gkdraft.cli import main as gkdraft
from gkdraft.pipeline import draft_report
from gkdraft.wizard.table import paste
from gkdraft.wizard.table.grid import EntryGrid
from gkdraft.wizard.table.sheet import find_sheet, list_cells

ROOT = Path(__file__).parent.parent
RUNS = 11


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
    for form in draft.layout.forms.values():
        if sheet := find_sheet(form):
            wanted = list_cells(form, form.key, draft.figures, draft.skipped)
            grid = EntryGrid(sheet, {}, {})
            counts = [f(grid, wanted) for f in (keys_by_grid, keys_by_row, keys_by_paste)]
            print(f"{form.name}: grid {counts[0]}, by row {counts[1]}, paste {counts[2]} keys")


def start_up() -> None:
    importing, home, question = [], [], []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "2026.yaml"
        gkdraft(["new", str(path), "--year", "2026", "--agency", "江临市城东镇人民政府"])
        for _ in range(RUNS):
            begun = time.perf_counter()
            subprocess.run([sys.executable, "-c", "import questionary"], check=True)
            importing.append(time.perf_counter() - begun)
            begun = time.perf_counter()
            child = pexpect.spawn(sys.executable, ["-m", "gkdraft", "wizard", str(path)],
                                  dimensions=(24, 80), encoding="utf-8")  # fmt: skip
            child.delaybeforesend = None
            child.expect("离开")
            home.append(time.perf_counter() - begun)
            child.send("\x1b[1;1R\r")
            child.expect("口径")
            question.append(time.perf_counter() - begun)
            child.close(force=True)
    base, first, asked = (statistics.median(times) for times in (importing, home, question))
    print(f"import questionary {base * 1000:.0f} ms")
    print(f"home page {first * 1000:.0f} ms ({first / base:.2f})")
    print(f"first question {asked * 1000:.0f} ms ({asked / base:.2f})")


if __name__ == "__main__":
    keystrokes()
    start_up()
