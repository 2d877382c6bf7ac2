"""What is known of all three versions while they are merged, and the plan as it grows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from gkdraft.prose.document import Block, Document, Runs
from gkdraft.prose.expressions import split_claim
from gkdraft.reading.edited import EditedParagraph
from gkdraft.revise.edited_passages import EditedPassage
from gkdraft.revise.onto.atoms import list_atoms
from gkdraft.revise.onto.figures import FigureJudge, list_cells
from gkdraft.revise.onto.passages import Sentence, list_document_sentences, read_runs
from gkdraft.revise.onto.plan import Plan
from gkdraft.revise.onto.snapshots import Entry
from gkdraft.revise.wording import normalise_text

HoldsForeign = Callable[[EditedParagraph, int, int], bool]
"""Whether more than text stands in a part of a paragraph: a comment, a picture, a field."""


@dataclass
class Merge:
    """The last build, the data now, the data with the editor's figures, the edited passages."""

    base: Document
    now: Document
    merged: Document
    passages: Sequence[EditedPassage]
    judge: FigureJudge
    holds_foreign: HoldsForeign
    plan: Plan = field(default_factory=Plan)
    entries: list[Entry] = field(default_factory=list)

    @cached_property
    def old_figures(self) -> dict[str, str]:
        """What each figure was in the last build, wherever it was printed."""
        found = dict(list_cells(self.base))
        for block in self.base.blocks:
            for run in read_runs(block):
                if run.key:
                    found.setdefault(split_claim(run.key)[0], run.text)
        return found

    @cached_property
    def _merged_sentences(self) -> dict[str, list[Sentence]]:
        found: dict[str, list[Sentence]] = {}
        for sentence in list_document_sentences(self.merged, range(len(self.merged.blocks))):
            found.setdefault(sentence.name[0], []).append(sentence)
        return found

    def find_merged(self, sentence: Sentence, count: int) -> Runs:
        """A sentence of the data, of a block of so many, as the editor's figures make it."""
        name, number = sentence.name
        theirs = self._merged_sentences.get(name, [])
        return theirs[number - 1].runs if len(theirs) == count else sentence.runs

    def find_merged_block(self, at: int) -> Block:
        """A block of the data as the editor's figures make it, if the words are the same."""
        name, block = self.now.names[at], self.now.blocks[at]
        if name not in self.merged.names:
            return block
        found = self.merged.blocks[self.merged.names.index(name)]
        ours, theirs = read_runs(block), read_runs(found)
        return found if choose_runs(ours, theirs) is theirs else block


def choose_runs(ours: Runs, merged: Runs) -> Runs:
    """What is printed of the data: with the editor's figures, if the words are the same."""
    names, theirs = list_atoms(ours), list_atoms(merged)
    return merged if [a.name for a in names] == [a.name for a in theirs] else ours


def read_text(block: Block) -> str:
    """The text of a block as it is compared; a heading without its number."""
    return normalise_text("".join(run.text for run in read_runs(block)))


def read_edited_text(passage: EditedPassage) -> str:
    """The text of an edited passage as it is compared."""
    return passage.passage.text if passage.level else passage.text
