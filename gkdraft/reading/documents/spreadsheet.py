"""Workbooks 工作簿 (.xlsx): what their cells show, as lines and tables with their places.

lxml on the sheets: openpyxl fails in many ways on what WPS writes and knows no bounds. Nothing is
computed: of a formula the result is read that was stored with it.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from gkdraft.base.bounds import CELLS, CHARACTERS, ROWS
from gkdraft.base.package import parse_part
from gkdraft.errors import InputError
from gkdraft.messages import Message, join_messages, say
from gkdraft.reading.documents.cell_formats import CellFormats
from gkdraft.reading.documents.flow import (
    MOST_COLUMNS,
    Flow,
    Table,
    TextLine,
    build_table,
    explain_lost,
    limit_text,
    split_lines,
)
from gkdraft.reading.documents.sheet_areas import (
    Cells,
    Merges,
    lay_spans,
    list_line_cells,
    settle_merges,
    split_blocks,
    split_columns,
    split_titles,
    trim_rows,
)
from gkdraft.reading.documents.word_parts import is_on, list_targets
from gkdraft.reading.documents.workbook_parts import (
    LAST_COLUMN,
    LAST_ROW,
    SheetRef,
    find_column,
    find_workbook,
    hides_columns,
    join_texts,
    list_merges,
    list_sheets,
    name_main,
    read_index,
    refuse_workbook,
    unescape,
)

if TYPE_CHECKING:
    from lxml import etree

_MOST_NAMES = 5


def read_spreadsheet(parts: Mapping[str, bytes], name: str) -> Flow:
    """Lines and tables of the sheets that are shown. InputError if there is none to read."""
    book = _Workbook(parts, name)
    blocks: list[TextLine | Table] = []
    for sheet in book.sheets:
        if not sheet.hidden:
            blocks += book.read_sheet(sheet)
    flow = Flow(name, limit_text(blocks, name), tuple(book.list_remarks()), lost=book.lost)
    if not blocks and (reasons := [*flow.remarks, *explain_lost(flow)]):
        told = join_messages("；", reasons)
        raise InputError(say("{name}: 表里没有可读的文字：{told}", name=name, told=told))
    return flow


class _Workbook:
    """An opened workbook: its sheets, its texts, how its numbers are shown."""

    def __init__(self, parts: Mapping[str, bytes], name: str) -> None:
        self.parts, self.name = parts, name
        self.lost = self._missing = self._area = self._characters = 0
        self._folded: list[str] = []  # sheets of which rows or columns are hidden
        self._wide: list[str] = []
        root = find_workbook(parts)
        if root is None:
            raise refuse_workbook(name)
        main = name_main(parts)
        self._targets = dict(list_targets(parts, main))
        self.sheets = list(list_sheets(root, parts, main))
        texts = self._open_part("sharedStrings")
        items = () if texts is None else texts.iterfind("{*}si")
        self.texts = [join_texts(item) for item in items]
        properties = root.find("{*}workbookPr")
        since_1904 = properties is not None and is_on(properties.get("date1904"), "0")
        self.formats = CellFormats(self._open_part("styles"), since_1904)

    def _open_part(self, kind: str) -> "etree._Element | None":
        """A part that the cells need. InputError if it is damaged: they would say another thing."""
        part = self._targets.get(kind)
        root = parse_part(self.parts[part]) if part else None
        if part and root is None:
            raise refuse_workbook(self.name)
        return root

    def read_sheet(self, sheet: SheetRef) -> Iterator[TextLine | Table]:
        """The blocks of one sheet."""
        root = parse_part(self.parts.get(sheet.part, b""))
        if root is None:
            raise InputError(
                say("{name}: 工作表“{sheet}”读不出来", name=self.name, sheet=sheet.name)
            )
        cells, merges = settle_merges(list_merges(root), self._read_cells(root, sheet.name))
        if hides_columns(root, cells):
            self._note(self._folded, sheet.name)
        for block in split_blocks(cells, merges):
            ROWS.hold(len(block), self.name)
            yield from self._read_block(block, cells, merges, sheet.name)

    def _read_cells(self, root: "etree._Element", sheet: str) -> Cells:
        """The cells that hold something: empty ones are many where whole columns have a style."""
        found: dict[int, dict[int, str]] = {}
        number = count = 0
        for row in root.iterfind("{*}sheetData/{*}row"):
            number = read_index(row.get("r"), number + 1, LAST_ROW)
            column = 0
            for cell in row.iterfind("{*}c"):
                column = find_column(cell.get("r"), column + 1)
                text = self._read_cell(cell).strip()
                if text and column <= LAST_COLUMN and number <= LAST_ROW:
                    found.setdefault(number, {}).setdefault(column, text)
                    count += 1
                    self._characters += len(text)
            CELLS.hold(count, self.name)
            CHARACTERS.hold(self._characters, self.name)
            if number in found and is_on(row.get("hidden"), "0"):
                self._note(self._folded, sheet)
        ROWS.hold(len(found), self.name)
        return found

    @staticmethod
    def _note(sheets: list[str], sheet: str) -> None:
        if sheet not in sheets[-1:]:
            sheets.append(sheet)

    def _read_cell(self, cell: "etree._Element") -> str:
        kind = cell.get("t") or "n"
        if kind == "inlineStr":
            return join_texts(cell.find("{*}is"))
        value = cell.find("{*}v")
        text = value.text or "" if value is not None else ""
        # a text that was computed may be empty
        if not text and kind != "str" and cell.find("{*}f") is not None:
            self.lost += 1
        match kind:
            case "s":
                return self._find_text(text)
            case "b":
                return {"1": "TRUE", "0": "FALSE"}.get(text, text)
            case "n":
                return self.formats.show(text, cell.get("s"))
            case "d":
                return text.partition("T")[0]
        return unescape(text)

    def _find_text(self, index: str) -> str:
        """A shared text; nothing for a number that none has."""
        number = int(index) if index.isascii() and index.isdigit() and len(index) < 9 else -1
        if 0 <= number < len(self.texts):
            return self.texts[number]
        self._missing += bool(index)
        return ""

    def _read_block(
        self, rows: range, cells: Cells, merges: Merges, sheet: str
    ) -> Iterator[TextLine | Table]:
        """Titles above a table, its areas from left to right, notes below it."""
        titles, within, notes = split_titles(rows, cells, merges)
        yield from _read_lines(_list_cells(titles, cells), sheet)
        for columns in split_columns(within, cells, merges):
            yield from self._read_area(within, columns, cells, merges, sheet)
        yield from _read_lines(_list_cells(notes, cells), sheet)

    def _read_area(
        self, rows: range, columns: range, cells: Cells, merges: Merges, sheet: str
    ) -> Iterator[TextLine | Table]:
        self._area += len(rows) * len(columns)
        CELLS.hold(self._area, self.name)
        rows = trim_rows(rows, columns, cells, merges)
        if len(rows) < 2 or len(columns) < 2:
            yield from _read_lines(list_line_cells(rows, columns, cells), sheet)
            return
        if len(columns) > MOST_COLUMNS:
            self._note(self._wide, sheet)
        spans = lay_spans(rows, columns, cells, merges)
        places = [_name_place(sheet, row) for row in rows]
        yield build_table(spans, places, self.name)

    def list_remarks(self) -> Iterator[Message]:
        """What was left out, and what is in the file beside its cells."""
        if hidden := [sheet.name for sheet in self.sheets if sheet.hidden]:
            yield say("隐藏的工作表没有读：{names}", names=_list_names(hidden))
        if self._folded:
            names = _list_names(self._folded)
            yield say("隐藏的行、列也读了，请看是否该算：{names}", names=names)
        if self._wide:
            yield say(
                "有表格超过 {most} 列，后面的列没有读：{names}",
                most=MOST_COLUMNS,
                names=_list_names(self._wide),
            )
        if self._missing:
            yield say("有 {count} 格的文字在文件里找不到，没有读", count=self._missing)
        if any(part.endswith("vbaProject.bin") for part in self.parts):
            yield say("文件里有宏，没有运行")
        if any("/externalLinks/" in part for part in self.parts):
            yield say("文件引用了别的文件，没有打开")


def _list_names(sheets: list[str]) -> str:
    names = "、".join(sheets[:_MOST_NAMES])
    if len(sheets) > _MOST_NAMES:
        return say("{names}等 {count} 张", names=names, count=len(sheets))
    return names


def _list_cells(rows: range, cells: Cells) -> Iterator[tuple[int, str]]:
    for row in rows:
        for _column, text in sorted(cells.get(row, {}).items()):
            yield row, text


def _read_lines(texts: Iterable[tuple[int, str]], sheet: str) -> Iterator[TextLine]:
    for row, text in texts:
        yield from split_lines(text, _name_place(sheet, row))


def _name_place(sheet: str, row: int) -> Message:
    return say("{sheet}第{row}行", sheet=sheet, row=row)
