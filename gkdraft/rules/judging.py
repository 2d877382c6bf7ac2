"""Judging 核对: all rules loaded, and what they say of a draft."""

from collections.abc import Iterator

from gkdraft.base.places import DataPath, spell_path
from gkdraft.base.scalars import Number
from gkdraft.prose.document import Document
from gkdraft.report.draft import Draft
from gkdraft.report.model import Waiver
from gkdraft.rules import (  # noqa: F401  a rule is registered when its module is imported
    gk0_datafile,
    gk1_arithmetic,
    gk2_years,
    gk3_counts,
    gk3_fees,
    gk3_parts,
    gk3_portions,
    gk3_prose,
    gk3_ratios,
    gk3_sums,
    gk3_text,
    gk4_groups,
    gk4_tasks,
    gk5_answers,
    gk5_bodies,
    gk5_contact,
    gk5_deadline,
    gk5_language,
    gk5_meetings,
    gk5_repetition,
    gk5_structure,
    gk5_typing,
    gk5_wording,
    gk5_years,
    gk6_edits,
)
from gkdraft.rules.equations import make_identity_rule
from gkdraft.rules.findings import Finding
from gkdraft.rules.registry import REGISTRY, Checked, Rule, Unchecked
from gkdraft.rules.review import Review, compose_review

__all__ = ["REGISTRY", "Review", "Rule", "check_draft", "find_explained"]


def check_draft(draft: Draft, document: Document) -> Review:
    """Everything the rules have to say, in the order of their codes, and what they weighed."""
    return compose_review(_judge(draft, document))


def _judge(draft: Draft, document: Document) -> Iterator[Finding | Checked | Unchecked]:
    own = [make_identity_rule(code) for code in _list_other_codes(draft)]
    told: set[tuple[DataPath, Number]] = set()
    for rule in [*(REGISTRY[code] for code in sorted(REGISTRY)), *own]:
        if not rule.applies(draft):
            continue
        for verdict in rule.judge(draft, document):
            is_silent = isinstance(verdict, Finding) and (
                _is_waived(rule, verdict, draft) or _is_told(verdict, told)
            )
            if not is_silent:
                yield verdict


def _is_told(finding: Finding, told: set[tuple[DataPath, Number]]) -> bool:
    """Whether another rule has named that cell with that value."""
    if finding.expected is None:
        return False
    known = (finding.path, finding.expected) in told
    told.add((finding.path, finding.expected))
    return known


def _list_other_codes(draft: Draft) -> list[str]:
    """The codes of identities in a user's own forms, which no rule here knows."""
    codes: set[str] = set()
    for form in draft.layout.forms.values():
        codes.update(identity.code for identity in form.identities)
    return sorted(codes - set(REGISTRY))


def _is_waived(rule: Rule, finding: Finding, draft: Draft) -> bool:
    """Whether 情况说明 explains a finding; where it names its result (结果), no other one."""
    if not rule.waivable:
        return False
    return any(_explains(waiver, finding) for waiver in draft.report.waivers)


def _explains(waiver: Waiver, finding: Finding) -> bool:
    return (
        waiver.rule == finding.code
        and bool(waiver.reason)
        and waiver.place in ("", spell_path(finding.path))
        and waiver.message in ("", finding.message)
    )


def find_explained(draft: Draft, document: Document, waiver: Waiver) -> list[Finding]:
    """The findings that one 情况说明 explains, which are silent otherwise; often there is one."""
    rule = REGISTRY.get(waiver.rule)
    if rule is None or not rule.waivable or not rule.applies(draft):
        return []
    verdicts = rule.judge(draft, document)
    return [v for v in verdicts if isinstance(v, Finding) and _explains(waiver, v)]
