"""The tests themselves: what they share stands in helpers/, what they run on in the lock files."""

import ast
import re
import tomllib
from pathlib import Path

import pytest

from helpers.reports import ROOT

FILES = sorted(Path(__file__).parent.rglob("*.py"))
MODULES = {path.stem for path in FILES if path.stem.startswith("test_")} | {"conftest"}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_test_module_is_imported(path: Path) -> None:
    tree = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    nodes = [node for node in tree if isinstance(node, ast.Import | ast.ImportFrom)]
    names = {getattr(node, "module", "") for node in nodes}
    names |= {alias.name for node in nodes for alias in node.names}
    assert names & MODULES == set()


def locked(name: str) -> set[str]:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert "://" not in text
    assert str(ROOT) not in text
    return set(re.findall(r"^([a-z0-9-]+)==.*\\\n    --hash=", text, re.MULTILINE))


def test_the_lock_files_hold_every_dependency() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    run = project["dependencies"]
    extras = [each for extra in project["optional-dependencies"].values() for each in extra]
    for wanted, held in ((run, "requirements.lock"), (run + extras, "requirements-dev.lock")):
        names = {re.split("[><=]", each)[0].replace(".", "-") for each in wanted}
        assert names - locked(held) == set(), "run make lock"
