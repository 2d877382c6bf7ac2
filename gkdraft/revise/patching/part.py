"""The main part of a .docx while it is changed: elements, styles, bookmarks, surroundings."""

from collections.abc import Iterator, Mapping

from gkdraft.reading.documents.word_parts import list_targets
from gkdraft.reading.edited import EditedDocument
from gkdraft.revise.patching.bookmarks import Bookmarks
from gkdraft.revise.patching.markup import Markup
from gkdraft.revise.patching.runs import Formats, RunFormat, RunWriter, Surroundings
from gkdraft.revise.patching.xml_index import index_part

GAP_STYLE = "待补充"
TEXT = "w:t"

# what may hold runs, and lets text flow through
_CONTAINERS = frozenset(
    f"w:{name}"
    for name in (
        "p",
        "ins",
        "moveTo",
        "hyperlink",
        "smartTag",
        "sdtContent",
        "fldSimple",
        "customXml",
        "dir",
        "bdo",
        "rubyBase",
    )
)
_INSERTIONS = ("w:ins", "w:moveTo")
_FORMULAS = ("m:oMath", "m:oMathPara")

StyleKey = tuple[str, str]
"""The type of a style and its name in small letters, which editors leave as they are."""


class Part:
    """The main part, and what everything that writes into it shares."""

    def __init__(self, document: EditedDocument, author: str) -> None:
        parts, main = document.parts, document.main
        self.author = author
        self.index = index_part(parts[main], main)
        self.markup = Markup(self.index, parts, author)
        self.bookmarks = Bookmarks(self.index)
        name = dict(list_targets(parts, main)).get("styles", "word/styles.xml")
        self.styles: dict[StyleKey, str] = {}
        if name in parts:
            for number, key in read_styles(parts[name]).items():
                self.styles.setdefault(key, number)
        self.formats = Formats(
            self.index, self.markup, self.styles.get(("character", GAP_STYLE), "")
        )

    def is_plain(self, element: int) -> bool:
        """Whether a text stands in a run of its own, which may be cut; not in a formula 公式."""
        run = self.index.parents[element]
        is_whole = self.index.lasts[element] == element
        return is_whole and self.index.tags[run] == "w:r" and self._flows(run)

    def _flows(self, element: int) -> bool:
        return self.index.tags[self.index.parents[element]] in _CONTAINERS

    def find_unit(self, element: int) -> int:
        """What stands between runs and holds an element: a run, a formula."""
        while not self._flows(element):
            element = self.index.parents[element]
        return element

    def list_units(self, paragraph: int) -> Iterator[int]:
        """The runs and formulas of a paragraph that are not deleted."""
        waiting = [paragraph]
        while waiting:
            element = waiting.pop()
            tag = self.index.tags[element]
            if tag in _CONTAINERS or tag == "w:sdt":
                waiting += reversed(list(self.index.list_children(element)))
            elif tag == "w:r" or tag in _FORMULAS:
                yield element

    def survey(self, parent: int) -> Surroundings:
        """What of tracked changes is around runs in an element."""
        if not self.author or self.is_ours(parent):
            return Surroundings(tracked=False)
        if self.index.tags[parent] not in _INSERTIONS:
            return Surroundings(tracked=True)
        tail = b"</%s>" % self.index.get_name(parent)
        return Surroundings(True, (self.index.get_start_tag(parent), tail))

    def is_ours(self, element: int) -> bool:
        """Whether an element is, or stands in, an insertion of the author's."""
        index = self.index
        around = (element, *index.list_ancestors(element))
        insertions = (each for each in around if index.tags[each] == "w:ins")
        return any(index.read_attribute(each, "author") == self.author for each in insertions)

    def open_writer(self, parent: int, form: RunFormat) -> RunWriter:
        """A writer of runs in an element."""
        return RunWriter(self.markup, form, self.survey(parent))


def read_styles(data: bytes) -> Mapping[str, StyleKey]:
    """The styles of a styles.xml by their ids, which every editor renames."""
    index = index_part(data, "styles.xml")
    found = {}
    for number, tag in enumerate(index.tags):
        name = index.find_child(number, "w:name") if tag == "w:style" else None
        if name is not None:
            key = index.read_attribute(number, "type"), index.read_attribute(name, "val").casefold()
            found[index.read_attribute(number, "styleId")] = key
    return found
