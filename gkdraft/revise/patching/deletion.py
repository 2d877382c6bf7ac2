"""Paragraphs taken away: their bytes, or marked as deleted 修订."""

from functools import partial

from gkdraft.reading.edited import EditedParagraph
from gkdraft.revise.patching.change_marks import ChangeMarks
from gkdraft.revise.patching.part import TEXT, Part
from gkdraft.revise.patching.splicing import Splices, Take

_BLOCKS = frozenset(("w:p", "w:tbl", "w:sdt", "w:customXml"))
# whose partner may stand in another paragraph
_STARTS = frozenset(
    f"w:{name}Start"
    for name in ("bookmark", "commentRange", "perm", "moveFromRange", "moveToRange")
)
_DELETED_NAMES = {TEXT: b"delText", "w:instrText": b"delInstrText"}


class Deletions:
    """The paragraphs of a part that are taken away."""

    def __init__(self, part: Part) -> None:
        self._part = part
        self._paragraphs: list[int] = []
        self._gone: set[int] = set()

    def __bool__(self) -> bool:
        return bool(self._paragraphs)

    def includes(self, paragraph: EditedParagraph) -> bool:
        """Whether a paragraph is taken away already."""
        return not self._gone.isdisjoint(paragraph.elements)

    def add(self, paragraph: EditedParagraph) -> None:
        """Takes a paragraph away. ValueError if the document cannot be without it."""
        if not self.allows(paragraph):
            raise ValueError("the paragraph cannot be taken away")
        self._gone.update(paragraph.elements)
        self._paragraphs += paragraph.elements

    def allows(self, paragraph: EditedParagraph) -> bool:
        """Whether the document can be without a paragraph, and it is still there."""
        gone = self._gone.union(paragraph.elements)
        return not self.includes(paragraph) and all(
            self._is_free(element, gone) for element in paragraph.elements
        )

    def _is_free(self, element: int, gone: set[int]) -> bool:
        """Whether a paragraph ends no section, and its cell or body still ends in one."""
        index = self._part.index
        properties = index.find_child(element, "w:pPr")
        if properties is not None and index.find_child(properties, "w:sectPr") is not None:
            return False
        parent = index.parents[element]
        blocks = [each for each in index.list_children(parent) if index.tags[each] in _BLOCKS]
        left = [each for each in blocks if each not in gone]
        return bool(left) and (index.tags[parent] != "w:tc" or index.tags[left[-1]] == "w:p")

    def write(self, splices: Splices, marks: dict[int, bytes]) -> None:
        """Does it; `marks` are bookmarks that change as well."""
        part = self._part
        for paragraph in self._paragraphs:
            if part.author and not self._is_ours(paragraph):
                self._mark(paragraph, splices)
            else:
                start, end = part.index.starts[paragraph], part.index.ends[paragraph]
                splices.add(start, end, self._list_torn(paragraph, marks))

    def _is_ours(self, paragraph: int) -> bool:
        """Whether the author of the changes put in a paragraph, mark and all."""
        index = self._part.index
        properties = index.find_child(paragraph, "w:pPr")
        form = None if properties is None else index.find_child(properties, "w:rPr")
        mark = None if form is None else index.find_child(form, "w:ins")
        return (
            mark is not None
            and index.read_attribute(mark, "author") == self._part.author
            and all(map(self._part.is_ours, self._part.list_units(paragraph)))
        )

    def _list_torn(self, paragraph: int, marks: dict[int, bytes]) -> bytes:
        """Starts and ends whose partner stands elsewhere: they stay when the paragraph goes."""
        index = self._part.index
        waiting: dict[tuple[str, str], list[int]] = {}
        torn = []
        for number in range(paragraph, index.lasts[paragraph] + 1):
            tag = index.tags[number]
            key = tag.removesuffix("Start").removesuffix("End"), index.read_attribute(number, "id")
            if tag in _STARTS:
                waiting.setdefault(key, []).append(number)
            elif f"{key[0]}Start" in _STARTS:
                if waiting.get(key):
                    waiting[key].pop()
                else:
                    torn.append(number)
        for starts in waiting.values():
            torn += starts
        return b"".join(marks.get(each, index.get_bytes(each)) for each in sorted(torn))

    def _mark(self, paragraph: int, splices: Splices) -> None:
        """Marks everything in a paragraph, and its own mark, as deleted."""
        part, index = self._part, self._part.index
        for unit in part.list_units(paragraph):
            write = self._write_run if index.tags[unit] == "w:r" else self._write_formula
            splices.add(index.starts[unit], index.ends[unit], partial(write, unit))
        ChangeMarks(index, part.markup, splices).mark_paragraph(paragraph, "del")

    def _write_run(self, run: int, take: Take) -> bytes:
        part, index = self._part, self._part.index
        writer = part.open_writer(index.parents[run], part.formats.read(run))
        for child in index.list_children(run):
            if index.tags[child] != "w:rPr":
                content = take(index.starts[child], index.ends[child])
                writer.put("deleted", self._rename(child, content))
        return writer.close()

    def _rename(self, child: int, content: bytes) -> bytes:
        """A text as a deleted one is called."""
        new, name = (
            _DELETED_NAMES.get(self._part.index.tags[child]),
            self._part.index.get_name(child),
        )
        if new is None:
            return content
        prefix, colon, _ = name.rpartition(b":")
        new = prefix + colon + new
        return content.replace(b"<" + name, b"<" + new, 1).replace(b"</" + name, b"</" + new)

    def _write_formula(self, formula: int, take: Take) -> bytes:
        part, index = self._part, self._part.index
        content = take(index.starts[formula], index.ends[formula])
        if part.is_ours(formula):
            return b""
        return part.markup.write_change("del", content)
