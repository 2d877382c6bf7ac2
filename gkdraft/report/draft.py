"""The draft: a report with its figures, layout and faults, as rules and prose see it."""

import datetime
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from gkdraft.base.places import DataPath, spell_path
from gkdraft.base.scalars import Number
from gkdraft.layout.layout import Layout, Section
from gkdraft.report.figures import Figures
from gkdraft.report.model import Report, is_printed, list_texts


class Fault(NamedTuple):
    """A fault of the data file itself; a GK0 rule turns it into a finding."""

    code: str
    path: DataPath
    message: str


class FaultyPlaces:
    """Where faults are: a file may have as many as it has keys."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self._paths: set[DataPath] = set()
        self._above: set[DataPath] = set()
        # parents of misspelt keys: all of them, and those that lie deep
        self._parents: set[DataPath] = set()
        self._deep: set[DataPath] = set()
        for fault in faults:
            path = fault.path
            if not path:
                continue
            self._paths.add(path)
            self._above.update(path[:length] for length in range(len(path)))
            if fault.code == "GK002":
                self._parents.add(path[:-1])
                # high up a misspelt key has everything below its neighbours: those do not count
                if len(path) > 2:
                    self._deep.add(path[:-1])

    def touch(self, path: DataPath) -> bool:
        """Whether a fault is at, above or below a key, or a misspelt neighbour of it."""
        if not self._paths:
            return False
        if path in self._above or path[:-1] in self._parents:
            return True
        starts = [path[:length] for length in range(len(path) + 1)]
        return any(start in self._paths or start in self._deep for start in starts)


def _is_within(path: DataPath, places: Collection[DataPath]) -> bool:
    """Whether a key, or one above it, is one of some places."""
    return any(path[:length] in places for length in range(1, len(path) + 1))


@dataclass(frozen=True, eq=False)
class Draft:
    """What rules and narrative work on: a report, its figures, its layout, its faults.

    One draft is not another, so that what was reckoned of it may be remembered by it.

    `sections` are the layout's, or those a data file of a free layout brings.

    Of a report that is `published` some cells may be `unread`: of them nothing is known, and
    nothing may be said of them. `blank` ones were read and hold no number. `strange` are rows of
    its tables that no form has: the table and the row's label. `misprinted` cells hold a number
    that is no count. `released` is the day it says it
    was published, `today` the day to judge by, where somebody names one.
    """

    report: Report
    figures: Figures
    layout: Layout
    sections: tuple[Section, ...]
    skipped: frozenset[DataPath] = frozenset()
    faults: tuple[Fault, ...] = ()
    published: bool = False
    unread: frozenset[DataPath] = frozenset()
    blank: frozenset[DataPath] = frozenset()
    strange: tuple[tuple[str, str], ...] = ()
    misprinted: Mapping[DataPath, str] = field(default_factory=dict)
    released: datetime.date | None = None
    today: datetime.date | None = None

    def is_unread(self, path: DataPath) -> bool:
        """Whether a key, or one above it, could not be read of a published report."""
        return bool(self.unread) and _is_within(path, self.unread)

    def find_printed(self, key: str) -> Number | None:
        """The figure as it stands in the report: a draft prints sums, a published one its own."""
        return self.figures.typed.get(key) if self.published else self.figures.get(key)

    def is_skipped(self, path: DataPath) -> bool:
        """Whether a key, or one above it, holds 略."""
        return bool(self.skipped) and _is_within(path, self.skipped)

    def is_faulty(self, path: DataPath) -> bool:
        """Whether something at, above or below a key could not be read: that is reported itself.

        A misspelt key counts for its neighbours: it is likely to be the one they miss.
        """
        return self._faulty.touch(path)

    @cached_property
    def _faulty(self) -> FaultyPlaces:
        return FaultyPlaces(self.faults)

    def given(self, path: DataPath) -> bool:
        """Whether the data file says anything under a key of 总体情况.方面.数据."""
        entry = self.report.overview.aspects.get(str(path[1]))
        if entry is None or not isinstance(entry.data, dict):
            return False
        value = entry.data.get(path[3])
        if isinstance(value, Mapping):
            return any(part is not None for part in value.values())
        return value is not None

    def find_text(self, aspect: str, indicator: str) -> str:
        """A text indicator as typed; nothing where there is none."""
        entry = self.report.overview.aspects.get(aspect)
        data = entry.data if entry and isinstance(entry.data, dict) else {}
        value = data.get(indicator)
        return value if isinstance(value, str) else ""

    def told(self, path: DataPath) -> bool:
        """Whether any figure or text is given at or below a key, or it is skipped."""
        return self.is_skipped(path) or spell_path(path) in self._filled or path in self._told

    @cached_property
    def _filled(self) -> set[str]:
        """The keys of figures, and all above them."""
        found: set[str] = set()
        for name in self.figures.completed:
            while name and name not in found:
                found.add(name)
                name = name.rpartition(".")[0]
        return found

    @cached_property
    def texts(self) -> tuple[tuple[DataPath, str], ...]:
        """Every text of the envelope with its path in the data file."""
        return tuple(list_texts(self.report))

    @cached_property
    def printed_texts(self) -> tuple[tuple[DataPath, str], ...]:
        """Those that may reach the report."""
        return tuple((path, text) for path, text in self.texts if is_printed(path))

    @cached_property
    def _told(self) -> set[DataPath]:
        """The keys of texts, and all above them."""
        found: set[DataPath] = set()
        for path, text in self.texts:
            if text:
                found.update(path[:length] for length in range(len(path) + 1))
        return found

    def missing(self, *path: str) -> bool:
        """Whether a figure is neither given nor deliberately left out; unread and blank are not."""
        # a report that was published blank is told of in one line (GK001)
        if path in self.blank or self.is_unread(path):
            return False
        return self.figures.get(".".join(path)) is None and not self.is_skipped(path)
