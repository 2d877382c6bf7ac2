"""How well the prose of published reports is read: contact, aspects, problems and measures.

prose_gold.tsv was written by reading the documents. It holds no sentence of them: of every text
its length without spaces, its first and its last six characters.
"""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from gkdraft.errors import InputError
from gkdraft.layout.resources import Resources
from gkdraft.reading import published
from gkdraft.reading.published import Published
from helpers.reports import ROOT

GOLD = ROOT / "tests/prose_gold.tsv"
CONTACT = ("地址", "邮编", "电话", "邮箱", "网址")
ENDS = 6
"""Characters of a text's beginning and end that the table holds."""

Mark = tuple[str, int, str, str]
"""Kind, length, first and last characters; of an aspect only how it begins."""


@dataclass(frozen=True)
class ProseScore:
    """One report: what is read right, what is missing, what was read and is not there."""

    right: int
    missing: tuple[Mark, ...]
    wrong: tuple[Mark, ...]


@cache
def list_gold() -> dict[str, list[Mark]]:
    """Marks by document, in the order of the document."""
    found: dict[str, list[Mark]] = {}
    with GOLD.open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            marks = found.setdefault(row["document"], [])
            if row["kind"]:
                marks.append((row["kind"], int(row["length"]), row["first"], row["last"]))
    return found


def score_prose(shared: Path, name: str) -> ProseScore:
    """How one report is read; all is missing of one that is not known as a report."""
    expected = Counter(list_gold()[name])
    try:
        report = published.read_published(shared / name, Resources())
    except InputError:
        return ProseScore(0, tuple(expected.elements()), ())
    found = Counter(_list_marks(report))
    right = sum((expected & found).values())
    missing = tuple((expected - found).elements())
    return ProseScore(right, missing, tuple((found - expected).elements()))


def _list_marks(report: Published) -> Iterator[Mark]:
    for kind in CONTACT:
        if kind in report.contact:
            yield _mark(kind, report.contact[kind])
    for aspect, texts in report.overview.items():
        yield aspect, 0, _squeeze("".join(texts))[:ENDS], ""
    for problem in report.problems:
        yield _mark("问题", problem)
    for measure in report.measures:
        yield _mark("改进", measure)


def _mark(kind: str, text: str) -> Mark:
    plain = _squeeze(text)
    return kind, len(plain), plain[:ENDS], plain[-ENDS:]


def _squeeze(text: str) -> str:
    return re.sub(r"\s", "", text)
