"""The snapshot 快照: what a draft said when it was written, kept in the draft itself.

A draft that comes back from an editor is compared with it: what differs, the editor changed. It
holds what is printed, with the keys of the figures, and nothing else.
"""

import base64
import binascii
import json
import re
import zlib
from collections.abc import Mapping, Sequence
from typing import Any

from gkdraft.base import scalars
from gkdraft.prose.document import (
    Block,
    Closing,
    Document,
    Grid,
    GridCell,
    Heading,
    Note,
    Paragraph,
    Run,
    Runs,
    Title,
    list_figures,
)

NAME = "gkdraft.snapshot"
"""How the properties of a .docx are named that hold it; a number follows."""
SHEET = "gkdraft.sheet"
"""The property of a document that is no report and has no snapshot."""
# characters: longer custom properties were cut by an office suite (design, round trip)
CHUNK = 250
# the largest report of the corpus is a fiftieth of this
LARGEST = 4 * 2**20
# the largest report of the corpus has a tenth of these
MOST_BLOCKS = 5000
DEEPEST = 9
LATEST_YEAR = 9999
VERSION = 1


def write_snapshot(document: Document) -> list[str]:
    """The snapshot in pieces, as properties hold them; none of a document without names."""
    if not document.names:
        return []
    blocks = [
        [name, *_write_block(block)]
        for name, block in zip(document.names, document.blocks, strict=True)
    ]
    head = {"v": VERSION, "title": document.title, "author": document.author, "year": document.year}
    text = json.dumps({**head, "blocks": blocks}, ensure_ascii=False, separators=(",", ":"))
    packed = base64.b64encode(zlib.compress(text.encode(), 9)).decode()
    return [packed[start : start + CHUNK] for start in range(0, len(packed), CHUNK)]


def _write_block(block: Block) -> list[Any]:
    if isinstance(block, Title):
        return ["title", list(block.parts)]
    if isinstance(block, Grid):
        return ["table", block.name, [[cell.key, cell.text] for cell in list_figures(block)]]
    runs = [_write_run(run) for run in block.runs]
    if isinstance(block, Heading):
        return ["heading", runs, block.level]
    if isinstance(block, Closing):
        return [f"closing {block.kind}", runs]
    return ["note" if isinstance(block, Note) else "paragraph", runs]


def _write_run(run: Run) -> str | list[str]:
    if run.gap:
        return [run.key, run.text, "gap"]
    return [run.key, run.text] if run.key else run.text


def is_sheet(properties: Mapping[str, str]) -> bool:
    """Whether a .docx was written as a sheet beside the report, 核对单 or 问卷: it has no snapshot,
    and nothing of it goes back into the data file.
    """
    return SHEET in properties


def read_snapshot(properties: Mapping[str, str]) -> Document | None:
    """The document of a snapshot; None where there is none, or not a whole one."""
    pieces: dict[int, str] = {}
    for name, text in properties.items():
        if match := re.fullmatch(re.escape(NAME) + r"\.(\d{1,4})", name):
            pieces[int(match[1])] = text
    if sorted(pieces) != list(range(1, len(pieces) + 1)) or not pieces:
        return None
    try:
        data = json.loads(_unpack("".join(pieces[number] for number in sorted(pieces))))
        return _read_document(data) if data["v"] == VERSION else None
    # somebody else may have written it: whatever is wrong with it, there is no snapshot
    except (
        binascii.Error,
        zlib.error,
        ValueError,
        KeyError,
        TypeError,
        IndexError,
        RecursionError,
    ):
        return None


def _unpack(packed: str) -> bytes:
    unpacker = zlib.decompressobj()
    data = unpacker.decompress(base64.b64decode(packed, validate=True), LARGEST)
    if not unpacker.eof:
        raise ValueError
    return data


def _read_document(data: Mapping[str, Any]) -> Document:
    entries = data["blocks"]
    if not 0 < len(entries) <= MOST_BLOCKS:
        raise ValueError
    blocks = tuple(_read_block(*entry[1:]) for entry in entries)
    names = tuple(_read_text(entry[0]) for entry in entries)
    title, author = _read_text(data["title"]), _read_text(data["author"])
    return Document(title, author, _read_count(data["year"], LATEST_YEAR), blocks, names=names)


def _read_text(value: Any) -> str:
    """A text as a data file could give it; ValueError for anything else."""
    # a mark in front and behind: the space around it stays
    if not isinstance(value, str) or scalars.read_text(f"|{value}|") != f"|{value}|":
        raise ValueError
    return value


def _read_count(value: Any, most: int) -> int:
    if not isinstance(value, int) or not 0 <= value <= most:
        raise ValueError
    return value


def _read_block(kind: Any, content: Any, more: Any = None) -> Block:
    if kind == "title":
        return Title(tuple(map(_read_text, content)))
    if kind == "table":
        cells = [
            GridCell(_read_text(text), 0, 1, 1, "number", key=_read_text(key)) for key, text in more
        ]
        return Grid(_read_text(content), (), (tuple(cells),), 0)
    runs = _read_runs(content)
    if kind == "heading":
        return Heading(_read_count(more, DEEPEST), runs)
    if kind in ("closing name", "closing date"):
        return Closing("name" if kind == "closing name" else "date", runs, 0)
    if kind not in ("note", "paragraph"):
        raise ValueError
    return Note(runs) if kind == "note" else Paragraph(runs)


def _read_runs(content: Sequence[Any]) -> Runs:
    found: list[Run] = []
    for entry in content:
        if isinstance(entry, str):
            found.append(Run(_read_text(entry)))
        else:
            found.append(Run(_read_text(entry[1]), _read_text(entry[0]), gap=len(entry) > 2))
    return tuple(found)
