"""Workbooks whose sheets say more than any sheet holds, or reach further than they say."""

from openpyxl.utils import get_column_letter

from fuzz.hostile_file import TITLE, Draw, Make, nest, write_sentences
from fuzz.zip_files import write_xlsx

TEXT = '<c{}t="inlineStr"><is><t>{}</t></is></c>'
HEAD_ROW = f"<row>{TEXT.format(' ', TITLE)}</row>"


def _write_sheet(rows: str, rest: str = "") -> bytes:
    return write_xlsx({"汇总": f"<sheetData>{HEAD_ROW}{rows}</sheetData>{rest}"})


def make_rows(draw: Draw) -> bytes:
    """Rows without number: empty, of one cell, of many, or far apart."""
    unit = draw.pick(
        [
            "<row/>",
            "<row><c><v>1</v></c></row>",
            f"<row>{'<c><v>1</v></c>' * 50}</row>",
            '<row r="1048576"><c r="XFD9"><v>2</v></c></row>',
        ]
    )
    return _write_sheet(unit * draw.count(1_200_000 // unit.count("<")))


def make_merges(draw: Draw) -> bytes:
    """Merged cells of everything, over one another, one in each row or down a diagonal."""
    form = draw.pick(["A1:XFD1048576", "A{0}:XFD{0}", "{1}{0}:XFD1048576", "A{0}:B1048576"])
    rows, merges = "", ""
    for number in range(1, draw.count(9_000)):
        letters = get_column_letter(9_001 - number)
        place = f' r="{letters if "{1}" in form else "A"}{number}" '
        rows += f'<row r="{number}">{TEXT.format(place, number)}</row>'
        merges += f'<mergeCell ref="{form.format(number, letters)}"/>' * 5
    return _write_sheet(rows, f"<mergeCells>{merges}</mergeCells>")


def make_gaps(draw: Draw) -> bytes:
    """Tables of four cells without number, beside or below one another."""
    cells = "<c><v>1</v></c><c><v>2</v></c><c/>"
    row = f"<row>{cells * draw.random.randint(1, 300)}</row>"
    form = draw.pick([f"{row}{row}<row/>", row, f"{row}<row/>"])
    return _write_sheet(form * draw.count(590_000 // form.count("<") + 1))


def make_shared_texts(draw: Draw) -> bytes:
    """Shared texts that are long and used everywhere, without number, or not there."""
    count = draw.count(90_000)
    text, index = draw.pick(
        [
            (f"<si><t>{write_sentences(draw, 900_000)}</t></si>", "0"),
            ("<si><t>件</t></si>" * count, "9"),
            (f"<si>{'<r><t>件</t></r>' * count}</si>", "0"),
            ("<si/>", "99999999"),
        ]
    )
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    rows = f'<row><c t="s"><v>{index}</v></c></row>' * draw.count(5_000)
    texts = f'<sst xmlns="{space}">{text}</sst>'
    return write_xlsx({"汇总": f"<sheetData>{rows}</sheetData>"}, {"xl/sharedStrings.xml": texts})


def make_values(draw: Draw) -> bytes:
    """Numbers, styles and addresses that none has."""
    cell = draw.pick(
        [
            f"<c><v>{'9' * 1000}</v></c>",
            "<c><v>1E-999999999999</v></c>",
            '<c s="99999999999"><v>46132</v></c>',
            '<c r="ZZZZZ999999999"><v>1</v></c>',
            "<c><f>cmd|&apos; /C calc&apos;!A0</f></c>",
            f"<c>{nest('<v>', '</v>', 100)}</c>",
        ]
    )
    return _write_sheet(f"<row>{cell * 20}</row>" * draw.count(4_000_000 // len(cell) // 20 + 1))


def make_sheets(draw: Draw) -> bytes:
    """Sheets without number."""
    body = f"<sheetData>{HEAD_ROW}</sheetData>"
    return write_xlsx({f"表{number}": body for number in range(draw.count(3_900))})


KINDS: dict[str, Make] = {
    "xlsx-rows": make_rows,
    "xlsx-merges": make_merges,
    "xlsx-gaps": make_gaps,
    "xlsx-shared-texts": make_shared_texts,
    "xlsx-values": make_values,
    "xlsx-sheets": make_sheets,
}
