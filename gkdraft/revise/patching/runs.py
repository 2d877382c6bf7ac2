"""Runs written anew: out of slices of those that are there, with new text among them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from gkdraft.prose.anchors import Piece
from gkdraft.prose.document import Run
from gkdraft.revise.patching.markup import Content, Markup
from gkdraft.revise.patching.xml_index import XmlIndex

Status = Literal["kept", "deleted", "inserted"]

# tracked changes, which are not of what is new
_OF_THE_OLD = frozenset(f"w:{name}" for name in ("rPrChange", "ins", "del", "moveFrom", "moveTo"))
_ID = re.compile(rb"""(:id\s*=\s*["'])\d+""")
_CHANGE_ID = re.compile(rb"""(<[\w.-]+:rPrChange\s[^>]*?:id\s*=\s*["'])\d+""")


@dataclass(frozen=True, slots=True)
class RunFormat:
    """How runs are written: their tags, their w:rPr, and that of new text, a gap or not."""

    head: bytes
    tail: bytes
    kept: bytes
    plain: bytes
    gap: bytes

    def choose(self, run: Run) -> bytes:
        """The w:rPr of a new run."""
        return self.gap if run.gap else self.plain


class Formats:
    """The formats of the runs of a part; `gap` is its id of the style 待补充, "" without one."""

    def __init__(self, index: XmlIndex, markup: Markup, gap: str) -> None:
        self._index, self._markup, self._gap = index, markup, gap

    def read(self, run: int) -> RunFormat:
        """The format of a run."""
        index = self._index
        head, tail = index.get_start_tag(run), b"</%s>" % index.get_name(run)
        return self._build(head, tail, index.find_child(run, "w:rPr"))

    def read_mark(self, paragraph: int) -> RunFormat:
        """The format of the mark of a paragraph 段落标记, for a run in an empty one."""
        properties = self._index.find_child(paragraph, "w:pPr")
        inner = None if properties is None else self._index.find_child(properties, "w:rPr")
        head, tail = self._markup.write("r", b"").split(b"</")
        form = self._build(head, b"</" + tail, inner)
        return replace(form, kept=form.plain)

    def _build(self, head: bytes, tail: bytes, properties: int | None) -> RunFormat:
        index = self._index
        old = b"" if properties is None else index.get_bytes(properties)
        every = [] if properties is None else list(index.list_children(properties))
        new = [child for child in every if index.tags[child] not in _OF_THE_OLD]
        bare = [child for child in new if index.tags[child] != "w:rStyle"]
        begin, end = self._find_tags(properties)

        def compose(children: list[int], style: bytes = b"") -> bytes:
            if children == every and not style:
                return old
            inside = style + b"".join(map(index.get_bytes, children))
            return begin + inside + end if inside else b""

        if self._is_gap(new):
            return RunFormat(head, tail, old, compose(bare), compose(new))
        if not self._gap:
            return RunFormat(head, tail, old, compose(new), compose(new))
        style = self._markup.write("rStyle", val=self._gap)
        return RunFormat(head, tail, old, compose(new), compose(bare, style))

    def _find_tags(self, properties: int | None) -> tuple[bytes, bytes]:
        if properties is None:
            begin, end = self._markup.write("rPr", b"").split(b"</")
            return begin, b"</" + end
        begin, name = self._index.get_start_tag(properties), self._index.get_name(properties)
        return begin.removesuffix(b"/>").removesuffix(b">") + b">", b"</%s>" % name

    def _is_gap(self, properties: list[int]) -> bool:
        styles = [child for child in properties if self._index.tags[child] == "w:rStyle"]
        return any(self._index.read_attribute(style, "val") == self._gap for style in styles)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What of tracked changes is around a place where runs are written."""

    tracked: bool
    outer: tuple[bytes, bytes] | None = None  # tags of another's insertion, which may be cut in two


class RunWriter:
    """Writes runs one after the other; what goes and comes is tracked 修订 or simply done."""

    def __init__(self, markup: Markup, form: RunFormat, around: Surroundings) -> None:
        self._markup, self._form, self._around = markup, form, around
        self._status: Status = "kept"
        self._properties = b""
        self._contents: list[Content] = []
        self._runs: list[bytes] = []  # of one tracked change
        self._written: list[bytes] = []
        self._is_first = True

    def put(self, status: Status, content: Content, properties: bytes | None = None) -> None:
        """Something in a run, of the format that was there unless another is given."""
        if not self._around.tracked:
            if status == "deleted":
                return
            status = "kept"
        if not content:
            return
        properties = self._form.kept if properties is None else properties
        if status != self._status:
            self._close_change()
        elif properties != self._properties:
            self._close_run()
        self._status, self._properties = status, properties
        self._contents.append(content)

    def put_mark(self, mark: bytes) -> None:
        """Something that stands between runs."""
        self._close_change()
        self._written.append(mark)

    def put_pieces(self, pieces: Iterable[Piece]) -> None:
        """New text and the bookmarks around it."""
        for kind, name, run in pieces:
            if kind == "open":
                self.put_mark(self._markup.open_bookmark(name))
            elif kind == "close":
                self.put_mark(self._markup.close_bookmark(name))
            elif run is not None:
                for content in self._markup.list_content(run.text):
                    self.put("inserted", content, self._form.choose(run))

    def close(self) -> bytes:
        """Everything that was put."""
        self._close_change()
        return b"".join(self._written)

    def _close_run(self) -> None:
        if not self._contents:
            return
        name = "delText" if self._status == "deleted" else "t"
        content = self._markup.write_content(self._contents, name)
        properties = self._properties
        if not self._is_first:
            properties = _CHANGE_ID.sub(self._renew_id, properties)
        self._is_first = False
        self._runs.append(self._form.head + properties + content + self._form.tail)
        self._contents = []

    def _close_change(self) -> None:
        self._close_run()
        if not self._runs:
            return
        runs, self._runs = b"".join(self._runs), []
        if self._status == "deleted":
            runs = self._markup.write_change("del", runs)
        elif self._status == "inserted":
            runs = self._cut_outer(self._markup.write_change("ins", runs))
        self._written.append(runs)

    def _cut_outer(self, change: bytes) -> bytes:
        """An insertion that stands beside another's and not in it."""
        if self._around.outer is None:
            return change
        head, tail = self._around.outer
        return tail + change + _ID.sub(self._renew_id, head, count=1)

    def _renew_id(self, match: "re.Match[bytes]") -> bytes:
        return match[1] + str(self._markup.take_id()).encode()
