"""Workbooks 工作簿 (.xlsx): what their cells show, as lines and tables with their places.

lxml on the sheets: openpyxl fails in many ways on what WPS writes and knows no bounds. Nothing is
computed: of a formula the result is read that was stored with it.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from gkdraft.base.bounds import CELLS, ROWS
from gkdraft.base.package import parse_part
from gkdraft.base.patterns import compile_late
from gkdraft.errors import InputError
from gkdraft.messages import Message, say
from gkdraft.reading.documents.cell_formats import CellFormats
from gkdraft.reading.documents.flow import (
    Flow,
    Table,
    TextLine,
    build_table,
    limit_text,
    split_lines,
)
from gkdraft.reading.documents.sheet_areas import (
    Cells,
    Range,
    clip_merges,
    is_inside,
    lay_spans,
    split_blocks,
    split_columns,
)
from gkdraft.reading.documents.word_parts import list_relations, list_targets

if TYPE_CHECKING:
    from lxml import etree

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
"""Where a sheet ends for every program."""
_ADDRESS = compile_late(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})")


class SheetRef(NamedTuple):
    """A sheet as its workbook lists it."""

    name: str
    part: str
    hidden: bool


def is_workbook(parts: Mapping[str, bytes]) -> bool:
    """Whether a package is a workbook: by its main part, whatever it is called."""
    return find_workbook(parts) is not None


def find_workbook(parts: Mapping[str, bytes]) -> "etree._Element | None":
    main = dict(list_targets(parts, "")).get("officeDocument", "xl/workbook.xml")
    root = parse_part(parts.get(main, b""))
    return root if root is not None and root.tag.rpartition("}")[2] == "workbook" else None


def read_spreadsheet(parts: Mapping[str, bytes], name: str) -> Flow:
    """Lines and tables of the sheets that are shown. InputError if there is none to read."""
    book = _Workbook(parts, name)
    blocks: list[TextLine | Table] = []
    for sheet in book.sheets:
        if not sheet.hidden:
            blocks += book.read_sheet(sheet)
    remarks = tuple(book.list_remarks())
    return Flow(name, limit_text(blocks, name), remarks, lost=book.lost)


class _Workbook:
    """An opened workbook: its sheets, its texts, how its numbers are shown."""

    def __init__(self, parts: Mapping[str, bytes], name: str) -> None:
        self.parts, self.name = parts, name
        self.lost = 0
        root = find_workbook(parts)
        if root is None:
            raise InputError(say("{name}: 不是完整的工作簿（.xlsx）", name=name))
        main = dict(list_targets(parts, "")).get("officeDocument", "xl/workbook.xml")
        targets = dict(list_targets(parts, main))
        self.sheets = list(_list_sheets(root, parts, main))
        self.texts = _read_texts(parts.get(targets.get("sharedStrings", ""), b""))
        styles = parse_part(parts.get(targets.get("styles", ""), b""))
        properties = root.find("{*}workbookPr")
        since_1904 = properties is not None and properties.get("date1904") in ("1", "true")
        self.formats = CellFormats(styles, since_1904)

    def read_sheet(self, sheet: SheetRef) -> Iterator[TextLine | Table]:
        """The blocks of one sheet."""
        root = parse_part(self.parts.get(sheet.part, b""))
        if root is None:
            raise InputError(
                say("{name}: 工作表“{sheet}”读不出来", name=self.name, sheet=sheet.name)
            )
        cells = self._read_cells(root)
        merges = clip_merges(_list_merges(root), cells)
        for block in split_blocks(cells, merges):
            yield from self._read_block(block, cells, merges, sheet.name)

    def _read_cells(self, root: "etree._Element") -> Cells:
        """The cells that hold something: empty ones are many where whole columns have a style."""
        found: dict[int, dict[int, str]] = {}
        number = count = 0
        for row in root.iterfind("{*}sheetData/{*}row"):
            number = _read_index(row.get("r"), number + 1, LAST_ROW)
            column = 0
            for cell in row.iterfind("{*}c"):
                column = _find_column(cell.get("r"), column + 1)
                text = self._read_cell(cell).strip()
                if text and column <= LAST_COLUMN and number <= LAST_ROW:
                    found.setdefault(number, {}).setdefault(column, text)
                    count += 1
            CELLS.hold(count, self.name)
        return found

    def _read_cell(self, cell: "etree._Element") -> str:
        kind = cell.get("t") or "n"
        if kind == "inlineStr":
            return _join_texts(cell.find("{*}is"))
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
        return text

    def _find_text(self, index: str) -> str:
        """A shared text; nothing for a number that none has."""
        number = int(index) if index.isascii() and index.isdigit() and len(index) < 9 else -1
        return self.texts[number] if 0 <= number < len(self.texts) else ""

    def _read_block(
        self, rows: range, cells: Cells, merges: Sequence[Range], sheet: str
    ) -> Iterator[TextLine | Table]:
        """Titles above a table, its areas from left to right, notes below it."""
        first, last = rows.start, rows.stop - 1
        while first < last and len(cells.get(first, ())) < 2:
            yield from self._read_line(first, cells, sheet)
            first += 1
        end = last
        while last > first and len(cells.get(last, ())) < 2 and not is_inside(last, merges):
            last -= 1
        for columns in split_columns(range(first, last + 1), cells, merges):
            yield from self._read_area(range(first, last + 1), columns, cells, merges, sheet)
        for row in range(last + 1, end + 1):
            yield from self._read_line(row, cells, sheet)

    @staticmethod
    def _read_line(row: int, cells: Cells, sheet: str) -> Iterator[TextLine]:
        for _column, text in sorted(cells.get(row, {}).items()):
            yield from split_lines(text, _name_place(sheet, row))

    def _read_area(
        self, rows: range, columns: range, cells: Cells, merges: Sequence[Range], sheet: str
    ) -> Iterator[TextLine | Table]:
        if len(rows) < 2 or len(columns) < 2:
            for row in rows:
                within = {at: text for at, text in cells.get(row, {}).items() if at in columns}
                yield from self._read_line(row, {row: within}, sheet)
            return
        ROWS.hold(len(rows), self.name)
        CELLS.hold(len(rows) * len(columns), self.name)
        spans = lay_spans(rows, columns, cells, merges)
        places = [_name_place(sheet, row) for row in rows]
        yield build_table(spans, places, self.name)

    def list_remarks(self) -> Iterator[Message]:
        """What was left out, and what is in the file beside its cells."""
        if hidden := [sheet.name for sheet in self.sheets if sheet.hidden]:
            yield say("隐藏的工作表没有读：{names}", names="、".join(hidden))
        if any(part.endswith("vbaProject.bin") for part in self.parts):
            yield say("文件里有宏，没有运行")
        if any("/externalLinks/" in part for part in self.parts):
            yield say("文件引用了别的文件，没有打开")


def _list_sheets(
    root: "etree._Element", parts: Mapping[str, bytes], main: str
) -> Iterator[SheetRef]:
    targets = list_relations(parts, main)
    for sheet in root.iterfind("{*}sheets/{*}sheet"):
        ids = [value for key, value in sheet.attrib.items() if str(key).endswith("}id")]
        kind, part = targets.get(str(ids[0]), ("", "")) if ids else ("", "")
        if kind == "worksheet":
            hidden = (sheet.get("state") or "visible") != "visible"
            yield SheetRef(sheet.get("name") or "", part, hidden)


def _read_texts(data: bytes) -> list[str]:
    """The shared texts by number."""
    root = parse_part(data)
    return [] if root is None else [_join_texts(item) for item in root.iterfind("{*}si")]


def _join_texts(item: "etree._Element | None") -> str:
    """The text of an item; how it is pronounced (rPh) is none of it."""
    if item is None:
        return ""
    runs = [item, *item.iterfind("{*}r")]
    texts = [run.find("{*}t") for run in runs]
    return "".join(text.text or "" for text in texts if text is not None)


def _read_index(text: str | None, usual: int, most: int) -> int:
    """A number of a row as written, else the one that is next."""
    if text and text.isascii() and text.isdigit() and len(text) < 8:
        return int(text) if 0 < int(text) <= most else most + 1
    return usual


def _find_column(address: str | None, usual: int) -> int:
    found = _ADDRESS.fullmatch(address or "")
    return read_letters(found[1]) if found else usual


def read_letters(letters: str) -> int:
    """27 for AA."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def _list_merges(root: "etree._Element") -> Iterator[Range]:
    for merge in root.iterfind("{*}mergeCells/{*}mergeCell"):
        first, _, last = (merge.get("ref") or "").partition(":")
        start, end = _ADDRESS.fullmatch(first), _ADDRESS.fullmatch(last)
        if start and end:
            yield Range(int(start[2]), read_letters(start[1]), int(end[2]), read_letters(end[1]))


def _name_place(sheet: str, row: int) -> Message:
    return say("{sheet}第{row}行", sheet=sheet, row=row)
