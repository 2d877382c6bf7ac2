"""The .txt: one line a paragraph, one line a table row, cells between bars. Made for diffs.

Its last line is a fingerprint, so that a draft somebody changed is known again.
"""

import hashlib

from gkdraft.base.patterns import compile_late
from gkdraft.layout.resources import Resources
from gkdraft.layout.typography import Typography
from gkdraft.prose.document import Block, Closing, Document, Grid, Title, measure_width, plain_text

# characters, as on a page of GB/T 9704: name and date at the end are set to the right of it
LINE = 28
# the last line, also where an editor changed the ends of lines
_SEAL = compile_late(r"\n（gkdraft 草稿，校验码 ([0-9a-f]{16})）\n\Z")


def render_text(document: Document, style: Typography, resources: Resources) -> bytes:
    """The text in UTF-8; a merged cell's text stands in its first row and column only."""
    text = "\n".join(_render_block(block) for block in document.blocks) + "\n"
    return f"{text}\n（gkdraft 草稿，校验码 {_compute_fingerprint(text)}）\n".encode()


def is_text_sealed(data: bytes) -> bool:
    """Whether a text is still as gkdraft wrote it."""
    text = data.decode("utf-8", "replace").replace("\r\n", "\n")
    match = _SEAL.search(text)
    return match is not None and match[1] == _compute_fingerprint(text[: match.start()])


def drop_text_seal(data: bytes) -> bytes:
    """A text without its last line, the fingerprint."""
    return _SEAL.sub("", data.decode()).encode()


def _compute_fingerprint(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _render_block(block: Block) -> str:
    if isinstance(block, Title):
        return "".join(block.parts) + "\n"
    if isinstance(block, Grid):
        return "\n".join(_render_row(block, index) for index in range(len(block.rows)))
    text = plain_text(block.runs)
    if isinstance(block, Closing):
        text = "　" * round(LINE - block.right - measure_width(text)) + text
        return f"\n{text}" if block.kind == "name" else text
    return text


def _render_row(grid: Grid, index: int) -> str:
    cells: list[str] = []
    for cell in grid.rows[index]:
        cells += [cell.words, *[""] * (cell.colspan - 1)]
    return "| " + " | ".join(cells) + " |"
