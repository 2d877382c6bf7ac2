"""A draft as an office has it: comments, bookmarks, a snapshot among its properties."""

import re

from gkdraft.base.package import CUSTOM, pack_parts, unpack_parts
from gkdraft.pipeline import Result

BODY = "word/document.xml"
_STARTS = (
    b'<w:bookmarkStart w:id="1%d" w:name="_gkp_%d"/><w:bookmarkStart w:id="2%d" w:name="_gkn_%d"/>'
    b'<w:bookmarkEnd w:id="2%d"/>'
)
_END = b'<w:bookmarkEnd w:id="1%d"/></w:p>'
_SNAPSHOT = (
    b'<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="3" name="gkdraft-snapshot">'
    b"<vt:lpwstr>c25hcHNob3Q=</vt:lpwstr></property></Properties>"
)


def mark_draft(result: Result) -> tuple[bytes, int]:
    """The draft with all of these, and how many bookmarks there are: two a paragraph."""
    parts = unpack_parts(result.render(".docx", comments=True), "x.docx")
    # the text of a paragraph begins behind its properties
    head, *texts = re.split(rb"(?<=</w:pPr>)", parts[BODY])
    for number, text in enumerate(texts):
        head += _STARTS % ((number,) * 5) + text.replace(b"</w:p>", _END % number, 1)
    parts[BODY] = head
    parts[CUSTOM] = parts[CUSTOM].replace(b"</Properties>", _SNAPSHOT)
    return pack_parts(parts), 2 * len(texts)
