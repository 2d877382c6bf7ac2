"""Taking 收回: the changes of one edited draft, taken into the data file one after another.

What one decision takes is in the file before the next is asked, as with every answer.
"""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Literal

from gkdraft.base.bounds import DATA_FILE
from gkdraft.base.files import read_file
from gkdraft.errors import GkdraftError, InputError
from gkdraft.messages import _, translate
from gkdraft.revise.applying import DataState
from gkdraft.revise.changes import Change
from gkdraft.revise.decisions import Item, Wording
from gkdraft.revise.revision import Reviser, save_backup
from gkdraft.wizard.file.sitting import Sitting

Decision = Literal["take", "leave", "later"]

Group = tuple[Item, ...]
"""Items that are written together or not at all: one sentence, one figure in several places."""


class Taking:
    """One edited draft: what is asked of it, and what was decided. GkdraftError if unreadable."""

    def __init__(self, sitting: Sitting, edited: Path) -> None:
        self.sitting, self.edited = sitting, edited
        pull = open_reviser(sitting).pull(edited)
        self.remarks = pull.remarks
        self.groups = _group_items(pull.items)
        self.refused = [item for item in pull.items if not item.change.is_taken]
        self.decided: dict[int, Decision] = {}  # by the number of the group, from 0
        self.backup: Path | None = None

    def leave(self, changes: Iterable[Change]) -> None:
        """Decides against what was not wanted before."""
        unwanted = set(changes)
        for number, group in enumerate(self.groups):
            if all(item.change in unwanted for item in group):
                self.decided[number] = "leave"

    def find_open(self) -> int | None:
        """The first group that nobody has decided on."""
        numbers = range(len(self.groups))
        return next((number for number in numbers if number not in self.decided), None)

    def list_rest(self) -> list[int]:
        """The groups still to be decided on that may be taken without a look."""
        numbers = range(len(self.groups))
        return [n for n in numbers if n not in self.decided and is_sure(self.groups[n])]

    def count(self, decision: Decision) -> int:
        """How many groups were decided on so."""
        return list(self.decided.values()).count(decision)

    def take(self, numbers: Sequence[int]) -> bool:
        """Writes groups to the data file; whether they are there. If not, it is said why."""
        chosen: list[Item] = []
        for number in numbers:
            chosen += self.groups[number]
        said = self._write(chosen)
        if said is not None:
            self.sitting.said = said
            return False
        self.decided.update(dict.fromkeys(numbers, "take"))
        return True

    def _write(self, items: Sequence[Item]) -> str | None:
        """Why the items could not be written; None if they were."""
        is_first = self.backup is None
        try:
            changes = open_reviser(self.sitting).open().apply(items)
            if changes:
                self._back_up()
        except GkdraftError as error:
            return translate(str(error))
        if changes and not self.sitting.save(changes):
            contested = _("数据文件在别处改了同一处，这一项没有写入，请看清再定")
            return contested if self.sitting.contested else self.sitting.said
        if is_first and self.backup:
            kept = _("原来的数据文件存为 {}").format(self.backup.name)
            self.sitting.said = "\n".join(filter(None, [self.sitting.said, kept]))
        return None

    def _back_up(self) -> None:
        """Keeps the data file as it was before the first change."""
        if self.backup is None:
            store = self.sitting.store
            raw = store.raw
            with suppress(InputError):  # somebody else may have changed it, or moved it away
                raw = read_file(store.path, DATA_FILE)
            self.backup = save_backup(store.path, raw)


def open_reviser(sitting: Sitting) -> Reviser:
    """The report as the data file gives it now, to be held against an edited draft."""
    session, resources = sitting.session, sitting.checks.resources
    state = DataState(session.data, session.draft, sitting.check().document)
    return Reviser(state, resources)


def is_sure(group: Group) -> bool:
    """Whether a group may be taken without a look."""
    return all(item.is_sure for item in group)


def _group_items(items: Iterable[Item]) -> list[Group]:
    """What can be taken, one entry for each thing that would be written."""
    groups: dict[tuple[str, str] | Wording | None, list[Item]] = {}
    for item in items:
        if item.change.is_taken:
            groups.setdefault(item.figure or item.wording, []).append(item)
    return [tuple(group) for group in groups.values()]
