"""Prose merged 正文合并: block by block of the report.

Where only the data changed, their text goes in; where only the editor did, nothing is done; where
both did, sentences are merged, and what cannot be stays as the editor has it and is told.
"""

from collections.abc import Iterator, Mapping, Sequence

from gkdraft.messages import say
from gkdraft.prose.document import Block, Grid, Run, Runs, Title
from gkdraft.revise.alignment import align_passages
from gkdraft.revise.edited_passages import EditedPassage, list_base
from gkdraft.revise.long_alignment import align_long
from gkdraft.revise.onto.clusters import Cluster, join_pairings
from gkdraft.revise.onto.context import Merge, read_edited_text, read_text
from gkdraft.revise.onto.paragraphs import HELD, ParagraphMerger
from gkdraft.revise.onto.passages import (
    Sentence,
    chunk_sentences,
    find_element,
    list_document_sentences,
    list_passages,
    name_kind,
    read_runs,
)
from gkdraft.revise.onto.plan import Arrival, BlockInsertion, Conflict, Kind, TextPatch
from gkdraft.revise.onto.sentences import Span, Stretch, merge_sentence
from gkdraft.revise.onto.snapshots import Chunk, Entry


class ProseMerger:
    """Merges the text of a report; `cells` are what the next snapshot has in tables."""

    def __init__(self, merge: Merge, cells: Mapping[str, str]) -> None:
        self.merge, self.cells = merge, cells
        self.base, self.now, self.passages = merge.base, merge.now, merge.passages
        self.ours = list_passages(merge.now, merge.now)
        self.reached = 0  # passages of the edited document that are done
        self.put_in: dict[int, Block] = {}

    def run(self) -> None:
        """Merges all blocks."""
        before = list_base(self.base, self.now)
        edited = align_long(before, [one.passage for one in self.passages])
        now = align_long(list_passages(self.base, self.now), self.ours)
        for cluster in join_pairings(edited, now):
            if cluster.base:
                self._merge_blocks(cluster)
            elif cluster.now:
                self._merge_inserted(cluster)
            self.reached = max(self.reached, cluster.edited.stop)

    def _merge_blocks(self, cluster: Cluster) -> None:
        base, now = self._list_blocks(cluster)
        if any(isinstance(block, Grid) for block in base):
            self._record_tables(cluster)
            return
        before, new, theirs = self._read_texts(cluster)
        has_same_kinds = list(map(name_kind, base)) == list(map(name_kind, now))
        if (new == before and has_same_kinds) or new == theirs:
            self._record_now(cluster)
        elif not new or not theirs:
            self._settle_removed(cluster, theirs == before)
        elif has_same_kinds:
            self._merge_sentences(cluster)
        elif theirs == before and not self._holds_foreign(self._list_edited(cluster)):
            self._put_anew(cluster)
        elif not self._merge_sentences(cluster):
            self._tell_conflict(cluster, "¶", PARTED)

    def _list_blocks(self, cluster: Cluster) -> tuple[list[Block], list[Block]]:
        """Those of the last build and those of the data."""
        base = [self.base.blocks[at] for at in cluster.base]
        return base, [self.now.blocks[at] for at in cluster.now]

    def _list_edited(self, cluster: Cluster) -> Sequence[EditedPassage]:
        return self.passages[cluster.edited.start : cluster.edited.stop]

    def _read_texts(self, cluster: Cluster) -> tuple[list[str], list[str], list[str]]:
        """Of the last build, of the data, of the editor."""
        base, now = self._list_blocks(cluster)
        theirs = list(map(read_edited_text, self._list_edited(cluster)))
        return list(map(read_text, base)), list(map(read_text, now)), theirs

    def _put_anew(self, cluster: Cluster) -> None:
        """Blocks that the data part otherwise in the place of those nobody touched."""
        self.reached = cluster.edited.stop
        now = "".join(self._read_texts(cluster)[1])
        self._remove(self._list_edited(cluster), self.base.names[cluster.base[0]], now)
        for at in cluster.now:
            self._put_in(at, is_told=False)
        self._record_now(cluster)

    def _tell_conflict(self, cluster: Cluster, between: str, reason: str) -> None:
        edited = self._list_edited(cluster)
        place, spot = self.base.names[cluster.base[0]], edited[0].spot if edited else ""
        before, new, theirs = map(between.join, self._read_texts(cluster))
        self.merge.plan.told.append(Conflict(place, before, new, theirs, spot=spot, reason=reason))

    def _record_now(self, cluster: Cluster) -> None:
        """The blocks of the data, with the sentences of the last build as far as they are these."""
        is_one = len(cluster.base) == len(cluster.now)
        for number, at in enumerate(cluster.now):
            olds = list(cluster.base)
            if is_one:
                olds = [cluster.base[number]]
            elif number:
                olds = []
            was = tuple(self.base.names[old] for old in olds)
            block = self.put_in.get(at, self.now.blocks[at])
            entry = Entry(block, self.now.names[at], was)
            if block is self.now.blocks[at]:
                entry.chunks = list(self._list_chunks(at, olds))
            else:
                entry.chunks = [Chunk(read_runs(block))]
            entry.restore_number(entry.block)
            self.merge.entries.append(entry)

    def _list_chunks(self, at: int, olds: Sequence[int]) -> Iterator[Chunk]:
        """The sentences of a block of the data, one by one those of the last build if they can."""
        new = list_document_sentences(self.now, range(at, at + 1))
        old: list[Sentence] = []
        for one in olds:
            old += list_document_sentences(self.base, range(one, one + 1))
        if len(old) != len(new):
            yield chunk_sentences(new)
            return
        for ours, was in zip(new, old, strict=True):
            yield chunk_sentences((ours,), (was,))

    def _record_tables(self, cluster: Cluster) -> None:
        for at in cluster.base:
            found = [one for one in cluster.now if isinstance(self.now.blocks[one], Grid)]
            block = self.now.blocks[found[0]] if found else self.base.blocks[at]
            name = self.now.names[found[0]] if found else ""
            entry = Entry(block, name, (self.base.names[at],), cells=dict(self.cells))
            self.merge.entries.append(entry)

    def _record_base(self, cluster: Cluster) -> list[Entry]:
        """Blocks of the last build that stay, without their text."""
        is_one = len(cluster.base) == len(cluster.now)
        found = []
        for number, at in enumerate(cluster.base):
            block, name = self.base.blocks[at], self.base.names[at]
            mine = self.now.names[cluster.now[number]] if is_one else ""
            found.append(Entry(block, mine, (name,)))
        self.merge.entries += found
        return found

    def _record_parts(self, cluster: Cluster) -> list[Entry]:
        """Blocks of the data where both sides part the text alike, without their text."""
        was = tuple(self.base.names[at] for at in cluster.base)
        found = []
        for at in cluster.now:
            found.append(Entry(self.now.blocks[at], self.now.names[at], was))
            was = ()
        self.merge.entries += found
        return found

    def _settle_removed(self, cluster: Cluster, is_untouched: bool) -> None:
        """Blocks that one side took out."""
        edited = self._list_edited(cluster)
        if not edited and not cluster.now:
            return
        is_held = bool(edited) and self._holds_foreign(edited)
        if edited and is_untouched and not is_held:
            self._remove(edited, self.base.names[cluster.base[0]], "")
            return
        for entry, at in zip(self._record_base(cluster), cluster.base, strict=True):
            sentences = list_document_sentences(self.base, range(at, at + 1))
            entry.chunks = [chunk_sentences(sentences, sentences)]
        self._tell_conflict(cluster, "", HELD if is_untouched and is_held else "")

    def _merge_sentences(self, cluster: Cluster) -> bool:
        """Merges the sentences; whether the editor has the paragraphs of the data."""
        merger = ParagraphMerger(self.merge, cluster)
        is_one = len(cluster.base) == len(cluster.now)
        is_alike = merger.is_parted_alike and self._has_levels(cluster)
        record = self._record_parts if is_alike and not is_one else self._record_base
        entries, told = record(cluster), len(self.merge.plan.conflicts)
        merger.run(entries)
        # a block all of whose sentences went is none
        empty = [one for one in entries if not (one.chunks or isinstance(one.block, Title))]
        self.merge.entries = [one for one in self.merge.entries if one not in empty]
        is_told = len(self.merge.plan.conflicts) > told
        for number, entry in enumerate(entries):
            block = self.now.blocks[cluster.now[number]] if is_one else entry.block
            self._finish_entry(entry, block, is_told)
        return is_alike

    def _has_levels(self, cluster: Cluster) -> bool:
        """Whether the editor has headings where the data have them."""
        levels = [one.level for one in self._list_edited(cluster)]
        return levels == [name_kind(block)[1] for block in self._list_blocks(cluster)[1]]

    def _finish_entry(self, entry: Entry, block: Block, is_told: bool) -> None:
        """The number of a heading; a title is that of the data, or stays."""
        if not isinstance(entry.block, Title):
            entry.restore_number(block)
        elif not is_told:
            entry.block = block

    def _merge_inserted(self, cluster: Cluster) -> None:
        """Blocks the data put in, behind those the editor put in at the same place."""
        edited = self.passages[cluster.edited.start : cluster.edited.stop]
        ours = self.ours[cluster.now.start : cluster.now.stop]
        for pairing in align_passages(ours, [one.passage for one in edited]):
            theirs = edited[pairing.edited.start : pairing.edited.stop]
            mine = range(
                cluster.now.start + pairing.base.start, cluster.now.start + pairing.base.stop
            )
            if theirs:
                self.reached = cluster.edited.start + pairing.edited.stop
            if theirs and mine and pairing.origin != "gap":
                self._merge_twins(mine, theirs)
                continue
            for at in mine:
                self._put_in(at)
            self._record_now(Cluster(range(0), range(0), mine))

    def _merge_twins(self, mine: range, edited: Sequence[EditedPassage]) -> None:
        """A block that both sides put in, as one that was taken from an earlier draft."""
        self._record_now(Cluster(range(0), range(0), mine))
        runs: Runs = ()
        for at in mine:
            runs += read_runs(self.now.blocks[at])
        theirs = "".join(map(read_edited_text, edited))
        ours = "".join(read_text(self.now.blocks[at]) for at in mine)
        spans = _list_spans(edited)
        if ours == theirs or not spans:
            return
        old = self.merge.old_figures
        base = tuple(
            Run(old.get(run.key, run.text), run.key, run.gap) if run.key else run for run in runs
        )
        done = merge_sentence(base, Stretch(spans), runs, runs, self.merge.judge)
        place, spot = self.now.names[mine[0]], edited[0].spot
        if done.patches:
            self.merge.plan.patches += done.patches
            self.merge.plan.told.append(Arrival("figure", place, theirs, done.text, spot=spot))
        if done.text != ours:
            self.merge.plan.told.append(Conflict(place, "", ours, theirs, spot=spot))
        self.merge.entries[-len(mine)].chunks = [Chunk(done.recorded)]

    def _put_in(self, at: int, is_told: bool = True) -> None:
        """A block of the data behind what is done of the edited document."""
        block = self.put_in[at] = self.merge.find_merged_block(at)
        self.merge.plan.insertions.append(BlockInsertion(self._find_element(), at, block))
        if is_told:
            text = block.name if isinstance(block, Grid) else read_text(block)
            spot = self.passages[self.reached - 1].spot if self.reached else ""
            self.merge.plan.told.append(Arrival("insert", self.now.names[at], "", text, spot=spot))

    def _find_element(self) -> int | None:
        if not self.reached:
            return None
        return find_element(self.passages[self.reached - 1])

    def _remove(self, edited: Sequence[EditedPassage], place: str, now: str) -> None:
        for paragraph, start, end in _list_spans(edited):
            self.merge.plan.patches.append(TextPatch(paragraph, start, end, ()))
        before = "".join(map(read_edited_text, edited))
        kind: Kind = "sentence" if now else "delete"
        self.merge.plan.told.append(Arrival(kind, place, before, now, spot=edited[0].spot))

    def _holds_foreign(self, edited: Sequence[EditedPassage]) -> bool:
        return any(self.merge.holds_foreign(*span) for span in _list_spans(edited))


PARTED = say("两边分段不同，照改稿的分段")


def _list_spans(edited: Sequence[EditedPassage]) -> tuple[Span, ...]:
    spans: list[Span] = []
    for one in edited:
        if one.source is not None and one.ranges:
            spans.append((one.source, one.ranges[0].start, one.ranges[-1].stop))
    return tuple(spans)
