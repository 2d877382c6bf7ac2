"""Budget 篇幅: the characters of section one, aspect by aspect, against the limit of the layout."""

from typing import NamedTuple

from gkdraft.messages import say
from gkdraft.prose.document import Document, Heading, count_characters, plain_text
from gkdraft.report.draft import Draft

MOST = 3
"""Indicators that are named as the first to go."""


class Budget(NamedTuple):
    """字数: of section one, and of what stands under each of its headings; gaps do not count."""

    limit: int
    total: int
    shares: dict[str, int]

    @property
    def told(self) -> str:
        """（开头 98、主动公开 310）; nothing where no headings part the section."""
        if len(self.shares) < 2:
            return ""
        return f"（{'、'.join(f'{name} {count}' for name, count in self.shares.items())}）"


def measure_budget(draft: Draft, document: Document) -> Budget:
    """How long section one is; limit 0 where the layout has none."""
    blocks = document.section(1)
    shares: dict[str, int] = {}
    name = str(say("开头"))
    for block in blocks:
        if isinstance(block, Heading) and block.level == 2:
            name = plain_text(block.runs).partition("）")[2] or plain_text(block.runs)
        count = count_characters((block,))
        if count:
            shares[name] = shares.get(name, 0) + count
    return Budget(draft.layout.spec.limit, count_characters(blocks), shares)


def list_optional(draft: Draft) -> list[str]:
    """Indicators that were given and need not be: what could go first."""
    found: list[str] = []
    for indicator in draft.layout.indicators:
        path = ("总体情况", indicator.aspect, "数据", indicator.key)
        is_needed = indicator.required or indicator.ask != "可选"
        if not is_needed and draft.given(path):
            found.append(indicator.key)
    return found[:MOST]
