"""GK5: headings and parts of the report, as the layout prescribes them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache, partial

from gkdraft.base.likeness import measure_order
from gkdraft.base.scalars import read_numeral
from gkdraft.layout.labels import strip_label
from gkdraft.layout.loading import load_spec
from gkdraft.layout.resources import Resources
from gkdraft.layout.spec import Patterns, Spec
from gkdraft.messages import say
from gkdraft.prose.document import (
    Document,
    Heading,
    Note,
    Paragraph,
    Title,
    count_characters,
    plain_text,
)
from gkdraft.report.draft import Draft
from gkdraft.rules.findings import Severity
from gkdraft.rules.registry import Checked, Said, Unchecked, Verdict, register_rule

# 存在问题及改进情况 for 存在的主要问题及改进情况 is the same heading to any reader
SAME, RENAMED = 0.8, 0.5
# a sentence with as many names of sections lists them
LISTED = 3
LEFT_OUT = "……"
FEWEST = 3
"""Headings below which the reading of headings failed, not the report (PDF loses them)."""
_MARK = re.compile(r"^[一二三四五六七八九十\d]+[、.．]|^[（(][一二三四五六七八九十\d]+[）)]")


class StructureBook(Spec):
    """checks/structure.yaml."""

    former: re.Pattern[str]
    since: int
    named: Patterns
    parts: re.Pattern[str]
    aspects: Mapping[str, re.Pattern[str]]
    assessment: Mapping[str, re.Pattern[str]]
    governments: re.Pattern[str]
    shortest: int
    other_year: re.Pattern[str]
    plans: re.Pattern[str]
    published: re.Pattern[str]


@lru_cache(maxsize=4)
def load_structure(resources: Resources) -> StructureBook:
    """The words of the templates. TemplateError with file and line."""
    return load_spec(StructureBook, "checks/structure.yaml", resources)


@register_rule("GK522", Severity.WARNING, waivable=True)
def check_structure(draft: Draft, document: Document) -> Iterator[Verdict]:
    """栏目、表样与规定的格式不符。

    六个部分缺了、改了名、次序不对；2021 年以后还用 2019 年的栏目名、表样；表里多出规定以外的行；
    第一部分只有一两句空话；第一部分五个方面缺了；前言说的部分数与列出的不一样；
    各级人民政府没有写工作考核、社会评议、责任追究结果。一类一行。

    照规定的名称和次序改。本来没有内容的部分也要留标题，写“无”。
    文件没有读全的（表没有读到、标题没有读到），缺的栏目不算，记在“没有核对”里。

    依据：国办公开办函〔2021〕30号；《中华人民共和国政府信息公开条例》第五十条。
    """
    if draft.layout.spec.free:
        return
    book = load_structure(draft.layout.resources)
    texts = list(_list_texts(document))
    yield from _check_headings(draft, document, texts)
    yield from _check_former(draft, texts, book)
    yield from _check_tables(draft)
    yield from _check_preface(draft, texts, book)
    yield from _check_overview(draft, document, book)
    yield from _check_assessment(draft, document, texts, book)


def _list_texts(document: Document) -> Iterator[str]:
    """All that is printed outside the tables."""
    for block in document.blocks:
        if isinstance(block, Title):
            yield "".join(block.parts)
        elif isinstance(block, Heading | Paragraph | Note):
            yield re.sub(r"\s", "", plain_text(block.runs))


def list_headings(document: Document) -> dict[int, str]:
    """The headings of the parts by their numbers, as printed; those that were read."""
    found: dict[int, str] = {}
    for block in document.blocks:
        if isinstance(block, Heading) and block.level == 1:
            number, _, name = plain_text(block.runs).partition("、")
            found.setdefault(read_numeral(number) or len(found) + 1, name.strip())
    return found


def _check_headings(draft: Draft, document: Document, texts: Sequence[str]) -> Iterator[Verdict]:
    if not draft.published:
        return  # a draft's headings are the layout's own
    expected = [section.heading for section in draft.layout.spec.sections]
    numbered = list_headings(document)
    headings = list(numbered.values())
    # 洪泽 2023: a gap in the numbers is a heading that was not read
    is_whole = list(numbered) == list(range(1, len(numbered) + 1))
    if len(headings) < FEWEST or not is_whole or _is_cut(draft, document):
        yield Unchecked(say("栏目"), say("文件没有读全"), len(expected))
        return
    yield Checked(len(expected))
    body = "".join(text for text in texts if _count_names(text, expected) < LISTED)
    yield from _match_headings(expected, headings, strip_label(body))


def _match_headings(
    expected: Sequence[str], headings: Sequence[str], body: str
) -> Iterator[Verdict]:
    places: list[int] = []
    missing: list[str] = []
    for name in expected:
        best = max(range(len(headings)), key=partial(_compare, headings, name))
        likeness = _compare(headings, name, best)
        if likeness >= SAME or (likeness >= RENAMED and best not in places):
            places.append(best)
            if likeness < SAME:
                yield say("栏目“{heading}”应为“{name}”", heading=headings[best], name=name), ()
        elif strip_label(name) not in body:
            missing.append(name)
    yield from _describe_headings(headings, places, missing)


def _describe_headings(
    headings: Sequence[str], places: Sequence[int], missing: Sequence[str]
) -> Iterator[Verdict]:
    if missing:
        yield say("没有栏目“{names}”", names="”“".join(missing)), ()
    if list(places) != sorted(places):
        names = "、".join(headings[place] for place in places)
        yield say("栏目的次序与规定的不同：{names}", names=names), ()


def _compare(headings: Sequence[str], name: str, index: int) -> float:
    first, second = strip_label(headings[index]), strip_label(name)
    return 1.0 if second in first or first in second else measure_order(first, second, RENAMED)


def _count_names(text: str, names: Sequence[str]) -> int:
    return sum(name in text for name in names)


def _is_cut(draft: Draft, document: Document) -> bool:
    """Whether a file ends in the middle: no report ends with a heading, or has a table unread.

    长春退役军人 2023 and others are kept up to their last table only.
    """
    ends_early = isinstance(document.blocks[-1], Heading)
    # 平潭 2019 and 2020 are kept with passages left out
    ends_early = ends_early or any(LEFT_OUT in text for text in _list_texts(document))
    forms = [form for form in draft.layout.forms.values() if not form.optional]
    unread = [form for form in forms if draft.is_unread((form.key, *form.cells[0].key))]
    return ends_early or bool(unread)


def _check_former(draft: Draft, texts: Sequence[str], book: StructureBook) -> Iterator[Verdict]:
    """Names of the layout before, in headings or in the preface (来宾卫健 2023)."""
    if not draft.published or draft.layout.spec.since < book.since:
        return
    found = dict.fromkeys(book.former.findall("\n".join(texts)))
    if found:
        yield say("还在用 2019 年格式的栏目名“{names}”", names="”“".join(found)), ()


def _check_tables(draft: Draft) -> Iterator[Verdict]:
    if draft.other_forms:
        names = "、".join(draft.other_forms)
        yield (
            say(
                "{names}用的是另一种格式的表样，{year} 年应当用 {layout} 格式的",
                names=names,
                year=draft.report.year or draft.layout.spec.since,
                layout=draft.layout.name,
            ),
            (),
        )
    if draft.extra_rows:
        names = "”“".join(draft.extra_rows)
        yield say("表里有规定以外的行“{names}”：删去，或改回规定的行名", names=names), ()


def _check_preface(draft: Draft, texts: Sequence[str], book: StructureBook) -> Iterator[Verdict]:
    """六部分 in the preface against the names it lists."""
    for text in texts:
        found = book.parts.search(text)
        listed = sum(bool(words.search(text)) for words in book.named)
        if not found or listed < LISTED:
            continue
        yield Checked()
        count = read_numeral(found["count"]) or int(found["count"])
        if count != listed:
            yield say("前言说“{parts}”，列出的是 {listed} 个", parts=found[0], listed=listed), ()
        return


def _check_overview(draft: Draft, document: Document, book: StructureBook) -> Iterator[Verdict]:
    section = document.section(1)
    if len(list_headings(document)) < 2 or not draft.published:
        return  # only what is followed by another part is known to be whole
    if _is_short(document, book):
        length = count_characters(section)
        yield say("第一部分只有 {count} 字，没有写具体情况", count=length), ("总体情况",)
        return
    text = "".join(
        plain_text(block.runs) for block in section if isinstance(block, Heading | Paragraph)
    )
    if LEFT_OUT in text:
        yield Unchecked(say("五个方面"), say("文件没有读全"))
        return
    missing = []
    for aspect in draft.layout.aspects:
        words = book.aspects.get(aspect.key)
        if words and not words.search(text):
            missing.append(aspect.title)
    yield Checked()
    if missing:
        names = "、".join(missing)
        yield say("第一部分没有写到{names}：没有发生的也写一句", names=names), ("总体情况",)


def _is_short(document: Document, book: StructureBook) -> bool:
    return count_characters(document.section(1)) < book.shortest


def _check_assessment(
    draft: Draft, document: Document, texts: Sequence[str], book: StructureBook
) -> Iterator[Verdict]:
    """工作考核、社会评议、责任追究结果: what the law demands of a government."""
    level = draft.report.agency.level or ""
    name = draft.report.agency.name
    is_government = book.governments.search(level) or name.endswith("人民政府")
    if not draft.published or not is_government or _is_short(document, book):
        return
    if _is_cut(draft, document):
        yield Unchecked(say("考核、评议、追责"), say("文件没有读全"))
        return
    body = "".join(texts)
    missing = [key for key, words in book.assessment.items() if not words.search(body)]
    yield Checked()
    if missing:
        names = "、".join(missing)
        # 太仓 2021 tells of two of the three
        severity = None if len(missing) == len(book.assessment) else Severity.NOTE
        said = say("没有写{names}结果：各级人民政府应当写明", names=names)
        yield Said(said, ("总体情况",), severity)
