"""The fixed list of edits: what is done to a document, what must be found of it, how it reads then.

A case is plain data: {"name", "ops": [...], "expect": [...], "text": [lines]}; what stands in
`expect` is told in changes.py.
"""

from collections.abc import Iterator
from typing import Any

from gkdraft.prose.document import Document
from office import phrases
from office.changes import (
    Change,
    Known,
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
from office.sheet import Op, Sheet
from office.spots import Cell, Spots

Case = dict[str, Any]
AUTHOR = phrases.AUTHORS[0]
TRACK = {"op": "track", "author": AUTHOR}
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


def fixed_cases(document: Document) -> list[Case]:
    """Every named edit for which the document has a place."""
    spots = Spots(document)
    cases = []
    for listed in (_words, _figures, _paragraphs, _headings, _tables, _tracked, _comments, _whole):
        for name, ops, expect in listed(spots):
            cases.append(make_case(document, name, ops, expect))
    return cases


Listed = Iterator[tuple[str, list[Op], list[Known]]]


def make_case(document: Document, name: str, ops: list[Op], expect: list[Known]) -> Case:
    """A case, with the text the document has after its ops."""
    sheet = Sheet(document)
    for op in ops:
        sheet.perform(op)
    return {"name": name, "ops": ops, "expect": expect, "text": sheet.lines()}


def find_sentences(spots: Spots) -> tuple[int, list[str]]:
    """The first paragraph of three sentences or more, each of them once in it."""
    for index in spots.paragraphs:
        found = spots.sentences(index)
        if len(found) > 2 and len(set(found)) == len(found):
            return index, found
    raise ValueError("no paragraph of three sentences")


def find_neighbours(spots: Spots) -> int:
    """The first of two paragraphs that follow each other."""
    return next(index for index in spots.paragraphs if index + 1 in spots.paragraphs)


def _one(name: str, made: Change) -> Any:
    return name, [made[0]], [made[1]]


def _words(spots: Spots) -> Listed:
    index, sentences = find_sentences(spots)
    text = spots.texts[index]
    word = next(word for word in phrases.OTHER_WORDS if word in text)
    new = phrases.OTHER_WORDS[word]
    yield _one("replace a word", reword(spots, index, text.index(word), word, new))
    half = sentences[1][len(sentences[1]) // 2 : -1]
    new = "由各有关单位分别落实"
    yield _one("rewrite half a sentence", reword(spots, index, text.index(half), half, new))
    yield _one("delete a sentence", drop_sentence(spots, index, sentences[1]))
    added = phrases.SENTENCES[0]
    yield _one("insert a sentence", add_sentence(spots, index, sentences[0], added))
    yield _one("insert a sentence at the end", add_sentence(spots, index, sentences[-1], added))
    op = {"op": "insert_text", "in": spots.name(index), "ahead": sentences[0][:6], "text": added}
    known = {"kind": "insert", "unit": "sentence", "text": added}
    yield "insert a sentence at the start", [op], [known]
    space = {"op": "insert_text", "in": spots.name(index), "behind": sentences[0], "text": " "}
    yield "add a space", [space], []
    line = {"op": "break_line", "in": spots.name(index), "behind": sentences[0]}
    yield "break a line", [line], [{"kind": "split", "old": text, "parts": []}]


def _figures(spots: Spots) -> Listed:
    found = spots.list_figures()
    figure = found[0]
    new = str(int(float(figure.text.rstrip("%"))) + 1)
    yield _one("replace a number in prose", retell(spots, figure, new))
    wide = retell(spots, figure, figure.text.translate(WIDE))[0]
    yield "type full-width digits", [wide], []
    yield _one(
        "type another number in full-width digits", retell(spots, figure, new.translate(WIDE))
    )
    twice = [figure for figure in found if spots.count_places(figure.key) == 2]
    if twice:
        yield _one("replace a number told twice", retell(spots, twice[0], "777"))


def _paragraphs(spots: Spots) -> Listed:
    index, sentences = find_sentences(spots)
    text = spots.texts[index]
    new = phrases.PARAGRAPHS[0]
    lost = spots.list_lost(index, 0, len(text))
    op = {"op": "rewrite_paragraph", "in": spots.name(index), "new": new}
    known = {"kind": "reword", "old": text, "new": new, "lost": lost}
    yield "rewrite a paragraph", [op], [known]
    yield _one("insert a paragraph", add_paragraph(spots, index, phrases.PARAGRAPHS[1]))
    op, known = add_paragraph(spots, index, phrases.PARAGRAPHS[1])
    yield "insert a paragraph before", [{**op, "before": True}], [known]
    yield _one("delete a paragraph", drop_paragraph(spots, index))
    yield _one("delete a paragraph by backspace", drop_paragraph(spots, index, "backspace"))
    yield _one("delete a paragraph by deleting twice", drop_paragraph(spots, index, "twice"))
    yield _one("split a paragraph", split(spots, index, sentences[1]))
    first = find_neighbours(spots)
    yield _one("merge two paragraphs", merge(spots, first))
    yield _one("merge two paragraphs by backspace", merge(spots, first, "backspace"))
    before, moved = spots.texts[first : first + 2]
    op = {"op": "move_paragraph", "in": spots.name(first + 1), "before": spots.name(first)}
    yield "move a paragraph", [op], [{"kind": "move", "text": moved, "before": before}]
    if spots.notes:
        note = spots.notes[0]
        old = spots.texts[note]
        yield _one("change a note", reword(spots, note, len(old) - 1, old[-1], "，请知悉。"))


def _headings(spots: Spots) -> Listed:
    index = spots.headings[1]
    old = spots.texts[index]
    new = old + "情况"
    op = {"op": "replace_text", "in": old, "old": old, "new": new}
    yield "change a heading", [op], [{"kind": "heading", "old": old, "new": new}]
    heading, text = "（六）其他情况", phrases.PARAGRAPHS[2]
    op = {"op": "insert_heading", "in": spots.name(find_sentences(spots)[0]), "heading": heading}
    known = [{"kind": "heading", "old": "", "new": heading}]
    known.append({"kind": "insert", "unit": "paragraph", "text": text})
    yield "insert a heading", [{**op, "text": text, "style": "Heading 2"}], known


def _tables(spots: Spots) -> Listed:
    cells = list(spots.cells())
    place = {"in": spots.name(find_sentences(spots)[0])}
    rows = [["单位", "件数"], ["甲单位", "1"]]
    foreign = {"op": "insert_table", **place, "rows": rows}
    yield "insert a table", [foreign], [{"kind": "foreign", "what": "table"}]
    picture = {"op": "insert_picture", **place}
    yield "insert a picture", [picture], [{"kind": "foreign", "what": "picture"}]
    if not cells:
        return
    cell = cells[len(cells) // 2]
    yield _one("retype a cell", retype(spots, cell, "9876"))
    yield _one("clear a cell and type", retype(spots, cell, "9876", how="clear"))
    yield _one("empty a cell", retype(spots, cell, "", how="clear"))
    empty = [cell for cell in cells if not cell.text]
    if empty:
        yield _one("fill an empty cell", retype(spots, empty[0], "12"))
    yield from _rows(cell)


def _rows(cell: Cell) -> Listed:
    label = cell.address["row"]
    place = {"table": cell.address["table"], "row": label}
    new = "另有规定的情形"
    op = {"op": "insert_row", **place, "texts": [new, *"1234567"]}
    yield "insert a row", [op], [{"kind": "row", "what": "insert", "old": "", "new": new}]
    op = {"op": "delete_row", **place}
    yield "delete a row", [op], [{"kind": "row", "what": "delete", "old": label, "new": ""}]
    op = {"op": "set_cell", **place, "nth": 0, "new": new}
    yield "change a label", [op], [{"kind": "row", "what": "label", "old": label, "new": new}]


def _tracked(spots: Spots) -> Listed:
    index, sentences = find_sentences(spots)
    text = spots.texts[index]
    cut, added = sentences[1], phrases.SENTENCES[1]
    insertion = add_sentence(spots, index, sentences[0], added)
    deletion = drop_sentence(spots, index, cut)
    word = next(word for word in phrases.OTHER_WORDS if word in text)
    new = phrases.OTHER_WORDS[word]
    figure = spots.list_figures()[0]
    made = {
        "tracked insertion": (*insertion, "", added),
        "tracked deletion": (*deletion, cut, ""),
        "tracked replacement": (*reword(spots, index, text.index(word), word, new), word, new),
        "tracked number": (*retell(spots, figure, "4321"), figure.text, "4321"),
        "tracked new paragraph": (*add_paragraph(spots, index, added), "", added),
        "tracked deletion of a paragraph": (*drop_paragraph(spots, index), text, ""),
    }
    for cell in list(spots.cells())[:1]:
        made["tracked cell"] = (*retype(spots, cell, "4321"), cell.text, "4321")
    for name, (op, known, old, new) in made.items():
        tracked = {"kind": "tracked", "author": AUTHOR, "old": old, "new": new}
        yield name, [TRACK, op], [known, tracked]


def _comments(spots: Spots) -> Listed:
    index, sentences = find_sentences(spots)
    text, author = phrases.COMMENTS[0], phrases.AUTHORS[1]
    note = {"op": "comment", "text": text, "author": author}
    known = {"kind": "comment", "text": text, "author": author}
    on = sentences[1][:6]
    op = {**note, "in": spots.name(index), "on": on}
    yield "comment on words", [op], [{**known, "on": on}]
    for cell in list(spots.cells())[:1]:
        yield "comment on a cell", [{**note, **cell.address}], [{**known, "key": cell.key}]
    edit, change = drop_sentence(spots, index, sentences[2])
    yield "comment on words beside an edit", [edit, op], [change, {**known, "on": on}]


def _whole(spots: Spots) -> Listed:
    yield "nothing", [], []
    index, sentences = find_sentences(spots)
    place = {"in": spots.name(index), "on": sentences[1][:6]}
    for what in ("bold", "size", "center", "mark"):
        yield f"format: {what}", [{"op": "format_text", **place, "what": what}], []
    style = {"op": "apply_style", "in": spots.name(index), "style": "Heading 3"}
    yield "format: another style", [style], []
    yield "flatten styles", [{"op": "flatten_styles", "style": "Standard"}], []
    copy = {"op": "copy_all"}
    yield "copy into a new document", [copy], []
    word = next(word for word in ("我市", "我区", "全市", "市政府") if word in "".join(spots.texts))
    new = phrases.OTHER_WORDS[word]
    op = {"op": "find_replace", "old": word, "new": new}
    changed = []
    for text in spots.texts:
        if word in text:
            changed.append({"kind": "reword", "old": text, "new": text.replace(word, new)})
    yield "find and replace", [op], changed
    edit, known = add_sentence(spots, index, sentences[0], phrases.SENTENCES[0])
    yield "edit, then copy into a new document", [edit, copy], [known]
