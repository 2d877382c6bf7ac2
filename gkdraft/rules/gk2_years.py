"""GK2: figures of this year against those of the year before (上年).

The equations stand in the form files, under `yearly`.
"""

from collections.abc import Iterator

from gkdraft.prose.document import Document
from gkdraft.report.draft import Draft
from gkdraft.rules.equations import check_equations
from gkdraft.rules.findings import Severity
from gkdraft.rules.registry import Verdict, register_rule


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
