"""Sentences changed 句子的改动: inside paragraphs that are the same, what was worded anew.

Sentences are paired as paragraphs are. A change holds the sentences it takes to tell it: one put
in goes with the one before it, and so does a paragraph that begins elsewhere.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from gkdraft.prose.document import Document, Heading, Run, Runs
from gkdraft.prose.passages import IsReference, write_passage
from gkdraft.revise.alignment import SURE, Pairing, Passage
from gkdraft.revise.changes import NEWLINE, Kind, Piece, Rewording
from gkdraft.revise.edited_passages import EditedPassage, find_wording, list_sentences
from gkdraft.revise.figure_matching import carry_references
from gkdraft.revise.long_alignment import align_long


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence of either side; `opens` says that a paragraph begins with it."""

    passage: Passage
    opens: bool
    place: str
    runs: Runs = ()


def compare_sentences(
    base: Document,
    edited: Sequence[EditedPassage],
    pairing: Pairing,
    is_reference: IsReference,
    known: Mapping[str, Runs],
) -> Iterator[Rewording]:
    """The changes inside paragraphs of a draft that are paragraphs of the edited one.

    `known` are the sentences of the whole draft, of which one may have been moved here.
    """
    ours = list(_list_ours(base, pairing))
    is_heading = isinstance(base.blocks[pairing.base[0]], Heading)
    theirs = list(_list_theirs(edited, pairing, is_heading))
    pairings = align_long([s.passage for s in ours], [s.passage for s in theirs])
    for group in _list_groups([_Step(step, ours, theirs) for step in pairings]):
        hunk = _Hunk(group, known)
        yield hunk.describe(pairing, base.names[pairing.base[0]], is_heading, is_reference)


def _list_ours(base: Document, pairing: Pairing) -> Iterator[_Sentence]:
    for at in pairing.base:
        runs, name = find_wording(base.blocks[at]), base.names[at]
        for number, (passage, part) in enumerate(list_sentences(name, runs)):
            yield _Sentence(passage, number == 0 and at != pairing.base[0], name, part)


def _list_theirs(
    edited: Sequence[EditedPassage], pairing: Pairing, is_heading: bool
) -> Iterator[_Sentence]:
    for at in pairing.edited:
        one = edited[at]
        # a heading is compared without its number, which its order gives
        sentences = (one.passage,) if is_heading else one.sentences
        for number, passage in enumerate(sentences):
            yield _Sentence(passage, number == 0 and at != pairing.edited[0], one.spot)


class _Step:
    """Some sentences of the draft and what they became."""

    def __init__(
        self, pairing: Pairing, ours: Sequence[_Sentence], theirs: Sequence[_Sentence]
    ) -> None:
        self.pairing = pairing
        self.ours = [ours[at] for at in pairing.base]
        self.theirs = [theirs[at] for at in pairing.edited]

    @property
    def is_same(self) -> bool:
        """Whether nothing changed, neither words nor where the paragraph begins."""
        if len(self.ours) != 1 or len(self.theirs) != 1:
            return False
        return self.ours[0].passage.text == self.theirs[0].passage.text and not self.moves_break

    @property
    def moves_break(self) -> bool:
        """Whether a paragraph begins here on one side only."""
        if not self.ours or not self.theirs:
            return any(sentence.opens for sentence in (*self.ours, *self.theirs))
        return self.ours[0].opens != self.theirs[0].opens

    @property
    def is_anew(self) -> bool:
        """Whether a sentence became one that is hardly the same."""
        return self.pairing.is_paired and self.pairing.likeness < SURE

    @property
    def needs_neighbour(self) -> bool:
        """Whether it cannot be told without the sentence before it."""
        return not self.ours or self.moves_break


class _Hunk:
    """Steps that are told together."""

    def __init__(self, steps: Sequence[_Step], known: Mapping[str, Runs]) -> None:
        self.steps, self.known = steps, known
        self.ours: list[_Sentence] = []
        self.theirs: list[_Sentence] = []
        for step in steps:
            self.ours += step.ours
            self.theirs += step.theirs

    def describe(
        self, pairing: Pairing, name: str, is_heading: bool, is_reference: IsReference
    ) -> Rewording:
        """The change, at the first sentence it concerns."""
        ours, theirs = self.ours, self.theirs
        written = [write_passage(sentence.runs, is_reference) for sentence in ours]
        pieces = self._carry()
        return Rewording(
            kind="heading" if is_heading else self._name_kind(pieces),
            place=ours[0].place if ours else name,
            before=_join_lines(ours, written),
            shown=_join_lines(ours, _list_texts(ours)),
            pieces=pieces,
            origin="fuzzy" if pairing.origin == "exact" else pairing.origin,
            likeness=min(step.pairing.likeness for step in self.steps),
            spot=theirs[0].place if theirs else "",
        )

    def _carry(self) -> tuple[Piece, ...]:
        """The new sentences with the figures of the old ones."""
        # in a sentence written anew another number is another statement
        may_change = not any(step.is_anew for step in self.steps)
        return tuple(_list_pieces(self.ours, self.theirs, self.known, may_change))

    def _name_kind(self, pieces: Sequence[Piece]) -> Kind:
        if not pieces:
            return "delete"
        ours = sum(_count_openings(step.ours) for step in self.steps)
        theirs = sum(_count_openings(step.theirs) for step in self.steps)
        if theirs != ours:
            return "split" if theirs > ours else "merge"
        kept = [step for step in self.steps if step.ours]
        is_added = len(kept) < len(self.steps) and all(step.is_same for step in kept)
        return "insert" if is_added else "reword"


def _count_openings(sentences: Sequence[_Sentence]) -> int:
    return sum(sentence.opens for sentence in sentences)


def _list_texts(sentences: Sequence[_Sentence]) -> list[str]:
    return [sentence.passage.text for sentence in sentences]


def _list_pieces(
    ours: Sequence[_Sentence],
    theirs: Sequence[_Sentence],
    known: Mapping[str, Runs],
    may_change: bool,
) -> Iterator[Piece]:
    """The new text; a sentence that only moved keeps all its figures."""
    moved = {**known, **{sentence.passage.text: sentence.runs for sentence in ours}}
    there = {sentence.passage.text for sentence in theirs}
    rest: list[Run] = []
    for sentence in ours:
        rest += sentence.runs if sentence.passage.text not in there else ()
    is_first = True
    for text, sentences in groupby(theirs, lambda one: moved.keys() & {one.passage.text}):
        stretch = list(sentences)
        if stretch[0].opens and not is_first:
            yield NEWLINE
        is_first = False
        now = _join_lines(stretch, _list_texts(stretch))
        runs = moved[stretch[0].passage.text] if text else tuple(rest)
        yield from carry_references(runs, now, may_change)


def _join_lines(sentences: Sequence[_Sentence], texts: Sequence[str]) -> str:
    """The texts of sentences, a new line where a paragraph begins."""
    joined = ""
    for sentence, text in zip(sentences, texts, strict=True):
        joined += (NEWLINE if sentence.opens and joined else "") + text
    return joined


def _are_one(group: Sequence[_Step], behind: _Step) -> bool:
    """Whether a sentence was written anew and its neighbours are gone: it may hold some of each."""
    is_gone = not group[-1].theirs
    if not behind.theirs:
        return any(step.is_anew for step in group)
    return is_gone and behind.is_anew


def _list_groups(steps: Sequence[_Step]) -> Iterator[Sequence[_Step]]:
    """Changed steps, each with the neighbour it needs."""
    groups: list[list[_Step]] = []
    lacks_ours = False
    for step in steps:
        if groups and (step.needs_neighbour or lacks_ours or _are_one(groups[-1], step)):
            groups[-1].append(step)
            lacks_ours = lacks_ours and not step.ours
        else:
            groups.append([step])
            lacks_ours = not step.ours
    for group in _join_moved(groups):
        if not all(step.is_same for step in group):
            yield group


def _join_moved(groups: Sequence[Sequence[_Step]]) -> list[list[_Step]]:
    """A sentence that went elsewhere in its paragraph is told with all that it passed.

    Else whoever takes it out could not tell it from the one put in.
    """
    gone: dict[str, int] = {}
    come: dict[str, int] = {}
    for at, group in enumerate(groups):
        ours = {sentence.passage.text for step in group for sentence in step.ours}
        theirs = {sentence.passage.text for step in group for sentence in step.theirs}
        gone |= dict.fromkeys(ours - theirs, at)
        come |= dict.fromkeys(theirs - ours, at)
    reach: dict[int, int] = {}
    for text in gone.keys() & come.keys():
        low, high = sorted((gone[text], come[text]))
        reach[low] = max(high, reach.get(low, low))
    joined: list[list[_Step]] = []
    last = -1
    for at, group in enumerate(groups):
        if at > last:
            joined.append([])
        joined[-1] += group
        last = max(last, reach.get(at, at))
    return joined
