"""The review 核对: findings, how many relations were weighed, and what could not be."""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from gkdraft.messages import _, translate
from gkdraft.rules.findings import Finding, count_findings
from gkdraft.rules.registry import Checked, Unchecked


class Review(NamedTuple):
    """What the rules have to say of one report; `unchecked` holds each kind once."""

    findings: tuple[Finding, ...] = ()
    checked: int = 0
    unchecked: tuple[Unchecked, ...] = ()

    @property
    def missed(self) -> int:
        """How many relations could not be weighed."""
        return sum(item.count for item in self.unchecked)

    def headline(self) -> str:
        """错误 2 条、警告 1 条; 没有发现问题 only where nothing was left out."""
        told = count_findings(self.findings) or self._praise()
        if self.unchecked:
            told += _("，{} 项没有核对").format(self.missed)
        return told

    def summarise(self) -> str:
        """The headline, then: 核对了 87 项关系，3 项没有核对：表四 3 项（没有读到）."""
        told = count_findings(self.findings) or self._praise()
        told += _("。核对了 {} 项关系").format(self.checked)
        if self.unchecked:
            parts = _("；").join(map(describe_unchecked, self.unchecked))
            told += _("，{missed} 项没有核对：{parts}").format(missed=self.missed, parts=parts)
        return told

    def list_unchecked(self) -> list[str]:
        """A line for each kind that was not weighed: 没有核对：表四 3 项（没有读到）."""
        return [_("没有核对：{}").format(describe_unchecked(item)) for item in self.unchecked]

    def _praise(self) -> str:
        """What no finding means: much, if everything was weighed."""
        if not self.checked:
            return _("没有可以核对的数")
        return _("核对过的都相符") if self.unchecked else _("没有发现问题")


def describe_unchecked(item: Unchecked) -> str:
    """表四 3 项（没有读到）."""
    relation, reason = translate(item.relation), translate(item.reason)
    said = _("{relation} {count} 项（{reason}）")
    return said.format(relation=relation, count=item.count, reason=reason)


def compose_review(verdicts: Iterable[Finding | Checked | Unchecked]) -> Review:
    """The review of everything that rules said, in their order."""
    findings: list[Finding] = []
    missed: Counter[tuple[str, str]] = Counter()
    checked = 0
    for verdict in verdicts:
        if isinstance(verdict, Finding):
            findings.append(verdict)
        elif isinstance(verdict, Checked):
            checked += verdict.count
        else:
            missed[verdict.relation, verdict.reason] += verdict.count
    unchecked = [Unchecked(*kind, count) for kind, count in missed.items()]
    return Review(tuple(findings), checked, tuple(unchecked))
