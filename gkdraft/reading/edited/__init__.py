"""A .docx that comes back from an editor, with everything the editor left in it.

Text with all tracked changes accepted, and beside it bookmarks, tracked changes, comments,
custom properties. Only .docx without macros is opened, nothing outside of it is followed.
"""

from collections.abc import Mapping
from pathlib import Path

from gkdraft.base.bounds import DOCUMENT
from gkdraft.base.files import read_file
from gkdraft.base.package import read_properties, unpack_parts
from gkdraft.errors import InputError
from gkdraft.messages import say
from gkdraft.reading.documents import is_package, refuse_formats
from gkdraft.reading.documents.word import read_flow
from gkdraft.reading.documents.word_parts import Word
from gkdraft.reading.edited.body import BodyReader
from gkdraft.reading.edited.comments import Comments
from gkdraft.reading.edited.drafts import Draft, Remark
from gkdraft.reading.edited.model import (
    Anchor,
    EditedCell,
    EditedDocument,
    EditedParagraph,
    EditedTable,
    MarginComment,
    Source,
    TrackedChange,
)
from gkdraft.reading.edited.tables import TableDraft
from gkdraft.reading.edited.unread import list_remarks

__all__ = [
    "Anchor",
    "EditedCell",
    "EditedDocument",
    "EditedParagraph",
    "EditedTable",
    "MarginComment",
    "Source",
    "TrackedChange",
    "read_edited",
]


def read_edited(path: Path) -> EditedDocument:
    """A .docx with what its editor left. InputError says in one line why it cannot be read."""
    data, name = read_file(path, DOCUMENT), str(path)
    refuse_formats(data, path.suffix.lower(), name)
    if not is_package(data):
        raise InputError(
            say("{name}: 不是 .docx 文件，读不了；请用 Word 或 WPS 另存为 .docx 再读", name=name)
        )
    parts = unpack_parts(data, name)
    _refuse_packages(parts, path.suffix.lower(), name)
    return _read_parts(parts, name)


def _read_parts(parts: Mapping[str, bytes], name: str) -> EditedDocument:
    word = Word(parts, name)
    flow = read_flow(word)
    reader = BodyReader(word)
    drafts = reader.read()
    if not drafts:
        raise InputError(say("{path}: 文件里没有文字", path=name))
    comments = Comments(word)
    homeless = comments.place_answers(_list_paragraphs(drafts), reader.marks.placed)
    return EditedDocument(
        name,
        tuple(_freeze(draft, comments.remarks, name) for draft in drafts),
        read_properties(parts),
        list_remarks(word, homeless),
        flow,
        parts,
        word.main,
    )


def _list_paragraphs(drafts: list[Draft | TableDraft]) -> list[Draft]:
    """The paragraphs of the body and of all cells."""
    found: list[Draft] = []
    for draft in drafts:
        if isinstance(draft, Draft):
            found.append(draft)
        else:
            for inside in draft.paragraphs.values():
                found += inside
    return found


def _freeze(
    draft: Draft | TableDraft, remarks: Mapping[str, Remark], name: str
) -> EditedParagraph | EditedTable:
    if isinstance(draft, Draft):
        return draft.freeze(remarks)
    return draft.freeze(remarks, name)


def _refuse_packages(parts: Mapping[str, bytes], suffix: str, name: str) -> None:
    """InputError for what holds macros, is a template, or is of another program."""
    types = parts.get("[Content_Types].xml", b"")
    has_macros = b"macroEnabled" in types or any("vbaproject" in part.lower() for part in parts)
    if has_macros or suffix in (".docm", ".dotm"):
        raise InputError(
            say(
                "{name}: 含有宏，没有打开；请在 Word、WPS 里另存为不含宏的 .docx",
                name=name,
            )
        )
    if b"template.main+xml" in types or suffix == ".dotx":
        raise InputError(
            say("{name}: 这是模板（.dotx），请用它新建文档，另存为 .docx 再读", name=name)
        )
    if b"opendocument" in parts.get("mimetype", b""):
        raise InputError(
            say("{name}: 这是 OpenDocument 文件，请在 Word、WPS 里另存为 .docx 再读", name=name)
        )
