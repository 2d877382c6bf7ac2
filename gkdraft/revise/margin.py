"""The margin 修订和批注: tracked changes with their authors, comments with their place."""

from collections.abc import Iterator

from gkdraft.messages import say
from gkdraft.reading.edited import EditedDocument, EditedParagraph, EditedTable
from gkdraft.revise.changes import Change

OWN_AUTHOR = "gkdraft"
"""The author of our own tracked changes; of comments (render/comments.py) it begins so."""
# characters of the text a comment hangs on, as a line shows them
QUOTED = 30


def list_margin(document: EditedDocument) -> Iterator[Change]:
    """What editors left beside the text. What they tracked is counted as done."""
    for block in document.blocks:
        if isinstance(block, EditedTable):
            for cell in block.cells:
                place = say("{table}第{row}行", table=block.place, row=cell.row + 1)
                for paragraph in cell.paragraphs:
                    yield from _list_paragraph(paragraph, place)
        else:
            yield from _list_paragraph(block, block.place)


def _list_paragraph(paragraph: EditedParagraph, place: str) -> Iterator[Change]:
    for tracked in paragraph.tracked:
        if tracked.author == OWN_AUTHOR:
            continue
        deleted = tracked.kind == "deletion"
        before, now = (tracked.text, "") if deleted else ("", tracked.text)
        yield Change(
            tracked.kind, place, before, now, author=tracked.author, spot=paragraph.place,
            reason=say("修订按接受处理，内容已在上面的改动里"),
        )  # fmt: skip
    for comment in paragraph.comments:
        if not comment.author.startswith(OWN_AUTHOR):
            quoted = comment.quoted or paragraph.text
            yield Change(
                "comment", place, quoted[:QUOTED], comment.text, author=comment.author,
                spot=paragraph.place, reason=say("批注是给人看的，请自己处理"),
            )  # fmt: skip
