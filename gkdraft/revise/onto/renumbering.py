"""Headings numbered anew 标题重新编号: where blocks came or went before them."""

from collections.abc import Sequence

from gkdraft.prose.document import Heading, Run, plain_text
from gkdraft.prose.narrative import list_numbers
from gkdraft.prose.passages import part_number
from gkdraft.revise.edited_passages import EditedPassage
from gkdraft.revise.onto.context import Merge, read_edited_text, read_text
from gkdraft.revise.onto.passages import find_element, find_heading
from gkdraft.revise.onto.plan import Arrival, BlockInsertion, TextPatch

Place = int | BlockInsertion


def renumber_headings(merge: Merge) -> None:
    """Numbers that were in order stay in order; what an editor numbered otherwise stays.

    Once the data have the editor's headings, those with the number of the last build follow.
    """
    before = [at for at, one in enumerate(merge.passages) if one.level]
    numbers = list_numbers(merge.passages[at].level for at in before)
    in_order = set[int]()
    for at, number in zip(before, numbers, strict=True):
        if _read_number(merge.passages[at]) == number.strip():
            in_order.add(at)
    places = _list_places(merge)
    in_order |= _list_followed(merge, places)
    levels = [_find_level(merge, place) for place in places]
    for place, number in zip(places, list_numbers(levels), strict=True):
        if isinstance(place, BlockInsertion):
            _number_block(merge, place, number)
        elif place in in_order and _read_number(merge.passages[place]) != number.strip():
            _patch_number(merge, merge.passages[place], number)


def _list_places(merge: Merge) -> list[Place]:
    """The headings as they stand afterwards."""
    behind: dict[int | None, list[BlockInsertion]] = {}
    for insertion in merge.plan.insertions:
        if isinstance(insertion.block, Heading):
            behind.setdefault(insertion.after, []).append(insertion)
    removed = {
        (id(patch.paragraph), patch.start) for patch in merge.plan.patches if not patch.pieces
    }
    places: list[Place] = [*behind.pop(None, [])]
    for at, one in enumerate(merge.passages):
        if one.level and one.ranges:
            start = one.ranges[0].start
            if (id(one.source), start) not in removed:
                places.append(at)
        places += behind.pop(find_element(one), [])
    return places


def _list_followed(merge: Merge, places: Sequence[Place]) -> set[int]:
    """Where the headings are those of the data by now: what nobody numbered otherwise."""
    now = [block for block in merge.now.blocks if isinstance(block, Heading)]
    if [_name_place(merge, place) for place in places] != list(map(_name_heading, now)):
        return set()
    before = {
        _name_heading(block): part_number(block.runs)[0].strip()
        for block in merge.base.blocks
        if isinstance(block, Heading)
    }
    followed = set[int]()
    for place, block in zip(places, now, strict=True):
        if isinstance(place, BlockInsertion) or not part_number(block.runs)[0]:
            continue
        if _read_number(merge.passages[place]) == before.get(_name_heading(block), ""):
            followed.add(place)
    return followed


def _name_heading(block: Heading) -> tuple[int, str]:
    return block.level, read_text(block)


def _name_place(merge: Merge, place: Place) -> tuple[int, str]:
    if isinstance(place, BlockInsertion):
        return _find_level(merge, place), read_text(place.block)
    return _find_level(merge, place), read_edited_text(merge.passages[place])


def _find_level(merge: Merge, place: Place) -> int:
    if isinstance(place, BlockInsertion):
        return place.block.level if isinstance(place.block, Heading) else 1
    return merge.passages[place].level


def _read_number(one: EditedPassage) -> str:
    return part_number((Run(one.text),))[0].strip()


def _number_block(merge: Merge, insertion: BlockInsertion, number: str) -> None:
    block = insertion.block
    if not isinstance(block, Heading) or plain_text(block.runs).startswith(number):
        return
    numbered = Heading(block.level, (Run(number), *part_number(block.runs)[1]))
    at = merge.plan.insertions.index(insertion)
    merge.plan.insertions[at] = BlockInsertion(insertion.after, insertion.number, numbered)


def _patch_number(merge: Merge, one: EditedPassage, number: str) -> None:
    if one.source is None:
        return
    start, end = one.ranges[0].start, find_heading(one)
    old = one.source.text[start:end]
    merge.plan.patches.append(TextPatch(one.source, start, end, (("run", "", Run(number)),)))
    told = Arrival("number", one.passage.text, old.strip(), number.strip(), spot=one.spot)
    merge.plan.told.append(told)
