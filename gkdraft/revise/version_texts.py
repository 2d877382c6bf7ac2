"""Texts of two versions 两份的文字: sentences reworded, put in, taken out, paragraphs parted.

Paragraphs are paired first, then the sentences inside each pair, as when an edited draft comes
back; but here neither side has bookmarks, and no figure has a key.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from gkdraft.prose.document import Document
from gkdraft.prose.passages import TITLE, split_text
from gkdraft.revise.alignment import Pairing, Passage
from gkdraft.revise.changes import NEWLINE, Change, Kind
from gkdraft.revise.long_alignment import align_long
from gkdraft.revise.version_lines import Line, find_title, fold_shapes, list_lines


class Text(NamedTuple):
    """文字 of a version: its title and its lines."""

    title: str
    lines: Sequence[Line]

    @classmethod
    def of(cls, document: Document, published: bool) -> "Text":
        return cls(find_title(document), list_lines(document, published))


def list_text_changes(one: Text, two: Text) -> Iterator[Change]:
    """Everything that is worded otherwise, in the order of the text."""
    if fold_shapes(one.title) != fold_shapes(two.title):
        yield Change(_name_kind(one.title, two.title), TITLE, one.title, two.title)
    pairings = align_long([line.passage for line in one.lines], [x.passage for x in two.lines])
    for pairing in pairings:
        before = [one.lines[at] for at in pairing.base]
        now = [two.lines[at] for at in pairing.edited]
        yield from _compare_lines(before, now)


def _compare_lines(before: Sequence[Line], now: Sequence[Line]) -> Iterator[Change]:
    """The changes of one line, or of several that became one."""
    place = (before or now)[0].place
    ours, theirs = _join_lines(before), _join_lines(now)
    if not before or not now:
        yield Change("delete" if before else "insert", place, ours, theirs)
        return
    if len(before) == len(now) == 1 and before[0].passage.text == now[0].passage.text:
        return
    if before[0].is_heading or now[0].is_heading:
        yield Change("heading", place, ours, theirs)
        return
    if len(before) != len(now):
        kind: Kind = "split" if len(before) < len(now) else "merge"
        yield Change(kind, place, ours, theirs)
    yield from _compare_sentences(_list_sentences(before), _list_sentences(now), place)


def _join_lines(lines: Sequence[Line]) -> str:
    return NEWLINE.join(line.text for line in lines)


def _list_sentences(lines: Sequence[Line]) -> list[str]:
    found: list[str] = []
    for line in lines:
        found += split_text(line.text)
    return found


def _compare_sentences(ours: Sequence[str], theirs: Sequence[str], place: str) -> Iterator[Change]:
    pairings = align_long(_list_passages(ours), _list_passages(theirs))
    for pairing in _join_steps(pairings):
        before = "".join(ours[at] for at in pairing.base)
        now = "".join(theirs[at] for at in pairing.edited)
        if fold_shapes(before) != fold_shapes(now):
            yield Change(_name_kind(before, now), place, before, now)


def _list_passages(sentences: Sequence[str]) -> list[Passage]:
    return [Passage(fold_shapes(sentence)) for sentence in sentences]


def _join_steps(pairings: Sequence[Pairing]) -> Iterator[Pairing]:
    """The steps; sentences put in or taken out one after the other are one."""
    last: Pairing | None = None
    for step in pairings:
        if last and _is_alike(last, step):
            base = range(last.base.start, step.base.stop)
            last = Pairing(base, range(last.edited.start, step.edited.stop), "gap", 0.0)
            continue
        if last:
            yield last
        last = step
    if last:
        yield last


def _is_alike(one: Pairing, other: Pairing) -> bool:
    """Whether both are put in, or both taken out."""
    if one.is_paired or other.is_paired:
        return False
    return bool(one.base) == bool(other.base)


def _name_kind(before: str, now: str) -> Kind:
    if not before:
        return "insert"
    return "reword" if now else "delete"
