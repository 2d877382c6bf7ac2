"""The .txt: one line a paragraph, one line a table row, cells between bars. Made for diffs.

Its last line is a fingerprint, so that a draft somebody changed is known again.
"""

import hashlib
import re

from gkdraft.layout.resources import Resources
from gkdraft.layout.typography import Typography
from gkdraft.prose.document import Block, Document, Grid, Title, plain_text

_SEAL = re.compile(r"\n（gkdraft 草稿，校验码 ([0-9a-f]{16})）\n\Z")


def render_text(document: Document, style: Typography, resources: Resources) -> bytes:
    """The text in UTF-8; a merged cell's text stands in its first row and column only."""
    text = "\n".join(_text(block) for block in document.blocks) + "\n"
    return f"{text}\n（gkdraft 草稿，校验码 {_fingerprint(text)}）\n".encode()


def is_text_sealed(data: bytes) -> bool:
    """Whether a text is still as gkdraft wrote it."""
    text = data.decode("utf-8", "replace").replace("\r\n", "\n")
    match = _SEAL.search(text)
    return match is not None and match[1] == _fingerprint(text[: match.start()])


def _fingerprint(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _text(block: Block) -> str:
    if isinstance(block, Title):
        return "".join(block.parts) + "\n"
    if isinstance(block, Grid):
        return "\n".join(_row(block, index) for index in range(len(block.rows)))
    return plain_text(block.runs)


def _row(grid: Grid, index: int) -> str:
    cells = [text for cell in grid.rows[index] for text in (cell.text, *[""] * (cell.colspan - 1))]
    return "| " + " | ".join(cells) + " |"
