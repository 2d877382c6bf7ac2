"""Whether a stretch of text holds what is neither text nor ours, and is not to be deleted."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from gkdraft.reading.edited import EditedParagraph, Source
from gkdraft.revise.patching.bookmarks import END, START
from gkdraft.revise.patching.part import Part

_TEXTS = frozenset(
    f"w:{name}" for name in ("t", "tab", "br", "cr", "noBreakHyphen", "softHyphen", "sym")
)
_HARMLESS = _TEXTS | {"w:p", "w:r", "w:proofErr", "w:lastRenderedPageBreak", "w:smartTag"}
_PROPERTIES = ("w:pPr", "w:rPr", "w:smartTagPr")
# in properties: a tracked change of them, the end of a section
_NO_FORMAT = frozenset(
    f"w:{name}"
    for name in (
        "ins",
        "del",
        "moveFrom",
        "moveTo",
        "rPrChange",
        "pPrChange",
        "sectPr",
        "numberingChange",
    )
)
# what stands behind the text it belongs to
_NOTES = frozenset(
    f"w:{name}" for name in ("footnoteReference", "endnoteReference", "commentReference")
)
# Word's own, at the place somebody edited last
_LAST_EDIT = "_GoBack"


class ForeignMatter:
    """What in a part is neither text nor ours."""

    def __init__(self, part: Part) -> None:
        self._part, self._index = part, part.index
        self._texts = [n for n, tag in enumerate(self._index.tags) if tag in _TEXTS]
        self._comments = list(self._list_comments())
        self._bookmarks = list(self._list_bookmarks())

    def _list_comments(self) -> Iterator[tuple[int, int]]:
        starts: dict[str, int] = {}
        for number, tag in enumerate(self._index.tags):
            if tag == "w:commentRangeStart":
                starts[self._index.read_attribute(number, "id")] = number
            elif tag == "w:commentRangeEnd":
                start = starts.pop(self._index.read_attribute(number, "id"), None)
                if start is not None:
                    yield start, number

    def _list_bookmarks(self) -> Iterator[tuple[int, int]]:
        bookmarks = self._part.bookmarks
        for number, name in bookmarks.names.items():
            partner = bookmarks.partners.get(number, -1)
            if partner > number and not bookmarks.is_own(number) and name != _LAST_EDIT:
                yield number, partner

    def stands_in(self, paragraph: EditedParagraph, start: int, end: int) -> bool:
        """Whether there is any in a stretch of a paragraph, or in the whole of it."""
        sources, elements = paragraph.sources, paragraph.elements
        first = sources[0].start if sources else len(paragraph.text)
        if start <= first and end == len(paragraph.text):
            last = self._index.lasts[elements[-1]]
            return len(elements) > 1 or self._is_met(elements[0], last)
        cut = [source for source in sources if source.start < end and source.end > start]
        if not cut:
            return False
        last = cut[-1].element
        has_notes = cut[-1].end <= end and self._has_notes(paragraph, last, end)
        return has_notes or self._is_held(cut) or self._is_met(cut[0].element, last)

    def _has_notes(self, paragraph: EditedParagraph, last: int, end: int) -> bool:
        """Whether a note stands between an element and the next text."""
        behind = self._index.lasts[paragraph.elements[-1]] + 1
        for source in paragraph.sources:
            if source.start >= end:
                behind = source.element
                break
        return not _NOTES.isdisjoint(self._index.tags[last + 1 : behind])

    def _is_held(self, cut: Sequence[Source]) -> bool:
        """Whether texts stand inside of something that is not ours."""
        for run in {self._index.parents[source.element] for source in cut}:
            if any(map(self._is_foreign, self._list_around(run))):
                return True
        return False

    def _list_around(self, element: int) -> Iterator[int]:
        """An element and those around it, up to the paragraph."""
        while self._index.tags[element] != "w:p":
            yield element
            element = self._index.parents[element]

    def _is_met(self, first: int, last: int) -> bool:
        """Whether something stands among elements, or reaches over them."""
        return (
            self._is_among(first, last)
            or any(start < last and end > first for start, end in self._comments)
            or any(self._is_emptied(*each, first, last) for each in self._bookmarks)
        )

    def _is_among(self, first: int, last: int) -> bool:
        number = first
        while number <= last:
            if self._index.tags[number] in _PROPERTIES:
                if any(map(self._is_no_format, range(number, self._index.lasts[number] + 1))):
                    return True
                number = self._index.lasts[number] + 1
            elif self._is_foreign(number):
                return True
            else:
                number += 1
        return False

    def _is_no_format(self, number: int) -> bool:
        return self._index.tags[number] in _NO_FORMAT and not self._is_our_change(number)

    def _is_foreign(self, number: int) -> bool:
        tag = self._index.tags[number]
        if tag in (START, END):
            bookmarks = self._part.bookmarks
            return not bookmarks.is_own(number) and bookmarks.names.get(number) != _LAST_EDIT
        if tag == "w:br":
            # the end of a page or column is an editor's
            return self._index.read_attribute(number, "type") in ("page", "column")
        return tag not in _HARMLESS and not self._is_our_change(number)

    def _is_our_change(self, number: int) -> bool:
        is_change = self._index.tags[number] in ("w:ins", "w:del")
        author = self._part.author
        return is_change and bool(author) and self._index.read_attribute(number, "author") == author

    def _is_emptied(self, start: int, end: int, first: int, last: int) -> bool:
        """Whether a bookmark covers text of these elements and of no others."""
        begin, after = bisect_right(self._texts, start), bisect_left(self._texts, end)
        return begin < after and first <= self._texts[begin] and self._texts[after - 1] <= last
