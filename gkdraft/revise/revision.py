"""Revision 收回改稿: one data file and the edited drafts that come back to it.

raw bytes → state (data, draft, document) → pull: items → apply: other bytes
"""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from gkdraft.base.encoding import decode_text
from gkdraft.base.yaml_reading import parse_yaml
from gkdraft.errors import InputError
from gkdraft.layout.resources import Resources
from gkdraft.messages import say
from gkdraft.prose import narrative
from gkdraft.reading.edited import read_edited
from gkdraft.render import saving
from gkdraft.report import datafile
from gkdraft.revise.applying import DataState, apply_items, drop_false_sources
from gkdraft.revise.decisions import Item
from gkdraft.revise.pull import Pull, list_consequences, pull_changes

BACKUP = "（收回改稿前）"


class Revision:
    """A data file, as changes come back to it. InputError if it cannot be read or written to."""

    def __init__(self, path: Path, templates: Path | None = None) -> None:
        self.path = path
        parsed = datafile.read_datafile(path)
        for place, line in parsed.repeated.items():
            raise InputError(
                say(
                    "{file}:{line}: “{key}”写了两次，不知道该填哪一处；请先删去一处",
                    file=path, line=line, key=".".join(map(str, place)),
                )
            )  # fmt: skip
        self.resources = Resources(templates or datafile.find_templates(parsed, path))
        self.state = self._compose(path.read_bytes())

    def _compose(self, raw: bytes) -> DataState:
        name = str(self.path)
        parsed = parse_yaml(decode_text(raw, name), name)
        draft, document = narrative.compose_parsed(parsed, self.resources)
        return DataState(raw, parsed.data, draft, document)

    def pull(self, edited: Path) -> Pull:
        """What an editor changed that is not yet in the data file."""
        state = self.state
        document = read_edited(edited)
        pull = pull_changes(state.draft, state.document, document, self.resources)
        items = tuple(drop_false_sources(pull.items, state, str(self.path), self._compose))
        rebuilt = self._compose(self.change(item for item in items if item.is_sure))
        told = tuple(list_consequences(rebuilt.document, document))
        return replace(pull, items=items, consequences=told)

    def change(self, items: Iterable[Item]) -> bytes:
        """The data file's bytes with these changes made; nothing is written."""
        return apply_items(self.state.raw, str(self.path), items, self._compose)

    def apply(self, items: Iterable[Item]) -> Path | None:
        """Writes the changes, and beside the file what it was before; None if nothing changes.

        OutputError if either cannot be written.
        """
        raw = self.change(items)
        if raw == self.state.raw:
            return None
        backup = saving.find_new_path(self.path.with_stem(f"{self.path.stem}{BACKUP}"))
        saving.write_file(backup, self.state.raw)
        saving.write_file(self.path.resolve(), raw)
        self.state = self._compose(raw)
        return backup
