"""A beginning 起步: what was chosen so far for a new data file, and what is proposed. A value.

What the person typed is kept where it is not what was proposed anyway: a proposal follows last
year's report when another one is taken.
"""

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal, get_args

from gkdraft.base.typed_paths import read_typed
from gkdraft.errors import GkdraftError
from gkdraft.layout.resources import Resources
from gkdraft.messages import say, translate
from gkdraft.newyear.new_file import check_target
from gkdraft.newyear.opening import (
    StartError,
    choose_agency,
    choose_layout,
    choose_year,
    open_year,
)
from gkdraft.newyear.start import Start
from gkdraft.reading.published import Published
from gkdraft.render import saving
from gkdraft.report.agency import find_level
from gkdraft.report.model import Notice
from gkdraft.report.model_body import Level

Entry = Literal["year", "agency", "level", "name"]
ENTRIES: tuple[Entry, ...] = get_args(Entry)
LEVELS: tuple[str, ...] = get_args(Level)


@dataclass(frozen=True)
class Beginning:
    """What a new data file will start from; `prior` and `notices` with the files they are of."""

    folder: Path
    resources: Resources
    prior: tuple[Path, Published] | None = None
    notices: tuple[tuple[Path, Notice], ...] = ()
    typed: Mapping[Entry, str] = field(default_factory=dict)

    @property
    def report(self) -> Published | None:
        """Last year's report."""
        return self.prior[1] if self.prior else None

    @property
    def tasks(self) -> tuple[Notice, ...]:
        """The notices as they were read."""
        return tuple(notice for _path, notice in self.notices)

    def drop_notice(self, path: Path) -> "Beginning":
        """Without the notice of a file."""
        return replace(self, notices=tuple(one for one in self.notices if one[0] != path))

    def find(self, entry: Entry) -> str:
        """What was typed, else what is proposed; empty if nothing is."""
        return self.typed.get(entry) or self.propose(entry)

    def propose(self, entry: Entry) -> str:
        """What follows from the documents and what was typed; never from the calendar."""
        match entry:
            case "year":
                return self._propose_year()
            case "agency":
                return self.report.agency if self.report else ""
            case "level":
                return find_level(self.find("agency"), self.resources)
        return self._propose_name()

    def _propose_year(self) -> str:
        try:
            return str(choose_year(self.tasks, self.report, None))
        except StartError:
            return ""

    def _propose_name(self) -> str:
        name = f"{self.find('year')}.yaml"
        try:
            return saving.find_new_path(self.folder / name).name
        except GkdraftError:  # the folder is gone, or not to be looked at: writing will tell
            return name

    def explain_year(self) -> str:
        """Why no year is proposed; nothing if one is."""
        try:
            choose_year(self.tasks, self.report, None)
        except StartError as error:
            return translate(str(error))
        return ""

    def put(self, entry: Entry, text: str) -> "Beginning":
        """With an entry as it was typed. GkdraftError if it cannot be that."""
        read: Mapping[Entry, Callable[[str], str]] = {
            "year": self._read_year, "agency": self._read_agency,
            "level": str, "name": self._read_name,
        }  # fmt: skip
        if not text.strip():
            raise StartError(say("这一项不能空着"), entry)
        value = read[entry](text.strip())
        typed = {name: kept for name, kept in self.typed.items() if name != entry}
        if value != self.propose(entry):
            typed[entry] = value
        return replace(self, typed=typed)

    def _read_year(self, text: str) -> str:
        plain = unicodedata.normalize("NFKC", text).removesuffix("年").strip()
        if not (plain.isascii() and plain.isdigit() and len(plain) == 4):
            raise StartError(say("{} 不是年份，应为四位数字，如 2026", text), "year")
        year = choose_year(self.tasks, self.report, int(plain))
        choose_layout(year, "", self.resources)
        return plain

    def _read_agency(self, text: str) -> str:
        return choose_agency(text, self.report)

    def _read_name(self, text: str) -> str:
        check_target(self.find_path(text))
        return text

    def find_path(self, name: str) -> Path:
        """Where a data file of that name is."""
        return self.folder / read_typed(name)

    @property
    def target(self) -> Path:
        """Where the new data file will be."""
        return self.find_path(self.find("name"))

    def open(self) -> Start:
        """All of it as the start of a year. GkdraftError if it does not make one."""
        year = self.find("year")
        return open_year(
            self.tasks, int(year) if year else None, self.find("agency"), self.find("level"), "",
            self.resources, self.report,
        )  # fmt: skip
