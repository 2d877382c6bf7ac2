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

    @property
    def title(self) -> str:
        return self.page.partition("\n")[0].rstrip("。")

    @property
    def page(self) -> str:
        lines = (self.check.__doc__ or "").strip().splitlines()
        return "\n".join(line.removeprefix("    ") for line in lines)

    def applies(self, layout: str) -> bool:
        return not self.layouts or layout in self.layouts

    def find(self, draft: Draft, document: Document) -> Iterator[Finding]:
        for message, path in self.check(draft, document):
            yield Finding(self.code, self.severity, " ".join(message.split("\n")), path)


REGISTRY: dict[str, Rule] = {}


def register_rule(
    code: str, severity: Severity, layouts: tuple[str, ...] = (), waivable: bool = False
) -> Callable[[Check], Check]:
    """Registers a generator of (message, key) as the rule of that code."""

    def register(check: Check) -> Check:
        if code in REGISTRY:
            raise ValueError(f"{code} is taken")
        REGISTRY[code] = Rule(code, severity, check, layouts, waivable)
        return check

    return register
