"""The text of one paragraph changed: in which elements, and the runs that are written for it."""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import islice, pairwise

from gkdraft.prose.anchors import Piece
from gkdraft.reading.edited import EditedParagraph, Source
from gkdraft.revise.patching.markup import Content, refuse_text
from gkdraft.revise.patching.part import TEXT, Part
from gkdraft.revise.patching.runs import RunFormat, RunWriter, Status
from gkdraft.revise.patching.splicing import Splices, Take

# says where a page ended when the document was saved, which new text makes untrue
_STALE = "w:lastRenderedPageBreak"


class FormulaError(ValueError):
    """The text of a formula 公式 cannot be changed."""


@dataclass(frozen=True, slots=True)
class Edit:
    """Pieces in the place of a stretch of a paragraph's text."""

    start: int
    end: int
    pieces: tuple[Piece, ...]

    @property
    def has_bookmarks(self) -> bool:
        """Whether it brings bookmarks, as a sentence does."""
        return any(kind != "run" for kind, _, _ in self.pieces)


@dataclass(slots=True)
class _Strip:
    """What is done inside one element: stretches that go, pieces that come."""

    cuts: dict[int, int] = field(default_factory=dict)
    pieces: dict[int, list[Piece]] = field(default_factory=dict)

    def add(self, place: int, pieces: Sequence[Piece]) -> None:
        self.pieces.setdefault(place, []).extend(pieces)

    def list_places(self, length: int) -> list[int]:
        """Where something begins or ends."""
        return sorted({0, length, *self.cuts, *self.cuts.values(), *self.pieces})


@dataclass(slots=True)
class _Spot:
    """A place between elements where runs are written; marks that are moved to either side."""

    parent: int
    form: RunFormat
    before: tuple[int, ...] = ()
    after: tuple[int, ...] = ()
    pieces: list[Piece] = field(default_factory=list)


class TextEdits:
    """All that is changed in the text of one paragraph."""

    def __init__(self, part: Part, paragraph: EditedParagraph) -> None:
        self._part, self._paragraph = part, paragraph
        self._sources = paragraph.sources
        self._starts = [source.start for source in self._sources]
        self._edits: list[Edit] = []
        self._spans: list[tuple[int, int]] = []
        # what is written
        self._strips: dict[int, _Strip] = {}
        self._spots: dict[int, _Spot] = {}
        self._moved: dict[int, int] = {}  # places in the text whose insertions stand at a spot

    def add(self, edit: Edit) -> None:
        """Notes a change. ValueError where it cannot be done or meets another one."""
        first = self._starts[0] if self._starts else len(self._paragraph.text)
        if not first <= edit.start <= edit.end <= len(self._paragraph.text):
            raise ValueError(f"no place in the text: {edit.start} to {edit.end}")
        # spans that do not meet end in the order they begin
        last = bisect_left(self._spans, (edit.end, -1)) - 1
        if last >= 0 and self._spans[last][1] > edit.start:
            raise ValueError(f"two changes meet: {edit.start} to {edit.end}")
        if not all(self._part.is_plain(source.element) for source in self._list_cut(edit)):
            raise FormulaError(edit)
        for _, _, run in edit.pieces:
            refuse_text(run.text if run is not None else "")
        insort(self._spans, (edit.start, edit.end))
        self._edits.append(edit)

    def _list_cut(self, edit: Edit) -> Iterator[Source]:
        """The sources that an edit takes something of, or inside of which it stands."""
        number = max(bisect_right(self._starts, edit.start) - 1, 0)
        for source in islice(self._sources, number, None):
            if source.start >= edit.end:
                break
            if edit.start < source.end and (edit.start < edit.end or source.start < edit.start):
                yield source

    def write(self, splices: Splices, marks: dict[int, bytes]) -> None:
        """Puts the changed runs in their place; `marks` are bookmarks that change as well."""
        for edit in sorted(self._edits, key=lambda edit: (edit.start, edit.start < edit.end)):
            if edit.start < edit.end:
                self._place_replacement(edit)
            else:
                self._place_insertion(edit)
        runs: dict[int, dict[int, int]] = {}
        for number in self._strips:
            element = self._sources[number].element
            runs.setdefault(self._part.index.parents[element], {})[element] = number
        index = self._part.index
        for run, elements in runs.items():
            content = partial(self._write_run, run, elements)
            splices.add(index.starts[run], index.ends[run], content)
        for offset, spot in self._spots.items():
            self._write_spot(offset, spot, splices, marks)

    def _find_strip(self, number: int) -> _Strip:
        return self._strips.setdefault(number, _Strip())

    def _place_replacement(self, edit: Edit) -> None:
        """New text stands at the first element whose text goes; behind it where it is the only."""
        cut = list(self._list_cut(edit))
        number = bisect_right(self._starts, edit.start) - 1
        for offset, source in enumerate(cut, number):
            begin = max(edit.start - source.start, 0)
            self._find_strip(offset).cuts[begin] = min(edit.end, source.end) - source.start
        place = edit.end if len(cut) == 1 else edit.start
        self._find_strip(number).add(place - cut[0].start, edit.pieces)

    def _place_insertion(self, edit: Edit) -> None:
        if not self._sources:
            self._place_in_empty(edit)
            return
        if edit.start in self._moved:
            self._spots[self._moved[edit.start]].pieces.extend(edit.pieces)
            return
        # beside the character before, at the very start beside the one behind
        number = max(bisect_left(self._starts, edit.start) - 1, 0)
        source = self._sources[number]
        if not self._part.is_plain(source.element):
            self._place_beside(edit, number)
            return
        place = edit.start - source.start
        if not (edit.has_bookmarks and self._place_at_edge(edit, source, place)):
            self._find_strip(number).add(place, edit.pieces)

    def _place_beside(self, edit: Edit, number: int) -> None:
        """Beside a formula: in the run that follows, else between them."""
        part, source = self._part, self._sources[number]
        following = self._sources[number + 1 : number + 2]
        is_behind = edit.start > source.start
        if is_behind and following and part.is_plain(following[0].element):
            self._find_strip(number + 1).add(0, edit.pieces)
            return
        unit = part.find_unit(source.element)
        offset = part.index.ends[unit] if is_behind else part.index.starts[unit]
        form = part.formats.read_mark(self._paragraph.elements[-1])
        self._put_spot(edit, offset, _Spot(part.index.parents[unit], form))

    def _place_at_edge(self, edit: Edit, source: Source, place: int) -> bool:
        """A new sentence stands outside of the bookmarks of those beside it."""
        part = self._part
        run = part.index.parents[source.element]
        form = part.formats.read(run)
        if place == source.end - source.start and self._is_outermost(source.element, -1):
            edge = part.bookmarks.find_end(run)
            if edge is not None:
                self._put_spot(edit, edge.offset, _Spot(edge.parent, form, before=edge.moved))
                return True
        if place == 0 and self._is_outermost(source.element, 0):
            edge = part.bookmarks.find_start(run)
            if edge is not None:
                # what is put in before it comes along
                before = self._strips.get(0, _Strip()).pieces.pop(0, [])
                spot = _Spot(edge.parent, form, after=edge.moved, pieces=before)
                self._put_spot(edit, edge.offset, spot)
                return True
        return False

    def _is_outermost(self, element: int, place: int) -> bool:
        """Whether an element is the first or last thing in its run."""
        index = self._part.index
        children = index.list_children(index.parents[element])
        return [each for each in children if index.tags[each] != "w:rPr"][place] == element

    def _place_in_empty(self, edit: Edit) -> None:
        """In an empty paragraph, as an emptied cell has: inside its bookmark."""
        part, paragraph = self._part, self._paragraph.elements[-1]
        offset = part.index.tails[paragraph]
        for child in part.index.list_children(paragraph):
            partner = part.bookmarks.partners.get(child, -1)
            if part.bookmarks.is_own(child) and partner > child:
                offset = part.index.ends[child]
        self._put_spot(edit, offset, _Spot(paragraph, part.formats.read_mark(paragraph)))

    def _put_spot(self, edit: Edit, offset: int, spot: _Spot) -> None:
        self._moved[edit.start] = offset
        self._spots.setdefault(offset, spot).pieces.extend(edit.pieces)

    def _write_spot(
        self, offset: int, spot: _Spot, splices: Splices, marks: dict[int, bytes]
    ) -> None:
        index = self._part.index
        writer = self._part.open_writer(spot.parent, spot.form)
        for mark in spot.before:
            writer.put_mark(marks.get(mark, index.get_bytes(mark)))
        writer.put_pieces(spot.pieces)
        for mark in spot.after:
            writer.put_mark(marks.get(mark, index.get_bytes(mark)))
        marks.update(dict.fromkeys((*spot.before, *spot.after), b""))
        content = writer.close()
        if not index.closes_itself(spot.parent):
            splices.add(offset, offset, content)
            return
        opened = index.open_up(spot.parent, content)
        splices.add(index.starts[spot.parent], index.ends[spot.parent], opened)

    def _write_run(self, run: int, elements: dict[int, int], take: Take) -> bytes:
        """A run with what is changed in its elements, given with the numbers of their sources."""
        part, index = self._part, self._part.index
        writer = part.open_writer(index.parents[run], part.formats.read(run))
        for child in index.list_children(run):
            if child in elements:
                self._write_element(writer, elements[child])
            elif index.tags[child] not in ("w:rPr", _STALE):
                writer.put("kept", take(index.starts[child], index.ends[child]))
        return writer.close()

    def _write_element(self, writer: RunWriter, number: int) -> None:
        source, strip = self._sources[number], self._strips[number]
        until = 0  # where a stretch ends that goes
        places = strip.list_places(source.end - source.start)
        for start, end in pairwise((*places, places[-1])):
            writer.put_pieces(strip.pieces.get(start, ()))
            until = max(until, strip.cuts.get(start, 0))
            if start < end:
                status: Status = "deleted" if start < until else "kept"
                writer.put(status, self._read(source, start, end))

    def _read(self, source: Source, start: int, end: int) -> Content:
        if self._part.index.tags[source.element] == TEXT:
            return self._paragraph.text[source.start + start : source.start + end]
        return self._part.index.get_bytes(source.element)
