"""A data file, as the forms of offices come back to it: read, planned, written in one step."""

import datetime
from collections.abc import Iterable, Sequence
from pathlib import Path

from gkdraft.gathering.collecting import Collector
from gkdraft.gathering.plan import Item, Plan
from gkdraft.gathering.returns import Returned, ReturnReader
from gkdraft.gathering.workbooks import Desk, open_desk
from gkdraft.gathering.writing import read_whole, write_changes


class Collection:
    """One data file and the files that offices hand in. InputError if it cannot be read."""

    def __init__(self, path: Path, templates: Path | None, today: datetime.date) -> None:
        self.path = path
        self.raw = read_whole(path)
        self.desk: Desk = open_desk(path, templates)
        self.collector = Collector(self.desk, today)
        self.reader = ReturnReader(self.desk)

    def read(self, path: Path) -> Returned:
        """What a file tells. InputError if it cannot be read."""
        return self.reader.read(path)

    def plan(self, returns: Sequence[Returned]) -> Plan:
        """What these files come to."""
        return self.collector.plan(returns)

    def apply(self, plan: Plan, taken: Iterable[Item]) -> Path | None:
        """Writes these answers and where figures come from; the file of before, if any changed.

        OutputError if either cannot be written, InputError if somebody else wrote meanwhile.
        """
        changes = self.collector.compose_changes(plan, list(taken))
        return write_changes(self.path, self.raw, changes)
