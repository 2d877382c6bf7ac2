"""What an editor changes at one place: the op, and what must be found of it afterwards.

Of what must be found each has a `kind`:
figure   key, old, new; places: how often the document tells that figure
reword   old and new text of a whole paragraph; lost: keys of the figures no longer told in it
insert   text; unit: sentence or paragraph
delete   text; unit; lost
split    old, parts
merge    parts, new
move     text; before: the paragraph it stands before now
heading  old, new; old is empty for one that was inserted
row      what: insert, delete or label; old, new: the label
comment  text, author; on: the words it stands at, or key: the cell
tracked  author, old, new
foreign  what: a picture, a table
"""

from typing import Any

from office.sheet import Op
from office.spots import Cell, Figure, Spots

Known = dict[str, Any]
Change = tuple[Op, Known]


def reword(spots: Spots, index: int, start: int, old: str, new: str) -> Change:
    """Other words in a paragraph."""
    text = spots.texts[index]
    op = {"op": "replace_text", **spots.name_place(index, start), "old": old, "new": new}
    after = text[:start] + new + text[start + len(old) :]
    lost = spots.list_lost(index, start, start + len(old))
    return op, {"kind": "reword", "old": text, "new": after, "lost": lost}


def retell(spots: Spots, figure: Figure, new: str) -> Change:
    """Another number for a figure of the prose."""
    place = spots.name_place(figure.index, figure.start)
    op = {"op": "replace_text", **place, "old": figure.text, "new": new}
    return op, expect_figure(spots, figure.key, figure.text, new)


def expect_figure(spots: Spots, key: str, old: str, new: str) -> Known:
    """What is found of another number."""
    places = spots.count_places(key)
    return {"kind": "figure", "key": key, "old": old, "new": new, "places": places}


def retype(spots: Spots, cell: Cell, new: str, **how: str) -> Change:
    """Another number in a cell."""
    op = {"op": "set_cell", **cell.address, "new": new, **how}
    return op, expect_figure(spots, cell.key, cell.text, new)


def add_sentence(spots: Spots, index: int, behind: str, text: str) -> Change:
    """A sentence behind another one."""
    op = {"op": "insert_text", "in": spots.name(index), "behind": behind, "text": text}
    return op, {"kind": "insert", "unit": "sentence", "text": text}


def drop_sentence(spots: Spots, index: int, text: str) -> Change:
    """A sentence less."""
    start = spots.texts[index].index(text)
    op = {"op": "delete_text", "in": spots.name(index), "old": text}
    lost = spots.list_lost(index, start, start + len(text))
    return op, {"kind": "delete", "unit": "sentence", "text": text, "lost": lost}


def add_paragraph(spots: Spots, index: int, text: str) -> Change:
    """A paragraph below another one."""
    op = {"op": "insert_paragraph", "in": spots.name(index), "text": text}
    return op, {"kind": "insert", "unit": "paragraph", "text": text}


def drop_paragraph(spots: Spots, index: int, how: str = "") -> Change:
    """A paragraph less."""
    op = {"op": "delete_paragraph", "in": spots.name(index), "how": how}
    text = spots.texts[index]
    lost = spots.list_lost(index, 0, len(text))
    return op, {"kind": "delete", "unit": "paragraph", "text": text, "lost": lost}


def split(spots: Spots, index: int, before: str) -> Change:
    """Two paragraphs of one."""
    text = spots.texts[index]
    start = text.index(before)
    op = {"op": "split_paragraph", "in": spots.name(index), "before": before}
    return op, {"kind": "split", "old": text, "parts": [text[:start], text[start:]]}


def merge(spots: Spots, index: int, how: str = "") -> Change:
    """One paragraph of two."""
    op = {"op": "merge_paragraphs", "in": spots.name(index), "how": how}
    parts = spots.texts[index : index + 2]
    return op, {"kind": "merge", "parts": parts, "new": "".join(parts)}
