"""Revision 收回改稿: one data file and the edited drafts that come back to it.

data file → state (data, draft, document) → pull: items → apply: changes of the data → data file
"""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from gkdraft.base.bounds import DATA_FILE
from gkdraft.base.files import read_file
from gkdraft.base.places import Plain, spell_path
from gkdraft.base.watch import watch_work
from gkdraft.errors import InputError
from gkdraft.layout.resources import Resources
from gkdraft.messages import say
from gkdraft.prose import narrative
from gkdraft.prose.snapshot import is_sheet
from gkdraft.reading.edited import EditedDocument, read_edited
from gkdraft.render import saving
from gkdraft.render.locking import hold_folder
from gkdraft.report import datafile, intake
from gkdraft.revise.applying import Applier, DataState
from gkdraft.revise.decisions import Item
from gkdraft.revise.pull import Pull, list_consequences, pull_changes

BACKUP = "（收回改稿前）"


class Reviser:
    """A report, as changes come back to it. Writes nothing."""

    def __init__(self, state: DataState, resources: Resources) -> None:
        self.state, self.resources = state, resources

    def _compose(self, data: Plain) -> DataState:
        """The state that other data of the same layout give."""
        draft = intake.read_draft(data, self.state.draft.layout, {})
        return DataState(data, draft, narrative.compose_document(draft, self.resources))

    def pull(self, edited: Path) -> Pull:
        """What an editor changed that is not yet in the data."""
        with watch_work(str(edited)):
            return self._pull(read_edited(edited))

    def _pull(self, document: EditedDocument) -> Pull:
        if is_sheet(document.properties):
            raise InputError(
                say(
                    "{name}: 这是核对单或问卷，不是报告的稿子，没有可以收回的；"
                    "写在上面的，请在向导里填",
                    name=document.name,
                )
            )
        pull = pull_changes(self.state.draft, self.state.document, document, self.resources)
        items = tuple(self.open().drop_false_sources(pull.items))
        rebuilt = self.open()
        rebuilt.apply(item for item in items if item.is_sure)
        told = tuple(list_consequences(rebuilt.state.document, document, pull.cells))
        return replace(pull, items=items, consequences=told)

    def open(self) -> Applier:
        """The data, to be changed by items."""
        return Applier(self.state, self._compose)


class Revision:
    """A data file, as changes come back to it. InputError if it cannot be read or written to."""

    def __init__(self, path: Path, templates: Path | None = None) -> None:
        self.path = path
        self.raw = read_file(path, DATA_FILE)
        parsed = datafile.parse_datafile(self.raw, str(path))
        for place, line in parsed.repeated.items():
            raise InputError(
                say(
                    "{file}:{line}: “{key}”写了两次，不知道该填哪一处；请先删去一处",
                    file=path, line=line, key=spell_path(place),
                )
            )  # fmt: skip
        resources = Resources(templates or datafile.find_templates(parsed, path))
        draft, document = narrative.compose_parsed(parsed, resources)
        self.reviser = Reviser(DataState(parsed.data, draft, document), resources)

    def pull(self, edited: Path) -> Pull:
        """What an editor changed that is not yet in the data file."""
        return self.reviser.pull(edited)

    def apply(self, items: Iterable[Item]) -> Path | None:
        """Writes the changes, and beside the file what it was before; None if nothing changes.

        OutputError if either cannot be written.
        """
        applier = self.reviser.open()
        changes = applier.apply(items)
        if not changes:
            return None
        raw, _ = datafile.change_bytes(self.raw, str(self.path), changes)
        with hold_folder(self.path):
            if read_file(self.path, DATA_FILE) != self.raw:
                raise InputError(
                    say("{path}: 数据文件刚才在别处改过，没有写入；请再运行一次", path=self.path)
                )
            backup = save_backup(self.path, self.raw)
            saving.write_file(self.path, raw)
        self.raw, self.reviser.state = raw, applier.state
        return backup


def save_backup(path: Path, raw: bytes, mark: str = BACKUP) -> Path:
    """Keeps what a data file was beside it, under a name that no file has yet."""
    backup = saving.find_new_path(path.with_stem(f"{path.stem}{mark}"))
    saving.write_file(backup, raw)
    return backup
