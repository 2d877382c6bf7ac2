"""The end of a sitting: what is in the data file, and where the rest is."""

from dataclasses import dataclass, replace
from pathlib import Path

from gkdraft.wizard.file.sitting import Sitting


@dataclass(frozen=True)
class Ending:
    """How a sitting ended, and where its answers are."""

    interrupted: bool
    unsaved: str  # an answer that could not be written
    path: Path  # the data file, by then
    waiting: int = 0  # steps that are not in it
    rescued: Path | None = None  # where all answers are instead
    text: str = ""  # the data file they make, if they could be written nowhere


def end_sitting(sitting: Sitting, interrupted: bool) -> Ending:
    """Tries once more to write what waits; else all answers are kept in another file."""
    store = sitting.store
    store.retry()
    ending = Ending(interrupted, sitting.unsaved, store.path)
    if not store.waiting:
        return ending
    rescued = store.rescue()
    text = "" if rescued else store.spell()
    return replace(ending, waiting=len(store.waiting), rescued=rescued, text=text)
