"""Atoms 词元: a sentence as it is merged, a figure of the data in one piece, words by character."""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from gkdraft.prose.document import Run, Runs, join_words
from gkdraft.revise.figure_matching import TOKEN, match_figures
from gkdraft.revise.wording import normalise_text


@dataclass(frozen=True, slots=True)
class Atom:
    """A figure with its key, or a character; `run` is what is printed of it."""

    text: str  # normalised
    key: str
    run: Run

    @property
    def name(self) -> tuple[str, str]:
        """By what it is known as the same in another version: a figure by its key."""
        return (self.key, "") if self.key else ("", self.text)


def list_atoms(runs: Runs) -> list[Atom]:
    """The atoms of a sentence."""
    atoms: list[Atom] = []
    for run in runs:
        if run.key:
            atoms.append(Atom(normalise_text(run.text), run.key, run))
        else:
            atoms += _list_characters(run)
    return [atom for atom in atoms if atom.text]


def _list_characters(run: Run) -> Iterator[Atom]:
    plain = normalise_text(run.text)
    places = map_positions(run.text, plain)
    start = 0
    for match in TOKEN.finditer(plain):
        end = places[match.end()] if match.end() < len(plain) else len(run.text)
        yield Atom(match[0], "", Run(run.text[start:end], gap=run.gap))
        start = end


def map_positions(raw: str, plain: str) -> list[int]:
    """Where each character of a normalised text stands in the text it was made of, and its end."""
    places: list[int] = []
    at = 0
    for char in plain:
        while at < len(raw) and not _is_same(raw[at], char):
            at += 1
        places.append(min(at, len(raw)))
        at += 1
    return [*places, min(at, len(raw))]


def _is_same(raw: str, char: str) -> bool:
    return raw == char or (raw.isspace() and char == " ") or _fold(raw) == char


def _fold(char: str) -> str:
    return unicodedata.normalize("NFKC", char)


@dataclass(frozen=True, slots=True)
class EditedAtom:
    """An atom of the edited sentence: where it stands in its text, and which old one it is."""

    text: str
    start: int
    end: int
    was: int = -1  # of the atoms of the old sentence; -1 where the editor wrote it


def list_edited_atoms(before: Runs, raw: str) -> list[EditedAtom]:
    """The edited sentence, with the figures and words of the old one as far as they are there."""
    plain = normalise_text(raw)
    places = map_positions(raw, plain)
    matching = match_figures(before, plain)
    groups = _number_atoms((token.key, token.group) for token in matching.old)
    atoms: list[EditedAtom] = []
    at = position = 0
    while at < len(matching.new):
        size = matching.measure_figure(at) or 1
        text = "".join(token.text for token in matching.new[at : at + size])
        was = matching.pairs.get(at, -1)
        # a piece of a figure that is not there whole is a number the editor typed
        if was >= 0 and matching.old[was].key and not matching.measure_figure(at):
            was = -1
        last = places[position + len(text) - 1] + 1
        atoms.append(EditedAtom(text, places[position], last, groups[was] if was >= 0 else -1))
        at, position = at + size, position + len(text)
    return atoms


def _number_atoms(tokens: Iterable[tuple[str, int]]) -> list[int]:
    """For each token, the number of the atom it belongs to: those of one figure are one."""
    numbers: list[int] = []
    count = 0
    for (key, _), group in groupby(tokens, lambda token: token if token[0] else ("", 0)):
        size = len(list(group))
        if key:
            numbers += [count] * size
            count += 1
        else:
            numbers += range(count, count + size)
            count += size
    return numbers


def join_runs(atoms: Sequence[Atom]) -> Runs:
    """Atoms as runs again: words in one piece."""
    return join_words(atom.run for atom in atoms)


def join_texts(atoms: Sequence[Atom]) -> str:
    """What atoms say."""
    return "".join(atom.text for atom in atoms)
