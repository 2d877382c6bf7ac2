"""Figures of both sides 两边的数: which of them the merged document prints, and why.

A total follows its parts, also those an editor changed: what the document then prints adds up.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from gkdraft.prose.document import Document, Grid, list_figures
from gkdraft.prose.expressions import is_known, show_expression, split_claim
from gkdraft.prose.numbers import remove_marks
from gkdraft.report.draft import Draft
from gkdraft.revise.figure_places import FigureWriter
from gkdraft.revise.wording import normalise_text

Outcome = Literal["kept", "arrives", "conflict"]


@dataclass(frozen=True, slots=True)
class Settled:
    """What becomes of a figure: the text to be printed, and that of the new snapshot."""

    outcome: Outcome
    text: str
    recorded: str


@dataclass(frozen=True)
class FigureJudge:
    """The figures of the data now, and as they will be with those the editor changed.

    `merged`: the data with the editor's figures. `read_printed`: the data with every figure as
    the edited document prints it.
    """

    now: Draft
    merged: Draft
    read_printed: Callable[[], Draft]

    def settle(self, key: str, base: str, now: str, edited: str, target: str = "") -> Settled:
        """A figure printed as `base`, which the data give as `now` and the document as `edited`.

        `target`: what the merged data give for it, where it is known.
        """
        key = split_claim(key)[0]
        target = target or self.find_target(key, now)
        if is_gap(base) and is_gap(now) and base != now:
            # a gap is called otherwise where its sentence is
            return Settled("arrives" if is_gap(edited) else "kept", now, now)
        if is_same(edited, base):
            # beside what the editor changed elsewhere it reads as the editor has it
            outcome: Outcome = "kept" if is_same(edited, target) else "arrives"
            return Settled(outcome, target, target)
        if is_same(base, now):
            return Settled("kept", edited, now)
        return self._settle_both(key, base, now, edited, target)

    def _settle_both(self, key: str, base: str, now: str, edited: str, target: str) -> Settled:
        """A figure that both sides changed."""
        is_derived = self.is_derived(key)
        if is_same(edited, now) or (is_derived and is_same(edited, target)):
            return Settled("kept", edited, _record_agreed(base, now, edited, target))
        if is_derived and is_same(edited, _print(self._printed, key)):
            return Settled("arrives", target, now)
        return Settled("conflict", edited, base)

    def find_target(self, key: str, now: str) -> str:
        """The figure with what the editor changed among those it follows from."""
        ours, merged = _print(self.now, key), _print(self.merged, key)
        if is_same(ours, merged) or not is_same(ours, now):
            return now
        return merged or now

    def is_derived(self, key: str) -> bool:
        """Whether a figure follows from others."""
        return key not in self.now.figures.keys or self._writer.is_computed(key)

    @cached_property
    def _printed(self) -> Draft:
        return self.read_printed()

    @cached_property
    def _writer(self) -> FigureWriter:
        return FigureWriter(self.now, {})


def _record_agreed(base: str, now: str, edited: str, target: str) -> str:
    """What is recorded of a figure on which both agree.

    Where it would be another one by what the editor changed elsewhere, it stays the editor's.
    """
    return now if is_same(target, now) or is_same(target, edited) else base


def is_same(text: str, other: str) -> bool:
    """Whether two figures say the same; a gap is one, whatever it is called."""
    return _fold(text) == _fold(other)


def is_gap(text: str) -> bool:
    """Whether a figure is still to be filled in."""
    return text.startswith("【")


def _fold(text: str) -> str:
    return "" if is_gap(text) else normalise_text(text)


def _print(draft: Draft, key: str) -> str:
    if not key or not is_known(draft, key):
        return ""
    return remove_marks(str(show_expression(draft, key)))


def list_cells(document: Document) -> Mapping[str, str]:
    """The cells of all tables by their keys."""
    cells: dict[str, str] = {}
    for block in document.blocks:
        if isinstance(block, Grid):
            cells |= {cell.key: cell.text for cell in list_figures(block)}
    return cells
