"""Merging 并入: last build, data now, edited document → what is done to the document."""

from collections.abc import Iterator, Sequence

from gkdraft.errors import OutputError
from gkdraft.messages import say
from gkdraft.prose.document import Document
from gkdraft.prose.snapshot import read_snapshot
from gkdraft.reading.edited import EditedDocument
from gkdraft.reading.published.catalogue import Catalogue
from gkdraft.reading.published.tables import read_tables
from gkdraft.report.draft import Draft
from gkdraft.revise.applying import DataState
from gkdraft.revise.decisions import Item
from gkdraft.revise.edited_passages import list_edited
from gkdraft.revise.figure_places import FigureWriter
from gkdraft.revise.onto.cells import CellMerger
from gkdraft.revise.onto.context import HoldsForeign, Merge
from gkdraft.revise.onto.figures import FigureJudge, list_cells
from gkdraft.revise.onto.plan import Plan
from gkdraft.revise.onto.prose import ProseMerger
from gkdraft.revise.onto.renumbering import renumber_headings
from gkdraft.revise.onto.snapshots import compose_snapshot, rename_bookmarks
from gkdraft.revise.pull import pull_changes
from gkdraft.revise.revision import Reviser
from gkdraft.revise.table_changes import TableReader, list_tables


def plan_merge(reviser: Reviser, edited: EditedDocument, holds_foreign: HoldsForeign) -> Plan:
    """What the data changed since the last build, as it goes into the edited document.

    OutputError if the document does not say what it was built from, or is another report.
    """
    state = reviser.state
    base = _find_base(edited, state.document)
    passages = list_edited(edited)
    tables = TableReader(
        list(state.draft.layout.forms.values()),
        list_tables(passages),
        read_tables(edited.flow, Catalogue.load(reviser.resources)),
    )
    merged = _take_figures(reviser, edited)
    judge = FigureJudge(state.draft, merged.draft, lambda: _read_printed(reviser, tables))
    merge = Merge(base, state.document, merged.document, passages, judge, holds_foreign)
    cells = CellMerger(merge, tables).run()
    ProseMerger(merge, cells).run()
    renumber_headings(merge)
    merge.plan.base = base
    merge.plan.snapshot = compose_snapshot(base, state.document, merge.entries)
    merge.plan.bookmarks = rename_bookmarks(base, merge.entries)
    return merge.plan


def _find_base(edited: EditedDocument, document: Document) -> Document:
    """What the document said when it was built."""
    base = read_snapshot(edited.properties)
    # a name stands for one block
    if base is None or len(set(base.names)) < len(base.names):
        raise OutputError(
            say(
                "{name}: 稿子里没有生成时的记录（复制到了新文件，或去掉了文件属性），分不出哪些是"
                "改稿人改的，没有动它；请用 gkdraft pull 把改动收回数据文件，再重新生成",
                name=edited.name,
            )
        )
    is_same = base.title == document.title or base.author == document.author
    if base.year != document.year or not is_same:
        raise OutputError(
            say(
                "{name}: 这份稿子是“{title}”，数据文件写的是“{own}”，没有动它",
                name=edited.name, title=base.title, own=document.title,
            )
        )  # fmt: skip
    return base


def _take_figures(reviser: Reviser, edited: EditedDocument) -> DataState:
    """The data with the figures that the editor changed."""
    state = reviser.state
    pull = pull_changes(state.draft, state.document, edited, reviser.resources)
    return reviser.open().set_figures(dict(_list_figures(pull.items)))


def _list_figures(items: Sequence[Item]) -> Iterator[tuple[str, str]]:
    """What changes a figure and was read without doubt, whoever else changed it."""
    for item in items:
        if item.figure and (item.is_sure or item.change.origin in ("bookmark", "exact")):
            yield item.figure


def _read_printed(reviser: Reviser, tables: TableReader) -> Draft:
    """The data with every figure as the tables of the edited document have it."""
    now = list_cells(reviser.state.document)
    draft = reviser.state.draft
    writer = FigureWriter(draft, {})
    figures: dict[str, str] = {}
    for key, found in tables.found.items():
        if not found.text or found.confidence == "low" or found.text == now.get(key, found.text):
            continue
        is_given = key in draft.figures.keys and not writer.is_computed(key)
        if is_given and writer.is_readable(key, found.text):
            figures[key] = found.text
    return reviser.open().set_figures(figures).draft
