"""GK5: structure and wording of the finished text."""

from collections.abc import Collection, Iterator

from gkdraft.base.patterns import HAN, compile_late
from gkdraft.base.places import DataPath, parse_path
from gkdraft.layout.form import Form
from gkdraft.messages import say
from gkdraft.prose.budget import list_optional, measure_budget
from gkdraft.prose.document import Document, Run
from gkdraft.prose.expressions import list_terms
from gkdraft.report.draft import Draft
from gkdraft.report.likeness import find_repetitions
from gkdraft.report.model import REFERENCE, AspectData
from gkdraft.report.printing import print_number
from gkdraft.rules.findings import Severity
from gkdraft.rules.gk5_typing import quote_around
from gkdraft.rules.registry import Unchecked, Verdict, register_rule

# characters by which a sentence is found again in the report: its end may be changed by the prose
LONG_ENOUGH = 10
# pasted texts that are quoted
MOST_PASTED = 3
_HALF = compile_late("[,;!? ]")
_PASTED = compile_late(rf"(?<={HAN})[,;!?](?={HAN})|(?<={HAN}) +(?=\d|{HAN})|(?<=\d) +(?={HAN})")
# characters of last year's text that a message quotes
SHOWN = 20


@register_rule("GK501", Severity.WARNING, waivable=True)
def check_length(draft: Draft, document: Document) -> Iterator[Verdict]:
    """第一部分超过一千字。

    总体情况原则上不超过一千字。连写的数字、字母算一个字，标点算一个字，
    与 Word、WPS 的字数统计相近；【待补充】不算。括号里是各方面的字数。
    压缩的次序：要点任务多的，先用“写法”，整组、整份通知写“见本组”并成一句，
    或“只列对照表”；再删可选的指标，再删没有成果数的亮点；总数、办理结果、复议诉讼、考核评议追责不能删。

    依据：国办公开办函〔2021〕30号“篇幅原则上不超过一千字”。
    """
    budget = measure_budget(draft, document)
    if not 0 < budget.limit < budget.total:
        return
    message = say(
        "第一部分 {count} 字，超过 {limit} 字{told}",
        count=budget.total,
        limit=budget.limit,
        told=budget.told,
    )
    optional = list_optional(draft)
    if optional:
        message += say("；可以先删可选的指标：{names}", names="、".join(optional))
    yield message, ("总体情况",)


@register_rule("GK502", Severity.WARNING, waivable=True)
def check_layout(draft: Draft, document: Document) -> Iterator[Verdict]:
    """格式与年度不符。

    2021 年起用国办公开办函〔2021〕30号的格式，2019、2020 年用国办公开办函〔2019〕60号的，
    2018 年及以前没有统一格式。不写“格式”时按年度选；写了别的年度的格式，表的行列和栏目会对不上。
    补编、试编旧年度报告的可以写情况说明。
    """
    spec = draft.layout.spec
    if not spec.fits(draft.report.year) and not draft.is_unread(("年度",)):
        years = (
            say("{since} 年及以后", since=spec.since)
            if spec.until > 9000
            else say("{since}—{until} 年", since=spec.since, until=spec.until)
        )
        yield (
            say(
                "{year} 年的报告用了 {name} 格式，"
                "这种格式用于 {years}的报告；删去“格式”一行就按年度选",
                year=draft.report.year,
                name=draft.layout.name,
                years=years,
            ),
            ("格式",),
        )


@register_rule("GK503", Severity.WARNING, waivable=True, needs="成稿里每个数的出处")
def check_unused(draft: Draft, document: Document) -> Iterator[Verdict]:
    """填了，成稿没有用到。

    自定栏目的报告里，没有一个栏目的“内容”用到这些数或问题，填了也印不出来。
    在栏目的“内容”里加上相应的部分（如 申请、复议诉讼、问题改进）；只为核对而填的可以写情况说明。
    指标填了数、成稿没有印的也在这里指出：它所在的那句话因为别的数（如没有办结的件）写不成。
    """
    runs = list(_list_runs(document))
    keys = {run.key for run in runs}
    for run in runs:
        # a run may be reckoned from several cells: 申请情况.受理.合计 - 申请情况.办结.合计
        keys.update(list_terms(run.key))
    used = {key.partition(".")[0] for key in keys}
    for form in draft.layout.forms.values():
        if form.optional and form.key not in used and _has_figures(draft, form):
            yield say("{name}填了数，成稿没有用到", name=form.name), (form.key,)
    text = "".join(run.text for run in runs)
    found = 0
    for index, problem in enumerate(draft.report.problems):
        opening = REFERENCE.split(problem.problem)[0].strip()[:LONG_ENOUGH]
        # most are printed behind the one before
        found = max(found, text.find(opening, found))
        if not text.startswith(opening, found) and opening not in text:
            yield say("“{opening}……”没有印进成稿", opening=opening), ("存在问题", index)
    yield from _find_unprinted(draft, keys)


def _find_unprinted(draft: Draft, printed: Collection[str]) -> Iterator[Verdict]:
    """Indicators that no sentence could use, as 按时办结率 where nothing was 办结."""
    # an editor who took the sentence out, or worded it without its figure, knows
    worded = set[str]()
    for edit in draft.report.edits:
        for match in REFERENCE.finditer(edit.before):
            worded.update(list_terms(match[1]))
    for key, number in draft.figures.typed.items():
        # a zero, and 100 per cent, may be told in words: 均在法定期限内答复
        if not key.startswith("总体情况.") or key in printed or number in (0, 100):
            continue
        path = parse_path(key)
        if not draft.is_skipped(path) and key not in worded:
            name = key.partition(".数据.")[2]
            yield (
                say(
                    "{name} 填了 {number}，成稿没有印：没有一句话用得上，请核对与它有关的数",
                    name=name,
                    number=print_number(number),
                ),
                path,
            )


def _list_runs(document: Document) -> Iterator[Run]:
    for block in document.blocks:
        yield from getattr(block, "runs", ())


def _has_figures(draft: Draft, form: Form) -> bool:
    """Whether a form has a figure that must be seen; a zero may be told in words."""
    typed = draft.figures.typed.items()
    return any(number and key.startswith(f"{form.key}.") for key, number in typed)


@register_rule("GK504", Severity.WARNING, waivable=True)
def check_repetition(draft: Draft, document: Document) -> Iterator[Verdict]:
    """与上年的文字几乎一样。

    亮点、问题或改进与上年报告的几乎一样：只改了年份，或只换了几个字，没有新的数。
    请写今年的事；今年确实没有进展的问题，写在“上年问题”那一条里，说明原因和打算。
    上年的文字由 `gkdraft new --prior` 收入“上年”，没有收入的不比较。
    上年相近的文字太多（一段与一百多段相近）的，不再一一比较，列为没有核对。

    依据：国办公开办函〔2021〕30号，问题和改进“不得出现敷衍了事甚至年年雷同现象”。
    """
    found: list[tuple[str, DataPath]] = []
    left = 0
    for told, before in _list_told(draft):
        repeated = find_repetitions((text for text, _ in told), before)
        found += [(repeated.found[text], path) for text, path in told if text in repeated.found]
        left += len(repeated.left)
    if left:
        yield Unchecked(say("与上年相比的文字"), say("上年相近的文字太多"), left)
    # a problem, then its measure
    found.sort(key=lambda each: each[1][1] if isinstance(each[1][1], int) else -1)
    # a published report told over again is one fault, whatever the number of its paragraphs
    if draft.published and len(found) > 1:
        text, path = found[0]
        yield (
            say(
                "有 {count} 段与上年的文字几乎一样，如（上年：“{text}”）",
                count=len(found),
                text=_shorten(text),
            ),
            path[:1],
        )
        return
    for text, path in found:
        yield say("与上年的文字几乎一样（上年：“{text}”）", text=_shorten(text)), path


_Told = list[tuple[str, DataPath]]
"""Texts of this year, and where they stand."""


def _list_told(draft: Draft) -> Iterator[tuple[_Told, list[str]]]:
    """Texts, and those of last year that they may repeat."""
    prior = draft.report.prior
    for aspect, entry in draft.report.overview.aspects.items():
        texts = prior.overview.aspects.get(aspect, AspectData()).highlights
        told: _Told = [
            (text, ("总体情况", aspect, "亮点", index))
            for index, text in enumerate(entry.highlights)
        ]
        yield told, list(texts)
    problems = draft.report.problems
    before = [problem.problem for problem in prior.problems]
    before += [problem.prior for problem in problems]
    yield [(each.problem, ("存在问题", n, "问题")) for n, each in enumerate(problems)], before
    before = [problem.measure for problem in prior.problems]
    yield [(each.measure, ("存在问题", n, "改进")) for n, each in enumerate(problems)], before


def _shorten(text: str) -> str:
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}……"


@register_rule("GK517", Severity.NOTE, waivable=True, needs="数据文件")
def check_marks(draft: Draft, document: Document) -> Iterator[Verdict]:
    """半角标点，汉字和数字之间的空格。

    从网页、PDF、微信复制来的文字常带半角的逗号分号、汉字和数字之间的空格，照印出来与其余的文字不一样。
    改成全角标点，删去空格。
    """
    found: list[tuple[str, DataPath]] = []
    for path, text in draft.printed_texts:
        bare = REFERENCE.sub("数", text)
        slip = _PASTED.search(bare) if _HALF.search(bare) else None
        if slip:
            found.append((quote_around(text, *slip.span()).strip(), path))
    if found:
        listed = "”“".join(quote for quote, _ in found[:MOST_PASTED])
        more = len(found) - MOST_PASTED
        message = say("“{listed}”：有半角标点或空格，请改成全角标点、删去空格", listed=listed)
        if more > 0:
            message += say("；另有 {more} 处", more=more)
        yield message, found[0][1]
