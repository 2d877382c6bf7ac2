"""The register of rules by code."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from gkdraft.base.places import DataPath
from gkdraft.prose.document import Document
from gkdraft.report.draft import Draft
from gkdraft.rules.findings import Finding, Severity

Said = tuple[str, DataPath]
"""A message and the key it concerns."""

Check = Callable[[Draft, Document], Iterator[Said]]


@dataclass(frozen=True)
class Rule:
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

    def find(self, draft: Draft, document: Document) -> Iterator[Finding]:
        for message, path in self.check(draft, document):
            if "\n" in message:  # a finding is one line, whatever it quotes
                message = " ".join(message.split("\n"))
            yield Finding(self.code, self.severity, message, path)


REGISTRY: dict[str, Rule] = {}


def register_rule(
    code: str,
    severity: Severity,
    layouts: tuple[str, ...] = (),
    waivable: bool = False,
    needs: str = "",
) -> Callable[[Check], Check]:
    """Registers a generator of (message, key) as the rule of that code.

    `needs` names what the rule judges by and a published report does not have; a rule without
    it judges both, and does not ask where a report came from.
    """

    def register(check: Check) -> Check:
        if code in REGISTRY:
            raise ValueError(f"{code} is taken")
        REGISTRY[code] = Rule(code, severity, check, layouts, waivable, needs)
        return check

    return register
