"""Rules 核对规则: each a generator of findings; its docstring is its page in docs/rules/.

GK0 数据文件 · GK1 表内勾稽 · GK2 年度之间 · GK3 文中数 · GK4 要点落实 · GK5 结构与行文.
A code is never used again for something else.
"""

from collections.abc import Iterator

from gkdraft.base.places import spell_path
from gkdraft.prose.document import Document
from gkdraft.report.draft import Draft
from gkdraft.rules import gk0_datafile, gk1_arithmetic, gk2_years, gk3_prose, gk4_tasks, gk5_wording
from gkdraft.rules.equations import check_equations
from gkdraft.rules.findings import Finding, Severity
from gkdraft.rules.registry import REGISTRY, Rule

__all__ = ["REGISTRY", "Rule", "check_draft"]

_MODULES = (gk0_datafile, gk1_arithmetic, gk3_prose, gk5_wording, gk4_tasks, gk2_years)


def check_draft(draft: Draft, document: Document) -> Iterator[Finding]:
    """Everything the rules have to say, in the order of their codes."""
    for code in sorted(REGISTRY):
        rule = REGISTRY[code]
        if rule.applies(draft):
            yield from (f for f in rule.find(draft, document) if not _waived(rule, f, draft))
    codes = {i.code for form in draft.layout.forms.values() for i in form.identities}
    for code in sorted(codes - set(REGISTRY)):  # identities of a user's own forms
        for message, path in check_equations(draft, code):
            yield Finding(code, Severity.ERROR, message, path)


def _waived(rule: Rule, finding: Finding, draft: Draft) -> bool:
    """Whether 情况说明 explains a finding; where it names its result (结果), no other one."""
    place = spell_path(finding.path)
    return rule.waivable and any(
        waiver.rule == rule.code
        and waiver.reason
        and waiver.place in ("", place)
        and waiver.message in ("", finding.message)
        for waiver in draft.report.waivers
    )
