"""Offices 单位: who is asked, for what and until when. Pure."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from gkdraft.base.places import DataPath
from gkdraft.gathering.words import GatheringWords
from gkdraft.report.division import has_item, resolve_item
from gkdraft.report.draft import Draft
from gkdraft.report.model import Task
from gkdraft.report.tasks import PlacedTask, find_foreign, list_tasks

TOGETHER = "会同"
_LEVELS = "省市县区州盟旗"


@dataclass
class Office:
    """One office: the places of the data file it fills in, and its tasks."""

    name: str
    due: datetime.date | None = None
    places: list[DataPath] = field(default_factory=list)
    tasks: list[PlacedTask] = field(default_factory=list)

    def answers(self, path: DataPath) -> bool:
        """Whether what stands at a place is this office's to fill in."""
        if any(path[: len(place)] == place for place in self.places):
            return True
        return any(path[: len(task.path)] == task.path for task in self.tasks)


class OfficeNames:
    """What offices are called: by name, by 又称, with and without the place they belong to."""

    def __init__(self, draft: Draft) -> None:
        agency = draft.report.agency
        self.area = agency.short or agency.name.removesuffix("人民政府")
        self._names: dict[str, str] = {}
        for office in draft.report.division.offices:
            for name in (office.name, *office.others):
                self._names.setdefault(self._strip(name), office.name)

    def _strip(self, name: str) -> str:
        """江临市司法局, 市司法局 and 司法局 are one office of 江临市."""
        bare = "".join(name.split()).removeprefix(self.area)
        level = self.area[-1:]
        return bare.removeprefix(level) if level in _LEVELS and len(bare) > 3 else bare

    def find(self, name: str) -> str:
        """The name an office goes by; what is called for the first time keeps its name."""
        return self._names.setdefault(self._strip(name), name)

    def is_known(self, name: str) -> bool:
        """Whether an office was called so before."""
        return self._strip(name) in self._names


@dataclass(frozen=True)
class Roster:
    """All offices of a data file, and the names of tasks that belong to no single one."""

    draft: Draft
    words: GatheringWords

    @cached_property
    def names(self) -> OfficeNames:
        return OfficeNames(self.draft)

    @cached_property
    def offices(self) -> dict[str, Office]:
        """By name, in the order in which they come up."""
        found: dict[str, Office] = {}
        division = self.draft.report.division
        for key, names in division.items.items():
            for name in names:
                place = resolve_item(self.draft.layout, key)
                self._open(found, self.names.find(name)).places.append(place)
        for entry in list_tasks(self.draft.report):
            for name in self.list_owners(entry):
                self._open(found, name).tasks.append(entry)
        return found

    @staticmethod
    def _open(found: dict[str, Office], name: str) -> Office:
        return found.setdefault(name, Office(name))

    def find(self, name: str) -> str:
        """The name by which an office is known here, whatever it is called elsewhere."""
        return self.names.find(name) if self.offices else name

    def list_owners(self, entry: PlacedTask) -> list[str]:
        """Who answers a task: those who lead it, else all who are responsible for it."""
        if find_foreign(entry) or entry.task.merged:
            return []
        named = filter(self._is_one, _list_named(entry.task))
        return list(dict.fromkeys(map(self.names.find, named)))

    def _is_one(self, name: str) -> bool:
        """Whether a name is that of one office, not of many: 各乡镇, 有关部门."""
        return self.names.is_known(name) or not _holds_any(name, self.words.several)

    @property
    def own(self) -> str:
        """The office that makes the report itself."""
        agency = self.draft.report.agency
        return agency.compiler or agency.name

    def find_due(self, name: str) -> datetime.date | None:
        """Until when an office is to hand in."""
        division = self.draft.report.division
        own = [office.due for office in division.offices if office.name == name and office.due]
        return own[0] if own else division.due

    def list_ownerless(self) -> list[PlacedTask]:
        """Tasks that name nobody, or only many at once: nobody is asked for them."""
        entries = list_tasks(self.draft.report)
        asked = [e for e in entries if not (e.task.merged or find_foreign(e) or e.task.state)]
        return [entry for entry in asked if not self.list_owners(entry)]

    def propose_items(self) -> Mapping[str, tuple[str, ...]]:
        """分工.填报 as the names of the offices suggest it; nothing that is divided already."""
        known = self.draft.report.division.items
        found: dict[str, tuple[str, ...]] = {}
        for proposal in self.words.proposals:
            fitting = [name for name in self.offices if _holds_any(name, proposal.names)]
            for item in proposal.items:
                if fitting and item not in known and self._has(item):
                    found[item] = tuple(fitting[:1])
        return found

    def _has(self, item: str) -> bool:
        return has_item(self.draft.layout, resolve_item(self.draft.layout, item))


def _list_named(task: Task) -> list[str]:
    """Who leads a task, else all responsible; of 公安厅会同人社厅 (福建 2016) the first leads."""
    named = task.lead or task.responsible
    return [name.partition(TOGETHER)[0] or name for name in named if name]


def _holds_any(text: str, words: Iterable[str]) -> bool:
    return any(word in text for word in words)
