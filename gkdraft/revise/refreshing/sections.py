"""Sections 节 of an edited document: the grid of lines 文档网格 is ours, the page the editor's."""

from collections.abc import Iterator
from dataclasses import dataclass

from gkdraft.revise.refreshing.spans import Part, Span, Splice

_BEHIND_GRID = ("printerSettings", "sectPrChange")
# twentieths of a point: office programs round a page of 210 mm in their own ways
_TOLERANCE = 6
_PAGE = (
    ("pgSz", "w"),
    ("pgSz", "h"),
    ("pgMar", "top"),
    ("pgMar", "right"),
    ("pgMar", "bottom"),
    ("pgMar", "left"),
)


@dataclass(frozen=True, slots=True)
class Grid:
    """What becomes of a main part; `pages` are the sections whose page or margins are not ours."""

    splices: tuple[Splice, ...]
    pages: int


def find_grid(main: bytes, fresh: bytes) -> Grid:
    """Each section of an edited main part with the grid of lines of one that was written anew.

    The size of the page and its margins are only told. Splices are those of a part in UTF-8.
    InputError where a part is no XML.
    """
    edited, ours = Part("word/document.xml", main), Part("word/document.xml", fresh)
    wanted = next(ours.root.find_deep("sectPr"), None)
    if wanted is None or edited.root.space != ours.root.space:
        return Grid((), 0)
    # what a section was before a tracked change stands inside of it, and stays
    sections = list(edited.root.find_deep("sectPr"))
    splices = [splice for each in sections for splice in _set_grid(edited, each, ours, wanted)]
    return Grid(tuple(splices), sum(_has_other_page(each, wanted) for each in sections))


def _set_grid(edited: Part, section: Span, ours: Part, wanted: Span) -> Iterator[Splice]:
    grid, old = wanted.find("docGrid"), section.find("docGrid")
    if grid is None or (old is not None and _read_grid(old) == _read_grid(grid)):
        return
    made = edited.take(ours, grid)
    behind = [child for child in section.children if child.name in _BEHIND_GRID]
    if old is None and not behind:
        yield edited.append(section, made)
    elif old is None:
        yield Splice(behind[0].start, behind[0].start, made)
    else:
        yield Splice(old.start, old.end, made)


def _read_grid(grid: Span) -> dict[str, str]:
    """What a grid does; LibreOffice writes a spacing of 0, which is none."""
    read = {"type": "default", **grid.attributes}
    return {name: value for name, value in read.items() if (name, value) != ("charSpace", "0")}


def _has_other_page(section: Span, wanted: Span) -> bool:
    for name, attribute in _PAGE:
        length, ours = (_read_length(each, name, attribute) for each in (section, wanted))
        if abs(length - ours) > _TOLERANCE:
            return True
    return False


def _read_length(section: Span, name: str, attribute: str) -> float:
    text = section.read(name, attribute)
    return float(text) if text.lstrip("-").isdecimal() and len(text) < 9 else -1
