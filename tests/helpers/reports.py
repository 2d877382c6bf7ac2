"""The shipped examples as data, patched, composed and rendered; real documents."""

import copy
import os
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from gkdraft.base.yaml_reading import Parsed, parse_yaml
from gkdraft.base.yaml_writing import write_mapping
from gkdraft.layout.resources import Resources
from gkdraft.pipeline import Result, compose, judge_year, review_report
from gkdraft.prose.document import Grid
from gkdraft.prose.document import plain_text as text_of
from gkdraft.report import datafile
from gkdraft.report.prior import find_edition

ROOT = Path(__file__).parent.parent.parent
JIANGLIN = ROOT / "fixtures/jianglin-2026/2026.yaml"
TAICANG = ROOT / "fixtures/taicang-2021.yaml"
HEADINGS = (
    "总体情况",
    "主动公开政府信息情况",
    "收到和处理政府信息公开申请情况",
    "政府信息公开行政复议、行政诉讼情况",
    "存在的主要问题及改进情况",
    "其他需要报告的事项",
)
SHARED = Path(os.environ.get("GKDRAFT_SHARED", ROOT.parent / "shared"))

_PARSED = datafile.read_datafile(JIANGLIN)


def shared(name: str) -> Path:
    """A real document, or skip where the folder is not there."""
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"needs {name} of the folder with real documents, which is not here")
    return path


def plain(value: Any) -> Any:
    """Test data as the YAML reader would give it: text, tuples, mappings, nothing."""
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return tuple(plain(item) for item in value)
    return value if value is None else str(value)


def patched(changes: Mapping[str, Any]) -> Parsed:
    """江临's data file with some keys changed; a dotted key, list items counted from 0."""
    data = copy.deepcopy(_PARSED.data)
    for key, value in changes.items():
        data = _put(data, key.split("."), plain(value))
    return Parsed(_PARSED.name, data, _PARSED.places)


def saved(path: Path, changes: Mapping[str, Any] | None = None) -> Path:
    """江临's data file with some keys changed, written to a path."""
    lines = write_mapping(patched(changes or {}).data)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def _put(data: Any, path: list[str], value: Any) -> Any:
    head, rest = path[0], path[1:]
    if isinstance(data, tuple):
        index = int(head)
        below = _put(data[index], rest, value) if rest else value
        return (*data[:index], below, *data[index + 1 :])
    data = dict(data or {})
    data[head] = _put(data.get(head), rest, value) if rest else value
    return data


def drafted(changes: Mapping[str, Any] | None = None) -> Result:
    """江临's report with some keys changed."""
    return compose(patched(changes or {}), Resources())


def drafted_text(text: str) -> Result:
    """The report of a data file given as text."""
    return compose(parse_yaml(text, "x.yaml"), Resources())


def published_text(text: str) -> Result:
    """The report of a published text."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "年报.txt"
        path.write_text(text, encoding="utf-8")
        return review_report(path)


def codes(result: Result) -> list[str]:
    return [finding.code for finding in result.findings]


def section_text(result: Result, number: int) -> str:
    """One section's paragraphs as text."""
    return "\n".join(
        text_of(block.runs)
        for block in result.document.section(number)
        if not isinstance(block, Grid) and hasattr(block, "runs")
    )


def judge_years(results: Sequence[Result]) -> list[Result]:
    """Reports of one body in neighbouring years, the later judged beside the earlier."""
    editions = [find_edition(result.draft) for result in results]
    judged: list[Result] = []
    for at, result in enumerate(results):
        judged.append(judge_year(at, editions, results.__getitem__) or result)
    return judged
