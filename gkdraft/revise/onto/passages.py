"""Text blocks of the three versions as they are merged: their sentences, kind and place."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gkdraft.prose.document import Block, Document, Grid, Heading, Note, Run, Runs, Title
from gkdraft.prose.passages import part_number
from gkdraft.revise.alignment import Passage
from gkdraft.revise.edited_passages import EditedPassage, list_base, list_sentences
from gkdraft.revise.onto.atoms import map_positions
from gkdraft.revise.onto.sentences import Span
from gkdraft.revise.onto.snapshots import Chunk, SentenceName
from gkdraft.revise.wording import normalise_text


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the last build or of the data: its block and its number in it."""

    passage: Passage
    runs: Runs
    block: int
    name: SentenceName

    @property
    def text(self) -> str:
        return self.passage.text


@dataclass(frozen=True, slots=True)
class EditedSentence:
    """A sentence of the edited document, and which of the passages it stands in."""

    passage: Passage
    span: Span
    at: int


def read_runs(block: Block) -> Runs:
    """The text of a block that is no table; a title is one."""
    if isinstance(block, Title):
        return (Run("".join(block.parts)),)
    if isinstance(block, Heading):
        return part_number(block.runs)[1]
    return () if isinstance(block, Grid) else block.runs


def list_document_sentences(document: Document, blocks: range) -> list[Sentence]:
    """The sentences of some blocks; a heading's without its number."""
    found: list[Sentence] = []
    for at in blocks:
        name, block = document.names[at], document.blocks[at]
        if isinstance(block, Title):
            text = "".join(block.parts)
            found.append(Sentence(Passage(text), (Run(text),), at, (name, 1)))
            continue
        for number, (passage, runs) in enumerate(list_sentences(name, read_runs(block)), 1):
            found.append(Sentence(passage, runs, at, (name, number)))
    return found


def list_edited_sentences(
    passages: Sequence[EditedPassage], chosen: range
) -> Iterator[EditedSentence]:
    """The sentences of some passages; a heading is one, without its number."""
    for at in chosen:
        one = passages[at]
        if one.source is None:
            continue
        if one.level:
            start = find_heading(one)
            span = (one.source, start, one.ranges[-1].stop if one.ranges else start)
            yield EditedSentence(one.passage, span, at)
            continue
        for passage, place in zip(one.sentences, one.ranges, strict=True):
            yield EditedSentence(passage, (one.source, place.start, place.stop), at)


def find_heading(one: EditedPassage) -> int:
    """Where the text of a heading begins, behind its number."""
    if one.source is None or not one.ranges:
        return 0
    first = one.ranges[0].start
    raw = one.source.text[first : one.ranges[-1].stop]
    plain = normalise_text(raw)
    return first + map_positions(raw, plain)[len(plain) - len(one.passage.text)]


def find_element(one: EditedPassage) -> int | None:
    """The element of the edited document that a passage ends with."""
    if one.table is not None:
        return one.table.element
    return one.source.elements[-1] if one.source else None


def list_passages(document: Document, own: Document) -> list[Passage]:
    """The blocks of a document, to be paired by what they say alone: names move with new blocks."""
    return [Passage(one.text, one.kind) for one in list_base(document, own)]


def name_kind(block: Block) -> tuple[str, int]:
    """What a block is: two of a kind can become one another by their text."""
    level = block.level if isinstance(block, Heading) else 0
    return ("note" if isinstance(block, Note) else type(block).__name__), level


def chunk_sentences(sentences: Sequence[Sentence], was: Sequence[Sentence] = ()) -> Chunk:
    """Sentences in one piece, with those of the last build that they are."""
    runs: Runs = ()
    for sentence in sentences:
        runs += sentence.runs
    return Chunk(runs, tuple(sentence.name for sentence in was))
