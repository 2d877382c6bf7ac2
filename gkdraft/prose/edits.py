"""Edits 修改: the wording of editors, laid over what the data give.

Each edit holds the sentences it replaces. Where these are still what the templates write, the
editor's stand in their place and the figures in them follow the data. Where the data have changed
the sentence itself, the editor's wording is kept and a rule says so.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from gkdraft.base.likeness import measure_pairs
from gkdraft.prose import passages
from gkdraft.prose.document import (
    Block,
    Document,
    Heading,
    Note,
    Paragraph,
    PlacedEdit,
    Run,
    Runs,
    plain_text,
)
from gkdraft.prose.expressions import is_known
from gkdraft.prose.numbers import split_runs
from gkdraft.prose.own_words import OwnWords
from gkdraft.prose.passages import IsReference
from gkdraft.prose.shelf import Entry, Place, Shelf
from gkdraft.report.model import Edit

NEAR = 0.5
"""Share of pairs of characters from which a sentence is the one that was changed."""

Renumber = Callable[[Sequence[Block]], list[Block]]


def apply_edits(document: Document, words: OwnWords, renumber: Renumber) -> Document:
    """The document as the editors want it, with what became of each edit."""
    names = passages.name_blocks(document.blocks)
    edits = words.draft.report.edits
    if not edits:
        return replace(document, names=tuple(names))
    desk = _Desk(list(zip(names, document.blocks, strict=True)), words)
    placed = []
    for index, edit in enumerate(edits):
        deleted = words.draft.is_skipped(("修改", index, "正文"))
        if edit.text or deleted:
            placed.append(desk.apply(index, edit))
    entries = desk.shelf.list_entries()
    blocks: Sequence[Block] = [block for _, block in entries]
    if any(isinstance(block, Heading) for block in desk.changed):
        blocks = renumber(blocks)
    called = tuple(name for name, _ in entries)
    return replace(document, blocks=tuple(blocks), names=called, edits=tuple(placed))


@dataclass(frozen=True, slots=True)
class _Found:
    """Where the sentences of an edit stand: entries from `first` on, and the part of their text."""

    first: Place
    count: int
    start: int
    end: int
    follows: bool = True


class _Desk:
    """The blocks with their names, changed in place."""

    def __init__(self, entries: Sequence[Entry], words: OwnWords) -> None:
        self.is_reference: IsReference = partial(is_known, words.draft)
        self.shelf = Shelf(entries, self._read_block)
        self.fill: Callable[[str], Runs] = lambda text: split_runs(words.fill_references(text))
        self.changed: list[Block] = []

    def apply(self, index: int, edit: Edit) -> PlacedEdit:
        """Puts one edit in its place, or says that there is none."""
        if not edit.before:
            return self._insert(index, edit)
        found = self._find(edit)
        text = self._print(edit.text)
        if found is None:
            return PlacedEdit(index, text, follows=False)
        now = self._read(found.first, found.count)[found.start : found.end]
        self._replace(found, edit.text)
        return PlacedEdit(index, text, found.follows, "" if found.follows else self._print(now))

    def _print(self, passage: str) -> str:
        return plain_text(self.fill(passage))

    def _insert(self, index: int, edit: Edit) -> PlacedEdit:
        """Paragraphs of their own behind a named block, or at the end of its section."""
        at, text = self.shelf.find_name(edit.place), self._print(edit.text)
        if at is None:
            section = edit.place.rpartition(".")[0]
            at = self.shelf.find_end(section) if section else None
        if at is None:
            return PlacedEdit(index, text, follows=False)
        made = list(self._compose(edit.place, edit.text.splitlines(), edit.level or 0))
        slot, here = at
        self.shelf.put((slot, here + 1), made)
        self.changed += [block for _, block in made]
        return PlacedEdit(index, text, follows=True)

    def _compose(self, place: str, lines: Sequence[str], level: int) -> Iterator[Entry]:
        at = self.shelf.find_name(place)
        is_heading = at is not None and isinstance(self._get(at), Heading)
        for line in filter(None, map(str.strip, lines)):
            block: Block = Paragraph(self.fill(line))
            name = f"{place}.第0段" if is_heading else place
            if level:
                title = passages.drop_number(line)
                block = Heading(level, self.fill(title))
                name = passages.name_heading(place, level, title)
            yield self.shelf.take_name(name), block

    def _get(self, at: Place) -> Block:
        return self.shelf.list_entries(at, 1)[0][1]

    def _find(self, edit: Edit) -> _Found | None:
        """The sentences word for word: at their place, in their section, anywhere; else nearly."""
        lines = edit.before.strip().splitlines()
        wanted = "\n".join(lines)
        for at in self._list_places(edit.place, wanted if len(lines) == 1 else ""):
            start = self._read(at, len(lines)).find(wanted)
            if start >= 0:
                return _Found(at, len(lines), start, start + len(wanted))
        if len(lines) > 1:
            return None
        return self._find_near(edit.place, wanted)

    def _list_places(self, place: str, words: str) -> Iterator[Place]:
        """Where to look for words, the likeliest first."""
        own = self.shelf.find_name(place)
        if own and isinstance(self._get(own), Paragraph | Note | Heading):
            yield own
        section = place.rpartition(".")[0]
        order = []
        for at, name, block in self.shelf.list_holding(words):
            if isinstance(block, Paragraph | Note | Heading) and at != own:
                is_near = bool(section) and name.startswith(f"{section}.")
                order.append((not is_near, at))
        yield from (at for _, at in sorted(order))

    def _find_near(self, place: str, wanted: str) -> _Found | None:
        """The one sentence of the section that is most like the one that was changed."""
        section = place.rpartition(".")[0]
        best, nearest = None, NEAR
        # what both hold is NEAR of their mean, and no more than either
        for at, block in self.shelf.list_like(wanted, section, NEAR / (2 - NEAR)):
            if not isinstance(block, Paragraph | Note):
                continue
            start = 0
            for sentence in passages.split_sentences(block.runs):
                text = passages.write_passage(sentence, self.is_reference)
                likeness = measure_pairs(text, wanted)
                if likeness > nearest:
                    best, nearest = _Found(at, 1, start, start + len(text), False), likeness
                start += len(text)
        return best

    def _read(self, at: Place, count: int) -> str:
        """The passages of so many blocks, one a line; headings stand by themselves."""
        blocks = [block for _, block in self.shelf.list_entries(at, count)]
        for block in blocks:
            if not hasattr(block, "runs") or (count > 1 and isinstance(block, Heading)):
                return ""
        return "\n".join(map(self._read_block, blocks))

    def _read_block(self, block: Block) -> str:
        runs = getattr(block, "runs", ())
        if isinstance(block, Heading):
            runs = passages.part_number(runs)[1]
        return passages.write_passage(runs, self.is_reference)

    def _replace(self, found: _Found, text: str) -> None:
        """Other sentences in the place of those that were found."""
        here = self.shelf.list_entries(found.first, found.count)
        blocks = [block for _, block in here]
        self.changed += [block for block in blocks if isinstance(block, Heading)]
        block = blocks[0]
        if isinstance(block, Heading):
            self._reword_heading(found.first, block, text)
            return
        runs: list[Run] = []
        answers: tuple[str, ...] = ()
        for one in blocks:
            runs += [*([Run("\n")] if runs else []), *getattr(one, "runs", ())]
            answers += getattr(one, "answers", ())
        before, behind = passages.cut_runs(tuple(runs), found.start, found.end, self.is_reference)
        made: list[Entry] = []
        self.shelf.remove(found.first, found.count)
        for line in _split_lines((*before, *self.fill(text), *behind)):
            is_note = isinstance(block, Note)
            paragraph = Note(line) if is_note else Paragraph(line, answers if not made else ())
            made.append((self.shelf.take_name(here[0][0]), paragraph))
        self.shelf.put(found.first, made)

    def _reword_heading(self, at: Place, block: Heading, text: str) -> None:
        ((name, _),) = self.shelf.remove(at, 1)
        if text.strip():
            number, _ = passages.part_number(block.runs)
            runs = (Run(number), *self.fill(text.strip()))
            self.shelf.put(at, [(name, Heading(block.level, runs))])


def _split_lines(runs: Runs) -> Iterator[Runs]:
    """Runs parted where a line breaks; empty lines are left out."""
    line: list[Run] = []
    for run in runs:
        first, *rest = [run.text] if run.key else run.text.split("\n")
        line += [run._replace(text=first)] if first else []
        for text in rest:
            if line:
                yield tuple(line)
            line = [Run(text)] if text else []
    if line:
        yield tuple(line)
