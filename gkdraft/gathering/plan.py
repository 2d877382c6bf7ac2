"""The plan of collecting 收表: what may be written, what is to be looked at, who is missing."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from gkdraft.base.places import DataPath, Plain
from gkdraft.base.plain_data import Changes
from gkdraft.gathering.returns import Returned
from gkdraft.messages import Message


class Item(NamedTuple):
    """An answer that may be written: what stands there now, what was handed in, by whom.

    One with a `reason` is only written when a person says so. Of a table that does not add up all
    cells are one item: `more` are those beside the first.
    """

    path: DataPath
    now: str
    value: Plain
    shown: str
    offices: tuple[str, ...]
    places: tuple[str, ...]
    reason: Message | str = ""
    fault: Message | str = ""  # of the table in which the figure was handed in
    more: tuple["Item", ...] = ()

    @property
    def all_(self) -> tuple["Item", ...]:
        """It and those beside it."""
        return (self, *self.more)


@dataclass
class Plan:
    """What collecting comes to."""

    items: list[Item] = field(default_factory=list)
    waiting: dict[DataPath, tuple[str, ...]] = field(default_factory=dict)
    contributions: Changes = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    unknown: list[str] = field(default_factory=list)  # files that are not taken at all
    notes: list[Message | str] = field(default_factory=list)  # what cannot be taken, and why
    faults: dict[tuple[str, str], Message | str] = field(default_factory=dict)
    """What does not add up, by office and table."""

    def find_fault(self, offices: Sequence[str], form: str) -> Message | str:
        """What does not add up in a table of one of some offices."""
        found = (self.faults.get((office, form)) for office in offices)
        return next(filter(None, found), "")

    @property
    def sure(self) -> list[Item]:
        """What is written unasked."""
        return [item for item in self.items if not (item.reason or item.fault)]

    @property
    def doubtful(self) -> list[Item]:
        """What a person is to look at first; the cells of a table that fails together."""
        found: dict[object, Item] = {}
        for item in self.items:
            if item.reason:
                found[item.path, item.shown, item.offices] = item
            elif item.fault:
                key = item.path[0], item.fault
                held = found.get(key)
                found[key] = held._replace(more=(*held.more, item)) if held else item
        return list(found.values())


def choose_usable(returns: Sequence[Returned], year: int, plan: Plan) -> list[Returned]:
    """Files of known offices and of the year that tell something; of one office's two that differ,
    neither.
    """
    usable: dict[str, Returned] = {}
    contested: set[str] = set()
    for one in returns:
        if not one.office or one.is_stranger or one.year not in (0, year):
            plan.unknown.append(one.name)
            continue
        if not (one.answers or one.problems):
            continue
        known = usable.setdefault(one.office, one)
        if known.answers != one.answers:
            contested.add(one.office)
    plan.unknown += [one.name for one in returns if one.office in contested]
    return [one for name, one in usable.items() if name not in contested]
