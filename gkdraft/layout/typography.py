"""Typography 版式 as data (templates/styles/*.yaml): the look of the .docx."""

from gkdraft.layout.spec import Spec


class Page(Spec):
    """版心: in mm; `pitch` is the distance of lines in pt. What is wider than high is landscape."""

    width: float
    height: float
    top: float
    bottom: float
    left: float
    right: float
    header: float
    footer: float
    pitch: float


class Style(Spec):
    """样式: sizes, line and tracking in pt, indents in characters, before and after in lines.

    `color` is written RRGGBB; black without one.
    """

    id: str
    name: str
    base: str = ""
    next: str = ""
    font: str = ""
    latin: str = ""
    size: float | None = None
    color: str = ""
    tracking: float | None = None
    line: float | None = None
    before: float = 0
    after: float = 0
    indent: float = 0
    left: float = 0
    right: float = 0
    align: str = ""
    outline: int = 0
    keep: bool = False


class TableStyle(Spec):
    """表格: padding and row height in mm, border in pt.

    `keep`: of a table that goes on over a page, each page has at least so many rows below the head.
    """

    padding: float
    border: float
    row: float
    keep: int = 4


class Typography(Spec):
    """版式 (styles/*.yaml): the look of the .docx, GB/T 9704 by default."""

    page: Page
    fonts: dict[str, str]
    styles: tuple[Style, ...]
    table: TableStyle
    gap: str
