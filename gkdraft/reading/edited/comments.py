"""Comments 批注: who says what, and which comment answers which."""

from typing import TYPE_CHECKING

from gkdraft.reading.documents.word_numbering import W
from gkdraft.reading.documents.word_parts import Word
from gkdraft.reading.documents.word_runs import read_text
from gkdraft.reading.edited.drafts import Draft, Remark, Stretch

if TYPE_CHECKING:
    from lxml import etree

_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"


class Comments:
    """The comments of a document by id, and the answers among them."""

    def __init__(self, word: Word) -> None:
        self.remarks: dict[str, Remark] = {}
        self._paragraphs: dict[str, str] = {}  # id of a paragraph → of the comment it stands in
        root = word.find_part("comments")
        if root is not None:
            for entry in root.iterfind(f"{W}comment"):
                self._load(entry)
        self._parents: dict[str, str] = {}
        threads = word.find_part("commentsExtended")
        if threads is not None:
            for entry in threads.iterfind(f"{_W15}commentEx"):
                self._load_parent(entry)

    def _load(self, entry: "etree._Element") -> None:
        number = entry.get(f"{W}id") or ""
        paragraphs = list(entry.iter(f"{W}p"))
        text = "\n".join(map(read_text, paragraphs)).strip()
        self.remarks[number] = Remark(entry.get(f"{W}author") or "", text)
        for paragraph in paragraphs:
            self._paragraphs[paragraph.get(f"{_W14}paraId") or ""] = number

    def _load_parent(self, entry: "etree._Element") -> None:
        child = self._paragraphs.get(entry.get(f"{_W15}paraId") or "")
        parent = self._paragraphs.get(entry.get(f"{_W15}paraIdParent") or "-")
        if child is not None and parent is not None:
            self._parents[child] = parent

    def place_answers(self, drafts: list[Draft], placed: set[str]) -> list[Remark]:
        """Answers without a place of their own beside what they answer; the rest is given back."""
        homes: dict[str, tuple[Draft, Stretch]] = {}
        for draft in drafts:
            for stretch in draft.comments:
                homes[stretch.name] = draft, stretch
        homeless = []
        for number, remark in self.remarks.items():
            if number in placed:
                continue
            # threads are one level deep
            home = homes.get(self._parents.get(number, ""))
            if home is None:
                homeless.append(remark)
            else:
                draft, stretch = home
                draft.comments.append(Stretch(number, stretch.start, stretch.end))
        return homeless
