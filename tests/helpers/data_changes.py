"""New counts and texts that arrive in a data file, at random: the same for the same seed."""

import random
from collections.abc import Callable, Iterator
from pathlib import Path

from gkdraft.base.places import DataPath, Plain
from gkdraft.base.plain_data import Changes, look_up
from gkdraft.errors import GkdraftError
from gkdraft.report import datafile
from gkdraft.revise.figure_places import FigureWriter
from gkdraft.revise.revision import Revision

MORE = ("并按月通报进展", "结果在门户网站公布", "相关做法在全系统推广")
WHOLE = (
    "编印办理手册二百余册，发到各窗口备查",
    "逐项核对历年公开目录，补齐缺漏的条目",
    "对申请较多的单位上门辅导，统一答复口径",
)
# texts that are told in the report; others are labels, notes or addresses
TOLD = ("总体情况", "主要问题", "存在问题", "要点", "其他事项", "正文", "问题")
LONGEST = 20

_Way = Callable[[], Changes]


class DataEditor:
    """A data file that a clerk goes on with."""

    def __init__(self, path: Path, chance: random.Random) -> None:
        self.path, self.chance = path, chance
        self.read()

    def read(self) -> None:
        """The file as it is now. GkdraftError if it makes no report."""
        self.revision = Revision(self.path)
        self.state = self.revision.reviser.state

    def change(self, count: int) -> None:
        """Some changes, written to the file; what makes no report is left out."""
        ways: tuple[_Way, ...] = (
            *(self._cell, self._cell, self._cell, self._indicator, self._indicator),
            *(self._longer, self._anew, self._gone, self._twice),
        )
        for _ in range(count):
            changes = self.chance.choice(ways)()
            before = self.path.read_bytes()
            if not changes:
                continue
            try:
                made, _parsed = datafile.change_bytes(before, str(self.path), changes)
                self.path.write_bytes(made)
                self.read()
            except GkdraftError:
                self.path.write_bytes(before)
                self.read()

    def _list_keys(self, are_cells: bool) -> list[str]:
        writer = FigureWriter(self.state.draft, self.state.data)
        found = []
        for key in self.state.draft.figures.keys:
            is_given = not writer.is_computed(key) and not key.startswith(("年度", "上年."))
            is_cell = key in writer.forms
            if is_given and is_cell == are_cells and self.state.draft.figures.get(key) is not None:
                found.append(key)
        return sorted(found)

    def _set(self, keys: list[str]) -> Changes:
        if not keys:
            return {}
        applier = self.revision.reviser.open()
        key = self.chance.choice(keys)
        applier.set_figures({key: str(self.chance.randint(0, 400))})
        return applier.changes

    def _cell(self) -> Changes:
        return self._set(self._list_keys(are_cells=True))

    def _indicator(self) -> Changes:
        return self._set(self._list_keys(are_cells=False))

    def _choose_text(self) -> DataPath:
        found = [path for path, text in _list_texts(self.state.data) if path[0] in TOLD]
        return self.chance.choice(found) if found else ()

    def _longer(self) -> Changes:
        path = self._choose_text()
        if not path:
            return {}
        text = str(look_up(self.state.data, path)).rstrip("\n。")
        return {path: f"{text}，{self.chance.choice(MORE)}"}

    def _anew(self) -> Changes:
        path = self._choose_text()
        return {path: self.chance.choice(WHOLE)} if path else {}

    def _gone(self) -> Changes:
        path = self._choose_text()
        return {path: None} if path else {}

    def _twice(self) -> Changes:
        """One more entry of a list of texts."""
        path = self._choose_text()
        for end in range(len(path), 0, -1):
            above = look_up(self.state.data, path[: end - 1])
            if isinstance(path[end - 1], int) and isinstance(above, tuple):
                is_text = isinstance(above[-1], str)
                new: Plain = self.chance.choice(WHOLE) if is_text else above[-1]
                return {(*path[: end - 1], len(above)): new}
        return {}


def _list_texts(data: Plain, path: DataPath = ()) -> Iterator[tuple[DataPath, str]]:
    """All longer texts of a data file with their places."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield from _list_texts(value, (*path, key))
    elif isinstance(data, tuple):
        for number, value in enumerate(data):
            yield from _list_texts(value, (*path, number))
    elif isinstance(data, str) and len(data) >= LONGEST:
        yield path, data


def change_data(path: Path, seed: int, count: int) -> None:
    """Changes a data file at random."""
    DataEditor(path, random.Random(seed)).change(count)
