"""Labels of rows and columns: what is compared is the text without number, remark and space."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pydantic import ConfigDict

from gkdraft.base.likeness import measure_order
from gkdraft.layout.equations import Key
from gkdraft.layout.form import Form, FormNode, RowBlock
from gkdraft.layout.spec import Spec

EXACT, FUZZY, INFERRED = "原样", "近似", "推断"
"""把握: the label as in the form; another wording of it; worked out from the identities."""

NEAR_ENOUGH = 0.86
CLEARLY = 0.1
"""How much likelier the best label must be than the next."""
SHORTEST = 4
"""Characters below which a label is never compared by likeness."""

DEEPEST_REMARK = 3

_CIRCLED = re.compile(r"^\s*[①-⑳㊀-㊉]")
_BRACKETS = str.maketrans("〔〕【】[]", "()()()")
_REMARK = re.compile(r"\([^()]*(?:\)|$)")
_MARK = re.compile(r"^(?:[一二三四五六七八九十]{1,3}[、.]|\d{1,2}[.、)])")
_NOISE = re.compile(r"[^\w]|_")


@lru_cache(maxsize=4096)
def strip_label(text: str) -> str:
    """A label for comparison: no number, no remark in brackets, no punctuation, no space.

    ① is a number before NFKC makes a bare 1 of it; a remark may be cut off before its bracket
    closes, and hold another one.
    """
    plain = unicodedata.normalize("NFKC", _CIRCLED.sub("", text)).translate(_BRACKETS)
    plain = _MARK.sub("", re.sub(r"\s", "", plain))
    for _ in range(DEEPEST_REMARK):
        plain = _REMARK.sub("", plain)
    return _NOISE.sub("", _MARK.sub("", plain))


def find_unit(text: str) -> str:
    """万元 or 元 where a label names it."""
    return "万元" if "万元" in text else "元" if re.search(r"元[)）\s]*$", text) else ""


class OtherNames(Spec):
    """Other names of rows and columns, of all that stands in templates/published.yaml."""

    model_config = ConfigDict(extra="ignore")

    synonyms: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Label:
    """A row or column of a form: its key, its label, those of the groups above it."""

    key: Key
    text: str
    above: tuple[str, ...]
    node: FormNode

    @property
    def bare(self) -> str:
        return strip_label(self.text)

    @property
    def group(self) -> str:
        """The group next above, as it is compared; nothing for a row that stands alone."""
        return strip_label(self.above[-1]) if self.above else ""


def list_labels(
    nodes: Sequence[FormNode], key: Key = (), above: tuple[str, ...] = ()
) -> Iterator[Label]:
    """The leaves below nodes, in printed order."""
    for node in nodes:
        path = (*key, node.key) if node.key else key
        if node.children:
            yield from list_labels(node.children, path, (*above, node.text))
        else:
            yield Label(path, node.text, above, node)


@dataclass(frozen=True, slots=True)
class Match:
    """A label that was recognised, and how sure that is."""

    label: Label
    confidence: str
    alike: bool = False  # neither its label nor another name of it, but nearly


class Matcher:
    """Recognises the labels of one axis of a block or form, also by other names they have."""

    def __init__(self, known: Sequence[Label], synonyms: Mapping[str, Sequence[str]]) -> None:
        self.known = tuple(known)
        self._exact: dict[str, list[Label]] = {}
        self._other: dict[str, list[Label]] = {}
        for label in self.known:
            self._exact.setdefault(label.bare, []).append(label)
            names = synonyms.get(strip_remarks(label.text), ())
            for name in dict.fromkeys(map(strip_label, names)):
                self._other.setdefault(name, []).append(label)

    def match(self, text: str, around: Sequence[str] = ()) -> Match | None:
        """The label a text stands for; labels of the same name are told apart by `around`."""
        name = strip_label(text)
        for table, confidence in ((self._exact, EXACT), (self._other, FUZZY)):
            found = self._one(table.get(name, []), around)
            if found is not None:
                right_unit = not find_unit(found.text) or find_unit(text) in (
                    "",
                    find_unit(found.text),
                )
                return Match(found, confidence) if right_unit else None
        return self._likely(name, around)

    def _likely(self, name: str, around: Sequence[str]) -> Match | None:
        if len(name) < SHORTEST or name in self._exact:
            return None
        least = NEAR_ENOUGH - CLEARLY
        scored = [(measure_order(other, name, least), other) for other in self._exact]
        best, second = sorted([*scored, (0.0, ""), (0.0, "")], reverse=True)[:2]
        if best[0] < NEAR_ENOUGH or best[0] - second[0] < CLEARLY or len(best[1]) < SHORTEST:
            return None
        if _count_denials(best[1]) != _count_denials(name):
            return None
        found = self._one(self._exact[best[1]], around)
        return Match(found, FUZZY, alike=True) if found else None

    @staticmethod
    def _one(found: list[Label], around: Sequence[str]) -> Label | None:
        if len(found) < 2:
            return found[0] if found else None
        names = {strip_label(text) for text in around}
        fitting = [label for label in found if label.group and label.group in names]
        return fitting[0] if len(fitting) == 1 else None


def _count_denials(name: str) -> int:
    """How often a label denies: 不予以公开 is as near to 予以公开 as a slip of the pen."""
    return sum(map(name.count, "不未无非"))


def strip_remarks(text: str) -> str:
    """A label without its number and remarks, as synonyms are listed."""
    return re.sub(r"[（(][^（）()]*[）)]", "", _MARK.sub("", text))


@dataclass(frozen=True)
class BlockLabels:
    """The labels of one block of a form."""

    form: Form
    block: RowBlock
    rows: tuple[Label, ...]
    columns: tuple[Label, ...]

    @classmethod
    def of(cls, form: Form, block: RowBlock) -> "BlockLabels":
        return cls(form, block, tuple(list_labels(block.rows)), tuple(list_labels(block.columns)))


@lru_cache(maxsize=64)
def describe_cells(form: Form) -> dict[Key, tuple[str, ...]]:
    """What each cell counts: its labels from the outside in, without numbers, and its kind.

    Cells of two years, or of two forms, count the same where key and description are equal.
    """
    found: dict[Key, tuple[str, ...]] = {}
    for block in form.blocks:
        columns = list(list_labels(block.columns))
        for row in list_labels(block.rows):
            for column in columns:
                texts = (*row.above, row.text, *column.above, column.text)
                key = row.key + column.key
                labels = [strip_label(text) + find_unit(text) for text in texts]
                found[key] = (*labels, form.by_key[key].kind)
    return found


def match_cells(form: Form, other: Form) -> frozenset[Key]:
    """The cells of a form that another form has too, counting the same."""
    known = describe_cells(other)
    return frozenset(key for key, about in describe_cells(form).items() if known.get(key) == about)
