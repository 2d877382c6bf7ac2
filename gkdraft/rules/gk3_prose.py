"""GK3: figures of the prose among themselves, parts and totals that stand in prose only."""

from collections.abc import Iterator

from gkdraft.prose.document import Document
from gkdraft.report.draft import Draft
from gkdraft.rules.equations import check_equations
from gkdraft.rules.findings import Severity
from gkdraft.rules.registry import Verdict, register_rule


@register_rule("GK301", Severity.ERROR, waivable=True)
def check_channels(draft: Draft, document: Document) -> Iterator[Verdict]:
    """2018 年及以前：各申请方式之和＝受理件数。

    当面、传真、网络、信函、其他各计一次，合计应等于受理件数。只写了几种、合计又不够的，
    把没有列出的补上；确实没有的写 0 或“其余: 0”。

    依据：2014 年政府信息公开情况统计制度“收到申请数”分列当面、传真、网络、信函。
    """
    yield from check_equations(draft, "GK301")


@register_rule("GK302", Severity.ERROR, waivable=True)
def check_applicant_kinds(draft: Draft, document: Document) -> Iterator[Verdict]:
    """2018 年及以前：各类申请人之和＝受理件数，其中项不大于所属的类。

    律师、科研人员、媒体从业人员以个人名义申请的，是公民的其中项，不另加。
    """
    yield from check_equations(draft, "GK302")


@register_rule("GK303", Severity.ERROR, waivable=True)
def check_replies(draft: Draft, document: Document) -> Iterator[Verdict]:
    """2018 年及以前：各类答复之和＝办结件数，其中项不大于所属的类。

    八类答复：属于已主动公开范围、同意公开、同意部分公开、不同意公开、不属于本机关公开、信息不存在、
    告知更改补充、告知通过其他途径办理。不是《条例》所指政府信息等是不同意公开的其中项。
    """
    yield from check_equations(draft, "GK303")


@register_rule("GK304", Severity.ERROR, waivable=True)
def check_decisions(draft: Draft, document: Document) -> Iterator[Verdict]:
    """2018 年及以前：复议、诉讼各种结果之和＝合计；回应各种方式之和＝回应总数。

    只写了合计的不核对；写了结果就要写全，没有的写 0。
    """
    yield from check_equations(draft, "GK304")
