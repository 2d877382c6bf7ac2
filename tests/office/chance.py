"""Random edits of a document, the same for the same seed; none at the place of another."""

import random
from collections.abc import Callable

from gkdraft.prose.document import Document, Grid
from office import phrases
from office.changes import (
    Change,
    add_paragraph,
    add_sentence,
    drop_paragraph,
    drop_sentence,
    merge,
    retell,
    retype,
    reword,
    split,
)
from office.edits import Case, make_case
from office.spots import Spots

FEWEST, MOST = 3, 10
# nothing is searched for across what LibreOffice writes as another sign than we do
_AWKWARD = "-【】"


def random_case(document: Document, seed: int) -> Case:
    """Some edits, with what must be found of each."""
    chance = random.Random(seed)
    editor = _Editor(document, chance)
    changes = []
    for _ in range(chance.randint(FEWEST, MOST)):
        change = editor.change()
        if change is not None:
            changes.append(change)
    ops = [op for op, _ in changes]
    return make_case(document, f"seed {seed}", ops, [known for _, known in changes])


class _Editor:
    """Chooses places that are still untouched."""

    def __init__(self, document: Document, chance: random.Random) -> None:
        self.spots = Spots(document)
        self.chance = chance
        self.free = set(self.spots.paragraphs)
        self.cells = list(self.spots.cells())

    def change(self) -> Change | None:
        """One more change; None where the document has no place left for it."""
        ways: tuple[Callable[[], Change | None], ...] = (
            *(self._cell, self._cell, self._figure, self._figure, self._word),
            *(self._sentence, self._less, self._paragraph, self._drop),
            *(self._split, self._merge, self._half, self._comment),
        )
        return self.chance.choice(ways)()

    def _take(self, *fitting: int) -> int | None:
        """A paragraph that nothing was done to, of those that fit."""
        left = sorted(self.free.intersection(fitting))
        if not left:
            return None
        index = self.chance.choice(left)
        self.free.discard(index)
        return index

    def _take_long(self) -> int | None:
        """A paragraph of two sentences or more."""
        spots = self.spots
        fitting = [index for index in self.free if len(spots.sentences(index)) > 1]
        return self._take(*fitting)

    def _cell(self) -> Change | None:
        if not self.cells:
            return None
        cell = self.cells.pop(self.chance.randrange(len(self.cells)))
        how = self.chance.choice(("", "clear"))
        return retype(self.spots, cell, self._number(cell.text), how=how)

    def _number(self, old: str) -> str:
        new = str(self.chance.randint(0, 10 ** max(len(old), 1)))
        return new if new != old else new + "1"

    def _figure(self) -> Change | None:
        found = [figure for figure in self.spots.list_figures() if figure.index in self.free]
        if not found:
            return None
        figure = self.chance.choice(found)
        self.free.discard(figure.index)
        return retell(self.spots, figure, self._number(figure.text))

    def _word(self) -> Change | None:
        words = list(phrases.OTHER_WORDS)
        self.chance.shuffle(words)
        for word in words:
            fitting = [index for index in self.free if word in self.spots.texts[index]]
            index = self._take(*fitting)
            if index is not None:
                start = self.spots.texts[index].index(word)
                return reword(self.spots, index, start, word, phrases.OTHER_WORDS[word])
        return None

    def _sentence(self) -> Change | None:
        index = self._take_long()
        if index is None:
            return None
        behind = self.chance.choice(self.spots.sentences(index))
        return add_sentence(self.spots, index, behind, self.chance.choice(phrases.SENTENCES))

    def _less(self) -> Change | None:
        index = self._take_long()
        if index is None:
            return None
        return drop_sentence(self.spots, index, self.chance.choice(self.spots.sentences(index)))

    def _paragraph(self) -> Change | None:
        index = self._take(*self.free)
        if index is None:
            return None
        return add_paragraph(self.spots, index, self.chance.choice(phrases.PARAGRAPHS))

    def _drop(self) -> Change | None:
        # the last paragraph, or one before a table, has no next one up to which to select
        blocks = self.spots.blocks
        last = len(blocks) - 1
        fitting = [i for i in self.free if i < last and not isinstance(blocks[i + 1], Grid)]
        index = self._take(*fitting)
        if index is None:
            return None
        return drop_paragraph(self.spots, index, self.chance.choice(("", "backspace", "twice")))

    def _split(self) -> Change | None:
        index = self._take_long()
        if index is None:
            return None
        return split(self.spots, index, self.chance.choice(self.spots.sentences(index)[1:]))

    def _merge(self) -> Change | None:
        index = self._take(*[index for index in self.free if index + 1 in self.free])
        if index is None:
            return None
        self.free.discard(index + 1)
        return merge(self.spots, index, self.chance.choice(("", "backspace")))

    def _half(self) -> Change | None:
        """Half of a paragraph's characters in other words."""
        texts = self.spots.texts
        index = self._take(*[i for i in self.free if not set(_AWKWARD) & set(texts[i])])
        if index is None:
            return None
        half = len(texts[index]) // 2
        start = self.chance.randint(0, len(texts[index]) - half)
        old = texts[index][start : start + half]
        return reword(self.spots, index, start, old, phrases.write_words(half, self.chance))

    def _comment(self) -> Change | None:
        index = self._take(*self.free)
        if index is None:
            return None
        on = self.spots.texts[index][:6]
        text, author = self.chance.choice(phrases.COMMENTS), self.chance.choice(phrases.AUTHORS)
        op = {"op": "comment", "in": self.spots.name(index), "on": on, "text": text}
        known = {"kind": "comment", "text": text, "author": author, "on": on}
        return {**op, "author": author}, known
