"""Sections 栏目 of a published report: headings, however they are marked, and what is below."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from gkdraft.base.likeness import measure_order
from gkdraft.base.patterns import compile_late
from gkdraft.base.scalars import read_numeral
from gkdraft.layout.labels import strip_label
from gkdraft.reading.documents.flow import Table, TextLine
from gkdraft.reading.published.ledger import PublishedSection
from gkdraft.reading.published.vocabulary import ReportVocabulary, search_any

# 太仓 2018: 主动公开及政务公开要点落实情况……; a longer line is a dump that holds headings inside
LONGEST_HEADING = 45
# roles of sections that hold a table
TABLES = ("主动公开", "申请情况", "复议诉讼")

# 一 、总体情况: a space before the mark
_HEADING = compile_late(
    r"(?:(?:(?P<number>[一二三四五六七八九十]{1,3})|(?P<digit>[1-9１-９]))\s*[、.．]\s*)?"
    r"(?P<text>[^。；！？]{2,42})"
)
_INNER_MARK = compile_late(r"[（(\d]")
_DECORATION = compile_late(r"[\s▼▲▽△◆◇■□●○★☆※＊*=_~—─－-]+")
_MARKED = compile_late(r"\s*[（(]?[一二三四五六七八九十]{1,2}\s*[）)、.．]")
NEARLY = 0.9
"""Likeness of a heading to the prescribed one: a character more in eighteen."""
_LIKE_HEADING = "[一-鿿]{6,14}(?:、[一-鿿]{2,8})?情况"


@dataclass(frozen=True)
class SectionRoles:
    """What a section tells of: by its heading in the layout, else by words of other headings.

    The layout comes first, so that a heading it renames is still the section it was.
    """

    headings: Mapping[str, str]
    words: ReportVocabulary

    def find(self, heading: str) -> str:
        """The key of the data file; nothing for a heading nobody knows."""
        name = strip_label(heading)
        for known, role in self.headings.items():
            if strip_label(known) == name:
                return role
        for known, role in self.headings.items():
            if measure_order(name, strip_label(known), NEARLY):
                return role
        return self.words.role(heading)

    def find_standard(self, heading: str) -> int:
        """The place of a prescribed section in its layout, counted from 1; 0 for any other."""
        # 杨凌审计局 2022: （一）主动公开政府信息情况 is an aspect of section one
        if _INNER_MARK.match(heading):
            return 0
        name = strip_label(heading)
        prescribed = dict.fromkeys(self.headings.values())
        if name in self._standard or any(
            measure_order(name, known, NEARLY) for known in map(strip_label, self.headings)
        ):
            role = self.find(heading)
            return list(prescribed).index(role) + 1 if role in prescribed else 0
        return 0

    def is_standard(self, heading: str) -> bool:
        """Whether a heading is word for word one that reports have."""
        return strip_label(heading) in self._standard

    @cached_property
    def _standard(self) -> frozenset[str]:
        return frozenset(map(strip_label, (*self.headings, *self.words.headings)))


def split_sections(
    blocks: Sequence[TextLine | Table],
    known: frozenset[str],
    words: ReportVocabulary,
    prose: bool,
    roles: SectionRoles,
) -> Iterator[PublishedSection]:
    """Headings with their paragraphs. `known` are labels of rows, which are no headings.

    Unless a report is all `prose`, the sections that hold tables give nothing but remarks.
    """
    found: list[_Section] = [_Section()]
    for line in _split_lines(blocks, (*words.headings, *roles.headings)):
        number, text = _read_heading(line.text, known, found, roles)
        if number:
            # a list of contents repeats the headings before the text begins
            if number <= found[-1].number:
                del found[1:]
            found.append(_Section(number, text))
        elif search_any(words.endings, line.text):
            # 太仓 2021, 苏州 2016: the site's links follow the last section
            if found[-1].number and roles.find(found[-1].heading) in ("存在问题", "其他事项"):
                break
        elif not _continue_heading(found[-1], line.text, roles):
            found[-1].paragraphs.append(line.text)
    for section in found:
        yield from _compose_section(section, prose, roles)


@dataclass
class _Section:
    """A section as it fills up; number 0 is what stands before the first heading."""

    number: int = 0
    heading: str = ""
    paragraphs: list[str] = field(default_factory=list)


def _continue_heading(section: _Section, text: str, roles: SectionRoles) -> bool:
    """五、存在的主要问题 and 及改进情况 below it: whether a line ends the section's heading."""
    whole = section.heading + re.sub(r"\s", "", text)
    is_part = section.number and not section.paragraphs and not roles.is_standard(section.heading)
    if not is_part or not roles.is_standard(whole):
        return False
    section.heading = whole
    return True


def _compose_section(
    section: _Section, prose: bool, roles: SectionRoles
) -> Iterator[PublishedSection]:
    role, paragraphs = roles.find(section.heading), section.paragraphs
    # 平潭 2019-2022, 宿迁 2023: the cells of a dumped table are lines like any other
    if role in TABLES and not prose:
        paragraphs = [text for text in paragraphs if _is_remark(text, roles.words)]
    if section.heading or paragraphs:
        yield PublishedSection(section.heading, role, tuple(paragraphs), section.number)


def _is_remark(text: str, words: ReportVocabulary) -> bool:
    return any(pattern.match(text) for pattern in words.remarks)


def _read_heading(
    text: str, known: frozenset[str], above: Sequence[_Section], roles: SectionRoles
) -> tuple[int, str]:
    """The number and text of a level-one heading that comes next; 0 if it is none."""
    match = _HEADING.fullmatch(text.strip())
    if match is None or len(text) > LONGEST_HEADING:
        return 0, ""
    compact = re.sub(r"\s", "", match["text"])
    standard = roles.find_standard(compact)
    if not match["number"]:
        # 垫江 2022, copied from a page whose browser draws the numbers: only the words are left
        number = standard if roles.is_standard(compact) else 0
        # 1.主动公开政府信息情况 is an aspect; 2.主动公开政府信息情况 is section two
        if match["digit"] and int(match["digit"]) != number:
            number = 0
    # 太仓 2021, 宿迁 2023: 一、本年新收…… is a row of table three
    elif any(compact.startswith(name) for name in known):
        number = 0
    else:
        number = read_numeral(match["number"])
    return (number, compact) if _comes_next(number, bool(standard), above) else (0, "")


def _comes_next(number: int, is_standard: bool, above: Sequence[_Section]) -> bool:
    """Whether a heading of that number may follow the sections that have been read."""
    last = above[-1].number
    if is_standard and number:
        # a list of contents has nothing below its headings; then the text begins with 一、
        return number > last or (number == 1 and _is_empty(above))
    # 平潭 2022, 洪泽 2023 lose a heading to the layout of the page; a jump from 一 to 五 is a list,
    # unless its words are those of section five (柳河街道 2025)
    return last < number <= last + 2


def _is_empty(sections: Sequence[_Section]) -> bool:
    """Whether nothing but headings has been read below the first of them."""
    return not any(section.paragraphs for section in sections[1:])


def free_headings(
    blocks: Sequence[TextLine | Table], roles: SectionRoles
) -> Iterator[TextLine | Table]:
    """The blocks, with a heading of the layout between two tables of a copy outside of them."""
    # 四、…… between two tabbed tables looks like a row that goes through the table
    for block in blocks:
        if isinstance(block, TextLine) or block.merges:
            yield block
            continue
        start = 0
        for index, row in enumerate(block.rows):
            texts = list(filter(None, (cell.text.strip() for cell in row)))
            match = _HEADING.fullmatch(texts[0]) if len(texts) == 1 else None
            if match and match["number"] and roles.find_standard(match["text"]):
                yield from _slice_table(block, start, index)
                yield TextLine(texts[0], block.places[index])
                start = index + 1
        yield from _slice_table(block, start, len(block.rows))


def _slice_table(table: Table, start: int, end: int) -> Iterator[Table]:
    if start < end:
        yield table._replace(rows=table.rows[start:end], places=table.places[start:end])


def count_headings(blocks: Sequence[TextLine | Table], roles: SectionRoles) -> int:
    """How many of the prescribed sections a document has, each counted once."""
    found: set[int] = set()
    for line in _split_lines(blocks, (*roles.words.headings, *roles.headings)):
        match = _HEADING.fullmatch(line.text.strip())
        if match is not None and len(line.text) <= LONGEST_HEADING:
            found.add(roles.find_standard(re.sub(r"\s", "", match["text"])))
    return len(found - {0})


def count_aspects(lines: Sequence[TextLine], aspects: Sequence[str]) -> int:
    """How many aspects have a heading of their own below 总体情况; 0 where that is not there."""
    marked = [line.text for line in lines if _MARKED.match(line.text)]
    names = [strip_label(text) for text in marked]
    if not any(name.startswith("总体情况") for name in names):
        return 0
    told = "\n" + "\n".join(names)
    return sum(f"\n{aspect}" in told for aspect in aspects)


def _split_lines(blocks: Sequence[TextLine | Table], headings: Sequence[str]) -> Iterator[TextLine]:
    """The lines outside tables; headings in the middle of a dump stand on their own."""
    names = "|".join(sorted(map(re.escape, headings), key=len, reverse=True))
    inside = compile_late(
        rf"(?<![一二三四五六七八九十])([一二三四五六七八九十]\s?、\s?(?:{names}|{_LIKE_HEADING}))\s*"
    )
    for block in blocks:
        if not isinstance(block, TextLine):
            continue
        # 平潭 2014-2022: the whole page is one line; elsewhere a section runs on behind its heading
        is_whole = len(block.text) <= LONGEST_HEADING and _HEADING.fullmatch(block.text.strip())
        parts = [block.text] if is_whole else _split_dump(block.text, inside, headings)
        for part in parts:
            # stored pages part their sections with ▼ or ——
            if _DECORATION.sub("", part):
                yield TextLine(part.strip(), block.place, block.level)


def _split_dump(text: str, inside: re.Pattern[str], headings: Sequence[str]) -> list[str]:
    """A page in one line, parted at its headings; 平潭 2022 has one with a character too many."""
    before, *rest = inside.split(text)
    parts = [before]
    for heading, following in zip(rest[::2], rest[1::2], strict=True):
        # 全文由六部分组成：一、总体情况；二、……: a preface lists them
        is_listed = following[:1] in ("；", ";", "，", ",", "、", "。")
        if _is_heading(heading, headings) and not is_listed:
            parts += [heading, following]
        else:
            parts[-1] += heading + following
    return parts


def _is_heading(text: str, headings: Sequence[str]) -> bool:
    name = strip_label(text.partition("、")[2])
    return any(
        name == strip_label(known) or measure_order(name, strip_label(known), NEARLY)
        for known in headings
    )
