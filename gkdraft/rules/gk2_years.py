"""GK2: figures of this year against those of the year before (上年).

The equations stand in the form files, under `yearly`.
"""

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from gkdraft.base.places import DataPath
from gkdraft.layout.equations import Key
from gkdraft.layout.form import Form
from gkdraft.messages import say
from gkdraft.prose.document import Document
from gkdraft.report.draft import Draft
from gkdraft.report.figures import PRIOR
from gkdraft.report.printing import print_number
from gkdraft.rules.equations import check_equations
from gkdraft.rules.explaining import name_cell
from gkdraft.rules.findings import Severity
from gkdraft.rules.registry import Said, Verdict, register_rule

JUMP = 5
"""How many times last year's a figure may be, or the other way round."""
LEAST = 10
"""Below this many cases any change is many times."""
SHOWN = 3
# a small office has few figures that are not 0: fewer alike are chance
SAME = 4
_TOTAL = "总计"


@register_rule("GK201", Severity.ERROR, waivable=True)
def check_carried(draft: Draft, document: Document) -> Iterator[Verdict]:
    """表三：上年结转＝上年报告的结转下年度继续办理。

    逐列核对，七列都要等。上年年底没办完的件，就是今年结转来的件，一件不能多、不能少。
    常见原因：把今年 1 月补登的件算进结转；申请人类别改登；上年报告的数后来更正而没有重新公布。
    机构改革职能划入划出、更正上年报告的，写情况说明，并在表下加注。

    “上年”里没有填这些数的不核对。依据：国办公开办函〔2021〕30号表三的行名；相邻两年已公布的报告逐列相等。
    """
    yield from check_equations(draft, "GK201")


@register_rule("GK202", Severity.WARNING, waivable=True)
def check_stock(draft: Draft, document: Document) -> Iterator[Verdict]:
    """表二：现行有效＝上年现行有效＋本年制发－本年废止。

    规章、行政规范性文件分别核对。集中清理、有效期届满自动失效、补录旧文件的，两边可以不等，
    请核实后写情况说明，最好在表下加注。“上年”里没有填现行有效件数、换了格式的不核对。
    """
    yield from check_equations(draft, "GK202")


@register_rule("GK203", Severity.WARNING, waivable=True)
def check_pending(draft: Draft, document: Document) -> Iterator[Verdict]:
    """表四：本年总计不少于上年尚未审结。

    上年年底没有审结的复议、诉讼，今年审结的计入今年的结果，没有审结的仍计尚未审结，
    所以今年的总计不应少于上年的尚未审结。行政复议、未经复议直接起诉、复议后起诉分别核对。
    只按今年新收的案件统计、案件撤回没有计入其他结果的，会少。
    """
    yield from check_equations(draft, "GK203")


@register_rule("GK204", Severity.WARNING, waivable=True)
def check_in_force(draft: Draft, document: Document) -> Iterator[Verdict]:
    """表二：现行有效不少于制发－废止。

    本年制发、没有废止的，年末都现行有效。规章、行政规范性文件分别核对，不用上年的数。
    常见原因：现行有效漏了位数，或只填了本年制发后还有效的一部分。
    年内制发、年内自动失效的，请写情况说明。2021 年以前的表没有废止件数，不核对。

    依据：国办公开办函〔2021〕30号表二；现行有效等于网站公布的现行有效清单。
    """
    yield from check_equations(draft, "GK204")


class Pair(NamedTuple):
    """两年的数: one cell's figure of this year and of last year."""

    form: Form
    key: Key
    now: int | Decimal
    before: int | Decimal

    @property
    def name(self) -> str:
        return say("{table} {cell}", table=self.form.name, cell=name_cell(self.form, self.key))

    @property
    def path(self) -> DataPath:
        return self.form.key, *self.key

    @property
    def is_jump(self) -> bool:
        """Whether one is more than five times the other."""
        least, most = sorted((self.now, self.before))
        return most >= LEAST and least * JUMP < most


@register_rule("GK205", Severity.NOTE, waivable=True)
def check_jumps(draft: Draft, document: Document) -> Iterator[Verdict]:
    """表二、表三、表四：与上年相差五倍以上，或与上年完全一样。

    各行总计比上年多到五倍以上、少到五分之一以下的，或者整张表的数一个也没有变的，合成一条提示：
    先查有没有多打少打一位、填错行、沿用上年的表；确是如此的不必改，可以写情况说明。
    两年中多的一年不到 10 件的不看；“上年”里没有填的不比较。
    """
    jumps: list[Pair] = []
    same: list[Form] = []
    for form in draft.layout.form_by_key.values():
        pairs = list(_list_pairs(draft, form))
        jumps += [pair for pair in pairs if pair.is_jump and _is_row(pair.path, form)]
        if _are_same(pairs):
            same.append(form)
    told = [*_tell_jumps(jumps), *_tell_same(same)]
    if told:
        yield Said("；".join(told) + say("。请核对"), _find_place(jumps, same))


def _list_pairs(draft: Draft, form: Form) -> Iterator[Pair]:
    """The counts of a form that both years have, as they stand there."""
    for cell in form.cells:
        key = form.spell(cell.key)
        now, before = draft.figures.claimed(key), draft.figures.claimed(f"{PRIOR}.{key}")
        if cell.kind != "count" or draft.is_unread((form.key, *cell.key)):
            continue
        if isinstance(now, int | Decimal) and isinstance(before, int | Decimal):
            yield Pair(form, cell.key, now, before)


def _is_row(path: DataPath, form: Form) -> bool:
    """Whether a cell stands for its row: table two has no totals, in the others only they count."""
    has_totals = any(cell.key[-1] == _TOTAL for cell in form.cells)
    return path[-1] == _TOTAL or not has_totals


def _are_same(pairs: list[Pair]) -> bool:
    """Whether nothing changed; a table of zeros may well be one of zeros again."""
    filled = [pair for pair in pairs if pair.now]
    return len(filled) >= SAME and all(pair.now == pair.before for pair in pairs)


def _tell_jumps(jumps: list[Pair]) -> Iterator[str]:
    if not jumps:
        return
    shown: list[str] = []
    for pair in jumps[:SHOWN]:
        before, now = print_number(pair.before), print_number(pair.now)
        shown.append(say("{cell} {before} → {now}", cell=pair.name, before=before, now=now))
    names = "、".join(shown)
    more = say(" 等 {count} 项", count=len(jumps)) if len(jumps) > SHOWN else ""
    yield say("与上年相差五倍以上：{names}{more}", names=names, more=more)


def _tell_same(same: list[Form]) -> Iterator[str]:
    if same:
        yield say("{names}与上年完全一样", names="、".join(form.name for form in same))


def _find_place(jumps: list[Pair], same: list[Form]) -> DataPath:
    return jumps[0].path if jumps else (same[0].key,)
