"""Sentences merged 句子合并: token by token, a figure in one piece.

A figure the data changed goes where the editor left it, whatever was written around it. Words the
data changed go in where the editor left them and the words beside them; else the editor's stay.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from gkdraft.prose.document import Run, Runs, plain_text
from gkdraft.reading.edited import EditedParagraph
from gkdraft.revise.onto.atoms import (
    Atom,
    EditedAtom,
    join_runs,
    list_atoms,
    list_edited_atoms,
)
from gkdraft.revise.onto.figures import FigureJudge, is_same
from gkdraft.revise.onto.plan import TextPatch
from gkdraft.revise.wording import normalise_text

# atoms on either side that must be the editor's and the last build's alike
CONTEXT = 2
# before the first of the old atoms; an atom that the editor wrote
BEGINNING, WRITTEN = -1, -2

# so many characters that are the same between two changes do not part them
CHANCE = 2

Code = tuple[str, int, int, int, int]
"""equal or not, the old atoms, the new atoms."""

Places = Mapping[int, int]
"""Where in the edited sentence the old atoms stand, by their numbers."""

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
        target = self.targets[number]
        settled = self.judge.settle(now.key, base.text, now.text, edited.text, target.text)
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

    def _merge_old(self, now: Sequence[Atom]) -> list[Atom]:
        base = list_atoms(self.base)
        theirs = list_edited_atoms(self.base, self.edited.raw)
        places = {atom.was: at for at, atom in enumerate(theirs) if atom.was >= 0}
        matcher = SequenceMatcher(
            None, [atom.name for atom in base], [atom.name for atom in now], autojunk=False
        )
        codes = list(_join_near(matcher.get_opcodes(), base))
        hunks = [code for code in codes if code[0] != "equal"]
        done = [code for code in hunks if _is_there(theirs, places, len(base), now, code)]
        left_over = [code for code in hunks if code not in done]
        goes_in = all(_is_free(theirs, places, base, code[1], code[2]) for code in left_over)
        recorded: list[Atom] = []
        for code in codes:
            name, low, high, left, right = code
            if name == "equal":
                for offset in range(high - low):
                    at = places.get(low + offset)
                    edited = None if at is None else theirs[at]
                    recorded.append(
                        self._merge_atom(base[low + offset], now, left + offset, edited)
                    )
            elif code in done:
                recorded += now[left:right]
            elif goes_in:
                start, end = _find_slot(theirs, places, len(base), low, high)
                new = self.targets[left:right]
                self.new.append((*_measure(theirs, start, end), join_runs(new)))
                recorded += new
                self.result.is_figure_only = False
            else:
                recorded += base[low:high]
        self.result.is_refused = not goes_in
        return recorded

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


def _join_near(codes: Sequence[Code], base: Sequence[Atom]) -> Iterator[Code]:
    """The changes of words; what is the same by chance between two of them belongs to them."""
    last: Code | None = None
    for at, code in enumerate(codes):
        name, low, high, left, right = code
        is_inner = 0 < at < len(codes) - 1 and high - low <= CHANCE
        is_change = name != "equal" or (is_inner and not any(a.key for a in base[low:high]))
        if last and is_change and last[0] != "equal":
            last = ("replace", last[1], high, last[3], right)
            continue
        if last:
            yield last
        last = ("replace" if is_change else "equal", low, high, left, right)
    if last:
        yield last


def _is_free(
    theirs: Sequence[EditedAtom], places: Places, base: Sequence[Atom], low: int, high: int
) -> bool:
    """Whether the editor left some words and those beside them."""
    start, end = _find_slot(theirs, places, len(base), low, high)
    if start < 0 or end - start != high - low:
        return False
    for offset, word in enumerate(base[low:high]):
        edited = theirs[start + offset]
        if edited.was != low + offset or not is_same(edited.text, word.text):
            return False
    return all(
        _look(theirs, start - step, len(base)) == max(low - step, BEGINNING)
        and _look(theirs, end + step - 1, len(base)) == min(high + step - 1, len(base))
        for step in range(1, CONTEXT + 1)
    )


def _is_there(
    theirs: Sequence[EditedAtom], places: Places, length: int, now: Sequence[Atom], code: Code
) -> bool:
    """Whether the editor changed some words as the data do."""
    _, low, high, left, right = code
    start, end = _find_slot(theirs, places, length, low, high)
    if start < 0:
        return False
    return [one.text for one in theirs[start:end]] == [one.text for one in now[left:right]]


def _look(theirs: Sequence[EditedAtom], at: int, length: int) -> int:
    """Which old atom stands at a place; beyond the ends of the sentence stand its ends."""
    if at < 0:
        return BEGINNING
    if at >= len(theirs):
        return length
    return theirs[at].was if theirs[at].was >= 0 else WRITTEN


def _find_slot(
    theirs: Sequence[EditedAtom], places: Places, length: int, low: int, high: int
) -> tuple[int, int]:
    """Between which edited atoms some old ones stand, or stood; (-1, -1) if nobody can tell."""
    before = places.get(low - 1, -1) if low else -1
    behind = places.get(high, -1) if high < length else len(theirs)
    if (low and before < 0) or behind <= before:
        return -1, -1
    return before + 1, behind


def _measure(theirs: Sequence[EditedAtom], start: int, end: int) -> tuple[int, int]:
    """The part of the text that some atoms are; a point where they are none."""
    if start < end:
        return theirs[start].start, theirs[end - 1].end
    point = theirs[start - 1].end if start else 0
    return point, point
