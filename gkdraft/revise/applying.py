"""Applying 写入: changes an editor made become changes of the data, which then give the same text.

A wording goes to the text of the data file it stands in, if the report then reads as the editor
has it; else it becomes a 修改, which is laid over the text.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from gkdraft.base.places import DataPath, Plain
from gkdraft.base.plain_data import Changes, apply_changes, look_up
from gkdraft.prose.document import Document
from gkdraft.report.draft import Draft
from gkdraft.report.model import SKIP
from gkdraft.revise.decisions import EDITS, Item, Wording
from gkdraft.revise.figure_places import FigureWriter
from gkdraft.revise.own_texts import find_source
from gkdraft.revise.standing import Standing


@dataclass(frozen=True)
class DataState:
    """What a data file holds, and the report it gives."""

    data: Plain
    draft: Draft
    document: Document


Compose = Callable[[Plain], DataState]
"""The state that data give."""


class Applier:
    """Data, and the changes made to them one after the other."""

    def __init__(self, state: DataState, compose: Compose) -> None:
        self.state, self.compose = state, compose
        self.changes: dict[DataPath, Plain] = {}

    def apply(self, items: Iterable[Item]) -> Changes:
        """The changes of the data that these items ask for."""
        chosen = list(items)
        self.set_figures(dict(item.figure for item in chosen if item.figure))
        # several figures in one sentence share its new wording
        for wording in dict.fromkeys(item.wording for item in chosen if item.wording):
            self._apply_wording(wording)
        return self.changes

    def set_figures(self, figures: Mapping[str, str]) -> DataState:
        """The state with other figures."""
        writer = FigureWriter(self.state.draft, self.state.data)
        for key, text in figures.items():
            writer.write(key, text)
        if writer.values:
            self._accept(writer.values)
        return self.state

    def _accept(self, changes: Changes, state: DataState | None = None) -> None:
        self.changes.update(changes)
        self.state = state or self.compose(apply_changes(self.state.data, changes))

    def _apply_wording(self, wording: Wording) -> None:
        standing = Standing(self.state.draft, self.state.document)
        is_done = standing.is_done(wording.place, wording.before, wording.after)
        # a paragraph may be wanted twice
        if wording.before and is_done:
            return
        recorded, _ = standing.find_rival(wording.place, wording.before, wording.after)
        if recorded:
            self._accept({recorded: wording.after or SKIP})
        elif found := self.try_source(wording):
            self._accept(*found)
        else:
            self._accept(_compose_edit(self.state.draft, wording))

    def try_source(self, wording: Wording) -> tuple[Changes, DataState] | None:
        """The text changed in which a wording stands; None if that is not all it would do."""
        source = find_source(self.state.draft, wording.before, wording.after)
        if source is None or not isinstance(look_up(self.state.data, source[0]), str):
            return None
        changes: Changes = {source[0]: source[1] or None}
        changed = self.compose(apply_changes(self.state.data, changes))
        standing = Standing(self.state.draft, self.state.document)
        wanted = standing.replace(wording.place, wording.before, wording.after)
        if Standing(changed.draft, changed.document).texts != wanted:
            return None
        return changes, changed

    def drop_false_sources(self, items: Iterable[Item]) -> Iterator[Item]:
        """The items; a wording whose source would change more than it is a 修改."""
        for item in items:
            wording = item.wording
            if wording is None or wording.source is None or self.try_source(wording):
                yield item
            else:
                change = item.change._replace(target=EDITS)
                yield item._replace(change=change, wording=wording._replace(source=None))


def _compose_edit(draft: Draft, wording: Wording) -> Changes:
    """One more 修改."""
    entry: dict[str, Plain] = {"位置": wording.place}
    if wording.before:
        entry["原文"] = wording.before
    if wording.level:
        entry["级别"] = str(wording.level)
    entry["正文"] = wording.after or SKIP
    return {(EDITS, len(draft.report.edits)): entry}
