"""Sentences merged 句子合并: token by token, a figure in one piece.

A figure the data changed goes where the editor left it, whatever was written around it. Words the
data changed go in where the editor left them and the words beside them; else the editor's stay,
and with them the figures they say something of.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from gkdraft.prose.document import Run, Runs, plain_text
from gkdraft.reading.edited import EditedParagraph
from gkdraft.revise.onto.atoms import (
    Atom,
    EditedAtom,
    join_runs,
    list_atoms,
    list_edited_atoms,
)
from gkdraft.revise.onto.figures import FigureJudge, Settled, is_same
from gkdraft.revise.onto.old_words import Code, OldWords, compare_atoms
from gkdraft.revise.onto.plan import TextPatch
from gkdraft.revise.wording import normalise_text

Span = tuple[EditedParagraph, int, int]
"""Some text of a paragraph of the edited document."""


@dataclass(frozen=True)
class Stretch:
    """Sentences of the edited document, that may stand in several paragraphs."""

    spans: tuple[Span, ...]

    @property
    def raw(self) -> str:
        return "".join(paragraph.text[start:end] for paragraph, start, end in self.spans)

    def locate(self, start: int, end: int) -> Iterator[Span]:
        """Where a part of the text stands; a point is at the end of what is before it."""
        offset = 0
        for number, (paragraph, first, last) in enumerate(self.spans):
            low, high = max(start - offset, 0), min(end - offset, last - first)
            is_last = number == len(self.spans) - 1
            if low < high or (start == end and 0 <= low == high and (low or is_last or not offset)):
                yield paragraph, first + low, first + high
                if start == end:
                    return
            offset += last - first

    def patch(self, start: int, end: int, runs: Runs) -> Iterator[TextPatch]:
        """Runs in the place of a part of the text."""
        pieces = tuple(("run", "", run) for run in runs)
        for paragraph, first, last in self.locate(start, end):
            yield TextPatch(paragraph, first, last, pieces)
            pieces = ()


@dataclass(frozen=True, slots=True)
class FigureConflict:
    """A figure both sides changed, or that the editor took out while the data changed it."""

    key: str
    base: str
    now: str
    edited: str


@dataclass
class MergedSentence:
    """What becomes of a sentence: patches, the text for the snapshot, what did not go in."""

    recorded: Runs
    patches: list[TextPatch] = field(default_factory=list)
    figures: list[FigureConflict] = field(default_factory=list)
    is_refused: bool = False  # the words the data changed did not go in
    text: str = ""  # as it reads then
    is_figure_only: bool = True


def merge_sentence(
    base: Runs, edited: Stretch, now: Runs, merged: Runs, judge: FigureJudge
) -> MergedSentence:
    """A sentence that the data changed and that still stands in the edited document.

    `merged`: what the data and the editor's figures together give for it. Where these make other
    words of it, nobody can tell what it has to say before they are in the data: it stays.
    """
    if normalise_text(edited.raw) == normalise_text(plain_text(now)):
        return MergedSentence(now, text=normalise_text(edited.raw))
    targets = list_atoms(merged)
    if [atom.name for atom in targets] != [atom.name for atom in list_atoms(now)]:
        return MergedSentence(base, is_refused=True, text=normalise_text(edited.raw))
    return _Merger(base, edited, now, targets, judge).merge()


class _Merger:
    def __init__(
        self,
        base: Runs,
        edited: Stretch,
        now: Runs,
        targets: Sequence[Atom],
        judge: FigureJudge,
    ) -> None:
        self.base, self.edited, self.judge = base, edited, judge
        self.now_runs = now
        self.targets = targets
        self.result = MergedSentence(base)
        self.new: list[tuple[int, int, Runs]] = []

    def merge(self) -> MergedSentence:
        """By the new sentence if the edited one says the same but for figures, else by the old."""
        now = list_atoms(self.now_runs)
        theirs = list_edited_atoms(self.now_runs, self.edited.raw)
        if [atom.was for atom in theirs] == list(range(len(now))):
            recorded = self._merge_same(now, theirs)
        else:
            recorded = self._merge_old(now)
        self.result.recorded = join_runs(recorded)
        self.result.patches = list(self._list_patches())
        self.result.text = self._print_result()
        return self.result

    def _merge_same(self, now: Sequence[Atom], theirs: Sequence[EditedAtom]) -> list[Atom]:
        """The editor's sentence has the words of the data's already: figures alone may differ."""
        before = {atom.key: atom.text for atom in list_atoms(self.base) if atom.key}
        recorded = []
        for number, (ours, edited) in enumerate(zip(now, theirs, strict=True)):
            is_done = ours.text == edited.text == self.targets[number].text
            if not ours.key or is_done:
                recorded.append(ours)
                continue
            base = before.get(ours.key, "")
            recorded.append(
                self._settle(Atom(base, ours.key, Run(base, ours.key)), ours, edited, number)
            )
        return recorded

    def _settle(self, base: Atom, now: Atom, edited: EditedAtom, number: int) -> Atom:
        """One figure; what is recorded of it."""
        target, settled = self.targets[number], self._judge(base, now, edited, number)
        if settled.outcome == "arrives":
            text = target.run.text if is_same(target.text, settled.text) else settled.text
            gap = target.run.gap and is_same(target.text, settled.text)
            self.new.append((edited.start, edited.end, (Run(text, now.key, gap),)))
        elif settled.outcome == "conflict":
            self.result.figures.append(FigureConflict(now.key, base.text, now.text, edited.text))
        for known in (now, base, target):
            if is_same(known.text, settled.recorded):
                return Atom(known.text, now.key, known.run)
        return Atom(settled.recorded, now.key, Run(settled.recorded, now.key))

    def _judge(self, base: Atom, now: Atom, edited: EditedAtom, number: int) -> Settled:
        target = self.targets[number].text
        return self.judge.settle(now.key, base.text, now.text, edited.text, target)

    def _merge_old(self, now: Sequence[Atom]) -> list[Atom]:
        words = OldWords(list_atoms(self.base), list_edited_atoms(self.base, self.edited.raw))
        codes = list(compare_atoms(words.base, now))
        hunks = [code for code in codes if code.is_change and not words.has(code, now)]
        beside = words.list_beside(hunks, now)
        is_disputed = any(self._is_disputed(code, words, now, beside) for code in codes)
        goes_in = all(map(words.is_free, hunks)) and not is_disputed
        # a figure says something else beside other words
        held = frozenset[int]() if goes_in else beside
        recorded: list[Atom] = []
        for code in codes:
            if not code.is_change:
                recorded += self._merge_equal(code, words, now, held)
            elif code not in hunks:
                recorded += now[code.left : code.right]
            elif goes_in:
                recorded += self._put_in(code, words)
            else:
                recorded += words.base[code.low : code.high]
        self.result.is_refused = not goes_in
        return recorded

    def _is_disputed(
        self, code: Code, words: OldWords, now: Sequence[Atom], beside: Collection[int]
    ) -> bool:
        """Whether both sides changed a figure beside words that the data changed."""
        if code.is_change:
            return False
        for was, number in code.list_pairs():
            base, ours, edited = words.base[was], now[number], words.find(was)
            if was not in beside or not ours.key or base.text == ours.text:
                continue
            if edited is None or self._judge(base, ours, edited, number).outcome == "conflict":
                return True
        return False

    def _put_in(self, code: Code, words: OldWords) -> Sequence[Atom]:
        """The words of the data in the place of the old ones."""
        new = self.targets[code.left : code.right]
        self.new.append((*words.measure(code), join_runs(new)))
        self.result.is_figure_only = False
        return new

    def _merge_equal(
        self, code: Code, words: OldWords, now: Sequence[Atom], held: Collection[int]
    ) -> Iterator[Atom]:
        """Words that the data left, with the figures among them."""
        for was, number in code.list_pairs():
            if was in held:
                yield words.base[was]
            else:
                yield self._merge_atom(words.base[was], now, number, words.find(was))

    def _merge_atom(
        self, base: Atom, now: Sequence[Atom], number: int, edited: EditedAtom | None
    ) -> Atom:
        ours = now[number]
        if base.text == ours.text and (edited is None or self.targets[number].text == ours.text):
            return ours
        if edited is None:
            self.result.figures.append(FigureConflict(ours.key, base.text, ours.text, ""))
            return base
        return self._settle(base, ours, edited, number)

    def _list_patches(self) -> Iterator[TextPatch]:
        for start, end, runs in self.new:
            yield from self.edited.patch(start, end, runs)

    def _print_result(self) -> str:
        raw = self.edited.raw
        for start, end, runs in sorted(self.new, key=lambda new: new[0], reverse=True):
            raw = raw[:start] + plain_text(runs) + raw[end:]
        return normalise_text(raw)
