"""Lines of a version 一份报告的各段: its text in order, each line with the section it stands in.

A data file's document and one that was read tell headings and notes in different ways; as lines
they are alike. How a heading is numbered, how wide a mark is and which shape a quotation mark has
is no difference.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from gkdraft.base.patterns import compile_late
from gkdraft.prose.document import Block, Document, Grid, Heading, Note, Title, plain_text
from gkdraft.prose.passages import PREFACE
from gkdraft.revise.alignment import Passage
from gkdraft.revise.edited_passages import HEADING, TEXT
from gkdraft.revise.wording import normalise_text

LONGEST_HEADING = 45
_NUMBERS = (
    compile_late(r"[一二三四五六七八九十百]+、"),
    compile_late(r"[（(][一二三四五六七八九十百]+[）)]"),
    # 1.5万 at the head of a paragraph is a figure
    compile_late(r"\d+[.．、](?!\d)"),
)
_SHAPES = str.maketrans(
    "，；：！？（）～“”‘’「」『』＂＇'—–－−\u2010\u2011", ",;:!?()~" + '"' * 11 + "-" * 6
)


class Line(NamedTuple):
    """A heading, paragraph or note as it is shown, where it stands, and what is compared of it."""

    text: str
    place: str
    passage: Passage

    @property
    def is_heading(self) -> bool:
        return self.passage.kind == HEADING


def fold_shapes(text: str) -> str:
    """What is left of a text when shapes do not count: widths, quotation marks, spaces."""
    return re.sub(r"\s", "", normalise_text(text)).translate(_SHAPES)


def find_title(document: Document) -> str:
    """标题 as one line."""
    for block in document.blocks:
        if isinstance(block, Title):
            return normalise_text("".join(block.parts))
    return ""


def list_lines(document: Document, published: bool) -> list[Line]:
    """Everything a report says outside of its title and tables."""
    lines: list[Line] = []
    path: list[str] = []
    for text, level in _list_texts(document, published):
        number, level = _find_level(text, level)
        bare = text[number:]
        if level:
            path = [*path[: level - 1], bare]
        kind = HEADING if level else TEXT
        place = ".".join(path[:2]) or PREFACE
        lines.append(Line(text, place, Passage(fold_shapes(bare), kind)))
    return _drop_title(lines, find_title(document)) if published else lines


def _list_texts(document: Document, published: bool) -> Iterator[tuple[str, int]]:
    for block in document.blocks:
        # of a report that was read, notes stand among the paragraphs as well
        if isinstance(block, Title | Grid) or (published and isinstance(block, Note)):
            continue
        for line in plain_text(block.runs).split("\n"):
            text = normalise_text(line)
            if text:
                yield text, _level(block)


def _level(block: Block) -> int:
    return block.level if isinstance(block, Heading) else 0


def _find_level(text: str, level: int) -> tuple[int, int]:
    """How long the number before a text is, and the level of a heading; 0 for a paragraph."""
    for depth, number in enumerate(_NUMBERS, 1):
        match = number.match(text)
        if match:
            is_short = len(text) <= LONGEST_HEADING and text[-1] not in "。；：，、！？;:,"
            return match.end(), depth if level or is_short else 0
    return 0, level


def _drop_title(lines: Sequence[Line], title: str) -> list[Line]:
    """The lines without those that are the title, which may take two."""
    rest, kept = fold_shapes(title), list[Line]()
    for line in lines:
        text = line.passage.text
        if rest and line.place == PREFACE and rest.startswith(text):
            rest = rest.removeprefix(text)
        else:
            kept.append(line)
    return kept
