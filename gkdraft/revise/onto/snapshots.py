"""The next snapshot 新快照: what the last build said, with all of the data that went in.

Against it the edited document differs by what its editor changed, and the data by what is still
at odds. Names are those of the report as the data give it, so that its bookmarks are named anew.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from gkdraft.prose import anchors
from gkdraft.prose.document import (
    Block,
    Document,
    Grid,
    GridCell,
    Heading,
    Run,
    Runs,
    Title,
    join_words,
    list_figures,
)
from gkdraft.prose.passages import find_free_name, part_number, split_sentences
from gkdraft.prose.snapshot import write_snapshot

SentenceName = tuple[str, int]
"""The name of a block and the number of a sentence in it, from 1."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some text of a block, and the sentences of the last build that it is."""

    runs: Runs
    base: tuple[SentenceName, ...] = ()


@dataclass(eq=False)
class Entry:
    """A block of the next snapshot.

    `name` is its own where the data have it; `was` are the blocks of the last build that it is.
    """

    block: Block
    name: str = ""
    was: tuple[str, ...] = ()
    chunks: list[Chunk] = field(default_factory=list)
    cells: dict[str, str] = field(default_factory=dict)

    def restore_number(self, block: Block) -> None:
        """Puts the number of a heading back before its text."""
        number = part_number(block.runs)[0] if isinstance(block, Heading) else ""
        if number and self.chunks:
            first = self.chunks[0]
            self.chunks[0] = Chunk((Run(number), *first.runs), first.base)

    def compose(self) -> Block:
        """The block with its text."""
        if isinstance(self.block, Title):
            return self.block
        if isinstance(self.block, Grid):
            return self.block._replace(rows=(tuple(self._list_cells(self.block)),))
        runs: Runs = ()
        for chunk in self.chunks:
            runs += chunk.runs
        return self.block._replace(runs=runs)

    def _list_cells(self, grid: Grid) -> Iterator[GridCell]:
        for cell in list_figures(grid):
            yield cell._replace(text=self.cells.get(cell.key, cell.text))


def compose_snapshot(base: Document, now: Document, entries: Sequence[Entry]) -> Document:
    """The snapshot of entries, each with a name of its own."""
    taken = {entry.name for entry in entries if entry.name}
    for entry in entries:
        if not entry.name:
            # a block that the data no longer have, and the editor has
            entry.name = find_free_name(entry.was[0], taken)
            taken.add(entry.name)
    names = tuple(entry.name for entry in entries)
    blocks = tuple(entry.compose() for entry in entries)
    return replace(base, title=now.title, author=now.author, blocks=blocks, names=names, source="")


def says_same(document: Document, other: Document) -> bool:
    """Whether two snapshots say the same, however their words are cut into runs."""
    return write_snapshot(_join_words(document)) == write_snapshot(_join_words(other))


def _join_words(document: Document) -> Document:
    blocks: list[Block] = []
    for block in document.blocks:
        if isinstance(block, Title | Grid):
            blocks.append(block)
        else:
            blocks.append(block._replace(runs=join_words(block.runs)))
    return replace(document, blocks=tuple(blocks))


def rename_bookmarks(base: Document, entries: Sequence[Entry]) -> dict[str, str | None]:
    """Our old bookmarks and their new names, where these differ; None where all is gone."""
    names: dict[str, str | None] = {}
    known = {name for entry in entries for name in entry.was}
    for name in base.names:
        if name not in known:
            names[anchors.name_anchor("p", name)] = None
    sentences = {
        name: split_sentences(getattr(block, "runs", ()))
        for name, block in zip(base.names, base.blocks, strict=True)
    }
    for entry in entries:
        for old in entry.was[:1]:
            names[anchors.name_anchor("p", old)] = anchors.name_anchor("p", entry.name)
        if not isinstance(entry.block, Title | Grid):
            names |= _rename_sentences(sentences, entry)
    return {old: new for old, new in names.items() if old != new}


def _rename_sentences(base: Mapping[str, list[Runs]], entry: Entry) -> dict[str, str | None]:
    names: dict[str, str | None] = {}
    number = 0
    for chunk in entry.chunks:
        sentences = split_sentences(chunk.runs)
        for offset, sentence in enumerate(sentences, 1):
            if len(chunk.base) == len(sentences):
                block, was = chunk.base[offset - 1]
                old = base[block][was - 1]
                names |= _rename(f"{block} {was}", old, f"{entry.name} {number + offset}", sentence)
        number += len(sentences)
    return names


def _rename(old: str, was: Runs, new: str, now: Runs) -> dict[str, str | None]:
    """The bookmarks of a sentence and of its figures."""
    names: dict[str, str | None] = {anchors.name_anchor("s", old): anchors.name_anchor("s", new)}
    left = [(number, run.key) for number, run in enumerate(now, 1) if run.key]
    for number, run in enumerate(was, 1):
        place = next((place for place in left if place[1] == run.key), None)
        if run.key and place:
            left.remove(place)
            anchor = anchors.name_figure(old, number, run.key)
            names[anchor] = anchors.name_figure(new, place[0], run.key)
    return names
