"""The edited document as passages: paragraphs and sentences with the bookmarks around them."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from gkdraft.prose import anchors
from gkdraft.prose.document import (
    Block,
    Document,
    Grid,
    Heading,
    Run,
    Runs,
    Title,
    list_figures,
    plain_text,
)
from gkdraft.prose.passages import drop_number, part_number, split_sentences
from gkdraft.reading.edited import Anchor, EditedDocument, EditedParagraph, EditedTable
from gkdraft.revise.alignment import Passage
from gkdraft.revise.wording import normalise_text

HEADING, TABLE, TEXT = "heading", "table", ""


class EditedPassage(NamedTuple):
    """A paragraph of the edited document, or the part of one between two line breaks.

    `ranges`: where each of the sentences stands in the text of the paragraph, `source`.
    """

    text: str  # normalised
    level: int
    spot: str
    sentences: tuple[Passage, ...]
    passage: Passage
    table: EditedTable | None = None
    source: EditedParagraph | None = None
    ranges: tuple[range, ...] = ()


def list_edited(document: EditedDocument) -> list[EditedPassage]:
    """All passages of the edited document, tables among them."""
    found: list[EditedPassage] = []
    for block in document.blocks:
        if isinstance(block, EditedTable):
            found.append(_describe_table(block))
        else:
            found += _list_paragraphs(block)
    return found


def _describe_table(table: EditedTable) -> EditedPassage:
    labels = "".join(normalise_text(cell.text) for cell in table.cells if not _is_number(cell.text))
    passage = Passage(labels, TABLE, _name_all(table))
    return EditedPassage(labels, 0, table.place, (), passage, table)


def _is_number(text: str) -> bool:
    return text.strip().replace(".", "").isdigit()


def _name_all(table: EditedTable) -> frozenset[str]:
    names: set[str] = set()
    for cell in table.cells:
        for paragraph in cell.paragraphs:
            names.update(anchor.name for anchor in paragraph.anchors)
    return frozenset(names)


def _list_paragraphs(block: EditedParagraph) -> Iterator[EditedPassage]:
    start = 0
    for line in block.text.split("\n"):
        text = normalise_text(line)
        if text:
            yield _describe(block, text, line, start)
        start += len(line) + 1


def _describe(block: EditedParagraph, text: str, line: str, start: int) -> EditedPassage:
    here = _find_anchors(block.anchors, start, start + len(line), "p")
    kind = HEADING if block.level else TEXT
    found = list(_list_sentences(block, line, start))
    sentences, ranges = tuple(one for one, _ in found), tuple(one for _, one in found)
    passage = Passage(drop_number(text), kind, here)
    return EditedPassage(
        text, block.level, block.place, sentences, passage, source=block, ranges=ranges
    )


def _list_sentences(
    block: EditedParagraph, line: str, start: int
) -> Iterator[tuple[Passage, range]]:
    for sentence in split_sentences((Run(line),)):
        raw = plain_text(sentence)
        text, end = normalise_text(raw), start + len(raw)
        if text:
            here = _find_anchors(block.anchors, start, end, "s")
            yield Passage(text, "", here), range(start, end)
        start = end


def _find_anchors(found: Sequence[Anchor], start: int, end: int, kind: str) -> frozenset[str]:
    """Our bookmarks around some of a text; empty ones are ghosts of what was deleted."""
    prefix = f"{anchors.PREFIX}{kind}_"
    names = set()
    for anchor in found:
        overlap = min(anchor.end, end) - max(anchor.start, start)
        if anchor.name.startswith(prefix) and overlap > 0:
            names.add(anchor.name)
    return frozenset(names)


def list_base(document: Document, own: Document) -> list[Passage]:
    """The blocks of a draft as passages; labels of tables are those of `own`, which has them."""
    labels: dict[str, str] = {}
    for block in own.blocks:
        if isinstance(block, Grid):
            labels[block.name] = "".join(_list_labels(block))
    found = []
    for name, block in zip(document.names, document.blocks, strict=True):
        found.append(_describe_block(name, block, labels))
    return found


def _describe_block(name: str, block: Block, labels: dict[str, str]) -> Passage:
    if isinstance(block, Grid):
        keys = {anchors.name_anchor("c", cell.key) for cell in list_figures(block)}
        return Passage(labels.get(block.name, ""), TABLE, frozenset(keys))
    text = "".join(block.parts) if isinstance(block, Title) else plain_text(block.runs)
    kind = HEADING if isinstance(block, Heading) else TEXT
    anchor = frozenset((anchors.name_anchor("p", name),))
    return Passage(drop_number(normalise_text(text)), kind, anchor)


def _list_labels(grid: Grid) -> Iterator[str]:
    for row in grid.rows:
        for cell in row:
            if not cell.key and not cell.continues:
                yield normalise_text(cell.text)


def list_sentences(name: str, runs: Runs) -> list[tuple[Passage, Runs]]:
    """The sentences of a block of a draft, each as a passage and as runs."""
    found = []
    for number, sentence in enumerate(split_sentences(runs), 1):
        anchor = frozenset((anchors.name_anchor("s", f"{name} {number}"),))
        found.append((Passage(normalise_text(plain_text(sentence)), "", anchor), sentence))
    return found


def find_wording(block: Block) -> Runs:
    """The runs of a block whose wording may change: a heading's without its number."""
    if isinstance(block, Heading):
        return part_number(block.runs)[1]
    return getattr(block, "runs", ())
