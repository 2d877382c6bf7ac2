"""GK5: sections, aspects and tables as the layout prescribes them. Words: checks/structure.yaml."""

from collections.abc import Iterator
from itertools import pairwise

from gkdraft.base.scalars import read_numeral
from gkdraft.layout.layout import Section
from gkdraft.messages import say
from gkdraft.prose.document import Document
from gkdraft.report.draft import Draft
from gkdraft.rules.findings import Severity
from gkdraft.rules.overview import check_aspect_order, check_aspects, check_duties, list_parts
from gkdraft.rules.printed_forms import check_forms
from gkdraft.rules.registry import Unchecked, Verdict, register_rule
from gkdraft.rules.structure import NUMERALS, Outline, read_count, squeeze, strip_number

# a sentence that names fewer sections lists none
ENOUGH = 3


@register_rule("GK522", Severity.WARNING, waivable=True)
def check_structure(draft: Draft, document: Document) -> Iterator[Verdict]:
    """栏目、方面、表样与规定的格式不符。

    - 缺栏目：全文没有这个名称才报。
    - 栏目改了名、次序不对、还用旧名称（行政机关主动公开政府信息情况）。
    - 第一部分没有内容，五个方面缺了或次序不对；各级政府没有写工作考核、社会评议、责任追究结果。
    - 表是别的年度的表样，或多出规定以外的行。
    - 栏目的编号重复、跳号。
    - 开头写“六部分”，列出的或规定的却不是六个；引用的是旧的格式文件。

    一样问题一行。栏目名和方面在格式的 layout.yaml 里，别的说法在 templates/checks/structure.yaml，
    都可以增删。2018 年及以前没有统一格式，不核对。本机关确有规定另设栏目的，写情况说明。

    依据：国办公开办函〔2021〕30号的格式；《中华人民共和国政府信息公开条例》第五十条。
    """
    if draft.layout.spec.free:
        return
    outline = Outline.of(draft, document)
    yield from _check_sections(outline)
    yield from _check_preface(outline)
    yield from _check_bases(outline)
    yield from check_forms(outline)
    yield from check_aspect_order(outline)
    yield from check_aspects(outline)
    yield from check_duties(outline)


def _check_sections(outline: Outline) -> Iterator[Verdict]:
    yield from _check_old(outline)
    missing = [section for role, section in outline.roles.items() if not _stands(outline, role)]
    sections = outline.draft.sections
    # the corpus has openings of reports of 1,000 characters: half a report lacks nothing
    if len(missing) * 2 > len(sections):
        yield from _check_opening(outline, missing)
        yield Unchecked(say("栏目"), say("大半没有读到标题"), len(sections))
        return
    if _ends_early(outline, missing):
        yield Unchecked(say("栏目"), say("文件到最后一张表为止"), len(missing))
    elif missing:
        names = "、".join(f"“{_name_section(outline, section)}”" for section in missing)
        yield say("没有{names}：全文没有这个栏目，请补上", names=names), ()
    yield from _check_names(outline)
    yield from _check_order(outline)
    yield from _check_numbers(outline)


def _check_opening(outline: Outline, missing: list[Section]) -> Iterator[Verdict]:
    """The first heading, of an opening that has the parts below it (广东省政府办公厅 2023)."""
    first = outline.draft.sections[0]
    # a print in columns has lost all headings (Suqian 2024); a preface that lists them has not
    has_list = outline.body != outline.text
    if has_list and first in missing and len(list_parts(outline, outline.lines)) > 1:
        name = f"“{_name_section(outline, first)}”"
        yield say("没有{names}：全文没有这个栏目，请补上", names=name), ()


def _ends_early(outline: Outline, missing: list[Section]) -> bool:
    """Whether a file was kept up to its last table only (长春退役军人 2023, 建平 2025)."""
    rest = len(outline.draft.sections) - len(missing)
    if len(missing) < 2 or tuple(missing) != outline.draft.sections[rest:]:
        return False
    last = squeeze(outline.draft.sections[rest - 1].heading)
    # below the last heading stand cells and no sentence
    return "。" not in outline.body.rpartition(last)[2]


def _name_section(outline: Outline, section: Section) -> str:
    number = outline.number(section)
    return f"{NUMERALS[number]}、{section.heading}" if number < len(NUMERALS) else section.heading


def _stands(outline: Outline, role: str) -> bool:
    """Whether a section stands anywhere in the file, whatever it is called."""
    if squeeze(outline.roles[role].heading) in outline.body:
        return True
    words = outline.book.sections.get(role)
    if words is None:
        return False
    return bool(words.accepted.search(outline.body) or words.numbered.search(outline.body))


def _check_old(outline: Outline) -> Iterator[Verdict]:
    """Names of before, in headings or in the preface (来宾卫健委 2023, 平潭 2021)."""
    matches = [old.words.search(outline.text) for old in outline.old_names]
    found = [match[0] for match in matches if match]
    if found:
        yield (
            say(
                "{names}是旧的栏目名，{year} 年起的格式里没有；请照 {layout} 格式的名称改",
                names="、".join(f"“{name}”" for name in found),
                year=outline.draft.layout.spec.since,
                layout=outline.draft.layout.name,
            ),
            (),
        )


def _check_names(outline: Outline) -> Iterator[Verdict]:
    renamed: list[str] = []
    for heading, role, section in outline.list_known():
        if not _is_accepted(outline, strip_number(heading), role):
            due = section.heading
            renamed.append(say("“{heading}”应为“{due}”", heading=heading, due=due))
    if renamed:
        yield say("栏目改了名：{names}", names="；".join(renamed)), ()


def _is_accepted(outline: Outline, name: str, role: str) -> bool:
    """Whether a heading is as prescribed, or is told of as an old name."""
    words = outline.book.sections.get(role)
    return (
        name == squeeze(outline.roles[role].heading)
        or (words is not None and words.accepted.fullmatch(name) is not None)
        or any(old.words.search(name) for old in outline.old_names)
    )


def _check_order(outline: Outline) -> Iterator[Verdict]:
    before, last = "", -1
    for heading, _, section in outline.list_known():
        place = outline.number(section)
        if place < last:
            yield (
                say(
                    "栏目次序不对：“{heading}”在“{before}”后面，应在前面",
                    heading=heading,
                    before=before,
                ),
                (),
            )
            return
        before, last = heading, place


def _check_numbers(outline: Outline) -> Iterator[Verdict]:
    """Two sections that follow each other, with one number or with a number between left out."""
    for before, heading in pairwise(outline.list_numbered()):
        first, second = read_numeral(before.number), read_numeral(heading.number)
        # a section between the two is another fault, or one that reading lost
        if heading.place != before.place + 1 or second == first + 1:
            continue
        if second <= first or f"{NUMERALS[first]}、" not in outline.text:
            yield (
                say(
                    "栏目编号不连续：“{before}”下面是“{heading}”；请重新编号",
                    before=str(before),
                    heading=str(heading),
                ),
                (),
            )
            return


def _check_preface(outline: Outline) -> Iterator[Verdict]:
    """六部分 in the preface against the names it lists and the sections that are due."""
    # 杨凌某局 2022 has its preface below the first heading
    below = outline.overview.partition("\n")[0]
    for text in (*outline.preface, below):
        for sentence in text.split("。"):
            match = outline.book.parts.search(sentence)
            if match:
                yield from _judge_parts(outline, match["number"], sentence)
                return


def _check_bases(outline: Outline) -> Iterator[Verdict]:
    """The document of the form of before, without the one in force beside it."""
    for basis in outline.book.bases:
        found = basis.words.search(outline.text)
        is_over = outline.draft.layout.spec.since > basis.until
        if found and is_over and basis.now not in outline.text:
            said = say("依据写的是{words}，现在的格式文件是{now}", words=found[0], now=basis.now)
            yield said, ()


def _judge_parts(outline: Outline, number: str, sentence: str) -> Iterator[Verdict]:
    listed = {role for role, words in outline.book.listed.items() if words.search(sentence)}
    lacking = [
        section.heading
        for role, section in outline.roles.items()
        if role in outline.book.listed and role not in listed
    ]
    due = len(outline.draft.sections)
    if len(listed) < ENOUGH and not outline.book.composed.search(sentence):
        return
    if read_count(number) != due:
        yield (
            say(
                "开头写“{number}部分”，规定的格式是 {due} 个栏目；请改开头，或补上栏目",
                number=number,
                due=due,
            ),
            (),
        )
    elif lacking and len(listed) >= ENOUGH:
        names = "”“".join(lacking)
        yield (
            say("开头写“{number}部分”，没有列出“{names}”；请补上", number=number, names=names),
            (),
        )
