"""The tests themselves: what they share stands in helpers/."""

import ast
from pathlib import Path

import pytest

FILES = sorted(Path(__file__).parent.rglob("*.py"))
MODULES = {path.stem for path in FILES if path.stem.startswith("test_")} | {"conftest"}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_test_module_is_imported(path: Path) -> None:
    tree = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    nodes = [node for node in tree if isinstance(node, ast.Import | ast.ImportFrom)]
    names = {getattr(node, "module", "") for node in nodes}
    names |= {alias.name for node in nodes for alias in node.names}
    assert names & MODULES == set()
