"""Bookmarks 书签 of a part: their pairs, other names for them, the places between them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import takewhile
from xml.sax.saxutils import quoteattr

from gkdraft.prose.anchors import PREFIX
from gkdraft.revise.patching.splicing import Splices
from gkdraft.revise.patching.xml_index import XmlIndex

START, END = "w:bookmarkStart", "w:bookmarkEnd"
_PARAGRAPH = f"{PREFIX}p_"
_INNER = (f"{PREFIX}s_", f"{PREFIX}n_")
# what has no width and may stand between a text and the end of its bookmark
_PASSED = frozenset(
    f"w:{name}"
    for name in (
        "proofErr",
        "commentRangeStart",
        "commentRangeEnd",
        "permStart",
        "permEnd",
        "del",
        "moveFrom",
    )
)


@dataclass(frozen=True, slots=True)
class Edge:
    """A place at the edge of a sentence: in an element, at a byte, and what has to move there."""

    parent: int
    offset: int
    moved: tuple[int, ...]


class Bookmarks:
    """The bookmarks of a part."""

    def __init__(self, index: XmlIndex) -> None:
        self._index = index
        self.names: dict[int, str] = {}  # of starts and of their ends
        self.partners: dict[int, int] = {}
        self._renamed: dict[str, str | None] = {}
        self._taken: set[str] = set()  # by new bookmarks
        self._pair()

    def _pair(self) -> None:
        waiting: dict[str, list[int]] = {}
        index = self._index
        for number, tag in enumerate(index.tags):
            if tag == START:
                self.names[number] = index.read_attribute(number, "name")
                waiting.setdefault(index.read_attribute(number, "id"), []).append(number)
            elif tag == END:
                starts = waiting.get(index.read_attribute(number, "id"))
                if starts:
                    start = starts.pop()
                    self.partners[start], self.partners[number] = number, start
                    self.names[number] = self.names[start]

    def is_own(self, number: int) -> bool:
        """Whether a start or end is of a bookmark of ours."""
        return self.names.get(number, "").startswith(PREFIX)

    def rename(self, names: Mapping[str, str | None]) -> None:
        """Other names, all at once; None takes a bookmark out."""
        if any(self._renamed.get(name, new) != new for name, new in names.items()):
            raise ValueError("a bookmark is renamed twice")
        self._renamed |= names

    def take(self, name: str) -> None:
        """A new bookmark has this name, and no other may keep it."""
        self._taken.add(name)

    def list_changes(self) -> dict[int, bytes]:
        """The starts and ends that change, as they are to be written."""
        targets = {new for name, new in self._renamed.items() if new is not None and new != name}
        found: dict[int, bytes] = {}
        for number, name in self.names.items():
            if self._index.tags[number] == START:
                new = self._renamed.get(name, None if name in targets else name)
                found |= self._change(number, name, None if new in self._taken else new)
        return found

    def _change(self, start: int, name: str, new: str | None) -> dict[int, bytes]:
        if new == name:
            return {}
        if new is not None:
            return {start: self._write(start, new)}
        end = self.partners.get(start)
        return {start: b""} if end is None else {start: b"", end: b""}

    def _write(self, start: int, name: str) -> bytes:
        index = self._index
        span = index.find_attribute(start, "name")
        if span is None:
            return index.get_bytes(start)
        # its quotes go too: a name may hold them
        before, after = span[0] - 1, span[1] + 1
        value = quoteattr(name).encode()
        data = index.data
        return data[index.starts[start] : before] + value + data[after : index.ends[start]]

    def find_end(self, run: int) -> Edge | None:
        """The place behind the ends of sentences and figures that follow a run directly.

        Inside the bookmark of the paragraph, and before the next sentence: an end that stands
        behind one of these has to move. None where no bookmark ends.
        """
        inner, limit = self._look(run, self._list_following(run), END)
        if not inner:
            return None
        index, last = self._index, inner[-1]
        if limit is None or limit > last:
            return Edge(index.parents[last], index.ends[last], ())
        moved = tuple(each for each in inner if each > limit)
        return Edge(index.parents[limit], index.starts[limit], moved)

    def find_start(self, run: int) -> Edge | None:
        """The place before the starts of sentences and figures right before a run."""
        inner, limit = self._look(run, self._list_preceding(run), START)
        if not inner:
            return None
        index, first = self._index, inner[-1]
        if limit is None or limit < first:
            return Edge(index.parents[first], index.starts[first], ())
        moved = tuple(each for each in reversed(inner) if each < limit)
        return Edge(index.parents[limit], index.ends[limit], moved)

    def _look(self, run: int, marks: Iterable[int], wanted: str) -> tuple[list[int], int | None]:
        """Those of sentences and figures that hold the run, and the first that is none of them."""
        inner: list[int] = []
        limit: int | None = None
        for number in takewhile(self._is_passed, marks):
            name = self.names.get(number, "")
            is_wanted = self._index.tags[number] == wanted
            if is_wanted and name.startswith(_INNER) and self._holds(number, run):
                inner.append(number)
            elif limit is None and name.startswith((_PARAGRAPH, *_INNER)):
                limit = number
        return inner, limit

    def _holds(self, mark: int, run: int) -> bool:
        """Whether a run stands between a start or end and its partner."""
        partner = self.partners.get(mark, mark)
        return min(mark, partner) < run < max(mark, partner)

    def _is_passed(self, number: int) -> bool:
        tag = self._index.tags[number]
        return tag in _PASSED or tag == END or self.is_own(number) or self._is_reference(number)

    def _is_reference(self, number: int) -> bool:
        """Whether a run is only there for a comment."""
        tags = [self._index.tags[child] for child in self._index.list_children(number)]
        is_run = self._index.tags[number] == "w:r"
        return is_run and set(tags) - {"w:rPr"} == {"w:commentReference"}

    def _list_following(self, number: int) -> Iterator[int]:
        """What stands behind a run, and behind what it stands in, up to the paragraph."""
        index = self._index
        while index.tags[number] not in ("w:p", "w:rubyBase"):
            parent = index.parents[number]
            following = index.lasts[number] + 1
            while following <= index.lasts[parent]:
                yield following
                following = index.lasts[following] + 1
            number = parent

    def _list_preceding(self, number: int) -> Iterator[int]:
        index = self._index
        while index.tags[number] not in ("w:p", "w:rubyBase"):
            parent = index.parents[number]
            before = [each for each in index.list_children(parent) if each < number]
            yield from reversed(before)
            number = parent

    def write(self, changes: Mapping[int, bytes], splices: Splices) -> None:
        """Puts changed starts and ends in the place of what they were."""
        for number, content in changes.items():
            splices.add(self._index.starts[number], self._index.ends[number], content)
