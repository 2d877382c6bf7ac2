"""Labels of rows and columns: what is compared is the text without number, remark and space."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from pydantic import ConfigDict

from gkdraft.base.likeness import measure_order
from gkdraft.base.patterns import compile_late
from gkdraft.layout.equations import Key
from gkdraft.layout.form import Form, FormNode, RowBlock
from gkdraft.layout.spec import Spec

EXACT, FUZZY, INFERRED = "原样", "近似", "推断"
"""把握: the label as in the form; another wording of it; worked out from the identities."""

# 洪泽 2023: at 0.6 其他法律行政止公开 and the rows beside it are taken for one another
NEAR_ENOUGH = 0.86
# how much likelier the best label must be than the next: rows of table three differ by a word
CLEARLY = 0.1
# characters below which a label is never compared by likeness: 其他, 总计
SHORTEST = 4

# brackets within brackets: deeper ones are nobody's label
DEEPEST_REMARK = 3

_CIRCLED = compile_late(r"^\s*[①-⑳㊀-㊉]")
_BRACKETS = str.maketrans("〔〕【】[]", "()()()")
# （单位：万元） and the like are left out by many reports, and so are numbers of rows
_REMARK = compile_late(r"\([^()]*(?:\)|$)")
_MARK = compile_late(r"^(?:[一二三四五六七八九十]{1,3}[、.]|\d{1,2}[.、)])")
_NOISE = compile_late(r"[^\w]|_")


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
    if "万元" in text:
        return "万元"
    return "元" if re.search(r"元[)）\s]*$", text) else ""


class OtherNames(Spec):
    """Other names of rows and columns, of all that stands in templates/published.yaml."""

    model_config = ConfigDict(extra="ignore")

    synonyms: Mapping[str, tuple[str, ...]]


class Label(NamedTuple):
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


class Match(NamedTuple):
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
            found = self._choose_label(table.get(name, []), around)
            if found is not None and not _has_unit(text, found.text):
                return None
            if found is not None:
                # a head that leaves out （单位：万元） may mean it, and may not
                names_unit = find_unit(text) == find_unit(found.text)
                return Match(found, confidence if names_unit else FUZZY)
        return self._find_likely(name, around)

    def _find_likely(self, name: str, around: Sequence[str]) -> Match | None:
        if len(name) < SHORTEST or name in self._exact:
            return None
        least = NEAR_ENOUGH - CLEARLY
        scored = [(measure_order(other, name, least), other) for other in self._exact]
        (best, known), (second, _) = sorted([*scored, (0.0, ""), (0.0, "")], reverse=True)[:2]
        if best < NEAR_ENOUGH or best - second < CLEARLY or len(known) < SHORTEST:
            return None
        if _count_denials(known) != _count_denials(name):
            return None
        found = self._choose_label(self._exact[known], around)
        if found is None:
            return None
        return Match(found, FUZZY, alike=True)

    @staticmethod
    def _choose_label(found: list[Label], around: Sequence[str]) -> Label | None:
        # 结果维持 is a column of table four three times over
        if len(found) == 1:
            return found[0]
        names = set(map(strip_label, around))
        fitting = [label for label in found if label.group and label.group in names]
        return fitting[0] if len(fitting) == 1 else None


def find_clipped(text: str, among: Sequence[Label]) -> Label | None:
    """The one of some labels that lost characters on the way; None if it could be several.

    洪泽 2023 prints 其他法律行政止公开 for 其他法律行政法规禁止公开.
    """
    name = strip_label(text)
    fitting = [label for label in among if _is_clipped(name, label.bare)]
    return fitting[0] if len(fitting) == 1 else None


def _is_clipped(name: str, label: str) -> bool:
    """Whether a text is a label without some of its characters, and most of it is there."""
    if len(name) < SHORTEST or len(name) * 2 < len(label):
        return False
    left = iter(label)
    return all(char in left for char in name)


def _has_unit(text: str, label: str) -> bool:
    """Whether a text names no other unit than the label it stands for."""
    unit = find_unit(label)
    return not unit or find_unit(text) in ("", unit)


def _count_denials(name: str) -> int:
    """How often a label denies: 不予以公开 is as near to 予以公开 as a slip of the pen."""
    return sum(map(name.count, "不未无非"))


def strip_remarks(text: str) -> str:
    """A label without its number and remarks, as synonyms are listed."""
    return re.sub(r"[（(][^（）()]*[）)]", "", _MARK.sub("", text))


class BlockLabels(NamedTuple):
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
