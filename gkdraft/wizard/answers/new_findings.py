"""What the rules say because of an answer: findings new at its place. Pure."""

from collections.abc import Iterable, Iterator

from gkdraft.base.places import DataPath
from gkdraft.rules.findings import Finding, Severity

STILL_OPEN = frozenset(("GK001", "GK007", "GK401"))
"""What is not filled in yet: the next questions ask for it, and home counts it."""


def find_new_below(
    before: Iterable[Finding], after: Iterable[Finding], places: Iterable[DataPath]
) -> Iterator[Finding]:
    """Findings of the answers themselves, at their places or below, that were not there before.

    What an answer tells again is a finding of the place it was told at first as well.
    """
    known = set(map(_identify, before))
    asked = list(places)
    for finding in _list_due(after):
        if _identify(finding) not in known and _concerns(finding, asked):
            yield finding


def find_new_above(
    before: Iterable[Finding], after: Iterable[Finding], places: Iterable[DataPath]
) -> Iterator[Finding]:
    """Findings of what the answers are a part of; one that was there and has only other numbers
    now is not new.
    """
    known = {(finding.code, finding.path) for finding in before}
    asked = list(places)
    for finding in _list_due(after):
        at = finding.path
        above = any(p[: len(at)] == at != p for p in asked)
        if above and (finding.code, at) not in known:
            yield finding


def find_new(before: Iterable[Finding], after: Iterable[Finding]) -> Iterator[Finding]:
    """Findings that were not there before, wherever they are."""
    known = set(map(_identify, before))
    for finding in _list_due(after):
        if _identify(finding) not in known:
            yield finding


def _concerns(finding: Finding, places: Iterable[DataPath]) -> bool:
    """Whether a finding is at one of the places or below it."""
    return any(at[: len(place)] == place for place in places for at in finding.paths)


def _identify(finding: Finding) -> tuple[str, DataPath, str]:
    return finding.code, finding.path, finding.message


def _list_due(findings: Iterable[Finding]) -> Iterator[Finding]:
    """What is worth a second look at once; notes wait for the end of the block."""
    for finding in findings:
        if finding.code not in STILL_OPEN and finding.severity is not Severity.NOTE:
            yield finding
