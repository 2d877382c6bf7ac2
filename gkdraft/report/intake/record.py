"""The record a data file is read on: what has been found so far."""

from dataclasses import dataclass, field

from gkdraft.base.places import DataPath
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
