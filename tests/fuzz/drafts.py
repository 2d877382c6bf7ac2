"""What the fuzzers begin with: the shipped data files, and drafts made of them, each made once."""

from functools import cache
from pathlib import Path

from gkdraft.layout.resources import Resources
from gkdraft.pipeline import compose
from gkdraft.report import datafile

ROOT = Path(__file__).parents[2]
FIXTURES = [*sorted((ROOT / "fixtures").glob("*.yaml")), ROOT / "fixtures/jianglin-2026/2026.yaml"]


@cache
def read_original(path: Path) -> bytes:
    """The bytes of a shipped file."""
    return path.read_bytes()


@cache
def make_draft(path: Path, suffix: str, with_comments: bool = False) -> bytes:
    """A draft of a shipped data file."""
    result = compose(datafile.parse_datafile(read_original(path), path.name), Resources())
    return result.render(suffix, with_comments)
