"""The parts of a workbook: which sheets it lists, and how XML writes texts, places and merges."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from gkdraft.base.package import parse_part
from gkdraft.base.patterns import compile_late
from gkdraft.errors import InputError
from gkdraft.messages import say
from gkdraft.reading.documents.flow import clean_text
from gkdraft.reading.documents.sheet_areas import Cells, Range
from gkdraft.reading.documents.word_parts import is_on, list_relations, list_targets

if TYPE_CHECKING:
    from lxml import etree

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
"""Where a sheet ends for every program."""
_LONGEST_NAME = 31
_ADDRESS = compile_late(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})")
# a character that XML does not hold: _x000D_ for the return of a line break
_ESCAPED = compile_late(r"_x([0-9A-Fa-f]{4})_")


class SheetRef(NamedTuple):
    """A sheet as its workbook lists it; `part` is empty where the package lacks it."""

    name: str
    part: str
    hidden: bool


def is_workbook(parts: Mapping[str, bytes]) -> bool:
    """Whether a package is a workbook: by its main part, whatever it is called."""
    return find_workbook(parts) is not None


def find_workbook(parts: Mapping[str, bytes]) -> "etree._Element | None":
    """The main part, if it is that of a workbook."""
    root = parse_part(parts.get(name_main(parts), b""))
    return root if root is not None and root.tag.rpartition("}")[2] == "workbook" else None


def refuse_workbook(name: str) -> InputError:
    """What is said of a package that is none, or damaged."""
    return InputError(
        say("{name}: 不是完整的工作簿（.xlsx），请用 Excel 或 WPS 打开后另存一份", name=name)
    )


def name_main(parts: Mapping[str, bytes]) -> str:
    """Where the main part is."""
    return dict(list_targets(parts, "")).get("officeDocument", "xl/workbook.xml")


def list_sheets(
    root: "etree._Element", parts: Mapping[str, bytes], main: str
) -> Iterator[SheetRef]:
    """The sheets of cells, in the order in which they are shown."""
    targets = list_relations(parts, main)
    seen = set()
    for sheet in root.iterfind("{*}sheets/{*}sheet"):
        ids = [value for key, value in sheet.attrib.items() if str(key).endswith("}id")]
        kind, part = targets.get(str(ids[0]) if ids else "", ("worksheet", ""))
        # charts and macros have sheets of their own; a part that is named again says nothing new
        if kind != "worksheet" or part in seen:
            continue
        if part:
            seen.add(part)
        hidden = (sheet.get("state") or "visible") != "visible"
        yield SheetRef(clean_text(sheet.get("name") or "")[:_LONGEST_NAME].strip(), part, hidden)


def hides_columns(root: "etree._Element", cells: Cells) -> bool:
    """Whether a column in which something stands is hidden."""
    used = sorted(set().union(*cells.values()))
    for entry in root.iterfind("{*}cols/{*}col"):
        if is_on(entry.get("hidden"), "0"):
            left = read_index(entry.get("min"), 1, LAST_COLUMN)
            at = bisect_left(used, left)
            if at < len(used) and used[at] <= read_index(entry.get("max"), left, LAST_COLUMN):
                return True
    return False


def join_texts(item: "etree._Element | None") -> str:
    """The text of an item; how it is pronounced (rPh) is none of it."""
    if item is None:
        return ""
    runs = [item, *item.iterfind("{*}r")]
    texts = [run.find("{*}t") for run in runs]
    return unescape("".join(text.text or "" for text in texts if text is not None))


def unescape(text: str) -> str:
    """Text with the characters that stand in it by their numbers."""
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


def read_index(text: str | None, usual: int, most: int) -> int:
    """The number of a row or column as written, else the one that is next."""
    if text and text.isascii() and text.isdigit() and len(text) < 8:
        return int(text) if 0 < int(text) <= most else most + 1
    return usual


def find_column(address: str | None, usual: int) -> int:
    """The column of an address as written, else the one that is next."""
    found = _ADDRESS.fullmatch(address or "")
    return _read_letters(found[1]) if found else usual


def _read_letters(letters: str) -> int:
    """27 for AA."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def list_merges(root: "etree._Element") -> Iterator[Range]:
    """The merged cells of a sheet as it names them."""
    for merge in root.iterfind("{*}mergeCells/{*}mergeCell"):
        first, _, last = (merge.get("ref") or "").partition(":")
        start, end = _ADDRESS.fullmatch(first), _ADDRESS.fullmatch(last)
        if start and end:
            yield Range(int(start[2]), _read_letters(start[1]), int(end[2]), _read_letters(end[1]))
