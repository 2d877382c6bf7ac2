"""Structure 栏目与方面: what the parts of a report may be called. Words: checks/structure.yaml."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from gkdraft.base.patterns import compile_late
from gkdraft.base.scalars import read_numeral
from gkdraft.layout import loading
from gkdraft.layout.form import Form
from gkdraft.layout.layout import Section
from gkdraft.layout.resources import Resources
from gkdraft.layout.spec import Spec
from gkdraft.prose.document import Block, Document, Heading, Note, Paragraph, plain_text
from gkdraft.report.draft import Draft
from gkdraft.rules.books import Book

NUMERALS = "一二三四五六七八九十"
_BLANKS = compile_late(r"\s+")
_NUMBER = compile_late(rf"^[{NUMERALS}]{{1,3}}[、.．]")
# between two names of a list, never between two headings: those have a number before them
_UNNUMBERED = rf"(?<![{NUMERALS}][、.．])"
_BETWEEN = rf"(?:(?![{NUMERALS}][、.．])[^。！？]){{0,30}}?"


class SectionWords(Spec):
    """栏目的说法: words that tell it, and names that differ from the prescribed one in nothing."""

    words: re.Pattern[str]
    accepted: re.Pattern[str]

    @cached_property
    def numbered(self) -> re.Pattern[str]:
        """The section under any name, by its number."""
        return compile_late(rf"[{NUMERALS}][、.．][^。；，,、\d]{{0,16}}?(?:{self.words.pattern})")


class OldName(Spec):
    """旧名称 of a section, and the last year it was in use."""

    until: int
    role: str
    words: re.Pattern[str]


class OldForm(Spec):
    """旧表样, by labels that only it has."""

    until: int
    key: str
    labels: tuple[str, ...]


class OldBasis(Spec):
    """旧格式文件, the last year it could be cited, and what is in force now."""

    until: int
    words: re.Pattern[str]
    now: str


class AspectWords(Spec):
    """方面的说法: in a heading, and anywhere in section one."""

    head: re.Pattern[str]
    words: re.Pattern[str]


class StructureBook(Book):
    """checks/structure.yaml."""

    file = "structure.yaml"

    sections: Mapping[str, SectionWords]
    old: tuple[OldName, ...]
    bases: tuple[OldBasis, ...]
    forms: tuple[OldForm, ...]
    aspects_since: int
    aspects: Mapping[str, AspectWords]
    leads: tuple[re.Pattern[str], ...]
    shortest: int
    government: re.Pattern[str]
    duties: Mapping[str, re.Pattern[str]]
    parts: re.Pattern[str]
    composed: re.Pattern[str]
    listed: Mapping[str, re.Pattern[str]]

    @cached_property
    def openings(self) -> list[re.Pattern[str]]:
        """What begins a part of section one, and the words behind its number; a level each."""
        found: list[re.Pattern[str]] = []
        for lead in self.leads:
            before = rf"(?:^|(?<=[。；;！\n])){lead.pattern}"
            found.append(compile_late(rf"{before}(?P<text>[^。：:，,；;]{{2,20}})"))
        return found


@lru_cache(maxsize=16)
def load_prescribed(name: str, resources: Resources) -> Form:
    """A form as the layout prescribes it; a published report's draft holds the one it printed."""
    return loading.load_form(name, resources)


def squeeze(text: str) -> str:
    """A text without blanks."""
    return _BLANKS.sub("", text)


def strip_number(heading: str) -> str:
    """A heading without 一、."""
    return _NUMBER.sub("", heading)


def read_count(text: str) -> int:
    """六, 6, 两; 0 for what is no number."""
    if text.isdigit():
        return int(text)
    return 2 if text == "两" else read_numeral(text)


def _list_texts(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Heading | Paragraph | Note):
            yield squeeze(plain_text(block.runs))


class Numbered(NamedTuple):
    """A section's name with the number before it, and its place in the layout, from 0."""

    number: str
    name: str
    place: int

    def __str__(self) -> str:
        return f"{self.number}、{self.name}"


@dataclass(frozen=True)
class Outline:
    """A report's parts as they stand in the file, beside the words that tell them."""

    draft: Draft
    document: Document
    book: StructureBook

    @classmethod
    def of(cls, draft: Draft, document: Document) -> "Outline":
        return cls(draft, document, StructureBook.of(draft))

    @cached_property
    def text(self) -> str:
        """Everything the file says without blanks: headings that were lost, and tables."""
        return squeeze(self.document.source) or "".join(_list_texts(self.document.blocks))

    @cached_property
    def lines(self) -> str:
        """All paragraphs, one a line."""
        return "\n".join(_list_texts(self.document.blocks))

    @cached_property
    def body(self) -> str:
        """The text without the lists of its sections: 全文分六部分：总体情况，……."""
        names = [re.escape(squeeze(section.heading)) for section in self.draft.sections]
        names += [words.accepted.pattern for words in self.book.sections.values()]
        names += [old.words.pattern for old in self.book.old]
        # 一、总体情况 above 本报告由总体情况、…… is a heading, and no part of the list
        anyone = rf"{_UNNUMBERED}(?:{'|'.join(names)})"
        return re.sub(rf"{anyone}(?:{_BETWEEN}{anyone}){{2,}}", "", self.text)

    @cached_property
    def headings(self) -> list[str]:
        """The level-one headings, numbers and all."""
        found: list[str] = []
        for block in self.document.blocks:
            if isinstance(block, Heading) and block.level == 1:
                found.append(squeeze(plain_text(block.runs)))
        return found

    @cached_property
    def preface(self) -> list[str]:
        """What stands before the first heading; nothing where headings were lost."""
        found: list[Block] = []
        for block in self.document.blocks if self.headings else ():
            if isinstance(block, Heading):
                break
            found.append(block)
        return list(_list_texts(found))

    @cached_property
    def overview(self) -> str:
        """第一部分, a paragraph a line."""
        return "\n".join(_list_texts(self.document.section(1)))

    @cached_property
    def roles(self) -> dict[str, Section]:
        """What the layout's sections tell of; 0, 1, … for those nobody has named."""
        found: dict[str, Section] = {}
        for index, section in enumerate(self.draft.sections):
            found[self._find_role(section) or str(index)] = section
        return found

    def _find_role(self, section: Section) -> str:
        if section.form:
            return load_prescribed(section.form, self.draft.layout.resources).key
        return self.draft.layout.spec.role(section)

    @property
    def old_names(self) -> list[OldName]:
        """Names that were no longer in use when the layout began."""
        return [old for old in self.book.old if old.until < self.draft.layout.spec.since]

    def number(self, section: Section) -> int:
        """The place of a section, from 0."""
        return self.draft.sections.index(section)

    def list_numbered(self) -> list[Numbered]:
        """The sections by their prescribed names, as they are numbered in the file."""
        names = {squeeze(section.heading): self.number(section) for section in self.draft.sections}
        anyone = "|".join(map(re.escape, names))
        numbered = compile_late(rf"(?P<number>[{NUMERALS}]{{1,3}})、(?P<name>{anyone})")
        found: list[Numbered] = []
        for match in numbered.finditer(self.body):
            found.append(Numbered(match["number"], match["name"], names[match["name"]]))
        return found

    def list_known(self) -> Iterator[tuple[str, str, Section]]:
        """The headings that are sections of the layout: by name, else by what they tell of."""
        for heading in self.headings:
            name = strip_number(heading)
            by_name = [(r, s) for r, s in self.roles.items() if squeeze(s.heading) == name]
            for role, section in (by_name or self._list_by_words(name))[:1]:
                yield heading, role, section

    def _list_by_words(self, name: str) -> list[tuple[str, Section]]:
        found: list[tuple[str, Section]] = []
        for role, section in self.roles.items():
            words = self.book.sections.get(role)
            if words and words.words.search(name):
                found.append((role, section))
        return found
