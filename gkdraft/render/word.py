"""The .docx: every part is a template in templates/word/, the body one set of macros."""

from collections.abc import Iterator, Mapping, Sequence, Set
from functools import partial
from itertools import accumulate
from typing import NamedTuple

from gkdraft.base.package import CUSTOM, compute_seal, pack_parts
from gkdraft.base.patterns import compile_late
from gkdraft.layout.own_templates import with_own_templates
from gkdraft.layout.resources import Resources
from gkdraft.layout.templates import Templates, open_templates
from gkdraft.layout.typography import Typography
from gkdraft.prose.anchors import Piece, list_pieces, name_anchor, name_cell
from gkdraft.prose.document import (
    Block,
    Document,
    Grid,
    GridCell,
    Paragraph,
    Title,
    measure_width,
    plain_text,
)
from gkdraft.prose.snapshot import NAME as SNAPSHOT
from gkdraft.prose.snapshot import SHEET, write_snapshot

TWIPS = 20
MM = 1440 / 25.4
# 二号, where the style of the title names no size
TITLE_SIZE = 22
TABLE_TITLE = "TableTitle"

_STATIC = {
    "[Content_Types].xml": "content-types.xml",
    "_rels/.rels": "package-rels.xml",
    "docProps/app.xml": "app.xml",
    "word/_rels/document.xml.rels": "document-rels.xml",
    "word/settings.xml": "settings.xml",
}
_ROLES = {
    "title": "TableHeader",
    "header": "TableHeader",
    "label": "TableText",
    "number": "TableNumber",
    "remark": "TableRemark",
}


# 0512-12345678 stays on one line, as w:noBreakHyphen, which is read and copied as a hyphen
_NUMBER_HYPHEN = compile_late(r"(?<=\d)-(?=\d)")
# a title is plain text, a 【待补充】 in it is told by its words
_TITLE_GAP = compile_late("(【待补充[^】]*】)")
# an address: nothing breaks it, and a justified line before it would be stretched by half
_LONG_WORD = compile_late(r"[!-~]{16}")


@with_own_templates
def render_word(document: Document, style: Typography, resources: Resources) -> bytes:
    """The package; same document, same bytes."""
    templates = open_templates(resources, "word", autoescape=True)
    fixed = _find_fixed(document, style, resources)
    marks = _Marks(document)
    scope: dict[str, object] = {
        **_name_units(style),
        "document": document,
        "rows": partial(_list_rows, style, marks),
        "pieces": marks.list_pieces,
        "anchor": marks.name_block,
        "number": marks.number,  # as users' own document.xml.j2 of before asks for it
        "kind_of": lambda block: type(block).__name__,
        "lines": partial(_break_title, style),
        "body": partial(_choose_style, {s.id for s in style.styles}),
        "unbroken": _NUMBER_HYPHEN.split,
        "gaps": _TITLE_GAP.split,
    }
    parts = {
        **fixed.plain,
        "docProps/core.xml": _write(templates, "core.xml.j2", scope),
        "word/document.xml": _write(templates, "document.xml.j2", scope),
        **fixed.styled,
    }
    parts[CUSTOM] = write_properties(templates, compute_seal(parts), write_snapshot(document))
    return pack_parts(parts)


class _Fixed(NamedTuple):
    """The parts that are the same in every document of one style."""

    style: Typography
    plain: dict[str, bytes]
    styled: dict[str, bytes]


_FIXED: dict[int, _Fixed] = {}


def _find_fixed(document: Document, style: Typography, resources: Resources) -> _Fixed:
    """Written once for the templates that are shipped; a user's own may tell of the document."""
    scope = _name_units(style)
    if resources.overlay:
        return _write_fixed(style, resources, {**scope, "document": document})
    if id(style) not in _FIXED:
        _FIXED[id(style)] = _write_fixed(style, resources, scope)
    return _FIXED[id(style)]


def _write_fixed(style: Typography, resources: Resources, scope: Mapping[str, object]) -> _Fixed:
    templates = open_templates(resources, "word", autoescape=True)
    plain = {name: templates.read_part(f"word/{file}").encode() for name, file in _STATIC.items()}
    styled = {
        "word/styles.xml": _write(templates, "styles.xml.j2", scope),
        "word/fontTable.xml": _write(templates, "fontTable.xml.j2", scope),
        "word/footer1.xml": _write(templates, "footer.xml.j2", {**scope, "side": "FooterOdd"}),
        "word/footer2.xml": _write(templates, "footer.xml.j2", {**scope, "side": "FooterEven"}),
    }
    return _Fixed(style, plain, styled)


def _name_units(style: Typography) -> dict[str, object]:
    """What every part needs: the style, and its lengths as Word has them."""
    return {"style": style, "mm": _convert_mm, "twips": _convert_points}


def _write(templates: Templates, name: str, scope: Mapping[str, object]) -> bytes:
    return templates.write(name, scope).strip().encode()


def write_properties(templates: Templates, seal: str, snapshot: Sequence[str]) -> bytes:
    """The properties of the file: by the seal a change is known, by the snapshot what changed."""
    scope = {"seal": seal, "snapshot": snapshot, "snapshot_name": SNAPSHOT, "sheet_name": SHEET}
    return _write(templates, "custom.xml.j2", scope)


class _Mark(str):
    """The name of a bookmark, with the number that Word knows it by."""

    id: int


class _Marks:
    """The bookmarks of one document, each with a number of its own; none without names."""

    def __init__(self, document: Document) -> None:
        called = document.names or [""] * len(document.blocks)
        self.names = {id(b): name for b, name in zip(document.blocks, called, strict=True)}
        self.marks: dict[str, _Mark] = {}

    def mark(self, anchor: str) -> _Mark | str:
        """The bookmark of that name; nothing without one."""
        if anchor and anchor not in self.marks:
            mark = self.marks[anchor] = _Mark(anchor)
            mark.id = len(self.marks)
        return self.marks.get(anchor, "")

    def number(self, anchor: str) -> int:
        """The number of a bookmark."""
        mark = self.mark(anchor)
        return mark.id if isinstance(mark, _Mark) else 0

    def name_block(self, block: Block) -> _Mark | str:
        name = self.names[id(block)]
        return self.mark(name_anchor("p", name) if name else "")

    def list_pieces(self, block: Block) -> list[Piece]:
        pieces = list_pieces(self.names[id(block)], getattr(block, "runs", ()))
        return [(kind, self.mark(anchor), run) for kind, anchor, run in pieces]

    def name_cell(self, grid: Grid, cell: GridCell, row: int) -> _Mark | str:
        name = self.names[id(grid)]
        return self.mark(name_cell(name, cell, row) if name and not cell.continues else "")


_Cell = tuple[int, int, str, str, str, str, str]
_Row = tuple[list[_Cell], int, bool, bool]


def _list_rows(style: Typography, marks: _Marks, grid: Grid) -> Iterator[_Row]:
    """Rows as plain tuples, which a template reads much faster than attributes.

    With each, its height, whether it is repeated over pages, and whether a page may end behind it.
    """
    starts = [0.0, *accumulate(grid.widths)]
    ends = _find_ends(style.table.keep, grid)
    roles = _name_roles(style)
    heights = grid.heights or [0.0] * len(grid.rows)
    for index, row in enumerate(grid.rows):
        cells: list[_Cell] = []
        for cell in row:
            width = _convert_mm(starts[cell.column + cell.colspan] - starts[cell.column])
            merge, role = _name_merge(cell), roles[cell.role]
            anchor = marks.name_cell(grid, cell, index)
            cells.append((width, cell.colspan, merge, role, cell.text, cell.remark, anchor))
        height = _convert_mm(heights[index] or style.table.row)
        yield cells, height, index < grid.header_rows, index in ends


def _name_roles(style: Typography) -> Mapping[str, str]:
    """The styles of cells; a title between the rows has one of its own in some typographies."""
    has_own = any(one.id == TABLE_TITLE for one in style.styles)
    return {**_ROLES, "title": TABLE_TITLE} if has_own else _ROLES


def _find_ends(keep: int, grid: Grid) -> set[int]:
    """The rows a page may end behind: the last, and those with enough rows on either side.

    A table whose head does not repeat is not split. A group is not cut, unless most of the table
    is one; a title is not parted from what stands below it.
    """
    count = len(grid.rows)
    ends = {count - 1}
    if not grid.header_rows:
        return ends
    for below in range(grid.header_rows + keep, count - keep + 1):
        groups = (cell for cell in grid.rows[below] if cell.continues)
        above = grid.rows[below - 1][0].role
        if above != "title" and all(group.rowspan > count / 2 for group in groups):
            ends.add(below - 1)
    return ends


def _name_merge(cell: GridCell) -> str:
    """What w:vMerge says of a cell."""
    if cell.rowspan == 1:
        return ""
    return "continue" if cell.continues else "restart"


def _choose_style(known: Set[str], paragraph: Paragraph) -> str:
    """A paragraph with an address is not justified, where the typography has a style for it."""
    has_address = _LONG_WORD.search(plain_text(paragraph.runs)) is not None
    return "BodyLeft" if has_address and "BodyLeft" in known else "Body"


def _convert_mm(length: float) -> int:
    """Millimetres in twentieths of a point."""
    return round(length * MM)


def _convert_points(points: float, scale: float = 1) -> int:
    """Points in twentieths of a point; hundredths of a character or line with scale 5."""
    return round(points * TWIPS * scale)


def _break_title(style: Typography, title: Title) -> list[str]:
    """The title on one line if it fits the page, else one line for each part."""
    size = next((s.size for s in style.styles if s.id == "Title" and s.size), TITLE_SIZE)
    room = (style.page.width - style.page.left - style.page.right) * TWIPS * MM / 20 / TWIPS / size
    text = "".join(title.parts)
    return [text] if measure_width(text) <= room else list(title.parts)
