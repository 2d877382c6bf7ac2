"""Findings 核对结果: what a rule has to say, where, and how it is printed.

A finding is a value. It stops nothing, it is listed.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from gkdraft.messages import _

Path = tuple[str | int, ...]
"""Keys from the top of the data file down; list items are counted from 0."""

Plain = str | None | tuple["Plain", ...] | dict[str, "Plain"]
"""What a data file holds before anything is known of it: texts, lists, mappings, nothing."""


class Severity(StrEnum):
    """严重程度: only 错误 keeps a report from being final."""

    ERROR = "错误"
    WARNING = "警告"
    NOTE = "提示"


@dataclass(frozen=True, slots=True)
class Locus:
    """出处: where in a file; line and column counted from 1, 0 when unknown."""

    file: str = ""
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return ":".join(str(part) for part in (self.file, self.line, self.column) if part)


@dataclass(frozen=True, slots=True)
class Finding:
    """核对结果: one problem, with the rule's code and the data key it concerns."""

    code: str
    severity: Severity
    message: str
    path: Path = ()
    locus: Locus = field(default_factory=Locus)

    def __str__(self) -> str:
        where = str(self.locus)
        return f"{where + ': ' if where else ''}{self.code} {self.severity} {self.message}"

    def as_json(self) -> dict[str, object]:
        """The finding as plain data, keys in English for scripts."""
        return {
            "code": self.code,
            "severity": self.severity.name.lower(),
            "message": self.message,
            "key": dotted(self.path),
            "file": self.locus.file,
            "line": self.locus.line,
            "column": self.locus.column,
        }


def dotted(path: Path) -> str:
    """A path as people write it: 申请情况.本年新收.自然人; list items are counted from 1."""
    return ".".join(str(part + 1) if isinstance(part, int) else part for part in path)


def undotted(key: str) -> Path:
    """A key as people write it, as a path."""
    return tuple(
        int(part) - 1 if part.isascii() and part.isdigit() else part
        for part in key.split(".")
        if part
    )


def place(finding: Finding, places: Mapping[Path, Locus], file: str) -> Finding:
    """The finding with the position of its key, or of the nearest key above it."""
    path = finding.path
    while path and path not in places:
        path = path[:-1]
    return replace(finding, locus=places.get(path, Locus(file)))


def summarise(findings: Iterable[Finding]) -> str:
    """错误 2 条、警告 1 条, or 没有发现问题."""
    counts = Counter(finding.severity for finding in findings)
    texts = {
        Severity.ERROR: _("错误 {} 条"),
        Severity.WARNING: _("警告 {} 条"),
        Severity.NOTE: _("提示 {} 条"),
    }
    parts = [text.format(counts[key]) for key, text in texts.items() if counts[key]]
    return _("、").join(parts) or _("没有发现问题")


def near(word: str, names: Iterable[str]) -> str:
    """，是否想写“…”？ for a name that is nearly right, else nothing."""
    if "：" in word or ":" in word:
        return "，冒号要用半角，后面空一格"
    from difflib import get_close_matches  # 8 ms that only a wrong key needs to pay

    close = get_close_matches(word, list(names), n=1, cutoff=0.5)
    return f"，是否想写“{close[0]}”？" if close else ""
