"""Workbooks 工作簿: sheets of cells become the bytes of an .xlsx, by openpyxl.

A text is never a formula: what begins with = + - @ stays the text it is, also when somebody edits
it. The same sheets give the same bytes.
"""

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Literal, NamedTuple

from gkdraft.base.columns import display_width
from gkdraft.base.package import pack_parts, unpack_parts
from gkdraft.layout import loading
from gkdraft.layout.resources import Resources
from gkdraft.render.workbook_style import STYLE, WorkbookStyle, compose_style

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

Content = str | int | Decimal | None
Entry = Literal["", "count", "amount", "change"]
"""What may be typed into a cell: anything, 件数, 金额, 增减."""
MOST_DIGITS = 99_999_999
LONGEST_NOTE = 400
_COMMENT = 300, 24
"""How wide a comment is, and how high a line of it, pixels."""


class SheetCell(NamedTuple):
    """A cell from `row` and `column`, counted from 1; `role` says how it looks."""

    row: int
    column: int
    value: Content
    role: str
    columns: int = 1
    rows: int = 1
    remark: str = ""  # shown when the pointer is on it
    formula: str = ""  # instead of a value; without =
    entry: Entry = ""
    options: tuple[str, ...] = ()

    @property
    def address(self) -> str:
        return spell_address(self.row, self.column)


class Alert(NamedTuple):
    """A cell that turns red where a formula is true."""

    address: str
    formula: str


class Sheet(NamedTuple):
    """A sheet: its cells, how wide its columns are (characters), how it is printed.

    `repeated` rows at the top come again on each page.
    """

    title: str
    cells: tuple[SheetCell, ...]
    widths: tuple[float, ...]
    alerts: tuple[Alert, ...] = ()
    landscape: bool = False
    repeated: int = 0
    protected: bool = True


def spell_address(row: int, column: int, fixed: bool = False) -> str:
    """B7 for the seventh row's second cell; $B$7 where it is `fixed`."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"${letters}${row}" if fixed else f"{letters}{row}"


def render_workbook(sheets: Sequence[Sheet], title: str, resources: Resources) -> bytes:
    """The bytes of an .xlsx."""
    from openpyxl import Workbook  # 60 ms that only who writes one pays

    style = loading.load_spec(WorkbookStyle, STYLE, resources)
    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.title, book.properties.creator = title, "gkdraft"
    for role in style.roles:
        book.add_named_style(compose_style(role, style))
    for sheet in sheets:
        _Writer(book.create_sheet(sheet.title[:31]), sheet, style).write()
    return _pack(book)


def _pack(book: "Workbook") -> bytes:
    """Without the hour at which it was made."""
    buffer = io.BytesIO()
    book.save(buffer)
    parts = unpack_parts(buffer.getvalue(), "")
    core = parts["docProps/core.xml"]
    for mark in (b"created", b"modified"):
        start, end = core.find(b"<dcterms:" + mark), core.find(b"</dcterms:" + mark + b">")
        core = core[:start] + core[end + len(mark) + 11 :]
    return pack_parts({**parts, "docProps/core.xml": core})


class _Writer:
    """One sheet being written."""

    def __init__(self, target: "Worksheet", sheet: Sheet, style: WorkbookStyle) -> None:
        self.target, self.sheet, self.style = target, sheet, style

    def write(self) -> None:
        for cell in self.sheet.cells:
            self._put(cell)
        self._size()
        self._validate()
        self._alert()
        self._set_page()
        if self.sheet.protected:
            protection = self.target.protection
            protection.enable()
            # a person may widen what is too narrow
            protection.formatColumns = protection.formatRows = False

    def _put(self, cell: SheetCell) -> None:
        for row in range(cell.row, cell.row + cell.rows):
            for column in range(cell.column, cell.column + cell.columns):
                self.target.cell(row, column).style = cell.role
        made = self.target.cell(cell.row, cell.column)
        if cell.formula:
            made.value = f"={cell.formula}"
        elif isinstance(cell.value, str):
            made.value = cell.value
            made.data_type = "s"
            made.quotePrefix = cell.value[:1] in tuple("=+-@")
        else:
            made.value = cell.value
        if cell.columns > 1 or cell.rows > 1:
            self.target.merge_cells(
                start_row=cell.row, start_column=cell.column,
                end_row=cell.row + cell.rows - 1, end_column=cell.column + cell.columns - 1,
            )  # fmt: skip
        if cell.remark:
            self._remark(made, cell.remark[:LONGEST_NOTE])

    @staticmethod
    def _remark(made: "object", text: str) -> None:
        from openpyxl.comments import Comment

        width, line = _COMMENT
        lines = 1 + display_width(text) // 36
        made.comment = Comment(text, "gkdraft", width=width, height=line * lines)  # type: ignore[attr-defined]

    def _size(self) -> None:
        """Columns as wide as told, rows as high as their longest text needs."""
        for number, width in enumerate(self.sheet.widths, 1):
            self.target.column_dimensions[spell_address(1, number)[:-1]].width = width
        heights: dict[int, int] = {}
        for cell in self.sheet.cells:
            if isinstance(cell.value, str) and cell.rows == 1:
                lines = _count_lines(cell.value, self._measure(cell))
                heights[cell.row] = max(heights.get(cell.row, 1), lines)
        for row, lines in heights.items():
            self.target.row_dimensions[row].height = self.style.line * lines + 4

    def _measure(self, cell: SheetCell) -> float:
        return sum(self.sheet.widths[cell.column - 1 : cell.column - 1 + cell.columns])

    def _validate(self) -> None:
        from openpyxl.worksheet.datavalidation import DataValidation

        for (entry, options), addresses in self._group_entries().items():
            if options:
                made = DataValidation("list", f'"{",".join(options)}"', allow_blank=True)
                made.error = f"请选一项：{'、'.join(options)}"
            else:
                kind: Literal["decimal", "whole"] = "decimal" if entry == "amount" else "whole"
                least = -MOST_DIGITS if entry == "change" else 0
                made = DataValidation(
                    kind, str(least), str(MOST_DIGITS), allow_blank=True, operator="between"
                )  # fmt: skip
                made.error = _EXPLAINED[entry]
            made.errorTitle, made.showErrorMessage = "填得不对", True
            for address in addresses:
                made.add(address)
            self.target.add_data_validation(made)

    def _group_entries(self) -> dict[tuple[Entry, tuple[str, ...]], list[str]]:
        found: dict[tuple[Entry, tuple[str, ...]], list[str]] = {}
        for cell in self.sheet.cells:
            if cell.entry or cell.options:
                found.setdefault((cell.entry, cell.options), []).append(cell.address)
        return found

    def _alert(self) -> None:
        from openpyxl.formatting.rule import Rule
        from openpyxl.styles import Font, PatternFill
        from openpyxl.styles.differential import DifferentialStyle

        look = self.style.alert
        fill = PatternFill("solid", look.fill, look.fill)
        for alert in self.sheet.alerts:
            dress = DifferentialStyle(font=Font(color=look.color, bold=True), fill=fill)
            rule = Rule("expression", dxf=dress, formula=[alert.formula])
            self.target.conditional_formatting.add(alert.address, rule)

    def _set_page(self) -> None:
        from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
        from openpyxl.worksheet.properties import PageSetupProperties

        page = self.target.page_setup
        page.paperSize, page.fitToWidth, page.fitToHeight = 9, 1, 0
        page.orientation = "landscape" if self.sheet.landscape else "portrait"
        self.target.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        margin = self.style.margin / 25.4
        sides = self.target.page_margins
        sides.left = sides.right = sides.top = sides.bottom = margin
        self.target.print_options.horizontalCentered = True
        self.target.oddFooter = HeaderFooterItem(center=_HeaderFooterPart("&P / &N"))
        if self.sheet.repeated:
            self.target.print_title_rows = f"1:{self.sheet.repeated}"


_EXPLAINED: Mapping[Entry, str] = {
    "count": "这里填整数，没有的填 0",
    "amount": "这里填数，没有的填 0",
    "change": "这里填整数，减少的写负数",
}


def _count_lines(text: str, width: float) -> int:
    """How many lines a text takes in so many characters."""
    room = max(width - 1, 4)
    return sum(1 + int(display_width(part) // room) for part in text.split("\n"))


def place_table(
    rows: Iterable[Sequence[Content]], top: int, roles: Sequence[str]
) -> Iterator[SheetCell]:
    """Rows of values from a row on, one role a column."""
    for number, row in enumerate(rows, top):
        for column, (value, role) in enumerate(zip(row, roles, strict=True), 1):
            yield SheetCell(number, column, value, role)
