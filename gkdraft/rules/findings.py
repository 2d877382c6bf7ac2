"""Findings 核对结果: what a rule has to say, where, and how it is printed.

A finding is a value. It stops nothing, it is listed.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import field
from enum import StrEnum
from typing import NamedTuple

from gkdraft.base.places import DataPath, Locus, spell_path
from gkdraft.base.scalars import Number
from gkdraft.messages import _, show_inline, translate
from gkdraft.report.printing import print_number


class Severity(StrEnum):
    """严重程度: 错误 keeps a report from being final, 警告 and 提示 do not."""

    ERROR = "错误"
    WARNING = "警告"
    NOTE = "提示"


class Finding(NamedTuple):
    """核对结果: one problem, with the rule's code and the data key it concerns.

    `others` are the keys that have a part in it: of a fact that is told twice, the other place.
    """

    code: str
    severity: Severity
    message: str
    path: DataPath = ()
    locus: Locus = field(default_factory=Locus)
    expected: Number | None = None
    others: tuple[DataPath, ...] = ()

    @property
    def paths(self) -> tuple[DataPath, ...]:
        """Every key it concerns."""
        return (self.path, *self.others)

    def __str__(self) -> str:
        told = f"{self.code} {name_severity(self.severity)} {translate(self.message)}"
        where = show_inline(str(self.locus))
        if self.locus.spot:
            told = _("{told}（{spot}）").format(told=told, spot=translate(self.locus.spot))
        return f"{where}: {told}" if where else told

    def as_json(self) -> dict[str, object]:
        """The finding as plain data, keys in English for scripts."""
        return {
            "code": self.code,
            "severity": self.severity.name.lower(),
            "message": translate(self.message),
            "key": spell_path(self.path),
            "expected": None if self.expected is None else print_number(self.expected),
            "file": self.locus.file,
            "line": self.locus.line,
            "column": self.locus.column,
            "place": translate(self.locus.spot),
        }


def name_severity(severity: Severity) -> str:
    """错误、警告、提示, in the language of the person."""
    names = {
        Severity.ERROR: _("错误"),
        Severity.WARNING: _("警告"),
        Severity.NOTE: _("提示"),
    }
    return names[severity]


def count_findings(findings: Iterable[Finding]) -> str:
    """错误 2 条、警告 1 条; nothing if there are none."""
    counts = Counter(finding.severity for finding in findings)
    texts = {
        Severity.ERROR: _("错误 {} 条"),
        Severity.WARNING: _("警告 {} 条"),
        Severity.NOTE: _("提示 {} 条"),
    }
    parts = [text.format(counts[key]) for key, text in texts.items() if counts[key]]
    return _("、").join(parts)
