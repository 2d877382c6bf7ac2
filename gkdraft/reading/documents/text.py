"""Plain text: lines, and tables whose cells stand between `|` or tabs."""

from collections.abc import Iterator
from itertools import groupby, pairwise

from gkdraft.base.bounds import CHARACTERS, LINES
from gkdraft.base.encoding import decode_text
from gkdraft.base.patterns import compile_late
from gkdraft.messages import say
from gkdraft.reading.documents.flow import (
    NUMBERED,
    Flow,
    Span,
    Table,
    TextLine,
    build_table,
    clean_text,
    limit_text,
    split_lines,
)

FEWEST = 12
"""Lines below which a fixed width cannot be told from chance (fixture 23)."""
NARROWEST, WIDEST = 18, 60
"""Characters of a line in a text broken at a fixed width; an official page has 28."""
RAGGED = 3
"""Characters by which a full line may fall short: a mark that may not begin a line hangs over."""

_HASHES = compile_late(r"^#{1,6}\s+(?=\S)")
"""How Markdown marks a heading."""
_SAME_SIGNS = str.maketrans({"\r": "\n", "\f": "\n", "｜": "|", "│": "|", "┃": "|"})
"""Ends of lines and bars, however they are typed."""
_BARS = " |\t"
"""What stands around the cells of a table that is text."""
_REST = compile_late(r"\s*\d[\d.,]*[\s|]*")
MOST_BANDS = 12
"""Lines without a tab that may stand between two rows of a table."""
_BAND = compile_late(
    r"\s*(?:第?[一二三四五六七八九十百]{1,5}[、．.]|[（(][一二三四五六七八九十百]{1,5}[）)]|\d{1,3}[.．、])"
    r"[^。；]{1,80}[。；]?\s*"
)
_COUNTED = compile_late(r"\s*\d{1,3}\s*[\t.．、]")
# - 2 - between the pages; a bare number is a cell of a table
_PAGE = compile_late(r"[-—–－]+\s*\d{1,3}\s*[-—–－]+|第\s*\d+\s*页(?:\s*共\s*\d+\s*页)?")


def read_plain_text(data: bytes, name: str) -> Flow:
    """Lines and tables of a text file."""
    text = decode_text(data, name).replace("\r\n", "\n").translate(_SAME_SIGNS)
    CHARACTERS.hold(len(text), name)
    LINES.hold(text.count("\n"), name)
    return Flow(name, limit_text(_read_blocks(_unwrap_lines(text.split("\n")), name), name))


def _unwrap_lines(texts: list[str]) -> list[tuple[int, str]]:
    """Lines with their numbers; where a text is broken at a fixed width, its paragraphs."""
    numbered = list(_number_lines(texts))
    full = _find_width([len(text.rstrip()) for _, text in numbered])
    if not full:
        return numbered
    found: list[tuple[int, list[str]]] = []
    above = 0
    for number, text in numbered:
        # an indent begins a paragraph, and so does a number
        goes_on = above >= full - RAGGED and text[:1].strip() and not NUMBERED.match(text)
        if found and goes_on:
            found[-1][1].append(text.rstrip())
        else:
            found.append((number, [text]))
        above = len(text.rstrip())
    return [(number, "".join(pieces)) for number, pieces in found]


def _number_lines(texts: list[str]) -> Iterator[tuple[int, str]]:
    for number, text in enumerate(texts, 1):
        if not _PAGE.fullmatch(text.strip()):
            yield number, text


def _find_width(widths: list[int]) -> int:
    """The width at which a text is broken, 0 where lines are paragraphs."""
    # 宿迁 2024, taken from a printout: the longest lines, and two of five, are as wide as the page
    widths = sorted(filter(None, widths))
    if len(widths) < FEWEST:
        return 0
    full = widths[len(widths) * 9 // 10]
    at_margin = sum(full - RAGGED <= width <= full + 1 for width in widths)
    if not NARROWEST <= full <= WIDEST or at_margin * 5 < len(widths) * 2:
        return 0
    return full


def _read_blocks(numbered: list[tuple[int, str]], name: str) -> list[TextLine | Table]:
    marks = _find_separators([text for _, text in numbered])
    marked = zip(marks, numbered, strict=True)
    found: list[TextLine | Table] = []
    for mark, members in groupby(marked, key=lambda item: item[0]):
        run = [line for _, line in members]
        if mark and len(run) > 1:
            found += _build_table(run, mark, name)
            continue
        for number, text in run:
            _add_lines(found, text, say("第{number}行", number=number))
    return found


def _add_lines(found: list[TextLine | Table], text: str, place: str) -> None:
    """A line of text, without the bars around it; those are noted behind the line before."""
    bare = text.strip(_BARS)
    # a lone |…| frames a line, || is left of a table (池州市信访局, fixture 28), and a bar stands
    # behind or before each cell where every cell has its line (垫江某镇, 长安区统计局)
    if "|" in bare:
        found += split_lines(_HASHES.sub("", text), place)
        return
    before, _, behind = text.partition(bare) if bare else (text, "", "")
    _add_bars(found, before.count("|"))
    found += split_lines(_HASHES.sub("", bare if "|" in text else text), place)
    _add_bars(found, behind.count("|"))


def _add_bars(found: list[TextLine | Table], count: int) -> None:
    if count and found and isinstance(found[-1], TextLine):
        found[-1] = found[-1]._replace(bars=found[-1].bars + count)


def _find_separators(texts: list[str]) -> list[str]:
    """What separates the cells of each line, "" for a line of text."""
    marks = list(map(_find_separator, texts))
    _mark_rests(marks, texts)
    _mark_bands(marks, texts)
    return marks


def _mark_rests(marks: list[str], texts: list[str]) -> None:
    """The rest of a number that a line break cut in two belongs to the row above."""
    for index in range(1, len(marks)):
        is_row = marks[index - 1] and texts[index - 1].strip(_BARS)
        if is_row and not marks[index] and _REST.fullmatch(texts[index]):
            marks[index] = marks[index - 1]


def _mark_bands(marks: list[str], texts: list[str]) -> None:
    """Lines between tabbed ones that are rows of their table."""
    tabbed = [index for index, mark in enumerate(marks) if mark == "\t"]
    for above, below in pairwise(tabbed):
        # lines between tabbed ones are rows through the whole table, as 一、 and （一） of
        # 福建 2016 from a browser, or rows whose other cells are merged with those above
        between = list(filter(str.strip, texts[above + 1 : below]))
        one = len(between) == 1 and below - above == 2
        bands = between and len(between) <= MOST_BANDS and all(map(_BAND.fullmatch, between))
        # an empty line in a table: what stands below it counts on
        counts = not between and _COUNTED.match(texts[below])
        if one or bands or counts:
            marks[above + 1 : below] = ["\t"] * (below - above - 1)


def _find_separator(text: str) -> str:
    if text.count("|") > 1 or "|" in text.strip(_BARS):
        return "|"
    return "\t" if _is_tabbed(text) else ""


def _is_tabbed(text: str) -> bool:
    """Whether tabs stand between words; at most one before them is an indent."""
    return "\t" in text.strip() or text.startswith("\t\t")


def _build_table(run: list[tuple[int, str]], mark: str, name: str) -> Iterator[Table]:
    rows, places = [], []
    for number, text in run:
        cells = _split_cells(text, mark)
        if any(cell.strip("-: ") for cell in cells):  # |---|---| below a head of Markdown
            rows.append([Span(cell) for cell in cells])
            places.append(say("第{number}行", number=number))
    if rows:
        table = build_table(rows, places, name)
        yield Table(table.rows, table.places, merges=False)


def _split_cells(text: str, mark: str) -> list[str]:
    if mark == "|":
        text = text.strip().removeprefix("|").removesuffix("|")
    return [clean_text(cell).strip() for cell in text.split(mark)]
