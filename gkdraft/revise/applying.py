"""Applying 写入: changes an editor made go into the data file, which then gives the same text.

A wording goes to the text of the data file it stands in, if the report then reads as the editor
has it; else it becomes a 修改, which is laid over the text.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from gkdraft.base.places import DataPath, Plain
from gkdraft.errors import InputError
from gkdraft.prose.document import Document
from gkdraft.report.datafile import change_bytes
from gkdraft.report.draft import Draft
from gkdraft.report.model import SKIP
from gkdraft.revise.decisions import EDITS, Item, Wording
from gkdraft.revise.figure_places import FigureWriter
from gkdraft.revise.own_texts import find_source
from gkdraft.revise.standing import Standing


@dataclass(frozen=True)
class DataState:
    """A data file's bytes, what they hold, and the report they give."""

    raw: bytes
    data: Plain
    draft: Draft
    document: Document


Compose = Callable[[bytes], DataState]
"""The state that bytes of a data file give."""


def apply_items(raw: bytes, name: str, items: Iterable[Item], compose: Compose) -> bytes:
    """The bytes of the data file with these changes made. InputError if one has no place."""
    chosen = list(items)
    state = compose(raw)
    writer = FigureWriter(state.draft, state.data)
    for key, text in dict(item.figure for item in chosen if item.figure).items():
        writer.write(key, text)
    if writer.values:
        state = compose(change_bytes(state.raw, name, writer.values))
    # several figures in one sentence share its new wording
    for wording in dict.fromkeys(item.wording for item in chosen if item.wording):
        state = _apply_wording(state, name, wording, compose)
    return state.raw


def drop_false_sources(
    items: Iterable[Item], state: DataState, name: str, compose: Compose
) -> Iterator[Item]:
    """The items; a wording whose source would change more than was changed is a 修改."""
    for item in items:
        wording = item.wording
        if wording is None or wording.source is None or _try_source(state, name, wording, compose):
            yield item
        else:
            change = replace(item.change, target=EDITS)
            yield replace(item, change=change, wording=replace(wording, source=None))


def _apply_wording(state: DataState, name: str, wording: Wording, compose: Compose) -> DataState:
    standing = Standing(state.draft, state.document)
    if standing.is_done(wording.place, wording.before, wording.after):
        return state
    changed = _try_source(state, name, wording, compose)
    return changed or compose(change_bytes(state.raw, name, _compose_edit(state.draft, wording)))


def _try_source(
    state: DataState, name: str, wording: Wording, compose: Compose
) -> DataState | None:
    """The state with the text changed that a wording stands in; None if that is not all it does."""
    source = find_source(state.draft, wording.before, wording.after)
    if source is None:
        return None
    path, text = source
    try:
        changed = compose(change_bytes(state.raw, name, {path: text or None}))
    except InputError:
        return None
    standing = Standing(state.draft, state.document)
    return changed if _is_as_wanted(standing, changed, wording) else None


def _is_as_wanted(standing: Standing, changed: DataState, wording: Wording) -> bool:
    """Whether the report differs in this wording and nowhere else."""
    wanted = dict(standing.texts)
    top = wording.place.partition(".")[0]
    wanted[top] = wanted.get(top, "").replace(wording.before, wording.after, 1)
    return Standing(changed.draft, changed.document).texts == wanted


def _compose_edit(draft: Draft, wording: Wording) -> dict[DataPath, Plain]:
    """One more 修改."""
    entry: dict[str, Plain] = {"位置": wording.place}
    if wording.before:
        entry["原文"] = wording.before
    if wording.level:
        entry["级别"] = str(wording.level)
    entry["正文"] = wording.after or SKIP
    return {(EDITS, len(draft.report.edits)): entry}
