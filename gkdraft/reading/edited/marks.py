"""Bookmarks and comments that begin in one paragraph and end in another, or never."""

from collections import Counter
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from gkdraft.errors import InputError
from gkdraft.messages import say
from gkdraft.reading.documents.word_numbering import W
from gkdraft.reading.edited.drafts import Draft, Stretch

if TYPE_CHECKING:
    from lxml import etree

MOST_STEPS = 2_000_000

_STARTS = {f"{W}bookmarkStart": "bookmark", f"{W}commentRangeStart": "comment"}
_ENDS = {f"{W}bookmarkEnd": "bookmark", f"{W}commentRangeEnd": "comment"}
_REFERENCE = f"{W}commentReference"

_Key = tuple[str, str]  # bookmark or comment, and its id


@dataclass(eq=False, slots=True)
class _Open:
    key: _Key
    name: str
    start: int
    covers: bool = False  # it has text in a paragraph before this one


class Marks:
    """What is open at the place that is being read."""

    def __init__(self, root: "etree._Element", name: str) -> None:
        self._name = name
        self._open: dict[_Key, list[_Open]] = {}
        self._placed: set[str] = set()  # comments, which stand once each
        self._steps = 0
        # a mark whose end has passed, or that has none, is a point
        self._ends: Counter[_Key] = Counter()
        for end in root.iter(*_ENDS):
            self._ends[_ENDS[end.tag], _read_id(end)] += 1

    @property
    def placed(self) -> set[str]:
        """The ids of the comments that have found their place."""
        return self._placed

    def meet(self, element: "etree._Element", draft: Draft) -> None:
        """A mark at the end of what was read of a paragraph."""
        if element.tag in _STARTS:
            self._begin(_STARTS[element.tag], element, draft)
        elif element.tag in _ENDS:
            self._finish((_ENDS[element.tag], _read_id(element)), draft)
        elif element.tag == _REFERENCE:
            # a comment without a range hangs on a point
            key = "comment", _read_id(element)
            if not self._open.get(key):
                self._place(key, Stretch(key[1], draft.length, draft.length), draft)

    def turn(self, draft: Draft, *, is_kept: bool) -> None:
        """A paragraph ends: what is open covers its rest and goes on in the next.

        An empty paragraph that is kept, as in a cell, is covered as well.
        """
        for mark in chain.from_iterable(self._open.values()):
            self._count(1)
            if is_kept and (draft.length > mark.start or not draft.length):
                self._place(mark.key, Stretch(mark.name, mark.start, draft.length), draft)
                mark.covers = True
            mark.start = 0

    def close(self, draft: Draft) -> None:
        """The document ends: what covers nothing is a point at its end."""
        for mark in chain.from_iterable(self._open.values()):
            if not mark.covers:
                self._place(mark.key, Stretch(mark.name, draft.length, draft.length), draft)

    def _begin(self, kind: str, element: "etree._Element", draft: Draft) -> None:
        key = kind, _read_id(element)
        name = key[1] if kind == "comment" else element.get(f"{W}name") or ""
        if len(self._open.get(key, ())) < self._ends[key]:
            self._open.setdefault(key, []).append(_Open(key, name, draft.length))
        else:
            self._place(key, Stretch(name, draft.length, draft.length), draft)

    def _finish(self, key: _Key, draft: Draft) -> None:
        self._ends[key] -= 1
        marks = self._open.get(key)
        if not marks:
            return
        mark = marks.pop()
        if not marks:
            del self._open[key]
        # whoever selects a whole paragraph has the end at the start of the next
        if draft.length > mark.start or not mark.covers:
            self._place(key, Stretch(mark.name, mark.start, draft.length), draft)

    def _place(self, key: _Key, stretch: Stretch, draft: Draft) -> None:
        self._count(1)
        if key[0] == "bookmark":
            draft.anchors.append(stretch)
        elif key[1] not in self._placed:
            self._placed.add(key[1])
            draft.comments.append(stretch)

    def _count(self, steps: int) -> None:
        self._steps += steps
        if self._steps > MOST_STEPS:
            raise InputError(
                say("{name}: 书签、批注太多，不像是一份公文；请另存一份再读", name=self._name)
            )


def _read_id(element: "etree._Element") -> str:
    return element.get(f"{W}id") or ""
