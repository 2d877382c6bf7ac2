"""The register of rules by code."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from gkdraft.base.places import DataPath
from gkdraft.base.scalars import Number
from gkdraft.messages import translate
from gkdraft.prose.document import Document
from gkdraft.report.draft import Draft
from gkdraft.rules.findings import Finding, Severity


class Said(NamedTuple):
    """What a rule has to say of one key; a severity of its own where it is not the rule's.

    `expected` is the value that would fit, where there is exactly one; `others` are further keys
    that have a part in it.
    """

    message: str
    path: DataPath = ()
    severity: Severity | None = None
    expected: Number | None = None
    others: tuple[DataPath, ...] = ()


@dataclass(frozen=True, slots=True)
class Checked:
    """核对了 so many relations 关系, whether they hold or not."""

    count: int = 1


@dataclass(frozen=True, slots=True)
class Unchecked:
    """没有核对: so many relations of a kind, and what was missing for it."""

    relation: str
    reason: str
    count: int = 1

    def as_json(self) -> dict[str, object]:
        """As plain data, keys in English for scripts."""
        relation, reason = translate(self.relation), translate(self.reason)
        return {"relation": relation, "reason": reason, "count": self.count}


Verdict = Said | tuple[str, DataPath] | Checked | Unchecked
Check = Callable[[Draft, Document], Iterator[Verdict]]


class Rule(NamedTuple):
    """核对规则: its page is the docstring of the function that checks it."""

    code: str
    severity: Severity
    check: Check
    layouts: tuple[str, ...] = ()
    waivable: bool = False
    needs: str = ""

    @property
    def title(self) -> str:
        return self.page.partition("\n")[0].rstrip("。")

    @property
    def page(self) -> str:
        lines = (self.check.__doc__ or "").strip().splitlines()
        return "\n".join(line.removeprefix("    ") for line in lines)

    def applies(self, draft: Draft) -> bool:
        """Whether the rule is for this layout, and has what it needs of this report."""
        for_layout = not self.layouts or draft.layout.name in self.layouts
        return for_layout and not (draft.published and self.needs)

    def judge(self, draft: Draft, document: Document) -> Iterator[Finding | Checked | Unchecked]:
        """Its findings, and what it has weighed and what not."""
        for verdict in self.check(draft, document):
            if isinstance(verdict, Checked | Unchecked):
                yield verdict
            else:
                yield self._make_finding(Said(*verdict))

    def _make_finding(self, said: Said) -> Finding:
        message = said.message
        if "\n" in message:  # a finding is one line, whatever it quotes
            message = " ".join(message.split("\n"))
        severity = said.severity or self.severity
        return Finding(
            self.code, severity, message, said.path, expected=said.expected, others=said.others
        )


REGISTRY: dict[str, Rule] = {}


def register_rule(
    code: str,
    severity: Severity,
    layouts: tuple[str, ...] = (),
    waivable: bool = False,
    needs: str = "",
) -> Callable[[Check], Check]:
    """Registers a generator of verdicts, in short (message, key), as the rule of that code.

    `needs` names what the rule judges by and a published report does not have; a rule without
    it judges both, and does not ask where a report came from.
    """

    def register(check: Check) -> Check:
        if code in REGISTRY:
            raise ValueError(f"{code} is taken")
        REGISTRY[code] = Rule(code, severity, check, layouts, waivable, needs)
        return check

    return register


def is_waivable(finding: Finding) -> bool:
    """Whether 情况说明 can explain it; never an identity of a person's own form."""
    rule = REGISTRY.get(finding.code)
    return rule is not None and rule.waivable
