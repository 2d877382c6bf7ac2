"""GK3: the fee for handling applications 信息处理费 against itself and against the tables."""

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from gkdraft.base.places import parse_path
from gkdraft.messages import say
from gkdraft.prose.document import Document
from gkdraft.report.draft import Draft
from gkdraft.report.printing import print_number
from gkdraft.rules.findings import Severity
from gkdraft.rules.registry import Checked, Said, Verdict, register_rule

FEES = "其他事项.信息处理费"
LOST = Decimal("0.01")
"""What an amount in 万元 loses when it is written with two decimals, in one way or the other."""
Exact = int | Decimal


class _Pair(NamedTuple):
    """One number beside another, as they are called in the data file."""

    name: str
    number: Exact
    other: str
    most: Exact


@register_rule("GK307", Severity.WARNING, waivable=True)
def check_fees(draft: Draft, document: Document) -> Iterator[Verdict]:
    """信息处理费自相矛盾，或与表对不上。

    没有发出收费通知，就不会有申请人逾期不缴费：表三“申请人逾期未按收费通知要求缴纳费用”
    不大于通知件数减收取件数。收取的件数、金额不大于通知的；有件数就有金额。
    信息处理费是行政事业性收费，表二的收费金额（万元）含收取的信息处理费（元）。
    通知发出后三者加起来还不够通知件数的，有的件年末还在缴费期限内，只提示：成稿不写“其余”多少件。

    上年发出通知、今年缴纳或逾期的，写情况说明。

    依据：国办函〔2020〕109号《政府信息公开信息处理费管理办法》；国办公开办函〔2021〕30号表二、表三。
    """
    yield from _check_unpaid(draft)
    yield from _check_paid(draft)
    yield from _check_income(draft)


def _read_fee(draft: Draft, name: str) -> Exact | None:
    return draft.figures.exact(f"{FEES}.{name}")


def _check_unpaid(draft: Draft) -> Iterator[Verdict]:
    """逾期未缴 is at most what was notified and not paid."""
    key = draft.layout.spec.fees.unpaid
    unpaid, notices = draft.figures.exact(key), _read_fee(draft, "通知件数")
    if unpaid is None or notices is None:
        return
    yield Checked()
    paid = _read_fee(draft, "收取件数")
    open_cases = notices - (paid or 0)
    numbers = {
        "unpaid": print_number(unpaid),
        "notices": print_number(notices),
        "paid": print_number(paid or 0),
    }
    if unpaid > open_cases:
        told = say(
            "表三“逾期未按收费通知要求缴纳费用” {unpaid} 件，"
            "收费通知却只有 {notices} 件、收取 {paid} 件：请核对收费通知件数",
            **numbers,
        )
        yield told, parse_path(f"{FEES}.通知件数")
    elif paid is not None and 0 < unpaid < open_cases:
        told = say(
            "收费通知 {notices} 件，收取 {paid} 件、逾期未缴 {unpaid} 件，还有 {rest} 件没有说明："
            "年末还在缴费期限内的不必改",
            rest=print_number(open_cases - unpaid),
            **numbers,
        )
        yield Said(told, parse_path(f"{FEES}.通知件数"), Severity.NOTE)


def _check_paid(draft: Draft) -> Iterator[Verdict]:
    """What was paid is at most what was notified; cases and money go together."""
    for name, other in (("收取件数", "通知件数"), ("收取金额", "通知金额")):
        pair = _pair(draft, name, other)
        if pair is None:
            continue
        yield Checked()
        if pair.number > pair.most:
            told = say("{name} {number}，比{other} {most} 还多", **_spell(pair))
            yield told, parse_path(f"{FEES}.{name}")
    for name, other in (("通知件数", "通知金额"), ("收取件数", "收取金额")):
        pair = _pair(draft, name, other)
        if pair is None:
            continue
        yield Checked()
        if (pair.number == 0) is not (pair.most == 0):
            told = say(
                "{name} {number}，{other}却是 {most}：有件数就有金额，没有就都写 0", **_spell(pair)
            )
            yield told, parse_path(f"{FEES}.{other}")


def _pair(draft: Draft, name: str, other: str) -> _Pair | None:
    number, most = _read_fee(draft, name), _read_fee(draft, other)
    if number is None or most is None:
        return None
    return _Pair(name, number, other, most)


def _spell(pair: _Pair) -> dict[str, str]:
    return {
        "name": pair.name,
        "number": print_number(pair.number),
        "other": pair.other,
        "most": print_number(pair.most),
    }


def _check_income(draft: Draft) -> Iterator[Verdict]:
    """收取金额 is a part of the income the table tells, in another unit."""
    fees = draft.layout.spec.fees
    income, collected = draft.figures.exact(fees.income), _read_fee(draft, "收取金额")
    if income is None or collected is None:
        return
    yield Checked()
    part = Decimal(collected) / fees.scale
    if part >= income + LOST:
        path = parse_path(fees.income)
        yield (
            say(
                "{key} {income} 万元，信息处理费收取金额却有 {collected} 元（{part} 万元）："
                "信息处理费也是行政事业性收费，应当计入",
                key=fees.income,
                income=print_number(income),
                collected=print_number(collected),
                part=print_number(part.normalize()),
            ),
            path,
        )
