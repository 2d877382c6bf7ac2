"""GK3: figures of the prose against the tables. What they speak of stands in checks/roles.yaml."""

from collections.abc import Container, Iterator, Sequence
from decimal import Decimal

from gkdraft.base.places import parse_path
from gkdraft.messages import join_messages, say
from gkdraft.prose.document import Document
from gkdraft.report.draft import Draft
from gkdraft.report.printing import print_number
from gkdraft.rules.equations import list_failing
from gkdraft.rules.explaining import name_cell
from gkdraft.rules.findings import Severity
from gkdraft.rules.mentions import (
    Mention,
    count_overlong,
    list_mentions,
    list_sentences,
    locate_mention,
    locate_text,
)
from gkdraft.rules.registry import Checked, Said, Unchecked, Verdict, register_rule
from gkdraft.rules.roles import (
    Role,
    RoleBook,
    TableFigure,
    evaluate_figures,
    knows_keys,
    list_table_figures,
)

NEAR = Decimal("0.02")
"""How far 约 may be from the table and still be only a matter of wording."""


@register_rule("GK310", Severity.WARNING, waivable=True)
def check_text(draft: Draft, document: Document) -> Iterator[Verdict]:
    """文中的数与表不符。

    文中说没有收到申请、没有复议诉讼、没有发出收费通知的，表里应当是 0。
    正文里的新收、结转、办结、六类办理结果、申请人、行政复议、行政诉讼、规范性文件件数，
    与表二、表三、表四逐一核对。一个词有几种算法的（收到：新收，或新收加上年结转），合一种就算相符。
    只说本机关一家的句子（本级、局机关）与汇总的表对不上，列为提示。
    表里那一格自己就不平、没有读到的，不拿来核对，记在“没有核对”里。

    请查哪一边对，改错的一边；两处口径不同的，在文中写明口径，再写情况说明。
    认数的用语在 templates/checks/roles.yaml，可以增删。
    """
    overlong = count_overlong(document)
    if overlong:
        yield Unchecked(say("文中的句子"), say("一句超过两千字"), overlong)
    spoken = list(_list_spoken(draft, document))
    fitting = {roles[0].name for mention, roles in spoken if _fits(draft, mention, roles)}
    for mention, roles in spoken:
        if mention.is_rounded or _is_beside_whole(draft, mention, roles[0], fitting):
            continue
        values = list(list_table_figures(draft, roles))
        if not values:
            yield Unchecked(say("文中数与表的"), say("表里没有这个数"))
        elif _is_doubtful(draft, values):
            yield Unchecked(say("文中数与表的"), say("表里这一格自己不平"))
        else:
            yield Checked()
            if not _fits(draft, mention, roles):
                yield _describe(draft, mention, values[0])
    yield from _check_nothing(draft, document)


@register_rule("GK311", Severity.WARNING, waivable=True)
def check_rounding(draft: Draft, document: Document) -> Iterator[Verdict]:
    """表里是准数，文中写“约”“余”。

    年度报告的表已经有准数，文中不必写“约350件”“300余件”。与表相差不到百分之二的列为提示，
    相差更多的是警告：多半用了另一个时点或另一个口径的数。
    """
    for mention, roles in _list_spoken(draft, document):
        values = list(list_table_figures(draft, roles)) if mention.is_rounded else []
        if not values or _is_doubtful(draft, values):
            continue
        yield Checked()
        nearest = min(values, key=lambda value: abs(value.number - mention.number))
        gap = abs(nearest.number - mention.number)
        # 18.64万件 of 186403 is a way to write a large number, not an estimate
        if gap <= mention.half_step:
            continue
        severity = Severity.NOTE if gap <= nearest.number * NEAR else None
        message = say(
            "“{quote}”是约数，{where}是 {number}，文中照写准数",
            quote=mention.quote,
            where=_name_place(draft, nearest),
            number=print_number(nearest.number),
        )
        yield Said(message, locate_mention(draft, mention), severity)


def _check_nothing(draft: Draft, document: Document) -> Iterator[Verdict]:
    """未收到申请 against a table that has some (P-12: 未发出收费通知 against 逾期未缴费)."""
    book = RoleBook.of(draft)
    for sentence in list_sentences(document):
        for nothing in book.nothing:
            found = nothing.words.search(sentence.text)
            if not found or book.but.search(found[0] + sentence.text[found.end() :][:8]):
                continue
            path = locate_text(draft, found[0])
            # what the program wrote is held against its data (GK307)
            if not path and not draft.published:
                continue
            for value in evaluate_figures(draft, nothing.figures):
                yield Checked()
                if value.number > 0:
                    said = say(
                        "“{quote}”与表不符：{where}是 {number}；请核对，改错的一边",
                        quote=found[0],
                        where=_name_place(draft, value),
                        number=print_number(value.number),
                    )
                    yield Said(said, path)


def _list_spoken(draft: Draft, document: Document) -> Iterator[tuple[Mention, list[Role]]]:
    """Figures of the prose that speak of a cell this layout has."""
    book = RoleBook.of(draft)
    for sentence in list_sentences(document):
        for mention in list_mentions(sentence):
            # what the program wrote it took from the table
            roles = [] if mention.key else book.find_roles(mention)
            if roles and knows_keys(draft, roles):
                yield mention, roles


def _fits(draft: Draft, mention: Mention, roles: Sequence[Role]) -> bool:
    return any(value.fits(mention.number) for value in list_table_figures(draft, roles))


def _is_beside_whole(draft: Draft, mention: Mention, role: Role, fitting: Container[str]) -> bool:
    """Whether the own office is told beside the whole, which is what the table has."""
    book = RoleBook.of(draft)
    return book.is_own(mention) and (role.name in fitting or book.is_share(mention))


def contradicts_table(draft: Draft, mention: Mention) -> bool:
    """Whether a figure of the prose is known to be another than the table's."""
    roles = RoleBook.of(draft).find_roles(mention)
    values = list(list_table_figures(draft, roles))
    return bool(values) and not _fits(draft, mention, roles)


def _is_doubtful(draft: Draft, values: list[TableFigure]) -> bool:
    failing = list_failing(draft)
    return any(not failing.isdisjoint(value.keys) for value in values)


def _describe(draft: Draft, mention: Mention, value: TableFigure) -> Said:
    is_own = RoleBook.of(draft).is_own(mention)
    where, number = _name_place(draft, value), print_number(value.number)
    if value.is_least:
        told = say("{where}至少 {number}（有格没有数）", where=where, number=number)
    else:
        told = say("{where}是 {number}", where=where, number=number)
    message = say(
        "“{quote}”与表不符：{told}，相差 {gap}；请核对，改错的一边",
        quote=mention.quote,
        told=told,
        gap=print_number(abs(value.number - mention.number)),
    )
    severity = Severity.NOTE if is_own else None
    return Said(message, locate_mention(draft, mention), severity)


def _name_place(draft: Draft, value: TableFigure) -> str:
    """表三 “一、本年新收政府信息公开申请数量”×“总计”栏; of several the first and how many."""
    cells: list[str] = []
    for key in value.keys:
        first, *below = parse_path(key)
        form = draft.layout.form_by_key.get(str(first))
        cells.append(name_cell(form, tuple(map(str, below))) if form else key)
    name = draft.layout.form_by_key[value.keys[0].partition(".")[0]].name
    if len(cells) > 2:
        return say("{name} {first}等 {count} 格之和", name=name, first=cells[0], count=len(cells))
    return say("{name} {cells}", name=name, cells=join_messages("＋", cells))
