"""Prose changed 正文的改动: what an editor made of the sentences of a draft.

Paragraphs are paired first, then the sentences inside each pair; a change holds as few sentences
as tell it whole.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from gkdraft.messages import say
from gkdraft.prose.document import Block, Closing, Document, Grid, Heading, Runs, Title
from gkdraft.prose.passages import (
    IsReference,
    drop_number,
    find_free_name,
    name_heading,
    write_passage,
)
from gkdraft.revise.alignment import Pairing
from gkdraft.revise.changes import NEWLINE, Kind, Piece, Rewording
from gkdraft.revise.edited_passages import (
    EditedPassage,
    find_wording,
    list_sentences,
)
from gkdraft.revise.figure_matching import carry_references
from gkdraft.revise.sentence_changes import compare_sentences
from gkdraft.revise.wording import normalise_text


@dataclass(frozen=True)
class ProseReader:
    """A draft as it went out, and the passages that came back."""

    base: Document
    edited: Sequence[EditedPassage]
    is_reference: IsReference

    def list_rewordings(self, pairings: Sequence[Pairing]) -> Iterator[Rewording]:
        """Every change of the wording, in the order of the draft."""
        taken = set(self.base.names)
        place, behind = self.base.names[0], list[Rewording]()
        for pairing in pairings:
            if pairing.base and behind:
                yield from behind
                behind = []
            if not pairing.base:
                one = self._describe_inserted(pairing, place)
                behind = _join_inserted(behind, one)
                place = _name_inserted(behind[-1], self._is_heading(place), taken)
                continue
            if pairing.edited:
                yield from self._compare(pairing)
                place = self._name_last(pairing, taken)
            else:
                yield self._describe_deleted(pairing)
        yield from behind

    def _name_last(self, pairing: Pairing, taken: set[str]) -> str:
        """What the last of the paragraphs will be called that these have become."""
        name = last = self.base.names[pairing.base[0]]
        # a long title stands in several lines and stays one
        if _refuse(self.base.blocks[pairing.base[0]]):
            return name
        for _ in pairing.edited[1:]:
            last = find_free_name(name, taken)
            taken.add(last)
        return last

    def _is_heading(self, place: str) -> bool:
        at = self.base.names.index(place) if place in self.base.names else 0
        return isinstance(self.base.blocks[at], Heading)

    @cached_property
    def _known(self) -> dict[str, Runs]:
        """Every sentence of the draft by its text: it may have been put in elsewhere."""
        known: dict[str, Runs] = {}
        for block in self.base.blocks:
            for sentence, part in list_sentences("", find_wording(block)):
                known[sentence.text] = part
        return known

    def _describe_inserted(self, pairing: Pairing, place: str) -> Rewording:
        passage = self.edited[pairing.edited[0]]
        level = passage.level
        text = passage.passage.text if level else passage.text
        pieces: list[Piece] = []
        for sentence in passage.sentences:
            if sentence.text in self._known and not level:
                pieces += carry_references(self._known[sentence.text], sentence.text)
            else:
                pieces.append(sentence.text)
        refused = ""
        if passage.table:
            refused = say("报告里没有这张表的位置")
        elif level == 1:
            refused = say("栏目由格式规定")
        kind: Kind = "heading" if level else "insert"
        parts = (text,) if level or not pieces else tuple(pieces)
        return Rewording(kind, place, "", "", parts, "gap", 1.0, passage.spot, level, refused)

    def _describe_deleted(self, pairing: Pairing) -> Rewording:
        at = pairing.base[0]
        block, name = self.base.blocks[at], self.base.names[at]
        text = write_passage(find_wording(block), self.is_reference)
        return Rewording(
            "delete", name, text, _print(block), (), "gap", 1.0, refused=_refuse(block)
        )

    def _compare(self, pairing: Pairing) -> Iterator[Rewording]:
        """The changes inside paragraphs that are the same."""
        blocks = [self.base.blocks[at] for at in pairing.base]
        changed = [self.edited[at] for at in pairing.edited]
        if any(isinstance(block, Grid) for block in blocks):
            return
        if len(blocks) == len(changed) == 1 and _is_same(blocks[0], changed[0]):
            return
        # a long title is broken between its parts
        whole = "".join(one.text for one in changed)
        if isinstance(blocks[0], Title) and normalise_text(_print(blocks[0])) == whole:
            return
        refused = next(filter(None, map(_refuse, blocks)), "")
        if refused:
            shown, now = "".join(map(_print, blocks)), "".join(one.text for one in changed)
            name = self.base.names[pairing.base[0]]
            yield Rewording(
                "heading", name, "", shown, (now,), pairing.origin, pairing.likeness,
                changed[0].spot, refused=refused,
            )  # fmt: skip
            return
        yield from compare_sentences(
            self.base, self.edited, pairing, self.is_reference, self._known
        )


def _join_inserted(behind: list[Rewording], one: Rewording) -> list[Rewording]:
    """Paragraphs put in one after the other are one insertion."""
    last = behind[-1] if behind else None
    if last is None or last.level or one.level or last.refused or one.refused:
        return [*behind, one]
    pieces = (*last.pieces, NEWLINE, *one.pieces)
    return [*behind[:-1], last._replace(pieces=pieces)]


def _name_inserted(one: Rewording, behind_heading: bool, taken: set[str]) -> str:
    """What the last paragraph of an insertion will be called (prose/edits.py)."""
    if one.refused:
        return one.place
    if one.level:
        return name_heading(one.place, one.level, one.now)
    base = f"{one.place}.第0段" if behind_heading else one.place
    name = find_free_name(base, taken)
    taken.add(name)
    return name


def _refuse(block: Block) -> str:
    """Why the wording of a block is not a person's to change here; nothing if it is."""
    if isinstance(block, Title):
        return say("标题由机关简称、年度写成，请改数据文件里的 机关.简称、年度")
    if isinstance(block, Grid):
        return say("表由格式规定，不能删")
    if isinstance(block, Closing):
        return say("落款请在数据文件里改：落款.机关、落款.日期")
    if isinstance(block, Heading) and block.level == 1:
        return say("栏目的标题由格式规定")
    return ""


def _is_same(block: Block, edited: EditedPassage) -> bool:
    """Whether a paragraph reads as it did; the number of a heading is given by its order."""
    text = normalise_text(_print(block))
    if isinstance(block, Heading):
        return drop_number(text) == edited.passage.text
    return text == edited.text


def _print(block: Block) -> str:
    if isinstance(block, Title):
        return "".join(block.parts)
    if isinstance(block, Grid):
        return block.name
    return "".join(run.text for run in block.runs)
