"""Pull 收回改稿: what an editor changed in a draft, and what of it goes into the data file.

edited .docx + the draft as it went out (its snapshot) → passages and cells that differ → items
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from gkdraft.layout.resources import Resources
from gkdraft.messages import say
from gkdraft.prose.document import Document, Grid, list_figures
from gkdraft.prose.expressions import is_known
from gkdraft.prose.snapshot import read_snapshot
from gkdraft.reading.edited import EditedDocument
from gkdraft.reading.published.catalogue import Catalogue
from gkdraft.reading.published.tables import read_tables
from gkdraft.report.draft import Draft
from gkdraft.revise.alignment import Passage
from gkdraft.revise.changes import Change
from gkdraft.revise.decisions import Item, Judge
from gkdraft.revise.edited_passages import (
    EditedPassage,
    find_wording,
    list_base,
    list_edited,
    list_sentences,
)
from gkdraft.revise.long_alignment import align_long
from gkdraft.revise.margin import list_margin
from gkdraft.revise.prose_changes import ProseReader
from gkdraft.revise.table_changes import TableReader, list_tables
from gkdraft.revise.wording import normalise_text

# paragraphs at the top of a report, in which its body and year are named
HEAD = 10


@dataclass(frozen=True, slots=True)
class Consequence:
    """A sentence or a cell that the data will give, and the edited draft does not have."""

    place: str
    text: str


@dataclass(frozen=True)
class Pull:
    """What came back: the items in reading order, and what must be said beside them.

    `cells`: the place and the text of the cells of the edited tables.
    `consequences`: what will read otherwise than in the edited draft once all that is sure is
    taken: totals, figures that follow, what was not taken.
    """

    items: tuple[Item, ...]
    remarks: tuple[str, ...] = ()
    consequences: tuple[Consequence, ...] = ()
    cells: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    @property
    def changes(self) -> tuple[Change, ...]:
        return tuple(item.change for item in self.items)


def pull_changes(
    draft: Draft, document: Document, edited: EditedDocument, resources: Resources
) -> Pull:
    """Everything an editor changed that is not yet in the data.

    `document` is what the data file gives now.
    """
    snapshot = read_snapshot(edited.properties)
    base = snapshot or document
    passages = list_edited(edited)
    ours = list_base(base, document)
    pairings = align_long(ours, [one.passage for one in passages])
    prose = ProseReader(base, passages, partial(is_known, draft))
    tables = TableReader(
        list(draft.layout.forms.values()),
        list_tables(passages),
        read_tables(edited.flow, Catalogue.load(resources)),
    )
    judge = Judge(draft, base, document, _is_anchored(ours, passages))
    items = judge.settle(list(prose.list_rewordings(pairings)), list(tables.list_cells(base)))
    others = [*tables.list_rows(document), *list_margin(edited)]
    found = [*items, *map(Item, others)]
    remarks = [*edited.remarks, *_list_remarks(snapshot, document)]
    is_ours = snapshot is not None and _is_same_report(snapshot, document)
    if not (is_ours and _names_report(passages, draft)):
        # without it nobody can tell whose change it is, the editor's or the data's
        found = [_doubt_item(item) for item in found]
    return Pull(tuple(found), tuple(remarks), cells=tables.list_texts())


def _is_same_report(snapshot: Document, document: Document) -> bool:
    """Whether a draft is of this body and year."""
    return (snapshot.year, snapshot.title) == (document.year, document.title)


def _doubt_item(item: Item) -> Item:
    return item._replace(change=item.change._replace(confidence="low"))


def list_consequences(
    document: Document, edited: EditedDocument, cells: Mapping[str, tuple[str, str]]
) -> Iterator[Consequence]:
    """What of a report does not stand in the edited draft."""
    for block in document.blocks:
        for cell in list_figures(block) if isinstance(block, Grid) else ():
            place, text = cells.get(cell.key, ("", cell.text))
            if normalise_text(text) != normalise_text(cell.text):
                now, before = cell.text or say("空白"), text or say("空白")
                yield Consequence(place, say("{now}（改稿 {before}）", now=now, before=before))
    there = set[str]()
    for passage in list_edited(edited):
        there.update(sentence.text for sentence in passage.sentences)
        there.add(passage.passage.text)
    for name, block in zip(document.names, document.blocks, strict=True):
        for sentence, _ in list_sentences(name, find_wording(block)):
            if sentence.text not in there:
                yield Consequence(name, sentence.text)


def _is_anchored(ours: Sequence[Passage], passages: Sequence[EditedPassage]) -> bool:
    """Whether the bookmarks of the draft are still there."""
    there = {name for one in passages for name in one.passage.anchors}
    return any(one.anchors & there for one in ours)


def _names_report(passages: Sequence[EditedPassage], draft: Draft) -> bool:
    """Whether a document names this body and year at its head: another's may be pasted into it."""
    head = "".join(one.text for one in passages[:HEAD])
    report = draft.report
    return normalise_text(report.agency.short) in head and f"{report.year}年" in head


def _list_remarks(snapshot: Document | None, document: Document) -> Iterator[str]:
    if snapshot is None:
        yield say(
            "稿子里没有生成时的记录（复制到了新文件，或去掉了文件属性）："
            "与数据文件现在的样子对照，数据改过的地方也会列成改动，所以都要点名才写入"
        )
    elif not _is_same_report(snapshot, document):
        yield say(
            "这份稿子是“{title}”，数据文件写的是“{own}”，所以都要点名才写入",
            title=snapshot.title, own=document.title,
        )  # fmt: skip
