"""Labels of rows and columns: what is compared is the text without number, remark and space."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from gkdraft.layout.form import Form, FormNode, Key, RowBlock

EXACT, FUZZY, INFERRED = "原样", "近似", "推断"
"""把握: the label as in the form; another wording of it; worked out from the identities."""

# 洪泽 2023: at 0.6 其他法律行政止公开 and the rows beside it are taken for one another
NEAR_ENOUGH = 0.86
# how much likelier the best label must be than the next: rows of table three differ by a word
CLEARLY = 0.1
# characters below which a label is never compared by likeness: 其他, 总计
SHORTEST = 4

# （单位：万元） and the like are left out by many reports, and so are numbers of rows
_REMARK = re.compile(r"\([^()]*\)")
_MARK = re.compile(r"^(?:[一二三四五六七八九十]{1,3}[、.]|\d{1,2}[.、])")
_NOISE = re.compile(r"[^\w]|_")


@lru_cache(maxsize=4096)
def strip_label(text: str) -> str:
    """A label for comparison: no number, no remark in brackets, no punctuation, no space."""
    text = re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
    without = _REMARK.sub("", _MARK.sub("", text))
    return _NOISE.sub("", _MARK.sub("", without))


def find_unit(text: str) -> str:
    """万元 or 元 where a label names it."""
    if "万元" in text:
        return "万元"
    return "元" if re.search(r"元[)）\s]*$", text) else ""


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


class Matcher:
    """Recognises the labels of one axis of a block or form, also by other names they have."""

    def __init__(self, known: Sequence[Label], synonyms: Mapping[str, Sequence[str]]) -> None:
        self.known = tuple(known)
        self._exact: dict[str, list[Label]] = {}
        self._other: dict[str, list[Label]] = {}
        for label in self.known:
            self._exact.setdefault(label.bare, []).append(label)
            for name in synonyms.get(strip_remarks(label.text), ()):
                self._other.setdefault(strip_label(name), []).append(label)

    def match(self, text: str, around: Sequence[str] = ()) -> Match | None:
        """The label a text stands for; labels of the same name are told apart by `around`."""
        name = strip_label(text)
        for table, confidence in ((self._exact, EXACT), (self._other, FUZZY)):
            found = self._choose_label(table.get(name, []), around)
            if found is not None:
                return Match(found, confidence) if _has_unit(text, found.text) else None
        return self._find_likely(name, around)

    def _find_likely(self, name: str, around: Sequence[str]) -> Match | None:
        if len(name) < SHORTEST or name in self._exact:
            return None
        likely = self._score_labels(name)
        if not likely:
            return None
        (best, known), (second, _) = [*likely, (0.0, "")][:2]
        if best < NEAR_ENOUGH or best - second < CLEARLY or len(known) < SHORTEST:
            return None
        found = self._choose_label(self._exact[known], around)
        if found is None:
            return None
        return Match(found, FUZZY)

    def _score_labels(self, name: str) -> list[tuple[float, str]]:
        """The labels that may be alike, most alike first; the quick bound spares most."""
        found: list[tuple[float, str]] = []
        for known in self._exact:
            matcher = SequenceMatcher(None, known, name)
            if matcher.real_quick_ratio() > NEAR_ENOUGH - CLEARLY:
                found.append((matcher.ratio(), known))
        return sorted(found, reverse=True)

    @staticmethod
    def _choose_label(found: list[Label], around: Sequence[str]) -> Label | None:
        # 结果维持 is a column of table four three times over
        if len(found) == 1:
            return found[0]
        names = set(map(strip_label, around))
        fitting = [
            label for label in found if label.above and strip_label(label.above[-1]) in names
        ]
        return fitting[0] if len(fitting) == 1 else None


def _has_unit(text: str, label: str) -> bool:
    """Whether a text names no other unit than the label it stands for."""
    unit = find_unit(label)
    return not unit or find_unit(text) in ("", unit)


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

    @property
    def is_labelled(self) -> bool:
        """Whether rows have labels; the one row of table four has none."""
        return any(row.text for row in self.rows)

    def keys(self, row: Label) -> list[Key]:
        """The keys of a row's cells, in the order of the columns."""
        return [row.key + column.key for column in self.columns]


def list_blocks(form: Form) -> list[BlockLabels]:
    """The blocks of a form, in printed order."""
    return [BlockLabels.of(form, block) for block in form.blocks]


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
