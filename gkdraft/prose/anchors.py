"""Anchors 书签: names by which parts of a draft are found again after an editor had it.

Bookmarks with short ASCII names are what every office suite keeps, also over .doc and .odt.
_gkp_ paragraph · _gks_ sentence · _gkn_ figure in prose · _gkc_ cell of a table.
"""

import hashlib
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal

from gkdraft.prose.document import Block, GridCell, Run, Runs
from gkdraft.prose.passages import split_sentences

PREFIX = "_gk"
Kind = Literal["p", "s", "n", "c"]

Piece = tuple[str, str, Run | None]
"""One of ("open", anchor, None), ("close", anchor, None), ("run", "", run)."""


@lru_cache(maxsize=4096)  # most are those of the report before
def name_anchor(kind: Kind, name: str) -> str:
    """The bookmark of a named thing."""
    return f"{PREFIX}{kind}_{hashlib.sha256(name.encode()).hexdigest()[:8]}"


def name_cell(block: str, cell: GridCell, row: int) -> str:
    """The bookmark of a cell: of a figure by its key, of a label by where the form has it."""
    return name_anchor("c", cell.key or f"{block} {row} {cell.column}")


def list_pieces(name: str, runs: Runs) -> Iterator[Piece]:
    """The runs of a block between the places where its bookmarks open and close.

    Without a name there are no bookmarks.
    """
    if not name:
        yield from (("run", "", run) for run in runs)
        return
    paragraph = name_anchor("p", name)
    yield "open", paragraph, None
    for number, sentence in enumerate(split_sentences(runs), 1):
        yield from list_sentence(f"{name} {number}", sentence)
    yield "close", paragraph, None


def list_sentence(name: str, runs: Runs) -> Iterator[Piece]:
    """The runs of a sentence, 总体情况.主动公开.第2段 1, between its bookmarks."""
    anchor = name_anchor("s", name)
    yield "open", anchor, None
    yield from _list_runs(name, runs)
    yield "close", anchor, None


def _list_runs(name: str, sentence: Runs) -> Iterator[Piece]:
    for number, run in enumerate(sentence, 1):
        if not run.key:
            yield "run", "", run
            continue
        anchor = name_figure(name, number, run.key)
        yield "open", anchor, None
        yield "run", "", run
        yield "close", anchor, None


def name_figure(sentence: str, number: int, key: str) -> str:
    """The bookmark of a figure, by the number of its run in a named sentence."""
    return name_anchor("n", f"{sentence} {number} {key}")


def find_runs(block: Block) -> Runs:
    """The runs of a block as they are written, one for each piece."""
    runs: list[Run] = []
    for sentence in split_sentences(getattr(block, "runs", ())):
        runs += sentence
    return tuple(runs)
