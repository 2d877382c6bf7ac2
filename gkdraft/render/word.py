"""The .docx: every part is a template in templates/word/, the body one set of macros."""

from collections.abc import Iterator, Mapping, Sequence, Set
from functools import partial
from itertools import accumulate

from gkdraft.base.package import CUSTOM, compute_seal, pack_parts
from gkdraft.base.patterns import compile_late
from gkdraft.layout.own_templates import with_own_templates
from gkdraft.layout.resources import Resources
from gkdraft.layout.templates import Templates, open_templates
from gkdraft.layout.typography import TableStyle, Typography
from gkdraft.prose.anchors import list_pieces, name_anchor, name_cell
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

_STATIC = {
    "[Content_Types].xml": "content-types.xml",
    "_rels/.rels": "package-rels.xml",
    "docProps/app.xml": "app.xml",
    "word/_rels/document.xml.rels": "document-rels.xml",
    "word/settings.xml": "settings.xml",
}
_OWN = {"docProps/core.xml": "core.xml.j2", "word/document.xml": "document.xml.j2"}
_COMMON = {
    "word/styles.xml": ("styles.xml.j2", ""),
    "word/fontTable.xml": ("fontTable.xml.j2", ""),
    "word/footer1.xml": ("footer.xml.j2", "FooterOdd"),
    "word/footer2.xml": ("footer.xml.j2", "FooterEven"),
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
    marks = _Marks(document)
    scope: dict[str, object] = {
        "document": document,
        "style": style,
        "rows": partial(_list_rows, style.table, marks),
        "pieces": marks.list_pieces,
        "anchor": marks.name_block,
        "mm": _convert_mm,
        "twips": _convert_points,
        "kind_of": lambda block: type(block).__name__,
        "lines": partial(_break_title, style),
        "body": partial(_choose_style, {s.id for s in style.styles}),
        "gaps": _TITLE_GAP.split,
    }
    parts = dict(_write_common(templates, scope))
    for name, template in _OWN.items():
        parts[name] = _write_part(templates, template, scope)
    parts[CUSTOM] = write_properties(templates, compute_seal(parts), write_snapshot(document))
    return pack_parts(parts)


_last: tuple[object, Mapping[str, bytes]] = None, {}


def _write_common(templates: Templates, scope: Mapping[str, object]) -> Mapping[str, bytes]:
    """The parts that the reports of a typography have in common, and the places of the others.

    Those of the last typography are kept, unless a user's own templates may write what they like.
    """
    global _last
    if _last[0] is scope["style"] and not templates.resources.overlay:
        return _last[1]
    parts = {name: templates.read_part(f"word/{file}").encode() for name, file in _STATIC.items()}
    parts |= dict.fromkeys(_OWN, b"")
    for name, (template, side) in _COMMON.items():
        parts[name] = _write_part(templates, template, {**scope, "side": side})
    _last = scope["style"], parts
    return parts


def _write_part(templates: Templates, template: str, scope: Mapping[str, object]) -> bytes:
    return templates.write(template, scope).strip().encode()


def write_properties(templates: Templates, seal: str, snapshot: Sequence[str]) -> bytes:
    """The properties of the file: by the seal a change is known, by the snapshot what changed."""
    scope = {"seal": seal, "snapshot": snapshot, "snapshot_name": SNAPSHOT, "sheet_name": SHEET}
    return _write_part(templates, "custom.xml.j2", scope)


_Mark = tuple[str, str]
"""The number of a bookmark, as text, which is escaped faster, and its name; nothing for none."""
_Piece = tuple[str, str, str, bool, str, Sequence[str]]


class _Marks:
    """The bookmarks of one document, each with a number of its own; none without names."""

    def __init__(self, document: Document) -> None:
        called = document.names or [""] * len(document.blocks)
        self.names = {id(b): name for b, name in zip(document.blocks, called, strict=True)}
        self.marks: dict[str, _Mark] = {"": ("", "")}

    def mark(self, anchor: str) -> _Mark:
        """A bookmark; it has the next number where it is met first."""
        return self.marks.get(anchor) or self.marks.setdefault(
            anchor, (str(len(self.marks)), anchor)
        )

    def name_block(self, block: Block) -> _Mark:
        name = self.names[id(block)]
        return self.mark(name_anchor("p", name) if name else "")

    def list_pieces(self, block: Block) -> Iterator[_Piece]:
        """The pieces of a block; of a run its text up to the first number hyphen, and the rest."""
        for kind, anchor, run in list_pieces(self.names[id(block)], getattr(block, "runs", ())):
            text, *parts = _NUMBER_HYPHEN.split(run.text) if run else ("",)
            yield kind, *self.mark(anchor), bool(run and run.gap), text, parts

    def name_cell(self, grid: Grid, cell: GridCell, row: int) -> _Mark:
        name = self.names[id(grid)]
        return self.mark(name_cell(name, cell, row) if name and not cell.continues else "")


_Cell = tuple[str, int, str, str, str, str, str, str]
_Row = tuple[list[_Cell], int, bool, bool]


def _list_rows(style: TableStyle, marks: _Marks, grid: Grid) -> Iterator[_Row]:
    """Rows as plain tuples, which a sandboxed template reads much faster than attributes.

    With each, its height, whether it is repeated over pages, and whether a page may end behind it.
    """
    starts = [0.0, *accumulate(grid.widths)]
    ends = _find_ends(style.keep, grid)
    heights = grid.heights or [0.0] * len(grid.rows)
    for index, row in enumerate(grid.rows):
        cells: list[_Cell] = []
        for cell in row:
            width = str(_convert_mm(starts[cell.column + cell.colspan] - starts[cell.column]))
            merge, role = _name_merge(cell), _ROLES[cell.role]
            mark = marks.name_cell(grid, cell, index)
            cells.append((width, cell.colspan, merge, role, cell.text, cell.remark, *mark))
        height = _convert_mm(heights[index] or style.row)
        yield cells, height, index < grid.header_rows, index in ends


def _find_ends(keep: int, grid: Grid) -> set[int]:
    """The rows a page may end behind: the last, and those with enough rows on either side.

    A table whose head does not repeat is not split. A group is not cut, unless most of the table
    is one.
    """
    count = len(grid.rows)
    ends = {count - 1}
    if not grid.header_rows:
        return ends
    for below in range(grid.header_rows + keep, count - keep + 1):
        groups = (cell for cell in grid.rows[below] if cell.continues)
        if all(group.rowspan > count / 2 for group in groups):
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
