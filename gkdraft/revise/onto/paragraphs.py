"""Paragraphs merged 段落合并: those that both sides still have, sentence by sentence."""

from collections.abc import Iterator, Sequence

from gkdraft.messages import say
from gkdraft.prose.anchors import list_sentence
from gkdraft.prose.document import Runs, plain_text
from gkdraft.revise.alignment import Passage, align_passages
from gkdraft.revise.long_alignment import align_long
from gkdraft.revise.onto.clusters import Cluster, join_pairings
from gkdraft.revise.onto.context import Merge, choose_runs
from gkdraft.revise.onto.passages import (
    EditedSentence,
    Sentence,
    chunk_sentences,
    list_document_sentences,
    list_edited_sentences,
)
from gkdraft.revise.onto.plan import Arrival, Conflict, Kind, TextPatch
from gkdraft.revise.onto.sentences import MergedSentence, Span, Stretch, merge_sentence
from gkdraft.revise.onto.snapshots import Chunk, Entry
from gkdraft.revise.wording import normalise_text


class ParagraphMerger:
    """One cluster of paragraphs."""

    def __init__(self, merge: Merge, cluster: Cluster) -> None:
        self.merge, self.cluster = merge, cluster
        self.entries: Sequence[Entry] = ()
        self.base = list_document_sentences(merge.base, cluster.base)
        self.now = list_document_sentences(merge.now, cluster.now)
        self.edited = list(list_edited_sentences(merge.passages, cluster.edited))
        self.clusters = list(self._align())
        self.slot = 0
        self.reached = 0  # edited sentences that are done

    def _align(self) -> Iterator[Cluster]:
        ours = [sentence.passage for sentence in self.base]
        edited = align_long(ours, [sentence.passage for sentence in self.edited])
        bare = [Passage(sentence.text) for sentence in self.base]
        now = align_long(bare, [Passage(sentence.text) for sentence in self.now])
        yield from join_pairings(edited, now)

    @property
    def is_parted_alike(self) -> bool:
        """Whether the paragraphs of the editor begin with the sentences those of the data do."""
        if len(self.cluster.edited) != len(self.cluster.now):
            return False
        for one in self.clusters:
            if one.edited and one.now:
                theirs = self.edited[one.edited.start].at - self.cluster.edited.start
                if theirs != self.now[one.now.start].block - self.cluster.now.start:
                    return False
        return True

    def run(self, entries: Sequence[Entry]) -> None:
        """Merges all sentences; `entries` are the blocks that are recorded of them."""
        self.entries = entries
        for cluster in self.clusters:
            base = self.base[cluster.base.start : cluster.base.stop]
            theirs = self.edited[cluster.edited.start : cluster.edited.stop]
            new = self.now[cluster.now.start : cluster.now.stop]
            if base:
                self._merge_sentences(base, theirs, new)
            elif new:
                self._merge_inserted(cluster.edited, new)
            self.reached = max(self.reached, cluster.edited.stop)

    def _record(self, chunk: Chunk, base: Sequence[Sentence], now: Sequence[Sentence]) -> None:
        """Notes what the next snapshot has, in the block where it stands there."""
        if now and len(self.entries) == len(self.cluster.now):
            self.slot = now[0].block - self.cluster.now.start
        elif base and len(self.entries) == len(self.cluster.base):
            self.slot = base[0].block - self.cluster.base.start
        self.entries[self.slot].chunks.append(chunk)

    def _merge_sentences(
        self,
        base: Sequence[Sentence],
        edited: Sequence[EditedSentence],
        now: Sequence[Sentence],
    ) -> None:
        before, theirs, new = (
            _list_texts(base),
            [one.passage.text for one in edited],
            _list_texts(now),
        )
        if new in (before, theirs):
            if now:
                self._record(chunk_sentences(now, base), base, now)
            return
        if not now and theirs == before and not self._holds_foreign(edited):
            self._remove(edited, self._name_place(base))
            return
        if not now or not edited:
            self._record(chunk_sentences(base, base), base, ())
            self._refuse(base, edited, now)
            return
        self._merge_words(base, edited, now)

    def _merge_words(
        self,
        base: Sequence[Sentence],
        edited: Sequence[EditedSentence],
        now: Sequence[Sentence],
    ) -> None:
        merge = self.merge
        stretch = Stretch(tuple(one.span for one in edited))
        targets: Runs = ()
        for sentence in now:
            targets += self._find_merged(sentence)
        done = merge_sentence(
            chunk_sentences(base).runs, stretch, chunk_sentences(now).runs, targets, merge.judge
        )
        self._record(Chunk(done.recorded, tuple(one.name for one in base)), base, now)
        merge.plan.patches += done.patches
        self._tell(done, base, edited, now)

    def _find_merged(self, sentence: Sentence) -> Runs:
        count = sum(one.block == sentence.block for one in self.now)
        return self.merge.find_merged(sentence, count)

    def _tell(
        self,
        done: MergedSentence,
        base: Sequence[Sentence],
        edited: Sequence[EditedSentence],
        now: Sequence[Sentence],
    ) -> None:
        place, spot = self._name_place(now), self._find_spot(edited)
        texts = _join(_list_texts(base)), _join(_list_texts(now)), _read(edited)
        if done.patches:
            kind: Kind = "figure" if done.is_figure_only else "sentence"
            self.merge.plan.told.append(Arrival(kind, place, texts[2], done.text, spot=spot))
        for one in done.figures:
            self.merge.plan.told.append(
                Conflict(place, one.base, one.now, one.edited, one.key, spot, texts)
            )
        if done.is_refused:
            self.merge.plan.told.append(Conflict(place, *texts, spot=spot))

    def _refuse(
        self,
        base: Sequence[Sentence],
        edited: Sequence[EditedSentence],
        now: Sequence[Sentence],
    ) -> None:
        """What one side took out and the other changed stays as the editor has it."""
        texts = _join(_list_texts(base)), _join(_list_texts(now)), _read(edited)
        place, spot = self._name_place(base), self._find_spot(edited)
        # untouched, it stays for what somebody left on it
        reason = HELD if texts[0] == texts[2] else ""
        self.merge.plan.told.append(Conflict(place, *texts, spot=spot, reason=reason))

    def _merge_inserted(self, chosen: range, now: Sequence[Sentence]) -> None:
        """Sentences the data put in, behind those the editor put in at the same place."""
        edited = self.edited[chosen.start : chosen.stop]
        there = {one.passage.text for one in edited}
        ours = [Passage(sentence.text) for sentence in now]
        pairings = align_passages(ours, [one.passage for one in edited])
        for pairing in pairings:
            if pairing.edited:
                self.reached = chosen.start + pairing.edited.stop
            for sentence in now[pairing.base.start : pairing.base.stop]:
                runs = sentence.runs
                if sentence.text not in there:
                    runs = choose_runs(runs, self._find_merged(sentence))
                    self._insert(sentence, runs)
                self._record(Chunk(runs), (), (sentence,))

    def _insert(self, sentence: Sentence, runs: Runs) -> None:
        point, text = self._find_point(), normalise_text(plain_text(runs))
        if point is None:
            self.merge.plan.told.append(Conflict(sentence.name[0], "", text, ""))
            return
        (paragraph, position, _), spot = point
        # the number of the sentence is known when all are; its bookmark is of the data's numbering
        name = f"{sentence.name[0]} {sentence.name[1]}"
        pieces = tuple(list_sentence(name, runs))
        self.merge.plan.patches.append(TextPatch(paragraph, position, position, pieces))
        self.merge.plan.told.append(Arrival("insert", sentence.name[0], "", text, spot=spot))

    def _find_point(self) -> tuple[Span, str] | None:
        """Behind the last edited sentence that is done, or before the first."""
        if not self.edited:
            return None
        if self.reached:
            paragraph, _, end = self.edited[self.reached - 1].span
            at = self.edited[self.reached - 1].at
        else:
            paragraph, end, _ = self.edited[0].span
            at = self.edited[0].at
        return (paragraph, end, end), self.merge.passages[at].spot

    def _remove(self, edited: Sequence[EditedSentence], place: str) -> None:
        for one in edited:
            paragraph, start, end = one.span
            self.merge.plan.patches.append(TextPatch(paragraph, start, end, ()))
        told = Arrival("delete", place, _read(edited), "", spot=self._find_spot(edited))
        self.merge.plan.told.append(told)

    def _holds_foreign(self, edited: Sequence[EditedSentence]) -> bool:
        return any(self.merge.holds_foreign(*one.span) for one in edited)

    def _find_spot(self, edited: Sequence[EditedSentence]) -> str:
        return self.merge.passages[edited[0].at].spot if edited else ""

    def _name_place(self, sentences: Sequence[Sentence]) -> str:
        return sentences[0].name[0] if sentences else ""


HELD = say("这里有改稿人的批注、图片等，没有删")


def _list_texts(sentences: Sequence[Sentence]) -> list[str]:
    return [sentence.text for sentence in sentences]


def _join(texts: Sequence[str]) -> str:
    return "".join(texts)


def _read(edited: Sequence[EditedSentence]) -> str:
    return "".join(one.passage.text for one in edited)
