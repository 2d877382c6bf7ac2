"""The record a data file is read on: what has been found so far."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from gkdraft.base.places import DataPath, suggest_name
from gkdraft.layout.layout import Layout
from gkdraft.report.draft import Fault
from gkdraft.report.figures import Figures


@dataclass(frozen=True)
class Record:
    """The layout to read by, and figures, deliberate gaps and faults as they come up."""

    layout: Layout
    figures: Figures = field(default_factory=Figures)
    skipped: set[DataPath] = field(default_factory=set)
    faults: list[Fault] = field(default_factory=list)

    def fault(self, code: str, path: DataPath, message: str) -> None:
        self.faults.append(Fault(code, path, message))

    def suggest(self, word: str, names: Iterable[str]) -> str:
        """，是否想写“…”？ for a name that is nearly right, while there are few such faults."""
        return suggest_name(word, names, len(self.faults))
