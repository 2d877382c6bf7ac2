"""New elements for a part: in its namespace, with new ids, by the author of the changes."""

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping
from xml.sax.saxutils import escape, quoteattr

from gkdraft.base.patterns import compile_late
from gkdraft.revise.patching.xml_index import XmlIndex

Content = str | bytes
"""Something in a run: text, or an element."""

_ID = re.compile(rb""":id\s*=\s*["'](\d{1,10})["']""")
LARGEST_ID = 2**31 - 1
# 0512-12345678 stays on one line
_SPECIAL = compile_late(r"((?<=\d)-(?=\d)|[\t\n])")
_ELEMENTS = {"-": "noBreakHyphen", "\t": "tab", "\n": "br"}
_FORBIDDEN = compile_late("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_EDGES = " \t\r\n"


class Markup:
    """Writes elements of one part."""

    def __init__(self, index: XmlIndex, parts: Mapping[str, bytes], author: str) -> None:
        self.author = author
        self.space = index.namespaces[0]
        self._declaration = "" if _is_bound(index) else f" xmlns:w={quoteattr(index.namespaces[0])}"
        used = set(map(int, _list_ids([index.data, *parts.values()])))
        above = max(used, default=0) + 1
        numbers = itertools.count(above if above < LARGEST_ID // 2 else 1)
        self._ids = (number for number in numbers if number not in used)
        self._bookmarks: dict[str, int] = {}

    def take_id(self) -> int:
        """An id that nothing in the document has."""
        return next(self._ids)

    @property
    def declaration(self) -> bytes:
        """What binds w where the part does not, with a space before it."""
        return self._declaration.encode()

    def write(self, name: str, content: bytes | None = None, /, **attributes: str | int) -> bytes:
        """An element w:name, whose attributes are w:… as well."""
        given = "".join(f" w:{key}={quoteattr(str(value))}" for key, value in attributes.items())
        head = f"<w:{name}{self._declaration}{given}".encode()
        return head + b"/>" if content is None else head + b">%s</w:%s>" % (content, name.encode())

    def write_change(self, kind: str, content: bytes | None = None) -> bytes:
        """A tracked change 修订: ins or del; without content the mark of a paragraph or row."""
        return self.write(kind, content, id=self.take_id(), author=self.author)

    def open_bookmark(self, name: str) -> bytes:
        """The start of a new bookmark."""
        return self.write("bookmarkStart", id=self._number_bookmark(name), name=name)

    def close_bookmark(self, name: str) -> bytes:
        """The end of a new bookmark."""
        return self.write("bookmarkEnd", id=self._number_bookmark(name))

    def _number_bookmark(self, name: str) -> int:
        if name not in self._bookmarks:
            self._bookmarks[name] = self.take_id()
        return self._bookmarks[name]

    def write_text(self, text: str, name: str = "t") -> bytes:
        """The element of a text: w:t, or w:delText."""
        space = ' xml:space="preserve"' if text != text.strip(_EDGES) else ""
        inside = escape(text, {"\r": "&#13;"})
        return f"<w:{name}{self._declaration}{space}>{inside}</w:{name}>".encode()

    def write_content(self, contents: Iterable[Content], name: str = "t") -> bytes:
        """What stands in a run; texts that follow each other are one."""
        pieces = []
        for is_text, group in itertools.groupby(contents, lambda each: isinstance(each, str)):
            if is_text:
                pieces.append(self.write_text("".join(map(str, group)), name))
            else:
                pieces += [each for each in group if isinstance(each, bytes)]
        return b"".join(pieces)

    def list_content(self, text: str) -> Iterator[Content]:
        """A new text as it stands in a run; a hyphen between digits does not break."""
        for number, part in enumerate(_SPECIAL.split(text)):
            if number % 2:
                yield self.write(_ELEMENTS[part])
            elif part:
                yield part


def refuse_text(text: str) -> None:
    """ValueError for what XML cannot hold."""
    if _FORBIDDEN.search(text):
        raise ValueError(f"no text of a document: {text!r}")


def _is_bound(index: XmlIndex) -> bool:
    """Whether w means the namespace of the root everywhere in the part."""
    root = index.namespaces[0]
    bound = [(number, space) for number, prefix, space in index.declared if prefix == "w"]
    return (0, root) in bound and all(space == root for _, space in bound)


def _list_ids(parts: Iterable[bytes]) -> Iterator[bytes]:
    for part in parts:
        yield from _ID.findall(part)
