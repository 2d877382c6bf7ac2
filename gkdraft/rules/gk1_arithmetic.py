"""GK1: arithmetic inside one table. The equations stand in the form files."""

from collections.abc import Iterator

from gkdraft.prose.document import Document
from gkdraft.report.draft import Draft
from gkdraft.rules.equations import check_equations
from gkdraft.rules.findings import Severity
from gkdraft.rules.registry import Verdict, register_rule


@register_rule("GK101", Severity.ERROR)
def check_balance(draft: Draft, document: Document) -> Iterator[Verdict]:
    """表三：本年新收＋上年结转＝总计＋结转下年度。

    逐列核对，七列都要平。左边是要办的，右边是办结的和没办完的，一件也不能多、不能少。
    常见原因：办结数按“本年收到”统计，漏了上年结转的件；结转下年度没有按 12 月 31 日的状态统计；
    某一件的申请人类别在收件和办结时登记得不一样。

    依据：国办公开办函〔2021〕30号表三表头“第一项加第二项之和，等于第三项加第四项之和”。不可说明豁免。
    """
    yield from check_equations(draft, "GK101")


@register_rule("GK102", Severity.ERROR)
def check_outcomes(draft: Draft, document: Document) -> Iterator[Verdict]:
    """表三：（七）总计＝（一）至（六）各行之和。

    逐列核对。总计由程序计算，不必填；填了就核对，成稿印相加的数。
    常见原因：部分公开的件在不予公开里又计了一次（区分处理的只计部分公开）；
    申请人撤回的件没有计入其他处理。

    依据：国办公开办函〔2021〕30号表三。不可说明豁免。
    """
    yield from check_equations(draft, "GK102")


@register_rule("GK103", Severity.ERROR)
def check_applicants(draft: Draft, document: Document) -> Iterator[Verdict]:
    """表三：各行总计＝自然人＋五类法人或其他组织。

    逐行核对，共 25 行。总计由程序计算，不必填；填了就核对，成稿印相加的数。

    依据：国办公开办函〔2021〕30号表三。不可说明豁免。
    """
    yield from check_equations(draft, "GK103")


@register_rule("GK104", Severity.ERROR)
def check_cases(draft: Draft, document: Document) -> Iterator[Verdict]:
    """表四：总计＝结果维持＋结果纠正＋其他结果＋尚未审结。

    行政复议、未经复议直接起诉、复议后起诉三组分别核对。总计由程序计算，不必填；
    填了就核对，成稿印相加的数。复议机关作共同被告的案件，只由原行为机关计算。

    依据：国办公开办函〔2021〕30号表四；国办公开办函〔2016〕201号。不可说明豁免。
    """
    yield from check_equations(draft, "GK104")
